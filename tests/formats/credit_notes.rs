//! Printed credit notes, in English and in French (INV-6, INV-7, INV-9).
//!
//! The documents are made by hand: what the engine puts on them is tested elsewhere.

use chrono::NaiveDate;
use tacite::books::Carried;
use tacite::calendar::Period;
use tacite::charge::Share;
use tacite::contract::{
    CustomerId, ItemId, PaymentMeans, PaymentTerms, Price, PriceMode, SubscriptionId, Supply, Tax,
    TaxRounding, Text, UnitCode,
};
use tacite::document::{
    CorrectedDocument, Document, DocumentKind, Line, OneOrMore, Payable, TaxTotal,
};
use tacite::money::{Amount, Currency, Percent, Quantity, Rounding, UnitPrice};
use tacite::query::{Instalment, InstalmentState};
use tacite::schedule::{DayRange, DaySet, Reference};
use tacite::timeline::{Allowance, Allowances, Terms, Weights};
use tacite_formats::text::{self, Language};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn march() -> Period {
    Period::new(day("2025-03-01"), day("2025-04-01")).unwrap()
}

pub(crate) fn euros(minor: i64) -> Amount {
    Amount::new(minor, Currency::EUR)
}

pub(crate) fn terms(price: Price) -> Terms {
    Terms {
        price,
        quantity: Quantity::whole(1),
        reduced: None,
        unit: UnitCode::ONE,
        allowances: Allowances::NONE,
        customer: CustomerId::new("cust-7").unwrap(),
        tax: Tax::standard(Percent::whole(20)),
        prices: PriceMode::ExcludingTax,
        weights: Weights::ActualDays,
        rounding: Rounding::HalfAwayFromZero,
    }
}

/// A credit of the days of March from `start` up to and excluding `end`, none if they are the same.
pub(crate) fn credit(label: &str, terms: Terms, (start, end): (u32, u32), net: i64) -> Line {
    let days = DayRange::new(start, end).map_or(DaySet::EMPTY, DaySet::of);
    Line {
        subscription: SubscriptionId::new("sub-1").unwrap(),
        item: ItemId::new("item").unwrap(),
        label: Text::from(label),
        reference: None,
        supply: Supply::Services,
        period: Reference::Period(march()),
        billing: march(),
        share: Share::new(days.len(), march().days()).unwrap(),
        before: days.len(),
        days,
        terms,
        due_on: day("2025-03-10"),
        gross: euros(net),
        allowance: euros(0),
        allowances: Box::default(),
        net: euros(net),
        rounding: euros(0),
        carried: Carried::default(),
        ordinal: 1,
        corrects: Some(1),
        correction: None,
        moved: Vec::new(),
        known: 3,
    }
}

/// A document of lines whose total and tax are given.
pub(crate) fn credit_note(
    lines: &[Line],
    corrects: Option<&str>,
    (net, tax): (i64, i64),
) -> Document {
    let mut listed = OneOrMore::new(lines[0].clone());
    for line in &lines[1..] {
        listed.push(line.clone());
    }
    let dated_on = day("2025-03-10");
    let total = euros(net + tax);
    let taxes = TaxTotal {
        tax: Tax::standard(Percent::whole(20)),
        taxable: euros(net),
        amount: euros(tax),
    };
    Document {
        kind: DocumentKind::CreditNote,
        corrects: corrects.map(|dated_on| CorrectedDocument {
            kind: DocumentKind::Invoice,
            key: "invoice:sub-1/item/2025-03-01..2025-04-01/5d41402abc4b2a76/+/1".to_owned(),
            dated_on: day(dated_on),
        }),
        customer: CustomerId::new("cust-7").unwrap(),
        currency: Currency::EUR,
        dated_on,
        payment_terms: PaymentTerms::default(),
        payment_means: PaymentMeans::Transfer,
        grouping_key: None,
        lines: listed,
        lines_total: euros(net),
        allowances: Vec::new(),
        tax_rounding: TaxRounding::PerRate,
        taxes: OneOrMore::new(taxes),
        net: euros(net),
        tax: euros(tax),
        total,
        prepaid: Vec::new(),
        amount_due: total,
        payables: OneOrMore::new(Payable { due_on: dated_on, amount: total }),
        mentions: None,
    }
}

