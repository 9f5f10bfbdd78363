//! The reference model: a subscription as plain facts in a list, naive on purpose. What holds is
//! found by reading the list, day by day where that is simpler.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};
use tacite::query::SubscriptionState;

/// What kind of contract a run is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Open-ended; six months of commitment at a fee of 50.00 EUR, a month's notice to any day,
    /// fourteen days to withdraw, at most one pause a year, of six weeks, three days ahead.
    Bound,
    /// Six months, renewed by hand.
    ByHand,
    /// A year, renewed tacitly by the year, three months' notice to the term's end.
    Tacit,
}

/// The length of an item's periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Every {
    Month,
    Week,
    /// It is charged once.
    Once,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Start,
    Item { name: &'static str, every: Every },
    Removed(String),
    Quantity(String, u32),
    Price(String),
    Customer(&'static str),
    Paused { until: Option<NaiveDate>, whole: bool },
    Resumed,
    Notice { end: NaiveDate },
    NoticeWithdrawn,
    End { terminated: bool },
    Cleared,
    Withdrawn,
    Commitment { until: Option<NaiveDate> },
    Renewed { until: NaiveDate },
    Adjusted,
    Retraction(usize),
}

/// A fact, on the day from which it holds. The first in the list has number 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) on: NaiveDate,
    pub(crate) recorded_on: NaiveDate,
    pub(crate) what: What,
}

/// An item as it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Present {
    pub(crate) name: &'static str,
    pub(crate) every: Every,
    pub(crate) from: NaiveDate,
    number: usize,
    pub(crate) removed: Option<NaiveDate>,
}

/// A pause as it turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) number: usize,
    pub(crate) from: NaiveDate,
    pub(crate) until: Option<NaiveDate>,
    pub(crate) whole: bool,
}

/// A subscription as plain facts.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) agreement: Agreement,
    pub(crate) facts: Vec<Fact>,
    pub(crate) today: NaiveDate,
    /// What the last command came to: its facts, or the name of the rule that it broke.
    pub(crate) outcome: Result<usize, &'static str>,
}

impl Model {
    pub(crate) fn new(agreement: Agreement, today: NaiveDate) -> Self {
        Self { agreement, facts: Vec::new(), today, outcome: Ok(0) }
    }

    /// Returns the same subscription as if some facts had been retracted.
    pub(crate) fn without(&self, numbers: &[usize]) -> Self {
        let mut model = self.clone();
        for number in numbers {
            model.facts.push(Fact {
                on: self.today,
                recorded_on: self.today,
                what: What::Retraction(*number),
            });
        }
        model
    }

    /// Returns the number of the retraction that holds against a fact.
    pub(crate) fn retraction_of(&self, number: usize) -> Option<usize> {
        let wanted = What::Retraction(number);
        self.live().find(|(_, fact)| fact.what == wanted).map(|(number, _)| number)
    }

    /// Lists the facts that are not retracted, with their numbers.
    pub(crate) fn live(&self) -> impl DoubleEndedIterator<Item = (usize, &Fact)> {
        let mut dead = BTreeSet::new();
        for (index, fact) in self.facts.iter().enumerate().rev() {
            if let What::Retraction(number) = fact.what
                && !dead.contains(&(index + 1))
            {
                dead.insert(number);
            }
        }
        let numbered = self.facts.iter().enumerate().map(|(index, fact)| (index + 1, fact));
        numbered.filter(move |(number, _)| !dead.contains(number))
    }

    fn last(&self, wanted: impl Fn(&What) -> bool) -> Option<(usize, &Fact)> {
        self.live().rev().find(|(_, fact)| wanted(&fact.what))
    }

    pub(crate) fn start(&self) -> Option<NaiveDate> {
        self.last(|what| *what == What::Start).map(|(_, fact)| fact.on)
    }

    /// The newest fact that set an end, unless that was cleared.
    pub(crate) fn ended(&self) -> Option<(usize, &Fact)> {
        let last =
            self.last(|what| matches!(what, What::End { .. } | What::Cleared | What::Withdrawn));
        last.filter(|(_, fact)| fact.what != What::Cleared)
    }

