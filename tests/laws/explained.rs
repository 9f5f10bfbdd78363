//! L11: a line's derivation gives its amount, and a day is said to be charged if and only if it is.

use proptest::prelude::*;
use tacite_testkit::{laws, strategies};

use crate::settings::{CASES, WALKED_CASES, config};

const FAILURES: &str = "laws/regressions/explained.txt";

proptest! {
    #![proptest_config(config(WALKED_CASES, FAILURES))]

    #[test]
    fn l11_explain(scenario in strategies::scenarios()) {
        laws::explained(&scenario)?;
    }
}

proptest! {
    #![proptest_config(config(CASES, FAILURES))]

    #[test]
    fn l11_absence(
        scenario in strategies::scenarios(),
        after in prop::collection::vec(prop_oneof![3 => -40..120_i64, 1 => -40..900_i64], 1..40),
    ) {
        for run in &scenario.runs {
            laws::absent(&scenario.history, *run, &after)?;
        }
    }
}
