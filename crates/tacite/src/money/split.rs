//! The parts of a split add up to the whole (MON-4, L15).
//!
//! 100.00 EUR by three equal weights is 33.34, 33.33 and 33.33: every part gets its share rounded
//! towards zero, and the cents left over go to the largest remainders, the earlier part first.
//!
//! What the weights are (days, net amounts, shares of an instalment plan) is the caller's business.

use alloc::vec::Vec;

use super::{Amount, MoneyError};

impl Amount {
    /// Splits the amount by weights: largest remainder, ties to the earlier part (MON-4).
    ///
    /// The parts have the amount's sign or are 0, each is less than one minor unit from its exact
    /// share, and they add up to the amount.
    ///
    /// # Errors
    /// [`MoneyError::NoWeight`] if there is no weight above 0.
    ///
    /// ```
    /// use tacite::money::{Amount, Currency};
    ///
    /// let parts = Amount::new(-10_000, Currency::EUR).split(&[1, 1, 1])?;
    /// let minor: Vec<i64> = parts.iter().map(|part| part.minor()).collect();
    /// assert_eq!(minor, [-3_334, -3_333, -3_333]);
    /// # Ok::<(), tacite::money::MoneyError>(())
    /// ```
    pub fn split(self, weights: &[u32]) -> Result<Vec<Self>, MoneyError> {
        let weights: Vec<i128> = weights.iter().copied().map(i128::from).collect();
        self.split_by(&weights)
    }

    /// Splits the amount by weights that add up to more than 0, though some may be below: the part
    /// of such a weight has the other sign.
    ///
    /// # Errors
    /// [`MoneyError::NoWeight`] if the weights don't add up to more than 0,
    /// [`MoneyError::OutOfRange`] if a part or a product does not fit.
    pub(crate) fn split_by(self, weights: &[i128]) -> Result<Vec<Self>, MoneyError> {
        let sign = if self.minor() < 0 { -1 } else { 1 };
        let parts = split_whole(i128::from(self.minor()) * sign, weights)?.into_iter();
        parts.map(|part| Self::from_minor_wide(part * sign, self.currency())).collect()
    }
}

/// Splits a whole number, 0 or more, by weights that add up to more than 0: largest remainder, ties to
/// the earlier part (MON-4). The part of a weight below 0 is below 0.
///
/// # Errors
/// [`MoneyError::NoWeight`] if the weights don't add up to more than 0, [`MoneyError::OutOfRange`] if
/// the number times a weight, or the sum of the weights, does not fit 128 bits.
pub(crate) fn split_whole(whole: i128, weights: &[i128]) -> Result<Vec<i128>, MoneyError> {
    let mut weighed = weights.iter().copied();
    let total = weighed.try_fold(0_i128, i128::checked_add).ok_or(MoneyError::OutOfRange)?;
    if total <= 0 {
        return Err(MoneyError::NoWeight);
    }
    let exact = weights.iter().map(|weight| {
        let exact = whole.checked_mul(*weight).ok_or(MoneyError::OutOfRange)?;
        Ok((exact.div_euclid(total), exact.rem_euclid(total)))
    });
    let mut parts = exact.collect::<Result<Vec<(i128, i128)>, MoneyError>>()?;
    let given: i128 = parts.iter().map(|(part, _)| part).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // A stable sort: among equal remainders the earlier part comes first.
    order.sort_by(|left, right| parts[*right].1.cmp(&parts[*left].1));
    let left_over = usize::try_from(whole - given).unwrap_or(usize::MAX);
    for index in order.into_iter().take(left_over) {
        parts[index].0 += 1;
    }
    Ok(parts.into_iter().map(|(part, _)| part).collect())
}
