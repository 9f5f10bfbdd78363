//! CHG-3, CHG-4, HIS-8: cadence, anchor, timing and plan changes.

use tacite::calendar::{Anchor, Cadence, DayOfMonth};
use tacite::contract::{GridAnchor, Timing};
use tacite::history::EventKind;

use crate::story::{Story, id, monthly};

fn anchored(day: u32) -> EventKind {
    let day = DayOfMonth::new(day).expect("a day of the month");
    let anchor = GridAnchor::Rule(Anchor::DayOfMonth(day));
    EventKind::AnchorChanged { id: id("fee"), anchor }
}

#[test]
fn an_anchor_change_cuts_the_period_and_prorates_both_parts() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    story.tell("2025-01-11", anchored(15));
    assert_eq!(
        story.bill("2025-02-14"),
        [
            "01.01 01.01..01.02 1-10: 1000",
            "11.01 15.12..15.01 28-31: 400",
            "15.01 15.01..15.02 1-31: 3100",
        ]
    );
}

#[test]
fn an_anchor_change_known_late_replaces_day_by_day() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    assert_eq!(story.bill("2025-01-01").len(), 1);
    story.tell("2025-01-11", anchored(15));
    assert_eq!(
        story.bill("2025-01-15"),
        [
            "11.01 15.12..15.01 28-31: 400",
            "11.01 01.01..01.02 11-14: -400 of #1",
            "15.01 01.01..01.02 15-31: -1700 of #1",
            "15.01 15.01..15.02 1-31: 3100",
        ]
    );
}

#[test]
fn a_change_that_leaves_the_period_as_it_is_cuts_nothing() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    story.tell("2025-01-11", anchored(1));
    let cadence = Cadence::MONTHLY;
    story.tell("2025-01-21", EventKind::CadenceChanged { id: id("fee"), cadence });
    assert_eq!(story.bill("2025-01-31"), ["01.01 01.01..01.02 1-31: 3100"]);
}

#[test]
fn a_cadence_change_counts_from_the_change() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    let cadence = Cadence::QUARTERLY;
    story.tell("2025-01-11", EventKind::CadenceChanged { id: id("fee"), cadence });
    assert_eq!(
        story.bill("2025-01-31"),
        ["01.01 01.01..01.02 1-10: 1000", "11.01 11.01..11.04 1-90: 3100"]
    );
}

#[test]
fn a_period_has_the_timing_of_its_first_day() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    let timing = Timing::Arrears;
    story.tell("2025-01-11", EventKind::TimingChanged { id: id("fee"), timing });
    assert_eq!(
        story.bill("2025-03-01"),
        ["01.01 01.01..01.02 1-31: 3100", "01.03 01.02..01.03 1-28: 3100"]
    );
}
