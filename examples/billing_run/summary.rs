//! What a job did, in a line: for people who look at the terminal.

use std::path::Path;

use chrono::NaiveDate;
use tacite_store::LedgerDocument;
use tacite_store::nightly::Report;

/// Says what was done, and what is there.
pub(crate) fn of(
    path: &Path,
    report: &Report,
    (issued, until): (&[LedgerDocument], NaiveDate),
) -> String {
    let path = path.display();
    let there = match (issued.first(), issued.last()) {
        (Some(first), Some(last)) => {
            format!("{} documents, {} to {}", issued.len(), first.number, last.number)
        }
        (None, _) | (_, None) => "no document".to_owned(),
    };
    if report.commits == 0 {
        return format!("{path}: everything was billed until {until} already: {there}");
    }
    let Report { invoices, credit_notes, .. } = report;
    format!("{path}: {}; it has {there}", counted(*invoices, *credit_notes))
}

/// "12 invoices and 1 credit note issued".
pub(crate) fn counted(invoices: u64, credit_notes: u64) -> String {
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    format!(
        "{invoices} invoice{} and {credit_notes} credit note{} issued",
        plural(invoices),
        plural(credit_notes)
    )
}
