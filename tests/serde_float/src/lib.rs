//! Decimals are strings whatever features of `rust_decimal` other crates of a program switch on (MON-1).
//!
//! `serde-float` makes a decimal a float: 31.00 is `31.0`. A document of 31.00 is written with
//! `"31.00"` all the same, and every golden file of version 1 is read and written byte by byte.

#![cfg(test)]

use std::fs;
use std::path::Path;

use tacite_formats::{Value, cbor, json};

fn golden(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../formats/golden/v1");
    fs::read_to_string(folder.join(name)).unwrap().trim_end().to_owned()
}

fn is_golden<T: Value>() {
    let text = golden(&format!("{}.json", T::KIND));
    let value: T = json::read(T::KIND, &text).unwrap();
    assert_eq!(json::write(&value), text);

    let hexadecimal = golden(&format!("{}.cbor.hex", T::KIND)).replace('\n', "");
    let bytes = cbor::write(&value);
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digits, hexadecimal);
    assert_eq!(cbor::write(&cbor::read::<T>(T::KIND, bytes).unwrap()), cbor::write(&value));
}

#[test]
fn the_features_are_switched_on() {
    let decimal = rust_decimal::Decimal::new(3_150, 2);
    assert_eq!(serde_json::to_string(&decimal).unwrap(), "31.5");
    assert!(serde_json::to_value(decimal).unwrap().is_f64());
    let day = chrono::NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
    assert_eq!(serde_json::to_string(&day).unwrap(), "\"2025-01-31\"");
}

/// Each of them has amounts, prices, quantities, percentages or rates.
#[test]
fn golden_files_with_decimals_are_written_byte_by_byte() {
    is_golden::<tacite::document::Document>();
    is_golden::<tacite::document::Line>();
    is_golden::<tacite::document::ForeignTax>();
    is_golden::<tacite::issuing::Draft>();
    is_golden::<tacite::issuing::NumberedDocument>();
    is_golden::<tacite::books::Books>();
    is_golden::<tacite::books::Posting>();
    is_golden::<tacite::contract::Plan>();
    is_golden::<tacite::explain::Derivation>();
    is_golden::<tacite::payment::PaymentRequest>();
    is_golden::<tacite::query::TerminationQuote>();
    is_golden::<tacite::query::LateInterest>();
}
