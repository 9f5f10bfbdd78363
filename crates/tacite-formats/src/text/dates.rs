//! How dates and periods read; the last day of a period is inclusive on paper (CAL-1).
//!
//! `[2025-01-31, 2025-02-28)` is `31 Jan – 27 Feb 2025`, or `du 31/01/2025 au 27/02/2025`.
//!
//! Which dates a line has served is decided by the line.

use chrono::{Datelike, NaiveDate};
use tacite::calendar::Period;

use super::Language;
use super::words::MONTHS;

/// Prints a date.
pub(super) fn date(date: NaiveDate, language: Language) -> String {
    match language {
        Language::English => format!("{} {} {}", date.day(), month(date), date.year()),
        Language::French => {
            let (day, month, year) = (date.day(), date.month(), date.year());
            format!("{day:02}/{month:02}/{year:04}")
        }
    }
}

/// Prints a period by its first and its last day, or by its one day.
pub(super) fn period(period: Period, language: Language) -> String {
    let (first, last) = (period.start(), period.last_day());
    if first == last {
        return match language {
            Language::English => date(first, language),
            Language::French => format!("le {}", date(first, language)),
        };
    }
    let last_printed = date(last, language);
    match language {
        Language::English if first.year() != last.year() => {
            format!("{} – {last_printed}", date(first, language))
        }
        Language::English if first.month() != last.month() => {
            format!("{} {} – {last_printed}", first.day(), month(first))
        }
        Language::English => format!("{} – {last_printed}", first.day()),
        Language::French => format!("du {} au {last_printed}", date(first, language)),
    }
}

fn month(date: NaiveDate) -> &'static str {
    MONTHS.get(date.month0() as usize).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_printed_with_its_last_day() {
        let printed = |start: &str, end: &str, language| {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            period(Period::new(day(start), day(end)).unwrap(), language)
        };
        let english = |start, end| printed(start, end, Language::English);
        assert_eq!(english("2025-01-31", "2025-02-28"), "31 Jan – 27 Feb 2025");
        assert_eq!(english("2025-01-01", "2025-02-01"), "1 – 31 Jan 2025");
        assert_eq!(english("2024-12-31", "2025-01-31"), "31 Dec 2024 – 30 Jan 2025");
        assert_eq!(english("2024-02-29", "2024-03-01"), "29 Feb 2024");
        let french = |start, end| printed(start, end, Language::French);
        assert_eq!(french("2025-01-31", "2025-02-28"), "du 31/01/2025 au 27/02/2025");
        assert_eq!(french("2024-02-29", "2024-03-01"), "le 29/02/2024");
    }
}
