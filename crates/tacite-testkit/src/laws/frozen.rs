//! L5 and L7: issued lines stay as they are, and are never credited beyond what they charged.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use tacite::books::Books;

use super::compared::{Compared, describe, of_books};
use super::{Violation, posted};
use crate::Scenario;
use crate::oracle::{Key, Reference};

/// L5: no run alters a line that an earlier one issued; it only adds lines.
///
/// Each run knows what was [known](Scenario::known_on) on its day.
///
/// # Errors
/// [`Violation`] naming the first line that is gone or changed.
pub fn frozen(scenario: &Scenario) -> Result<(), Violation> {
    const LAW: &str = "L5 frozen";
    let mut books = Books::new();
    for run in &scenario.runs {
        let before = of_books(&books);
        let billing = posted(LAW, &scenario.known_on(*run), &mut books, *run)?;
        let after = of_books(&books);
        let mut rest = after.iter();
        // Both are in order, so what stayed is found by going on.
        if let Some(gone) = before.iter().find(|line| !rest.any(|other| other == *line)) {
            let message = format!("as of {run}, an issued line is gone: {}", describe(gone));
            return Err(Violation::new(LAW, message));
        }
        let added = billing.posting.lines().count();
        if before.len() + added != after.len() {
            let message = format!("as of {run}, {added} lines were added to {}", before.len());
            return Err(Violation::new(LAW, message));
        }
    }
    Ok(())
}

/// A charge: its key, its terms and its ordinal.
type Charge = (Key, Rc<str>, u32);

/// What is left of a charge.
struct Left {
    days: BTreeSet<u32>,
    gross: i64,
    net: i64,
}

/// L7: per issued line, credits never exceed its days nor its amount, gross and net each.
///
/// # Errors
/// [`Violation`] naming the credit.
pub fn no_credit_beyond(scenario: &Scenario) -> Result<(), Violation> {
    const LAW: &str = "L7 no credit beyond";
    let mut books = Books::new();
    for run in &scenario.runs {
        posted(LAW, &scenario.known_on(*run), &mut books, *run)?;
    }
    let lines = of_books(&books);
    let mut left: BTreeMap<Charge, Left> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.corrects.is_none()) {
        let Compared { days, gross, net, .. } = line.clone();
        if left.insert(charge(line, line.ordinal), Left { days, gross, net }).is_some() {
            let message = format!("two charges have one identity: {}", describe(line));
            return Err(Violation::new(LAW, message));
        }
    }
    let mut identities = BTreeSet::new();
    for line in &lines {
        let Some(corrected) = line.corrects else { continue };
        let fail = |what: &str| Err(Violation::new(LAW, format!("{what}: {}", describe(line))));
        if !identities.insert(charge(line, line.ordinal)) {
            return fail("two credits have one identity");
        }
        let Some(left) = left.get_mut(&charge(line, corrected)) else {
            return fail("a credit corrects no line");
        };
        if !line.days.iter().all(|day| left.days.remove(day)) {
            return fail("a credit takes days that its line has not, or not any more");
        }
        left.gross += line.gross;
        left.net += line.net;
        // A line below 0 is credited upwards.
        let beyond = |taken: i64, left: i64| taken != 0 && left.signum() == taken.signum();
        if beyond(line.gross, left.gross) || beyond(line.net, left.net) {
            return fail("a credit takes more than its line has left");
        }
    }
    Ok(())
}

fn charge(line: &Compared, ordinal: u32) -> Charge {
    let key: (_, Reference) = (line.item, line.reference);
    (key, Rc::clone(&line.terms), ordinal)
}