fn printed(document: &Document, language: Language) -> String {
    text::document(document, language).to_string()
}

fn flat(price: u32) -> Terms {
    terms(Price::Flat(UnitPrice::whole(price)))
}

/// PAU-1: 120.00 a month, paused from 10 to 23 March.
#[test]
fn a_credit_note_names_the_invoice_that_it_corrects_by_its_date() {
    let line = credit("Desk", flat(120), (10, 24), -5419);
    let document = credit_note(&[line], Some("2025-03-01"), (-5419, -1084));
    insta::assert_snapshot!(printed(&document, Language::English), @"
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Desk  10 – 23 Mar 2025  − 120.00 × 14/31  −54.19
                                           Net  −54.19
                            VAT 20 % on −54.19  −10.84
                                         Total  −65.03
                         To refund 10 Mar 2025   65.03
    ");
    insta::assert_snapshot!(printed(&document, Language::French), @"
    Avoir du 10/03/2025 · client cust-7 · EUR
    Rectifie la facture du 01/03/2025
      Desk  du 10/03/2025 au 23/03/2025  − 120,00 × 14/31  −54,19
                                                 Total HT  −54,19
                                      TVA 20 % sur −54,19  −10,84
                                                Total TTC  −65,03
                           Net à rembourser le 10/03/2025   65,03
    ");
}

/// INV-6: ten days of 31 at 10.00, credited last, are a cent more than they cost.
#[test]
fn a_rounding_part_is_printed_with_its_days_or_alone() {
    let with_days = Line { rounding: euros(-1), ..credit("Seats", flat(10), (11, 21), -324) };
    let alone = Line { rounding: euros(-1), ..credit("Seats", flat(10), (1, 1), -1) };
    let back = Line { rounding: euros(1), ..credit("Seats", flat(10), (1, 1), 1) };
    let document = credit_note(&[with_days, alone, back], Some("2025-03-01"), (-324, -65));
    insta::assert_snapshot!(printed(&document, Language::English), @"
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Seats  11 – 20 Mar 2025  − 10.00 × 10/31 − 0.01 (rounding)  −3.24
      Seats  1 – 31 Mar 2025                   − 0.01 (rounding)  −0.01
      Seats  1 – 31 Mar 2025                     0.01 (rounding)   0.01
                                                             Net  −3.24
                                               VAT 20 % on −3.24  −0.65
                                                           Total  −3.89
                                           To refund 10 Mar 2025   3.89
    ");
}

/// PAU-1, CHG-9: what was charged at a reduced price, or less an allowance, is taken back so.
#[test]
fn reduced_prices_and_allowances_are_credited_as_they_were_charged() {
    let seats = terms(Price::PerUnit(UnitPrice::new("12.50".parse().unwrap()).unwrap()));
    let seats = Terms { quantity: Quantity::whole(3), ..seats };
    let reduced = Terms { reduced: Some(Percent::whole(40)), ..seats.clone() };
    let ten_percent = Allowances::of(&[Allowance::Percent(Percent::whole(10))]);
    let allowed = Terms { allowances: ten_percent, ..seats.clone() };
    let hours = Terms { unit: UnitCode::new("HUR").unwrap(), ..seats };
    let lines = [
        credit("Seats", reduced, (1, 15), -677),
        Line {
            gross: euros(-1694),
            allowance: euros(-169),
            ..credit("Seats", allowed, (1, 15), -1525)
        },
        credit("Room", hours, (1, 32), -3750),
    ];
    let document = credit_note(&lines, Some("2025-03-01"), (-5952, -1190));
    insta::assert_snapshot!(printed(&document, Language::English), @"
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Seats  1 – 14 Mar 2025              − 3 × 12.50 × 40 % × 14/31   −6.77
      Seats  1 – 14 Mar 2025  − 3 × 12.50 × 14/31 + 1.69 (allowance)  −15.25
      Room   1 – 31 Mar 2025                           − 3 h × 12.50  −37.50
                                                                 Net  −59.52
                                                  VAT 20 % on −59.52  −11.90
                                                               Total  −71.42
                                               To refund 10 Mar 2025   71.42
    ");
    insta::assert_snapshot!(printed(&document, Language::French), @"
    Avoir du 10/03/2025 · client cust-7 · EUR
    Rectifie la facture du 01/03/2025
      Seats  du 01/03/2025 au 14/03/2025           − 3 × 12,50 × 40 % × 14/31   −6,77
      Seats  du 01/03/2025 au 14/03/2025  − 3 × 12,50 × 14/31 + 1,69 (remise)  −15,25
      Room   du 01/03/2025 au 31/03/2025                        − 3 h × 12,50  −37,50
                                                                     Total HT  −59,52
                                                          TVA 20 % sur −59,52  −11,90
                                                                    Total TTC  −71,42
                                               Net à rembourser le 10/03/2025   71,42
    ");
}

/// INV-9: goodwill is an amount below 0 that corrects no line; taking it back is one above 0.
#[test]
fn an_adjustment_bears_its_date_like_a_one_off() {
    let one_day = Period::new(day("2025-03-05"), day("2025-03-06")).unwrap();
    let goodwill = terms(Price::Flat(UnitPrice::new("-15".parse().unwrap()).unwrap()));
    let adjustment = Line {
        period: Reference::Adjustment { sequence: 7 },
        billing: one_day,
        days: DaySet::of(DayRange::FIRST),
        share: Share::new(1, 1).unwrap(),
        corrects: None,
        ..credit("Sorry for the outage", goodwill, (1, 2), -1500)
    };
    let taken_back =
        Line { gross: euros(1500), net: euros(1500), corrects: Some(1), ..adjustment.clone() };
    let document = credit_note(&[adjustment], None, (-1500, -300));
    insta::assert_snapshot!(printed(&document, Language::English), @"
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
      Sorry for the outage  5 Mar 2025  −15.00  −15.00
                                           Net  −15.00
                            VAT 20 % on −15.00   −3.00
                                         Total  −18.00
                         To refund 10 Mar 2025   18.00
    ");
    let mut retracted = credit_note(&[taken_back], Some("2025-03-05"), (1500, 300));
    retracted.kind = DocumentKind::Invoice;
    retracted.corrects.as_mut().unwrap().kind = DocumentKind::CreditNote;
    insta::assert_snapshot!(printed(&retracted, Language::French), @"
    Facture du 10/03/2025 · client cust-7 · EUR
    Rectifie l'avoir du 05/03/2025
      Sorry for the outage  le 05/03/2025  15,00  15,00
                                        Total HT  15,00
                              TVA 20 % sur 15,00   3,00
                                       Total TTC  18,00
             Net à payer, échéance le 10/03/2025  18,00
    ");
}

/// INV-13
#[test]
fn an_instalment_that_was_credited_says_so() {
    let instalment = Instalment {
        due_on: day("2025-03-01"),
        item: ItemId::new("desk").unwrap(),
        number: 3,
        period: Reference::Period(march()),
        billing: march(),
        served: march(),
        net: euros(0),
        state: InstalmentState::Credited,
    };
    insta::assert_snapshot!(text::schedule(&[instalment], Language::English).to_string(), @"
    Due         No  Item  Service           Net       State
    1 Mar 2025   3  desk  1 – 31 Mar 2025  0.00  EUR  credited
    ");
    insta::assert_snapshot!(text::schedule(&[instalment], Language::French).to_string(), @"
    Échéance    N°  Article  Service                        HT       État
    01/03/2025   3  desk     du 01/03/2025 au 31/03/2025  0,00  EUR  avoir émis
    ");
}
