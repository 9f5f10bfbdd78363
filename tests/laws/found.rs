//! Cases that a law once found broken, written out so that they outlive their seeds.

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::calendar::{Anchor, Cadence, DayOfMonth, Length};
use tacite::contract::{
    Contract, CustomerId, DuePolicy, GridAnchor, Item, ItemId, ItemSchedule, LastPeriod, Pause,
    PauseShape, Phase, PhasePrice, Price, Recurrence, ReducedPrice, Refund, StubPrice, Stubs,
    SubscriptionId, Tax, WithdrawalCredit,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Quantity, UnitPrice};
use tacite_testkit::{Scenario, laws};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

fn item(schedule: ItemSchedule) -> Item {
    let price = Price::Flat(UnitPrice::whole(1));
    Item { schedule, ..Item::once("item", price, Tax::NONE) }
}

/// A history of an EUR contract that starts on 1 January 2025; events are recorded and effective
/// on the days given.
fn history(events: Vec<(NaiveDate, NaiveDate, EventKind)>) -> History {
    let customer = CustomerId::new("customer").expect("an id");
    let contract = Contract::new("contract", customer, Currency::EUR);
    let start = date(2025, 1, 1);
    let mut all = vec![(start, start, EventKind::Started { contract })];
    all.extend(events);
    let events = all.into_iter().zip(1..).map(|((recorded_on, effective_on, kind), sequence)| {
        Event { sequence, recorded_on, effective_on, kind }
    });
    History::of(SubscriptionId::new("subscription").expect("an id"), events).expect("a history")
}

fn added(schedule: ItemSchedule) -> EventKind {
    EventKind::ItemAdded { id: ItemId::new("item-1").expect("an id"), item: item(schedule) }
}

#[test]
fn a_later_period_may_fall_due_before_a_change_that_is_put_off() {
    // The days from 1 May on are put off to 1 May; the period from 31 May on is due on 30 April.
    let phase = |length, price| Phase { length, price };
    let recurrence = Recurrence {
        anchor: GridAnchor::Rule(Anchor::DayOfMonth(DayOfMonth::LAST)),
        offset_days: -31,
        phases: vec![
            phase(Length::months(4), PhasePrice::Free),
            phase(Length::weeks(5), PhasePrice::FreeAsAllowance),
        ],
        ..Recurrence::every(Cadence::TWO_MONTHLY)
    };
    let start = date(2025, 1, 1);
    let history = history(vec![(start, start, added(ItemSchedule::Recurring(recurrence)))]);
    assert_eq!(laws::nightly(&history, &Books::new(), start, date(2025, 12, 31)), Ok(()));
}

#[test]
fn a_billed_item_that_becomes_a_one_off_is_credited() {
    let start = date(2025, 1, 1);
    let february = date(2025, 2, 1);
    let monthly = ItemSchedule::Recurring(Recurrence::every(Cadence::MONTHLY));
    let later = date(2025, 3, 15);
    let history = history(vec![
        (start, february, added(monthly)),
        // Of an id, the first addition counts: by its effective date this is the first.
        (later, start, added(ItemSchedule::Once)),
    ]);
    let scenario = Scenario { history, runs: vec![february, later] };
    assert_eq!(laws::replays_like_the_oracle(&scenario), Ok(()));
}

#[test]
fn a_grid_change_owes_what_a_free_last_stub_had_freed() {
    // Known from the start: the last stub, all of the period, is free. The change cuts the period before
    // the end does: 1 to 30 January are owed.
    let start = date(2025, 1, 1);
    let stubs = Stubs { last: StubPrice::Free, ..Stubs::PRORATED };
    let recurrence = Recurrence { stubs, ..Recurrence::every(Cadence::TWO_YEARLY) };
    let id = ItemId::new("item-1").expect("an id");
    let change = EventKind::CadenceChanged { id, cadence: Cadence::MONTHLY };
    let history = history(vec![
        (start, start, added(ItemSchedule::Recurring(recurrence))),
        (start, date(2026, 1, 1), EventKind::EndSet { last_period: None }),
        (date(2025, 1, 25), date(2025, 1, 31), change),
    ]);
    let scenario = Scenario { history, runs: vec![start, date(2025, 1, 25)] };
    assert_eq!(laws::replays_like_the_oracle(&scenario), Ok(()));
}

