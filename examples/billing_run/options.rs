//! What the command line asks for.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use lexopt::prelude::{Long, Short, ValueExt};
use tacite_formats::text::Language;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Bills contracts day by day, as a nightly job would, and prints their schedules and documents.

Usage: cargo run --release --example billing_run -- [OPTIONS]

  --data DIR|FILE   event files to bill: a folder of *.jsonl, or one file
                    (the shipped contracts, examples/contracts)
  --from DATE       first night of the job, and first day of the schedules (2025-01-01)
  --until DATE      last night of the job (2026-12-31)
  --as-of DATE      no nights: catch up in one go, as of that date, all events known
  --to-end          no nights: all invoices up to the end of each contract, at once, now
  --explain-end ID DATE
                    when subscription ID could end if that was asked on DATE, after the night
                    before, and what it would cost: last day of notice, commitment, exit fee,
                    credit, last documents; nothing is terminated
  --contract ID     this subscription alone
  --json            documents as JSON, one a line, decimals as strings
  --lang en|fr      language of what is printed (en)
  --help            this text

Exit codes: 0 all billed; 2 some contract could not be read or billed, the rest is printed;
64 the command line is wrong; 74 nothing can be written.
";

/// How the contracts are billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Each night of a range, both included.
    Nightly {
        /// Last night.
        until: NaiveDate,
    },
    /// Once, as of a date.
    CatchUp {
        /// The date.
        as_of: NaiveDate,
    },
    /// Once, up to the end of each contract (0.29).
    ToEnd,
}

/// The options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Event files; the shipped ones if absent.
    pub(crate) data: Option<PathBuf>,
    /// First night.
    pub(crate) from: NaiveDate,
    /// How.
    pub(crate) mode: Mode,
    /// One subscription, or all.
    pub(crate) contract: Option<String>,
    /// Documents as JSON.
    pub(crate) json: bool,
    /// Language.
    pub(crate) language: Language,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print [`HELP`].
    Help,
    /// Bill.
    Bill(Options),
    /// Tell what terminating would do (TRM-5).
    ExplainEnd(ExplainEnd),
}

/// Whose end is asked for, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExplainEnd {
    /// Event files; the shipped ones if absent.
    pub(crate) data: Option<PathBuf>,
    /// First night of the job that makes the books.
    pub(crate) from: NaiveDate,
    /// The subscription.
    pub(crate) subscription: String,
    /// The day of asking, which follows the last night.
    pub(crate) asked_on: NaiveDate,
    /// Language.
    pub(crate) language: Language,
}

/// Reads a command line, without the name of the program.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Command, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let (mut data, mut contract) = (None, None);
    let (mut from, mut until, mut as_of) = (None, None, None);
    let (mut to_end, mut json) = (false, false);
    let mut explain_end = None;
    let mut language = Language::English;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("data") => data = Some(PathBuf::from(parser.value()?)),
            Long("from") => from = Some(date("--from", &parser.value()?)?),
            Long("until") => until = Some(date("--until", &parser.value()?)?),
            Long("as-of") => as_of = Some(date("--as-of", &parser.value()?)?),
            Long("to-end") => to_end = true,
            Long("explain-end") => {
                let subscription = parser.value()?.string()?;
                explain_end = Some((subscription, date("--explain-end", &parser.value()?)?));
            }
            Long("contract") => contract = Some(parser.value()?.string()?),
            Long("json") => json = true,
            Long("lang") => language = parser.value()?.parse_with(language_of)?,
            Short(_) | Long(_) | lexopt::Arg::Value(_) => return Err(argument.unexpected()),
        }
    }
    if let Some((subscription, asked_on)) = explain_end {
        if json || to_end || contract.is_some() || until.is_some() || as_of.is_some() {
            return Err("--explain-end goes with --data, --from and --lang only".into());
        }
        let from = from.unwrap_or(START.min(asked_on));
        if asked_on < from {
            return Err(
                format!("the day of asking {asked_on} lies before the first, {from}").into()
            );
        }
        let ask = ExplainEnd { data, from, subscription, asked_on, language };
        return Ok(Command::ExplainEnd(ask));
    }
    let mode = match (until, as_of, to_end) {
        (until, None, false) => Mode::Nightly { until: until.unwrap_or(END) },
        (None, Some(as_of), false) => Mode::CatchUp { as_of },
        (None, None, true) => Mode::ToEnd,
        _ => return Err("only one of --until, --as-of and --to-end can be given".into()),
    };
    let from = from.unwrap_or(match mode {
        Mode::CatchUp { as_of } => START.min(as_of),
        Mode::Nightly { until } => START.min(until),
        Mode::ToEnd => START,
    });
    match mode {
        Mode::Nightly { until: last } | Mode::CatchUp { as_of: last } if last < from => {
            return Err(format!("the last day {last} lies before the first, {from}").into());
        }
        Mode::Nightly { .. } | Mode::CatchUp { .. } | Mode::ToEnd => {}
    }
    Ok(Command::Bill(Options { data, from, mode, contract, json, language }))
}

const START: NaiveDate = day(2025, 1, 1);
const END: NaiveDate = day(2026, 12, 31);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

fn date(option: &str, value: &OsString) -> Result<NaiveDate, lexopt::Error> {
    let text = value.to_string_lossy();
    text.parse()
        .map_err(|_| format!("{option}: \"{text}\" is no date, write it as 2025-01-31").into())
}

fn language_of(text: &str) -> Result<Language, &'static str> {
    match text {
        "en" => Ok(Language::English),
        "fr" => Ok(Language::French),
        _ => Err("en or fr is needed"),
    }
}
