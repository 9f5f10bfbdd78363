//! A refusal names the command, the event that it would have recorded, its date and the rule; when
//! several rules are broken, the first in the order of [`RefusalRule`] is named (HIS-5).
//!
//! "add-item (item-added), effective 2025-07-01: the contract ends on 2025-06-01, what is effective
//! on that day or later has no effect (HIS-1, HIS-5)" is a refusal; that the id was used too is not
//! said.
//!
//! In which order rules are checked is decided by [`super::checks`].

use alloc::boxed::Box;
use core::fmt;

use chrono::NaiveDate;

use crate::calendar::{Cadence, CalendarError, Length};
use crate::contract::{DiscountId, ItemError, ItemId};
use crate::history::HistoryError;
use crate::money::{Amount, Currency, MoneyError};
use crate::query::QueryError;
use crate::timeline::TimelineError;

/// Why a command is not carried out: nothing is recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{command} ({event}){}: {rule}", Effective(*.on))]
pub struct Refusal {
    /// Name of the command.
    pub command: &'static str,
    /// Kind of the event that it would have recorded.
    pub event: &'static str,
    /// The day from which that event would have held, if the command leads to one.
    pub on: Option<NaiveDate>,
    /// What it breaks.
    #[source]
    pub rule: RefusalRule,
}

struct Effective(Option<NaiveDate>);

impl fmt::Display for Effective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |on| write!(f, ", effective {on}"))
    }
}

