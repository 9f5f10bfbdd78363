//! Reasons in words: where a price comes from, why a line is due, why a day is not owed (EXP-1,
//! EXP-2).
//!
//! A pause by days is "paused by days, 10 – 23 Mar 2025 (event 3 of 10 Mar 2025)".
//!
//! Which reason holds is decided by [`tacite::explain`].

use chrono::{NaiveDate, Weekday};
use tacite::calendar::{Convention, DayOfMonth, Period};
use tacite::contract::{PauseShape, SendingDay};
use tacite::explain::{
    AllowanceSource, Citation, DueMoves, DueReason, EndedBy, PriceSource, ReductionSource, Unowed,
};
use tacite::money::{Currency, Rounding};

use super::words::{Word, word};
use super::{Language, dates, numbers};

/// Cites an event: number, the date from which it holds and, if that is another one, the date on which
/// it was recorded.
pub(super) fn event(cited: Citation, language: Language) -> String {
    const HELD: Word = word("(event {0} of {1})", "(événement {0} du {1})");
    const RECORDED: Word =
        word("(event {0} of {1}, recorded on {2})", "(événement {0} du {1}, saisi le {2})");
    let number = cited.sequence.to_string();
    let from = dates::date(cited.effective_on, language);
    if cited.recorded_on == cited.effective_on {
        return HELD.with(&[&number, &from], language);
    }
    RECORDED.with(&[&number, &from, &dates::date(cited.recorded_on, language)], language)
}

/// Says where a price comes from.
pub(super) fn price(source: PriceSource, language: Language) -> String {
    const ITEM: Word = word("the item as added", "l'article tel qu'ajouté");
    const PLAN: Word = word("the plan", "la formule");
    const CHANGE: Word = word("a change of price", "changement de prix");
    const VERSION: Word = word("the price list from {0}", "le tarif du {0}");
    const OWN_VERSION: Word = word("the price list from {0} for {1}", "le tarif du {0} pour {1}");
    const PHASE: Word = word("phase {0} of the item", "phase {0} de l'article");
    const PAUSE: Word = word("a pause at a reduced price", "pause à prix réduit");
    const ADJUSTMENT: Word = word("a manual adjustment", "régularisation manuelle");
    const EXIT_FEE: Word = word("the exit fee accepted", "frais de résiliation acceptés");
    let named = match source {
        PriceSource::Item(_) => ITEM,
        PriceSource::Plan(_) => PLAN,
        PriceSource::PriceChange(_) => CHANGE,
        PriceSource::Version { customer: None, .. } => VERSION,
        PriceSource::Version { customer: Some(_), .. } => OWN_VERSION,
        PriceSource::Phase { .. } => PHASE,
        PriceSource::Pause(_) => PAUSE,
        PriceSource::Adjustment(_) => ADJUSTMENT,
        PriceSource::ExitFee(_) => EXIT_FEE,
    };
    let number = match source {
        PriceSource::Phase { number, .. } => number.to_string(),
        PriceSource::Version { from, .. } => dates::date(from, language),
        PriceSource::Item(_)
        | PriceSource::Plan(_)
        | PriceSource::PriceChange(_)
        | PriceSource::Pause(_)
        | PriceSource::Adjustment(_)
        | PriceSource::ExitFee(_) => String::new(),
    };
    let customer = match source {
        PriceSource::Version { customer: Some(customer), .. } => customer.to_string(),
        PriceSource::Version { customer: None, .. }
        | PriceSource::Phase { .. }
        | PriceSource::Item(_)
        | PriceSource::Plan(_)
        | PriceSource::PriceChange(_)
        | PriceSource::Pause(_)
        | PriceSource::Adjustment(_)
        | PriceSource::ExitFee(_) => String::new(),
    };
    let named = named.with(&[&number, &customer], language);
    format!("{named} {}", event(source.citation(), language))
}