#[test]
fn a_period_goes_on_after_a_shift_over_a_stub_that_was_billed() {
    // Billed on 1 January: 30 and 31 of December, a stub. Then the pause puts all off to 1 August.
    let start = date(2024, 12, 30);
    let billed = date(2025, 1, 1);
    let recurrence = Recurrence {
        anchor: GridAnchor::Rule(Anchor::Calendar),
        ..Recurrence::every(Cadence::MONTHLY)
    };
    let customer = CustomerId::new("customer").expect("an id");
    let contract = Contract::new("contract", customer, Currency::EUR);
    let pause = Pause::new(PauseShape::Shift, Some(date(2025, 8, 1)));
    let events = [
        (start, start, EventKind::Started { contract }),
        (start, start, added(ItemSchedule::Recurring(recurrence))),
        (billed, start, EventKind::Paused { pause }),
    ];
    let events =
        events.into_iter().zip(1..).map(|((recorded_on, effective_on, kind), sequence)| Event {
            sequence,
            recorded_on,
            effective_on,
            kind,
        });
    let history = History::of(SubscriptionId::new("subscription").expect("an id"), events);
    let scenario = Scenario { history: history.expect("a history"), runs: vec![start] };
    let books = laws::books_of(&scenario).expect("such histories are billed");
    assert_eq!(laws::nightly(&scenario.history, &books, billed, billed), Ok(()));
}

#[test]
fn an_open_shift_period_is_looked_at_again() {
    // The cadence waits for the resume. Once that is known, 28 March, the days after 28 February are
    // none any more.
    let start = date(2024, 2, 28);
    let from = date(2024, 2, 29);
    let id = ItemId::new("item-1").expect("an id");
    let monthly = ItemSchedule::Recurring(Recurrence::every(Cadence::MONTHLY));
    let customer = CustomerId::new("customer").expect("an id");
    let contract = Contract::new("contract", customer, Currency::EUR);
    let events = [
        (start, start, EventKind::Started { contract }),
        (start, start, added(monthly)),
        (start, from, EventKind::CadenceChanged { id, cadence: Cadence::QUARTERLY }),
        (start, from, EventKind::Paused { pause: Pause::new(PauseShape::Shift, None) }),
        (date(2024, 3, 21), date(2024, 3, 28), EventKind::Resumed),
    ];
    let events =
        events.into_iter().zip(1..).map(|((recorded_on, effective_on, kind), sequence)| Event {
            sequence,
            recorded_on,
            effective_on,
            kind,
        });
    let history = History::of(SubscriptionId::new("subscription").expect("an id"), events);
    let scenario =
        Scenario { history: history.expect("a history"), runs: vec![start, date(2024, 3, 21)] };
    assert_eq!(laws::replays_like_the_oracle(&scenario), Ok(()));
}

#[test]
fn two_cadences_of_one_day_that_leave_it_as_it_was_change_nothing() {
    // HIS-1: the last one holds, and is what the item had.
    let start = date(2025, 1, 1);
    let id = ItemId::new("item-1").expect("an id");
    let two_monthly = ItemSchedule::Recurring(Recurrence::every(Cadence::TWO_MONTHLY));
    let changed = |cadence| EventKind::CadenceChanged { id, cadence };
    let history = history(vec![
        (start, start, added(two_monthly)),
        (start, date(2025, 1, 2), changed(Cadence::MONTHLY)),
        (start, date(2025, 1, 2), changed(Cadence::TWO_MONTHLY)),
    ]);
    assert_eq!(laws::matches_oracle(&history, start), Ok(()));
}

#[test]
fn a_full_stub_moved_by_a_day_that_was_billed_before_is_corrected() {
    // Three months from 1 January, free for two weeks as an allowance, then free for a day; the end on
    // 3 January is charged in full. On the 11th it turns out that the service began a day later.
    let start = date(2025, 1, 1);
    let phase = |length, price| Phase { length, price };
    let recurrence = Recurrence {
        phases: vec![
            phase(Length::weeks(2), PhasePrice::FreeAsAllowance),
            phase(Length::days(1), PhasePrice::Free),
        ],
        ..Recurrence::every(Cadence::QUARTERLY)
    };
    let id = ItemId::new("item-1").expect("an id");
    let end = date(2025, 1, 3);
    let full = EventKind::EndSet { last_period: Some(LastPeriod::Full) };
    let pause = Pause::new(PauseShape::Shift, Some(date(2025, 1, 2)));
    let history = history(vec![
        (start, start, added(ItemSchedule::Recurring(recurrence))),
        (start, end, full),
        (date(2025, 1, 9), end, EventKind::ItemRemoved { id }),
        (date(2025, 1, 11), start, EventKind::Paused { pause }),
    ]);
    let scenario = Scenario { history, runs: vec![start, date(2025, 1, 11)] };
    assert_eq!(laws::replays_like_the_oracle(&scenario), Ok(()));
}

