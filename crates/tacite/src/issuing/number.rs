//! A document is numbered by a format, and the next number follows from the last one (INV-11).
//!
//! `F2025-0041` is followed by `F2025-0042` in 2025 and by `F2026-0001` in 2026: prefix `F`, the year,
//! `-`, four digits.
//!
//! Which number is the last is known by the store: it gives numbers in one transaction, at issue.

use alloc::format;
use alloc::string::ToString;
use core::fmt;

use chrono::{Datelike, NaiveDate};

use crate::contract::Text;
use crate::party::{Identification, PartyError, check_characters};

/// The number of an issued document.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber(Text);

impl DocumentNumber {
    /// Takes 1 to 35 printable characters without spaces.
    ///
    /// # Errors
    /// [`PartyError`] otherwise.
    pub fn new(number: &str) -> Result<Self, PartyError> {
        let of = (Identification::DocumentNumber, number);
        check_characters(of, (1, 35), |_, character| {
            !character.is_control() && !character.is_whitespace()
        })?;
        Ok(Self(Text::from(number)))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentNumber({})", self.as_str())
    }
}

/// How the numbers of a series are written: prefix, year, separator, counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// What every number begins with; it may be empty.
    pub prefix: Text,
    /// Whether the year follows, and the counter begins at 1 each year.
    pub year: NumberYear,
    /// What stands before the counter; it may be empty.
    pub separator: Text,
    /// How many digits the counter has at least.
    pub digits: u32,
}

/// Whether a number has the year of its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberYear {
    /// It has not: the counter goes on for ever.
    Absent,
    /// `2025`: the counter begins at 1 each year.
    #[default]
    FourDigits,
    /// `25`: the counter begins at 1 each year.
    TwoDigits,
}

/// Where a number stands in its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The year as it is written; 0 if it is not.
    pub(super) year: u32,
    pub(super) counter: u64,
}

impl NumberFormat {
    /// Begins at 1 each year: prefix, year in four digits, `-`, a counter of so many digits at least.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::issuing::NumberFormat;
    ///
    /// let on = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
    /// assert_eq!(NumberFormat::yearly("F", 4).next(None, on)?.as_str(), "F2025-0001");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn yearly(prefix: &str, digits: u32) -> Self {
        let (prefix, separator) = (Text::from(prefix), Text::from("-"));
        Self { prefix, year: NumberYear::FourDigits, separator, digits }
    }

    /// Returns the number after the last one of a series, for a document of a date; the first one if
    /// there is none yet.
    ///
    /// Documents made by hand may be among those numbered so far: the series is one (3.12).
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::contract::Text;
    /// use tacite::issuing::{DocumentNumber, NumberFormat, NumberYear};
    ///
    /// let format = NumberFormat {
    ///     prefix: Text::from("F"),
    ///     year: NumberYear::FourDigits,
    ///     separator: Text::from("-"),
    ///     digits: 4,
    /// };
    /// let on = |year| NaiveDate::from_ymd_opt(year, 1, 31).unwrap();
    /// let first = format.next(None, on(2025))?;
    /// assert_eq!(first.as_str(), "F2025-0001");
    /// let by_hand = DocumentNumber::new("F2025-0041")?;
    /// assert_eq!(format.next(Some(&by_hand), on(2025))?.as_str(), "F2025-0042");
    /// assert_eq!(format.next(Some(&by_hand), on(2026))?.as_str(), "F2026-0001");
    /// assert!(format.next(Some(&by_hand), on(2024)).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`NumberError`] if the last number is not of this format, is of a later year, or is the last
    /// that can be written.
    pub fn next(
        &self,
        last: Option<&DocumentNumber>,
        dated_on: NaiveDate,
    ) -> Result<DocumentNumber, NumberError> {
        let year = self.year_of(dated_on);
        let counter = match last {
            None => 1,
            Some(last) => {
                let known = self.place(last)?;
                if known.year > year {
                    let last = last.clone();
                    return Err(NumberError::EarlierYear { last, dated_on });
                }
                if known.year < year {
                    1
                } else {
                    let next = known.counter.checked_add(1);
                    next.ok_or_else(|| NumberError::Exhausted { last: last.clone() })?
                }
            }
        };
        let place = Place { year, counter };
        DocumentNumber::new(&self.written(place)).map_err(NumberError::Number)
    }

    /// Writes a place of the series.
    pub(super) fn written(&self, Place { year, counter }: Place) -> alloc::string::String {
        let year = match self.year {
            NumberYear::Absent => alloc::string::String::new(),
            NumberYear::FourDigits => format!("{year:04}"),
            NumberYear::TwoDigits => format!("{year:02}"),
        };
        let digits = usize::try_from(self.digits).unwrap_or(usize::MAX).min(20);
        format!("{}{year}{}{counter:0digits$}", self.prefix, self.separator)
    }

    /// Reads where a number stands in the series.
    pub(super) fn place(&self, number: &DocumentNumber) -> Result<Place, NumberError> {
        let stranger = || NumberError::OtherFormat {
            number: number.clone(),
            example: Text::from(self.written(Place { year: 0, counter: 1 }).as_str()),
        };
        let rest = number.as_str().strip_prefix(self.prefix.as_str()).ok_or_else(stranger)?;
        let digits = match self.year {
            NumberYear::Absent => 0,
            NumberYear::FourDigits => 4,
            NumberYear::TwoDigits => 2,
        };
        let (year, rest) = rest.split_at_checked(digits).ok_or_else(stranger)?;
        let counter = rest.strip_prefix(self.separator.as_str()).ok_or_else(stranger)?;
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let year = if year.is_empty() {
            0
        } else {
            year.parse().ok().filter(|_| is_number(year)).ok_or_else(stranger)?
        };
        let counter = counter.parse().ok().filter(|_| is_number(counter)).ok_or_else(stranger)?;
        let place = Place { year, counter };
        // "F2025-41" is not the forty-first of a series of four digits.
        if self.written(place) == number.to_string() { Ok(place) } else { Err(stranger()) }
    }

    /// The year of a date as it is written.
    pub(super) fn year_of(&self, dated_on: NaiveDate) -> u32 {
        let year = dated_on.year().unsigned_abs();
        match self.year {
            NumberYear::Absent => 0,
            NumberYear::FourDigits => year,
            NumberYear::TwoDigits => year % 100,
        }
    }
}

/// Why there is no next number (INV-11).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// A number is not written in the format of the series.
    #[error("{number} is not of the series, whose numbers are written like {example} (INV-11)")]
    OtherFormat {
        /// The number.
        number: DocumentNumber,
        /// How one of the series is written.
        example: Text,
    },
    /// The last number is of a later year than the document.
    #[error("the last number is {last}, a document of {dated_on} comes before it (INV-11)")]
    EarlierYear {
        /// The last number.
        last: DocumentNumber,
        /// The date of the document.
        dated_on: NaiveDate,
    },
    /// The last number has the largest counter that there is.
    #[error("no number follows {last} (INV-11)")]
    Exhausted {
        /// The last number.
        last: DocumentNumber,
    },
    /// The number would be too long, or have characters that a number can't have.
    #[error(transparent)]
    Number(PartyError),
}
