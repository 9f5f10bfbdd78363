//! Books that can't be are not read: the error names the line and the rule (INV-10, L6, L7).

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Pause, PauseShape, Price, Recurrence, SubscriptionId, Tax,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, UnitPrice};
use tacite_formats::json;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, day).unwrap()
}

/// June at 10.00: charged on the 1st, days 11 to 20 credited on the 11th for 3.33.
fn june() -> String {
    let contract = Contract::new("Fee", CustomerId::new("cust-1").unwrap(), Currency::EUR);
    let price = Price::Flat(UnitPrice::whole(10));
    let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
    let id = ItemId::new("fee").unwrap();
    let mut history = History::new(SubscriptionId::new("sub-1").unwrap());
    let mut books = Books::new();
    let pause = Pause::new(PauseShape::ByDays, Some(day(21)));
    for (on, sequence, kind) in [
        (day(1), 1, EventKind::Started { contract }),
        (day(1), 2, EventKind::ItemAdded { id, item }),
        (day(11), 3, EventKind::Paused { pause }),
    ] {
        history.push(Event::on(on, sequence, kind)).unwrap();
        books.post(bill(&history, &books, on).unwrap().posting).unwrap();
    }
    json::write(&books)
}

const CHARGE: &str = r#"{"reference":"2025-06-01/2025-07-01","days":"1-30","terms":0,"net":1000,"due":"2025-06-01","issue":{"run":2,"document":{"number":0},"dated":"2025-06-01","known":2}}"#;
const CREDIT: &str = r#"{"reference":"2025-06-01/2025-07-01","days":"11-20","before":30,"terms":0,"net":-333,"due":"2025-06-11","corrects":1,"issue":{"run":3,"document":{"number":0,"kind":"credit-note"},"dated":"2025-06-11","known":3}}"#;

/// Says why June is refused after a change of its text.
fn refused(from: &str, to: &str) -> String {
    let (june, changed) = (june(), june().replacen(from, to, 1));
    assert_ne!(june, changed, "{from} is not in {june}");
    let error = json::read::<Books>("june.json", changed).unwrap_err();
    error.to_string()
}

#[test]
fn june_is_written_in_few_words() {
    assert_eq!(
        june(),
        format!(
            r#"{{"format":"tacite-books","version":1,"value":{{"subscription":"sub-1","version":3,"seen":3,"exponent":2,"terms":[{{"price":{{"flat":"10"}},"customer":"cust-1","tax":{{"category":"out-of-scope"}}}}],"items":[{{"id":"fee","frontier":{{"uncharged":"2025-07-01"}},"lines":[{CHARGE},{CREDIT}]}}]}}}}"#
        )
    );
    assert_eq!(json::write(&Books::new()), r#"{"format":"tacite-books","version":1,"value":{}}"#);
}

#[test]
fn a_day_charged_twice_is_named() {
    let again = CHARGE.replace("1-30", "20-21").replace(r#""issue""#, r#""ordinal":2,"issue""#);
    let text = refused(CREDIT, &format!("{CREDIT},{again}"));
    assert!(
        text.ends_with(
            "charge 2 of item fee, period [2025-06-01, 2025-07-01), terms 0: day 21 is charged already (INV-10)"
        ),
        "{text}"
    );
}

#[test]
fn a_credit_of_no_charge_is_named() {
    let text = refused(r#""corrects":1"#, r#""corrects":2"#);
    assert!(text.contains("credit 1 of item fee, period [2025-06-01, 2025-07-01)"), "{text}");
    assert!(
        text.ends_with("it corrects charge 2, which is not there before it (INV-10)"),
        "{text}"
    );
    let text = refused("-333", "-1001");
    assert!(text.contains("it takes back 1001 minor units, 1000 are left of charge 1"), "{text}");
}

#[test]
fn terms_are_those_of_the_books() {
    let text = refused(r#""before":30,"terms":0"#, r#""before":30,"terms":1"#);
    assert!(text.ends_with("terms 1: the books have only 1 terms (INV-10)"), "{text}");
    let text = refused(r#""days":"1-30","terms":0,"#, r#""days":"1-30","#);
    assert!(text.contains("missing field `terms`"), "{text}");
    let terms = r#""terms":[{"price":{"flat":"10"},"customer":"cust-1","tax":{"category":"out-of-scope"}}],"#;
    let text = refused(terms, "");
    assert!(text.contains("charge 1 of item fee"), "{text}");
    assert!(text.ends_with("terms 0: the books have only 0 terms (INV-10)"), "{text}");
}

#[test]
fn days_periods_and_dates_have_one_spelling() {
    for (from, to, says) in [
        ("1-30", "1-15,16-30", "days from 16 on don't follow those up to 15"),
        ("1-30", "30-1", "\"30-1\" are no day numbers"),
        ("1-30", "01-30", "\"01-30\" are no day numbers"),
        ("1-30", "0-30", "\"0-30\" are no day numbers"),
        ("1-30", "1-31", "day 31 is not one of the 30 days of the period"),
        ("1-30", "none", "it charges no day"),
        ("1-30", "", "\"\" are no day numbers"),
        ("2025-06-01/2025-07-01", "2025-06-01", "\"2025-06-01\" is no period"),
        ("2025-06-01/2025-07-01", "2025-07-01/2025-06-01", "2025-07-01"),
        ("2025-06-01/2025-07-01", "once", "a line of once has no period: it needs a \"billing\""),
        ("2025-06-01/2025-07-01", "adjustment 07", "\"adjustment 07\" names no event"),
        (r#""net":1000"#, r#""net":10.5"#, "floats carry no money"),
        (r#""net":1000"#, r#""net":9223372036854775808"#, "9223372036854775808"),
        (r#""uncharged":"2025-07-01""#, r#""uncharged":"+262143-01-01""#, "is no date"),
        (r#""net":1000"#, r#""net":1000,"more":1"#, "unknown field `more`"),
    ] {
        let text = refused(from, to);
        assert!(text.contains(says), "{to}: {text}");
    }
}

#[test]
fn the_first_and_the_last_day_are_dates() {
    let changed = june().replace("2025-07-01\"}", "-262143-01-01\",\"waiting\":\"+262142-12-31\"}");
    let books = json::read::<Books>("june.json", &changed).unwrap();
    assert_eq!(json::write(&books), changed);
}
