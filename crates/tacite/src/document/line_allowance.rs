//! A line lists what is taken off it: each allowance with its name and amount (CHG-9, CHG-10).
//!
//! 30.00 EUR a month less 10 % and then 2.00 EUR, 10 days of 31: 9.68, after 10 % 8.71, after 2.00 8.06.
//! So 0.97 and 0.65, which add up to the 1.62 that the line allows.
//!
//! What each step comes to is decided by [`crate::charge`], in which order they are taken by
//! [`crate::timeline`].

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::books::{AllowanceName, BookLine};
use crate::charge::{Share, steps};
use crate::money::{Amount, Currency};
use crate::timeline::Terms;

/// What one allowance takes off a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineAllowance {
    /// What the customer reads.
    pub name: AllowanceName,
    /// How much: by how much the rounded amount after it is less than the one before; below 0 on a
    /// credit, which gives it back.
    pub amount: Amount,
}

/// A line in the making: what the books keep of it, and at which terms.
#[derive(Clone, Copy)]
pub(crate) struct Charged<'l> {
    pub(crate) line: &'l BookLine,
    pub(crate) terms: &'l Terms,
    pub(crate) share: Share,
    pub(crate) currency: Currency,
}

impl Charged<'_> {
    /// Lists the allowances of its terms, in the order in which they are taken. What a credit carries,
    /// and all else that is not theirs, is in the last one, so that they add up to the line's.
    #[cold]
    #[inline(never)]
    pub(crate) fn allowances(self, names: &[AllowanceName]) -> Box<[LineAllowance]> {
        let Self { line, share, currency, .. } = self;
        let (more, less) = if line.is_credit() {
            (line.before, line.before.saturating_sub(share.days()))
        } else {
            (line.before.saturating_add(share.days()), line.before)
        };
        let (more, less) = (self.taken_off(more), self.taken_off(less));
        let sign = if line.is_credit() { -1 } else { 1 };
        let own = more.iter().zip(&less).map(|(more, less)| sign * (more - less));
        let mut amounts: Vec<i64> = own.collect();
        let sum: i64 = amounts.iter().sum();
        if let Some(last) = amounts.last_mut() {
            *last += line.gross - line.net - sum;
        }
        let amounts = amounts.into_iter().map(|minor| Amount::new(minor, currency));
        let named = names.iter().cloned().zip(amounts);
        named.map(|(name, amount)| LineAllowance { name, amount }).collect()
    }

    /// Returns what each allowance takes off so much of the reference period; nothing where that is no
    /// amount, which no line has.
    fn taken_off(&self, weight: u32) -> Vec<i64> {
        let nothing = || self.terms.allowances.as_slice().iter().map(|_| 0).collect();
        if weight == 0 {
            return nothing();
        }
        let share = Share::new(weight, self.share.of());
        let costs = share.and_then(|share| steps(self.terms, share, self.currency.exponent()).ok());
        let Some(costs) = costs else {
            return nothing();
        };
        let after = costs.iter().skip(1);
        costs.iter().zip(after).map(|(before, after)| before - after).collect()
    }
}