/// What a command breaks, in the order in which it is checked (HIS-5).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RefusalRule {
    /// The subscription was not started.
    #[error("the subscription was not started (HIS-2)")]
    NotStarted,
    /// The subscription was started.
    #[error("the subscription starts on {start} already (HIS-1)")]
    AlreadyStarted {
        /// Its start.
        start: NaiveDate,
    },
    /// The subscription was started and deleted.
    #[error(
        "the subscription was deleted: start another, or retract the retraction of event {sequence} (HIS-2)"
    )]
    Deleted {
        /// Sequence number of its start.
        sequence: u64,
    },
    /// The history can't be folded as it is: only a correction helps.
    #[error(transparent)]
    Unreadable(Box<TimelineError>),
    /// There is no such event.
    #[error("there is no event {sequence} to retract (HIS-2)")]
    NothingToRetract {
        /// The sequence number given.
        sequence: u64,
    },
    /// The event is retracted.
    #[error("event {sequence} is retracted by event {by} already (HIS-2)")]
    RetractedAlready {
        /// The sequence number given.
        sequence: u64,
        /// The event that retracts it.
        by: u64,
    },
    /// Lines were issued of the subscription.
    #[error("{lines} lines were issued: end the subscription instead of deleting it (HIS-5)")]
    Linked {
        /// How many.
        lines: usize,
    },
    /// The start is the same.
    #[error("the subscription starts on {start} already, there is nothing to move (HIS-1)")]
    StartUnmoved {
        /// Its start.
        start: NaiveDate,
    },
    /// Nothing recurs that the word could count by, or that could be subscribed to.
    #[error("nothing recurs that has periods to count by (CHG-1)")]
    NothingRecurs,
    /// The period that runs has no end: an open pause holds it back.
    #[error("the period that runs on {day} has no end while its pause is open (PAU-2)")]
    EndlessPeriod {
        /// The day asked for.
        day: NaiveDate,
    },
    /// There is no renewal to come.
    #[error("no renewal is to come after {day} (TRM-1)")]
    NoRenewal {
        /// The day asked for.
        day: NaiveDate,
    },
    /// The notice leads to no end.
    #[error("notice given on {day} leads to no end while a pause is open (TRM-4)")]
    NoOpenEnd {
        /// The day of the notice.
        day: NaiveDate,
    },
    /// The first term has no length of its own.
    #[error("the first term has no length to renew by: name the end of the new one (TRM-1)")]
    NoTermLength,
    /// A date lies outside the calendar.
    #[error(transparent)]
    Date(#[from] CalendarError),
    /// An amount is too large.
    #[error(transparent)]
    Amount(#[from] MoneyError),
    /// A question that the command leads to has no answer.
    #[error(transparent)]
    Query(Box<QueryError>),
    /// The effective date lies before the start.
    #[error("the contract starts on {start}, what is effective earlier has no effect (HIS-1)")]
    BeforeStart {
        /// Its start.
        start: NaiveDate,
    },
    /// The effective date is the end or lies after it.
    #[error(
        "the contract ends on {end}, what is effective on that day or later has no effect (HIS-5)"
    )]
    Ended {
        /// First day without service.
        end: NaiveDate,
    },
    /// The end, or the end of the commitment, lies before the start.
    #[error("the end {end} lies before the start {start} (HIS-5)")]
    EndBeforeStart {
        /// First day without service or commitment.
        end: NaiveDate,
        /// First day of service.
        start: NaiveDate,
    },
    /// The subscription has no such item.
    #[error("there is no item {id} (HIS-5)")]
    UnknownItem {
        /// The id given.
        id: ItemId,
    },
    /// The item is charged once.
    #[error("item {id} is charged once, it has no periods (CHG-1)")]
    NotRecurring {
        /// Which item.
        id: ItemId,
    },
    /// The item's id is that of adjustments.
    #[error("item id {id} is kept for adjustments (INV-9)")]
    ItemIdReserved {
        /// The id given.
        id: ItemId,
    },
    /// The item's id was used.
    #[error("item id {id} was used already, and is never used again (CHG-1)")]
    ItemIdUsed {
        /// The id given.
        id: ItemId,
    },
    /// The item is not there yet.
    #[error("item {id} is there from {from} on (HIS-5)")]
    ItemNotYet {
        /// Which item.
        id: ItemId,
        /// Its first day.
        from: NaiveDate,
    },
    /// The item is not there any more.
    #[error("item {id} is removed from {removed} on (HIS-5)")]
    ItemGone {
        /// Which item.
        id: ItemId,
        /// The first day without it.
        removed: NaiveDate,
    },
    /// The calendar has no such periods.
    #[error("item {id}: a calendar anchor does not go with every {} {}(s) (CAL-5)", .cadence.count(), .cadence.unit())]
    CalendarLacks {
        /// Which item.
        id: ItemId,
        /// The cadence that the calendar lacks.
        cadence: Cadence,
    },
    /// The item's basis has no such periods.
    #[error("item {id}: {error}")]
    BasisLacks {
        /// Which item.
        id: ItemId,
        /// Why its days would not sum to a period of the cadence.
        error: Box<ItemError>,
    },
    /// A discount takes nothing off: it is nothing itself, or has no day.
    #[error("discount {id} takes nothing off: it is 0, or lasts no day (CHG-9)")]
    NothingOff {
        /// The id given.
        id: DiscountId,
    },
    /// No such discount holds.
    #[error("there is no discount {id} to withdraw (CHG-9)")]
    UnknownDiscount {
        /// The id given.
        id: DiscountId,
    },
    /// No pause runs.
    #[error("no pause runs that could be resumed or extended (HIS-5)")]
    NotPaused,
    /// The pause would not become longer.
    #[error("the pause lasts until {} already (PAU-1)", End(*.until))]
    PauseNotLonger {
        /// Its end; none if it is open.
        until: Option<NaiveDate>,
    },
    /// The pause has no day.
    #[error("a pause until {until} has no day (PAU-1)")]
    EmptyPause {
        /// The day on which service would resume.
        until: NaiveDate,
    },
    /// Two pauses would overlap.
    #[error("it overlaps the pause from {from} until {} (HIS-5)", End(*.until))]
    OverlappingPause {
        /// First day of the other pause.
        from: NaiveDate,
        /// Its end; none if it is open.
        until: Option<NaiveDate>,
    },
    /// The window is too short for a pause of whole periods.
    #[error("a pause of whole periods must last as long as a period of item {id}: {} {}(s) (PAU-1)", .cadence.count(), .cadence.unit())]
    ShorterThanPeriod {
        /// Which item.
        id: ItemId,
        /// How long its periods are.
        cadence: Cadence,
    },
    /// The pause is too long.
    #[error("a pause lasts at most {} (PAU-4)", Counted(*.longest))]
    PauseTooLong {
        /// The longest that is agreed.
        longest: Length,
    },
    /// Too many pauses begin in one year.
    #[error("{per_year} pauses may begin in a calendar year, and do in {year} (PAU-4)")]
    TooManyPauses {
        /// How many are agreed.
        per_year: u32,
        /// The year.
        year: i32,
    },
    /// The pause is recorded too late.
    #[error("it should have been recorded by {last}, {} before (PAU-4)", Counted(*.notice))]
    PauseTooLate {
        /// The last day on which it could have been recorded.
        last: NaiveDate,
        /// How long before its first day that is.
        notice: Length,
    },
    /// No notice was given.
    #[error("no notice was given that could be withdrawn (HIS-5)")]
    NoNotice,
    /// Notice was given.
    #[error("notice was given already, to {end} (HIS-5)")]
    NoticeGivenAlready {
        /// The end that it leads to.
        end: NaiveDate,
    },
    /// The contract ends sooner, or for good.
    #[error("the contract ends on {end} already (HIS-5)")]
    EndsAlready {
        /// First day without service.
        end: NaiveDate,
    },
    /// No end was set.
    #[error("no end was set that could be cleared (HIS-5)")]
    NoEndSet,
    /// The contract does not renew by hand.
    #[error("the contract does not renew by hand (TRM-1)")]
    NotByHand,
    /// The new term would not end later.
    #[error("the term ends on {end} already, a renewal ends later (TRM-1)")]
    RenewalNotLater {
        /// The end of the running term.
        end: NaiveDate,
    },
    /// The exit fee is not accepted.
    #[error("the exit fee of {fee} for leaving inside the commitment is not accepted (TRM-2)")]
    FeeNotAccepted {
        /// The fee.
        fee: Amount,
    },
    /// Another exit fee is accepted than the one quoted.
    #[error("an exit fee of {accepted} is accepted, {} is due (TRM-3)", Due(*.fee))]
    OtherFee {
        /// The fee that is due, if any is.
        fee: Option<Amount>,
        /// The fee that was accepted.
        accepted: Amount,
    },
    /// There is no right of withdrawal.
    #[error("the contract gives no right of withdrawal (TRM-7)")]
    NoWithdrawalRight,
    /// The cooling-off period is over.
    #[error("the last day to withdraw was {last} (TRM-7)")]
    WithdrawalTooLate {
        /// The last day on which the customer could.
        last: NaiveDate,
    },
    /// The amount is not in the contract's currency.
    #[error("{given} is not the contract's currency {agreed} (MON-3)")]
    OtherCurrency {
        /// The contract's currency.
        agreed: Currency,
        /// The currency given.
        given: Currency,
    },
    /// The history would not take the event.
    #[error(transparent)]
    Invalid(Box<HistoryError>),
    /// A tax is not charged, and nothing says why.
    #[error(transparent)]
    NoTaxReason(ItemError),
    /// The history could not be folded any more.
    #[error(transparent)]
    Unbillable(Box<TimelineError>),
}

impl From<QueryError> for RefusalRule {
    fn from(error: QueryError) -> Self {
        Self::Query(Box::new(error))
    }
}

impl From<HistoryError> for RefusalRule {
    fn from(error: HistoryError) -> Self {
        Self::Invalid(Box::new(error))
    }
}

struct End(Option<NaiveDate>);

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(until) => fmt::Display::fmt(&until, f),
            None => f.write_str("it is resumed"),
        }
    }
}

struct Due(Option<Amount>);

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(fee) => fmt::Display::fmt(&fee, f),
            None => f.write_str("none"),
        }
    }
}

struct Counted(Length);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Length { count, unit } = self.0;
        write!(f, "{count} {unit}(s)")
    }
}
