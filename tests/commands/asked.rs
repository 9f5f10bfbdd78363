//! Random commands of every kind, about few items and days, so that they meet.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use tacite::calendar::{Anchor, Cadence, Length, Unit};
use tacite::command::{Command, Content, NewTerm, PauseLength, PlanPolicy, Proration, When};
use tacite::contract::{
    Basis, Clocks, Contract, CustomerId, Discount, DiscountDuration, DiscountId, DiscountValue,
    DueRule, ExitFee, ExitFeeValue, GridAnchor, Item, ItemId, ItemSchedule, Lasting, PauseLimits,
    PauseShape, PaymentMeans, PaymentTerms, Phase, PhasePrice, Plan, PlanId, PlanItem,
    PlanItemCode, Price, ReducedPrice, Renewal, StubDiscount, Tax, Term, Timing, WithdrawalCredit,
};
use tacite::history::EventKind;
use tacite::money::{Amount, Currency, Percent, Quantity, UnitPrice};

use crate::asking::{contract, every, for_a_year, id, in_arrears, named, once, seats, tacit, vat};
use crate::model::Agreement;
use crate::said::{contract_of, days};

/// What happens next: days pass, then a command is said, or what is due is billed.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) wait: u64,
    pub(crate) command: Option<Command>,
}

fn date() -> BoxedStrategy<NaiveDate> {
    let (first, _) = days();
    let ends = ["2025-01-01", "2025-01-31", "2025-02-28", "2025-04-01", "2026-01-01"];
    let ends = ends.map(|end| end.parse::<NaiveDate>().unwrap());
    let any = (0..470_u64).prop_map(move |day| first + Days::new(day));
    prop_oneof![1 => select(ends.to_vec()), 2 => any].boxed()
}

fn when() -> BoxedStrategy<When> {
    prop_oneof![
        2 => Just(When::Now),
        2 => date().prop_map(When::On),
        3 => Just(When::NextPeriod),
        1 => Just(When::NextRenewal),
    ]
    .boxed()
}

fn cadence() -> BoxedStrategy<Cadence> {
    let odd = Cadence::new(5, Unit::Week).unwrap();
    select(vec![Cadence::WEEKLY, Cadence::MONTHLY, Cadence::QUARTERLY, odd]).boxed()
}

fn anchor() -> BoxedStrategy<Anchor> {
    prop_oneof![
        Just(Anchor::Start),
        Just(Anchor::StartOrMonthEnd),
        Just(Anchor::Calendar),
        date().prop_map(Anchor::Date),
    ]
    .boxed()
}

fn item() -> BoxedStrategy<Item> {
    let trial = |length: Length| {
        let mut item = every(Cadence::MONTHLY, 30);
        if let ItemSchedule::Recurring(recurrence) = &mut item.schedule {
            recurrence.phases = vec![Phase { length, price: PhasePrice::Free }];
            recurrence.anchor = GridAnchor::TrialEnd;
        }
        item
    };
    let mut calendar = every(Cadence::QUARTERLY, 90);
    if let ItemSchedule::Recurring(recurrence) = &mut calendar.schedule {
        recurrence.anchor = GridAnchor::Rule(Anchor::Calendar);
    }
    let mut by_months = every(Cadence::MONTHLY, 30);
    if let ItemSchedule::Recurring(recurrence) = &mut by_months.schedule {
        recurrence.basis = Basis::MonthsThenDays;
    }
    let negative = Price::Flat(UnitPrice::new("-1".parse().unwrap()).unwrap());
    prop_oneof![
        8 => cadence().prop_map(|cadence| every(cadence, 40)),
        4 => Just(seats()),
        4 => Just(in_arrears(seats())),
        4 => Just(once()),
        2 => Just(trial(Length::days(14))),
        2 => Just(calendar),
        2 => Just(by_months),
        1 => Just(trial(Length::months(u32::MAX))),
        1 => Just(Item { price: negative, ..seats() }),
    ]
    .boxed()
}

const NAMES: [&str; 6] = ["seats", "desk", "set-up", "locker", "chair", "adjustment"];

fn name() -> BoxedStrategy<ItemId> {
    prop_oneof![9 => select(NAMES[..5].to_vec()), 1 => Just(NAMES[5])].prop_map(id).boxed()
}

fn plan() -> BoxedStrategy<Plan> {
    let planned = (select(NAMES[..5].to_vec()), item()).prop_map(|(name, item)| {
        let plan_item = Some(PlanItemCode::new(name).unwrap());
        PlanItem { id: id(name), item: Item { plan_item, ..item } }
    });
    proptest::collection::vec(planned, 1..4)
        .prop_map(|items| Plan { id: PlanId::new("plan").unwrap(), items })
        .boxed()
}

