//! Rating a subscription: fold, settle, and make the lines of its documents.
//!
//! Seats due on 1 January, recorded on the 3rd: one line, dated 3 January (INV-3), with the label,
//! the reference and the terms that the timeline knows.
//!
//! What is due is decided by [`crate::books`], what shares a document by [`crate::document`].

mod allowances;
mod cancelling;
mod credit_tax;
mod waiting;

use alloc::boxed::Box;
use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::books::{BookLine, Books, IssuedDocument, Limits, News, Posting, Until, settle};
use crate::calendar::Day;
use crate::charge::Share;
use crate::contract::{Contract, Item, ItemId, SubscriptionId, Supply, Tax, Text};
use crate::document::grouping::{Corrects, Draft, Made, Origin, Placement, alone, group};
use crate::document::identity::issued_key;
use crate::document::line_allowance::Charged;
use crate::document::{CorrectedDocument, Document, DocumentError, Line, OneOrMore};
use crate::error::BillError;
use crate::history::{EventKind, History};
use crate::money::Amount;
use crate::schedule::Reference;
use crate::timeline::Timeline;

/// Takes the documents of a run and notes, line by line, which is on which.
pub(crate) fn issue(
    made: Vec<Made>,
    mut each: impl FnMut(Origin, u32, &Document),
) -> Vec<Document> {
    let documents = (0..).zip(made).map(|(number, made)| {
        for origin in &made.origins {
            each(*origin, number, &made.document);
        }
        made.document
    });
    documents.collect()
}

/// Notes in a posting on which document a line is.
pub(crate) fn note(posting: &mut Posting, origin: Origin, number: u32, document: &Document) {
    let issued = posting.document(number, document.kind);
    posting.issued_on(origin.position, issued, Day::of(document.dated_on));
    if document.lines.first().subscription != posting.subscription && !posting.shares(number) {
        posting.share(number, &document.key(), charged_before(document, posting.subscription));
    }
}

/// Adds up, by category and rate, the charges that come before those of a subscription.
#[cold]
fn charged_before(document: &Document, subscription: SubscriptionId) -> Vec<(Tax, i128)> {
    let mut before: Vec<(Tax, i128)> = Vec::new();
    let lines = document.lines.iter().take_while(|line| line.subscription != subscription);
    // What corrects a charge of the document itself is a part of it.
    for line in lines.filter(|line| !line.is_credit() || line.correction.is_none()) {
        let (tax, net) = (line.terms.tax, i128::from(line.net.minor()));
        match before.iter_mut().find(|(known, _)| *known == tax) {
            Some((_, sum)) => *sum += net,
            None => before.push((tax, net)),
        }
    }
    before
}

/// Which run settled a line, and where in it.
#[inline]
const fn settled(line: &BookLine) -> (u64, u32) {
    (line.issue.run, line.issue.position)
}

/// A subscription rated: what is issued, and what the lines of its documents are made from.
///
/// It is filled in place: its parts are too large to be moved for nothing.
pub(crate) struct Rating<'i, 'h> {
    history: &'h History,
    books: &'i Books,
    timeline: Timeline<'h>,
    posting: &'i mut Posting,
    /// The latest recording date of what the books had not seen.
    recorded: Option<Day>,
    /// The date before which the caller wants no document.
    dated_from: Option<Day>,
    /// The next day on which anything will be due.
    next_on: Option<Day>,
}

impl<'i, 'h> Rating<'i, 'h> {
    #[inline]
    pub(crate) fn nothing(
        history: &'h History,
        books: &'i Books,
        posting: &'i mut Posting,
    ) -> Self {
        Self {
            history,
            books,
            timeline: Timeline::empty(),
            posting,
            recorded: None,
            dated_from: None,
            next_on: None,
        }
    }

    /// Fills the posting; returns the next day on which anything will be due.
    pub(crate) fn rate(
        &mut self,
        as_of: Day,
        limits: Limits,
    ) -> Result<Option<NaiveDate>, BillError> {
        self.timeline.take(self.history)?;
        let news = News::of(self.history, self.books)?;
        let Limits { periods_max, dated_from } = limits;
        (self.recorded, self.dated_from) = (news.recorded, dated_from.map(Day::of));
        self.posting.seen = news.seen;
        let until = Until { as_of, periods_max, examined: news.examined };
        let next_on = settle(&self.timeline, self.books, until, self.posting)?;
        self.next_on = next_on;
        self.name_allowances();
        self.wait();
        Ok(next_on.map(Day::date))
    }

