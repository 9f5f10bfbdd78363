//! How a part of a period is weighed: by actual days, by 30/360 in three dialects, by whole months and then
//! days, or not at all (CHG-6).
//!
//! 300.00 EUR for the first quarter of 2025 from 10 February: 166.67 by actual days, 170.00 by 30/360, 167.86
//! by months and then days, 300.00 without proration.

use std::fmt::Write;

use tacite::document::{Document, DocumentKind};
use tacite::explain::explain;
use tacite::history::History;
use tacite_formats::text::{self, Explained, Language};

use crate::billing::{nights, printed};
use crate::written::{END_CLEARED, END_SET, FEE, Fee, by_days, nights_on, price, retracted};

/// A fee a month on the 1st from a day on.
const fn on_the_first(price: &'static str, start: &'static str, schedule: &'static str) -> Fee {
    Fee { start, price, schedule, ..FEE }
}

/// Lists the lines: the date and kind of their document, day numbers, share, net amount.
fn lines(documents: &[Document]) -> Vec<String> {
    let mut lines = Vec::new();
    for document in documents {
        let kind = match document.kind {
            DocumentKind::Invoice => "",
            DocumentKind::CreditNote => " credit",
        };
        for line in &document.lines {
            let mut text = format!("{}{kind} {:?}", document.dated_on, line.days);
            write!(text, " {} {}", line.share, line.net.to_decimal()).unwrap();
            lines.push(text);
        }
    }
    lines
}

/// The lines of a fee that is billed on the night of a day.
fn billed(fee: Fee, then: &[(&str, &str, &str)], night: &str) -> Vec<String> {
    lines(&nights_on(&fee.then(then), &[night]))
}

const EUROPEAN: &str = r#""every":"1 month","anchor":{"day-of-month":1},"basis":"30/360-european""#;
const BOND: &str = r#""every":"1 month","anchor":{"day-of-month":1},"basis":"30/360-bond""#;
const GERMAN: &str = r#""every":"1 month","anchor":{"day-of-month":1},"basis":"30/360-german""#;
const NOT_PRORATED: &str = r#""every":"1 month","anchor":{"day-of-month":1},"basis":"first-day""#;
const DIALECTS: [&str; 3] = [BOND, EUROPEAN, GERMAN];

