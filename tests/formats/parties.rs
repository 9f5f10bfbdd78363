//! Sellers, customers, accounts and mandates come back as they were written, and what can't be right
//! is refused (INV-11, INV-12).

use chrono::NaiveDate;
use proptest::option::of;
use proptest::prelude::*;
use tacite::contract::{CustomerId, Text};
use tacite::party::{
    Account, Address, Bic, Country, CreditorId, Customer, Iban, LegalId, Mandate, MandateReference,
    Party, PartyDefaults, Scheme, Seller, Sequence, Siret, VatNumber,
};
use tacite_formats::json;
use tacite_testkit::strategies;

use crate::settings::{SMALL_CASES, config};
use crate::values::{id, payment_means, payment_terms};
use crate::written::{back, refused};

fn customer() -> BoxedStrategy<Customer> {
    id(CustomerId::new).prop_flat_map(strategies::customers).boxed()
}

proptest! {
    #![proptest_config(config(SMALL_CASES))]

    #[test]
    fn sellers_come_back(seller in strategies::sellers()) {
        back(&seller)?;
        back(&seller.party)?;
        for account in &seller.accounts {
            back(account)?;
        }
    }

    #[test]
    fn customers_come_back(customer in customer(), terms in of(payment_terms())) {
        back(&customer)?;
        back(&PartyDefaults { payment_means: None, payment_terms: terms })?;
    }

    #[test]
    fn mandates_come_back(mandate in strategies::mandates(), means in of(payment_means())) {
        back(&mandate)?;
        back(&PartyDefaults { payment_means: means, payment_terms: None })?;
    }

    /// Any other character at any place of an account is found: two digits test it.
    #[test]
    fn a_wrong_digit_of_an_account_is_refused(
        iban in strategies::ibans(),
        place in 4_usize..34,
        more in 1_u32..10,
    ) {
        let digits: Vec<char> = iban.as_str().chars().collect();
        let Some(old) = digits.get(place).and_then(|digit| digit.to_digit(10)) else {
            return Ok(());
        };
        let other = char::from_digit((old + more) % 10, 10).unwrap();
        let changed: String = digits
            .iter()
            .enumerate()
            .map(|(at, digit)| if at == place { other } else { *digit })
            .collect();
        let message = refused(&Account::of(iban.clone()), iban.as_str(), &changed);
        prop_assert!(message.contains("check digits do not fit"), "{}", message);
    }
}

pub(crate) fn seller() -> Seller {
    let address = Address {
        lines: vec![Text::from("12 rue de la Paix")],
        post_code: Some(Text::from("75002")),
        city: Text::from("Paris"),
        country: Country::FRANCE,
    };
    let mut party = Party::new("Atelier Tacite SAS", address);
    party.legal_id = Some(LegalId::Siret(Siret::new("73282932000074").unwrap()));
    party.vat_number = Some(VatNumber::new("FR44732829320").unwrap());
    let account = Account::of(Iban::new("FR7630006000011234567890189").unwrap());
    let accounts = vec![Account { bic: Some(Bic::new("AGRIFRPP").unwrap()), ..account }];
    let creditor = Some(CreditorId::new("FR72ZZZ123456").unwrap());
    Seller { accounts, creditor, ..Seller::new(party) }
}

pub(crate) fn buyer() -> Customer {
    let address = Address {
        lines: vec![Text::from("3 place Bellecour")],
        post_code: Some(Text::from("69002")),
        city: Text::from("Lyon"),
        country: Country::FRANCE,
    };
    Customer::new(CustomerId::new("cust-7").unwrap(), Party::new("Durand SARL", address))
}

fn mandate() -> Mandate {
    Mandate {
        reference: MandateReference::new("MNDT-42").unwrap(),
        signed_on: NaiveDate::from_ymd_opt(2025, 1, 3).unwrap(),
        sequence: Sequence::Recurrent,
        scheme: Scheme::Core,
        creditor: CreditorId::new("FR72ZZZ123456").unwrap(),
        debtor: Iban::new("FR1420041010050500013M02606").unwrap(),
        last_collected_on: None,
    }
}

