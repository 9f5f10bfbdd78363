//! What two sets of lines are compared by: item, reference period, terms, day numbers, amounts,
//! rounding part, due date (L3).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tacite::Billing;
use tacite::books::{Books, IssuedLine};
use tacite::contract::{Contract, ItemId, ZeroLines};
use tacite::document::Line;
use tacite::history::{EventKind, History};
use tacite::schedule::{DaySet, Reference};
use tacite::timeline::Terms;

use super::{Violation, posted};
use crate::oracle::{Charge, Span};

/// A line, as the laws see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Compared {
    pub(super) item: ItemId,
    pub(super) reference: Option<Span>,
    pub(super) due_on: NaiveDate,
    pub(super) days: BTreeSet<u32>,
    /// As text, so that lines have an order and a message.
    pub(super) terms: String,
    pub(super) gross: i64,
    pub(super) net: i64,
    pub(super) rounding: i64,
    pub(super) billing: Span,
    pub(super) ordinal: u32,
}

impl Compared {
    pub(super) fn issued(issued: &IssuedLine<'_>) -> Self {
        let line = issued.line;
        Self {
            item: issued.item,
            reference: span(line.reference),
            due_on: line.due.into(),
            days: numbers(&line.days),
            terms: terms(issued.terms),
            gross: line.gross,
            net: line.net,
            rounding: line.rounding,
            billing: (line.billing.start(), line.billing.end()),
            ordinal: line.ordinal,
        }
    }

    pub(super) fn line(line: &Line) -> Self {
        Self {
            item: line.item,
            reference: span(line.period),
            due_on: line.due_on,
            days: numbers(&line.days),
            terms: terms(&line.terms),
            gross: line.gross.minor(),
            net: line.net.minor(),
            rounding: line.rounding.minor(),
            billing: (line.billing.start(), line.billing.end()),
            ordinal: line.ordinal,
        }
    }

    pub(super) fn charge(charge: Charge) -> Self {
        Self {
            item: charge.item,
            reference: charge.reference,
            due_on: charge.due_on,
            days: charge.days,
            terms: terms(&charge.terms),
            gross: charge.gross,
            net: charge.net,
            rounding: charge.rounding,
            billing: charge.billing,
            ordinal: charge.ordinal,
        }
    }
}

/// All lines of the books, in an order that does not depend on the runs.
pub(super) fn of_books(books: &Books) -> Vec<Compared> {
    let mut lines: Vec<Compared> = books.lines().map(|line| Compared::issued(&line)).collect();
    lines.sort();
    lines
}

/// All lines of a run's documents, in the same order.
pub(super) fn of_documents(billing: &Billing) -> Vec<Compared> {
    let lines = billing.documents.iter().flat_map(|document| &document.lines);
    let mut lines: Vec<Compared> = lines.map(Compared::line).collect();
    lines.sort();
    lines
}

/// Returns the lines that only one side has, as a message; nothing if both have the same.
pub(super) fn difference(
    (left_name, left): (&str, &[Compared]),
    (right_name, right): (&str, &[Compared]),
) -> Option<String> {
    if left == right {
        return None;
    }
    let only = |name: &str, these: &[Compared], others: &[Compared]| {
        let only = these.iter().filter(|line| !others.contains(line)).take(4);
        let lines = only.map(|line| format!("\n  only {name}: {}", describe(line)));
        lines.collect::<Vec<_>>().concat()
    };
    let mut message = only(left_name, left, right) + &only(right_name, right, left);
    if message.is_empty() {
        let (left, right) = (left.len(), right.len());
        message = format!("\n  {left_name} has {left} lines, {right_name} {right}");
    }
    Some(message)
}

fn describe(line: &Compared) -> String {
    let date = |span: &Span| format!("[{}, {})", span.0, span.1);
    let reference = line.reference.as_ref().map_or("once".to_owned(), date);
    format!(
        "{} {reference} days {} due {}, gross {}, net {}, rounding {}, billing {}, #{}, {}",
        line.item,
        ranges(&line.days),
        line.due_on,
        line.gross,
        line.net,
        line.rounding,
        date(&line.billing),
        line.ordinal,
        line.terms,
    )
}

