//! The numbers of a series are without gaps or doubles, and their dates never go back (INV-11, rule 10).
//!
//! `F2025-0001` of 1 January, `F2025-0003` of 31 January: `F2025-0002` is missing.
//!
//! How numbers are written is decided by [`NumberFormat`]. Documents made by hand are of the series too
//! (3.12): the check knows no difference.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::number::{NumberError, NumberFormat, Place};
use super::{DocumentNumber, NumberedDocument};

/// A number and the date of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedOn {
    /// The number.
    pub number: DocumentNumber,
    /// The date of the document.
    pub dated_on: NaiveDate,
}

impl From<&NumberedDocument> for NumberedOn {
    fn from(issued: &NumberedDocument) -> Self {
        Self { number: issued.number().clone(), dated_on: issued.document().dated_on }
    }
}

/// What an auditor would ask about (rule 10).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SequenceFault {
    /// Numbers are missing.
    #[error("{missing} missing before {found}, from {first} on (INV-11)")]
    Gap {
        /// The first number that is missing.
        first: DocumentNumber,
        /// How many are.
        missing: u64,
        /// The number after them.
        found: DocumentNumber,
    },
    /// Two documents have one number.
    #[error("{number} is given to documents of {first_on} and {second_on} (INV-11)")]
    Double {
        /// The number.
        number: DocumentNumber,
        /// The date of one of them.
        first_on: NaiveDate,
        /// The date of the other.
        second_on: NaiveDate,
    },
    /// A document is dated before one with a lower number.
    #[error("{number} is dated {dated_on}, {before} is dated {before_on} (INV-11)")]
    DateGoesBack {
        /// The number.
        number: DocumentNumber,
        /// Its date.
        dated_on: NaiveDate,
        /// The number before it.
        before: DocumentNumber,
        /// The later date of that one.
        before_on: NaiveDate,
    },
    /// The number has another year than its document.
    #[error("{number} is dated {dated_on} (INV-11)")]
    OtherYear {
        /// The number.
        number: DocumentNumber,
        /// The date of its document.
        dated_on: NaiveDate,
    },
    /// A number is not of the series.
    #[error(transparent)]
    Stranger(NumberError),
}

/// Lists what is wrong with the numbers of a series, in the order of the numbers. They may come in any
/// order; what precedes the first one is not asked after, as a series may have begun elsewhere.
pub fn check_sequence(format: &NumberFormat, given: &[NumberedOn]) -> Vec<SequenceFault> {
    let mut faults = Vec::new();
    let mut placed: Vec<(Place, &NumberedOn)> = Vec::with_capacity(given.len());
    for entry in given {
        match format.place(&entry.number) {
            Ok(place) => placed.push((place, entry)),
            Err(error) => faults.push(SequenceFault::Stranger(error)),
        }
    }
    placed.sort_by_key(|(place, entry)| (*place, entry.dated_on));
    for (place, entry) in &placed {
        if place.year != format.year_of(entry.dated_on) {
            let NumberedOn { number, dated_on } = (*entry).clone();
            faults.push(SequenceFault::OtherYear { number, dated_on });
        }
    }
    let followers = placed.iter().zip(placed.iter().skip(1));
    faults.extend(followers.flat_map(|(before, after)| between(format, *before, *after)));
    faults
}

/// What is wrong between a number and the next one.
fn between(
    format: &NumberFormat,
    (before_at, before): (Place, &NumberedOn),
    (at, entry): (Place, &NumberedOn),
) -> Vec<SequenceFault> {
    let mut faults = Vec::new();
    let expected = if at.year == before_at.year { before_at.counter.saturating_add(1) } else { 1 };
    if at == before_at {
        faults.push(SequenceFault::Double {
            number: entry.number.clone(),
            first_on: before.dated_on,
            second_on: entry.dated_on,
        });
        return faults;
    }
    if at.counter > expected {
        let first = format.written(Place { year: at.year, counter: expected });
        // Shorter than a number that is there.
        if let Ok(first) = DocumentNumber::new(&first) {
            let (missing, found) = (at.counter - expected, entry.number.clone());
            faults.push(SequenceFault::Gap { first, missing, found });
        }
    }
    if entry.dated_on < before.dated_on {
        faults.push(SequenceFault::DateGoesBack {
            number: entry.number.clone(),
            dated_on: entry.dated_on,
            before: before.number.clone(),
            before_on: before.dated_on,
        });
    }
    faults
}
