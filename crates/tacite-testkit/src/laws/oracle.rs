//! The engine against the oracle, line by line.

use chrono::NaiveDate;
use tacite::BillError;
use tacite::bill;
use tacite::books::{Books, SettleError};
use tacite::history::History;
use tacite::timeline::TimelineError;

use super::compared::{difference, issued_since, of_charges};
use super::{Violation, posted};
use crate::Scenario;
use crate::oracle::{Ledger, OracleError};

const LAW: &str = "CHG engine and oracle";

/// Billing in one go gives the charges of the oracle: days, terms, due dates, amounts, rounding
/// parts.
///
/// # Errors
/// [`Violation`] listing lines that only one of the two has, or an error that only one gives.
pub fn matches_oracle(history: &History, as_of: NaiveDate) -> Result<(), Violation> {
    replay(as_of, history, &mut Books::new(), &mut Ledger::new()).map(|_| ())
}

/// Billing on each day of a scenario, with what is known then, gives the charges and credits of the
/// oracle, run by run.
///
/// # Errors
/// [`Violation`], as [`matches_oracle`], naming the run.
pub fn replays_like_the_oracle(scenario: &Scenario) -> Result<(), Violation> {
    let (mut books, mut ledger) = (Books::new(), Ledger::new());
    for run in &scenario.runs {
        let known = scenario.known_on(*run);
        if replay(*run, &known, &mut books, &mut ledger)? == Went::Wrong {
            return Ok(());
        }
    }
    let last = scenario.history.events().last().map(|event| event.sequence);
    if last == Some(books.seen()) {
        // L2, on books that several runs made.
        let again = posted(LAW, &scenario.history, &mut books, scenario.last_run())?;
        if again.posting.lines().count() > 0 {
            return Err(Violation::new(LAW, "a second run gives lines".to_owned()));
        }
    }
    Ok(())
}

/// How a run went, on both sides.
#[derive(PartialEq, Eq)]
enum Went {
    Well,
    Wrong,
}

fn replay(
    run: NaiveDate,
    history: &History,
    books: &mut Books,
    ledger: &mut Ledger,
) -> Result<Went, Violation> {
    let fail = |message: String| Err(Violation::new(LAW, format!("as of {run}: {message}")));
    let before = books.version();
    match (bill(history, books, run), ledger.bill(history, run)) {
        (Err(error), Err(expected)) => {
            if is_same(&error, &expected) {
                Ok(Went::Wrong)
            } else {
                fail(format!("the engine says \"{error}\", the oracle \"{expected}\""))
            }
        }
        (Err(error), Ok(_)) => fail(format!("only the engine fails: {error}")),
        (Ok(_), Err(expected)) => fail(format!("only the oracle fails: {expected}")),
        (Ok(billing), Ok(charges)) => {
            books.post(billing.posting).map_err(|error| Violation::new(LAW, error.to_string()))?;
            let (issued, expected) = (issued_since(before, books), of_charges(&charges));
            match difference(("in the engine", &issued), ("in the oracle", &expected)) {
                None => Ok(Went::Well),
                Some(message) => fail(message),
            }
        }
    }
}

fn is_same(error: &BillError, expected: &OracleError) -> bool {
    matches!(
        (error, expected),
        (
            BillError::Settle(SettleError::Amount { .. })
                | BillError::Timeline(TimelineError::Amount { .. }),
            OracleError::AmountOutOfRange,
        )
    )
}
