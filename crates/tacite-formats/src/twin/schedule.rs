//! Days, periods, day numbers and shares, each as one string.
//!
//! The days 1 to 14 and 20 to 31 of January 2025 are `"1-14,20-31"` of `"2025-01-01/2025-02-01"`, the
//! end of a period excluded (CAL-1); 12 days of 31 are `"12/31"`.

use std::fmt::Display;

use chrono::NaiveDate;
use tacite::calendar::{Day, Period};
use tacite::charge::Share;
use tacite::schedule::{DayRange, DaySet, Reference};

use crate::spelled::Spelled;
use crate::value::shortened;
use crate::wire::Absent;

/// Reads a number from 1 to 4,294,967,295 in its one spelling.
pub(super) fn count(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| *number > 0 && number.to_string() == text)
}

impl Spelled for Day {
    const NEEDED: &'static str = NaiveDate::NEEDED;

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        NaiveDate::parse(text).map(Self::of)
    }
}

impl Absent for Day {
    /// Since ever.
    const ABSENT: Self = Self::MIN;
}

impl Spelled for Period {
    const NEEDED: &'static str = "a period as a string, such as \"2025-01-01/2025-02-01\"";

    fn spell(&self) -> impl Display {
        format!("{}/{}", self.start_day(), self.end_day())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let (start, end) = text.split_once('/').ok_or_else(|| {
            let given = shortened(text);
            format!(
                "{given:?} is no period: its first day and the day after its last are needed, such \
                 as \"2025-01-01/2025-02-01\" (CAL-1)"
            )
        })?;
        Self::from_days(Day::parse(start)?, Day::parse(end)?).map_err(|error| error.to_string())
    }
}

const ONCE: &str = "once";
const ADJUSTMENT: &str = "adjustment ";

impl Spelled for Reference {
    const NEEDED: &'static str =
        "a period as a string, such as \"2025-01-01/2025-02-01\", \"once\" or \"adjustment 7\"";

    fn spell(&self) -> impl Display {
        match self {
            Self::Once => ONCE.to_owned(),
            Self::Adjustment { sequence } => format!("{ADJUSTMENT}{sequence}"),
            Self::Period(period) => period.spell().to_string(),
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        if text == ONCE {
            return Ok(Self::Once);
        }
        let Some(number) = text.strip_prefix(ADJUSTMENT) else {
            return Period::parse(text).map(Self::Period);
        };
        let sequence = number.parse().ok().filter(|sequence: &u64| sequence.to_string() == number);
        sequence.map(|sequence| Self::Adjustment { sequence }).ok_or_else(|| {
            let given = shortened(text);
            format!("{given:?} names no event: \"adjustment 7\" is that of event 7 (INV-9)")
        })
    }
}

/// The first and the last day number, or the only one.
impl Spelled for DayRange {
    const NEEDED: &'static str = "day numbers as a string, such as \"1-31\"";

    #[cfg(feature = "schema")]
    const PATTERN: Option<&'static str> = Some(r"^[1-9][0-9]*(-[1-9][0-9]*)?$");

    fn spell(&self) -> impl Display {
        match self.len() {
            1 => self.start().to_string(),
            _ => format!("{}-{}", self.start(), self.end() - 1),
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let range = count(first)
            .zip(count(last))
            .and_then(|(first, last)| Self::new(first, last.checked_add(1)?));
        range.filter(|range| range.spell().to_string() == text).ok_or_else(|| {
            let given = shortened(text);
            format!("{given:?} are no day numbers: \"20-31\" or \"5\" is needed (CHG-3)")
        })
    }
}

/// What a set without a day is written as.
const NO_DAY: &str = "none";

impl Spelled for DaySet {
    const NEEDED: &'static str = "day numbers as a string, such as \"1-14,20-31\"";

    #[cfg(feature = "schema")]
    const PATTERN: Option<&'static str> =
        Some(r"^(none|[1-9][0-9]*(-[1-9][0-9]*)?(,[1-9][0-9]*(-[1-9][0-9]*)?)*)$");

    fn spell(&self) -> impl Display {
        if self.is_empty() {
            return NO_DAY.to_owned();
        }
        let ranges: Vec<String> = self.ranges().map(|range| range.spell().to_string()).collect();
        ranges.join(",")
    }

    fn parse(text: &str) -> Result<Self, String> {
        if text == NO_DAY {
            return Ok(Self::EMPTY);
        }
        let ranges: Vec<DayRange> =
            text.split(',').map(DayRange::parse).collect::<Result<_, _>>()?;
        Self::of_ranges(&ranges).map_err(|error| error.to_string())
    }
}

impl Spelled for Share {
    const NEEDED: &'static str = "a share as a string, such as \"12/31\"";

    #[cfg(feature = "schema")]
    const PATTERN: Option<&'static str> = Some(r"^(0|[1-9][0-9]*)/[1-9][0-9]*$");

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        let part = |text: &str| if text == "0" { Some(0) } else { count(text) };
        let share = text.split_once('/').and_then(|(days, of)| Self::new(part(days)?, part(of)?));
        share.ok_or_else(|| {
            let given = shortened(text);
            format!(
                "{given:?} is no share: a part and its whole are needed, such as \"12/31\" (CHG-10)"
            )
        })
    }
}
