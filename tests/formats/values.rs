//! Random values that events carry, with every variant.

use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use proptest::collection::{btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use tacite::calendar::{
    Anchor, Cadence, Convention, Day, DayOfMonth, HolidayCalendar, HolidayRule, Length, Overflow,
    Unit,
};
use tacite::contract::{
    Basis, BillingPolicy, BusinessDays, CatchUp, Contract, CorrectionPolicy, CreditTax, CustomerId,
    Discount, DiscountDuration, DiscountValue, DocumentDiscount, DuePolicy, DueRule, GridAnchor,
    GroupingKey, GroupingWindow, Item, ItemId, ItemSchedule, LastPeriod, Mentions, MonthEndOrder,
    NewPrice, Note, NoteSubject, PartOfTotal, PaymentMeans, PaymentPart, PaymentTerms, Phase,
    PhasePrice, Plan, PlanId, PlanItem, PlanItemCode, Price, PriceMode, Recurrence, SendingDay,
    StubDiscount, StubPrice, StubTrigger, Stubs, Supply, Tax, TaxCategory, TaxPoint, TaxReason,
    TaxRounding, Text, Timing, UnitCode, ZeroDocuments, ZeroLines,
};
use tacite::money::{Amount, Currency, Percent, Quantity, Rounding, UnitPrice};

use crate::whole_life::{pausing, refund, with_a_life};

/// The holiday rule that a random contract may name.
pub(crate) const RULE: HolidayRule = HolidayRule { name: "a \"rule\"", is_holiday: |_| false };

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

pub(crate) fn date() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        8 => 18_000_i32..22_000,
        1 => -800_000_i32..3_000_000,
        1 => Day::MIN.number()..=Day::MAX.number(),
    ]
    .prop_map(|number| Day::from_number(number).unwrap().date())
}

/// What an id may be.
pub(crate) fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-z]{1,6}(-[0-9]{1,3})?",
        1 => "[!-~]([ -~]{0,37}[!-~])?",
        1 => "[é-ü\"\\\\/]{1,19}",
    ]
}

pub(crate) fn id<T: std::fmt::Debug, E: std::fmt::Debug>(
    make: fn(&str) -> Result<T, E>,
) -> impl Strategy<Value = T> {
    name().prop_map(move |name| make(&name).unwrap())
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[A-Za-z ,]{0,12}", 1 => "\\PC{0,12}", 1 => any::<String>()]
}

pub(crate) fn label() -> impl Strategy<Value = Text> {
    text().prop_map(|text| Text::from(text.as_str()))
}

pub(crate) fn decimal() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        6 => (0_i64..100_000, Just(2_u32)).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        1 => (0..i128::from(u64::MAX) << 31, 0_u32..=12)
            .prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale)),
        1 => Just(Decimal::ZERO),
        1 => Just(Decimal::MAX),
    ]
}

pub(crate) fn price() -> impl Strategy<Value = UnitPrice> {
    (decimal(), select(vec![1, 1, 1, -1]))
        .prop_map(|(price, sign)| UnitPrice::new(price * Decimal::from(sign)).unwrap())
}

pub(crate) fn owed_price() -> impl Strategy<Value = UnitPrice> {
    decimal().prop_map(|price| UnitPrice::new(price).unwrap())
}

/// A price of any kind, none of its values below 0.
pub(crate) fn owed_model() -> impl Strategy<Value = Price> {
    prop_oneof![
        owed_price().prop_map(Price::Flat),
        owed_price().prop_map(Price::PerUnit),
        tacite_testkit::strategies::price_models(),
    ]
}

/// A price as an event sets it.
pub(crate) fn new_price() -> impl Strategy<Value = NewPrice> {
    let listed = (owed_model(), of(id(CustomerId::new)))
        .prop_map(|(price, customer)| NewPrice::Listed { price, customer });
    prop_oneof![price().prop_map(NewPrice::Value), owed_model().prop_map(NewPrice::Model), listed]
}

pub(crate) fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        Just(Quantity::whole(1)),
        decimal().prop_map(|quantity| Quantity::new(quantity).unwrap())
    ]
}

