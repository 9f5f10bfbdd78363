//! L15: the parts of an amount add up to it, and the payables of a document to its total.

use proptest::prelude::*;
use tacite::bill;
use tacite::books::Books;
use tacite::money::Amount;
use tacite_testkit::{laws, strategies};

use crate::settings::{CASES, SMALL_CASES, config};

const FAILURES: &str = "laws/regressions/splitting.txt";

proptest! {
    #![proptest_config(config(SMALL_CASES, FAILURES))]

    #[test]
    fn l15_splitting(
        minor in prop_oneof![-1_000..1_000_i64, -i64::MAX..=i64::MAX],
        currency in strategies::currencies(),
        weights in prop::collection::vec(prop_oneof![0..10_u32, any::<u32>()], 0..12),
    ) {
        laws::splitting(Amount::new(minor, currency), &weights)?;
    }
}

proptest! {
    #![proptest_config(config(CASES, FAILURES))]

    #[test]
    fn l15_splitting_of_payables(scenario in strategies::histories_without_corrections()) {
        let billing = bill(&scenario.history, &Books::new(), scenario.last_run());
        for document in billing.expect("such histories are billed").documents {
            laws::payables(&document)?;
        }
    }
}
