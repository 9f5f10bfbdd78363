//! Cancelling a document takes back what is left of its charges, and charges again what is still freed
//! of its credits (INV-7, L6, L7).
//!
//! An invoice of 31 days of March at 31.00, 10 of them credited since for 10.00: 21 days and 21.00 are
//! left, and are credited. A credit note of 10 days, 4 of them charged again since: 6 days are charged.
//!
//! What the history owes is charged again by the next run, see [`super::difference`].

use alloc::vec::Vec;

use super::difference::{Key, Run};
use super::ledger::{KeyLedger, OpenCharge};
use super::settle::SettleError;
use super::{
    BookLine, Books, Carried, Examined, Frontier, Issue, IssuedBy, IssuedDocument, ItemBooks,
    Posting,
};
use crate::calendar::Day;
use crate::charge::{Charge, Share, charge};
use crate::contract::ItemId;
use crate::money::MoneyError;
use crate::schedule::{DaySet, Due, Reference};
use crate::timeline::Terms;

/// A document that was cancelled (INV-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancellation {
    /// Which document.
    pub document: IssuedDocument,
    /// The day of it: what is charged again is not dated before.
    pub on: Day,
    /// The posting that did it, counted from 1.
    pub run: u64,
}

impl Books {
    /// Lists the documents that were cancelled, in that order (INV-7).
    pub fn cancelled(&self) -> &[Cancellation] {
        &self.cancelled
    }

    /// Returns the latest day on which a document was cancelled since the last run.
    #[inline]
    pub(super) fn newly_cancelled(&self) -> Option<Day> {
        let newest_first = (0..self.version).rev().map(|before| before + 1);
        let cancelled = self.cancelled.iter().rev().zip(newest_first);
        let new = cancelled.take_while(|(cancelled, run)| cancelled.run == *run);
        new.map(|(cancelled, _)| cancelled.on).max()
    }

    /// Fills a posting with the lines that cancel a document, and lets the next run look at what they
    /// concern.
    pub(crate) fn cancel(
        &self,
        document: IssuedDocument,
        on: Day,
        posting: &mut Posting,
    ) -> Result<(), SettleError> {
        for item in &self.items {
            let mut from: Option<Day> = None;
            for lines in item.lines.chunk_by(|left, right| left.reference == right.reference) {
                if !lines.iter().any(|line| line.issue.document == Some(document)) {
                    continue;
                }
                let ledger = KeyLedger::of(lines);
                let before = posting.lines.len();
                Cancelling { books: self, item: item.id, document, on, ledger, posting }
                    .cancel_key(lines)?;
                let first = lines.first().and_then(|line| line.reference.start_day());
                if posting.lines.len() > before {
                    let first = first.unwrap_or(Day::MIN);
                    from = Some(from.map_or(first, |known| known.min(first)));
                }
            }
            let frontier = item.frontier.zip(from).map(|(known, first)| known.back_to(first));
            posting.frontiers.extend(frontier.map(|frontier| (item.id, frontier)));
        }
        posting.cancelled =
            Some(Cancellation { document, on, run: self.version.saturating_add(1) });
        Ok(())
    }

    /// Tells whether a line of a document lies in days that are closed.
    pub(crate) fn is_closed(&self, document: IssuedDocument) -> bool {
        let is_closed = |item: &ItemBooks, line: &BookLine| {
            line.issue.document == Some(document) && line.bears_until() <= item.open_from
        };
        let mut items = self.items.iter();
        items.any(|item| item.lines.iter().any(|line| is_closed(item, line)))
    }
}

impl Examined {
    /// What was charged again by a cancellation may be owed no more: items that the history does not
    /// have are looked at too.
    #[inline]
    pub(super) fn after(cancelled: Option<Day>) -> Self {
        cancelled.map_or(Self::FromFrontier, Self::From)
    }
}

impl Frontier {
    /// From a day on, all is looked at again.
    fn back_to(self, first: Day) -> Self {
        Self {
            uncharged: self.uncharged.min(first),
            waiting: Some(self.waiting.map_or(first, |known| known.min(first))),
        }
    }
}

/// The lines of one item and reference period, of which those of a document are cancelled.
struct Cancelling<'c> {
    books: &'c Books,
    item: ItemId,
    document: IssuedDocument,
    on: Day,
    ledger: KeyLedger,
    posting: &'c mut Posting,
}

