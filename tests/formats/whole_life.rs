//! Random terms, commitments, exit fees, notice and pauses, with every variant.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use tacite::calendar::Length;
use tacite::contract::{
    Clock, Clocks, Contract, ExitFee, ExitFeeValue, Lasting, NoticeEnd, NoticePolicy, Pause,
    PauseLimits, PauseRule, PauseShape, ReducedPrice, Refund, Renewal, RenewalNoticePolicy, Term,
};
use tacite::money::{Amount, Currency};

use crate::values::{count, date, label, length, owed_price, percent, tax};

/// Gives a contract all that concerns its whole life.
pub(crate) fn with_a_life(contract: Contract) -> BoxedStrategy<Contract> {
    let bound = (of(term()), of(lasting()), of(exit_fee(contract.currency)));
    let left = (of(notice()), of(renewal_notice()), of(any::<u32>()));
    (bound, left, pause_limits())
        .prop_map(
            move |(
                (term, commitment, exit_fee),
                (notice, renewal_notice, withdrawal_days),
                pauses,
            )| Contract {
                term,
                commitment,
                exit_fee,
                notice,
                renewal_notice,
                withdrawal_days,
                pauses,
                ..contract.clone()
            },
        )
        .boxed()
}

fn lasting() -> impl Strategy<Value = Lasting> {
    prop_oneof![length().prop_map(Lasting::For), date().prop_map(Lasting::Until)]
}

fn term() -> impl Strategy<Value = Term> {
    let tacit =
        (length(), of(count())).prop_map(|(length, at_most)| Renewal::Tacit { length, at_most });
    let renewal =
        prop_oneof![Just(Renewal::None), tacit, Just(Renewal::OpenEnded), Just(Renewal::ByHand),];
    (lasting(), renewal).prop_map(|(first, renewal)| Term { first, renewal })
}

fn exit_fee(currency: Currency) -> BoxedStrategy<ExitFee> {
    let amount = move || {
        prop_oneof![4 => 0_i64..10_000, 1 => 0..=i64::MAX]
            .prop_map(move |minor| Amount::new(minor, currency))
    };
    let value = prop_oneof![
        amount().prop_map(ExitFeeValue::Fixed),
        percent().prop_map(ExitFeeValue::ShareOfRemaining),
        vec(amount(), 0..4).prop_map(ExitFeeValue::ByMonth),
    ];
    (label(), value, tax()).prop_map(|(label, value, tax)| ExitFee { label, value, tax }).boxed()
}

fn notice() -> impl Strategy<Value = NoticePolicy> {
    let ends = select(vec![
        NoticeEnd::TermEnd,
        NoticeEnd::PeriodEnd,
        NoticeEnd::MonthEnd,
        NoticeEnd::AnyDay,
    ]);
    (any_length(), ends).prop_map(|(length, ends)| NoticePolicy { length, ends })
}

fn renewal_notice() -> impl Strategy<Value = RenewalNoticePolicy> {
    (any_length(), any_length()).prop_map(|(opens, closes)| RenewalNoticePolicy { opens, closes })
}

/// No time at all is a length too.
fn any_length() -> impl Strategy<Value = Length> {
    prop_oneof![4 => length(), 1 => length().prop_map(|length| Length { count: 0, ..length })]
}

fn pause_limits() -> impl Strategy<Value = PauseLimits> {
    (of(any_length()), of(any::<u32>()), of(any_length()))
        .prop_map(|(longest, per_year, notice)| PauseLimits { longest, per_year, notice })
}

pub(crate) fn pause() -> impl Strategy<Value = Pause> {
    let shape = prop_oneof![
        Just(PauseShape::ByDays),
        Just(PauseShape::WholePeriods),
        Just(PauseShape::Shift),
        owed_price().prop_map(|price| PauseShape::Reduced(ReducedPrice::Price(price))),
        percent().prop_map(|share| PauseShape::Reduced(ReducedPrice::Percent(share))),
    ];
    let clock = || select(vec![Clock::Stops, Clock::Runs]);
    let clocks =
        (clock(), clock(), clock(), clock()).prop_map(|(commitment, term, discounts, phases)| {
            Clocks { commitment, term, discounts, phases }
        });
    let clocks = prop_oneof![Just(Clocks::STOPPED), clocks];
    (shape, of(date()), clocks).prop_map(|(shape, until, clocks)| Pause { shape, until, clocks })
}

pub(crate) fn pausing() -> impl Strategy<Value = PauseRule> {
    select(vec![PauseRule::Follows, PauseRule::OptsOut])
}

pub(crate) fn refund() -> impl Strategy<Value = Refund> {
    select(vec![Refund::Kept, Refund::Refunded])
}
