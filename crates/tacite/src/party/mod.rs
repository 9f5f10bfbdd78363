//! Who sells, who buys, where they are and by which accounts they pay (INV-11, INV-12).
//!
//! No event has any of this: a customer who moves is no change of the contract. It is given when a
//! document is issued, and is part of the document from then on.

mod account;
mod address;
mod error;
mod mandate;
mod registration;

pub use account::{Account, Bic, CreditorId, Iban};
pub use address::{Address, Contact, Country, Delivery, ElectronicAddress};
pub(crate) use error::check_characters;
pub use error::{Identification, PartyError, PartyRule};
pub use mandate::{Mandate, MandateReference, Scheme, Sequence};
pub use registration::{LegalId, Siren, Siret, VatNumber};

use alloc::vec::Vec;

use crate::contract::{Contract, CustomerId, PaymentMeans, PaymentTerms, Text};

/// What sellers and customers have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The name under which it is registered.
    pub legal_name: Text,
    /// The name under which it is known, if that is another one.
    pub trading_name: Option<Text>,
    /// Where it is.
    pub address: Address,
    /// The number under which it is registered.
    pub legal_id: Option<LegalId>,
    /// Its VAT number.
    pub vat_number: Option<VatNumber>,
    /// Who answers questions.
    pub contact: Option<Contact>,
    /// Where it receives electronic invoices.
    pub electronic_address: Option<ElectronicAddress>,
}

impl Party {
    /// Makes a party of which only name and address are known.
    pub fn new(legal_name: &str, address: Address) -> Self {
        Self {
            legal_name: Text::from(legal_name),
            trading_name: None,
            address,
            legal_id: None,
            vat_number: None,
            contact: None,
            electronic_address: None,
        }
    }
}

/// Who sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seller {
    /// Name, address, numbers.
    pub party: Party,
    /// What the law wants printed of a company besides: its form and capital, its register.
    pub company: Option<Text>,
    /// Accounts that may be paid to, the preferred one first.
    pub accounts: Vec<Account>,
    /// Its identifier as a creditor of direct debits (ICS).
    pub creditor: Option<CreditorId>,
}

impl Seller {
    /// Makes a seller without an account.
    pub const fn new(party: Party) -> Self {
        Self { party, company: None, accounts: Vec::new(), creditor: None }
    }
}

/// Who buys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The id that contracts and documents have.
    pub id: CustomerId,
    /// Name, address, numbers.
    pub party: Party,
    /// Where goods or services are delivered, if that is elsewhere.
    pub delivery: Option<Delivery>,
}

impl Customer {
    /// Makes a customer that is delivered to at its address.
    pub const fn new(id: CustomerId, party: Party) -> Self {
        Self { id, party, delivery: None }
    }
}

/// How a customer pays, unless a contract says otherwise (2.18).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyDefaults {
    /// By which means; the customer must be asked if there is none (2.19).
    pub payment_means: Option<PaymentMeans>,
    /// When.
    pub payment_terms: Option<PaymentTerms>,
}

impl PartyDefaults {
    /// Returns a new contract with what is usual for its customer; what the event that starts the
    /// subscription carries does not change when the usual does (2.18).
    ///
    /// ```
    /// use tacite::contract::{Contract, CustomerId, PaymentMeans};
    /// use tacite::money::Currency;
    /// use tacite::party::PartyDefaults;
    ///
    /// let usual =
    ///     PartyDefaults { payment_means: Some(PaymentMeans::DirectDebit), payment_terms: None };
    /// let contract = Contract::new("Desk", CustomerId::new("cust-7")?, Currency::EUR);
    /// assert_eq!(usual.inherited_by(contract).payment_means, PaymentMeans::DirectDebit);
    /// # Ok::<(), tacite::contract::IdentifierError>(())
    /// ```
    #[must_use]
    pub fn inherited_by(&self, mut contract: Contract) -> Contract {
        contract.payment_means = self.payment_means.unwrap_or(contract.payment_means);
        if let Some(terms) = &self.payment_terms {
            contract.payment_terms.clone_from(terms);
        }
        contract
    }
}
