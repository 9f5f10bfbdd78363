//! The engine against the day-walking oracle.

use proptest::prelude::*;
use tacite_testkit::{laws, strategies};

use crate::settings::{WALKED_CASES, config};

const FAILURES: &str = "laws/regressions/oracle.txt";

proptest! {
    #![proptest_config(config(WALKED_CASES, FAILURES))]

    #[test]
    fn engine_equals_the_day_walking_oracle(
        scenario in strategies::histories_without_corrections(),
    ) {
        laws::matches_oracle(&scenario.history, scenario.last_run())?;
    }

    #[test]
    fn engine_and_oracle_agree_run_by_run_on_what_is_known(
        scenario in strategies::scenarios(),
    ) {
        laws::replays_like_the_oracle(&scenario)?;
    }
}
