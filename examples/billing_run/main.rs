//! The main job: reads contracts, bills them day by day as a nightly job would, and prints their
//! schedules and documents (3.11, 4.17), all kept in a SQLite file; or tells what terminating a contract would do (4.10), how a
//! line comes to its amount, why a day has no charge; or prints a document as it is sent.
//!
//! `cargo run --release --example billing_run`, or with `-- --help` for its options.

mod command_line;
mod contracts;
mod database;
mod document;
mod explain;
mod explain_end;
mod export;
mod host;
mod job;
mod json;
mod nightly;
mod on_database;
mod options;
mod parties;
mod recorder;
mod report;
mod summary;
#[cfg(test)]
mod tests;
mod totals;

use std::ffi::OsString;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use contracts::{Contracts, Shipped};
use options::{Command, ExplainEnd, HELP, Options, WhyNot};

/// All is billed.
const DONE: u8 = 0;
/// Some contract could not be read or billed.
const SOME_FAILED: u8 = 2;
/// The command line is wrong.
const USAGE: u8 = 64;
/// Nothing can be written, or the database can't be used.
const NO_OUTPUT: u8 = 74;

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut errors = io::stderr();
    let code = run(std::env::args_os().skip(1), &mut out, &mut errors);
    ExitCode::from(code)
}

/// Does what a command line asks for; returns the exit code.
fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> u8 {
    // What goes wrong on stderr can't be told anywhere.
    let mut tell = |message: &str| drop(writeln!(errors, "{message}"));
    let mut problems = Vec::new();
    let mut rest = "";
    let mut told = None;
    let result = match command_line::parse(arguments) {
        Ok(Command::Bill(options)) => {
            rest = ", the rest is billed";
            bill_and_print(&options, out, &mut problems, &mut told)
        }
        Ok(Command::ExplainEnd(ask)) => explain_and_print(&ask, out, &mut problems),
        Ok(Command::ExplainLine(options, key)) => explain_line(&options, &key, out, &mut problems),
        Ok(Command::WhyNot(options, asked)) => why_not(&options, &asked, out, &mut problems),
        Ok(Command::Document(options, id)) => print_document(&options, &id, out, &mut problems),
        Ok(Command::On(database, what)) => {
            rest = ", the rest is done";
            on_database::answer((&database, &what), out, &mut problems)
        }
        Ok(Command::Help) => out.write_all(HELP.as_bytes()).and_then(|()| out.flush()).map(Ok),
        Err(error) => {
            tell(&format!("billing_run: {error}; --help lists the options"));
            return USAGE;
        }
    };
    let failed = match result {
        Ok(Ok(())) => None,
        Ok(Err(unknown)) => {
            tell(&unknown);
            Some(USAGE)
        }
        Err(error) => written(Err(error), &mut tell),
    };
    if let Some(summary) = &told {
        tell(summary);
    }
    if !problems.is_empty() {
        let plural = if problems.len() == 1 { "" } else { "s" };
        tell(&format!("{} problem{plural}{rest}:", problems.len()));
        for problem in &problems {
            tell(&format!("  {problem}"));
        }
    }
    failed.unwrap_or(if problems.is_empty() { DONE } else { SOME_FAILED })
}

/// Bills and prints. The inner error is a contract that was asked for and is not there.
fn bill_and_print(
    options: &Options,
    out: &mut impl Write,
    problems: &mut Vec<String>,
    told: &mut Option<String>,
) -> io::Result<Result<(), String>> {
    let wanted = options.contract.as_deref();
    let read = match read(options.data.as_deref(), wanted, problems) {
        Ok(read) => read,
        Err(unknown) => return Ok(Err(unknown)),
    };
    let mut outcome = job::bill(&read, options)?;
    problems.append(&mut outcome.problems);
    *told = outcome.summary.take();
    if options.json {
        for document in &outcome.documents {
            json::write(out, document)?;
        }
    } else {
        problems.extend(report::print(out, &read, &outcome, options.language)?);
    }
    out.flush()?;
    Ok(Ok(()))
}

/// Bills up to the night before and prints what leaving would do. The inner error is as above.
fn explain_and_print(
    ask: &ExplainEnd,
    out: &mut impl Write,
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let read = match read(ask.data.as_deref(), Some(&ask.subscription), problems) {
        Ok(read) => read,
        Err(unknown) => return Ok(Err(unknown)),
    };
    for shipped in &read {
        explain_end::print(out, shipped, ask, problems)?;
    }
    out.flush()?;
    Ok(Ok(()))
}

/// Bills and prints how a line comes to its amount. The inner error is a line that is not there.
fn explain_line(
    options: &Options,
    key: &str,
    out: &mut impl Write,
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let read = match read(options.data.as_deref(), None, problems) {
        Ok(read) => read,
        Err(unknown) => return Ok(Err(unknown)),
    };
    let found = explain::line(out, &read, (options, key), problems)?;
    out.flush()?;
    Ok(found)
}

/// Bills and prints why a day has no charge. The inner error is a contract or an item that is not
/// there.
fn why_not(
    options: &Options,
    asked: &WhyNot,
    out: &mut impl Write,
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let read = match read(options.data.as_deref(), options.contract.as_deref(), problems) {
        Ok(read) => read,
        Err(unknown) => return Ok(Err(unknown)),
    };
    for shipped in &read {
        if let Err(unknown) = explain::why_not(out, shipped, (options, asked), problems)? {
            return Ok(Err(unknown));
        }
    }
    out.flush()?;
    Ok(Ok(()))
}

/// Bills and prints one document in full. The inner error is a contract or a document that is not there.
fn print_document(
    options: &Options,
    id: &str,
    out: &mut impl Write,
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let read = match read(options.data.as_deref(), options.contract.as_deref(), problems) {
        Ok(read) => read,
        Err(unknown) => return Ok(Err(unknown)),
    };
    let found = document::print(out, &read, (options, id), problems)?;
    out.flush()?;
    Ok(found)
}

/// Reads all contracts, or the one that is wanted; the error is that it is not there.
fn read(
    data: Option<&Path>,
    wanted: Option<&str>,
    problems: &mut Vec<String>,
) -> Result<Vec<Shipped>, String> {
    let Contracts { mut read, problems: unread } = match data {
        Some(path) => Contracts::at(path),
        None => Contracts::shipped(),
    };
    problems.extend(unread);
    if let Some(wanted) = wanted {
        read.retain(|shipped| shipped.history.subscription().as_str() == wanted);
        if read.is_empty() {
            return Err(format!("billing_run: there is no contract {wanted}"));
        }
    }
    Ok(read)
}

/// A reader that has seen enough, such as `head`, is no failure.
fn written(result: io::Result<()>, tell: &mut impl FnMut(&str)) -> Option<u8> {
    match result {
        Ok(()) => None,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => None,
        Err(error) => {
            // What the database says is told as it is.
            let what = if error.kind() == ErrorKind::Other { "" } else { "can't write: " };
            tell(&format!("billing_run: {what}{error}"));
            Some(NO_OUTPUT)
        }
    }
}
