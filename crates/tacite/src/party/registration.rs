//! A party is known by the number of its register and by its VAT number, whose check digits are tested
//! (INV-11).
//!
//! SIREN 732 829 320, establishment 732 829 320 00074, VAT number FR44 732829320 belong together:
//! 44 is (12 + 3 × (732829320 mod 97)) mod 97.
//!
//! Which of them a document needs is decided by the law of the seller, so by the host.

use alloc::string::String;
use core::fmt;

use super::error::{Identification, PartyError, PartyRule, check_characters, compact, refuse};
use crate::contract::Text;

/// The number under which a party is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegalId {
    /// A French company.
    Siren(Siren),
    /// An establishment of a French company.
    Siret(Siret),
    /// A number of any other register, which is not tested.
    Other {
        /// The code of the register (ISO 6523, such as `0208` of Belgium).
        scheme: Text,
        /// The number.
        number: Text,
    },
}

/// A French company: nine digits, the last of which tests the others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siren(Text);

/// An establishment of a French company: its SIREN and five digits more.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siret(Text);

/// A VAT number: the letters of a country and what that country gives out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VatNumber(Text);

impl Siren {
    /// Takes nine digits; spaces between them don't count.
    ///
    /// # Errors
    /// [`PartyError`] if they are not nine digits, or the last one is not that of the others (Luhn).
    ///
    /// ```
    /// use tacite::party::Siren;
    ///
    /// assert_eq!(Siren::new("732 829 320")?.as_str(), "732829320");
    /// assert!(Siren::new("732 829 321").is_err());
    /// # Ok::<(), tacite::party::PartyError>(())
    /// ```
    pub fn new(digits: &str) -> Result<Self, PartyError> {
        let digits = digits_of((Identification::Siren, digits), 9)?;
        if luhn(&digits) != 0 {
            return Err(refuse(Identification::Siren, &digits, PartyRule::CheckDigits));
        }
        Ok(Self(Text::from(digits.as_str())))
    }

    /// Returns the nine digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Siret {
    /// The company whose establishments are tested otherwise: La Poste has more than Luhn can count.
    const LA_POSTE: &'static str = "356000000";

    /// Takes fourteen digits; spaces between them don't count.
    ///
    /// # Errors
    /// [`PartyError`] if they are not fourteen digits, the company's SIREN is wrong, or the last digit
    /// is not that of the others (Luhn; for La Poste the digits add up to a multiple of 5).
    pub fn new(digits: &str) -> Result<Self, PartyError> {
        let digits = digits_of((Identification::Siret, digits), 14)?;
        let company = digits.get(..9).unwrap_or_default();
        let sum: u32 = digits.chars().filter_map(|digit| digit.to_digit(10)).sum();
        let is_of_la_poste = company == Self::LA_POSTE && sum.is_multiple_of(5);
        if luhn(company) != 0 || luhn(&digits) != 0 && !is_of_la_poste {
            return Err(refuse(Identification::Siret, &digits, PartyRule::CheckDigits));
        }
        Ok(Self(Text::from(digits.as_str())))
    }

    /// Returns the fourteen digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the company whose establishment it is.
    pub fn siren(&self) -> Siren {
        Siren(Text::from(self.as_str().get(..9).unwrap_or_default()))
    }
}

impl VatNumber {
    /// Takes a VAT number with the letters of its country; spaces don't count.
    ///
    /// # Errors
    /// [`PartyError`] if it has not two letters and 2 to 13 letters or digits; for France (`FR`), if
    /// there are not eleven of them, or the two digits before the SIREN are not those that it gives.
    /// Numbers of other countries are not tested further.
    ///
    /// ```
    /// use tacite::party::VatNumber;
    ///
    /// assert_eq!(VatNumber::new("FR44 732829320")?.as_str(), "FR44732829320");
    /// assert!(VatNumber::new("FR45 732829320").is_err());
    /// assert!(VatNumber::new("BE0428759497").is_ok());
    /// # Ok::<(), tacite::party::PartyError>(())
    /// ```
    pub fn new(number: &str) -> Result<Self, PartyError> {
        let what = Identification::VatNumber;
        let number = compact(number);
        check_characters((what, &number), (4, 15), |place, character| {
            character.is_ascii_uppercase() || place >= 2 && character.is_ascii_digit()
        })?;
        if number.starts_with("FR") {
            check_characters((what, &number), (13, 13), |place, character| {
                place < 4 || character.is_ascii_digit()
            })?;
            let (key, siren) = number.get(2..).unwrap_or_default().split_at(2);
            // Keys with letters are given out too; how they are made is not published.
            let tested = key.parse::<u32>().ok().zip(siren.parse::<u32>().ok());
            let is_wrong = tested.is_some_and(|(key, siren)| key != (12 + 3 * (siren % 97)) % 97);
            if is_wrong || luhn(siren) != 0 {
                return Err(refuse(what, &number, PartyRule::CheckDigits));
            }
        }
        Ok(Self(Text::from(number.as_str())))
    }

    /// Returns the number without spaces.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Takes exactly so many digits.
fn digits_of((what, text): (Identification, &str), count: usize) -> Result<String, PartyError> {
    let digits = compact(text);
    check_characters((what, &digits), (count, count), |_, digit| digit.is_ascii_digit())?;
    Ok(digits)
}

/// The sum of Luhn, modulo 10: from the right, each second digit counts twice, cross-summed.
fn luhn(digits: &str) -> u32 {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let digits = digits.chars().rev().filter_map(|digit| digit.to_digit(10));
    let counted = digits
        .enumerate()
        .map(|(place, digit)| if place.is_multiple_of(2) { digit } else { doubled(digit) });
    counted.sum::<u32>() % 10
}

macro_rules! printed_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }
    )*};
}

printed_as_text!(Siren, Siret, VatNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn an_establishment_has_the_siren_of_its_company() {
        let shop = Siret::new("732 829 320 00074").unwrap();
        assert_eq!(shop.siren(), Siren::new("732829320").unwrap());
        let wrong = Siret::new("73282932000075").unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "SIRET \"73282932000075\": the check digits do not fit the rest: a character is wrong, or \
             two are swapped (INV-11)"
        );
    }

    #[test]
    fn establishments_of_la_poste_add_up_to_a_multiple_of_five() {
        // 3 + 5 + 6 + 4 + 9 + 8 + 3 + 7 = 45; by Luhn it would be wrong.
        assert!(Siret::new("35600000049837").is_ok());
        assert!(Siret::new("35600000049838").is_err());
    }

    #[test]
    fn a_wrong_number_says_what_is_wrong() {
        let rule = |error: PartyError| error.rule;
        let found = Siren::new("73282932").unwrap_err();
        assert_eq!(rule(found), PartyRule::Length { found: 8, least: 9, most: 9 });
        let found = Siren::new("73282932O").unwrap_err();
        assert_eq!(rule(found), PartyRule::Character { found: 'O', place: 9 });
        let found = VatNumber::new("FR44 732829321").unwrap_err();
        assert_eq!(rule(found), PartyRule::CheckDigits);
        assert!(VatNumber::new("44732829320").is_err());
    }
}
