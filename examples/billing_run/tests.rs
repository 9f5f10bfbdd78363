//! The program as its users meet it: what it prints, what it says when something is wrong, how it
//! exits.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::{DONE, NO_OUTPUT, SOME_FAILED, USAGE, run};

/// What a run prints, says and returns.
struct Ran {
    out: String,
    errors: String,
    code: u8,
}

fn billing_run(arguments: &[&str]) -> Ran {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = run(arguments.iter().map(OsString::from), &mut out, &mut errors);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { out: text(out), errors: text(errors), code }
}

fn event_file(folder: &Path, name: &str, item: &str) -> String {
    let path = folder.join(format!("{name}.jsonl"));
    let text = format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"{name}"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"Fee","customer":"cust-{name}","currency":"EUR"}}}}}}}}
{item}
"#
    );
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const FEE: &str = r#"{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"1250.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}"#;
/// More than an amount can hold.
const TOO_MUCH: &str = r#"{"sequence":2,"recorded_on":"2025-01-03","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"99999999999999999999"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}"#;

#[test]
fn the_shipped_contracts_are_billed_without_a_failure() {
    let ran = billing_run(&[]);
    assert_eq!((ran.code, ran.errors.as_str()), (DONE, ""));
    assert_eq!(ran.out.matches("## Schedule").count(), 40);
    assert_eq!(ran.out.matches("Invoice of ").count(), 549);
    assert_eq!(ran.out.matches("Credit note of ").count(), 3);
    let sum = ran.out.lines().find(|line| line.trim_start().starts_with("Sum")).unwrap();
    let cells: Vec<&str> = sum.split_whitespace().collect();
    assert_eq!(cells, ["Sum", "524", "118,046.51", "19,803.36", "137,849.87"]);
}

#[test]
fn two_runs_print_the_same() {
    assert_eq!(billing_run(&[]).out, billing_run(&[]).out);
}

/// Three of the nights' documents are credit notes of invoices that a catch-up issues right at once.
#[test]
fn a_catch_up_needs_no_credit_notes_and_comes_to_the_same_net() {
    let net = |text: &str| -> Vec<String> {
        let sums = text.lines().filter(|line| line.starts_with("  Sum"));
        sums.map(|sum| sum.split_whitespace().nth(2).unwrap().to_owned()).collect()
    };
    let caught_up = billing_run(&["--as-of", "2026-12-31"]);
    assert_eq!((caught_up.code, caught_up.errors.as_str()), (DONE, ""));
    assert_eq!(caught_up.out.matches("Credit note of ").count(), 0);
    assert_eq!(caught_up.out.matches("Invoice of ").count(), 549);
    assert_eq!(net(&caught_up.out), net(&billing_run(&[]).out));
    assert_eq!(billing_run(&["--json"]).out.lines().count(), 552);
}

#[test]
fn one_contract_is_printed_in_french() {
    let ran = billing_run(&["--contract", "lmb-mid-month", "--until", "2025-06-30", "--lang=fr"]);
    assert_eq!(ran.code, DONE);
    assert!(ran.out.contains("Facture du 01/06/2025 · client lmb-cust-402 · EUR"));
    assert!(ran.out.contains("du 16/05/2025 au 31/05/2025"));
    assert!(ran.out.contains("79,00 × 16/31"));
    assert!(ran.out.contains("Total TTC  143,72"));
    assert_eq!(ran.out.matches("Facture du").count(), 1);
}

#[test]
fn all_invoices_to_the_end_are_made_at_once() {
    let ran = billing_run(&["--to-end", "--contract", "eko-quarterly"]);
    assert_eq!((ran.code, ran.out.matches("Invoice of ").count()), (DONE, 8));
    assert!(ran.out.contains("Invoice of 1 Oct 2026"));
}

#[test]
fn a_contract_without_an_end_is_told_when_all_is_asked_for() {
    let ran = billing_run(&["--to-end", "--contract", "exact-coffee"]);
    assert_eq!(ran.code, SOME_FAILED);
    assert!(ran.errors.contains("subscription exact-coffee: the contract has no end"));
}

