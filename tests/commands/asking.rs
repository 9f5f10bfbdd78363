//! What the tests have in common: a subscription that commands are said to, and events in a line.

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::{Cadence, Length};
use tacite::command::{
    Command, Content, NamedItem, PauseLength, Refusal, RefusalRule, State, When, decide,
};
use tacite::contract::{
    Clocks, Contract, CustomerId, Item, ItemId, Lasting, NoticeEnd, NoticePolicy, PauseShape,
    Price, Recurrence, Renewal, SubscriptionId, Tax, Term, Timing,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Percent, Quantity, UnitPrice};

/// Parses a date.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn id(text: &str) -> ItemId {
    ItemId::new(text).unwrap()
}

pub(crate) fn vat() -> Tax {
    Tax::standard(Percent::whole(20))
}

/// Makes a contract in euro without term, commitment or notice.
pub(crate) fn contract() -> Contract {
    Contract::new("Team plan", CustomerId::new("cust-7").unwrap(), Currency::EUR)
}

/// Makes a contract for a year that renews in some way, with three months' notice to the term's end.
pub(crate) fn for_a_year(renewal: Renewal) -> Contract {
    let term = Term { first: Lasting::For(Length::years(1)), renewal };
    let notice = NoticePolicy { length: Length::months(3), ends: NoticeEnd::TermEnd };
    Contract { term: Some(term), notice: Some(notice), ..contract() }
}

pub(crate) fn tacit() -> Renewal {
    Renewal::Tacit { length: Length::years(1), at_most: None }
}

/// Makes an item at a flat price per period.
pub(crate) fn every(cadence: Cadence, price: u32) -> Item {
    let price = Price::Flat(UnitPrice::whole(price));
    Item::recurring("Fee", price, vat(), Recurrence::every(cadence))
}

/// Makes three seats at 12.00 EUR each a month.
pub(crate) fn seats() -> Item {
    let price = Price::PerUnit(UnitPrice::whole(12));
    let item = Item::recurring("Seats", price, vat(), Recurrence::every(Cadence::MONTHLY));
    item.times(Quantity::whole(3))
}

pub(crate) fn once() -> Item {
    Item::once("Set-up", Price::Flat(UnitPrice::whole(50)), vat())
}

pub(crate) fn named(name: &str, item: Item) -> NamedItem {
    NamedItem { id: id(name), item }
}

/// Makes a pause by days that stops every clock.
pub(crate) fn pause(from: &str, length: PauseLength) -> Command {
    let (shape, clocks) = (PauseShape::ByDays, Clocks::STOPPED);
    Command::Pause { from: day(from), length, shape, clocks }
}

pub(crate) fn quantity(name: &str, quantity: u32, when: When) -> Command {
    Command::ChangeQuantity { id: id(name), quantity: Quantity::whole(quantity), when }
}

pub(crate) fn price(name: &str, price: u32, when: When) -> Command {
    Command::ChangePrice { id: id(name), price: UnitPrice::whole(price).into(), when }
}

pub(crate) fn on(date: &str) -> When {
    When::On(day(date))
}

pub(crate) fn terminate(date: &str) -> Command {
    Command::Terminate { on: day(date), last_period: None, reason: None, accepted_fee: None }
}

pub(crate) fn set_end(date: &str) -> Command {
    Command::SetEnd { on: day(date), last_period: None }
}

/// A subscription that commands are said to.
#[derive(Clone, Debug)]
pub(crate) struct Subscription {
    pub(crate) history: History,
    pub(crate) books: Books,
}

impl Subscription {
    pub(crate) fn new() -> Self {
        let history = History::new(SubscriptionId::new("sub-1").unwrap());
        Self { history, books: Books::new() }
    }

    /// Subscribes to items on the day that they start.
    pub(crate) fn of(contract: Contract, start: &str, items: Vec<NamedItem>) -> Self {
        let mut made = Self::new();
        made.does(start, &subscribe(contract, start, items));
        made
    }

    /// Three seats in advance from 1 January 2025.
    pub(crate) fn of_seats(contract: Contract) -> Self {
        Self::of(contract, "2025-01-01", vec![named("seats", seats())])
    }

    pub(crate) fn decide(&self, today: &str, command: &Command) -> Result<Vec<Event>, Refusal> {
        decide(&State::of(&self.history, &self.books, day(today)), command)
    }