/// Says what keeps a share of the price.
pub(super) fn reduction(source: ReductionSource, language: Language) -> String {
    const PAUSE: Word = word("by a pause", "par une pause");
    const PHASE: Word = word("in phase {0} of the item", "en phase {0} de l'article");
    let named = match source {
        ReductionSource::Pause(_) => PAUSE.in_language(language).to_owned(),
        ReductionSource::Phase { number, .. } => PHASE.with(&[&number.to_string()], language),
    };
    format!("{named} {}", event(source.citation(), language))
}

/// Says what gives an allowance.
pub(super) fn allowance(source: AllowanceSource, currency: Currency, language: Language) -> String {
    const DISCOUNT: Word = word("discount {0}", "remise {0}");
    const SHARE: Word = word("share of {1}, discount {0}", "part de {1}, remise {0}");
    const PHASE: Word = word("phase {0} of the item, free", "phase {0} de l'article, offerte");
    let named = match source {
        AllowanceSource::Discount { id, .. } => DISCOUNT.with(&[id.as_str()], language),
        AllowanceSource::Share { id, of, .. } => {
            let of = numbers::price(of, currency, language);
            SHARE.with(&[id.as_str(), &of], language)
        }
        AllowanceSource::Phase { number, .. } => PHASE.with(&[&number.to_string()], language),
    };
    format!("{named} {}", event(source.citation(), language))
}

/// Names a rounding.
pub(super) const fn rounding(rounding: Rounding) -> Word {
    match rounding {
        Rounding::HalfAwayFromZero => word(
            "rounded half away from zero",
            "arrondi au plus proche, le demi s'éloignant de zéro",
        ),
        Rounding::HalfEven => {
            word("rounded half to even", "arrondi au plus proche, le demi vers le pair")
        }
    }
}

/// Says why a charge is due; nothing for a credit, which says why the days are not owed.
pub(super) fn due(reason: &DueReason, language: Language) -> Option<String> {
    const STARTS: Word = word(
        "the billing period begins, billed in advance",
        "début de la période de facturation, à échoir",
    );
    const ENDS: Word = word(
        "the day after the billing period, billed in arrears",
        "lendemain de la période de facturation, à terme échu",
    );
    const NEXT_STARTS: Word = word(
        "billed with the period after it, which begins on {0}",
        "facturé avec la période suivante, qui commence le {0}",
    );
    const NEXT_ENDS: Word = word(
        "billed with the period after it, in arrears, {0} being the day after it",
        "facturé avec la période suivante, à terme échu, le {0} en étant le lendemain",
    );
    const HOLD: Word = word(
        "these terms begin to hold inside the billing period",
        "ces conditions prennent effet au cours de la période",
    );
    const ONCE: Word = word("charged once, for {0}", "facturé une fois, pour le {0}");
    const ADJUSTED: Word = word("the day of the adjustment", "jour de la régularisation");
    const FEE: Word = word("the end of the contract", "fin du contrat");
    const CANCELLED: Word = word("its document is cancelled", "annulation de son document");
    let (named, on) = match reason {
        DueReason::PeriodStart(on) => (STARTS, on),
        DueReason::PeriodEnd(on) => (ENDS, on),
        DueReason::NextPeriodStart(on) => (NEXT_STARTS, on),
        DueReason::NextPeriodEnd(on) => (NEXT_ENDS, on),
        DueReason::TermsHold(on) => (HOLD, on),
        DueReason::OneOff(on) => (ONCE, on),
        DueReason::Adjustment(on) => (ADJUSTED, on),
        DueReason::ExitFee(on) => (FEE, on),
        DueReason::Cancellation(on) => (CANCELLED, on),
        DueReason::Credit(_) => return None,
    };
    Some(named.with(&[&dates::date(*on, language)], language))
}

