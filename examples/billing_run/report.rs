//! What is printed: each contract with its schedule and its documents, then the totals.

use std::io::{self, Write};

use tacite::document::Document;
use tacite::history::{EventKind, History};
use tacite_formats::text::{self, Language};

use crate::contracts::Shipped;
use crate::job::{Outcome, State};
use crate::totals::Totals;

/// Prints a whole job. Sums that are too large to be printed are added to `problems`.
pub(crate) fn print(
    out: &mut impl Write,
    contracts: &[Shipped],
    outcome: &Outcome,
    language: Language,
) -> io::Result<Vec<String>> {
    let report = Report { documents: &outcome.documents, language };
    for (shipped, state) in contracts.iter().zip(&outcome.states) {
        report.contract(out, shipped, state)?;
    }
    let mut totals = Totals::default();
    let mut problems = Vec::new();
    for document in &outcome.documents {
        if let Err(error) = totals.add(document) {
            problems.push(format!("total of {}: {error}", document.dated_on));
        }
    }
    writeln!(out, "# {}", words(language).totals)?;
    totals.print(out, language)?;
    Ok(problems)
}

/// All documents of a job and the language to print them in.
struct Report<'o> {
    documents: &'o [Document],
    language: Language,
}

impl Report<'_> {
    fn contract(&self, out: &mut impl Write, shipped: &Shipped, state: &State) -> io::Result<()> {
        let (words, language) = (words(self.language), self.language);
        let label = label_of(&shipped.history).unwrap_or(words.not_started);
        writeln!(out, "# {} · {label}", state.subscription)?;
        if let Some(comment) = &shipped.comment {
            writeln!(out, "{comment}")?;
        }
        writeln!(out, "\n## {}", words.schedule)?;
        write!(out, "{}", text::schedule(&state.schedule, language))?;
        match state.next_on {
            Some(day) => writeln!(out, "  {} {}", words.next_on, text::date(day, language))?,
            None => writeln!(out, "  {} {}", words.next_on, words.nothing)?,
        }
        let is_its = |document: &&Document| {
            let mut lines = document.lines.iter();
            lines.any(|line| line.subscription == state.subscription)
        };
        let own: Vec<&Document> = self.documents.iter().filter(is_its).collect();
        writeln!(out, "\n## {} ({})", words.documents, own.len())?;
        for document in &own {
            writeln!(out, "{}", text::document(document, language))?;
        }
        if own.is_empty() {
            writeln!(out)?;
        }
        Ok(())
    }
}

fn label_of(history: &History) -> Option<&str> {
    history.events().iter().find_map(|event| {
        if let EventKind::Started { contract } = &event.kind {
            Some(contract.label.as_str())
        } else {
            None
        }
    })
}

struct Words {
    schedule: &'static str,
    documents: &'static str,
    totals: &'static str,
    next_on: &'static str,
    nothing: &'static str,
    not_started: &'static str,
}

const fn words(language: Language) -> Words {
    match language {
        Language::English => Words {
            schedule: "Schedule",
            documents: "Documents",
            totals: "Totals by month",
            next_on: "Next due:",
            nothing: "nothing",
            not_started: "not started",
        },
        Language::French => Words {
            schedule: "Échéancier",
            documents: "Documents",
            totals: "Totaux par mois",
            next_on: "Prochaine échéance :",
            nothing: "aucune",
            not_started: "pas commencé",
        },
    }
}
