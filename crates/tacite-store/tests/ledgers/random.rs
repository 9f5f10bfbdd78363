//! Random histories, recorded and billed night by night through a ledger, have the books and documents that they
//! have without one (L1, L5, INV-1).

use proptest::prelude::*;
use tacite::books::Books;
use tacite::issuing::{Draft, NumberedOn, check_sequence};
use tacite::{Limits, bill_within};
use tacite_store::{
    Append, Commit, Content, Ledger, LedgerExt, MemoryLedger, NewDocument, Position, Posted, Record,
};
use tacite_testkit::Scenario;
use tacite_testkit::strategies::scenarios;

use super::sample::{key, series};

/// Records what is known by each run, and bills; every so often with a snapshot, or after losing them all.
fn through_a_ledger(scenario: &Scenario, keeps: u64) -> Result<(), TestCaseError> {
    let (ledger, sub) = (MemoryLedger::new(), scenario.history.subscription());
    let (mut books, mut issued) = (Books::new(), Vec::new());
    for (number, run) in (0_u64..).zip(&scenario.runs) {
        let known = scenario.known_on(*run);
        let before = ledger.stream(sub).unwrap().account().unwrap();
        let news = known.events().iter().skip(before.history.events().len());
        let records: Vec<Record> = news.cloned().map(Record::Event).collect();
        let mut told = Commit::new(key(&format!("told-{number}")));
        told.appends.push(Append { subscription: sub, expected: before.version, records });
        ledger.commit(&told).unwrap();

        let account = ledger.stream(sub).unwrap().account().unwrap();
        prop_assert_eq!(&account.history, &known);
        prop_assert_eq!(&account.books, &books);
        // A correction of long ago is dated on the day of the last document at the earliest.
        let dated_from = ledger.series(&series().id).unwrap().map(|state| state.last_on);
        let limits = dated_from.map_or_else(Limits::default, Limits::dated_from);
        let billing = bill_within(&known, &books, *run, limits).unwrap();
        let read = bill_within(&account.history, &account.books, *run, limits).unwrap();
        prop_assert_eq!(&billing, &read);

        let posted = Posted { posting: billing.posting.clone(), next_on: billing.next_on };
        let (expected, records) = (account.version, vec![Record::Posted(posted)]);
        let mut night = Commit::new(key(&format!("night-{number}")));
        night.appends.push(Append { subscription: sub, expected, records });
        for document in billing.documents.clone() {
            let content = Content::Billed(Box::new(Draft::of(document)), None);
            night.documents.push(NewDocument { series: series(), content });
        }
        if keeps > 0 && number.is_multiple_of(keeps) {
            night.snapshots.push(account.snapshot());
        }
        let committed = ledger.commit(&night).unwrap();
        prop_assert_eq!(committed.numbers.len(), billing.documents.len());
        books.post(billing.posting).unwrap();
        issued.extend(billing.documents);
        if keeps > 1 && number % keeps == 1 {
            ledger.drop_snapshots().unwrap();
        }
    }
    let all = ledger.documents(Position::default(), usize::MAX).unwrap();
    let numbers: Vec<_> = all
        .iter()
        .map(|one| NumberedOn { number: one.number.clone(), dated_on: one.content.dated_on() })
        .collect();
    prop_assert_eq!(check_sequence(&series().format, &numbers), vec![]);
    let documents: Vec<_> = all
        .into_iter()
        .filter_map(|one| match one.content {
            Content::Billed(draft, _) => Some(draft.document().clone()),
            Content::ByHand(_) => None,
        })
        .collect();
    prop_assert_eq!(documents, issued);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn histories_billed_through_a_ledger_are_billed_alike(scenario in scenarios(), keeps in 0..4_u64) {
        through_a_ledger(&scenario, keeps)?;
    }
}
