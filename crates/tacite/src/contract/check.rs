//! An item is checked before it enters a history, so that rating it can't go wrong (HIS-3).
//!
//! A quarterly item anchored on the calendar is fine, a five-monthly one is not: 5 does not divide
//! 12 (CAL-5).

use super::{
    GridAnchor, Item, ItemError, ItemSchedule, NewPrice, PhasePrice, Price, Recurrence, Tax,
    TaxCategory,
};
use crate::calendar::{Anchor, Day, Grid};
use crate::money::{Percent, UnitPrice};

impl Item {
    /// Checks that price, phases, cadence and anchor fit together.
    ///
    /// # Errors
    /// [`ItemError`]: a tax rate in a category without one, a negative recurring price, bounds that are reversed
    /// or inside each other, two versions of one date, a phase without length, an anchor at the end of
    /// a trial that is not there, a calendar anchor on a cadence that the calendar does not have.
    pub fn check(&self) -> Result<(), ItemError> {
        self.tax.check()?;
        self.price.check()?;
        self.list.iter().try_for_each(|list| list.check())?;
        match &self.schedule {
            ItemSchedule::Once => Ok(()),
            ItemSchedule::Recurring(recurrence) => {
                check_price(self.price.lowest())?;
                let versions = self.list.iter().flat_map(|list| &list.versions);
                versions.map(|version| version.price.lowest()).try_for_each(check_price)?;
                recurrence.check()
            }
        }
    }
}

impl Price {
    /// Checks that bounds are in order, and not inside each other.
    ///
    /// # Errors
    /// [`ItemError::BoundsTwice`], [`ItemError::BoundsReversed`].
    pub fn check(&self) -> Result<(), ItemError> {
        let Self::Bounded(bounded) = self else {
            return Ok(());
        };
        if let Self::Bounded(_) = bounded.price {
            return Err(ItemError::BoundsTwice);
        }
        let bounds = [bounded.at_least, bounded.at_most];
        match bounds.map(|bound| bound.map(UnitPrice::to_decimal)) {
            [Some(at_least), Some(at_most)] if at_most < at_least => {
                Err(ItemError::BoundsReversed { at_least, at_most })
            }
            [_, _] => Ok(()),
        }
    }
}

impl NewPrice {
    /// Checks the price that it brings, if it brings one.
    ///
    /// # Errors
    /// As [`Price::check`].
    pub fn check(&self) -> Result<(), ItemError> {
        match self {
            Self::Value(_) => Ok(()),
            Self::Model(price) | Self::Listed { price, .. } => price.check(),
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
        self.basis.check(self.cadence)?;
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
                Some(PhasePrice::Price(_) | PhasePrice::Percent(_)) | None => {
                    Err(ItemError::NoTrial)
                }
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
