//! L1, L2, L3, L9, L10, and the days that `next_on` names.

use chrono::Days;
use proptest::prelude::*;
use tacite::books::Books;
use tacite_testkit::{laws, strategies};

use crate::settings::{CASES, LONG_CASES, NIGHTLY_CASES, config};

const FAILURES: &str = "laws/regressions/runs.txt";

proptest! {
    #![proptest_config(config(LONG_CASES, FAILURES))]

    #[test]
    fn l01_determinism(scenario in strategies::histories_without_corrections()) {
        laws::determinism(&scenario.history, scenario.last_run())?;
    }

    #[test]
    fn l10_preview_is_billing(scenario in strategies::histories_without_corrections()) {
        laws::preview(&scenario.history, scenario.runs[0], scenario.last_run())?;
    }
}

proptest! {
    #![proptest_config(config(NIGHTLY_CASES, FAILURES))]

    #[test]
    fn l10_preview_of_events_is_what_they_change(
        scenario in strategies::scenarios(),
        ahead in 0..100_u64,
    ) {
        laws::preview_of_events(&scenario, ahead)?;
    }

    #[test]
    fn documents_show_the_books(scenario in strategies::histories_without_corrections()) {
        laws::books_and_documents_agree(&scenario.history, &scenario.runs)?;
    }

    #[test]
    fn next_on_is_exact_and_nights_without_it_may_be_skipped(
        scenario in strategies::histories_without_corrections(),
        nights in 0..420_u64,
    ) {
        let first = scenario.runs[0];
        laws::nightly(&scenario.history, &Books::new(), first, first + Days::new(nights))?;
    }

    #[test]
    fn next_on_knows_what_waits_to_be_corrected(
        scenario in strategies::scenarios(),
        nights in 0..420_u64,
    ) {
        let books = laws::books_of(&scenario)?;
        let first = scenario.last_run().max(scenario.last_recording());
        laws::nightly(&scenario.history, &books, first, first + Days::new(nights))?;
    }
}

proptest! {
    #![proptest_config(config(CASES, FAILURES))]

    #[test]
    fn l02_idempotence(scenario in strategies::histories_without_corrections()) {
        laws::idempotence(&scenario.history, scenario.last_run())?;
    }

    #[test]
    fn l03_split(scenario in strategies::histories_without_corrections()) {
        laws::split(&scenario.history, &Books::new(), &scenario.runs)?;
    }

    #[test]
    fn l03_split_of_corrections(
        scenario in strategies::scenarios(),
        gaps in prop::collection::vec(0..200_u64, 1..5),
    ) {
        let books = laws::books_of(&scenario)?;
        let mut day = scenario.last_run().max(scenario.last_recording());
        let runs: Vec<_> = gaps.into_iter().map(|gap| { day = day + Days::new(gap); day }).collect();
        laws::split(&scenario.history, &books, &runs)?;
    }

    #[test]
    fn l09_order(
        scenario in strategies::histories_without_corrections(),
        swaps in prop::collection::vec(0..10_usize, 1..20),
    ) {
        laws::order(&scenario.history, scenario.last_run(), &swaps)?;
    }
}
