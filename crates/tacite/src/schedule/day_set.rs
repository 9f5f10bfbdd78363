//! The days of a reference period have numbers 1 to R; what is charged is a set of them (CHG-3).
//!
//! In January 2025 a start on the 20th leaves the days 20 to 31: one range, twelve days.
//!
//! Which days are in a set is decided by [`super::owed`] and [`crate::books`].

use alloc::vec::Vec;
use core::fmt;

/// Day numbers from `start` to `end`, the end excluded, counted from 1; never empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayRange {
    start: u32,
    end: u32,
}

impl DayRange {
    /// The one day of what has only one.
    pub const FIRST: Self = Self { start: 1, end: 2 };

    /// Makes a range of day numbers, or nothing if it is empty or starts below 1.
    #[inline]
    pub const fn new(start: u32, end: u32) -> Option<Self> {
        if start >= 1 && start < end { Some(Self { start, end }) } else { None }
    }

    /// Returns the first day number.
    #[inline]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// Returns the day number after the last.
    #[inline]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Tells whether a day is in it.
    #[inline]
    pub const fn contains(self, number: u32) -> bool {
        self.start <= number && number < self.end
    }

    /// Returns the days that two ranges have in common, if any.
    pub(crate) const fn common(self, other: Self) -> Option<Self> {
        let start = if self.start > other.start { self.start } else { other.start };
        let end = if self.end < other.end { self.end } else { other.end };
        Self::new(start, end)
    }

    /// Returns the number of days.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "a range is never empty")]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }
}

impl fmt::Debug for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.len() == 1 {
            write!(f, "{}", self.start)
        } else {
            write!(f, "{}-{}", self.start, self.end - 1)
        }
    }
}

/// A set of day numbers of one reference period: rising ranges that don't touch.
///
/// A rounding part of a correction has no days (INV-6): its set is empty.
///
/// ```
/// use tacite::schedule::{DayRange, DaySet};
///
/// let days = |start, end| DayRange::new(start, end).unwrap();
/// let mut set = DaySet::of(days(1, 11));
/// set.insert(days(20, 32));
/// set.insert(days(11, 15));
/// assert_eq!(set.len(), 26);
/// assert_eq!(set.ranges().collect::<Vec<_>>(), [days(1, 15), days(20, 32)]);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaySet {
    // The usual set is one range: it costs no allocation. It has no day in an empty set.
    first: DayRange,
    more: Vec<DayRange>,
}

impl DaySet {
    /// Makes a set of one range.
    #[inline]
    pub const fn of(range: DayRange) -> Self {
        Self { first: range, more: Vec::new() }
    }

    /// Makes a set of ranges that rise and don't touch; of none, the set without a day.
    ///
    /// # Errors
    /// [`DaySetError`] naming the first range that begins too early.
    ///
    /// ```
    /// use tacite::schedule::{DayRange, DaySet, DaySetError};
    ///
    /// let days = |start, end| DayRange::new(start, end).unwrap();
    /// let set = DaySet::of_ranges(&[days(1, 15), days(20, 32)])?;
    /// assert_eq!(set.len(), 26);
    /// let error = DaySetError { start: 15, before: 14 };
    /// assert_eq!(DaySet::of_ranges(&[days(1, 15), days(15, 32)]), Err(error));
    /// # Ok::<(), DaySetError>(())
    /// ```
    pub fn of_ranges(ranges: &[DayRange]) -> Result<Self, DaySetError> {
        let Some((first, more)) = ranges.split_first() else {
            return Ok(Self::EMPTY);
        };
        for (earlier, later) in ranges.iter().zip(more) {
            if later.start <= earlier.end {
                return Err(DaySetError { start: later.start, before: earlier.end - 1 });
            }
        }
        Ok(Self { first: *first, more: more.to_vec() })
    }

    /// The set without a day.
    pub const EMPTY: Self = Self { first: DayRange { start: 1, end: 1 }, more: Vec::new() };

    /// Returns the ranges, rising.
    #[inline]
    pub fn ranges(&self) -> impl Iterator<Item = DayRange> + '_ {
        let first = (!self.is_empty()).then_some(self.first);
        first.into_iter().chain(self.more.iter().copied())
    }

    /// Returns the first range, if there is any.
    #[inline]
    pub fn first(&self) -> Option<DayRange> {
        (!self.is_empty()).then_some(self.first)
    }

    /// Returns the last range, if there is any.
    #[inline]
    pub fn last(&self) -> Option<DayRange> {
        self.more.last().copied().or_else(|| self.first())
    }

    /// Tells whether it has no day.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.first.start == self.first.end
    }

    /// Tells whether a day is in it.
    pub fn contains(&self, number: u32) -> bool {
        self.ranges().any(|range| range.contains(number))
    }

    /// Returns the number of days.
    #[inline]
    pub fn len(&self) -> u32 {
        self.first.len() + self.more.iter().map(|range| range.len()).sum::<u32>()
    }

    /// Adds the days of a range.
    pub fn insert(&mut self, range: DayRange) {
        if self.is_empty() {
            self.first = range;
            return;
        }
        let mut merged = Vec::with_capacity(self.more.len() + 2);
        let mut new = range;
        for old in self.ranges() {
            if old.end < new.start {
                merged.push(old);
            } else if new.end < old.start {
                merged.push(new);
                new = old;
            } else {
                new = DayRange { start: new.start.min(old.start), end: new.end.max(old.end) };
            }
        }
        merged.push(new);
        self.first = merged.remove(0);
        self.more = merged;
    }
}

/// Ranges that are no set in its one form: they don't rise, or touch (CHG-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "days from {start} on don't follow those up to {before}: ranges rise, with a day between (CHG-3)"
)]
pub struct DaySetError {
    /// The first day of the range.
    pub start: u32,
    /// The last day of the range before it.
    pub before: u32,
}

impl fmt::Debug for DaySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.ranges()).finish()
    }
}

/// Returns the days that two sets have in common.
pub(crate) fn intersection(left: &DaySet, right: &DaySet) -> DaySet {
    let mut common = DaySet::EMPTY;
    for range in left.ranges() {
        for days in right.ranges().filter_map(|other| range.common(other)) {
            common.insert(days);
        }
    }
    common
}

impl DaySet {
    /// Takes days out.
    pub(crate) fn remove(&mut self, others: &Self) {
        let others: Vec<DayRange> = others.ranges().collect();
        let mut left = Self::EMPTY;
        for range in self.ranges() {
            without(range, &others, &mut |days| left.insert(days));
        }
        *self = left;
    }
}

/// Calls `each` for the parts of a range that are in none of the others, rising.
///
/// The others may come in any order and may overlap.
pub(crate) fn without(range: DayRange, others: &[DayRange], each: &mut impl FnMut(DayRange)) {
    let mut start = range.start;
    while start < range.end {
        // The next day that is covered, and how far the cover goes from `start`.
        let covered = others.iter().filter(|other| other.start <= start && start < other.end);
        if let Some(end) = covered.map(|other| other.end).max() {
            start = end;
            continue;
        }
        let ahead = others.iter().map(|other| other.start).filter(|other| *other > start);
        let end = ahead.min().unwrap_or(range.end).min(range.end);
        if let Some(free) = DayRange::new(start, end) {
            each(free);
        }
        start = end;
    }
}
