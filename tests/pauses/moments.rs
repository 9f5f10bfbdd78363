//! Where a pause lies: on a first or a last day, for one day, over 29 February; two of them; items
//! that opt out or come in its midst (PAU-1, PAU-2, PAU-4).

use tacite::calendar::{Cadence, Period};
use tacite::command::{Command, PauseLength, State, decide};
use tacite::contract::{
    Clocks, Discount, DiscountDuration, DiscountId, DiscountValue, Item, PauseRule, PauseShape,
    Recurrence, StubDiscount, Timing,
};
use tacite::history::EventKind;
use tacite::money::Percent;
use tacite::query::stretches;

use crate::account::{Account, TO_40_PERCENT, contract, day, every, id, pause, recurring};

/// 31.00 a month from 1 March 2025.
fn march() -> Account {
    Account::of(contract(), "2025-03-01", every(Cadence::MONTHLY, 31))
}

fn march_with(shape: PauseShape, from: &str, until: &str, as_of: &str) -> Vec<String> {
    march().with(from, pause(shape, until)).charges(as_of)
}

/// A pause of whole periods of one day skips the month that begins on it: only commands refuse it.
#[test]
fn a_pause_on_the_first_day() {
    let charges = |shape, as_of| march_with(shape, "2025-03-01", "2025-03-02", as_of);
    assert_eq!(
        charges(PauseShape::ByDays, "2025-04-01"),
        [
            "2025-03-01 30.00 [2-31] of [2025-03-01, 2025-04-01)",
            "2025-04-01 31.00 [1-30] of [2025-04-01, 2025-05-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::WholePeriods, "2025-04-01"),
        ["2025-04-01 31.00 [1-30] of [2025-04-01, 2025-05-01)"]
    );
    assert_eq!(
        charges(TO_40_PERCENT, "2025-03-31"),
        [
            "2025-03-01 0.40 [1] of [2025-03-01, 2025-04-01)",
            "2025-03-02 30.00 [2-31] of [2025-03-01, 2025-04-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::Shift, "2025-04-02"),
        [
            "2025-03-02 31.00 [1-31] of [2025-03-02, 2025-04-02)",
            "2025-04-02 31.00 [1-30] of [2025-04-02, 2025-05-02)",
        ]
    );
}

#[test]
fn a_pause_on_the_last_day_of_a_period() {
    let charges = |shape, as_of| march_with(shape, "2025-03-31", "2025-04-01", as_of);
    assert_eq!(
        charges(PauseShape::ByDays, "2025-04-01"),
        [
            "2025-03-01 30.00 [1-30] of [2025-03-01, 2025-04-01)",
            "2025-04-01 31.00 [1-30] of [2025-04-01, 2025-05-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::WholePeriods, "2025-04-01"),
        [
            "2025-03-01 31.00 [1-31] of [2025-03-01, 2025-04-01)",
            "2025-04-01 31.00 [1-30] of [2025-04-01, 2025-05-01)",
        ]
    );
    assert_eq!(
        charges(TO_40_PERCENT, "2025-03-31"),
        [
            "2025-03-01 30.00 [1-30] of [2025-03-01, 2025-04-01)",
            "2025-03-31 0.40 [31] of [2025-03-01, 2025-04-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::Shift, "2025-04-02"),
        [
            "2025-03-01 31.00 [1-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-02)",
            "2025-04-02 31.00 [1-30] of [2025-04-02, 2025-05-02)",
        ]
    );
}

/// 29/30 of 31.00 are 29.97.
#[test]
fn a_pause_on_the_first_day_of_a_later_period() {
    let charges = |shape, as_of| march_with(shape, "2025-04-01", "2025-04-02", as_of)[1..].to_vec();
    assert_eq!(
        charges(PauseShape::ByDays, "2025-04-30"),
        ["2025-04-01 29.97 [2-30] of [2025-04-01, 2025-05-01)"]
    );
    assert_eq!(
        charges(PauseShape::WholePeriods, "2025-05-01"),
        ["2025-05-01 31.00 [1-31] of [2025-05-01, 2025-06-01)"]
    );
    assert_eq!(
        charges(PauseShape::Shift, "2025-05-02"),
        [
            "2025-04-02 31.00 [1-30] of [2025-04-02, 2025-05-02)",
            "2025-05-02 31.00 [1-31] of [2025-05-02, 2025-06-02)",
        ]
    );
}

/// PAU-1: `[f, f)` is no day
#[test]
fn a_pause_without_a_day_changes_nothing() {
    for shape in [PauseShape::ByDays, PauseShape::WholePeriods, TO_40_PERCENT, PauseShape::Shift] {
        for until in ["2025-03-10", "2025-03-02"] {
            assert_eq!(
                march_with(shape, "2025-03-10", until, "2025-04-01"),
                march().charges("2025-04-01")
            );
        }
    }
}

/// 29.00 for February 2024: 1.00 a day. 27/31 of March are 25.26.
#[test]
fn a_pause_over_29_february() {
    let charges = |shape, from, until, as_of| {
        let account = Account::of(contract(), "2024-02-01", every(Cadence::MONTHLY, 29));
        account.with(from, pause(shape, until)).charges(as_of)
    };
    let over = |shape, as_of| charges(shape, "2024-02-20", "2024-03-05", as_of);
    assert_eq!(
        over(PauseShape::ByDays, "2024-03-31"),
        [
            "2024-02-01 19.00 [1-19] of [2024-02-01, 2024-03-01)",
            "2024-03-01 25.26 [5-31] of [2024-03-01, 2024-04-01)",
        ]
    );
    assert_eq!(
        over(PauseShape::WholePeriods, "2024-04-01"),
        [
            "2024-02-01 29.00 [1-29] of [2024-02-01, 2024-03-01)",
            "2024-04-01 29.00 [1-30] of [2024-04-01, 2024-05-01)",
        ]
    );
    assert_eq!(
        over(PauseShape::Shift, "2024-04-14"),
        [
            "2024-02-01 29.00 [1-29] of [2024-02-01, 2024-03-01) served [2024-02-01, 2024-03-15)",
            "2024-03-15 29.00 [1-31] of [2024-03-15, 2024-04-15)",
        ]
    );
    let only = |shape, as_of| charges(shape, "2024-02-29", "2024-03-01", as_of);
    assert_eq!(
        only(PauseShape::ByDays, "2024-02-29"),
        ["2024-02-01 28.00 [1-28] of [2024-02-01, 2024-03-01)"]
    );
    assert_eq!(
        only(PauseShape::Shift, "2024-03-02"),
        [
            "2024-02-01 29.00 [1-29] of [2024-02-01, 2024-03-01) served [2024-02-01, 2024-03-02)",
            "2024-03-02 29.00 [1-31] of [2024-03-02, 2024-04-02)",
        ]
    );
}

/// PAU-2: from 29 February 2024 by the year; shifted by a day on that day, years begin on 1 March
#[test]
fn a_yearly_contract_shifted_on_29_february_begins_on_1_march() {
    let account = Account::of(contract(), "2024-02-29", every(Cadence::YEARLY, 365));
    let account = account.with("2024-02-29", pause(PauseShape::Shift, "2024-03-01"));
    assert_eq!(
        account.charges("2025-03-01"),
        [
            "2024-03-01 365.00 [1-365] of [2024-03-01, 2025-03-01)",
            "2025-03-01 365.00 [1-365] of [2025-03-01, 2026-03-01)",
        ]
    );
}

/// 4.7: a box on Thursdays, paused for three weeks
#[test]
fn a_meal_box_is_paused_for_three_weeks() {
    let due = |from: &str, shape| {
        let mut account = Account::of(contract(), "2025-01-02", every(Cadence::WEEKLY, 60));
        let (from, length, clocks) = (day(from), PauseLength::Weeks(3), Clocks::STOPPED);
        let command = Command::Pause { from, length, shape, clocks };
        let books = tacite::books::Books::new();
        let state = State::of(&account.history, &books, day("2025-03-01"));
        for event in decide(&state, &command).unwrap() {
            account.history.push(event).unwrap();
        }
        let charges = account.charges("2025-04-10");
        let dates = charges.iter().map(|row| row[..10].to_owned());
        dates.filter(|date| date.as_str() > "2025-02-20").collect::<Vec<_>>()
    };
    let whole = PauseShape::WholePeriods;
    // From a Thursday: the boxes of 6, 13 and 20 March.
    assert_eq!(due("2025-03-06", whole), ["2025-02-27", "2025-03-27", "2025-04-03", "2025-04-10"]);
    // From a Monday: those of 13, 20 and 27 March.
    assert_eq!(due("2025-03-10", whole), ["2025-02-27", "2025-03-06", "2025-04-03", "2025-04-10"]);
    // Shifted by weeks, boxes come on Thursdays still.
    let shift = PauseShape::Shift;
    assert_eq!(due("2025-03-06", shift), ["2025-02-27", "2025-03-27", "2025-04-03", "2025-04-10"]);
    assert_eq!(due("2025-03-10", shift), ["2025-02-27", "2025-03-06", "2025-04-03", "2025-04-10"]);
}

/// 21 of 31 days, whether two pauses are apart or the second one ends the first
#[test]
fn two_pauses_by_days_in_a_month() {
    let apart = march()
        .with("2025-03-05", pause(PauseShape::ByDays, "2025-03-10"))
        .with("2025-03-20", pause(PauseShape::ByDays, "2025-03-25"));
    assert_eq!(
        apart.charges("2025-03-31"),
        ["2025-03-01 21.00 [1-4, 10-19, 25-31] of [2025-03-01, 2025-04-01)"]
    );
    let inside = march()
        .with("2025-03-10", pause(PauseShape::ByDays, "2025-03-24"))
        .with("2025-03-17", pause(PauseShape::ByDays, "2025-03-20"));
    assert_eq!(
        inside.charges("2025-03-31"),
        ["2025-03-01 21.00 [1-9, 20-31] of [2025-03-01, 2025-04-01)"]
    );
}

/// PAU-2: 14 days, then 7: from the 1st to the 15th, then to the 22nd
#[test]
fn two_shifts_move_the_day_of_the_month_twice() {
    let account = march()
        .with("2025-03-10", pause(PauseShape::Shift, "2025-03-24"))
        .with("2025-04-20", pause(PauseShape::Shift, "2025-04-27"));
    assert_eq!(
        account.charges("2025-05-22"),
        [
            "2025-03-01 31.00 [1-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-15)",
            "2025-04-15 31.00 [1-30] of [2025-04-15, 2025-05-15) served [2025-04-15, 2025-05-22)",
            "2025-05-22 31.00 [1-31] of [2025-05-22, 2025-06-22)",
        ]
    );
}

/// PAU-2: 7 days and 3 days in one period; the second one in the days that the first one moved
#[test]
fn two_shifts_in_one_period_add_up() {
    let march_until_the_11th =
        "2025-03-01 31.00 [1-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-11)";
    let next = "2025-04-11 31.00 [1-30] of [2025-04-11, 2025-05-11)";
    for (from, until) in [("2025-03-25", "2025-03-28"), ("2025-04-05", "2025-04-08")] {
        let account = march()
            .with("2025-03-10", pause(PauseShape::Shift, "2025-03-17"))
            .with(from, pause(PauseShape::Shift, until));
        assert_eq!(account.charges("2025-04-11"), [march_until_the_11th, next]);
    }
}

/// Five days are freed, seven moved.
#[test]
fn a_pause_by_days_and_a_shift_in_one_period() {
    let account = march()
        .with("2025-03-05", pause(PauseShape::ByDays, "2025-03-10"))
        .with("2025-03-20", pause(PauseShape::Shift, "2025-03-27"));
    assert_eq!(
        account.charges("2025-04-08"),
        [
            "2025-03-01 26.00 [1-4, 10-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-08)",
            "2025-04-08 31.00 [1-30] of [2025-04-08, 2025-05-08)",
        ]
    );
}

/// By days in the days that a shift moved: 1 to 5 April are the days 25 to 29 of March.
#[test]
fn a_pause_by_days_frees_moved_days() {
    let account = march()
        .with("2025-03-20", pause(PauseShape::Shift, "2025-03-27"))
        .with("2025-04-01", pause(PauseShape::ByDays, "2025-04-06"));
    assert_eq!(
        account.charges("2025-04-07"),
        [
            "2025-03-01 26.00 [1-24, 30-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-08)"
        ]
    );
}

fn with_insurance() -> Account {
    let insurance = Item { pausing: PauseRule::OptsOut, ..every(Cadence::MONTHLY, 31) };
    march().with("2025-03-01", EventKind::ItemAdded { id: id("insurance"), item: insurance })
}

/// PAU-4
#[test]
fn an_item_that_opts_out_is_charged_through_the_pause() {
    let charges = |shape, until, as_of| {
        with_insurance().with("2025-03-10", pause(shape, until)).charges(as_of)
    };
    assert_eq!(
        charges(PauseShape::ByDays, "2025-03-24", "2025-03-31"),
        [
            "2025-03-01 17.00 [1-9, 24-31] of [2025-03-01, 2025-04-01)",
            "2025-03-01 31.00 insurance [1-31] of [2025-03-01, 2025-04-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::WholePeriods, "2025-04-10", "2025-04-30"),
        [
            "2025-03-01 31.00 [1-31] of [2025-03-01, 2025-04-01)",
            "2025-03-01 31.00 insurance [1-31] of [2025-03-01, 2025-04-01)",
            "2025-04-01 31.00 insurance [1-30] of [2025-04-01, 2025-05-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::Shift, "2025-03-24", "2025-04-15"),
        [
            "2025-03-01 31.00 [1-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-15)",
            "2025-03-01 31.00 insurance [1-31] of [2025-03-01, 2025-04-01)",
            "2025-04-01 31.00 insurance [1-30] of [2025-04-01, 2025-05-01)",
            "2025-04-15 31.00 [1-30] of [2025-04-15, 2025-05-15)",
        ]
    );
}

/// PAU-3, PAU-4: the discount of the fee is put off from 1 to 15 June, that of the insurance is not
#[test]
fn a_discount_is_put_off_for_items_that_are_paused_only() {
    let discount = Discount {
        label: "Loyalty".into(),
        value: DiscountValue::Percent(Percent::whole(10)),
        item: None,
        lasts: DiscountDuration::Until(day("2025-06-01")),
        order: 0,
        in_stubs: StubDiscount::Prorated,
    };
    let id_of_discount = DiscountId::new("loyal").unwrap();
    let account = with_insurance()
        .with("2025-03-01", EventKind::DiscountGranted { id: id_of_discount, discount })
        .with("2025-03-10", pause(PauseShape::ByDays, "2025-03-24"));
    let end = |item| {
        let range = Period::new(day("2025-03-01"), day("2026-01-01")).unwrap();
        let found = stretches(&account.history, id(item), range).unwrap();
        let last = found.iter().rfind(|stretch| !stretch.terms.allowances.is_none()).unwrap();
        last.period.end()
    };
    assert_eq!(end("fee"), day("2025-06-15"));
    assert_eq!(end("insurance"), day("2025-06-01"));
}

/// For an item that begins inside the pause, the pause begins on its first day: 22 of the 31 days
/// from 15 March on are left; whole months skip the first one; shifted, it begins when service
/// resumes.
#[test]
fn an_item_added_inside_a_pause_begins_with_it() {
    let charges = |shape, as_of| {
        let account = march().with("2025-03-10", pause(shape, "2025-03-24"));
        let item = every(Cadence::MONTHLY, 31);
        let account = account.with("2025-03-15", EventKind::ItemAdded { id: id("locker"), item });
        let charges = account.charges(as_of).into_iter();
        charges.filter(|row| row.contains("locker")).collect::<Vec<_>>()
    };
    assert_eq!(
        charges(PauseShape::ByDays, "2025-04-14"),
        ["2025-03-15 22.00 locker [10-31] of [2025-03-15, 2025-04-15)"]
    );
    assert_eq!(
        charges(PauseShape::WholePeriods, "2025-04-15"),
        ["2025-04-15 31.00 locker [1-30] of [2025-04-15, 2025-05-15)"]
    );
    assert_eq!(
        charges(PauseShape::Shift, "2025-04-24"),
        [
            "2025-03-24 31.00 locker [1-31] of [2025-03-24, 2025-04-24)",
            "2025-04-24 31.00 locker [1-30] of [2025-04-24, 2025-05-24)",
        ]
    );
}

#[test]
fn a_one_off_inside_a_pause_is_charged() {
    for shape in [PauseShape::ByDays, PauseShape::WholePeriods, TO_40_PERCENT, PauseShape::Shift] {
        let price = tacite::contract::Price::Flat(tacite::money::UnitPrice::whole(50));
        let item = Item::once("Repair", price, tacite::contract::Tax::NONE);
        let account = march()
            .with("2025-03-10", pause(shape, "2025-03-24"))
            .with("2025-03-15", EventKind::ItemAdded { id: id("repair"), item });
        let charges = account.charges("2025-03-31");
        let repair: Vec<_> = charges.iter().filter(|row| row.contains("repair")).collect();
        assert_eq!(repair, ["2025-03-15 50.00 repair [1] of once served [2025-03-15, 2025-03-16)"]);
    }
}

/// INV-2, PAU-5: in arrears, triggers stay unless the pause moves periods
#[test]
fn pauses_in_arrears() {
    let recurrence = Recurrence { timing: Timing::Arrears, ..Recurrence::every(Cadence::MONTHLY) };
    let charges = |shape, until, as_of| {
        let account = Account::of(contract(), "2025-03-01", recurring(recurrence.clone(), 31));
        account.with("2025-03-10", pause(shape, until)).charges(as_of)
    };
    assert_eq!(
        charges(PauseShape::ByDays, "2025-03-24", "2025-04-30"),
        ["2025-04-01 17.00 [1-9, 24-31] of [2025-03-01, 2025-04-01)"]
    );
    assert_eq!(
        charges(TO_40_PERCENT, "2025-03-24", "2025-04-30"),
        [
            "2025-04-01 17.00 [1-9, 24-31] of [2025-03-01, 2025-04-01)",
            "2025-04-01 5.60 [10-23] of [2025-03-01, 2025-04-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::WholePeriods, "2025-05-10", "2025-07-01"),
        [
            "2025-04-01 31.00 [1-31] of [2025-03-01, 2025-04-01)",
            "2025-07-01 31.00 [1-30] of [2025-06-01, 2025-07-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::Shift, "2025-03-24", "2025-05-15"),
        [
            "2025-04-15 31.00 [1-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-15)",
            "2025-05-15 31.00 [1-30] of [2025-04-15, 2025-05-15)",
        ]
    );
}

/// CHG-9, PAU-3: three periods, granted on 28 February inside a pause of [20 February, 6 March). By
/// days they end on 31 May, six stopped days later on 6 June. Shifted, nothing runs on the day of
/// the grant: they count from the resumption, in a period that ends on 14 March.
#[test]
fn a_discount_for_periods_that_is_granted_inside_a_pause() {
    let end = |shape| {
        let discount = Discount {
            label: "Loyalty".into(),
            value: DiscountValue::Percent(Percent::whole(10)),
            item: None,
            lasts: DiscountDuration::Periods(3),
            order: 0,
            in_stubs: StubDiscount::Prorated,
        };
        let id_of_discount = DiscountId::new("loyal").unwrap();
        let account = Account::of(contract(), "2025-01-31", every(Cadence::MONTHLY, 31))
            .with("2025-02-20", pause(shape, "2025-03-06"))
            .with("2025-02-28", EventKind::DiscountGranted { id: id_of_discount, discount });
        let range = Period::new(day("2025-01-31"), day("2026-01-31")).unwrap();
        let found = stretches(&account.history, id("fee"), range).unwrap();
        let last = found.iter().rfind(|stretch| !stretch.terms.allowances.is_none()).unwrap();
        last.period.end()
    };
    assert_eq!(end(PauseShape::ByDays), day("2025-06-06"));
    assert_eq!(end(TO_40_PERCENT), day("2025-06-06"));
    assert_eq!(end(PauseShape::Shift), day("2025-05-14"));
}