#[test]
fn decimals_are_strings_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let file = event_file(folder.path(), "fee", FEE);
    let ran = billing_run(&["--data", &file, "--until", "2025-01-31", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["net"], "1250.00");
    assert_eq!((&document["kind"], &document["corrects"]), (&"invoice".into(), &().into()));
    assert_eq!(document["lines"][0]["period"]["end"], "2025-02-01");
    assert_eq!(document["payables"][0]["amount"], "1500.00");
}

#[test]
fn what_is_bad_is_listed_at_the_end_and_the_rest_is_billed() {
    let folder = tempfile::tempdir().unwrap();
    event_file(folder.path(), "a-fee", FEE);
    event_file(folder.path(), "b-too-much", TOO_MUCH);
    event_file(folder.path(), "c-broken", r#"{"sequence":2,"recorded_on":"2025-02-31"}"#);
    fs::copy(folder.path().join("a-fee.jsonl"), folder.path().join("d-again.jsonl")).unwrap();
    let data = folder.path().to_str().unwrap();
    let ran = billing_run(&["--data", data, "--until", "2025-01-31"]);
    assert_eq!(ran.code, SOME_FAILED);
    assert_eq!(ran.out.matches("Invoice of ").count(), 1);
    let told: Vec<&str> = ran.errors.lines().collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[0], "3 problems, the rest is billed:");
    assert!(told[1].contains("c-broken.jsonl:3:"));
    assert!(told[2].contains("d-again.jsonl: subscription a-fee is in"));
    assert!(told[3].contains("subscription b-too-much, on 2025-01-03: item fee, "));
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let ran = billing_run(&["--data", "no/such/file.jsonl"]);
    assert_eq!(ran.code, SOME_FAILED);
    assert!(ran.errors.contains("no/such/file.jsonl: "));
}

#[test]
fn a_wrong_command_line_is_a_usage_error() {
    for wrong in [
        &["--nonsense"][..],
        &["--as-of"],
        &["--as-of", "2025-02-31"],
        &["--lang", "de"],
        &["--from", "2026-01-01", "--as-of", "2025-01-01"],
        &["--to-end", "--until", "2025-01-01"],
        &["--contract", "no-such-contract"],
        &["stray"],
        &["--explain-end"],
        &["--explain-end", "telecom-phone"],
        &["--explain-end", "telecom-phone", "2026-02-31"],
        &["--explain-end", "telecom-phone", "24/08/2026"],
        &["--explain-end", "no-such-contract", "2026-08-24"],
        &["--explain-end", "telecom-phone", "2026-08-24", "--until", "2026-12-31"],
        &["--explain-end", "telecom-phone", "2026-08-24", "--json"],
        &["--explain-end", "telecom-phone", "2026-08-24", "--from", "2026-08-25"],
        &["--explain"],
        &["--explain", "no-such-contract/fee/2025-01-01..2025-02-01/0/+/1"],
        &["--explain", "telecom-phone/phone/2025-01-01..2025-02-01/0/+/1"],
        &["--explain", "telecom-phone"],
        &["--explain", "telecom-phone/x", "--json"],
        &["--explain", "telecom-phone/x", "--contract", "telecom-phone"],
        &["--explain", "telecom-phone/x", "--explain-end", "telecom-phone", "2026-08-24"],
        &["--why-not", "plan"],
        &["--why-not", "plan", "2026-08-24"],
        &["--why-not", "plan", "2026-02-31", "--contract", "telecom-phone"],
        &["--why-not", "no-such-item", "2026-08-24", "--contract", "telecom-phone"],
        &["--why-not", "plan", "2026-08-24", "--contract", "no-such-contract"],
        &["--why-not", "plan", "2026-08-24", "--contract", "telecom-phone", "--to-end"],
    ] {
        let ran = billing_run(wrong);
        assert_eq!((ran.code, ran.out.as_str()), (USAGE, ""), "{wrong:?}");
        assert!(ran.errors.starts_with("billing_run: "), "{}", ran.errors);
    }
}

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

