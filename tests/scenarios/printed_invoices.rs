//! Issued documents printed in full, as an accountant reads them (0.15, 0.16, 2.10, 3.12; INV-5, INV-7,
//! INV-11, INV-12; rules 11, 13 to 15).
//!
//! Seller and customer have numbers whose check digits are right; the IBANs are those of bank manuals.

use std::collections::BTreeMap;

use tacite::contract::{CustomerId, Text};
use tacite::document::{Document, Prepayment, set_off};
use tacite::history::History;
use tacite::issuing::{DocumentNumber, Draft, Issuing, NumberedDocument, issue};
use tacite::money::{Amount, Currency};
use tacite::party::{
    Account, Address, Bic, Contact, Country, CreditorId, Customer, Delivery, Iban, LegalId,
    Mandate, MandateReference, Party, Scheme, Seller, Sequence, Siren, Siret, VatNumber,
};
use tacite_formats::text::{self, Language};

use crate::billing::{day, history, nights};
use crate::written::by_days;

fn address(street: &str, post_code: &str, city: &str) -> Address {
    Address {
        lines: vec![Text::from(street)],
        post_code: Some(Text::from(post_code)),
        city: Text::from(city),
        country: Country::FRANCE,
    }
}

fn seller() -> Seller {
    let mut party =
        Party::new("Bureaux Partagés SAS", address("12 rue de la Paix", "75002", "Paris"));
    party.trading_name = Some(Text::from("Le Hangar"));
    party.legal_id = Some(LegalId::Siret(Siret::new("732 829 320 00074").unwrap()));
    party.vat_number = Some(VatNumber::new("FR44732829320").unwrap());
    party.contact = Some(Contact {
        name: None,
        telephone: Some(Text::from("01 23 45 67 89")),
        email: Some(Text::from("compta@hangar.example")),
    });
    let mut seller = Seller::new(party);
    seller.company = Some(Text::from("SAS au capital de 10 000 EUR, RCS Paris 732 829 320"));
    let iban = Iban::new("FR7630006000011234567890189").unwrap();
    let bic = Some(Bic::new("AGRIFRPP").unwrap());
    seller.accounts.push(Account { bic, ..Account::of(iban) });
    seller.creditor = Some(CreditorId::new("FR72ZZZ123456").unwrap());
    seller
}

fn customer() -> Customer {
    let mut party = Party::new("Durand SARL", address("3 place Bellecour", "69002", "Lyon"));
    party.legal_id = Some(LegalId::Siren(Siren::new("404833048").unwrap()));
    party.vat_number = Some(VatNumber::new("FR83404833048").unwrap());
    Customer::new(CustomerId::new("cust-7").unwrap(), party)
}

fn mandate() -> Mandate {
    Mandate {
        reference: MandateReference::new("MNDT-42").unwrap(),
        signed_on: day("2025-01-03"),
        sequence: Sequence::Recurrent,
        scheme: Scheme::Core,
        creditor: CreditorId::new("FR72ZZZ123456").unwrap(),
        debtor: Iban::new("FR1420041010050500013M02606").unwrap(),
        last_collected_on: None,
    }
}

/// Issues documents as F2025-0001 and so on; a credit note knows the numbers before it.
fn issued(documents: &[Document]) -> Vec<NumberedDocument> {
    let mut corrected = BTreeMap::new();
    let mut issued = Vec::new();
    for (count, document) in (1..).zip(documents) {
        let number = DocumentNumber::new(&format!("F2025-{count:04}")).unwrap();
        let issuing = Issuing {
            number: number.clone(),
            seller: seller(),
            customer: customer(),
            mandate: Some(mandate()),
            corrected: corrected.clone(),
        };
        corrected.insert(document.key(), number);
        issued.push(issue(Draft::of(document.clone()), issuing).unwrap());
    }
    issued
}

fn french(issued: &NumberedDocument) -> String {
    text::invoice(issued, Language::French).to_string()
}

