//! L11: every line carries its derivation, and evaluating it gives the amount; a day is said to be
//! charged if and only if it is (EXP-1, EXP-2).

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use tacite::books::{BookLine, Books, IssuedLine};
use tacite::contract::{
    Item, ItemId, ItemSchedule, PauseShape, PhasePrice, Price, ReducedPrice, Tax,
};
use tacite::explain::{
    AbsenceReason, AllowanceSource, Citation, Derivation, DueReason, PriceSource, TermsSources,
    Unowed, explain, explain_absence, explain_issued,
};
use tacite::history::{EventKind, History};
use tacite::money::UnitPrice;
use tacite::schedule::{DayRange, DaySet, Reference};
use tacite::timeline::Allowance;

use super::{Violation, posted};
use crate::Scenario;
use crate::oracle::exact_cost;

const LAW: &str = "L11 explain";

/// L11: of every line of every run the derivation comes to the amounts of the line, by itself and by the
/// oracle's fractions; every event that it names is known at that run and not retracted; and the events
/// named say the price, the quantity, the tax, the customer and the allowances of the terms.
///
/// Each run knows what was [known](Scenario::known_on) on its day. What a credit takes back may be of
/// terms that hold no more: their events are not retracted in the history up to
/// [`terms_known`](Derivation::terms_known).
///
/// # Errors
/// [`Violation`] naming the line.
pub fn explained(scenario: &Scenario) -> Result<(), Violation> {
    let mut books = Books::new();
    for run in &scenario.runs {
        let known = scenario.known_on(*run);
        let billing = posted(LAW, &known, &mut books, *run)?;
        for line in billing.documents.iter().flat_map(|document| &document.lines) {
            // All that was recorded later changes nothing.
            let derivation = explain(&scenario.history, line);
            let derivation = derivation.map_err(|error| fail(&line.key(), &error))?;
            let evaluated = derivation.evaluate().map_err(|error| fail(&line.key(), &error))?;
            let found = (evaluated.gross, evaluated.net, evaluated.rounding);
            if found != (line.gross, line.net, line.rounding) {
                return Err(fail(&line.key(), &format!("evaluates to {found:?}")));
            }
        }
        let version = books.version();
        for issued in books.lines().filter(|issued| issued.line.issue.run == version) {
            check(&scenario.history, &issued).map_err(|what| {
                let BookLine { reference, days, .. } = issued.line;
                fail(&format!("as of {run}, item {}, {reference}, {days:?}", issued.item), &what)
            })?;
        }
    }
    Ok(())
}

fn fail(place: &str, what: &dyn core::fmt::Display) -> Violation {
    Violation::new(LAW, format!("{place}: {what}"))
}

fn check(history: &History, issued: &IssuedLine<'_>) -> Result<(), String> {
    let line = issued.line;
    let derivation = explain_issued(history, issued).map_err(|error| error.to_string())?;
    let evaluated = derivation.evaluate().map_err(|error| error.to_string())?;
    let found = (evaluated.gross.minor(), evaluated.net.minor(), evaluated.rounding.minor());
    if found != (line.gross, line.net, line.rounding) {
        return Err(format!("evaluates to {found:?}, not {:?}", (line.gross, line.net)));
    }
    if derivation.terms != *issued.terms || derivation.share.days() != line.days.len() {
        return Err(String::from("explains another line"));
    }
    check_with_oracle(&derivation, line)?;
    if derivation.known != line.issue.known || derivation.terms_known > derivation.known {
        return Err(format!("is known up to {}", derivation.terms_known));
    }
    if !line.is_credit() && derivation.terms_known != derivation.known {
        return Err(String::from("a charge is made at terms that do not hold"));
    }
    check_events(history, &derivation)?;
    check_due(&derivation)?;
    let sources = core::iter::once(&derivation.sources).chain(&derivation.again);
    sources.into_iter().try_for_each(|sources| check_sources(history, &derivation, sources))
}

