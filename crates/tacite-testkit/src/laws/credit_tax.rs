//! INV-5: where the contract lets the tax of corrections add up, what stands of a document's tax is
//! the tax on what stands of its net amount.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use tacite::books::Books;
use tacite::document::{Document, Line};
use tacite::money::Rounding;

use super::{Violation, posted};
use crate::Scenario;

/// What stands of a document at one category and rate.
#[derive(Default)]
struct Stands {
    /// Of its charges, in minor units.
    charged: i64,
    /// Of its corrections, below 0 as a rule.
    credited: i64,
    /// The tax that the corrections say they take back.
    taken: i64,
    /// How tax is rounded.
    rounding: Rounding,
}

/// INV-5: for every document and rate, the tax on its charges and the tax that all corrections of it
/// take back add up to the tax on what is left. So documents that are credited in full, in however
/// many notes, leave no tax.
///
/// Contracts that let each document compute its own tax keep it without a check, as do lines that
/// correct what their own run charged.
///
/// # Errors
/// [`Violation`] naming the first document whose taxes do not add up.
pub fn tax_adds_up(scenario: &Scenario) -> Result<(), Violation> {
    const LAW: &str = "INV-5 tax of corrections";
    let mut books = Books::new();
    let mut documents: Vec<Document> = Vec::new();
    for run in &scenario.runs {
        documents.extend(posted(LAW, &scenario.known_on(*run), &mut books, *run)?.documents);
    }
    // What waits is settled, but its tax is not seen yet.
    if books.waiting().next().is_some() {
        return Ok(());
    }
    let charges: BTreeMap<String, usize> = (0..)
        .zip(&documents)
        .flat_map(|(number, document)| document.lines.iter().map(move |line| (line.key(), number)))
        .collect();
    let mut stands: BTreeMap<(usize, String, Decimal), Stands> = BTreeMap::new();
    let rate =
        |line: &Line| (line.terms.tax.category.code().to_owned(), line.terms.tax.rate.to_decimal());
    for (number, line) in
        (0..).zip(&documents).flat_map(|(n, d)| d.lines.iter().map(move |l| (n, l)))
    {
        let corrected = line.corrected_key();
        let of = match &corrected {
            None => Some(number),
            Some(key) => charges.get(key).copied(),
        };
        let (category, rate) = rate(line);
        let Some(of) = of else { continue };
        let stands = stands.entry((of, category, rate)).or_default();
        stands.rounding = line.terms.rounding;
        if corrected.is_none() {
            stands.charged += line.net.minor();
            continue;
        }
        let Some(tax) = line.correction.as_ref().and_then(|correction| correction.tax) else {
            return Ok(());
        };
        stands.credited += line.net.minor();
        stands.taken += tax.minor();
    }
    for ((number, category, rate), stands) in stands {
        let tax = |net: i64| tax_on(net, rate, stands.rounding);
        let (charged, left) = (tax(stands.charged), tax(stands.charged + stands.credited));
        if charged + Decimal::from(stands.taken) != left {
            let dated = documents.get(number).map(|document| document.dated_on.to_string());
            return Err(Violation::new(
                LAW,
                format!(
                    "document {dated:?}, {category} {rate} %: {charged} charged and {} taken back do \
                     not leave {left}",
                    stands.taken
                ),
            ));
        }
    }
    Ok(())
}

fn tax_on(net: i64, rate: Decimal, rounding: Rounding) -> Decimal {
    let strategy = match rounding {
        Rounding::HalfAwayFromZero => RoundingStrategy::MidpointAwayFromZero,
        Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
    };
    (Decimal::from(net) * rate / Decimal::ONE_HUNDRED).round_dp_with_strategy(0, strategy)
}
