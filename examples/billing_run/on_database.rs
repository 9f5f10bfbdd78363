//! What is done with a database alone: record, bill, tell what is in it.

use std::io::{self, Write};

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::calendar::Period;
use tacite::contract::SubscriptionId;
use tacite::history::History;
use tacite::money::Amount;
use tacite::query::{Instalment, instalments};
use tacite_formats::text;
use tacite_store::Ledger;

use crate::contracts::Contracts;
use crate::database::{known, next_due, subscriptions};
use crate::nightly::bill_recorded;
use crate::options::{Database, OnDatabase};
use crate::recorder::Recorder;
use crate::summary::counted;
use crate::{document, explain, export};

/// Does it. The inner error is something that was asked for and is not there.
pub(crate) fn answer(
    (database, what): (&Database, &OnDatabase),
    out: &mut impl Write,
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let ledger = &*database.open()?;
    let done = match what {
        OnDatabase::Import { data, until } => {
            let Contracts { read, problems: unread } =
                data.as_deref().map_or_else(Contracts::shipped, Contracts::at);
            problems.extend(unread);
            let mut recorder = Recorder::new(ledger, &read, problems)?;
            let events = recorder.until(ledger, *until)?;
            writeln!(out, "{} subscriptions read, {events} events recorded", read.len())?;
            Ok(())
        }
        OnDatabase::Run { from, as_of } => {
            run(ledger, (*from, *as_of), out, problems)?;
            Ok(())
        }
        OnDatabase::Schedule { subscription, from, until, language } => {
            let wanted = match subscription {
                Some(id) => match SubscriptionId::new(id) {
                    Ok(id) => subscriptions(ledger)?.into_iter().filter(|one| *one == id).collect(),
                    Err(_) => Vec::new(),
                },
                None => subscriptions(ledger)?,
            };
            if let Some(id) = subscription.as_ref().filter(|_| wanted.is_empty()) {
                return Ok(Err(format!("billing_run: there is no subscription {id}")));
            }
            let next = next_due(ledger)?;
            for id in wanted {
                let (history, books) = known(ledger, id)?;
                let next_on = next.get(&id).copied();
                let schedule = schedule_of((&history, &books), next_on, (*from, *until));
                writeln!(out, "# {id}")?;
                write!(out, "{}", text::schedule(&schedule, *language))?;
            }
            Ok(())
        }
        OnDatabase::Document { id, language } => {
            document::print_issued(out, ledger, (id, *language), problems)?
        }
        OnDatabase::Explain { key, language } => {
            explain::issued_line(out, ledger, (key, *language), problems)?
        }
        OnDatabase::Export { format, folder } => {
            export::write(out, ledger, (*format, folder.as_deref()), problems)?;
            Ok(())
        }
    };
    out.flush()?;
    Ok(done)
}

fn run(
    ledger: &dyn Ledger,
    nights: (NaiveDate, NaiveDate),
    out: &mut impl Write,
    problems: &mut Vec<String>,
) -> io::Result<()> {
    let report = bill_recorded(ledger, nights, problems)?;
    let issued = counted(report.invoices, report.credit_notes);
    writeln!(out, "{} subscriptions looked at, {issued}", report.looked_at)?;
    for (currency, sums) in &report.sums {
        let total = Amount::from_minor_wide(sums.total, *currency);
        match total {
            Ok(total) => writeln!(out, "  {total}")?,
            Err(error) => problems.push(format!("sum in {currency}: {error}")),
        }
    }
    Ok(())
}

/// The instalments of a subscription from one day to another, as they are before the next one is due.
pub(crate) fn schedule_of(
    (history, books): (&History, &Books),
    next_on: Option<NaiveDate>,
    (from, until): (NaiveDate, NaiveDate),
) -> Vec<Instalment> {
    let end = until.succ_opt().unwrap_or(NaiveDate::MAX);
    let today = next_on.map_or(until, |next| next.pred_opt().unwrap_or(next).min(until));
    let range = Period::new(from, end).ok();
    // One that can't be billed has no schedule either.
    range.and_then(|range| instalments(history, books, range, today).ok()).unwrap_or_default()
}