fn agreed() -> BoxedStrategy<Contract> {
    let half = ExitFeeValue::ShareOfRemaining(Percent::whole(50));
    let exit_fee = Some(ExitFee { label: "Early exit".into(), value: half, tax: vat() });
    let until = Lasting::Until("2025-07-01".parse().unwrap());
    let term = Some(Term { first: until, renewal: Renewal::ByHand });
    select(vec![
        contract(),
        contract_of(Agreement::Bound),
        contract_of(Agreement::ByHand),
        for_a_year(tacit()),
        for_a_year(Renewal::None),
        Contract { exit_fee, pauses: PauseLimits::default(), ..contract_of(Agreement::Bound) },
        Contract { term, ..contract() },
    ])
    .boxed()
}

fn content() -> BoxedStrategy<Content> {
    let named = || {
        proptest::collection::vec((name(), item()), 0..3).prop_map(|items| {
            items.into_iter().map(|(id, item)| named(id.as_str(), item)).collect()
        })
    };
    prop_oneof![
        2 => named().prop_map(Content::Items),
        1 => named().prop_map(Content::Order),
        2 => plan().prop_map(Content::Plan),
    ]
    .boxed()
}

fn discount() -> BoxedStrategy<Discount> {
    let ten = DiscountValue::Percent(Percent::whole(10));
    let values = vec![ten, DiscountValue::Amount(UnitPrice::whole(2))];
    let never = DiscountDuration::Periods(0);
    let lasts = vec![DiscountDuration::Forever, DiscountDuration::Periods(2), never];
    (select(values), proptest::option::weighted(0.7, name()), select(lasts))
        .prop_map(|(value, item, lasts)| Discount {
            label: "Less".into(),
            value,
            item,
            lasts,
            order: 0,
            in_stubs: StubDiscount::Prorated,
        })
        .boxed()
}

fn pause() -> BoxedStrategy<Command> {
    let length = prop_oneof![
        8 => (0..60_u32).prop_map(PauseLength::Days),
        4 => (1..9_u32).prop_map(PauseLength::Weeks),
        4 => (1..3_u32).prop_map(PauseLength::Periods),
        4 => date().prop_map(PauseLength::Until),
        10 => Just(PauseLength::Open),
        1 => Just(PauseLength::Days(u32::MAX)),
    ];
    let shape = select(vec![
        PauseShape::ByDays,
        PauseShape::WholePeriods,
        PauseShape::Shift,
        PauseShape::Reduced(ReducedPrice::Price(UnitPrice::whole(3))),
    ]);
    (date(), length, shape, select(vec![Clocks::STOPPED, Clocks::RUNNING]))
        .prop_map(|(from, length, shape, clocks)| Command::Pause { from, length, shape, clocks })
        .boxed()
}

fn kind() -> BoxedStrategy<EventKind> {
    prop_oneof![
        (name(), 1..9_u32).prop_map(|(id, quantity)| EventKind::QuantityChanged {
            id,
            quantity: Quantity::whole(quantity),
        }),
        (name(), item()).prop_map(|(id, item)| EventKind::ItemAdded { id, item }),
        plan().prop_map(|plan| EventKind::PlanChanged { plan }),
        agreed().prop_map(|contract| EventKind::Started { contract }),
        date().prop_map(|end| EventKind::NoticeGiven { end }),
        Just(EventKind::EndSet { last_period: None }),
        Just(EventKind::Resumed),
        Just(EventKind::RenewalNoticeSent),
    ]
    .boxed()
}

/// A command about the items.
fn of_items() -> BoxedStrategy<Command> {
    let tax = || select(vec![vat(), Tax::NONE]);
    let standing = || DiscountId::new("standing").unwrap();
    let policy = select(vec![
        PlanPolicy::Now,
        PlanPolicy::RestartPeriod,
        PlanPolicy::AtPeriodEnd,
        PlanPolicy::AtTermEnd,
    ]);
    let proration = select(vec![Proration::With, Proration::Without]);
    prop_oneof![
        (name(), item(), when()).prop_map(|(id, item, when)| Command::AddItem { id, item, when }),
        (name(), when()).prop_map(|(id, when)| Command::RemoveItem { id, when }),
        (name(), 0..9_u32, when()).prop_map(|(id, quantity, when)| Command::ChangeQuantity {
            id,
            quantity: Quantity::whole(quantity),
            when,
        }),
        (name(), when()).prop_map(|(id, when)| Command::ChangePrice {
            id,
            price: UnitPrice::whole(9).into(),
            when,
        }),
        (plan(), date(), policy, proration).prop_map(|(plan, on, policy, proration)| {
            Command::ChangePlan { plan, on, policy, proration }
        }),
        (proptest::option::of(name()), tax(), when())
            .prop_map(|(id, tax, when)| Command::ChangeTax { id, tax, when }),
        (name(), cadence(), when()).prop_map(|(id, cadence, when)| Command::ChangeCadence {
            id,
            cadence,
            when
        }),
        (name(), select(vec![Timing::Advance, Timing::Arrears]), when())
            .prop_map(|(id, timing, when)| Command::ChangeTiming { id, timing, when }),
        (name(), anchor(), proptest::option::of(date()))
            .prop_map(|(id, anchor, on)| Command::ChangeAnchor { id, anchor, on }),
        (discount(), when()).prop_map(move |(discount, when)| Command::GrantDiscount {
            id: standing(),
            discount,
            when,
        }),
        when().prop_map(move |when| Command::WithdrawDiscount { id: standing(), when }),
    ]
    .boxed()
}