    /// Carries out a command and prints its events.
    #[track_caller]
    pub(crate) fn does(&mut self, today: &str, command: &Command) -> Vec<String> {
        let events = match self.decide(today, command) {
            Ok(events) => events,
            Err(refusal) => panic!("{refusal}"),
        };
        let printed = events.iter().map(line).collect();
        for event in events {
            assert_eq!(event.recorded_on, day(today));
            self.history.push(event).unwrap();
        }
        printed
    }

    /// Returns the rule that a command breaks. The refusal names command, event and rule.
    #[track_caller]
    pub(crate) fn refuses(&self, today: &str, command: &Command) -> RefusalRule {
        let refusal = match self.decide(today, command) {
            Ok(events) => panic!("not refused: {:?}", events.iter().map(line).collect::<Vec<_>>()),
            Err(refusal) => refusal,
        };
        let message = refusal.to_string();
        assert!(message.starts_with(command.name()), "{message}");
        assert!(message.contains(command.event()), "{message}");
        assert!(cites_a_rule(&message), "{message}");
        if let Some(on) = refusal.on {
            assert!(message.contains(&format!("effective {on}")), "{message}");
        }
        refusal.rule
    }

    /// Bills up to a day and issues the documents.
    pub(crate) fn bills(&mut self, as_of: &str) {
        let billing = bill(&self.history, &self.books, day(as_of)).unwrap();
        self.books.post(billing.posting).unwrap();
    }

    /// Returns the first day without service.
    pub(crate) fn ends_on(&self) -> Option<NaiveDate> {
        let year_10000 = NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
        let status = tacite::query::status(&self.history, year_10000).unwrap();
        status.since.filter(|_| status.state == tacite::query::SubscriptionState::Ended)
    }
}

/// Tells whether a message cites a rule, such as (HIS-5).
fn cites_a_rule(message: &str) -> bool {
    let books = ["CAL", "MON", "HIS", "CHG", "PAU", "TRM", "INV", "CST"];
    books.iter().any(|book| message.contains(&format!("{book}-")))
}

pub(crate) fn subscribe(contract: Contract, start: &str, items: Vec<NamedItem>) -> Command {
    Command::Subscribe { contract, start: day(start), content: Content::Items(items) }
}

/// Makes an item that is billed at the end of its periods.
pub(crate) fn in_arrears(item: Item) -> Item {
    let mut item = item;
    if let tacite::contract::ItemSchedule::Recurring(recurrence) = &mut item.schedule {
        recurrence.timing = Timing::Arrears;
    }
    item
}

/// Prints an event: sequence, kind, effective date, and what of it is a date, an id or a number.
pub(crate) fn line(event: &Event) -> String {
    let until = |date: Option<NaiveDate>| date.map_or("open".into(), |date| date.to_string());
    let more = match &event.kind {
        EventKind::ItemAdded { id, .. }
        | EventKind::ItemRemoved { id }
        | EventKind::PriceChanged { id, .. }
        | EventKind::CadenceChanged { id, .. }
        | EventKind::TimingChanged { id, .. }
        | EventKind::AnchorChanged { id, .. } => id.to_string(),
        EventKind::QuantityChanged { id, quantity } => format!("{id} {quantity}"),
        EventKind::Paused { pause } => format!("until {}", until(pause.until)),
        EventKind::NoticeGiven { end } => format!("to {end}"),
        EventKind::CommitmentChanged { until: date } => format!("until {}", until(*date)),
        EventKind::RenewedByHand { until } => format!("until {until}"),
        EventKind::Terminated { exit_fee: Some(fee), .. } => format!("for {fee}"),
        EventKind::Transferred { customer } => format!("to {customer}"),
        EventKind::ManualAdjustment { amount, label, .. } => format!("{amount} {label}"),
        EventKind::Retracted { sequence } => format!("#{sequence}"),
        EventKind::DiscountGranted { id, .. } | EventKind::DiscountWithdrawn { id } => {
            id.to_string()
        }
        EventKind::Started { .. }
        | EventKind::PlanChanged { .. }
        | EventKind::TaxChanged { .. }
        | EventKind::Resumed
        | EventKind::NoticeWithdrawn
        | EventKind::RenewalNoticeSent
        | EventKind::EndSet { .. }
        | EventKind::EndCleared
        | EventKind::Terminated { .. }
        | EventKind::Withdrawn { .. }
        | EventKind::ReferenceChanged { .. }
        | EventKind::SigningDateChanged { .. }
        | EventKind::PaymentTermsChanged { .. }
        | EventKind::PaymentMeansChanged { .. } => String::new(),
    };
    let Event { sequence, effective_on, kind, .. } = event;
    format!("#{sequence} {effective_on} {} {more}", kind.name()).trim_end().to_owned()
}