    /// Makes the documents of the subscription alone, and notes which line is on which.
    pub(crate) fn documents(&mut self) -> Result<Vec<Document>, DocumentError> {
        let Some(contract) = self.contract() else {
            return Ok(Vec::new());
        };
        match self.posting.lines.as_slice() {
            [] if self.posting.waits.is_empty() => Ok(Vec::new()),
            // The usual run: one line, one document, nothing to sort.
            [(id, line)]
                if !line.is_credit()
                    && self.posting.waits.is_empty()
                    && contract.billing.adds_up_as_usual(contract.prices) =>
            {
                let documents = alone(self.draft(
                    contract,
                    Origin { subscription: 0, position: 0, settled: settled(line) },
                    (*id, line),
                ));
                let documents = documents.map_err(|failed| failed.error)?;
                if let Some(document) = documents.first() {
                    let issued = self.posting.document(0, document.kind);
                    self.posting.issued_on(0, issued, Day::of(document.dated_on));
                }
                Ok(documents)
            }
            _ => self.grouped(),
        }
    }

    /// Makes the documents of several lines, or of credits.
    #[cold]
    fn grouped(&mut self) -> Result<Vec<Document>, DocumentError> {
        let made = group(self.drafts(0).collect());
        let made = made.map_err(|failed| failed.first().error.clone())?;
        Ok(issue(made, |origin, number, document| {
            note(self.posting, origin, number, document);
        }))
    }

