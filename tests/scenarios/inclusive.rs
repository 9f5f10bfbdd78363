//! Prices that include tax: what was agreed is what is paid, to the cent. INV-5.

use tacite_testkit::addition;

use crate::billing::{as_of, history, nights, printed};
use crate::taxes::{VAT_20, fees};

const INCLUSIVE: &str = r#","prices":"including-tax""#;

/// 240.00 × 10.25 ÷ 110.25 = 22.3129.
#[test]
fn of_240_at_10_25_percent_22_31_are_tax() {
    let tax = r#"{"category":"standard","rate":"10.25"}"#;
    let documents = as_of(&fees(INCLUSIVE, &[("desk", "240", "1", tax)]), "2025-01-01");
    addition::check(&documents[0]).unwrap();
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR · prices include tax
      desk  1 – 31 Jan 2025  1 × 240.00  240.00
                                    Net  217.69
                  VAT 10.25 % on 217.69   22.31
                                  Total  240.00
                         Due 1 Jan 2025  240.00
    ");
}

/// 12.00 at 20 % is 2.00 of tax; three of 4.00: 0.6667 each, so 0.67 × 3 = 2.01 per line.
#[test]
fn tax_inside_is_rounded_per_rate_or_per_line() {
    let lines = [("a", "4", "1", VAT_20), ("b", "4", "1", VAT_20), ("c", "4", "1", VAT_20)];
    let per_line = format!(r#"{INCLUSIVE},"billing":{{"tax_rounding":"per-line"}}"#);
    let sums = [INCLUSIVE, &per_line].map(|contract| {
        let documents = as_of(&fees(contract, &lines), "2025-01-01");
        addition::check(&documents[0]).unwrap();
        let document = &documents[0];
        (document.net.minor(), document.tax.minor(), document.total.minor())
    });
    assert_eq!(sums, [(1_000, 200, 1_200), (999, 201, 1_200)]);
}

/// 30.00 a month, paused from 11 January on: 21/31 of it are 20.32 back, of which 3.39 are tax
/// (20.32 × 20 ÷ 120 = 3.3867).
#[test]
fn what_is_credited_includes_tax_too() {
    let mut events = fees(INCLUSIVE, &[("desk", "30", "1", VAT_20)]);
    events.push_str(
        r#"{"sequence":3,"recorded_on":"2025-01-11","event":{"paused":{"pause":{"shape":"by-days","until":"2025-02-01"}}}}
"#,
    );
    let documents = nights(&history(&events), "2025-01-01", "2025-01-31");
    for document in &documents {
        addition::check(document).unwrap();
    }
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR · prices include tax
      desk  1 – 31 Jan 2025  1 × 30.00  30.00
                                   Net  25.00
                     VAT 20 % on 25.00   5.00
                                 Total  30.00
                        Due 1 Jan 2025  30.00
    Credit note of 11 Jan 2025 · customer cust-7 · EUR · prices include tax
    Corrects the invoice of 1 Jan 2025
      desk  11 – 31 Jan 2025  − 1 × 30.00 × 21/31  −20.32
                                              Net  −16.93
                               VAT 20 % on −16.93   −3.39
                                            Total  −20.32
                            To refund 11 Jan 2025   20.32
    ");
}

/// The 10 % are of the price that includes tax: 240.00 − 24.00 = 216.00, tax 216 ÷ 6 = 36.00.
#[test]
fn a_discount_on_the_document_includes_tax() {
    let contract = format!(
        r#"{INCLUSIVE},"billing":{{"document_discount":{{"label":"Loyalty","percent":"10"}}}}"#
    );
    let documents = as_of(&fees(&contract, &[("desk", "240", "1", VAT_20)]), "2025-01-01");
    addition::check(&documents[0]).unwrap();
    let document = &documents[0];
    let amounts = [document.lines_total, document.allowances_total(), document.net];
    assert_eq!(amounts.map(tacite::money::Amount::minor), [24_000, 2_400, 18_000]);
    assert_eq!((document.tax.minor(), document.total.minor()), (3_600, 21_600));
}

/// INV-4: a document is of one mode
#[test]
fn prices_with_and_without_tax_never_share_a_document() {
    let with = history(&fees(INCLUSIVE, &[("desk", "30", "1", VAT_20)]));
    let without =
        history(&fees("", &[("desk", "30", "1", VAT_20)]).replace("\"fees\"", "\"other\""));
    let documents = crate::billing::nights_of(&[&with, &without], "2025-01-01", "2025-01-01");
    let totals: Vec<_> = documents.iter().map(|document| document.total.minor()).collect();
    assert_eq!(totals, [3_000, 3_600]);
}
