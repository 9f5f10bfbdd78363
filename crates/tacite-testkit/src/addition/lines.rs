//! A line is price × quantity × share, rounded once (CHG-6); a credit takes back what its charge had
//! (INV-6).

use tacite::document::Line;

use super::Misadded;
use crate::oracle::exact_cost;

pub(super) fn check(line: &Line) -> Result<(), Misadded> {
    let (days, of) = (line.days.len(), line.period.days());
    if (line.share.days(), line.share.of()) != (days, of) {
        let message = format!("{} of {days} days of {of}", line.share);
        return Err(Misadded::new("line share", message));
    }
    let cost = |days: u32| {
        exact_cost(&line.terms, (days, of), line.net.currency().exponent())
            .map_err(|error| Misadded::new("line net", error.to_string()))
    };
    let beyond = || Misadded::new("line days", format!("{days} credited of {}", line.before));
    let (gross, net, alone) = if line.is_credit() {
        let rest = line.before.checked_sub(days).ok_or_else(beyond)?;
        let (all, rest) = (cost(line.before)?, cost(rest)?);
        let (gross, net) = (rest.0 - all.0 + line.carried.gross, rest.1 - all.1 + line.carried.net);
        (gross, net, -cost(days)?.1)
    } else {
        let (all, before) = (cost(line.before + days)?, cost(line.before)?);
        (all.0 - before.0, all.1 - before.1, cost(days)?.1)
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
    Ok(())
}