/// `1-14, 20` for a set of numbers.
fn ranges(days: &BTreeSet<u32>) -> String {
    let mut text = String::new();
    let mut open: Option<(u32, u32)> = None;
    let mut close = |range: Option<(u32, u32)>| {
        if let Some((first, last)) = range {
            let comma = if text.is_empty() { "" } else { ", " };
            let part = if first == last {
                format!("{comma}{first}")
            } else {
                format!("{comma}{first}-{last}")
            };
            text.push_str(&part);
        }
    };
    for day in days {
        open = match open {
            Some((first, last)) if last + 1 == *day => Some((first, *day)),
            other => {
                close(other);
                Some((*day, *day))
            }
        };
    }
    close(open);
    text
}

/// A reference as dates.
pub(super) fn span(reference: Reference) -> Option<Span> {
    match reference {
        Reference::Once => None,
        Reference::Period(period) => Some((period.start(), period.end())),
    }
}

/// A set of days, number by number.
pub(super) fn numbers(days: &DaySet) -> BTreeSet<u32> {
    days.ranges().flat_map(|range| range.start()..range.end()).collect()
}

fn terms(terms: &Terms) -> String {
    format!(
        "{:?} x {} {} {:?} {} {} {} % {:?} {:?}",
        terms.price,
        terms.quantity,
        terms.unit.as_str(),
        terms.allowance,
        terms.customer,
        terms.tax.category.code(),
        terms.tax.rate,
        terms.basis,
        terms.rounding,
    )
}

/// INV-4: the documents of a run show the lines of its posting, each once, zero lines aside if the
/// contract hides them; each document adds up, and each is dated on the
/// latest due date of its lines or later (INV-3).
///
/// # Errors
/// [`Violation`] naming the first line or document that is wrong.
pub fn books_and_documents_agree(history: &History, runs: &[NaiveDate]) -> Result<(), Violation> {
    const LAW: &str = "INV-4 documents";
    let hides =
        contract(history).is_some_and(|contract| contract.billing.zero_lines == ZeroLines::Hidden);
    let mut books = Books::new();
    let mut shown = Vec::new();
    for run in runs {
        let billing = posted(LAW, history, &mut books, *run)?;
        shown.extend(of_documents(&billing));
        for document in &billing.documents {
            let fail = |what: &str| {
                let (on, customer) = (document.dated_on, document.customer);
                Err(Violation::new(LAW, format!("document of {customer} dated {on}: {what}")))
            };
            let sum: i128 = document.lines.iter().map(|line| i128::from(line.net.minor())).sum();
            if sum != i128::from(document.net.minor()) {
                return fail("its net is not the sum of its lines");
            }
            if document.net.checked_add(document.tax) != Ok(document.total) {
                return fail("its total is not net plus tax");
            }
            if document.lines.iter().any(|line| line.due_on > document.dated_on) {
                return fail("a line of it falls due later");
            }
            if document.lines.iter().any(|line| line.terms.customer != document.customer) {
                return fail("a line of it belongs to another customer");
            }
        }
    }
    shown.sort();
    let mut kept = of_books(&books);
    if hides {
        kept.retain(|line| line.gross != 0);
    }
    match difference(("in the books", &kept), ("on documents", &shown)) {
        None => Ok(()),
        Some(message) => Err(Violation::new(LAW, message)),
    }
}

/// The contract that holds: the last one started that is not retracted.
fn contract(history: &History) -> Option<&Contract> {
    let mut gone = BTreeSet::new();
    for event in history.events().iter().rev() {
        if gone.contains(&event.sequence) {
            continue;
        }
        if let EventKind::Retracted { sequence } = event.kind {
            gone.insert(sequence);
        }
        if let EventKind::Started { contract } = &event.kind {
            return Some(contract);
        }
    }
    None
}
