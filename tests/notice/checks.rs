//! What was agreed is checked when it enters a history (HIS-3, TRM-1 to TRM-6, CHG-9, PAU-1).

use tacite::calendar::Length;
use tacite::contract::{
    Contract, ContractError, Discount, DiscountDuration, DiscountId, DiscountValue, ExitFee,
    ExitFeeValue, ItemError, ItemId, Lasting, NoticeEnd, Pause, PauseShape, Plan, PlanId, PlanItem,
    ReducedPrice, Renewal, RenewalNoticePolicy, Span, StubDiscount, SubscriptionId, Tax,
    TaxCategory, Term, Text,
};
use tacite::history::{Event, EventKind, History, HistoryRule};
use tacite::money::{Amount, Currency, Percent, UnitPrice};

use crate::contracts::{contract, day, euros, monthly, notice, started, tacit, term};

/// Pushes an event onto a history that is started, or onto an empty one.
fn refusal(history: Option<History>, kind: EventKind) -> Option<ContractError> {
    let mut history =
        history.unwrap_or_else(|| History::new(SubscriptionId::new("sub-1").unwrap()));
    match history.push(Event::on(day("2025-01-31"), 10, kind)) {
        Ok(()) => None,
        Err(error) => {
            let HistoryRule::Contract(rule) = error.rule else { unreachable!("{error}") };
            Some(rule)
        }
    }
}

fn start(contract: Contract) -> Option<ContractError> {
    refusal(None, EventKind::Started { contract })
}

/// TRM-4: up to four ends of a month share a last day of notice
#[test]
fn a_term_under_four_days_takes_no_notice_in_months() {
    for (first, renewal) in [(3, 30), (30, 3), (1, 1)] {
        let mut short = contract();
        short.term = term(Length::days(first), tacit(Length::days(renewal)));
        short.notice = notice(Length::days(31), NoticeEnd::TermEnd);
        assert_eq!(start(short.clone()), None, "notice in days is fine");
        let length = Length::months(1);
        short.notice = notice(length, NoticeEnd::TermEnd);
        let days = first.min(renewal);
        assert_eq!(start(short), Some(ContractError::ShortTerm { days, notice: length }));
    }
    let mut four = contract();
    four.term = term(Length::days(4), tacit(Length::days(4)));
    four.notice = notice(Length::years(1), NoticeEnd::TermEnd);
    assert_eq!(start(four.clone()), None);
    let until = day("2025-02-02");
    four.term = Some(Term { first: Lasting::Until(until), renewal: Renewal::None });
    assert_eq!(start(four), Some(ContractError::ShortTerm { days: 2, notice: Length::years(1) }));
}

/// TRM-1, TRM-2
#[test]
fn a_term_or_commitment_has_a_length() {
    let zero = Length::months(0);
    let year = Length::years(1);
    for (what, first, renewal, commitment) in [
        (Span::FirstTerm, zero, year, year),
        (Span::Renewal, year, zero, year),
        (Span::Commitment, year, year, zero),
    ] {
        let commitment = Some(Lasting::For(commitment));
        let contract = Contract { term: term(first, tacit(renewal)), commitment, ..contract() };
        assert_eq!(start(contract), Some(ContractError::NoLength { what }));
    }
}

/// TRM-1, TRM-2: the start is 31 January 2025
#[test]
fn a_term_or_commitment_ends_after_the_start() {
    let on = day("2025-01-31");
    for until in [on, day("2024-12-31")] {
        let first = Lasting::Until(until);
        let renewal = Renewal::OpenEnded;
        let early = Contract { term: Some(Term { first, renewal }), ..contract() };
        let refused = |what| Some(ContractError::UntilStart { what, until, start: on });
        assert_eq!(start(early), refused(Span::FirstTerm));
        let bound = Contract { commitment: Some(first), ..contract() };
        assert_eq!(start(bound), refused(Span::Commitment));
    }
    let next = Some(Lasting::Until(day("2025-02-01")));
    assert_eq!(start(Contract { commitment: next, ..contract() }), None);
}

/// TRM-6
#[test]
fn a_renewal_notice_does_not_close_before_it_opens() {
    let window = |opens, closes| {
        let renewal_notice = Some(RenewalNoticePolicy { opens, closes });
        start(Contract { renewal_notice, ..contract() })
    };
    assert_eq!(window(Length::months(3), Length::months(1)), None);
    assert_eq!(window(Length::months(1), Length::months(1)), None);
    assert_eq!(window(Length::months(1), Length::days(28)), None);
    for (opens, closes) in [
        (Length::months(1), Length::months(3)),
        (Length::weeks(1), Length::days(8)),
        (Length::days(30), Length::months(2)),
        (Length::months(11), Length::years(1)),
    ] {
        let reversed = ContractError::WindowReversed { opens, closes };
        assert_eq!(window(opens, closes), Some(reversed));
    }
}

