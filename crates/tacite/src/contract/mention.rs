//! What a contract has printed on its documents beside amounts (INV-4).
//!
//! "Order PO-4711, contract 2025-017; PMD: late payments bear interest of 12.15 % a year" are
//! mentions of a contract; an invoice carries them as they are.
//!
//! Which of them a document has is decided by [`crate::document`].

use alloc::vec::Vec;

use super::Text;

/// What a contract has printed on its documents; nothing as a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The customer's purchase order (EN 16931 BT-13). A document has one: lines of different orders
    /// never share one (INV-4).
    pub purchase_order: Option<Text>,
    /// The number of the contract (EN 16931 BT-12). It is left out of documents that several
    /// contracts with different numbers share.
    pub contract_number: Option<Text>,
    /// Notes, in order (EN 16931 BG-1).
    pub notes: Vec<Note>,
}

/// A note that documents carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub subject: NoteSubject,
    /// What it says.
    pub text: Text,
}

/// What a note is about (EN 16931 BT-21, codes of UNTDID 4451).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteSubject {
    /// PMD: what late payment costs.
    LatePenalties,
    /// PMT: the fixed charge for recovering what is paid late.
    RecoveryFee,
    /// AAB: what early payment saves, or that it saves nothing.
    EarlyPayment,
    /// Anything else, without a code.
    General,
}

impl NoteSubject {
    /// Returns the code of UNTDID 4451.
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::LatePenalties => Some("PMD"),
            Self::RecoveryFee => Some("PMT"),
            Self::EarlyPayment => Some("AAB"),
            Self::General => None,
        }
    }
}
