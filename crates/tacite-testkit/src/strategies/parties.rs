//! Sellers, customers, accounts and mandates whose check digits are right (INV-11, INV-12).
//!
//! The check digits are computed here from the other characters, by other code than the engine's.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use tacite::contract::{CustomerId, Text};
use tacite::party::{
    Account, Address, Bic, Contact, Country, CreditorId, Customer, Delivery, ElectronicAddress,
    Iban, LegalId, Mandate, MandateReference, Party, Scheme, Seller, Sequence, Siren, Siret,
    VatNumber,
};

use super::dates;

/// IBANs of 15 to 34 characters.
///
/// ```
/// use proptest::strategy::{Strategy, ValueTree};
/// use proptest::test_runner::TestRunner;
/// use tacite_testkit::strategies;
///
/// let mut runner = TestRunner::deterministic();
/// let iban = strategies::ibans().new_tree(&mut runner).unwrap().current();
/// assert!((15..=34).contains(&iban.as_str().len()));
/// ```
pub fn ibans() -> impl Strategy<Value = Iban> + Clone {
    ("[A-Z]{2}", "[A-Z0-9]{11,30}").prop_filter_map("an IBAN", |(country, account)| {
        let digits = check_digits(&account, &country);
        Iban::new(&format!("{country}{digits:02}{account}")).ok()
    })
}

/// BICs of 8 and of 11 characters.
pub fn bics() -> impl Strategy<Value = Bic> + Clone {
    "[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?".prop_filter_map("a BIC", |bic| Bic::new(&bic).ok())
}

/// Identifiers of creditors: what a country gives out has 1 to 28 characters.
pub fn creditor_ids() -> impl Strategy<Value = CreditorId> + Clone {
    ("[A-Z]{2}", "[A-Z0-9]{3}", "[A-Z0-9]{1,28}").prop_filter_map(
        "a creditor identifier",
        |(country, own, given)| {
            let digits = check_digits(&given, &country);
            CreditorId::new(&format!("{country}{digits:02}{own}{given}")).ok()
        },
    )
}

/// References of mandates.
pub fn mandate_references() -> impl Strategy<Value = MandateReference> + Clone {
    "[A-Za-z0-9+?:().,'-]{1,17}([ /]?[A-Za-z0-9-]{1,17})?"
        .prop_filter_map("a mandate reference", |text| MandateReference::new(&text).ok())
}

/// Numbers of French companies.
pub fn sirens() -> impl Strategy<Value = Siren> + Clone {
    "[0-9]{8}".prop_filter_map("a SIREN", |digits| Siren::new(&with_luhn(&digits)).ok())
}

/// Numbers of establishments of French companies.
pub fn sirets() -> impl Strategy<Value = Siret> + Clone {
    (sirens(), "[0-9]{4}").prop_filter_map("a SIRET", |(siren, number)| {
        Siret::new(&with_luhn(&format!("{siren}{number}"))).ok()
    })
}

/// VAT numbers: half of them French.
pub fn vat_numbers() -> impl Strategy<Value = VatNumber> + Clone {
    let french = sirens().prop_filter_map("a French VAT number", |siren| {
        let rest = remainder(siren.as_str());
        VatNumber::new(&format!("FR{:02}{siren}", (12 + 3 * rest) % 97)).ok()
    });
    let other = ("(AT|BE|DE|ES|IT|NL|PL)", "[A-Z0-9]{2,13}")
        .prop_filter_map("a VAT number", |(country, number)| {
            VatNumber::new(&format!("{country}{number}")).ok()
        });
    prop_oneof![french, other]
}

/// Countries.
pub fn countries() -> impl Strategy<Value = Country> + Clone {
    prop_oneof![
        3 => Just(Country::FRANCE),
        1 => "[A-Z]{2}".prop_filter_map("a country", |code| Country::new(&code).ok()),
    ]
}

/// Addresses of none to four lines.
pub fn addresses() -> impl Strategy<Value = Address> + Clone {
    (vec(words(), 0..4), of("[0-9]{5}"), words(), countries()).prop_map(
        |(lines, post_code, city, country)| Address {
            lines,
            post_code: post_code.map(|code| Text::from(code.as_str())),
            city,
            country,
        },
    )
}

/// Where goods or services are delivered.
pub fn deliveries() -> impl Strategy<Value = Delivery> + Clone {
    (of(words()), addresses()).prop_map(|(name, address)| Delivery { name, address })
}

