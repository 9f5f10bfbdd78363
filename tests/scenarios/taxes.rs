//! Taxes of a document: rates side by side, rounding per rate or per line, reasons, what is taken off
//! the whole, tax in another currency. INV-5, MON-4; rows 1.19 and 3.7, rule 12.

use rust_decimal::Decimal;
use tacite::document::AllowanceError;
use tacite::money::{Amount, Currency, Rounding};
use tacite_testkit::addition;

use crate::billing::{as_of, history, nights, printed};

/// A contract with a billing policy and fees: id, price, quantity, tax.
pub(crate) fn fees(contract: &str, fees: &[(&str, &str, &str, &str)]) -> String {
    let mut events = format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"fees"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"Fees","customer":"cust-7","currency":"EUR"{contract}}}}}}}}}
"#
    );
    for (sequence, (id, price, quantity, tax)) in (2..).zip(fees) {
        let event = format!(
            r#"{{"sequence":{sequence},"recorded_on":"2025-01-01","event":{{"item-added":{{"id":"{id}","item":{{"label":"{id}","price":{{"per-unit":"{price}"}},"quantity":"{quantity}","tax":{tax},"schedule":{{"every":"1 month"}}}}}}}}}}"#
        );
        events.push_str(&event);
        events.push('\n');
    }
    events
}

pub(crate) const VAT_20: &str = r#"{"category":"standard","rate":"20"}"#;
pub(crate) const VAT_5_5: &str = r#"{"category":"standard","rate":"5.5"}"#;
const VAT_21: &str = r#"{"category":"standard","rate":"21"}"#;

/// Rule 12: 95.40 × 21 % = 20.034; 31.80 × 21 % = 6.678, 3 × 6.68 = 20.04.
#[test]
fn three_lines_of_five_at_6_36_have_20_03_of_tax_per_rate_and_20_04_per_line() {
    let lines =
        [("a", "6.36", "5", VAT_21), ("b", "6.36", "5", VAT_21), ("c", "6.36", "5", VAT_21)];
    let taxes = ["", r#","billing":{"tax_rounding":"per-line"}"#].map(|contract| {
        let documents = as_of(&fees(contract, &lines), "2025-01-01");
        addition::check(&documents[0]).unwrap();
        let document = &documents[0];
        [document.net, document.tax, document.total].map(|amount| amount.to_string())
    });
    assert_eq!(taxes[0], ["95.40 EUR", "20.03 EUR", "115.43 EUR"]);
    assert_eq!(taxes[1], ["95.40 EUR", "20.04 EUR", "115.44 EUR"]);
}

/// Per line and adding up: a line of 31.80 that is taken back takes back its own 6.68, in two goes
/// T(31.80) − T(16.41) = 6.68 − 3.45 = 3.23, and T(16.41) = 3.45; two such lines, 6.46 and 6.90.
#[test]
fn per_line_the_notes_of_a_line_take_back_its_tax() {
    let policy = r#","billing":{"tax_rounding":"per-line","credit_tax":"adds-up"}"#;
    let mut events = fees(policy, &[("a", "31.80", "1", VAT_21), ("b", "31.80", "1", VAT_21)]);
    for (sequence, on, from, until) in [
        (4, "2025-01-05", "2025-01-16", "2025-02-01"),
        (5, "2025-01-06", "2025-01-01", "2025-01-16"),
    ] {
        let paused = format!(
            r#"{{"sequence":{sequence},"recorded_on":"{on}","effective_on":"{from}","event":{{"paused":{{"pause":{{"shape":"by-days","until":"{until}"}}}}}}}}"#
        );
        events.push_str(&paused);
        events.push('\n');
    }
    let documents = nights(&history(&events), "2025-01-01", "2025-01-31");
    for document in &documents {
        addition::check(document).unwrap();
    }
    let taxes: Vec<_> = documents.iter().map(|document| document.tax.minor()).collect();
    assert_eq!(taxes.iter().sum::<i64>(), 0);
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      a  1 – 31 Jan 2025  1 × 31.80  31.80
      b  1 – 31 Jan 2025  1 × 31.80  31.80
                                Net  63.60
                  VAT 21 % on 63.60  13.36
                              Total  76.96
                     Due 1 Jan 2025  76.96
    Credit note of 6 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      a  1 – 15 Jan 2025  − 1 × 31.80 × 15/31  −15.39
      b  1 – 15 Jan 2025  − 1 × 31.80 × 15/31  −15.39
                                          Net  −30.78
                           VAT 21 % on −30.78   −6.46
                                        Total  −37.24
                         To refund 6 Jan 2025   37.24
    Credit note of 16 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      a  16 – 31 Jan 2025  − 1 × 31.80 × 16/31  −16.41
      b  16 – 31 Jan 2025  − 1 × 31.80 × 16/31  −16.41
                                           Net  −32.82
                            VAT 21 % on −32.82   −6.90
                                         Total  −39.72
                         To refund 16 Jan 2025   39.72
    ");
}

