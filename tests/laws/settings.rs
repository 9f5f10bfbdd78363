//! How many cases run: few enough for a debug build, many in release.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};

/// Cases of a law that bills a history a few times.
pub(crate) const CASES: u32 = by_build(600, 20_000);

/// Cases of a law that bills every night of a history.
pub(crate) const LONG_CASES: u32 = by_build(100, 4_000);

/// Cases of a law that asks the day-walking oracle, which takes milliseconds a history.
pub(crate) const WALKED_CASES: u32 = by_build(100, 4_000);

/// Cases of a law about one value.
pub(crate) const SMALL_CASES: u32 = by_build(5_000, 500_000);

const fn by_build(debug: u32, release: u32) -> u32 {
    if cfg!(debug_assertions) { debug } else { release }
}

/// A run is the same every time, so that it fails for what was changed and for nothing else. To hunt
/// for new cases, give another one: `PROPTEST_RNG_SEED=1 cargo test --release …`.
const SEED: u64 = 20_251_126;

/// A configuration whose failures are kept, by module, in a folder that is committed.
pub(crate) fn config(cases: u32, failures: &'static str) -> Config {
    Config {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(failures))),
        max_shrink_iters: 20_000,
        rng_seed: match Config::default().rng_seed {
            RngSeed::Random => RngSeed::Fixed(SEED),
            given @ RngSeed::Fixed(_) => given,
        },
        ..Config::default()
    }
}
