//! Previews of events (L10): what they would change now and later, for whom, and what is refused.
//!
//! 31.00 EUR a month, billed for January 2025; on the 11th someone asks what a change would cost.

use tacite::books::Books;
use tacite::contract::CustomerId;
use tacite::history::{Event, EventKind, History, HistoryError};
use tacite::query::{CustomerChange, Preview, PreviewRange, QueryError, preview};
use tacite::{Billing, bill};

use crate::billing::{day, printed};
use crate::written::{FEE, price};

/// The history, its books after the run of 1 January, and the last day looked at.
fn asked(history: &History, recorded: &[Event], until: &str) -> Result<Preview, QueryError> {
    let mut books = Books::new();
    let Billing { posting, .. } = bill(history, &books, day("2025-01-01")).unwrap();
    books.post(posting).unwrap();
    let range = PreviewRange { asked_on: day("2025-01-11"), until: day(until) };
    preview(history, &books, recorded.iter().cloned(), range)
}

/// Number 3, recorded on 11 January.
fn third(kind: EventKind) -> Event {
    Event::on(day("2025-01-11"), 3, kind)
}

/// Customer, net, tax and total, in cents.
fn cents(changes: &[CustomerChange]) -> Vec<(String, i64, i64, i64)> {
    let cents = |change: &CustomerChange| {
        let CustomerChange { customer, net, tax, total } = change;
        (customer.to_string(), net.minor(), tax.minor(), total.minor())
    };
    changes.iter().map(cents).collect()
}

/// L10: 21 of 31 days at 31.00 are 21.00, at 62.00 42.00; then 31.00 more a month.
#[test]
fn an_upgrade_on_the_11th() {
    let history = FEE.then(&[]);
    let upgraded = FEE.then(&[("2025-01-11", "2025-01-11", &price("62.00"))]);
    let events = &upgraded.events()[2..];
    let preview = asked(&history, events, "2025-02-28").unwrap();
    assert_eq!(cents(&preview.difference.now), [("cust-7".to_owned(), 2100, 420, 2520)]);
    assert_eq!(cents(&preview.difference.later), [("cust-7".to_owned(), 3100, 620, 3720)]);
    insta::assert_snapshot!(printed(&preview.with.now), @"
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  11 – 31 Jan 2025  − 31.00 × 21/31  −21.00
                                         Net  −21.00
                          VAT 20 % on −21.00   −4.20
                                       Total  −25.20
                       To refund 11 Jan 2025   25.20
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Fee  11 – 31 Jan 2025  62.00 × 21/31  42.00
                                       Net  42.00
                         VAT 20 % on 42.00   8.40
                                     Total  50.40
                           Due 11 Jan 2025  50.40
    ");
    insta::assert_snapshot!(printed(&preview.difference.documents_added[2..]), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  62.00  62.00
                              Net  62.00
                VAT 20 % on 62.00  12.40
                            Total  74.40
                   Due 1 Feb 2025  74.40
    ");
    insta::assert_snapshot!(printed(&preview.difference.documents_removed), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
    let nets = |lines: &[tacite::document::Line]| -> Vec<i64> {
        lines.iter().map(|line| line.net.minor()).collect()
    };
    assert_eq!(nets(&preview.difference.lines_added), [-2100, 4200, 6200]);
    assert_eq!(nets(&preview.difference.lines_removed), [3100]);
}

/// L10: the old customer gets 21.00 back, the new one is asked for them, and for February.
#[test]
fn a_transfer_changes_what_two_customers_are_asked_for() {
    let customer = CustomerId::new("cust-8").unwrap();
    let transferred = third(EventKind::Transferred { customer });
    let preview = asked(&FEE.then(&[]), &[transferred], "2025-02-28").unwrap();
    let both = |now: i64, tax: i64| {
        let sums =
            |name: &str, sign: i64| (name.to_owned(), sign * now, sign * tax, sign * (now + tax));
        [sums("cust-7", -1), sums("cust-8", 1)]
    };
    assert_eq!(cents(&preview.difference.now), both(2100, 420));
    assert_eq!(cents(&preview.difference.later), both(3100, 620));
}

/// L10: a signing date charges nothing.
#[test]
fn an_event_that_charges_nothing_makes_no_difference() {
    let signed = third(EventKind::SigningDateChanged { signed_on: Some(day("2024-12-20")) });
    for events in [&[][..], &[signed]] {
        let preview = asked(&FEE.then(&[]), events, "2025-12-31").unwrap();
        assert!(preview.difference.is_empty());
        assert_eq!(preview.with.later.len(), 11, "an open-ended contract, up to the horizon");
        assert_eq!(preview.with.now, []);
    }
}

/// HIS-3: what the history refuses is no preview; nor is one of more runs than there may be.
#[test]
fn what_is_refused_is_told() {
    let history = FEE.then(&[]);
    let again = Event::on(day("2025-01-11"), 2, EventKind::EndCleared);
    let refused = asked(&history, &[again], "2025-02-28").unwrap_err();
    assert!(matches!(refused, QueryError::History(HistoryError { sequence: 2, .. })), "{refused}");
    let endless = asked(&history, &[], "9999-12-31").unwrap_err();
    assert_eq!(
        endless.to_string(),
        "a preview up to 9999-12-31 needs more than 10000 runs: ask for a shorter one (CST-2)"
    );
}

/// L10: a day before today is today.
#[test]
fn a_horizon_in_the_past_shows_what_is_due_now() {
    let upgraded = FEE.then(&[("2025-01-11", "2025-01-11", &price("62.00"))]);
    let preview = asked(&FEE.then(&[]), &upgraded.events()[2..], "2025-01-01").unwrap();
    assert_eq!((preview.with.now.len(), preview.with.later.len()), (2, 0));
}
