//! What queries answer comes back as it was written: instalments, status, ends, previews.

use chrono::{Months, NaiveDate};
use proptest::prelude::*;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Period;
use tacite::contract::{Coefficient, IndexValue};
use tacite::history::History;
use tacite::money::{Amount, Quantity, Rounding};
use tacite::query::{
    Debtor, IndexUsed, LateInterestTerms, PreviewRange, ReferenceRate, RevisedPrice,
    TerminationAsk, YearBasis, earliest_end, earliest_end_with_fee, forecast, instalments,
    late_interest, next_renewal, pauses, preview, recovery_fee, remaining_commitment, reminders,
    renewal_notice_window, renewals, status, stretches, termination_quote,
};
use tacite_testkit::strategies;

use crate::explained::items;
use crate::settings::{CASES, LONG_CASES, SMALL_CASES, config};
use crate::values::{amount, date, last_period, owed_model, percent, quantity, tax};
use crate::written::{back, refused};

/// The six months around a day.
fn around(day: NaiveDate) -> Period {
    let months = Months::new(3);
    Period::new(day - months, day + months).unwrap()
}

/// What a history with a life, a status and pauses is asked without books.
fn asked(history: &History, as_of: NaiveDate) -> Result<(), TestCaseError> {
    back(&status(history, as_of).unwrap())?;
    for pause in pauses(history, as_of).unwrap() {
        back(&pause)?;
    }
    // What has no answer, as a contract that was not started, is a typed error and no value.
    let ends = [earliest_end(history, as_of), earliest_end_with_fee(history, as_of)];
    for end in ends.into_iter().flatten() {
        back(&end)?;
    }
    if let Ok(Some(remaining)) = remaining_commitment(history, as_of) {
        back(&remaining)?;
    }
    if let Ok(Some(window)) = renewal_notice_window(history, as_of) {
        back(&window)?;
    }
    let listed = renewals(history, around(as_of)).unwrap_or_default();
    for renewal in listed.into_iter().chain(next_renewal(history, as_of).ok().flatten()) {
        back(&renewal)?;
    }
    for reminder in reminders(history, &[0, 30], around(as_of)).unwrap_or_default() {
        back(&reminder)?;
    }
    for item in items(history) {
        for stretch in stretches(history, item, around(as_of)).unwrap() {
            back(&stretch)?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(CASES))]

    #[test]
    fn instalments_come_back(scenario in strategies::scenarios()) {
        let (mut books, as_of) = (Books::new(), scenario.last_run());
        for run in &scenario.runs {
            let billing = bill(&scenario.known_on(*run), &books, *run).unwrap();
            books.post(billing.posting).unwrap();
        }
        let history = &scenario.known_on(as_of);
        for instalment in instalments(history, &books, around(as_of), as_of).unwrap() {
            back(&instalment)?;
        }
        for month in forecast(history, &books, around(as_of), as_of).unwrap() {
            back(&month)?;
        }
    }

    #[test]
    fn answers_about_a_history_come_back(scenario in strategies::scenarios()) {
        asked(&scenario.history, scenario.last_run())?;
    }
}

proptest! {
    #![proptest_config(config(LONG_CASES))]

    #[test]
    fn previews_and_quotes_come_back(
        scenario in strategies::scenarios(),
        last_period in last_period(),
    ) {
        let (books, asked_on) = (Books::new(), scenario.last_run());
        let known = scenario.known_on(asked_on);
        let later = scenario.history.events().iter().skip(known.events().len());
        let range = PreviewRange { asked_on, until: asked_on + Months::new(2) };
        back(&range)?;
        if let Ok(preview) = preview(&known, &books, later.cloned(), range) {
            back(&preview)?;
        }
        let ask = TerminationAsk { asked_on, end_on: None, last_period };
        back(&ask)?;
        if let Ok(quote) = termination_quote(&known, &books, ask) {
            back(&quote)?;
        }
    }
}

proptest! {
    #![proptest_config(config(SMALL_CASES))]

    #[test]
    fn late_payment_comes_back(
        rates in proptest::collection::vec((date(), percent()), 0..4),
        (margin, owed, tax) in (percent(), amount(), tax()),
        basis in proptest::sample::select(vec![
            YearBasis::Of365,
            YearBasis::Of360,
            YearBasis::Actual,
        ]),
        days in 0_u32..2_000,
    ) {
        let day = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
        let first = ReferenceRate { from: NaiveDate::from_ymd_opt(2000, 1, 1).unwrap(), percent: margin };
        let rates = rates.into_iter().map(|(from, percent)| ReferenceRate { from, percent });
        let rates = rates.chain([first]).collect();
        let terms = LateInterestTerms { rates, margin, basis, rounding: Rounding::HalfEven };
        back(&terms)?;
        let paid_on = day + chrono::Days::new(days.into());
        // An amount below 0 is not owed, one beyond 64 bits is none.
        if let Ok(interest) = late_interest(owed, day, paid_on, &terms) {
            back(&interest)?;
        }
        back(&Debtor::Business)?;
        back(&Debtor::Consumer)?;
        if let Some(fee) = recovery_fee(Debtor::Business, day, paid_on, owed) {
            back(&tacite::query::RecoveryFee { tax, ..fee })?;
        }
    }

    #[test]
    fn revised_prices_come_back(
        (from, to) in (owed_model(), owed_model()),
        (on, published_on) in (date(), date()),
        (base, current) in (quantity(), quantity()),
        (numerator, denominator) in (0..=i128::MAX, 1..=i128::MAX),
    ) {
        let value = |value: Quantity| IndexValue { published_on, value };
        let index = Some(IndexUsed { base: value(base), current: value(current) });
        let coefficient = Coefficient::new(numerator, denominator).unwrap();
        back(&RevisedPrice { on, from, to, index, coefficient })?;
    }
}

#[test]
fn a_coefficient_that_divides_by_nothing_is_refused() {
    let coefficient = Coefficient::new(2_963, 2_947).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let price = tacite::contract::Price::Flat(tacite::money::UnitPrice::whole(1));
    let revised =
        RevisedPrice { on: day, from: price.clone(), to: price, index: None, coefficient };
    insta::assert_snapshot!(refused(&revised, "2963/2947", "2963/0"), @"value.json:1:125: 2963/0 is no coefficient: at least 0 over at least 1 is needed (CHG-2)");
    insta::assert_snapshot!(refused(&revised, "2963/2947", "1.0054"), @r#"value.json:1:125: "1.0054" is no coefficient: two whole numbers are needed, such as "1030/1000" (CHG-2)"#);
    let fee = recovery_fee(
        Debtor::Business,
        day,
        day + Months::new(1),
        Amount::new(4_000, tacite::money::Currency::EUR),
    );
    insta::assert_snapshot!(refused(&fee.unwrap(), "\"40.00\"", "40.00"), @r#"value.json:1:73: floats carry no money: a decimal is a string such as "12.50" (MON-1)"#);
}
