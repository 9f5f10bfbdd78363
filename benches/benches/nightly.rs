//! The nightly job on a SQLite file: how many invoices a second, with how much CPU time, and how much of
//! that the engine takes; 100,000 one-line subscriptions, a customer and a document each, over three
//! months; 1,000 subscriptions when only tested (`-- --test`), or as many as are given (`-- 20000`).
//!
//! The engine alone does the same nights in memory in the same process, histories and books at hand: its
//! share is its CPU time against that of the job. What else a job does is reading, encoding, hashing,
//! writing and syncing.
#![expect(clippy::print_stdout, reason = "it prints what it measures")]
#![expect(clippy::disallowed_methods, reason = "time is what it measures")]

use std::error::Error;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use tacite::contract::Text;
use tacite::issuing::NumberFormat;
use tacite::run;
use tacite_benches::{Subscription, first_of, portfolio};
use tacite_sqlite::SqliteLedger;
use tacite_store::nightly::{Batch, Nightly, OneSeries, nightly};
use tacite_store::{Append, Commit, Key, Ledger, Record, Series, SeriesId, Version};

/// Months that are billed, each in one night.
const MONTHS: u32 = 3;

/// Time that went by, and that the process worked on all its threads.
#[derive(Clone, Copy, Default)]
struct Spent {
    wall: Duration,
    cpu: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_test = arguments.iter().any(|argument| argument == "--test");
    let given = arguments.iter().find_map(|argument| argument.parse().ok());
    let subscriptions: u32 = given.unwrap_or(if is_test { 1_000 } else { 100_000 });

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("nightly.db");
    let ledger = SqliteLedger::open(&path)?;
    let ((), recorded) = spent(|| record(&ledger, subscriptions))?;
    println!("{subscriptions} subscriptions, {} events", 2 * subscriptions);
    print("recorded, 1,000 streams a commit", recorded, 2 * subscriptions);

    let issuer = OneSeries(series());
    let mut engine = portfolio(subscriptions, subscriptions, 0);
    for batch in [100, 1_000] {
        // The first batch size has the first months, the next one those after them.
        let first = if batch == 100 { 0 } else { MONTHS };
        for month in first..first + MONTHS {
            let mut job = Nightly::new(&issuer);
            job.batch = Batch::Customers(batch);
            let (report, job) = spent(|| Ok(nightly(&ledger, &job, first_of(month))?))?;
            if report.invoices != u64::from(subscriptions) || !report.failures.is_empty() {
                return Err(format!("{} invoices, {:?}", report.invoices, report.failures).into());
            }
            let ((), alone) = spent(|| bill(&mut engine, month))?;
            print(&format!("billed, month {}, {batch} a commit", month + 1), job, subscriptions);
            print("  the engine alone", alone, subscriptions);
            let share = alone.cpu.as_micros() * 1_000 / job.cpu.as_micros().max(1);
            println!("  share of the engine: {}.{} %", share / 10, share % 10);
        }
    }
    let bytes = std::fs::metadata(&path)?.len();
    println!("the file: {} bytes a subscription", bytes / u64::from(subscriptions));
    Ok(())
}

/// Bills a month in memory, and posts it.
fn bill(portfolio: &mut [Subscription], month: u32) -> Result<(), Box<dyn Error>> {
    // As many at once as the job has in a commit.
    for subscriptions in portfolio.chunks_mut(1_000) {
        let pairs = subscriptions.iter().map(|one| (&one.history, &one.books));
        let billed = run(pairs, first_of(month)).billed;
        for (one, billed) in subscriptions.iter_mut().zip(billed) {
            one.books.post(billed.posting)?;
        }
    }
    Ok(())
}

fn record(ledger: &SqliteLedger, subscriptions: u32) -> Result<(), Box<dyn Error>> {
    let numbers: Vec<u32> = (0..subscriptions).collect();
    for numbers in numbers.chunks(1_000) {
        let key = format!("told/{}", numbers.first().copied().unwrap_or_default());
        let mut commit = Commit::new(Key::new(key)?);
        for number in numbers {
            let history = Subscription::new(*number, *number).history;
            let records = history.events().iter().cloned().map(Record::Event).collect();
            let subscription = history.subscription();
            commit.appends.push(Append { subscription, expected: Version::NEW, records });
        }
        ledger.commit(&commit)?;
    }
    Ok(())
}

fn series() -> Series {
    let id = SeriesId { issuer: Text::from("Bureaux Partagés"), name: Text::from("F") };
    Series { id, format: NumberFormat::yearly("F", 6) }
}

fn spent<T>(
    work: impl FnOnce() -> Result<T, Box<dyn Error>>,
) -> Result<(T, Spent), Box<dyn Error>> {
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let result = work()?;
    Ok((result, Spent { wall: wall.elapsed(), cpu: cpu.elapsed() }))
}

fn print(what: &str, Spent { wall, cpu }: Spent, count: u32) {
    let rate = u128::from(count) * 1_000_000 / wall.as_micros().max(1);
    let each = cpu.as_nanos() / u128::from(count.max(1));
    println!(
        "{what:36} {:>7} ms, {:>7} ms of CPU; {rate:>7} a second, {each} ns of CPU each",
        wall.as_millis(),
        cpu.as_millis(),
    );
}
