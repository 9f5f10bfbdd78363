//! L11: every line carries its derivation, and evaluating it gives the amount (EXP-1).

use std::collections::BTreeSet;

use tacite::books::{BookLine, Books, IssuedBy, IssuedLine};
use tacite::explain::{Citation, Derivation, DueReason, TermsSources, explain, explain_issued};
use tacite::history::{EventKind, History};
use tacite::schedule::{DayRange, Reference};

use super::compared::numbers;
use super::sources::check_sources;
use super::{Violation, posted};
use crate::Scenario;
use crate::oracle::{exact_cost, is_weight};

pub(super) const LAW: &str = "L11 explain";

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

pub(super) fn fail(place: &str, what: &dyn core::fmt::Display) -> Violation {
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
    if derivation.terms != *issued.terms || derivation.days != line.days.len() {
        return Err(String::from("explains another line"));
    }
    check_with_oracle(&derivation, line)?;
    if derivation.known != line.issue.known || derivation.terms_known > derivation.known {
        return Err(format!("is known up to {}", derivation.terms_known));
    }
    let is_of_run = line.issue.by == IssuedBy::Run;
    if is_of_run && !line.is_credit() && derivation.terms_known != derivation.known {
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
    let period = match line.reference {
        Reference::Period(period) => Some((period.start(), period.end())),
        Reference::Once | Reference::Adjustment { .. } => None,
    };
    let (weights, share) = (derivation.terms.weights, (derivation.share.days(), of));
    let is_weight = is_weight(weights, period, numbers(&line.days).into_iter(), share);
    if !is_weight.map_err(|error| error.to_string())? {
        return Err(format!("its days do not weigh {}", derivation.share));
    }
    let cost = |weight: u32| {
        let cost = exact_cost(&derivation.terms, (weight, of), exponent);
        cost.map_err(|error| error.to_string())
    };
    let (days, before) = (derivation.share.days(), derivation.before);
    let carried = derivation.carried;
    let (gross, net, alone) = if derivation.is_credit() {
        let (all, rest, alone) = (cost(before)?, cost(before - days)?, cost(days)?);
        let (gross, net) = (rest.0 - all.0 + carried.gross, rest.1 - all.1 + carried.net);
        (gross, net, -alone.1)
    } else {
        let (all, rest, alone) = (cost(before + days)?, cost(before)?, cost(days)?);
        (all.0 - rest.0 + carried.gross, all.1 - rest.1 + carried.net, alone.1)
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
            named && days == derivation.days && derivation.is_credit()
        }
        DueReason::PeriodStart(on)
        | DueReason::PeriodEnd(on)
        | DueReason::NextPeriodStart(on)
        | DueReason::NextPeriodEnd(on)
        | DueReason::OneOff(on) => (*on == due_on) == derivation.due_moves.is_none(),
        DueReason::TermsHold(on)
        | DueReason::Adjustment(on)
        | DueReason::ExitFee(on)
        | DueReason::Cancellation(on) => *on == due_on,
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