/// The same amounts from fractions that know no bound.
fn check_with_oracle(derivation: &Derivation, line: &BookLine) -> Result<(), String> {
    let (of, exponent) = (derivation.share.of(), derivation.currency.exponent());
    let cost = |days: u32| {
        let cost = exact_cost(&derivation.terms, (days, of), exponent);
        cost.map_err(|error| error.to_string())
    };
    let (days, before) = (derivation.share.days(), derivation.before);
    let (gross, net, alone) = if derivation.is_credit() {
        let (all, rest, alone) = (cost(before)?, cost(before - days)?, cost(days)?);
        let carried = derivation.carried;
        let (gross, net) = (rest.0 - all.0 + carried.gross, rest.1 - all.1 + carried.net);
        (gross, net, -alone.1)
    } else {
        let (all, rest, alone) = (cost(before + days)?, cost(before)?, cost(days)?);
        (all.0 - rest.0, all.1 - rest.1, alone.1)
    };
    if (gross, net, net - alone) != (line.gross, line.net, line.rounding) {
        return Err(format!("by the oracle it is {gross}, {net}"));
    }
    // The exact value is the one that is rounded.
    let own = cost(days)?;
    let rounding = derivation.terms.rounding;
    let exact = derivation.exact;
    if (exact.gross.rounded(rounding), exact.net.rounded(rounding)) != (Ok(own.0), Ok(own.1)) {
        return Err(format!("the exact value is {exact:?}"));
    }
    Ok(())
}

/// The reason gives the due date: the day that it names, or the one on which what it names makes days
/// due.
fn check_due(derivation: &Derivation) -> Result<(), String> {
    let due_on = derivation.due_on;
    let is_due = match &derivation.due {
        DueReason::Credit(causes) => {
            let named = causes.iter().all(|cause| cause.due_on.is_none_or(|on| on == due_on));
            let days: u32 = causes.iter().filter_map(|cause| cause.days).map(DayRange::len).sum();
            named && days == derivation.share.days() && derivation.is_credit()
        }
        DueReason::PeriodStart(on)
        | DueReason::PeriodEnd(on)
        | DueReason::NextPeriodStart(on)
        | DueReason::NextPeriodEnd(on)
        | DueReason::OneOff(on) => (*on == due_on) == derivation.due_moves.is_none(),
        DueReason::TermsHold(on) | DueReason::Adjustment(on) | DueReason::ExitFee(on) => {
            *on == due_on
        }
    };
    if is_due { Ok(()) } else { Err(format!("due {due_on}, because of {:?}", derivation.due)) }
}

/// Every event named is in the history, known, and not retracted.
fn check_events(history: &History, derivation: &Derivation) -> Result<(), String> {
    let check = |citation: Citation, known: u64| {
        let known_events = history.until_sequence(known);
        let event = known_events.event(citation.sequence);
        let is_cited = event.is_some_and(|event| {
            (event.recorded_on, event.effective_on) == (citation.recorded_on, citation.effective_on)
        });
        if !is_cited || retracted(&known_events).contains(&citation.sequence) {
            return Err(format!("names event {}, which does not hold", citation.sequence));
        }
        Ok(())
    };
    let sources = core::iter::once(&derivation.sources).chain(&derivation.again);
    for citation in sources.flat_map(TermsSources::citations) {
        check(citation, derivation.terms_known)?;
    }
    let terms = derivation.sources.citations().count()
        + derivation.again.iter().map(|more| more.citations().count()).sum::<usize>();
    derivation.citations().skip(terms).try_for_each(|citation| check(citation, derivation.known))
}

/// The events that are retracted, newest retraction first (HIS-2).
fn retracted(history: &History) -> BTreeSet<u64> {
    let mut retracted = BTreeSet::new();
    for event in history.events().iter().rev() {
        if let EventKind::Retracted { sequence } = event.kind
            && !retracted.contains(&event.sequence)
        {
            retracted.insert(sequence);
        }
    }
    retracted
}

