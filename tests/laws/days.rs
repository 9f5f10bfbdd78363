//! CHG-3: sets of day numbers are sets, in whatever order days are put in.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tacite::schedule::{DayRange, DaySet};

use crate::settings::{SMALL_CASES, config};

proptest! {
    #![proptest_config(config(SMALL_CASES, "laws/regressions/days.txt"))]

    #[test]
    fn day_sets_are_sets_of_days(
        ranges in prop::collection::vec((1..40_u32, 1..8_u32), 1..8),
    ) {
        let (mut days, mut set) = (BTreeSet::new(), DaySet::EMPTY);
        for (start, length) in ranges {
            set.insert(DayRange::new(start, start + length).expect("days"));
            days.extend(start..start + length);
        }
        prop_assert_eq!(set.len() as usize, days.len());
        prop_assert!((0..50).all(|day| set.contains(day) == days.contains(&day)));
        let listed: Vec<DayRange> = set.ranges().collect();
        prop_assert_eq!(listed.first().copied(), set.first());
        prop_assert_eq!(listed.last().copied(), set.last());
        // Ranges rise and are as long as they can be: sets that are equal are written alike.
        prop_assert!(listed.is_sorted_by(|left, right| left.end() < right.start()));
    }
}
