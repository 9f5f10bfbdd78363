//! INV-6, INV-7: what was charged is credited, line by line, due date by due date.

use tacite::contract::PauseShape;

use crate::story::{Story, monthly};

#[test]
fn ten_of_twenty_days_are_credited_with_a_rounding_part() {
    let mut story = Story::of("2025-06-01", 1_000, monthly());
    story.pause(PauseShape::ByDays, "2025-06-21", Some("2025-07-01"));
    assert_eq!(story.bill("2025-06-01"), ["01.06 01.06..01.07 1-20: 667"]);
    story.pause(PauseShape::ByDays, "2025-06-11", Some("2025-06-21"));
    assert_eq!(story.bill("2025-06-11"), ["11.06 01.06..01.07 11-20: -334 (rounding -1) of #1"]);
}

#[test]
fn due_dates_are_settled_in_order_in_one_run_or_two() {
    let tell = || {
        let mut story = Story::of("2025-06-01", 1_000, monthly());
        let pause = story.pause(PauseShape::ByDays, "2025-06-01", Some("2025-06-11"));
        assert_eq!(story.bill("2025-06-01"), ["01.06 01.06..01.07 11-30: 667"]);
        story.retract(pause);
        story.pause(PauseShape::ByDays, "2025-06-21", Some("2025-06-25"));
        story
    };
    let (charge, credit) = ("01.06 01.06..01.07 1-10: 333", "21.06 01.06..01.07 21-24: -133 of #1");
    let mut twice = tell();
    assert_eq!(twice.bill("2025-06-05"), [charge]);
    assert_eq!(twice.bill("2025-06-30"), [credit]);
    assert_eq!(tell().bill("2025-06-30"), [charge, credit]);
}

#[test]
fn what_a_line_does_not_have_is_taken_from_another_one() {
    // 0.01 for 30 days: 14 days cost nothing, 15 cost 0.01.
    let mut story = Story::of("2025-06-01", 1, monthly());
    let pause = story.pause(PauseShape::ByDays, "2025-06-15", Some("2025-07-01"));
    assert_eq!(story.bill("2025-06-01"), ["01.06 01.06..01.07 1-14: 0"]);
    story.retract(pause);
    let pause = story.pause(PauseShape::ByDays, "2025-06-16", Some("2025-07-01"));
    assert_eq!(story.bill("2025-06-01"), ["01.06 01.06..01.07 15: 1 (rounding 1)"]);
    story.retract(pause);
    story.pause(PauseShape::ByDays, "2025-06-16", Some("2025-07-01"));
    story.pause(PauseShape::ByDays, "2025-06-01", Some("2025-06-02"));
    assert_eq!(
        story.bill("2025-06-01"),
        ["01.06 01.06..01.07 1: 0 of #1", "01.06 01.06..01.07 no days: -1 (rounding -1) of #2",]
    );
}

#[test]
fn the_newest_line_is_credited_first() {
    let mut story = Story::of("2025-06-01", 3_000, monthly());
    let pause = story.pause(PauseShape::ByDays, "2025-06-11", Some("2025-06-21"));
    assert_eq!(story.bill("2025-06-01").len(), 1);
    story.retract(pause);
    assert_eq!(story.bill("2025-06-01"), ["01.06 01.06..01.07 11-20: 1000"]);
    story.pause(PauseShape::ByDays, "2025-06-10", Some("2025-06-12"));
    assert_eq!(
        story.bill("2025-06-10"),
        ["10.06 01.06..01.07 11: -100 of #2", "10.06 01.06..01.07 10: -100 of #1"]
    );
}

#[test]
fn a_retracted_start_is_credited_at_once() {
    let mut story = Story::of("2025-06-01", 3_000, monthly());
    assert_eq!(story.bill("2025-06-01").len(), 1);
    story.retract(1);
    assert_eq!(story.bill("2025-06-01"), ["01.06 01.06..01.07 1-30: -3000 of #1"]);
}
