//! How a line comes to its amount: data that anyone can evaluate (EXP-1, L11).
//!
//! June at 10.00 EUR, 20 days charged for 6.67, 10 of them right: a credit of 10 days, A(20) − A(10) =
//! 6.67 − 3.33, so −3.34, −0.01 of which is a rounding part.
//!
//! Where the terms come from is found in [`super::source`], why it is due in [`super::due`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::exact::{Fraction, full_period};
use super::{
    Citation, DueMoves, DueReason, PriceSource, ReductionSource, Rule, TermsSources, Unowed,
};
use crate::books::Carried;
use crate::calendar::Period;
use crate::charge::Share;
use crate::contract::{ItemId, PauseShape};
use crate::money::{Amount, Currency, MoneyError};
use crate::schedule::Reference;
use crate::timeline::Terms;

/// How a line comes to its amount (EXP-1).
///
/// It is plain data: ids, numbers, dates. [`evaluate`](Self::evaluate) gives the amount from it alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// What is charged.
    pub item: ItemId,
    /// In which currency.
    pub currency: Currency,
    /// Sequence number of the newest event that the run knew.
    pub known: u64,
    /// Sequence number of the newest event up to which the history has the terms on the line's days:
    /// `known` for a charge; less for a credit of what was charged at terms that hold no more.
    pub terms_known: u64,
    /// The dates charged.
    pub served: Vec<Period>,
    /// What the days count in.
    pub reference: Reference,
    /// The days of service of the billing period.
    pub billing: Period,
    /// How many days are charged.
    pub days: u32,
    /// What they weigh, of what the reference period weighs: by actual days their numbers (CHG-6).
    pub share: Share,
    /// What they are charged at: price, quantity, allowances, rounding mode.
    pub terms: Terms,
    /// Which events set the terms on the first day of the line.
    pub sources: TermsSources,
    /// Which other events set the same terms later in it, if any do.
    pub again: Vec<TermsSources>,
    /// What the days of the line cost before rounding.
    pub exact: ExactCost,
    /// What the days weigh that were charged at the same terms before it, by actual days their number
    /// (INV-6).
    pub before: u32,
    /// What it leaves to other lines of its terms, or takes over from them (INV-6).
    pub carried: Carried,
    /// For a credit: the ordinal of the charge that it corrects.
    pub corrects: Option<u32>,
    /// The day on which it fell due.
    pub due_on: NaiveDate,
    /// Why it is due on that day.
    pub due: DueReason,
    /// What moves the due date, if anything does (INV-2).
    pub due_moves: Option<DueMoves>,
}

/// A cost before rounding, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExactCost {
    /// Before allowances.
    pub gross: Fraction,
    /// After allowances.
    pub net: Fraction,
}

/// What a derivation comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evaluated {
    /// Before allowances.
    pub gross: Amount,
    /// After allowances.
    pub net: Amount,
    /// By how much `net` differs from what the days alone would cost.
    pub rounding: Amount,
}

/// What days of a reference period cost, rounded once: A(w) of CHG-6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundedCost {
    /// Before allowances, in minor units.
    pub gross: i64,
    /// After allowances, in minor units.
    pub net: i64,
}

impl Derivation {
    /// Returns the amounts that the line must have (L11), computed from price, quantity, allowances,
    /// share and what was charged before.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] where no line could have been made.
    pub fn evaluate(&self) -> Result<Evaluated, MoneyError> {
        let alone = self.cost(self.share.days())?;
        let before = self.cost(self.before)?;
        let carried = self.carried;
        let (gross, net, alone) = if self.is_credit() {
            let after = self.cost(self.after())?;
            let gross = sum([after.gross, -before.gross, carried.gross])?;
            (gross, sum([after.net, -before.net, carried.net])?, -alone.net)
        } else {
            let all = self.cost(self.after())?;
            let gross = sum([all.gross, -before.gross, carried.gross])?;
            (gross, sum([all.net, -before.net, carried.net])?, alone.net)
        };
        let amount = |minor| Amount::new(minor, self.currency);
        Ok(Evaluated {
            gross: amount(gross),
            net: amount(net),
            rounding: amount(sum([net, -alone])?),
        })
    }

    /// Tells whether it takes back what another line charged.
    pub const fn is_credit(&self) -> bool {
        self.corrects.is_some()
    }

    /// Returns what the days weigh that are charged at the same terms after it.
    pub const fn after(&self) -> u32 {
        let weight = self.share.days();
        if self.is_credit() {
            self.before.saturating_sub(weight)
        } else {
            self.before.saturating_add(weight)
        }
    }

    /// Returns what days of the reference period cost at the terms that weigh so much, rounded once.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] if that is no amount.
    pub fn cost(&self, weight: u32) -> Result<RoundedCost, MoneyError> {
        if weight == 0 {
            return Ok(RoundedCost { gross: 0, net: 0 });
        }
        let ExactCost { gross, net } =
            ExactCost::of(&self.terms, self.currency, (weight, self.of()))?;
        let rounding = self.terms.rounding;
        Ok(RoundedCost { gross: gross.rounded(rounding)?, net: net.rounded(rounding)? })
    }

