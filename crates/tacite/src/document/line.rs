//! A line says what was charged, for which days, at which terms, and why it costs that (CHG-10).
//!
//! Seats, 3 × 12.00 EUR, days 1 to 14 of `[2025-01-01, 2025-02-01)`, 14/31: 16.26 EUR, due on
//! 1 January, is a line.
//!
//! Which lines share a document is decided by [`super::grouping`].

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::identity::LineIdentity;
use super::{CorrectedDocument, LineAllowance};
use crate::books::{Carried, IssuedBy, served};
use crate::calendar::{Day, Period};
use crate::charge::Share;
use crate::contract::{ItemId, SubscriptionId, Supply, Text};
use crate::money::Amount;
use crate::schedule::{DaySet, Reference};
use crate::timeline::Terms;

/// A line of a document (CHG-10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The subscription that it is charged for.
    pub subscription: SubscriptionId,
    /// The item that it is charged for.
    pub item: ItemId,
    /// What the customer reads.
    pub label: Text,
    /// The customer's reference on the document's date.
    pub reference: Option<Text>,
    /// Goods or services.
    pub supply: Supply,
    /// What its days count in: the reference period.
    pub period: Reference,
    /// The days of service of its billing period.
    pub billing: Period,
    /// The days charged, as numbers in the reference period.
    pub days: DaySet,
    /// What the days charged weigh, of what the reference period weighs: by actual days their numbers.
    pub share: Share,
    /// What they are charged at.
    pub terms: Terms,
    /// When it fell due (CHG-8).
    pub due_on: NaiveDate,
    /// Before the allowance; like all amounts of the line excluding tax, unless `terms.prices` say
    /// that it is included.
    pub gross: Amount,
    /// What is taken off.
    pub allowance: Amount,
    /// What that is made up of, in the order in which it is taken off; empty as a rule.
    pub allowances: Box<[LineAllowance]>,
    /// After the allowance.
    pub net: Amount,
    /// By how much `net` differs from what its days alone would cost (INV-6).
    pub rounding: Amount,
    /// What the days of the reference period weigh that were charged at the same terms before it, by
    /// actual days their number: a charge of weight d after n costs A(n + d) − A(n), a credit of d of n
    /// takes back A(n) − A(n − d) (CHG-6, INV-6).
    pub before: u32,
    /// What it leaves to other lines of its terms, or takes over from them, in minor units.
    pub carried: Carried,
    /// Counts the lines of one item, reference period, terms and sign, from 1.
    pub ordinal: u32,
    /// For a credit: the ordinal of the charge that it corrects, of the same item, reference period
    /// and terms (INV-6). The amounts of a credit are those of its charge with the other sign.
    pub corrects: Option<u32>,
    /// What else a credit says of what it corrects; nothing as a rule.
    pub correction: Option<Box<Correction>>,
    /// Where Shift pauses moved its days to: from each number on, the date on which that day stands
    /// and from which the next ones follow (PAU-2). Empty if all stand where the grid puts them.
    pub moved: Vec<(u32, Day)>,
    /// Sequence number of the newest event that the run knew: what the line says follows from the
    /// history up to it.
    pub known: u64,
}

/// What else a line says of what it corrects, where its document does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// The issued document that it corrects, if it is printed on one that names none: on the next
    /// invoice (INV-7).
    pub document: Option<CorrectedDocument>,
    /// The tax that it takes back, if the contract lets it add up (INV-5): the tax on what is left of
    /// the document corrected after it, less the tax on what was left before.
    pub tax: Option<Amount>,
    /// What it takes back of what was taken off the document corrected as a whole, if taxes add up: as
    /// the line below 0 where it gives back.
    pub allowance: Option<Amount>,
    /// Whether it is there since a document was cancelled (INV-7).
    pub issued_by: IssuedBy,
}

impl Line {
    /// Returns the dates charged: one period for each run of days, the one-off's day for a one-off.
    ///
    /// Dates before the start or after the end stand for the days that a `Full` stub adds. Days
    /// outside the calendar, which only a line made by hand has, are left out.
    pub fn served(&self) -> impl Iterator<Item = Period> + '_ {
        let once = match self.period {
            Reference::Once | Reference::Adjustment { .. } => Some(self.billing),
            Reference::Period(_) => None,
        };
        once.into_iter().chain(served(self.period, &self.days, &self.moved))
    }

    /// Tells whether it takes back what another line charged.
    pub const fn is_credit(&self) -> bool {
        self.corrects.is_some()
    }

    /// Returns the identity of the line, fit as an idempotency key (INV-11): subscription, item,
    /// reference period, terms, sign and ordinal; never the day of the run.
    pub fn key(&self) -> String {
        let sign = if self.is_credit() { '-' } else { '+' };
        self.identity().key(sign, self.ordinal)
    }

    /// Returns the [`key`](Self::key) of the line that a credit corrects.
    pub fn corrected_key(&self) -> Option<String> {
        self.corrects.map(|ordinal| self.identity().key('+', ordinal))
    }

    /// Returns the tax that it takes back, if that is not computed with the other lines.
    #[inline]
    pub(super) fn own_tax(&self) -> Option<Amount> {
        self.correction.as_ref().and_then(|correction| correction.tax)
    }

    /// Returns what it takes back of what was taken off a document, in minor units.
    pub(super) fn own_allowance(&self) -> i128 {
        let allowance = self.correction.as_ref().and_then(|correction| correction.allowance);
        allowance.map_or(0, |amount| i128::from(amount.minor()))
    }

    fn identity(&self) -> LineIdentity<'_> {
        LineIdentity {
            subscription: self.subscription,
            item: self.item,
            reference: self.period,
            terms: &self.terms,
        }
    }
}
