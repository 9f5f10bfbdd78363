//! What two sets of lines are compared by: item, reference period, terms, day numbers, amounts,
//! rounding part, due date (L3).

use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::NaiveDate;
use tacite::Billing;
use tacite::books::{Books, IssuedLine};
use tacite::contract::{ItemId, ZeroDocuments, ZeroLines};
use tacite::document::Line;
use tacite::history::{EventKind, History};
use tacite::schedule;
use tacite::schedule::DaySet;
use tacite::timeline::Terms;

use super::{Violation, billed, posted};
use crate::oracle::{Charge, ChargedDays, Glossary, Key, Reference, Span};
use crate::{Scenario, addition};

/// A line, as the laws see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Compared {
    pub(super) item: ItemId,
    pub(super) reference: Reference,
    pub(super) due_on: NaiveDate,
    pub(super) days: BTreeSet<u32>,
    /// As text, so that lines have an order and a message.
    pub(super) terms: Rc<str>,
    pub(super) gross: i64,
    pub(super) net: i64,
    pub(super) rounding: i64,
    pub(super) billing: Span,
    pub(super) ordinal: u32,
    /// The ordinal of the charge that a credit corrects.
    pub(super) corrects: Option<u32>,
}

impl Compared {
    fn issued<'t>(issued: &IssuedLine<'t>, wordings: &mut Wordings<'t>) -> Self {
        let line = issued.line;
        Self {
            item: issued.item,
            reference: reference(line.reference),
            due_on: line.due.into(),
            days: numbers(&line.days),
            terms: wordings.of(issued.terms),
            gross: line.gross,
            net: line.net,
            rounding: line.rounding,
            billing: (line.billing.start(), line.billing.end()),
            ordinal: line.ordinal,
            corrects: line.corrects,
        }
    }

    fn line<'t>(line: &'t Line, wordings: &mut Wordings<'t>) -> Self {
        Self {
            item: line.item,
            reference: reference(line.period),
            due_on: line.due_on,
            days: numbers(&line.days),
            terms: wordings.of(&line.terms),
            gross: line.gross.minor(),
            net: line.net.minor(),
            rounding: line.rounding.minor(),
            billing: (line.billing.start(), line.billing.end()),
            ordinal: line.ordinal,
            corrects: line.corrects,
        }
    }

    fn charge<'t>(charge: &'t Charge, wordings: &mut Wordings<'t>) -> Self {
        Self {
            item: charge.item,
            reference: charge.reference,
            due_on: charge.due_on,
            days: charge.days.clone(),
            terms: wordings.of(&charge.terms),
            gross: charge.gross,
            net: charge.net,
            rounding: charge.rounding,
            billing: charge.billing,
            ordinal: charge.ordinal,
            corrects: charge.corrects,
        }
    }
}

/// All lines of the books, in an order that does not depend on the runs.
pub(super) fn of_books(books: &Books) -> Vec<Compared> {
    issued_since(0, books)
}

/// The lines of the books that runs later than one have issued, in the same order.
pub(super) fn issued_since(run: u64, books: &Books) -> Vec<Compared> {
    let mut wordings = Wordings::default();
    let issued = books.lines().filter(|issued| issued.line.issue.run > run);
    let mut lines: Vec<Compared> =
        issued.map(|line| Compared::issued(&line, &mut wordings)).collect();
    lines.sort();
    lines
}

/// What the oracle charged, in the same order.
pub(super) fn of_charges(charges: &[Charge]) -> Vec<Compared> {
    let mut wordings = Wordings::default();
    let mut lines: Vec<Compared> =
        charges.iter().map(|charge| Compared::charge(charge, &mut wordings)).collect();
    lines.sort();
    lines
}

/// Terms as text, each written once.
#[derive(Default)]
struct Wordings<'t>(Vec<(&'t Terms, Rc<str>)>);

