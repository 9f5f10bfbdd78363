//! What gives the allowances of an item on its days: grants of discounts, or a phase that is shown as
//! charge less allowance (CHG-9, CHG-2).
//!
//! A discount of event 4 from 1 January 2025 and another of event 6 from 1 March: two stretches, of
//! which the second one names 4 and 6, in the order in which they are taken.
//!
//! What they are called on a line is decided by `crate::rating`.

use alloc::vec::Vec;

use super::change::Circumstances;
use super::{Segment, Timeline};
use crate::calendar::Day;
use crate::contract::{ItemId, PhasePrice};

/// From a day on, an item has terms with allowances.
#[derive(Clone, Debug)]
pub(crate) struct Grantors {
    pub(crate) item: ItemId,
    pub(crate) from: Day,
    /// Index in [`Timeline::terms`].
    pub(crate) terms: u32,
    /// What gives each of their allowances.
    pub(crate) by: Vec<Grantor>,
}

/// What gives an allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grantor {
    /// A phase that is free.
    Phase,
    /// The event of a sequence number, which grants a discount.
    Event(u64),
}

impl Timeline<'_> {
    /// Notes what gives the allowances of a segment.
    #[cold]
    pub(super) fn note_grantors(&mut self, item: ItemId, on: Segment, around: Circumstances<'_>) {
        let Segment { from, terms, .. } = on;
        let by = if around.phase == Some(PhasePrice::FreeAsAllowance) {
            Vec::from([Grantor::Phase])
        } else {
            let giving = around.discounts.iter().filter(|window| window.gives_on(from));
            giving.map(|window| Grantor::Event(window.sequence())).collect()
        };
        let is_known = |last: &Grantors| last.item == item && last.terms == terms && last.by == by;
        if !self.grantors.last().is_some_and(is_known) {
            self.grantors.push(Grantors { item, from, terms, by });
        }
    }
}
