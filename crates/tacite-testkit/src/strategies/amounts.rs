//! Currencies, prices, quantities and tax rates, with fractions of a cent and of a unit.

use proptest::prelude::*;
use rust_decimal::Decimal;
use tacite::contract::{Tax, TaxCategory, TaxReason};
use tacite::money::{Currency, Percent, Quantity, UnitPrice};

/// Currencies of 0, 2, 3 and 4 decimals.
pub fn currencies() -> impl Strategy<Value = Currency> + Clone {
    let four = Currency::of("CLF").unwrap_or(Currency::EUR);
    prop::sample::select(vec![Currency::EUR, Currency::JPY, Currency::KWD, four])
}

/// Prices from 0 to 100,000, whole, in cents, or with up to 12 fractional digits.
pub fn prices() -> impl Strategy<Value = UnitPrice> + Clone {
    prop_oneof![
        4 => (1..500_u32).prop_map(UnitPrice::whole),
        1 => Just(UnitPrice::ZERO),
        3 => (1..1_000_000_i64).prop_map(|cents| price(cents, 2)),
        2 => (1..10_000_000_000_i64, 3..=12_u32).prop_map(|(digits, scale)| price(digits, scale)),
        1 => (1..100_i64).prop_map(|halves| price(halves * 5, 3)),
    ]
}

fn price(digits: i64, scale: u32) -> UnitPrice {
    UnitPrice::new(Decimal::new(digits, scale)).unwrap_or(UnitPrice::ZERO)
}

/// Quantities from 0 to 1,000, some with up to 6 fractional digits.
pub fn quantities() -> impl Strategy<Value = Quantity> + Clone {
    prop_oneof![
        4 => (1..20_u32).prop_map(Quantity::whole),
        1 => Just(Quantity::ZERO),
        2 => (1..100_000_i64, 1..=6_u32).prop_map(|(digits, scale)| {
            Quantity::new(Decimal::new(digits, scale)).unwrap_or(Quantity::ZERO)
        }),
    ]
}

/// Rates from 0 to 30 %, some with fractions.
pub fn percents() -> impl Strategy<Value = Percent> + Clone {
    prop_oneof![
        (0..=30_u32).prop_map(Percent::whole),
        (1..3_000_i64, 1..=4_u32).prop_map(|(digits, scale)| {
            Percent::new(Decimal::new(digits, scale)).unwrap_or(Percent::ZERO)
        }),
    ]
}

/// Taxes: none, reverse charge, an exemption with its reason, or a standard rate.
pub fn taxes() -> impl Strategy<Value = Tax> + Clone {
    let reverse = Tax::without(TaxCategory::ReverseCharge);
    let exempt = TaxReason::new("VATEX-EU-132-1I")
        .map_or(Tax::NONE, |reason| Tax::without(TaxCategory::Exempt).because(reason));
    prop_oneof![
        1 => Just(Tax::NONE),
        1 => Just(reverse),
        1 => Just(exempt),
        3 => percents().prop_map(Tax::standard),
    ]
}
