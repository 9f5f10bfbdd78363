//! CHG-2: a new version of a price list holds from the first period that begins by its date.

use tacite::contract::{NewPrice, PauseShape, Price};
use tacite::history::EventKind;

use crate::story::{Story, cents, id, monthly};

fn listed(minor: i64) -> EventKind {
    EventKind::PriceChanged { id: id("fee"), price: NewPrice::listed(Price::Flat(cents(minor))) }
}

fn agreed(minor: i64) -> EventKind {
    EventKind::PriceChanged { id: id("fee"), price: cents(minor).into() }
}

#[test]
fn a_version_of_the_middle_of_a_month_waits_for_the_next_one() {
    let mut story = Story::of("2025-01-01", 3_000, monthly());
    story.tell("2025-01-20", listed(3_200));
    assert_eq!(
        story.bill("2025-02-28"),
        ["01.01 01.01..01.02 1-31: 3000", "01.02 01.02..01.03 1-28: 3200"]
    );
}

/// The moved month ends on 8 February.
#[test]
fn a_version_waits_for_a_boundary_that_a_pause_moves() {
    let mut story = Story::of("2025-01-01", 3_000, monthly());
    story.tell("2025-01-20", listed(3_200));
    story.pause(PauseShape::Shift, "2025-01-25", Some("2025-02-01"));
    assert_eq!(
        story.bill("2025-02-28"),
        ["01.01 01.01..01.02 1-31: 3000", "08.02 08.02..08.03 1-28: 3200"]
    );
}

/// 25.00 × 12/31 is 9.677, 30.00 × 19/31 is 18.387
#[test]
fn an_agreed_price_holds_until_the_list_says_something_new() {
    let mut story = Story::of("2025-01-01", 3_000, monthly());
    story.tell("2025-01-10", listed(3_200));
    story.tell("2025-01-20", agreed(2_500));
    story.tell("2025-02-10", listed(3_300));
    assert_eq!(
        story.bill("2025-03-31"),
        [
            "01.01 01.01..01.02 1-19: 1839",
            "20.01 01.01..01.02 20-31: 968",
            "01.02 01.02..01.03 1-28: 2500",
            "01.03 01.03..01.04 1-31: 3300",
        ]
    );
}
