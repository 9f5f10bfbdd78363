//! Every check of a command, in the order in which refusals are documented (HIS-5).
//!
//! An item added on 1 July 2025 to a contract that ended on 1 June, under an id that was used:
//! [`RefusalRule::Ended`] comes before [`RefusalRule::ItemIdUsed`], so that is what is said.
//!
//! What a history refuses by itself is decided by [`History::push`](crate::history::History::push),
//! and comes last.

mod items;
mod life;
mod log;
mod pauses;
mod term;

use chrono::NaiveDate;

use super::State;
use super::draft::Proposed;
use super::ground::Ground;
use super::refusal::RefusalRule;
use super::request::Command;

/// A command, what it would record, and what it is judged by.
pub(super) struct Case<'c, 'g> {
    pub(super) state: &'c State<'g>,
    pub(super) command: &'c Command,
    /// The history as it is.
    pub(super) before: &'c Ground<'g>,
    /// The history less what the command takes back.
    pub(super) base: &'c Ground<'g>,
    pub(super) proposed: &'c [Proposed],
    /// Why words led to no date, if they did not.
    pub(super) words: &'c Result<(), RefusalRule>,
}

/// One check.
pub(super) type Check = fn(&Case<'_, '_>) -> Result<(), RefusalRule>;

/// The checks in the order of [`RefusalRule`]. The first that refuses is the refusal.
pub(super) const CHECKS: [Check; 37] = [
    // The subscription and its log.
    log::is_started,
    log::is_not_started_yet,
    log::is_not_deleted,
    log::is_readable,
    log::is_there_to_retract,
    log::is_not_retracted,
    log::is_not_linked,
    log::start_moves,
    // Words become dates.
    log::words_are_dates,
    // Start and end.
    life::is_not_before_the_start,
    life::is_not_past_the_end,
    life::ends_after_the_start,
    // Items and discounts.
    items::is_known,
    items::id_is_free_for_items,
    items::id_is_new,
    items::is_there_already,
    items::is_there_still,
    items::calendar_has_the_cadence,
    items::basis_has_the_cadence,
    items::discount_takes_something_off,
    items::discount_is_granted,
    // Pauses.
    pauses::is_paused,
    pauses::becomes_longer,
    pauses::has_a_day,
    pauses::overlaps_no_other,
    pauses::spans_a_period,
    pauses::is_not_too_long,
    pauses::are_not_too_many,
    pauses::is_recorded_in_time,
    // Notice, renewal, ends.
    term::notice_is_given,
    term::notice_is_not_given_yet,
    term::ends_not_sooner,
    term::end_is_set,
    term::renews_by_hand,
    term::fee_is_accepted,
    term::may_withdraw,
    // Money.
    life::currency_is_agreed,
];

impl<'c> Case<'c, '_> {
    /// Lists the proposed events that are judged one by one: those of a start that moves come along
    /// with it as they were.
    fn judged(&self) -> impl Iterator<Item = &'c Proposed> + use<'c> {
        let moves = matches!(self.command, Command::MoveStart { .. });
        self.proposed.iter().filter(move |_| !moves)
    }

    /// Returns the day from which the command's event would hold, if it leads to one.
    pub(super) fn effective_on(&self) -> Option<NaiveDate> {
        if let Command::Retract { sequence } = self.command {
            return self.before.history.event(*sequence).map(|event| event.effective_on);
        }
        self.proposed.first().map(|proposed| proposed.on)
    }
}
