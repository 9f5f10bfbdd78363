//! Random commands against the reference model: after each, both say the same of every day, and the
//! history is worth the same when it is replayed (HIS-2, HIS-5).

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, RngAlgorithm, TestRng, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use tacite::books::Books;
use tacite::calendar::Period;
use tacite::command::{Command, State, decide};
use tacite::history::History;
use tacite::query::{pauses, status, stretches};

use crate::asking::{Subscription, id, line};
use crate::expected::NAMES;
use crate::laws::{always_replayed, bills, name_of, replays};
use crate::model::{Agreement, Every, Model};
use crate::said::{days, transition};

/// A command and how many days pass before it is said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) wait: u64,
    pub(crate) command: Command,
}

struct Machine;

impl ReferenceStateMachine for Machine {
    type State = Model;
    type Transition = Said;

    fn init_state() -> BoxedStrategy<Model> {
        let agreements = [Agreement::Bound, Agreement::ByHand, Agreement::Tacit];
        let today = NaiveDate::from_ymd_opt(2024, 12, 20).unwrap();
        proptest::sample::select(agreements.to_vec())
            .prop_map(move |agreement| Model::new(agreement, today))
            .no_shrink()
            .boxed()
    }

    fn transitions(model: &Model) -> BoxedStrategy<Said> {
        transition(model)
    }

    fn apply(mut model: Model, said: &Said) -> Model {
        model.today = model.today + Days::new(said.wait);
        model.carry_out(&said.command);
        model
    }
}

thread_local! {
    /// Names of the refusals that the machine met; a test has a thread of its own.
    static MET: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

struct Commands;

impl StateMachineTest for Commands {
    type SystemUnderTest = History;
    type Reference = Machine;

    fn init_test(_: &Model) -> History {
        Subscription::new().history
    }

    fn apply(mut history: History, model: &Model, said: Said) -> History {
        let books = Books::new();
        let decided = decide(&State::of(&history, &books, model.today), &said.command);
        let outcome = decided.as_ref().map(Vec::len).map_err(|refusal| name_of(&refusal.rule));
        if outcome != model.outcome.map_err(String::from) {
            let found = decided.map(|events| events.iter().map(line).collect::<Vec<_>>());
            panic!("the model expects {:?}, not {found:#?}", model.outcome);
        }
        if let Err(rule) = model.outcome {
            MET.with_borrow_mut(|met| met.insert(rule));
        }
        for event in decided.unwrap_or_default() {
            history.push(event).unwrap();
        }
        history
    }

    fn teardown(history: History, model: Model) {
        always_replayed(&history, model.today);
        bills(&history, &Books::new(), days().1);
    }

    fn check_invariants(history: &History, model: &Model) {
        replays(history, model.today);
        let ends = model.windows().into_iter().map(|window| (window.from, window.until));
        let spans = pauses(history, model.today).unwrap();
        let found = spans.iter().map(|span| (span.from, span.until));
        assert!(found.eq(ends), "{spans:?}");
        for day in days_to_look_at(model) {
            assert_eq!(status(history, day).unwrap().state, model.state(day), "on {day}");
            for name in NAMES {
                same_item(history, model, (name, day));
            }
        }
        if history.events().len().is_multiple_of(4) {
            bills(history, &Books::new(), days().1);
        }
    }
}

/// The day of every fact, the day before it, and today.
fn days_to_look_at(model: &Model) -> BTreeSet<NaiveDate> {
    let facts = model.facts.iter().map(|fact| fact.on);
    let known = facts.chain(model.end()).chain([model.today]);
    known.flat_map(|day| [day - Days::new(1), day]).collect()
}

/// Who pays how much of an item on a day, if it is there.
fn same_item(history: &History, model: &Model, (name, day): (&str, NaiveDate)) {
    let range = Period::new(day, day + Days::new(1)).unwrap();
    let found = stretches(history, id(name), range).unwrap();
    let found = found.first().map(|stretch| {
        let quantity = stretch.terms.quantity.to_string();
        (quantity, stretch.terms.customer.to_string())
    });
    let item = model.item(name).filter(|item| match item.every {
        // What is charged once is there on its one day.
        Every::Once => item.from == day && !item.is_gone(day),
        Every::Month | Every::Week => item.is_there(day) && model.has_effect(day),
    });
    let expected = item.map(|item| {
        let quantity = model.quantity(&item, day).to_string();
        (quantity, model.customer(day).to_owned())
    });
    assert_eq!(found, expected, "{name} on {day}");
}

const CASES: u32 = if cfg!(debug_assertions) { 100 } else { 5_000 };

fn run(mut runner: TestRunner) {
    let config = runner.config().clone();
    let histories = Machine::sequential_strategy(1..40);
    let result = runner.run(&histories, |(model, said, seen)| {
        Commands::test_sequential(config.clone(), model, said, seen);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn commands_and_the_reference_model_agree() {
    let failures = concat!(env!("CARGO_MANIFEST_DIR"), "/commands/regressions/machine.txt");
    run(TestRunner::new(Config {
        cases: CASES,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(failures))),
        max_shrink_iters: 20_000,
        ..Config::default()
    }));
}

/// The same cases every time: all of these are met by chance, and refused as the model says.
#[test]
fn the_machine_meets_every_refusal_of_its_world() {
    let config = Config { cases: 250, failure_persistence: None, ..Config::default() };
    run(TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)));
    let met = MET.take();
    let world = [
        "NotStarted",
        "AlreadyStarted",
        "Deleted",
        "NothingToRetract",
        "RetractedAlready",
        "StartUnmoved",
        "NothingRecurs",
        "NoRenewal",
        "BeforeStart",
        "Ended",
        "EndBeforeStart",
        "UnknownItem",
        "NotRecurring",
        "ItemIdReserved",
        "ItemIdUsed",
        "ItemNotYet",
        "ItemGone",
        "NotPaused",
        "PauseNotLonger",
        "EmptyPause",
        "OverlappingPause",
        "ShorterThanPeriod",
        "PauseTooLong",
        "TooManyPauses",
        "PauseTooLate",
        "NoNotice",
        "NoticeGivenAlready",
        "EndsAlready",
        "NoEndSet",
        "NotByHand",
        "RenewalNotLater",
        "FeeNotAccepted",
        "OtherFee",
        "NoWithdrawalRight",
        "WithdrawalTooLate",
    ];
    let missing: Vec<_> = world.into_iter().filter(|rule| !met.contains(rule)).collect();
    assert!(missing.is_empty(), "never met: {missing:?}");
}
