//! INV-1: books are what their postings make of them, in order, also where a store kept the postings.

use tacite::books::{Books, Posting, PostingParts};
use tacite::cancel;

use super::{Violation, posted};
use crate::Scenario;

const LAW: &str = "INV-1 postings";

/// INV-1: the postings of all runs of a scenario, taken apart, put together again and posted to new books
/// in order, make the books that the runs made; these pass their check (INV-10). After each run one of
/// its documents is cancelled, if `cancels` says so.
///
/// # Errors
/// [`Violation`] naming the run whose posting is another one, or makes other books.
pub fn postings(scenario: &Scenario, cancels: bool) -> Result<(), Violation> {
    let (mut books, mut kept) = (Books::new(), Vec::new());
    for run in &scenario.runs {
        let fail = |message: &str| Violation::new(LAW, format!("as of {run}: {message}"));
        let known = scenario.known_on(*run);
        let billing = posted(LAW, &known, &mut books, *run)?;
        let documents = billing.documents;
        let mut made = Vec::from([billing.posting]);
        if let Some(document) = documents.first().filter(|_| cancels)
            && let Ok(cancelled) =
                cancel(&known, &books, &document.key(), document.dated_on.max(*run))
        {
            let posting = cancelled.posting;
            books.post(posting.clone()).map_err(|error| fail(&error.to_string()))?;
            made.push(posting);
        }
        for posting in made {
            let parts = posting.clone().into_parts();
            if Posting::from(parts.clone()) != posting {
                return Err(fail("the posting is another one when put together"));
            }
            kept.push(parts);
        }
        // A store reads them all, each time.
        let again = of_parts(&kept).map_err(|error| fail(&error))?;
        if again != books {
            return Err(fail("the postings kept make other books"));
        }
        match Books::try_from(again.into_parts()) {
            Ok(checked) if checked == books => {}
            Ok(_) => return Err(fail("the books are not the same when put together")),
            Err(error) => return Err(fail(&error.to_string())),
        }
    }
    Ok(())
}

fn of_parts(kept: &[PostingParts]) -> Result<Books, String> {
    let mut books = Books::new();
    for parts in kept {
        books.post(Posting::from(parts.clone())).map_err(|error| error.to_string())?;
    }
    Ok(books)
}