/// A command about the contract.
fn of_the_contract() -> BoxedStrategy<Command> {
    let net = PaymentTerms::Single(DueRule::Net { days: 30 });
    let currency = prop_oneof![5 => Just(Currency::EUR), 1 => Just(Currency::USD)];
    let new_term = prop_oneof![Just(NewTerm::LikeTheFirst), date().prop_map(NewTerm::Until)];
    let choices: Vec<BoxedStrategy<Command>> = vec![
        date()
            .prop_map(move |on| Command::ChangePaymentTerms { payment_terms: net.clone(), on })
            .boxed(),
        date()
            .prop_map(|on| Command::ChangePaymentMeans { payment_means: PaymentMeans::Card, on })
            .boxed(),
        date().prop_map(|on| Command::ChangeReference { reference: None, on }).boxed(),
        pause(),
        pause(),
        date().prop_map(|until| Command::ExtendPause { until }).boxed(),
        date().prop_map(|on| Command::Resume { on }).boxed(),
        date().prop_map(|on| Command::GiveNotice { on }).boxed(),
        Just(Command::WithdrawNotice).boxed(),
        (proptest::option::of(date()), date())
            .prop_map(|(until, on)| Command::ChangeCommitment { until, on })
            .boxed(),
        new_term.prop_map(|term| Command::Renew { term }).boxed(),
        date().prop_map(|on| Command::SendRenewalNotice { on }).boxed(),
        Just(Command::ClearEnd).boxed(),
        date()
            .prop_map(|on| Command::Transfer { to: CustomerId::new("cust-8").unwrap(), on })
            .boxed(),
        Just(Command::CorrectSigningDate { signed_on: None }).boxed(),
        date().prop_map(|to| Command::MoveStart { to }).boxed(),
        (date(), currency)
            .prop_map(|(on, currency)| Command::Adjust {
                amount: Amount::new(-500, currency),
                tax: vat(),
                label: "Sorry".into(),
                on,
            })
            .boxed(),
        (0..30_u64, date(), kind())
            .prop_map(|(sequence, effective_on, kind)| Command::Correct {
                sequence,
                effective_on,
                kind,
            })
            .boxed(),
        (0..30_u64).prop_map(|sequence| Command::Retract { sequence }).boxed(),
    ];
    Union::new(choices).boxed()
}

/// A command that ends the contract: little can be said after it.
fn of_its_end() -> BoxedStrategy<Command> {
    let credit = select(vec![WithdrawalCredit::Everything, WithdrawalCredit::LessDaysServed]);
    let fee = select(vec![None, Some(5_000), Some(1)]);
    Union::new(vec![
        date().prop_map(|on| Command::SetEnd { on, last_period: None }).boxed(),
        (date(), fee)
            .prop_map(|(on, fee)| Command::Terminate {
                on,
                last_period: None,
                reason: None,
                accepted_fee: fee.map(|minor| Amount::new(minor, Currency::EUR)),
            })
            .boxed(),
        (date(), credit).prop_map(|(on, credit)| Command::Withdraw { on, credit }).boxed(),
        Just(Command::Delete).boxed(),
    ])
    .boxed()
}

fn start() -> BoxedStrategy<Command> {
    let starts = vec!["2025-01-01", "2025-01-31", "2025-02-15"];
    (agreed(), select(starts), content())
        .prop_map(|(contract, start, content)| Command::Subscribe {
            contract,
            start: start.parse().unwrap(),
            content,
        })
        .boxed()
}

/// A start, then whatever is said.
pub(crate) fn steps() -> BoxedStrategy<Vec<Step>> {
    let later = prop_oneof![
        1 => start(),
        12 => of_items(),
        12 => of_the_contract(),
        1 => of_its_end(),
    ];
    let command = prop_oneof![6 => later.prop_map(Some), 1 => Just(None)];
    let wait = prop_oneof![Just(0), 1..20_u64];
    let step = (wait, command).prop_map(|(wait, command)| Step { wait, command });
    let first = start().prop_map(|command| Step { wait: 0, command: Some(command) });
    (first, proptest::collection::vec(step, 0..25))
        .prop_map(|(first, rest)| core::iter::once(first).chain(rest).collect())
        .boxed()
}
