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
  --explain LINE    how a line comes to its amount: the events that set its price and quantity, the
                    share of the period, the exact value, rounding, why it is due, what it
                    corrects. LINE is the key of a line, as --json prints it (lines[].key)
  --why-not ITEM DATE
                    why item ITEM of the contract has no charge for DATE on the last night, or
                    which line has it; needs --contract
  --document ID     one document of the run in full, as it is sent, with the example's seller and
                    customer. ID is its number, F2025-0012 for the twelfth of 2025 by date, or its
                    key, as --json prints it (key)
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
    /// Tell how a line comes to its amount (EXP-1).
    ExplainLine(Options, String),
    /// Tell why an item has no charge for a date (EXP-2).
    WhyNot(Options, WhyNot),
    /// Print one document in full (INV-11).
    Document(Options, String),
}

/// An item of a contract and a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WhyNot {
    /// The item.
    pub(crate) item: String,
    /// The date.
    pub(crate) date: NaiveDate,
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

/// What a command line says.
#[derive(Default)]
struct Given {
    data: Option<PathBuf>,
    contract: Option<String>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    as_of: Option<NaiveDate>,
    to_end: bool,
    json: bool,
    explain_end: Option<(String, NaiveDate)>,
    explain: Option<String>,
    why_not: Option<WhyNot>,
    document: Option<String>,
    language: Language,
}

/// Reads a command line, without the name of the program.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Command, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut given = Given::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("data") => given.data = Some(PathBuf::from(parser.value()?)),
            Long("from") => given.from = Some(date("--from", &parser.value()?)?),
            Long("until") => given.until = Some(date("--until", &parser.value()?)?),
            Long("as-of") => given.as_of = Some(date("--as-of", &parser.value()?)?),
            Long("to-end") => given.to_end = true,
            Long("explain-end") => {
                let subscription = parser.value()?.string()?;
                let asked_on = date("--explain-end", &parser.value()?)?;
                given.explain_end = Some((subscription, asked_on));
            }
            Long("explain") => given.explain = Some(parser.value()?.string()?),
            Long("why-not") => {
                let item = parser.value()?.string()?;
                let date = date("--why-not", &parser.value()?)?;
                given.why_not = Some(WhyNot { item, date });
            }
            Long("document") => given.document = Some(parser.value()?.string()?),
            Long("contract") => given.contract = Some(parser.value()?.string()?),
            Long("json") => given.json = true,
            Long("lang") => given.language = parser.value()?.parse_with(language_of)?,
            Short(_) | Long(_) | lexopt::Arg::Value(_) => return Err(argument.unexpected()),
        }
    }
    given.command()
}

impl Given {
    fn command(mut self) -> Result<Command, lexopt::Error> {
        let questions = [
            self.explain_end.is_some(),
            self.explain.is_some(),
            self.why_not.is_some(),
            self.document.is_some(),
        ];
        if questions.into_iter().filter(|is_asked| *is_asked).count() > 1 {
            let message =
                "only one of --document, --explain, --explain-end and --why-not can be given";
            return Err(message.into());
        }
        if let Some(id) = self.document.take() {
            if self.json {
                return Err("--document does not go with --json".into());
            }
            return Ok(Command::Document(self.options()?, id));
        }
        if let Some(asked) = self.explain_end.take() {
            return self.explain_end(asked);
        }
        match (self.explain.take(), self.why_not.take()) {
            (Some(key), _) => {
                if self.json || self.contract.is_some() {
                    return Err("--explain goes with neither --json nor --contract".into());
                }
                Ok(Command::ExplainLine(self.options()?, key))
            }
            (None, Some(asked)) => {
                if self.json || self.to_end {
                    return Err("--why-not goes with neither --json nor --to-end".into());
                }
                if self.contract.is_none() {
                    return Err("--why-not needs --contract".into());
                }
                Ok(Command::WhyNot(self.options()?, asked))
            }
            (None, None) => Ok(Command::Bill(self.options()?)),
        }
    }

    fn explain_end(
        self,
        (subscription, asked_on): (String, NaiveDate),
    ) -> Result<Command, lexopt::Error> {
        let Self { data, contract, from, until, as_of, to_end, json, language, .. } = self;
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
        Ok(Command::ExplainEnd(ask))
    }

    fn options(self) -> Result<Options, lexopt::Error> {
        let Self { data, contract, from, until, as_of, to_end, json, language, .. } = self;
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
        Ok(Options { data, from, mode, contract, json, language })
    }
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
