//! Charges explained: price, share, phases, allowances, due date (EXP-1, CHG-2, CHG-6, CHG-8, CHG-9).

use tacite::explain::explain;

use super::{ON_THE_FIRST, english, french, thirty};
use crate::billing::{history, nights};
use crate::written::{FEE, Fee, quantity};

/// 31.00 a month: the whole month.
#[test]
fn a_plain_month_is_explained() {
    let history = FEE.then(&[]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents), @"
    Fee, 1 – 31 Jan 2025
      Price     31.00: the item as added (event 2 of 1 Jan 2025)
      Share     the whole of 1 – 31 Jan 2025
      Exact     31.00
      Net       31.00 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       1 Jan 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    ");
    insta::assert_snapshot!(french(&history, &documents), @"
    Fee, du 01/01/2025 au 31/01/2025
      Prix      31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025)
      Part      toute la période du 01/01/2025 au 31/01/2025
      Exact     31,00
      HT        31,00 EUR
      Taxe      TVA 20 % (événement 2 du 01/01/2025)
      Client    cust-7 (événement 1 du 01/01/2025)
      Échéance  01/01/2025 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-6, INV-2
    ");
}

/// CHG-6: 30.00 a month on the 1st, from 20 January: 12/31, 11.612903…, 11.61.
#[test]
fn a_prorated_start_is_explained() {
    let fee = Fee { start: "2025-01-20", schedule: ON_THE_FIRST, ..thirty() };
    let history = fee.then(&[]);
    let documents = nights(&history, "2025-01-20", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents), @"
    Fee, 20 – 31 Jan 2025
      Price     30.00: the item as added (event 2 of 20 Jan 2025)
      Share     12 of the 31 days of 1 – 31 Jan 2025
      Exact     30.00 × 12/31 = 11.61290322…, rounded half away from zero: 11.61
      Net       11.61 EUR
      Tax       VAT 20 % (event 2 of 20 Jan 2025)
      Customer  cust-7 (event 1 of 20 Jan 2025)
      Due       20 Jan 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    ");
    insta::assert_snapshot!(french(&history, &documents), @"
    Fee, du 20/01/2025 au 31/01/2025
      Prix      30,00 : l'article tel qu'ajouté (événement 2 du 20/01/2025)
      Part      12 des 31 jours du 01/01/2025 au 31/01/2025
      Exact     30,00 × 12/31 = 11,61290322…, arrondi au plus proche, le demi s'éloignant de zéro : 11,61
      HT        11,61 EUR
      Taxe      TVA 20 % (événement 2 du 20/01/2025)
      Client    cust-7 (événement 1 du 20/01/2025)
      Échéance  20/01/2025 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-6, INV-2
    ");
}

/// A first stub that waits for the period after it, in arrears, sent 3 days early.
#[test]
fn a_long_stub_and_a_moved_due_date_are_explained() {
    let schedule = r#""every":"1 month","anchor":{"day-of-month":1},"offset_days":-3,"stubs":{"first_trigger":"long"}"#;
    let history = Fee { start: "2025-01-20", schedule, ..thirty() }.then(&[]);
    let documents = nights(&history, "2025-01-20", "2025-02-01");
    insta::assert_snapshot!(english(&history, &documents), @"
    Fee, 20 – 31 Jan 2025
      Price     30.00: the item as added (event 2 of 20 Jan 2025)
      Share     12 of the 31 days of 1 – 31 Jan 2025
      Exact     30.00 × 12/31 = 11.61290322…, rounded half away from zero: 11.61
      Net       11.61 EUR
      Tax       VAT 20 % (event 2 of 20 Jan 2025)
      Customer  cust-7 (event 1 of 20 Jan 2025)
      Due       29 Jan 2025: billed with the period after it, which begins on 1 Feb 2025, 3 days early
      Rules     CAL-6, MON-2, HIS-1, CHG-6, INV-2
    Fee, 1 – 28 Feb 2025
      Price     30.00: the item as added (event 2 of 20 Jan 2025)
      Share     the whole of 1 – 28 Feb 2025
      Exact     30.00
      Net       30.00 EUR
      Tax       VAT 20 % (event 2 of 20 Jan 2025)
      Customer  cust-7 (event 1 of 20 Jan 2025)
      Due       29 Jan 2025: the billing period begins, billed in advance, 3 days early
      Rules     MON-2, HIS-1, CHG-6, INV-2
    ");
    insta::assert_snapshot!(french(&history, &documents), @"
    Fee, du 20/01/2025 au 31/01/2025
      Prix      30,00 : l'article tel qu'ajouté (événement 2 du 20/01/2025)
      Part      12 des 31 jours du 01/01/2025 au 31/01/2025
      Exact     30,00 × 12/31 = 11,61290322…, arrondi au plus proche, le demi s'éloignant de zéro : 11,61
      HT        11,61 EUR
      Taxe      TVA 20 % (événement 2 du 20/01/2025)
      Client    cust-7 (événement 1 du 20/01/2025)
      Échéance  29/01/2025 : facturé avec la période suivante, qui commence le 01/02/2025, 3 jours plus tôt
      Règles    CAL-6, MON-2, HIS-1, CHG-6, INV-2
    Fee, du 01/02/2025 au 28/02/2025
      Prix      30,00 : l'article tel qu'ajouté (événement 2 du 20/01/2025)
      Part      toute la période du 01/02/2025 au 28/02/2025
      Exact     30,00
      HT        30,00 EUR
      Taxe      TVA 20 % (événement 2 du 20/01/2025)
      Client    cust-7 (événement 1 du 20/01/2025)
      Échéance  29/01/2025 : début de la période de facturation, à échoir, 3 jours plus tôt
      Règles    MON-2, HIS-1, CHG-6, INV-2
    ");
}

/// CHG-8: 3 seats, 5 from the 15th, known on the 5th: days 1 to 14 are billed before, days 15 to 31 are
/// credited at 3 and charged at 5.
#[test]
fn a_changed_quantity_is_explained() {
    let fee = Fee { quantity: "3", ..Fee::a_month(r#"{"per-unit":"12.00"}"#, "2025-01-01") };
    let history = fee.then(&[("2025-01-05", "2025-01-15", &quantity("5"))]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents), @"
    Fee, 1 – 31 Jan 2025
      Price     12.00: the item as added (event 2 of 1 Jan 2025)
      Quantity  3 (event 2 of 1 Jan 2025)
      Share     the whole of 1 – 31 Jan 2025
      Exact     3 × 12.00 = 36.00
      Net       36.00 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       1 Jan 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    Fee, 15 – 31 Jan 2025
      Price       12.00: the item as added (event 2 of 1 Jan 2025)
      Quantity    3 (event 2 of 1 Jan 2025)
      Share       17 of the 31 days of 1 – 31 Jan 2025
      Exact       − 3 × 12.00 × 17/31 = −19.74193548…, rounded half away from zero: −19.74
      Correction  charged before, 31 days: 36.00; after the credit, 14 days: 16.26
      Net         −19.74 EUR
      Tax         VAT 20 % (event 2 of 1 Jan 2025)
      Customer    cust-7 (event 1 of 1 Jan 2025)
      Due         15 Jan 2025
      Why         charged at other terms instead
      Corrects    the invoice of 1 Jan 2025, line fee/fee/2025-01-01..2025-02-01/a671a430010c4288/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, INV-6
    Fee, 15 – 31 Jan 2025
      Price     12.00: the item as added (event 2 of 1 Jan 2025)
      Quantity  5 (event 3 of 15 Jan 2025, recorded on 5 Jan 2025)
      Share     17 of the 31 days of 1 – 31 Jan 2025
      Exact     5 × 12.00 × 17/31 = 32.90322580…, rounded half away from zero: 32.90
      Net       32.90 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       15 Jan 2025: these terms begin to hold inside the billing period
      Rules     MON-2, HIS-1, CHG-6, CHG-8
    ");
    insta::assert_snapshot!(french(&history, &documents[1..]), @"
    Fee, du 15/01/2025 au 31/01/2025
      Prix           12,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025)
      Quantité       3 (événement 2 du 01/01/2025)
      Part           17 des 31 jours du 01/01/2025 au 31/01/2025
      Exact          − 3 × 12,00 × 17/31 = −19,74193548…, arrondi au plus proche, le demi s'éloignant de zéro : −19,74
      Rectification  déjà facturé, 31 jours : 36,00 ; après l'avoir, 14 jours : 16,26
      HT             −19,74 EUR
      Taxe           TVA 20 % (événement 2 du 01/01/2025)
      Client         cust-7 (événement 1 du 01/01/2025)
      Échéance       15/01/2025
      Motif          facturé à d'autres conditions
      Rectifie       la facture du 01/01/2025, ligne fee/fee/2025-01-01..2025-02-01/a671a430010c4288/+/1
      Règles         MON-2, HIS-1, CHG-6, CHG-8, INV-6
    Fee, du 15/01/2025 au 31/01/2025
      Prix      12,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025)
      Quantité  5 (événement 3 du 15/01/2025, saisi le 05/01/2025)
      Part      17 des 31 jours du 01/01/2025 au 31/01/2025
      Exact     5 × 12,00 × 17/31 = 32,90322580…, arrondi au plus proche, le demi s'éloignant de zéro : 32,90
      HT        32,90 EUR
      Taxe      TVA 20 % (événement 2 du 01/01/2025)
      Client    cust-7 (événement 1 du 01/01/2025)
      Échéance  15/01/2025 : ces conditions prennent effet au cours de la période
      Règles    MON-2, HIS-1, CHG-6, CHG-8
    ");
}

/// HIS-4: from plan one to plan two on 11 January.
#[test]
fn a_changed_plan_is_explained() {
    let history = history(
        r#"{"format":"tacite-events","version":1,"subscription":"plan"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"desk","item":{"label":"Desk","plan_item":"desk","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"plan-changed":{"plan":{"id":"two","items":[{"id":"desk-2","item":{"label":"Desk XL","plan_item":"desk","price":{"flat":"50.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}]}}}}
"#,
    );
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents), @"
    Desk, 1 – 10 Jan 2025
      Price     30.00: the item as added (event 2 of 1 Jan 2025)
      Share     10 of the 31 days of 1 – 31 Jan 2025
      Exact     30.00 × 10/31 = 9.67741935…, rounded half away from zero: 9.68
      Net       9.68 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       1 Jan 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    Desk XL, 11 – 31 Jan 2025
      Price     50.00: the plan (event 3 of 11 Jan 2025, recorded on 1 Jan 2025)
      Share     21 of the 31 days of 1 – 31 Jan 2025
      Exact     50.00 × 21/31 = 33.87096774…, rounded half away from zero: 33.87
      Net       33.87 EUR
      Tax       VAT 20 % (event 3 of 11 Jan 2025, recorded on 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       11 Jan 2025: these terms begin to hold inside the billing period
      Rules     MON-2, HIS-1, CHG-6, CHG-8
    ");
    insta::assert_snapshot!(french(&history, &documents[1..]), @"
    Desk XL, du 11/01/2025 au 31/01/2025
      Prix      50,00 : la formule (événement 3 du 11/01/2025, saisi le 01/01/2025)
      Part      21 des 31 jours du 01/01/2025 au 31/01/2025
      Exact     50,00 × 21/31 = 33,87096774…, arrondi au plus proche, le demi s'éloignant de zéro : 33,87
      HT        33,87 EUR
      Taxe      TVA 20 % (événement 3 du 11/01/2025, saisi le 01/01/2025)
      Client    cust-7 (événement 1 du 01/01/2025)
      Échéance  11/01/2025 : ces conditions prennent effet au cours de la période
      Règles    MON-2, HIS-1, CHG-6, CHG-8
    ");
}

/// CHG-2: 14 days free, then 9.00 for a month, then 12.00.
#[test]
fn a_trial_and_an_introductory_price_are_explained() {
    let schedule = r#""every":"1 month","phases":[{"length":"14 days","price":"free"},{"length":"1 month","price":{"price":"9.00"}}]"#;
    let history = Fee { schedule, ..Fee::a_month(r#"{"flat":"12.00"}"#, "2025-01-01") }.then(&[]);
    let documents = nights(&history, "2025-01-01", "2025-02-20");
    insta::assert_snapshot!(english(&history, &documents), @"
    Fee, 15 – 31 Jan 2025
      Price     9.00: phase 2 of the item (event 2 of 1 Jan 2025)
      Share     17 of the 31 days of 1 – 31 Jan 2025
      Exact     9.00 × 17/31 = 4.93548387…, rounded half away from zero: 4.94
      Net       4.94 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       15 Jan 2025: these terms begin to hold inside the billing period
      Rules     MON-2, HIS-1, CHG-2, CHG-6, CHG-8
    Fee, 1 – 14 Feb 2025
      Price     9.00: phase 2 of the item (event 2 of 1 Jan 2025)
      Share     14 of the 28 days of 1 – 28 Feb 2025
      Exact     9.00 × 14/28 = 4.50
      Net       4.50 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       1 Feb 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-2, CHG-6, INV-2
    Fee, 15 – 28 Feb 2025
      Price     12.00: the item as added (event 2 of 1 Jan 2025)
      Share     14 of the 28 days of 1 – 28 Feb 2025
      Exact     12.00 × 14/28 = 6.00
      Net       6.00 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       15 Feb 2025: these terms begin to hold inside the billing period
      Rules     MON-2, HIS-1, CHG-6, CHG-8
    ");
    insta::assert_snapshot!(french(&history, &documents[..1]), @"
    Fee, du 15/01/2025 au 31/01/2025
      Prix      9,00 : phase 2 de l'article (événement 2 du 01/01/2025)
      Part      17 des 31 jours du 01/01/2025 au 31/01/2025
      Exact     9,00 × 17/31 = 4,93548387…, arrondi au plus proche, le demi s'éloignant de zéro : 4,94
      HT        4,94 EUR
      Taxe      TVA 20 % (événement 2 du 01/01/2025)
      Client    cust-7 (événement 1 du 01/01/2025)
      Échéance  15/01/2025 : ces conditions prennent effet au cours de la période
      Règles    MON-2, HIS-1, CHG-2, CHG-6, CHG-8
    ");
}

/// CHG-2: a free month, shown as charge less allowance.
#[test]
fn a_free_month_that_is_shown_is_explained() {
    let schedule =
        r#""every":"1 month","phases":[{"length":"1 month","price":"free-as-allowance"}]"#;
    let history = Fee { schedule, ..FEE }.then(&[]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents), @"
    Fee, 1 – 31 Jan 2025
      Price      31.00: the item as added (event 2 of 1 Jan 2025)
      Share      the whole of 1 – 31 Jan 2025
      Exact      31.00
      Allowance  all of it: phase 1 of the item, free (event 2 of 1 Jan 2025)
      Exact      after it 0.00
      Allowance  31.00 − 31.00 = 0.00
      Net        0.00 EUR
      Tax        VAT 20 % (event 2 of 1 Jan 2025)
      Customer   cust-7 (event 1 of 1 Jan 2025)
      Due        1 Jan 2025: the billing period begins, billed in advance
      Rules      MON-2, HIS-1, CHG-6, CHG-9, INV-2
    ");
    insta::assert_snapshot!(french(&history, &documents), @"
    Fee, du 01/01/2025 au 31/01/2025
      Prix      31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025)
      Part      toute la période du 01/01/2025 au 31/01/2025
      Exact     31,00
      Remise    la totalité : phase 1 de l'article, offerte (événement 2 du 01/01/2025)
      Exact     après elle 0,00
      Remise    31,00 − 31,00 = 0,00
      HT        0,00 EUR
      Taxe      TVA 20 % (événement 2 du 01/01/2025)
      Client    cust-7 (événement 1 du 01/01/2025)
      Échéance  01/01/2025 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-6, CHG-9, INV-2
    ");
}

const TEN_PERCENT: &str = r#"{"discount-granted":{"id":"loyal","discount":{"label":"Loyalty","value":{"percent":"10"},"lasts":"forever"}}}"#;
const TWO_OFF: &str = r#"{"discount-granted":{"id":"gift","discount":{"label":"Gift","value":{"amount":"2.00"},"item":"fee","lasts":"forever","order":1}}}"#;

/// CHG-9: 30.00 less 10 % and then 2.00, 25.00 a month: for 12 days of 31 gross 11.61, net 9.677419…, 9.68.
#[test]
fn discounts_are_explained() {
    let fee = Fee { start: "2025-01-20", schedule: ON_THE_FIRST, ..thirty() };
    let history = fee
        .then(&[("2025-01-20", "2025-01-20", TEN_PERCENT), ("2025-01-20", "2025-01-20", TWO_OFF)]);
    let documents = nights(&history, "2025-01-20", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents), @"
    Fee, 20 – 31 Jan 2025
      Price      30.00: the item as added (event 2 of 20 Jan 2025)
      Share      12 of the 31 days of 1 – 31 Jan 2025
      Exact      30.00 × 12/31 = 11.61290322…, rounded half away from zero: 11.61
      Allowance  10 %: discount loyal (event 3 of 20 Jan 2025)
      Allowance  2.00 per period: discount gift (event 4 of 20 Jan 2025)
      Exact      after it 9.67741935…, rounded half away from zero: 9.68
      Allowance  11.61 − 1.93 = 9.68
      Net        9.68 EUR
      Tax        VAT 20 % (event 2 of 20 Jan 2025)
      Customer   cust-7 (event 1 of 20 Jan 2025)
      Due        20 Jan 2025: the billing period begins, billed in advance
      Rules      MON-2, HIS-1, CHG-6, CHG-9, INV-2
    ");
    insta::assert_snapshot!(french(&history, &documents), @"
    Fee, du 20/01/2025 au 31/01/2025
      Prix      30,00 : l'article tel qu'ajouté (événement 2 du 20/01/2025)
      Part      12 des 31 jours du 01/01/2025 au 31/01/2025
      Exact     30,00 × 12/31 = 11,61290322…, arrondi au plus proche, le demi s'éloignant de zéro : 11,61
      Remise    10 % : remise loyal (événement 3 du 20/01/2025)
      Remise    2,00 par période : remise gift (événement 4 du 20/01/2025)
      Exact     après elle 9,67741935…, arrondi au plus proche, le demi s'éloignant de zéro : 9,68
      Remise    11,61 − 1,93 = 9,68
      HT        9,68 EUR
      Taxe      TVA 20 % (événement 2 du 20/01/2025)
      Client    cust-7 (événement 1 du 20/01/2025)
      Échéance  20/01/2025 : début de la période de facturation, à échoir
      Règles    MON-2, HIS-1, CHG-6, CHG-9, INV-2
    ");
}

/// INV-8
#[test]
fn a_one_off_is_explained() {
    let history = history(SETUP);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents), @"
    Setup, 9 Jan 2025
      Price     99.00: the item as added (event 2 of 9 Jan 2025, recorded on 1 Jan 2025)
      Share     once
      Exact     99.00
      Net       99.00 EUR
      Tax       VAT 20 % (event 2 of 9 Jan 2025, recorded on 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       9 Jan 2025: charged once, for 9 Jan 2025
      Rules     MON-2, HIS-1, CHG-6, INV-8
    ");
    insta::assert_snapshot!(french(&history, &documents), @"
    Setup, le 09/01/2025
      Prix      99,00 : l'article tel qu'ajouté (événement 2 du 09/01/2025, saisi le 01/01/2025)
      Part      une fois
      Exact     99,00
      HT        99,00 EUR
      Taxe      TVA 20 % (événement 2 du 09/01/2025, saisi le 01/01/2025)
      Client    cust-7 (événement 1 du 01/01/2025)
      Échéance  09/01/2025 : facturé une fois, pour le 09/01/2025
      Règles    MON-2, HIS-1, CHG-6, INV-8
    ");
}

/// 99.00 on 9 January 2025.
const SETUP: &str = r#"{"format":"tacite-events","version":1,"subscription":"setup"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","effective_on":"2025-01-09","event":{"item-added":{"id":"setup","item":{"label":"Setup","price":{"flat":"99.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// A line of another history, or of a longer one, is an error that says so.
#[test]
fn a_line_of_another_history_is_told() {
    let history = FEE.then(&[]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    let line = documents[0].lines.first();
    let other = Fee { subscription: "other", ..FEE }.then(&[]);
    insta::assert_snapshot!(explain(&other, line).unwrap_err(), @"the history is of subscription other, the line of subscription fee (EXP-1)");
    let shorter = history.until_sequence(1);
    insta::assert_snapshot!(explain(&shorter, line).unwrap_err(), @"the line follows from event 2, the newest event of the history is 1 (EXP-1)");
    let dearer = Fee { price: r#"{"flat":"32.00"}"#, ..FEE }.then(&[]);
    insta::assert_snapshot!(explain(&dearer, line).unwrap_err(), @"item fee, period [2025-01-01, 2025-02-01): the history does not give such a line (EXP-1)");
}
