//! How long a contract runs, how it renews, and on what terms the customer leaves (TRM-1 to TRM-7).
//!
//! "A year from the start, then tacitly by the year, three months' notice to the term end" is a
//! [`Term`] and a [`NoticePolicy`]. Started on 1 January 2026, its first term ends on 1 January 2027
//! and may be refused up to 30 September 2026.
//!
//! Which dates follow is decided by [`crate::query`], what is billed by [`crate::timeline`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{Tax, Text};
use crate::calendar::Length;
use crate::money::{Amount, Percent};

/// The first term of a contract and what comes after it (TRM-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// How long the first term lasts.
    pub first: Lasting,
    /// What happens at its end.
    pub renewal: Renewal,
}

/// A length counted from the start, or an end (TRM-1, TRM-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lasting {
    /// So long, from the start.
    For(Length),
    /// Up to a date, not included.
    Until(NaiveDate),
}

/// What happens at the end of a term (TRM-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Renewal {
    /// The contract ends.
    None,
    /// It goes on by itself unless notice is given (tacite reconduction).
    Tacit {
        /// How long each further term lasts.
        length: Length,
        /// How many further terms there are at most; any number if absent.
        at_most: Option<u32>,
    },
    /// It goes on without further terms.
    OpenEnded,
    /// It ends unless it is renewed by an event.
    ByHand,
}

/// How notice is given (TRM-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NoticePolicy {
    /// How long before the end it must be given.
    pub length: Length,
    /// Which ends it can lead to.
    pub ends: NoticeEnd,
}

/// Which ends a notice can lead to (TRM-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeEnd {
    /// The end of a term; any day once no further term is to come.
    TermEnd,
    /// The end of a period of the first recurring item.
    PeriodEnd,
    /// The first day of a month.
    MonthEnd,
    /// Any day.
    AnyDay,
}

/// What leaving inside the commitment costs (TRM-3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitFee {
    /// What the customer reads.
    pub label: Text,
    /// How much.
    pub value: ExitFeeValue,
    /// Its tax.
    pub tax: Tax,
}

/// How much an exit fee is (TRM-3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExitFeeValue {
    /// One amount, whenever the customer leaves.
    Fixed(Amount),
    /// A share of what would be billed, excluding tax unless the prices include it, from the end up to the end of the commitment.
    ShareOfRemaining(Percent),
    /// An amount for each month counted from the start, the first one first: what leaving in that
    /// month costs; nothing after the last one.
    ByMonth(Vec<Amount>),
}

/// When the customer must be told about a tacit renewal (TRM-6).
///
/// Both lengths are counted back from the last day on which the renewal can be refused; in France
/// 3 months and 1 month (code de la consommation, L215-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RenewalNoticePolicy {
    /// The window opens so long before that day.
    pub opens: Length,
    /// Its last day is so long before that day.
    pub closes: Length,
}

/// Whether a one-off is given back when the consumer withdraws and pays the days served (TRM-7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refund {
    /// It stays charged.
    #[default]
    Kept,
    /// It is credited.
    Refunded,
}
