//! Random commands, about the same few items and days, so that they meet.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use tacite::calendar::{Cadence, Length};
use tacite::command::{Command, Content, NewTerm, PauseLength, When};
use tacite::contract::{
    Clocks, Contract, CustomerId, ExitFee, ExitFeeValue, Item, Lasting, NoticeEnd, NoticePolicy,
    PauseLimits, PauseShape, Price, ReducedPrice, Renewal, Term, WithdrawalCredit,
};
use tacite::history::EventKind;
use tacite::money::{Amount, Currency, Percent, Quantity, UnitPrice};

use crate::asking::{contract, every, for_a_year, id, named, once, tacit, vat};
use crate::expected::NAMES;
use crate::machine::Said;
use crate::model::{Agreement, Model};

/// The first and the last day that commands name.
pub(crate) fn days() -> (NaiveDate, NaiveDate) {
    let first = NaiveDate::from_ymd_opt(2024, 12, 15).unwrap();
    (first, NaiveDate::from_ymd_opt(2026, 3, 31).unwrap())
}

/// Makes the contract of an agreement.
pub(crate) fn contract_of(agreement: Agreement) -> Contract {
    match agreement {
        Agreement::Bound => {
            let value = ExitFeeValue::Fixed(Amount::new(5_000, Currency::EUR));
            let pauses = PauseLimits {
                longest: Some(Length::weeks(6)),
                per_year: Some(1),
                notice: Some(Length::days(3)),
            };
            Contract {
                commitment: Some(Lasting::For(Length::months(6))),
                exit_fee: Some(ExitFee { label: "Early exit".into(), value, tax: vat() }),
                notice: Some(NoticePolicy { length: Length::months(1), ends: NoticeEnd::AnyDay }),
                withdrawal_days: Some(14),
                pauses,
                ..contract()
            }
        }
        Agreement::ByHand => {
            let first = Lasting::For(Length::months(6));
            Contract { term: Some(Term { first, renewal: Renewal::ByHand }), ..contract() }
        }
        Agreement::Tacit => for_a_year(tacit()),
    }
}

fn per_unit(cadence: Cadence) -> Item {
    let item = every(cadence, 30);
    Item { price: Price::PerUnit(UnitPrice::whole(30)), ..item }
}

/// Makes the item that has a name.
pub(crate) fn item_of(name: &str) -> Item {
    match name {
        "set-up" => Item { price: Price::PerUnit(UnitPrice::whole(50)), ..once() },
        "desk" => per_unit(Cadence::WEEKLY),
        _ => per_unit(Cadence::MONTHLY),
    }
}

/// A day near one that matters, near today, or anywhere.
pub(crate) fn date(model: &Model) -> BoxedStrategy<NaiveDate> {
    let (first, last) = days();
    let mut known: Vec<NaiveDate> = model.facts.iter().map(|fact| fact.on).collect();
    known.extend(model.windows().into_iter().filter_map(|window| window.until));
    known.extend(model.end());
    known.push(model.today);
    let today = model.today;
    prop_oneof![
        3 => (select(known), -1..=1_i64).prop_map(|(day, off)| moved(day, off)),
        3 => (-20..=60_i64).prop_map(move |off| moved(today, off)),
        1 => (0..(last - first).num_days()).prop_map(move |off| moved(first, off)),
    ]
    .boxed()
}

fn moved(day: NaiveDate, days: i64) -> NaiveDate {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { day - count } else { day + count }
}

fn when(model: &Model) -> BoxedStrategy<When> {
    prop_oneof![
        2 => Just(When::Now),
        4 => date(model).prop_map(When::On),
        2 => Just(When::NextPeriod),
        1 => Just(When::NextRenewal),
    ]
    .boxed()
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => select(&NAMES[..4]), 1 => Just("adjustment")]
}

fn length(model: &Model) -> BoxedStrategy<PauseLength> {
    prop_oneof![
        (0..20_u32).prop_map(PauseLength::Days),
        (1..8_u32).prop_map(PauseLength::Weeks),
        (1..3_u32).prop_map(PauseLength::Periods),
        date(model).prop_map(PauseLength::Until),
        Just(PauseLength::Open),
    ]
    .boxed()
}

fn shape() -> impl Strategy<Value = PauseShape> {
    let half = PauseShape::Reduced(ReducedPrice::Percent(Percent::whole(50)));
    select(vec![PauseShape::ByDays, PauseShape::WholePeriods, half])
}

