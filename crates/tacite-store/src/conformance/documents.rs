//! Documents: numbers without gaps, dates that never go back, each found by its names.

use chrono::NaiveDate;
use tacite::contract::Text;
use tacite::issuing::{DocumentNumber, NumberedOn, check_sequence};

use super::broken::{refused, same};
use super::look::documents;
use super::sample::{append, by_hand, day, invoices, issuer, key, night, series, started, sub};
use super::{Broken, Fresh};
use crate::{
    Commit, DocumentName, Ledger, LedgerError, NewDocument, Position, Series, SeriesState,
};

pub(super) fn issue(
    ledger: &impl Ledger,
    name: &str,
    documents: Vec<NewDocument>,
) -> Result<Vec<String>, Broken> {
    let commit = Commit { documents, ..Commit::new(key(name)?) };
    let numbers = ledger.commit(&commit)?.numbers;
    Ok(numbers.iter().map(|number| number.as_str().to_owned()).collect())
}

/// Checks that a series is without gaps or doubles, and that its dates never go back.
pub(super) fn gapless(ledger: &impl Ledger, of: &Series) -> Result<usize, Broken> {
    let all = documents(ledger, 7)?.into_iter().filter(|document| document.series == of.id);
    let numbered = |document: crate::LedgerDocument| NumberedOn {
        dated_on: document.content.dated_on(),
        number: document.number,
    };
    let numbers: Vec<NumberedOn> = all.map(numbered).collect();
    let faults = check_sequence(&of.format, &numbers);
    same("what an auditor would ask about", &faults, &Vec::new())?;
    let last = numbers
        .last()
        .map(|last| SeriesState { last: last.number.clone(), last_on: last.dated_on });
    same("how far the series is", &ledger.series(&of.id)?, &last)?;
    Ok(numbers.len())
}

/// Documents of runs and documents made by hand share the numbers of a series, without gaps, in the order of
/// the commits (3.12).
///
/// # Errors
/// [`Broken`].
pub fn documents_made_by_hand_share_the_numbers<L: Ledger>(
    fresh: Fresh<'_, L>,
) -> Result<(), Broken> {
    let (ledger, one) = (fresh(), sub("sub-1")?);
    ledger.commit(&append("sub-1", one, 0, started("cust-1")?)?)?;
    let by_run = ledger.commit(&night(&ledger, "night-1", one, day(1))?)?.numbers;
    same("of a run", &by_run, &vec![DocumentNumber::new("F2025-0001")?])?;
    let notes = vec![by_hand(invoices(), "note-1", day(1)), by_hand(invoices(), "note-2", day(1))];
    same(
        "by hand",
        &issue(&ledger, "notes", notes)?,
        &vec!["F2025-0002".into(), "F2025-0003".into()],
    )?;
    // Refused commits use no numbers.
    let stale = append("stale", one, 1, Vec::new())?;
    let stale = Commit { documents: vec![by_hand(invoices(), "note-3", day(9))], ..stale };
    let answer = ledger.commit(&stale);
    if answer.is_ok() {
        return Err(Broken::new("a commit that expects another version was written"));
    }
    let by_run = ledger.commit(&night(&ledger, "night-32", one, day(32))?)?.numbers;
    same("of the next run", &by_run, &vec![DocumentNumber::new("F2025-0004")?])?;
    same("documents", &gapless(&ledger, &invoices())?, &4)
}

/// The counter begins at 1 each year, also within one commit.
///
/// # Errors
/// [`Broken`].
pub fn numbers_begin_anew_each_year<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let note = |name: &str, on| by_hand(invoices(), name, on);
    let first = issue(&ledger, "first", vec![note("a", day(364))])?;
    same("2025", &first, &vec!["F2025-0001".into()])?;
    let both = vec![note("b", day(365)), note("c", day(366)), note("d", day(367))];
    let both = issue(&ledger, "both", both)?;
    same(
        "both years",
        &both,
        &vec!["F2025-0002".into(), "F2026-0001".into(), "F2026-0002".into()],
    )?;
    let late = Commit { documents: vec![note("e", day(365))], ..Commit::new(key("late")?) };
    let goes_back = LedgerError::DateGoesBack {
        series: invoices().id,
        last: DocumentNumber::new("F2026-0002")?,
        last_on: day(367),
        dated_on: day(365),
    };
    refused("the year before", &ledger.commit(&late), &goes_back)?;
    same("documents", &gapless(&ledger, &invoices())?, &4)
}

