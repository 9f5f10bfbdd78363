//! Random commands of every kind, billed now and then: whatever they lead to is accepted, replays,
//! and can be billed (HIS-3, HIS-5).

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::test_runner::{Config, FileFailurePersistence, RngAlgorithm, TestRng, TestRunner};
use tacite::bill;
use tacite::books::Books;
use tacite::command::{State, decide};
use tacite::history::History;

use crate::asked::{Step, steps};
use crate::asking::{Subscription, line};
use crate::laws::{always_replayed, name_of};
use crate::order::rules_of_the_code;
use crate::said::days;

/// Says commands and bills; returns the names of the rules that were broken.
fn said(steps: &[Step]) -> BTreeSet<String> {
    let Subscription { mut history, mut books } = Subscription::new();
    let (mut today, last) = days();
    let mut met = BTreeSet::new();
    for step in steps {
        today = today + Days::new(step.wait);
        let Some(command) = &step.command else {
            books = billed(&history, books, today);
            continue;
        };
        match decide(&State::of(&history, &books, today), command) {
            Ok(events) => {
                assert!(!events.is_empty(), "{} records nothing", command.name());
                for event in events {
                    assert_eq!(event.recorded_on, today);
                    history.push(event).unwrap();
                }
            }
            Err(refusal) => {
                met.insert(name_of(&refusal.rule));
            }
        }
    }
    billed(&history, books, today);
    billed(&history, Books::new(), last);
    always_replayed(&history, today);
    met
}

/// Bills, which never errs.
fn billed(history: &History, mut books: Books, as_of: NaiveDate) -> Books {
    match bill(history, &books, as_of) {
        Ok(billing) => books.post(billing.posting).unwrap(),
        Err(error) => {
            let events: Vec<_> = history.events().iter().map(line).collect();
            panic!("as of {as_of}: {error}, after {events:#?}");
        }
    }
    books
}

const CASES: u32 = if cfg!(debug_assertions) { 300 } else { 20_000 };

#[test]
fn what_commands_lead_to_replays_and_can_be_billed() {
    let failures = concat!(env!("CARGO_MANIFEST_DIR"), "/commands/regressions/anything.txt");
    let config = Config {
        cases: CASES,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(failures))),
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let result = TestRunner::new(config).run(&steps(), |steps| {
        said(&steps);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// What takes more than a command: amounts beyond 64 bits, a history that was pushed by hand; and
/// exemptions from tax, which random commands do not ask for.
const NOT_BY_CHANCE: [&str; 3] = ["Unreadable", "Amount", "NoTaxReason"];

/// The same cases every time. Each of the others has a test in `refusals` too.
#[test]
fn random_commands_meet_every_refusal() {
    let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let met = RefCell::new(BTreeSet::new());
    let result = TestRunner::new_with_rng(config, rng).run(&steps(), |steps| {
        met.borrow_mut().append(&mut said(&steps));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let met = met.into_inner();
    let missing: Vec<_> = rules_of_the_code()
        .into_iter()
        .filter(|rule| !met.contains(rule) && !NOT_BY_CHANCE.contains(&rule.as_str()))
        .collect();
    assert!(missing.is_empty(), "never met: {missing:?}");
}
