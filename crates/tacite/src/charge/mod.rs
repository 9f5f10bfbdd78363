//! The days of one reference period with the same terms form one charge, rounded once (CHG-6).
//!
//! 30.00 EUR a month, changed to 50.00 on 11 January: 10/31 of 30.00 is 9.68 and 21/31 of 50.00
//! is 33.87.
//!
//! Which days those are is decided by [`crate::schedule`], what of it is charged already by
//! [`crate::books`].

mod exact;
mod share;
mod weight;

pub use share::Share;

use crate::contract::Price;
use crate::money::{MoneyError, Quantity, Rounding, UnitPrice, power_of_ten, product};
use crate::timeline::Terms;
use exact::discounted;
pub(crate) use exact::steps;

/// What days cost at some terms, in minor units of a currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Charge {
    /// Before the allowance, rounded.
    pub(crate) gross: i64,
    /// After the allowance, rounded: the amount of CHG-6.
    pub(crate) net: i64,
}

impl Charge {
    pub(crate) const NOTHING: Self = Self { gross: 0, net: 0 };

    /// Adds, field by field. Credits take back what was charged, so nothing grows beyond its range.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            gross: self.gross.saturating_add(other.gross),
            net: self.net.saturating_add(other.net),
        }
    }

    /// Keeps what another one has at least, field by field and sign by sign.
    pub(crate) fn at_most(self, other: Self) -> Self {
        let least = |wanted: i64, left: i64| {
            if wanted < 0 { wanted.max(left.min(0)) } else { wanted.min(left.max(0)) }
        };
        Self { gross: least(self.gross, other.gross), net: least(self.net, other.net) }
    }

    /// Subtracts, field by field.
    pub(crate) fn minus(self, other: Self) -> Result<Self, MoneyError> {
        let minus = |left: i64, right: i64| left.checked_sub(right).ok_or(MoneyError::OutOfRange);
        Ok(Self { gross: minus(self.gross, other.gross)?, net: minus(self.net, other.net)? })
    }
}

/// Returns A(w) of CHG-6: what a share of a reference period costs at some terms.
///
/// `exponent` is the currency's number of decimals.
pub(crate) fn charge(terms: &Terms, share: Share, exponent: u32) -> Result<Charge, MoneyError> {
    if share.days() == 0 {
        return Ok(Charge::NOTHING);
    }
    if let Price::Flat(price) | Price::PerUnit(price) = &terms.price
        && terms.reduced.is_none()
        && terms.allowances.is_none()
    {
        let gross = prorated(*price, terms.quantity, share, terms.rounding, exponent)?;
        return Ok(Charge { gross, net: gross });
    }
    discounted(terms, share, exponent)
}

/// Returns what a price costs for a share of a period, in minor units of a currency with
/// `exponent` decimals: price × quantity × share, rounded once (CHG-6, MON-2).
///
/// # Errors
/// [`MoneyError::OutOfRange`] if the amount does not fit 64 bits, or the exact product before
/// rounding 128 bits.
///
/// ```
/// use tacite::charge::{Share, prorated};
/// use tacite::money::{Quantity, Rounding, UnitPrice};
///
/// let cents = |price, days, of| {
///     let share = Share::new(days, of).unwrap();
///     prorated(UnitPrice::whole(price), Quantity::whole(1), share, Rounding::default(), 2)
/// };
/// assert_eq!(cents(30, 10, 31)?, 968); // 30.00 a month, until 10 January
/// assert_eq!(cents(50, 21, 31)?, 3_387); // then 50.00
/// assert_eq!(cents(30, 12, 31)?, 1_161); // start on 20 January, billed on the 1st
/// assert_eq!(cents(300, 50, 90)?, 16_667); // calendar quarter from 10 February
/// # Ok::<(), tacite::money::MoneyError>(())
/// ```
#[expect(clippy::too_many_arguments, reason = "the five factors of CHG-6, each of its own type")]
pub fn prorated(
    price: UnitPrice,
    quantity: Quantity,
    share: Share,
    rounding: Rounding,
    exponent: u32,
) -> Result<i64, MoneyError> {
    let scale = price.scale() + quantity.scale();
    let power = |exponent| power_of_ten(exponent).ok_or(MoneyError::OutOfRange);
    let (minor, divisor) = if scale <= exponent {
        (power(exponent - scale)?, 1)
    } else {
        (1, power(scale - exponent)?)
    };
    // The usual charge: nothing to share and nothing to round.
    if share.is_whole()
        && divisor == 1
        && let Some(whole) = narrow_product([minor, quantity.mantissa(), price.mantissa()])
    {
        return Ok(whole);
    }
    let factors = [i128::from(share.days()), quantity.mantissa(), price.mantissa()];
    let numerator = factors.into_iter().try_fold(minor, product).ok_or(MoneyError::OutOfRange)?;
    let rounded = rounding.divide(numerator, divisor * i128::from(share.of()));
    // i64::MIN has no mirror: a credit of it could not be written.
    i64::try_from(rounded).ok().filter(|minor| *minor != i64::MIN).ok_or(MoneyError::OutOfRange)
}

/// Multiplies in 64 bits, if all factors and the product fit an amount.
fn narrow_product(factors: [i128; 3]) -> Option<i64> {
    let product = factors
        .into_iter()
        .try_fold(1, |product: i64, factor| product.checked_mul(i64::try_from(factor).ok()?));
    product.filter(|minor| *minor != i64::MIN)
}
