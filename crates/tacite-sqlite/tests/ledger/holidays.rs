//! CAL-7: an event may name a holiday rule, and is read by who has it.

use chrono::NaiveDate;
use tacite::calendar::{Cadence, Convention, HolidayCalendar, HolidayRule};
use tacite_sqlite::{Options, SqliteLedger};
use tacite_store::{Ledger, LedgerError};

use crate::fixture::{bill, contract, desk, on, start, stream, sub};

/// The 2nd of January is off.
const SECOND: HolidayRule =
    HolidayRule { name: "second", is_holiday: |date: NaiveDate| date == on("2025-01-02") };

#[test]
fn an_event_that_names_a_rule_is_read_by_who_has_the_rule() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let mut options = Options::default();
    options.holiday_rules.push(SECOND);
    let ledger = SqliteLedger::open_with(&path, options).unwrap();
    let mut closed = contract(1);
    closed.billing.business_days.holidays = HolidayCalendar::Rule(SECOND);
    closed.billing.business_days.payments = Convention::Following;
    let commit = start(1, "2025-01-02", closed, desk(31, Cadence::MONTHLY));
    ledger.commit(&commit).unwrap();
    bill(&ledger, 1, "2025-01-02");
    // Due on receipt, on the 2nd: the day after.
    let due_on = rusqlite::Connection::open(&path).unwrap().query_row(
        "SELECT due_on FROM payables",
        [],
        |row| row.get::<_, String>(0),
    );
    assert_eq!(due_on.unwrap(), "2025-01-03");
    assert_eq!(stream(&ledger, 1).records.len(), 3);

    let without = SqliteLedger::open(&path).unwrap();
    let error = without.streams(&[sub(1)]).unwrap_err();
    let LedgerError::Corrupt { place, message } = error else { panic!("{error:?}") };
    assert_eq!(place, "stream sub-1, version 1");
    assert!(message.contains("\"second\" is no holiday rule"), "{message}");
}
