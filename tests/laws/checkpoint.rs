//! L13: billing from a checkpoint equals billing from the full history.

use proptest::prelude::*;
use tacite_testkit::{laws, strategies};

use crate::settings::{CASES, config};

const FAILURES: &str = "laws/regressions/checkpoint.txt";

proptest! {
    #![proptest_config(config(CASES, FAILURES))]

    #[test]
    fn l13_incremental(
        scenario in strategies::scenarios(),
        look_back in 0..400_u64,
        later in 0..1_200_u64,
    ) {
        laws::incremental(&scenario, look_back, later)?;
    }
}
