//! PAU-1, PAU-2, PAU-5: pauses of every shape.

use tacite::calendar::Cadence;
use tacite::contract::{PauseShape, Recurrence, ReducedPrice, Timing};
use tacite::history::EventKind;
use tacite::money::Percent;

use crate::story::{Story, cents, monthly};

#[test]
fn march_paused_by_days() {
    let mut known = Story::of("2025-03-01", 12_000, monthly());
    known.pause(PauseShape::ByDays, "2025-03-10", Some("2025-03-24"));
    assert_eq!(known.bill("2025-03-31"), ["01.03 01.03..01.04 1-9, 24-31: 6581"]);

    let mut late = Story::of("2025-03-01", 12_000, monthly());
    assert_eq!(late.bill("2025-03-01"), ["01.03 01.03..01.04 1-31: 12000"]);
    late.pause(PauseShape::ByDays, "2025-03-10", Some("2025-03-24"));
    assert!(late.bill("2025-03-09").is_empty());
    assert_eq!(late.bill("2025-03-10"), ["10.03 01.03..01.04 10-23: -5419 of #1"]);
    assert_eq!(late.bill("2025-04-01"), ["01.04 01.04..01.05 1-30: 12000"]);
}

#[test]
fn weeks_that_begin_inside_a_pause_are_skipped_whole() {
    let mut story = Story::of("2025-06-02", 700, Recurrence::every(Cadence::WEEKLY));
    story.pause(PauseShape::WholePeriods, "2025-06-10", Some("2025-06-24"));
    assert_eq!(
        story.bill("2025-06-30"),
        [
            "02.06 02.06..09.06 1-7: 700",
            "09.06 09.06..16.06 1-7: 700",
            "30.06 30.06..07.07 1-7: 700",
        ]
    );
}

#[test]
fn a_reduced_price_holds_inside_the_pause() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    let half = ReducedPrice::Percent(Percent::whole(50));
    story.pause(PauseShape::Reduced(half), "2025-01-11", Some("2025-01-21"));
    let other = ReducedPrice::Price(cents(310));
    story.pause(PauseShape::Reduced(other), "2025-01-21", Some("2025-01-31"));
    assert_eq!(
        story.bill("2025-01-31"),
        [
            "01.01 01.01..01.02 1-10, 31: 1100",
            "11.01 01.01..01.02 11-20: 500",
            "21.01 01.01..01.02 21-30: 100",
        ]
    );
}

#[test]
fn a_shift_from_31_january_moves_the_boundaries_after_it() {
    let mut story = Story::of("2025-01-31", 2_800, monthly());
    story.pause(PauseShape::Shift, "2025-02-10", Some("2025-02-14"));
    assert_eq!(
        story.bill("2025-04-05"),
        [
            "31.01 31.01..28.02 1-28: 2800",
            "04.03 04.03..04.04 1-31: 2800",
            "04.04 04.04..04.05 1-30: 2800",
        ]
    );
}

#[test]
fn a_shift_known_late_replaces_the_period_after_it() {
    let mut story = Story::of("2025-01-31", 3_100, monthly());
    assert_eq!(story.bill("2025-02-28").len(), 2);
    story.pause(PauseShape::Shift, "2025-02-10", Some("2025-02-14"));
    // 28 February to 3 March are days of the first period now, long due; the rest is replaced.
    assert_eq!(story.bill("2025-03-03"), ["31.01 28.02..31.03 1-4: -400 of #1"]);
    assert_eq!(
        story.bill("2025-03-31"),
        ["04.03 28.02..31.03 5-31: -2700 of #1", "04.03 04.03..04.04 1-31: 3100"]
    );
}

#[test]
fn a_shift_on_a_boundary_puts_off_the_whole_period() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    story.pause(PauseShape::Shift, "2025-02-01", Some("2025-02-11"));
    assert_eq!(
        story.bill("2025-03-11"),
        [
            "01.01 01.01..01.02 1-31: 3100",
            "11.02 11.02..11.03 1-28: 3100",
            "11.03 11.03..11.04 1-31: 3100",
        ]
    );
}

#[test]
fn an_open_shift_holds_back_what_is_not_served() {
    let mut advance = Story::of("2025-01-01", 3_100, monthly());
    advance.pause(PauseShape::Shift, "2025-01-11", None);
    assert_eq!(advance.bill("2025-06-30"), ["01.01 01.01..01.02 1-31: 3100"]);
    advance.tell("2025-01-21", EventKind::Resumed);
    assert_eq!(advance.bill("2025-02-11"), ["11.02 11.02..11.03 1-28: 3100"]);

    let arrears = Recurrence { timing: Timing::Arrears, ..monthly() };
    let mut arrears = Story::of("2025-01-01", 3_100, arrears);
    arrears.pause(PauseShape::Shift, "2025-01-11", None);
    assert!(arrears.bill("2025-06-30").is_empty());
    arrears.tell("2025-01-21", EventKind::Resumed);
    assert_eq!(arrears.bill("2025-02-11"), ["11.02 01.01..01.02 1-31: 3100"]);
}

#[test]
fn what_was_billed_after_an_open_shift_is_credited_from_its_first_day() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    assert_eq!(story.bill("2025-02-01").len(), 2);
    story.pause(PauseShape::Shift, "2025-01-25", None);
    assert_eq!(story.bill("2025-02-02"), ["25.01 01.02..01.03 1-28: -3100 of #1"]);
}
