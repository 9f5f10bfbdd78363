//! One subscription that changes without end, its old days closed now and then (CST-1, L13).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use tacite::bill;
use tacite::books::Books;
use tacite::contract::{CustomerId, ItemId};
use tacite::document::Document;
use tacite::history::History;
use tacite::schedule::Reference;
use tacite_benches::{Changing, STEPS_OF_A_ROUND};

/// 500 steps are one round of changes; 20 rounds are 10,000 steps and some 27 years.
const ROUNDS: usize = if cfg!(debug_assertions) { 3 } else { 20 };

type Nets = BTreeMap<(ItemId, Reference, CustomerId), i128>;

fn add(nets: &mut Nets, documents: &[Document]) {
    for line in documents.iter().flat_map(|document| &document.lines) {
        let key = (line.item, line.period, line.terms.customer);
        *nets.entry(key).or_default() += i128::from(line.net.minor());
    }
}

#[test]
fn ten_thousand_changes_leave_books_that_are_as_small_and_right_to_the_cent() {
    let mut changing = Changing::new(true);
    let (mut nets, mut sizes) = (Nets::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut largest = (0, 0, 0);
        for _ in 0..STEPS_OF_A_ROUND {
            add(&mut nets, &changing.step(1));
            let (history, books) = (&changing.checkpoint.history, &changing.checkpoint.books);
            let size = (history.events().len(), books.lines().count(), books.terms().len());
            largest = (largest.0.max(size.0), largest.1.max(size.1), largest.2.max(size.2));
        }
        sizes.push(largest);
    }
    // The first round has nothing behind it. The others differ by how its changes fall on months.
    let (_, later) = sizes.split_at(1);
    let first = later.first().expect("a second round");
    for (round, size) in later.iter().enumerate() {
        let within = |size: usize, first: usize| size * 10 <= first * 13;
        assert!(
            within(size.0, first.0) && within(size.1, first.1) && within(size.2, first.2),
            "round {}: {size:?} events, lines and terms, {first:?} in the second one",
            round + 2
        );
    }

    // A year on, all is due: what was issued step by step is what the whole log says from nothing.
    let log = changing.log.clone().expect("it keeps its log");
    let subscription = changing.checkpoint.history.subscription();
    let whole = History::of(subscription, log).expect("a legal log");
    assert!(whole.events().len() > ROUNDS * usize::try_from(STEPS_OF_A_ROUND).expect("small"));
    let horizon: NaiveDate = changing.today + Days::new(400);
    let rest = bill(&changing.checkpoint.history, &changing.checkpoint.books, horizon);
    add(&mut nets, &rest.expect("a billing").documents);
    let mut from_nothing = Nets::new();
    let all = bill(&whole, &Books::new(), horizon).expect("a billing");
    add(&mut from_nothing, &all.documents);
    for nets in [&mut nets, &mut from_nothing] {
        nets.retain(|_, net| *net != 0);
    }
    assert!(nets.len() > 50 * ROUNDS);
    assert!(nets == from_nothing, "the nets differ");
}