pub(crate) fn percent() -> impl Strategy<Value = Percent> {
    prop_oneof![
        Just(Percent::ZERO),
        (0_u32..=100).prop_map(Percent::whole),
        decimal().prop_map(|percent| Percent::new(percent).unwrap()),
    ]
}

pub(crate) fn currency() -> impl Strategy<Value = Currency> {
    select(vec![Currency::EUR, Currency::EUR, Currency::EUR, Currency::JPY, Currency::KWD])
}

pub(crate) fn amount() -> impl Strategy<Value = Amount> {
    let minor = prop_oneof![4 => -10_000_i64..10_000, 1 => -i64::MAX..=i64::MAX];
    (minor, currency()).prop_map(|(minor, currency)| Amount::new(minor, currency))
}

pub(crate) fn unit() -> impl Strategy<Value = Unit> {
    select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Month, Unit::Year])
}

pub(crate) fn count() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 1_u32..=12, 1 => 1..=u32::MAX]
}

pub(crate) fn cadence() -> impl Strategy<Value = Cadence> {
    (count(), unit()).prop_map(|(count, unit)| Cadence::new(count, unit).unwrap())
}

pub(crate) fn length() -> impl Strategy<Value = Length> {
    (count(), unit()).prop_map(|(count, unit)| Length { count, unit })
}

pub(crate) fn day_of_month() -> impl Strategy<Value = DayOfMonth> {
    (1_u32..=31).prop_map(|day| DayOfMonth::new(day).unwrap())
}

pub(crate) fn weekday() -> impl Strategy<Value = Weekday> {
    select(WEEKDAYS.to_vec())
}

pub(crate) fn anchor() -> BoxedStrategy<GridAnchor> {
    prop_oneof![
        Just(GridAnchor::TrialEnd),
        prop_oneof![
            Just(Anchor::Start),
            Just(Anchor::StartOrMonthEnd),
            day_of_month().prop_map(Anchor::DayOfMonth),
            date().prop_map(Anchor::Date),
            weekday().prop_map(Anchor::Weekday),
            Just(Anchor::Calendar),
        ]
        .prop_map(GridAnchor::Rule)
    ]
    .boxed()
}

pub(crate) fn timing() -> impl Strategy<Value = Timing> {
    select(vec![Timing::Advance, Timing::Arrears])
}

pub(crate) fn stubs() -> impl Strategy<Value = Stubs> {
    let price = || select(vec![StubPrice::Prorated, StubPrice::Full, StubPrice::Free]);
    (select(vec![StubTrigger::Short, StubTrigger::Long]), price(), price())
        .prop_map(|(first_trigger, first, last)| Stubs { first_trigger, first, last })
}

pub(crate) fn phase() -> impl Strategy<Value = Phase> {
    let price = prop_oneof![
        Just(PhasePrice::Free),
        Just(PhasePrice::FreeAsAllowance),
        owed_price().prop_map(PhasePrice::Price),
        percent().prop_map(PhasePrice::Percent),
    ];
    (length(), price).prop_map(|(length, price)| Phase { length, price })
}

pub(crate) fn recurrence() -> BoxedStrategy<Recurrence> {
    let overflow = select(vec![Overflow::Backward, Overflow::Forward]);
    let offset_days = prop_oneof![Just(0), -40..40, any::<i32>()];
    let basis = select(Basis::ALL.to_vec());
    let rest = (vec(phase(), 0..3), basis);
    (cadence(), anchor(), overflow, timing(), offset_days, stubs(), rest)
        .prop_map(|(cadence, anchor, overflow, timing, offset_days, stubs, (phases, basis))| {
            Recurrence {
                cadence,
                anchor,
                overflow,
                timing,
                offset_days,
                stubs,
                phases,
                basis: if basis.check(cadence).is_ok() { basis } else { Basis::ActualDays },
            }
        })
        .boxed()
}

pub(crate) fn tax() -> impl Strategy<Value = Tax> {
    let category = select(vec![
        TaxCategory::Standard,
        TaxCategory::ZeroRated,
        TaxCategory::Exempt,
        TaxCategory::ReverseCharge,
        TaxCategory::IntraCommunity,
        TaxCategory::Export,
        TaxCategory::OutOfScope,
    ]);
    let reason = of(select(vec!["VATEX-EU-AE", "VATEX-EU-132-1I", "X"]));
    (category, percent(), reason).prop_map(|(category, rate, reason)| {
        let reason = reason.and_then(|code| TaxReason::new(code).ok());
        Tax { category, rate, reason }
    })
}