#[test]
fn rates_and_reasons_stand_side_by_side() {
    let exempt = r#"{"category":"exempt","reason":"VATEX-EU-132-1I"}"#;
    let reverse = r#"{"category":"reverse-charge"}"#;
    let lines = [
        ("desk", "200", "1", VAT_20),
        ("book", "50", "1", VAT_5_5),
        ("course", "30", "1", exempt),
        ("abroad", "40", "1", reverse),
    ];
    let documents = as_of(&fees("", &lines), "2025-01-01");
    addition::check(&documents[0]).unwrap();
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      desk    1 – 31 Jan 2025    1 × 200.00  200.00
      book    1 – 31 Jan 2025     1 × 50.00   50.00
      course  1 – 31 Jan 2025     1 × 30.00   30.00
      abroad  1 – 31 Jan 2025     1 × 40.00   40.00
                                        Net  320.00
                         VAT 20 % on 200.00   40.00
                         VAT 5.5 % on 50.00    2.75
      VAT exempt (VATEX-EU-132-1I) on 30.00    0.00
                VAT reverse charge on 40.00    0.00
                                      Total  362.75
                             Due 1 Jan 2025  362.75
    ");
    let reasons: Vec<_> = documents[0]
        .taxes
        .iter()
        .map(|total| total.tax.reason_code().map(|reason| reason.to_string()))
        .collect();
    let expected = [None, None, Some("VATEX-EU-132-1I"), Some("VATEX-EU-AE")];
    assert_eq!(reasons, expected.map(|reason| reason.map(str::to_owned)));
}

/// Row 3.7: 10 % of 200.00 and of 50.00; half of the desk is credited with its share of it.
#[test]
fn a_discount_on_the_document_is_taken_off_each_rate_and_off_credits() {
    let policy = r#","billing":{"document_discount":{"label":"Loyalty","percent":"10"}}"#;
    let lines = [("desk", "200", "1", VAT_20), ("book", "50", "1", VAT_5_5)];
    let mut events = fees(policy, &lines);
    events.push_str(
        r#"{"sequence":4,"recorded_on":"2025-01-10","effective_on":"2025-01-01","event":{"retracted":{"sequence":2}}}
"#,
    );
    let documents = nights(&history(&events), "2025-01-01", "2025-01-31");
    for document in &documents {
        addition::check(document).unwrap();
    }
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      desk  1 – 31 Jan 2025  1 × 200.00  200.00
      book  1 – 31 Jan 2025   1 × 50.00   50.00
                                  Lines  250.00
                 Loyalty 10 % of 200.00  −20.00
                  Loyalty 10 % of 50.00   −5.00
                                    Net  225.00
                     VAT 20 % on 180.00   36.00
                     VAT 5.5 % on 45.00    2.48
                                  Total  263.48
                         Due 1 Jan 2025  263.48
    Credit note of 10 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      desk  1 – 31 Jan 2025  − 1 × 200.00  −200.00
                                    Lines  −200.00
                  Loyalty 10 % of −200.00    20.00
                                      Net  −180.00
                      VAT 20 % on −180.00   −36.00
                                    Total  −216.00
                    To refund 10 Jan 2025   216.00
    ");
}

