//! A second, deliberately naive engine to compare the first with.
//!
//! It walks day by day, reads all events again for every day, and computes in exact fractions. It
//! shares values with the engine (contracts, events, amounts, terms) but no code: no grid, no
//! schedule, no charge, no books. It has no corrections: a charged day that is no longer owed at
//! the terms it was charged at is [`OracleError::CorrectionNeeded`].
//!
//! ```
//! use chrono::NaiveDate;
//! use tacite::calendar::Cadence;
//! use tacite::contract::*;
//! use tacite::history::{Event, EventKind, History};
//! use tacite::money::{Currency, Quantity, UnitPrice};
//! use tacite_testkit::oracle;
//!
//! let date = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap();
//! let event = |sequence, effective_on, kind| {
//!     Event { sequence, recorded_on: date(1, 1), effective_on, kind }
//! };
//! let id = ItemId::new("fee")?;
//! let item = Item {
//!     label: Text::from("Fee"),
//!     plan_item: None,
//!     supply: Supply::Services,
//!     price: Price::Flat(UnitPrice::whole(30)),
//!     quantity: Quantity::whole(1),
//!     unit: UnitCode::MONTH,
//!     tax: Tax::NONE,
//!     schedule: ItemSchedule::Recurring(Recurrence::every(Cadence::MONTHLY)),
//! };
//! let contract = Contract::new("Fee", CustomerId::new("c")?, Currency::EUR);
//! let price = UnitPrice::whole(50);
//! let history = History::of(
//!     SubscriptionId::new("s")?,
//!     [
//!         event(1, date(1, 1), EventKind::Started { contract }),
//!         event(2, date(1, 1), EventKind::ItemAdded { id, item }),
//!         event(3, date(1, 11), EventKind::PriceChanged { id, price }),
//!     ],
//! )?;
//! // CHG-6: 10/31 of 30.00 on 1 January, 21/31 of 50.00 on the 11th.
//! let charges = oracle::charges(&history, date(1, 31))?;
//! let found: Vec<_> = charges.iter().map(|charge| (charge.due_on, charge.net)).collect();
//! assert_eq!(found, [(date(1, 1), 968), (date(1, 11), 3_387)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod amount;
mod ledger;
mod step;
mod story;
mod walk;

pub use ledger::{Charge, Ledger, charges};
pub use walk::Span;

use core::fmt;

use chrono::NaiveDate;
use tacite::contract::ItemId;

/// Why the oracle has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OracleError {
    /// A step left the calendar.
    OutOfCalendar,
    /// An amount does not fit 64 bits of minor units.
    AmountOutOfRange,
    /// An event, not retracted, of a kind that is not billed yet (HIS-4).
    Unsupported {
        /// Its sequence number.
        sequence: u64,
        /// Its kind.
        kind: &'static str,
    },
    /// A grid is anchored at the end of a trial that the item does not have.
    NoTrial {
        /// Which item.
        item: ItemId,
    },
    /// A charged day is not owed any more at the terms it was charged at.
    CorrectionNeeded {
        /// Which item.
        item: ItemId,
        /// Its reference period; none for a one-off.
        reference: Option<Span>,
        /// Number of the first such day.
        day: u32,
    },
}

impl fmt::Display for OracleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let period = |span: &Option<Span>| match span {
            None => "once".to_owned(),
            Some((start, end)) => format!("[{start}, {end})"),
        };
        match self {
            Self::OutOfCalendar => {
                write!(f, "a date is outside {}..={} (CAL-8)", NaiveDate::MIN, NaiveDate::MAX)
            }
            Self::AmountOutOfRange => f.write_str("an amount does not fit 64 bits (MON-1)"),
            Self::Unsupported { sequence, kind } => {
                write!(f, "event {sequence} is of kind {kind}, not billed yet (HIS-4)")
            }
            Self::NoTrial { item } => write!(f, "item {item} has no trial (CAL-5)"),
            Self::CorrectionNeeded { item, reference, day } => write!(
                f,
                "day {day} of {} of item {item} is charged and no longer owed so (INV-6)",
                period(reference)
            ),
        }
    }
}

impl std::error::Error for OracleError {}
