//! Rule 20; INV-5: which day's tax a period has when the rate changes in the course of it.

use tacite::bill;
use tacite::books::Books;
use tacite::document::Line;
use tacite::history::History;

use crate::billing::{day, history, nights};

/// 100.00 a month from 1 January 2025 at 20 %, 21 % from 20 March, recorded on a day.
fn story(tax_point: &str, timing: &str, recorded_on: &str) -> History {
    history(&format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"s"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"l","customer":"a","currency":"EUR","billing":{{"tax_point":"{tax_point}"}}}}}}}}}}
{{"sequence":2,"recorded_on":"2025-01-01","event":{{"item-added":{{"id":"i","item":{{"label":"Fee","price":{{"flat":"100.00"}},"tax":{{"category":"standard","rate":"20"}},"schedule":{{"every":"1 month","timing":"{timing}"}}}}}}}}}}
{{"sequence":3,"recorded_on":"{recorded_on}","effective_on":"2025-03-20","event":{{"tax-changed":{{"tax":{{"category":"standard","rate":"21"}}}}}}}}
"#
    ))
}

/// Due date, net and rate of each line from March on.
fn said<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<(String, i64, String)> {
    let of_line = |line: &Line| {
        let rate = line.terms.tax.rate.to_string();
        (line.due_on.to_string(), line.net.minor(), rate)
    };
    let mut said: Vec<_> = lines.map(of_line).filter(|line| line.0.as_str() >= "2025-03").collect();
    said.sort();
    said
}

fn billed(history: &History, until: &str) -> Vec<(String, i64, String)> {
    let billing = bill(history, &Books::new(), day(until)).unwrap();
    said(billing.documents.iter().flat_map(|document| &document.lines))
}

fn expected(lines: &[(&str, i64, &str)]) -> Vec<(String, i64, String)> {
    let owned =
        |(on, minor, rate): &(&str, i64, &str)| ((*on).to_owned(), *minor, (*rate).to_owned());
    lines.iter().map(owned).collect()
}

/// 100.00 × 19/31 is 61.29, × 12/31 38.71
#[test]
fn every_day_has_the_tax_of_its_own_unless_agreed_otherwise() {
    let history = story("day", "advance", "2025-01-10");
    let lines =
        [("2025-03-01", 6_129, "20"), ("2025-03-20", 3_871, "21"), ("2025-04-01", 10_000, "21")];
    assert_eq!(billed(&history, "2025-04-30"), expected(&lines));
}

#[test]
fn the_tax_of_the_first_day_holds_for_the_period() {
    let history = story("period-start", "advance", "2025-01-10");
    let lines = [("2025-03-01", 10_000, "20"), ("2025-04-01", 10_000, "21")];
    assert_eq!(billed(&history, "2025-04-30"), expected(&lines));
}

#[test]
fn the_tax_of_the_last_day_holds_for_the_period() {
    let history = story("period-end", "advance", "2025-01-10");
    let lines = [("2025-03-01", 10_000, "21"), ("2025-04-01", 10_000, "21")];
    assert_eq!(billed(&history, "2025-04-30"), expected(&lines));
    let history = story("period-end", "arrears", "2025-01-10");
    let lines = [("2025-03-01", 10_000, "20"), ("2025-04-01", 10_000, "21")];
    assert_eq!(billed(&history, "2025-04-30"), expected(&lines));
}

/// INV-3: a run that is late dates its documents later, and taxes them the same
#[test]
fn a_late_run_changes_no_tax() {
    for (tax_point, timing) in [
        ("day", "advance"),
        ("period-start", "advance"),
        ("period-start", "arrears"),
        ("period-end", "advance"),
        ("period-end", "arrears"),
    ] {
        let history = story(tax_point, timing, "2025-01-10");
        let by_night = nights(&history, "2025-01-01", "2025-08-31");
        let by_night = said(by_night.iter().flat_map(|document| &document.lines));
        assert_eq!(billed(&history, "2025-08-31"), by_night, "{tax_point}, {timing}");
    }
}

/// L4, INV-6: a rate that becomes known after March was billed takes March back and charges it anew,
/// with the last day; with the first day it leaves March alone
#[test]
fn a_rate_that_is_known_late_corrects_the_whole_period_or_nothing() {
    let corrected = |tax_point| {
        let history = story(tax_point, "advance", "2025-03-20");
        let documents = nights(&history, "2025-01-01", "2025-03-31");
        let lines = documents.iter().flat_map(|document| &document.lines);
        said(lines.filter(|line| line.known == 3))
            .into_iter()
            .map(|(_, net, rate)| (net, rate))
            .collect::<Vec<_>>()
    };
    let (back, anew) = ((-10_000, "20".to_owned()), (10_000, "21".to_owned()));
    assert_eq!(corrected("period-end"), [back, anew]);
    assert_eq!(corrected("period-start"), []);
}