/// MON-4: 10.00 of 33.33 and 66.67 at two rates are 3.33 and 6.67; 15.00 of 200.00 and 50.00 are 12.00
/// and 3.00.
#[test]
fn an_amount_off_a_draft_is_split_by_what_the_rates_come_to() {
    let lines = [("desk", "200", "1", VAT_20), ("book", "50", "1", VAT_5_5)];
    let mut documents = as_of(&fees("", &lines), "2025-01-01");
    let draft = &mut documents[0];
    draft.allow("Goodwill", Amount::new(1_500, Currency::EUR)).unwrap();
    addition::check(draft).unwrap();
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      desk  1 – 31 Jan 2025  1 × 200.00  200.00
      book  1 – 31 Jan 2025   1 × 50.00   50.00
                                  Lines  250.00
                     Goodwill on 200.00  −12.00
                      Goodwill on 50.00   −3.00
                                    Net  235.00
                     VAT 20 % on 188.00   37.60
                     VAT 5.5 % on 47.00    2.59
                                  Total  275.19
                         Due 1 Jan 2025  275.19
    ");
    let lines = [("desk", "33.33", "1", VAT_20), ("book", "66.67", "1", VAT_5_5)];
    let mut documents = as_of(&fees("", &lines), "2025-01-01");
    documents[0].allow("Goodwill", Amount::new(1_000, Currency::EUR)).unwrap();
    let off: Vec<_> = documents[0].allowances.iter().map(|off| off.amount.minor()).collect();
    assert_eq!(off, [333, 667]);
}

#[test]
fn more_than_there_is_can_not_be_taken_off() {
    let documents = as_of(&fees("", &[("desk", "200", "1", VAT_20)]), "2025-01-01");
    let asked = |minor, currency| {
        let mut draft = documents[0].clone();
        let refused = draft.allow("Goodwill", Amount::new(minor, currency)).unwrap_err();
        assert_eq!(draft, documents[0]);
        refused
    };
    assert!(matches!(asked(-1, Currency::EUR), AllowanceError::Negative { .. }));
    assert!(matches!(asked(1, Currency::USD), AllowanceError::Money(_)));
    insta::assert_snapshot!(asked(20_001, Currency::EUR), @"an allowance of 200.01 EUR is more than the 200.00 EUR that are left of the lines (INV-5)");
    let mut draft = documents[0].clone();
    draft.allow("All of it", Amount::new(20_000, Currency::EUR)).unwrap();
    assert_eq!((draft.total.minor(), draft.payables.len()), (0, 1));
}

/// 43.00 EUR of tax at 0.8345: 40.00 × 0.8345 = 33.38 and 2.75 × 0.8345 = 2.294875, 2.29; in yen, at
/// 162.5: 6,500 and 446.875, 447.
#[test]
fn tax_is_told_in_another_currency() {
    let lines = [("desk", "200", "1", VAT_20), ("book", "50", "1", VAT_5_5)];
    let documents = as_of(&fees("", &lines), "2025-01-01");
    let told = |currency, rate: &str| {
        let rate: Decimal = rate.parse().unwrap();
        let told = documents[0].tax_in(currency, rate, Rounding::HalfAwayFromZero).unwrap();
        let taxes: Vec<_> = told.taxes.iter().map(|(_, amount)| amount.to_string()).collect();
        (taxes.join(" + "), told.total.to_string())
    };
    let (parts, total) = told(Currency::of("GBP").unwrap(), "0.8345");
    assert_eq!((parts.as_str(), total.as_str()), ("33.38 GBP + 2.29 GBP", "35.67 GBP"));
    let (parts, total) = told(Currency::JPY, "162.5");
    assert_eq!((parts.as_str(), total.as_str()), ("6500 JPY + 447 JPY", "6947 JPY"));
    let refused = documents[0].tax_in(Currency::JPY, Decimal::ZERO, Rounding::HalfEven);
    insta::assert_snapshot!(refused.unwrap_err(), @"an exchange rate of 0 is not above 0 (MON-3)");
}
