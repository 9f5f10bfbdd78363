//! Features that were built apart, together, with amounts by hand: bases, discounts in stubs, tiers, tax
//! inside prices. CHG-6, CHG-9, CHG-2, INV-5; rows 1.16, 1.18, 1.19.

use tacite::document::Document;
use tacite_testkit::addition;

use crate::billing::{day, nights};
use crate::written::{END_SET, FEE, Fee, quantity};

/// Bills night by night, adds each document up again, and lists the lines: date, share, gross, net.
fn lines(fee: Fee, then: &[(&str, &str, &str)], until: &str) -> Vec<String> {
    let documents = nights(&fee.then(then), fee.start, until);
    let shown = |document: &Document| {
        addition::check(document).unwrap();
        let on = document.dated_on;
        let line = move |line: &tacite::document::Line| {
            format!("{on} {} {} {}", line.share, line.gross.to_decimal(), line.net.to_decimal())
        };
        document.lines.iter().map(line).collect::<Vec<_>>()
    };
    documents.iter().flat_map(shown).collect()
}

fn off(value: &str, more: &str) -> String {
    format!(
        r#"{{"discount-granted":{{"id":"d","discount":{{"label":"Offer","value":{{{value}}},"lasts":"forever"{more}}}}}}}"#
    )
}

const FULL: &str = r#","in_stubs":"full""#;

