//! Pausing for days, weeks or periods, resuming early, extending (PAU-1, HIS-3).

use tacite::calendar::{Anchor, Cadence};
use tacite::command::{Command, PauseLength};
use tacite::contract::{Clocks, GridAnchor, Item, ItemSchedule, PauseRule, PauseShape};
use tacite::query::pauses;

use crate::asking::{Subscription, contract, day, every, named, pause, seats, terminate};

fn of(item: Item) -> Subscription {
    Subscription::of(contract(), "2025-01-01", vec![named("fee", item)])
}

fn resume(date: &str) -> Command {
    Command::Resume { on: day(date) }
}

/// Lists the pauses of a subscription: first day, day of resumption.
fn windows(subscription: &Subscription) -> Vec<String> {
    let open =
        |until: Option<chrono::NaiveDate>| until.map_or("…".into(), |until| until.to_string());
    let spans = pauses(&subscription.history, day("2025-01-01")).unwrap().into_iter();
    spans.map(|span| format!("{} {}", span.from, open(span.until))).collect()
}

/// HIS-3: "for n days" and "for n weeks" become a date (4.7)
#[test]
fn a_pause_for_days_or_weeks_has_an_end() {
    let mut subscription = of(seats());
    let ten_days = pause("2025-02-20", PauseLength::Days(10));
    assert_eq!(
        subscription.does("2025-02-01", &ten_days),
        ["#3 2025-02-20 paused until 2025-03-02"]
    );
    let three_weeks = pause("2025-03-10", PauseLength::Weeks(3));
    assert_eq!(
        subscription.does("2025-02-01", &three_weeks),
        ["#4 2025-03-10 paused until 2025-03-31"]
    );
    let until = pause("2025-05-01", PauseLength::Until(day("2025-05-12")));
    assert_eq!(subscription.does("2025-02-01", &until), ["#5 2025-05-01 paused until 2025-05-12"]);
    let open = pause("2025-06-01", PauseLength::Open);
    assert_eq!(subscription.does("2025-02-01", &open), ["#6 2025-06-01 paused until open"]);
}

/// HIS-3: from a boundary, n boundaries on; else n cadences in one step
#[test]
fn a_pause_for_periods_follows_the_grid() {
    let mut monthly = every(Cadence::MONTHLY, 30);
    if let ItemSchedule::Recurring(recurrence) = &mut monthly.schedule {
        recurrence.anchor = GridAnchor::Rule(Anchor::Date(day("2024-12-31")));
    }
    let until = |from: &str, periods: u32| {
        let command = pause(from, PauseLength::Periods(periods));
        of(monthly.clone()).does("2025-01-01", &command).remove(0)
    };
    assert_eq!(until("2025-01-31", 1), "#3 2025-01-31 paused until 2025-02-28");
    assert_eq!(until("2025-02-28", 1), "#3 2025-02-28 paused until 2025-03-31");
    assert_eq!(until("2025-02-28", 2), "#3 2025-02-28 paused until 2025-04-30");
    assert_eq!(until("2025-03-10", 1), "#3 2025-03-10 paused until 2025-04-10");
    assert_eq!(until("2025-01-30", 1), "#3 2025-01-30 paused until 2025-02-28");
}

/// PAU-4: periods are those of the first item that takes part
#[test]
fn an_item_that_opts_out_counts_no_periods() {
    let mut insurance = every(Cadence::YEARLY, 30);
    insurance.pausing = PauseRule::OptsOut;
    let items = vec![named("insurance", insurance), named("box", every(Cadence::TWO_WEEKLY, 40))];
    let mut subscription = Subscription::of(contract(), "2025-01-01", items);
    let command = pause("2025-01-15", PauseLength::Periods(3));
    assert_eq!(
        subscription.does("2025-01-02", &command),
        ["#4 2025-01-15 paused until 2025-02-26"]
    );
}

