//! A share is two whole numbers, what days weigh and what the period weighs, so that anyone can check it
//! (CHG-10).
//!
//! 12 days of 31 are 12/31, not 0.387096774193548.
//!
//! How days weigh is decided by the item's [`Basis`](crate::contract::Basis).

use core::fmt;

use crate::timeline::weights::common_divisor;

/// A part of a reference period: what days weigh, of what all of them weigh (CHG-10). By actual days that
/// is so many days of so many; by another basis it is its weights (CHG-6).
///
/// ```
/// use tacite::charge::Share;
///
/// assert_eq!(Share::new(12, 31).unwrap().to_string(), "12/31");
/// assert!(Share::new(32, 31).is_none());
/// assert!(Share::new(0, 0).is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share {
    days: u32,
    of: u32,
}

impl Share {
    /// Makes a share, or nothing if the days weigh more than the period, or that weighs nothing.
    #[inline]
    pub const fn new(days: u32, of: u32) -> Option<Self> {
        if of > 0 && days <= of { Some(Self { days, of }) } else { None }
    }

    /// Returns the numerator: what the days weigh, by actual days their number.
    #[inline]
    pub const fn days(self) -> u32 {
        self.days
    }

    /// Returns the denominator, at least 1: what the period weighs, by actual days its number of days.
    #[inline]
    pub const fn of(self) -> u32 {
        self.of
    }

    /// Returns the same share in its lowest terms.
    ///
    /// ```
    /// use tacite::charge::Share;
    ///
    /// assert_eq!(Share::new(1_457, 2_604).unwrap().reduced().to_string(), "47/84");
    /// ```
    #[must_use]
    pub const fn reduced(self) -> Self {
        let divisor = common_divisor(self.of, self.days);
        Self { days: self.days / divisor, of: self.of / divisor }
    }

    /// Tells whether it is the whole period.
    #[inline]
    pub const fn is_whole(self) -> bool {
        self.days == self.of
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.days, self.of)
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
