//! How many cases run: few enough for a debug build, many in release; `TACITE_LAW_CASES` is for both,
//! as it is for the laws.

use proptest::test_runner::{Config, RngSeed};
use tacite_tests::cases::{LAW_CASES, SEED, by_build, wanted};

/// Cases of what bills a history.
pub(crate) const CASES: u32 = by_build(120, LAW_CASES);

/// Cases of what asks many questions of a history.
pub(crate) const LONG_CASES: u32 = by_build(30, LAW_CASES / 10);

/// Cases of one value.
pub(crate) const SMALL_CASES: u32 = by_build(500, LAW_CASES);

/// The same cases every time; `PROPTEST_RNG_SEED` gives others.
pub(crate) fn config(cases: u32) -> Config {
    Config {
        cases: wanted(cases),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        rng_seed: match Config::default().rng_seed {
            RngSeed::Random => RngSeed::Fixed(SEED),
            given @ RngSeed::Fixed(_) => given,
        },
        ..Config::default()
    }
}
