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
        let total: i128 = weights.iter().sum();
        if total <= 0 {
            return Err(MoneyError::NoWeight);
        }
        let whole = i128::from(self.minor().unsigned_abs());
        let mut parts: Vec<(i128, i128)> = weights
            .iter()
            .map(|weight| {
                let exact = whole.checked_mul(*weight).ok_or(MoneyError::OutOfRange)?;
                Ok((exact.div_euclid(total), exact.rem_euclid(total)))
            })
            .collect::<Result<_, MoneyError>>()?;
        let given: i128 = parts.iter().map(|(part, _)| part).sum();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        // A stable sort: among equal remainders the earlier part comes first.
        order.sort_by(|left, right| parts[*right].1.cmp(&parts[*left].1));
        let left_over = usize::try_from(whole - given).unwrap_or(usize::MAX);
        for index in order.into_iter().take(left_over) {
            parts[index].0 += 1;
        }
        let sign = if self.minor() < 0 { -1 } else { 1 };
        let parts = parts.into_iter().map(|(part, _)| part * sign);
        parts.map(|part| Self::from_minor_wide(part, self.currency())).collect()
    }
}

/// Splits a whole number by weights: largest remainder, ties to the earlier part (MON-4).
///
/// # Errors
/// [`MoneyError::NoWeight`] without a weight above 0, [`MoneyError::OutOfRange`] if the number times a
/// weight, or the sum of the weights, does not fit 128 bits.
pub(crate) fn split_magnitude(whole: u128, weights: &[u128]) -> Result<Vec<u128>, MoneyError> {
    let mut weighed = weights.iter().copied();
    let total = weighed.try_fold(0_u128, u128::checked_add).ok_or(MoneyError::OutOfRange)?;
    if total == 0 {
        return Err(MoneyError::NoWeight);
    }
    let exact = weights.iter().map(|weight| {
        let exact = whole.checked_mul(*weight).ok_or(MoneyError::OutOfRange)?;
        Ok((exact / total, exact % total))
    });
    let mut parts = exact.collect::<Result<Vec<(u128, u128)>, MoneyError>>()?;
    let given: u128 = parts.iter().map(|(part, _)| part).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // A stable sort: among equal remainders the earlier part comes first.
    order.sort_by(|left, right| parts[*right].1.cmp(&parts[*left].1));
    let left_over = usize::try_from(whole - given).unwrap_or(usize::MAX);
    for index in order.into_iter().take(left_over) {
        parts[index].0 += 1;
    }
    Ok(parts.into_iter().map(|(part, _)| part).collect())
}
