//! A line that is asked about, of a document or of the books (EXP-1).
//!
//! "Days 10 to 23 of `[2025-03-01, 2025-04-01)` at 120.00, credited of 31 days" is asked about in the same
//! way, whether a credit note or the books have it.
//!
//! What a line is made of is decided by [`crate::document`] and [`crate::books`]; both keep the same
//! integers.

use alloc::vec::Vec;

use crate::books::{Carried, IssuedBy, IssuedLine, served};
use crate::calendar::{Day, Period};
use crate::contract::ItemId;
use crate::document::Line;
use crate::schedule::{DaySet, Reference};
use crate::timeline::Terms;

/// What an explanation needs of a line.
#[derive(Clone, Copy)]
pub(super) struct Asked<'l> {
    pub(super) item: ItemId,
    pub(super) reference: Reference,
    pub(super) billing: Period,
    pub(super) days: &'l DaySet,
    pub(super) terms: &'l Terms,
    pub(super) due: Day,
    pub(super) before: u32,
    pub(super) carried: Carried,
    pub(super) corrects: Option<u32>,
    pub(super) moved: &'l [(u32, Day)],
    pub(super) known: u64,
    pub(super) by: IssuedBy,
}

impl<'l> Asked<'l> {
    pub(super) fn of_document(line: &'l Line) -> Self {
        Self {
            item: line.item,
            reference: line.period,
            billing: line.billing,
            days: &line.days,
            terms: &line.terms,
            due: Day::of(line.due_on),
            before: line.before,
            carried: line.carried,
            corrects: line.corrects,
            moved: &line.moved,
            known: line.known,
            by: line.correction.as_ref().map_or(IssuedBy::Run, |correction| correction.issued_by),
        }
    }

    pub(super) fn of_books(issued: &IssuedLine<'l>) -> Self {
        let IssuedLine { item, terms, line } = *issued;
        Self {
            item,
            reference: line.reference,
            billing: line.billing,
            days: &line.days,
            terms,
            due: line.due,
            before: line.before,
            carried: line.carried,
            corrects: line.corrects,
            moved: &line.moved,
            known: line.issue.known,
            by: line.issue.by,
        }
    }

    /// Lists the dates charged; those of the billing period where no day has a date.
    pub(super) fn served(&self) -> Vec<Period> {
        let dates: Vec<Period> = served(self.reference, self.days, self.moved).collect();
        if dates.is_empty() { Vec::from([self.billing]) } else { dates }
    }
}
