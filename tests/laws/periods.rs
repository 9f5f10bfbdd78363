//! L8: grids of every cadence and anchor tile the time line.

use proptest::prelude::*;
use tacite::calendar::{Anchor, Grid, Overflow};
use tacite_testkit::{laws, strategies};

use crate::settings::{SMALL_CASES, config};

proptest! {
    #![proptest_config(config(SMALL_CASES, "laws/regressions/periods.txt"))]

    #[test]
    fn l08_tiling(
        cadence in strategies::cadences(),
        anchor in strategies::anchors(),
        forward in any::<bool>(),
        start in strategies::dates(),
        k in prop_oneof![-30..30_i64, -4_000_000..4_000_000_i64],
    ) {
        let overflow = if forward { Overflow::Forward } else { Overflow::Backward };
        // The calendar has no periods of five months: any grid will do then.
        let grid = Grid::new(cadence, anchor, overflow, start)
            .or_else(|_| Grid::new(cadence, Anchor::Start, overflow, start))
            .expect("every cadence can count from a start");
        laws::tiling(grid, k)?;
    }
}