/// TRM-3, MON-3, INV-5
#[test]
fn an_exit_fee_is_an_amount_of_the_contract() {
    let with_fee = |value, tax| {
        let label = Text::from("Early exit");
        start(Contract { exit_fee: Some(ExitFee { label, value, tax }), ..contract() })
    };
    assert_eq!(with_fee(ExitFeeValue::Fixed(euros(10)), Tax::NONE), None);
    let yen = Amount::new(10, Currency::JPY);
    let other = ContractError::FeeCurrency { agreed: Currency::EUR, given: Currency::JPY };
    assert_eq!(with_fee(ExitFeeValue::Fixed(yen), Tax::NONE), Some(other.clone()));
    let table = ExitFeeValue::ByMonth(vec![euros(10), yen]);
    assert_eq!(with_fee(table, Tax::NONE), Some(other));
    let fee = euros(-1);
    assert_eq!(
        with_fee(ExitFeeValue::Fixed(fee), Tax::NONE),
        Some(ContractError::NegativeFee { fee })
    );
    let refused = with_fee(ExitFeeValue::ShareOfRemaining(Percent::whole(101)), Tax::NONE);
    assert_eq!(
        refused.unwrap().to_string(),
        "the exit fee is 101 %, at most 100 % is allowed (TRM-3)"
    );
    let rate = Percent::whole(20);
    let tax = Tax { rate, ..Tax::without(TaxCategory::ReverseCharge) };
    assert!(matches!(
        with_fee(ExitFeeValue::Fixed(euros(10)), tax),
        Some(ContractError::FeeTax(ItemError::TaxRate { .. }))
    ));
}

/// CHG-9
#[test]
fn a_discount_is_between_nothing_and_everything() {
    let grant = |value| {
        let label = Text::from("Loyalty");
        let lasts = DiscountDuration::Forever;
        let discount = Discount {
            label,
            value,
            item: Some(crate::contracts::fee()),
            lasts,
            order: 0,
            in_stubs: StubDiscount::Prorated,
        };
        let id = DiscountId::new("loyalty").unwrap();
        let history = started(contract(), "2025-01-31");
        refusal(Some(history), EventKind::DiscountGranted { id, discount })
    };
    assert_eq!(grant(DiscountValue::Percent(Percent::whole(100))), None);
    assert_eq!(
        grant(DiscountValue::Percent(Percent::whole(101))).unwrap().to_string(),
        "the discount is 101 %, at most 100 % is allowed (CHG-9)"
    );
    let minus = UnitPrice::new(rust_decimal::Decimal::new(-1, 2)).unwrap();
    assert_eq!(
        grant(DiscountValue::Amount(minus)).unwrap().to_string(),
        "the discount -0.01 is negative, at least 0 is needed (CHG-9)"
    );
}

/// PAU-1
#[test]
fn a_reduced_price_is_between_nothing_and_everything() {
    let paused = |reduced| {
        let pause = Pause::new(PauseShape::Reduced(reduced), None);
        refusal(Some(started(contract(), "2025-01-31")), EventKind::Paused { pause })
    };
    assert_eq!(paused(ReducedPrice::Percent(Percent::whole(100))), None);
    assert!(paused(ReducedPrice::Percent(Percent::whole(101))).is_some());
    let minus = UnitPrice::new(rust_decimal::Decimal::new(-1, 2)).unwrap();
    assert!(paused(ReducedPrice::Price(minus)).is_some());
}

/// INV-9
#[test]
fn no_item_has_the_id_of_adjustments() {
    let (id, item) = (ItemId::ADJUSTMENT, monthly());
    let history = || Some(started(contract(), "2025-01-31"));
    let added = EventKind::ItemAdded { id, item: item.clone() };
    assert_eq!(refusal(history(), added), Some(ContractError::ReservedItem));
    let plan = Plan { id: PlanId::new("gold").unwrap(), items: vec![PlanItem { id, item }] };
    let changed = EventKind::PlanChanged { plan };
    assert_eq!(refusal(history(), changed), Some(ContractError::ReservedItem));
}
