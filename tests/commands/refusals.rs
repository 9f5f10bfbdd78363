//! One test for each refusal about the log, dates, start, end and money, in their documented order
//! (HIS-5); those about items are in `refused_items`, about pauses and ends in
//! `refused_pauses_and_ends`.

use rust_decimal::Decimal;
use tacite::calendar::{CalendarError, Length};
use tacite::command::{
    Command, Content, NewTerm, PauseLength, PlanPolicy, Proration, RefusalRule, When,
};
use tacite::contract::{
    Clocks, Contract, Discount, DiscountDuration, DiscountId, DiscountValue, ExitFee, ExitFeeValue,
    Item, ItemError, ItemId, ItemSchedule, Lasting, PauseShape, Phase, PhasePrice, Plan, PlanId,
    PlanItem, PlanItemCode, Price, Renewal, StubDiscount, Term, WithdrawalCredit,
};
use tacite::history::{Event, EventKind, HistoryRule};
use tacite::money::{Amount, Currency, MoneyError, Percent, Quantity, UnitPrice};
use tacite::query::QueryError;
use tacite::timeline::TimelineError;

use crate::asking::{
    Subscription, contract, day, for_a_year, id, in_arrears, named, on, once, pause, price,
    quantity, seats, set_end, subscribe, tacit, terminate, vat,
};
use crate::ends::bound;

pub(crate) fn monthly() -> Subscription {
    Subscription::of_seats(contract())
}

pub(crate) fn resume(date: &str) -> Command {
    Command::Resume { on: day(date) }
}

pub(crate) fn notice(date: &str) -> Command {
    Command::GiveNotice { on: day(date) }
}

pub(crate) fn ten_euros_off(item: Option<ItemId>) -> Discount {
    Discount {
        label: "Less".into(),
        value: DiscountValue::Amount(UnitPrice::whole(10)),
        item,
        lasts: DiscountDuration::Forever,
        order: 0,
        in_stubs: StubDiscount::Prorated,
    }
}

pub(crate) fn standing() -> DiscountId {
    DiscountId::new("standing").unwrap()
}

#[test]
fn not_started() {
    let subscription = Subscription::new();
    let command = quantity("seats", 5, When::Now);
    assert_eq!(subscription.refuses("2025-01-10", &command), RefusalRule::NotStarted);
    assert_eq!(subscription.refuses("2025-01-10", &Command::Delete), RefusalRule::NotStarted);
}

#[test]
fn already_started() {
    let command = subscribe(contract(), "2025-03-01", vec![]);
    let start = day("2025-01-01");
    assert_eq!(monthly().refuses("2025-01-10", &command), RefusalRule::AlreadyStarted { start });
}

/// Its items are still in the log: they would come back with another start.
#[test]
fn deleted() {
    let mut subscription = monthly();
    subscription.does("2025-01-10", &Command::Delete);
    let command = subscribe(contract(), "2025-03-01", vec![]);
    assert_eq!(subscription.refuses("2025-01-10", &command), RefusalRule::Deleted { sequence: 1 });
}

/// An amount off the whole that is too large to be shared, pushed without a command: until it is
/// retracted, nothing else is done.
#[test]
fn unreadable() {
    let mut subscription = monthly();
    let value = DiscountValue::Amount(UnitPrice::new(Decimal::MAX).unwrap());
    let (id, discount) = (standing(), Discount { value, ..ten_euros_off(None) });
    let kind = EventKind::DiscountGranted { id, discount };
    subscription.history.push(Event::on(day("2025-01-05"), 3, kind)).unwrap();
    let error = TimelineError::Amount { sequence: 3, error: MoneyError::OutOfRange };
    assert_eq!(
        subscription.refuses("2025-01-10", &quantity("seats", 5, When::Now)),
        RefusalRule::Unreadable(Box::new(error))
    );
    subscription.does("2025-01-10", &Command::Retract { sequence: 3 });
    subscription.does("2025-01-10", &quantity("seats", 5, When::Now));
}

#[test]
fn nothing_to_retract() {
    let rule = RefusalRule::NothingToRetract { sequence: 7 };
    assert_eq!(monthly().refuses("2025-01-10", &Command::Retract { sequence: 7 }), rule);
    let kind = EventKind::RenewalNoticeSent;
    let correct = Command::Correct { sequence: 7, effective_on: day("2025-01-10"), kind };
    assert_eq!(monthly().refuses("2025-01-10", &correct), rule);
}

#[test]
fn retracted_already() {
    let mut subscription = monthly();
    subscription.does("2025-01-10", &quantity("seats", 5, When::Now));
    subscription.does("2025-01-10", &Command::Retract { sequence: 3 });
    assert_eq!(
        subscription.refuses("2025-01-10", &Command::Retract { sequence: 3 }),
        RefusalRule::RetractedAlready { sequence: 3, by: 4 }
    );
}

