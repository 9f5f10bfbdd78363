//! A bank account is an IBAN, a creditor of direct debits has an identifier (ICS): both carry check
//! digits that are tested (INV-12).
//!
//! `FR76 3000 6000 0112 3456 7890 189`: with its first four characters at the end and letters counted
//! from A = 10, it is 1 modulo 97 (ISO 7064).
//!
//! Whether the account exists is for banks to say.

use core::fmt;

use super::error::{
    Identification, PartyError, PartyRule, check_characters, compact, modulo_97, refuse,
};
use crate::contract::Text;

/// A bank account and who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub iban: Iban,
    /// Its bank, where that has to be said.
    pub bic: Option<Bic>,
    /// Who holds it, if that is not the party.
    pub holder: Option<Text>,
}

impl Account {
    /// Makes an account of which only the number is said.
    pub const fn of(iban: Iban) -> Self {
        Self { iban, bic: None, holder: None }
    }
}

/// The number of a bank account (ISO 13616).
///
/// ```
/// use tacite::party::Iban;
///
/// let iban = Iban::new("FR76 3000 6000 0112 3456 7890 189")?;
/// assert_eq!(iban.as_str(), "FR7630006000011234567890189");
/// assert_eq!(iban.to_string(), "FR76 3000 6000 0112 3456 7890 189");
/// assert!(Iban::new("FR76 3000 6000 0112 3456 7890 198").is_err());
/// # Ok::<(), tacite::party::PartyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(Text);

impl Iban {
    /// Takes an IBAN; spaces don't count.
    ///
    /// # Errors
    /// [`PartyError`] if it has not 15 to 34 characters, two letters and two digits and then letters
    /// or digits, or its check digits are wrong. How long those of a country are is not tested.
    pub fn new(text: &str) -> Result<Self, PartyError> {
        let iban = compact(text);
        check_characters((Identification::Iban, &iban), (15, 34), letters_then_digits)?;
        let (head, rest) = iban.split_at(4);
        if modulo_97(rest.chars().chain(head.chars())) != 1 {
            return Err(refuse(Identification::Iban, &iban, PartyRule::CheckDigits));
        }
        Ok(Self(Text::from(iban.as_str())))
    }

    /// Returns it without spaces.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Prints it in groups of four.
impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, character) in self.as_str().chars().enumerate() {
            if place > 0 && place.is_multiple_of(4) {
                f.write_str(" ")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

/// A bank (ISO 9362): four letters or digits, a country, a place and, if need be, a branch.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bic(Text);

impl Bic {
    /// Takes 8 or 11 characters; spaces don't count.
    ///
    /// # Errors
    /// [`PartyError`] if there are not 8 or 11 letters or digits, the fifth and sixth of which are
    /// letters.
    pub fn new(text: &str) -> Result<Self, PartyError> {
        let bic = compact(text);
        let most = if bic.len() > 8 { 11 } else { 8 };
        let of = (Identification::Bic, bic.as_str());
        check_characters(of, (most, most), |place, character| {
            character.is_ascii_uppercase() || !(4..6).contains(&place) && character.is_ascii_digit()
        })?;
        Ok(Self(Text::from(bic.as_str())))
    }

    /// Returns it without spaces.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The identifier of a creditor of SEPA direct debits (ICS): country, two check digits, three characters
/// of the creditor's own, and what the country gave out.
///
/// ```
/// use tacite::party::CreditorId;
///
/// assert_eq!(CreditorId::new("FR72 ZZZ 123456")?.as_str(), "FR72ZZZ123456");
/// // The three characters are the creditor's own and don't count.
/// assert!(CreditorId::new("FR72 SHO 123456").is_ok());
/// assert!(CreditorId::new("FR72 ZZZ 123465").is_err());
/// # Ok::<(), tacite::party::PartyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditorId(Text);

impl CreditorId {
    /// Takes a creditor identifier; spaces don't count.
    ///
    /// # Errors
    /// [`PartyError`] if it has not 8 to 35 letters and digits that begin with a country and two check
    /// digits, or these are wrong.
    pub fn new(text: &str) -> Result<Self, PartyError> {
        let id = compact(text);
        check_characters((Identification::CreditorId, &id), (8, 35), letters_then_digits)?;
        let (head, rest) = id.split_at(4);
        if modulo_97(rest.chars().skip(3).chain(head.chars())) != 1 {
            return Err(refuse(Identification::CreditorId, &id, PartyRule::CheckDigits));
        }
        Ok(Self(Text::from(id.as_str())))
    }

    /// Returns it without spaces.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for CreditorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

macro_rules! shown_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }
    )*};
}

shown_as_text!(Iban, Bic, CreditorId);

/// Two letters, two digits, then letters or digits.
fn letters_then_digits(place: usize, character: char) -> bool {
    match place {
        0 | 1 => character.is_ascii_uppercase(),
        2 | 3 => character.is_ascii_digit(),
        _ => character.is_ascii_uppercase() || character.is_ascii_digit(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_of_any_country_is_one_modulo_97() {
        for iban in ["DE89 3704 0044 0532 0130 00", "be68 5390 0754 7034", "NO93 8601 1117 947"] {
            assert!(Iban::new(iban).is_ok(), "{iban}");
        }
        let rule = |text| Iban::new(text).unwrap_err().rule;
        assert_eq!(rule("DE89 3704 0044 0532 0130 01"), PartyRule::CheckDigits);
        assert_eq!(rule("DE89"), PartyRule::Length { found: 4, least: 15, most: 34 });
        let found = PartyRule::Character { found: '-', place: 5 };
        assert_eq!(rule("DE89-3704-0044-0532-0130-00"), found);
        // What is no ASCII is refused, not cut.
        assert!(matches!(rule("ÉÉ89370400440532013000"), PartyRule::Character { place: 1, .. }));
    }

    #[test]
    fn a_bank_has_eight_characters_or_eleven() {
        assert!(Bic::new("BNPAFRPP").is_ok());
        assert!(Bic::new("BNPAFRPPXXX").is_ok());
        assert!(Bic::new("BNPAFRPPX").is_err());
        assert!(Bic::new("BNPA1RPP").is_err());
    }
}
