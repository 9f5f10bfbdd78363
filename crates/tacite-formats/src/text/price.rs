//! What a price says, and what it comes to for a quantity, written out (CHG-2, CHG-10).
//!
//! 250 letters by packages of 100 at 9.00 EUR: `3 packages of 100 × 9.00`. 11 seats, up to 10 at 12.00
//! and above at 10.00: `(10 × 12.00 + 1 × 10.00)`.
//!
//! The amount is decided by [`Price`].

use tacite::contract::{BoundedPrice, Price, Tier, Tiers, ZeroQuantity};
use tacite::money::{Currency, Quantity, UnitPrice};
use tacite::timeline::Terms;

use super::words::{self, Word, word};
use super::{Language, numbers};

const PACKAGES: Word = word("{0} packages of {1}", "{0} lots de {1}");
const PER_PACKAGE: Word = word("{0} for each package of {1}", "{0} par lot de {1}");
const GRADUATED: Word = word("graduated: {0}", "par tranches : {0}");
const VOLUME: Word = word("by volume: {0}", "selon le volume : {0}");
const STEPS: Word = word("by steps: {0}", "par paliers : {0}");
const UP_TO: Word = word("up to {0}: {1}", "jusqu’à {0} : {1}");
const ABOVE: Word = word("above: {0}", "au-delà : {0}");
const FEE: Word = word("a fee of {0}", "forfait de {0}");
const ALL: Word = word("any quantity: {0}", "toute quantité : {0}");
const SHARE: Word = word("{0} of the amount", "{0} du montant");
const FOR: Word = word("{0} (for {1})", "{0} (pour {1})");
const LEAST: Word = word("{0} (at least)", "{0} (au moins)");
const MOST: Word = word("{0} (at most)", "{0} (au plus)");
const AT_LEAST: Word = word("at least {0}", "au moins {0}");
const AT_MOST: Word = word("at most {0}", "au plus {0}");

/// Writes what a price says, whatever the quantity.
pub(super) fn agreed(price: &Price, currency: Currency, language: Language) -> String {
    let money = |price: UnitPrice| numbers::price(price, currency, language);
    match price {
        Price::Flat(price) | Price::PerUnit(price) => money(*price),
        Price::Package { price, size } => {
            let size = numbers::quantity(Quantity::whole(size.get()), language);
            PER_PACKAGE.with(&[&money(*price), &size], language)
        }
        Price::Graduated(tiers) => GRADUATED.with(&[&listed(tiers, currency, language)], language),
        Price::Volume(tiers) => VOLUME.with(&[&listed(tiers, currency, language)], language),
        Price::StairStep(tiers) => STEPS.with(&[&listed(tiers, currency, language)], language),
        Price::Percentage(percent) => {
            SHARE.with(&[&numbers::percent(*percent, language)], language)
        }
        Price::Bounded(bounded) => {
            let inner = agreed(&bounded.price, currency, language);
            let bounds = bounds(bounded, currency, language).join(", ");
            format!("{inner}, {bounds}")
        }
    }
}

fn bounds(bounded: &BoundedPrice, currency: Currency, language: Language) -> Vec<String> {
    let said = |word: Word, bound: Option<UnitPrice>| {
        bound.map(|bound| word.with(&[&numbers::price(bound, currency, language)], language))
    };
    let both = [said(AT_LEAST, bounded.at_least), said(AT_MOST, bounded.at_most)];
    both.into_iter().flatten().collect()
}

fn listed(tiers: &Tiers, currency: Currency, language: Language) -> String {
    let tier = |tier: &Tier| {
        let money = |price: UnitPrice| numbers::price(price, currency, language);
        let (unit_price, fee) = (money(tier.unit_price), money(tier.flat_fee));
        let cost = match (tier.unit_price, tier.flat_fee) {
            (_, fee) if fee == UnitPrice::ZERO => unit_price,
            (price, _) if price == UnitPrice::ZERO => FEE.with(&[&fee], language),
            (_, _) => format!("{unit_price} + {}", FEE.with(&[&fee], language)),
        };
        match tier.up_to {
            Some(bound) => UP_TO.with(&[&numbers::quantity(bound, language), &cost], language),
            None if tiers.as_slice().len() == 1 => ALL.with(&[&cost], language),
            None => ABOVE.with(&[&cost], language),
        }
    };
    let separator = match language {
        Language::English => "; ",
        Language::French => " ; ",
    };
    tiers.as_slice().iter().map(tier).collect::<Vec<_>>().join(separator)
}

