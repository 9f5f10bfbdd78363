//! A document added up again, by an arithmetic of its own (INV-5, CHG-6, MON-2, MON-4).
//!
//! ```
//! use chrono::NaiveDate;
//! use rust_decimal::Decimal;
//! use tacite::bill;
//! use tacite::books::Books;
//! use tacite::contract::*;
//! use tacite::history::{Event, EventKind, History};
//! use tacite::money::{Currency, Percent, UnitPrice};
//! use tacite_testkit::addition;
//!
//! let on = NaiveDate::from_ymd_opt(2025, 3, 1).unwrap();
//! let mut contract = Contract::new("Desk", CustomerId::new("cust-1")?, Currency::EUR);
//! contract.prices = PriceMode::IncludingTax;
//! let rate = Percent::new(Decimal::new(1025, 2))?;
//! let item = Item::once("Desk", Price::Flat(UnitPrice::whole(240)), Tax::standard(rate));
//! let id = ItemId::new("desk")?;
//! let history = History::of(
//!     SubscriptionId::new("sub-1")?,
//!     [
//!         Event::on(on, 1, EventKind::Started { contract }),
//!         Event::on(on, 2, EventKind::ItemAdded { id, item }),
//!     ],
//! )?;
//! let mut document = bill(&history, &Books::new(), on)?.documents.remove(0);
//! assert_eq!((document.net.minor(), document.tax.minor()), (21_769, 2_231));
//! assert_eq!(addition::check(&document), Ok(()));
//!
//! document.net = tacite::money::Amount::new(21_770, Currency::EUR);
//! assert_eq!(addition::check(&document).unwrap_err().field, "net");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It shares no code with what makes documents: fractions of any size, rounded here. What a line must
//! charge in the first place is decided by the [`oracle`](crate::oracle).

mod credited;
mod lines;
mod payment;
mod tax;

pub use credited::check_full_credit;
pub(crate) use tax::{percent_of, tax_on};

use core::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use tacite::contract::PriceMode;
use tacite::document::{Document, DocumentKind, Line};
use tacite::money::{Amount, Rounding};

/// A field of a document that does not follow from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misadded {
    /// The field.
    pub field: &'static str,
    /// What it should be and what it is.
    pub message: String,
}

impl Misadded {
    fn new(field: &'static str, message: String) -> Self {
        Self { field, message }
    }
}

impl fmt::Display for Misadded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

impl core::error::Error for Misadded {}

/// Adds up a document again: every line from price, quantity and days, what is taken off, the tax of
/// every rate, the totals, what is prepaid and what is to be paid when.
///
/// # Errors
/// [`Misadded`], naming the first field that is wrong, in the order of a printed document.
pub fn check(document: &Document) -> Result<(), Misadded> {
    let currency = document.currency;
    if let Some(foreign) = amounts(document).find(|amount| amount.currency() != currency) {
        return Err(Misadded::new("currency", format!("{foreign} on a document in {currency}")));
    }
    let first = document.lines.first();
    for line in &document.lines {
        let (terms, head) = (&line.terms, &first.terms);
        if (terms.prices, terms.rounding) != (head.prices, head.rounding) {
            let message = format!("{:?} beside {:?}", terms.prices, head.prices);
            return Err(Misadded::new("lines", message));
        }
        if terms.customer != document.customer {
            let message = format!("a line of {} for {}", terms.customer, document.customer);
            return Err(Misadded::new("customer", message));
        }
        lines::check(line)?;
    }
    let lines: BigInt = document.lines.iter().map(|line| big(line.net)).sum();
    expect("lines_total", &lines, document.lines_total)?;
    tax::check_allowances(document)?;
    let taxes = tax::check_taxes(document)?;
    expect("net", &taxes.taxable, document.net)?;
    expect("tax", &taxes.tax, document.tax)?;
    expect("total", &(big(document.net) + big(document.tax)), document.total)?;
    let off: BigInt = document.allowances.iter().map(|allowance| big(allowance.amount)).sum();
    match first.terms.prices {
        PriceMode::ExcludingTax => expect("net", &(lines - off), document.net)?,
        PriceMode::IncludingTax => expect("total", &(lines - off), document.total)?,
    }
    let is_fit = match document.kind {
        DocumentKind::Invoice => document.total.minor() >= 0,
        DocumentKind::CreditNote => document.total.minor() <= 0,
    };
    if !is_fit {
        let message = format!("{:?} of {}", document.kind, document.total);
        return Err(Misadded::new("kind", message));
    }
    payment::check(document)
}

/// Lists every amount of a document.
fn amounts(document: &Document) -> impl Iterator<Item = Amount> + '_ {
    let of_line = |line: &Line| [line.gross, line.allowance, line.net, line.rounding].into_iter();
    let lines = document.lines.iter().flat_map(of_line);
    let off = document.allowances.iter().flat_map(|off| [off.base, off.amount]);
    let taxes = document.taxes.iter().flat_map(|tax| [tax.taxable, tax.amount]);
    let Document { lines_total, net, tax, total, amount_due, .. } = document;
    let sums = [*lines_total, *net, *tax, *total, *amount_due];
    let prepaid = document.prepaid.iter().map(|prepaid| prepaid.amount);
    let payables = document.payables.iter().map(|payable| payable.amount);
    lines.chain(off).chain(taxes).chain(sums).chain(prepaid).chain(payables)
}

fn expect(field: &'static str, expected: &BigInt, found: Amount) -> Result<(), Misadded> {
    if *expected == big(found) {
        return Ok(());
    }
    let message = format!("{} minor units, not {expected}", found.minor());
    Err(Misadded::new(field, message))
}

fn big(amount: Amount) -> BigInt {
    BigInt::from(amount.minor())
}

/// Rounds a fraction to a whole number: the nearer one, and of two that are as near the one that
/// the rule names.
fn rounded(exact: &BigRational, rounding: Rounding) -> BigInt {
    let magnitude = exact.abs();
    let below = magnitude.floor().to_integer();
    let rest = &magnitude - BigRational::from(below.clone());
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    let is_odd = !(&below % BigInt::from(2)).is_zero();
    let goes_up = rest > half
        || rest == half
            && match rounding {
                Rounding::HalfAwayFromZero => true,
                Rounding::HalfEven => is_odd,
            };
    let magnitude = if goes_up { below + 1 } else { below };
    if exact.is_negative() { -magnitude } else { magnitude }
}
