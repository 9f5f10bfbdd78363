//! What reading needs beside the bytes: names that a file may use, limits, older versions.
//!
//! A reader without a rule "bavaria" refuses a contract that names it, at the name.

use tacite::calendar::HolidayRule;

use crate::fault::Fault;
use crate::kind::Value;
use crate::limits::Limits;
use crate::tree::Tree;

/// Reads values of every kind and format.
///
/// ```
/// use tacite::contract::Plan;
/// use tacite_formats::{Limits, Reader};
///
/// let reader = Reader { limits: Limits { bytes_max: 10, ..Limits::default() }, ..Reader::default() };
/// let error = reader.json::<Plan>("plan.json", "{\"format\":1}").unwrap_err();
/// assert_eq!(error.to_string(), "plan.json:1:1: 12 bytes, at most 10 are allowed");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'r> {
    /// The holiday rules that a value may name (CAL-7).
    pub holiday_rules: &'r [HolidayRule],
    /// What is refused for its size.
    pub limits: Limits,
    /// How values of older versions become values of the next one, beside what this crate knows.
    pub upcasters: &'r [Upcaster],
}

/// Turns a value of an older version into one of the next version.
#[derive(Clone, Copy, Debug)]
pub struct Upcaster {
    /// The kind, such as `tacite-plan`.
    pub kind: &'static str,
    /// The version that it reads; it gives the next one.
    pub version: u64,
    /// Turns one into the other, or says why it can't.
    pub upcast: fn(Tree) -> Result<Tree, String>,
}

/// The older versions that this crate reads: every kind is at its first.
const UPCASTERS: &[Upcaster] = &[];

impl Reader<'_> {
    /// Turns a value of a version, which is not above the newest, into one of the newest.
    pub(crate) fn upcast<T: Value>(&self, mut tree: Tree, version: u64) -> Result<Tree, Fault> {
        for version in version..T::VERSION {
            let mut known = UPCASTERS.iter().chain(self.upcasters);
            let known = known.find(|known| known.kind == T::KIND && known.version == version);
            let unknown =
                || Fault::UnsupportedVersion { kind: T::KIND, found: version, newest: T::VERSION };
            let upcast = known.ok_or_else(unknown)?.upcast;
            tree = upcast(tree).map_err(|message| Fault::Upcast {
                kind: T::KIND,
                version,
                message,
            })?;
        }
        Ok(tree)
    }
}
