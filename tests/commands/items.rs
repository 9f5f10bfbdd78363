//! Items and their values: added, removed, changed now, at the next period, at the next renewal.

use tacite::calendar::{Anchor, Cadence, DayOfMonth};
use tacite::command::{Command, When};
use tacite::contract::{
    CustomerId, Discount, DiscountDuration, DiscountId, DiscountValue, DueRule, ItemId,
    PaymentMeans, PaymentTerms, StubDiscount, Tax, Timing,
};
use tacite::money::{Amount, Currency, UnitPrice};

use crate::asking::{
    Subscription, contract, day, every, for_a_year, id, in_arrears, named, on, pause, price,
    quantity, seats, tacit, terminate, vat,
};

/// "Now" is the day of recording.
#[test]
fn an_item_is_added_now_and_removed_at_the_end_of_its_period() {
    let mut subscription = Subscription::of_seats(contract());
    let desk = every(Cadence::MONTHLY, 250);
    let add = Command::AddItem { id: id("desk"), item: desk, when: When::Now };
    assert_eq!(subscription.does("2025-01-20", &add), ["#3 2025-01-20 item-added desk"]);
    // The desk's own period runs from 20 February to 20 March.
    let remove = Command::RemoveItem { id: id("desk"), when: When::NextPeriod };
    assert_eq!(subscription.does("2025-02-25", &remove), ["#4 2025-03-20 item-removed desk"]);
}

#[test]
fn an_item_is_added_with_the_next_period_of_the_first_recurring_item() {
    let mut subscription = Subscription::of_seats(contract());
    let add = Command::AddItem {
        id: id("desk"),
        item: every(Cadence::WEEKLY, 1),
        when: When::NextPeriod,
    };
    assert_eq!(subscription.does("2025-01-20", &add), ["#3 2025-02-01 item-added desk"]);
}

/// A change on the first day of a period is of that period; the next one is a month away.
#[test]
fn the_next_period_begins_after_today() {
    let mut subscription = Subscription::of_seats(contract());
    let next = |quantity_of: u32| quantity("seats", quantity_of, When::NextPeriod);
    assert_eq!(
        subscription.does("2025-01-31", &next(4)),
        ["#3 2025-02-01 quantity-changed seats 4"]
    );
    assert_eq!(
        subscription.does("2025-02-01", &next(5)),
        ["#4 2025-03-01 quantity-changed seats 5"]
    );
    // Before the item is there, its first period is the next one.
    assert_eq!(
        subscription.does("2024-12-15", &next(6)),
        ["#5 2025-01-01 quantity-changed seats 6"]
    );
}

/// 1.16: LMB's renewal price
#[test]
fn a_price_changes_at_the_next_renewal() {
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    let renewal_price = price("seats", 10, When::NextRenewal);
    assert_eq!(
        subscription.does("2025-03-05", &renewal_price),
        ["#3 2026-01-01 price-changed seats"]
    );
    assert_eq!(
        subscription.does("2026-01-01", &renewal_price),
        ["#4 2027-01-01 price-changed seats"]
    );
}

/// PAU-3, HIS-3: the renewal is where the pauses recorded so far put it, and stays there
#[test]
fn the_next_renewal_comes_after_the_pauses_known_today() {
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    subscription.does("2025-03-05", &pause("2025-03-10", tacite::command::PauseLength::Weeks(2)));
    let renewal_price = price("seats", 10, When::NextRenewal);
    assert_eq!(
        subscription.does("2025-03-05", &renewal_price),
        ["#4 2026-01-15 price-changed seats"]
    );
}

#[test]
fn a_price_changes_on_a_date_in_the_past() {
    let mut subscription = Subscription::of_seats(contract());
    let late = price("seats", 10, on("2025-01-11"));
    assert_eq!(subscription.does("2025-03-05", &late), ["#3 2025-01-11 price-changed seats"]);
}

/// 1.18: a standing discount
#[test]
fn a_discount_is_granted_and_withdrawn() {
    let mut subscription = Subscription::of_seats(contract());
    let standing = DiscountId::new("standing").unwrap();
    let discount = Discount {
        label: "Standing".into(),
        value: DiscountValue::Amount(UnitPrice::whole(2)),
        item: Some(id("seats")),
        lasts: DiscountDuration::Forever,
        order: 0,
        in_stubs: StubDiscount::Prorated,
    };
    let grant = Command::GrantDiscount { id: standing, discount, when: When::NextPeriod };
    assert_eq!(
        subscription.does("2025-01-10", &grant),
        ["#3 2025-02-01 discount-granted standing"]
    );
    let withdraw = Command::WithdrawDiscount { id: standing, when: on("2025-05-01") };
    assert_eq!(
        subscription.does("2025-04-10", &withdraw),
        ["#4 2025-05-01 discount-withdrawn standing"]
    );
}

/// 1.19
#[test]
fn the_tax_changes_for_one_item_or_for_all() {
    let mut subscription = Subscription::of_seats(contract());
    let tax = |id: Option<ItemId>, tax: Tax| Command::ChangeTax { id, tax, when: When::NextPeriod };
    assert_eq!(
        subscription.does("2025-01-10", &tax(Some(id("seats")), Tax::NONE)),
        ["#3 2025-02-01 tax-changed"]
    );
    assert_eq!(subscription.does("2025-02-10", &tax(None, vat())), ["#4 2025-03-01 tax-changed"]);
}

