//! What allowances are called when lines are made: as they were granted, on the first day of the line;
//! those of a credit as on its charge (CHG-9).
//!
//! "Winter", 15 % off from 1 January 2025, granted again as "Spring" on 1 March with the same 15 %: the
//! line of February says Winter, that of March says Spring, and a credit of February says Winter.
//!
//! What they take off is decided by [`crate::document`].

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Rating;
use crate::books::{AllowanceName, BookLine};
use crate::contract::ItemId;
use crate::history::EventKind;
use crate::timeline::Grantor;

impl Rating<'_, '_> {
    /// Names the allowances of the lines of this run, if any has some.
    #[inline]
    pub(super) fn name_allowances(&mut self) {
        for place in 0..self.posting.lines.len() {
            if self.has_allowances(place) {
                self.name_allowances_of(place);
            }
        }
    }

    #[inline]
    fn has_allowances(&self, place: usize) -> bool {
        let line = self.posting.lines.get(place);
        let terms = line.and_then(|(_, line)| self.posting.terms_in(self.books, line.terms));
        terms.is_some_and(|terms| !terms.allowances.is_none())
    }

    #[cold]
    fn name_allowances_of(&mut self, place: usize) {
        let Some((id, line)) = self.posting.lines.get(place) else {
            return;
        };
        let names = match line.corrects {
            Some(ordinal) => {
                let charge = self.corrected(*id, line, ordinal);
                charge.and_then(|charge| charge.allowances.clone())
            }
            None => self.granted(*id, line),
        };
        if let Some((_, line)) = self.posting.lines.get_mut(place) {
            line.allowances = names;
        }
    }

    /// Returns the names that the allowances of a charge have on its first day or, if its terms are
    /// those of other days, on the nearest one that has them.
    fn granted(&self, id: ItemId, line: &BookLine) -> Option<Arc<[AllowanceName]>> {
        let terms = self.posting.terms_in(self.books, line.terms)?;
        let on = line.first_day();
        let own =
            self.timeline.grantors.iter().filter(|granted| {
                granted.item == id && self.timeline.terms_at(granted.terms) == terms
            });
        let before = own.clone().rfind(|granted| granted.from <= on);
        let mut own = own;
        let granted = before.or_else(|| own.next())?;
        let names: Vec<AllowanceName> = granted.by.iter().map(|by| self.name(*by)).collect();
        Some(Arc::from(names))
    }

    fn name(&self, grantor: Grantor) -> AllowanceName {
        let Grantor::Event(sequence) = grantor else {
            return AllowanceName::FreePhase;
        };
        let kind = self.history.event(sequence).map(|event| &event.kind);
        if let Some(EventKind::DiscountGranted { discount, .. }) = kind {
            return AllowanceName::Discount(discount.label.clone());
        }
        // Not reached: only grants give allowances.
        AllowanceName::FreePhase
    }
}
