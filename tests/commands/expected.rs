//! What the model expects of a command: facts, or the name of the first rule that it breaks.

use chrono::{Datelike, Days, Months, NaiveDate};
use tacite::command::{Command, Content, NewTerm, PauseLength, When};
use tacite::contract::{ItemSchedule, PauseShape};
use tacite::history::EventKind;
use tacite::money::Amount;

use crate::model::{Agreement, Every, Fact, Model, Present, What, Window};

type Expected = Result<Vec<(NaiveDate, What)>, &'static str>;

impl Model {
    /// Carries out a command.
    pub(crate) fn carry_out(&mut self, command: &Command) {
        self.outcome = self.expected(command).map(|facts| {
            let (number, recorded_on) = (facts.len(), self.today);
            self.facts.extend(facts.into_iter().map(|(on, what)| Fact { on, recorded_on, what }));
            number
        });
    }

    #[expect(
        clippy::too_many_lines,
        clippy::wildcard_enum_match_arm,
        reason = "one arm for each command that the model knows"
    )]
    fn expected(&self, command: &Command) -> Expected {
        let corrects = matches!(command, Command::Retract { .. } | Command::Correct { .. });
        if !corrects && !matches!(command, Command::Subscribe { .. }) && self.start().is_none() {
            return Err("NotStarted");
        }
        let one = |on: NaiveDate, what: What| Ok(vec![(on, what)]);
        match command {
            Command::Subscribe { start, content, .. } => self.subscribed(*start, content),
            Command::AddItem { id, item, when } => {
                let on = self.date(*when, None)?;
                self.alive(on)?;
                let (name, every) = (name_of(id.as_str()), every(&item.schedule));
                if name == "adjustment" {
                    return Err("ItemIdReserved");
                }
                if self.live().any(|(_, fact)| is_item(&fact.what, name)) {
                    return Err("ItemIdUsed");
                }
                one(on, What::Item { name, every })
            }
            Command::RemoveItem { id, when } => {
                self.changed(id.as_str(), *when, What::Removed(id.to_string()))
            }
            Command::ChangeQuantity { id, quantity, when } => {
                let quantity = u32::try_from(quantity.mantissa()).unwrap();
                self.changed(id.as_str(), *when, What::Quantity(id.to_string(), quantity))
            }
            Command::ChangePrice { id, when, .. } => {
                self.changed(id.as_str(), *when, What::Price(id.to_string()))
            }
            Command::Pause { from, length, shape, .. } => {
                self.paused(*from, *length, *shape == PauseShape::WholePeriods)
            }
            Command::ExtendPause { until } => self.extended(*until),
            Command::Resume { on } => {
                self.alive(*on)?;
                let window = self.pause_on(*on).ok_or("NotPaused")?;
                if window.whole && window.from < *on {
                    self.spans(window.from, *on)?;
                }
                one(*on, What::Resumed)
            }
            Command::GiveNotice { on } => {
                let end = self.earliest_end(*on);
                self.before_the_end(*on)?;
                match self.notice() {
                    Some(_) => Err("NoticeGivenAlready"),
                    None => one(*on, What::Notice { end }),
                }
            }
            Command::WithdrawNotice => {
                self.before_the_end(self.today)?;
                self.notice().ok_or("NoNotice")?;
                one(self.today, What::NoticeWithdrawn)
            }
            Command::ChangeCommitment { until, on } => {
                self.alive(*on)?;
                until.map_or(Ok(()), |until| self.after_the_start(until))?;
                one(*on, What::Commitment { until: *until })
            }
            Command::Renew { term } => self.renewed(*term),
            Command::SetEnd { on, .. } => {
                self.after_the_start(*on)?;
                if self.costs_the_fee(*on) {
                    return Err("FeeNotAccepted");
                }
                one(*on, What::End { terminated: false })
            }
            Command::ClearEnd => {
                self.ended().ok_or("NoEndSet")?;
                one(self.today, What::Cleared)
            }
            Command::Terminate { on, accepted_fee, .. } => {
                self.before_the_end(*on)?;
                self.after_the_start(*on)?;
                match (self.costs_the_fee(*on), accepted_fee.map(Amount::minor)) {
                    (true, None) => Err("FeeNotAccepted"),
                    (true, Some(5_000)) | (false, None) => one(*on, What::End { terminated: true }),
                    (true | false, Some(_)) => Err("OtherFee"),
                }
            }
            Command::Withdraw { on, .. } => {
                self.alive(*on)?;
                if self.agreement != Agreement::Bound {
                    return Err("NoWithdrawalRight");
                }
                if self.start().is_some_and(|start| start + Days::new(13) < *on) {
                    return Err("WithdrawalTooLate");
                }
                one(*on, What::Withdrawn)
            }
            Command::Transfer { to, on } => {
                self.alive(*on)?;
                one(*on, What::Customer(if to.as_str() == "cust-8" { "cust-8" } else { "cust-9" }))
            }
            Command::MoveStart { to } => self.moved(*to),
            Command::Delete => {
                let starts = self.live().filter(|(_, fact)| fact.what == What::Start);
                Ok(starts.map(|(number, _)| (self.today, What::Retraction(number))).collect())
            }
            Command::Adjust { on, .. } => match self.start() {
                Some(start) if *on < start => Err("BeforeStart"),
                _ => one(*on, What::Adjusted),
            },
            Command::Retract { sequence } => {
                let number = self.target(*sequence)?;
                self.without(&[number]).ends_after_its_start()?;
                if let What::Retraction(other) = self.facts[number - 1].what
                    && let What::Item { name, .. } = self.facts[other - 1].what
                    && self.item(name).is_some()
                {
                    return Err("ItemIdUsed");
                }
                one(self.today, What::Retraction(number))
            }
            Command::Correct { sequence, effective_on, kind } => {
                let number = self.target(*sequence)?;
                let EventKind::QuantityChanged { id, quantity } = kind else {
                    panic!("the model knows no other correction");
                };
                let quantity = u32::try_from(quantity.mantissa()).unwrap();
                let base = self.without(&[number]);
                let new = What::Quantity(id.to_string(), quantity);
                base.alive(*effective_on)?;
                base.ends_after_its_start()?;
                let mut facts = base.changed(id.as_str(), When::On(*effective_on), new)?;
                facts.insert(0, (self.today, What::Retraction(number)));
                Ok(facts)
            }
            other => panic!("the model does not know {}", other.name()),
        }
    }

    fn target(&self, sequence: u64) -> Result<usize, &'static str> {
        let number = usize::try_from(sequence).unwrap();
        if number == 0 || number > self.facts.len() {
            return Err("NothingToRetract");
        }
        if self.retraction_of(number).is_some() { Err("RetractedAlready") } else { Ok(number) }
    }

    fn subscribed(&self, start: NaiveDate, content: &Content) -> Expected {
        if self.start().is_some() {
            return Err("AlreadyStarted");
        }
        if self.facts.iter().any(|fact| fact.what == What::Start) {
            return Err("Deleted");
        }
        let Content::Items(items) = content else {
            panic!("the model subscribes to single items");
        };
        let items = items.iter().map(|named| {
            let (name, every) = (name_of(named.id.as_str()), every(&named.item.schedule));
            (start, What::Item { name, every })
        });
        Ok(core::iter::once((start, What::Start)).chain(items).collect())
    }

    fn date(&self, when: When, name: Option<&str>) -> Result<NaiveDate, &'static str> {
        match (when, name) {
            (When::Now, _) => Ok(self.today),
            (When::On(date), _) => Ok(date),
            (When::NextPeriod, Some(name)) => {
                let item = self.item(name).ok_or("UnknownItem")?;
                let recurs = item.every != Every::Once;
                if recurs { Ok(item.next_period(self.today)) } else { Err("NotRecurring") }
            }
            (When::NextPeriod, None) => {
                let item = self.first_recurring(self.today).ok_or("NothingRecurs")?;
                Ok(item.next_period(self.today))
            }
            (When::NextRenewal, _) => {
                if self.agreement != Agreement::Tacit {
                    return Err("NoRenewal");
                }
                let start = self.start().ok_or("NoRenewal")?;
                let mut renewals = (1..).map(|years| start + Months::new(12 * years));
                let next = renewals.find(|renewal| *renewal > self.today).unwrap();
                if self.end().is_some_and(|end| end <= next) { Err("NoRenewal") } else { Ok(next) }
            }
        }
    }

    fn alive(&self, on: NaiveDate) -> Result<(), &'static str> {
        if self.start().is_some_and(|start| on < start) {
            return Err("BeforeStart");
        }
        self.before_the_end(on)
    }

    fn before_the_end(&self, on: NaiveDate) -> Result<(), &'static str> {
        if self.end().is_some_and(|end| end <= on) { Err("Ended") } else { Ok(()) }
    }

    fn after_the_start(&self, end: NaiveDate) -> Result<(), &'static str> {
        if self.start().is_some_and(|start| end < start) { Err("EndBeforeStart") } else { Ok(()) }
    }

    /// Whatever a retraction brings back.
    fn ends_after_its_start(&self) -> Result<(), &'static str> {
        self.standing_ends().try_for_each(|end| self.after_the_start(end))
    }

    fn standing_ends(&self) -> impl Iterator<Item = NaiveDate> {
        let notice = self.notice().map(|(_, end, _)| end);
        self.ended().map(|(_, fact)| fact.on).into_iter().chain(notice)
    }

    fn changed(&self, name: &str, when: When, what: What) -> Expected {
        let on = self.date(when, Some(name))?;
        self.alive(on)?;
        let item = self.item(name).ok_or("UnknownItem")?;
        if on < item.from {
            return Err("ItemNotYet");
        }
        if item.is_gone(on) { Err("ItemGone") } else { Ok(vec![(on, what)]) }
    }

    fn paused(&self, from: NaiveDate, length: PauseLength, whole: bool) -> Expected {
        let until = match length {
            PauseLength::Days(days) => Some(from + Days::new(u64::from(days))),
            PauseLength::Weeks(weeks) => Some(from + Days::new(u64::from(7 * weeks))),
            PauseLength::Periods(periods) => {
                let item = self.first_recurring(from).ok_or("NothingRecurs")?;
                Some(item.periods_after(from, periods))
            }
            PauseLength::Until(date) => Some(date),
            PauseLength::Open => None,
        };
        let taken_back = self.resumptions(from, until);
        let base = self.without(&taken_back);
        base.alive(from)?;
        base.may_pause(from, until, whole)?;
        let too_late = self.agreement == Agreement::Bound && self.today + Days::new(3) > from;
        if too_late {
            return Err("PauseTooLate");
        }
        Ok(self.replaced(&taken_back, (from, What::Paused { until, whole })))
    }

    fn extended(&self, until: NaiveDate) -> Expected {
        let windows = self.windows();
        let running = windows.iter().find(|window| window.contains(self.today));
        let next = windows.iter().find(|window| window.from > self.today);
        let Window { number, from, until: end, whole } =
            running.or(next).copied().ok_or("NotPaused")?;
        if end.is_none_or(|end| end >= until) {
            return Err("PauseNotLonger");
        }
        let mut taken_back = vec![number];
        taken_back.extend(self.resumptions(from, Some(until)));
        self.without(&taken_back).may_pause(from, Some(until), whole)?;
        Ok(self.replaced(&taken_back, (from, What::Paused { until: Some(until), whole })))
    }

    fn may_pause(
        &self,
        from: NaiveDate,
        until: Option<NaiveDate>,
        whole: bool,
    ) -> Result<(), &'static str> {
        if until.is_some_and(|until| until <= from) {
            return Err("EmptyPause");
        }
        if self.windows().iter().any(|window| window.overlaps(from, until)) {
            return Err("OverlappingPause");
        }
        if let (true, Some(until)) = (whole, until) {
            self.spans(from, until)?;
        }
        if self.agreement == Agreement::Bound {
            if until.is_none_or(|until| until > from + Days::new(42)) {
                return Err("PauseTooLong");
            }
            let same_year = |window: &&Window| window.from.year() == from.year();
            if self.windows().iter().filter(same_year).count() >= 1 {
                return Err("TooManyPauses");
            }
        }
        Ok(())
    }

    fn spans(&self, from: NaiveDate, until: NaiveDate) -> Result<(), &'static str> {
        let too_short = |item: &Present| {
            item.every != Every::Once
                && item.from < until
                && !item.is_gone(from)
                && until < item.periods_after(from, 1)
        };
        if self.items().iter().any(too_short) { Err("ShorterThanPeriod") } else { Ok(()) }
    }

    /// The resumptions inside a pause.
    fn resumptions(&self, from: NaiveDate, until: Option<NaiveDate>) -> Vec<usize> {
        let inside = |on: NaiveDate| from < on && until.is_none_or(|until| on < until);
        let resumed = self.live().filter(|(_, fact)| fact.what == What::Resumed);
        resumed.filter(|(_, fact)| inside(fact.on)).map(|(number, _)| number).collect()
    }

    fn replaced(&self, taken_back: &[usize], new: (NaiveDate, What)) -> Vec<(NaiveDate, What)> {
        let taken_back = taken_back.iter().map(|number| (self.today, What::Retraction(*number)));
        taken_back.chain([new]).collect()
    }

    fn earliest_end(&self, on: NaiveDate) -> NaiveDate {
        let start = self.start().unwrap();
        let each_day = |first: NaiveDate| first.max(start).iter_days();
        let free = |end: &NaiveDate| !self.is_bound(*end);
        let open = match self.agreement {
            Agreement::Bound => each_day(month_after(on + Days::new(1))).find(free),
            Agreement::ByHand => each_day(on).find(free),
            Agreement::Tacit => (1..100)
                .map(|years| start + Months::new(12 * years))
                .filter(|end| on < *end - Months::new(3))
                .find(free),
        };
        let open = open.unwrap();
        self.end().map_or(open, |own| own.min(open))
    }

    fn renewed(&self, term: NewTerm) -> Expected {
        let is_fixed = self.ended().is_some() || self.notice().is_some();
        let by_hand = self.agreement == Agreement::ByHand;
        if is_fixed {
            return Err("EndsAlready");
        }
        if !by_hand {
            return Err("NotByHand");
        }
        let (start, end) = (self.start().unwrap(), self.end().unwrap());
        let until = match term {
            NewTerm::Until(until) => until,
            NewTerm::LikeTheFirst => {
                let term_end = |terms: u32| start + Months::new(6 * terms);
                let days = |terms: u32| term_end(terms + 1) - term_end(terms);
                let renewals = self.live().filter_map(|(_, fact)| {
                    let What::Renewed { until } = fact.what else { return None };
                    Some(until - fact.on)
                });
                let renewals: Vec<_> = renewals.collect();
                let alike = renewals.iter().zip(1..).all(|(length, terms)| *length == days(terms));
                let terms = u32::try_from(renewals.len()).unwrap() + 1;
                if alike { end + days(terms) } else { end + Months::new(6) }
            }
        };
        self.after_the_start(until)?;
        if until <= end { Err("RenewalNotLater") } else { Ok(vec![(end, What::Renewed { until })]) }
    }

    fn moved(&self, to: NaiveDate) -> Expected {
        let start = self.start().unwrap();
        if to == start {
            return Err("StartUnmoved");
        }
        if self.standing_ends().any(|end| end < to) {
            return Err("EndBeforeStart");
        }
        let begins_with_it = |what: &What| {
            matches!(
                what,
                What::Item { .. }
                    | What::Removed(_)
                    | What::Quantity(..)
                    | What::Price(_)
                    | What::Customer(_)
                    | What::Commitment { .. }
            )
        };
        let comes_along = |fact: &Fact| fact.on == start && begins_with_it(&fact.what);
        let is_start = |fact: &Fact| fact.what == What::Start;
        let last_start = self.live().rfind(|(_, fact)| is_start(fact)).unwrap().0;
        let taken_back = self.live().filter(|(_, fact)| is_start(fact) || comes_along(fact));
        let retractions = taken_back.map(|(number, _)| (self.today, What::Retraction(number)));
        let recorded = self.live().filter(|(number, fact)| {
            if is_start(fact) { *number == last_start } else { comes_along(fact) }
        });
        let recorded = recorded.map(|(_, fact)| (to, fact.what.clone()));
        // A history asks for the last end that was set, even if a withdrawal came after it.
        let set = self
            .live()
            .rev()
            .find(|(_, fact)| matches!(fact.what, What::End { .. } | What::Cleared));
        match set {
            Some((_, Fact { on, what: What::End { .. }, .. })) if *on < to => Err("Invalid"),
            _ => Ok(retractions.chain(recorded).collect()),
        }
    }
}

/// A month later; a day that the month lacks goes forward to the next 1st.
fn month_after(day: NaiveDate) -> NaiveDate {
    let later = day + Months::new(1);
    if later.day() == day.day() { later } else { later + Days::new(1) }
}

fn is_item(what: &What, wanted: &str) -> bool {
    matches!(what, What::Item { name, .. } if *name == wanted)
}

/// Names of items that runs are about.
pub(crate) const NAMES: [&str; 5] = ["seats", "desk", "set-up", "locker", "adjustment"];

fn name_of(id: &str) -> &'static str {
    NAMES.into_iter().find(|name| *name == id).unwrap()
}

fn every(schedule: &ItemSchedule) -> Every {
    match schedule {
        ItemSchedule::Once => Every::Once,
        ItemSchedule::Recurring(recurrence)
            if recurrence.cadence.unit() == tacite::calendar::Unit::Week =>
        {
            Every::Week
        }
        ItemSchedule::Recurring(_) => Every::Month,
    }
}
