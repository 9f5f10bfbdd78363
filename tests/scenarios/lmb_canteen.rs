//! Meals and wine at two rates, a discount on the whole, order, contract and notes (INV-4, INV-5, INV-12).

use tacite_formats::text::{self, Language};
use tacite_testkit::addition;

use crate::billing::{dated, nights, shipped};

/// 160 × 11.35 = 1,816.00 and 24 × 7.90 = 189.60; 5 % are 90.80 and 9.48; 10 % of 1,725.20 is
/// 172.52, 20 % of 180.12 is 36.024; from 1 March, 30 days are 31 March, the month's end.
#[test]
fn a_discount_on_the_whole_is_taken_off_meals_and_wine() {
    let documents = nights(&shipped("lmb/canteen"), "2025-01-01", "2026-01-31");
    for document in &documents {
        addition::check(document).unwrap();
    }
    assert_eq!(documents.len(), 12);
    let print = |document| text::document(document, Language::French).to_string();
    let march: String =
        dated(&documents, "2025-03-01", "2025-03-31").into_iter().map(print).collect();
    insta::assert_snapshot!(march, @"
    Facture du 01/03/2025 · client lmb-cust-9 · EUR
    Bon de commande PO-2025-118
    Contrat C-407
      Meals  du 01/02/2025 au 28/02/2025  160 × 11,35  1 816,00
      Wine   du 01/02/2025 au 28/02/2025    24 × 7,90    189,60
                                     Total des lignes  2 005,60
                    Contract discount 5 % de 1 816,00    −90,80
                      Contract discount 5 % de 189,60     −9,48
                                             Total HT  1 905,32
                                TVA 10 % sur 1 725,20    172,52
                                  TVA 20 % sur 180,12     36,02
                                            Total TTC  2 113,86
                  Net à payer, échéance le 31/03/2025  2 113,86
    PMD: Late payment bears the reference rate of the ECB plus 10 points
    PMT: Recovery charge for late payment: 40 EUR
    AAB: No discount for early payment
    ");
}