/// 0.32: however it is deleted
#[test]
fn linked() {
    let mut subscription = monthly();
    subscription.bills("2025-02-01");
    let rule = RefusalRule::Linked { lines: 2 };
    assert_eq!(subscription.refuses("2025-02-10", &Command::Delete), rule);
    assert_eq!(subscription.refuses("2025-02-10", &Command::Retract { sequence: 1 }), rule);
    let kind = EventKind::ItemAdded { id: id("desk"), item: seats() };
    let correct = Command::Correct { sequence: 1, effective_on: day("2025-02-01"), kind };
    assert_eq!(subscription.refuses("2025-02-10", &correct), rule);
}

#[test]
fn start_unmoved() {
    let start = day("2025-01-01");
    assert_eq!(
        monthly().refuses("2025-01-10", &Command::MoveStart { to: start }),
        RefusalRule::StartUnmoved { start }
    );
}

#[test]
fn nothing_recurs() {
    let items = vec![named("set-up", once())];
    let subscription = Subscription::of(contract(), "2025-01-01", items.clone());
    let periods = pause("2025-01-10", PauseLength::Periods(1));
    assert_eq!(subscription.refuses("2025-01-10", &periods), RefusalRule::NothingRecurs);
    let tax = Command::ChangeTax { id: None, tax: vat(), when: When::NextPeriod };
    assert_eq!(subscription.refuses("2025-01-10", &tax), RefusalRule::NothingRecurs);
    let (start, content) = (day("2025-01-01"), Content::Order(items));
    let order = Command::Subscribe { contract: contract(), start, content };
    assert_eq!(Subscription::new().refuses("2025-01-10", &order), RefusalRule::NothingRecurs);
}

/// PAU-2: an open Shift pause holds the running period back
#[test]
fn endless_period() {
    let mut subscription = monthly();
    let (length, shape, clocks) = (PauseLength::Open, PauseShape::Shift, Clocks::STOPPED);
    subscription
        .does("2025-01-10", &Command::Pause { from: day("2025-01-10"), length, shape, clocks });
    assert_eq!(
        subscription.refuses("2025-01-20", &quantity("seats", 5, When::NextPeriod)),
        RefusalRule::EndlessPeriod { day: day("2025-01-20") }
    );
}

#[test]
fn no_renewal() {
    let rule = RefusalRule::NoRenewal { day: day("2025-01-20") };
    let command = quantity("seats", 5, When::NextRenewal);
    assert_eq!(monthly().refuses("2025-01-20", &command), rule);
    let fixed = Subscription::of_seats(for_a_year(Renewal::None));
    assert_eq!(fixed.refuses("2025-01-20", &command), rule);
    // By hand, while an open pause keeps the term from ending.
    let mut by_hand = Subscription::of_seats(for_a_year(Renewal::ByHand));
    by_hand.does("2025-01-10", &pause("2025-01-10", PauseLength::Open));
    let renew = Command::Renew { term: NewTerm::LikeTheFirst };
    assert_eq!(by_hand.refuses("2025-01-20", &renew), rule);
}

#[test]
fn no_open_end() {
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    subscription.does("2025-01-10", &pause("2025-01-10", PauseLength::Open));
    assert_eq!(
        subscription.refuses("2025-01-20", &notice("2025-01-20")),
        RefusalRule::NoOpenEnd { day: day("2025-01-20") }
    );
}

#[test]
fn no_term_length() {
    let term = Term { first: Lasting::Until(day("2025-06-01")), renewal: Renewal::ByHand };
    let subscription = Subscription::of_seats(Contract { term: Some(term), ..contract() });
    assert_eq!(
        subscription.refuses("2025-01-20", &Command::Renew { term: NewTerm::LikeTheFirst }),
        RefusalRule::NoTermLength
    );
}

/// CAL-8
#[test]
fn date() {
    let endless = pause("2025-01-10", PauseLength::Days(u32::MAX));
    assert!(matches!(
        monthly().refuses("2025-01-10", &endless),
        RefusalRule::Date(CalendarError::OutOfRange { .. })
    ));
}

pub(crate) fn planned(name: &str, item: Item) -> PlanItem {
    PlanItem {
        id: id(name),
        item: Item { plan_item: Some(PlanItemCode::new(name).unwrap()), ..item },
    }
}

pub(crate) fn plan(items: Vec<PlanItem>) -> Plan {
    Plan { id: PlanId::new("plan").unwrap(), items }
}

