//! What terminating a contract would do, asked on a day, printed: the termination quote (TRM-5,
//! L10), after the nightly job of the day before (4.10).
//!
//! A phone bound until 10 February 2027, asked on 24 August 2026: it ends on 10 February for nothing,
//! or on 4 September for 30.00, and 3.87 come back.
//!
//! The quote itself is made by [`termination_quote`]; nothing is recorded or posted.

use std::io::{self, Write};
use std::slice;

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::history::History;
use tacite::query::{
    QueryError, RemainingCommitment, SubscriptionState, TerminationAsk, TerminationQuote,
    earliest_end, earliest_end_with_fee, free_exit, status, termination_quote,
};
use tacite_formats::text::{self, Language};

use crate::contracts::Shipped;
use crate::database::known;
use crate::options::{Database, ExplainEnd};

/// Bills a contract up to the night before, then prints what its end would be and cost. What goes
/// wrong is added to `problems`.
pub(crate) fn print(
    out: &mut impl Write,
    shipped: &Shipped,
    ask: &ExplainEnd,
    problems: &mut Vec<String>,
) -> io::Result<()> {
    let ExplainEnd { from, asked_on, language, .. } = *ask;
    let subscription = shipped.history.subscription();
    let ledger = Database::Memory.open()?;
    let last_night = asked_on.pred_opt().unwrap_or(asked_on);
    let nights = (from.min(last_night), last_night);
    crate::nightly::bill(&*ledger, slice::from_ref(shipped), nights, problems)?;
    let (known, books) = known(&*ledger, subscription)?;
    writeln!(out, "# {subscription} · {}", words(language).heading.dated(asked_on, language))?;
    if let Some(comment) = &shipped.comment {
        writeln!(out, "{comment}")?;
    }
    match Answer::of(&known, &books, asked_on) {
        Ok(answer) => answer.print(out, language),
        Err(error) => {
            problems.push(format!("subscription {subscription}, on {asked_on}: {error}"));
            Ok(())
        }
    }
}

/// What there is to say.
enum Answer {
    /// The contract is over since a day.
    Ended(NaiveDate),
    /// It can still be left.
    Open {
        /// How the earliest end comes about.
        way: Way,
        /// At the earliest end.
        at_the_end: Box<TerminationQuote>,
        /// Earlier, inside the commitment, for a fee.
        for_a_fee: Option<Box<TerminationQuote>>,
    },
}

/// How an end comes about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By notice, given in time.
    Notice,
    /// On any day, for nothing (TRM-6).
    Free,
    /// By itself: nothing need be said.
    Anyway,
    /// By notice, inside the commitment.
    ForAFee,
}

impl Answer {
    fn of(history: &History, books: &Books, asked_on: NaiveDate) -> Result<Self, QueryError> {
        let now = status(history, asked_on)?;
        if let (SubscriptionState::Ended, Some(since)) = (now.state, now.since) {
            return Ok(Self::Ended(since));
        }
        let at_the_end = termination_quote(history, books, TerminationAsk::on(asked_on))?;
        let earlier = earliest_end_with_fee(history, asked_on)?.end;
        let for_a_fee = match earlier.filter(|earlier| *earlier < at_the_end.end) {
            Some(_) => {
                let ask = TerminationAsk { end_on: earlier, ..TerminationAsk::on(asked_on) };
                Some(termination_quote(history, books, ask)?)
            }
            None => None,
        };
        let led_to = earliest_end(history, asked_on)?;
        let way = if free_exit(history, asked_on)? {
            Way::Free
        } else if led_to.last_notice_day.is_none() {
            Way::Anyway
        } else {
            Way::Notice
        };
        Ok(Self::Open {
            way,
            at_the_end: Box::new(at_the_end),
            // Where no fee is agreed, the customer is simply bound.
            for_a_fee: for_a_fee.filter(|quote| quote.exit_fee.is_some()).map(Box::new),
        })
    }

    fn print(&self, out: &mut impl Write, language: Language) -> io::Result<()> {
        let words = words(language);
        match self {
            Self::Ended(since) => writeln!(out, "\n{}", words.ended.dated(*since, language)),
            Self::Open { way, at_the_end, for_a_fee } => {
                quote(out, (*way, at_the_end), language)?;
                match for_a_fee {
                    Some(earlier) => quote(out, (Way::ForAFee, earlier), language),
                    None => Ok(()),
                }
            }
        }
    }
}

