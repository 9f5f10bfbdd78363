//! Where a party is, and how it is reached (INV-11).
//!
//! "12 rue de la Paix, 75002 Paris, FR" is an address: lines, post code, city, country.
//!
//! How it is printed is decided by whoever prints it.

use alloc::vec::Vec;
use core::fmt;

use super::error::{Identification, PartyError, check_characters, compact};
use crate::contract::Text;

/// A country: two letters of ISO 3166-1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// France.
    pub const FRANCE: Self = Self(*b"FR");

    /// Takes two letters. Whether a country has them is not checked: countries come and go.
    ///
    /// # Errors
    /// [`PartyError`] if they are not two letters.
    ///
    /// ```
    /// use tacite::party::Country;
    ///
    /// assert_eq!(Country::new("fr")?, Country::FRANCE);
    /// assert!(Country::new("FRA").is_err());
    /// # Ok::<(), tacite::party::PartyError>(())
    /// ```
    pub fn new(code: &str) -> Result<Self, PartyError> {
        let code = compact(code);
        let of = (Identification::Country, code.as_str());
        check_characters(of, (2, 2), |_, character| character.is_ascii_uppercase())?;
        let mut bytes = [0; 2];
        bytes.copy_from_slice(code.as_bytes());
        Ok(Self(bytes))
    }

    /// Returns the two letters.
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.code())
    }
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Street, building, floor: as many lines as it takes.
    pub lines: Vec<Text>,
    /// Post code.
    pub post_code: Option<Text>,
    /// City.
    pub city: Text,
    /// Country.
    pub country: Country,
}

/// Where goods or services are delivered, if that is not the customer's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Who receives them, if that is not the customer.
    pub name: Option<Text>,
    /// Where.
    pub address: Address,
}

/// Who answers questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// A person or a department.
    pub name: Option<Text>,
    /// A telephone number, as it is to be printed.
    pub telephone: Option<Text>,
    /// An e-mail address.
    pub email: Option<Text>,
}

/// Where electronic invoices are delivered: an address in a scheme of the Electronic Address Scheme
/// list, such as `0225` of the French directory or `EM` for e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectronicAddress {
    /// The code of the scheme.
    pub scheme: Text,
    /// The address in it.
    pub address: Text,
}
