//! Row 2.15; CHG-2, MON-1, MON-2: every price model at its bounds, in currencies of 0, 2 and 3 decimals.

use std::num::NonZeroU32;
use std::sync::Arc;

use tacite::bill;
use tacite::books::Books;
use tacite::calendar::{Anchor, Cadence};
use tacite::contract::{
    BoundedPrice, Contract, CustomerId, GridAnchor, Item, ItemId, Price, Recurrence,
    SubscriptionId, Tax, Tier, Tiers, ZeroQuantity,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Percent, Quantity, UnitPrice};

use crate::billing::day;

fn price(text: &str) -> UnitPrice {
    UnitPrice::new(text.parse().unwrap()).unwrap()
}

fn quantity(text: &str) -> Quantity {
    Quantity::new(text.parse().unwrap()).unwrap()
}

fn tiers(list: &[(&str, &str, &str)], zero: ZeroQuantity) -> Tiers {
    let tier = |(up_to, unit_price, flat_fee): &(&str, &str, &str)| Tier {
        up_to: (!up_to.is_empty()).then(|| quantity(up_to)),
        unit_price: price(unit_price),
        flat_fee: price(flat_fee),
    };
    Tiers::new(&list.iter().map(tier).collect::<Vec<_>>(), zero).unwrap()
}

/// Up to 10 at 12.00, up to 50 at 10.00 and a fee of 20.00, above at 8.00.
fn seats(zero: ZeroQuantity) -> Tiers {
    tiers(&[("10", "12", "0"), ("50", "10", "20"), ("", "8", "0")], zero)
}

fn package(value: &str, size: u32) -> Price {
    Price::Package { price: price(value), size: NonZeroU32::new(size).unwrap() }
}

/// What a month costs that is billed from its start, or from a later day of it, in minor units.
fn billed(price: &Price, units: &str, currency: Currency, from: &str) -> i64 {
    let contract = Contract::new("Prices", CustomerId::new("cust").unwrap(), currency);
    let calendar = GridAnchor::Rule(Anchor::Calendar);
    let monthly = Recurrence { anchor: calendar, ..Recurrence::every(Cadence::MONTHLY) };
    let item = Item::recurring("Item", price.clone(), Tax::NONE, monthly).times(quantity(units));
    let id = ItemId::new("item").unwrap();
    let events = [
        Event::on(day(from), 1, EventKind::Started { contract }),
        Event::on(day(from), 2, EventKind::ItemAdded { id, item }),
    ];
    let history = History::of(SubscriptionId::new("sub").unwrap(), events).unwrap();
    let billing = bill(&history, &Books::new(), day(from)).unwrap();
    billing.documents[0].lines.first().net.minor()
}

fn holds(name: &str, price: &Price, currency: Currency, table: &[(&str, i64)]) {
    for (units, minor) in table {
        assert_eq!(billed(price, units, currency, "2025-01-01"), *minor, "{name} of {units}");
    }
}

#[test]
fn a_flat_price_asks_for_no_quantity() {
    holds("flat", &Price::Flat(price("30")), Currency::EUR, &[("0", 3_000), ("7", 3_000)]);
}

#[test]
fn a_price_per_unit_multiplies_fractions_too() {
    let table = [("0", 0), ("1", 1_200), ("2.5", 3_000), ("0.0004", 0), ("0.0005", 1)];
    holds("per unit", &Price::PerUnit(price("12")), Currency::EUR, &table);
}

#[test]
fn a_package_that_is_begun_counts_in_full() {
    let table = [
        ("0", 0),
        ("0.5", 900),
        ("1", 900),
        ("100", 900),
        ("100.000001", 1_800),
        ("101", 1_800),
        ("250", 2_700),
    ];
    holds("packages", &package("9", 100), Currency::EUR, &table);
    holds("packages", &package("950", 100), Currency::JPY, &[("100", 950), ("101", 1_900)]);
    holds("packages", &package("0.0125", 3), Currency::KWD, &[("3", 13), ("4", 25)]);
}

#[test]
fn graduated_tiers_price_each_unit_where_it_lies() {
    let table = [
        ("0", 0),
        ("0.5", 600),
        ("1", 1_200),
        ("10", 12_000),
        ("10.5", 14_500), // 120.00 + 5.00 + 20.00
        ("11", 15_000),
        ("50", 54_000), // 120.00 + 400.00 + 20.00
        ("51", 54_800),
        ("60", 62_000),
    ];
    holds("graduated", &Price::Graduated(seats(ZeroQuantity::Nothing)), Currency::EUR, &table);
}

