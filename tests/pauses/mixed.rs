//! A pause and something else in the same period: a change of grid, of price, of customer, an end,
//! a stub, days billed elsewhere, a discount (PAU-1, PAU-2, CHG-8, TRM-8).

use tacite::calendar::{Anchor, Cadence, DayOfMonth};
use tacite::contract::{
    Contract, CustomerId, Discount, DiscountDuration, DiscountId, DiscountValue, GridAnchor,
    LastPeriod, PauseShape, Recurrence, StubDiscount, StubPrice, StubTrigger, Stubs,
};
use tacite::history::EventKind;
use tacite::money::UnitPrice;

use crate::account::{
    Account, TO_40_PERCENT, contract, day, every, id, pause, recurring, to_price,
};

/// 31.00 a month from 1 March 2025, paused `[10 March, 24 March)`.
fn paused(shape: PauseShape) -> Account {
    let account = Account::of(contract(), "2025-03-01", every(Cadence::MONTHLY, 31));
    account.with("2025-03-10", pause(shape, "2025-03-24"))
}

/// PAU-2: changes of the grid sleep until service resumes. The quarter begins on 24 March; the days
/// of March that were held back are gone.
#[test]
fn a_cadence_changed_inside_a_shift_begins_with_the_resumption() {
    let kind = EventKind::CadenceChanged { id: id("fee"), cadence: Cadence::QUARTERLY };
    let account = paused(PauseShape::Shift).with("2025-03-15", kind);
    assert_eq!(
        account.charges("2025-06-24"),
        [
            "2025-03-01 9.00 [1-9] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-03-24)",
            "2025-03-24 31.00 [1-92] of [2025-03-24, 2025-06-24)",
            "2025-06-24 31.00 [1-92] of [2025-06-24, 2025-09-24)",
        ]
    );
}

/// PAU-2: from 24 March on the periods are those of the 15th: 22 of 31 days up to 15 April
#[test]
fn an_anchor_changed_inside_a_shift_begins_with_the_resumption() {
    let anchor = GridAnchor::Rule(Anchor::DayOfMonth(DayOfMonth::new(15).unwrap()));
    let kind = EventKind::AnchorChanged { id: id("fee"), anchor };
    let account = paused(PauseShape::Shift).with("2025-03-15", kind);
    assert_eq!(
        account.charges("2025-04-15"),
        [
            "2025-03-01 9.00 [1-9] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-03-24)",
            "2025-03-24 22.00 [10-31] of [2025-03-15, 2025-04-15) served [2025-03-24, 2025-04-15)",
            "2025-04-15 31.00 [1-30] of [2025-04-15, 2025-05-15)",
        ]
    );
}

/// CHG-8: by days the new price holds from the 15th on, through freed days; shifted there are no
/// days before the 24th. 8/31 and 22/31 of 62.00.
#[test]
fn a_price_changed_inside_a_pause() {
    let charges = |shape| {
        let kind = EventKind::PriceChanged { id: id("fee"), price: UnitPrice::whole(62).into() };
        paused(shape).with("2025-03-15", kind).charges("2025-03-31")
    };
    assert_eq!(
        charges(PauseShape::ByDays),
        [
            "2025-03-01 9.00 [1-9] of [2025-03-01, 2025-04-01)",
            "2025-03-15 16.00 [24-31] of [2025-03-01, 2025-04-01)",
        ]
    );
    assert_eq!(
        charges(PauseShape::Shift),
        [
            "2025-03-01 9.00 [1-9] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-15)",
            "2025-03-24 44.00 [10-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-15)",
        ]
    );
    // At 40 % of 62.00 from the 15th on: 9/31 of 24.80 are 7.20; 5/31 of 12.40 are 2.00.
    assert_eq!(
        charges(TO_40_PERCENT),
        [
            "2025-03-01 9.00 [1-9] of [2025-03-01, 2025-04-01)",
            "2025-03-10 2.00 [10-14] of [2025-03-01, 2025-04-01)",
            "2025-03-15 7.20 [15-23] of [2025-03-01, 2025-04-01)",
            "2025-03-24 16.00 [24-31] of [2025-03-01, 2025-04-01)",
        ]
    );
    // At 3.00, whatever the price is: 14/31 are 1.35.
    assert_eq!(
        charges(to_price(3)),
        [
            "2025-03-01 9.00 [1-9] of [2025-03-01, 2025-04-01)",
            "2025-03-10 1.35 [10-23] of [2025-03-01, 2025-04-01)",
            "2025-03-24 16.00 [24-31] of [2025-03-01, 2025-04-01)",
        ]
    );
}

/// The customer changes on 1 April, which is day 18 of March: 17 days for the old one, 14 for the
/// new one.
#[test]
fn a_transfer_in_the_days_that_a_shift_moved() {
    let customer = CustomerId::new("cust-9").unwrap();
    let account = paused(PauseShape::Shift).with("2025-04-01", EventKind::Transferred { customer });
    assert_eq!(
        account.charges("2025-04-14"),
        [
            "2025-03-01 17.00 [1-17] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-15)",
            "2025-04-01 14.00 [18-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-15)",
        ]
    );
}

/// CHG-8: 31 March is the last day of service, the 17th of March; the other 14 go back on the end.
#[test]
fn an_end_in_the_days_that_a_shift_moved() {
    let mut account = Account::of(contract(), "2025-03-01", every(Cadence::MONTHLY, 31));
    assert_eq!(account.bills("2025-03-01").len(), 1);
    account.records("2025-03-05", "2025-03-10", pause(PauseShape::Shift, "2025-03-24"));
    account.records("2025-03-05", "2025-04-01", EventKind::EndSet { last_period: None });
    assert_eq!(account.bills("2025-03-31"), [] as [String; 0]);
    assert_eq!(
        account.bills("2025-12-31"),
        ["2025-04-01 -14.00 [18-31] of [2025-03-01, 2025-04-01)"]
    );
}

