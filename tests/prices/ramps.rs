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
    insta::assert_snapshot!(first_line(&of("graduated"), "11"), @"Item  22 – 31 Jan 2025  (10 × 12.00 + 1 × 10.00 + 20.00) × 60 % × 10/31  29.03");
    insta::assert_snapshot!(first_line(&of("volume"), "11"), @"Item  22 – 31 Jan 2025  (11 × 10.00 + 20.00) × 60 % × 10/31  25.16");
    insta::assert_snapshot!(first_line(&of("stair-step"), "11"), @"Item  22 – 31 Jan 2025  20.00 (for 11) × 60 % × 10/31  3.87");
    insta::assert_snapshot!(first_line(r#"{"package":{"price":"9.00","size":100}}"#, "200.5"), @"Item  22 – 31 Jan 2025  3 packages of 100 × 9.00 × 60 % × 10/31  5.23");
    let bounded = r#"{"bounded":{"price":{"percentage":"6"},"at_least":"300.00"}}"#;
    insta::assert_snapshot!(first_line(bounded, "12000"), @"Item  22 – 31 Jan 2025  12,000 × 6 % × 60 % × 10/31  139.35");
    insta::assert_snapshot!(first_line(bounded, "4000"), @"Item  22 – 31 Jan 2025  300.00 (at least) × 60 % × 10/31  58.06");
}

/// PAU-1: in a pause half of the price is charged, and not half of the 60 %
#[test]
fn a_pause_at_a_share_goes_before_the_phase() {
    let paused = r#""recorded_on":"2025-01-22","effective_on":"2025-02-01","event":{"paused":{"pause":{"shape":{"reduced":{"percent":"50"}},"until":"2025-03-01"}}}"#;
    let history = story(r#"{"flat":"31.00"}"#, "1", &[paused]);
    let documents = nights(&history, "2025-01-22", "2025-03-31");
    let lines: Vec<String> = documents.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    Item  22 – 31 Jan 2025  31.00 × 60 % × 10/31  6.00
    Item  1 – 28 Feb 2025  31.00 × 50 %  15.50
    Item  1 – 31 Mar 2025  31.00 × 60 %  18.60
    ");
    // A price of its own is all of the price.
    let paused = paused.replace(r#""percent":"50""#, r#""price":"5.00""#);
    let history = story(r#"{"flat":"31.00"}"#, "1", &[paused.as_str()]);
    let documents = nights(&history, "2025-02-01", "2025-02-28");
    insta::assert_snapshot!(line(documents.last().unwrap()), @"Item  1 – 28 Feb 2025       5.00  5.00");
}

/// CHG-2: a share follows the price that the list says
#[test]
fn a_ramp_follows_the_price() {
    let changed = r#""recorded_on":"2025-01-22","effective_on":"2025-02-01","event":{"price-changed":{"id":"i","price":"40.00"}}"#;
    let history = story(r#"{"flat":"31.00"}"#, "1", &[changed]);
    let documents = nights(&history, "2025-01-22", "2025-02-28");
    insta::assert_snapshot!(line(documents.last().unwrap()), @"Item  1 – 28 Feb 2025  40.00 × 60 %  24.00");
}

#[test]
fn a_line_of_a_ramp_is_explained() {
    let history = shipped("prices/ramp");
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(explained(&history, &documents[0]), @"
    Machine, 15 Jan 2025 – 14 Jan 2026
      Price     1,200.00: the item as added (event 2 of 15 Jan 2025, recorded on 2 Jan 2025)
      Reduced   to 60 % in phase 1 of the item (event 2 of 15 Jan 2025, recorded on 2 Jan 2025)
      Share     the whole of 15 Jan 2025 – 14 Jan 2026
      Exact     1,200.00 × 60 % = 720.00
      Net       720.00 EUR
      Tax       VAT 20 % (event 2 of 15 Jan 2025, recorded on 2 Jan 2025)
      Customer  prices-cust-808 (event 1 of 15 Jan 2025, recorded on 2 Jan 2025)
      Due       15 Jan 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-2, CHG-6, INV-2
    Machine, du 15/01/2025 au 14/01/2026
      Prix      1 200,00 : l'article tel qu'ajouté (événement 2 du 15/01/2025, saisi le 02/01/2025)
      Réduit    à 60 % en phase 1 de l'article (événement 2 du 15/01/2025, saisi le 02/01/2025)
      Part      toute la période du 15/01/2025 au 14/01/2026
      Exact     1 200,00 × 60 % = 720,00
      HT        720,00 EUR
      Taxe      TVA 20 % (événement 2 du 15/01/2025, saisi le 02/01/2025)
      Client    prices-cust-808 (événement 1 du 15/01/2025, saisi le 02/01/2025)
      Échéance  15/01/2025 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-2, CHG-6, INV-2
    ");
}

#[test]
fn a_line_of_a_price_list_is_explained() {
    let history = shipped("prices/price-list");
    let documents = nights(&history, "2025-11-01", "2026-03-31");
    insta::assert_snapshot!(explained(&history, &documents[2]), @"
    Hosting, 15 Jan – 14 Feb 2026
      Price     32.00: the price list from 1 Jan 2026 (event 2 of 15 Nov 2025, recorded on 1 Nov 2025)
      Share     the whole of 15 Jan – 14 Feb 2026
      Exact     32.00
      Net       32.00 EUR
      Tax       VAT 20 % (event 2 of 15 Nov 2025, recorded on 1 Nov 2025)
      Customer  prices-cust-806 (event 1 of 15 Nov 2025, recorded on 1 Nov 2025)
      Due       15 Jan 2026: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-2, CHG-6, INV-2
    Hosting, du 15/01/2026 au 14/02/2026
      Prix      32,00 : le tarif du 01/01/2026 (événement 2 du 15/11/2025, saisi le 01/11/2025)
      Part      toute la période du 15/01/2026 au 14/02/2026
      Exact     32,00
      HT        32,00 EUR
      Taxe      TVA 20 % (événement 2 du 15/11/2025, saisi le 01/11/2025)
      Client    prices-cust-806 (événement 1 du 15/11/2025, saisi le 01/11/2025)
      Échéance  15/01/2026 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-2, CHG-6, INV-2
    ");
    insta::assert_snapshot!(explained(&history, &documents[4]), @"
    Hosting, 15 Mar – 14 Apr 2026
      Price     31.00: the price list from 1 Mar 2026 for prices-cust-806 (event 2 of 15 Nov 2025, recorded on 1 Nov 2025)
      Share     the whole of 15 Mar – 14 Apr 2026
      Exact     31.00
      Net       31.00 EUR
      Tax       VAT 20 % (event 2 of 15 Nov 2025, recorded on 1 Nov 2025)
      Customer  prices-cust-806 (event 1 of 15 Nov 2025, recorded on 1 Nov 2025)
      Due       15 Mar 2026: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-2, CHG-6, INV-2
    Hosting, du 15/03/2026 au 14/04/2026
      Prix      31,00 : le tarif du 01/03/2026 pour prices-cust-806 (événement 2 du 15/11/2025, saisi le 01/11/2025)
      Part      toute la période du 15/03/2026 au 14/04/2026
      Exact     31,00
      HT        31,00 EUR
      Taxe      TVA 20 % (événement 2 du 15/11/2025, saisi le 01/11/2025)
      Client    prices-cust-806 (événement 1 du 15/11/2025, saisi le 01/11/2025)
      Échéance  15/03/2026 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-2, CHG-6, INV-2
    ");
}

#[test]
fn a_line_of_tiers_is_explained() {
    let history = shipped("prices/graduated");
    let documents = nights(&history, "2025-01-01", "2025-03-31");
    insta::assert_snapshot!(explained(&history, &documents[2]), @"
    Seats, 1 – 31 Mar 2025
      Price     graduated: up to 10: 12.00; up to 50: 10.00 + a fee of 20.00; above: 8.00: the item as added (event 2 of 1 Jan 2025, recorded on 20 Dec 2024)
      Quantity  60 (event 4 of 1 Mar 2025, recorded on 20 Feb 2025)
      Share     the whole of 1 – 31 Mar 2025
      Exact     (10 × 12.00 + 40 × 10.00 + 20.00 + 10 × 8.00) = 620.00
      Net       620.00 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025, recorded on 20 Dec 2024)
      Customer  prices-cust-802 (event 1 of 1 Jan 2025, recorded on 20 Dec 2024)
      Due       1 Mar 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    Seats, du 01/03/2025 au 31/03/2025
      Prix      par tranches : jusqu’à 10 : 12,00 ; jusqu’à 50 : 10,00 + forfait de 20,00 ; au-delà : 8,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025, saisi le 20/12/2024)
      Quantité  60 (événement 4 du 01/03/2025, saisi le 20/02/2025)
      Part      toute la période du 01/03/2025 au 31/03/2025
      Exact     (10 × 12,00 + 40 × 10,00 + 20,00 + 10 × 8,00) = 620,00
      HT        620,00 EUR
      Taxe      TVA 20 % (événement 2 du 01/01/2025, saisi le 20/12/2024)
      Client    prices-cust-802 (événement 1 du 01/01/2025, saisi le 20/12/2024)
      Échéance  01/03/2025 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-6, INV-2
    ");
}