fn quote(
    out: &mut impl Write,
    (way, quote): (Way, &TerminationQuote),
    language: Language,
) -> io::Result<()> {
    let words = words(language);
    let heading = match way {
        Way::Notice => words.earliest,
        Way::Free => words.free,
        Way::Anyway => words.anyway,
        Way::ForAFee => words.for_a_fee,
    };
    writeln!(out, "\n## {heading}")?;
    writeln!(out, "  {} {}", words.end, text::date(quote.end, language))?;
    match (way, quote.last_notice_day) {
        (Way::Notice | Way::ForAFee, Some(last)) => {
            writeln!(out, "  {} {}", words.last_notice_day, text::date(last, language))?;
        }
        (Way::Notice | Way::ForAFee, None) | (Way::Free | Way::Anyway, _) => {}
    }
    match &quote.remaining {
        Some(left) => {
            let left = remaining(left, language);
            writeln!(out, "  {} {left}", words.commitment)?;
        }
        None => writeln!(out, "  {} {}", words.commitment, words.nothing_left)?,
    }
    match quote.exit_fee {
        Some(fee) => {
            let amount = text::amount(fee, language);
            writeln!(out, "  {} {amount} {}", words.exit_fee, fee.currency())?;
        }
        None => writeln!(out, "  {} {}", words.exit_fee, words.none)?,
    }
    let credit = quote.credit;
    writeln!(out, "  {} {} {}", words.credit, text::amount(credit, language), credit.currency())?;
    writeln!(out, "\n### {} ({})", words.documents, quote.documents.len())?;
    for document in &quote.documents {
        writeln!(out, "{}", text::document(document, language))?;
    }
    Ok(())
}

/// What is left of a commitment on the day of the end, in words.
fn remaining(left: &RemainingCommitment, language: Language) -> String {
    let words = words(language);
    let (Some(until), Some(days), Some(months)) = (left.end, left.days, left.months_begun) else {
        return String::from(words.endless);
    };
    let days = counted(days, words.day);
    let months = counted(months, words.month);
    format!("{} ({days}, {months})", text::date(until, language))
}

fn counted(count: u32, (one, more): (&str, &str)) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// A sentence with a date in it.
#[derive(Clone, Copy)]
struct Dated {
    before: &'static str,
    after: &'static str,
}

impl Dated {
    fn dated(self, date: NaiveDate, language: Language) -> String {
        format!("{}{}{}", self.before, text::date(date, language), self.after)
    }
}

struct Words {
    heading: Dated,
    ended: Dated,
    earliest: &'static str,
    free: &'static str,
    anyway: &'static str,
    for_a_fee: &'static str,
    end: &'static str,
    last_notice_day: &'static str,
    commitment: &'static str,
    nothing_left: &'static str,
    endless: &'static str,
    exit_fee: &'static str,
    none: &'static str,
    credit: &'static str,
    documents: &'static str,
    day: (&'static str, &'static str),
    month: (&'static str, &'static str),
}

const fn words(language: Language) -> Words {
    match language {
        Language::English => Words {
            heading: Dated { before: "leaving, asked on ", after: "" },
            ended: Dated {
                before: "The contract ended on ",
                after: ": there is nothing to leave.",
            },
            earliest: "Earliest end",
            free: "Free exit: the renewal was not announced in time",
            anyway: "It ends then anyway",
            for_a_fee: "Earlier, for the exit fee",
            end: "First day without service:",
            last_notice_day: "Last day of notice for it:",
            commitment: "Commitment left:",
            nothing_left: "none",
            endless: "without end while the pause is open",
            exit_fee: "Exit fee, excluding tax:",
            none: "none",
            credit: "Given back, excluding tax:",
            documents: "Documents that would be issued",
            day: ("day", "days"),
            month: ("month begun", "months begun"),
        },
        Language::French => Words {
            heading: Dated { before: "résilier, demandé le ", after: "" },
            ended: Dated { before: "Le contrat a pris fin le ", after: " : rien à résilier." },
            earliest: "Fin au plus tôt",
            free: "Sortie libre : la reconduction n'a pas été annoncée à temps",
            anyway: "Prend fin de toute façon",
            for_a_fee: "Plus tôt, contre les frais de résiliation",
            end: "Premier jour sans service :",
            last_notice_day: "Dernier jour de préavis :",
            commitment: "Engagement restant :",
            nothing_left: "aucun",
            endless: "sans fin tant que dure la pause",
            exit_fee: "Frais de résiliation HT :",
            none: "néant",
            credit: "Avoir HT :",
            documents: "Documents qui seraient émis",
            day: ("jour", "jours"),
            month: ("mois entamé", "mois entamés"),
        },
    }
}