/// The events named say what the terms are.
fn check_sources(
    history: &History,
    derivation: &Derivation,
    sources: &TermsSources,
) -> Result<(), String> {
    let (terms, id) = (&derivation.terms, derivation.item);
    let kind = |citation: Citation| history.event(citation.sequence).map(|event| &event.kind);
    let wrong = |part: &str, citation: Citation| {
        Err(format!("event {} does not say the {part} of {terms:?}", citation.sequence))
    };
    let price = terms.price.unit_price();
    let event = sources.price.citation();
    if !kind(event).is_some_and(|kind| says_price(kind, (id, sources.price), price)) {
        return wrong("price", event);
    }
    let quantity = |item: &Item| item.quantity == terms.quantity;
    let is_quantity = kind(sources.quantity).is_some_and(|kind| match kind {
        EventKind::QuantityChanged { id: of, quantity } => *of == id && *quantity == terms.quantity,
        other => items(other).any(|(of, item)| of == id && quantity(item)),
    });
    if matches!(terms.price, Price::PerUnit(_)) && !is_quantity {
        return wrong("quantity", sources.quantity);
    }
    if !kind(sources.tax).is_some_and(|kind| says_tax(kind, id, terms.tax)) {
        return wrong("tax", sources.tax);
    }
    let is_customer = match kind(sources.customer) {
        Some(EventKind::Transferred { customer }) => *customer == terms.customer,
        Some(EventKind::Started { contract }) => contract.customer == terms.customer,
        _ => false,
    };
    if !is_customer {
        return wrong("customer", sources.customer);
    }
    let is_rounding = matches!(kind(sources.contract),
        Some(EventKind::Started { contract }) if contract.rounding == terms.rounding);
    if !is_rounding {
        return wrong("rounding", sources.contract);
    }
    let pause = sources.reduced.map(|event| (event, kind(event)));
    let kept = pause.and_then(|(_, kind)| match kind {
        Some(EventKind::Paused { pause }) => match pause.shape {
            PauseShape::Reduced(ReducedPrice::Percent(kept)) => Some(kept),
            _ => None,
        },
        _ => None,
    });
    if kept != terms.reduced {
        return Err(format!("the pause keeps {kept:?} of {terms:?}"));
    }
    let given = sources.allowances.iter().map(|source| allowance(history, *source));
    if given.collect::<Option<Vec<_>>>().as_deref() != Some(terms.allowances.as_slice()) {
        return Err(format!("the allowances of {terms:?} are not of {:?}", sources.allowances));
    }
    Ok(())
}

fn says_price(kind: &EventKind, (id, source): (ItemId, PriceSource), price: UnitPrice) -> bool {
    match (kind, source) {
        (EventKind::PriceChanged { id: of, price: new }, PriceSource::PriceChange(_)) => {
            *of == id && *new == price
        }
        (EventKind::PlanChanged { plan }, PriceSource::Plan(_)) => {
            // An item that the plan matches keeps its own id.
            plan.items.iter().any(|planned| planned.item.price.unit_price() == price)
        }
        (EventKind::ItemAdded { id: of, item }, PriceSource::Item(_)) => {
            *of == id && item.price.unit_price() == price
        }
        (kind, PriceSource::Phase { number, .. }) => items(kind).any(|(of, item)| {
            let ItemSchedule::Recurring(recurrence) = &item.schedule else { return false };
            let phase = recurrence.phases.get(number as usize - 1).map(|phase| phase.price);
            of == id && phase == Some(PhasePrice::Price(price))
        }),
        (EventKind::Paused { pause }, PriceSource::Pause(_)) => {
            pause.shape == PauseShape::Reduced(ReducedPrice::Price(price))
        }
        (EventKind::ManualAdjustment { amount, .. }, PriceSource::Adjustment(_))
        | (EventKind::Terminated { exit_fee: Some(amount), .. }, PriceSource::ExitFee(_)) => {
            let major = Decimal::new(amount.minor(), amount.currency().exponent());
            price.to_decimal() == major.normalize()
        }
        _ => false,
    }
}

fn says_tax(kind: &EventKind, id: ItemId, tax: Tax) -> bool {
    match kind {
        EventKind::TaxChanged { id: of, tax: new } => of.is_none_or(|of| of == id) && *new == tax,
        EventKind::ManualAdjustment { tax: own, .. } => *own == tax,
        EventKind::Started { contract } => {
            contract.exit_fee.as_ref().map_or(Tax::NONE, |fee| fee.tax) == tax
        }
        EventKind::PlanChanged { plan } => plan.items.iter().any(|planned| planned.item.tax == tax),
        other => items(other).any(|(of, item)| of == id && item.tax == tax),
    }
}

