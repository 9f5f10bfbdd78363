//! All documents of a database, as another program reads them: to stdout, or to a folder with the schedules
//! and the histories beside them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use chrono::NaiveDate;
use tacite::document::Document;
use tacite::issuing::NumberedDocument;
use tacite_formats::events::{EventFile, write_events};
use tacite_formats::{cbor, csv, json, json_lines};
use tacite_store::Ledger;

use crate::database::{documents, known, next_due, subscriptions};
use crate::on_database::schedule_of;
use crate::options::Format;

/// Writes all documents. Those that can't be written are added to `problems`.
pub(crate) fn write(
    out: &mut impl Write,
    ledger: &dyn Ledger,
    (format, folder): (Format, Option<&Path>),
    problems: &mut Vec<String>,
) -> io::Result<()> {
    let mut numbered = Vec::new();
    for document in documents(ledger)? {
        let number = document.number.clone();
        match document.numbered(ledger) {
            Ok(document) => numbered.push(document),
            Err(error) => problems.push(format!("document {number}: {error}")),
        }
    }
    match folder {
        None => out.write_all(&in_one(&numbered, format)),
        Some(folder) => {
            let count = numbered.len();
            to_folder(folder, &numbered, format)?;
            histories(folder, ledger)?;
            writeln!(out, "{count} documents exported to {}", folder.display())
        }
    }
}

/// All documents as one text.
fn in_one(numbered: &[NumberedDocument], format: Format) -> Vec<u8> {
    let text = match format {
        Format::JsonLines => json_lines::write(numbered),
        Format::Json => {
            let documents: Vec<String> = numbered.iter().map(json::write).collect();
            format!("[{}]\n", documents.join(",\n"))
        }
        Format::Csv => csv::lines(&drafts(numbered)),
        // The command line takes a folder only.
        Format::Cbor => return numbered.iter().flat_map(cbor::write).collect(),
    };
    text.into_bytes()
}

fn drafts(numbered: &[NumberedDocument]) -> Vec<Document> {
    numbered.iter().map(|document| document.document().clone()).collect()
}

fn to_folder(folder: &Path, numbered: &[NumberedDocument], format: Format) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let name = match format {
        Format::JsonLines => "documents.jsonl",
        Format::Json => "documents.json",
        Format::Csv => "lines.csv",
        Format::Cbor => {
            let folder = folder.join("documents");
            fs::create_dir_all(&folder)?;
            for document in numbered {
                let name = file_name(document.number().as_str(), "cbor");
                fs::write(folder.join(name), cbor::write(document))?;
            }
            return Ok(());
        }
    };
    fs::write(folder.join(name), in_one(numbered, format))
}

/// Writes an event file and a schedule a subscription.
fn histories(folder: &Path, ledger: &dyn Ledger) -> io::Result<()> {
    let (events, schedules) = (folder.join("events"), folder.join("schedules"));
    fs::create_dir_all(&events)?;
    fs::create_dir_all(&schedules)?;
    let next = next_due(ledger)?;
    for id in subscriptions(ledger)? {
        let (history, books) = known(ledger, id)?;
        let next_on = next.get(&id).copied();
        let dates =
            history.events().iter().flat_map(|event| [event.effective_on, event.recorded_on]);
        let dates: Vec<NaiveDate> = dates.chain(next_on).collect();
        let nights = dates.iter().min().copied().zip(dates.iter().max().copied());
        // From the first day to the next one on which something is due.
        if let Some(nights) = nights {
            let schedule = csv::schedule(&schedule_of((&history, &books), next_on, nights));
            fs::write(schedules.join(file_name(id.as_str(), "csv")), schedule)?;
        }
        let file = write_events(&EventFile::new(history));
        fs::write(events.join(file_name(id.as_str(), "jsonl")), file)?;
    }
    Ok(())
}

/// A name of a file that has no separator of folders in it.
fn file_name(of: &str, extension: &str) -> String {
    let safe = |character: char| {
        if character.is_ascii_alphanumeric() || "-_.".contains(character) { character } else { '_' }
    };
    format!("{}.{extension}", of.chars().map(safe).collect::<String>())
}
