//! INV-5, INV-12: a document in which one field is wrong by one minor unit does not add up, whichever
//! field it is; a document and its full credit are nothing.

#![expect(clippy::unwrap_used, reason = "a test says which events are read and billed")]

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Cadence;
use tacite::charge::Share;
use tacite::contract::*;
use tacite::document::{Document, OneOrMore, Prepayment, set_off};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Amount, Currency, Percent, UnitPrice};
use tacite_testkit::addition::{check, check_full_credit};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

fn percent(text: &str) -> Percent {
    Percent::new(text.parse().unwrap()).unwrap()
}

/// Two rates, a discount by line and one on the whole, two parts to pay.
fn contract(prices: PriceMode) -> Contract {
    let mut contract = Contract::new("Desk", CustomerId::new("cust-1").unwrap(), Currency::EUR);
    contract.prices = prices;
    let (label, percent) = (Text::from("Loyalty"), percent("7.5"));
    contract.billing.document_discount = Some(DocumentDiscount { label, percent }.into());
    let part = |part, due| PaymentPart { part, due };
    contract.payment_terms = PaymentTerms::Instalments(vec![
        part(PartOfTotal::MinorUnits(2_000), DueRule::OnReceipt),
        part(PartOfTotal::Remainder, DueRule::Net { days: 30 }),
    ]);
    contract
}

fn history(prices: PriceMode) -> History {
    let item = |price, rate| {
        let every = Recurrence::every(Cadence::MONTHLY);
        Item::recurring("Fee", Price::PerUnit(UnitPrice::whole(price)), Tax::standard(rate), every)
    };
    let discount = Discount {
        in_stubs: StubDiscount::Prorated,
        label: Text::from("First"),
        value: DiscountValue::Percent(percent("3")),
        item: Some(ItemId::new("desk").unwrap()),
        lasts: DiscountDuration::Forever,
        order: 0,
    };
    let added = |id, item| EventKind::ItemAdded { id: ItemId::new(id).unwrap(), item };
    let events = [
        EventKind::Started { contract: contract(prices) },
        added("desk", item(97, percent("20"))),
        added("book", item(31, percent("5.5"))),
        EventKind::DiscountGranted { id: DiscountId::new("first").unwrap(), discount },
    ];
    let events = (1..).zip(events).map(|(sequence, kind)| Event::on(day(1, 1), sequence, kind));
    History::of(SubscriptionId::new("sub-1").unwrap(), events).unwrap()
}

/// An invoice with all that an invoice can have.
fn invoice(prices: PriceMode) -> Document {
    let mut documents = bill(&history(prices), &Books::new(), day(1, 1)).unwrap().documents;
    documents[0].allow("Goodwill", Amount::new(101, Currency::EUR)).unwrap();
    let deposit = Prepayment {
        customer: CustomerId::new("cust-1").unwrap(),
        label: Text::from("Deposit"),
        reference: Text::from("D-1"),
        paid_on: day(1, 1),
        amount: Amount::new(2_500, Currency::EUR),
    };
    assert_eq!(set_off(&mut documents, vec![deposit]), []);
    documents.remove(0)
}

/// Changes a field of the invoice, in both modes, and asserts that the checker names it.
fn caught(field: &str, change: impl Fn(&mut Document)) {
    for prices in [PriceMode::ExcludingTax, PriceMode::IncludingTax] {
        let mut document = invoice(prices);
        check(&document).unwrap();
        change(&mut document);
        let found = check(&document).unwrap_err();
        assert_eq!(found.field, field, "{prices:?}: {found}");
    }
}

fn more(amount: &mut Amount) {
    *amount = Amount::new(amount.minor() + 1, amount.currency());
}

/// Changes the second element of a list.
fn second<T: Clone>(list: &mut OneOrMore<T>, change: impl Fn(&mut T)) {
    let mut all: Vec<T> = list.iter().cloned().collect();
    change(&mut all[1]);
    let mut changed = OneOrMore::new(all[0].clone());
    all.drain(1..).for_each(|element| changed.push(element));
    *list = changed;
}

#[test]
fn a_wrong_line_gross_is_caught() {
    caught("line gross", |document| second(&mut document.lines, |line| more(&mut line.gross)));
}

#[test]
fn a_wrong_line_allowance_is_caught() {
    caught("line allowance", |document| {
        second(&mut document.lines, |line| more(&mut line.allowance));
    });
}

#[test]
fn a_wrong_line_net_is_caught() {
    caught("line net", |document| second(&mut document.lines, |line| more(&mut line.net)));
}

#[test]
fn a_wrong_line_rounding_is_caught() {
    caught("line rounding", |document| {
        second(&mut document.lines, |line| more(&mut line.rounding));
    });
}

#[test]
fn a_wrong_share_is_caught() {
    caught("line share", |document| {
        second(&mut document.lines, |line| line.share = Share::new(30, 31).unwrap());
    });
}

#[test]
fn a_line_of_another_customer_is_caught() {
    caught("customer", |document| {
        second(&mut document.lines, |line| {
            line.terms.customer = CustomerId::new("cust-2").unwrap();
        });
    });
}

#[test]
fn lines_of_two_modes_are_caught() {
    caught("lines", |document| {
        second(&mut document.lines, |line| {
            line.terms.prices = match line.terms.prices {
                PriceMode::ExcludingTax => PriceMode::IncludingTax,
                PriceMode::IncludingTax => PriceMode::ExcludingTax,
            };
        });
    });
}

