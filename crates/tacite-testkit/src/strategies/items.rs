//! Items of every cadence, anchor, timing, stub, phase and price.

use std::num::NonZeroU32;
use std::sync::Arc;

use chrono::Weekday;
use proptest::prelude::*;
use tacite::calendar::{Anchor, Cadence, DayOfMonth, Length, Overflow, Unit};
use tacite::contract::{
    Basis, BoundedPrice, GridAnchor, Item, ItemSchedule, PauseRule, Phase, PhasePrice,
    PlanItemCode, Price, PriceList, PriceVersion, Recurrence, Refund, StubPrice, StubTrigger,
    Stubs, Supply, Text, Tier, Tiers, Timing, UnitCode, VersionHolds, ZeroQuantity,
};

use tacite::money::{Quantity, UnitPrice};

use super::contracts::customer;
use super::{dates, percents, prices, quantities, taxes};

/// Cadences from one day to two years, mostly the named ones.
pub fn cadences() -> impl Strategy<Value = Cadence> + Clone {
    let named = prop::sample::select(vec![
        Cadence::MONTHLY,
        Cadence::QUARTERLY,
        Cadence::YEARLY,
        Cadence::TWO_MONTHLY,
        Cadence::FOUR_MONTHLY,
        Cadence::HALF_YEARLY,
        Cadence::TWO_YEARLY,
        Cadence::WEEKLY,
        Cadence::TWO_WEEKLY,
        Cadence::FOUR_WEEKLY,
        Cadence::SIX_WEEKLY,
    ]);
    let unit = prop::sample::select(vec![Unit::Month, Unit::Week, Unit::Day]);
    let any = (1..=24_u32, unit)
        .prop_map(|(count, unit)| Cadence::new(count, unit).unwrap_or(Cadence::MONTHLY));
    prop_oneof![6 => named, 1 => any]
}

/// Anchors that any cadence can have; [`Anchor::Calendar`] among them, which few can.
pub fn anchors() -> impl Strategy<Value = Anchor> + Clone {
    let weekday = prop::sample::select(vec![Weekday::Mon, Weekday::Wed, Weekday::Sun]);
    prop_oneof![
        3 => Just(Anchor::Start),
        2 => Just(Anchor::Calendar),
        2 => Just(Anchor::StartOrMonthEnd),
        3 => prop_oneof![Just(31), Just(30), Just(29), Just(28), Just(1), 1..=31_u32]
            .prop_map(|day| DayOfMonth::new(day).map_or(Anchor::Start, Anchor::DayOfMonth)),
        1 => dates().prop_map(Anchor::Date),
        1 => weekday.prop_map(Anchor::Weekday),
    ]
}

/// Stubs: either trigger, any price at either end.
pub fn stubs() -> impl Strategy<Value = Stubs> + Clone {
    let trigger = prop::sample::select(vec![StubTrigger::Short, StubTrigger::Long]);
    let price =
        || prop::sample::select(vec![StubPrice::Prorated, StubPrice::Full, StubPrice::Free]);
    (trigger, price(), price()).prop_map(|(first_trigger, first, last)| Stubs {
        first_trigger,
        first,
        last,
    })
}

/// None to three phases: free, free as an allowance, or at another price.
pub fn phases() -> impl Strategy<Value = Vec<Phase>> + Clone {
    let unit = prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
    let length = (1..40_u32, unit).prop_map(|(count, unit)| Length {
        count: match unit {
            Unit::Day => count,
            Unit::Week | Unit::Month => count % 7 + 1,
            Unit::Year => 1,
        },
        unit,
    });
    let price = prop_oneof![
        Just(PhasePrice::Free),
        Just(PhasePrice::FreeAsAllowance),
        prices().prop_map(PhasePrice::Price),
        percents().prop_map(PhasePrice::Percent),
    ];
    let phase = (length, price).prop_map(|(length, price)| Phase { length, price });
    prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::collection::vec(phase, 1..=3),
    ]
}

/// Bases, half of them actual days.
pub fn bases() -> impl Strategy<Value = Basis> + Clone {
    prop_oneof![Just(Basis::ActualDays), prop::sample::select(Basis::ALL.to_vec())]
}

/// Recurrences that pass [`Item::check`]: an anchor that the cadence or the phases can't have is
/// the start instead, a basis that the cadence can't have is actual days.
pub fn recurrences() -> impl Strategy<Value = Recurrence> + Clone {
    let overflow = prop::sample::select(vec![Overflow::Backward, Overflow::Forward]);
    let timing = prop::sample::select(vec![Timing::Advance, Timing::Arrears]);
    let offset = prop_oneof![3 => Just(0), 1 => -40..40_i32, 1 => -400..100_i32];
    let anchor = prop_oneof![
        4 => anchors().prop_map(GridAnchor::Rule),
        1 => Just(GridAnchor::TrialEnd),
    ];
    (cadences(), anchor, overflow, timing, offset, stubs(), (phases(), bases())).prop_map(
        |(cadence, anchor, overflow, timing, offset_days, stubs, (phases, basis))| {
            let trial = phases.first().is_some_and(|phase| {
                matches!(phase.price, PhasePrice::Free | PhasePrice::FreeAsAllowance)
            });
            let fits = match anchor {
                GridAnchor::Rule(Anchor::Calendar) => is_aligned(cadence),
                GridAnchor::Rule(_) => true,
                GridAnchor::TrialEnd => trial,
            };
            Recurrence {
                cadence,
                anchor: if fits { anchor } else { GridAnchor::Rule(Anchor::Start) },
                overflow,
                timing,
                offset_days,
                stubs,
                phases,
                basis: if basis.check(cadence).is_ok() { basis } else { Basis::ActualDays },
            }
        },
    )
}

