//! The whole run of a month: 100,000 one-line contracts in memory, a customer and a document each,
//! a year in the books; 1,000 contracts when only tested (`-- --test`).
//!
//! Included: folding, settling, grouping, totals, payment dates and dropping the result. Not
//! included: reading the histories, posting, printing.

use core::hint::black_box;

use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use tacite::run;
use tacite_benches::{first_of, portfolio};

const MONTHS_BILLED: u32 = 12;

fn monthly_run(criterion: &mut Criterion) {
    let is_test = std::env::args().any(|argument| argument == "--test");
    let contracts = if is_test { 1_000 } else { 100_000 };
    let portfolio = portfolio(contracts, contracts, MONTHS_BILLED);
    let as_of = first_of(MONTHS_BILLED);
    let mut group = criterion.benchmark_group("monthly run");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.throughput(Throughput::Elements(contracts.into()));
    group.bench_with_input(BenchmarkId::from_parameter(contracts), &portfolio, |bencher, all| {
        bencher.iter(|| {
            let subscriptions = all.iter().map(|one| (&one.history, &one.books));
            run(subscriptions, black_box(as_of))
        });
    });
    group.finish();
}

criterion_group!(benches, monthly_run);
criterion_main!(benches);