const MENTIONS: &str = r#""mentions":{"purchase_order":"PO-4711","contract_number":"C-2025-017","notes":[{"subject":"late-penalties","text":"Pénalités de retard : taux directeur de la BCE majoré de 10 points, exigibles sans rappel."},{"subject":"recovery-fee","text":"Indemnité forfaitaire pour frais de recouvrement : 40 EUR (article D441-5 du code de commerce)."},{"subject":"early-payment","text":"Pas d'escompte pour paiement anticipé."}]}"#;

/// Seats at 412.50 and support of 3 hours at 55.00, from 1 January 2025.
fn subscription(contract: &str, tax: &str, later: &[(&str, &str, &str)]) -> History {
    let mut events = format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"desks"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"Bureaux","customer":"cust-7","currency":"EUR",{contract}}}}}}}}}
{{"sequence":2,"recorded_on":"2025-01-01","event":{{"item-added":{{"id":"seats","item":{{"label":"Postes de travail","price":{{"per-unit":"412.50"}},"quantity":"3","tax":{tax},"schedule":{{"every":"1 month"}}}}}}}}}}
{{"sequence":3,"recorded_on":"2025-01-01","event":{{"item-added":{{"id":"help","item":{{"label":"Assistance","price":{{"per-unit":"55.00"}},"quantity":"2.5","unit":"HUR","tax":{tax},"schedule":{{"every":"1 month"}}}}}}}}}}
"#
    );
    for (sequence, (recorded_on, effective_on, event)) in (4..).zip(later) {
        let line = format!(
            r#"{{"sequence":{sequence},"recorded_on":"{recorded_on}","effective_on":"{effective_on}","event":{event}}}"#
        );
        events.push_str(&line);
        events.push('\n');
    }
    history(&events)
}

const VAT: &str = r#"{"category":"standard","rate":"20"}"#;