/// Whether the calendar has such periods (CAL-5).
fn is_aligned(cadence: Cadence) -> bool {
    match cadence.unit() {
        Unit::Day => false,
        Unit::Month => 12 % cadence.count() == 0,
        Unit::Week | Unit::Year => cadence.count() == 1,
    }
}

/// Prices of every kind: most flat or per unit, some by packages or tiers, as a share, or bounded.
pub fn price_models() -> impl Strategy<Value = Price> + Clone {
    let zero = prop::sample::select(vec![ZeroQuantity::Nothing, ZeroQuantity::FirstFee]);
    let tier = (1..8_u32, prices(), prop_oneof![Just(UnitPrice::ZERO), prices()]);
    let tiers = (prop::collection::vec(tier, 1..=3), zero).prop_map(|(steps, zero)| {
        let last = steps.len() - 1;
        let mut bound = 0;
        let tiers = steps.into_iter().enumerate().map(|(index, (step, unit_price, flat_fee))| {
            bound += step;
            let up_to = (index < last).then_some(Quantity::whole(bound));
            Tier { up_to, unit_price, flat_fee }
        });
        Tiers::new(&tiers.collect::<Vec<_>>(), zero).ok()
    });
    let tiers = tiers.prop_filter_map("tiers", |tiers| tiers);
    let package = (prices(), 1..9_u32)
        .prop_filter_map("a size", |(price, size)| {
            Some(Price::Package { price, size: NonZeroU32::new(size)? })
        })
        .boxed();
    let plain = prop_oneof![
        6 => prices().prop_map(Price::Flat),
        6 => prices().prop_map(Price::PerUnit),
        1 => package,
        1 => tiers.clone().prop_map(Price::Graduated),
        1 => tiers.clone().prop_map(Price::Volume),
        1 => tiers.prop_map(Price::StairStep),
        1 => percents().prop_map(Price::Percentage),
    ]
    .boxed();
    let bounds = (plain.clone(), prop::option::of(prices()), prop::option::of(prices()));
    let bounded = bounds.prop_map(|(price, at_least, at_most)| {
        let is_reversed = at_least
            .zip(at_most)
            .is_some_and(|(least, most)| least.to_decimal() > most.to_decimal());
        let (at_least, at_most) =
            if is_reversed { (at_most, at_least) } else { (at_least, at_most) };
        Price::Bounded(Arc::new(BoundedPrice { price, at_least, at_most }))
    });
    prop_oneof![12 => plain, 1 => bounded].boxed()
}

/// Price lists of none to three versions, for all customers or one of them, held in every way.
pub fn price_lists() -> impl Strategy<Value = PriceList> + Clone {
    let whose = prop_oneof![
        3 => Just(None),
        2 => (0..3_u8).prop_map(|number| customer(number).ok()),
    ];
    let version = (dates(), whose, price_models())
        .prop_map(|(from, customer, price)| PriceVersion { from, customer, price });
    let holds = prop::sample::select(vec![
        VersionHolds::AtPeriodStart,
        VersionHolds::OnTheDay,
        VersionHolds::FrozenAtStart,
        VersionHolds::FrozenAtRenewal,
    ]);
    (prop::collection::vec(version, 0..=3), holds).prop_map(|(drawn, holds)| {
        let mut versions: Vec<PriceVersion> = Vec::new();
        for version in drawn {
            let same = |known: &PriceVersion| {
                (known.from, known.customer) == (version.from, version.customer)
            };
            if !versions.iter().any(same) {
                versions.push(version);
            }
        }
        PriceList { versions, holds }
    })
}

/// Items that pass [`Item::check`], one in eight a one-off.
pub fn items() -> impl Strategy<Value = Item> + Clone {
    let schedule = prop_oneof![
        7 => recurrences().prop_map(ItemSchedule::Recurring).boxed(),
        1 => Just(ItemSchedule::Once),
    ];
    let unit = prop::sample::select(vec![UnitCode::ONE, UnitCode::MONTH]);
    let pausing = prop_oneof![6 => Just(PauseRule::Follows), 1 => Just(PauseRule::OptsOut)];
    let refund = prop::sample::select(vec![Refund::Kept, Refund::Refunded]);
    let code = |name| PlanItemCode::new(name).ok();
    let plan_item = prop::sample::select(vec![None, code("seats"), code("support")]);
    let list = prop_oneof![3 => Just(None), 1 => price_lists().prop_map(Arc::new).prop_map(Some)];
    let price = (price_models(), list);
    (price, quantities(), unit, taxes(), schedule, pausing, (refund, plan_item)).prop_map(
        |((price, list), quantity, unit, tax, schedule, pausing, (refund, plan_item))| Item {
            label: Text::from("item"),
            plan_item,
            supply: Supply::Services,
            price,
            list,
            quantity,
            unit,
            tax,
            schedule,
            pausing,
            refund,
        },
    )
}
