//! A model that finds the earliest end by walking day by day: slow, and obvious.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};
use tacite::calendar::{Length, Unit};
use tacite::contract::{Clock, Clocks, Contract, Lasting, NoticeEnd, Renewal};
use tacite::history::{Event, EventKind};

/// Longest that the model looks ahead.
const DAYS: u64 = 20 * 366;

/// A history without retractions, of one start, in order of the log.
struct Told<'e> {
    contract: &'e Contract,
    start: NaiveDate,
    events: &'e [Event],
}

/// What the model knows of a history.
pub(crate) struct Walked<'e> {
    told: Told<'e>,
    term_ends: Vec<Ends>,
    /// Whether there are term ends beyond those.
    more_terms: bool,
    own_end: Ends,
    /// The day from which each commitment holds, and when it ends.
    commitments: Vec<(NaiveDate, Option<Ends>)>,
    /// The ends of months counted from the start.
    periods: BTreeSet<NaiveDate>,
}

/// When something ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    Never,
    On(NaiveDate),
}

pub(crate) fn plus(date: NaiveDate, length: Length, times: u32) -> NaiveDate {
    let count = length.count * times;
    match length.unit {
        Unit::Day => date + Days::new(count.into()),
        Unit::Week => date + Days::new(7 * u64::from(count)),
        Unit::Month => date + Months::new(count),
        Unit::Year => date + Months::new(12 * count),
    }
}

fn minus(date: NaiveDate, length: Length) -> NaiveDate {
    match length.unit {
        Unit::Day => date - Days::new(length.count.into()),
        Unit::Week => date - Days::new(7 * u64::from(length.count)),
        Unit::Month => date - Months::new(length.count),
        Unit::Year => date - Months::new(12 * length.count),
    }
}

fn in_months(length: Length) -> Option<u32> {
    match length.unit {
        Unit::Month => Some(length.count),
        Unit::Year => Some(12 * length.count),
        Unit::Day | Unit::Week => None,
    }
}

impl<'e> Walked<'e> {
    pub(crate) fn of(events: &'e [Event]) -> Self {
        let EventKind::Started { contract } = &events[0].kind else {
            unreachable!("a history begins with its start")
        };
        let told = Told { contract, start: events[0].effective_on, events };
        let (term_ends, more_terms) = told.term_ends();
        Self {
            own_end: told.own_end(&term_ends, more_terms),
            commitments: told.commitments(),
            periods: (1..240).map(|month| told.start + Months::new(month)).collect(),
            term_ends,
            more_terms,
            told,
        }
    }

    fn is_end(&self, day: NaiveDate) -> bool {
        match self.told.contract.notice.map(|policy| policy.ends) {
            None | Some(NoticeEnd::AnyDay) => true,
            Some(NoticeEnd::MonthEnd) => day.day() == 1,
            Some(NoticeEnd::PeriodEnd) => self.periods.contains(&day),
            Some(NoticeEnd::TermEnd) => match self.term_ends.last() {
                None => true,
                Some(Ends::On(last)) if !self.more_terms && day >= *last => true,
                Some(_) => self.term_ends.contains(&Ends::On(day)),
            },
        }
    }

    fn is_open(&self, day: NaiveDate, asked: NaiveDate) -> bool {
        match self.told.contract.notice {
            None => asked <= day,
            Some(policy) => asked < minus(day, policy.length),
        }
    }

    /// Judged by the commitment that holds on the day before.
    fn is_free(&self, day: NaiveDate) -> bool {
        let known = self.commitments.iter().take_while(|(from, _)| *from < day).last();
        match known.or(self.commitments.first()).and_then(|(_, end)| *end) {
            None => true,
            Some(Ends::Never) => false,
            Some(Ends::On(end)) => end <= day,
        }
    }

    /// Walks to the first day that is open to notice, of the agreed kind and not committed.
    pub(crate) fn earliest_end(&self, asked: NaiveDate) -> Option<NaiveDate> {
        self.told.days(self.told.start).find(|day| {
            self.own_end == Ends::On(*day)
                || (self.is_open(*day, asked) && self.is_end(*day) && self.is_free(*day))
        })
    }
}

