//! What random histories are billed at comes back: books, postings and documents, of one subscription,
//! of two that share documents, after cancellations and after days were closed.

use std::cell::RefCell;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use tacite::books::Books;
use tacite::contract::{SubscriptionId, Text};
use tacite::document::{Document, Prepayment, set_off};
use tacite::history::History;
use tacite::money::{Amount, Currency, Rounding};
use tacite::{cancel, checkpoint, run};
use tacite_testkit::{Scenario, strategies};

use crate::settings::{CASES, config};
use crate::written::back;

/// Counts what was seen, so that nothing is tested by chance only.
#[derive(Debug, Default)]
struct Seen {
    documents: u32,
    notes: u32,
    shared: u32,
    waits: u32,
    cancelled: u32,
    closed: u32,
    allowances: u32,
    moved: u32,
    prepaid: u32,
}

/// The history of another subscription of the same customers.
fn second(history: &History) -> History {
    let id = SubscriptionId::new("second").unwrap();
    History::of(id, history.events().iter().cloned()).unwrap()
}

/// Bills two subscriptions together on the days of the first.
fn check(first: &Scenario, other: &Scenario, seen: &mut Seen) -> Result<(), TestCaseError> {
    let other = Scenario { history: second(&other.history), runs: other.runs.clone() };
    let (mut books, mut others) = (Books::new(), Books::new());
    for as_of in &first.runs {
        let (known, other_known) = (first.known_on(*as_of), other.known_on(*as_of));
        let given = [(&known, &books), (&other_known, &others)];
        let made = run(given, *as_of);
        for document in &made.documents {
            let is_shared =
                document.lines.iter().any(|line| line.subscription != known.subscription());
            seen.shared += u32::from(is_shared && document.lines.len() > 1);
            check_document(document, seen)?;
        }
        for billed in made.billed {
            back(&billed.posting)?;
            seen.waits += u32::from(!billed.posting.clone().into_parts().waits.is_empty());
            let own =
                if billed.subscription == known.subscription() { &mut books } else { &mut others };
            own.post(billed.posting).unwrap();
        }
        if let Some(document) = made.documents.first() {
            let on = document.dated_on.max(*as_of);
            if let Ok(cancelled) = cancel(&known, &books, &document.key(), on) {
                seen.cancelled += 1;
                check_document(&cancelled.document, seen)?;
                back(&cancelled.posting)?;
                books.post(cancelled.posting).unwrap();
            }
        }
        back(&books)?;
        back(&others)?;
        seen.moved += u32::from(books.lines().any(|issued| !issued.line.moved.is_empty()));
    }
    closed(&first.known_on(first.last_run()), &books, first.last_run(), seen)
}

fn closed(
    history: &History,
    books: &Books,
    last: NaiveDate,
    seen: &mut Seen,
) -> Result<(), TestCaseError> {
    let before = last - Days::new(40);
    if let Ok(checkpoint) = checkpoint::close(history, books, before) {
        seen.closed += 1;
        back(&checkpoint.books)?;
    }
    Ok(())
}

/// A document as it is, cancelled whole, and with amounts off and set off.
fn check_document(document: &Document, seen: &mut Seen) -> Result<(), TestCaseError> {
    seen.documents += 1;
    seen.notes += u32::from(document.corrects.is_some());
    seen.allowances += u32::from(document.lines.iter().any(|line| !line.allowances.is_empty()));
    back(document)?;
    back(&document.cancelled(document.dated_on))?;
    back(document.lines.first())?;
    let rate = Decimal::new(161_803, 3);
    let foreign = document.tax_in(Currency::JPY, rate, Rounding::HalfEven);
    foreign.as_ref().map_or(Ok(()), |foreign| back(foreign).map(drop))?;
    let mut changed = [document.clone()];
    let share = Amount::new(document.total.minor() / 3, document.currency);
    let [own] = &mut changed;
    // Refused of credit notes, and where taxes leave too little.
    let _refused = own.allow("Goodwill", share);
    let prepayment = Prepayment {
        customer: document.customer,
        label: Text::from("Deposit"),
        reference: Text::from("D-7"),
        paid_on: document.dated_on,
        amount: share,
    };
    set_off(&mut changed, vec![prepayment]);
    seen.prepaid += u32::from(!changed[0].prepaid.is_empty());
    back(&changed[0]).map(drop)
}

#[test]
fn books_postings_and_documents_come_back() {
    let seen = RefCell::new(Seen::default());
    let pairs = (strategies::scenarios(), strategies::scenarios());
    TestRunner::new(config(CASES))
        .run(&pairs, |(first, other)| check(&first, &other, &mut seen.borrow_mut()))
        .unwrap();
    let seen = seen.into_inner();
    let Seen { documents, notes, shared, waits, cancelled, closed, allowances, moved, prepaid } =
        seen;
    let usual = [documents, notes, shared, waits, cancelled, closed, allowances, prepaid];
    let cases = config(CASES).cases;
    assert!(cases < 300 || usual.into_iter().all(|count| count > 0), "{seen:?}");
    // Days that a Shift pause moved are too rare for a debug build.
    assert!(cases < 10_000 || moved > 0, "{seen:?}");
}