fn allowance(history: &History, source: AllowanceSource) -> Option<Allowance> {
    use tacite::contract::DiscountValue;
    match (source, &history.event(source.citation().sequence)?.kind) {
        (AllowanceSource::Discount { id, .. }, EventKind::DiscountGranted { id: of, discount })
            if id == *of =>
        {
            Some(match discount.value {
                DiscountValue::Percent(percent) => Allowance::Percent(percent),
                DiscountValue::Amount(amount) => Allowance::Amount(amount),
            })
        }
        (AllowanceSource::Phase { number, .. }, kind) => {
            let mut given = items(kind).filter_map(|(_, item)| match &item.schedule {
                ItemSchedule::Recurring(recurrence) => recurrence.phases.get(number as usize - 1),
                ItemSchedule::Once => None,
            });
            given
                .any(|phase| phase.price == PhasePrice::FreeAsAllowance)
                .then_some(Allowance::Whole)
        }
        _ => None,
    }
}

/// The items that an event adds.
fn items(kind: &EventKind) -> impl Iterator<Item = (ItemId, &Item)> {
    let (one, plan) = match kind {
        EventKind::ItemAdded { id, item } => (Some((*id, item)), &[][..]),
        EventKind::PlanChanged { plan } => (None, plan.items.as_slice()),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(plan.iter().map(|planned| (planned.id, &planned.item)))
}

/// L11: a date of an item is said to be owed and due if and only if a run charges it (EXP-2).
///
/// `after` are days after the start, or before it; each is asked of each item. Dates in a Shift pause
/// are left out while one is open: the days that it holds back stand on no date.
///
/// # Errors
/// [`Violation`] naming the date.
pub fn absent(history: &History, as_of: NaiveDate, after: &[i64]) -> Result<(), Violation> {
    let mut books = Books::new();
    posted(LAW, history, &mut books, as_of)?;
    let events = history.events();
    let ids: BTreeSet<ItemId> =
        events.iter().flat_map(|event| items(&event.kind)).map(|(id, _)| id).collect();
    let start = events.first().map_or(as_of, |event| event.effective_on);
    let is_open = events.iter().any(|event| {
        matches!(event.kind, EventKind::Paused { pause }
            if pause.shape == PauseShape::Shift && pause.until.is_none())
    });
    for id in ids {
        let lines = books.lines().filter(|issued| issued.item == id);
        let charged: BTreeSet<NaiveDate> = lines.flat_map(|issued| dates(issued.line)).collect();
        for days in after {
            let Some(date) = moved(start, *days) else { continue };
            let place = format!("as of {as_of}, item {id}, {date}");
            let absence = explain_absence(history, id, date, as_of);
            let reason = absence.map_err(|error| fail(&place, &error))?.reason;
            let is_shifted = matches!(
                reason,
                AbsenceReason::Unowed(
                    Unowed::HeldBack { .. } | Unowed::Paused { shape: PauseShape::Shift, .. }
                )
            );
            if is_open && is_shifted {
                continue;
            }
            let is_charged = charged.contains(&date);
            // These are reasons of credits only.
            let is_of_credits = matches!(
                reason,
                AbsenceReason::Unowed(
                    Unowed::OtherTerms
                        | Unowed::Replaced
                        | Unowed::OtherSchedule
                        | Unowed::AdjustmentGone
                        | Unowed::Remainder
                )
            );
            if is_of_credits || matches!(reason, AbsenceReason::Owed { .. }) != is_charged {
                let told = format!("charged: {is_charged}, and it is said that {reason:?}");
                return Err(fail(&place, &told));
            }
        }
    }
    Ok(())
}

/// The dates that a line charges.
fn dates(line: &BookLine) -> Vec<NaiveDate> {
    let BookLine { reference, days, moved: places, .. } = line;
    match reference {
        Reference::Once => vec![line.billing.start()],
        Reference::Adjustment { .. } => Vec::new(),
        Reference::Period(period) => numbers(days)
            .filter_map(|number| {
                let place = places.iter().rev().find(|(first, _)| *first <= number);
                let (first, date) =
                    place.map_or((1, period.start()), |(first, day)| (*first, day.date()));
                moved(date, i64::from(number) - i64::from(first))
            })
            .collect(),
    }
}

fn numbers(days: &DaySet) -> impl Iterator<Item = u32> + '_ {
    days.ranges().flat_map(|range| range.start()..range.end())
}

fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) }
}