impl<'t> Wordings<'t> {
    fn of(&mut self, these: &'t Terms) -> Rc<str> {
        if let Some((_, text)) = self.0.iter().find(|(known, _)| *known == these) {
            return Rc::clone(text);
        }
        let text: Rc<str> = terms(these).into();
        self.0.push((these, Rc::clone(&text)));
        text
    }
}

/// All lines of a run's documents, in the same order.
pub(super) fn of_documents(billing: &Billing) -> Vec<Compared> {
    let lines = billing.documents.iter().flat_map(|document| &document.lines);
    let mut wordings = Wordings::default();
    let mut lines: Vec<Compared> = lines.map(|line| Compared::line(line, &mut wordings)).collect();
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

pub(super) fn describe(line: &Compared) -> String {
    let corrects = line.corrects.map_or(String::new(), |ordinal| format!(" corrects #{ordinal}"));
    format!(
        "{} {} days {} due {}, gross {}, net {}, rounding {}, billing [{}, {}), #{}{corrects}, {}",
        line.item,
        line.reference,
        ranges(&line.days),
        line.due_on,
        line.gross,
        line.net,
        line.rounding,
        line.billing.0,
        line.billing.1,
        line.ordinal,
        line.terms,
    )
}

/// `1-14, 20` for a set of numbers.
pub(super) fn ranges(days: &BTreeSet<u32>) -> String {
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

/// A reference as the oracle knows it.
pub(super) fn reference(reference: schedule::Reference) -> Reference {
    match reference {
        schedule::Reference::Once => Reference::Once,
        schedule::Reference::Adjustment { sequence } => Reference::Adjustment(sequence),
        schedule::Reference::Period(period) => Reference::Period((period.start(), period.end())),
    }
}

/// The key of an issued line, as the oracle knows it.
pub(super) fn key(issued: &IssuedLine<'_>) -> Key {
    (issued.item, reference(issued.line.reference))
}

/// The terms of every day that the books charge, after all credits.
///
/// # Errors
/// [`Violation`] of L6 if a day is charged while it is charged, or credited while it is not.
pub(super) fn charged_days(law: &'static str, books: &Books) -> Result<ChargedDays, Violation> {
    let mut lines: Vec<IssuedLine<'_>> = books.lines().collect();
    lines.sort_by_key(|issued| (issued.line.issue.run, issued.line.issue.position));
    let mut charged = ChargedDays::new();
    let mut glossary = Glossary::default();
    for issued in lines {
        let key = key(&issued);
        let days = charged.entry(key).or_default();
        let terms = glossary.entry(issued.terms);
        for number in numbers(&issued.line.days) {
            let fail = |what: &str| {
                let message = format!("item {}: day {number} of {} {what}", key.0, key.1);
                Err(Violation::new(law, message))
            };
            if number == 0 || number > issued.line.reference.days() {
                return fail("does not exist");
            }
            if issued.line.is_credit() {
                match days.remove(&number) {
                    Some(charged) if charged == terms => {}
                    Some(_) => return fail("is credited at other terms than charged"),
                    None => return fail("is credited and not charged"),
                }
            } else if days.insert(number, Rc::clone(&terms)).is_some() {
                return fail("is charged twice");
            }
        }
    }
    charged.retain(|_, days| !days.is_empty());
    Ok(charged)
}

/// A set of days, number by number.
pub(super) fn numbers(days: &DaySet) -> BTreeSet<u32> {
    days.ranges().flat_map(|range| range.start()..range.end()).collect()
}

pub(super) fn terms(terms: &Terms) -> String {
    format!(
        "{:?} x {}{} {} {:?} {} {} {} % {}{:?} {:?} {:?}",
        terms.price,
        terms.quantity,
        terms.reduced.map_or(String::new(), |kept| format!(" at {kept} %")),
        terms.unit.as_str(),
        terms.allowances.as_slice(),
        terms.customer,
        terms.tax.category.code(),
        terms.tax.rate,
        terms.tax.reason.map_or(String::new(), |reason| format!("{reason} ")),
        terms.prices,
        terms.weights,
        terms.rounding,
    )
}

/// INV-4, INV-7: the documents show the lines of the books, each once, zero lines aside if the
/// contract hides them, and credits that wait for the next invoice while there may be one. Each
/// document adds up, and is dated on the latest due date of its lines or later (INV-3).
///
/// # Errors
/// [`Violation`] naming the first line or document that is wrong.
pub fn books_and_documents_agree(history: &History, runs: &[NaiveDate]) -> Result<(), Violation> {
    agree(history, runs, |_| history.clone())
}

/// The same of runs that each know what was [known](Scenario::known_on) on its day, and correct what
/// earlier ones issued.
///
/// # Errors
/// [`Violation`] naming the first line or document that is wrong.
pub fn corrections_and_documents_agree(scenario: &Scenario) -> Result<(), Violation> {
    agree(&scenario.history, &scenario.runs, |run| scenario.known_on(run))
}

/// CHG-9: each allowance of the terms has a name, and what they take off adds up.
fn lists_its_allowances(line: &Line) -> bool {
    let sum: i64 = line.allowances.iter().map(|allowance| allowance.amount.minor()).sum();
    line.allowances.len() == line.terms.allowances.as_slice().len() && sum == line.allowance.minor()
}

fn agree(
    history: &History,
    runs: &[NaiveDate],
    known_on: impl Fn(NaiveDate) -> History,
) -> Result<(), Violation> {
    const LAW: &str = "INV-4 documents";
    let mut hides = BTreeSet::new();
    for event in history.events() {
        if let EventKind::Started { contract } = &event.kind {
            let policy = &contract.billing;
            hides.insert((
                policy.zero_lines == ZeroLines::Hidden,
                policy.zero_documents == ZeroDocuments::Hidden,
            ));
        }
    }
    let mut books = Books::new();
    let mut shown = Vec::new();
    for run in runs {
        let known = known_on(*run);
        let billing = posted(LAW, &known, &mut books, *run)?;
        if !billed(LAW, &known, &books, *run)?.documents.is_empty() {
            return Err(Violation::new(
                LAW,
                format!("as of {run}, billing again gives a document"),
            ));
        }
        if billing.next_on.is_none() && books.waiting().next().is_some() {
            let message = format!("as of {run}, a credit waits for an invoice that won't come");
            return Err(Violation::new(LAW, message));
        }
        shown.extend(of_documents(&billing));
        for document in &billing.documents {
            let fail = |what: &str| {
                let (on, customer) = (document.dated_on, document.customer);
                Err(Violation::new(LAW, format!("document of {customer} dated {on}: {what}")))
            };
            if let Err(misadded) = addition::check(document) {
                return fail(&misadded.to_string());
            }
            if document.lines.iter().any(|line| line.due_on > document.dated_on) {
                return fail("a line of it falls due later");
            }
            if document.lines.iter().any(|line| line.terms.customer != document.customer) {
                return fail("a line of it belongs to another customer");
            }
            if !document.lines.iter().all(lists_its_allowances) {
                return fail("a line of it does not list its allowances");
            }
        }
    }
    let mut wordings = Wordings::default();
    shown.extend(books.waiting().map(|line| Compared::issued(&line, &mut wordings)));
    shown.sort();
    let mut kept = of_books(&books);
    if hides.iter().any(|(lines, documents)| *lines || *documents) {
        kept.retain(|line| line.gross != 0);
    }
    // Started again, a contract may have another policy; of a document of 0 all lines are left out.
    if hides.len() > 1 || hides.iter().any(|(_, documents)| *documents) {
        shown.retain(|line| line.gross != 0);
    }
    match difference(("in the books", &kept), ("on documents", &shown)) {
        None => Ok(()),
        Some(message) => Err(Violation::new(LAW, message)),
    }
}
