//! Rows 1.16, 2.16; CHG-2, TRM-1: the price at a renewal by percentage or index, by hand.

use std::num::NonZeroU32;
use std::sync::Arc;

use tacite::contract::{
    BoundedPrice, Cap, Coefficient, Floor, IndexSeries, IndexValue, ItemId, Price, Revision,
    RevisionBase, RevisionPolicy, Tier, Tiers, ZeroQuantity,
};
use tacite::history::EventKind;
use tacite::money::{Percent, Quantity, Rounding, UnitPrice};
use tacite::query::{Revising, revision};

use crate::billing::{day, shipped};

fn price(text: &str) -> UnitPrice {
    UnitPrice::new(text.parse().unwrap()).unwrap()
}

fn value(published_on: &str, value: &str) -> IndexValue {
    let value = Quantity::new(value.parse().unwrap()).unwrap();
    IndexValue { published_on: day(published_on), value }
}

/// The index of a trade, published at the end of each August (invented numbers).
fn index() -> IndexSeries {
    let values =
        [value("2024-08-31", "280.0"), value("2025-08-31", "294.7"), value("2026-08-31", "289.1")];
    IndexSeries::new(&values).unwrap()
}

fn by_index() -> RevisionPolicy {
    let base = RevisionBase::PreviousTerm;
    RevisionPolicy::new(Revision::Index { base, lag_months: 3 })
}

fn coefficient(base: &str, current: &str) -> Coefficient {
    Coefficient::of_index(value("2024-08-31", base), value("2025-08-31", current)).unwrap()
}

/// 1,000.00 × 294.7 ÷ 280.0 = 1,052.50, then 1,052.50 × 289.1 ÷ 294.7 = 1,032.50
#[test]
fn an_index_is_followed_from_renewal_to_renewal() {
    let history = shipped("prices/revision");
    let (policy, series) = (by_index(), index());
    let revising = Revising { policy: &policy, series: &series };
    let id = ItemId::new("upkeep").unwrap();
    let before = history.until_sequence(2);
    let revised = revision(&before, day("2025-10-15"), id, revising).unwrap().unwrap();
    assert_eq!(revised.on, day("2026-01-01"));
    assert_eq!(revised.from, Price::Flat(price("1000")));
    let used = revised.index.unwrap();
    assert_eq!(used.base, value("2024-08-31", "280.0"));
    assert_eq!(used.current, value("2025-08-31", "294.7"));
    // The event that the shipped file records.
    let recorded = &history.events()[2];
    let EventKind::PriceChanged { price: new, .. } = &recorded.kind else { panic!("no price") };
    assert_eq!((new, recorded.effective_on), (&revised.to.into(), revised.on));
    let next = revision(&history, day("2026-10-15"), id, revising).unwrap().unwrap();
    assert_eq!(next.on, day("2027-01-01"));
    assert_eq!(next.from, Price::Flat(price("1052.50")));
    assert_eq!(next.to, Price::Flat(price("1032.50")));
}

/// P0 and S0 of the contract, every time: 1,000.00 × 289.1 ÷ 280.0 = 1,032.50
#[test]
fn an_agreed_base_is_counted_from_every_time() {
    let history = shipped("prices/revision");
    let base = RevisionBase::Agreed {
        price: Price::Flat(price("1000")),
        value: value("2024-08-31", "280.0"),
    };
    let policy = RevisionPolicy::new(Revision::Index { base, lag_months: 3 });
    let series = index();
    let revising = Revising { policy: &policy, series: &series };
    let id = ItemId::new("upkeep").unwrap();
    let revised = revision(&history, day("2026-10-15"), id, revising).unwrap().unwrap();
    assert_eq!(revised.from, Price::Flat(price("1000")));
    assert_eq!(revised.to, Price::Flat(price("1032.50")));
}