    /// The newest notice, unless that was withdrawn, and its end.
    pub(crate) fn notice(&self) -> Option<(usize, NaiveDate, NaiveDate)> {
        let last = self.last(|what| matches!(what, What::Notice { .. } | What::NoticeWithdrawn))?;
        match last {
            (number, Fact { on, what: What::Notice { end }, .. }) => Some((number, *end, *on)),
            _ => None,
        }
    }

    /// The end that an event set.
    pub(crate) fn fixed_end(&self) -> Option<NaiveDate> {
        let ended = self.ended().map(|(number, fact)| (number, fact.on));
        let notice = self.notice().map(|(number, end, _)| (number, end));
        ended.max(notice).map(|(_, end)| end)
    }

    /// First day without service.
    pub(crate) fn end(&self) -> Option<NaiveDate> {
        let start = self.start()?;
        match (self.fixed_end(), self.agreement) {
            (Some(end), _) => Some(end),
            (None, Agreement::ByHand) => {
                let first = start + Months::new(6);
                let until = self.live().rev().find_map(|(_, fact)| {
                    let What::Renewed { until } = fact.what else { return None };
                    Some(until)
                });
                Some(until.map_or(first, |until| until.max(first)))
            }
            (None, Agreement::Bound | Agreement::Tacit) => None,
        }
    }

    /// Tells whether what is effective on a day has effect.
    pub(crate) fn has_effect(&self, on: NaiveDate) -> bool {
        self.start().is_some_and(|start| start <= on) && self.end().is_none_or(|end| on < end)
    }

    /// Lists facts that have effect by date, then by number.
    fn by_date(&self, wanted: impl Fn(&What) -> bool) -> Vec<(NaiveDate, usize, &What)> {
        let live = self.live().filter(|(_, fact)| wanted(&fact.what) && self.has_effect(fact.on));
        let mut dated: Vec<_> = live.map(|(number, fact)| (fact.on, number, &fact.what)).collect();
        dated.sort_by_key(|(on, number, _)| (*on, *number));
        dated
    }

    /// Lists the items by first day.
    pub(crate) fn items(&self) -> Vec<Present> {
        let mut items: Vec<Present> = Vec::new();
        for (from, number, what) in self.by_date(|what| matches!(what, What::Item { .. })) {
            let What::Item { name, every } = what else { continue };
            if items.iter().all(|item| item.name != *name) {
                let removals = self.by_date(|what| *what == What::Removed((*name).to_owned()));
                let later = removals.iter().find(|(on, n, _)| (*on, *n) > (from, number));
                let removed = later.map(|(on, _, _)| *on);
                items.push(Present { name, every: *every, from, number, removed });
            }
        }
        items
    }

    pub(crate) fn item(&self, name: &str) -> Option<Present> {
        self.items().into_iter().find(|item| item.name == name)
    }

    /// Returns the first item that recurs and is not removed by a day.
    pub(crate) fn first_recurring(&self, on: NaiveDate) -> Option<Present> {
        let mut items = self.items().into_iter();
        items.find(|item| item.every != Every::Once && !item.is_gone(on))
    }

    pub(crate) fn quantity(&self, item: &Present, on: NaiveDate) -> u32 {
        let mut quantity = 1;
        for (from, number, what) in self.by_date(|what| matches!(what, What::Quantity(..))) {
            if let What::Quantity(name, new) = what
                && name == item.name
                && from <= on
                && (from, number) > (item.from, item.number)
            {
                quantity = *new;
            }
        }
        quantity
    }