#[test]
fn an_amount_in_another_currency_is_caught() {
    caught("currency", |document| document.tax = Amount::new(document.tax.minor(), Currency::USD));
}

#[test]
fn a_wrong_sum_of_lines_is_caught() {
    caught("lines_total", |document| more(&mut document.lines_total));
}

#[test]
fn a_wrong_base_of_an_allowance_is_caught() {
    caught("allowance base", |document| more(&mut document.allowances[1].base));
}

#[test]
fn a_wrong_allowance_by_percent_is_caught() {
    caught("allowance amount", |document| more(&mut document.allowances[1].amount));
}

/// The parts of an amount are not rounded by themselves: what is wrong then is the tax on what is left.
#[test]
fn a_wrong_part_of_an_allowance_by_amount_is_caught() {
    for prices in [PriceMode::ExcludingTax, PriceMode::IncludingTax] {
        let mut document = invoice(prices);
        assert_eq!(document.allowances[3].percent, None);
        more(&mut document.allowances[3].amount);
        assert!(check(&document).is_err());
    }
}

#[test]
fn a_wrong_taxable_amount_is_caught() {
    caught("taxable", |document| second(&mut document.taxes, |total| more(&mut total.taxable)));
}

#[test]
fn a_wrong_tax_of_a_rate_is_caught() {
    caught("tax amount", |document| second(&mut document.taxes, |total| more(&mut total.amount)));
}

#[test]
fn a_wrong_rate_is_caught() {
    caught("taxes", |document| second(&mut document.taxes, |total| total.tax.rate = percent("5")));
}

#[test]
fn a_wrong_net_is_caught() {
    caught("net", |document| more(&mut document.net));
}

#[test]
fn a_wrong_tax_is_caught() {
    caught("tax", |document| more(&mut document.tax));
}

#[test]
fn a_wrong_total_is_caught() {
    caught("total", |document| more(&mut document.total));
}

#[test]
fn a_wrong_prepaid_amount_is_caught() {
    caught("amount_due", |document| more(&mut document.prepaid[0].amount));
}

#[test]
fn a_wrong_amount_due_is_caught() {
    caught("amount_due", |document| more(&mut document.amount_due));
}

#[test]
fn a_wrong_payable_is_caught() {
    caught("payables", |document| {
        let only = *document.payables.first();
        let amount = Amount::new(only.amount.minor() + 1, Currency::EUR);
        document.payables = OneOrMore::new(tacite::document::Payable { amount, ..only });
    });
}

#[test]
fn a_document_of_the_wrong_kind_is_caught() {
    caught("kind", |document| document.kind = tacite::document::DocumentKind::CreditNote);
}

/// The whole month is paused after it was billed: what it cost comes back, field by field.
fn credited(prices: PriceMode) -> (Document, Document) {
    let mut history = history(prices);
    let mut books = Books::new();
    let billing = bill(&history, &books, day(1, 1)).unwrap();
    books.post(billing.posting).unwrap();
    let pause = Pause::new(PauseShape::ByDays, Some(day(2, 1)));
    history.push(Event::on(day(1, 1), 5, EventKind::Paused { pause })).unwrap();
    let credit = bill(&history, &books, day(1, 2)).unwrap().documents;
    let mut billed = billing.documents;
    assert_eq!((billed.len(), credit.len()), (1, 1));
    (billed.remove(0), credit.into_iter().next().unwrap())
}

#[test]
fn a_document_and_its_full_credit_are_nothing() {
    for prices in [PriceMode::ExcludingTax, PriceMode::IncludingTax] {
        let (document, credit) = credited(prices);
        check(&credit).unwrap();
        assert_eq!(check_full_credit(&document, &credit), Ok(()));
    }
}

#[test]
fn a_credit_that_leaves_something_is_caught() {
    let (document, credit) = credited(PriceMode::ExcludingTax);
    let left = |change: &dyn Fn(&mut Document)| {
        let mut credit = credit.clone();
        change(&mut credit);
        check_full_credit(&document, &credit).unwrap_err().field
    };
    assert_eq!(left(&|credit| more(&mut credit.lines_total)), "lines_total");
    assert_eq!(left(&|credit| more(&mut credit.allowances[0].amount)), "allowance amount");
    assert_eq!(left(&|credit| second(&mut credit.taxes, |tax| more(&mut tax.taxable))), "taxable");
    assert_eq!(
        left(&|credit| second(&mut credit.taxes, |tax| more(&mut tax.amount))),
        "tax amount"
    );
    assert_eq!(left(&|credit| more(&mut credit.net)), "net");
    assert_eq!(left(&|credit| more(&mut credit.tax)), "tax");
    assert_eq!(left(&|credit| more(&mut credit.total)), "total");
    let of_line = |change: &dyn Fn(&mut tacite::document::Line)| {
        left(&|credit| second(&mut credit.lines, |line| change(line)))
    };
    assert_eq!(of_line(&|line| more(&mut line.gross)), "line gross");
    assert_eq!(of_line(&|line| more(&mut line.allowance)), "line allowance");
    assert_eq!(of_line(&|line| more(&mut line.net)), "line net");
    assert_eq!(check_full_credit(&document, &document).unwrap_err().field, "kind");
}