pub(crate) fn on_a_plan(items: Vec<PlanItem>) -> Subscription {
    let mut subscription = Subscription::new();
    let (start, content) = (day("2025-01-01"), Content::Plan(plan(items)));
    let command = Command::Subscribe { contract: contract(), start, content };
    subscription.does("2025-01-01", &command);
    subscription
}

pub(crate) fn change_plan(items: Vec<PlanItem>, policy: PlanPolicy) -> Command {
    let (on, proration) = (day("2025-01-11"), Proration::Without);
    Command::ChangePlan { plan: plan(items), on, policy, proration }
}

#[test]
fn amount() {
    let items = vec![planned("seats", seats().times(Quantity::whole(u32::MAX)))];
    let mut subscription = on_a_plan(items.clone());
    let huge = UnitPrice::new("79228162514264.337593".parse().unwrap()).unwrap();
    let raise = Command::ChangePrice { id: id("seats"), price: huge.into(), when: When::Now };
    subscription.does("2025-01-02", &raise);
    assert_eq!(
        subscription.refuses("2025-01-11", &change_plan(items, PlanPolicy::RestartPeriod)),
        RefusalRule::Amount(MoneyError::OutOfRange)
    );
}

/// TRM-3: a share of what remains of a commitment that an open pause keeps from ending
#[test]
fn query() {
    let value = ExitFeeValue::ShareOfRemaining(Percent::whole(50));
    let exit_fee = ExitFee { label: "Early exit".into(), value, tax: vat() };
    let mut subscription = Subscription::of_seats(Contract { exit_fee: Some(exit_fee), ..bound() });
    subscription.does("2025-01-10", &pause("2025-01-10", PauseLength::Open));
    let RefusalRule::Query(error) = subscription.refuses("2025-01-10", &terminate("2025-02-01"))
    else {
        panic!("a question has no answer");
    };
    assert_eq!(*error, QueryError::EndlessCommitment { end_on: day("2025-02-01") });
}

#[test]
fn before_the_start() {
    let rule = RefusalRule::BeforeStart { start: day("2025-01-01") };
    let add = Command::AddItem { id: id("desk"), item: seats(), when: on("2024-12-31") };
    assert_eq!(monthly().refuses("2025-01-10", &add), rule);
    assert_eq!(monthly().refuses("2024-12-10", &quantity("seats", 2, When::Now)), rule);
    assert_eq!(monthly().refuses("2025-01-10", &pause("2024-12-31", PauseLength::Open)), rule);
    let amount = Amount::new(-500, Currency::EUR);
    let (tax, label, on) = (vat(), "Sorry".into(), day("2024-12-31"));
    assert_eq!(monthly().refuses("2025-01-10", &Command::Adjust { amount, tax, label, on }), rule);
}

#[test]
fn ended() {
    let mut subscription = monthly();
    subscription.does("2025-01-10", &terminate("2025-06-01"));
    let rule = RefusalRule::Ended { end: day("2025-06-01") };
    let past_the_end = [
        quantity("seats", 2, on("2025-06-01")),
        pause("2025-06-01", PauseLength::Days(3)),
        resume("2025-07-01"),
        notice("2025-06-01"),
        terminate("2025-06-01"),
        Command::ChangeReference { reference: None, on: day("2025-06-01") },
        Command::ChangeCommitment { until: None, on: day("2025-06-01") },
        Command::SendRenewalNotice { on: day("2025-06-01") },
        Command::Withdraw { on: day("2025-06-01"), credit: WithdrawalCredit::Everything },
    ];
    for command in past_the_end {
        assert_eq!(subscription.refuses("2025-05-31", &command), rule);
    }
    assert_eq!(subscription.refuses("2025-06-01", &quantity("seats", 2, When::Now)), rule);
    // The last day is not past the end.
    subscription.does("2025-05-31", &quantity("seats", 2, When::Now));
}

/// TRM-1: the end that the term leads to is an end too
#[test]
fn ended_with_the_term() {
    let subscription = Subscription::of_seats(for_a_year(Renewal::None));
    assert_eq!(
        subscription.refuses("2025-01-10", &quantity("seats", 2, on("2026-01-01"))),
        RefusalRule::Ended { end: day("2026-01-01") }
    );
}

/// TRM-7: withdrawn as a whole, there is nothing left to change
#[test]
fn ended_at_the_start() {
    let mut subscription =
        Subscription::of_seats(Contract { withdrawal_days: Some(14), ..contract() });
    let credit = WithdrawalCredit::Everything;
    subscription.does("2025-01-10", &Command::Withdraw { on: day("2025-01-10"), credit });
    let rule = RefusalRule::Ended { end: day("2025-01-01") };
    assert_eq!(subscription.refuses("2025-01-10", &quantity("seats", 2, on("2025-01-05"))), rule);
}

