//! What terminating would do, how lines come to their amounts, why days have none (4.10, EXP-1, EXP-2).

use super::{DONE, SOME_FAILED, billing_run};

/// What `--explain-end` prints after the contract's comment.
fn explained(arguments: &[&str]) -> String {
    let ran = billing_run(&[&["--explain-end"], arguments].concat());
    assert_eq!((ran.code, ran.errors.as_str()), (DONE, ""));
    ran.out.splitn(3, '\n').nth(2).unwrap().to_owned()
}

/// The quote of a day, then of leaving for the fee; the documents are those that the job issues on
/// 4 September, once the termination is recorded.
#[test]
fn leaving_early_is_explained_before_it_is_done() {
    let text = explained(&["telecom-phone", "2026-08-24"]);
    let (late, early) = text.split_once("\n## Earlier, for the exit fee\n").unwrap();
    assert!(late.starts_with(
        "
## Earliest end
  First day without service: 10 Feb 2027
  Last day of notice for it: 30 Jan 2027
  Commitment left: none
  Exit fee, excluding tax: none
  Given back, excluding tax: 0.00 EUR

### Documents that would be issued (5)
Invoice of 10 Sep 2026"
    ));
    let (terms, documents) = early.split_once("(2)\n").unwrap();
    assert_eq!(
        terms,
        "  First day without service: 4 Sep 2026
  Last day of notice for it: 24 Aug 2026
  Commitment left: 10 Feb 2027 (159 days, 6 months begun)
  Exit fee, excluding tax: 30.00 EUR
  Given back, excluding tax: 3.87 EUR

### Documents that would be issued "
    );
    let job = billing_run(&["--contract", "telecom-phone"]).out;
    let issued = &job[job.find("Credit note of 4 Sep 2026").unwrap()..];
    assert!(issued.starts_with(documents));
}

#[test]
fn the_end_is_explained_in_french() {
    let text = explained(&["telecom-phone", "2026-08-24", "--lang", "fr"]);
    assert!(text.starts_with(
        "
## Fin au plus tôt
  Premier jour sans service : 10/02/2027
  Dernier jour de préavis : 30/01/2027
  Engagement restant : aucun
  Frais de résiliation HT : néant
  Avoir HT : 0,00 EUR

### Documents qui seraient émis (5)
Facture du 10/09/2026"
    ));
    let (_, early) = text.split_once("## Plus tôt, contre les frais de résiliation\n").unwrap();
    assert!(early.contains("Engagement restant : 10/02/2027 (159 jours, 6 mois entamés)"));
    assert!(early.contains("Frais de résiliation HT : 30,00 EUR"));
    assert!(early.contains("Avoir du 04/09/2026"));
}

/// Three months' notice to the end of the year: 30 September is in time, 1 October is not.
#[test]
fn a_day_late_is_a_year_late() {
    let end = |asked_on| {
        let text = explained(&["initiative-lift", asked_on]);
        text.lines().nth(2).unwrap().trim().to_owned()
    };
    assert_eq!(end("2026-09-30"), "First day without service: 1 Jan 2027");
    assert_eq!(end("2026-10-01"), "First day without service: 1 Jan 2028");
}

#[test]
fn an_exit_that_is_free_an_end_that_comes_anyway_and_one_that_came_are_told_apart() {
    let heading = |arguments: &[&str]| explained(arguments).lines().nth(1).unwrap().to_owned();
    let free = "## Free exit: the renewal was not announced in time";
    assert_eq!(heading(&["initiative-lift-not-told", "2026-06-16"]), free);
    assert_eq!(heading(&["initiative-lift-not-told", "2026-03-31"]), "## Earliest end");
    assert_eq!(heading(&["telecom-phone", "2026-08-30"]), "## It ends then anyway");
    let over = "The contract ended on 4 Sep 2026: there is nothing to leave.";
    assert_eq!(heading(&["telecom-phone", "2026-09-04"]), over);
}

/// Bound for two years, and no fee is agreed that would let the customer go earlier.
#[test]
fn where_no_fee_is_agreed_there_is_one_quote() {
    let text = explained(&["lmb-renewal-price", "2025-06-10"]);
    assert!(text.contains("First day without service: 1 Mar 2027"));
    assert_eq!(text.matches("## ").count() - text.matches("### ").count(), 1);
}

#[test]
fn a_contract_that_was_not_started_has_no_end_to_explain() {
    let ran = billing_run(&["--explain-end", "telecom-phone", "2025-01-31"]);
    assert_eq!(ran.code, SOME_FAILED);
    assert_eq!(
        ran.errors,
        "1 problem:\n  subscription telecom-phone, on 2025-01-31: the subscription was not started (HIS-2)\n"
    );
}

/// The key of every line of every shipped contract is found again, in its own contract.
#[test]
fn the_lines_of_every_contract_are_explained() {
    let mut contracts = std::collections::BTreeSet::new();
    for document in billing_run(&["--json", "--until", "2026-12-31"]).out.lines() {
        let document: serde_json::Value = serde_json::from_str(document).unwrap();
        for line in document["lines"].as_array().unwrap() {
            let key = line["key"].as_str().unwrap();
            // One line of each kind and contract: billing a contract takes its time.
            let contract = key.split('/').next().unwrap().to_owned();
            let is_credit = line["corrects"].is_string();
            if contracts.insert((contract, is_credit)) {
                let ran = billing_run(&["--explain", key]);
                assert_eq!((ran.code, ran.errors.as_str()), (DONE, ""), "{key}");
                let label = line["label"].as_str().unwrap();
                assert!(ran.out.starts_with(label), "{key}: {}", ran.out);
                assert_eq!(ran.out.contains("Corrects"), is_credit, "{key}");
            }
        }
    }
    assert!(contracts.len() > 28, "{contracts:?}");
}

#[test]
fn a_line_is_explained_in_both_languages() {
    let json = billing_run(&["--contract", "lmb-mid-month", "--until", "2025-06-30", "--json"]).out;
    let document: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let key = document["lines"][0]["key"].as_str().unwrap();
    let english = billing_run(&["--explain", key]).out;
    assert!(english.contains("Exact     79.00 × 16/31 = 40.77419354…"), "{english}");
    let french = billing_run(&["--explain", key, "--lang", "fr"]).out;
    assert!(french.contains("Exact     79,00 × 16/31 = 40,77419354…"), "{french}");
    let caught_up = billing_run(&["--explain", key, "--as-of", "2025-06-30"]).out;
    assert_eq!(caught_up, english);
}

#[test]
fn a_missing_charge_is_explained_and_a_charge_is_named() {
    let why_not = |date, language| {
        let asked = ["--why-not", "seats", date, "--contract", "saas-team-seats"];
        let ran =
            billing_run(&[&asked[..], &["--until", "2025-03-31", "--lang", language]].concat());
        assert_eq!((ran.code, ran.errors.as_str()), (DONE, ""));
        ran.out
    };
    let before = why_not("2025-01-30", "en");
    assert!(before.contains("nothing is owed (CHG-7): the subscription starts on 31 Jan 2025"));
    assert!(!before.contains("Charged by"));
    assert!(why_not("2025-01-30", "fr").contains("rien n'est dû (CHG-7)"));
    let charged = why_not("2025-02-10", "en");
    let key = charged.lines().nth(1).unwrap().strip_prefix("Charged by line ").unwrap();
    assert!(key.starts_with("saas-team-seats/seats/2025-01-31..2025-02-28/"));
    assert!(billing_run(&["--explain", key]).out.contains("Net"));
    assert!(why_not("2025-02-10", "fr").contains("Facturé par la ligne saas-team-seats/seats/"));
}
