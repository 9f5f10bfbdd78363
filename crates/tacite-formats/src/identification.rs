//! What identifies a party, its accounts, mandates and documents, written as a string (INV-11).
//!
//! `"FR7630006000011234567890189"` is an IBAN; spaces between its characters don't count, as for
//! people, and aren't written. What the core refuses can't be read.

use std::fmt::Display;

use tacite::issuing::DocumentNumber;
use tacite::party::{Bic, Country, CreditorId, Iban, MandateReference, Siren, Siret, VatNumber};
use tacite::payment::GatewayReference;

use crate::spelled::Spelled;
use crate::value::names;

names! {
    Siren: Self::new, "a SIREN as a string, such as \"732829320\"", "^[0-9]{9}$";
    Siret: Self::new, "a SIRET as a string, such as \"73282932000074\"", "^[0-9]{14}$";
    VatNumber: Self::new, "a VAT number as a string, such as \"FR44732829320\"", "^[A-Z]{2}[A-Z0-9]{2,13}$";
    Iban: Self::new, "an IBAN as a string, such as \"FR7630006000011234567890189\"", "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$";
    Bic: Self::new, "a BIC as a string, such as \"AGRIFRPP\"", "^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$";
    CreditorId: Self::new, "a creditor identifier as a string, such as \"FR72ZZZ123456\"", "^[A-Z]{2}[0-9]{2}[A-Z0-9]{4,31}$";
    MandateReference: Self::new, "a mandate reference as a string, such as \"MNDT-2025-0042\"";
    GatewayReference: Self::new, "what a gateway knows a method by, as a string";
    DocumentNumber: Self::new, "the number of a document as a string, such as \"F2025-0042\"";
}

impl Spelled for Country {
    const NEEDED: &'static str = "a country as a string, such as \"FR\"";
    const PATTERN: Option<&'static str> = Some("^[A-Z]{2}$");

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        Self::new(text).map_err(|error| error.to_string())
    }
}
