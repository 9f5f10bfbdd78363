//! How many cases a random test runs: few enough for a debug build, many in release, and as many as
//! `TACITE_LAW_CASES` says in either.

/// Histories of each law in a release build.
pub const LAW_CASES: u32 = 100_000;

/// The seed of a run, which is the same every time, so that it fails for what was changed and for nothing
/// else. To hunt for new cases, give another one: `PROPTEST_RNG_SEED=1 cargo test --release …`.
pub const SEED: u64 = 20_251_126;

/// How many histories a law takes instead of its own number; what takes more or fewer than a law
/// (one value, every night) goes on doing so, in proportion.
const VARIABLE: &str = "TACITE_LAW_CASES";

/// Takes one number in a debug build and another in release.
pub const fn by_build(debug: u32, release: u32) -> u32 {
    if cfg!(debug_assertions) { debug } else { release }
}

/// The number of cases, as the environment wants it.
///
/// # Panics
/// If what the environment says is no number.
#[expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "it says how many cases run, no result depends on it; a test may panic"
)]
pub fn wanted(cases: u32) -> u32 {
    let Ok(text) = std::env::var(VARIABLE) else { return cases };
    let given: u64 = text.parse().expect("TACITE_LAW_CASES is a number of histories");
    let of_a_law = u64::from(by_build(cases, LAW_CASES));
    u32::try_from(u64::from(cases) * given / of_a_law).unwrap_or(u32::MAX).max(1)
}
