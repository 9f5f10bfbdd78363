//! L15: the parts of a split add up to the whole.

use tacite::document::Document;
use tacite::money::Amount;

use super::Violation;

const LAW: &str = "L15 splitting";

/// L15 and MON-4: the parts of a split add up to the amount, each is less than one minor unit from
/// its exact share, the largest remainders are rounded up, and ties go to the earlier part.
///
/// # Errors
/// [`Violation`] naming the part. Weights that are all 0 must be refused.
pub fn splitting(amount: Amount, weights: &[u32]) -> Result<(), Violation> {
    let fail =
        |message: String| Err(Violation::new(LAW, format!("{amount} by {weights:?}: {message}")));
    let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let parts = match amount.split(weights) {
        Err(_) if total == 0 => return Ok(()),
        Ok(parts) if total > 0 && parts.len() == weights.len() => parts,
        other => return fail(format!("gives {other:?}")),
    };
    let minor = i128::from(amount.minor());
    let sum: i128 = parts.iter().map(|part| i128::from(part.minor())).sum();
    if sum != minor || parts.iter().any(|part| part.currency() != amount.currency()) {
        return fail(format!("{parts:?} are not the whole"));
    }
    // In units of 1 ÷ total of a minor unit: what is missing in each part, towards zero.
    let exact = |weight: u32| minor.abs() * i128::from(weight);
    let pairs: Vec<(i128, bool)> = weights
        .iter()
        .zip(&parts)
        .map(|(weight, part)| {
            let given = i128::from(part.minor()) * minor.signum() * total;
            (exact(*weight) % total, given > exact(*weight) - exact(*weight) % total)
        })
        .collect();
    for (index, (weight, part)) in weights.iter().zip(&parts).enumerate() {
        let given = i128::from(part.minor()) * minor.signum() * total;
        if (given - exact(*weight)).abs() >= total {
            return fail(format!("part {index}, {part}, is a minor unit or more off"));
        }
    }
    // Sorted by remainder, then by place, those rounded up come first.
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    let remainder = |index: &usize| pairs.get(*index).map_or(0, |(remainder, _)| -remainder);
    order.sort_by_key(|index| (remainder(index), *index));
    let mut ups = order.iter().filter_map(|index| pairs.get(*index)).map(|(_, up)| *up);
    if ups.by_ref().skip_while(|up| *up).any(|up| up) {
        return fail(format!("{parts:?} do not follow the largest remainder"));
    }
    Ok(())
}

/// L15 and INV-12: the payables of a document add up to its total, and none has the other sign.
///
/// # Errors
/// [`Violation`] naming the document's date.
pub fn payables(document: &Document) -> Result<(), Violation> {
    let total = i128::from(document.total.minor());
    let parts = || document.payables.iter().map(|part| i128::from(part.amount.minor()));
    let foreign = document.payables.iter().any(|part| part.amount.currency() != document.currency);
    if parts().sum::<i128>() != total || parts().any(|part| part * total < 0) || foreign {
        return Err(Violation::new(
            LAW,
            format!(
                "document of {} dated {}: {:?} do not make {}",
                document.customer, document.dated_on, document.payables, document.total
            ),
        ));
    }
    Ok(())
}
