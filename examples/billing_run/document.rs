//! One document of the run in full, as it is sent (INV-11, rule 14).
//!
//! `--document F2025-0012 --lang fr` prints the twelfth document of 2025: the run's documents are numbered in
//! the order of their dates, as a store would number them when it issues them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use tacite::contract::Text;
use tacite::document::Document;
use tacite::issuing::{DocumentNumber, Draft, Issuing, NumberFormat, NumberYear, issue};
use tacite_formats::text;

use crate::contracts::Shipped;
use crate::job;
use crate::options::Options;
use crate::parties::Parties;

/// Bills, numbers the documents, and prints the one that is named by its number or its key. The inner
/// error is that there is none.
pub(crate) fn print(
    out: &mut impl Write,
    read: &[Shipped],
    (options, wanted): (&Options, &str),
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let mut outcome = job::bill(read, options);
    problems.append(&mut outcome.problems);
    let parties = match Parties::shipped() {
        Ok(parties) => parties,
        Err(error) => {
            problems.push(error);
            return Ok(Ok(()));
        }
    };
    let numbered = match numbered(&outcome.documents) {
        Ok(numbered) => numbered,
        Err(error) => {
            problems.push(error);
            return Ok(Ok(()));
        }
    };
    let is_wanted = |(number, document): &&(DocumentNumber, &Document)| {
        number.as_str() == wanted || document.key() == wanted
    };
    let Some((number, document)) = numbered.iter().find(is_wanted) else {
        let (first, last) = (numbered.first(), numbered.last());
        let range = first.zip(last).map_or_else(
            || String::from("the run has none"),
            |((first, _), (last, _))| format!("the run has {first} to {last}"),
        );
        return Ok(Err(format!("billing_run: there is no document {wanted}; {range}")));
    };
    let mut draft = Draft::of((*document).clone());
    draft.notes.extend(parties.notes.iter().cloned());
    let corrected = numbered.iter().map(|(number, one)| (one.key(), number.clone()));
    let corrected: BTreeMap<String, DocumentNumber> = corrected.collect();
    let issuing = Issuing {
        number: number.clone(),
        customer: parties.customer(document.customer),
        seller: parties.seller,
        mandate: parties.mandate,
        corrected,
    };
    match issue(draft, issuing) {
        Ok(issued) => write!(out, "{}", text::invoice(&issued, options.language))?,
        Err(error) => problems.push(format!("document {number}: {error}")),
    }
    Ok(Ok(()))
}

/// Numbers documents in the order of their dates; those of one date in the order of the run.
fn numbered(documents: &[Document]) -> Result<Vec<(DocumentNumber, &Document)>, String> {
    let format = NumberFormat {
        prefix: Text::from("F"),
        year: NumberYear::FourDigits,
        separator: Text::from("-"),
        digits: 4,
    };
    let mut ordered: Vec<&Document> = documents.iter().collect();
    ordered.sort_by_key(|document| document.dated_on);
    let mut numbered: Vec<(DocumentNumber, &Document)> = Vec::with_capacity(ordered.len());
    for document in ordered {
        let last = numbered.last().map(|(number, _)| number);
        let number = format.next(last, document.dated_on).map_err(|error| error.to_string())?;
        numbered.push((number, document));
    }
    Ok(numbered)
}
