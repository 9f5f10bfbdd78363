//! Twins of a history, of what it remembers of the events that it dropped, and of a checkpoint.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};
use tacite::books::Books;
use tacite::calendar::HolidayRule;
use tacite::contract::{ItemId, SubscriptionId};
use tacite::history::{ClosingParts, HistoryError, HistoryParts};
use tacite::money::Currency;

use super::event::Event;
use crate::fault::Fault;
use crate::guard::Step;
use crate::kind::{Unresolved, Whole};
use crate::wire::{As, is_default, twins};

twins! {
    object ClosingParts => ClosingTwin;
    object History => History;
    object Checkpoint => Checkpoint;
}

/// A history: its events may name holiday rules.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a history")]
pub struct History {
    #[serde(with = "As::<SubscriptionId>")]
    subscription: SubscriptionId,
    #[serde(with = "As::<Option<ClosingParts>>", default, skip_serializing_if = "is_default")]
    closed: Option<ClosingParts>,
    #[serde(with = "As::<Vec<Event>>")]
    events: Vec<Event>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ClosingParts", deny_unknown_fields, expecting = "what was closed")]
struct ClosingTwin {
    #[serde(with = "As::<NaiveDate>")]
    before: NaiveDate,
    #[serde(with = "As::<u64>")]
    through: u64,
    #[serde(with = "As::<Vec<ItemId>>", default, skip_serializing_if = "is_default")]
    spent: Vec<ItemId>,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    start_on: Option<NaiveDate>,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    end_on: Option<NaiveDate>,
    #[serde(with = "As::<Option<Currency>>", default, skip_serializing_if = "is_default")]
    currency: Option<Currency>,
}

impl From<&tacite::history::History> for History {
    fn from(history: &tacite::history::History) -> Self {
        let HistoryParts { subscription, closing, events } = history.clone().into_parts();
        Self { subscription, closed: closing, events: events.iter().map(Event::from).collect() }
    }
}

impl Whole for tacite::history::History {
    type Twin = History;

    fn write_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        History::from(self).serialize(serializer)
    }

    fn resolve(twin: History, rules: &[HolidayRule]) -> Result<Self, Unresolved> {
        let History { subscription, closed: closing, events } = twin;
        let mut resolved = Vec::with_capacity(events.len());
        for (index, event) in events.into_iter().enumerate() {
            let event = event.resolve(rules).map_err(|unknown| {
                unknown.unresolved(rules).within([at("events"), Step::Index(index)])
            })?;
            resolved.push(event);
        }
        let numbers: Vec<u64> = resolved.iter().map(|event| event.sequence).collect();
        Self::try_from(HistoryParts { subscription, closing, events: resolved })
            .map_err(|error| refused(error, &numbers))
    }
}

/// Says which event the history does not take.
fn refused(error: HistoryError, numbers: &[u64]) -> Unresolved {
    // A number that stands twice is wrong at its second place.
    let index = numbers.iter().rposition(|number| *number == error.sequence);
    let path = vec![at("events"), Step::Index(index.unwrap_or_default())];
    Unresolved { path, fault: Fault::History(Box::new(error)) }
}

/// A checkpoint: its history may name holiday rules.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a checkpoint")]
pub struct Checkpoint {
    #[serde(with = "As::<History>")]
    history: History,
    #[serde(with = "As::<Books>")]
    books: Books,
}

impl Whole for tacite::checkpoint::Checkpoint {
    type Twin = Checkpoint;

    fn write_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { history, books } = self;
        Checkpoint { history: history.into(), books: books.clone() }.serialize(serializer)
    }

    fn resolve(twin: Checkpoint, rules: &[HolidayRule]) -> Result<Self, Unresolved> {
        let Checkpoint { history, books } = twin;
        let history = Whole::resolve(history, rules);
        let history = history.map_err(|unresolved| unresolved.within([at("history")]))?;
        Ok(Self { history, books })
    }
}

fn at(key: &str) -> Step {
    Step::Key(key.to_owned())
}
