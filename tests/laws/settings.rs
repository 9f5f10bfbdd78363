//! How many cases run: few enough for a debug build, many in release.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};
use tacite_tests::cases::{LAW_CASES, SEED, by_build, wanted};

/// Cases of a law that bills a history a few times.
pub(crate) const CASES: u32 = by_build(600, LAW_CASES);

/// Cases of a law that bills a history often, or several histories.
pub(crate) const LONG_CASES: u32 = by_build(100, LAW_CASES);

/// Cases of a law that asks the day-walking oracle.
pub(crate) const WALKED_CASES: u32 = by_build(100, LAW_CASES);

/// Cases of what bills every night of a history, and of what is no law of its own.
pub(crate) const NIGHTLY_CASES: u32 = by_build(100, LAW_CASES / 10);

/// Cases of a law about one value.
pub(crate) const SMALL_CASES: u32 = by_build(5_000, 5 * LAW_CASES);

/// Amounts that are taxed at each rate.
pub(crate) const RATE_AMOUNTS: u32 = by_build(400, 10_000);

/// A configuration whose failures are kept, by module, in a folder that is committed.
pub(crate) fn config(cases: u32, failures: &'static str) -> Config {
    Config {
        cases: wanted(cases),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(failures))),
        max_shrink_iters: 20_000,
        rng_seed: match Config::default().rng_seed {
            RngSeed::Random => RngSeed::Fixed(SEED),
            given @ RngSeed::Fixed(_) => given,
        },
        ..Config::default()
    }
}