#[test]
fn what_is_charged_at_once_is_one_line_whatever_periods_it_is_in() {
    // Half a year is billed ahead on 21 April. On the 22nd its terms change, and a grid that is set anew
    // after a Shift pause of a day makes two billing periods of it: with the period, all is due at once.
    let start = date(2023, 3, 23);
    let later = date(2023, 4, 22);
    let id = ItemId::new("item-1").expect("an id");
    let recurrence = Recurrence {
        anchor: GridAnchor::Rule(Anchor::Calendar),
        offset_days: -71,
        ..Recurrence::every(Cadence::HALF_YEARLY)
    };
    let customer = CustomerId::new("customer").expect("an id");
    let mut contract = Contract::new("contract", customer, Currency::EUR);
    contract.billing.due = DuePolicy::WithPeriod;
    let quantity = Quantity::whole(2);
    let item = Item {
        price: Price::PerUnit(UnitPrice::whole(1)),
        ..item(ItemSchedule::Recurring(recurrence))
    };
    let pause = Pause::new(PauseShape::Shift, Some(date(2023, 8, 1)));
    let anchor = GridAnchor::Rule(Anchor::Calendar);
    let events = [
        (start, start, EventKind::Started { contract }),
        (start, start, EventKind::ItemAdded { id, item }),
        (later, start, EventKind::QuantityChanged { id, quantity }),
        (later, date(2023, 7, 31), EventKind::Paused { pause }),
        (later, date(2023, 7, 31), EventKind::AnchorChanged { id, anchor }),
    ];
    let events =
        events.into_iter().zip(1..).map(|((recorded_on, effective_on, kind), sequence)| Event {
            sequence,
            recorded_on,
            effective_on,
            kind,
        });
    let history = History::of(SubscriptionId::new("subscription").expect("an id"), events);
    let runs = vec![date(2023, 4, 21), later];
    let scenario = Scenario { history: history.expect("a history"), runs };
    assert_eq!(laws::replays_like_the_oracle(&scenario), Ok(()));
    // Nothing is dated after the day on which all is recorded and due.
    let books = laws::books_of(&scenario).expect("such histories are billed");
    assert!(books.lines().all(|issued| issued.line.issue.dated.date() <= later));
}

#[test]
fn an_end_in_place_of_a_withdrawal_owes_again_what_was_refunded() {
    // Withdrawn from 2 January on, the set-up given back. Later it turns out that the contract simply
    // ends on that day: the end stays, the set-up of the 1st is owed again (TRM-7, CST-1).
    let start = date(2025, 1, 1);
    let end = date(2025, 1, 2);
    let item = Item { refund: Refund::Refunded, ..item(ItemSchedule::Once) };
    let id = ItemId::new("item-1").expect("an id");
    let withdrawn = EventKind::Withdrawn { credit: WithdrawalCredit::LessDaysServed };
    let history = history(vec![
        (start, start, EventKind::ItemAdded { id, item }),
        (start, end, withdrawn),
        (date(2025, 6, 1), end, EventKind::EndSet { last_period: None }),
    ]);
    let scenario = Scenario { history, runs: vec![end, date(2025, 6, 1)] };
    assert_eq!(laws::replays_like_the_oracle(&scenario), Ok(()));
    let books = laws::books_of(&scenario).expect("such histories are billed");
    assert_eq!(books.lines().map(|issued| issued.line.net).sum::<i64>(), 100);
}

#[test]
fn an_end_that_leaves_a_trial_held_back_by_a_pause_moves_the_grid_anchored_at_it() {
    // The first pause stops the trial's clock until the second one begins in October: the grid is anchored
    // on 22 October. An end in February, known in March, leaves the first pause open: the trial ends as
    // agreed, on 2 January, and with it all periods are others, also those before the end (CST-1, PAU-3).
    let start = date(2025, 1, 1);
    let known = date(2025, 3, 11);
    let recurrence = Recurrence {
        anchor: GridAnchor::TrialEnd,
        phases: vec![Phase { length: Length::days(1), price: PhasePrice::FreeAsAllowance }],
        ..Recurrence::every(Cadence::TWO_MONTHLY)
    };
    let reduced = PauseShape::Reduced(ReducedPrice::Price(UnitPrice::whole(1)));
    let october = date(2025, 10, 20);
    let history = history(vec![
        (start, start, added(ItemSchedule::Recurring(recurrence))),
        (start, start, EventKind::Paused { pause: Pause::new(reduced, None) }),
        (
            start,
            october,
            EventKind::Paused { pause: Pause::new(PauseShape::ByDays, Some(date(2025, 10, 21))) },
        ),
        (known, date(2025, 2, 28), EventKind::EndSet { last_period: None }),
    ]);
    let scenario = Scenario { history, runs: vec![date(2025, 1, 15), date(2025, 2, 22), known] };
    assert_eq!(laws::replays_like_the_oracle(&scenario), Ok(()));
    assert_eq!(laws::no_day_twice(&scenario), Ok(()));
}
