//! What is done with a database alone: record, bill, tell what is in it.

use std::io::{self, Write};

use chrono::NaiveDate;
use tacite::calendar::Period;
use tacite::contract::SubscriptionId;
use tacite::money::Amount;
use tacite::query::{Instalment, instalments};
use tacite_formats::text::{self, Language};
use tacite_store::Ledger;

use crate::contracts::Contracts;
use crate::database::subscriptions;
use crate::explain::known;
use crate::job::next_due;
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
            for id in wanted {
                schedule(out, ledger, (id, *language), (*from, *until))?;
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

/// Prints what was billed of a subscription and what comes, up to a day.
fn schedule(
    out: &mut impl Write,
    ledger: &dyn Ledger,
    (id, language): (SubscriptionId, Language),
    (from, until): (NaiveDate, NaiveDate),
) -> io::Result<()> {
    writeln!(out, "# {id}")?;
    write!(out, "{}", text::schedule(&schedule_of(ledger, id, (from, until))?, language))
}

/// The instalments of a subscription.
pub(crate) fn schedule_of(
    ledger: &dyn Ledger,
    id: SubscriptionId,
    (from, until): (NaiveDate, NaiveDate),
) -> io::Result<Vec<Instalment>> {
    let (history, books) = known(ledger, id)?;
    let end = until.succ_opt().unwrap_or(NaiveDate::MAX);
    let next = next_due(ledger)?.get(&id).copied();
    let today = next.map_or(until, |next| next.pred_opt().unwrap_or(next).min(until));
    let range = Period::new(from, end).ok();
    // One that can't be billed has no schedule either.
    Ok(range.and_then(|range| instalments(&history, &books, range, today).ok()).unwrap_or_default())
}
