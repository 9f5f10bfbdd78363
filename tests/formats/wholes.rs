//! Events, histories and plans come back in every format, and so does what was closed.
//!
//! What they are billed at is in `billed`.

use chrono::Days;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tacite::books::Books;
use tacite::checkpoint::{self, Checkpoint};
use tacite::contract::SubscriptionId;
use tacite::history::{ClosingParts, Event, EventKind, History, HistoryRule};
use tacite::money::Currency;
use tacite::{bill, contract::Contract, contract::CustomerId};
use tacite_testkit::{Scenario, strategies};

use crate::random::file;
use crate::settings::{CASES, SMALL_CASES, config};
use crate::values::plan;
use crate::written::{back, round_trips};

#[test]
fn plans_come_back() {
    round_trips(SMALL_CASES, plan());
}

#[test]
fn histories_of_all_kinds_of_events_come_back() {
    round_trips(SMALL_CASES, file().prop_map(|file| file.history));
}

#[test]
fn events_of_all_kinds_come_back() {
    TestRunner::new(config(SMALL_CASES))
        .run(&file(), |file| {
            file.history.events().iter().try_for_each(|event| back(event).map(drop))
        })
        .unwrap();
}

/// A history that was closed takes and refuses what the one that it was read from does, whatever
/// comes, and is billed at the same.
fn stays_closed(scenario: &Scenario) -> Result<u32, TestCaseError> {
    let (mut books, mut closed) = (Books::new(), 0);
    for as_of in &scenario.runs {
        let known = scenario.known_on(*as_of);
        if let Ok(billing) = bill(&known, &books, *as_of) {
            books.post(billing.posting).unwrap();
        }
        let before = *as_of - Days::new(35);
        let Ok(mut kept) = checkpoint::close(&known, &books, before) else { continue };
        let mut read = back(&kept)?;
        back(&kept.history)?;
        closed += 1;
        let newest = known.events().last().map_or(0, |event| event.sequence);
        for event in scenario.history.events().iter().filter(|event| event.sequence > newest) {
            let (there, here) =
                (kept.history.push(event.clone()), read.history.push(event.clone()));
            prop_assert_eq!(there, here);
        }
        prop_assert_eq!(&read.history, &kept.history);
        let last = scenario.last_run();
        let bill = |of: &Checkpoint| bill(&of.history, &of.books, last).map(|it| it.documents);
        prop_assert_eq!(bill(&read), bill(&kept));
        // Closed again, with what was read.
        if let Ok(billing) = tacite::bill(&kept.history, &kept.books, last) {
            kept.books.post(billing.posting).unwrap();
            let again = checkpoint::close(&kept.history, &kept.books, last - Days::new(10));
            again.map_or(Ok(()), |again| back(&again).map(drop))?;
        }
    }
    Ok(closed)
}

#[test]
fn checkpoints_come_back_and_stay_closed() {
    let closed = std::cell::Cell::new(0);
    TestRunner::new(config(CASES))
        .run(&strategies::scenarios(), |scenario| {
            closed.set(closed.get() + stays_closed(&scenario)?);
            Ok(())
        })
        .unwrap();
    assert!(closed.get() >= config(CASES).cases / 4, "{closed:?}");
}

fn started(sequence: u64, currency: Currency) -> Event {
    let contract = Contract::new("Fee", CustomerId::new("cust-1").unwrap(), currency);
    let day = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    Event::on(day, sequence, EventKind::Started { contract })
}

#[test]
fn a_history_is_checked_when_it_is_put_together() {
    let history = History::new(SubscriptionId::new("sub-1").unwrap());
    let closing = ClosingParts {
        before: chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
        through: 5,
        spent: Vec::new(),
        start_on: None,
        end_on: None,
        currency: Some(Currency::EUR),
    };
    let of = |numbers: [u64; 2], currency| {
        let mut parts = history.clone().into_parts();
        parts.closing = Some(closing.clone());
        parts.events = numbers.map(|number| started(number, currency)).into();
        History::try_from(parts)
    };
    assert!(of([2, 5], Currency::EUR).is_ok());
    assert!(of([2, 9], Currency::EUR).is_ok());
    let rule = |error: Result<History, _>| {
        error.map_err(|error: tacite::history::HistoryError| error.rule)
    };
    assert_eq!(rule(of([5, 5], Currency::EUR)), Err(HistoryRule::SequenceNotRising { after: 5 }),);
    assert_eq!(rule(of([0, 5], Currency::EUR)), Err(HistoryRule::SequenceNotRising { after: 0 }),);
    let other = HistoryRule::OtherCurrency { agreed: Currency::EUR, given: Currency::JPY };
    assert_eq!(rule(of([2, 5], Currency::JPY)), Err(other.clone()));
    assert_eq!(rule(of([6, 7], Currency::JPY)), Err(other));
}
