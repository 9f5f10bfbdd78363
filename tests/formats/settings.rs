//! How many cases run: few enough for a debug build, many in release; `TACITE_LAW_CASES` is for both,
//! as it is for the laws.

use std::env;

use proptest::test_runner::{Config, RngSeed};

/// Cases of what bills a history.
pub(crate) const CASES: u32 = by_build(120, LAW_CASES);

/// Cases of what asks many questions of a history.
pub(crate) const LONG_CASES: u32 = by_build(30, LAW_CASES / 10);

/// Cases of one value.
pub(crate) const SMALL_CASES: u32 = by_build(500, LAW_CASES);

/// Histories in a release build.
const LAW_CASES: u32 = 100_000;

const fn by_build(debug: u32, release: u32) -> u32 {
    if cfg!(debug_assertions) { debug } else { release }
}

/// The same cases every time; `PROPTEST_RNG_SEED` gives others.
pub(crate) fn config(cases: u32) -> Config {
    Config {
        cases: wanted(cases),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        rng_seed: match Config::default().rng_seed {
            RngSeed::Random => RngSeed::Fixed(20_251_126),
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
    let Ok(text) = env::var("TACITE_LAW_CASES") else { return cases };
    let given: u64 =
        text.parse().unwrap_or_else(|_| panic!("TACITE_LAW_CASES is a number of histories"));
    let of_a_law = u64::from(by_build(cases, LAW_CASES));
    u32::try_from(u64::from(cases) * given / of_a_law).unwrap_or(u32::MAX).max(1)
}
