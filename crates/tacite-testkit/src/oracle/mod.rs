//! A second, deliberately naive engine to compare the first with.
//!
//! It walks day by day, reads all events again for every day, and computes in exact fractions. It
//! shares values with the engine (contracts, events, amounts, terms) but no code: no grid, no
//! schedule, no charge, no books.
//!
//! [`Ledger`] bills run by run, with credits for what was charged and is not owed any more;
//! [`standings`] tells of every day what is charged, what is owed and when the two must be the
//! same; [`net`] is what billing from nothing gives. A [`Reckoning`] answers the last two at once.
//!
//! ```
//! use chrono::NaiveDate;
//! use tacite::calendar::Cadence;
//! use tacite::contract::*;
//! use tacite::history::{Event, EventKind, History};
//! use tacite::money::{Currency, UnitPrice};
//! use tacite_testkit::oracle;
//!
//! let date = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap();
//! let event = |sequence, effective_on, kind| {
//!     Event { sequence, recorded_on: date(1, 1), effective_on, kind }
//! };
//! let id = ItemId::new("fee")?;
//! let price = Price::Flat(UnitPrice::whole(30));
//! let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
//! let contract = Contract::new("Fee", CustomerId::new("c")?, Currency::EUR);
//! let price = UnitPrice::whole(50);
//! let history = History::of(
//!     SubscriptionId::new("s")?,
//!     [
//!         event(1, date(1, 1), EventKind::Started { contract }),
//!         event(2, date(1, 1), EventKind::ItemAdded { id, item }),
//!         event(3, date(1, 11), EventKind::PriceChanged { id, price: price.into() }),
//!     ],
//! )?;
//! // CHG-6: 10/31 of 30.00 on 1 January, 21/31 of 50.00 on the 11th.
//! let charges = oracle::charges(&history, date(1, 31))?;
//! let found: Vec<_> = charges.iter().map(|charge| (charge.due_on, charge.net)).collect();
//! assert_eq!(found, [(date(1, 1), 968), (date(1, 11), 3_387)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod amount;
mod cast;
mod credit;
mod diary;
mod discount;
mod glossary;
mod held;
mod ledger;
mod life;
mod member;
mod net;
mod owing;
mod pause;
mod price;
mod reckoning;
mod sharing;
mod standing;
mod step;
mod walk;
mod weight;

pub(crate) use amount::exact_cost;
pub use ledger::{Charge, Ledger, charges};
pub use net::{Amounts, Net, net};
pub use reckoning::Reckoning;
pub use standing::{ChargedDays, Standing, standings};
pub use walk::Span;
pub(crate) use weight::is_weight;

pub(crate) use glossary::Glossary;

use core::fmt;

use chrono::NaiveDate;
use tacite::contract::ItemId;

/// What day numbers count in (CHG-3, INV-8, INV-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// A one-off.
    Once,
    /// A manual adjustment or an exit fee, by the sequence number of its event.
    Adjustment(u64),
    /// A period of the item's grid, before any Shift pause.
    Period(Span),
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => f.write_str("once"),
            Self::Adjustment(sequence) => write!(f, "adjustment {sequence}"),
            Self::Period((start, end)) => write!(f, "[{start}, {end})"),
        }
    }
}

/// An item and what its days are counted in.
pub type Key = (ItemId, Reference);

/// When a day falls due (CHG-8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Before every date.
    AtOnce,
    /// On a date.
    On(NaiveDate),
    /// Not as long as the history is as it is.
    Never,
}

impl Due {
    /// Tells whether it is due by a day, that day included.
    pub fn is_by(self, as_of: NaiveDate) -> bool {
        self <= Self::On(as_of)
    }
}

/// Why the oracle has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OracleError {
    /// A step left the calendar.
    OutOfCalendar,
    /// An amount does not fit 64 bits of minor units.
    AmountOutOfRange,
}

impl fmt::Display for OracleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfCalendar => {
                write!(f, "a date is outside {}..={} (CAL-8)", NaiveDate::MIN, NaiveDate::MAX)
            }
            Self::AmountOutOfRange => f.write_str("an amount does not fit 64 bits (MON-1)"),
        }
    }
}

impl std::error::Error for OracleError {}
