//! A book line is what the books keep of an issued line: enough to know what every day was charged
//! at, and to correct it (INV-6).
//!
//! "Days 1 to 31 of `[2025-01-01, 2025-02-01)` at 3 seats: 36.00, due on 1 January, first of its
//! kind" is a book line.
//!
//! What is still to be charged is decided by [`super::difference`].

use super::Books;
use crate::calendar::{Day, Period};
use crate::contract::ItemId;
use crate::schedule::{DaySet, Reference};
use crate::timeline::Terms;

/// An issued line, as the books keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLine {
    /// What its days count in.
    pub reference: Reference,
    /// The days of service of the billing period that it belongs to.
    pub billing: Period,
    /// The days charged.
    pub days: DaySet,
    /// Index of its terms in [`Books::terms`].
    pub terms: u32,
    /// Before the allowance, in minor units of the contract's currency.
    pub gross: i64,
    /// After the allowance, in minor units of the contract's currency.
    pub net: i64,
    /// By how much `net` differs from what its days alone would cost, in minor units (INV-6).
    pub rounding: i64,
    /// The day on which it fell due (CHG-8).
    pub due: Day,
    /// Counts the lines of one item, reference period, terms and sign, from 1 (INV-11).
    pub ordinal: u32,
}

/// An issued line with its item and terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssuedLine<'b> {
    /// The item that it charges.
    pub item: ItemId,
    /// What it was charged at.
    pub terms: &'b Terms,
    /// The line itself.
    pub line: &'b BookLine,
}

impl Books {
    /// Lists the issued lines, by item in order of first issue, then by reference period.
    pub fn lines(&self) -> impl Iterator<Item = IssuedLine<'_>> {
        self.items.iter().flat_map(move |item| {
            item.lines.iter().filter_map(move |line| {
                let terms = self.terms.get(line.terms as usize)?;
                Some(IssuedLine { item: item.id, terms, line })
            })
        })
    }
}
