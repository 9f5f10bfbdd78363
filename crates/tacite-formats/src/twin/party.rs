//! Twins of sellers, customers, their accounts and mandates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::contract::{CustomerId, PaymentMeans, PaymentTerms, Text};
use tacite::party::{
    Account, Address, Bic, Contact, Country, CreditorId, Customer, Delivery, ElectronicAddress,
    Iban, LegalId, Mandate, MandateReference, Party, PartyDefaults, Scheme, Seller, Sequence,
    Siren, Siret, VatNumber,
};

use crate::wire::{As, is_default, twins};

twins! {
    object Party => PartyTwin;
    object Seller => SellerTwin;
    object Customer => CustomerTwin;
    object PartyDefaults => PartyDefaultsTwin;
    object Address => AddressTwin;
    object Delivery => DeliveryTwin;
    object Contact => ContactTwin;
    object ElectronicAddress => ElectronicAddressTwin;
    object Account => AccountTwin;
    object Mandate => MandateTwin;
}

twins! {
    choice LegalId => LegalIdTwin, "a legal id such as {\"siren\":\"732829320\"}";
    choice Sequence => SequenceTwin, "which collection of a mandate the next one is";
    choice Scheme => SchemeTwin, "a scheme of direct debits";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Party", deny_unknown_fields, expecting = "a party")]
struct PartyTwin {
    #[serde(with = "As::<Text>")]
    legal_name: Text,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    trading_name: Option<Text>,
    #[serde(with = "As::<Address>")]
    address: Address,
    #[serde(with = "As::<Option<LegalId>>", default, skip_serializing_if = "is_default")]
    legal_id: Option<LegalId>,
    #[serde(with = "As::<Option<VatNumber>>", default, skip_serializing_if = "is_default")]
    vat_number: Option<VatNumber>,
    #[serde(with = "As::<Option<Contact>>", default, skip_serializing_if = "is_default")]
    contact: Option<Contact>,
    #[serde(with = "As::<Option<ElectronicAddress>>", default, skip_serializing_if = "is_default")]
    electronic_address: Option<ElectronicAddress>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Seller", deny_unknown_fields, expecting = "a seller")]
struct SellerTwin {
    #[serde(with = "As::<Party>")]
    party: Party,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    company: Option<Text>,
    #[serde(with = "As::<Vec<Account>>", default, skip_serializing_if = "is_default")]
    accounts: Vec<Account>,
    #[serde(with = "As::<Option<CreditorId>>", default, skip_serializing_if = "is_default")]
    creditor: Option<CreditorId>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Customer", deny_unknown_fields, expecting = "a customer")]
struct CustomerTwin {
    #[serde(with = "As::<CustomerId>")]
    id: CustomerId,
    #[serde(with = "As::<Party>")]
    party: Party,
    #[serde(with = "As::<Option<Delivery>>", default, skip_serializing_if = "is_default")]
    delivery: Option<Delivery>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PartyDefaults", deny_unknown_fields, expecting = "how a customer pays")]
struct PartyDefaultsTwin {
    #[serde(with = "As::<Option<PaymentMeans>>", default, skip_serializing_if = "is_default")]
    payment_means: Option<PaymentMeans>,
    #[serde(with = "As::<Option<PaymentTerms>>", default, skip_serializing_if = "is_default")]
    payment_terms: Option<PaymentTerms>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Address", deny_unknown_fields, expecting = "an address")]
struct AddressTwin {
    #[serde(with = "As::<Vec<Text>>", default, skip_serializing_if = "is_default")]
    lines: Vec<Text>,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    post_code: Option<Text>,
    #[serde(with = "As::<Text>")]
    city: Text,
    #[serde(with = "As::<Country>")]
    country: Country,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Delivery", deny_unknown_fields, expecting = "where is delivered")]
struct DeliveryTwin {
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    name: Option<Text>,
    #[serde(with = "As::<Address>")]
    address: Address,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Contact", deny_unknown_fields, expecting = "who answers questions")]
struct ContactTwin {
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    name: Option<Text>,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    telephone: Option<Text>,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    email: Option<Text>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    remote = "ElectronicAddress",
    deny_unknown_fields,
    expecting = "an address for electronic invoices"
)]
struct ElectronicAddressTwin {
    #[serde(with = "As::<Text>")]
    scheme: Text,
    #[serde(with = "As::<Text>")]
    address: Text,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Account", deny_unknown_fields, expecting = "a bank account")]
struct AccountTwin {
    #[serde(with = "As::<Iban>")]
    iban: Iban,
    #[serde(with = "As::<Option<Bic>>", default, skip_serializing_if = "is_default")]
    bic: Option<Bic>,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    holder: Option<Text>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "LegalId", rename_all = "kebab-case", deny_unknown_fields)]
enum LegalIdTwin {
    Siren(#[serde(with = "As::<Siren>")] Siren),
    Siret(#[serde(with = "As::<Siret>")] Siret),
    Other {
        #[serde(with = "As::<Text>")]
        scheme: Text,
        #[serde(with = "As::<Text>")]
        number: Text,
    },
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Mandate", deny_unknown_fields, expecting = "a mandate")]
struct MandateTwin {
    #[serde(with = "As::<MandateReference>")]
    reference: MandateReference,
    #[serde(with = "As::<NaiveDate>")]
    signed_on: NaiveDate,
    #[serde(with = "As::<Sequence>")]
    sequence: Sequence,
    #[serde(with = "As::<Scheme>", default, skip_serializing_if = "is_default")]
    scheme: Scheme,
    #[serde(with = "As::<CreditorId>")]
    creditor: CreditorId,
    #[serde(with = "As::<Iban>")]
    debtor: Iban,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    last_collected_on: Option<NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Sequence", rename_all = "kebab-case")]
enum SequenceTwin {
    OneOff,
    First,
    Recurrent,
    Final,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Scheme", rename_all = "kebab-case")]
enum SchemeTwin {
    Core,
    BusinessToBusiness,
}
