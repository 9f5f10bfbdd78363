//! What is printed before a line's amount is worked out again, as its reader would, and gives the
//! amount to the minor unit (CHG-6, INV-6, EXP-1).

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use tacite::contract::{Price, UnitCode};
use tacite::document::{Document, Line};
use tacite::money::{Percent, Quantity, Rounding, UnitPrice};
use tacite::timeline::Terms;
use tacite_formats::text::{self, Language};

use crate::credit_notes::{credit, credit_note, euros, terms};

/// A decimal as its reader sees it: digits and how many of them stand after the point.
#[derive(Clone, Copy)]
struct Number {
    digits: i128,
    scale: u32,
}

/// Reads `−1,234.50`, `3 h` or `40 %`.
fn number(text: &str) -> Number {
    let (text, more) = match text.strip_suffix(" %") {
        Some(percent) => (percent, 2),
        None => (text.split(' ').next().unwrap(), 0),
    };
    let text = text.replace(',', "").replace('−', "-");
    let scale = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = text.replace('.', "").parse().unwrap();
    Number { digits, scale: u32::try_from(scale).unwrap() + more }
}

/// Works out `− 3 × 12.00 × 14/31`, rounded to cents once.
fn product(text: &str, rounding: Rounding) -> i128 {
    let (sign, text) = text.strip_prefix("− ").map_or((1, text), |rest| (-1, rest));
    let (mut numerator, mut denominator) = (sign * 100, 1);
    for factor in text.split(" × ") {
        if let Some((days, of)) = factor.split_once('/') {
            numerator *= days.parse::<i128>().unwrap();
            denominator *= of.parse::<i128>().unwrap();
        } else {
            let Number { digits, scale } = number(factor);
            numerator *= digits;
            denominator *= 10_i128.pow(scale);
        }
    }
    rounding.divide(numerator, denominator)
}

/// Works out a product and the parts after it, ` + 0.01 (rounding)`.
fn worked_out(calculation: &str, rounding: Rounding) -> i128 {
    let mut rest = calculation;
    let mut cents = 0;
    for part in ["(allowance)", "(rounding)"] {
        let Some(before) = rest.strip_suffix(part).map(str::trim_end) else { continue };
        let start = before.rfind([' ']).map_or(0, |space| space + 1);
        let sign = if before[..start].trim_end().ends_with('−') { -1 } else { 1 };
        cents += sign * number(&before[start..]).digits;
        rest = before[..start].trim_end_matches([' ', '−', '+']);
    }
    if rest.is_empty() { cents } else { cents + product(rest, rounding) }
}

/// Returns the third and the last column of the only line.
fn columns(document: &Document) -> (String, i128) {
    let printed = text::document(document, Language::English).to_string();
    let row = printed.lines().find(|line| line.starts_with("  Item")).unwrap();
    let cells: Vec<&str> = row.split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect();
    let amount = number(cells.last().unwrap()).digits;
    let calculation = if cells.len() < 4 { "" } else { cells[2] };
    (calculation.to_owned(), amount)
}

fn random_terms() -> impl Strategy<Value = Terms> {
    let price = (-1_000_000_i64..1_000_000, 0_u32..=4).prop_map(|(digits, scale)| {
        UnitPrice::new(rust_decimal::Decimal::new(digits, scale)).unwrap()
    });
    let price = prop_oneof![price.clone().prop_map(Price::Flat), price.prop_map(Price::PerUnit)];
    let quantity = (0_i64..10_000, 0_u32..=2).prop_map(|(digits, scale)| {
        Quantity::new(rust_decimal::Decimal::new(digits, scale)).unwrap()
    });
    let reduced = of((0_u32..=100).prop_map(Percent::whole));
    let unit = select(vec!["C62", "HUR"]).prop_map(|code| UnitCode::new(code).unwrap());
    let rounding = select(vec![Rounding::HalfAwayFromZero, Rounding::HalfEven]);
    (price, quantity, reduced, unit, rounding).prop_map(
        |(price, quantity, reduced, unit, rounding)| Terms {
            quantity,
            reduced,
            unit,
            rounding,
            ..terms(price)
        },
    )
}

proptest! {
    /// Whatever the books made of a line: its amounts are random here.
    #[test]
    fn a_calculation_gives_its_amount(
        terms in random_terms(),
        days in (1_u32..=32).prop_flat_map(|start| (Just(start), start..=32)),
        (net, allowance) in (-100_000_i64..100_000, prop_oneof![Just(0), -1_000_i64..1_000]),
        corrects in of(Just(1)),
    ) {
        let rounding = terms.rounding;
        let line = Line {
            gross: euros(net + allowance),
            allowance: euros(allowance),
            corrects,
            ..credit("Item", terms, days, net)
        };
        let document = credit_note(&[line], None, (net, 0));
        let (calculation, amount) = columns(&document);
        prop_assert_eq!(amount, i128::from(net));
        prop_assert_eq!(worked_out(&calculation, rounding), amount, "{}", calculation);
    }
}