pub(crate) fn item() -> BoxedStrategy<Item> {
    let recurring = (owed_model(), recurrence().prop_map(ItemSchedule::Recurring));
    let any_sign = prop_oneof![price().prop_map(Price::Flat), price().prop_map(Price::PerUnit)];
    let once = (any_sign, Just(ItemSchedule::Once));
    let unit =
        select(vec!["C62", "MON", "HUR", "KG"]).prop_map(|code| UnitCode::new(code).unwrap());
    let supply = select(vec![Supply::Services, Supply::Goods]);
    let charged = prop_oneof![3 => recurring, 1 => once];
    let named = (label(), of(id(PlanItemCode::new)), supply);
    let counted = (quantity(), unit, tax());
    let list = of(tacite_testkit::strategies::price_lists());
    (named, charged, counted, (pausing(), list), refund())
        .prop_map(|(named, (price, schedule), counted, (pausing, list), refund)| {
            let ((label, plan_item, supply), (quantity, unit, tax)) = (named, counted);
            let list = list.map(Arc::new);
            let sold = Item { quantity, unit, list, ..Item::once("", price, tax) };
            Item { label, plan_item, supply, schedule, pausing, refund, ..sold }
        })
        .boxed()
}

pub(crate) fn due_rule() -> BoxedStrategy<DueRule> {
    let days = || prop_oneof![0_u32..90, any::<u32>()];
    let order = select(vec![MonthEndOrder::DaysFirst, MonthEndOrder::MonthEndFirst]);
    prop_oneof![
        Just(DueRule::OnReceipt),
        days().prop_map(|days| DueRule::Net { days }),
        (days(), order, of(day_of_month())).prop_map(|(days, order, on_the)| DueRule::EndOfMonth {
            days,
            order,
            on_the
        }),
        day_of_month().prop_map(|day| DueRule::NextDay { day }),
    ]
    .boxed()
}

pub(crate) fn payment_terms() -> BoxedStrategy<PaymentTerms> {
    let part = prop_oneof![
        (0_u32..=30).prop_map(|share| PartOfTotal::Percent(Percent::whole(share))),
        any::<u32>().prop_map(PartOfTotal::MinorUnits),
    ];
    let part = (part, due_rule()).prop_map(|(part, due)| PaymentPart { part, due });
    let instalments = (vec(part, 0..4), due_rule()).prop_map(|(mut parts, due)| {
        parts.push(PaymentPart { part: PartOfTotal::Remainder, due });
        PaymentTerms::Instalments(parts)
    });
    prop_oneof![due_rule().prop_map(PaymentTerms::Single), instalments].boxed()
}

pub(crate) fn payment_means() -> impl Strategy<Value = PaymentMeans> {
    select(vec![
        PaymentMeans::Transfer,
        PaymentMeans::DirectDebit,
        PaymentMeans::Card,
        PaymentMeans::Cheque,
        PaymentMeans::Cash,
        PaymentMeans::Other,
    ])
}

pub(crate) fn business_days() -> BoxedStrategy<BusinessDays> {
    let convention = || {
        select(vec![
            Convention::Unadjusted,
            Convention::Following,
            Convention::ModifiedFollowing,
            Convention::Preceding,
        ])
    };
    let holidays = prop_oneof![
        Just(HolidayCalendar::WeekendsOnly),
        Just(HolidayCalendar::Target2),
        btree_set(date(), 0..4).prop_map(HolidayCalendar::Listed),
        Just(HolidayCalendar::Rule(RULE)),
    ];
    (holidays, convention(), convention())
        .prop_map(|(holidays, documents, payments)| BusinessDays { holidays, documents, payments })
        .boxed()
}

