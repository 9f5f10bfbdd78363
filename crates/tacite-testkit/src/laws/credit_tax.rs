//! INV-5: where the contract lets the tax of corrections add up, what stands of a document's tax is
//! the tax on what stands of its lines, and so is what was taken off it as a whole.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;
use tacite::books::Books;
use tacite::contract::{Contract, CreditTax, TaxRounding};
use tacite::document::{Correction, Document, Line};
use tacite::history::EventKind;
use tacite::money::Amount;
use tacite::timeline::Terms;

use super::{Violation, posted};
use crate::Scenario;
use crate::addition::{percent_of, tax_on};

/// What stands of a document at one category and rate.
struct Stands<'d> {
    terms: &'d Terms,
    /// Of each of its charges, in minor units: as it was charged, and what is left.
    charges: BTreeMap<String, (BigInt, BigInt)>,
    /// The tax that the corrections say they take back.
    tax: BigInt,
    /// What they take back of what was taken off the document.
    allowance: BigInt,
}

/// INV-5: for every document and rate, the tax on its charges and the tax that all corrections of it
/// take back add up to the tax on what is left. So documents that are credited in full, in however
/// many notes, leave no tax, and nothing of what was taken off them.
///
/// Contracts that let each document compute its own tax keep it without a check, as do lines that
/// correct what their own run charged, and contracts started again with other policies.
///
/// # Errors
/// [`Violation`] naming the first document whose taxes do not add up.
pub fn tax_adds_up(scenario: &Scenario) -> Result<(), Violation> {
    const LAW: &str = "INV-5 tax of corrections";
    let Some(contract) = one_policy(scenario) else {
        return Ok(());
    };
    let mut books = Books::new();
    let mut documents: Vec<Document> = Vec::new();
    for run in &scenario.runs {
        documents.extend(posted(LAW, &scenario.known_on(*run), &mut books, *run)?.documents);
    }
    // What waits is settled, but its tax is not seen yet.
    if books.waiting().next().is_some() {
        return Ok(());
    }
    let Some(stands) = stands(&documents) else {
        return Ok(());
    };
    for ((number, rate), stands) in stands {
        let left = |(_, left): &(BigInt, BigInt)| left.clone();
        let charged = added_up(contract, &stands, |(charged, _)| charged.clone());
        let left = added_up(contract, &stands, left);
        if (charged.0 + &stands.tax, charged.1 + &stands.allowance) != left {
            let dated = documents.get(number).map(|document| document.dated_on.to_string());
            let message = format!(
                "document {dated:?}, {rate}: {} of tax and {} taken back do not leave {left:?}",
                stands.tax, stands.allowance
            );
            return Err(Violation::new(LAW, message));
        }
    }
    Ok(())
}

/// The contract, if all starts agree on how documents are added up and taxes add up.
fn one_policy(scenario: &Scenario) -> Option<&Contract> {
    let mut contracts = scenario.history.events().iter().filter_map(|event| {
        if let EventKind::Started { contract } = &event.kind { Some(contract) } else { None }
    });
    let first = contracts.next()?;
    let policy = &first.billing;
    let is_same = |other: &Contract| {
        let other = &other.billing;
        (other.credit_tax, other.tax_rounding, &other.document_discount)
            == (policy.credit_tax, policy.tax_rounding, &policy.document_discount)
    };
    let agree = contracts.all(is_same) && policy.credit_tax == CreditTax::AddsUp;
    agree.then_some(first)
}

/// What stands of every document and rate; none if a correction does not say what it takes back.
fn stands(documents: &[Document]) -> Option<BTreeMap<(usize, String), Stands<'_>>> {
    let lines = || (0..).zip(documents).flat_map(|(n, d)| d.lines.iter().map(move |l| (n, l)));
    let charges: BTreeMap<String, usize> =
        lines().map(|(number, line)| (line.key(), number)).collect();
    let silent = |line: &Line| {
        let correction = line.correction.as_deref();
        line.is_credit() && correction.is_none_or(|Correction { tax, .. }| tax.is_none())
    };
    if lines().any(|(_, line)| silent(line)) {
        return None;
    }
    let mut stands: BTreeMap<(usize, String), Stands<'_>> = BTreeMap::new();
    let mut ordered: Vec<_> = lines().collect();
    ordered.sort_by_key(|(_, line)| line.is_credit());
    for (number, line) in ordered {
        let key = line.corrected_key().unwrap_or_else(|| line.key());
        let of = if line.is_credit() { charges.get(&key).copied() } else { Some(number) };
        let Some(of) = of else { continue };
        let stands = stands.entry((of, format!("{:?}", line.terms.tax))).or_insert_with(|| {
            let (tax, allowance) = (BigInt::zero(), BigInt::zero());
            Stands { terms: &line.terms, charges: BTreeMap::new(), tax, allowance }
        });
        let net = BigInt::from(line.net.minor());
        let (charged, left) = stands.charges.entry(key).or_default();
        *left += &net;
        if !line.is_credit() {
            *charged += net;
            continue;
        }
        if let Some(Correction { tax, allowance, .. }) = line.correction.as_deref() {
            stands.tax += tax.map_or(0, Amount::minor);
            stands.allowance += allowance.map_or(0, Amount::minor);
        }
    }
    Some(stands)
}

/// Tax, and what is taken off, of charges or of what is left of them.
fn added_up(
    contract: &Contract,
    stands: &Stands<'_>,
    of: impl Fn(&(BigInt, BigInt)) -> BigInt,
) -> (BigInt, BigInt) {
    let sum: BigInt = stands.charges.values().map(&of).sum();
    let terms = stands.terms;
    let off = contract.billing.document_discount.as_ref().map_or_else(BigInt::zero, |discount| {
        percent_of(sum.clone(), discount.percent, terms.rounding)
    });
    let tax = match contract.billing.tax_rounding {
        TaxRounding::PerRate => tax_on(sum - &off, terms),
        TaxRounding::PerLine => {
            let lines: BigInt = stands.charges.values().map(|line| tax_on(of(line), terms)).sum();
            lines - tax_on(off.clone(), terms)
        }
    };
    (tax, off)
}