    pub(crate) fn customer(&self, on: NaiveDate) -> &'static str {
        let mut customer = "cust-7";
        for (from, _, what) in self.by_date(|what| matches!(what, What::Customer(_))) {
            if let What::Customer(new) = what
                && from <= on
            {
                customer = new;
            }
        }
        customer
    }

    /// Lists the pauses by first day: each is cut by the next pause or resumption inside it.
    pub(crate) fn windows(&self) -> Vec<Window> {
        let events = self.by_date(|what| matches!(what, What::Paused { .. } | What::Resumed));
        let mut windows = Vec::new();
        for (index, (from, number, what)) in events.iter().enumerate() {
            let What::Paused { until, whole } = **what else { continue };
            let next = events.get(index + 1).map(|(on, _, _)| *on);
            let until = match (until, next) {
                (Some(until), Some(next)) => Some(until.min(next)),
                (until, next) => until.or(next),
            };
            if until.is_none_or(|until| *from < until) {
                windows.push(Window { number: *number, from: *from, until, whole });
            }
        }
        windows
    }

    pub(crate) fn pause_on(&self, day: NaiveDate) -> Option<Window> {
        self.windows().into_iter().find(|window| window.contains(day))
    }

    /// The end of the commitment as it stands on a day.
    pub(crate) fn commitment(&self, on: NaiveDate) -> Option<NaiveDate> {
        let start = self.start()?;
        let changes = self.live().filter_map(|(number, fact)| {
            let What::Commitment { until } = fact.what else { return None };
            (start <= fact.on && fact.on <= on).then_some((fact.on, number, until))
        });
        match changes.max() {
            Some((_, _, until)) => until,
            None => (self.agreement == Agreement::Bound).then(|| start + Months::new(6)),
        }
    }

    /// Whether an end lies inside the commitment, as it stands on the day before.
    pub(crate) fn is_bound(&self, end: NaiveDate) -> bool {
        self.commitment(end - Days::new(1)).is_some_and(|until| until > end)
    }

    /// Whether leaving on a day costs the fee.
    pub(crate) fn costs_the_fee(&self, end: NaiveDate) -> bool {
        self.agreement == Agreement::Bound && self.is_bound(end)
    }

    pub(crate) fn state(&self, on: NaiveDate) -> SubscriptionState {
        let Some(start) = self.start() else {
            return SubscriptionState::NotStarted;
        };
        if self.end().is_some_and(|end| end <= on) {
            return SubscriptionState::Ended;
        }
        if on < start {
            return SubscriptionState::Pending;
        }
        if self.pause_on(on).is_some() {
            return SubscriptionState::Paused;
        }
        let (ended, notice) = (self.ended(), self.notice());
        match (ended, notice) {
            (ended, Some((number, _, given)))
                if ended.is_none_or(|(before, _)| before < number) =>
            {
                if given <= on {
                    SubscriptionState::NoticeGiven
                } else {
                    SubscriptionState::Active
                }
            }
            (Some((_, fact)), _)
                if fact.what != (What::End { terminated: false }) && fact.recorded_on <= on =>
            {
                SubscriptionState::Terminated
            }
            _ => SubscriptionState::Active,
        }
    }
}

impl Window {
    pub(crate) fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    pub(crate) fn overlaps(&self, from: NaiveDate, until: Option<NaiveDate>) -> bool {
        until.is_none_or(|until| self.from < until) && self.until.is_none_or(|end| from < end)
    }
}

impl Present {
    pub(crate) fn is_gone(&self, on: NaiveDate) -> bool {
        self.removed.is_some_and(|removed| removed <= on)
    }

    pub(crate) fn is_there(&self, on: NaiveDate) -> bool {
        self.from <= on && !self.is_gone(on)
    }

    /// Boundary k of the item's periods, the first at k = 0.
    fn boundary(&self, k: i64) -> NaiveDate {
        let count = k.unsigned_abs();
        match (self.every, k >= 0) {
            (Every::Month, true) => self.from + Months::new(u32::try_from(count).unwrap()),
            (Every::Month, false) => self.from - Months::new(u32::try_from(count).unwrap()),
            (Every::Week, true) => self.from + Days::new(7 * count),
            (Every::Week, false) => self.from - Days::new(7 * count),
            (Every::Once, _) => panic!("what is charged once has no periods"),
        }
    }

    /// The first day of the first period after a day.
    pub(crate) fn next_period(&self, day: NaiveDate) -> NaiveDate {
        (0..10_000).map(|k| self.boundary(k)).find(|boundary| *boundary > day).unwrap()
    }

    /// So many periods after a day.
    pub(crate) fn periods_after(&self, day: NaiveDate, periods: u32) -> NaiveDate {
        match (-200..400).find(|k| self.boundary(*k) == day) {
            Some(k) => self.boundary(k + i64::from(periods)),
            None if self.every == Every::Week => day + Days::new(u64::from(7 * periods)),
            None => day + Months::new(periods),
        }
    }
}