pub(crate) fn billing() -> BoxedStrategy<BillingPolicy> {
    let sending_day = prop_oneof![
        weekday().prop_map(SendingDay::Weekday),
        day_of_month().prop_map(SendingDay::DayOfMonth),
    ];
    (
        select(vec![DuePolicy::OnEffect, DuePolicy::WithPeriod]),
        select(vec![CatchUp::PerDueDate, CatchUp::AllOnOne]),
        select(vec![GroupingWindow::Day, GroupingWindow::Month]),
        of(id(GroupingKey::new)),
        (
            select(vec![ZeroLines::Shown, ZeroLines::Hidden]),
            select(vec![ZeroDocuments::Shown, ZeroDocuments::Hidden]),
            select(vec![CorrectionPolicy::CreditNote, CorrectionPolicy::NextInvoice]),
            select(vec![CreditTax::PerDocument, CreditTax::AddsUp]),
            select(vec![TaxRounding::PerRate, TaxRounding::PerLine]),
            of((label(), percent())),
            prop_oneof![Just(0), any::<u32>()],
            select(vec![TaxPoint::Day, TaxPoint::PeriodStart, TaxPoint::PeriodEnd]),
        ),
        of(sending_day),
        business_days(),
    )
        .prop_map(|(due, catch_up, window, grouping_key, printed, sending_day, business_days)| {
            let (zero_lines, zero_documents, corrections, credit_tax, ..) = printed;
            let (.., tax_rounding, discount, minimum, tax_point) = printed;
            let document_discount =
                discount.map(|(label, percent)| Arc::new(DocumentDiscount { label, percent }));
            BillingPolicy {
                due,
                catch_up,
                window,
                grouping_key,
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
        })
        .boxed()
}

fn mentions() -> BoxedStrategy<Mentions> {
    let subject = select(vec![
        NoteSubject::LatePenalties,
        NoteSubject::RecoveryFee,
        NoteSubject::EarlyPayment,
        NoteSubject::General,
    ]);
    let note = (subject, label()).prop_map(|(subject, text)| Note { subject, text });
    (of(label()), of(label()), vec(note, 0..3))
        .prop_map(|(purchase_order, contract_number, notes)| Mentions {
            purchase_order,
            contract_number,
            notes,
        })
        .boxed()
}

pub(crate) fn contract() -> BoxedStrategy<Contract> {
    let names = (label(), id(CustomerId::new), currency(), of(label()));
    let dates = (of(date()), of(date()));
    let rounding = select(vec![Rounding::HalfAwayFromZero, Rounding::HalfEven]);
    let billing = prop_oneof![Just(BillingPolicy::default()), billing()];
    let prices = select(vec![PriceMode::ExcludingTax, PriceMode::IncludingTax]);
    let policies = (payment_terms(), payment_means(), prices, rounding, billing, of(mentions()));
    (names, dates, policies)
        .prop_map(
            |(
                (label, customer, currency, reference),
                (signed_on, bill_from),
                (payment_terms, payment_means, prices, rounding, billing, mentions),
            )| Contract {
                label,
                reference,
                signed_on,
                bill_from,
                payment_terms,
                payment_means,
                prices,
                rounding,
                billing,
                mentions: mentions.map(Arc::new),
                ..Contract::new("", customer, currency)
            },
        )
        .prop_flat_map(with_a_life)
        .boxed()
}

pub(crate) fn plan() -> BoxedStrategy<Plan> {
    let item = (id(ItemId::new), item()).prop_map(|(id, item)| PlanItem { id, item });
    (id(PlanId::new), vec(item, 0..3)).prop_map(|(id, items)| Plan { id, items }).boxed()
}

pub(crate) fn discount() -> BoxedStrategy<Discount> {
    let value = prop_oneof![
        percent().prop_map(DiscountValue::Percent),
        owed_price().prop_map(DiscountValue::Amount),
    ];
    let lasts = prop_oneof![
        Just(DiscountDuration::Forever),
        date().prop_map(DiscountDuration::Until),
        any::<u32>().prop_map(DiscountDuration::Periods),
    ];
    let order = prop_oneof![Just(0), any::<u16>()];
    let in_stubs = select(vec![StubDiscount::Prorated, StubDiscount::Full]);
    (label(), value, of(id(ItemId::new)), lasts, (order, in_stubs))
        .prop_map(|(label, value, item, lasts, (order, in_stubs))| Discount {
            label,
            value,
            item,
            lasts,
            order,
            in_stubs,
        })
        .boxed()
}

pub(crate) fn last_period() -> impl Strategy<Value = Option<LastPeriod>> {
    of(select(vec![LastPeriod::Prorated, LastPeriod::Full]))
}
