//! Folding a history: 2 events are a steady subscription, the others are price changes.

use core::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tacite::timeline::Timeline;
use tacite_benches::Subscription;

fn fold(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("timeline/fold");
    for events in [2, 20, 200] {
        let history = Subscription::new(1, 1).with_events(events).history;
        group.throughput(Throughput::Elements(history.events().len() as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(events),
            &history,
            |bencher, history| {
                bencher.iter(|| Timeline::fold(black_box(history)));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, fold);
criterion_main!(benches);
