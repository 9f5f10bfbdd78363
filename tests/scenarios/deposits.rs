//! What was paid ahead is set off against invoices. INV-12; row 0.16, EN 16931 BT-113.

use tacite::contract::{CustomerId, Text};
use tacite::document::{Document, Prepayment, set_off};
use tacite::money::{Amount, Currency};
use tacite_testkit::addition;

use crate::billing::{as_of, day, printed};
use crate::taxes::{VAT_20, fees};

/// Three months of 36.00 with tax, in two parts each: 40 % on receipt, 60 % after 30 days.
fn invoices() -> Vec<Document> {
    let parts = r#","payment_terms":{"instalments":[{"part":{"percent":"40"},"due":"on-receipt"},{"part":{"percent":"60"},"due":{"net":{"days":30}}}]}"#;
    as_of(&fees(parts, &[("desk", "30", "1", VAT_20)]), "2025-03-01")
}

fn deposit(customer: &str, minor: i64, currency: Currency) -> Prepayment {
    Prepayment {
        customer: CustomerId::new(customer).unwrap(),
        label: Text::from("Deposit"),
        reference: Text::from("D-17"),
        paid_on: day("2024-12-15"),
        amount: Amount::new(minor, currency),
    }
}

/// 36.00 is 14.40 and 21.60. 50.00 pays January; of February 14.00 are paid, which leaves 0.40 on
/// receipt and 21.60 later.
#[test]
fn a_deposit_pays_the_first_invoices_and_of_each_what_is_due_first() {
    let mut documents = invoices();
    let left = set_off(&mut documents, vec![deposit("cust-7", 5_000, Currency::EUR)]);
    assert_eq!(left, []);
    for document in &documents {
        addition::check(document).unwrap();
    }
    let due: Vec<_> = documents.iter().map(|document| document.amount_due.minor()).collect();
    assert_eq!(due, [0, 2_200, 3_600]);
    insta::assert_snapshot!(printed(&documents[..2]), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      desk  1 – 31 Jan 2025  1 × 30.00   30.00
                                   Net   30.00
                     VAT 20 % on 30.00    6.00
                                 Total   36.00
            Deposit D-17 (15 Dec 2024)  −36.00
                       Due 31 Jan 2025    0.00
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      desk  1 – 28 Feb 2025  1 × 30.00   30.00
                                   Net   30.00
                     VAT 20 % on 30.00    6.00
                                 Total   36.00
            Deposit D-17 (15 Dec 2024)  −14.00
                        Due 1 Feb 2025    0.40
                        Due 3 Mar 2025   21.60
    ");
}

#[test]
fn what_is_left_of_a_deposit_comes_back() {
    let mut documents = invoices();
    let paid =
        vec![deposit("cust-7", 10_000, Currency::EUR), deposit("cust-7", 1_000, Currency::EUR)];
    let left = set_off(&mut documents, paid);
    // 108.00 are asked for: all of the first, 8.00 of the second.
    let amounts: Vec<_> = left.iter().map(|prepayment| prepayment.amount.minor()).collect();
    assert_eq!(amounts, [200]);
    assert!(documents.iter().all(|document| document.amount_due.is_zero()));
    assert_eq!(documents[2].prepaid.len(), 2);
    assert_eq!(documents[2].prepaid_total().minor(), 3_600);
}

#[test]
fn another_customer_or_currency_pays_nothing() {
    let mut documents = invoices();
    let before = documents.clone();
    let paid =
        vec![deposit("cust-8", 5_000, Currency::EUR), deposit("cust-7", 5_000, Currency::USD)];
    assert_eq!(set_off(&mut documents, paid.clone()), paid);
    assert_eq!(documents, before);
}

/// Nothing can be taken off a draft that is paid in part.
#[test]
fn an_allowance_comes_before_what_is_set_off() {
    let mut documents = invoices();
    set_off(&mut documents, vec![deposit("cust-7", 5_000, Currency::EUR)]);
    let refused = documents[0].allow("Goodwill", Amount::new(100, Currency::EUR)).unwrap_err();
    insta::assert_snapshot!(refused, @"an allowance of 1.00 EUR is taken off an invoice that nothing is set off against, and this document is none (INV-5)");
}

/// 36.00 less 10.00 before tax is 20.00 and 4.00 of tax: 9.60 and 14.40, on the days that were there.
#[test]
fn an_allowance_is_paid_in_the_parts_agreed() {
    let mut documents = invoices();
    documents[0].allow("Goodwill", Amount::new(1_000, Currency::EUR)).unwrap();
    addition::check(&documents[0]).unwrap();
    let parts: Vec<_> = documents[0]
        .payables
        .iter()
        .map(|payable| format!("{} {}", payable.due_on, payable.amount))
        .collect();
    assert_eq!(parts, ["2025-01-01 9.60 EUR", "2025-01-31 14.40 EUR"]);
}
