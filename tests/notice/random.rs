//! The questions on random histories of every kind of event: none panics, and what they say agrees
//! with the bill and with each other.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Period;
use tacite::contract::{Item, ItemId, ItemSchedule, LastPeriod, StubPrice};
use tacite::history::{Event, EventKind, History};
use tacite::query::{
    Standing, SubscriptionState, earliest_end, exit_fee, free_exit, next_renewal, pauses,
    remaining_commitment, renewal_notice_window, renewals, status, stretches,
};
use tacite::timeline::Terms;
use tacite_testkit::{sketch, strategies};

const CASES: u32 = if cfg!(debug_assertions) { 1_500 } else { 50_000 };

fn config() -> ProptestConfig {
    ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() }
}

fn ended(history: &History, days: u64) -> Option<History> {
    let sequence = history.events().last()?.sequence + 1;
    let first = history.events().iter().map(|event| event.effective_on).min()?;
    let kind = EventKind::EndSet { last_period: Some(LastPeriod::Prorated) };
    let mut ended = history.clone();
    ended.push(Event::on(first + Days::new(days), sequence, kind)).ok()?;
    Some(ended)
}

/// The recurring items of a history, save those that a `Full` first stub gives days without a date.
fn items(history: &History) -> Vec<ItemId> {
    let added = || {
        history.events().iter().filter_map(|event| {
            if let EventKind::ItemAdded { id, item } = &event.kind {
                Some((*id, item))
            } else {
                None
            }
        })
    };
    let has_dates = |item: &Item| match &item.schedule {
        ItemSchedule::Recurring(recurrence) => recurrence.stubs.first != StubPrice::Full,
        ItemSchedule::Once => false,
    };
    let mut items: Vec<ItemId> = added()
        .map(|(id, _)| id)
        .filter(|id| added().filter(|(other, _)| other == id).all(|(_, item)| has_dates(item)))
        .collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// Adds up days by terms.
fn total(days: impl Iterator<Item = (Terms, u32)>) -> Vec<(Terms, u32)> {
    let mut totals: Vec<(Terms, u32)> = Vec::new();
    for (terms, days) in days {
        match totals.iter_mut().find(|(known, _)| *known == terms) {
            Some((_, sum)) => *sum += days,
            None => totals.push((terms, days)),
        }
    }
    totals.retain(|(_, days)| *days > 0);
    totals.sort_by_key(|(terms, days)| (format!("{terms:?}"), *days));
    totals
}

proptest! {
    #![proptest_config(config())]

    /// CHG-7: the stretches that are owed hold as many days at each terms as the bill charges.
    #[test]
    fn owed_stretches_are_the_days_that_are_billed(
        history in strategies::histories(),
        days in 0..1200_u64,
    ) {
        let Some(history) = ended(&history, days) else { return Ok(()) };
        let Ok(billing) = bill(&history, &Books::new(), NaiveDate::MAX) else { return Ok(()) };
        let mut books = Books::new();
        books.post(billing.posting).unwrap();
        let all = Period::new(NaiveDate::MIN, NaiveDate::MAX).unwrap();
        for id in items(&history) {
            let lines = books.lines().filter(|line| line.item == id);
            let billed = total(lines.map(|line| (line.terms.clone(), line.line.days.len())));
            let stretches = stretches(&history, id, all).unwrap();
            let owed = stretches.iter().filter(|stretch| stretch.standing == Standing::Owed);
            let owed = total(owed.map(|stretch| (stretch.terms.clone(), stretch.period.days())));
            prop_assert_eq!(owed, billed, "item {}\n{}{:?}", id, sketch(&history), stretches);
            for (left, right) in stretches.iter().zip(stretches.iter().skip(1)) {
                let alike = (left.standing, &left.terms) == (right.standing, &right.terms);
                prop_assert!(left.period.end() == right.period.start() && !alike);
            }
        }
    }

    /// What the questions say of one history fits together.
    #[test]
    fn answers_agree_with_each_other(
        history in strategies::histories(),
        days in -400..1600_i64,
    ) {
        let first = history.events().iter().map(|event| event.effective_on).min();
        let as_of = first.unwrap_or_default() + chrono::TimeDelta::days(days);
        let status = status(&history, as_of).unwrap();
        let spans = pauses(&history, as_of).unwrap();
        let is_paused = spans.iter().any(|span| {
            span.from <= as_of && span.until.is_none_or(|until| as_of < until)
        });
        prop_assert_eq!(status.state == SubscriptionState::Paused, is_paused && status.is_running());
        prop_assert!(status.since.is_none_or(|since| since <= as_of));
        prop_assert!(status.until.is_none_or(|until| as_of < until));
        prop_assert!(spans.windows(2).all(|pair| pair[0].until.is_some_and(|u| u <= pair[1].from)));

        let left = remaining_commitment(&history, as_of).unwrap();
        prop_assert!(left.is_none() || status.is_running() || status.state == SubscriptionState::Pending);
        if let Ok(earliest) = earliest_end(&history, as_of)
            && let Some(end) = earliest.end
        {
            let fee = exit_fee(&history, &Books::new(), end, as_of).unwrap();
            let own = earliest.last_notice_day.is_none();
            prop_assert!(fee.is_none() || own, "the earliest end costs nothing");
        }
        let renewal = next_renewal(&history, as_of).unwrap();
        if let Some(renewal) = renewal {
            prop_assert!(as_of < renewal.on && renewal.last_refusal_day < renewal.on);
            let day = Period::new(renewal.on, renewal.on.succ_opt().unwrap()).unwrap();
            prop_assert_eq!(renewals(&history, day).unwrap(), vec![renewal]);
        }
        let window = renewal_notice_window(&history, as_of).unwrap();
        if let Some(window) = window {
            prop_assert_eq!(Some(window.renewal_on), renewal.map(|renewal| renewal.on));
            prop_assert!(window.closes <= window.last_refusal_day);
        }
        prop_assert!(status.is_running() || !free_exit(&history, as_of).unwrap());
    }
}
