//! Price × quantity × share, rounded once.
#![expect(clippy::expect_used, reason = "a fixture that is not legal has to stop the measurement")]

use core::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rust_decimal::Decimal;
use tacite::charge::{Share, prorated};
use tacite::money::{Quantity, Rounding, UnitPrice};

fn charge(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("charge/prorated");
    let cases = [
        ("9.90 × 3, whole", Decimal::new(990, 2), Decimal::new(3, 0), (31, 31)),
        ("9.90 × 3, 10/31", Decimal::new(990, 2), Decimal::new(3, 0), (10, 31)),
        (
            "0.000000123457 × 1234567.89, 10/31",
            Decimal::new(123_457, 12),
            Decimal::new(123_456_789, 2),
            (10, 31),
        ),
    ];
    for (name, price, quantity, (days, of)) in cases {
        let price = UnitPrice::new(price).expect("a price");
        let quantity = Quantity::new(quantity).expect("a quantity");
        let share = Share::new(days, of).expect("a share");
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let (price, quantity) = (black_box(price), black_box(quantity));
                prorated(price, quantity, black_box(share), Rounding::default(), black_box(2))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, charge);
criterion_main!(benches);