#[test]
fn help_lists_the_options() {
    let ran = billing_run(&["--as-of", "2025-01-01", "--help"]);
    assert_eq!((ran.code, ran.out.as_str()), (DONE, super::HELP));
}

/// A reader that went away, or a disk that is full.
struct Closed(ErrorKind);

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let code = |kind| {
        let arguments = ["--contract", "saas-yen"].map(OsString::from);
        run(arguments, &mut Closed(kind), &mut Vec::new())
    };
    assert_eq!(code(ErrorKind::BrokenPipe), DONE);
    assert_eq!(code(ErrorKind::StorageFull), NO_OUTPUT);
}

/// 3 seats at 12.00 from 28 February: 15 of 31 days, then 5 from 15 March.
#[test]
fn a_document_is_printed_in_full_by_its_number_or_its_key() {
    let of = |id: &str| {
        let contract = ["--contract", "saas-team-seats", "--until", "2025-03-31"];
        billing_run(&[&contract[..], &["--document", id, "--lang=fr"]].concat())
    };
    let ran = of("F2025-0002");
    assert_eq!((ran.code, ran.errors.as_str()), (DONE, ""));
    insta::assert_snapshot!(ran.out, @"
    FACTURE n° F2025-0002

      Atelier Tacite SAS                                         Durand SARL
      12 rue de la Paix                                          3 place Bellecour
      75002 Paris                                                69002 Lyon
      SIRET 732 829 320 00074                                    SIREN 404 833 048
      N° TVA : FR44732829320                                     N° TVA : FR83404833048
      01 23 45 67 89 · compta@tacite.example                     Client : saas-cust-601
      SAS au capital de 10 000 EUR, RCS Paris 732 829 320

      Date :     28/02/2025
      Période :  du 28/02/2025 au 14/03/2025
      Nature :   prestations de services

      Désignation  Période                      Quantité  P.U. HT   Part  Montant HT
      Seats        du 28/02/2025 au 14/03/2025         3    12,00  15/31       17,42
                                                                Total HT       17,42
                                                      TVA 20 % sur 17,42        3,48
                                                               Total TTC       20,90
                                                       Net à payer (EUR)       20,90

      Échéance :  30/03/2025  20,90
      Règlement : prélèvement SEPA
      mandat (RUM) MNDT-EXAMPLE signé le 02/12/2024, ICS FR72ZZZ123456, sur le compte FR14 … 2606

      Pénalités de retard : taux directeur de la BCE majoré de 10 points, exigibles sans rappel (article L441-10 du code de commerce).
      Indemnité forfaitaire pour frais de recouvrement : 40 EUR (article D441-5 du code de commerce).
      Pas d'escompte pour paiement anticipé.
    ");
    let json = billing_run(&["--contract", "saas-team-seats", "--until", "2025-03-31", "--json"]);
    let second = json.out.lines().nth(1).unwrap();
    let second: serde_json::Value = serde_json::from_str(second).unwrap();
    assert_eq!(of(second["key"].as_str().unwrap()).out, ran.out);
}

#[test]
fn a_document_that_the_run_has_not_is_told() {
    let ran = billing_run(&["--contract", "lmb-mid-month", "--document", "F2030-0001"]);
    assert_eq!((ran.code, ran.out.as_str()), (USAGE, ""));
    assert_eq!(
        ran.errors,
        "billing_run: there is no document F2030-0001; the run has F2025-0001 to F2026-0012\n"
    );
    let ran = billing_run(&["--document", "F2025-0001", "--json"]);
    assert_eq!(ran.code, USAGE);
    assert!(ran.errors.contains("--document does not go with --json"), "{}", ran.errors);
    let ran = billing_run(&["--document", "F2025-0001", "--explain", "x"]);
    assert!(ran.errors.contains("only one of --document, --explain"), "{}", ran.errors);
}