/// Each issuer and each of its series counts by itself; a key belongs to one document of an issuer.
///
/// # Errors
/// [`Broken`].
pub fn series_are_counted_apart<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let notes = series(issuer(), "credit notes", "A");
    let others = series(Text::from("Autre SARL"), "invoices", "F");
    let mixed = vec![
        by_hand(invoices(), "one", day(5)),
        by_hand(notes.clone(), "two", day(1)),
        by_hand(others.clone(), "one", day(3)),
        by_hand(invoices(), "three", day(5)),
        by_hand(notes.clone(), "four", day(2)),
    ];
    let numbers = issue(&ledger, "mixed", mixed)?;
    let expected = ["F2025-0001", "A2025-0001", "F2025-0001", "F2025-0002", "A2025-0002"];
    same("numbers", &numbers, &expected.map(String::from).to_vec())?;
    let again = Commit {
        documents: vec![by_hand(notes.clone(), "three", day(9))],
        ..Commit::new(key("again")?)
    };
    let exists = LedgerError::DocumentExists {
        issuer: issuer(),
        key: Text::from("three"),
        number: DocumentNumber::new("F2025-0002")?,
    };
    refused("a key of another series of the issuer", &ledger.commit(&again), &exists)?;
    let counts = [&invoices(), &notes, &others].map(|series| gapless(&ledger, series));
    let counts: Result<Vec<usize>, Broken> = counts.into_iter().collect();
    same("documents of each", &counts?, &vec![2, 2, 1])
}

/// A document is not dated before the last one of its series; on the same day it may be.
///
/// # Errors
/// [`Broken`].
pub fn dates_of_a_series_never_go_back<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let note = |name: &str, on: NaiveDate| -> Result<Commit, Broken> {
        let documents = vec![by_hand(invoices(), name, on)];
        Ok(Commit { documents, ..Commit::new(key(name)?) })
    };
    ledger.commit(&note("first", day(31))?)?;
    let goes_back = LedgerError::DateGoesBack {
        series: invoices().id,
        last: DocumentNumber::new("F2025-0001")?,
        last_on: day(31),
        dated_on: day(30),
    };
    refused("a day before", &ledger.commit(&note("late", day(30))?), &goes_back)?;
    // The same document, dated anew, is another request: a refused one leaves its key free.
    ledger.commit(&note("late", day(31))?)?;
    ledger.commit(&note("next", day(32))?)?;
    same("documents", &gapless(&ledger, &invoices())?, &3)
}

/// A document is found by its number and by its key, and not by those of another series or issuer.
///
/// # Errors
/// [`Broken`].
pub fn a_document_is_found_by_number_and_key<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one) = (fresh(), sub("sub-1")?);
    ledger.commit(&append("sub-1", one, 0, started("cust-1")?)?)?;
    let commit = night(&ledger, "night-1", one, day(1))?;
    ledger.commit(&commit)?;
    issue(&ledger, "note", vec![by_hand(invoices(), "note-1", day(1))])?;
    let written: Vec<_> = commit.documents.iter().map(|document| &document.content).collect();
    let all = documents(&ledger, 1)?;
    let billed: Vec<_> = all.iter().take(1).map(|document| &document.content).collect();
    same("the invoice as it was written", &billed, &written)?;
    for document in &all {
        let other = series(issuer(), "credit notes", "A").id;
        let key = Text::from(document.content.key().as_str());
        let found = [
            DocumentName::Number(document.series.clone(), document.number.clone()),
            DocumentName::Key { issuer: issuer(), key: key.clone() },
            DocumentName::Number(other, document.number.clone()),
            DocumentName::Key { issuer: Text::from("Autre SARL"), key },
        ];
        let found = found.each_ref().map(|name| ledger.document(name));
        let found: Result<Vec<_>, LedgerError> = found.into_iter().collect();
        let expected = vec![Some(document.clone()), Some(document.clone()), None, None];
        same("found", &found?, &expected)?;
    }
    Ok(())
}

/// Documents of all series come in the order of their commits, page by page.
///
/// # Errors
/// [`Broken`].
pub fn documents_come_in_pages<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let notes = series(issuer(), "credit notes", "A");
    let mut expected = Vec::new();
    for (number, of) in (1_u32..).zip([&invoices(), &notes, &notes, &invoices(), &notes]) {
        let name = format!("document-{number}");
        issue(&ledger, &name, vec![by_hand(of.clone(), &name, day(number.into()))])?;
        expected.push(name);
    }
    for size in [1, 2, 5, 6] {
        let keys: Vec<_> = documents(&ledger, size)?.iter().map(|one| one.content.key()).collect();
        same("documents", &keys, &expected)?;
    }
    same("far beyond", &ledger.documents(Position(u64::MAX), 9)?, &Vec::new())
}
