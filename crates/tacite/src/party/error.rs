//! An identifier of a party that can't be right is refused with what is wrong with it (INV-11).
//!
//! "73282932" as a SIREN: 9 digits are needed, 8 are there. "732829321": its check digit is wrong.
//!
//! Whether a party that could exist does exist is for registers to say; nothing here asks them.

use alloc::string::String;
use core::fmt;

/// Why a text is no identifier of a party (INV-11).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} {text:?}: {rule} (INV-11)")]
pub struct PartyError {
    /// What the text was to be.
    pub what: Identification,
    /// The text, or its first 40 characters.
    pub text: String,
    /// What is wrong with it.
    pub rule: PartyRule,
}

/// What identifies a party, its account or its mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identification {
    /// A country.
    Country,
    /// A French company.
    Siren,
    /// An establishment of a French company.
    Siret,
    /// Who is known by it to tax authorities of the European Union.
    VatNumber,
    /// A bank account.
    Iban,
    /// A bank.
    Bic,
    /// A creditor of direct debits (ICS).
    CreditorId,
    /// A mandate (RUM).
    MandateReference,
    /// A method that a payment gateway knows.
    GatewayReference,
    /// A document.
    DocumentNumber,
}

impl fmt::Display for Identification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Country => "country",
            Self::Siren => "SIREN",
            Self::Siret => "SIRET",
            Self::VatNumber => "VAT number",
            Self::Iban => "IBAN",
            Self::Bic => "BIC",
            Self::CreditorId => "creditor identifier",
            Self::MandateReference => "mandate reference",
            Self::GatewayReference => "gateway reference",
            Self::DocumentNumber => "document number",
        })
    }
}

/// What an identifier breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartyRule {
    /// It is too short or too long.
    #[error("{found} characters, {least} to {most} are needed")]
    Length {
        /// How many it has.
        found: usize,
        /// The fewest that it may have.
        least: usize,
        /// The most that it may have.
        most: usize,
    },
    /// A character may not stand where it does.
    #[error("{found:?} can't stand at place {place}")]
    Character {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        place: usize,
    },
    /// The check digits are not those of the other characters.
    #[error("the check digits do not fit the rest: a character is wrong, or two are swapped")]
    CheckDigits,
}

/// Makes an error.
pub(crate) fn refuse(what: Identification, text: &str, rule: PartyRule) -> PartyError {
    PartyError { what, text: text.chars().take(40).collect(), rule }
}

/// Checks the number of characters, and each of them by its place from 0.
pub(crate) fn check_characters(
    (what, text): (Identification, &str),
    (least, most): (usize, usize),
    fits: impl Fn(usize, char) -> bool,
) -> Result<(), PartyError> {
    let found = text.chars().count();
    if found < least || found > most {
        return Err(refuse(what, text, PartyRule::Length { found, least, most }));
    }
    match text.chars().enumerate().find(|(place, character)| !fits(*place, *character)) {
        Some((place, found)) => {
            Err(refuse(what, text, PartyRule::Character { found, place: place + 1 }))
        }
        None => Ok(()),
    }
}

/// Takes out the spaces that people group characters by, and makes letters large.
pub(crate) fn compact(text: &str) -> String {
    let kept = text.chars().filter(|character| !matches!(character, ' ' | '\u{a0}' | '\u{202f}'));
    kept.map(|character| character.to_ascii_uppercase()).collect()
}

/// The remainder of ISO 7064 modulo 97: letters count from A = 10.
pub(crate) fn modulo_97(characters: impl Iterator<Item = char>) -> u32 {
    characters.filter_map(|character| character.to_digit(36)).fold(0, |rest, value| {
        let shifted = if value < 10 { rest * 10 } else { rest * 100 };
        (shifted + value) % 97
    })
}