/// 3 × 412.50 = 1,237.50; 2.5 × 55.00 = 137.50; 1,375.00 and 275.00 of tax.
#[test]
fn a_french_invoice_has_all_that_the_law_wants() {
    let contract = format!(
        r#""payment_means":"direct-debit","payment_terms":{{"net":{{"days":30}}}},{MENTIONS}"#
    );
    let documents = nights(&subscription(&contract, VAT, &[]), "2025-01-01", "2025-01-01");
    insta::assert_snapshot!(french(&issued(&documents)[0]), @"
    FACTURE n° F2025-0001

      Bureaux Partagés SAS                                       Durand SARL
      Le Hangar                                                  3 place Bellecour
      12 rue de la Paix                                          69002 Lyon
      75002 Paris                                                SIREN 404 833 048
      SIRET 732 829 320 00074                                    N° TVA : FR83404833048
      N° TVA : FR44732829320                                     Client : cust-7
      01 23 45 67 89 · compta@hangar.example
      SAS au capital de 10 000 EUR, RCS Paris 732 829 320

      Date :             01/01/2025
      Période :          du 01/01/2025 au 31/01/2025
      Nature :           prestations de services
      Contrat :          C-2025-017
      Bon de commande :  PO-4711

      Désignation        Période                      Quantité  P.U. HT  Part  Montant HT
      Postes de travail  du 01/01/2025 au 31/01/2025         3   412,50          1 237,50
      Assistance         du 01/01/2025 au 31/01/2025     2,5 h    55,00            137,50
                                                                     Total HT    1 375,00
                                                        TVA 20 % sur 1 375,00      275,00
                                                                    Total TTC    1 650,00
                                                            Net à payer (EUR)    1 650,00

      Échéance :  31/01/2025  1 650,00
      Règlement : prélèvement SEPA
      mandat (RUM) MNDT-42 signé le 03/01/2025, ICS FR72ZZZ123456, sur le compte FR14 … 2606

      Pénalités de retard : taux directeur de la BCE majoré de 10 points, exigibles sans rappel.
      Indemnité forfaitaire pour frais de recouvrement : 40 EUR (article D441-5 du code de commerce).
      Pas d'escompte pour paiement anticipé.
    ");
}

/// 10 to 19 January are paused: 10/31 of 1,237.50 is 399.19, of 137.50 44.35; 443.54 and 88.71 of tax.
#[test]
fn a_french_credit_note_names_its_invoice_and_what_is_refunded() {
    let paused = by_days("2025-01-20");
    let later = [("2025-01-20", "2025-01-10", paused.as_str())];
    let history = subscription(r#""payment_means":"transfer""#, VAT, &later);
    let documents = nights(&history, "2025-01-01", "2025-01-20");
    insta::assert_snapshot!(french(&issued(&documents)[1]), @"
    AVOIR n° F2025-0002

      Bureaux Partagés SAS                                       Durand SARL
      Le Hangar                                                  3 place Bellecour
      12 rue de la Paix                                          69002 Lyon
      75002 Paris                                                SIREN 404 833 048
      SIRET 732 829 320 00074                                    N° TVA : FR83404833048
      N° TVA : FR44732829320                                     Client : cust-7
      01 23 45 67 89 · compta@hangar.example
      SAS au capital de 10 000 EUR, RCS Paris 732 829 320

      Date :      20/01/2025
      Période :   du 10/01/2025 au 19/01/2025
      Nature :    prestations de services
      Rectifie :  la facture n° F2025-0001 du 01/01/2025

      Désignation        Période                      Quantité  P.U. HT   Part  Montant HT
      Postes de travail  du 10/01/2025 au 19/01/2025        −3   412,50  10/31     −399,19
      Assistance         du 10/01/2025 au 19/01/2025    −2,5 h    55,00  10/31      −44,35
                                                                      Total HT     −443,54
                                                          TVA 20 % sur −443,54      −88,71
                                                                     Total TTC     −532,25
                                                        Net à rembourser (EUR)      532,25

      Remboursement :  20/01/2025  532,25
      Règlement : virement SEPA
    ");
}

/// 10 % off the whole: 1,375.00 − 137.50 = 1,237.50; 247.50 of tax; 1,485.00 less a deposit of 500.00 is
/// 985.00, half after 30 days and the rest after 60.
#[test]
fn a_discount_on_the_whole_a_deposit_and_two_due_dates_are_printed() {
    let contract = r#""payment_terms":{"instalments":[{"part":{"percent":"50"},"due":{"net":{"days":30}}},{"part":"remainder","due":{"net":{"days":60}}}]},"billing":{"document_discount":{"label":"Remise adhérent","percent":"10"}}"#;
    let mut documents = nights(&subscription(contract, VAT, &[]), "2025-01-01", "2025-01-01");
    let deposit = Prepayment {
        customer: CustomerId::new("cust-7").unwrap(),
        label: Text::from("Acompte"),
        reference: Text::from("AC2024-0012"),
        paid_on: day("2024-12-15"),
        amount: Amount::new(50_000, Currency::EUR),
    };
    assert_eq!(set_off(&mut documents, vec![deposit]), []);
    let printed = french(&issued(&documents)[0]);
    let table = printed.split("Désignation").nth(1).unwrap();
    insta::assert_snapshot!(format!("  Désignation{table}"), @"
    Désignation        Période                      Quantité  P.U. HT  Part  Montant HT
    Postes de travail  du 01/01/2025 au 31/01/2025         3   412,50          1 237,50
    Assistance         du 01/01/2025 au 31/01/2025     2,5 h    55,00            137,50
                                                           Total des lignes    1 375,00
                                         Remise adhérent, 10 % sur 1 375,00     −137,50
                                                                   Total HT    1 237,50
                                                      TVA 20 % sur 1 237,50      247,50
                                                                  Total TTC    1 485,00
                                 Acompte (AC2024-0012, réglé le 15/12/2024)     −500,00
                                                          Net à payer (EUR)      985,00

    Échéance :  31/01/2025  242,50
    Échéance :  02/03/2025  742,50
    Règlement : virement SEPA
    IBAN FR76 3000 6000 0112 3456 7890 189 · BIC AGRIFRPP
    ");
}

#[test]
fn reverse_charge_is_said_in_words() {
    let tax = r#"{"category":"reverse-charge","rate":"0"}"#;
    let documents =
        nights(&subscription(r#""reference":"R-9""#, tax, &[]), "2025-01-01", "2025-01-01");
    let printed = french(&issued(&documents)[0]);
    let totals = printed.split("Total HT").nth(1).unwrap();
    insta::assert_snapshot!(format!("Total HT{totals}"), @"
    Total HT    1 375,00
                                                            TVA, autoliquidation sur 1 375,00        0,00
                                                                                    Total TTC    1 375,00
                                                                            Net à payer (EUR)    1 375,00

      Autoliquidation : TVA due par le preneur

      Échéance :  01/01/2025  1 375,00
      Règlement : virement SEPA
      IBAN FR76 3000 6000 0112 3456 7890 189 · BIC AGRIFRPP
    ");
    let franchise = r#"{"category":"exempt","rate":"0","reason":"VATEX-FR-FRANCHISE"}"#;
    let documents =
        nights(&subscription(r#""reference":"R-9""#, franchise, &[]), "2025-01-01", "2025-01-01");
    assert!(french(&issued(&documents)[0]).contains("TVA non applicable, article 293 B du CGI"));
}

/// 412.50 for a seat includes 20 %: 1,375.00 has 229.17 of tax in it (1,375 ÷ 6), 1,145.83 beside it.
#[test]
fn an_english_invoice_of_prices_that_include_tax() {
    let contract = r#""prices":"including-tax","payment_means":"card""#;
    let documents = nights(&subscription(contract, VAT, &[]), "2025-01-01", "2025-01-01");
    let mut draft = Draft::of(documents[0].clone());
    draft.relabel(1, Text::from("Help desk")).unwrap();
    draft.notes.push(Text::from("Thank you for working with us."));
    draft.private_note = Some(Text::from("pays late"));
    let mut abroad = address("Rue Neuve 1", "1000", "Bruxelles");
    abroad.country = Country::new("BE").unwrap();
    draft.delivery = Some(Delivery { name: Some(Text::from("Durand Belgique")), address: abroad });
    let issuing = Issuing {
        number: DocumentNumber::new("F2025-0001").unwrap(),
        seller: seller(),
        customer: customer(),
        mandate: None,
        corrected: BTreeMap::new(),
    };
    let issued = issue(draft, issuing).unwrap();
    insta::assert_snapshot!(text::invoice(&issued, Language::English), @"
    INVOICE No F2025-0001

      Bureaux Partagés SAS                                       Durand SARL
      Le Hangar                                                  3 place Bellecour
      12 rue de la Paix                                          69002 Lyon
      75002 Paris                                                SIREN 404 833 048
      SIRET 732 829 320 00074                                    VAT number: FR83404833048
      VAT number: FR44732829320                                  Customer: cust-7
      01 23 45 67 89 · compta@hangar.example
      SAS au capital de 10 000 EUR, RCS Paris 732 829 320

      Date:          1 Jan 2025
      Period:        1 – 31 Jan 2025
      Nature:        services
      Delivered to:  Durand Belgique, Rue Neuve 1, 1000 Bruxelles, BE

      Description        Period           Quantity  Unit price incl. tax  Share  Amount incl. tax
      Postes de travail  1 – 31 Jan 2025         3                412.50                 1,237.50
      Help desk          1 – 31 Jan 2025     2.5 h                 55.00                   137.50
                                                                Total excl. tax          1,145.83
                                                           VAT 20 % on 1,145.83            229.17
                                                                Total incl. tax          1,375.00
                                                                   To pay (EUR)          1,375.00

      Due on:  1 Jan 2025  1,375.00
      Paid by: card

      Thank you for working with us.
    ");
}
