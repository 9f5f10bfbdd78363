//! How amounts, prices, quantities and rates read: digits grouped by three, a point or a comma.
//!
//! 1,234.50 in English is 1 234,50 in French; 12 yen is 12, a dinar and a half is 1.500.
//!
//! The digits are taken from integers as they are; nothing is rounded here.

use tacite::explain::Fraction;
use tacite::money::{Amount, Currency, Percent, Quantity, UnitPrice};

use super::Language;

/// Groups digits in French (U+202F, narrow no-break space).
const NARROW_SPACE: char = '\u{202f}';

/// Prints an amount with its currency's decimals, without the currency.
pub(super) fn amount(amount: Amount, language: Language) -> String {
    digits(i128::from(amount.minor()), amount.currency().exponent(), language)
}

/// Prints a unit price with the currency's decimals, or with more if it has more.
pub(super) fn price(price: UnitPrice, currency: Currency, language: Language) -> String {
    let missing = currency.exponent().saturating_sub(price.scale());
    let mantissa = price.mantissa() * 10_i128.pow(missing);
    digits(mantissa, price.scale() + missing, language)
}

/// Prints a quantity, without trailing zeros.
pub(super) fn quantity(quantity: Quantity, language: Language) -> String {
    digits(quantity.mantissa(), quantity.scale(), language)
}

/// Prints a rate in percent, without trailing zeros.
pub(super) fn percent(percent: Percent, language: Language) -> String {
    let number = digits(percent.mantissa(), percent.scale(), language);
    match language {
        Language::English => format!("{number} %"),
        Language::French => format!("{number}{NARROW_SPACE}%"),
    }
}

/// Prints an exact number of minor units in major ones: all of its decimals, or the first of them and
/// `…` if there are more than six behind the currency's.
pub(super) fn exact(value: Fraction, currency: Currency, language: Language) -> String {
    let denominator = value.denominator().unsigned_abs().max(1);
    let magnitude = value.numerator().unsigned_abs();
    let (mut shown, mut rest) = (magnitude / denominator, magnitude % denominator);
    let mut scale = currency.exponent();
    for _ in 0..6 {
        // Long division, digit by digit, as on paper.
        let (Some(next), Some(longer)) = (rest.checked_mul(10), shown.checked_mul(10)) else {
            break;
        };
        if rest == 0 {
            break;
        }
        shown = longer + next / denominator;
        rest = next % denominator;
        scale += 1;
    }
    let sign = if value.numerator() < 0 { "−" } else { "" };
    let more = if rest == 0 { "" } else { "…" };
    let digits = digits(i128::try_from(shown).unwrap_or(i128::MAX), scale, language);
    format!("{sign}{digits}{more}")
}

/// Prints `mantissa ÷ 10^scale` with exactly `scale` decimals.
fn digits(mantissa: i128, scale: u32, language: Language) -> String {
    let (point, group) = match language {
        Language::English => ('.', ','),
        Language::French => (',', NARROW_SPACE),
    };
    let unit = 10_u128.pow(scale);
    let magnitude = mantissa.unsigned_abs();
    let whole = (magnitude / unit).to_string();
    let mut printed = String::with_capacity(whole.len() * 2 + 4);
    if mantissa < 0 {
        printed.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            printed.push(group);
        }
        printed.push(digit);
    }
    if scale > 0 {
        let decimals = (magnitude % unit).to_string();
        let zeros = (scale as usize).saturating_sub(decimals.len());
        printed.push(point);
        printed.extend(std::iter::repeat_n('0', zeros));
        printed.push_str(&decimals);
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_three_before_the_point_only() {
        let printed = |minor, currency, language| amount(Amount::new(minor, currency), language);
        let english = |minor, currency| printed(minor, currency, Language::English);
        assert_eq!(english(123_456_789, Currency::EUR), "1,234,567.89");
        assert_eq!(english(-99_999, Currency::EUR), "−999.99");
        assert_eq!(english(5, Currency::EUR), "0.05");
        assert_eq!(english(1_200, Currency::JPY), "1,200");
        assert_eq!(english(1_500, Currency::KWD), "1.500");
        assert_eq!(english(-i64::MAX, Currency::EUR), "−92,233,720,368,547,758.07");
        let french = printed(123_456_789, Currency::EUR, Language::French);
        assert_eq!(french, "1\u{202f}234\u{202f}567,89");
    }

    #[test]
    fn a_price_keeps_its_own_decimals_when_the_currency_has_fewer() {
        let price = |mantissa, scale, currency| {
            let value = UnitPrice::new(rust_decimal::Decimal::new(mantissa, scale)).unwrap();
            price(value, currency, Language::English)
        };
        assert_eq!(price(12, 0, Currency::EUR), "12.00");
        assert_eq!(price(125, 4, Currency::EUR), "0.0125");
        assert_eq!(price(15, 1, Currency::JPY), "1.5");
        assert_eq!(price(-15, 1, Currency::KWD), "−1.500");
    }
}
