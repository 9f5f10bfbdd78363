//! Who sells and who buys in the example: one seller, one customer, whoever the contract names (INV-11).
//!
//! `examples/parties/parties.json` is read with `--document`. A host has a record of each customer; all
//! documents of the example go to the same one.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use tacite::contract::{CustomerId, Text};
use tacite::party::{
    Account, Address, Bic, Contact, Country, CreditorId, Customer, Iban, LegalId, Mandate,
    MandateReference, Party, PartyError, Scheme, Seller, Sequence, Siren, Siret, VatNumber,
};

const FILE: &str = "parties/parties.json";

/// What the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    seller: PartyEntry,
    customer: PartyEntry,
    mandate: MandateEntry,
    #[serde(default)]
    notes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartyEntry {
    legal_name: String,
    lines: Vec<String>,
    post_code: Option<String>,
    city: String,
    country: String,
    siren: Option<String>,
    siret: Option<String>,
    vat_number: Option<String>,
    telephone: Option<String>,
    email: Option<String>,
    company: Option<String>,
    iban: Option<String>,
    bic: Option<String>,
    creditor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MandateEntry {
    reference: String,
    signed_on: String,
    debtor: String,
}

/// The parties of the example.
pub(crate) struct Parties {
    pub(crate) seller: Seller,
    customer: Party,
    /// Of contracts that are paid by direct debit.
    pub(crate) mandate: Option<Mandate>,
    /// What is printed on every document.
    pub(crate) notes: Vec<Text>,
}

impl Parties {
    /// Reads the shipped file; the error says what is wrong with it.
    pub(crate) fn shipped() -> Result<Self, String> {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let shown = Path::new("examples").join(FILE);
        let path = if beside.is_file() { beside } else { shown.clone() };
        let fail = |what: &dyn std::fmt::Display| format!("{}: {what}", shown.display());
        let bytes = fs::read(&path).map_err(|error| fail(&error))?;
        let file: File = serde_json::from_slice(&bytes).map_err(|error| fail(&error))?;
        file.read().map_err(|error| fail(&error))
    }

    /// Returns the customer of a document.
    pub(crate) fn customer(&self, id: CustomerId) -> Customer {
        Customer::new(id, self.customer.clone())
    }
}

impl File {
    fn read(self) -> Result<Parties, PartyError> {
        let creditor = self.seller.creditor.as_deref().map(CreditorId::new).transpose()?;
        let signed_on = self.mandate.signed_on.parse::<NaiveDate>();
        let mandate = match (signed_on, &creditor) {
            (Ok(signed_on), Some(creditor)) => Some(Mandate {
                reference: MandateReference::new(&self.mandate.reference)?,
                signed_on,
                sequence: Sequence::Recurrent,
                scheme: Scheme::Core,
                creditor: creditor.clone(),
                debtor: Iban::new(&self.mandate.debtor)?,
                last_collected_on: None,
            }),
            _ => None,
        };
        let mut seller = Seller::new(self.seller.party()?);
        if let Some(iban) = &self.seller.iban {
            let bic = self.seller.bic.as_deref().map(Bic::new).transpose()?;
            seller.accounts.push(Account { bic, ..Account::of(Iban::new(iban)?) });
        }
        seller.company = self.seller.company.as_deref().map(Text::from);
        seller.creditor = creditor;
        let notes = self.notes.iter().map(|note| Text::from(note.as_str()));
        Ok(Parties { seller, customer: self.customer.party()?, mandate, notes: notes.collect() })
    }
}

impl PartyEntry {
    fn party(&self) -> Result<Party, PartyError> {
        let text = |text: &String| Text::from(text.as_str());
        let address = Address {
            lines: self.lines.iter().map(text).collect(),
            post_code: self.post_code.as_ref().map(text),
            city: text(&self.city),
            country: Country::new(&self.country)?,
        };
        let mut party = Party::new(&self.legal_name, address);
        party.legal_id = match (&self.siret, &self.siren) {
            (Some(siret), _) => Some(LegalId::Siret(Siret::new(siret)?)),
            (None, Some(siren)) => Some(LegalId::Siren(Siren::new(siren)?)),
            (None, None) => None,
        };
        party.vat_number = self.vat_number.as_deref().map(VatNumber::new).transpose()?;
        if self.telephone.is_some() || self.email.is_some() {
            party.contact = Some(Contact {
                name: None,
                telephone: self.telephone.as_ref().map(text),
                email: self.email.as_ref().map(text),
            });
        }
        Ok(party)
    }
}
