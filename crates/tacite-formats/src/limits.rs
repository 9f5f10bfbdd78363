//! How much a reader takes before it refuses: bytes, depth, values.
//!
//! A text of a megabyte of `[` is refused at the 33rd, whatever stands behind it.

/// What a reader takes at most; more is a [`Fault`](crate::Fault), found before memory is spent on it.
///
/// ```
/// use tacite_formats::Limits;
///
/// let limits = Limits { bytes_max: 1 << 20, ..Limits::default() };
/// assert_eq!((limits.depth_max, limits.count_max), (32, 4_000_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole input: 64 MiB.
    pub bytes_max: usize,
    /// Objects and arrays inside each other, the envelope included: 32.
    pub depth_max: usize,
    /// Values in all, objects and arrays included, keys excluded: 4,000,000.
    pub count_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes_max: 64 << 20, depth_max: 32, count_max: 4_000_000 }
    }
}