#[test]
fn volume_tiers_price_all_units_where_the_last_one_lies() {
    let table = [
        ("0", 0),
        ("1", 1_200),
        ("10", 12_000),
        ("10.5", 12_500), // 105.00 + 20.00
        ("11", 13_000),
        ("50", 52_000),
        ("51", 40_800),
    ];
    holds("volume", &Price::Volume(seats(ZeroQuantity::Nothing)), Currency::EUR, &table);
}

#[test]
fn steps_have_a_fee_and_no_price_of_units() {
    let steps = [("50", "0", "10"), ("200", "0", "25"), ("", "0", "60")];
    let table = [
        ("0.1", 1_000),
        ("50", 1_000),
        ("50.5", 2_500),
        ("51", 2_500),
        ("200", 2_500),
        ("201", 6_000),
    ];
    for (zero, of_nothing) in [(ZeroQuantity::Nothing, 0), (ZeroQuantity::FirstFee, 1_000)] {
        let price = Price::StairStep(tiers(&steps, zero));
        holds("steps", &price, Currency::EUR, &table);
        holds("steps", &price, Currency::EUR, &[("0", of_nothing)]);
    }
}

#[test]
fn nothing_costs_the_first_fee_where_that_is_agreed() {
    let both = [("10", "12", "5"), ("", "10", "20")];
    let agreed = tiers(&both, ZeroQuantity::FirstFee);
    let table = [("0", 500), ("1", 1_700), ("11", 15_500)]; // 120.00 + 5.00 + 10.00 + 20.00
    holds("graduated", &Price::Graduated(agreed.clone()), Currency::EUR, &table);
    let table = [("0", 500), ("1", 1_700), ("11", 13_000)];
    holds("volume", &Price::Volume(agreed), Currency::EUR, &table);
}

#[test]
fn a_share_of_an_amount_is_rounded_once() {
    let share = Price::Percentage(Percent::new("2.5".parse().unwrap()).unwrap());
    let table = [("0", 0), ("0.6", 2), ("1", 3), ("1000", 2_500)];
    holds("share", &share, Currency::EUR, &table);
    holds("share", &share, Currency::JPY, &[("99", 2), ("100", 3)]);
}

#[test]
fn bounds_hold_per_period() {
    let bounded = Price::Bounded(Arc::new(BoundedPrice {
        price: Price::Percentage(Percent::whole(6)),
        at_least: Some(price("300")),
        at_most: Some(price("1200")),
    }));
    let table = [
        ("0", 30_000),
        ("4999.99", 30_000), // 299.9994
        ("5000", 30_000),
        ("5001", 30_006),
        ("20000", 120_000),
        ("20000.01", 120_000),
    ];
    holds("bounded", &bounded, Currency::EUR, &table);
    // 10 days of 31 of the least, 96.774, and not the least for 10 days.
    assert_eq!(billed(&bounded, "0", Currency::EUR, "2025-01-22"), 9_677);
}

#[test]
fn tiers_are_exact_below_the_smallest_coin() {
    let yen = tiers(&[("3", "0.5", "0"), ("", "0.3", "0")], ZeroQuantity::Nothing);
    let table = [("3", 2), ("4", 2), ("5", 2), ("6", 2), ("7", 3)]; // 1.5, 1.8, 2.1, 2.4, 2.7
    holds("yen", &Price::Graduated(yen), Currency::JPY, &table);
    let dinar = tiers(&[("3", "0.0125", "0"), ("", "0.01", "0")], ZeroQuantity::Nothing);
    let table = [("3", 38), ("4", 48)]; // 0.0375, 0.0475
    holds("dinar", &Price::Graduated(dinar), Currency::KWD, &table);
}

/// CHG-6: 150.00 × 10/31 is 48.387, 130.00 × 10/31 is 41.935
#[test]
fn a_part_of_a_month_costs_a_part_of_what_tiers_give() {
    let of = |price: Price| billed(&price, "11", Currency::EUR, "2025-01-22");
    assert_eq!(of(Price::Graduated(seats(ZeroQuantity::Nothing))), 4_839);
    assert_eq!(of(Price::Volume(seats(ZeroQuantity::Nothing))), 4_194);
    assert_eq!(of(package("9", 10)), 581); // 18.00 × 10/31
}
