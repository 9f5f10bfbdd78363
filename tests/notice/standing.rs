//! How a subscription stands, and what holds of its items day by day (TRM-9, CHG-7, PAU-1).

use tacite::books::Books;
use tacite::calendar::{Anchor, Cadence, Length};
use tacite::contract::{
    Contract, GridAnchor, Item, ItemId, LastPeriod, NoticeEnd, PauseShape, Phase, PhasePrice,
    Price, Recurrence, Renewal, StubPrice, Stubs, SubscriptionId, Tax,
};
use tacite::history::{EventKind, History};
use tacite::money::UnitPrice;
use tacite::query::{
    MonthForecast, Standing, SubscriptionState, active, can_delete, forecast, pauses, status,
    stretches,
};

use crate::contracts::{
    by_the_year, contract, day, euros, fee, monthly, pause, range, recurring, started,
    started_with, term, with,
};

fn state(history: &History, as_of: &str) -> String {
    let status = status(history, day(as_of)).unwrap();
    let date = |date: Option<chrono::NaiveDate>| date.map_or("…".to_owned(), |d| d.to_string());
    format!("{:?} {} – {}", status.state, date(status.since), date(status.until))
}

/// 30.00 a month, the first 14 days free.
fn trial() -> Item {
    let phase = Phase { length: Length::days(14), price: PhasePrice::Free };
    recurring(Recurrence { phases: vec![phase], ..Recurrence::every(Cadence::MONTHLY) })
}

/// TRM-9
#[test]
fn a_status_follows_from_the_history_and_the_day() {
    let history = started_with(contract(), "2025-01-01", trial());
    assert_eq!(state(&history, "2024-12-31"), "Pending … – 2025-01-01");
    assert_eq!(state(&history, "2025-01-01"), "Trial 2025-01-01 – 2025-01-15");
    assert_eq!(state(&history, "2025-01-14"), "Trial 2025-01-01 – 2025-01-15");
    assert_eq!(state(&history, "2025-01-15"), "Active 2025-01-15 – …");

    let paused = with(history, "2025-03-10", pause(PauseShape::ByDays, Some("2025-03-24")));
    assert_eq!(state(&paused, "2025-03-09"), "Active 2025-01-15 – 2025-03-10");
    assert_eq!(state(&paused, "2025-03-10"), "Paused 2025-03-10 – 2025-03-24");
    assert_eq!(state(&paused, "2025-03-24"), "Active 2025-03-24 – …");

    let end = day("2025-06-01");
    let noticed = with(paused, "2025-03-20", EventKind::NoticeGiven { end });
    assert_eq!(state(&noticed, "2025-03-22"), "Paused 2025-03-10 – 2025-03-24");
    assert_eq!(state(&noticed, "2025-03-24"), "NoticeGiven 2025-03-20 – 2025-06-01");
    assert_eq!(state(&noticed, "2025-06-01"), "Ended 2025-06-01 – …");
    let taken_back = with(noticed, "2025-04-01", EventKind::NoticeWithdrawn);
    assert_eq!(state(&taken_back, "2025-06-01"), "Active 2025-03-24 – …");

    let nothing = History::new(SubscriptionId::new("sub-1").unwrap());
    assert_eq!(state(&nothing, "2025-01-01"), "NotStarted … – …");
}

/// TRM-9: terminated on 20 March for 1 June
#[test]
fn a_terminated_subscription_is_served_until_its_end() {
    let mut history = started(contract(), "2025-01-01");
    let kind = EventKind::Terminated { last_period: None, reason: None, exit_fee: None };
    let (recorded_on, effective_on) = (day("2025-03-20"), day("2025-06-01"));
    let event = tacite::history::Event { sequence: 9, recorded_on, effective_on, kind };
    history.push(event).unwrap();
    assert_eq!(state(&history, "2025-03-19"), "Active 2025-01-01 – 2025-06-01");
    assert_eq!(state(&history, "2025-03-20"), "Terminated 2025-03-20 – 2025-06-01");
    assert_eq!(state(&history, "2025-06-01"), "Ended 2025-06-01 – …");
}

/// TRM-1, TRM-9: nobody gave notice, the term ends
#[test]
fn a_contract_of_one_term_ends_with_it() {
    let fixed = Contract { term: term(Length::years(1), Renewal::None), ..contract() };
    let history = started(fixed, "2025-01-01");
    assert_eq!(state(&history, "2025-12-31"), "Active 2025-01-01 – 2026-01-01");
    assert_eq!(state(&history, "2026-01-01"), "Ended 2026-01-01 – …");
    let set = with(
        started(contract(), "2025-01-01"),
        "2025-06-01",
        EventKind::EndSet { last_period: None },
    );
    assert_eq!(state(&set, "2025-05-01"), "Active 2025-01-01 – 2025-06-01");
}

