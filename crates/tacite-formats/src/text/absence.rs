//! Why a day has no charge, in a sentence or two (EXP-2).
//!
//! `fee, 12 Mar 2025: nothing is owed (PAU-1): paused by days, 10 – 23 Mar 2025 (event 3 of 10 Mar 2025).`
//!
//! Why it is so is decided by [`explain_absence`](tacite::explain::explain_absence).

use std::fmt;

use chrono::NaiveDate;
use tacite::explain::{Absence, AbsenceReason, OwedTerms};

use super::words::{Word, word};
use super::{Language, calculation, dates, numbers, reasons};

/// An absence and the language to print it in.
pub(super) struct Printed<'a> {
    pub(super) absence: &'a Absence,
    pub(super) language: Language,
}

const NOTHING: Word =
    word("{0}, {1}: nothing is owed ({3}): {2}.", "{0}, {1} : rien n'est dû ({3}) : {2}.");
const LATER: Word = word(
    "{0}, {1}: owed, but due only on {2}; today is {3}. {4}",
    "{0}, {1} : dû, mais exigible seulement le {2} ; nous sommes le {3}. {4}",
);
const OPEN: Word = word(
    "{0}, {1}: owed, but not due as long as a pause keeps its period from ending. {2}",
    "{0}, {1} : dû, mais pas exigible tant qu'une pause empêche sa période de finir. {2}",
);
const OWED: Word =
    word("{0}, {1}: owed, and due since {2}. {3}", "{0}, {1} : dû, et exigible depuis le {2}. {3}");
const TERMS: Word =
    word("Since {0} the terms are {1}, by {2}.", "Depuis le {0}, les conditions sont {1} : {2}.");

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let language = self.language;
        let date = |date: NaiveDate| dates::date(date, language);
        let (item, day) = (self.absence.item.as_str(), date(self.absence.date));
        let text = match &self.absence.reason {
            AbsenceReason::Unowed(why) => {
                let clause = reasons::unowed(*why, language);
                NOTHING.with(&[item, &day, &clause, &why.rule().to_string()], language)
            }
            AbsenceReason::NotDueYet { due_on: Some(due_on), owed } => {
                let today = date(self.absence.as_of);
                LATER.with(&[item, &day, &date(*due_on), &today, &self.terms(owed)], language)
            }
            AbsenceReason::NotDueYet { due_on: None, owed } => {
                OPEN.with(&[item, &day, &self.terms(owed)], language)
            }
            AbsenceReason::Owed { due_on, owed } => {
                OWED.with(&[item, &day, &date(*due_on), &self.terms(owed)], language)
            }
        };
        writeln!(f, "{text}")
    }
}

impl Printed<'_> {
    fn terms(&self, owed: &OwedTerms) -> String {
        let language = self.language;
        let mut price = calculation::price(&owed.terms, owed.currency, language);
        if let Some(kept) = owed.terms.reduced {
            price = format!("{price} × {}", numbers::percent(kept, language));
        }
        let source = reasons::price(owed.sources.price, language);
        TERMS.with(&[&dates::date(owed.since, language), &price, &source], language)
    }
}