#[test]
fn end_before_the_start() {
    let (end, start) = (day("2024-12-31"), day("2025-01-01"));
    let rule = RefusalRule::EndBeforeStart { end, start };
    assert_eq!(monthly().refuses("2024-12-20", &set_end("2024-12-31")), rule);
    assert_eq!(monthly().refuses("2024-12-20", &terminate("2024-12-31")), rule);
    let commitment = Command::ChangeCommitment { until: Some(end), on: start };
    assert_eq!(monthly().refuses("2024-12-20", &commitment), rule);
}

/// HIS-1: what an event ended does not move with the start, be it by notice or by a termination
#[test]
fn end_before_the_start_that_moves() {
    let to = |date: &str| Command::MoveStart { to: day(date) };
    let rule =
        |end: &str, start: &str| RefusalRule::EndBeforeStart { end: day(end), start: day(start) };
    let mut terminated = monthly();
    terminated.does("2025-01-10", &terminate("2025-02-01"));
    let refused = terminated.refuses("2025-01-10", &to("2025-02-02"));
    assert_eq!(refused, rule("2025-02-01", "2025-02-02"));
    let mut given = Subscription::of_seats(for_a_year(tacit()));
    given.does("2025-01-10", &notice("2025-01-10"));
    let refused = given.refuses("2025-01-10", &to("2026-01-02"));
    assert_eq!(refused, rule("2026-01-01", "2026-01-02"));
}

/// HIS-1: nor does a retraction bring an end back that lies before the start
#[test]
fn end_before_the_start_that_comes_back() {
    let rule = RefusalRule::EndBeforeStart { end: day("2025-02-01"), start: day("2025-03-01") };
    let mut subscription = monthly();
    subscription.does("2025-01-10", &set_end("2025-02-01"));
    subscription.does("2025-01-10", &set_end("2025-06-01"));
    subscription.does("2025-01-10", &Command::MoveStart { to: day("2025-03-01") });
    assert_eq!(subscription.refuses("2025-01-10", &Command::Retract { sequence: 4 }), rule);
    // A notice that another end took the place of comes back when that is cleared.
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    subscription.does("2025-01-10", &notice("2025-01-10"));
    subscription.does("2025-01-10", &set_end("2026-06-01"));
    let later = Command::MoveStart { to: day("2026-03-01") };
    let rule = RefusalRule::EndBeforeStart { end: day("2026-01-01"), start: day("2026-03-01") };
    assert_eq!(subscription.refuses("2025-01-10", &later), rule);
}

/// MON-3: not even after the start was retracted
#[test]
fn other_currency() {
    let rule = RefusalRule::OtherCurrency { agreed: Currency::EUR, given: Currency::USD };
    let (amount, tax, label) = (Amount::new(100, Currency::USD), vat(), "Sorry".into());
    let adjust = Command::Adjust { amount, tax, label, on: day("2025-01-10") };
    assert_eq!(monthly().refuses("2025-01-10", &adjust), rule);
    let kind = EventKind::Started { contract: Contract { currency: Currency::USD, ..contract() } };
    let correct = Command::Correct { sequence: 1, effective_on: day("2025-01-01"), kind };
    assert_eq!(monthly().refuses("2025-01-10", &correct), rule);
}

/// MON-1: what a history refuses by itself comes last, under its own rule
#[test]
fn invalid() {
    let negative = Price::Flat(UnitPrice::new("-1".parse().unwrap()).unwrap());
    let item = Item { price: negative, ..in_arrears(seats()) };
    let add = Command::AddItem { id: id("desk"), item, when: When::Now };
    let RefusalRule::Invalid(error) = monthly().refuses("2025-01-10", &add) else {
        panic!("a history takes no negative recurring price");
    };
    assert_eq!((error.sequence, error.kind), (3, "item-added"));
    assert!(matches!(error.rule, HistoryRule::Item(ItemError::NegativePrice { .. })));
}

/// CAL-8: a history that takes the event, but could not be folded with it
#[test]
fn unbillable() {
    let mut item = seats();
    if let ItemSchedule::Recurring(recurrence) = &mut item.schedule {
        let length = Length::months(u32::MAX);
        recurrence.phases = vec![Phase { length, price: PhasePrice::Free }];
    }
    let add = Command::AddItem { id: id("desk"), item, when: When::Now };
    let RefusalRule::Unbillable(error) = monthly().refuses("2025-01-10", &add) else {
        panic!("the trial ends outside the calendar");
    };
    assert!(matches!(*error, TimelineError::Item { item, .. } if item == id("desk")));
    // A price on its own does no harm.
    monthly().does("2025-01-10", &price("seats", 1, When::Now));
}
