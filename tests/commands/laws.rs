//! What holds of every history that commands lead to.

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::command::RefusalRule;
use tacite::history::History;
use tacite::query::{pauses, status};

/// Returns the name of a rule.
pub(crate) fn name_of(rule: &RefusalRule) -> String {
    let text = format!("{rule:?}");
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// HIS-2: a history replayed is the same history and says the same.
pub(crate) fn replays(history: &History, today: NaiveDate) {
    let events = history.events().iter().cloned();
    let replayed = History::of(history.subscription(), events).unwrap();
    assert_eq!(replayed, *history);
    assert_eq!(status(&replayed, today), status(history, today));
    assert_eq!(pauses(&replayed, today), pauses(history, today));
}

/// HIS-2: so it is at every moment of its past.
pub(crate) fn always_replayed(history: &History, today: NaiveDate) {
    for event in history.events() {
        replays(&history.until_sequence(event.sequence), today);
    }
}

/// A history that commands lead to can be billed.
pub(crate) fn bills(history: &History, books: &Books, as_of: NaiveDate) {
    let billing = bill(history, books, as_of);
    assert!(billing.is_ok(), "{}", billing.unwrap_err());
}