/// PAU-3, PAU-4
#[test]
fn a_pause_puts_the_end_of_a_trial_off_unless_the_item_opts_out() {
    let stop = || pause(PauseShape::ByDays, Some("2025-01-15"));
    let follows = with(started_with(contract(), "2025-01-01", trial()), "2025-01-05", stop());
    assert_eq!(state(&follows, "2025-01-15"), "Trial 2025-01-01 – 2025-01-25");
    assert_eq!(state(&follows, "2025-01-25"), "Active 2025-01-25 – …");
    let pausing = tacite::contract::PauseRule::OptsOut;
    let stays = started_with(contract(), "2025-01-01", Item { pausing, ..trial() });
    assert_eq!(state(&with(stays, "2025-01-05", stop()), "2025-01-15"), "Active 2025-01-15 – …");
}

/// 0.7, L12
#[test]
fn active_subscriptions_are_those_started_and_not_ended() {
    let running = started(contract(), "2025-01-01");
    let pending = started(contract(), "2025-07-01");
    let paused =
        with(started(contract(), "2025-01-01"), "2025-03-01", pause(PauseShape::ByDays, None));
    let listing = active([&running, &pending, &paused], day("2025-06-01"));
    let states: Vec<_> = listing.found.iter().map(|(_, status)| status.state).collect();
    assert_eq!(states, [SubscriptionState::Active, SubscriptionState::Paused]);
    assert_eq!(listing.failures, []);
}

/// PAU-1: resumed early, then paused again without an end
#[test]
fn pauses_are_listed_as_they_turned_out() {
    let history = started(contract(), "2025-01-01");
    let history = with(history, "2025-03-10", pause(PauseShape::ByDays, Some("2025-03-24")));
    let history = with(history, "2025-03-17", EventKind::Resumed);
    let history = with(history, "2025-05-01", pause(PauseShape::Shift, None));
    let spans: Vec<_> = pauses(&history, day("2025-05-03"))
        .unwrap()
        .into_iter()
        .map(|span| (span.from, span.until, span.days, span.days_so_far, span.sequence))
        .collect();
    assert_eq!(
        spans,
        [
            (day("2025-03-10"), Some(day("2025-03-17")), Some(7), 7, 3),
            (day("2025-05-01"), None, None, 3, 5),
        ]
    );
    assert_eq!(pauses(&history, day("2025-03-11")).unwrap()[0].days_so_far, 2);
    assert_eq!(pauses(&history, day("2025-03-11")).unwrap()[1].days_so_far, 0);
}

fn stretch(history: &History, item: ItemId, start: &str, end: &str) -> Vec<String> {
    stretches(history, item, range(start, end))
        .unwrap()
        .into_iter()
        .map(|stretch| {
            let (price, quantity) =
                (stretch.terms.price.unit_price().unwrap(), stretch.terms.quantity);
            format!("{} {:?} {quantity} x {price}", stretch.period, stretch.standing)
        })
        .collect()
}

/// Point 7 of stage 2: who, what, at which terms, day by day
#[test]
fn stretches_show_terms_and_standing_day_by_day() {
    let price = Price::PerUnit(UnitPrice::whole(12));
    let item = Item { price, ..monthly() }.times(tacite::money::Quantity::whole(3));
    let history = started_with(contract(), "2025-01-01", item);
    let quantity = tacite::money::Quantity::whole(5);
    let history = with(history, "2025-01-15", EventKind::QuantityChanged { id: fee(), quantity });
    let history = with(history, "2025-01-20", pause(PauseShape::ByDays, Some("2025-01-25")));
    let history = with(history, "2025-02-10", EventKind::ItemRemoved { id: fee() });
    assert_eq!(
        stretch(&history, fee(), "2024-12-01", "2025-03-01"),
        [
            "[2025-01-01, 2025-01-15) Owed 3 x 12",
            "[2025-01-15, 2025-01-20) Owed 5 x 12",
            "[2025-01-20, 2025-01-25) Paused 5 x 12",
            "[2025-01-25, 2025-02-10) Owed 5 x 12",
        ]
    );
    assert_eq!(
        stretch(&history, fee(), "2025-01-18", "2025-01-22"),
        ["[2025-01-18, 2025-01-20) Owed 5 x 12", "[2025-01-20, 2025-01-22) Paused 5 x 12"]
    );
    assert_eq!(
        stretch(&history, ItemId::new("other").unwrap(), "2025-01-01", "2026-01-01"),
        [""; 0]
    );
}

