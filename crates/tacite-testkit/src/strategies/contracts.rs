//! Contracts with every policy of due dates, sending days, business days, grouping and payment.

use std::sync::Arc;

use chrono::Weekday;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tacite::calendar::{Convention, DayOfMonth, HolidayCalendar, Length};
use tacite::contract::{
    BillingPolicy, BusinessDays, CatchUp, Contract, CorrectionPolicy, CreditTax, CustomerId,
    DocumentDiscount, DuePolicy, DueRule, GroupingWindow, IdentifierError, Mentions, MonthEndOrder,
    NoticeEnd, NoticePolicy, PartOfTotal, PaymentPart, PaymentTerms, PriceMode, SendingDay,
    TaxPoint, TaxRounding, Text, ZeroDocuments, ZeroLines,
};
use tacite::money::{Percent, Rounding};

use super::dates::date;
use super::{currencies, dates, percents, terms};

/// Policies of billing, half of the time the default.
pub fn billing_policies() -> impl Strategy<Value = BillingPolicy> + Clone {
    let due = prop::sample::select(vec![DuePolicy::OnEffect, DuePolicy::WithPeriod]);
    let catch_up = prop::sample::select(vec![CatchUp::PerDueDate, CatchUp::AllOnOne]);
    let window = prop::sample::select(vec![GroupingWindow::Day, GroupingWindow::Month]);
    let zero_lines = prop::sample::select(vec![ZeroLines::Shown, ZeroLines::Hidden]);
    let corrections =
        prop::sample::select(vec![CorrectionPolicy::CreditNote, CorrectionPolicy::NextInvoice]);
    let credit_tax = prop::sample::select(vec![CreditTax::PerDocument, CreditTax::AddsUp]);
    let zero_documents = prop::sample::select(vec![ZeroDocuments::Shown, ZeroDocuments::Hidden]);
    let tax_point =
        prop::sample::select(vec![TaxPoint::Day, TaxPoint::PeriodStart, TaxPoint::PeriodEnd]);
    let printed = (zero_lines, zero_documents, corrections, credit_tax, tax_point);
    (due, catch_up, window, printed, totalled(), sending_days(), business_days()).prop_map(
        |(due, catch_up, window, printed, totalled, sending_day, business_days)| {
            let (zero_lines, zero_documents, corrections, credit_tax, tax_point) = printed;
            let (tax_rounding, document_discount, minimum) = totalled;
            BillingPolicy {
                due,
                catch_up,
                window,
                grouping_key: None,
                zero_lines,
                zero_documents,
                corrections,
                credit_tax,
                tax_rounding,
                document_discount,
                minimum,
                tax_point,
                sending_day,
                business_days,
            }
        },
    )
}

/// How a document is added up: what is rounded, what is taken off, from which total on it is made.
fn totalled() -> impl Strategy<Value = (TaxRounding, Option<Arc<DocumentDiscount>>, u32)> + Clone {
    let rounding = prop::sample::select(vec![TaxRounding::PerRate, TaxRounding::PerLine]);
    let discount = percents().prop_map(|percent| {
        let label = Text::from("discount");
        // No more than all of it.
        let is_all = percent.to_decimal() > Percent::whole(100).to_decimal();
        let percent = if is_all { Percent::whole(100) } else { percent };
        Arc::new(DocumentDiscount { label, percent })
    });
    let discount = prop_oneof![2 => Just(None), 1 => discount.prop_map(Some)];
    let minimum = prop_oneof![3 => Just(0), 1 => 1..20_000_u32];
    (rounding, discount, minimum)
}

fn sending_days() -> impl Strategy<Value = Option<SendingDay>> + Clone {
    let weekday = prop::sample::select(vec![Weekday::Mon, Weekday::Thu, Weekday::Sat]);
    let day = prop_oneof![Just(31), Just(1), 1..=31_u32];
    prop_oneof![
        4 => Just(None),
        1 => weekday.prop_map(|weekday| Some(SendingDay::Weekday(weekday))),
        1 => day.prop_map(|day| DayOfMonth::new(day).ok().map(SendingDay::DayOfMonth)),
    ]
}

fn business_days() -> impl Strategy<Value = BusinessDays> + Clone {
    let listed = [date(2025, 1, 31), date(2025, 2, 28), date(2024, 2, 29)];
    let holidays = prop::sample::select(vec![
        HolidayCalendar::WeekendsOnly,
        HolidayCalendar::Target2,
        HolidayCalendar::Listed(listed.into_iter().collect()),
    ]);
    let convention = || {
        prop_oneof![
            3 => Just(Convention::Unadjusted),
            1 => Just(Convention::Following),
            1 => Just(Convention::ModifiedFollowing),
            1 => Just(Convention::Preceding),
        ]
    };
    (holidays, convention(), convention())
        .prop_map(|(holidays, documents, payments)| BusinessDays { holidays, documents, payments })
}

