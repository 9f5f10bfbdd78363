//! Pauses, credits, cents and ends explained: what is corrected, and why (EXP-1, PAU-1, INV-6, INV-9, TRM-3).

use tacite::explain::{DueReason, explain};
use tacite::schedule::DayRange;

use super::{english, french};
use crate::billing::nights;
use crate::written::{FEE, Fee, by_days, nights_on, price, retracted};

const MARCH: Fee = Fee::a_month(r#"{"flat":"120.00"}"#, "2025-03-01");

/// PAU-1: 40 % of 120.00 for 14 days, known from the start; then at a price of 31.00.
#[test]
fn a_reduced_pause_is_explained() {
    let percent =
        r#"{"paused":{"pause":{"shape":{"reduced":{"percent":"40"}},"until":"2025-03-24"}}}"#;
    let history = MARCH.then(&[("2025-03-01", "2025-03-10", percent)]);
    let documents = nights(&history, "2025-03-01", "2025-03-31");
    insta::assert_snapshot!(english(&history, &documents[1..]), @"
    Fee, 10 – 23 Mar 2025
      Price     120.00: the item as added (event 2 of 1 Mar 2025)
      Reduced   to 40 % by a pause (event 3 of 10 Mar 2025, recorded on 1 Mar 2025)
      Share     14 of the 31 days of 1 – 31 Mar 2025
      Exact     120.00 × 40 % × 14/31 = 21.67741935…, rounded half away from zero: 21.68
      Net       21.68 EUR
      Tax       VAT 20 % (event 2 of 1 Mar 2025)
      Customer  cust-7 (event 1 of 1 Mar 2025)
      Due       10 Mar 2025: these terms begin to hold inside the billing period
      Rules     MON-2, HIS-1, CHG-6, CHG-8, PAU-1
    ");
    insta::assert_snapshot!(french(&history, &documents[1..]), @"
    Fee, du 10/03/2025 au 23/03/2025
      Prix      120,00 : l'article tel qu'ajouté (événement 2 du 01/03/2025)
      Réduit    à 40 % par une pause (événement 3 du 10/03/2025, saisi le 01/03/2025)
      Part      14 des 31 jours du 01/03/2025 au 31/03/2025
      Exact     120,00 × 40 % × 14/31 = 21,67741935…, arrondi au plus proche, le demi s'éloignant de zéro : 21,68
      HT        21,68 EUR
      Taxe      TVA 20 % (événement 2 du 01/03/2025)
      Client    cust-7 (événement 1 du 01/03/2025)
      Échéance  10/03/2025 : ces conditions prennent effet au cours de la période
      Règles    MON-2, HIS-1, CHG-6, CHG-8, PAU-1
    ");
    let price =
        r#"{"paused":{"pause":{"shape":{"reduced":{"price":"31.00"}},"until":"2025-03-24"}}}"#;
    let history = MARCH.then(&[("2025-03-01", "2025-03-10", price)]);
    let documents = nights(&history, "2025-03-01", "2025-03-31");
    insta::assert_snapshot!(english(&history, &documents[1..]), @"
    Fee, 10 – 23 Mar 2025
      Price     31.00: a pause at a reduced price (event 3 of 10 Mar 2025, recorded on 1 Mar 2025)
      Share     14 of the 31 days of 1 – 31 Mar 2025
      Exact     31.00 × 14/31 = 14.00
      Net       14.00 EUR
      Tax       VAT 20 % (event 2 of 1 Mar 2025)
      Customer  cust-7 (event 1 of 1 Mar 2025)
      Due       10 Mar 2025: these terms begin to hold inside the billing period
      Rules     MON-2, HIS-1, CHG-6, CHG-8, PAU-1
    ");
}

/// PAU-5: 14/31 of 120.00 come back; 65.81 stay.
#[test]
fn the_credit_of_a_pause_is_explained() {
    let history = MARCH.then(&[("2025-03-05", "2025-03-10", &by_days("2025-03-24"))]);
    let documents = nights(&history, "2025-03-01", "2025-03-31");
    insta::assert_snapshot!(english(&history, &documents[1..]), @"
    Fee, 10 – 23 Mar 2025
      Price       120.00: the item as added (event 2 of 1 Mar 2025)
      Share       14 of the 31 days of 1 – 31 Mar 2025
      Exact       − 120.00 × 14/31 = −54.19354838…, rounded half away from zero: −54.19
      Correction  charged before, 31 days: 120.00; after the credit, 17 days: 65.81
      Net         −54.19 EUR
      Tax         VAT 20 % (event 2 of 1 Mar 2025)
      Customer    cust-7 (event 1 of 1 Mar 2025)
      Due         10 Mar 2025
      Why         paused by days, 10 – 23 Mar 2025 (event 3 of 10 Mar 2025, recorded on 5 Mar 2025)
      Corrects    the invoice of 1 Mar 2025, line fee/fee/2025-03-01..2025-04-01/f0771e2850667abd/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, PAU-1, INV-6
    ");
    insta::assert_snapshot!(french(&history, &documents[1..]), @"
    Fee, du 10/03/2025 au 23/03/2025
      Prix           120,00 : l'article tel qu'ajouté (événement 2 du 01/03/2025)
      Part           14 des 31 jours du 01/03/2025 au 31/03/2025
      Exact          − 120,00 × 14/31 = −54,19354838…, arrondi au plus proche, le demi s'éloignant de zéro : −54,19
      Rectification  déjà facturé, 31 jours : 120,00 ; après l'avoir, 17 jours : 65,81
      HT             −54,19 EUR
      Taxe           TVA 20 % (événement 2 du 01/03/2025)
      Client         cust-7 (événement 1 du 01/03/2025)
      Échéance       10/03/2025
      Motif          en pause au jour, du 10/03/2025 au 23/03/2025 (événement 3 du 10/03/2025, saisi le 05/03/2025)
      Rectifie       la facture du 01/03/2025, ligne fee/fee/2025-03-01..2025-04-01/f0771e2850667abd/+/1
      Règles         MON-2, HIS-1, CHG-6, CHG-8, PAU-1, INV-6
    ");
}

const JUNE: Fee = Fee::a_month(r#"{"flat":"10.00"}"#, "2025-06-01");

/// INV-6: 20 days issued for 6.67, 10 right for 3.33: −3.34, −0.01 of it rounding. Then a charge after
/// others: its rounding part is that of the whole.
#[test]
fn a_rounding_part_is_explained() {
    let history = JUNE.then(&[
        ("2025-06-01", "2025-06-21", &by_days("2025-07-01")),
        ("2025-06-05", "2025-06-11", &by_days("2025-06-21")),
        ("2025-06-12", "2025-06-12", &retracted(4)),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    insta::assert_snapshot!(english(&history, &documents), @"
    Fee, 1 – 20 Jun 2025
      Price     10.00: the item as added (event 2 of 1 Jun 2025)
      Share     20 of the 30 days of 1 – 30 Jun 2025
      Exact     10.00 × 20/30 = 6.66666666…, rounded half away from zero: 6.67
      Net       6.67 EUR
      Tax       VAT 20 % (event 2 of 1 Jun 2025)
      Customer  cust-7 (event 1 of 1 Jun 2025)
      Due       1 Jun 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    Fee, 11 – 20 Jun 2025
      Price       10.00: the item as added (event 2 of 1 Jun 2025)
      Share       10 of the 30 days of 1 – 30 Jun 2025
      Exact       − 10.00 × 10/30 = −3.33333333…, rounded half away from zero: −3.33
      Correction  charged before, 20 days: 6.67; after the credit, 10 days: 3.33
      Rounding    −0.01: its days alone would cost −3.33
      Net         −3.34 EUR
      Tax         VAT 20 % (event 2 of 1 Jun 2025)
      Customer    cust-7 (event 1 of 1 Jun 2025)
      Due         11 Jun 2025
      Why         paused by days, 11 – 20 Jun 2025 (event 4 of 11 Jun 2025, recorded on 5 Jun 2025)
      Corrects    the invoice of 1 Jun 2025, line fee/fee/2025-06-01..2025-07-01/251829ba5aa0d671/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, PAU-1, INV-6
    Fee, 11 – 20 Jun 2025
      Price       10.00: the item as added (event 2 of 1 Jun 2025)
      Share       10 of the 30 days of 1 – 30 Jun 2025
      Exact       10.00 × 10/30 = 3.33333333…, rounded half away from zero: 3.33
      Correction  charged before, 10 days: 3.33; with these, 20 days: 6.67
      Rounding    0.01: its days alone would cost 3.33
      Net         3.34 EUR
      Tax         VAT 20 % (event 2 of 1 Jun 2025)
      Customer    cust-7 (event 1 of 1 Jun 2025)
      Due         1 Jun 2025: the billing period begins, billed in advance
      Rules       MON-2, HIS-1, CHG-6, INV-2, INV-6
    ");
    insta::assert_snapshot!(french(&history, &documents[1..]), @"
    Fee, du 11/06/2025 au 20/06/2025
      Prix           10,00 : l'article tel qu'ajouté (événement 2 du 01/06/2025)
      Part           10 des 30 jours du 01/06/2025 au 30/06/2025
      Exact          − 10,00 × 10/30 = −3,33333333…, arrondi au plus proche, le demi s'éloignant de zéro : −3,33
      Rectification  déjà facturé, 20 jours : 6,67 ; après l'avoir, 10 jours : 3,33
      Arrondi        −0,01 : ses jours seuls coûteraient −3,33
      HT             −3,34 EUR
      Taxe           TVA 20 % (événement 2 du 01/06/2025)
      Client         cust-7 (événement 1 du 01/06/2025)
      Échéance       11/06/2025
      Motif          en pause au jour, du 11/06/2025 au 20/06/2025 (événement 4 du 11/06/2025, saisi le 05/06/2025)
      Rectifie       la facture du 01/06/2025, ligne fee/fee/2025-06-01..2025-07-01/251829ba5aa0d671/+/1
      Règles         MON-2, HIS-1, CHG-6, CHG-8, PAU-1, INV-6
    Fee, du 11/06/2025 au 20/06/2025
      Prix           10,00 : l'article tel qu'ajouté (événement 2 du 01/06/2025)
      Part           10 des 30 jours du 01/06/2025 au 30/06/2025
      Exact          10,00 × 10/30 = 3,33333333…, arrondi au plus proche, le demi s'éloignant de zéro : 3,33
      Rectification  déjà facturé, 10 jours : 3,33 ; avec ceux-ci, 20 jours : 6,67
      Arrondi        0,01 : ses jours seuls coûteraient 3,33
      HT             3,34 EUR
      Taxe           TVA 20 % (événement 2 du 01/06/2025)
      Client         cust-7 (événement 1 du 01/06/2025)
      Échéance       01/06/2025 : début de la période de facturation, à échoir
      Règles         MON-2, HIS-1, CHG-6, INV-2, INV-6
    ");
}

/// INV-6, L7: day 1 for 0.33, day 30 for 0.34; then day 1 is wrong, and 0.67 − 0.33 = 0.34 have to be
/// given back, of which its line has 0.33: the cent comes from the line of day 30.
#[test]
fn a_cent_that_is_carried_to_another_line_is_explained() {
    let history = JUNE.then(&[
        ("2025-06-01", "2025-06-02", &by_days("2025-07-01")),
        ("2025-06-15", "2025-06-30", r#""resumed""#),
        ("2025-06-20", "2025-06-01", &by_days("2025-06-02")),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    insta::assert_snapshot!(english(&history, &documents[1..2]), @"
    Fee, 30 Jun 2025
      Price       10.00: the item as added (event 2 of 1 Jun 2025)
      Share       1 of the 30 days of 1 – 30 Jun 2025
      Exact       10.00 × 1/30 = 0.33333333…, rounded half away from zero: 0.33
      Correction  charged before, 1 day: 0.33; with these, 2 days: 0.67
      Rounding    0.01: its days alone would cost 0.33
      Net         0.34 EUR
      Tax         VAT 20 % (event 2 of 1 Jun 2025)
      Customer    cust-7 (event 1 of 1 Jun 2025)
      Due         1 Jun 2025: the billing period begins, billed in advance
      Rules       MON-2, HIS-1, CHG-6, INV-2, INV-6
    ");
    insta::assert_snapshot!(english(&history, &documents[2..]), @"
    Fee, 1 Jun 2025
      Price       10.00: the item as added (event 2 of 1 Jun 2025)
      Share       1 of the 30 days of 1 – 30 Jun 2025
      Exact       − 10.00 × 1/30 = −0.33333333…, rounded half away from zero: −0.33
      Correction  charged before, 2 days: 0.67; after the credit, 1 day: 0.33
      Carried     0.01: no more is left of the line corrected, another one gives it back
      Net         −0.33 EUR
      Tax         VAT 20 % (event 2 of 1 Jun 2025)
      Customer    cust-7 (event 1 of 1 Jun 2025)
      Due         1 Jun 2025
      Why         paused by days, 1 Jun 2025 (event 5 of 1 Jun 2025, recorded on 20 Jun 2025)
      Corrects    the invoice of 1 Jun 2025, line fee/fee/2025-06-01..2025-07-01/251829ba5aa0d671/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, PAU-1, INV-6
    Fee, 1 – 30 Jun 2025
      Price     10.00: the item as added (event 2 of 1 Jun 2025)
      Carried   −0.01: taken over from a line of which no more is left
      Net       −0.01 EUR
      Tax       VAT 20 % (event 2 of 1 Jun 2025)
      Customer  cust-7 (event 1 of 1 Jun 2025)
      Due       1 Jun 2025
      Why       what is left over of another credit of these terms
      Corrects  the invoice of 15 Jun 2025, line fee/fee/2025-06-01..2025-07-01/251829ba5aa0d671/+/2
      Rules     MON-2, HIS-1, CHG-6, CHG-8, INV-6
    ");
    insta::assert_snapshot!(french(&history, &documents[2..]), @"
    Fee, le 01/06/2025
      Prix           10,00 : l'article tel qu'ajouté (événement 2 du 01/06/2025)
      Part           1 des 30 jours du 01/06/2025 au 30/06/2025
      Exact          − 10,00 × 1/30 = −0,33333333…, arrondi au plus proche, le demi s'éloignant de zéro : −0,33
      Rectification  déjà facturé, 2 jours : 0,67 ; après l'avoir, 1 jour : 0,33
      Report         0,01 : il ne reste pas plus de la ligne rectifiée, une autre le rend
      HT             −0,33 EUR
      Taxe           TVA 20 % (événement 2 du 01/06/2025)
      Client         cust-7 (événement 1 du 01/06/2025)
      Échéance       01/06/2025
      Motif          en pause au jour, le 01/06/2025 (événement 5 du 01/06/2025, saisi le 20/06/2025)
      Rectifie       la facture du 01/06/2025, ligne fee/fee/2025-06-01..2025-07-01/251829ba5aa0d671/+/1
      Règles         MON-2, HIS-1, CHG-6, CHG-8, PAU-1, INV-6
    Fee, du 01/06/2025 au 30/06/2025
      Prix      10,00 : l'article tel qu'ajouté (événement 2 du 01/06/2025)
      Report    −0,01 : repris d'une ligne dont il ne reste pas plus
      HT        −0,01 EUR
      Taxe      TVA 20 % (événement 2 du 01/06/2025)
      Client    cust-7 (événement 1 du 01/06/2025)
      Échéance  01/06/2025
      Motif     reste d'un autre avoir aux mêmes conditions
      Rectifie  la facture du 15/06/2025, ligne fee/fee/2025-06-01..2025-07-01/251829ba5aa0d671/+/2
      Règles    MON-2, HIS-1, CHG-6, CHG-8, INV-6
    ");
}

/// A price that was wrong is taken back: the credit is at the price of an event that is retracted since.
#[test]
fn a_credit_at_a_price_that_was_retracted_names_the_event_that_said_it() {
    let history = FEE.then(&[
        ("2025-01-01", "2025-01-01", &price("62.00")),
        ("2025-01-10", "2025-01-10", &retracted(3)),
    ]);
    let documents = nights_on(&history, &["2025-01-01", "2025-01-10"]);
    insta::assert_snapshot!(english(&history, &documents[1..]), @"
    Fee, 1 – 31 Jan 2025
      Price       62.00: a change of price (event 3 of 1 Jan 2025)
      Share       the whole of 1 – 31 Jan 2025
      Exact       −62.00
      Correction  charged before, 31 days: 62.00; after the credit, 0 days: 0.00
      Net         −62.00 EUR
      Tax         VAT 20 % (event 2 of 1 Jan 2025)
      Customer    cust-7 (event 1 of 1 Jan 2025)
      Due         1 Jan 2025
      Why         charged at other terms instead
      Corrects    the invoice of 1 Jan 2025, line fee/fee/2025-01-01..2025-02-01/2dd5a1e7fa8aef1a/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, INV-6
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
}

/// Two runs of days, one reason; and two reasons with one due date: the start is moved to 6 January, and
/// the item removed from the 21st on, so the days before and after are given back at once.
#[test]
fn reasons_are_told_by_days_where_they_differ() {
    let history = FEE.then(&[
        ("2025-01-01", "2025-01-11", &by_days("2025-01-21")),
        ("2025-01-05", "2025-01-01", &price("62.00")),
    ]);
    let documents = nights_on(&history, &["2025-01-01", "2025-01-05"]);
    let credit = documents[1].lines.first();
    let due = explain(&history, credit).unwrap().due;
    let DueReason::Credit(causes) = due else { unreachable!("it is a credit") };
    let days = |start, end| DayRange::new(start, end);
    let runs: Vec<_> = causes.iter().map(|cause| cause.days).collect();
    assert_eq!(runs, [days(1, 11), days(21, 32)]);
    insta::assert_snapshot!(english(&history, &documents[1..2]), @"
    Fee, 1 – 10 Jan 2025, 21 – 31 Jan 2025
      Price       31.00: the item as added (event 2 of 1 Jan 2025)
      Share       21 of the 31 days of 1 – 31 Jan 2025
      Exact       − 31.00 × 21/31 = −21.00
      Correction  charged before, 21 days: 21.00; after the credit, 0 days: 0.00
      Net         −21.00 EUR
      Tax         VAT 20 % (event 2 of 1 Jan 2025)
      Customer    cust-7 (event 1 of 1 Jan 2025)
      Due         1 Jan 2025
      Why         charged at other terms instead
      Corrects    the invoice of 1 Jan 2025, line fee/fee/2025-01-01..2025-02-01/d1e5080145ebd00c/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, INV-6
    ");

    let moved =
        r#"{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}"#;
    let added = r#"{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}"#;
    let history = FEE.then(&[
        ("2025-01-10", "2025-01-06", moved),
        ("2025-01-10", "2025-01-06", added),
        ("2025-01-10", "2025-01-21", r#"{"item-removed":{"id":"fee"}}"#),
    ]);
    let documents = nights_on(&history, &["2025-01-01", "2025-01-10"]);
    insta::assert_snapshot!(english(&history, &documents[1..]), @"
    Fee, 1 – 5 Jan 2025, 21 – 31 Jan 2025
      Price       31.00: the item as added (event 2 of 1 Jan 2025)
      Share       16 of the 31 days of 1 – 31 Jan 2025
      Exact       − 31.00 × 16/31 = −16.00
      Correction  charged before, 31 days: 31.00; after the credit, 15 days: 15.00
      Net         −16.00 EUR
      Tax         VAT 20 % (event 2 of 1 Jan 2025)
      Customer    cust-7 (event 1 of 1 Jan 2025)
      Due         1 Jan 2025: with the line corrected
      Why         days 1 to 5: the subscription starts on 6 Jan 2025 (event 3 of 6 Jan 2025, recorded on 10 Jan 2025)
      Why         days 21 to 31: the item is removed from 21 Jan 2025 on (event 5 of 21 Jan 2025, recorded on 10 Jan 2025)
      Corrects    the invoice of 1 Jan 2025, line fee/fee/2025-01-01..2025-02-01/d1e5080145ebd00c/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-7, CHG-8, INV-6
    ");
    insta::assert_snapshot!(french(&history, &documents[1..]), @"
    Fee, du 01/01/2025 au 05/01/2025, du 21/01/2025 au 31/01/2025
      Prix           31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025)
      Part           16 des 31 jours du 01/01/2025 au 31/01/2025
      Exact          − 31,00 × 16/31 = −16,00
      Rectification  déjà facturé, 31 jours : 31,00 ; après l'avoir, 15 jours : 15,00
      HT             −16,00 EUR
      Taxe           TVA 20 % (événement 2 du 01/01/2025)
      Client         cust-7 (événement 1 du 01/01/2025)
      Échéance       01/01/2025 : avec la ligne rectifiée
      Motif          jours 1 à 5 : l'abonnement commence le 06/01/2025 (événement 3 du 06/01/2025, saisi le 10/01/2025)
      Motif          jours 21 à 31 : l'article est retiré à partir du 21/01/2025 (événement 5 du 21/01/2025, saisi le 10/01/2025)
      Rectifie       la facture du 01/01/2025, ligne fee/fee/2025-01-01..2025-02-01/d1e5080145ebd00c/+/1
      Règles         MON-2, HIS-1, CHG-6, CHG-7, CHG-8, INV-6
    ");
}

/// The same terms by another event: up to the 10th by the item, then 62.00, from the 21st 31.00 again by
/// a change of price.
#[test]
fn terms_that_hold_again_by_another_event_name_it_too() {
    let history = FEE.then(&[
        ("2025-01-01", "2025-01-11", &price("62.00")),
        ("2025-01-01", "2025-01-21", &price("31.00")),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents[..1]), @"
    Fee, 1 – 10 Jan 2025, 21 – 31 Jan 2025
      Price     31.00: the item as added (event 2 of 1 Jan 2025)
      Again     the same terms from 21 Jan 2025 on: a change of price (event 4 of 21 Jan 2025, recorded on 1 Jan 2025)
      Share     21 of the 31 days of 1 – 31 Jan 2025
      Exact     31.00 × 21/31 = 21.00
      Net       21.00 EUR
      Tax       VAT 20 % (event 2 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       1 Jan 2025: the billing period begins, billed in advance
      Rules     MON-2, HIS-1, CHG-6, INV-2
    ");
    insta::assert_snapshot!(french(&history, &documents[..1]), @"
    Fee, du 01/01/2025 au 10/01/2025, du 21/01/2025 au 31/01/2025
      Prix       31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025)
      À nouveau  mêmes conditions dès le 21/01/2025 : changement de prix (événement 4 du 21/01/2025, saisi le 01/01/2025)
      Part       21 des 31 jours du 01/01/2025 au 31/01/2025
      Exact      31,00 × 21/31 = 21,00
      HT         21,00 EUR
      Taxe       TVA 20 % (événement 2 du 01/01/2025)
      Client     cust-7 (événement 1 du 01/01/2025)
      Échéance   01/01/2025 : début de la période de facturation, à échoir
      Règles     MON-2, HIS-1, CHG-6, INV-2
    ");
}

/// INV-9: goodwill of −5.00, taken back.
#[test]
fn an_adjustment_is_explained() {
    let goodwill = r#"{"manual-adjustment":{"amount":{"amount":"-5.00","currency":"EUR"},"tax":{"category":"standard","rate":"20"},"label":"Goodwill"}}"#;
    let history = FEE.then(&[
        ("2025-01-08", "2025-01-08", goodwill),
        ("2025-01-12", "2025-01-12", &retracted(3)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents[1..]), @"
    Goodwill, 8 Jan 2025
      Price     −5.00: a manual adjustment (event 3 of 8 Jan 2025)
      Share     once
      Exact     −5.00
      Net       −5.00 EUR
      Tax       VAT 20 % (event 3 of 8 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       8 Jan 2025: the day of the adjustment
      Rules     MON-2, HIS-1, CHG-6, INV-9
    Goodwill, 8 Jan 2025
      Price       −5.00: a manual adjustment (event 3 of 8 Jan 2025)
      Share       once
      Exact       5.00
      Correction  charged before, 1 day: −5.00; after the credit, 0 days: 0.00
      Net         5.00 EUR
      Tax         VAT 20 % (event 3 of 8 Jan 2025)
      Customer    cust-7 (event 1 of 1 Jan 2025)
      Due         8 Jan 2025: with the line corrected
      Why         the adjustment does not hold any more
      Corrects    the invoice of 8 Jan 2025, line fee/adjustment/#3/5a8e98285a6e2a30/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, INV-6, INV-9
    ");
    insta::assert_snapshot!(french(&history, &documents[1..]), @"
    Goodwill, le 08/01/2025
      Prix      −5,00 : régularisation manuelle (événement 3 du 08/01/2025)
      Part      une fois
      Exact     −5,00
      HT        −5,00 EUR
      Taxe      TVA 20 % (événement 3 du 08/01/2025)
      Client    cust-7 (événement 1 du 01/01/2025)
      Échéance  08/01/2025 : jour de la régularisation
      Règles    MON-2, HIS-1, CHG-6, INV-9
    Goodwill, le 08/01/2025
      Prix           −5,00 : régularisation manuelle (événement 3 du 08/01/2025)
      Part           une fois
      Exact          5,00
      Rectification  déjà facturé, 1 jour : −5,00 ; après l'avoir, 0 jour : 0,00
      HT             5,00 EUR
      Taxe           TVA 20 % (événement 3 du 08/01/2025)
      Client         cust-7 (événement 1 du 01/01/2025)
      Échéance       08/01/2025 : avec la ligne rectifiée
      Motif          la régularisation n'est plus en vigueur
      Rectifie       la facture du 08/01/2025, ligne fee/adjustment/#3/5a8e98285a6e2a30/+/1
      Règles         MON-2, HIS-1, CHG-6, CHG-8, INV-6, INV-9
    ");
}

/// TRM-3: terminated on 11 January for a fee of 50.00; the days after it come back.
#[test]
fn an_exit_fee_and_the_credit_of_the_end_are_explained() {
    let fee = Fee {
        contract: r#","commitment":{"for":"12 months"},"exit_fee":{"label":"Early exit","value":{"fixed":{"amount":"50.00","currency":"EUR"}},"tax":{"category":"standard","rate":"20"}}"#,
        ..FEE
    };
    let terminated = r#"{"terminated":{"exit_fee":{"amount":"50.00","currency":"EUR"}}}"#;
    let history = fee.then(&[("2025-01-05", "2025-01-11", terminated)]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(english(&history, &documents[1..]), @"
    Fee, 11 – 31 Jan 2025
      Price       31.00: the item as added (event 2 of 1 Jan 2025)
      Share       21 of the 31 days of 1 – 31 Jan 2025
      Exact       − 31.00 × 21/31 = −21.00
      Correction  charged before, 31 days: 31.00; after the credit, 10 days: 10.00
      Net         −21.00 EUR
      Tax         VAT 20 % (event 2 of 1 Jan 2025)
      Customer    cust-7 (event 1 of 1 Jan 2025)
      Due         11 Jan 2025
      Why         the contract ends on 11 Jan 2025 (event 3 of 11 Jan 2025, recorded on 5 Jan 2025)
      Corrects    the invoice of 1 Jan 2025, line fee/fee/2025-01-01..2025-02-01/d1e5080145ebd00c/+/1
      Rules       MON-2, HIS-1, CHG-6, CHG-8, TRM-8, INV-6
    Early exit, 11 Jan 2025
      Price     50.00: the exit fee accepted (event 3 of 11 Jan 2025, recorded on 5 Jan 2025)
      Share     once
      Exact     50.00
      Net       50.00 EUR
      Tax       VAT 20 % (event 1 of 1 Jan 2025)
      Customer  cust-7 (event 1 of 1 Jan 2025)
      Due       11 Jan 2025: the end of the contract
      Rules     MON-2, HIS-1, CHG-6, TRM-3
    ");
    insta::assert_snapshot!(french(&history, &documents[1..]), @"
    Fee, du 11/01/2025 au 31/01/2025
      Prix           31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025)
      Part           21 des 31 jours du 01/01/2025 au 31/01/2025
      Exact          − 31,00 × 21/31 = −21,00
      Rectification  déjà facturé, 31 jours : 31,00 ; après l'avoir, 10 jours : 10,00
      HT             −21,00 EUR
      Taxe           TVA 20 % (événement 2 du 01/01/2025)
      Client         cust-7 (événement 1 du 01/01/2025)
      Échéance       11/01/2025
      Motif          le contrat prend fin le 11/01/2025 (événement 3 du 11/01/2025, saisi le 05/01/2025)
      Rectifie       la facture du 01/01/2025, ligne fee/fee/2025-01-01..2025-02-01/d1e5080145ebd00c/+/1
      Règles         MON-2, HIS-1, CHG-6, CHG-8, TRM-8, INV-6
    Early exit, le 11/01/2025
      Prix      50,00 : frais de résiliation acceptés (événement 3 du 11/01/2025, saisi le 05/01/2025)
      Part      une fois
      Exact     50,00
      HT        50,00 EUR
      Taxe      TVA 20 % (événement 1 du 01/01/2025)
      Client    cust-7 (événement 1 du 01/01/2025)
      Échéance  11/01/2025 : fin du contrat
      Règles    MON-2, HIS-1, CHG-6, TRM-3
    ");
}