/// 50 of 90 days; 51 of 90; 19/28 of a month and a month of 3, so 47/84; all of it on day 41.
#[test]
fn a_calendar_quarter_from_10_february_on_each_basis() {
    let quarter = |schedule| {
        let fee = Fee { price: r#"{"flat":"300.00"}"#, start: "2025-02-10", schedule, ..FEE };
        billed(fee, &[], "2025-02-10")
    };
    for (schedule, line) in [
        (r#""every":"3 months","anchor":"calendar""#, "50/90 166.67"),
        (r#""every":"3 months","anchor":"calendar","basis":"30/360-bond""#, "51/90 170.00"),
        (r#""every":"3 months","anchor":"calendar","basis":"30/360-european""#, "51/90 170.00"),
        (r#""every":"3 months","anchor":"calendar","basis":"30/360-german""#, "51/90 170.00"),
        // 1,457/2,604 = 47/84.
        (
            r#""every":"3 months","anchor":"calendar","basis":"months-then-days""#,
            "1457/2604 167.86",
        ),
        (r#""every":"3 months","anchor":"calendar","basis":"first-day""#, "1/1 300.00"),
    ] {
        assert_eq!(quarter(schedule), [format!("2025-02-10 [41-90] {line}")]);
    }
}

/// From 20 January: 12 of 31 days, 11 of 30, or all.
#[test]
fn a_month_from_the_20th_on_each_basis() {
    let month = |schedule| {
        billed(on_the_first(r#"{"flat":"30.00"}"#, "2025-01-20", schedule), &[], "2025-01-20")
    };
    for schedule in DIALECTS {
        assert_eq!(month(schedule), ["2025-01-20 [20-31] 11/30 11.00"]);
    }
    // Of one month, the days share it equally.
    let months = r#""every":"1 month","anchor":{"day-of-month":1},"basis":"months-then-days""#;
    assert_eq!(month(months), ["2025-01-20 [20-31] 12/31 11.61"]);
    assert_eq!(month(NOT_PRORATED), ["2025-01-20 [20-31] 1/1 30.00"]);
}

/// The last 13 days of February weigh 15 of 30: the 28th weighs 3 (bond, European), or the 27th does
/// (German).
#[test]
fn a_price_that_changes_on_16_february_splits_it_in_halves() {
    for schedule in DIALECTS {
        let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-02-01", schedule);
        let then = [("2025-02-01", "2025-02-16", &*price("60.00"))];
        assert_eq!(
            billed(fee, &then, "2025-02-16"),
            ["2025-02-01 [1-15] 15/30 15.00", "2025-02-16 [16-28] 15/30 30.00"]
        );
    }
}

/// An end on 28 February: 27 days of 30, or 29 where the last day counts as the 30th.
#[test]
fn an_end_on_the_last_of_february_in_each_dialect() {
    for (schedule, line) in
        [(BOND, "27/30 27.00"), (EUROPEAN, "27/30 27.00"), (GERMAN, "29/30 29.00")]
    {
        let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-02-01", schedule);
        let then = [("2025-02-01", "2025-02-28", END_SET)];
        assert_eq!(billed(fee, &then, "2025-02-01"), [format!("2025-02-01 [1-27] {line}")]);
    }
}

/// The 31st weighs nothing by the bond basis, else 1, and the 30th nothing.
#[test]
fn a_price_that_changes_on_the_31st_in_each_dialect() {
    for (schedule, before, after) in [
        (BOND, "30/30 30.00", "0/30 0.00"),
        (EUROPEAN, "29/30 29.00", "1/30 2.00"),
        (GERMAN, "29/30 29.00", "1/30 2.00"),
    ] {
        let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-03-01", schedule);
        let then = [("2025-03-01", "2025-03-31", &*price("60.00"))];
        assert_eq!(
            billed(fee, &then, "2025-03-31"),
            [format!("2025-03-01 [1-30] {before}"), format!("2025-03-31 [31] {after}")]
        );
    }
}

/// Months from 31 January: 28 days to 28 February (bond, European), 30 (German); then 33, 32 and 30 to
/// 31 March. Whatever they sum to, a whole one costs its price.
#[test]
fn months_on_the_31st_in_each_dialect() {
    for (schedule, first, second) in [
        (r#""every":"1 month","basis":"30/360-bond""#, "28/28", "15/33 13.64"),
        (r#""every":"1 month","basis":"30/360-european""#, "28/28", "15/32 14.06"),
        (r#""every":"1 month","basis":"30/360-german""#, "30/30", "13/30 13.00"),
    ] {
        let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-01-31", schedule);
        let then = [("2025-01-31", "2025-03-13", END_SET)];
        let documents = nights_on(&fee.then(&then), &["2025-02-28"]);
        assert_eq!(
            lines(&documents),
            [format!("2025-01-31 [1-28] {first} 30.00"), format!("2025-02-28 [1-13] {second}"),]
        );
    }
}

/// 90.00 a quarter, 180.00 from 31 March: 90 of 90 by the bond basis, else 89 and 1.
#[test]
fn a_quarter_that_changes_on_its_last_day_in_each_dialect() {
    for (schedule, before, after) in [
        (r#""every":"3 months","basis":"30/360-bond""#, "90/90 90.00", "0/90 0.00"),
        (r#""every":"3 months","basis":"30/360-european""#, "89/90 89.00", "1/90 2.00"),
        (r#""every":"3 months","basis":"30/360-german""#, "89/90 89.00", "1/90 2.00"),
    ] {
        let fee = on_the_first(r#"{"flat":"90.00"}"#, "2025-01-01", schedule);
        let then = [("2025-01-01", "2025-03-31", &*price("180.00"))];
        assert_eq!(
            billed(fee, &then, "2025-03-31"),
            [format!("2025-01-01 [1-89] {before}"), format!("2025-03-31 [90] {after}")]
        );
    }
}

/// January is a third, and 9 days of 28 are 9/28 of the next: 37/84 of 300.00; then 47/84 of 600.00.
#[test]
fn whole_months_weigh_the_same_whatever_their_days() {
    let months = r#""every":"3 months","basis":"months-then-days""#;
    let fee = on_the_first(r#"{"flat":"300.00"}"#, "2025-01-01", months);
    let then = [("2025-01-01", "2025-02-10", &*price("600.00"))];
    assert_eq!(
        billed(fee, &then, "2025-02-10"),
        ["2025-01-01 [1-40] 1147/2604 132.14", "2025-02-10 [41-90] 1457/2604 335.71"]
    );
    // February alone is a third, as January is.
    let then = [("2025-01-01", "2025-03-01", END_SET)];
    assert_eq!(billed(fee, &then, "2025-01-01"), ["2025-01-01 [1-59] 1736/2604 200.00"]);
}

/// Months of a quarter on the 31st: from 28 February, 31 March and 30 April.
#[test]
fn the_months_of_a_quarter_on_the_31st_are_those_of_its_grid() {
    let months = r#""every":"3 months","anchor":{"date":"2024-11-30"},"basis":"months-then-days""#;
    // 30 November, 28 February, 30 May: counted on the 30th, 28 February to 30 March is a month.
    let fee = on_the_first(r#"{"flat":"300.00"}"#, "2025-02-28", months);
    let then = [("2025-02-28", "2025-03-30", END_SET)];
    // 30 of 30 days of the first of 3 months; 30 · 31 · 1 of 3 · 930.
    assert_eq!(billed(fee, &then, "2025-02-28"), ["2025-02-28 [1-30] 930/2790 100.00"]);
}

/// Start and end in the middle of a month cost the month; a price that changes in it holds from the next.
#[test]
fn without_proration_the_first_day_of_a_billing_period_has_all() {
    let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-01-20", NOT_PRORATED);
    let then =
        [("2025-01-20", "2025-02-11", &*price("50.00")), ("2025-01-20", "2025-03-10", END_SET)];
    assert_eq!(
        lines(&nights(&fee.then(&then), "2025-01-20", "2025-04-30")),
        [
            "2025-01-20 [20-31] 1/1 30.00",
            "2025-02-01 [1-10] 1/1 30.00",
            "2025-02-11 [11-28] 0/1 0.00",
            "2025-03-01 [1-9] 1/1 50.00",
        ]
    );
}

/// A pause over the first day frees what has all the weight; a later one frees nothing that costs.
#[test]
fn without_proration_a_pause_over_the_first_day_frees_the_month() {
    let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-02-01", NOT_PRORATED);
    let over = [("2025-02-01", "2025-02-25", &*by_days("2025-03-11"))];
    assert_eq!(
        lines(&nights(&fee.then(&over), "2025-02-01", "2025-04-01")),
        [
            "2025-02-01 [1-24] 1/1 30.00",
            "2025-03-01 [11-31] 0/1 0.00",
            "2025-04-01 [1-30] 1/1 30.00",
        ]
    );
    let inside = [("2025-02-01", "2025-03-10", &*by_days("2025-03-24"))];
    assert_eq!(
        lines(&nights(&fee.then(&inside), "2025-02-01", "2025-03-31")),
        ["2025-02-01 [1-28] 1/1 30.00", "2025-03-01 [1-9, 24-31] 1/1 30.00"]
    );
}

/// HIS-8: a change of the anchor begins a billing period, which has a first day of its own.
#[test]
fn without_proration_a_stub_after_a_change_of_the_grid_costs_its_price() {
    let anchored = r#"{"anchor-changed":{"id":"fee","anchor":{"day-of-month":1}}}"#;
    let fee = on_the_first(
        r#"{"flat":"30.00"}"#,
        "2025-01-15",
        r#""every":"1 month","basis":"first-day""#,
    );
    let then = [("2025-01-15", "2025-02-15", anchored)];
    assert_eq!(
        lines(&nights(&fee.then(&then), "2025-01-15", "2025-03-01")),
        [
            "2025-01-15 [1-31] 1/1 30.00",
            // 15 February is day 15 of February now.
            "2025-02-15 [15-28] 1/1 30.00",
            "2025-03-01 [1-31] 1/1 30.00",
        ]
    );
}

/// CAL-6, CHG-8: a Long stub and the month after it are billed together, five days early, though their first
/// days differ.
#[test]
fn without_proration_a_long_stub_is_billed_early_with_its_month() {
    let early = r#""every":"1 month","anchor":{"day-of-month":1},"offset_days":-5,"stubs":{"first_trigger":"long"},"basis":"first-day""#;
    let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-01-20", early);
    assert_eq!(
        lines(&nights(&fee.then(&[]), "2025-01-20", "2025-02-01")),
        ["2025-01-27 [20-31] 1/1 30.00", "2025-01-27 [1-28] 1/1 30.00"]
    );
    // What changes in the stub, after that day, is due when it begins to hold.
    let then = [("2025-01-20", "2025-01-29", &*price("50.00"))];
    assert_eq!(
        lines(&nights(&fee.then(&then), "2025-01-20", "2025-02-01")),
        [
            "2025-01-27 [20-28] 1/1 30.00",
            "2025-01-29 [29-31] 0/1 0.00",
            "2025-01-29 [1-28] 1/1 50.00",
        ]
    );
}

/// INV-6: an end on 31 March known in April gives back A(30) − A(29); by the bond basis nothing.
#[test]
fn an_end_on_the_31st_that_is_known_late_credits_what_that_day_weighs() {
    for (schedule, credit) in
        [(BOND, "0/30 0.00"), (EUROPEAN, "1/30 -1.00"), (GERMAN, "1/30 -1.00")]
    {
        let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-03-01", schedule);
        let then = [("2025-03-15", "2025-03-31", END_SET)];
        let documents = nights(&fee.then(&then), "2025-03-01", "2025-04-30");
        // What gives nothing back is an invoice of nothing: the kind follows from the total.
        assert_eq!(lines(&documents).len(), 2);
        let last = lines(&documents).pop().unwrap();
        assert!(last.ends_with(&format!("[31] {credit}")), "{last}");
    }
}

/// INV-6: 10.00 for February, 15 of 30 issued (5.00), 5 of them too many: A(15) − A(10) = 5.00 − 3.33. Then
/// they come back.
#[test]
fn corrections_count_weights_not_days() {
    let fee = on_the_first(r#"{"flat":"10.00"}"#, "2025-02-01", EUROPEAN);
    let then = [
        ("2025-02-01", "2025-02-16", END_SET),
        ("2025-02-05", "2025-02-11", END_SET),
        ("2025-02-20", "2025-02-20", END_CLEARED),
    ];
    let documents = nights(&fee.then(&then), "2025-02-01", "2025-03-01");
    assert_eq!(
        lines(&documents),
        [
            "2025-02-01 [1-15] 15/30 5.00",
            "2025-02-11 credit [11-15] 5/30 -1.67",
            // 18 days that weigh 20: 10.00 − 3.33.
            "2025-02-20 [11-28] 20/30 6.67",
            "2025-03-01 [1-31] 30/30 10.00",
        ]
    );
    // 5/30 of 10.00 is 1.67 by itself, and so the rounding is none.
    insta::assert_snapshot!(printed(&documents[1..3]), @"
    Credit note of 11 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  11 – 15 Feb 2025  − 10.00 × 5/30  −1.67
                                        Net  −1.67
                          VAT 20 % on −1.67  −0.33
                                      Total  −2.00
                      To refund 11 Feb 2025   2.00
    Invoice of 20 Feb 2025 · customer cust-7 · EUR
      Fee  11 – 28 Feb 2025  10.00 × 20/30  6.67
                                       Net  6.67
                          VAT 20 % on 6.67  1.33
                                     Total  8.00
                           Due 20 Feb 2025  8.00
    ");
}

/// INV-6: three parts of a quarter by months, of which the second was never: 100.00 in all.
#[test]
fn parts_of_a_quarter_by_months_add_up() {
    let months = r#""every":"3 months","basis":"months-then-days""#;
    let fee = on_the_first(r#"{"flat":"100.00"}"#, "2025-01-01", months);
    let then = [
        ("2025-01-01", "2025-02-01", &*by_days("2025-03-01")),
        ("2025-02-10", "2025-02-10", &*retracted(3)),
    ];
    assert_eq!(
        lines(&nights(&fee.then(&then), "2025-01-01", "2025-03-31")),
        [
            // Two months of three, then the third: 66.67 and 33.33.
            "2025-01-01 [1-31, 60-90] 1736/2604 66.67",
            "2025-02-10 [32-59] 868/2604 33.33",
        ]
    );
}

/// Without proration a start that moves gives back all and charges all: the first day is another one.
#[test]
fn without_proration_a_start_that_moves_charges_its_own_first_day() {
    let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-01-20", NOT_PRORATED);
    let then = [
        (
            "2025-01-25",
            "2025-01-10",
            r#"{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}"#,
        ),
        ("2025-01-25", "2025-01-20", r#"{"retracted":{"sequence":2}}"#),
        (
            "2025-01-25",
            "2025-01-10",
            r#"{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1},"basis":"first-day"}}}}"#,
        ),
    ];
    assert_eq!(
        lines(&nights(&fee.then(&then), "2025-01-20", "2025-01-31")),
        [
            "2025-01-20 [20-31] 1/1 30.00",
            "2025-01-25 credit [20-31] 1/1 -30.00",
            "2025-01-25 [10-31] 1/1 30.00",
        ]
    );
}

/// A cadence of weeks that a log brings after all: its days weigh the same.
#[test]
fn a_basis_of_months_that_meets_weeks_weighs_by_days() {
    let weekly = r#"{"cadence-changed":{"id":"fee","cadence":"1 week"}}"#;
    let fee = on_the_first(
        r#"{"flat":"7.00"}"#,
        "2025-03-01",
        r#""every":"1 month","basis":"30/360-bond""#,
    );
    let then = [("2025-03-01", "2025-04-01", weekly), ("2025-03-01", "2025-04-04", END_SET)];
    assert_eq!(
        lines(&nights(&fee.then(&then), "2025-03-01", "2025-04-10")),
        ["2025-03-01 [1-31] 30/30 7.00", "2025-04-01 [1-3] 3/7 3.00"]
    );
}

/// Explains the lines of documents; the narrow space of percents is shown as a plain one.
fn explained(history: &History, documents: &[Document], language: Language) -> String {
    let mut explained = String::new();
    for line in documents.iter().flat_map(|document| &document.lines) {
        let derivation = explain(history, line).unwrap();
        let line = Explained { derivation: &derivation, line, corrects: None };
        write!(explained, "{}", text::derivation(line, language)).unwrap();
    }
    explained.replace('\u{202f}', " ")
}

/// EXP-1: 47/84 of 300.00, in two parts: 300.00 × 28/84 = 100.00, then 167.86 less that.
#[test]
fn a_share_by_months_is_explained() {
    let months = r#""every":"3 months","anchor":"calendar","basis":"months-then-days""#;
    let fee = Fee { price: r#"{"flat":"300.00"}"#, start: "2025-02-10", schedule: months, ..FEE };
    let history = fee.then(&[
        ("2025-02-10", "2025-02-10", &by_days("2025-03-01")),
        ("2025-02-20", "2025-02-20", &retracted(3)),
    ]);
    let documents = nights(&history, "2025-02-10", "2025-02-28");
    insta::assert_snapshot!(explained(&history, &documents[1..], Language::English), @"
    Fee, 10 – 28 Feb 2025
      Price       300.00: the item as added (event 2 of 10 Feb 2025)
      Share       19/84 of 1 Jan – 31 Mar 2025, by whole months, then days
      Exact       300.00 × 19/84 = 67.85714285…, rounded half away from zero: 67.86
      Correction  charged before, 1/3: 100.00; with these, 47/84: 167.86
      Net         67.86 EUR
      Tax         VAT 20 % (event 2 of 10 Feb 2025)
      Customer    cust-7 (event 1 of 10 Feb 2025)
      Due         10 Feb 2025: the billing period begins, billed in advance
      Rules       MON-2, HIS-1, CHG-6, INV-2, INV-6
    ");
    insta::assert_snapshot!(explained(&history, &documents[1..], Language::French), @"
    Fee, du 10/02/2025 au 28/02/2025
      Prix           300,00 : l'article tel qu'ajouté (événement 2 du 10/02/2025)
      Part           19/84 de la période du 01/01/2025 au 31/03/2025, par mois entiers, puis par jours
      Exact          300,00 × 19/84 = 67,85714285…, arrondi au plus proche, le demi s'éloignant de zéro : 67,86
      Rectification  déjà facturé, 1/3 : 100,00 ; avec ceux-ci, 47/84 : 167,86
      HT             67,86 EUR
      Taxe           TVA 20 % (événement 2 du 10/02/2025)
      Client         cust-7 (événement 1 du 10/02/2025)
      Échéance       10/02/2025 : début de la période de facturation, à échoir
      Règles         MON-2, HIS-1, CHG-6, INV-2, INV-6
    ");
}

/// EXP-1: the 31st of March weighs 1 of 30.
#[test]
fn a_share_by_30_360_is_explained() {
    let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-03-01", EUROPEAN);
    let history = fee.then(&[("2025-03-15", "2025-03-31", END_SET)]);
    let documents = nights(&history, "2025-03-01", "2025-03-31");
    insta::assert_snapshot!(explained(&history, &documents, Language::English), @"
    Fee, 1 – 31 Mar 2025
      Price     30.00: the item as added (event 2 of 1 Mar 2025)
      Share     the whole of 1 – 31 Mar 2025, by 30/360, European
      Exact     30.00
      Net       30.00 EUR
      Tax       VAT 20 % (event 2 of 1 Mar 2025)
      Customer  cust-7 (event 1 of 1 Mar 2025)
      Due       1 Mar 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    Fee, 31 Mar 2025
      Price       30.00: the item as added (event 2 of 1 Mar 2025)
      Share       1 of the 30 days of 1 – 31 Mar 2025, by 30/360, European
      Exact       − 30.00 × 1/30 = −1.00
      Correction  charged before, 30/30: 30.00; after the credit, 29/30: 29.00
      Net         −1.00 EUR
      Tax         VAT 20 % (event 2 of 1 Mar 2025)
      Customer    cust-7 (event 1 of 1 Mar 2025)
      Due         31 Mar 2025
      Why         the contract ends on 31 Mar 2025 (event 3 of 31 Mar 2025, recorded on 15 Mar 2025)
      Corrects    line fee/fee/2025-03-01..2025-04-01/76d7e9a507d94f0d/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, TRM-8, INV-6
    ");
    insta::assert_snapshot!(explained(&history, &documents[..1], Language::French), @"
    Fee, du 01/03/2025 au 31/03/2025
      Prix      30,00 : l'article tel qu'ajouté (événement 2 du 01/03/2025)
      Part      toute la période du 01/03/2025 au 31/03/2025, en 30/360 européen
      Exact     30,00
      HT        30,00 EUR
      Taxe      TVA 20 % (événement 2 du 01/03/2025)
      Client    cust-7 (événement 1 du 01/03/2025)
      Échéance  01/03/2025 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-6, INV-2
    ");
}

/// EXP-1: all on the first day, so that what changes later costs nothing.
#[test]
fn a_share_that_is_not_prorated_is_explained() {
    let fee = on_the_first(r#"{"flat":"30.00"}"#, "2025-01-20", NOT_PRORATED);
    let history = fee.then(&[("2025-01-20", "2025-01-25", &*price("50.00"))]);
    let documents = nights(&history, "2025-01-20", "2025-01-31");
    insta::assert_snapshot!(explained(&history, &documents, Language::English), @"
    Fee, 20 – 24 Jan 2025
      Price     30.00: the item as added (event 2 of 20 Jan 2025)
      Share     the whole of 1 – 31 Jan 2025, not prorated: all of it is on the first day of the billing period
      Exact     30.00
      Net       30.00 EUR
      Tax       VAT 20 % (event 2 of 20 Jan 2025)
      Customer  cust-7 (event 1 of 20 Jan 2025)
      Due       20 Jan 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    Fee, 25 – 31 Jan 2025
      Price     50.00: a change of price (event 3 of 25 Jan 2025, recorded on 20 Jan 2025)
      Share     nothing of 1 – 31 Jan 2025, not prorated: all of it is on the first day of the billing period
      Exact     50.00 × 0/1 = 0.00
      Net       0.00 EUR
      Tax       VAT 20 % (event 2 of 20 Jan 2025)
      Customer  cust-7 (event 1 of 20 Jan 2025)
      Due       25 Jan 2025: these terms begin to hold inside the billing period
      Rules     MON-2, HIS-1, CHG-6, CHG-8
    ");
    insta::assert_snapshot!(explained(&history, &documents[1..], Language::French), @"
    Fee, du 25/01/2025 au 31/01/2025
      Prix      50,00 : changement de prix (événement 3 du 25/01/2025, saisi le 20/01/2025)
      Part      rien de la période du 01/01/2025 au 31/01/2025, sans prorata : tout porte sur le premier jour de la période facturée
      Exact     50,00 × 0/1 = 0,00
      HT        0,00 EUR
      Taxe      TVA 20 % (événement 2 du 20/01/2025)
      Client    cust-7 (événement 1 du 20/01/2025)
      Échéance  25/01/2025 : ces conditions prennent effet au cours de la période
      Règles    MON-2, HIS-1, CHG-6, CHG-8
    ");
}