    /// Makes a draft of each line; `subscription` is the place of this one in its run.
    pub(crate) fn drafts(&self, subscription: u32) -> impl Iterator<Item = Draft<'h>> {
        self.contract().into_iter().flat_map(move |contract| {
            let lines = (0..).zip(&self.posting.lines);
            let issued = lines.map(move |(position, (id, line))| {
                let origin = Origin { subscription, position, settled: settled(line) };
                let minimum = contract.billing.minimum;
                if (minimum > 0 || line.is_credit()) && self.gathers(minimum, *id, line) {
                    self.gathered_draft(contract, origin, (*id, line))
                } else if !line.is_credit() {
                    self.draft(contract, origin, (*id, line))
                } else if self.posting.may_wait(*id, line) {
                    self.waiting_draft(contract, origin, (*id, line))
                } else {
                    self.credit_draft(contract, origin, (*id, line))
                }
            });
            issued.chain(self.waited(contract, subscription))
        })
    }

    /// The contract that holds or, if its start was retracted, the last one that did: what is
    /// issued under it is credited.
    fn contract(&self) -> Option<&'h Contract> {
        if let Some(life) = &self.timeline.life {
            return Some(life.contract);
        }
        let events = self.history.events().iter().rev();
        let mut contracts = events.filter_map(|event| event.kind.contract());
        contracts.next()
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a draft is large: it is made where it stays")]
    #[expect(
        clippy::expect_used,
        reason = "invariant: a posting made from this timeline names its items and terms, and no \
                  more days than a period has"
    )]
    fn draft(
        &self,
        contract: &'h Contract,
        origin: Origin,
        (id, issued): (ItemId, &BookLine),
    ) -> Draft<'h> {
        // All that can fail stands before the first large value: the line is then made in place.
        let known = self.timeline.items.iter().find(|item| item.id == id);
        let item = known.map(|item| item.item);
        let terms = self.posting.terms_in(self.books, issued.terms);
        let terms = terms.expect("invariant: the terms are in the posting or the books");
        let share = Share::of_days(terms.weights, issued.reference, &issued.days);
        let share = share.expect("invariant: no more days than the period has");
        let corrected = issued.corrects.and_then(|ordinal| self.corrected(id, issued, ordinal));
        // A credit is called what its charge was.
        let (label, supply) = self.label(item, id, corrected.unwrap_or(issued));
        let dated = self.in_series(self.dated(issued, corrected));
        let header = self.timeline.header(contract, dated);
        let due_on = issued.due.date();
        let dated_on = if dated == issued.due { due_on } else { dated.date() };
        let amount = |minor| Amount::new(minor, contract.currency);
        let charged = Charged { line: issued, terms, share, currency: contract.currency };
        let names = issued.allowances.as_ref();
        let allowances = names.map_or_else(Box::default, |names| charged.allowances(names));
        let mentions = contract.mentions.clone();
        let corrects = corrected.map(|line| self.corrects(line));
        Draft {
            lines: OneOrMore::new(Line {
                subscription: self.history.subscription(),
                item: id,
                label,
                reference: header.reference.cloned(),
                supply,
                period: issued.reference,
                billing: issued.billing,
                days: issued.days.clone(),
                share,
                terms: terms.clone(),
                due_on,
                gross: amount(issued.gross),
                allowance: amount(issued.gross - issued.net),
                allowances,
                net: amount(issued.net),
                rounding: amount(issued.rounding),
                before: issued.before,
                carried: issued.carried,
                ordinal: issued.ordinal,
                corrects: issued.corrects,
                correction: None,
                moved: issued.moved.clone(),
                known: issued.issue.known,
            }),
            origins: OneOrMore::new(origin),
            corrects,
            dated_on,
            payment_terms: header.payment_terms,
            payment_means: header.payment_means,
            policy: &contract.billing,
            mentions,
            placement: Placement::ByHead,
            may_wait: false,
        }
    }

    /// INV-3: the later of the due date and the newest event that the books had not seen, and not
    /// before the document that is corrected.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it is a part of making a draft")]
    fn dated(&self, line: &BookLine, corrected: Option<&BookLine>) -> Day {
        let late = self.recorded.filter(|recorded| *recorded > line.due);
        let dated = late.unwrap_or(line.due);
        corrected.map_or(dated, |corrected| dated.max(corrected.issue.dated))
    }

    /// INV-11: no document is dated before the last one of its series, where the caller names it.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it is a part of making a draft")]
    fn in_series(&self, dated: Day) -> Day {
        self.dated_from.map_or(dated, |from| dated.max(from))
    }

    /// Returns the charge that a credit corrects: in the books, or issued in this run.
    fn corrected(&self, id: ItemId, credit: &BookLine, ordinal: u32) -> Option<&BookLine> {
        let is_it = |line: &&BookLine| {
            !line.is_credit() && line.ordinal == ordinal && line.terms == credit.terms
        };
        let issued = self.books.lines_of(id, credit.reference).iter().find(is_it);
        issued.or_else(|| {
            let own = self.posting.lines.iter().filter(|(item, _)| *item == id);
            own.map(|(_, line)| line).filter(|line| line.reference == credit.reference).find(is_it)
        })
    }

    /// Names the document on which a charge was issued.
    fn corrects(&self, charge: &BookLine) -> Corrects {
        let issue = charge.issue;
        let document = issue.document.and_then(|issued| {
            let key = issued_key(self.books, self.history.subscription(), issued)?;
            Some(CorrectedDocument { kind: issued.kind, key, dated_on: issue.dated.date() })
        });
        let issued = match issue.document {
            Some(IssuedDocument { run, number, .. }) => (run, Some(number)),
            None => (issue.run, None),
        };
        Corrects { issued, document }
    }

    /// What the customer reads: of the item as it is, or as it was before it was retracted; of an
    /// adjustment, what its event says.
    #[inline]
    fn label(&self, item: Option<&Item>, id: ItemId, line: &BookLine) -> (Text, Supply) {
        if let Some(item) = item {
            let changed = if self.timeline.labels.is_empty() {
                None
            } else {
                self.timeline.label(id, line.first_day())
            };
            return (changed.unwrap_or(&item.label).clone(), item.supply);
        }
        self.recorded_label(id, line.reference)
    }

    #[cold]
    fn recorded_label(&self, id: ItemId, reference: Reference) -> (Text, Supply) {
        let events = self.history.events().iter().rev();
        let found = match reference {
            Reference::Adjustment { sequence } => {
                let event = self.history.event(sequence);
                event.and_then(|event| self.adjustment_label(&event.kind))
            }
            Reference::Once | Reference::Period(_) => {
                let mut added = events.filter_map(|event| event.kind.added(id));
                added.next().map(|item| (item.label.clone(), item.supply))
            }
        };
        found.unwrap_or_else(|| (Text::from(id.as_str()), Supply::Services))
    }

    /// What an adjustment or an exit fee is called.
    fn adjustment_label(&self, kind: &EventKind) -> Option<(Text, Supply)> {
        let label = if let EventKind::ManualAdjustment { label, .. } = kind {
            Some(label)
        } else {
            let fee = self.contract().and_then(|contract| contract.exit_fee.as_ref());
            fee.map(|fee| &fee.label)
        };
        label.map(|label| (label.clone(), Supply::Services))
    }
}
