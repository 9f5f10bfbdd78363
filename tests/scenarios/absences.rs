//! Why a day of an item has no charge, or which one it has, one reason a test (EXP-2).

use tacite::contract::{ItemId, PauseShape};
use tacite::explain::{AbsenceReason, Citation, Rule, Unowed, charged_by, explain_absence};
use tacite::history::History;
use tacite_formats::text::{self, Language};

use crate::billing::{billed_until, day};
use crate::written::{END_SET, FEE, Fee, by_days, retracted};

/// Says in both languages why an item has no charge for a date, as of 30 June 2025.
fn why_not(history: &History, item: &str, date: &str) -> String {
    why_not_by(history, (item, date), "2025-06-30")
}

fn why_not_by(history: &History, (item, date): (&str, &str), as_of: &str) -> String {
    let item = ItemId::new(item).unwrap();
    let absence = explain_absence(history, item, day(date), day(as_of)).unwrap();
    let [english, french] =
        [Language::English, Language::French].map(|language| text::absence(&absence, language));
    format!("{english}{french}").replace('\u{202f}', " ")
}

#[test]
fn a_subscription_that_is_not_started() {
    let history = FEE.then(&[("2025-01-02", "2025-01-02", &retracted(1))]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-15"), @"
    fee, 15 Jan 2025: nothing is owed (HIS-1): the subscription is not started.
    fee, 15/01/2025 : rien n'est dû (HIS-1) : l'abonnement n'a pas commencé.
    ");
}

#[test]
fn a_day_before_the_start() {
    insta::assert_snapshot!(why_not(&FEE.then(&[]), "fee", "2024-12-31"), @"
    fee, 31 Dec 2024: nothing is owed (CHG-7): the subscription starts on 1 Jan 2025 (event 1 of 1 Jan 2025).
    fee, 31/12/2024 : rien n'est dû (CHG-7) : l'abonnement commence le 01/01/2025 (événement 1 du 01/01/2025).
    ");
}

/// HIS-6: the contract is old, its first days were billed elsewhere
#[test]
fn a_day_before_the_first_that_is_billed_here() {
    let history = Fee { contract: r#","bill_from":"2025-01-16""#, ..FEE }.then(&[]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-15"), @"
    fee, 15 Jan 2025: nothing is owed (HIS-6): days before 16 Jan 2025 are billed elsewhere (event 1 of 1 Jan 2025).
    fee, 15/01/2025 : rien n'est dû (HIS-6) : les jours avant le 16/01/2025 sont facturés ailleurs (événement 1 du 01/01/2025).
    ");
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-16"), @"
    fee, 16 Jan 2025: owed, and due since 1 Jan 2025. Since 1 Jan 2025 the terms are 31.00, by the item as added (event 2 of 1 Jan 2025).
    fee, 16/01/2025 : dû, et exigible depuis le 01/01/2025. Depuis le 01/01/2025, les conditions sont 31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025).
    ");
}

#[test]
fn an_item_that_nothing_adds() {
    insta::assert_snapshot!(why_not(&FEE.then(&[]), "desk", "2025-01-15"), @"
    desk, 15 Jan 2025: nothing is owed (HIS-1): no event that holds adds the item.
    desk, 15/01/2025 : rien n'est dû (HIS-1) : aucun événement en vigueur n'ajoute l'article.
    ");
    let history = FEE.then(&[("2025-01-02", "2025-01-02", &retracted(2))]);
    assert_eq!(
        why_not(&history, "fee", "2025-01-15"),
        why_not(&FEE.then(&[]), "desk", "2025-01-15").replace("desk", "fee")
    );
}

/// HIS-1: the start was moved after the day on which the item was added
#[test]
fn an_item_that_is_added_before_the_start() {
    let moved =
        r#"{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}"#;
    let history = FEE.then(&[("2025-01-02", "2025-02-01", moved)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-02-15"), @"
    fee, 15 Feb 2025: nothing is owed (HIS-1): the item is added before the start or after the end, to no effect (event 2 of 1 Jan 2025).
    fee, 15/02/2025 : rien n'est dû (HIS-1) : l'article est ajouté avant le début ou après la fin, sans effet (événement 2 du 01/01/2025).
    ");
}

const DESK: &str = r#"{"item-added":{"id":"desk","item":{"label":"Desk","price":{"flat":"62.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}"#;

#[test]
fn a_day_before_the_item_is_added() {
    let history = FEE.then(&[("2025-01-02", "2025-02-01", DESK)]);
    insta::assert_snapshot!(why_not(&history, "desk", "2025-01-15"), @"
    desk, 15 Jan 2025: nothing is owed (CHG-7): the item is added on 1 Feb 2025 (event 3 of 1 Feb 2025, recorded on 2 Jan 2025).
    desk, 15/01/2025 : rien n'est dû (CHG-7) : l'article est ajouté le 01/02/2025 (événement 3 du 01/02/2025, saisi le 02/01/2025).
    ");
}

#[test]
fn an_item_that_is_removed() {
    let removed = r#"{"item-removed":{"id":"fee"}}"#;
    let history = FEE.then(&[("2025-01-10", "2025-01-15", removed)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-15"), @"
    fee, 15 Jan 2025: nothing is owed (CHG-7): the item is removed from 15 Jan 2025 on (event 3 of 15 Jan 2025, recorded on 10 Jan 2025).
    fee, 15/01/2025 : rien n'est dû (CHG-7) : l'article est retiré à partir du 15/01/2025 (événement 3 du 15/01/2025, saisi le 10/01/2025).
    ");
}

#[test]
fn an_end_that_was_set() {
    let history = FEE.then(&[("2025-02-01", "2025-03-01", END_SET)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-03-01"), @"
    fee, 1 Mar 2025: nothing is owed (TRM-8): the contract ends on 1 Mar 2025 (event 3 of 1 Mar 2025, recorded on 1 Feb 2025).
    fee, 01/03/2025 : rien n'est dû (TRM-8) : le contrat prend fin le 01/03/2025 (événement 3 du 01/03/2025, saisi le 01/02/2025).
    ");
}

#[test]
fn an_end_by_notice() {
    let notice = r#"{"notice-given":{"end":"2025-03-01"}}"#;
    let history = FEE.then(&[("2025-01-20", "2025-01-20", notice)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-03-01"), @"
    fee, 1 Mar 2025: nothing is owed (TRM-8): the contract ends on 1 Mar 2025 by notice (event 3 of 20 Jan 2025).
    fee, 01/03/2025 : rien n'est dû (TRM-8) : le contrat prend fin le 01/03/2025 par préavis (événement 3 du 20/01/2025).
    ");
}

#[test]
fn an_end_with_the_last_term() {
    let contract = r#","term":{"first":{"for":"2 months"},"renewal":"none"}"#;
    let history = Fee { contract, ..FEE }.then(&[]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-03-01"), @"
    fee, 1 Mar 2025: nothing is owed (TRM-8): the contract ends on 1 Mar 2025 with its last term (event 1 of 1 Jan 2025).
    fee, 01/03/2025 : rien n'est dû (TRM-8) : le contrat prend fin le 01/03/2025 à son dernier terme (événement 1 du 01/01/2025).
    ");
}

/// TRM-8: the last period is charged in full, so its days after the end are owed
#[test]
fn a_day_after_an_end_that_is_charged_in_full() {
    let full = r#"{"end-set":{"last_period":"full"}}"#;
    let history = FEE.then(&[("2025-02-01", "2025-03-11", full)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-03-31"), @"
    fee, 31 Mar 2025: owed, and due since 1 Mar 2025. Since 1 Jan 2025 the terms are 31.00, by the item as added (event 2 of 1 Jan 2025).
    fee, 31/03/2025 : dû, et exigible depuis le 01/03/2025. Depuis le 01/01/2025, les conditions sont 31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025).
    ");
    insta::assert_snapshot!(why_not(&history, "fee", "2025-04-01"), @"
    fee, 1 Apr 2025: nothing is owed (TRM-8): the contract ends on 1 Apr 2025 (event 3 of 11 Mar 2025, recorded on 1 Feb 2025).
    fee, 01/04/2025 : rien n'est dû (TRM-8) : le contrat prend fin le 01/04/2025 (événement 3 du 11/03/2025, saisi le 01/02/2025).
    ");
}

/// TRM-8, HIS-6: the days that are charged in full after the end are like the last one of service, and
/// that one is billed elsewhere
#[test]
fn a_day_after_an_end_that_is_billed_elsewhere() {
    let full = r#"{"end-set":{"last_period":"full"}}"#;
    let fee = Fee { contract: r#","bill_from":"2025-01-31""#, ..FEE };
    let history = fee.then(&[("2025-01-01", "2025-01-11", full)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-31"), @"
    fee, 31 Jan 2025: nothing is owed (HIS-6): days before 31 Jan 2025 are billed elsewhere (event 1 of 1 Jan 2025).
    fee, 31/01/2025 : rien n'est dû (HIS-6) : les jours avant le 31/01/2025 sont facturés ailleurs (événement 1 du 01/01/2025).
    ");
}

/// TRM-7: a consumer withdraws and pays the days served; the setup fee is given back
#[test]
fn a_one_off_that_is_given_back() {
    let setup = r#"{"item-added":{"id":"setup","item":{"label":"Setup","price":{"flat":"99.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once","refund":"refunded"}}}"#;
    let withdrawn = r#"{"withdrawn":{"credit":"less-days-served"}}"#;
    let history =
        FEE.then(&[("2025-01-01", "2025-01-01", setup), ("2025-01-10", "2025-01-10", withdrawn)]);
    insta::assert_snapshot!(why_not(&history, "setup", "2025-01-01"), @"
    setup, 1 Jan 2025: nothing is owed (TRM-7): a withdrawal gives it back (event 4 of 10 Jan 2025).
    setup, 01/01/2025 : rien n'est dû (TRM-7) : une rétractation le rembourse (événement 4 du 10/01/2025).
    ");
}

/// INV-8
#[test]
fn a_one_off_of_another_day() {
    let setup = r#"{"item-added":{"id":"setup","item":{"label":"Setup","price":{"flat":"99.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}"#;
    let history = FEE.then(&[("2025-01-01", "2025-01-09", setup)]);
    insta::assert_snapshot!(why_not(&history, "setup", "2025-01-10"), @"
    setup, 10 Jan 2025: nothing is owed (INV-8): the item is charged once, for 9 Jan 2025 (event 3 of 9 Jan 2025, recorded on 1 Jan 2025).
    setup, 10/01/2025 : rien n'est dû (INV-8) : l'article est facturé une fois, pour le 09/01/2025 (événement 3 du 09/01/2025, saisi le 01/01/2025).
    ");
    insta::assert_snapshot!(why_not(&history, "setup", "2025-01-09"), @"
    setup, 9 Jan 2025: owed, and due since 9 Jan 2025. Since 9 Jan 2025 the terms are 99.00, by the item as added (event 3 of 9 Jan 2025, recorded on 1 Jan 2025).
    setup, 09/01/2025 : dû, et exigible depuis le 09/01/2025. Depuis le 09/01/2025, les conditions sont 99,00 : l'article tel qu'ajouté (événement 3 du 09/01/2025, saisi le 01/01/2025).
    ");
}

/// CHG-2: 14 days free; a pause that stops the clock, without end, keeps them from ending
#[test]
fn a_day_in_a_free_phase() {
    let schedule = r#""every":"1 month","phases":[{"length":"14 days","price":"free"}]"#;
    let fee = Fee { schedule, ..FEE };
    insta::assert_snapshot!(why_not(&fee.then(&[]), "fee", "2025-01-14"), @"
    fee, 14 Jan 2025: nothing is owed (CHG-2): phase 1 of the item is free up to 14 Jan 2025 included (event 2 of 1 Jan 2025).
    fee, 14/01/2025 : rien n'est dû (CHG-2) : la phase 1 de l'article est gratuite jusqu'au 14/01/2025 inclus (événement 2 du 01/01/2025).
    ");
    insta::assert_snapshot!(why_not(&fee.then(&[]), "fee", "2025-01-15"), @"
    fee, 15 Jan 2025: owed, and due since 1 Jan 2025. Since 1 Jan 2025 the terms are 31.00, by the item as added (event 2 of 1 Jan 2025).
    fee, 15/01/2025 : dû, et exigible depuis le 01/01/2025. Depuis le 01/01/2025, les conditions sont 31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025).
    ");
    let open = r#"{"paused":{"pause":{"shape":{"reduced":{"price":"1.00"}}}}}"#;
    let history = fee.then(&[("2025-01-05", "2025-01-05", open)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-05-15"), @"
    fee, 15 May 2025: nothing is owed (CHG-2): phase 1 of the item is free until a pause ends (event 2 of 1 Jan 2025).
    fee, 15/05/2025 : rien n'est dû (CHG-2) : la phase 1 de l'article est gratuite tant que dure une pause (événement 2 du 01/01/2025).
    ");
}

/// CAL-6
#[test]
fn a_day_in_a_free_stub() {
    let schedule = r#""every":"1 month","anchor":{"day-of-month":1},"stubs":{"first":"free"}"#;
    let history = Fee { start: "2025-01-20", schedule, ..FEE }.then(&[]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-25"), @"
    fee, 25 Jan 2025: nothing is owed (CAL-6): the incomplete period is free.
    fee, 25/01/2025 : rien n'est dû (CAL-6) : la période incomplète est gratuite.
    ");
}

/// CAL-6: all of January is charged from the 20th on, its days before the start too
#[test]
fn a_day_before_the_start_that_a_full_stub_charges() {
    let schedule = r#""every":"1 month","anchor":{"day-of-month":1},"stubs":{"first":"full"}"#;
    let history = Fee { start: "2025-01-20", schedule, ..FEE }.then(&[]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-05"), @"
    fee, 5 Jan 2025: owed, and due since 20 Jan 2025. Since 20 Jan 2025 the terms are 31.00, by the item as added (event 2 of 20 Jan 2025).
    fee, 05/01/2025 : dû, et exigible depuis le 20/01/2025. Depuis le 20/01/2025, les conditions sont 31,00 : l'article tel qu'ajouté (événement 2 du 20/01/2025).
    ");
    insta::assert_snapshot!(why_not(&history, "fee", "2024-12-31"), @"
    fee, 31 Dec 2024: nothing is owed (CHG-7): the subscription starts on 20 Jan 2025 (event 1 of 20 Jan 2025).
    fee, 31/12/2024 : rien n'est dû (CHG-7) : l'abonnement commence le 20/01/2025 (événement 1 du 20/01/2025).
    ");
}

/// The days that a full stub adds are like the nearest day of service, here one after a transfer: service
/// begins when the pause ends.
#[test]
fn a_day_that_a_full_stub_charges_to_a_later_customer() {
    let schedule = r#""every":"1 month","anchor":{"day-of-month":1},"stubs":{"first":"full"}"#;
    let history = Fee { start: "2025-01-31", schedule, ..FEE }.then(&[
        ("2025-01-31", "2025-01-31", &paused("shift", Some("2025-02-03"))),
        ("2025-01-31", "2025-02-01", r#"{"transferred":{"customer":"cust-8"}}"#),
    ]);
    let why = why_not(&history, "fee", "2025-01-30");
    insta::assert_snapshot!(why, @"
    fee, 30 Jan 2025: owed, and due since 3 Feb 2025. Since 1 Feb 2025 the terms are 31.00, by the item as added (event 2 of 31 Jan 2025).
    fee, 30/01/2025 : dû, et exigible depuis le 03/02/2025. Depuis le 01/02/2025, les conditions sont 31,00 : l'article tel qu'ajouté (événement 2 du 31/01/2025).
    ");
}

#[test]
fn a_day_in_a_pause_by_days() {
    let history = FEE.then(&[("2025-01-05", "2025-01-10", &by_days("2025-01-24"))]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-23"), @"
    fee, 23 Jan 2025: nothing is owed (PAU-1): paused by days, 10 – 23 Jan 2025 (event 3 of 10 Jan 2025, recorded on 5 Jan 2025).
    fee, 23/01/2025 : rien n'est dû (PAU-1) : en pause au jour, du 10/01/2025 au 23/01/2025 (événement 3 du 10/01/2025, saisi le 05/01/2025).
    ");
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-24"), @"
    fee, 24 Jan 2025: owed, and due since 1 Jan 2025. Since 1 Jan 2025 the terms are 31.00, by the item as added (event 2 of 1 Jan 2025).
    fee, 24/01/2025 : dû, et exigible depuis le 01/01/2025. Depuis le 01/01/2025, les conditions sont 31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025).
    ");
}

fn paused(shape: &str, until: Option<&str>) -> String {
    let until = until.map_or(String::new(), |until| format!(r#","until":"{until}""#));
    format!(r#"{{"paused":{{"pause":{{"shape":"{shape}"{until}}}}}}}"#)
}

/// PAU-1: February begins in the pause, so all of it is free, the days after the pause too
#[test]
fn a_day_in_a_period_that_a_pause_skips() {
    let pause = paused("whole-periods", Some("2025-02-20"));
    let history = FEE.then(&[("2025-01-05", "2025-01-10", &pause)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-02-25"), @"
    fee, 25 Feb 2025: nothing is owed (PAU-1): the billing period begins in a pause of whole periods, 10 Jan – 19 Feb 2025 (event 3 of 10 Jan 2025, recorded on 5 Jan 2025).
    fee, 25/02/2025 : rien n'est dû (PAU-1) : la période commence pendant une pause par périodes entières, du 10/01/2025 au 19/02/2025 (événement 3 du 10/01/2025, saisi le 05/01/2025).
    ");
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-15"), @"
    fee, 15 Jan 2025: owed, and due since 1 Jan 2025. Since 1 Jan 2025 the terms are 31.00, by the item as added (event 2 of 1 Jan 2025).
    fee, 15/01/2025 : dû, et exigible depuis le 01/01/2025. Depuis le 01/01/2025, les conditions sont 31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025).
    ");
}

/// PAU-2
#[test]
fn a_day_that_a_pause_moves() {
    let pause = paused("shift", Some("2025-01-24"));
    let history = FEE.then(&[("2025-01-05", "2025-01-10", &pause)]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-15"), @"
    fee, 15 Jan 2025: nothing is owed (PAU-2): a pause moves these days to after it, 10 – 23 Jan 2025 (event 3 of 10 Jan 2025, recorded on 5 Jan 2025).
    fee, 15/01/2025 : rien n'est dû (PAU-2) : une pause décale ces jours après elle, du 10/01/2025 au 23/01/2025 (événement 3 du 10/01/2025, saisi le 05/01/2025).
    ");
}

/// PAU-2: in arrears even the days before the pause wait for its end
#[test]
fn a_day_that_an_open_pause_holds_back() {
    let schedule = r#""every":"1 month","timing":"arrears""#;
    let history =
        Fee { schedule, ..FEE }.then(&[("2025-01-05", "2025-01-10", &paused("shift", None))]);
    insta::assert_snapshot!(why_not(&history, "fee", "2025-03-15"), @"
    fee, 15 Mar 2025: nothing is owed (PAU-2): held back by a pause that moves days, from 10 Jan 2025 on, without end (event 3 of 10 Jan 2025, recorded on 5 Jan 2025).
    fee, 15/03/2025 : rien n'est dû (PAU-2) : retenu par une pause qui décale les jours, à partir du 10/01/2025, sans fin connue (événement 3 du 10/01/2025, saisi le 05/01/2025).
    ");
    insta::assert_snapshot!(why_not(&history, "fee", "2025-01-05"), @"
    fee, 5 Jan 2025: owed, but not due as long as a pause keeps its period from ending. Since 1 Jan 2025 the terms are 31.00, by the item as added (event 2 of 1 Jan 2025).
    fee, 05/01/2025 : dû, mais pas exigible tant qu'une pause empêche sa période de finir. Depuis le 01/01/2025, les conditions sont 31,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025).
    ");
}

/// CHG-8: in arrears, due on the 1st of the month after
#[test]
fn a_day_that_is_due_later() {
    let schedule = r#""every":"1 month","anchor":{"day-of-month":1},"timing":"arrears""#;
    let history =
        Fee { schedule, quantity: "3", price: r#"{"per-unit":"12.00"}"#, ..FEE }.then(&[]);
    let asked = |as_of| why_not_by(&history, ("fee", "2025-01-15"), as_of);
    insta::assert_snapshot!(asked("2025-01-31"), @"
    fee, 15 Jan 2025: owed, but due only on 1 Feb 2025; today is 31 Jan 2025. Since 1 Jan 2025 the terms are 3 × 12.00, by the item as added (event 2 of 1 Jan 2025).
    fee, 15/01/2025 : dû, mais exigible seulement le 01/02/2025 ; nous sommes le 31/01/2025. Depuis le 01/01/2025, les conditions sont 3 × 12,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025).
    ");
    insta::assert_snapshot!(asked("2025-02-01"), @"
    fee, 15 Jan 2025: owed, and due since 1 Feb 2025. Since 1 Jan 2025 the terms are 3 × 12.00, by the item as added (event 2 of 1 Jan 2025).
    fee, 15/01/2025 : dû, et exigible depuis le 01/02/2025. Depuis le 01/01/2025, les conditions sont 3 × 12,00 : l'article tel qu'ajouté (événement 2 du 01/01/2025).
    ");
}

/// The line of the books is named, as long as no credit took the day back.
#[test]
fn a_day_that_is_charged_names_its_line() {
    let history = FEE.then(&[("2025-01-05", "2025-01-10", &by_days("2025-01-24"))]);
    let fee = ItemId::new("fee").unwrap();
    let before = billed_until(&history.until_sequence(2), "2025-01-05");
    let after = billed_until(&history, "2025-01-10");
    let is_charged = |books, date| charged_by(books, fee, day(date)).is_some();
    assert!(is_charged(&before, "2025-01-15"));
    assert!(!is_charged(&after, "2025-01-15"));
    assert!(is_charged(&after, "2025-01-24"));
    assert!(!is_charged(&after, "2025-02-01"));
    let line = charged_by(&after, fee, day("2025-01-24")).unwrap().line;
    assert_eq!((line.net, line.ordinal), (3_100, 1));
}

#[test]
fn a_reason_is_data() {
    let history = FEE.then(&[("2025-01-05", "2025-01-10", &by_days("2025-01-24"))]);
    let fee = ItemId::new("fee").unwrap();
    let absence = explain_absence(&history, fee, day("2025-01-15"), day("2025-01-31")).unwrap();
    let event =
        Citation { sequence: 3, recorded_on: day("2025-01-05"), effective_on: day("2025-01-10") };
    let (shape, until) = (PauseShape::ByDays, Some(day("2025-01-24")));
    let paused = Unowed::Paused { shape, from: day("2025-01-10"), until, event };
    assert_eq!(absence.reason, AbsenceReason::Unowed(paused));
    assert_eq!((paused.citation(), paused.rule()), (Some(event), Rule::Pau1));
}