/// Says what moves a due date (INV-2).
pub(super) fn moves(moves: DueMoves, language: Language) -> String {
    const EARLY: Word = word("{0} days early", "{0} jours plus tôt");
    const LATE: Word = word("{0} days late", "{0} jours plus tard");
    const SENT: Word = word("sent on {0}", "envoi {0}");
    const BUSINESS: Word = word("on a business day", "un jour ouvré");
    let mut parts = Vec::new();
    if moves.offset_days != 0 {
        let named = if moves.offset_days < 0 { EARLY } else { LATE };
        parts.push(named.with(&[&moves.offset_days.unsigned_abs().to_string()], language));
    }
    if let Some(day) = moves.sending_day {
        parts.push(SENT.with(&[&sending_day(day, language)], language));
    }
    if moves.business_days != Convention::Unadjusted {
        parts.push(BUSINESS.in_language(language).to_owned());
    }
    parts.join(", ")
}

fn sending_day(day: SendingDay, language: Language) -> String {
    const DAY: Word = word("day {0} of the month", "le {0} du mois");
    const LAST: Word = word("the last day of the month", "en fin de mois");
    const WEEKDAYS: [Word; 7] = [
        word("a Monday", "le lundi"),
        word("a Tuesday", "le mardi"),
        word("a Wednesday", "le mercredi"),
        word("a Thursday", "le jeudi"),
        word("a Friday", "le vendredi"),
        word("a Saturday", "le samedi"),
        word("a Sunday", "le dimanche"),
    ];
    match day {
        SendingDay::Weekday(day) => {
            let index = Weekday::num_days_from_monday(&day) as usize;
            WEEKDAYS.get(index).map_or("", |word| word.in_language(language)).to_owned()
        }
        SendingDay::DayOfMonth(DayOfMonth::LAST) => LAST.in_language(language).to_owned(),
        SendingDay::DayOfMonth(number) => DAY.with(&[&number.get().to_string()], language),
    }
}

/// Says why a day is not owed.
pub(super) fn unowed(why: Unowed, language: Language) -> String {
    let date = |date: NaiveDate| dates::date(date, language);
    let clause = match why {
        Unowed::Paused { shape, from, until, .. } => {
            paused(shape, &window(from, until, language), language)
        }
        Unowed::HeldBack { from, .. } => held_back(&window(from, None, language), language),
        Unowed::FreePhase { number, until, .. } => free_phase(number, until, language),
        Unowed::Ended { on, by } => ended(by).with(&[&date(on)], language),
        Unowed::BeforeStart { start: day, .. }
        | Unowed::BeforeItem { from: day, .. }
        | Unowed::ChargedOnce { on: day, .. }
        | Unowed::Removed { from: day, .. }
        | Unowed::BilledElsewhere { until: day, .. } => dateless(why).with(&[&date(day)], language),
        Unowed::NotStarted
        | Unowed::ItemUnknown
        | Unowed::ItemWithoutEffect(_)
        | Unowed::GivenBack(_)
        | Unowed::FreeStub
        | Unowed::OtherTerms
        | Unowed::Replaced
        | Unowed::OtherSchedule
        | Unowed::AdjustmentGone
        | Unowed::Remainder => dateless(why).in_language(language).to_owned(),
    };
    match why.citation() {
        Some(cited) => format!("{clause} {}", event(cited, language)),
        None => clause,
    }
}

