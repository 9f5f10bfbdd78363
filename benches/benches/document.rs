//! Grouping lines into documents: a run of 1,000 steady subscriptions of ever fewer customers.
//!
//! Folding and settling are the same in all three; what differs is sorting, grouping and adding up.

use core::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tacite::run;
use tacite_benches::{first_of, portfolio};

const SUBSCRIPTIONS: u32 = 1_000;

fn grouping(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("document/1,000 lines to documents");
    group.throughput(Throughput::Elements(SUBSCRIPTIONS.into()));
    for customers in [1_000, 100, 1] {
        let portfolio = portfolio(SUBSCRIPTIONS, customers, 1);
        group.bench_with_input(
            BenchmarkId::from_parameter(customers),
            &portfolio,
            |bencher, all| {
                bencher.iter(|| {
                    let subscriptions = all.iter().map(|one| (&one.history, &one.books));
                    run(subscriptions, black_box(first_of(1)))
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, grouping);
criterion_main!(benches);
