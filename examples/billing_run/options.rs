//! What the command line asks for.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use tacite_formats::text::Language;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Bills contracts day by day, as a nightly job would, into a database, and prints their schedules and
documents. Run again on the same database, it goes on where it was, or finds everything done.

Usage: cargo run --release --example billing_run -- [COMMAND] [OPTIONS]

  --db PATH         the database, a SQLite file that is made if it is not there, or :memory:
                    (tacite.db; with --data, --contract, --from, --until or a question, the memory)
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
                    customer. ID is its number, F2025-0012, or its key, as --json prints it (key)
  --contract ID     this subscription alone
  --json            documents as JSON, one a line, decimals as strings
  --lang en|fr      language of what is printed (en)
  --help            this text

Commands, on the database of --db, or tacite.db:

  import [PATH]     record the events of a folder or file (the shipped contracts), with --until DATE
                    those recorded until then; what is recorded already stays
  run --as-of DATE  bill what is due on a night; with --from DATE, night by night from then on
  schedule [ID]     what was billed and what comes, of a subscription or of all, --from and --until
  document ID       a document in full, by its number or key
  explain LINE      how a line comes to its amount
  export [DIR|-]    all documents, to a folder, with schedules and histories, or to stdout (-);
                    --format jsonl, json, csv (their lines) or cbor (a folder only)

Exit codes: 0 all billed; 2 some contract could not be read or billed, the rest is printed;
64 the command line is wrong; 74 nothing can be written, or the database can't be used.
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

/// Where everything is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Database {
    /// In the memory, without a database: for questions.
    Memory,
    /// A SQLite file, or `:memory:`.
    Sqlite(PathBuf),
}

impl Database {
    /// The database that is meant if none is named.
    pub(crate) fn usual() -> Self {
        Self::Sqlite(PathBuf::from("tacite.db"))
    }

    /// Returns the path, if it has one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Memory => None,
            Self::Sqlite(path) => Some(path),
        }
    }
}

/// The options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Where what is billed night by night is kept.
    pub(crate) database: Database,
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
    /// Work on a database, or tell what is in it.
    On(Database, OnDatabase),
}

/// What to do with a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OnDatabase {
    /// Record events.
    Import {
        /// Event files; the shipped ones if absent.
        data: Option<PathBuf>,
        /// The last day of recording.
        until: NaiveDate,
    },
    /// Bill nights.
    Run {
        /// First night.
        from: NaiveDate,
        /// Last night.
        as_of: NaiveDate,
    },
    /// Print schedules.
    Schedule {
        /// One subscription, or all.
        subscription: Option<String>,
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
        /// Language.
        language: Language,
    },
    /// Print a document.
    Document {
        /// Its number or key.
        id: String,
        /// Language.
        language: Language,
    },
    /// Tell how a line comes to its amount.
    Explain {
        /// Its key.
        key: String,
        /// Language.
        language: Language,
    },
    /// Write everything that was issued.
    Export {
        /// How.
        format: Format,
        /// To which folder; to stdout if absent.
        folder: Option<PathBuf>,
    },
}

/// How documents are exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// One JSON value a line.
    #[default]
    JsonLines,
    /// One JSON array.
    Json,
    /// Their lines as CSV.
    Csv,
    /// CBOR, one file a document.
    Cbor,
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
