//! Amounts off one item and off the whole: shared, stacked, in full in stubs, named on their lines.
//!
//! Rows 1.18, 3.7; CHG-9, MON-4. Each line is printed as date, label, share, net, and what is off.

use tacite::bill;
use tacite::checkpoint::close;
use tacite::document::{AllowanceName, Document, Line};
use tacite::explain::explain;
use tacite::history::Event;
use tacite_formats::text::{self, Explained, Language};

use crate::billing::{billed_until, day, history, nights};

/// An item of a contract in EUR: id and label, price per month, what else its schedule says.
type Priced<'s> = (&'s str, &'s str, &'s str);

const MONTHLY: &str = r#""every":"1 month""#;
const ON_THE_FIRST: &str = r#""every":"1 month","anchor":{"day-of-month":1}"#;

/// Events of a contract: its start, its items on that day, and more, numbered from 11.
fn events(start: &str, items: &[Priced<'_>], more: &[&str]) -> String {
    in_currency("EUR", start, items, more)
}

fn in_currency(currency: &str, start: &str, items: &[Priced<'_>], more: &[&str]) -> String {
    let started = format!(
        r#"{{"started":{{"contract":{{"label":"Team","customer":"cust-7","currency":"{currency}"}}}}}}"#
    );
    let items = items.iter().map(|(id, price, schedule)| item(id, price, schedule));
    let first = [started].into_iter().chain(items).map(|event| on(start, &event));
    let more = more.iter().map(|event| (*event).to_owned());
    let numbered = (1..).zip(first).chain((11..).zip(more));
    let events = numbered.map(|(sequence, event)| format!("{{\"sequence\":{sequence},{event}}}"));
    let header = r#"{"format":"tacite-events","version":1,"subscription":"discounts"}"#.to_owned();
    [header].into_iter().chain(events).collect::<Vec<_>>().join("\n") + "\n"
}

fn item(id: &str, price: &str, schedule: &str) -> String {
    format!(
        r#"{{"item-added":{{"id":"{id}","item":{{"label":"{id}","price":{{"flat":"{price}"}},"tax":{{"category":"standard","rate":"20"}},"schedule":{{{schedule}}}}}}}}}"#
    )
}

/// An event recorded on a day that holds from that day on.
fn on(day: &str, event: &str) -> String {
    format!(r#""recorded_on":"{day}","event":{event}"#)
}

/// A grant: its value, how long it lasts, and what else it says.
fn off(id: &str, value: &str, lasts: &str, more: &str) -> String {
    format!(
        r#"{{"discount-granted":{{"id":"{id}","discount":{{"label":"{id}","value":{{{value}}},"lasts":{lasts}{more}}}}}}}"#
    )
}

/// 10.00 off the whole, for good unless it says otherwise.
fn ten(lasts: &str) -> String {
    off("team", r#""amount":"10.00""#, lasts, "")
}

/// Bills night by night, and lists the lines by date and label.
fn lines(events: &str, until: &str) -> String {
    let documents = billed(events, until);
    let lines = documents.iter().flat_map(|document| {
        document.lines.iter().map(|line| format!("{} {}\n", document.dated_on, shown(line)))
    });
    lines.collect()
}

fn billed(events: &str, until: &str) -> Vec<Document> {
    let history = history(events);
    let first = history.events()[0].recorded_on.to_string();
    nights(&history, &first, until)
}

fn shown(line: &Line) -> String {
    let sum: i64 = line.allowances.iter().map(|allowance| allowance.amount.minor()).sum();
    assert_eq!(sum, line.allowance.minor(), "they add up to the allowance of {}", line.key());
    let named = line.allowances.iter().map(|allowance| match &allowance.name {
        AllowanceName::Discount(label) => format!(", {label} {}", allowance.amount),
        AllowanceName::FreePhase => format!(", free phase {}", allowance.amount),
    });
    format!("{} {}: {}{}", line.label, line.share, line.net, named.collect::<String>())
}

/// Seats at 30.00 and support at 20.00 a month, from 1 January 2025.
const SEATS_AND_SUPPORT: [Priced<'_>; 2] =
    [("seats", "30.00", MONTHLY), ("support", "20.00", MONTHLY)];

/// CHG-9, MON-4: 10.00 by 30 and 20 is 6.00 and 4.00
#[test]
fn an_amount_off_the_whole_is_shared_by_price() {
    let grant = on("2025-01-01", &ten(r#""forever""#));
    let events = events("2025-01-01", &SEATS_AND_SUPPORT, &[&grant]);
    insta::assert_snapshot!(lines(&events, "2025-02-01"), @"
    2025-01-01 seats 31/31: 24.00 EUR, team 6.00 EUR
    2025-01-01 support 31/31: 16.00 EUR, team 4.00 EUR
    2025-02-01 seats 28/28: 24.00 EUR, team 6.00 EUR
    2025-02-01 support 28/28: 16.00 EUR, team 4.00 EUR
    ");
}

/// MON-4: three equal weights, one cent: the first item has it, the others have no share
#[test]
fn one_cent_off_three_equal_items_is_the_first_ones() {
    let items = [("a", "5.00", MONTHLY), ("b", "5.00", MONTHLY), ("c", "5.00", MONTHLY)];
    let grant = on("2025-01-01", &off("cent", r#""amount":"0.01""#, r#""forever""#, ""));
    insta::assert_snapshot!(lines(&events("2025-01-01", &items, &[&grant]), "2025-01-01"), @"
    2025-01-01 a 31/31: 4.99 EUR, cent 0.01 EUR
    2025-01-01 b 31/31: 5.00 EUR
    2025-01-01 c 31/31: 5.00 EUR
    ");
}

/// MON-1, MON-4: 1,000 yen by 3, 3 and 1: 428.57…, 428.57… and 142.85…, so 429, 428 and 143
#[test]
fn yen_are_shared_in_whole_yen() {
    let items = [("a", "3000", MONTHLY), ("b", "3000", MONTHLY), ("c", "1000", MONTHLY)];
    let grant = on("2025-01-01", &off("yen", r#""amount":"1000""#, r#""forever""#, ""));
    let events = in_currency("JPY", "2025-01-01", &items, &[&grant]);
    insta::assert_snapshot!(lines(&events, "2025-01-01"), @"
    2025-01-01 a 31/31: 2571 JPY, yen 429 JPY
    2025-01-01 b 31/31: 2572 JPY, yen 428 JPY
    2025-01-01 c 31/31: 857 JPY, yen 143 JPY
    ");
}

/// An amount of thousandths is shared in thousandths: 0.015 by two equal weights is 0.008 and 0.007,
/// so 9.992 and 9.993 of 10.00 each, 99.92 and 99.93 of ten thousand of them
#[test]
fn an_amount_that_is_written_finer_is_shared_finer() {
    let items = [("a", "10.00", MONTHLY), ("b", "10.00", MONTHLY)];
    let grant = on("2025-01-01", &off("fine", r#""amount":"0.015""#, r#""forever""#, ""));
    let history = history(&events("2025-01-01", &items, &[&grant]));
    let documents = nights(&history, "2025-01-01", "2025-01-01");
    let terms = documents[0].lines.iter().map(|line| format!("{:?}", line.terms.allowances));
    insta::assert_snapshot!(terms.collect::<Vec<_>>().join("\n"), @"
    Allowances(Some([Amount(UnitPrice(0.008))]))
    Allowances(Some([Amount(UnitPrice(0.007))]))
    ");
}

/// MON-4, CHG-8: storage at 50.00 comes on 16 March: 3.00, 2.00 and 5.00 from that day on. By hand, 16
/// of 31 days: of seats 24.00 − 11.61 = 12.39 is given back and 27.00 × 16/31 = 13.94 charged, of
/// support 16.00 − 7.74 = 8.26 and 18.00 × 16/31 = 9.29
#[test]
fn an_item_that_comes_in_the_middle_of_a_month_changes_the_shares_from_its_day() {
    let grant = on("2025-01-01", &ten(r#""forever""#));
    let storage = on("2025-03-16", &item("storage", "50.00", MONTHLY));
    let events = events("2025-01-01", &SEATS_AND_SUPPORT, &[&grant, &storage]);
    let all = lines(&events, "2025-03-31");
    let march: String = all
        .lines()
        .filter(|line| line.starts_with("2025-03"))
        .fold(String::new(), |march, line| march + line + "\n");
    insta::assert_snapshot!(march, @"
    2025-03-01 seats 31/31: 24.00 EUR, team 6.00 EUR
    2025-03-01 support 31/31: 16.00 EUR, team 4.00 EUR
    2025-03-16 seats 16/31: -12.39 EUR, team -3.09 EUR
    2025-03-16 support 16/31: -8.26 EUR, team -2.06 EUR
    2025-03-16 seats 16/31: 13.94 EUR, team 1.54 EUR
    2025-03-16 support 16/31: 9.29 EUR, team 1.03 EUR
    2025-03-16 storage 31/31: 45.00 EUR, team 5.00 EUR
    ");
}

/// CHG-9 (1.18): January only; January and February; until 15 February, which is known on the 1st
#[test]
fn a_shared_amount_lasts_once_for_periods_or_until_a_date() {
    for (lasts, until) in [(r#"{"periods":1}"#, "2025-02-01"), (r#"{"periods":2}"#, "2025-03-01")] {
        let grant = on("2025-01-01", &ten(lasts));
        let all = lines(&events("2025-01-01", &SEATS_AND_SUPPORT, &[&grant]), until);
        let last = format!("{until} seats 1/1: 30.00 EUR\n{until} support 1/1: 20.00 EUR\n");
        let days = if until == "2025-02-01" { "28/28" } else { "31/31" };
        let last = last.replace("1/1", days);
        assert!(all.ends_with(&last), "{all}");
        assert_eq!(all.matches("team 6.00 EUR").count(), if until == "2025-02-01" { 1 } else { 2 });
    }
    let grant = on("2025-01-01", &ten(r#"{"until":"2025-02-15"}"#));
    let events = events("2025-01-01", &SEATS_AND_SUPPORT, &[&grant]);
    insta::assert_snapshot!(lines(&events, "2025-02-28"), @"
    2025-01-01 seats 31/31: 24.00 EUR, team 6.00 EUR
    2025-01-01 support 31/31: 16.00 EUR, team 4.00 EUR
    2025-02-01 seats 14/28: 12.00 EUR, team 3.00 EUR
    2025-02-01 support 14/28: 8.00 EUR, team 2.00 EUR
    2025-02-15 seats 14/28: 15.00 EUR
    2025-02-15 support 14/28: 10.00 EUR
    ");
}

/// CHG-9: withdrawn on 15 February, half of the month's 24.00 and 16.00 are given back and half of
/// 30.00 and 20.00 charged
#[test]
fn a_shared_amount_is_withdrawn() {
    let grant = on("2025-02-01", &ten(r#""forever""#));
    let withdrawn = on("2025-02-15", r#"{"discount-withdrawn":{"id":"team"}}"#);
    let items = [("seats", "30.00", MONTHLY), ("support", "20.00", MONTHLY)];
    let events = events("2025-02-01", &items, &[&grant, &withdrawn]);
    insta::assert_snapshot!(lines(&events, "2025-03-01"), @"
    2025-02-01 seats 28/28: 24.00 EUR, team 6.00 EUR
    2025-02-01 support 28/28: 16.00 EUR, team 4.00 EUR
    2025-02-15 seats 14/28: -12.00 EUR, team -3.00 EUR
    2025-02-15 support 14/28: -8.00 EUR, team -2.00 EUR
    2025-02-15 seats 14/28: 15.00 EUR
    2025-02-15 support 14/28: 10.00 EUR
    2025-03-01 seats 31/31: 30.00 EUR
    2025-03-01 support 31/31: 20.00 EUR
    ");
}

/// L4, INV-6: granted on 10 February from 1 January on: both months are given back and charged anew
#[test]
fn a_back_dated_grant_corrects_the_months_that_were_billed() {
    let grant = format!(
        r#""recorded_on":"2025-02-10","effective_on":"2025-01-01","event":{}"#,
        ten(r#""forever""#)
    );
    let events = events("2025-01-01", &SEATS_AND_SUPPORT, &[&grant]);
    insta::assert_snapshot!(lines(&events, "2025-02-10"), @"
    2025-01-01 seats 31/31: 30.00 EUR
    2025-01-01 support 31/31: 20.00 EUR
    2025-02-01 seats 28/28: 30.00 EUR
    2025-02-01 support 28/28: 20.00 EUR
    2025-02-10 seats 31/31: -30.00 EUR
    2025-02-10 support 31/31: -20.00 EUR
    2025-02-10 seats 28/28: -30.00 EUR
    2025-02-10 support 28/28: -20.00 EUR
    2025-02-10 seats 31/31: 24.00 EUR, team 6.00 EUR
    2025-02-10 support 31/31: 16.00 EUR, team 4.00 EUR
    2025-02-10 seats 28/28: 24.00 EUR, team 6.00 EUR
    2025-02-10 support 28/28: 16.00 EUR, team 4.00 EUR
    ");
}

/// CHG-9: 100.00 less 10 %, 20 % and then 5.00: 90.00, 72.00, 67.00; with the amount first 95.00,
/// 85.50, 68.40; of one order, as they were granted: 80.00, 75.00, 67.50
#[test]
fn discounts_are_taken_in_their_order() {
    let taken = |orders: [u16; 3]| {
        let values = [r#""percent":"10""#, r#""percent":"20""#, r#""amount":"5.00""#];
        let mut grants = Vec::new();
        for ((id, value), order) in ["ten", "twenty", "five"].iter().zip(values).zip(orders) {
            let order = format!(r#","item":"fee","order":{order}"#);
            grants.push(on("2025-01-01", &off(id, value, r#""forever""#, &order)));
        }
        let grants: Vec<&str> = grants.iter().map(String::as_str).collect();
        lines(&events("2025-01-01", &[("fee", "100.00", MONTHLY)], &grants), "2025-01-01")
    };
    let orders = [[1, 2, 3], [1, 2, 0], [2, 1, 1], [7, 7, 7]];
    insta::assert_snapshot!(orders.map(taken).concat(), @"
    2025-01-01 fee 31/31: 67.00 EUR, ten 10.00 EUR, twenty 18.00 EUR, five 5.00 EUR
    2025-01-01 fee 31/31: 68.40 EUR, five 5.00 EUR, ten 9.50 EUR, twenty 17.10 EUR
    2025-01-01 fee 31/31: 67.50 EUR, twenty 20.00 EUR, five 5.00 EUR, ten 7.50 EUR
    2025-01-01 fee 31/31: 67.00 EUR, ten 10.00 EUR, twenty 18.00 EUR, five 5.00 EUR
    ");
}

/// CHG-9: never below zero: two amounts of 60.00 off 100.00, and 5.00 after all of it
#[test]
fn nothing_goes_below_zero() {
    let of_the_fee = r#","item":"fee""#;
    let sixty = |id| on("2025-01-01", &off(id, r#""amount":"60.00""#, r#""forever""#, of_the_fee));
    let all = on("2025-01-01", &off("all", r#""percent":"100""#, r#""forever""#, of_the_fee));
    let five = on("2025-01-01", &off("five", r#""amount":"5.00""#, r#""forever""#, ""));
    let fee = [("fee", "100.00", MONTHLY)];
    let twice = lines(&events("2025-01-01", &fee, &[&sixty("one"), &sixty("two")]), "2025-01-01");
    let whole = lines(&events("2025-01-01", &fee, &[&all, &five]), "2025-01-01");
    insta::assert_snapshot!(twice + &whole, @"
    2025-01-01 fee 31/31: 0.00 EUR, one 60.00 EUR, two 40.00 EUR
    2025-01-01 fee 31/31: 0.00 EUR, all 100.00 EUR, five 0.00 EUR
    ");
}

/// CHG-9, MON-4: weights are prices before allowances: half of the seats first, then 6.00 and 4.00
#[test]
fn shares_don_t_depend_on_other_discounts() {
    let seats = r#","item":"seats""#;
    let half = on("2025-01-01", &off("half", r#""percent":"50""#, r#""forever""#, seats));
    let last = off("team", r#""amount":"10.00""#, r#""forever""#, r#","order":1"#);
    let events = events("2025-01-01", &SEATS_AND_SUPPORT, &[&half, &on("2025-01-01", &last)]);
    insta::assert_snapshot!(lines(&events, "2025-01-01"), @"
    2025-01-01 seats 31/31: 9.00 EUR, half 15.00 EUR, team 6.00 EUR
    2025-01-01 support 31/31: 16.00 EUR, team 4.00 EUR
    ");
}

/// CHG-9, CHG-2: in a free phase an item costs nothing and has no share: the other one has it all
#[test]
fn an_item_in_a_free_phase_has_no_share() {
    let given = r#""every":"1 month","phases":[{"length":"1 month","price":"free-as-allowance"}]"#;
    let items = [("seats", "30.00", given), ("support", "20.00", MONTHLY)];
    let grant = on("2025-01-01", &ten(r#""forever""#));
    let events = events("2025-01-01", &items, &[&grant]);
    insta::assert_snapshot!(lines(&events, "2025-02-01"), @"
    2025-01-01 seats 31/31: 0.00 EUR, free phase 30.00 EUR
    2025-01-01 support 31/31: 10.00 EUR, team 10.00 EUR
    2025-02-01 seats 28/28: 24.00 EUR, team 6.00 EUR
    2025-02-01 support 28/28: 16.00 EUR, team 4.00 EUR
    ");
}

/// CHG-9: what is charged by the year or once takes no part while the first item is charged by the month
#[test]
fn items_of_other_cadences_and_one_offs_take_no_part() {
    let items = [
        ("seats", "30.00", MONTHLY),
        ("hosting", "120.00", r#""every":"1 year""#),
        ("support", "20.00", MONTHLY),
    ];
    let grant = on("2025-01-01", &ten(r#""forever""#));
    let set_up = item("set-up", "50.00", "").replace(r#""schedule":{}"#, r#""schedule":"once""#);
    let events = events("2025-01-01", &items, &[&grant, &on("2025-01-01", &set_up)]);
    insta::assert_snapshot!(lines(&events, "2025-01-01"), @"
    2025-01-01 seats 31/31: 24.00 EUR, team 6.00 EUR
    2025-01-01 hosting 365/365: 120.00 EUR
    2025-01-01 support 31/31: 16.00 EUR, team 4.00 EUR
    2025-01-01 set-up 1/1: 50.00 EUR
    ");
}

/// PAU-1, CHG-9: a pause by days changes no share: 21/31 of 24.00, and all of 16.00 of what goes on
#[test]
fn a_paused_item_keeps_its_share() {
    let paused = r#""recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"paused":{"pause":{"shape":"by-days","until":"2025-01-21"}}}"#;
    let grant = on("2025-01-01", &ten(r#""forever""#));
    let events = events("2025-01-01", &SEATS_AND_SUPPORT, &[&grant, paused]);
    let goes_on = r#""label":"support","pausing":"opts-out""#;
    let events = events.replace(r#""label":"support""#, goes_on);
    insta::assert_snapshot!(lines(&events, "2025-01-31"), @"
    2025-01-01 seats 21/31: 16.26 EUR, team 4.06 EUR
    2025-01-01 support 31/31: 16.00 EUR, team 4.00 EUR
    ");
}

/// CHG-9, CAL-6: 31.00 a month on the 1st, from 22 January to 11 March, 6.00 off: 10 of 31 days of 25.00
/// are 8.06; in full 10.00 − 6.00 = 4.00, at both ends
#[test]
fn an_amount_is_prorated_in_stubs_or_taken_in_full() {
    let end = r#""recorded_on":"2025-01-22","effective_on":"2025-03-11","event":{"end-set":{}}"#;
    let fee = [("fee", "31.00", ON_THE_FIRST)];
    let billed = |more: &str| {
        let grant = on("2025-01-22", &off("six", r#""amount":"6.00""#, r#""forever""#, more));
        lines(&events("2025-01-22", &fee, &[&grant, end]), "2025-03-31")
    };
    let (prorated, full) = (billed(""), billed(r#","in_stubs":"full""#));
    insta::assert_snapshot!(prorated + "\n" + &full, @"
    2025-01-22 fee 10/31: 8.06 EUR, six 1.94 EUR
    2025-02-01 fee 28/28: 25.00 EUR, six 6.00 EUR
    2025-03-01 fee 10/31: 8.06 EUR, six 1.94 EUR

    2025-01-22 fee 10/31: 4.00 EUR, six 6.00 EUR
    2025-02-01 fee 28/28: 25.00 EUR, six 6.00 EUR
    2025-03-01 fee 10/31: 4.00 EUR, six 6.00 EUR
    ");
}

/// CHG-9: two prices within the stub share the amount by days: 5 days of 31.00 and 5 of 62.00 are 5.00
/// and 10.00, 3.00 off each. 20.00 off the first ones leaves nothing
#[test]
fn two_prices_of_a_stub_share_its_amount() {
    let fee = [("fee", "31.00", ON_THE_FIRST)];
    let price = r#""recorded_on":"2025-01-22","effective_on":"2025-01-27","event":{"price-changed":{"id":"fee","price":"62.00"}}"#;
    let billed = |amount: &str| {
        let value = format!(r#""amount":"{amount}""#);
        let grant = off("off", &value, r#""forever""#, r#","in_stubs":"full""#);
        lines(&events("2025-01-22", &fee, &[&on("2025-01-22", &grant), price]), "2025-01-31")
    };
    insta::assert_snapshot!(billed("6.00") + &billed("20.00"), @"
    2025-01-22 fee 5/31: 2.00 EUR, off 3.00 EUR
    2025-01-27 fee 5/31: 7.00 EUR, off 3.00 EUR
    2025-01-22 fee 5/31: 0.00 EUR, off 5.00 EUR
    2025-01-27 fee 5/31: 0.00 EUR, off 10.00 EUR
    ");
}

/// CHG-9, HIS-8: 28.00 a month on the 1st, from 16 February on the 16th: 15 of 28 days, 15.00 − 6.00
#[test]
fn an_amount_is_taken_in_full_off_a_period_that_a_new_anchor_cuts() {
    let anchor = r#""recorded_on":"2025-02-01","effective_on":"2025-02-16","event":{"anchor-changed":{"id":"fee","anchor":{"day-of-month":16}}}"#;
    let grant = off("six", r#""amount":"6.00""#, r#""forever""#, r#","in_stubs":"full""#);
    let fee = [("fee", "28.00", ON_THE_FIRST)];
    let events = events("2025-02-01", &fee, &[&on("2025-02-01", &grant), anchor]);
    insta::assert_snapshot!(lines(&events, "2025-02-28"), @"
    2025-02-01 fee 15/28: 9.00 EUR, six 6.00 EUR
    2025-02-16 fee 28/28: 22.00 EUR, six 6.00 EUR
    ");
}

/// CHG-9, CAL-6: what a `Full` stub adds is charged too, so the month is whole: 31.00 − 6.00
#[test]
fn a_full_stub_is_a_whole_period() {
    let full = r#""every":"1 month","anchor":{"day-of-month":1},"stubs":{"first":"full"}"#;
    let grant = off("six", r#""amount":"6.00""#, r#""forever""#, r#","in_stubs":"full""#);
    let fee = [("fee", "31.00", full)];
    let events = events("2025-01-22", &fee, &[&on("2025-01-22", &grant)]);
    insta::assert_snapshot!(lines(&events, "2025-01-31"), @"2025-01-22 fee 31/31: 25.00 EUR, six 6.00 EUR");
}

/// CHG-5, CHG-9: another label corrects nothing; a credit has the label of its charge
#[test]
fn an_allowance_has_the_label_of_its_grant() {
    let ten_percent = |label: &str| {
        off("loyal", r#""percent":"10""#, r#""forever""#, "")
            .replace(r#""label":"loyal""#, &format!(r#""label":"{label}""#))
    };
    let winter = on("2025-01-01", &ten_percent("Winter"));
    let spring = on("2025-02-01", &ten_percent("Spring"));
    let price = r#""recorded_on":"2025-02-10","effective_on":"2025-01-01","event":{"price-changed":{"id":"fee","price":"40.00"}}"#;
    let fee = [("fee", "30.00", MONTHLY)];
    let again = format!(
        r#""recorded_on":"2025-01-15","effective_on":"2025-01-15","event":{}"#,
        ten_percent("New Year")
    );
    let events = events("2025-01-01", &fee, &[&winter, &again, &spring, price]);
    insta::assert_snapshot!(lines(&events, "2025-02-10"), @"
    2025-01-01 fee 31/31: 27.00 EUR, Winter 3.00 EUR
    2025-02-01 fee 28/28: 27.00 EUR, Spring 3.00 EUR
    2025-02-10 fee 31/31: -27.00 EUR, Winter -3.00 EUR
    2025-02-10 fee 28/28: -27.00 EUR, Spring -3.00 EUR
    2025-02-10 fee 31/31: 36.00 EUR, Winter 4.00 EUR
    2025-02-10 fee 28/28: 36.00 EUR, Spring 4.00 EUR
    ");
}

/// EXP-1: the share, what it is a share of, and by which event; the amount of an incomplete period
#[test]
fn a_share_is_explained() {
    let grant = off("team", r#""amount":"10.00""#, r#""forever""#, r#","in_stubs":"full""#);
    let items = [("seats", "31.00", ON_THE_FIRST), ("support", "31.00", ON_THE_FIRST)];
    let events = events("2025-01-22", &items, &[&on("2025-01-22", &grant)]);
    let (history, documents) = (history(&events), billed(&events, "2025-01-22"));
    let line = documents[0].lines.first();
    let derivation = explain(&history, line).unwrap();
    assert_eq!(derivation.evaluate().unwrap().net, line.net);
    let explained = Explained { derivation: &derivation, line, corrects: None };
    let [english, french] = [Language::English, Language::French]
        .map(|language| text::derivation(explained, language).to_string());
    insta::assert_snapshot!(english + &french, @"
    seats, 22 – 31 Jan 2025
      Price      31.00: the item as added (event 2 of 22 Jan 2025)
      Share      10 of the 31 days of 1 – 31 Jan 2025
      Exact      31.00 × 10/31 = 10.00
      Allowance  5.00 in an incomplete period, 5.00 × 31/10 per period: share of 10.00, discount team (event 11 of 22 Jan 2025)
      Exact      after it 5.00
      Allowance  10.00 − 5.00 = 5.00
      Net        5.00 EUR
      Tax        VAT 20 % (event 2 of 22 Jan 2025)
      Customer   cust-7 (event 1 of 22 Jan 2025)
      Due        22 Jan 2025: the billing period begins, billed in advance
      Rules      MON-2, HIS-1, CHG-6, CHG-9, INV-2
    seats, du 22/01/2025 au 31/01/2025
      Prix      31,00 : l'article tel qu'ajouté (événement 2 du 22/01/2025)
      Part      10 des 31 jours du 01/01/2025 au 31/01/2025
      Exact     31,00 × 10/31 = 10,00
      Remise    5,00 dans une période incomplète, 5,00 × 31/10 par période : part de 10,00, remise team (événement 11 du 22/01/2025)
      Exact     après elle 5,00
      Remise    10,00 − 5,00 = 5,00
      HT        5,00 EUR
      Taxe      TVA 20 % (événement 2 du 22/01/2025)
      Client    cust-7 (événement 1 du 22/01/2025)
      Échéance  22/01/2025 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-6, CHG-9, INV-2
    ");
}

/// INV-10, L13, MON-4: support is gone on 1 February and settled. The seats' month of the 15th is open on
/// 10 February, and what they have of the amount in January still depends on support: 6.00, then 10.00
#[test]
fn a_checkpoint_keeps_the_items_that_are_weighed_on_open_days() {
    let seats = r#""every":"1 month","anchor":{"day-of-month":15}"#;
    let items = [("seats", "30.00", seats), ("support", "20.00", MONTHLY)];
    let grant = on("2025-01-01", &ten(r#""forever""#));
    let removed = on("2025-02-01", r#"{"item-removed":{"id":"support"}}"#);
    let mut history = history(&events("2025-01-01", &items, &[&grant, &removed]));
    let books = billed_until(&history, "2025-02-09");
    let mut closed = close(&history, &books, day("2025-02-10")).unwrap();
    let price = read(&on("2025-02-12", r#"{"price-changed":{"id":"seats","price":"45.00"}}"#));
    history.push(price.clone()).unwrap();
    closed.history.push(price).unwrap();
    let whole = bill(&history, &books, day("2025-02-12")).unwrap();
    let rest = bill(&closed.history, &closed.books, day("2025-02-12")).unwrap();
    assert_eq!(whole.documents, rest.documents);
    let lines = whole.documents.iter().flat_map(|document| &document.lines);
    insta::assert_snapshot!(lines.map(shown).collect::<Vec<_>>().join("\n"), @"
    seats 3/31: -1.93 EUR, team -0.97 EUR
    seats 3/31: 3.39 EUR, team 0.96 EUR
    ");
}

/// Reads one event, numbered 20.
fn read(event: &str) -> Event {
    let header = r#"{"format":"tacite-events","version":1,"subscription":"discounts"}"#;
    let history = history(&format!("{header}\n{{\"sequence\":20,{event}}}\n"));
    history.events()[0].clone()
}
