//! Every document and line has an identity that does not depend on when the run was made (INV-11).
//!
//! `sub-1/seats/2025-01-31..2025-02-28/5d41402abc4b2a76/+/1` is the first line that charges the
//! seats of that period at those terms, whichever night billed it.
//!
//! Numbers are given by whoever stores documents, at issue; a draft has none.

use alloc::string::String;
use core::fmt::{self, Write};
use core::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::document_key;
use crate::books::{Books, IssuedDocument};
use crate::calendar::{Day, DayCount};
use crate::contract::{ItemId, Price, PriceMode, SubscriptionId, Tiers, ZeroQuantity};
use crate::money::{Percent, Quantity, Rounding, UnitPrice};
use crate::schedule::Reference;
use crate::timeline::{Allowance, Terms, Weights};

/// Returns a digest of terms: the same on every machine and in every version (`SipHash` 1-3, key 0,
/// over the fields in the order and widths written here; never change either).
fn terms_digest(terms: &Terms) -> u64 {
    let mut hasher = SipHasher13::new();
    write_price(&mut hasher, &terms.price);
    let quantity: Quantity = terms.quantity;
    write_decimal(&mut hasher, quantity.mantissa(), quantity.scale());
    write_text(&mut hasher, terms.unit.as_str());
    // What came later is written behind the fields that were there first, and only if it is there:
    // the digests of terms without it stay what they are.
    let allowance: u8 = match terms.allowances.as_slice() {
        [] => 0,
        [Allowance::Whole] => 1,
        _ => 2,
    };
    let weights: u8 = match terms.weights {
        Weights::ActualDays => 0,
        Weights::Thirty360(DayCount::Bond) => 1,
        Weights::Thirty360(DayCount::European) => 2,
        Weights::Thirty360(DayCount::German) => 3,
        Weights::MonthsThenDays => 4,
        Weights::OnDay(_) => 5,
    };
    let rounding: u8 = match terms.rounding {
        Rounding::HalfAwayFromZero => 0,
        Rounding::HalfEven => 1,
    };
    hasher.write(&[allowance, weights, rounding]);
    write_text(&mut hasher, terms.customer.as_str());
    write_text(&mut hasher, terms.tax.category.code());
    let rate: Percent = terms.tax.rate;
    write_decimal(&mut hasher, rate.mantissa(), rate.scale());
    if allowance == 2 {
        for allowance in terms.allowances.as_slice() {
            write_allowance(&mut hasher, *allowance);
        }
    }
    if let Some(kept) = terms.reduced {
        hasher.write(b"reduced");
        write_decimal(&mut hasher, kept.mantissa(), kept.scale());
    }
    if let Some(reason) = terms.tax.reason {
        hasher.write(b"reason");
        write_text(&mut hasher, reason.as_str());
    }
    match terms.prices {
        PriceMode::ExcludingTax => {}
        PriceMode::IncludingTax => hasher.write(b"including tax"),
    }
    if let Weights::OnDay(number) = terms.weights {
        hasher.write(b"on day");
        hasher.write(&number.to_le_bytes());
    }
    hasher.finish()
}

fn write_price(hasher: &mut SipHasher13, price: &Price) {
    let mut unit_price = |kind: u8, price: UnitPrice| {
        hasher.write(&[kind]);
        write_decimal(hasher, price.mantissa(), price.scale());
    };
    match price {
        Price::Flat(price) => unit_price(0, *price),
        Price::PerUnit(price) => unit_price(1, *price),
        Price::Package { price, size } => {
            unit_price(2, *price);
            hasher.write(&size.get().to_le_bytes());
        }
        Price::Graduated(tiers) => write_tiers(hasher, 3, tiers),
        Price::Volume(tiers) => write_tiers(hasher, 4, tiers),
        Price::StairStep(tiers) => write_tiers(hasher, 5, tiers),
        Price::Percentage(percent) => {
            hasher.write(&[6]);
            write_decimal(hasher, percent.mantissa(), percent.scale());
        }
        Price::Bounded(bounded) => {
            hasher.write(&[7]);
            for bound in [bounded.at_least, bounded.at_most] {
                write_optional(hasher, bound.map(|bound| (bound.mantissa(), bound.scale())));
            }
            write_price(hasher, &bounded.price);
        }
    }
}

fn write_tiers(hasher: &mut SipHasher13, kind: u8, tiers: &Tiers) {
    let zero: u8 = match tiers.zero() {
        ZeroQuantity::Nothing => 0,
        ZeroQuantity::FirstFee => 1,
    };
    hasher.write(&[kind, zero]);
    hasher.write(&(tiers.as_slice().len() as u64).to_le_bytes());
    for tier in tiers.as_slice() {
        write_optional(hasher, tier.up_to.map(|bound| (bound.mantissa(), bound.scale())));
        for price in [tier.unit_price, tier.flat_fee] {
            write_decimal(hasher, price.mantissa(), price.scale());
        }
    }
}

