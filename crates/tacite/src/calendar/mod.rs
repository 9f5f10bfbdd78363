//! Civil dates, periods, cadences and the grid they make (CAL-1 to CAL-9).
//!
//! The floor stands alone: a grid answers "which period holds this date" in constant time, for
//! subscriptions or for any other kind of repeated document.
//!
//! ```
//! use chrono::NaiveDate;
//! use tacite::calendar::{Anchor, Cadence, CalendarError, Grid, Overflow};
//!
//! # fn main() -> Result<(), CalendarError> {
//! let date = |text: &str| text.parse::<NaiveDate>().unwrap();
//! // Monthly from 31 January: 28 February, 31 March, 30 April (CAL-3).
//! let grid =
//!     Grid::new(Cadence::MONTHLY, Anchor::Start, Overflow::Backward, date("2025-01-31"))?;
//! assert_eq!(grid.boundary(1)?, date("2025-02-28"));
//! assert_eq!(grid.boundary(2)?, date("2025-03-31"));
//! assert_eq!(grid.boundary(3)?, date("2025-04-30"));
//! assert_eq!(grid.period_of(date("2025-03-30"))?.to_string(), "[2025-02-28, 2025-03-31)");
//! # Ok(())
//! # }
//! ```
//!
//! What a period costs, how its first stub is billed and when its document is issued is decided on
//! higher floors.

mod anchor;
mod business;
mod cadence;
mod day;
mod day_count;
mod day_of_month;
mod error;
mod grid;
mod length;
mod month;
mod occurrence;
mod period;
mod periods;
mod steps;
mod target2;
mod whole_months;

pub use anchor::Anchor;
pub use business::{Convention, HolidayCalendar, HolidayRule};
pub use cadence::{Cadence, Unit};
pub use day::Day;
pub use day_count::DayCount;
pub use day_of_month::DayOfMonth;
pub use error::CalendarError;
pub use grid::Grid;
pub use length::Length;
pub use month::Overflow;
pub use occurrence::{Occurrence, Occurrences, Rule, occurrences};
pub use period::Period;
pub use periods::Periods;
pub use target2::{easter, is_target2_closing_day};
pub(crate) use whole_months::WholeMonths;
