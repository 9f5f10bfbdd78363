//! Bills contracts the way the options ask for, and keeps what came of it.

use std::io;

use chrono::NaiveDate;
use tacite::bill_to_end;
use tacite::books::Books;
use tacite::calendar::Period;
use tacite::contract::SubscriptionId;
use tacite::document::Document;
use tacite::history::History;
use tacite::query::{Instalment, instalments};
use tacite_store::{Ledger, LedgerDocument};

use crate::contracts::Shipped;
use crate::database::{billed, documents, known, next_due};
use crate::options::{Mode, Options};
use crate::{nightly, summary};

/// What a job gives.
pub(crate) struct Outcome {
    /// All documents, by night, then by date.
    pub(crate) documents: Vec<Document>,
    /// One message for each failure, in the order in which they occurred.
    pub(crate) problems: Vec<String>,
    /// How far each contract is billed, in the order of the contracts.
    pub(crate) states: Vec<State>,
    /// The documents as the ledger has them, with their numbers, if they were billed through one.
    pub(crate) issued: Vec<LedgerDocument>,
    /// What was done, of a database.
    pub(crate) summary: Option<String>,
}

/// How far a contract is billed.
pub(crate) struct State {
    /// Which.
    pub(crate) subscription: SubscriptionId,
    /// Its instalments, up to the next one that is not due yet.
    pub(crate) schedule: Vec<Instalment>,
    /// The next day on which anything will be due.
    pub(crate) next_on: Option<NaiveDate>,
}

/// Bills contracts. The error is that of the database.
pub(crate) fn bill(contracts: &[Shipped], options: &Options) -> io::Result<Outcome> {
    Ok(match options.mode {
        Mode::Nightly { until } => {
            let ledger = options.database.open()?;
            return nights(&*ledger, contracts, (options, until));
        }
        Mode::CatchUp { as_of } => {
            // One night, on which everything that will ever be recorded is known.
            let mut outcome = Outcome::new();
            let pairs: Vec<(&History, Books)> =
                contracts.iter().map(|shipped| (&shipped.history, Books::new())).collect();
            let run = tacite::run(pairs.iter().map(|(history, books)| (*history, books)), as_of);
            outcome.documents = run.documents;
            for failure in run.failures {
                outcome.problems.push(failure.to_string());
            }
            let mut billed = run.billed.into_iter().peekable();
            for (history, mut books) in pairs {
                let id = history.subscription();
                let mut next_on = None;
                if let Some(own) = billed.next_if(|billed| billed.subscription == id) {
                    next_on = own.next_on;
                    outcome.note(id, books.post(own.posting));
                }
                let billed = BilledSoFar { history, books: &books, next_on };
                outcome.look_at(&billed, (options.from, as_of));
            }
            outcome
        }
        Mode::ToEnd => to_end(contracts, options.from),
    })
}

/// Bills night by night through a ledger, and reads from it what came of it.
fn nights(
    ledger: &dyn Ledger,
    contracts: &[Shipped],
    (options, until): (&Options, NaiveDate),
) -> io::Result<Outcome> {
    let mut outcome = Outcome::new();
    let nights = (options.from, until);
    let report = nightly::bill(ledger, contracts, nights, &mut outcome.problems)?;
    outcome.issued = documents(ledger)?;
    outcome.documents = outcome.issued.iter().filter_map(billed).cloned().collect();
    let next = next_due(ledger)?;
    for Shipped { history, .. } in contracts {
        let subscription = history.subscription();
        // One that does not fit the database is not billed; that was told.
        let (known, books) = known(ledger, subscription)?;
        let next_on = next.get(&subscription).copied();
        outcome.look_at(&BilledSoFar { history: &known, books: &books, next_on }, nights);
    }
    if let Some(path) = options.database.path() {
        outcome.summary = Some(summary::of(path, &report, (&outcome.issued, until)));
    }
    Ok(outcome)
}

/// All invoices at once, now (0.29): each has a date of its own, most of them in the future.
fn to_end(contracts: &[Shipped], from: NaiveDate) -> Outcome {
    let mut outcome = Outcome::new();
    for Shipped { history, .. } in contracts {
        let (id, mut books) = (history.subscription(), Books::new());
        let mut last = from;
        match bill_to_end(history, &books) {
            Ok(billing) => {
                let dates = billing.documents.iter().map(|document| document.dated_on);
                last = dates.max().unwrap_or(from).max(from);
                outcome.documents.extend(billing.documents);
                outcome.note(id, books.post(billing.posting));
            }
            Err(error) => outcome.problems.push(format!("subscription {id}: {error}")),
        }
        let billed = BilledSoFar { history, books: &books, next_on: None };
        outcome.look_at(&billed, (from, last));
    }
    outcome
}

/// A contract, its books and when it will be due next.
struct BilledSoFar<'b> {
    history: &'b History,
    books: &'b Books,
    next_on: Option<NaiveDate>,
}

impl Outcome {
    const fn new() -> Self {
        Self {
            documents: Vec::new(),
            problems: Vec::new(),
            states: Vec::new(),
            issued: Vec::new(),
            summary: None,
        }
    }

    fn note<E: std::fmt::Display>(&mut self, id: SubscriptionId, result: Result<(), E>) {
        if let Err(error) = result {
            self.problems.push(format!("subscription {id}: {error}"));
        }
    }

    /// Adds the schedule of a contract, up to the last day or to the next due date after it.
    fn look_at(&mut self, billed: &BilledSoFar<'_>, (from, last): (NaiveDate, NaiveDate)) {
        let BilledSoFar { history, books, next_on } = *billed;
        let subscription = history.subscription();
        let horizon = next_on.map_or(last, |next_on| next_on.max(last));
        let end = horizon.succ_opt().unwrap_or(NaiveDate::MAX);
        // A contract that could not be billed has no schedule either; its failure was told.
        let schedule = Period::new(from, end)
            .ok()
            .and_then(|range| instalments(history, books, range, last).ok())
            .unwrap_or_default();
        self.states.push(State { subscription, schedule, next_on });
    }
}
