//! `period_of` near and far, beside `chrono`'s own `base + Months(k)`; and period k by number.
//!
//! Each figure is the time of 1,000 questions. A period has two ends, so `chrono` is asked for one
//! and for both.

use core::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tacite_benches::{Sweep, add_months_once, add_months_twice, cases, look_up, read};

fn period_of(criterion: &mut Criterion) {
    let asked: [(&str, Sweep); 4] = [
        ("read the cases", read),
        ("period_of", look_up),
        ("chrono, one end", add_months_once),
        ("chrono, both ends", add_months_twice),
    ];
    let mut group = criterion.benchmark_group("calendar/period_of");
    for distance in [1, 10_000] {
        let cases = cases(distance);
        group.throughput(Throughput::Elements(cases.len() as u64));
        for (name, ask) in asked {
            group.bench_with_input(BenchmarkId::new(name, distance), &cases, |bencher, cases| {
                bencher.iter(|| ask(black_box(cases)));
            });
        }
    }
    group.finish();
}

fn period(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("calendar/period");
    for distance in [1, 10_000] {
        let cases = cases(distance);
        group.throughput(Throughput::Elements(cases.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(distance), &cases, |bencher, cases| {
            bencher.iter(|| {
                for case in cases {
                    let index = black_box(i64::from(distance));
                    let _ = black_box(black_box(case).grid.period(index));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, period_of, period);
criterion_main!(benches);
