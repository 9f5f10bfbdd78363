//! L4, L5, L6, L7: what runs that knew less have billed is corrected, and stays.

use proptest::prelude::*;
use tacite_testkit::{laws, strategies};

use crate::settings::{LONG_CASES, NIGHTLY_CASES, WALKED_CASES, config};

const FAILURES: &str = "laws/regressions/corrections.txt";

proptest! {
    #![proptest_config(config(LONG_CASES, FAILURES))]

    #[test]
    fn l04_convergence(scenario in strategies::scenarios(), later in strategies::days_ahead()) {
        laws::convergence(&scenario, later)?;
    }
}

proptest! {
    #![proptest_config(config(WALKED_CASES, FAILURES))]

    #[test]
    fn l05_frozen(scenario in strategies::scenarios()) {
        laws::frozen(&scenario)?;
    }

    #[test]
    fn l06_no_day_twice(scenario in strategies::scenarios()) {
        laws::no_day_twice(&scenario)?;
    }

    #[test]
    fn l07_no_credit_beyond(scenario in strategies::scenarios()) {
        laws::no_credit_beyond(&scenario)?;
    }
}

proptest! {
    #![proptest_config(config(NIGHTLY_CASES, FAILURES))]

    #[test]
    fn documents_show_what_is_corrected(scenario in strategies::scenarios()) {
        laws::corrections_and_documents_agree(&scenario)?;
    }

    #[test]
    fn the_tax_of_corrections_adds_up(scenario in strategies::scenarios()) {
        laws::tax_adds_up(&scenario)?;
    }
}

proptest! {
    #![proptest_config(config(WALKED_CASES, FAILURES))]

    #[test]
    fn a_cancelled_document_leaves_nothing_and_is_billed_again(
        scenario in strategies::scenarios(),
        choice in 0_usize..1_000,
    ) {
        laws::cancellation(&scenario, choice)?;
    }
}