/// What is published later is not known yet: in July 2025 the value of August 2024 is the last one
#[test]
fn a_value_that_is_not_published_yet_is_not_used() {
    let before = shipped("prices/revision").until_sequence(2);
    let (policy, series) = (by_index(), index());
    let revising = Revising { policy: &policy, series: &series };
    let id = ItemId::new("upkeep").unwrap();
    let revised = revision(&before, day("2025-07-15"), id, revising).unwrap().unwrap();
    assert_eq!(revised.to, Price::Flat(price("1000")));
    let late = IndexSeries::new(&[value("2025-08-31", "294.7")]).unwrap();
    let revising = Revising { policy: &policy, series: &late };
    let error = revision(&before, day("2025-10-15"), id, revising).unwrap_err();
    insta::assert_snapshot!(error, @"the index has no value published by 2024-10-01 (CHG-2)");
}

#[test]
fn floors_and_caps_are_of_the_base_or_values() {
    let base = Price::Flat(price("1000"));
    let table = [
        (Floor::None, Cap::None, "294.7", "1052.50"),
        (Floor::None, Cap::Percent(Percent::whole(4)), "294.7", "1040"),
        (Floor::None, Cap::Value(price("1050")), "294.7", "1050"),
        (Floor::None, Cap::None, "270.0", "964.29"), // 964.2857
        (Floor::Base, Cap::None, "270.0", "1000"),
        (Floor::Value(price("980")), Cap::None, "270.0", "980"),
        (Floor::Base, Cap::Percent(Percent::whole(4)), "286.0", "1021.43"), // 1,021.4286
    ];
    for (floor, cap, current, to) in table {
        let policy = RevisionPolicy { floor, cap, ..by_index() };
        let revised = policy.revised(&base, coefficient("280.0", current)).unwrap();
        assert_eq!(revised, Price::Flat(price(to)), "{floor:?}, {cap:?}, {current}");
    }
}

/// A price of parts of a cent: 0.0045 × 90 ÷ 100 is 0.00 in cents, and 10.004 × 100.005 ÷ 100 = 10.0045
/// is 10.00; the floor is what each was.
#[test]
fn rounding_takes_no_price_below_the_one_that_is_its_floor() {
    for (base, current, free, floored) in
        [("0.0045", "90", "0", "0.0045"), ("10.004", "100.005", "10", "10.004")]
    {
        for (floor, expected) in [(Floor::None, free), (Floor::Base, floored)] {
            let policy = RevisionPolicy { floor, ..by_index() };
            let revised = policy.revised(&Price::PerUnit(price(base)), coefficient("100", current));
            assert_eq!(revised, Ok(Price::PerUnit(price(expected))), "{base} {floor:?}");
        }
    }
}

/// 10.00 with a cap of 3.55 % is 10.355: 10.35 and not 10.36. 0.15 × 111 ÷ 100 is 0.1665, rounded 0.17, with
/// a cap of 12 % (0.168) 0.16.
#[test]
fn rounding_takes_no_price_above_its_cap() {
    let most = |text: &str| Percent::new(text.parse().unwrap()).unwrap();
    for (base, current, free, cap, capped) in
        [("10", "110", "11", "3.55", "10.35"), ("0.15", "111", "0.17", "12", "0.16")]
    {
        for (cap, expected) in [(Cap::None, free), (Cap::Percent(most(cap)), capped)] {
            let policy = RevisionPolicy { cap, ..by_index() };
            let revised = policy.revised(&Price::PerUnit(price(base)), coefficient("100", current));
            assert_eq!(revised, Ok(Price::PerUnit(price(expected))), "{base} {cap:?}");
        }
    }
}

/// 1,000.00 × 294.7 ÷ 280.0 with no decimals is 1,052.5 before rounding
#[test]
fn the_rounding_of_the_result_is_agreed() {
    let base = Price::Flat(price("1000"));
    let of = |digits, rounding| {
        let policy = RevisionPolicy { digits, rounding, ..by_index() };
        policy.revised(&base, coefficient("280.0", "294.7")).unwrap()
    };
    assert_eq!(of(0, Rounding::HalfAwayFromZero), Price::Flat(price("1053")));
    assert_eq!(of(0, Rounding::HalfEven), Price::Flat(price("1052")));
    assert_eq!(of(1, Rounding::HalfEven), Price::Flat(price("1052.5")));
}

