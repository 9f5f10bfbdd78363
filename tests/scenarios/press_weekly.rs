//! A weekly by the quarter, passed to another reader ten days after the fact.

use crate::billing::{dated, nights, printed, shipped};

/// INV-6, INV-7 (1.11): by hand, 1 March to 31 May has 92 days.
/// - The mother keeps 9 of them: 42.00 × 9/92 = 4.108…, 4.11 stays and 37.89 comes back.
/// - The daughter gets 83: 42.00 × 83/92 = 37.891…, 37.89. Together it is 42.00 again.
/// - VAT on 37.89 at 2.1 %: 0.795…, 0.80, once less and once more.
#[test]
fn the_old_reader_gets_a_credit_note_and_the_new_one_an_invoice() {
    let documents = nights(&shipped("press/weekly"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 8);
    insta::assert_snapshot!(printed(dated(&documents, "2026-03-01", "2026-06-30")), @"
    Invoice of 1 Mar 2026 · customer press-cust-801 · EUR
      La Semaine, print and online  1 Mar – 31 May 2026  42.00  42.00
                                                           Net  42.00
                                            VAT 2.1 % on 42.00   0.88
                                                         Total  42.88
                                               Due 31 Mar 2026  42.88
    Credit note of 20 Mar 2026 · customer press-cust-801 · EUR
    Corrects the invoice of 1 Mar 2026
      La Semaine, print and online  10 Mar – 31 May 2026  − 42.00 × 83/92  −37.89
                                                                      Net  −37.89
                                                      VAT 2.1 % on −37.89   −0.80
                                                                    Total  −38.69
                                                    To refund 19 Apr 2026   38.69
    Invoice of 20 Mar 2026 · customer press-cust-802 · EUR
      La Semaine, print and online  10 Mar – 31 May 2026  42.00 × 83/92  37.89
                                                                    Net  37.89
                                                     VAT 2.1 % on 37.89   0.80
                                                                  Total  38.69
                                                        Due 19 Apr 2026  38.69
    Invoice of 1 Jun 2026 · customer press-cust-802 · EUR
      La Semaine, print and online  1 Jun – 31 Aug 2026  42.00  42.00
                                                           Net  42.00
                                            VAT 2.1 % on 42.00   0.88
                                                         Total  42.88
                                                Due 1 Jul 2026  42.88
    ");
}

/// 1.11: what is issued keeps its customer
#[test]
fn documents_before_the_transfer_keep_the_old_reader() {
    let documents = nights(&shipped("press/weekly"), "2025-01-01", "2026-12-31");
    let of = |customer: &str| {
        let is_theirs = |document: &&_| is_of(document, customer);
        documents.iter().filter(is_theirs).map(|document| document.dated_on.to_string()).collect()
    };
    let (old, new): (Vec<String>, Vec<String>) = (of("press-cust-801"), of("press-cust-802"));
    assert_eq!(old, ["2025-09-01", "2025-12-01", "2026-03-01", "2026-03-20"]);
    assert_eq!(new, ["2026-03-20", "2026-06-01", "2026-09-01", "2026-12-01"]);
}

fn is_of(document: &tacite::document::Document, customer: &str) -> bool {
    document.customer.as_str() == customer
}