/// PAU-1: the billing periods that begin inside the pause
#[test]
fn whole_periods_are_paused_from_their_first_day_to_their_last() {
    let history = started(contract(), "2025-01-31");
    let shape = PauseShape::WholePeriods;
    let history = with(history, "2025-02-10", pause(shape, Some("2025-04-01")));
    assert_eq!(
        stretch(&history, fee(), "2025-01-01", "2025-06-01"),
        [
            "[2025-01-31, 2025-02-28) Owed 1 x 30",
            "[2025-02-28, 2025-04-30) Paused 1 x 30",
            "[2025-04-30, 2025-06-01) Owed 1 x 30",
        ]
    );
    let open = with(history, "2025-06-01", pause(shape, None));
    assert_eq!(
        stretch(&open, fee(), "2025-05-01", "2026-01-01"),
        ["[2025-05-01, 2025-06-30) Owed 1 x 30", "[2025-06-30, 2026-01-01) Paused 1 x 30"]
    );
}

/// PAU-2: no day stands inside a Shift pause
#[test]
fn a_shift_pause_leaves_its_days_out() {
    let history = started(contract(), "2025-01-31");
    let history = with(history, "2025-02-10", pause(PauseShape::Shift, Some("2025-02-17")));
    assert_eq!(
        stretch(&history, fee(), "2025-01-01", "2025-04-01"),
        [
            "[2025-01-31, 2025-02-10) Owed 1 x 30",
            "[2025-02-10, 2025-02-17) Paused 1 x 30",
            "[2025-02-17, 2025-04-01) Owed 1 x 30",
        ]
    );
}

/// CAL-6, CHG-7, HIS-6
#[test]
fn free_stubs_free_phases_and_days_billed_elsewhere_are_told_apart() {
    let stubs = Stubs { first: StubPrice::Free, last: StubPrice::Free, ..Stubs::PRORATED };
    let anchor = GridAnchor::Rule(Anchor::Calendar);
    let item = recurring(Recurrence { anchor, stubs, ..Recurrence::every(Cadence::MONTHLY) });
    let history = started_with(contract(), "2025-01-20", item);
    let ended = with(history, "2025-03-10", EventKind::EndSet { last_period: None });
    assert_eq!(
        stretch(&ended, fee(), "2025-01-01", "2026-01-01"),
        [
            "[2025-01-20, 2025-02-01) Free 1 x 30",
            "[2025-02-01, 2025-03-01) Owed 1 x 30",
            "[2025-03-01, 2025-03-10) Free 1 x 30",
        ]
    );
    let last_period = Some(LastPeriod::Prorated);
    let prorated = with(ended, "2025-03-10", EventKind::EndSet { last_period });
    assert_eq!(
        stretch(&prorated, fee(), "2025-02-01", "2026-01-01"),
        ["[2025-02-01, 2025-03-10) Owed 1 x 30"]
    );
    let taken_over = Contract { bill_from: Some(day("2025-01-10")), ..contract() };
    assert_eq!(
        stretch(
            &started_with(taken_over, "2025-01-01", trial()),
            fee(),
            "2025-01-01",
            "2025-02-01"
        ),
        [
            "[2025-01-01, 2025-01-10) BilledElsewhere 1 x 30",
            "[2025-01-10, 2025-01-15) Free 1 x 30",
            "[2025-01-15, 2025-02-01) Owed 1 x 30",
        ]
    );
}

/// INV-8
#[test]
fn a_one_off_has_its_one_day() {
    let item = Item::once("Setup", Price::Flat(UnitPrice::whole(30)), Tax::NONE);
    let history = started_with(contract(), "2025-01-20", item);
    assert_eq!(
        stretch(&history, fee(), "2025-01-01", "2026-01-01"),
        ["[2025-01-20, 2025-01-21) Owed 1 x 30"]
    );
}

/// 0.8, 4.15: honours the end, the pause and what is billed
#[test]
fn a_forecast_adds_up_what_is_not_billed_yet_by_month() {
    let history = started(by_the_year(NoticeEnd::TermEnd, Length::months(1)), "2025-01-01");
    let paused = with(history, "2025-04-01", pause(PauseShape::WholePeriods, Some("2025-05-01")));
    let ended = with(paused, "2025-07-01", EventKind::EndSet { last_period: None });
    let mut books = Books::new();
    assert!(can_delete(&books));
    let billing = tacite::bill(&ended, &books, day("2025-02-15")).unwrap();
    books.post(billing.posting).unwrap();
    assert!(!can_delete(&books));
    let forecast = forecast(&ended, &books, range("2025-01-01", "2026-01-01"), day("2025-02-15"));
    let month = |month: &str| MonthForecast { month: day(month), net: euros(30) };
    let months = [month("2025-03-01"), month("2025-05-01"), month("2025-06-01")];
    assert_eq!(forecast.unwrap(), months);
}

/// CHG-7: the standing says what is owed
#[test]
fn owed_is_one_of_four_standings() {
    let all = [Standing::Owed, Standing::Free, Standing::Paused, Standing::BilledElsewhere];
    assert!(all.is_sorted());
}
