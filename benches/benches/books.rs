//! Schedule and books: what one subscription owes, less what it was charged.
//!
//! A steady month looks at the frontier only, so its time should not depend on how many months are
//! in the books; a first run over many months should be linear in them.

use core::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tacite_benches::{Subscription, first_of};

fn steady(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("books/steady month");
    for months in [12, 120, 1_200] {
        let subscription = Subscription::new(1, 1).billed(months);
        let as_of = first_of(months);
        group.bench_with_input(BenchmarkId::from_parameter(months), &as_of, |bencher, as_of| {
            bencher.iter(|| black_box(&subscription).bill(*as_of));
        });
    }
    group.finish();
}

/// The run after the one that billed: it finds nothing.
fn nothing_due(criterion: &mut Criterion) {
    let subscription = Subscription::new(1, 1).billed(12);
    let as_of = first_of(11);
    criterion.bench_function("books/nothing due", |bencher| {
        bencher.iter(|| black_box(&subscription).bill(black_box(as_of)));
    });
}

/// Month after month from the first, each posted before the next.
fn month_by_month(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("books/bill and post, month by month");
    let subscription = Subscription::new(1, 1);
    for months in [12, 120] {
        group.throughput(Throughput::Elements(months.into()));
        group.bench_with_input(BenchmarkId::from_parameter(months), &months, |bencher, months| {
            bencher.iter(|| black_box(&subscription).clone().billed(*months));
        });
    }
    group.finish();
}

fn catch_up(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("books/catch up");
    let subscription = Subscription::new(1, 1);
    for months in [1, 12, 120] {
        group.throughput(Throughput::Elements(months.into()));
        let as_of = first_of(months - 1);
        group.bench_with_input(BenchmarkId::from_parameter(months), &as_of, |bencher, as_of| {
            bencher.iter(|| black_box(&subscription).bill(*as_of));
        });
    }
    group.finish();
}

criterion_group!(benches, steady, nothing_due, month_by_month, catch_up);
criterion_main!(benches);
