//! A document in full, as it is sent (INV-11).

use super::{DONE, USAGE, billing_run};

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
