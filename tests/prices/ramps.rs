//! CHG-2, PAU-1, EXP-1: ramps, pauses in them, and how lines of tiers, steps and lists are written out.

use std::fmt::Write;

use tacite::document::Document;
use tacite::explain::explain;
use tacite::history::History;
use tacite_formats::text::{self, Explained, Language};

use crate::billing::{history, nights, printed, shipped};

/// One item by calendar month from 22 January 2025, and more events.
fn story(price: &str, quantity: &str, more: &[&str]) -> History {
    let mut events = format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"s"}}
{{"sequence":1,"recorded_on":"2025-01-22","event":{{"started":{{"contract":{{"label":"l","customer":"a","currency":"EUR"}}}}}}}}
{{"sequence":2,"recorded_on":"2025-01-22","event":{{"item-added":{{"id":"i","item":{{"label":"Item","price":{price},"quantity":"{quantity}","tax":{{"category":"out-of-scope"}},"schedule":{{"every":"1 month","anchor":"calendar","phases":[{{"length":"3 months","price":{{"percent":"60"}}}}]}}}}}}}}}}
"#
    );
    for (number, event) in (3..).zip(more) {
        writeln!(events, "{{\"sequence\":{number},{event}}}").unwrap();
    }
    history(&events)
}

fn line(document: &Document) -> String {
    printed([document]).lines().nth(1).unwrap().trim().to_owned()
}

fn first_line(price: &str, quantity: &str) -> String {
    let history = story(price, quantity, &[]);
    line(&nights(&history, "2025-01-22", "2025-01-22")[0])
}

fn explained(history: &History, document: &Document) -> String {
    let line = document.lines.first();
    let derivation = explain(history, line).unwrap();
    assert_eq!(derivation.evaluate().unwrap().net, line.net);
    let print = |language| {
        let explained = Explained { derivation: &derivation, line, corrects: None };
        text::derivation(explained, language).to_string()
    };
    (print(Language::English) + &print(Language::French)).replace('\u{202f}', " ")
}

const TIERS: &str =
    r#"{"tiers":[{"up_to":"10","unit_price":"12.00"},{"unit_price":"10.00","flat_fee":"20.00"}]}"#;

/// Whoever multiplies what is printed gets the amount. 150.00 × 60 % × 10/31 is 29.032, 130.00 gives
/// 25.161, 20.00 3.871, 27.00 5.226, 720.00 139.355, 300.00 58.065
#[test]
fn a_reduced_share_of_every_model_can_be_multiplied() {
    let of = |kind: &str| format!(r#"{{"{kind}":{TIERS}}}"#);
    insta::assert_snapshot!(first_line(&of("graduated"), "11"), @"");
    insta::assert_snapshot!(first_line(&of("volume"), "11"), @"");
    insta::assert_snapshot!(first_line(&of("stair-step"), "11"), @"");
    insta::assert_snapshot!(first_line(r#"{"package":{"price":"9.00","size":100}}"#, "200.5"), @"");
    let bounded = r#"{"bounded":{"price":{"percentage":"6"},"at_least":"300.00"}}"#;
    insta::assert_snapshot!(first_line(bounded, "12000"), @"");
    insta::assert_snapshot!(first_line(bounded, "4000"), @"");
}

/// PAU-1: in a pause half of the price is charged, and not half of the 60 %
#[test]
fn a_pause_at_a_share_goes_before_the_phase() {
    let paused = r#""recorded_on":"2025-01-22","effective_on":"2025-02-01","event":{"paused":{"pause":{"shape":{"reduced":{"percent":"50"}},"until":"2025-03-01"}}}"#;
    let history = story(r#"{"flat":"31.00"}"#, "1", &[paused]);
    let documents = nights(&history, "2025-01-22", "2025-03-31");
    let lines: Vec<String> = documents.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @"");
    // A price of its own is all of the price.
    let paused = paused.replace(r#""percent":"50""#, r#""price":"5.00""#);
    let history = story(r#"{"flat":"31.00"}"#, "1", &[paused.as_str()]);
    let documents = nights(&history, "2025-02-01", "2025-02-28");
    insta::assert_snapshot!(line(documents.last().unwrap()), @"");
}

/// CHG-2: a share follows the price that the list says
#[test]
fn a_ramp_follows_the_price() {
    let changed = r#""recorded_on":"2025-01-22","effective_on":"2025-02-01","event":{"price-changed":{"id":"i","price":"40.00"}}"#;
    let history = story(r#"{"flat":"31.00"}"#, "1", &[changed]);
    let documents = nights(&history, "2025-01-22", "2025-02-28");
    insta::assert_snapshot!(line(documents.last().unwrap()), @"");
}

#[test]
fn a_line_of_a_ramp_is_explained() {
    let history = shipped("prices/ramp");
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(explained(&history, &documents[0]), @"");
}

#[test]
fn a_line_of_a_price_list_is_explained() {
    let history = shipped("prices/price-list");
    let documents = nights(&history, "2025-11-01", "2026-03-31");
    insta::assert_snapshot!(explained(&history, &documents[2]), @"");
    insta::assert_snapshot!(explained(&history, &documents[4]), @"");
}

#[test]
fn a_line_of_tiers_is_explained() {
    let history = shipped("prices/graduated");
    let documents = nights(&history, "2025-01-01", "2025-03-31");
    insta::assert_snapshot!(explained(&history, &documents[2]), @"");
}
