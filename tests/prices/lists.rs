//! Rows 1.16, 1.17, 2.15, 2.16; CHG-2: from when on a version of a price list holds, and for whom.

use std::fmt::Write;

use tacite::bill;
use tacite::books::Books;
use tacite::explain::{PriceSource, explain};
use tacite::history::History;

use crate::billing::{day, history, nights};

/// A story: monthly from 1 January 2025 at 30.00, a version of 20 March at 32.00, and more events.
fn story(holds: &str, contract: &str, more: &[&str]) -> History {
    let mut events = format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"s"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"l","customer":"a","currency":"EUR"{contract}}}}}}}}}
{{"sequence":2,"recorded_on":"2025-01-01","event":{{"item-added":{{"id":"i","item":{{"label":"Hosting","plan_item":"h","price":{{"flat":"30.00"}},"list":{{"versions":[{{"from":"2025-03-20","price":{{"flat":"32.00"}}}}],"holds":"{holds}"}},"tax":{{"category":"out-of-scope"}},"schedule":{{"every":"1 month"}}}}}}}}}}
"#
    );
    for (number, event) in (3..).zip(more) {
        writeln!(events, "{{\"sequence\":{number},{event}}}").unwrap();
    }
    history(&events)
}

/// The net of every line billed at once up to a day, by due date.
fn nets(history: &History, until: &str) -> Vec<(String, i64)> {
    let billing = bill(history, &Books::new(), day(until)).unwrap();
    let lines = billing.documents.iter().flat_map(|document| &document.lines);
    let mut nets: Vec<_> = lines.map(|line| (line.due_on.to_string(), line.net.minor())).collect();
    nets.sort();
    nets
}

fn expected(list: &[(&str, i64)]) -> Vec<(String, i64)> {
    list.iter().map(|(on, minor)| ((*on).to_owned(), *minor)).collect()
}

const AT_PERIOD_START: &str = "at-period-start";

#[test]
fn a_version_holds_from_the_first_period_that_begins_by_then() {
    let history = story(AT_PERIOD_START, "", &[]);
    let months = [("2025-02-01", 3_000), ("2025-03-01", 3_000), ("2025-04-01", 3_200)];
    assert_eq!(nets(&history, "2025-04-30")[1..], expected(&months));
}

/// 30.00 × 19/31 is 18.387, 32.00 × 12/31 is 12.387
#[test]
fn a_version_may_hold_from_its_day() {
    let history = story("on-the-day", "", &[]);
    let march = [("2025-03-01", 1_839), ("2025-03-20", 1_239), ("2025-04-01", 3_200)];
    assert_eq!(nets(&history, "2025-04-30")[2..], expected(&march));
}

#[test]
fn a_price_may_be_frozen_at_the_start() {
    let history = story("frozen-at-start", "", &[]);
    assert!(nets(&history, "2026-12-31").iter().all(|(_, minor)| *minor == 3_000));
}

/// TRM-1: the first term ends on 1 July, later ones every six months
#[test]
fn a_price_may_be_firm_for_a_term() {
    let tacit = r#","term":{"first":{"for":"6 months"},"renewal":{"tacit":{"length":"6 months"}}}"#;
    let later = r#""recorded_on":"2025-07-10","event":{"price-changed":{"id":"i","price":{"version":{"price":{"flat":"35.00"}}}}}"#;
    let history = story("frozen-at-renewal", tacit, &[later]);
    let nets = nets(&history, "2026-01-31");
    assert_eq!(
        nets[5..8],
        expected(&[("2025-06-01", 3_000), ("2025-07-01", 3_200), ("2025-08-01", 3_200)])
    );
    assert_eq!(nets[11..], expected(&[("2025-12-01", 3_200), ("2026-01-01", 3_500)]));
}

/// PAU-3: fourteen days stopped put the renewal off to 15 July, in the middle of the month of the grid
#[test]
fn a_pause_that_stops_the_term_puts_the_firm_price_off() {
    let tacit = r#","term":{"first":{"for":"6 months"},"renewal":{"tacit":{"length":"6 months"}}}"#;
    let paused = r#""recorded_on":"2025-02-01","event":{"paused":{"pause":{"shape":"by-days","until":"2025-02-15"}}}"#;
    let history = story("frozen-at-renewal", tacit, &[paused]);
    // 30.00 × 14/31 and 32.00 × 17/31
    let july = [("2025-07-01", 1_355), ("2025-07-15", 1_755)];
    assert_eq!(nets(&history, "2025-07-31")[6..], expected(&july));
}

/// Renewed by hand for half a year: the version of 20 March holds from the renewal
#[test]
fn a_renewal_by_hand_brings_the_list_of_its_day() {
    let by_hand = r#","term":{"first":{"for":"3 months"},"renewal":"by-hand"}"#;
    let renewed =
        r#""recorded_on":"2025-03-25","event":{"renewed-by-hand":{"until":"2025-10-01"}}"#;
    let history = story("frozen-at-renewal", by_hand, &[renewed]);
    let months = [("2025-03-01", 3_000), ("2025-04-01", 3_200)];
    assert_eq!(nets(&history, "2025-04-30")[2..], expected(&months));
}

/// 1.17: the override goes before the list, until the list is agreed anew
#[test]
fn an_agreed_price_goes_before_the_list() {
    let agreed =
        r#""recorded_on":"2025-02-01","event":{"price-changed":{"id":"i","price":"28.00"}}"#;
    let listed = r#""recorded_on":"2025-05-10","event":{"price-changed":{"id":"i","price":{"version":{"price":{"flat":"33.00"}}}}}"#;
    let history = story(AT_PERIOD_START, "", &[agreed, listed]);
    let minor: Vec<i64> = nets(&history, "2025-06-30").iter().map(|(_, minor)| *minor).collect();
    assert_eq!(minor, [3_000, 2_800, 2_800, 2_800, 2_800, 3_300]);
}

