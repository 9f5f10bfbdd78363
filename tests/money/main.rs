//! Money against other people's arithmetic: the currency table of another crate, and rounding and
//! splitting done again with decimals.

use iso_currency::IntoEnumIterator;
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use tacite::money::{Amount, Currency, MoneyError, Percent, Quantity, Rounding, UnitPrice};

/// MON-1
#[test]
fn every_currency_has_the_exponent_that_another_crate_knows() {
    let mut compared = 0;
    for theirs in iso_currency::Currency::iter() {
        match (theirs.exponent(), Currency::of(theirs.code())) {
            (Some(exponent), Ok(ours)) => {
                assert_eq!(ours.exponent(), u32::from(exponent), "{}", theirs.code());
                assert_eq!(ours.code(), theirs.code());
                compared += 1;
            }
            (None, Err(MoneyError::UnknownCurrency { code })) => assert_eq!(code, theirs.code()),
            (exponent, ours) => panic!("{}: {exponent:?}, {ours:?}", theirs.code()),
        }
    }
    assert_eq!(compared, Currency::all().count(), "no currency of ours is unknown to them");
}

/// MON-1
#[test]
fn what_is_no_currency_is_refused_with_its_name() {
    for code in ["", "EU", "EURO", "eur", "XXX", "XAU", "E R", "€"] {
        let refusal = Currency::of(code).unwrap_err().to_string();
        assert!(refusal.contains(&format!("\"{code}\"")), "{refusal}");
    }
}

/// MON-1
#[test]
fn an_amount_is_exact_or_an_error() {
    let eur = |text: &str| Amount::from_decimal(text.parse().unwrap(), Currency::EUR);
    assert_eq!(eur("12.34").unwrap().minor(), 1_234);
    assert_eq!(eur("12.340000").unwrap().minor(), 1_234);
    assert_eq!(eur("-0.01").unwrap().minor(), -1);
    assert!(matches!(eur("12.345"), Err(MoneyError::TooPrecise { digits: 3, max: 2, .. })));
    assert_eq!(eur("92233720368547758.07").unwrap().minor(), i64::MAX);
    assert_eq!(eur("92233720368547758.08"), Err(MoneyError::OutOfRange));
    assert_eq!(eur("-92233720368547758.08"), Err(MoneyError::OutOfRange));
    let largest = Amount::from_decimal(Decimal::MAX, Currency::JPY);
    assert_eq!(largest, Err(MoneyError::OutOfRange));
}

/// MON-1: 12 fractional digits, trailing zeros aside.
#[test]
fn a_price_has_up_to_12_fractional_digits() {
    let price = |text: &str| UnitPrice::new(text.parse().unwrap());
    assert_eq!(price("0.000000000001").unwrap().scale(), 12);
    assert!(matches!(price("0.0000000000001"), Err(MoneyError::TooPrecise { digits: 13, .. })));
    assert_eq!(price("30.00").unwrap(), UnitPrice::whole(30));
    assert_eq!(price("-0.00").unwrap(), UnitPrice::ZERO);
    assert!(price("-5").unwrap().is_negative());
    assert!(matches!(Quantity::new(Decimal::NEGATIVE_ONE), Err(MoneyError::Negative { .. })));
    assert!(matches!(Percent::new(Decimal::NEGATIVE_ONE), Err(MoneyError::Negative { .. })));
}

/// MON-3
#[test]
fn amounts_of_different_currencies_never_add() {
    let euro = Amount::new(1, Currency::EUR);
    let yen = Amount::new(1, Currency::JPY);
    let refusal = euro.checked_add(yen).unwrap_err();
    assert_eq!(refusal.to_string(), "an amount in EUR and one in JPY never add (MON-3)");
    let most = Amount::new(i64::MAX, Currency::EUR);
    assert_eq!(most.checked_add(euro), Err(MoneyError::OutOfRange));
}

