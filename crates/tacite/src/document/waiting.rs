//! Corrections go on the next invoice of their customer, where the contract says so (INV-7).
//!
//! A credit of 10 April, a run that makes the invoices of 1 April and of 1 May: it is a line of the
//! second one. If no invoice will ever come, it is a credit note.
//!
//! Whether one will come is decided by `crate::rating`, what heads have in common by
//! [`super::grouping`].

use alloc::vec::Vec;

use super::OneOrMore;
use super::grouping::{Draft, Placement};
use super::mentions::join;

/// Takes out of the drafts of a run the credits that go on the next invoice.
pub(super) fn taken_from<'h>(drafts: &mut Vec<Draft<'h>>) -> Vec<Draft<'h>> {
    let waits = |draft: &Draft<'_>| match draft.placement {
        Placement::NextInvoice { .. } => true,
        Placement::ByHead | Placement::Gathered { .. } => false,
    };
    if !drafts.iter().any(waits) {
        return Vec::new();
    }
    let all = core::mem::take(drafts);
    let (mut waiting, by_head): (Vec<_>, Vec<_>) = all.into_iter().partition(waits);
    *drafts = by_head;
    // The order in which subscriptions come makes no difference.
    waiting.sort_by_key(|draft| (draft.lines.first().subscription, draft.lines.first().due_on));
    waiting
}

/// Makes credit notes of what found no invoice and won't find one; the rest waits.
pub(super) fn notes(waiting: Vec<Draft<'_>>) -> Vec<Draft<'_>> {
    let notes = waiting.into_iter().filter_map(|draft| match draft.placement {
        Placement::NextInvoice { note_on: Some(on) } => {
            Some(Draft { dated_on: draft.dated_on.max(on), placement: Placement::ByHead, ..draft })
        }
        Placement::NextInvoice { note_on: None }
        | Placement::ByHead
        | Placement::Gathered { .. } => None,
    });
    notes.collect()
}

impl Draft<'_> {
    /// Takes the credits that go on this document.
    #[cold]
    pub(super) fn take_waiting(&mut self, waiting: &mut Vec<Self>) {
        let all = core::mem::take(waiting);
        let (taken, rest): (Vec<Self>, Vec<Self>) =
            all.into_iter().partition(|credit| self.takes(credit));
        *waiting = rest;
        if taken.is_empty() {
            return;
        }
        for mut credit in taken {
            let corrected = credit.corrects.take().and_then(|corrects| corrects.document);
            if let Some(corrected) = corrected {
                for line in credit.lines.iter_mut() {
                    let correction = line.correction.get_or_insert_default();
                    correction.document = Some(corrected.clone());
                }
            }
            self.dated_on = self.dated_on.max(credit.dated_on);
            self.lines.append(credit.lines);
            self.origins.append(credit.origins);
            join(&mut self.mentions, credit.mentions);
        }
        self.put_corrections_last();
    }

    /// Of each subscription, corrections come after charges, by due date.
    fn put_corrections_last(&mut self) {
        let lines = self.lines.iter().zip(self.origins.iter());
        let mut pairs: Vec<_> = lines.map(|(line, origin)| (line.clone(), *origin)).collect();
        pairs.sort_by_key(|(line, _)| (line.subscription, line.is_credit().then_some(line.due_on)));
        let (lines, origins): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        if let (Some(lines), Some(origins)) =
            (OneOrMore::collected(lines), OneOrMore::collected(origins))
        {
            (self.lines, self.origins) = (lines, origins);
        }
    }
}