/// Writes what a price comes to for a quantity, as a product that the share can follow.
pub(super) fn product(terms: &Terms, currency: Currency, language: Language) -> String {
    of((&terms.price, terms.quantity), terms, currency, language)
}

fn of(
    (price, quantity): (&Price, Quantity),
    terms: &Terms,
    currency: Currency,
    language: Language,
) -> String {
    let money = |price: UnitPrice| numbers::price(price, currency, language);
    let units = numbers::quantity(quantity, language);
    let times = |factor: String| match words::unit(&terms.unit, language) {
        Some(unit) => format!("{units} {unit} × {factor}"),
        None => format!("{units} × {factor}"),
    };
    match price {
        Price::Flat(price) => money(*price),
        Price::PerUnit(price) => times(money(*price)),
        Price::Package { price, size } => {
            let of = Price::Package { price: UnitPrice::whole(1), size: *size };
            let begun = of.exact(quantity).map_or(units, |(begun, _)| begun.to_string());
            let size = numbers::quantity(Quantity::whole(size.get()), language);
            format!("{} × {}", PACKAGES.with(&[&begun, &size], language), money(*price))
        }
        Price::Graduated(tiers) | Price::Volume(tiers) | Price::StairStep(tiers)
            if quantity == Quantity::ZERO =>
        {
            match (tiers.zero(), tiers.as_slice()) {
                (ZeroQuantity::FirstFee, [first, ..]) => {
                    FOR.with(&[&money(first.flat_fee), &units], language)
                }
                (ZeroQuantity::FirstFee, []) | (ZeroQuantity::Nothing, _) => {
                    times(money(UnitPrice::ZERO))
                }
            }
        }
        Price::Graduated(tiers) => {
            let mut parts = Vec::new();
            let mut below = Quantity::ZERO;
            for tier in tiers.as_slice() {
                let reached = tier.up_to.filter(|bound| bound.to_decimal() < quantity.to_decimal());
                let reached = reached.unwrap_or(quantity);
                let own = Quantity::new(reached.to_decimal() - below.to_decimal());
                let own = own.unwrap_or(Quantity::ZERO);
                parts.extend(tier_cost((*tier, own), currency, language));
                below = reached;
                if reached == quantity {
                    break;
                }
            }
            sum(&parts, times(money(UnitPrice::ZERO)))
        }
        Price::Volume(tiers) => {
            let tier = tiers.holding(quantity);
            sum(&tier_cost((tier, quantity), currency, language), times(money(UnitPrice::ZERO)))
        }
        Price::StairStep(tiers) => {
            FOR.with(&[&money(tiers.holding(quantity).flat_fee), &units], language)
        }
        Price::Percentage(percent) => {
            let base = numbers::quantity(quantity, language);
            format!("{base} × {}", numbers::percent(*percent, language))
        }
        Price::Bounded(bounded) => {
            let (whole, inner) = (price.exact(quantity), bounded.price.exact(quantity));
            let bound = [(bounded.at_least, LEAST), (bounded.at_most, MOST)];
            let bound = bound.into_iter().filter_map(|(bound, word)| Some((bound?, word)));
            let is_bound = |(bound, _): &(UnitPrice, Word)| {
                whole.as_ref().is_ok_and(|whole| *whole == (bound.mantissa(), bound.scale()))
            };
            let mut bound = bound.filter(is_bound).filter(|_| whole != inner);
            match bound.next() {
                Some((bound, word)) => word.with(&[&money(bound)], language),
                None => of((&bounded.price, quantity), terms, currency, language),
            }
        }
    }
}

fn tier_cost(
    (tier, units): (Tier, Quantity),
    currency: Currency,
    language: Language,
) -> Vec<String> {
    let money = |price: UnitPrice| numbers::price(price, currency, language);
    let mut parts = Vec::new();
    if tier.unit_price != UnitPrice::ZERO {
        let units = numbers::quantity(units, language);
        parts.push(format!("{units} × {}", money(tier.unit_price)));
    }
    if tier.flat_fee != UnitPrice::ZERO {
        parts.push(money(tier.flat_fee));
    }
    parts
}

/// Several parts stand in brackets, since a share may follow.
fn sum(parts: &[String], nothing: String) -> String {
    match parts {
        [] => nothing,
        [only] => only.clone(),
        _ => format!("({})", parts.join(" + ")),
    }
}
