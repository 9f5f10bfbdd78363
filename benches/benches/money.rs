//! Rounding once, and splitting into parts that add up.

use core::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use tacite::money::{Amount, Currency, Rounding};

fn rounding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("money/rounding");
    // 10/31 of 30.00 EUR, and the same with a price of 12 fractional digits: beyond 64 bits.
    let divisions: [(&str, i128, i128); 2] = [
        ("in 64 bits", 30_000, 31),
        ("in 128 bits", 30_000_000_000_000_001_000_000_000, 31_000_000_000_000_000_000_000),
    ];
    for rounding in [Rounding::HalfAwayFromZero, Rounding::HalfEven] {
        for (name, numerator, denominator) in divisions {
            let id = BenchmarkId::new(format!("{rounding:?}"), name);
            group.bench_function(id, |bencher| {
                bencher.iter(|| {
                    black_box(rounding).divide(black_box(numerator), black_box(denominator))
                });
            });
        }
    }
    group.finish();
}

fn split(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("money/split");
    let total = Amount::new(10_000, Currency::EUR);
    for parts in [2, 3, 12] {
        let weights = vec![1; parts];
        group.bench_with_input(BenchmarkId::from_parameter(parts), &weights, |bencher, weights| {
            bencher.iter(|| black_box(total).split(black_box(weights)));
        });
    }
    group.finish();
}

criterion_group!(benches, rounding, split);
criterion_main!(benches);
