//! The same document in English and in French.

use tacite_formats::text::{self, Language};

use crate::billing::{as_of, history, printed, range, schedule};

/// Three rates of tax, a change on 14 February, two parts to pay.
const EVENTS: &str = r#"{"format":"tacite-events","version":1,"subscription":"francais"}
{"sequence":1,"recorded_on":"2025-01-31","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","reference":"Commande 12","payment_terms":{"instalments":[{"part":{"percent":"30"},"due":"on-receipt"},{"part":"remainder","due":{"end-of-month":{"days":30}}}]}}}}}
{"sequence":2,"recorded_on":"2025-01-31","event":{"item-added":{"id":"postes","item":{"label":"Postes","price":{"per-unit":"1250.50"},"quantity":"3","tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-31","event":{"item-added":{"id":"livres","item":{"label":"Livres","price":{"flat":"99.90"},"tax":{"category":"standard","rate":"5.5"},"schedule":{"every":"1 month"}}}}}
{"sequence":4,"recorded_on":"2025-01-31","event":{"item-added":{"id":"conseil","item":{"label":"Conseil","price":{"per-unit":"0.125"},"quantity":"1.5","tax":{"category":"reverse-charge"},"schedule":"once"}}}}
{"sequence":5,"recorded_on":"2025-01-31","effective_on":"2025-02-14","event":{"quantity-changed":{"id":"postes","quantity":"5"}}}
"#;

/// EXP-1: decimal comma, narrow spaces, HT and TTC
#[test]
fn a_document_is_printed_in_french() {
    let documents = as_of(EVENTS, "2025-02-14");
    let french: String = documents
        .iter()
        .map(|document| text::document(document, Language::French).to_string())
        .collect();
    insta::assert_snapshot!(french, @"
    Facture du 31/01/2025 · client cust-7 · EUR
      Postes (référence Commande 12)   du 31/01/2025 au 13/02/2025  3 × 1 250,50 × 14/28  1 875,75
      Livres (référence Commande 12)   du 31/01/2025 au 27/02/2025                 99,90     99,90
      Conseil (référence Commande 12)  le 31/01/2025                         1,5 × 0,125      0,19
                                                                                Total HT  1 975,84
                                                                   TVA 20 % sur 1 875,75    375,15
                                                                     TVA 5,5 % sur 99,90      5,49
                                                           TVA, autoliquidation sur 0,19      0,00
                                                                               Total TTC  2 356,48
                                                     Net à payer, échéance le 31/01/2025    706,94
                                                     Net à payer, échéance le 31/03/2025  1 649,54
    Facture du 14/02/2025 · client cust-7 · EUR
      Postes (référence Commande 12)  du 14/02/2025 au 27/02/2025  5 × 1 250,50 × 14/28  3 126,25
                                                                               Total HT  3 126,25
                                                                  TVA 20 % sur 3 126,25    625,25
                                                                              Total TTC  3 751,50
                                                    Net à payer, échéance le 14/02/2025  1 125,45
                                                    Net à payer, échéance le 31/03/2025  2 626,05
    ");
}

/// EXP-1
#[test]
fn a_document_is_printed_in_english() {
    insta::assert_snapshot!(printed(&as_of(EVENTS, "2025-02-14")), @"
    Invoice of 31 Jan 2025 · customer cust-7 · EUR
      Postes (reference Commande 12)   31 Jan – 13 Feb 2025  3 × 1,250.50 × 14/28  1,875.75
      Livres (reference Commande 12)   31 Jan – 27 Feb 2025                 99.90     99.90
      Conseil (reference Commande 12)  31 Jan 2025                    1.5 × 0.125      0.19
                                                                              Net  1,975.84
                                                             VAT 20 % on 1,875.75    375.15
                                                               VAT 5.5 % on 99.90      5.49
                                                       VAT reverse charge on 0.19      0.00
                                                                            Total  2,356.48
                                                                  Due 31 Jan 2025    706.94
                                                                  Due 31 Mar 2025  1,649.54
    Invoice of 14 Feb 2025 · customer cust-7 · EUR
      Postes (reference Commande 12)  14 – 27 Feb 2025  5 × 1,250.50 × 14/28  3,126.25
                                                                         Net  3,126.25
                                                        VAT 20 % on 3,126.25    625.25
                                                                       Total  3,751.50
                                                             Due 14 Feb 2025  1,125.45
                                                             Due 31 Mar 2025  2,626.05
    ");
}

/// INV-13
#[test]
fn a_schedule_is_printed_in_french() {
    let planned = schedule(&history(EVENTS), "2025-02-14", range("2025-01-31", "2025-04-01"));
    let french = text::schedule(&planned, Language::French).to_string();
    insta::assert_snapshot!(french, @"
    Échéance    N°  Article  Service                            HT       État
    31/01/2025   1  postes   du 31/01/2025 au 13/02/2025  1 875,75  EUR  facturée
    31/01/2025   1  livres   du 31/01/2025 au 27/02/2025     99,90  EUR  facturée
    31/01/2025   1  conseil  le 31/01/2025                    0,19  EUR  facturée
    14/02/2025   1  postes   du 14/02/2025 au 27/02/2025  3 126,25  EUR  facturée
    28/02/2025   2  postes   du 28/02/2025 au 30/03/2025  6 252,50  EUR  prévue
    28/02/2025   2  livres   du 28/02/2025 au 30/03/2025     99,90  EUR  prévue
    31/03/2025   3  postes   du 31/03/2025 au 29/04/2025  6 252,50  EUR  prévue
    31/03/2025   3  livres   du 31/03/2025 au 29/04/2025     99,90  EUR  prévue
    ");
}
