//! INV-5: whoever decides not to charge a tax says why. Row 1.19.

use tacite::command::{Command, RefusalRule, When};
use tacite::contract::{Item, ItemError, SubscriptionId, Tax, TaxCategory, TaxReason};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Amount, Currency};

use crate::asking::{contract, day, id, seats};
use crate::refusals::monthly;

fn add(tax: Tax) -> Command {
    Command::AddItem { id: id("desk"), item: Item { tax, ..seats() }, when: When::Now }
}

fn change(tax: Tax) -> Command {
    Command::ChangeTax { id: Some(id("seats")), tax, when: When::Now }
}

fn adjust(tax: Tax) -> Command {
    let amount = Amount::new(100, Currency::EUR);
    Command::Adjust { amount, tax, label: "Sorry".into(), on: day("2025-01-10") }
}

#[test]
fn an_exemption_without_a_reason_is_refused_by_every_command_that_has_a_tax() {
    let exempt = Tax::without(TaxCategory::Exempt);
    let rule = RefusalRule::NoTaxReason(ItemError::NoTaxReason { category: "E" });
    insta::assert_snapshot!(rule, @"tax category E needs a reason, such as VATEX-EU-132-1I (INV-5)");
    for command in [add(exempt), change(exempt), adjust(exempt)] {
        assert_eq!(monthly().refuses("2025-01-10", &command), rule);
    }
    let given = exempt.because(TaxReason::new("VATEX-EU-132-1I").unwrap());
    for command in [add(given), change(given), adjust(given)] {
        monthly().does("2025-01-10", &command);
    }
}

#[test]
fn a_reverse_charge_has_the_reason_of_its_category() {
    monthly().does("2025-01-10", &change(Tax::without(TaxCategory::ReverseCharge)));
}

#[test]
fn a_history_without_the_reason_still_reads() {
    let mut history = History::new(SubscriptionId::new("old").unwrap());
    let started = EventKind::Started { contract: contract() };
    history.push(Event::on(day("2025-01-01"), 1, started)).unwrap();
    let changed = EventKind::TaxChanged { id: None, tax: Tax::without(TaxCategory::Exempt) };
    assert_eq!(history.push(Event::on(day("2025-01-02"), 2, changed)), Ok(()));
}

#[test]
fn a_reason_for_a_tax_that_is_charged_is_refused_by_the_history() {
    let mut history = History::new(SubscriptionId::new("new").unwrap());
    let started = EventKind::Started { contract: contract() };
    history.push(Event::on(day("2025-01-01"), 1, started)).unwrap();
    let tax = crate::asking::vat().because(TaxReason::new("VATEX-EU-AE").unwrap());
    let changed = EventKind::TaxChanged { id: None, tax };
    let error = history.push(Event::on(day("2025-01-02"), 2, changed)).unwrap_err();
    insta::assert_snapshot!(error, @"event 2 (tax-changed): tax category S takes no reason, VATEX-EU-AE was given (INV-5)");
}

#[test]
fn a_reason_is_a_short_code() {
    for bad in ["", "art. 293 B du CGI", "vatex-eu-ae", "VATEX-EU-132-1I-AND-MORE-THAN-THAT"] {
        assert!(matches!(TaxReason::new(bad), Err(ItemError::TaxReason { .. })), "{bad}");
    }
}
