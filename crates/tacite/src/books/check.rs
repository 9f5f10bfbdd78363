//! Books that come from a store are checked: a day charged twice, a credit beyond its line, a credit of
//! nothing are errors that name the line (INV-10, L6, L7).
//!
//! Days 1 to 20 charged by line 1 and days 15 to 31 by line 2, nothing credited: "charge 2 …: day 15 is
//! charged already".
//!
//! What lines are made from is decided in [`super::parts`].

use alloc::vec::Vec;
use core::fmt;

use super::parts::BooksParts;
use super::{BookLine, Books, Carried};
use crate::contract::ItemId;
use crate::schedule::{DaySet, Reference, intersection};

/// Books that can't be: one line of them breaks a rule (INV-10).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {rule} (INV-10)")]
pub struct BooksError {
    /// The first line that breaks a rule.
    pub line: LineName,
    /// Which rule.
    pub rule: BooksRule,
}

/// What names a line of books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineName {
    /// Of which item.
    pub item: ItemId,
    /// Of which reference period.
    pub reference: Reference,
    /// The place of its terms.
    pub terms: u32,
    /// Whether it is a credit.
    pub is_credit: bool,
    /// Counts the lines of these from 1.
    pub ordinal: u32,
}

impl fmt::Display for LineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_credit { "credit" } else { "charge" };
        let Self { item, reference, terms, ordinal, .. } = self;
        write!(f, "{sign} {ordinal} of item {item}, period {reference}, terms {terms}")
    }
}

/// What a line of books breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BooksRule {
    /// A day is charged that another line charges.
    #[error("day {day} is charged already")]
    DayTwice {
        /// Its number.
        day: u32,
    },
    /// A day is not one of the reference period.
    #[error("day {day} is not one of the {days} days of the period")]
    NoSuchDay {
        /// Its number.
        day: u32,
        /// How many the period has.
        days: u32,
    },
    /// A charge has no day, and makes up for nothing.
    #[error("it charges no day")]
    NoDay,
    /// A credit takes a day back that its line does not charge, or not any more.
    #[error("it takes back day {day}, which charge {corrects} does not charge, or not any more")]
    DayNotCharged {
        /// Its number.
        day: u32,
        /// The ordinal of the charge that it names.
        corrects: u32,
    },
    /// A credit takes back more than is left of its line, or what was never charged.
    #[error("it takes back {taken} minor units, {left} are left of charge {corrects}")]
    CreditBeyond {
        /// What it takes back: its amount with the other sign.
        taken: i64,
        /// What is left of the charge, before or after the allowance.
        left: i64,
        /// The ordinal of the charge.
        corrects: u32,
    },
    /// A credit names a charge that is not there before it.
    #[error("it corrects charge {corrects}, which is not there before it")]
    Dangling {
        /// The ordinal that it names.
        corrects: u32,
    },
    /// Two lines have one name.
    #[error("another line has the same name")]
    NamedTwice,
    /// Its terms are not in the books.
    #[error("the books have only {terms} terms")]
    NoTerms {
        /// How many there are.
        terms: usize,
    },
    /// A credit is said to wait that is not there, or is on a document.
    #[error("it waits for a document, but is not there or on one")]
    NotWaiting,
}

impl TryFrom<BooksParts> for Books {
    type Error = BooksError;

    /// Puts books together and checks them (INV-10).
    ///
    /// ```
    /// # use chrono::NaiveDate;
    /// # use tacite::{bill, books::{Books, BooksRule}, calendar::Cadence, contract::*, history::*, money::*};
    /// # let day = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    /// # let contract = Contract::new("Fee", CustomerId::new("cust-1")?, Currency::EUR);
    /// # let price = Price::Flat(UnitPrice::whole(10));
    /// # let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
    /// # let id = ItemId::new("fee")?;
    /// # let history = History::of(SubscriptionId::new("sub-1")?, [
    /// #     Event::on(day, 1, EventKind::Started { contract }),
    /// #     Event::on(day, 2, EventKind::ItemAdded { id, item }),
    /// # ])?;
    /// let mut books = Books::new();
    /// books.post(bill(&history, &books, day)?.posting)?;
    /// let mut parts = books.clone().into_parts();
    /// assert_eq!(Books::try_from(parts.clone())?, books);
    ///
    /// let mut again = parts.items[0].lines[0].clone();
    /// again.ordinal = 2;
    /// parts.items[0].lines.push(again);
    /// let error = Books::try_from(parts).unwrap_err();
    /// assert_eq!(error.rule, BooksRule::DayTwice { day: 1 });
    /// assert_eq!(error.line.ordinal, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn try_from(parts: BooksParts) -> Result<Self, BooksError> {
        let books = Self::of_parts(parts);
        books.check()?;
        Ok(books)
    }
}