/// MON-1
#[test]
fn an_amount_prints_with_the_decimals_of_its_currency() {
    let print = |minor, code| Amount::new(minor, Currency::of(code).unwrap()).to_string();
    assert_eq!(print(1_200, "EUR"), "12.00 EUR");
    assert_eq!(print(1_200, "JPY"), "1200 JPY");
    assert_eq!(print(-1_200, "KWD"), "-1.200 KWD");
    assert_eq!(print(5, "CLF"), "0.0005 CLF");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// MON-2: both roundings agree with the decimal library's named strategies.
    #[test]
    fn rounding_agrees_with_the_decimal_library(
        numerator in -1_000_000_000_i64..1_000_000_000,
        power in 0_u32..7,
    ) {
        // Powers of ten only, so that the decimal quotient is exact.
        let denominator = 10_i128.pow(power);
        let exact = Decimal::from_i128_with_scale(i128::from(numerator), power);
        for (ours, theirs) in [
            (Rounding::HalfAwayFromZero, RoundingStrategy::MidpointAwayFromZero),
            (Rounding::HalfEven, RoundingStrategy::MidpointNearestEven),
        ] {
            let rounded = ours.divide(i128::from(numerator), denominator);
            let expected = exact.round_dp_with_strategy(0, theirs);
            prop_assert_eq!(Decimal::from(i64::try_from(rounded).unwrap()), expected);
        }
    }

    /// MON-2: a credit mirrors its charge.
    #[test]
    fn rounding_a_credit_mirrors_its_charge(
        numerator in any::<i64>(),
        denominator in 1_u64..,
        even in any::<bool>(),
    ) {
        let rounding = if even { Rounding::HalfEven } else { Rounding::HalfAwayFromZero };
        let charge = rounding.divide(i128::from(numerator), i128::from(denominator));
        let credit = rounding.divide(-i128::from(numerator), i128::from(denominator));
        prop_assert_eq!(charge, -credit);
    }

    /// MON-2: no number of 128 bits makes rounding panic, and the result is the nearest.
    #[test]
    fn rounding_takes_any_numbers(numerator in any::<i128>(), denominator in any::<i128>()) {
        let rounded = Rounding::HalfAwayFromZero.divide(numerator, denominator);
        if denominator > 0 {
            let floor = numerator.div_euclid(denominator);
            prop_assert!(rounded == floor || Some(rounded) == floor.checked_add(1));
        }
    }

    /// MON-4, L15: parts add up, have the whole's sign, and are less than a unit from their share.
    #[test]
    fn parts_of_a_split_add_up(minor in any::<i64>(), weights in prop::collection::vec(any::<u32>(), 0..12)) {
        prop_assume!(minor != i64::MIN);
        let whole = Amount::new(minor, Currency::EUR);
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        match whole.split(&weights) {
            Ok(parts) => {
                prop_assert_eq!(parts.len(), weights.len());
                let sum: i128 = parts.iter().map(|part| i128::from(part.minor())).sum();
                prop_assert_eq!(sum, i128::from(minor));
                for (part, weight) in parts.iter().zip(&weights) {
                    prop_assert!(part.minor().signum() * minor.signum() >= 0);
                    let exact = u128::from(minor.unsigned_abs()) * u128::from(*weight);
                    let given = u128::from(part.minor().unsigned_abs()) * total;
                    prop_assert!(given.abs_diff(exact) < total);
                }
            }
            Err(error) => prop_assert!(total == 0, "{error}"),
        }
    }
}

/// MON-4: ties go to the earlier part.
#[test]
fn a_tie_goes_to_the_earlier_part() {
    let split = |minor, weights: &[u32]| -> Vec<i64> {
        let parts = Amount::new(minor, Currency::EUR).split(weights).unwrap();
        parts.iter().map(|part| part.minor()).collect()
    };
    assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(split(1, &[1, 1]), [1, 0]);
    assert_eq!(split(-1, &[1, 1]), [-1, 0]);
    assert_eq!(split(10, &[0, 1, 0]), [0, 10, 0]);
    // 0.5, 1.25, 1.25 of 3: the largest remainder is the first.
    assert_eq!(split(3, &[2, 5, 5]), [1, 1, 1]);
}

/// MON-1: no result is off by one at the end of the range.
#[test]
fn subtracting_at_the_end_of_the_range_is_exact_or_an_error() {
    let euro = |minor| Amount::new(minor, Currency::EUR);
    assert_eq!(euro(-1).checked_sub(euro(i64::MIN)), Ok(euro(i64::MAX)));
    assert_eq!(euro(0).checked_sub(euro(i64::MIN)), Err(MoneyError::OutOfRange));
    assert_eq!(euro(i64::MIN + 1).checked_sub(euro(1)), Err(MoneyError::OutOfRange));
}