impl Cancelling<'_> {
    fn cancel_key(&mut self, lines: &[BookLine]) -> Result<(), SettleError> {
        let document = Some(self.document);
        let own = || lines.iter().filter(|line| line.issue.document == document);
        let (credits, charges): (Vec<_>, Vec<_>) = own().partition(|line| line.is_credit());
        for line in charges {
            let is_it =
                |open: &&OpenCharge| (open.terms, open.ordinal) == (line.terms, line.ordinal);
            if let Some(open) = self.ledger.open.iter().find(is_it).cloned()
                && (!open.days.is_empty() || open.left != Charge::NOTHING)
            {
                self.take_back(line.reference, &open)?;
            }
        }
        // What takes back a charge of the same document is in what was left of it.
        let is_inside = |credit: &BookLine| {
            own().any(|line| {
                !line.is_credit()
                    && line.terms == credit.terms
                    && Some(line.ordinal) == credit.corrects
            })
        };
        for line in credits.into_iter().filter(|credit| !is_inside(credit)) {
            self.charge_again(line)?;
        }
        Ok(())
    }

    /// Credits all that is left of a charge.
    fn take_back(&mut self, reference: Reference, open: &OpenCharge) -> Result<(), SettleError> {
        let before = self.weight_charged(reference, open.terms)?;
        let own = self.weight(reference, open.terms, &open.days)?;
        let amount = |weight| self.cost(reference, open.terms, weight);
        let formula = self.less(reference, amount(before)?, amount(before.saturating_sub(own))?)?;
        let carried = self.less(reference, formula, open.left)?;
        let alone = amount(own)?;
        let line = BookLine {
            reference,
            billing: open.billing,
            days: open.days.clone(),
            before,
            terms: open.terms,
            gross: -open.left.gross,
            net: -open.left.net,
            rounding: alone.net - open.left.net,
            carried: Carried { gross: carried.gross, net: carried.net },
            due: self.on,
            ordinal: self.ledger.next_credit(open.terms),
            corrects: Some(open.ordinal),
            issue: self.issue(),
            moved: open.moved.clone(),
            allowances: None,
        };
        self.push(line);
        Ok(())
    }

    /// Charges what a credit took back: all of it, or, if a part of its days is charged again since,
    /// what makes up the charge of all that are then.
    fn charge_again(&mut self, credit: &BookLine) -> Result<(), SettleError> {
        let mut days = credit.days.clone();
        for open in &self.ledger.open {
            days.remove(&open.days);
        }
        if days.is_empty() && !credit.days.is_empty() {
            return Ok(());
        }
        let reference = credit.reference;
        let before = self.weight_charged(reference, credit.terms)?;
        let own = self.weight(reference, credit.terms, &days)?;
        let amount = |weight| self.cost(reference, credit.terms, weight);
        let formula = self.less(reference, amount(before.saturating_add(own))?, amount(before)?)?;
        let given = if days == credit.days {
            Charge { gross: -credit.gross, net: -credit.net }
        } else {
            self.less(reference, formula, self.ledger.drift(credit.terms))?
        };
        let carried = self.less(reference, given, formula)?;
        let rounding = given.net - amount(own)?.net;
        if days.is_empty() && carried == Charge::NOTHING {
            return Ok(());
        }
        let line = BookLine {
            reference,
            billing: credit.billing,
            days,
            before,
            terms: credit.terms,
            gross: given.gross,
            net: given.net,
            rounding,
            carried: Carried { gross: carried.gross, net: carried.net },
            due: self.on,
            ordinal: self.ledger.next_charge(credit.terms),
            corrects: None,
            issue: self.issue(),
            moved: credit.moved.clone(),
            allowances: None,
        };
        self.push(line);
        Ok(())
    }

    fn issue(&self) -> Issue {
        Issue { by: IssuedBy::Cancellation, ..self.posting.next_issue(self.on) }
    }

    fn push(&mut self, line: BookLine) {
        self.ledger.take(&line);
        self.posting.lines.push((self.item, line));
    }

    fn terms(&self, index: u32) -> Option<&Terms> {
        self.books.terms.get(index as usize)
    }

    /// What days weigh at terms of the books.
    fn weight(&self, reference: Reference, terms: u32, days: &DaySet) -> Result<u32, SettleError> {
        let share =
            self.terms(terms).and_then(|terms| Share::of_days(terms.weights, reference, days));
        share.map(Share::days).ok_or_else(|| self.amount(reference, MoneyError::OutOfRange))
    }

    /// What the days weigh that are charged at terms of the books.
    fn weight_charged(&self, reference: Reference, terms: u32) -> Result<u32, SettleError> {
        let days = self.ledger.days_at(terms);
        days.map(|days| self.weight(reference, terms, days)).sum()
    }

    /// A(w) of CHG-6 at terms of the books.
    fn cost(&self, reference: Reference, terms: u32, weight: u32) -> Result<Charge, SettleError> {
        let Some(terms) = self.terms(terms) else {
            return Ok(Charge::NOTHING);
        };
        let share = Share::of_days(terms.weights, reference, &DaySet::EMPTY);
        share
            .and_then(|none| none.weighing(weight))
            .ok_or(MoneyError::OutOfRange)
            .and_then(|share| charge(terms, share, self.books.exponent))
            .map_err(|error| self.amount(reference, error))
    }

    fn less(&self, of: Reference, left: Charge, right: Charge) -> Result<Charge, SettleError> {
        left.minus(right).map_err(|error| self.amount(of, error))
    }

    fn amount(&self, reference: Reference, error: MoneyError) -> SettleError {
        SettleError::Amount { item: self.item, reference, error }
    }
}

impl Run<'_, '_, '_> {
    /// Makes up for what a cancelled document left at terms of which nothing more is charged or
    /// credited: what is too much is credited, what is too little charged by a line without days.
    #[cold]
    pub(super) fn settle_drift(&mut self, key: &Key<'_>) -> Result<(), SettleError> {
        for terms in self.ledger.drifting() {
            self.credit(key, (terms, Due::AtOnce), &DaySet::EMPTY)?;
            let drift = self.ledger.drift(terms);
            let Some(last) = self.ledger.open.iter().rfind(|open| open.terms == terms) else {
                continue;
            };
            if drift == Charge::NOTHING {
                continue;
            }
            let line = BookLine {
                reference: key.reference,
                billing: last.billing,
                days: DaySet::EMPTY,
                before: self.weight_charged(key, terms)?,
                terms,
                gross: -drift.gross,
                net: -drift.net,
                rounding: -drift.net,
                carried: Carried { gross: -drift.gross, net: -drift.net },
                due: last.due,
                ordinal: self.ledger.next_charge(terms),
                corrects: None,
                issue: self.posting.next_issue(last.due),
                moved: last.moved.clone(),
                allowances: None,
            };
            self.posting.lines.push((key.item, line));
            self.take_last();
        }
        Ok(())
    }
}
