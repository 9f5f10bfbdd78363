//! An item is checked before it enters a history, so that rating it can't go wrong (HIS-3).
//!
//! A quarterly item anchored on the calendar is fine, a five-monthly one is not: 5 does not divide
//! 12 (CAL-5).

use super::{GridAnchor, Item, ItemError, ItemSchedule, PhasePrice, Recurrence};
use crate::calendar::{Anchor, Day, Grid};
use crate::money::UnitPrice;

impl Item {
    /// Checks that price, phases, cadence and anchor fit together.
    ///
    /// # Errors
    /// [`ItemError`]: a negative recurring price, a phase without length, an anchor at the end of
    /// a trial that is not there, a calendar anchor on a cadence that the calendar does not have.
    pub fn check(&self) -> Result<(), ItemError> {
        match &self.schedule {
            ItemSchedule::Once => Ok(()),
            ItemSchedule::Recurring(recurrence) => {
                check_price(self.price.unit_price())?;
                recurrence.check()
            }
        }
    }
}

impl Recurrence {
    fn check(&self) -> Result<(), ItemError> {
        for (index, phase) in self.phases.iter().enumerate() {
            if phase.length.count == 0 {
                return Err(ItemError::EmptyPhase { number: index + 1 });
            }
            if let PhasePrice::Price(price) = phase.price {
                check_price(price)?;
            }
        }
        match self.anchor {
            GridAnchor::TrialEnd => match self.phases.first().map(|phase| phase.price) {
                Some(PhasePrice::Free | PhasePrice::FreeAsAllowance) => Ok(()),
                Some(PhasePrice::Price(_)) | None => Err(ItemError::NoTrial),
            },
            GridAnchor::Rule(anchor) => {
                check_anchor(self, anchor)?;
                Ok(())
            }
        }
    }
}

fn check_price(price: UnitPrice) -> Result<(), ItemError> {
    if price.is_negative() {
        return Err(ItemError::NegativePrice { price: price.to_decimal() });
    }
    Ok(())
}

/// Whether a cadence and an anchor fit does not depend on the start.
fn check_anchor(recurrence: &Recurrence, anchor: Anchor) -> Result<(), ItemError> {
    let any_day = Day::from_number(0)?;
    Grid::from_day(recurrence.cadence, anchor, recurrence.overflow, any_day)?;
    Ok(())
}
