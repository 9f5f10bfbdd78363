//! The share of a period that a line charges, and the basis by which its days weigh (CHG-6, CHG-10).
//!
//! By actual days "12 of the 31 days of 1 – 31 Jan 2025"; else "47/84 of 1 Jan – 31 Mar 2025, by whole months,
//! then days".
//!
//! What days weigh is decided by [`tacite::charge`].

use tacite::calendar::DayCount;
use tacite::charge::Share;
use tacite::contract::Basis;
use tacite::explain::Derivation;
use tacite::schedule::Reference;
use tacite::timeline::Weights;

use super::words::{Word, word};
use super::{Language, dates};

/// Returns a share as it is printed: weights of months are reduced, all others are counts of days.
pub(super) const fn printed(weights: Weights, share: Share) -> Share {
    match weights {
        Weights::MonthsThenDays => share.reduced(),
        Weights::ActualDays | Weights::Thirty360(_) | Weights::OnDay(_) => share,
    }
}

/// Prints the share that a line charges of its reference period, and the basis unless that is actual days.
pub(super) fn of_period(derivation: &Derivation, language: Language) -> String {
    const PART: Word = word("{0} of the {1} days of {2}", "{0} des {1} jours {2}");
    const WHOLE: Word = word("the whole of {0}", "toute la période {0}");
    const FRACTION: Word = word("{0} of {1}", "{0} de la période {1}");
    const NOTHING: Word = word("nothing of {0}", "rien de la période {0}");
    const ONCE: Word = word("once", "une fois");
    let Reference::Period(period) = derivation.reference else {
        return ONCE.in_language(language).to_owned();
    };
    let weights = derivation.terms.weights;
    let share = printed(weights, derivation.share);
    let period = dates::period(period, language);
    let text = match weights {
        _ if share.is_whole() => WHOLE.with(&[&period], language),
        Weights::ActualDays | Weights::Thirty360(_) => {
            PART.with(&[&share.days().to_string(), &share.of().to_string(), &period], language)
        }
        Weights::MonthsThenDays => FRACTION.with(&[&share.to_string(), &period], language),
        Weights::OnDay(_) => NOTHING.with(&[&period], language),
    };
    match basis(weights.basis()) {
        Some(basis) => format!("{text}, {}", basis.in_language(language)),
        None => text,
    }
}

/// Prints what days weigh: so many days, or a share of the period.
pub(super) fn weighing(derivation: &Derivation, weight: u32, language: Language) -> String {
    let weights = derivation.terms.weights;
    match (weights, Share::new(weight, derivation.share.of())) {
        (Weights::ActualDays, _) | (_, None) => counted(weight, language),
        (Weights::Thirty360(_) | Weights::MonthsThenDays | Weights::OnDay(_), Some(share)) => {
            printed(weights, share).to_string()
        }
    }
}

/// Names a basis; actual days go without saying.
const fn basis(basis: Basis) -> Option<Word> {
    Some(match basis {
        Basis::ActualDays => return None,
        Basis::Thirty360(DayCount::Bond) => word("by 30/360, bond basis", "en 30/360 obligataire"),
        Basis::Thirty360(DayCount::European) => word("by 30/360, European", "en 30/360 européen"),
        Basis::Thirty360(DayCount::German) => word("by 30/360, German", "en 30/360 allemand"),
        Basis::MonthsThenDays => {
            word("by whole months, then days", "par mois entiers, puis par jours")
        }
        Basis::FirstDay => word(
            "not prorated: all of it is on the first day of the billing period",
            "sans prorata : tout porte sur le premier jour de la période facturée",
        ),
    })
}

/// Counts days.
fn counted(days: u32, language: Language) -> String {
    let named = match (language, days) {
        (Language::English, 1) => "day",
        (Language::English, _) => "days",
        (Language::French, 0 | 1) => "jour",
        (Language::French, _) => "jours",
    };
    format!("{days} {named}")
}
