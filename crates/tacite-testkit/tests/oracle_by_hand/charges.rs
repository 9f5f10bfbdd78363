//! CHG-6, CHG-8, CHG-9: shares of a month, discounts, adjustments.

use tacite::calendar::{Anchor, Cadence};
use tacite::contract::{
    Discount, DiscountDuration, DiscountId, DiscountValue, GridAnchor, Recurrence, StubDiscount,
    Tax, Text,
};
use tacite::history::EventKind;
use tacite::money::{Amount, Currency, Percent, UnitPrice};

use crate::story::{Story, cents, id, monthly};

fn on_the_calendar(cadence: Cadence) -> Recurrence {
    Recurrence { anchor: GridAnchor::Rule(Anchor::Calendar), ..Recurrence::every(cadence) }
}

fn discount(value: DiscountValue, lasts: DiscountDuration, order: u16) -> Discount {
    Discount {
        label: Text::from("discount"),
        value,
        item: Some(id("fee")),
        lasts,
        order,
        in_stubs: StubDiscount::Prorated,
    }
}

fn granted(name: &str, discount: Discount) -> EventKind {
    EventKind::DiscountGranted { id: DiscountId::new(name).expect("an id"), discount }
}

#[test]
fn a_change_on_the_11th_is_billed_on_the_11th() {
    let mut story = Story::of("2025-01-01", 3_000, monthly());
    story.tell(
        "2025-01-11",
        EventKind::PriceChanged { id: id("fee"), price: UnitPrice::whole(50).into() },
    );
    assert_eq!(
        story.bill("2025-01-31"),
        ["01.01 01.01..01.02 1-10: 968", "11.01 01.01..01.02 11-31: 3387"]
    );
}

#[test]
fn a_stub_costs_its_share() {
    let mut monthly = Story::of("2025-01-20", 3_000, on_the_calendar(Cadence::MONTHLY));
    assert_eq!(monthly.bill("2025-01-31"), ["20.01 01.01..01.02 20-31: 1161"]);
    let mut quarterly = Story::of("2025-02-10", 30_000, on_the_calendar(Cadence::QUARTERLY));
    assert_eq!(quarterly.bill("2025-03-31"), ["10.02 01.01..01.04 41-90: 16667"]);
}

#[test]
fn discounts_are_taken_in_their_order_and_rounded_once() {
    let mut story = Story::of("2025-01-01", 3_000, monthly());
    let forever = DiscountDuration::Forever;
    let amount = discount(DiscountValue::Amount(cents(200)), forever, 2);
    story.tell("2025-01-01", granted("amount", amount));
    let percent = discount(DiscountValue::Percent(Percent::whole(10)), forever, 1);
    story.tell("2025-01-01", granted("percent", percent));
    story.tell("2025-01-11", EventKind::EndSet { last_period: None });
    assert_eq!(story.bill("2025-02-28"), ["01.01 01.01..01.02 1-10: 806"]);
}

#[test]
fn a_discount_for_one_period_goes_up_to_the_next_boundary() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    let once = DiscountDuration::Periods(1);
    let half = discount(DiscountValue::Percent(Percent::whole(50)), once, 0);
    story.tell("2025-01-11", granted("half", half));
    assert_eq!(
        story.bill("2025-02-28"),
        [
            "01.01 01.01..01.02 1-10: 1000",
            "11.01 01.01..01.02 11-31: 1050",
            "01.02 01.02..01.03 1-28: 3100",
        ]
    );
}

#[test]
fn goodwill_is_a_line_of_its_own_even_after_the_end() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    story.tell("2025-02-01", EventKind::EndSet { last_period: None });
    story.tell(
        "2025-02-10",
        EventKind::ManualAdjustment {
            amount: Amount::new(-500, Currency::EUR),
            tax: Tax::NONE,
            label: Text::from("Goodwill"),
        },
    );
    assert_eq!(
        story.bill("2025-03-01"),
        ["01.01 01.01..01.02 1-31: 3100", "10.02 adjustment 4 1: -500"]
    );
    story.retract(4);
    assert_eq!(story.bill("2025-03-01"), ["10.02 adjustment 4 1: 500 of #1"]);
}

#[test]
fn a_change_that_comes_late_replaces_on_the_day_that_it_takes_effect() {
    let mut story = Story::of("2025-01-01", 3_000, monthly());
    assert_eq!(story.bill("2025-01-01"), ["01.01 01.01..01.02 1-31: 3000"]);
    story.tell(
        "2025-01-11",
        EventKind::PriceChanged { id: id("fee"), price: UnitPrice::whole(50).into() },
    );
    assert!(story.bill("2025-01-10").is_empty());
    assert_eq!(
        story.bill("2025-01-11"),
        ["11.01 01.01..01.02 11-31: -2032 of #1", "11.01 01.01..01.02 11-31: 3387"]
    );
}
