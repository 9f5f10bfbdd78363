//! What happens to a subscription: every kind of event, to be told by a history.
//!
//! Kinds that bring a contract to an end are rarer than the others, so that what comes later has an
//! effect more often than not.

use proptest::prelude::*;
use proptest::sample::Index;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, DiscountDuration, DiscountValue, GridAnchor, Item, LastPeriod, NewPrice, Pause,
    PaymentTerms, Plan, StubDiscount, Tax, Timing, WithdrawalCredit,
};
use tacite::money::Quantity;

use super::catalogue::Stock;
use super::{
    Moment, discount_values, moments, pause_shapes, payment_terms, quantities, stopped_clocks,
};

/// What happens, to be told by a history.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Quantity(Quantity),
    Price(NewPrice),
    Removed,
    Paused(Pause, Option<u32>),
    Resumed,
    Cadence(Cadence),
    Anchor(GridAnchor),
    Timing(Timing),
    Discount(Granting),
    DiscountWithdrawn(u8),
    Plan(Plan),
    End(Option<LastPeriod>),
    EndCleared,
    Terminated(Option<LastPeriod>, Option<u32>),
    Withdrawn(WithdrawalCredit),
    Notice(Moment),
    NoticeWithdrawn,
    Renewed(Moment),
    Commitment(Option<Moment>),
    RenewalNotice,
    Adjustment(i32, Tax),
    Tax(Tax),
    TaxOfAll(Tax),
    Transferred(u8),
    Added(Box<Item>),
    AddedAgain(Box<Item>),
    Retracted(Index),
    /// The event before it never happened.
    TakenBack,
    /// The last retraction never happened.
    RetractionTakenBack,
    Restarted(Option<Box<Contract>>),
    Reference,
    SigningDate,
    PaymentTerms(PaymentTerms),
    PaymentMeans,
}

/// A discount, on an item or on all.
#[derive(Clone, Debug)]
pub(super) struct Granting {
    pub(super) number: u8,
    pub(super) value: DiscountValue,
    pub(super) on_all: bool,
    pub(super) lasts: Lasts,
    pub(super) order: u16,
    pub(super) in_stubs: StubDiscount,
}

#[derive(Clone, Debug)]
pub(super) enum Lasts {
    Until(Moment),
    Other(DiscountDuration),
}

/// Every kind of change.
pub(super) fn changes(stock: &Stock) -> impl Strategy<Value = Change> + Clone + use<> {
    // Boxed: as one type, they would need more stack than a test thread has.
    prop_oneof![
        18 => values(stock).boxed(),
        14 => pauses().boxed(),
        8 => grids(stock).boxed(),
        8 => discounts().boxed(),
        8 => ends().boxed(),
        8 => items_and_parties(stock).boxed(),
        4 => any::<Index>().prop_map(Change::Retracted),
        3 => Just(Change::TakenBack),
        2 => Just(Change::RetractionTakenBack),
        2 => leftovers().boxed(),
    ]
}

fn values(stock: &Stock) -> impl Strategy<Value = Change> + Clone + use<> {
    let Stock { prices, taxes, .. } = stock.clone();
    prop_oneof![
        4 => quantities().prop_map(Change::Quantity),
        4 => prices.prop_map(Change::Price),
        1 => taxes.clone().prop_map(Change::Tax),
        1 => taxes.prop_map(Change::TaxOfAll),
    ]
}

fn pauses() -> impl Strategy<Value = Change> + Clone {
    let until = prop_oneof![
        3 => (1..40_u32).prop_map(Some),
        2 => Just(None),
        1 => (0..200_u32).prop_map(Some),
    ];
    let paused = (pause_shapes(), until, stopped_clocks()).prop_map(|(shape, days, clocks)| {
        Change::Paused(Pause { shape, until: None, clocks }, days)
    });
    prop_oneof![3 => paused, 2 => Just(Change::Resumed)]
}

fn grids(stock: &Stock) -> impl Strategy<Value = Change> + Clone + use<> {
    let Stock { cadences, anchors, timings, plans, .. } = stock.clone();
    prop_oneof![
        2 => cadences.prop_map(Change::Cadence),
        2 => anchors.prop_map(Change::Anchor),
        1 => timings.prop_map(Change::Timing),
        2 => plans.prop_map(Change::Plan),
    ]
}

fn discounts() -> impl Strategy<Value = Change> + Clone {
    let lasts = prop_oneof![
        2 => Just(Lasts::Other(DiscountDuration::Forever)),
        2 => (0..5_u32).prop_map(|count| Lasts::Other(DiscountDuration::Periods(count))),
        1 => moments().prop_map(Lasts::Until),
    ];
    let in_stubs = prop::sample::select(vec![StubDiscount::Prorated, StubDiscount::Full]);
    let taken = (0..3_u16, in_stubs);
    let granted = (0..3_u8, discount_values(), any::<bool>(), lasts, taken).prop_map(
        |(number, value, on_all, lasts, (order, in_stubs))| {
            Change::Discount(Granting { number, value, on_all, lasts, order, in_stubs })
        },
    );
    prop_oneof![4 => granted, 1 => (0..3_u8).prop_map(Change::DiscountWithdrawn)]
}

fn ends() -> impl Strategy<Value = Change> + Clone {
    let last_period =
        || prop_oneof![Just(None), Just(Some(LastPeriod::Prorated)), Just(Some(LastPeriod::Full))];
    let credit =
        prop::sample::select(vec![WithdrawalCredit::LessDaysServed, WithdrawalCredit::Everything]);
    let fee = prop_oneof![Just(None), (0..10_000_u32).prop_map(Some)];
    prop_oneof![
        4 => last_period().prop_map(Change::End),
        4 => Just(Change::EndCleared),
        2 => (last_period(), fee).prop_map(|(last_period, fee)| {
            Change::Terminated(last_period, fee)
        }),
        1 => credit.prop_map(Change::Withdrawn),
        2 => moments().prop_map(Change::Notice),
        2 => Just(Change::NoticeWithdrawn),
        2 => moments().prop_map(Change::Renewed),
    ]
}

fn items_and_parties(stock: &Stock) -> impl Strategy<Value = Change> + Clone + use<> {
    let Stock { contracts, items, taxes, .. } = stock.clone();
    let again = prop_oneof![Just(None), contracts.prop_map(|contract| Some(Box::new(contract)))];
    prop_oneof![
        3 => Just(Change::Removed),
        2 => (0..3_u8).prop_map(Change::Transferred),
        2 => items.clone().prop_map(|item| Change::Added(Box::new(item))),
        1 => items.prop_map(|item| Change::AddedAgain(Box::new(item))),
        2 => again.prop_map(Change::Restarted),
        2 => (-5_000..5_000_i32, taxes).prop_map(|(minor, tax)| Change::Adjustment(minor, tax)),
    ]
}

/// What changes no amount.
fn leftovers() -> impl Strategy<Value = Change> + Clone {
    prop_oneof![
        1 => Just(Change::Reference),
        1 => Just(Change::SigningDate),
        1 => payment_terms().prop_map(Change::PaymentTerms),
        1 => Just(Change::PaymentMeans),
        1 => Just(Change::RenewalNotice),
        1 => prop::option::of(moments()).prop_map(Change::Commitment),
    ]
}
