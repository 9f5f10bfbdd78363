//! Seven repetitions, from every month to every two years, over the same two years.

use tacite::bill_to_end;
use tacite::books::Books;

use crate::billing::{dated, day, nights, printed, printed_schedule, range, schedule, shipped};

/// CAL-2 (0.24): two years are 24, 12, 8, 6, 4, 2 and 1 invoices.
#[test]
fn two_years_have_as_many_invoices_as_the_repetition_fits_in_them() {
    let count = |name: &str| {
        let history = shipped(&format!("eko-crm/{name}"));
        nights(&history, "2024-12-18", "2028-12-31").len()
    };
    let names = [
        ("monthly", 24),
        ("two-monthly", 12),
        ("quarterly", 8),
        ("four-monthly", 6),
        ("half-yearly", 4),
        ("yearly", 2),
        ("two-yearly", 1),
    ];
    for (name, invoices) in names {
        assert_eq!(count(name), invoices, "{name}");
    }
}

/// INV-12 (0.16): 30 days after 1 January is the 31st, after 1 February 3 March.
#[test]
fn thirty_days_end_of_month_adds_the_days_first() {
    let documents = nights(&shipped("eko-crm/monthly"), "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer eko-cust-311 · EUR
      Helpdesk  1 – 31 Jan 2025  90.00   90.00
                                   Net   90.00
                     VAT 20 % on 90.00   18.00
                                 Total  108.00
                       Due 31 Jan 2025  108.00
    Invoice of 1 Feb 2025 · customer eko-cust-311 · EUR
      Helpdesk  1 – 28 Feb 2025  90.00   90.00
                                   Net   90.00
                     VAT 20 % on 90.00   18.00
                                 Total  108.00
                       Due 31 Mar 2025  108.00
    ");
}

/// INV-12 (0.16, 0.24): 31 July is within the month in which 30 days after 1 July lie.
#[test]
fn a_half_year_is_one_whole_period_of_service() {
    let documents = nights(&shipped("eko-crm/half-yearly"), "2025-01-01", "2026-12-31");
    insta::assert_snapshot!(printed(dated(&documents, "2025-07-01", "2025-12-31")), @"
    Invoice of 1 Jul 2025 · customer eko-cust-315 · EUR
      Helpdesk  1 Jul – 31 Dec 2025  510.00  510.00
                                        Net  510.00
                         VAT 20 % on 510.00  102.00
                                      Total  612.00
                            Due 31 Jul 2025  612.00
    ");
}

/// INV-13 (0.28, 0.30): the whole schedule is known up front.
#[test]
fn the_whole_schedule_is_known_before_the_first_invoice() {
    let four_monthly = shipped("eko-crm/four-monthly");
    let planned = schedule(&four_monthly, "2024-12-31", range("2025-01-01", "2030-01-01"));
    insta::assert_snapshot!(printed_schedule(&planned), @"
    Due         No  Item      Service                 Net       State
    1 Jan 2025   1  helpdesk  1 Jan – 30 Apr 2025  345.00  EUR  planned
    1 May 2025   2  helpdesk  1 May – 31 Aug 2025  345.00  EUR  planned
    1 Sep 2025   3  helpdesk  1 Sep – 31 Dec 2025  345.00  EUR  planned
    1 Jan 2026   4  helpdesk  1 Jan – 30 Apr 2026  345.00  EUR  planned
    1 May 2026   5  helpdesk  1 May – 31 Aug 2026  345.00  EUR  planned
    1 Sep 2026   6  helpdesk  1 Sep – 31 Dec 2026  345.00  EUR  planned
    ");
}

/// INV-3 (0.29): each invoice bears its own date, in the future.
#[test]
fn all_invoices_can_be_made_at_once_now() {
    let yearly = shipped("eko-crm/yearly");
    let billing = bill_to_end(&yearly, &Books::new()).unwrap();
    insta::assert_snapshot!(printed(&billing.documents), @"
    Invoice of 1 Jan 2025 · customer eko-cust-316 · EUR
      Helpdesk  1 Jan – 31 Dec 2025  990.00    990.00
                                        Net    990.00
                         VAT 20 % on 990.00    198.00
                                      Total  1,188.00
                            Due 31 Jan 2025  1,188.00
    Invoice of 1 Jan 2026 · customer eko-cust-316 · EUR
      Helpdesk  1 Jan – 31 Dec 2026  990.00    990.00
                                        Net    990.00
                         VAT 20 % on 990.00    198.00
                                      Total  1,188.00
                            Due 31 Jan 2026  1,188.00
    ");
    assert_eq!(billing.next_on, None);
    let monthly = bill_to_end(&shipped("eko-crm/monthly"), &Books::new()).unwrap();
    assert_eq!(monthly.documents.len(), 24);
    assert_eq!(monthly.documents[23].dated_on, day("2026-12-01"));
}
