//! Rows 1.16, 1.17, 2.15, 2.16, 3.4; CHG-2: one shipped contract for each price model, printed.

use tacite::document::Document;
use tacite_formats::text::{self, Language};

use crate::billing::{nights, printed, shipped};

/// The first line of what is printed for each document: the rest is what every invoice has.
fn lines(documents: &[Document], language: Language) -> String {
    let first = |document| {
        let printed = text::document(document, language).to_string();
        printed.lines().nth(1).unwrap_or_default().trim().to_owned() + "\n"
    };
    documents.iter().map(first).collect()
}

fn both(name: &str) -> String {
    let documents = nights(&shipped(name), "2025-01-01", "2027-01-31");
    lines(&documents, Language::English) + &lines(&documents, Language::French)
}

/// Three packages for 250 and for 300, four for 301; VAT of 36.00 is 7.20
#[test]
fn letters_are_charged_by_packages() {
    insta::assert_snapshot!(both("prices/package"), @"
    Letters  1 – 31 Jan 2025  3 packages of 100 × 9.00  27.00
    Letters  1 – 28 Feb 2025  3 packages of 100 × 9.00  27.00
    Letters  1 – 31 Mar 2025  3 packages of 100 × 9.00  27.00
    Letters  1 – 30 Apr 2025  4 packages of 100 × 9.00  36.00
    Letters  du 01/01/2025 au 31/01/2025  3 lots de 100 × 9,00  27,00
    Letters  du 01/02/2025 au 28/02/2025  3 lots de 100 × 9,00  27,00
    Letters  du 01/03/2025 au 31/03/2025  3 lots de 100 × 9,00  27,00
    Letters  du 01/04/2025 au 30/04/2025  4 lots de 100 × 9,00  36,00
    ");
    let documents = nights(&shipped("prices/package"), "2025-04-01", "2025-04-01");
    insta::assert_snapshot!(printed(&documents[documents.len() - 1..]), @"
    Invoice of 1 Apr 2025 · customer prices-cust-801 · EUR
      Letters  1 – 30 Apr 2025  4 packages of 100 × 9.00  36.00
                                                     Net  36.00
                                       VAT 20 % on 36.00   7.20
                                                   Total  43.20
                                          Due 1 Apr 2025  43.20
    ");
}

/// 120.00; 120.00 + 10.00 + 20.00; 120.00 + 400.00 + 20.00 + 80.00
#[test]
fn seats_are_charged_by_graduated_tiers() {
    insta::assert_snapshot!(both("prices/graduated"), @"
    Seats  1 – 31 Jan 2025  10 × 12.00  120.00
    Seats  1 – 28 Feb 2025  (10 × 12.00 + 1 × 10.00 + 20.00)  150.00
    Seats  1 – 31 Mar 2025  (10 × 12.00 + 40 × 10.00 + 20.00 + 10 × 8.00)  620.00
    Seats  du 01/01/2025 au 31/01/2025  10 × 12,00  120,00
    Seats  du 01/02/2025 au 28/02/2025  (10 × 12,00 + 1 × 10,00 + 20,00)  150,00
    Seats  du 01/03/2025 au 31/03/2025  (10 × 12,00 + 40 × 10,00 + 20,00 + 10 × 8,00)  620,00
    ");
}

/// 100 × 0.50; 101 × 0.40 + 5.00; nothing
#[test]
fn calls_are_charged_by_volume() {
    insta::assert_snapshot!(both("prices/volume"), @"
    Calls  1 – 31 Jan 2025  100 × 0.50  50.00
    Calls  1 – 28 Feb 2025  (101 × 0.40 + 5.00)  45.40
    Calls  1 – 31 Mar 2025  0 × 0.00  0.00
    Calls  du 01/01/2025 au 31/01/2025  100 × 0,50  50,00
    Calls  du 01/02/2025 au 28/02/2025  (101 × 0,40 + 5,00)  45,40
    Calls  du 01/03/2025 au 31/03/2025  0 × 0,00  0,00
    ");
}

/// 10.00, 25.00, 60.00, and the first fee for nothing
#[test]
fn storage_is_charged_by_steps() {
    insta::assert_snapshot!(both("prices/stair-step"), @"
    Storage  1 – 31 Jan 2025  10.00 (for 50)  10.00
    Storage  1 – 28 Feb 2025  25.00 (for 50.5)  25.00
    Storage  1 – 31 Mar 2025  60.00 (for 201)  60.00
    Storage  1 – 30 Apr 2025  10.00 (for 0)  10.00
    Storage  du 01/01/2025 au 31/01/2025  10,00 (pour 50)  10,00
    Storage  du 01/02/2025 au 28/02/2025  25,00 (pour 50,5)  25,00
    Storage  du 01/03/2025 au 31/03/2025  60,00 (pour 201)  60,00
    Storage  du 01/04/2025 au 30/04/2025  10,00 (pour 0)  10,00
    ");
}

/// 6 % of 12,000 is 720.00, of 4,000 240.00, of 25,000 1,500.00
#[test]
fn management_costs_a_share_of_the_rents_within_bounds() {
    insta::assert_snapshot!(both("prices/percentage"), @"
    Management of rents  1 – 31 Jan 2025  12,000 × 6 %  720.00
    Management of rents  1 – 28 Feb 2025  300.00 (at least)  300.00
    Management of rents  1 – 31 Mar 2025  1,200.00 (at most)  1,200.00
    Management of rents  du 01/01/2025 au 31/01/2025  12 000 × 6 %  720,00
    Management of rents  du 01/02/2025 au 28/02/2025  300,00 (au moins)  300,00
    Management of rents  du 01/03/2025 au 31/03/2025  1 200,00 (au plus)  1 200,00
    ");
}

/// 32.00 from 15 January, 31.00 of the customer's own from 15 March, also in May; 33.00 for whom the
/// contract passes to
#[test]
fn hosting_follows_the_price_list() {
    insta::assert_snapshot!(both("prices/price-list"), @"
    Hosting  15 Nov – 14 Dec 2025  30.00  30.00
    Hosting  15 Dec 2025 – 14 Jan 2026  30.00  30.00
    Hosting  15 Jan – 14 Feb 2026  32.00  32.00
    Hosting  15 Feb – 14 Mar 2026  32.00  32.00
    Hosting  15 Mar – 14 Apr 2026  31.00  31.00
    Hosting  15 Apr – 14 May 2026  31.00  31.00
    Hosting  15 May – 14 Jun 2026  31.00  31.00
    Hosting  15 Jun – 14 Jul 2026  33.00  33.00
    Hosting  du 15/11/2025 au 14/12/2025  30,00  30,00
    Hosting  du 15/12/2025 au 14/01/2026  30,00  30,00
    Hosting  du 15/01/2026 au 14/02/2026  32,00  32,00
    Hosting  du 15/02/2026 au 14/03/2026  32,00  32,00
    Hosting  du 15/03/2026 au 14/04/2026  31,00  31,00
    Hosting  du 15/04/2026 au 14/05/2026  31,00  31,00
    Hosting  du 15/05/2026 au 14/06/2026  31,00  31,00
    Hosting  du 15/06/2026 au 14/07/2026  33,00  33,00
    ");
}

/// 720.00, 960.00, 1,200.00
#[test]
fn a_machine_has_a_ramp_of_three_years() {
    insta::assert_snapshot!(both("prices/ramp"), @"
    Machine  15 Jan 2025 – 14 Jan 2026  1,200.00 × 60 %  720.00
    Machine  15 Jan 2026 – 14 Jan 2027  1,200.00 × 80 %    960.00
    Machine  15 Jan 2027 – 14 Jan 2028  1,200.00  1,200.00
    Machine  du 15/01/2025 au 14/01/2026  1 200,00 × 60 %  720,00
    Machine  du 15/01/2026 au 14/01/2027  1 200,00 × 80 %    960,00
    Machine  du 15/01/2027 au 14/01/2028  1 200,00  1 200,00
    ");
}

/// 1,000.00, then 1,052.50
#[test]
fn upkeep_is_revised_at_the_renewal() {
    insta::assert_snapshot!(both("prices/revision"), @"
    Upkeep  1 Jan – 31 Dec 2025  1,000.00  1,000.00
    Upkeep  1 Jan – 31 Dec 2026  1,052.50  1,052.50
    Upkeep  1 Jan – 31 Dec 2027  1,052.50  1,052.50
    Upkeep  du 01/01/2025 au 31/12/2025  1 000,00  1 000,00
    Upkeep  du 01/01/2026 au 31/12/2026  1 052,50  1 052,50
    Upkeep  du 01/01/2027 au 31/12/2027  1 052,50  1 052,50
    ");
}
