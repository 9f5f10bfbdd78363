//! A mandate lets a creditor collect from a debtor's account (0.39, INV-12).
//!
//! RUM `MNDT-2025-0042`, signed on 3 January 2025, recurrent, Core: it lapses if nothing is collected
//! by it for 36 months.
//!
//! When a document is collected is decided by [`crate::payment`].

use core::fmt;

use chrono::NaiveDate;

use super::account::{CreditorId, Iban};
use super::error::{Identification, PartyError, PartyRule, check_characters, refuse};
use crate::contract::Text;

/// What identifies a mandate for its creditor (RUM): 1 to 35 characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MandateReference(Text);

impl MandateReference {
    /// Takes a reference as it is.
    ///
    /// # Errors
    /// [`PartyError`] if it has not 1 to 35 characters of those that all banks take: letters without
    /// accents, digits, `/ - ? : ( ) . , ' +`; space may stand inside only, and a slash neither at an
    /// end nor twice in a row.
    pub fn new(text: &str) -> Result<Self, PartyError> {
        let what = Identification::MandateReference;
        let last = text.chars().count().saturating_sub(1);
        check_characters((what, text), (1, 35), |place, character| match character {
            ' ' | '/' => place > 0 && place < last,
            other => other.is_ascii_alphanumeric() || "-?:().,'+".contains(other),
        })?;
        if let Some((before, _)) = text.split_once("//") {
            let place = before.chars().count() + 2;
            return Err(refuse(what, text, PartyRule::Character { found: '/', place }));
        }
        Ok(Self(Text::from(text)))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for MandateReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for MandateReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MandateReference({})", self.as_str())
    }
}

/// Which collection of a mandate the next one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sequence {
    /// The only one.
    OneOff,
    /// The first of several. Banks take `Recurrent` for it too since November 2016.
    First,
    /// One of several.
    Recurrent,
    /// The last of several.
    Final,
}

impl Sequence {
    /// Returns its code in ISO 20022.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneOff => "OOFF",
            Self::First => "FRST",
            Self::Recurrent => "RCUR",
            Self::Final => "FNAL",
        }
    }
}

/// By which rules of the scheme is collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// From anyone; refunded without a reason for eight weeks.
    #[default]
    Core,
    /// From businesses only; no refund of what was authorised.
    BusinessToBusiness,
}

impl Scheme {
    /// Returns its code in ISO 20022.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Core => "CORE",
            Self::BusinessToBusiness => "B2B",
        }
    }
}

/// A mandate of SEPA direct debits, as it stands before the next collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Its reference (RUM).
    pub reference: MandateReference,
    /// The day of the signature.
    pub signed_on: NaiveDate,
    /// Which one the next collection is.
    pub sequence: Sequence,
    /// By which rules.
    pub scheme: Scheme,
    /// Who collects (ICS).
    pub creditor: CreditorId,
    /// From which account.
    pub debtor: Iban,
    /// The day of the last collection, if there was one.
    pub last_collected_on: Option<NaiveDate>,
}

impl Mandate {
    /// Returns the mandate after a collection; none if that was its last one.
    #[must_use]
    pub fn after_collection(mut self, on: NaiveDate) -> Option<Self> {
        self.last_collected_on = Some(on);
        self.sequence = match self.sequence {
            Sequence::OneOff | Sequence::Final => return None,
            Sequence::First | Sequence::Recurrent => Sequence::Recurrent,
        };
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mandate_reference_has_35_characters_of_the_banks_at_most() {
        assert!(MandateReference::new("MNDT-2025/0042 (A)").is_ok());
        assert!(MandateReference::new(&"1".repeat(35)).is_ok());
        let rule = |text: &str| MandateReference::new(text).unwrap_err().rule;
        assert_eq!(rule(&"1".repeat(36)), PartyRule::Length { found: 36, least: 1, most: 35 });
        assert_eq!(rule(""), PartyRule::Length { found: 0, least: 1, most: 35 });
        assert_eq!(rule("RUM-é"), PartyRule::Character { found: 'é', place: 5 });
        assert_eq!(rule("/1"), PartyRule::Character { found: '/', place: 1 });
        assert_eq!(rule("1//2"), PartyRule::Character { found: '/', place: 3 });
    }
}