/// Payment terms that pass [`PaymentTerms::check`].
pub fn payment_terms() -> impl Strategy<Value = PaymentTerms> + Clone {
    let day = (1..=31_u32).prop_map(|day| DayOfMonth::new(day).ok());
    let order = prop::sample::select(vec![MonthEndOrder::DaysFirst, MonthEndOrder::MonthEndFirst]);
    let rule = prop_oneof![
        Just(DueRule::OnReceipt),
        (0..90_u32).prop_map(|days| DueRule::Net { days }),
        (0..90_u32, order, day).prop_map(|(days, order, on_the)| DueRule::EndOfMonth {
            days,
            order,
            on_the,
        }),
    ];
    let shares = (rule.clone(), 0..=10_000_i64, 0..100_000_u32).prop_map(|(due, share, fixed)| {
        let percent = |digits| Percent::new(Decimal::new(digits, 2)).unwrap_or(Percent::ZERO);
        let part = |part| PaymentPart { part, due };
        if fixed % 2 == 0 {
            PaymentTerms::Instalments(vec![
                part(PartOfTotal::Percent(percent(share))),
                part(PartOfTotal::Percent(percent(10_000 - share))),
            ])
        } else {
            PaymentTerms::Instalments(vec![
                part(PartOfTotal::MinorUnits(fixed)),
                part(PartOfTotal::Percent(percent(share))),
                part(PartOfTotal::Remainder),
            ])
        }
    });
    prop_oneof![
        3 => Just(PaymentTerms::default()),
        1 => rule.prop_map(PaymentTerms::Single),
        1 => shares,
    ]
}

/// Notice of up to a year, to every kind of end.
pub fn notice_policies() -> impl Strategy<Value = NoticePolicy> + Clone {
    let length = prop_oneof![
        (0..=12_u32).prop_map(Length::months),
        (0..=100_u32).prop_map(Length::days),
        (1..=8_u32).prop_map(Length::weeks),
    ];
    let ends = prop::sample::select(vec![
        NoticeEnd::TermEnd,
        NoticeEnd::PeriodEnd,
        NoticeEnd::MonthEnd,
        NoticeEnd::AnyDay,
    ]);
    (length, ends).prop_map(|(length, ends)| NoticePolicy { length, ends })
}

/// Prices that exclude tax, or include it.
fn price_modes() -> impl Strategy<Value = PriceMode> + Clone {
    prop_oneof![2 => Just(PriceMode::ExcludingTax), 1 => Just(PriceMode::IncludingTax)]
}

/// One of two purchase orders, or none.
fn purchase_orders() -> impl Strategy<Value = Option<Text>> + Clone {
    prop_oneof![
        3 => Just(None),
        1 => Just(Some(Text::from("PO-1"))),
        1 => Just(Some(Text::from("PO-2"))),
    ]
}

/// Contracts that pass [`Contract::check`]; one in eight is billed from a date of its own.
pub fn contracts() -> impl Strategy<Value = Contract> + Clone {
    let rounding = prop::sample::select(vec![Rounding::HalfAwayFromZero, Rounding::HalfEven]);
    let policy = prop_oneof![Just(BillingPolicy::default()), billing_policies().boxed()];
    let bill_from = prop_oneof![7 => Just(None), 1 => dates().prop_map(Some)];
    let term = prop_oneof![3 => Just(None), 1 => terms().prop_map(Some).boxed()];
    let notice = prop_oneof![1 => Just(None), 1 => notice_policies().prop_map(Some).boxed()];
    let money = (currencies(), price_modes(), rounding);
    (money, policy, bill_from, payment_terms().boxed(), term, notice, purchase_orders())
        .prop_filter_map(
            "a customer has a name",
            |(money, billing, bill_from, payment_terms, term, notice, purchase_order)| {
                let (currency, prices, rounding) = money;
                let mut contract = Contract::new("contract", customer(0).ok()?, currency);
                contract.prices = prices;
                contract.rounding = rounding;
                contract.mentions = purchase_order.map(|order| {
                    let purchase_order = Some(order);
                    Arc::new(Mentions { purchase_order, ..Mentions::default() })
                });
                contract.billing = billing;
                contract.bill_from = bill_from;
                contract.payment_terms = payment_terms;
                contract.term = term;
                contract.notice = notice;
                if contract.check().is_err() {
                    // A term of a few days and a notice in months (TRM-4).
                    contract.notice = None;
                }
                Some(contract)
            },
        )
}

/// The n-th customer.
pub(super) fn customer(number: u8) -> Result<CustomerId, IdentifierError> {
    CustomerId::new(&format!("customer-{number}"))
}