/// By 1.0525: 12.00 is 12.63, 20.00 21.05, 9.00 9.4725, 300.00 315.75
#[test]
fn every_value_of_a_price_is_revised_and_no_share() {
    let tiers = |first, fee| {
        let first = Tier::up_to(Quantity::whole(10), price(first));
        let rest = Tier::above(price(first_of(first))).with_fee(price(fee));
        Tiers::new(&[first, rest], ZeroQuantity::FirstFee).unwrap()
    };
    let size = NonZeroU32::new(100).unwrap();
    let share = Price::Percentage(Percent::whole(6));
    let bounded = |least| {
        let (price, at_least) = (share.clone(), Some(price(least)));
        Price::Bounded(Arc::new(BoundedPrice { price, at_least, at_most: None }))
    };
    let table = [
        (Price::PerUnit(price("12")), Price::PerUnit(price("12.63"))),
        (Price::Graduated(tiers("12", "20")), Price::Graduated(tiers("12.63", "21.05"))),
        (Price::Volume(tiers("12", "20")), Price::Volume(tiers("12.63", "21.05"))),
        (Price::StairStep(tiers("12", "20")), Price::StairStep(tiers("12.63", "21.05"))),
        (Price::Package { price: price("9"), size }, Price::Package { price: price("9.47"), size }),
        (share.clone(), share.clone()),
        (bounded("300"), bounded("315.75")),
    ];
    for (from, to) in table {
        let revised = by_index().revised(&from, coefficient("280.0", "294.7")).unwrap();
        assert_eq!(revised, to);
    }
}

/// The unit price of the tier above is the same as that of the first one.
fn first_of(tier: Tier) -> &'static str {
    if tier.unit_price == price("12") { "12" } else { "12.63" }
}

#[test]
fn a_percentage_goes_up_or_down() {
    let share = |text: &str| Percent::new(text.parse().unwrap()).unwrap();
    let base = Price::PerUnit(price("12"));
    let policy = RevisionPolicy::new(Revision::Up(share("2.5")));
    let of = |by| policy.revised(&base, by).unwrap();
    assert_eq!(of(Coefficient::up(share("2.5")).unwrap()), Price::PerUnit(price("12.30")));
    assert_eq!(of(Coefficient::down(share("2.5")).unwrap()), Price::PerUnit(price("11.70")));
    assert_eq!(of(Coefficient::down(share("100")).unwrap()), Price::PerUnit(price("0")));
    insta::assert_snapshot!(Coefficient::down(share("100.1")).unwrap_err(), @"a price can't go down by 100.1 %, at most 100 % is possible (CHG-2)");
}

#[test]
fn formulas_without_a_result_are_told() {
    let zero = Coefficient::of_index(value("2024-08-31", "0"), value("2025-08-31", "1"));
    insta::assert_snapshot!(zero.unwrap_err(), @"the base value of the index is 0, more than 0 is needed (CHG-2)");
    let policy = RevisionPolicy { cap: Cap::Value(price("5")), ..by_index() };
    let several = policy.revised(&Price::Percentage(Percent::whole(1)), coefficient("1", "2"));
    insta::assert_snapshot!(several.unwrap_err(), @"a floor or cap of 5 needs a price of one value, not of none or several (CHG-2)");
    let policy = RevisionPolicy { floor: Floor::Value(price("6")), ..policy };
    let reversed = policy.revised(&Price::Flat(price("1")), coefficient("1", "2"));
    insta::assert_snapshot!(reversed.unwrap_err(), @"the floor of 6 lies above the cap of 5 (CHG-2)");
    let twice = [value("2025-08-31", "1"), value("2025-08-31", "2")];
    insta::assert_snapshot!(IndexSeries::new(&twice).unwrap_err(), @"the index has two values published on 2025-08-31, one is needed (CHG-2)");
}