/// Accounts, with and without their banks.
pub fn accounts() -> impl Strategy<Value = Account> + Clone {
    (ibans(), of(bics()), of(words())).prop_map(|(iban, bic, holder)| Account { iban, bic, holder })
}

/// Parties of which everything or little is known.
pub fn parties() -> impl Strategy<Value = Party> + Clone {
    let legal_id = prop_oneof![
        sirens().prop_map(LegalId::Siren),
        sirets().prop_map(LegalId::Siret),
        ("0[0-9]{3}", words()).prop_map(|(scheme, number)| LegalId::Other {
            scheme: Text::from(scheme.as_str()),
            number,
        }),
    ];
    let contact = (of(words()), of("[0-9 ]{10,14}"), of("[a-z]{1,8}@[a-z]{1,8}[.]example"))
        .prop_map(|(name, telephone, email)| Contact {
            name,
            telephone: telephone.map(|number| Text::from(number.as_str())),
            email: email.map(|address| Text::from(address.as_str())),
        });
    let electronic = ("(0225|0208|EM)", words()).prop_map(|(scheme, address)| ElectronicAddress {
        scheme: Text::from(scheme.as_str()),
        address,
    });
    let names = (words(), of(words()), addresses());
    let known = (of(legal_id), of(vat_numbers()), of(contact), of(electronic));
    (names, known).prop_map(|((legal_name, trading_name, address), known)| {
        let (legal_id, vat_number, contact, electronic_address) = known;
        Party {
            legal_name,
            trading_name,
            address,
            legal_id,
            vat_number,
            contact,
            electronic_address,
        }
    })
}

/// Sellers with none to three accounts.
pub fn sellers() -> impl Strategy<Value = Seller> + Clone {
    (parties(), of(words()), vec(accounts(), 0..3), of(creditor_ids())).prop_map(
        |(party, company, accounts, creditor)| Seller { party, company, accounts, creditor },
    )
}

/// Customers of an id.
pub fn customers(id: CustomerId) -> impl Strategy<Value = Customer> + Clone {
    (parties(), of(deliveries())).prop_map(move |(party, delivery)| Customer {
        id,
        party,
        delivery,
    })
}

/// Mandates at every stage of their lives.
pub fn mandates() -> impl Strategy<Value = Mandate> + Clone {
    let sequences = vec![Sequence::OneOff, Sequence::First, Sequence::Recurrent, Sequence::Final];
    let course = (dates(), select(sequences), of(dates()));
    let scheme = select(vec![Scheme::Core, Scheme::BusinessToBusiness]);
    (mandate_references(), course, scheme, creditor_ids(), ibans()).prop_map(
        |(reference, (signed_on, sequence, last_collected_on), scheme, creditor, debtor)| Mandate {
            reference,
            signed_on,
            sequence,
            scheme,
            creditor,
            debtor,
            last_collected_on,
        },
    )
}

/// What people write: with accents, quotes and other scripts.
fn words() -> impl Strategy<Value = Text> + Clone {
    prop_oneof![3 => "[A-Za-zéèç,'. -]{1,16}", 1 => "\\PC{0,12}"]
        .prop_map(|text: String| Text::from(text.as_str()))
}

/// The two digits that make the rest, the country and themselves 1 modulo 97.
fn check_digits(rest: &str, country: &str) -> u32 {
    98 - remainder(&format!("{rest}{country}00"))
}

/// The remainder modulo 97 of the number that is written when letters count from A = 10.
fn remainder(text: &str) -> u32 {
    let number: String = text
        .chars()
        .filter_map(|character| character.to_digit(36))
        .map(|n| n.to_string())
        .collect();
    number.chars().filter_map(|digit| digit.to_digit(10)).fold(0, |rest, n| (10 * rest + n) % 97)
}

/// Appends the digit that makes the sum of Luhn a multiple of 10.
fn with_luhn(digits: &str) -> String {
    // The digit to come stands at the right: the last one so far counts twice.
    let mut sum = 0;
    for (place, digit) in digits.chars().rev().filter_map(|digit| digit.to_digit(10)).enumerate() {
        let twice = if place % 2 == 0 { 2 * digit } else { digit };
        sum += twice / 10 + twice % 10;
    }
    format!("{digits}{}", (10 - sum % 10) % 10)
}
