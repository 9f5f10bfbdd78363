//! An invoice that comes to less than the least agreed is not made: its lines go on the next one of the
//! same head that comes to enough, or on the last one (INV-4).
//!
//! 9.00 EUR a month with tax, 20.00 at least: January and February wait, March is an invoice of 27.00
//! with three lines.
//!
//! Whether a next one will come is decided by `crate::rating`, what heads have in common by
//! [`super::grouping`].

use alloc::vec::Vec;

use super::OneOrMore;
use super::grouping::{Draft, Placement};
use super::mentions::join;

/// Takes out of the drafts of a run what waited for enough when it began.
pub(super) fn taken_from<'h>(drafts: &mut Vec<Draft<'h>>) -> Vec<Draft<'h>> {
    let is_gathered = |draft: &Draft<'_>| match draft.placement {
        Placement::Gathered { .. } => true,
        Placement::ByHead | Placement::NextInvoice { .. } => false,
    };
    if !drafts.iter().any(is_gathered) {
        return Vec::new();
    }
    let all = core::mem::take(drafts);
    let (mut gathered, by_head): (Vec<_>, Vec<_>) = all.into_iter().partition(is_gathered);
    *drafts = by_head;
    // The order in which subscriptions come makes no difference.
    gathered.sort_by_key(|draft| (draft.lines.first().subscription, draft.origins.first().settled));
    gathered
}

/// Gives each document what waited for one of its head; those that come to less than is made, and may
/// wait, wait with it.
#[cold]
pub(super) fn gather<'h>(open: &mut Vec<Draft<'h>>, gathered: &mut Vec<Draft<'h>>) {
    for mut draft in core::mem::take(open) {
        if draft.corrects.is_some() {
            open.push(draft);
            continue;
        }
        draft.take_gathered(gathered);
        if draft.may_wait && draft.is_too_little() {
            gathered.push(draft);
        } else {
            open.push(draft);
        }
    }
}

/// Makes the last invoices of what waits for none any more. What waits with it, if that may still wait,
/// comes along: one invoice is better than two.
#[cold]
pub(super) fn last_of<'h>(gathered: &mut Vec<Draft<'h>>) -> Vec<Draft<'h>> {
    let mut last = Vec::new();
    while let Some(index) = gathered.iter().position(|draft| !draft.may_wait) {
        let mut draft = gathered.remove(index);
        draft.take_gathered(gathered);
        if let Placement::Gathered { invoice_on: Some(on) } = draft.placement {
            draft.dated_on = draft.dated_on.max(on);
        }
        draft.placement = Placement::ByHead;
        last.push(draft);
    }
    last
}

impl Draft<'_> {
    /// Takes what waited for a document of its head.
    fn take_gathered(&mut self, gathered: &mut Vec<Self>) {
        let all = core::mem::take(gathered);
        let (taken, rest): (Vec<Self>, Vec<Self>) = all.into_iter().partition(|known| {
            let (first, other) = (self.lines.first(), known.lines.first());
            (first.terms.customer, first.net.currency())
                == (other.terms.customer, other.net.currency())
                && self.has_head_of(known)
        });
        *gathered = rest;
        if taken.is_empty() {
            return;
        }
        for known in taken {
            self.dated_on = self.dated_on.max(known.dated_on);
            self.may_wait &= known.may_wait;
            self.placement = later(self.placement, known.placement);
            self.lines.append(known.lines);
            self.origins.append(known.origins);
            join(&mut self.mentions, known.mentions);
        }
        self.put_in_order();
    }

    /// Tells whether it asks for less than an invoice is made for. A document that gives back is made,
    /// as is one that can't be added up: it is reported.
    fn is_too_little(&self) -> bool {
        let total = self.sums().map(|(totals, _)| totals.total.minor());
        total.is_ok_and(|total| (0..i64::from(self.policy.minimum)).contains(&total))
    }

    /// Of each subscription, charges come as they were settled, then what corrects them.
    fn put_in_order(&mut self) {
        let lines = self.lines.iter().zip(self.origins.iter());
        let mut pairs: Vec<_> = lines.map(|(line, origin)| (line.clone(), *origin)).collect();
        pairs.sort_by_key(|(line, origin)| (line.subscription, line.is_credit(), origin.settled));
        let (lines, origins): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        if let (Some(lines), Some(origins)) =
            (OneOrMore::collected(lines), OneOrMore::collected(origins))
        {
            (self.lines, self.origins) = (lines, origins);
        }
    }
}

/// The placement of two drafts that become one: an invoice for what is the last of either.
fn later(left: Placement, right: Placement) -> Placement {
    let on = |placement| match placement {
        Placement::Gathered { invoice_on } => invoice_on,
        Placement::ByHead | Placement::NextInvoice { .. } => None,
    };
    match left {
        Placement::Gathered { .. } => Placement::Gathered { invoice_on: on(left).max(on(right)) },
        Placement::ByHead | Placement::NextInvoice { .. } => left,
    }
}
