//! The laws on the gym's plans, and one of its own. `cargo test` in this folder runs them.

use own_catalogue::{contract, plans};
use tacite::books::Books;
use tacite::document::DocumentKind;
use tacite::history::EventKind;
use tacite_testkit::proptest::prelude::*;
use tacite_testkit::strategies::Catalogue;
use tacite_testkit::{Scenario, laws};

/// What happens at the gym: anything but adjustments by hand.
fn catalogue() -> Catalogue {
    Catalogue::new(vec![contract().unwrap()], plans().unwrap())
        .unwrap()
        .leaving_out(|kind| matches!(kind, EventKind::ManualAdjustment { .. }))
}

/// The gym's own law: no invoice gives money back, and no credit note takes any.
fn documents_have_their_sign(scenario: &Scenario) -> Result<(), TestCaseError> {
    let mut books = Books::new();
    for run in &scenario.runs {
        let billing = tacite::bill(&scenario.known_on(*run), &books, *run).unwrap();
        for document in &billing.documents {
            let total = document.total;
            match document.kind {
                DocumentKind::Invoice => prop_assert!(total.minor() >= 0, "invoice of {total}"),
                DocumentKind::CreditNote => prop_assert!(total.minor() <= 0, "credit of {total}"),
            }
        }
        books.post(billing.posting).unwrap();
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_on_our_plans(scenario in catalogue().scenarios(), later in 0..400_u64) {
        laws::convergence(&scenario, later)?;
        laws::frozen(&scenario)?;
        laws::no_day_twice(&scenario)?;
        laws::no_credit_beyond(&scenario)?;
        laws::replays_like_the_oracle(&scenario)?;
    }

    #[test]
    fn our_plans_are_billed_in_steps_as_in_one_go(
        scenario in catalogue().histories_without_corrections(),
    ) {
        laws::idempotence(&scenario.history, scenario.last_run())?;
        laws::split(&scenario.history, &Books::new(), &scenario.runs)?;
    }

    #[test]
    fn our_documents_have_their_sign(scenario in catalogue().scenarios()) {
        documents_have_their_sign(&scenario)?;
    }
}
