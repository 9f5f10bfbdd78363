//! INV-1: a store that keeps postings has the books. INV-3, INV-11: documents can be dated in series.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tacite_testkit::{Scenario, laws, strategies};

use crate::settings::{CASES, config};

const FAILURES: &str = "laws/regressions/postings.txt";

/// A date near the runs of a scenario: documents fall due before and after it.
fn floor(scenario: &Scenario, days: i64) -> NaiveDate {
    let first = scenario.runs[0];
    let moved = if days < 0 {
        first.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        first.checked_add_days(Days::new(days.unsigned_abs()))
    };
    moved.expect("a date near those of the scenario")
}

proptest! {
    #![proptest_config(config(CASES, FAILURES))]

    #[test]
    fn books_are_what_their_postings_make_of_them(
        scenario in strategies::scenarios(),
        cancels: bool,
    ) {
        laws::postings(&scenario, cancels)?;
    }

    #[test]
    fn a_first_date_moves_documents_and_nothing_else(
        scenario in strategies::scenarios(),
        days in -400..400_i64,
    ) {
        laws::dated_from(&scenario, floor(&scenario, days))?;
    }
}
