//! The views say what the documents say (INV-12, CHG-6): amounts by hand.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tacite::calendar::Cadence;
use tacite::contract::{DueRule, Pause, PauseShape, PaymentTerms, PriceMode, Tax, Text};
use tacite::history::{Event, EventKind};
use tacite::money::{Currency, UnitPrice};
use tacite_sqlite::SqliteLedger;
use tacite_store::{ByHand, Commit, Content, Key, Ledger, NewDocument};

use crate::fixture::{bill, contract, desk, item, on, record, series, start};

/// The ledger of which `docs/SQLITE.md` tells.
///
/// - sub-1: 30.00 EUR a month from 1 January 2025, 50.00 from the 11th; billed on 1 and 11 January and
///   1 February. For 11 to 31 January 20.32 are credited, 30.00 − 9.68, and 33.87 charged.
/// - sub-2: 1,200.00 EUR a year from 15 January, to be paid within 30 days.
/// - sub-3: 3,000 JPY a month from 20 January, without tax.
/// - A document made by hand on 3 February.
pub(crate) fn example(ledger: &SqliteLedger) {
    let monthly = start(1, "2025-01-01", contract(1), desk(30, Cadence::MONTHLY));
    ledger.commit(&monthly).unwrap();
    bill(ledger, 1, "2025-01-01");
    let price = UnitPrice::whole(50).into();
    let change = EventKind::PriceChanged { id: item(), price };
    record(ledger, 1, Event::on(on("2025-01-11"), 3, change));
    bill(ledger, 1, "2025-01-11");

    let mut within_30_days = contract(2);
    within_30_days.payment_terms = PaymentTerms::Single(DueRule::Net { days: 30 });
    let yearly = start(2, "2025-01-15", within_30_days, desk(1_200, Cadence::YEARLY));
    ledger.commit(&yearly).unwrap();
    bill(ledger, 2, "2025-01-15");

    let mut in_yen = contract(3);
    in_yen.currency = Currency::JPY;
    let mut desk = desk(3_000, Cadence::MONTHLY);
    desk.tax = Tax::NONE;
    ledger.commit(&start(3, "2025-01-20", in_yen, desk)).unwrap();
    bill(ledger, 3, "2025-01-20");
    bill(ledger, 1, "2025-02-01");

    let mut by_hand = Commit::new(Key::new("letter 12").unwrap());
    by_hand.documents.push(NewDocument {
        series: series(),
        content: Content::ByHand(ByHand {
            key: Text::from("letter 12"),
            dated_on: on("2025-02-03"),
            body: Text::from("Repair of a chair, 45.00"),
        }),
    });
    ledger.commit(&by_hand).unwrap();
}

/// What a query gives: a head, then a line a row.
pub(crate) fn table(connection: &Connection, sql: &str) -> String {
    let mut statement = connection.prepare(sql).unwrap();
    let mut table = statement.column_names().collect::<Vec<_>>().join(" | ");
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let cells = (0..columns).map(|index| match row.get_ref(index).unwrap() {
            ValueRef::Null => String::from("–"),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
            other @ (ValueRef::Real(_) | ValueRef::Blob(_)) => {
                panic!("{:?} in {sql}", other.data_type())
            }
        });
        table.push('\n');
        table.push_str(&cells.collect::<Vec<_>>().join(" | "));
    }
    table
}

fn shown(fill: impl FnOnce(&SqliteLedger), sql: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let ledger = SqliteLedger::open(&path).unwrap();
    fill(&ledger);
    assert_eq!(ledger.integrity_check().unwrap(), []);
    table(&Connection::open(&path).unwrap(), sql)
}

#[test]
fn recurring_revenue_counts_each_line_that_serves_the_last_day_of_the_month() {
    // January: 30.00, of which 30.00 are credited, then 50.00; a twelfth of 1,200.00.
    // February: 50.00 and 100.00; the yen are billed again on the 20th only.
    assert_eq!(
        shown(example, "SELECT * FROM mrr_by_month"),
        "month | currency | subscriptions | minor_units | amount\n\
         2025-01 | EUR | 2 | 15000 | 150.00\n\
         2025-01 | JPY | 1 | 3000 | 3000\n\
         2025-02 | EUR | 2 | 15000 | 150.00",
    );
}

#[test]
fn what_is_due_is_added_up_by_month_and_currency() {
    // January: 36.00 − 24.38 + 40.64. February: 1,440.00, 30 days from 15 January, and 60.00.
    assert_eq!(
        shown(example, "SELECT * FROM due_by_month"),
        "month | currency | documents | minor_units | amount\n\
         2025-01 | EUR | 3 | 5226 | 52.26\n\
         2025-01 | JPY | 1 | 3000 | 3000\n\
         2025-02 | EUR | 2 | 150000 | 1500.00",
    );
}

#[test]
fn a_line_with_a_hole_is_no_revenue_of_a_month_whose_last_day_is_in_it() {
    // 90.00 a quarter, known to pause from 20 January to 9 February: no day of them is charged, and of the
    // three months February and March are served on their last day.
    let paused = |ledger: &SqliteLedger| {
        let mut commit = start(1, "2025-01-01", contract(1), desk(90, Cadence::QUARTERLY));
        let pause = Pause::new(PauseShape::ByDays, Some(on("2025-02-10")));
        let event = Event {
            sequence: 3,
            recorded_on: on("2025-01-01"),
            effective_on: on("2025-01-20"),
            kind: EventKind::Paused { pause },
        };
        commit.appends[0].records.push(tacite_store::Record::Event(event));
        ledger.commit(&commit).unwrap();
        bill(ledger, 1, "2025-01-01");
        // A second one, so that the view reaches to April.
        ledger.commit(&start(2, "2025-04-01", contract(2), desk(10, Cadence::MONTHLY))).unwrap();
        bill(ledger, 2, "2025-04-01");
    };
    assert_eq!(
        shown(paused, "SELECT month, amount FROM mrr_by_month"),
        "month | amount\n2025-02 | 30.00\n2025-03 | 30.00\n2025-04 | 10.00",
    );
}

#[test]
fn prices_that_include_tax_are_worth_what_is_left_without_it() {
    // 240.00 a quarter including 20 %: 200.00, of which a month is a third, 66.67; 4 weeks at 28.00 are
    // 28.00 × 13/12 = 30.33 a month.
    let fill = |ledger: &SqliteLedger| {
        let mut including = contract(1);
        including.prices = PriceMode::IncludingTax;
        ledger.commit(&start(1, "2025-01-01", including, desk(240, Cadence::QUARTERLY))).unwrap();
        bill(ledger, 1, "2025-01-01");
        ledger
            .commit(&start(2, "2025-01-06", contract(2), desk(28, Cadence::FOUR_WEEKLY)))
            .unwrap();
        bill(ledger, 2, "2025-01-06");
    };
    assert_eq!(
        shown(fill, "SELECT subscription, net, monthly FROM lines"),
        "subscription | net | monthly\nsub-1 | 24000 | 6667\nsub-2 | 2800 | 3033",
    );
}

#[test]
fn sums_are_exact_or_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    example(&SqliteLedger::open(&path).unwrap());
    let connection = Connection::open(&path).unwrap();
    connection.execute("UPDATE payables SET amount = 9223372036854775807", []).unwrap();
    let sum = connection.query_row("SELECT sum(amount) FROM payables", [], |row| {
        row.get::<_, rusqlite::types::Value>(0)
    });
    assert_eq!(sum.unwrap_err().to_string(), "integer overflow");
}