/// 4.7: resumed early
#[test]
fn a_pause_is_resumed_early() {
    let mut subscription = of(seats());
    subscription.does("2025-03-01", &pause("2025-03-10", PauseLength::Weeks(2)));
    assert_eq!(subscription.does("2025-03-14", &resume("2025-03-17")), ["#4 2025-03-17 resumed"]);
    assert_eq!(windows(&subscription), ["2025-03-10 2025-03-17"]);
    // From then on there is room for another one.
    subscription.does("2025-03-14", &pause("2025-03-20", PauseLength::Days(2)));
    assert_eq!(windows(&subscription), ["2025-03-10 2025-03-17", "2025-03-20 2025-03-22"]);
}

#[test]
fn a_pause_resumed_on_its_first_day_never_was() {
    let mut subscription = of(seats());
    subscription.does("2025-03-01", &pause("2025-03-10", PauseLength::Open));
    subscription.does("2025-03-01", &resume("2025-03-10"));
    assert!(windows(&subscription).is_empty());
    subscription.does("2025-03-01", &pause("2025-03-10", PauseLength::Days(2)));
    assert_eq!(windows(&subscription), ["2025-03-10 2025-03-12"]);
}

/// The running pause, with its shape and clocks; the resumption that cut it goes with it.
#[test]
fn a_pause_is_extended() {
    let mut subscription = of(seats());
    let (length, shape, clocks) = (PauseLength::Weeks(2), PauseShape::Shift, Clocks::RUNNING);
    subscription
        .does("2025-03-01", &Command::Pause { from: day("2025-03-10"), length, shape, clocks });
    assert_eq!(
        subscription.does("2025-03-20", &Command::ExtendPause { until: day("2025-04-07") }),
        ["#4 2025-03-20 retracted #3", "#5 2025-03-10 paused until 2025-04-07"]
    );
    subscription.does("2025-03-20", &resume("2025-03-28"));
    assert_eq!(
        subscription.does("2025-03-21", &Command::ExtendPause { until: day("2025-04-14") }),
        [
            "#7 2025-03-21 retracted #5",
            "#8 2025-03-21 retracted #6",
            "#9 2025-03-10 paused until 2025-04-14"
        ]
    );
    let span = pauses(&subscription.history, day("2025-03-21")).unwrap();
    assert_eq!((span.len(), span[0].shape, span[0].clocks), (1, shape, clocks));
}

/// Before it begins, the pause that comes next is the one that is meant.
#[test]
fn a_pause_to_come_is_extended() {
    let mut subscription = of(seats());
    subscription.does("2025-03-01", &pause("2025-03-10", PauseLength::Weeks(1)));
    subscription.does("2025-03-01", &pause("2025-05-01", PauseLength::Weeks(1)));
    subscription.does("2025-03-01", &Command::ExtendPause { until: day("2025-03-24") });
    assert_eq!(windows(&subscription), ["2025-03-10 2025-03-24", "2025-05-01 2025-05-08"]);
}

/// A resumption outlives the pause that it ended; it does not cut the next one short.
#[test]
fn a_resumption_left_over_is_retracted_by_the_next_pause() {
    let mut subscription = of(seats());
    subscription.does("2025-03-01", &pause("2025-03-10", PauseLength::Weeks(2)));
    subscription.does("2025-03-01", &resume("2025-03-17"));
    subscription.does("2025-03-01", &Command::Retract { sequence: 3 });
    assert_eq!(
        subscription.does("2025-03-02", &pause("2025-03-12", PauseLength::Weeks(2))),
        ["#6 2025-03-02 retracted #4", "#7 2025-03-12 paused until 2025-03-26"]
    );
    assert_eq!(windows(&subscription), ["2025-03-12 2025-03-26"]);
}

/// HIS-1: pauses on or after the end have no effect, so they are in nobody's way
#[test]
fn a_pause_recorded_late_lies_in_the_past() {
    let mut subscription = of(seats());
    subscription.does("2025-03-01", &pause("2025-06-10", PauseLength::Weeks(2)));
    subscription.does("2025-03-01", &terminate("2025-06-01"));
    subscription.does("2025-05-01", &pause("2025-03-10", PauseLength::Until(day("2025-06-20"))));
    assert_eq!(windows(&subscription), ["2025-03-10 2025-06-20"]);
}