fn write_optional(hasher: &mut SipHasher13, decimal: Option<(i128, u32)>) {
    hasher.write(&[u8::from(decimal.is_some())]);
    if let Some((mantissa, scale)) = decimal {
        write_decimal(hasher, mantissa, scale);
    }
}

fn write_allowance(hasher: &mut SipHasher13, allowance: Allowance) {
    match allowance {
        Allowance::Whole => hasher.write(&[0]),
        Allowance::Percent(percent) => {
            hasher.write(&[1]);
            write_decimal(hasher, percent.mantissa(), percent.scale());
        }
        Allowance::Amount(amount) => {
            hasher.write(&[2]);
            write_decimal(hasher, amount.mantissa(), amount.scale());
        }
        Allowance::AmountInStub { amount, days, of } => {
            hasher.write(&[3]);
            write_decimal(hasher, amount.mantissa(), amount.scale());
            hasher.write(&days.to_le_bytes());
            hasher.write(&of.to_le_bytes());
        }
    }
}

fn write_decimal(hasher: &mut SipHasher13, mantissa: i128, scale: u32) {
    hasher.write(&mantissa.to_le_bytes());
    hasher.write(&scale.to_le_bytes());
}

/// Length first, so that two texts can't run into each other.
fn write_text(hasher: &mut SipHasher13, text: &str) {
    hasher.write(&(text.len() as u64).to_le_bytes());
    hasher.write(text.as_bytes());
}

/// What the lines of one item, reference period and terms have in common.
pub(crate) struct LineIdentity<'t> {
    pub(crate) subscription: SubscriptionId,
    pub(crate) item: ItemId,
    pub(crate) reference: Reference,
    pub(crate) terms: &'t Terms,
}

impl LineIdentity<'_> {
    /// Returns the key of the line of a sign and ordinal.
    pub(crate) fn key(&self, sign: char, ordinal: u32) -> String {
        let mut key = String::new();
        // Writing to a string can't fail.
        let _infallible = self.write_key(&mut key, sign, ordinal);
        key
    }

    fn write_key(&self, key: &mut String, sign: char, ordinal: u32) -> fmt::Result {
        let (subscription, item) = (self.subscription.as_str(), self.item.as_str());
        write!(key, "{}/{}/", Escaped(subscription), Escaped(item))?;
        match self.reference {
            Reference::Once => write!(key, "once")?,
            Reference::Adjustment { sequence } => write!(key, "#{sequence}")?,
            Reference::Period(period) => write!(key, "{}..{}", period.start(), period.end())?,
        }
        write!(key, "/{:016x}/{sign}/{ordinal}", terms_digest(self.terms))
    }
}

/// Returns the key of an issued document of a subscription: that of its first line, or the one that the
/// books keep.
pub(crate) fn issued_key(
    books: &Books,
    subscription: SubscriptionId,
    document: IssuedDocument,
) -> Option<String> {
    if let Some((key, _)) = books.shared_document(document) {
        return Some(key.as_str().into());
    }
    let lines = books.lines().filter(|issued| issued.line.issue.document == Some(document));
    let first = lines.min_by_key(|issued| issued.line.print_order())?;
    let sign = if first.line.is_credit() { '-' } else { '+' };
    let identity = LineIdentity {
        subscription,
        item: first.item,
        reference: first.line.reference,
        terms: first.terms,
    };
    Some(document_key(document.kind, &identity.key(sign, first.line.ordinal)))
}

/// Finds the issued document that has a key, and its date: it has the line that the key names, as a line
/// is on one document only, or the books keep its key.
pub(crate) fn named(
    books: &Books,
    subscription: SubscriptionId,
    key: &str,
) -> Option<(IssuedDocument, Day)> {
    let mut lines = books.lines().filter_map(|issued| Some((issued, issued.line.issue.document?)));
    let found = lines.find(|(issued, document)| {
        if let Some((known, _)) = books.shared_document(*document) {
            return known.as_str() == key;
        }
        let sign = if issued.line.is_credit() { '-' } else { '+' };
        let identity = LineIdentity {
            subscription,
            item: issued.item,
            reference: issued.line.reference,
            terms: issued.terms,
        };
        document_key(document.kind, &identity.key(sign, issued.line.ordinal)) == key
    });
    found.map(|(issued, document)| (document, issued.line.issue.dated))
}

/// A part of a key, with `/` and `%` escaped so that parts can't run into each other.
struct Escaped<'t>(&'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '/' => f.write_str("%2F")?,
                '%' => f.write_str("%25")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}
