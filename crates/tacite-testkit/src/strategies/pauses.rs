//! Pauses of every shape, clocks, discounts and terms.

use proptest::prelude::*;
use rust_decimal::Decimal;
use tacite::calendar::{Length, Unit};
use tacite::contract::{
    Clock, Clocks, DiscountValue, Lasting, PauseShape, ReducedPrice, Renewal, Term,
};
use tacite::money::{Percent, UnitPrice};

use super::{dates, prices};

/// Every shape of a pause.
pub fn pause_shapes() -> impl Strategy<Value = PauseShape> + Clone {
    let reduced = prop_oneof![
        prices().prop_map(ReducedPrice::Price),
        (0..=100_u32).prop_map(|kept| ReducedPrice::Percent(Percent::whole(kept))),
    ];
    prop_oneof![
        3 => Just(PauseShape::ByDays),
        2 => Just(PauseShape::WholePeriods),
        2 => reduced.prop_map(PauseShape::Reduced),
        3 => Just(PauseShape::Shift),
    ]
}

/// Which clocks a pause stops: all, none, or any.
pub fn stopped_clocks() -> impl Strategy<Value = Clocks> + Clone {
    let clock = || prop::sample::select(vec![Clock::Stops, Clock::Runs]);
    let any =
        (clock(), clock(), clock(), clock()).prop_map(|(commitment, term, discounts, phases)| {
            Clocks { commitment, term, discounts, phases }
        });
    prop_oneof![2 => Just(Clocks::STOPPED), 1 => Just(Clocks::RUNNING), 2 => any]
}

/// Percents from 0 to 110 with at most two decimals, and amounts.
pub fn discount_values() -> impl Strategy<Value = DiscountValue> + Clone {
    let percent = |digits: i64, scale| Percent::new(Decimal::new(digits, scale));
    let percents = prop_oneof![
        3 => (0..=110_u32).prop_map(Percent::whole),
        1 => (0..10_000_i64).prop_map(move |digits| percent(digits, 2).unwrap_or(Percent::ZERO)),
    ];
    let amounts = (1..3_000_i64)
        .prop_map(|cents| UnitPrice::new(Decimal::new(cents, 2)).unwrap_or(UnitPrice::ZERO));
    prop_oneof![
        2 => percents.prop_map(DiscountValue::Percent),
        1 => amounts.prop_map(DiscountValue::Amount),
    ]
}

/// Terms with every renewal, from some weeks to some years.
pub fn terms() -> impl Strategy<Value = Term> + Clone {
    let first = prop_oneof![
        3 => lengths().prop_map(Lasting::For),
        1 => dates().prop_map(Lasting::Until),
    ];
    let tacit = |at_most| (lengths(), at_most);
    let renewal = prop_oneof![
        2 => Just(Renewal::OpenEnded),
        1 => Just(Renewal::None),
        2 => Just(Renewal::ByHand),
        1 => tacit(Just(None).boxed())
            .prop_map(|(length, at_most)| Renewal::Tacit { length, at_most }),
        2 => tacit((0..4_u32).prop_map(Some).boxed())
            .prop_map(|(length, at_most)| Renewal::Tacit { length, at_most }),
    ];
    (first, renewal).prop_map(|(first, renewal)| Term { first, renewal })
}

fn lengths() -> impl Strategy<Value = Length> + Clone {
    prop_oneof![
        3 => prop::sample::select(vec![Length::years(1), Length::months(6), Length::months(18)]),
        1 => (1..400_u32, Just(Unit::Day)).prop_map(|(count, unit)| Length { count, unit }),
        1 => (1..24_u32, prop::sample::select(vec![Unit::Month, Unit::Week]))
            .prop_map(|(count, unit)| Length { count, unit }),
    ]
}