fn start(model: &Model) -> BoxedStrategy<Command> {
    let contract = contract_of(model.agreement);
    let names = select(vec![&["seats"][..], &["seats", "desk"], &["set-up"], &["desk", "set-up"]]);
    (date(model), names)
        .prop_map(move |(start, names)| Command::Subscribe {
            contract: contract.clone(),
            start,
            content: Content::Items(names.iter().map(|name| named(name, item_of(name))).collect()),
        })
        .boxed()
}

/// A command that the model knows.
#[expect(clippy::too_many_lines, reason = "one choice for each command")]
pub(crate) fn command(model: &Model) -> BoxedStrategy<Command> {
    let (date, when) = (|| date(model), || when(model));
    let sequence = 0..=(model.facts.len() as u64 + 1);
    let customers = select(vec!["cust-8", "cust-9"]);
    let fee = select(vec![None, Some(5_000), Some(1)]);
    let (last_period, reason) = (None, None);
    let choices: Vec<(u32, BoxedStrategy<Command>)> = vec![
        (1, start(model)),
        (
            4,
            (name(), when())
                .prop_map(|(name, when)| Command::AddItem {
                    id: id(name),
                    item: item_of(name),
                    when,
                })
                .boxed(),
        ),
        (
            2,
            (name(), when())
                .prop_map(|(name, when)| Command::RemoveItem { id: id(name), when })
                .boxed(),
        ),
        (
            4,
            (name(), 1..9_u32, when())
                .prop_map(|(name, quantity, when)| Command::ChangeQuantity {
                    id: id(name),
                    quantity: Quantity::whole(quantity),
                    when,
                })
                .boxed(),
        ),
        (
            1,
            (name(), when())
                .prop_map(|(name, when)| Command::ChangePrice {
                    id: id(name),
                    price: UnitPrice::whole(9).into(),
                    when,
                })
                .boxed(),
        ),
        (
            6,
            (date(), length(model), shape())
                .prop_map(|(from, length, shape)| Command::Pause {
                    from,
                    length,
                    shape,
                    clocks: Clocks::RUNNING,
                })
                .boxed(),
        ),
        (2, date().prop_map(|until| Command::ExtendPause { until }).boxed()),
        (3, date().prop_map(|on| Command::Resume { on }).boxed()),
        (2, date().prop_map(|on| Command::GiveNotice { on }).boxed()),
        (2, Just(Command::WithdrawNotice).boxed()),
        (
            2,
            (proptest::option::of(date()), date())
                .prop_map(|(until, on)| Command::ChangeCommitment { until, on })
                .boxed(),
        ),
        (
            2,
            prop_oneof![Just(NewTerm::LikeTheFirst), date().prop_map(NewTerm::Until),]
                .prop_map(|term| Command::Renew { term })
                .boxed(),
        ),
        (1, date().prop_map(move |on| Command::SetEnd { on, last_period }).boxed()),
        (2, Just(Command::ClearEnd).boxed()),
        (
            2,
            (date(), fee)
                .prop_map(move |(on, fee)| Command::Terminate {
                    on,
                    last_period,
                    reason: reason.clone(),
                    accepted_fee: fee.map(|minor| Amount::new(minor, Currency::EUR)),
                })
                .boxed(),
        ),
        (
            1,
            date()
                .prop_map(|on| Command::Withdraw { on, credit: WithdrawalCredit::LessDaysServed })
                .boxed(),
        ),
        (
            2,
            (customers, date())
                .prop_map(|(to, on)| Command::Transfer { to: CustomerId::new(to).unwrap(), on })
                .boxed(),
        ),
        (2, date().prop_map(|to| Command::MoveStart { to }).boxed()),
        (1, Just(Command::Delete).boxed()),
        (
            1,
            date()
                .prop_map(|on| Command::Adjust {
                    amount: Amount::new(-500, Currency::EUR),
                    tax: vat(),
                    label: "Sorry".into(),
                    on,
                })
                .boxed(),
        ),
        (4, sequence.clone().prop_map(|sequence| Command::Retract { sequence }).boxed()),
        (
            2,
            (sequence, name(), date())
                .prop_map(|(sequence, name, effective_on)| {
                    let quantity = Quantity::whole(4);
                    let kind = EventKind::QuantityChanged { id: id(name), quantity };
                    Command::Correct { sequence, effective_on, kind }
                })
                .boxed(),
        ),
    ];
    Union::new_weighted(choices).boxed()
}

/// A command, some days after the one before.
pub(crate) fn transition(model: &Model) -> BoxedStrategy<Said> {
    let command = if model.facts.is_empty() {
        prop_oneof![20 => start(model), 1 => command(model)].boxed()
    } else {
        command(model)
    };
    let wait = prop_oneof![2 => Just(0), 2 => 1..5_u64, 1 => 5..25_u64];
    (wait, command).prop_map(|(wait, command)| Said { wait, command }).boxed()
}
