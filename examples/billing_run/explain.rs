//! How a line comes to its amount, and why a day has no charge, printed (EXP-1, EXP-2).
//!
//! `--explain saas-team-seats/seats/2025-01-31..2025-02-28/…/+/1` prints the price and the event that says
//! it, the share, the exact value and what rounding makes of it.
//!
//! The contract is billed as the other options say; what is said of it is made by [`explain`] and
//! [`explain_absence`].

use std::io::{self, Write};
use std::slice;

use chrono::NaiveDate;
use tacite::books::{Books, IssuedLine};
use tacite::contract::ItemId;
use tacite::document::{Document, Line};
use tacite::explain::{charged_by, explain, explain_absence};
use tacite::history::{EventKind, History};
use tacite::{BillError, bill, bill_to_end};
use tacite_formats::text::{self, Explained, Language};
use tacite_store::Ledger;

use crate::contracts::Shipped;
use crate::database::{billed_documents, known};
use crate::options::{Mode, Options, WhyNot};

/// A contract, billed.
struct Billed {
    /// What is known on the last night.
    known: History,
    books: Books,
    documents: Vec<Document>,
}

/// Prints how a line comes to its amount. The inner error is that there is no such line.
pub(crate) fn line(
    out: &mut impl Write,
    read: &[Shipped],
    (options, key): (&Options, &str),
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let is_of = |shipped: &&Shipped| {
        let rest = key.strip_prefix(shipped.history.subscription().as_str());
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    // An id may hold a slash, so several subscriptions may be meant.
    for shipped in read.iter().filter(is_of) {
        let billed = Billed::of(shipped, options, problems)?;
        let Some((document, line)) = find(&billed.documents, |line| line.key() == key) else {
            continue;
        };
        print_line(out, &shipped.history, (document, line, options.language), problems)?;
        return Ok(Ok(()));
    }
    Ok(Err(format!("billing_run: there is no line {key}; --json prints the keys of lines")))
}

/// Prints how a line of a ledger comes to its amount. The inner error is that there is no such line.
pub(crate) fn issued_line(
    out: &mut impl Write,
    ledger: &dyn Ledger,
    (key, language): (&str, Language),
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let issued = billed_documents(ledger)?;
    let Some((document, line)) = find(&issued, |line| line.key() == key) else {
        return Ok(Err(format!(
            "billing_run: there is no line {key}; export has the keys of lines"
        )));
    };
    let (known, _) = known(ledger, line.subscription)?;
    print_line(out, &known, (document, line, language), problems)?;
    Ok(Ok(()))
}

fn print_line(
    out: &mut impl Write,
    history: &History,
    (document, line, language): (&Document, &Line, Language),
    problems: &mut Vec<String>,
) -> io::Result<()> {
    match explain(history, line) {
        Ok(derivation) => {
            let corrects = document.corrects.as_ref();
            let explained = Explained { derivation: &derivation, line, corrects };
            write!(out, "{}", text::derivation(explained, language))?;
        }
        Err(error) => problems.push(format!("line {}: {error}", line.key())),
    }
    Ok(())
}

/// Prints why an item has no charge for a date, or which line has it. The inner error is that there is
/// no such item.
pub(crate) fn why_not(
    out: &mut impl Write,
    shipped: &Shipped,
    (options, asked): (&Options, &WhyNot),
    problems: &mut Vec<String>,
) -> io::Result<Result<(), String>> {
    let subscription = shipped.history.subscription();
    let is_added = |item: &ItemId| {
        shipped.history.events().iter().any(|event| {
            if let EventKind::PlanChanged { plan } = &event.kind {
                return plan.items.iter().any(|planned| planned.id == *item);
            }
            matches!(&event.kind, EventKind::ItemAdded { id, .. } if id == item)
        })
    };
    let Some(item) = ItemId::new(&asked.item).ok().filter(is_added) else {
        let name = &asked.item;
        return Ok(Err(format!("billing_run: contract {subscription} has no item {name}")));
    };
    let billed = Billed::of(shipped, options, problems)?;
    let today = match options.mode {
        Mode::Nightly { until: last } | Mode::CatchUp { as_of: last } => last,
        // Not reached: the command line takes no such question.
        Mode::ToEnd => options.from,
    };
    match explain_absence(&billed.known, item, asked.date, today) {
        Ok(absence) => {
            write!(out, "{}", text::absence(&absence, options.language))?;
            billed.charged(out, (item, asked.date), options)?;
        }
        Err(error) => problems.push(format!("subscription {subscription}: {error}")),
    }
    Ok(Ok(()))
}

fn find(documents: &[Document], is_it: impl Fn(&Line) -> bool) -> Option<(&Document, &Line)> {
    let lines = documents
        .iter()
        .flat_map(|document| document.lines.iter().map(move |line| (document, line)));
    lines.into_iter().find(|(_, line)| is_it(line))
}

impl Billed {
    /// Bills a contract as the options say. What goes wrong is added to `problems`.
    fn of(shipped: &Shipped, options: &Options, problems: &mut Vec<String>) -> io::Result<Self> {
        let history = &shipped.history;
        Ok(match options.mode {
            Mode::Nightly { until } => {
                return Self::nightly(shipped, (options, until), problems);
            }
            Mode::CatchUp { as_of } => {
                Self::at_once(history, bill(history, &Books::new(), as_of), problems)
            }
            Mode::ToEnd => Self::at_once(history, bill_to_end(history, &Books::new()), problems),
        })
    }

    fn nightly(
        shipped: &Shipped,
        (options, until): (&Options, NaiveDate),
        problems: &mut Vec<String>,
    ) -> io::Result<Self> {
        let ledger = options.database.open()?;
        let contracts = slice::from_ref(shipped);
        crate::nightly::bill(&*ledger, contracts, (options.from, until), problems)?;
        let (known, books) = known(&*ledger, shipped.history.subscription())?;
        let documents = billed_documents(&*ledger)?;
        Ok(Self { known, books, documents })
    }

    fn at_once(
        history: &History,
        billing: Result<tacite::Billing, BillError>,
        problems: &mut Vec<String>,
    ) -> Self {
        let subscription = history.subscription();
        let mut billed =
            Self { known: history.clone(), books: Books::new(), documents: Vec::new() };
        match billing {
            Ok(billing) => {
                billed.documents = billing.documents;
                if let Err(error) = billed.books.post(billing.posting) {
                    problems.push(format!("subscription {subscription}: {error}"));
                }
            }
            Err(error) => problems.push(format!("subscription {subscription}: {error}")),
        }
        billed
    }

    /// Prints the line that charges a date, if one does.
    fn charged(
        &self,
        out: &mut impl Write,
        (item, date): (ItemId, NaiveDate),
        options: &Options,
    ) -> io::Result<()> {
        let Some(IssuedLine { terms, line: issued, .. }) = charged_by(&self.books, item, date)
        else {
            return Ok(());
        };
        let is_it = |line: &Line| {
            let same = (line.item, line.period, line.ordinal);
            same == (item, issued.reference, issued.ordinal)
                && !line.is_credit()
                && line.terms == *terms
        };
        match find(&self.documents, is_it) {
            Some((_, line)) => writeln!(out, "{} {}", said(options), line.key()),
            // A line of zero that is hidden is on no document.
            None => Ok(()),
        }
    }
}

const fn said(options: &Options) -> &'static str {
    match options.language {
        Language::English => "Charged by line",
        Language::French => "Facturé par la ligne",
    }
}
