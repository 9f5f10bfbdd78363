//! Events appended to a SQLite file, in commits of 1, 100 and 1,000: one event a stream, on a file in the
//! folder for temporary files, synced to the disk with each commit.
//!
//! Included: checking, encoding, hashing the request, writing, syncing. Not included: making the
//! events.
#![expect(clippy::expect_used, reason = "a ledger that fails has to stop the measurement")]

use criterion::{
    BatchSize, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use tacite::history::Event;
use tacite_benches::Subscription;
use tacite_sqlite::SqliteLedger;
use tacite_store::{Append, Commit, Key, Ledger, Record, Version};

/// Makes a commit that begins so many streams: of each, that the subscription started.
fn commit(first: u32, streams: u32) -> Commit {
    let mut commit = Commit::new(Key::new(format!("told/{first}")).expect("a key"));
    commit.appends = (first..first + streams)
        .map(|number| {
            let history = Subscription::new(number, number).history;
            let events: Vec<Event> = history.events().iter().take(1).cloned().collect();
            let records = events.into_iter().map(Record::Event).collect();
            let subscription = history.subscription();
            Append { subscription, expected: Version::NEW, records }
        })
        .collect();
    commit
}

fn events_appended(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("events appended");
    group.sample_size(20).sampling_mode(SamplingMode::Flat);
    for streams in [1, 100, 1_000] {
        let path = folder.path().join(format!("{streams}.db"));
        let ledger = SqliteLedger::open(&path).expect("a ledger");
        let mut first = 0;
        group.throughput(Throughput::Elements(streams.into()));
        group.bench_function(BenchmarkId::from_parameter(streams), |bencher| {
            let next = || {
                first += streams;
                commit(first, streams)
            };
            let write = |commit| ledger.commit(&commit).expect("a commit");
            bencher.iter_batched(next, write, BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group!(benches, events_appended);
criterion_main!(benches);