/// A charge and what is left of it.
struct Left<'b> {
    line: &'b BookLine,
    days: DaySet,
    gross: i64,
    net: i64,
}

impl Books {
    fn check(&self) -> Result<(), BooksError> {
        for item in &self.items {
            let keys = item.lines.chunk_by(|left, right| left.reference == right.reference);
            keys.into_iter().try_for_each(|lines| self.check_key(item.id, lines))?;
        }
        for credit in &self.waiting {
            let lines = self.lines_of(credit.item, credit.reference);
            let own = lines.iter().find(|line| credit.is(line));
            if own.is_none_or(|line| line.issue.document.is_some()) {
                let line = LineName {
                    item: credit.item,
                    reference: credit.reference,
                    terms: credit.terms,
                    is_credit: credit.is_credit,
                    ordinal: credit.ordinal,
                };
                return Err(BooksError { line, rule: BooksRule::NotWaiting });
            }
        }
        Ok(())
    }

    /// Goes through the lines of one item and reference period, in order of issue.
    fn check_key(&self, item: ItemId, lines: &[BookLine]) -> Result<(), BooksError> {
        let mut charges: Vec<Left<'_>> = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            let fail = |rule| Err(BooksError { line: name(item, line), rule });
            if line.terms as usize >= self.terms.len() {
                return fail(BooksRule::NoTerms { terms: self.terms.len() });
            }
            let earlier = lines.iter().take(place);
            if earlier.into_iter().any(|other| name(item, other) == name(item, line)) {
                return fail(BooksRule::NamedTwice);
            }
            let days = line.reference.days();
            if let Some(range) = line.days.ranges().find(|range| range.end() > days + 1) {
                let day = range.start().max(days + 1);
                return fail(BooksRule::NoSuchDay { day, days });
            }
            let checked = match line.corrects {
                Some(corrects) => take_back(&mut charges, line, corrects),
                None => charge(&mut charges, line),
            };
            if let Err(rule) = checked {
                return fail(rule);
            }
        }
        Ok(())
    }
}

const fn name(item: ItemId, line: &BookLine) -> LineName {
    let BookLine { reference, terms, ordinal, .. } = *line;
    LineName { item, reference, terms, is_credit: line.is_credit(), ordinal }
}

fn charge<'b>(charges: &mut Vec<Left<'b>>, line: &'b BookLine) -> Result<(), BooksRule> {
    // What a cancelled document left is made up for by a line of no day (INV-7).
    if line.days.is_empty() && line.carried == Carried::default() {
        return Err(BooksRule::NoDay);
    }
    let twice = charges.iter().find_map(|known| intersection(&known.days, &line.days).first());
    if let Some(twice) = twice {
        return Err(BooksRule::DayTwice { day: twice.start() });
    }
    charges.push(Left { line, days: line.days.clone(), gross: line.gross, net: line.net });
    Ok(())
}

fn take_back(charges: &mut [Left<'_>], line: &BookLine, corrects: u32) -> Result<(), BooksRule> {
    let named =
        |known: &&mut Left<'_>| (known.line.terms, known.line.ordinal) == (line.terms, corrects);
    let Some(left) = charges.iter_mut().find(named) else {
        return Err(BooksRule::Dangling { corrects });
    };
    let mut rest = line.days.clone();
    rest.remove(&left.days);
    if let Some(missing) = rest.first() {
        return Err(BooksRule::DayNotCharged { day: missing.start(), corrects });
    }
    for (amount, known) in [(line.gross, &mut left.gross), (line.net, &mut left.net)] {
        // A credit has the other sign than what is left, and is no larger.
        let after = known.checked_add(amount);
        let within = after.is_some_and(|after| {
            amount == 0 || (amount.signum() != known.signum() && after.signum() != amount.signum())
        });
        if !within {
            let taken = amount.checked_neg().unwrap_or(i64::MAX);
            return Err(BooksRule::CreditBeyond { taken, left: *known, corrects });
        }
        *known = after.unwrap_or(0);
    }
    left.days.remove(&line.days);
    Ok(())
}
