//! A line is price × quantity × share, rounded once (CHG-6); a credit takes back what its charge had
//! (INV-6).

use tacite::document::Line;
use tacite::schedule::Reference;

use super::Misadded;
use crate::oracle::{exact_cost, is_weight};

pub(super) fn check(line: &Line) -> Result<(), Misadded> {
    let (own, of) = (line.share.days(), line.share.of());
    let period = match line.period {
        Reference::Period(period) => Some((period.start(), period.end())),
        Reference::Once | Reference::Adjustment { .. } => None,
    };
    let numbers = line.days.ranges().flat_map(|range| range.start()..range.end());
    if !is_weight(line.terms.weights, period, numbers, (own, of))
        .map_err(|error| Misadded::new("line share", error.to_string()))?
    {
        let message = format!("{} of {} days of {}", line.share, line.days.len(), line.period);
        return Err(Misadded::new("line share", message));
    }
    let cost = |weight: u32| {
        exact_cost(&line.terms, (weight, of), line.net.currency().exponent())
            .map_err(|error| Misadded::new("line net", error.to_string()))
    };
    let beyond = || Misadded::new("line days", format!("{own} credited of {}", line.before));
    let (gross, net, alone) = if line.is_credit() {
        let rest = line.before.checked_sub(own).ok_or_else(beyond)?;
        let (all, rest) = (cost(line.before)?, cost(rest)?);
        let (gross, net) = (rest.0 - all.0 + line.carried.gross, rest.1 - all.1 + line.carried.net);
        (gross, net, -cost(own)?.1)
    } else {
        let (all, before) = (cost(line.before + own)?, cost(line.before)?);
        let (gross, net) = (all.0 - before.0, all.1 - before.1);
        (gross + line.carried.gross, net + line.carried.net, cost(own)?.1)
    };
    let found = [
        ("line gross", gross, line.gross),
        ("line net", net, line.net),
        ("line allowance", gross - net, line.allowance),
        ("line rounding", net - alone, line.rounding),
    ];
    for (field, expected, found) in found {
        if expected != found.minor() {
            let message =
                format!("{} minor units of {}, not {expected}", found.minor(), line.key());
            return Err(Misadded::new(field, message));
        }
    }
    let named: i64 = line.allowances.iter().map(|allowance| allowance.amount.minor()).sum();
    if !line.allowances.is_empty() && named != line.allowance.minor() {
        let message = format!("{named} minor units of {}, not {}", line.key(), line.allowance);
        return Err(Misadded::new("line allowances", message));
    }
    Ok(())
}
