//! INV-5: prices that include tax keep what was agreed, whatever the rate; tax on top is within half a
//! minor unit of the exact one. Rows 1.19 and 3.7, rule 12.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tacite::bill;
use tacite::books::Books;
use tacite::contract::{Contract, CustomerId, Item, ItemId, Price, PriceMode, SubscriptionId, Tax};
use tacite::document::Document;
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Percent, UnitPrice};

use crate::settings::RATE_AMOUNTS;

/// The rates of value added tax of the member states of the European Union, standard, reduced, super
/// reduced and parking, in tenths of a percent: as the member states published them for 2025 (Taxes in
/// Europe Database of the European Commission), with those that Estonia (24 %) and Romania (21 and
/// 11 %) brought in that summer and those that they replaced. Rates of single regions are left out.
const RATES: [(u32, &str); 29] = [
    (21, "FR"),
    (30, "CY LU"),
    (40, "ES IT"),
    (48, "IE"),
    (50, "CY HR HU IT LT LV MT PL RO SI SK"),
    (55, "FR"),
    (60, "BE EL PT SE"),
    (70, "DE MT"),
    (80, "LU PL"),
    (90, "BG CY EE IE LT NL RO"),
    (95, "SI"),
    (100, "AT ES FI FR IT"),
    (110, "RO"),
    (120, "BE CZ LV MT SE"),
    (130, "AT EE EL HR PT"),
    (135, "IE"),
    (140, "FI LU"),
    (170, "LU"),
    (180, "HU MT"),
    (190, "CY DE RO SK"),
    (200, "AT BG FR"),
    (210, "BE CZ ES LT LV NL RO"),
    (220, "EE IT SI"),
    (230, "IE PL PT SK"),
    (240, "EE EL"),
    (250, "DK HR SE"),
    (255, "FI"),
    (270, "HU"),
    (0, "zero"),
];

/// Amounts in cents: all small ones, then ever larger steps up to some millions.
fn amounts() -> impl Iterator<Item = u32> {
    let small = RATE_AMOUNTS / 2;
    (1..=small).chain((1..=RATE_AMOUNTS - small).map(move |step| small + step * 97 + step % 89))
}

/// A document that has an amount as a price at each rate.
fn document(cents: u32, prices: PriceMode) -> Document {
    let on = NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day of July");
    let customer = CustomerId::new("cust-1").expect("an id");
    let contract = Contract { prices, ..Contract::new("All rates", customer, Currency::EUR) };
    let price = UnitPrice::new(Decimal::new(cents.into(), 2)).expect("two decimals");
    let mut events = vec![Event::on(on, 1, EventKind::Started { contract })];
    for (sequence, (tenths, _)) in (2..).zip(RATES) {
        let rate = Percent::new(Decimal::new(tenths.into(), 1)).expect("one decimal");
        let item = Item::once("Fee", Price::Flat(price), Tax::standard(rate));
        let id = ItemId::new(&format!("at-{tenths}")).expect("an id");
        events.push(Event::on(on, sequence, EventKind::ItemAdded { id, item }));
    }
    let history = History::of(SubscriptionId::new("rates").expect("an id"), events);
    let billing = bill(&history.expect("such items are taken"), &Books::new(), on);
    let mut documents = billing.expect("such histories are billed").documents;
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

/// Every rate and amount: net + tax is what was agreed, and tax the nearest cent to what is in it.
#[test]
fn prices_that_include_tax_keep_the_gross_to_the_cent() {
    for cents in amounts() {
        let document = document(cents, PriceMode::IncludingTax);
        let gross = i64::from(cents);
        for ((tenths, states), total) in RATES.into_iter().zip(&document.taxes) {
            let (net, tax) = (total.taxable.minor(), total.amount.minor());
            assert_eq!(net + tax, gross, "{cents} at {tenths} tenths ({states})");
            let (rate, whole) = (i64::from(tenths), 1000 + i64::from(tenths));
            let off = (tax * whole - gross * rate).abs() * 2;
            assert!(off <= whole, "{cents} at {tenths} tenths ({states}): tax {tax}");
        }
        assert_eq!(document.total.minor(), gross * i64::try_from(RATES.len()).expect("few"));
    }
}

/// Every rate and amount: the net is what was agreed, and tax within half a cent of the exact one.
#[test]
fn tax_on_top_is_within_half_a_cent() {
    for cents in amounts() {
        let document = document(cents, PriceMode::ExcludingTax);
        let net = i64::from(cents);
        for ((tenths, states), total) in RATES.into_iter().zip(&document.taxes) {
            assert_eq!(total.taxable.minor(), net);
            let off = (total.amount.minor() * 1000 - net * i64::from(tenths)).abs() * 2;
            assert!(off <= 1000, "{cents} at {tenths} tenths ({states}): {}", total.amount);
        }
    }
}
