//! How a command line is read.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use lexopt::prelude::{Long, Short, Value, ValueExt};
use tacite_formats::text::Language;

use crate::options::{Command, Database, ExplainEnd, Format, Mode, OnDatabase, Options, WhyNot};

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
    database: Option<Database>,
    format: Option<Format>,
    words: Vec<OsString>,
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
            Long("db") => given.database = Some(Database::Sqlite(PathBuf::from(parser.value()?))),
            Long("format") => given.format = Some(parser.value()?.parse_with(format_of)?),
            Value(word) => given.words.push(word),
            Short(_) | Long(_) => return Err(argument.unexpected()),
        }
    }
    given.command()
}

impl Given {
    fn command(mut self) -> Result<Command, lexopt::Error> {
        if let Some((name, words)) = self.words.split_first() {
            let name = name.to_string_lossy().into_owned();
            let words = words.to_vec();
            return self.on_database(&name, words);
        }
        if self.format.is_some() {
            return Err("--format goes with export only".into());
        }
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
            (None, None) => {
                let is_all = self.data.is_none()
                    && self.contract.is_none()
                    && self.from.is_none()
                    && self.until.is_none();
                let mut options = self.options()?;
                if is_all && options.database == Database::Memory {
                    options.database = Database::usual();
                }
                Ok(Command::Bill(options))
            }
        }
    }

    /// Reads a command and what goes with it.
    fn on_database(self, name: &str, words: Vec<OsString>) -> Result<Command, lexopt::Error> {
        let is_asked = self.explain_end.is_some()
            || self.explain.is_some()
            || self.why_not.is_some()
            || self.document.is_some();
        if is_asked || self.to_end || self.json || self.data.is_some() || self.contract.is_some() {
            return Err(format!("{name} goes with --db and the options that help names").into());
        }
        let database = self.database.clone().unwrap_or_else(Database::usual);
        let mut words = words.into_iter();
        let word = words.next();
        if words.next().is_some() {
            return Err(format!("{name} takes one argument").into());
        }
        let needed = || match &word {
            Some(word) => Ok(word.to_string_lossy().into_owned()),
            None => Err(lexopt::Error::from(format!("{name} needs an argument"))),
        };
        let (language, dates) = (self.language, (self.from, self.until, self.as_of));
        let what = match (name, dates) {
            ("import", (None, until, None)) => {
                let (data, until) = (word.map(PathBuf::from), until.unwrap_or(NaiveDate::MAX));
                OnDatabase::Import { data, until }
            }
            ("run", (from, None, Some(as_of))) if word.is_none() => {
                OnDatabase::Run { from: from.unwrap_or(as_of), as_of }
            }
            ("run", _) => return Err("run needs --as-of DATE, and takes --from DATE".into()),
            ("schedule", (from, until, None)) => OnDatabase::Schedule {
                subscription: word.map(|word| word.to_string_lossy().into_owned()),
                from: from.unwrap_or(START),
                until: until.unwrap_or(END),
                language,
            },
            ("document", (None, None, None)) => OnDatabase::Document { id: needed()?, language },
            ("explain", (None, None, None)) => OnDatabase::Explain { key: needed()?, language },
            ("export", (None, None, None)) => {
                let folder = word.filter(|word| word != "-").map(PathBuf::from);
                let format = self.format.unwrap_or_default();
                if format == Format::Cbor && folder.is_none() {
                    return Err("cbor is written to a folder only".into());
                }
                OnDatabase::Export { format, folder }
            }
            ("import" | "schedule" | "document" | "explain" | "export", _) => {
                return Err(format!("{name} goes with other dates, see --help").into());
            }
            _ => return Err(format!("unexpected argument \"{name}\"").into()),
        };
        if self.format.is_some() && !matches!(what, OnDatabase::Export { .. }) {
            return Err("--format goes with export only".into());
        }
        Ok(Command::On(database, what))
    }

    fn explain_end(
        self,
        (subscription, asked_on): (String, NaiveDate),
    ) -> Result<Command, lexopt::Error> {
        let Self { data, contract, from, until, as_of, to_end, json, language, .. } = self;
        if json
            || to_end
            || contract.is_some()
            || until.is_some()
            || as_of.is_some()
            || self.database.is_some()
        {
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
        if self.database.is_some() && (as_of.is_some() || to_end) {
            return Err(
                "--db goes with neither --as-of nor --to-end: they bill from nothing".into()
            );
        }
        let database = self.database.unwrap_or(Database::Memory);
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
        Ok(Options { database, data, from, mode, contract, json, language })
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

fn format_of(text: &str) -> Result<Format, &'static str> {
    match text {
        "jsonl" => Ok(Format::JsonLines),
        "json" => Ok(Format::Json),
        "csv" => Ok(Format::Csv),
        "cbor" => Ok(Format::Cbor),
        _ => Err("json, jsonl, csv or cbor is needed"),
    }
}
