//! One document of the run in full, as it is sent (INV-11, rule 14).
//!
//! `--document F2025-0012 --lang fr` prints the document that the job issued as F2025-0012. What is billed
//! without a ledger, in one go or to the end, is numbered here in the order of the dates, as one would do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use tacite::contract::Text;
use tacite::document::Document;
use tacite::issuing::{DocumentNumber, Draft, Issuing, NumberedDocument, issue};
use tacite_formats::text::{self, Language};
use tacite_store::{DocumentName, Ledger, LedgerDocument};

use crate::contracts::Shipped;
use crate::database::{documents, failed};
use crate::host::series;
use crate::job::{self, Outcome};
use crate::options::{Mode, Options};
use crate::parties::Parties;

/// Bills, and prints the document that is named by its number or its key. The inner error is that there is
/// none.
pub(crate) fn print(
    out: &mut impl Write,
    read: &[Shipped],
    (options, wanted): (&Options, &str),
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    match options.mode {
        Mode::Nightly { until } => {
            let ledger = options.database.open()?;
            let nights = (options.from, until);
            crate::nightly::bill(&*ledger, read, nights, problems)?;
            print_issued(out, &*ledger, (wanted, options.language), problems)
        }
        Mode::CatchUp { .. } | Mode::ToEnd => {
            let Outcome { documents, problems: failed, .. } = job::bill(read, options)?;
            problems.extend(failed);
            print_numbered(out, &documents, (options, wanted), problems)
        }
    }
}

/// Prints a document of a ledger.
pub(crate) fn print_issued(
    out: &mut impl Write,
    ledger: &dyn Ledger,
    (wanted, language): (&str, Language),
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let Some(found) = named(ledger, wanted)? else {
        let issued = documents(ledger)?;
        return Ok(Err(unknown(wanted, issued.iter().map(|document| &document.number))));
    };
    let number = found.number.clone();
    match found.numbered(ledger) {
        Ok(document) => write_out(out, &document, language)?,
        Err(error) => problems.push(format!("document {number}: {error}")),
    }
    Ok(Ok(()))
}

/// Finds a document by its number or its key.
fn named(ledger: &dyn Ledger, wanted: &str) -> io::Result<Option<LedgerDocument>> {
    let series = series().id;
    let issuer = series.issuer.clone();
    let find = |name| ledger.document(&name).map_err(|error| failed(&error));
    if let Ok(number) = DocumentNumber::new(wanted)
        && let Some(found) = find(DocumentName::Number(series, number))?
    {
        return Ok(Some(found));
    }
    find(DocumentName::Key { issuer, key: Text::from(wanted) })
}

fn write_out(
    out: &mut impl Write,
    document: &NumberedDocument,
    language: Language,
) -> io::Result<()> {
    write!(out, "{}", text::invoice(document, language))
}

fn unknown<'n>(
    wanted: &str,
    mut numbers: impl DoubleEndedIterator<Item = &'n DocumentNumber>,
) -> String {
    let first = numbers.next();
    let last = numbers.next_back().or(first);
    let range = first.zip(last).map_or_else(
        || String::from("the run has none"),
        |(first, last)| format!("the run has {first} to {last}"),
    );
    format!("billing_run: there is no document {wanted}; {range}")
}

/// Numbers documents that no ledger has, and prints one of them.
fn print_numbered(
    out: &mut impl Write,
    documents: &[Document],
    (options, wanted): (&Options, &str),
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let parties = match Parties::shipped() {
        Ok(parties) => parties,
        Err(error) => {
            problems.push(error);
            return Ok(Ok(()));
        }
    };
    let numbered = match numbered(documents) {
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
        return Ok(Err(unknown(wanted, numbered.iter().map(|(number, _)| number))));
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
        Ok(issued) => write_out(out, &issued, options.language)?,
        Err(error) => problems.push(format!("document {number}: {error}")),
    }
    Ok(Ok(()))
}

/// Numbers documents in the order of their dates; those of one date in the order of the run.
fn numbered(documents: &[Document]) -> Result<Vec<(DocumentNumber, &Document)>, String> {
    let format = series().format;
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