/// TRM-8: in full, all 31 days stay charged, which end on 15 April
#[test]
fn a_full_end_in_the_days_that_a_shift_moved() {
    let last_period = Some(LastPeriod::Full);
    let account = paused(PauseShape::Shift).with("2025-04-01", EventKind::EndSet { last_period });
    let charges = account.charges("2025-12-31");
    assert_eq!(charges, ["2025-03-01 31.00 [1-31] of [2025-03-01, 2025-04-01)"]);
}

/// CAL-6: billed on the 1st from 20 January 2025 on, the stub together with February
#[test]
fn a_pause_in_a_long_stub() {
    let anchor = GridAnchor::Rule(Anchor::DayOfMonth(DayOfMonth::new(1).unwrap()));
    let stubs = Stubs { first_trigger: StubTrigger::Long, ..Stubs::PRORATED };
    let recurrence = Recurrence { anchor, stubs, ..Recurrence::every(Cadence::MONTHLY) };
    let account = Account::of(contract(), "2025-01-20", recurring(recurrence, 31));
    // 5/31 of January; 24/28 of February are 26.57.
    let by_days = account.clone().with("2025-01-25", pause(PauseShape::ByDays, "2025-02-05"));
    assert_eq!(
        by_days.charges("2025-02-28"),
        [
            "2025-02-01 5.00 [20-24] of [2025-01-01, 2025-02-01) served [2025-01-20, 2025-02-01)",
            "2025-02-01 26.57 [5-28] of [2025-02-01, 2025-03-01)",
        ]
    );
    // Three days later: January ends on 4 February.
    let shifted = account.with("2025-01-25", pause(PauseShape::Shift, "2025-01-28"));
    assert_eq!(
        shifted.charges("2025-03-03"),
        [
            "2025-02-04 12.00 [20-31] of [2025-01-01, 2025-02-01) served [2025-01-20, 2025-02-04)",
            "2025-02-04 31.00 [1-28] of [2025-02-04, 2025-03-04)",
        ]
    );
}

/// CHG-7: the days that a full first stub adds are like the first day of service: freed with it
#[test]
fn a_pause_on_the_first_day_of_a_full_stub() {
    let anchor = GridAnchor::Rule(Anchor::DayOfMonth(DayOfMonth::new(1).unwrap()));
    let stubs = Stubs { first: StubPrice::Full, ..Stubs::PRORATED };
    let recurrence = Recurrence { anchor, stubs, ..Recurrence::every(Cadence::MONTHLY) };
    let account = Account::of(contract(), "2025-01-20", recurring(recurrence, 31));
    let charges = |from: &str, until: &str| {
        account.clone().with(from, pause(PauseShape::ByDays, until)).charges("2025-01-31")
    };
    let served = "of [2025-01-01, 2025-02-01) served [2025-01-20, 2025-02-01)";
    assert_eq!(
        charges("2025-01-22", "2025-01-25"),
        [format!("2025-01-20 28.00 [1-21, 25-31] {served}")]
    );
    assert_eq!(charges("2025-01-20", "2025-01-22"), [format!("2025-01-20 10.00 [22-31] {served}")]);
}

/// HIS-6: the days before 20 March were billed elsewhere; shifted, the 22 days from the 10th on are
/// served after it
#[test]
fn a_shift_around_the_first_day_billed_here() {
    let contract = Contract { bill_from: Some(day("2025-03-20")), ..contract() };
    let account = Account::of(contract, "2025-03-01", every(Cadence::MONTHLY, 31))
        .with("2025-03-10", pause(PauseShape::Shift, "2025-03-24"));
    assert_eq!(
        account.charges("2025-04-14"),
        ["2025-03-01 22.00 [10-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-04-15)"]
    );
}

/// CHG-9, PAU-1: 5.00 off 40 % of 31.00
#[test]
fn an_amount_off_a_reduced_price() {
    let discount = Discount {
        label: "Loyalty".into(),
        value: DiscountValue::Amount(UnitPrice::whole(5)),
        item: Some(id("fee")),
        lasts: DiscountDuration::Forever,
        order: 0,
        in_stubs: StubDiscount::Prorated,
    };
    let kind = EventKind::DiscountGranted { id: DiscountId::new("loyal").unwrap(), discount };
    let account = Account::of(contract(), "2025-03-01", every(Cadence::MONTHLY, 31))
        .with("2025-03-01", kind)
        .with("2025-03-01", pause(TO_40_PERCENT, "2025-04-01"));
    assert_eq!(
        account.charges("2025-03-31"),
        ["2025-03-01 7.40 [1-31] of [2025-03-01, 2025-04-01)"]
    );
}

/// INV-13: the schedule of a shifted contract. March is served until 14 April.
#[test]
fn a_schedule_of_a_shifted_contract() {
    let account = paused(PauseShape::Shift);
    let range = tacite::calendar::Period::new(day("2025-03-01"), day("2025-05-01")).unwrap();
    let books = tacite::books::Books::new();
    let found = tacite::query::instalments(&account.history, &books, range, day("2025-02-01"));
    let rows = found.unwrap().into_iter().map(|found| {
        format!("{} {} {} {}", found.due_on, found.number, found.served, found.net.to_decimal())
    });
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            "2025-03-01 1 [2025-03-01, 2025-04-15) 31.00",
            "2025-04-15 2 [2025-04-15, 2025-05-15) 31.00"
        ]
    );
}