/// Says why, the date aside.
const fn dateless(why: Unowed) -> Word {
    match why {
        Unowed::NotStarted => {
            word("the subscription is not started", "l'abonnement n'a pas commencé")
        }
        Unowed::BeforeStart { .. } => {
            word("the subscription starts on {0}", "l'abonnement commence le {0}")
        }
        Unowed::ItemUnknown => word(
            "no event that holds adds the item",
            "aucun événement en vigueur n'ajoute l'article",
        ),
        Unowed::ItemWithoutEffect(_) => word(
            "the item is added before the start or after the end, to no effect",
            "l'article est ajouté avant le début ou après la fin, sans effet",
        ),
        Unowed::BeforeItem { .. } => {
            word("the item is added on {0}", "l'article est ajouté le {0}")
        }
        Unowed::ChargedOnce { .. } => {
            word("the item is charged once, for {0}", "l'article est facturé une fois, pour le {0}")
        }
        Unowed::Removed { .. } => {
            word("the item is removed from {0} on", "l'article est retiré à partir du {0}")
        }
        Unowed::BilledElsewhere { .. } => word(
            "days before {0} are billed elsewhere",
            "les jours avant le {0} sont facturés ailleurs",
        ),
        Unowed::GivenBack(_) => word("a withdrawal gives it back", "une rétractation le rembourse"),
        Unowed::FreeStub => {
            word("the incomplete period is free", "la période incomplète est gratuite")
        }
        Unowed::OtherTerms => {
            word("charged at other terms instead", "facturé à d'autres conditions")
        }
        Unowed::Replaced => word(
            "the date is another day of the item now",
            "la date est désormais un autre jour de l'article",
        ),
        Unowed::OtherSchedule => word(
            "the item is charged by other periods now",
            "l'article est désormais facturé par d'autres périodes",
        ),
        Unowed::AdjustmentGone => {
            word("the adjustment does not hold any more", "la régularisation n'est plus en vigueur")
        }
        Unowed::Remainder => word(
            "what is left over of another credit of these terms",
            "reste d'un autre avoir aux mêmes conditions",
        ),
        Unowed::Ended { by, .. } => ended(by),
        Unowed::FreePhase { .. } => word("free", "gratuit"),
        Unowed::Paused { .. } | Unowed::HeldBack { .. } => word("paused", "en pause"),
    }
}

const fn ended(by: EndedBy) -> Word {
    match by {
        EndedBy::Event(_) => word("the contract ends on {0}", "le contrat prend fin le {0}"),
        EndedBy::Notice(_) => {
            word("the contract ends on {0} by notice", "le contrat prend fin le {0} par préavis")
        }
        EndedBy::Term(_) => word(
            "the contract ends on {0} with its last term",
            "le contrat prend fin le {0} à son dernier terme",
        ),
    }
}

fn free_phase(number: u32, until: Option<NaiveDate>, language: Language) -> String {
    const UNTIL: Word = word(
        "phase {0} of the item is free up to {1} included",
        "la phase {0} de l'article est gratuite jusqu'au {1} inclus",
    );
    const OPEN: Word = word(
        "phase {0} of the item is free until a pause ends",
        "la phase {0} de l'article est gratuite tant que dure une pause",
    );
    let number = number.to_string();
    match until.and_then(|until| until.pred_opt()) {
        Some(last) => UNTIL.with(&[&number, &dates::date(last, language)], language),
        None => OPEN.with(&[&number], language),
    }
}

fn paused(shape: PauseShape, days: &str, language: Language) -> String {
    const BY_DAYS: Word = word("paused by days, {0}", "en pause au jour, {0}");
    const SKIPPED: Word = word(
        "the billing period begins in a pause of whole periods, {0}",
        "la période commence pendant une pause par périodes entières, {0}",
    );
    const SHIFTED: Word = word(
        "a pause moves these days to after it, {0}",
        "une pause décale ces jours après elle, {0}",
    );
    let named = match shape {
        PauseShape::WholePeriods => SKIPPED,
        PauseShape::Shift => SHIFTED,
        PauseShape::ByDays | PauseShape::Reduced(_) => BY_DAYS,
    };
    named.with(&[days], language)
}

fn held_back(days: &str, language: Language) -> String {
    const HELD: Word = word(
        "held back by a pause that moves days, {0}",
        "retenu par une pause qui décale les jours, {0}",
    );
    HELD.with(&[days], language)
}

/// Prints the days of a pause, by its last one.
fn window(from: NaiveDate, until: Option<NaiveDate>, language: Language) -> String {
    const OPEN: Word = word("from {0} on, without end", "à partir du {0}, sans fin connue");
    match until.and_then(|until| Period::new(from, until).ok()) {
        Some(days) => dates::period(days, language),
        None => OPEN.with(&[&dates::date(from, language)], language),
    }
}
