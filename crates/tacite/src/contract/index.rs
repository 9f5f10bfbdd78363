//! An index is a list of dated values that somebody publishes; which one counts is the last one
//! published by a day (CHG-2).
//!
//! 294.7 published on 30 September 2025, 296.3 on 31 October: by 15 October the last one is 294.7.
//!
//! What it does to a price is decided by [`RevisionPolicy`](super::RevisionPolicy).

use alloc::sync::Arc;
use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::money::Quantity;

/// A value of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IndexValue {
    /// The day from which it is known.
    pub published_on: NaiveDate,
    /// The value.
    pub value: Quantity,
}

/// The values of an index, by the day on which they were published.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::contract::{IndexSeries, IndexValue};
/// use tacite::money::Quantity;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let value = |on, value: &str| -> Result<_, Box<dyn std::error::Error>> {
///     Ok(IndexValue { published_on: date(on), value: Quantity::new(value.parse().unwrap())? })
/// };
/// let series = IndexSeries::new(&[value("2025-10-31", "296.3")?, value("2025-09-30", "294.7")?])?;
/// assert_eq!(series.last_by(date("2025-10-15")), Some(value("2025-09-30", "294.7")?));
/// assert_eq!(series.last_by(date("2025-09-29")), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexSeries(Arc<[IndexValue]>);

/// Why values are no series of an index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexSeriesError {
    /// Two values were published on one day.
    #[error("the index has two values published on {published_on}, one is needed (CHG-2)")]
    Twice {
        /// The day.
        published_on: NaiveDate,
    },
}

impl IndexSeries {
    /// Makes a series of values in any order.
    ///
    /// # Errors
    /// [`IndexSeriesError::Twice`] naming the day of two values.
    pub fn new(values: &[IndexValue]) -> Result<Self, IndexSeriesError> {
        let mut values: Vec<IndexValue> = values.to_vec();
        values.sort_by_key(|value| value.published_on);
        for pair in values.windows(2) {
            if let [first, second] = pair
                && first.published_on == second.published_on
            {
                let published_on = first.published_on;
                return Err(IndexSeriesError::Twice { published_on });
            }
        }
        Ok(Self(Arc::from(values)))
    }

    /// Returns the last value published by a day, that day included.
    pub fn last_by(&self, day: NaiveDate) -> Option<IndexValue> {
        let known = self.0.partition_point(|value| value.published_on <= day);
        self.0.get(..known)?.last().copied()
    }

    /// Lists the values, by the day on which they were published.
    pub fn values(&self) -> &[IndexValue] {
        &self.0
    }
}
