//! An item is checked before it enters a history, so that rating it can't go wrong (HIS-3).
//!
//! A quarterly item anchored on the calendar is fine, a five-monthly one is not: 5 does not divide
//! 12 (CAL-5).

use super::{GridAnchor, Item, ItemError, ItemSchedule, PhasePrice, Recurrence, Tax, TaxCategory};
use crate::calendar::{Anchor, Day, Grid};
use crate::money::{Percent, UnitPrice};

impl Item {
    /// Checks that price, phases, cadence and anchor fit together.
    ///
    /// # Errors
    /// [`ItemError`]: a tax rate in a category without one, a negative recurring price, a phase without length, an anchor at the end of
    /// a trial that is not there, a calendar anchor on a cadence that the calendar does not have.
    pub fn check(&self) -> Result<(), ItemError> {
        self.tax.check()?;
        match &self.schedule {
            ItemSchedule::Once => Ok(()),
            ItemSchedule::Recurring(recurrence) => {
                check_price(self.price.unit_price())?;
                recurrence.check()
            }
        }
    }
}

impl Tax {
    /// Checks that only the standard category has a rate, and that no category that charges tax says
    /// why it does not.
    ///
    /// # Errors
    /// [`ItemError::TaxRate`] for any other category with a rate above 0, [`ItemError::ReasonForTax`]
    /// for a reason in a category that takes none.
    pub fn check(self) -> Result<(), ItemError> {
        let category = self.category.code();
        if let Some(reason) = self.reason.filter(|_| !self.category.takes_reason()) {
            return Err(ItemError::ReasonForTax { category, reason });
        }
        if self.category == TaxCategory::Standard || self.rate == Percent::ZERO {
            return Ok(());
        }
        let rate = self.rate.to_decimal();
        Err(ItemError::TaxRate { category, rate })
    }

    /// Checks that it is said why no tax is charged. Histories written before reasons could be given
    /// have none, so this is checked of commands only; their documents print the category's words.
    ///
    /// # Errors
    /// [`ItemError::NoTaxReason`] for an exemption without one.
    pub fn check_reason(self) -> Result<(), ItemError> {
        let category = self.category.code();
        if self.category.takes_reason() && self.reason_code().is_none() {
            return Err(ItemError::NoTaxReason { category });
        }
        Ok(())
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
