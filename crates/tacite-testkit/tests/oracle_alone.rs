//! The oracle alone, on random histories of every kind of event: it keeps the laws that the engine
//! has to keep.

#![expect(clippy::expect_used, reason = "a test says which histories are billed")]
#![expect(clippy::panic, reason = "a law that does not hold fails the test with its place")]

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{Days, NaiveDate};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tacite::timeline::Terms;
use tacite_testkit::oracle::{Charge, ChargedDays, Key, Ledger, Net, net, standings};
use tacite_testkit::{Scenario, strategies};

/// Histories of each test: few enough for a debug build.
const CASES: u32 = if cfg!(debug_assertions) { 60 } else { 10_000 };

fn for_each(scenarios: impl Strategy<Value = Scenario>, check: impl Fn(&Scenario)) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..CASES {
        check(&scenarios.new_tree(&mut runner).expect("a scenario").current());
    }
}

/// What the lines of all runs come to.
#[derive(Default)]
struct Sum {
    days: ChargedDays,
    amounts: BTreeMap<Key, Vec<(Rc<Terms>, i64, i64)>>,
    left: Vec<(Charge, Charge)>,
}

impl Sum {
    fn add(&mut self, charge: &Charge, scenario: &Scenario) {
        let key = (charge.item, charge.reference);
        let days = self.days.entry(key).or_default();
        for day in &charge.days {
            let before = match charge.corrects {
                None => days.insert(*day, charge.terms.clone()),
                Some(_) => days.remove(day),
            };
            let expected = charge.corrects.map(|_| charge.terms.clone());
            assert_eq!(before, expected, "L6: day {day} of {charge:?} in {scenario:?}");
        }
        let amounts = self.amounts.entry(key).or_default();
        match amounts.iter_mut().find(|(terms, _, _)| *terms == charge.terms) {
            Some((_, gross, net)) => {
                *gross += charge.gross;
                *net += charge.net;
            }
            None => amounts.push((charge.terms.clone(), charge.gross, charge.net)),
        }
        self.check_left(charge, scenario);
    }

    /// L7: a credit takes no more than there is.
    fn check_left(&mut self, charge: &Charge, scenario: &Scenario) {
        let Some(corrected) = charge.corrects else {
            self.left.push((charge.clone(), charge.clone()));
            return;
        };
        let found = self.left.iter_mut().find(|(line, _)| {
            let same = (line.item, line.reference) == (charge.item, charge.reference);
            same && line.terms == charge.terms && line.ordinal == corrected
        });
        let (line, left) = found.unwrap_or_else(|| panic!("L7: {charge:?} in {scenario:?}"));
        assert!(charge.days.iter().all(|day| left.days.remove(day)), "L7: {charge:?}");
        left.gross += charge.gross;
        left.net += charge.net;
        for (charged, left) in [(line.gross, left.gross), (line.net, left.net)] {
            assert!(left == 0 || left.signum() == charged.signum(), "L7: {charge:?} {scenario:?}");
        }
    }

    /// L4: settled days are charged as they are owed; where all is settled, to the cent.
    fn check(&self, scenario: &Scenario, run: NaiveDate) {
        let known = scenario.known_on(run);
        let standings = standings(&known, &self.days, run).expect("it is billed");
        let mut waiting = Vec::new();
        for standing in &standings {
            let same = standing.charged == standing.owed || !standing.is_settled(run);
            assert!(same, "L4: as of {run}: {standing:?} in {scenario:?}");
            if !(standing.is_settled(run) && standing.due_from_nothing.is_by(run)) {
                waiting.push(standing.key);
            }
        }
        let Net { amounts: expected, .. } = net(&known, run).expect("it is billed");
        for (key, amounts) in &self.amounts {
            if waiting.contains(key) {
                continue;
            }
            let expected = expected.get(key).cloned().unwrap_or_default();
            for (terms, gross, net) in amounts {
                let found = expected.iter().find(|(other, _, _)| other == terms);
                let expected = found.map_or((0, 0), |(_, gross, net)| (*gross, *net));
                assert_eq!((*gross, *net), expected, "L4: {key:?} as of {run} in {scenario:?}");
            }
        }
    }
}

#[test]
fn runs_and_corrections_give_what_is_owed() {
    for_each(strategies::scenarios(), |scenario| {
        let (mut ledger, mut sum) = (Ledger::new(), Sum::default());
        for run in &scenario.runs {
            let known = scenario.known_on(*run);
            let charges = ledger.bill(&known, *run);
            for charge in charges.unwrap_or_else(|error| panic!("{error} in {scenario:?}")) {
                sum.add(&charge, scenario);
            }
            sum.check(scenario, *run);
            let again = ledger.bill(&known, *run).expect("it was billed before");
            assert!(again.is_empty(), "L2: as of {run}: {again:?} in {scenario:?}");
        }
    });
}

#[test]
fn steps_give_the_lines_of_one_go() {
    for_each(strategies::scenarios(), |scenario| {
        // Some is billed on what is known early; from then on all is known.
        let (early, rest) = scenario.runs.split_first().expect("there is a run");
        let recorded = scenario.history.events().iter().map(|event| event.recorded_on).max();
        let all_known = recorded.unwrap_or(*early);
        let last = scenario.last_run().max(all_known) + Days::new(30);
        let mut in_steps = Ledger::new();
        in_steps.bill(&scenario.known_on(*early), *early).expect("it is billed");
        let mut in_one_go = in_steps.clone();
        let mut lines = Vec::new();
        for run in rest.iter().filter(|run| **run >= all_known).chain([&last]) {
            lines.extend(in_steps.bill(&scenario.history, *run).expect("it is billed"));
        }
        let mut expected = in_one_go.bill(&scenario.history, last).expect("it is billed");
        let order = |line: &Charge| {
            (line.item, line.reference, format!("{:?}", line.terms), line.corrects, line.ordinal)
        };
        lines.sort_by_cached_key(order);
        expected.sort_by_cached_key(order);
        assert_eq!(lines, expected, "L3: {scenario:?}");
    });
}