#[test]
fn cadence_and_timing_change_with_the_next_period() {
    let mut subscription = Subscription::of_seats(contract());
    let (id, when) = (id("seats"), When::NextPeriod);
    let quarterly = Command::ChangeCadence { id, cadence: Cadence::QUARTERLY, when };
    assert_eq!(
        subscription.does("2025-01-10", &quarterly),
        ["#3 2025-02-01 cadence-changed seats"]
    );
    // The quarter from 1 February runs until 1 May.
    let arrears = Command::ChangeTiming { id, timing: Timing::Arrears, when };
    assert_eq!(subscription.does("2025-02-10", &arrears), ["#4 2025-05-01 timing-changed seats"]);
}

fn on_the_15th(on: Option<&str>) -> Command {
    let fifteenth = DayOfMonth::new(15).unwrap();
    Command::ChangeAnchor {
        id: id("seats"),
        anchor: Anchor::DayOfMonth(fifteenth),
        on: on.map(day),
    }
}

/// HIS-8: issued days stay, later days follow the new grid
#[test]
fn an_anchor_changes_at_the_end_of_what_is_issued() {
    let mut subscription = Subscription::of_seats(contract());
    assert_eq!(
        subscription.clone().does("2025-01-01", &on_the_15th(None)),
        ["#3 2025-01-01 anchor-changed seats"],
        "nothing is issued"
    );
    subscription.bills("2025-02-10");
    assert_eq!(
        subscription.clone().does("2025-02-20", &on_the_15th(None)),
        ["#3 2025-03-01 anchor-changed seats"]
    );
    assert_eq!(
        subscription.does("2025-02-20", &on_the_15th(Some("2025-02-25"))),
        ["#3 2025-02-25 anchor-changed seats"]
    );
}

/// HIS-8: in arrears, the running period is not issued
#[test]
fn an_anchor_in_arrears_changes_in_the_past() {
    let items = vec![named("seats", in_arrears(seats()))];
    let mut subscription = Subscription::of(contract(), "2025-01-01", items);
    subscription.bills("2025-03-20");
    assert_eq!(
        subscription.does("2025-03-20", &on_the_15th(None)),
        ["#3 2025-03-01 anchor-changed seats"]
    );
}

/// HIS-8: what was credited is not issued any more
#[test]
fn an_anchor_changes_where_credits_left_off() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.bills("2025-02-10");
    subscription.does("2025-02-10", &terminate("2025-02-20"));
    subscription.bills("2025-02-20");
    subscription.does("2025-02-21", &Command::ClearEnd);
    assert_eq!(
        subscription.does("2025-02-21", &on_the_15th(None)),
        ["#5 2025-02-20 anchor-changed seats"]
    );
}

/// 1.20, 2.18: the head of documents
#[test]
fn terms_means_and_reference_change() {
    let mut subscription = Subscription::of_seats(contract());
    let on = day("2025-02-01");
    let payment_terms = PaymentTerms::Single(DueRule::Net { days: 30 });
    let terms = Command::ChangePaymentTerms { payment_terms, on };
    assert_eq!(subscription.does("2025-01-10", &terms), ["#3 2025-02-01 payment-terms-changed"]);
    let means = Command::ChangePaymentMeans { payment_means: PaymentMeans::DirectDebit, on };
    assert_eq!(subscription.does("2025-01-10", &means), ["#4 2025-02-01 payment-means-changed"]);
    let reference = Command::ChangeReference { reference: Some("PO 42".into()), on };
    assert_eq!(subscription.does("2025-01-10", &reference), ["#5 2025-02-01 reference-changed"]);
}

/// 1.11
#[test]
fn a_subscription_passes_to_another_customer() {
    let mut subscription = Subscription::of_seats(contract());
    let to = CustomerId::new("cust-8").unwrap();
    assert_eq!(
        subscription.does("2025-01-10", &Command::Transfer { to, on: day("2025-01-15") }),
        ["#3 2025-01-15 transferred to cust-8"]
    );
}

/// 1.12
#[test]
fn the_signing_date_is_corrected_without_effect() {
    let mut subscription = Subscription::of_seats(contract());
    let correct = Command::CorrectSigningDate { signed_on: Some(day("2024-12-12")) };
    assert_eq!(subscription.does("2025-01-10", &correct), ["#3 2025-01-10 signing-date-changed"]);
}

/// INV-9: goodwill, after the end too
#[test]
fn an_amount_is_credited_after_the_end() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.does("2025-01-10", &terminate("2025-02-01"));
    let amount = Amount::new(-500, Currency::EUR);
    let adjust =
        Command::Adjust { amount, tax: vat(), label: "Sorry".into(), on: day("2025-02-10") };
    assert_eq!(
        subscription.does("2025-02-10", &adjust),
        ["#4 2025-02-10 manual-adjustment -5.00 EUR Sorry"]
    );
}