/// Without proration a stub costs 31.00 less 6.00, as a whole month does; its end gives nothing back.
#[test]
fn without_proration_a_stub_has_the_price_and_the_discount_once() {
    let schedule = r#""every":"1 month","anchor":{"day-of-month":1},"basis":"first-day""#;
    let fee = Fee { start: "2025-01-22", schedule, ..FEE };
    let six = off(r#""amount":"6.00""#, FULL);
    let then = [("2025-01-22", "2025-01-22", &*six), ("2025-02-10", "2025-02-10", END_SET)];
    assert_eq!(
        lines(fee, &then, "2025-03-31"),
        ["2025-01-22 1/1 31.00 25.00", "2025-02-01 1/1 31.00 25.00", "2025-02-10 0/1 0.00 0.00"]
    );
}

/// The first quarter of 2024 from 29 February: a day of 29 and March are 31 + 899 = 930 of 3 × 899. Of
/// 300.00 × 930/2,697 = 103.448, 30.00 in full and then 10 %: 73.448 × 0.9 = 66.10. At 600.00 from 10 March
/// on, 22 of 31 days: 638 of the 930. What stays is (32.481 − 9.419) × 0.9 = 20.76, so 45.34 go back;
/// (141.936 − 20.581) × 0.9 = 109.22 are new.
#[test]
fn a_discount_in_full_in_a_stub_of_months_and_days_is_shared_by_their_weights() {
    let schedule = r#""every":"3 months","anchor":"calendar","basis":"months-then-days""#;
    let fee = Fee { start: "2024-02-29", price: r#"{"flat":"300.00"}"#, schedule, ..FEE };
    let thirty = off(r#""amount":"30.00""#, FULL);
    let ten = off(r#""percent":"10""#, r#","order":1"#).replace(r#""id":"d""#, r#""id":"e""#);
    let dearer = crate::written::price("600.00");
    let then = [
        ("2024-02-29", "2024-02-29", &*thirty),
        ("2024-02-29", "2024-02-29", &ten),
        ("2024-03-10", "2024-03-10", &dearer),
    ];
    assert_eq!(
        lines(fee, &then, "2024-03-31"),
        [
            "2024-02-29 930/2697 103.45 66.10",
            "2024-03-10 638/2697 -70.97 -45.34",
            "2024-03-10 638/2697 141.94 109.22",
        ]
    );
}

/// 10 × 12.00 + 10.00 + 20.00 = 150.00; half of it for 10 of 28 days is 26.79; with 10.5 units from the
/// sixth of them on 72.50 × 5/28 = 12.95, and 145.00 × 8/28 = 41.43 after the pause.
#[test]
fn a_reduced_pause_halves_a_graduated_price_and_its_fee_whatever_the_quantity() {
    let price = r#"{"graduated":{"tiers":[{"up_to":"10","unit_price":"12.00"},{"unit_price":"10.00","flat_fee":"20.00"}]}}"#;
    let fee = Fee { start: "2025-02-01", price, quantity: "11", ..FEE };
    let half =
        r#"{"paused":{"pause":{"shape":{"reduced":{"percent":"50"}},"until":"2025-02-21"}}}"#;
    let less = quantity("10.5");
    let then = [("2025-02-11", "2025-02-11", half), ("2025-02-16", "2025-02-16", &*less)];
    assert_eq!(
        lines(fee, &then, "2025-02-28"),
        [
            "2025-02-01 28/28 150.00 150.00",
            "2025-02-11 10/28 -53.57 -53.57",
            "2025-02-11 10/28 26.79 26.79",
            // 26.79 − 13.39
            "2025-02-16 5/28 -13.40 -13.40",
            "2025-02-16 5/28 12.95 12.95",
            // 150.00 × 18/28 − 53.57
            "2025-02-21 8/28 -42.86 -42.86",
            "2025-02-21 8/28 41.43 41.43",
        ]
    );
}

/// Two packages of 9.00 are 20.00 at least; five of 7.00 are 30.00 at most. The 31st weighs 1 of 30, and
/// so does 28 February, by the German dialect.
#[test]
fn bounds_of_packages_are_of_a_period_by_30_360_too() {
    let schedule = r#""every":"1 month","anchor":{"day-of-month":1},"basis":"30/360-german""#;
    let price = r#"{"bounded":{"price":{"package":{"price":"9.00","size":10}},"at_least":"20.00","at_most":"30.00"}}"#;
    let fee = Fee { start: "2025-01-31", price, quantity: "11", schedule, ..FEE };
    let (more, cheaper) = (quantity("40.01"), crate::written::price("7.00"));
    let then = [
        ("2025-02-16", "2025-02-16", &*more),
        ("2025-02-16", "2025-02-16", &cheaper),
        ("2025-02-20", "2025-02-28", END_SET),
    ];
    assert_eq!(
        lines(fee, &then, "2025-02-28"),
        [
            "2025-01-31 1/30 0.67 0.67",
            "2025-02-01 30/30 20.00 20.00",
            "2025-02-16 15/30 -10.00 -10.00",
            "2025-02-16 15/30 15.00 15.00",
            "2025-02-28 1/30 -1.00 -1.00",
        ]
    );
}

/// 100.00 a month including tax, 21 % from 20 March by the end of the period: March has 100 × 21/121 =
/// 17.36 of tax, three days back 9.68 × 21/121 = 1.68. Once the change is retracted, what is left, 90.32
/// with 17.36 − 1.68 = 15.68, goes back, and is charged with 90.32 × 20/120 = 15.05.
#[test]
fn a_tax_by_the_end_of_the_period_is_corrected_inside_the_price() {
    let contract =
        r#","prices":"including-tax","billing":{"tax_point":"period-end","credit_tax":"adds-up"}"#;
    let fee = Fee { start: "2025-03-01", contract, price: r#"{"flat":"100.00"}"#, ..FEE };
    let tax = r#"{"tax-changed":{"tax":{"category":"standard","rate":"21"}}}"#;
    let pause = crate::written::by_days("2025-03-28");
    let back = crate::written::retracted(3);
    let then = [
        ("2025-03-01", "2025-03-20", tax),
        ("2025-03-25", "2025-03-25", &*pause),
        ("2025-03-30", "2025-03-30", &back),
    ];
    let documents = nights(&fee.then(&then), "2025-03-01", "2025-03-31");
    let amounts = documents.iter().map(|document| {
        addition::check(document).unwrap();
        assert!(document.dated_on <= day("2025-03-31"));
        (document.net.minor(), document.tax.minor(), document.total.minor())
    });
    assert_eq!(
        amounts.collect::<Vec<_>>(),
        [
            (8_264, 1_736, 10_000),
            (-800, -168, -968),
            (-7_464, -1_568, -9_032),
            (7_527, 1_505, 9_032),
        ]
    );
}
