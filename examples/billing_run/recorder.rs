//! Events are recorded in the database as their files say, each night those that were recorded by then
//! (3.10). What is there already stays; a file that says something else is a problem.

use std::io;

use chrono::NaiveDate;
use tacite::contract::SubscriptionId;
use tacite::history::Event;
use tacite_store::{Append, Commit, Key, Ledger, Record, Version};

use crate::contracts::Shipped;
use crate::database::{account, failed};

/// Streams in a commit.
const TOGETHER: usize = 500;

/// What is left to be recorded.
pub(crate) struct Recorder<'c> {
    left: Vec<Left<'c>>,
}

struct Left<'c> {
    subscription: SubscriptionId,
    events: &'c [Event],
}

impl<'c> Recorder<'c> {
    /// Compares files with the database. What does not fit is added to `problems`.
    pub(crate) fn new(
        ledger: &dyn Ledger,
        contracts: &'c [Shipped],
        problems: &mut Vec<String>,
    ) -> io::Result<Self> {
        let mut left = Vec::new();
        for Shipped { file, history, .. } in contracts {
            let subscription = history.subscription();
            let (events, known) = (history.events(), account(ledger, subscription)?);
            let known = known.map_or_else(Vec::new, |known| known.history.events().to_vec());
            match events.strip_prefix(known.as_slice()) {
                Some(events) => left.push(Left { subscription, events }),
                None if known.starts_with(events) => {}
                None => problems.push(format!(
                    "{file}: subscription {subscription} is in the database with other events"
                )),
            }
        }
        Ok(Self { left })
    }

    /// Records the events that were recorded until a night; returns how many.
    pub(crate) fn until(&mut self, ledger: &dyn Ledger, night: NaiveDate) -> io::Result<usize> {
        let mut recorded = 0;
        let mut appends = Vec::new();
        for left in &mut self.left {
            let known = left.events.iter().take_while(|event| event.recorded_on <= night).count();
            let (events, later) = left.events.split_at(known);
            if events.is_empty() {
                continue;
            }
            left.events = later;
            recorded += events.len();
            let records = events.iter().cloned().map(Record::Event).collect();
            let (subscription, expected) = (left.subscription, Version::NEW);
            appends.push(Append { subscription, expected, records });
        }
        while !appends.is_empty() {
            let rest = appends.split_off(appends.len().min(TOGETHER));
            commit(ledger, appends)?;
            appends = rest;
        }
        Ok(recorded)
    }
}

/// Appends, each to the end of its stream.
fn commit(ledger: &dyn Ledger, mut appends: Vec<Append>) -> io::Result<()> {
    let ids: Vec<SubscriptionId> = appends.iter().map(|append| append.subscription).collect();
    let streams = ledger.streams(&ids).map_err(|error| failed(&error))?;
    for (append, stream) in appends.iter_mut().zip(streams) {
        append.expected = stream.version;
    }
    let Some(first) = appends.first() else { return Ok(()) };
    let key = Key::new(format!("events/{}/{}", first.subscription, first.expected));
    let mut commit = Commit::new(key.map_err(|error| failed(&error))?);
    commit.appends = appends;
    ledger.commit(&commit).map(|_| ()).map_err(|error| failed(&error))
}
