//! The rules that a derivation follows, as values (EXP-1).
//!
//! A month that is cut by a change of price follows CHG-6 and CHG-8, and where its amount was rounded
//! with another part of the month, INV-6.
//!
//! What the rules say stands in the rule pages; which of them a line follows is decided in
//! [`super::derivation`].

use core::fmt;

/// A rule of the rule book. It prints as its id.
///
/// ```
/// assert_eq!(tacite::explain::Rule::Chg6.to_string(), "CHG-6");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// What becomes of an incomplete period.
    Cal6,
    /// How an exact value becomes an amount.
    Mon2,
    /// Which of two events holds.
    His1,
    /// Days before the first one that is billed here.
    His6,
    /// Which phase gives the price.
    Chg2,
    /// What days of a period cost.
    Chg6,
    /// Which days are not owed.
    Chg7,
    /// When a day falls due.
    Chg8,
    /// What a discount takes off.
    Chg9,
    /// What a pause does to what is charged.
    Pau1,
    /// Where the days of a Shift pause go.
    Pau2,
    /// An exit fee.
    Trm3,
    /// A withdrawal.
    Trm7,
    /// The end, and what the last period costs.
    Trm8,
    /// When a billing period is billed.
    Inv2,
    /// What is credited and charged, and against which line.
    Inv6,
    /// What corrects a document as a whole.
    Inv7,
    /// When a one-off is owed.
    Inv8,
    /// What is charged outside every rule.
    Inv9,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Cal6 => "CAL-6",
            Self::Mon2 => "MON-2",
            Self::His1 => "HIS-1",
            Self::His6 => "HIS-6",
            Self::Chg2 => "CHG-2",
            Self::Chg6 => "CHG-6",
            Self::Chg7 => "CHG-7",
            Self::Chg8 => "CHG-8",
            Self::Chg9 => "CHG-9",
            Self::Pau1 => "PAU-1",
            Self::Pau2 => "PAU-2",
            Self::Trm3 => "TRM-3",
            Self::Trm7 => "TRM-7",
            Self::Trm8 => "TRM-8",
            Self::Inv2 => "INV-2",
            Self::Inv6 => "INV-6",
            Self::Inv7 => "INV-7",
            Self::Inv8 => "INV-8",
            Self::Inv9 => "INV-9",
        })
    }
}