    const fn of(&self) -> u32 {
        self.share.of()
    }

    /// Lists every event that it names, some more than once.
    pub fn citations(&self) -> impl Iterator<Item = Citation> + '_ {
        let terms = self.sources.citations();
        let again = self.again.iter().flat_map(TermsSources::citations);
        terms.chain(again).chain(self.causes().filter_map(Unowed::citation))
    }

    /// Lists the reasons of a credit.
    fn causes(&self) -> impl Iterator<Item = Unowed> + '_ {
        let causes = match &self.due {
            DueReason::Credit(causes) => causes.as_slice(),
            DueReason::PeriodStart(_)
            | DueReason::PeriodEnd(_)
            | DueReason::NextPeriodStart(_)
            | DueReason::NextPeriodEnd(_)
            | DueReason::TermsHold(_)
            | DueReason::OneOff(_)
            | DueReason::Adjustment(_)
            | DueReason::ExitFee(_)
            | DueReason::Cancellation(_) => &[],
        };
        causes.iter().map(|cause| cause.why)
    }

    /// Lists the rules that it follows, each once, in the order of the rule book: calendar, money, history, charges, pauses,
    /// terms, documents.
    pub fn rules(&self) -> Vec<Rule> {
        let mut rules = Vec::from([Rule::His1, Rule::Chg6, Rule::Mon2]);
        let sources = core::iter::once(&self.sources).chain(&self.again);
        rules.extend(sources.map(|source| match source.price {
            PriceSource::Item(_) | PriceSource::Plan(_) | PriceSource::PriceChange(_) => Rule::His1,
            PriceSource::Version { .. } | PriceSource::Phase { .. } => Rule::Chg2,
            PriceSource::Pause(_) => Rule::Pau1,
            PriceSource::Adjustment(_) => Rule::Inv9,
            PriceSource::ExitFee(_) => Rule::Trm3,
        }));
        rules.extend(self.sources.reduced.map(|source| match source {
            ReductionSource::Pause(_) => Rule::Pau1,
            ReductionSource::Phase { .. } => Rule::Chg2,
        }));
        rules.extend((!self.terms.allowances.is_none()).then_some(Rule::Chg9));
        rules.extend((self.before > 0 || self.is_credit()).then_some(Rule::Inv6));
        rules.extend(self.due_moves.map(|_| Rule::Inv2));
        rules.push(self.due.rule());
        rules.extend(self.causes().map(Unowed::rule));
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

impl ExactCost {
    pub(super) fn of(
        terms: &Terms,
        currency: Currency,
        (weight, of): (u32, u32),
    ) -> Result<Self, MoneyError> {
        let (gross, net) = full_period(terms, currency.exponent())?;
        Ok(Self { gross: gross.shared(weight, of)?, net: net.shared(weight, of)? })
    }
}

impl DueReason {
    /// Returns the rule that makes the line due.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::PeriodStart(_) | Self::PeriodEnd(_) => Rule::Inv2,
            Self::NextPeriodStart(_) | Self::NextPeriodEnd(_) => Rule::Cal6,
            Self::TermsHold(_) | Self::Credit(_) => Rule::Chg8,
            Self::OneOff(_) => Rule::Inv8,
            Self::Cancellation(_) => Rule::Inv7,
            Self::Adjustment(_) => Rule::Inv9,
            Self::ExitFee(_) => Rule::Trm3,
        }
    }
}

impl Unowed {
    /// Returns the rule by which nothing is owed.
    pub const fn rule(self) -> Rule {
        match self {
            Self::NotStarted
            | Self::ItemUnknown
            | Self::ItemWithoutEffect(_)
            | Self::OtherTerms
            | Self::OtherSchedule => Rule::His1,
            Self::BeforeStart { .. } | Self::BeforeItem { .. } | Self::Removed { .. } => Rule::Chg7,
            Self::ChargedOnce { .. } => Rule::Inv8,
            Self::BilledElsewhere { .. } => Rule::His6,
            Self::Ended { .. } => Rule::Trm8,
            Self::GivenBack(_) => Rule::Trm7,
            Self::FreePhase { .. } => Rule::Chg2,
            Self::FreeStub => Rule::Cal6,
            Self::Paused { shape: PauseShape::Shift, .. } | Self::HeldBack { .. } => Rule::Pau2,
            Self::Paused { .. } => Rule::Pau1,
            Self::Replaced => Rule::Chg8,
            Self::AdjustmentGone => Rule::Inv9,
            Self::Remainder => Rule::Inv6,
        }
    }
}

/// Adds minor units.
fn sum<const COUNT: usize>(parts: [i64; COUNT]) -> Result<i64, MoneyError> {
    let mut parts = parts.into_iter();
    let sum = parts.try_fold(0_i64, i64::checked_add).filter(|minor| *minor != i64::MIN);
    sum.ok_or(MoneyError::OutOfRange)
}
