//! Interest for late payment and the fixed charge. INV-12; rules 8 and 9.

use tacite::contract::TaxCategory;
use tacite::money::{Amount, Currency, Percent, Rounding};
use tacite::query::{
    Debtor, LateInterestTerms, ReferenceRate, YearBasis, late_interest, recovery_fee,
};

use crate::billing::day;

fn percent(text: &str) -> Percent {
    Percent::new(text.parse().unwrap()).unwrap()
}

fn terms(rates: &[(&str, &str)], margin: &str, basis: YearBasis) -> LateInterestTerms {
    let rate =
        |(from, rate): &(&str, &str)| ReferenceRate { from: day(from), percent: percent(rate) };
    LateInterestTerms {
        rates: rates.iter().map(rate).collect(),
        margin: percent(margin),
        basis,
        rounding: Rounding::HalfAwayFromZero,
    }
}

fn owed() -> Amount {
    Amount::new(1_000_000, Currency::EUR)
}

fn interest(due: &str, paid: &str, terms: &LateInterestTerms) -> String {
    late_interest(owed(), day(due), day(paid), terms).unwrap().amount.to_string()
}

/// Rule 8: 10,000 at 10.25 % for 3 months. 1 January to 31 March 2025 are 90 days: ÷ 360 a quarter
/// of 1,025.00; × 90 ÷ 365 = 252.7397. In 2024 they are 91: × 91 ÷ 366 = 254.8497.
#[test]
fn three_months_at_10_25_percent_are_256_25() {
    let rates = [("2023-01-01", "10.25")];
    let of = |basis| terms(&rates, "0", basis);
    assert_eq!(interest("2024-12-31", "2025-03-31", &of(YearBasis::Of360)), "256.25 EUR");
    assert_eq!(interest("2024-12-31", "2025-03-31", &of(YearBasis::Of365)), "252.74 EUR");
    assert_eq!(interest("2024-12-31", "2025-03-31", &of(YearBasis::Actual)), "252.74 EUR");
    assert_eq!(interest("2023-12-31", "2024-03-31", &of(YearBasis::Actual)), "254.85 EUR");
}

/// The day after the due date is the first: 1 day ÷ 360 of 1,025.00 is 2.8472.
#[test]
fn interest_runs_from_the_day_after_the_due_date() {
    let terms = terms(&[("2025-01-01", "10.25")], "0", YearBasis::Of360);
    assert_eq!(interest("2025-03-10", "2025-03-10", &terms), "0.00 EUR");
    assert_eq!(interest("2025-03-10", "2025-03-09", &terms), "0.00 EUR");
    assert_eq!(interest("2025-03-10", "2025-03-11", &terms), "2.85 EUR");
}

/// A change of 1 March does not count before July. 16 to 30 June: 15 days at 3.15 + 10 = 13.15 %;
/// 1 to 10 July: 10 days at 2.15 + 10 = 12.15 %. 10,000 × (13.15 × 15 + 12.15 × 10) ÷ 36,500 =
/// 54.0411 + 33.2877 = 87.3288.
#[test]
fn each_half_year_has_the_rate_of_its_first_day() {
    let rates = [("2024-12-18", "3.15"), ("2025-03-01", "2.15")];
    let terms = terms(&rates, "10", YearBasis::Of365);
    let interest = late_interest(owed(), day("2025-06-15"), day("2025-07-10"), &terms).unwrap();
    assert_eq!(interest.amount.to_string(), "87.33 EUR");
    let parts: Vec<_> = interest
        .parts
        .iter()
        .map(|part| format!("{} at {} of {}", part.days, part.percent, part.year))
        .collect();
    assert_eq!(
        parts,
        ["[2025-06-16, 2025-07-01) at 13.15 of 365", "[2025-07-01, 2025-07-11) at 12.15 of 365"]
    );
}

/// 2 days at the end of 2023 of 365 and 2 of 2024 of 366, one rounding: 10,000 × 10.25 % ×
/// (2 ÷ 365 + 2 ÷ 366) = 5.616438 + 5.601093 = 11.217531.
#[test]
fn actual_days_are_counted_of_the_year_in_which_they_lie() {
    let terms = terms(&[("2020-01-01", "10.25")], "0", YearBasis::Actual);
    assert_eq!(interest("2023-12-29", "2024-01-02", &terms), "11.22 EUR");
}

#[test]
fn a_half_year_before_the_table_is_refused() {
    let terms = terms(&[("2025-02-01", "10")], "0", YearBasis::Of365);
    let refused = late_interest(owed(), day("2025-03-01"), day("2025-03-02"), &terms);
    insta::assert_snapshot!(refused.unwrap_err(), @"no rate holds on 2025-01-01, the first day of its half-year: the table begins later (INV-12)");
    let negative = Amount::new(-1, Currency::EUR);
    let refused = late_interest(negative, day("2025-03-01"), day("2025-03-02"), &terms);
    insta::assert_snapshot!(refused.unwrap_err(), @"-0.01 EUR is no amount owed, at least 0 is needed (INV-12)");
}

/// Rule 9: 40.00 EUR for each invoice, between businesses, without tax.
#[test]
fn a_business_that_pays_late_owes_the_fixed_charge() {
    let fee = Amount::new(4_000, Currency::EUR);
    let owes = |debtor, paid| recovery_fee(debtor, day("2025-03-10"), day(paid), fee);
    let late = owes(Debtor::Business, "2025-03-11").unwrap();
    assert_eq!((late.amount, late.tax.category), (fee, TaxCategory::OutOfScope));
    assert_eq!(owes(Debtor::Business, "2025-03-10"), None);
    assert_eq!(owes(Debtor::Consumer, "2025-04-10"), None);
}