/// HIS-2, CST-1: known on 10 June, from 10 March: April, May and June are credited and charged anew
#[test]
fn a_version_that_becomes_known_late_is_corrected() {
    let late = r#""recorded_on":"2025-06-10","effective_on":"2025-03-10","event":{"price-changed":{"id":"i","price":{"version":{"price":{"flat":"31.00"}}}}}"#;
    let history = story("frozen-at-start", "", &[late]);
    let documents = nights(&history, "2025-01-01", "2025-07-31");
    assert!(
        documents.iter().flat_map(|document| &document.lines).all(|line| line.net.minor() == 3_000)
    );
    let history = story(AT_PERIOD_START, "", &[late]);
    let documents = nights(&history, "2025-01-01", "2025-07-31");
    let lines = documents.iter().flat_map(|document| &document.lines);
    let credited = lines.clone().filter(|line| line.is_credit()).count();
    // The version of 20 March is the later one: nothing changes.
    assert_eq!(credited, 0);
    let late = late.replace("2025-03-10", "2025-03-21");
    let history = story(AT_PERIOD_START, "", &[late.as_str()]);
    let documents = nights(&history, "2025-01-01", "2025-06-30");
    let lines = documents.iter().flat_map(|document| &document.lines);
    let mut corrected: Vec<i64> =
        lines.filter(|line| line.known == 3).map(|line| line.net.minor()).collect();
    corrected.sort_unstable();
    assert_eq!(corrected, [-3_200, -3_200, -3_200, 3_100, 3_100, 3_100]);
}

/// CHG-4: an anchor on the 25th cuts March, so the period that begins on the 25th has the new price.
/// 30.00 × 24/31 is 23.226
#[test]
fn a_period_that_a_change_of_the_grid_begins_has_the_version() {
    let anchored = r#""recorded_on":"2025-01-01","effective_on":"2025-03-25","event":{"anchor-changed":{"id":"i","anchor":{"day-of-month":25}}}"#;
    let history = story(AT_PERIOD_START, "", &[anchored]);
    let months = [("2025-03-01", 2_323), ("2025-03-25", 3_200)];
    assert_eq!(nets(&history, "2025-04-01")[2..], expected(&months));
}

/// PAU-2: March goes on after the pause up to 15 April, at its own price
#[test]
fn a_shift_pause_moves_the_boundary_and_the_version_with_it() {
    let paused = r#""recorded_on":"2025-01-01","effective_on":"2025-03-25","event":{"paused":{"pause":{"shape":"shift","until":"2025-04-08"}}}"#;
    let history = story(AT_PERIOD_START, "", &[paused]);
    let months = [("2025-03-01", 3_000), ("2025-04-15", 3_200)];
    assert_eq!(nets(&history, "2025-04-30")[2..], expected(&months));
}

/// CHG-1, HIS-4: the plan's item brings its own list, of which what is dated by then holds at once
#[test]
fn a_plan_change_replaces_the_list() {
    let plan = r#""recorded_on":"2025-02-01","event":{"plan-changed":{"plan":{"id":"p","items":[{"id":"j","item":{"label":"Hosting","plan_item":"h","price":{"flat":"40.00"},"list":{"versions":[{"from":"2024-12-01","price":{"flat":"41.00"}},{"from":"2025-04-01","price":{"flat":"42.00"}}]},"tax":{"category":"out-of-scope"},"schedule":{"every":"1 month"}}}]}}}"#;
    let history = story("on-the-day", "", &[plan]);
    let minor: Vec<i64> = nets(&history, "2025-04-30").iter().map(|(_, minor)| *minor).collect();
    assert_eq!(minor, [3_000, 4_100, 4_100, 4_200]);
}

/// EXP-1: the derivation names the version and the event that brought it
#[test]
fn a_line_says_from_which_version_its_price_is() {
    let history = story(AT_PERIOD_START, "", &[]);
    let billing = bill(&history, &Books::new(), day("2025-04-01")).unwrap();
    let line = billing.documents.last().unwrap().lines.first();
    let source = explain(&history, line).unwrap().sources.price;
    let PriceSource::Version { from, customer: None, event } = source else {
        panic!("{source:?}");
    };
    assert_eq!((from, event.sequence), (day("2025-03-20"), 2));
}

/// Customer `a` has 31.00 of its own from April, then agrees on 28.00 from May; a version of June for all
/// is none for it, one of July for itself is.
#[test]
fn a_version_for_all_does_not_end_what_a_customer_with_its_own_agreed() {
    let version = |on: &str, price: &str, customer: &str| {
        format!(
            r#""recorded_on":"{on}","event":{{"price-changed":{{"id":"i","price":{{"version":{{"price":{{"flat":"{price}"}}{customer}}}}}}}}}"#
        )
    };
    let events = [
        &*version("2025-04-01", "31.00", r#","customer":"a""#),
        r#""recorded_on":"2025-05-01","event":{"price-changed":{"id":"i","price":"28.00"}}"#,
        &*version("2025-06-01", "40.00", ""),
        &*version("2025-07-01", "29.00", r#","customer":"a""#),
    ];
    let history = story(AT_PERIOD_START, "", &events);
    let months = [
        ("2025-04-01", 3_100),
        ("2025-05-01", 2_800),
        ("2025-06-01", 2_800),
        ("2025-07-01", 2_900),
        ("2025-08-01", 2_900),
    ];
    assert_eq!(nets(&history, "2025-08-31")[3..], expected(&months));
}
