//! Every document and line has an identity that does not depend on when the run was made (INV-11).
//!
//! `sub-1/seats/2025-01-31..2025-02-28/5d41402abc4b2a76/+/1` is the first line that charges the
//! seats of that period at those terms, whichever night billed it.
//!
//! Numbers are given by whoever stores documents, at issue; a draft has none.

use core::fmt;
use core::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::contract::{Basis, Price};
use crate::money::{Percent, Quantity, Rounding, UnitPrice};
use crate::timeline::{Allowance, Terms};

/// Returns a digest of terms: the same on every machine and in every version (`SipHash` 1-3, key 0,
/// over the fields in the order and widths written here; never change either).
pub(super) fn terms_digest(terms: &Terms) -> u64 {
    let mut hasher = SipHasher13::new();
    let (kind, price): (u8, UnitPrice) = match terms.price {
        Price::Flat(price) => (0, price),
        Price::PerUnit(price) => (1, price),
    };
    hasher.write(&[kind]);
    write_decimal(&mut hasher, price.mantissa(), price.scale());
    let quantity: Quantity = terms.quantity;
    write_decimal(&mut hasher, quantity.mantissa(), quantity.scale());
    write_text(&mut hasher, terms.unit.as_str());
    let allowance: u8 = match terms.allowance {
        Allowance::None => 0,
        Allowance::Whole => 1,
    };
    let basis: u8 = match terms.basis {
        Basis::ActualDays => 0,
    };
    let rounding: u8 = match terms.rounding {
        Rounding::HalfAwayFromZero => 0,
        Rounding::HalfEven => 1,
    };
    hasher.write(&[allowance, basis, rounding]);
    write_text(&mut hasher, terms.customer.as_str());
    write_text(&mut hasher, terms.tax.category.code());
    let rate: Percent = terms.tax.rate;
    write_decimal(&mut hasher, rate.mantissa(), rate.scale());
    hasher.finish()
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

/// A part of a key, with `/` and `%` escaped so that parts can't run into each other.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '/' => f.write_str("%2F")?,
                '%' => f.write_str("%25")?,
                other => fmt::Write::write_char(f, other)?,
            }
        }
        Ok(())
    }
}