#[test]
fn a_seller_is_written_as_people_would_write_it() {
    insta::assert_snapshot!(json::write(&seller()), @r#"{"format":"tacite-seller","version":1,"value":{"party":{"legal_name":"Atelier Tacite SAS","address":{"lines":["12 rue de la Paix"],"post_code":"75002","city":"Paris","country":"FR"},"legal_id":{"siret":"73282932000074"},"vat_number":"FR44732829320"},"accounts":[{"iban":"FR7630006000011234567890189","bic":"AGRIFRPP"}],"creditor":"FR72ZZZ123456"}}"#);
    insta::assert_snapshot!(json::write(&mandate()), @r#"{"format":"tacite-mandate","version":1,"value":{"reference":"MNDT-42","signed_on":"2025-01-03","sequence":"recurrent","creditor":"FR72ZZZ123456","debtor":"FR1420041010050500013M02606"}}"#);
}

/// An account of the bank's own documentation, and what is wrong with variants of it.
#[test]
fn what_is_wrong_with_an_account_is_said_at_its_place() {
    let seller = seller();
    let told = |wrong: &str| refused(&seller, "FR7630006000011234567890189", wrong);
    insta::assert_snapshot!(told("FR7630006000011234567890198"), @r#"value.json:1:271: IBAN "FR7630006000011234567890198": the check digits do not fit the rest: a character is wrong, or two are swapped (INV-11)"#);
    insta::assert_snapshot!(told("FR76"), @r#"value.json:1:271: IBAN "FR76": 4 characters, 15 to 34 are needed (INV-11)"#);
    insta::assert_snapshot!(told("FR76-3000-6000-0112-3456"), @r#"value.json:1:271: IBAN "FR76-3000-6000-0112-3456": '-' can't stand at place 5 (INV-11)"#);
    insta::assert_snapshot!(refused(&seller, "73282932000074", "73282932000075"), @r#"value.json:1:203: SIRET "73282932000075": the check digits do not fit the rest: a character is wrong, or two are swapped (INV-11)"#);
    insta::assert_snapshot!(refused(&seller, "FR44732829320", "FR45732829320"), @r#"value.json:1:234: VAT number "FR45732829320": the check digits do not fit the rest: a character is wrong, or two are swapped (INV-11)"#);
    insta::assert_snapshot!(refused(&seller, "FR72ZZZ123456", "FR73ZZZ123456"), @r#"value.json:1:331: creditor identifier "FR73ZZZ123456": the check digits do not fit the rest: a character is wrong, or two are swapped (INV-11)"#);
    insta::assert_snapshot!(refused(&seller, "AGRIFRPP", "AGRIFRP"), @r#"value.json:1:307: BIC "AGRIFRP": 7 characters, 8 to 8 are needed (INV-11)"#);
    insta::assert_snapshot!(refused(&seller, "\"FR\"", "\"France\""), @r#"value.json:1:177: country "FRANCE": 6 characters, 2 to 2 are needed (INV-11)"#);
    insta::assert_snapshot!(refused(&seller, "\"siret\"", "\"siren\""), @r#"value.json:1:203: SIREN "73282932000074": 14 characters, 9 to 9 are needed (INV-11)"#);
    insta::assert_snapshot!(refused(&seller, "\"city\"", "\"town\""), @"value.json:1:152: unknown field `town`, expected one of `lines`, `post_code`, `city`, `country`");
}

#[test]
fn what_is_wrong_with_a_mandate_is_said_at_its_place() {
    let mandate = mandate();
    insta::assert_snapshot!(refused(&mandate, "MNDT-42", "MNDT//42"), @r#"value.json:1:61: mandate reference "MNDT//42": '/' can't stand at place 6 (INV-11)"#);
    insta::assert_snapshot!(refused(&mandate, "2025-01-03", "2025-1-3"), @r#"value.json:1:83: "2025-1-3" is no date: a day of the calendar as YYYY-MM-DD is needed (CAL-1)"#);
    insta::assert_snapshot!(refused(&mandate, "\"recurrent\"", "\"RCUR\""), @"value.json:1:107: unknown variant `RCUR`, expected one of `one-off`, `first`, `recurrent`, `final`");
}