impl Told<'_> {
    fn days(&self, from: NaiveDate) -> impl Iterator<Item = NaiveDate> + use<> {
        let horizon = self.start + Days::new(DAYS);
        from.iter_days().take_while(move |day| *day < horizon)
    }

    /// The days on which a clock stands still.
    fn stopped(&self, clock: fn(&Clocks) -> Clock) -> BTreeSet<NaiveDate> {
        let mut running = None;
        let mut stopped = BTreeSet::new();
        for day in self.days(self.start) {
            for event in self.events.iter().filter(|event| event.effective_on == day) {
                if let EventKind::Paused { pause } = event.kind {
                    running = Some(pause).filter(|pause| pause.until.is_none_or(|u| u > day));
                } else if event.kind == EventKind::Resumed {
                    running = None;
                }
            }
            running = running.filter(|pause| pause.until != Some(day));
            if running.is_some_and(|pause| clock(&pause.clocks) == Clock::Stops) {
                stopped.insert(day);
            }
        }
        stopped
    }

    /// Counts the days that are not stopped, one by one.
    fn moved(&self, date: NaiveDate, set: NaiveDate, stopped: &BTreeSet<NaiveDate>) -> Ends {
        let mut left = (date - set).num_days();
        if left <= 0 {
            return Ends::On(date);
        }
        for day in self.days(set) {
            if left == 0 {
                return Ends::On(day);
            }
            left -= i64::from(!stopped.contains(&day));
        }
        Ends::Never
    }

    fn lasting(&self, lasting: Lasting) -> NaiveDate {
        match lasting {
            Lasting::For(length) => plus(self.start, length, 1),
            Lasting::Until(date) => date,
        }
    }

    fn nominal_term_end(&self, number: u32) -> NaiveDate {
        let term = self.contract.term.unwrap();
        let Renewal::Tacit { length, .. } = term.renewal else {
            return self.lasting(term.first);
        };
        if let Lasting::For(first) = term.first
            && let (Some(first), Some(renewal)) = (in_months(first), in_months(length))
        {
            return self.start + Months::new(first + number * renewal);
        }
        plus(self.lasting(term.first), length, number)
    }

    /// All term ends that the model can see, and whether more may come after them.
    fn term_ends(&self) -> (Vec<Ends>, bool) {
        let Some(term) = self.contract.term else {
            return (Vec::new(), false);
        };
        let stopped = self.stopped(|clocks| clocks.term);
        let count = match term.renewal {
            Renewal::Tacit { at_most, .. } => at_most.unwrap_or(u32::MAX).saturating_add(1),
            Renewal::None | Renewal::OpenEnded | Renewal::ByHand => 1,
        };
        let horizon = self.start + Days::new(DAYS);
        let nominal = (0..count).map(|number| self.nominal_term_end(number));
        let nominal = nominal.take_while(|date| *date < horizon);
        let mut ends: Vec<Ends> =
            nominal.map(|date| self.moved(date, self.start, &stopped)).collect();
        let more = ends.len() < count as usize;
        let renewed = self.events.iter().rev().find_map(|event| {
            let EventKind::RenewedByHand { until } = event.kind else { return None };
            Some((event.effective_on, until))
        });
        if let (Renewal::ByHand, Some((set, until))) = (term.renewal, renewed) {
            let renewed = self.moved(until, set, &stopped);
            match (ends[0], renewed) {
                (Ends::On(first), Ends::On(renewed)) if renewed <= first => {}
                _ => ends.push(renewed),
            }
        }
        (ends, more)
    }

    /// How the contract ends if no notice is given.
    fn own_end(&self, term_ends: &[Ends], more_terms: bool) -> Ends {
        let mut newest = self.events.iter().rev();
        let set = newest.find(|event| matches!(event.kind, EventKind::EndSet { .. }));
        let ends_by_term = match self.contract.term.map(|term| term.renewal) {
            Some(Renewal::None | Renewal::ByHand | Renewal::Tacit { at_most: Some(_), .. }) => true,
            Some(Renewal::OpenEnded | Renewal::Tacit { at_most: None, .. }) | None => false,
        };
        match (set, ends_by_term, more_terms) {
            (Some(set), _, _) => Ends::On(set.effective_on),
            (None, true, false) => *term_ends.last().unwrap(),
            (None, _, _) => Ends::Never,
        }
    }

    /// The commitments one after the other: the one agreed, then what it was changed to.
    fn commitments(&self) -> Vec<(NaiveDate, Option<Ends>)> {
        let stopped = self.stopped(|clocks| clocks.commitment);
        let agreed = self.contract.commitment.map(|lasting| self.lasting(lasting));
        let mut commitments = vec![(self.start, agreed)];
        commitments.extend(self.events.iter().filter_map(|event| {
            let EventKind::CommitmentChanged { until } = event.kind else { return None };
            (self.start <= event.effective_on).then_some((event.effective_on, until))
        }));
        commitments.sort_by_key(|(from, _)| *from);
        let moved = |(from, until): (NaiveDate, Option<NaiveDate>)| {
            (from, until.map(|until| self.moved(until, from, &stopped)))
        };
        commitments.into_iter().map(moved).collect()
    }
}
