//! Cases that a law once found broken, written out so that they outlive their seeds.

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::calendar::{Anchor, Cadence, DayOfMonth, Length};
use tacite::contract::{
    Contract, CustomerId, GridAnchor, Item, ItemId, ItemSchedule, Phase, PhasePrice, Price,
    Recurrence, SubscriptionId, Tax,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, UnitPrice};
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
