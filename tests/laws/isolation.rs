//! L12: bad subscriptions among good ones: what is not billed yet, amounts beyond 64 bits, books of a
//! longer history, totals beyond 64 bits.

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::Index;
use rust_decimal::Decimal;
use tacite::bill;
use tacite::books::Books;
use tacite::contract::{
    Discount, DiscountDuration, DiscountId, DiscountValue, ItemId, StubDiscount, SubscriptionId,
    Text,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Quantity, UnitPrice};
use tacite_testkit::{Scenario, laws, strategies};

use crate::settings::{LONG_CASES, config};

/// What is wrong with a subscription.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    /// An amount off the whole subscription that is too large to be shared to the cent.
    Discount,
    /// A price of 27 digits: beyond 64 bits of minor units.
    Price,
    /// A price so large that a few lines of it, of one subscription or of several, make no total.
    Total,
    /// Books that have seen an event which the history does not have.
    BooksAhead,
}

/// A subscription of its own name, with its fault, and its books after a first run or none.
fn subscription(
    number: usize,
    scenario: &Scenario,
    fault: Fault,
    is_billed: bool,
) -> (History, Books) {
    let id = SubscriptionId::new(&format!("subscription-{number}")).expect("an id");
    let events = scenario.history.events().iter().cloned();
    let mut history = History::of(id, events).expect("they were a history");
    let mut books = Books::new();
    let first = scenario.runs[0];
    if is_billed {
        let billing = bill(&history, &books, first).expect("such histories are billed");
        books.post(billing.posting).expect("the books are fresh");
    }
    let last = history.events().last().map_or(0, |event| event.sequence);
    let mut tell = |effective_on: NaiveDate, kind| {
        let event = Event { sequence: last + 1, recorded_on: first, effective_on, kind };
        // Refused: the history stays without fault.
        let _refused = history.push(event);
    };
    let start = scenario.history.events()[0].effective_on;
    let item = ItemId::new("item-1").expect("an id");
    let price = |digits: i128| EventKind::PriceChanged {
        id: item,
        price: UnitPrice::new(Decimal::from_i128_with_scale(digits, 0)).expect("a price").into(),
    };
    match fault {
        Fault::None => {}
        Fault::Discount => tell(
            first,
            EventKind::DiscountGranted {
                id: DiscountId::new("whole").expect("an id"),
                discount: Discount {
                    label: Text::from("whole"),
                    value: DiscountValue::Amount(UnitPrice::new(Decimal::MAX).expect("a price")),
                    item: None,
                    lasts: DiscountDuration::Forever,
                    order: 0,
                    in_stubs: StubDiscount::Prorated,
                },
            },
        ),
        Fault::Price => tell(start, price(999_999_999_999_999_999_999_999_999)),
        Fault::Total => tell(start, price(30_000_000_000_000_000)),
        Fault::BooksAhead => {
            let mut longer = history.clone();
            let quantity = EventKind::QuantityChanged { id: item, quantity: Quantity::whole(2) };
            let event = Event {
                sequence: last + 7,
                recorded_on: first,
                effective_on: start,
                kind: quantity,
            };
            longer.push(event).expect("it is the last");
            books = Books::new();
            let billing = bill(&longer, &books, first).expect("such histories are billed");
            books.post(billing.posting).expect("the books are fresh");
        }
    }
    (history, books)
}

fn faults() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::None),
        1 => Just(Fault::Discount),
        1 => Just(Fault::Price),
        1 => Just(Fault::Total),
        1 => Just(Fault::BooksAhead),
    ]
}

proptest! {
    #![proptest_config(config(LONG_CASES, "laws/regressions/isolation.txt"))]

    #[test]
    fn l12_isolation(
        parts in prop::collection::vec(
            (strategies::histories_without_corrections(), faults(), any::<bool>()),
            1..6,
        ),
        last in any::<Index>(),
    ) {
        let subscriptions: Vec<_> = parts
            .iter()
            .enumerate()
            .map(|(number, (scenario, fault, is_billed))| {
                subscription(number, scenario, *fault, *is_billed)
            })
            .collect();
        let as_of = parts[last.index(parts.len())].0.last_run();
        laws::isolation(&subscriptions, as_of)?;
    }
}
