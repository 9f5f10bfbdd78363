//! How many cases run: few enough for a debug build, many in release.

use std::env;

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};

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

/// Histories of each law in a release build.
const LAW_CASES: u32 = 100_000;

const fn by_build(debug: u32, release: u32) -> u32 {
    if cfg!(debug_assertions) { debug } else { release }
}

/// How many histories a law takes instead of its own number; what takes more or fewer than a law
/// (one value, every night) goes on doing so, in proportion.
const VARIABLE: &str = "TACITE_LAW_CASES";

/// A run is the same every time, so that it fails for what was changed and for nothing else. To hunt
/// for new cases, give another one: `PROPTEST_RNG_SEED=1 cargo test --release …`.
const SEED: u64 = 20_251_126;

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

/// The number of cases, as the environment wants it.
#[expect(
    clippy::disallowed_methods,
    reason = "it says how many cases run, no result depends on it"
)]
fn wanted(cases: u32) -> u32 {
    let Ok(text) = env::var(VARIABLE) else { return cases };
    let given: u64 = text.parse().expect("TACITE_LAW_CASES is a number of histories");
    let of_a_law = u64::from(by_build(cases, LAW_CASES));
    u32::try_from(u64::from(cases) * given / of_a_law).unwrap_or(u32::MAX).max(1)
}
