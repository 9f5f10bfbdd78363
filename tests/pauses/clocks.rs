//! Each shape × each clock × three cadences: the agreed date, and where a pause moves it (PAU-3).
//!
//! A date moves by the days stopped between the day from which it was set and the moved date.

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::{Cadence, Length, Period};
use tacite::contract::{
    Clock, Clocks, Contract, Discount, DiscountDuration, DiscountId, DiscountValue, Lasting,
    PauseShape, Phase, PhasePrice, Recurrence, ReducedPrice, Renewal, StubDiscount, Term,
};
use tacite::history::{EventKind, History};
use tacite::money::{Percent, UnitPrice};
use tacite::query::{Stretch, next_renewal, remaining_commitment, stretches};
use tacite::timeline::Terms;

use crate::account::{
    Account, TO_40_PERCENT, contract, day, id, pause, pause_with, recurring, to_price,
};

/// The price of the phase; the full price is another.
const INTRODUCTORY: u32 = 5;

/// A pause, and where the commitment, the next renewal, the end of the discount and that of the
/// phase are then.
struct Row {
    from: &'static str,
    until: &'static str,
    moved: [&'static str; 4],
    /// How many days of the pause lie in the discount and in the phase as agreed.
    inside: [u32; 2],
}

/// What is agreed.
struct Agreed {
    start: &'static str,
    cadence: Cadence,
    price: u32,
    commitment: Length,
    term: Length,
    granted_on: &'static str,
    lasts: DiscountDuration,
    phase: Length,
    /// The four dates without a pause.
    ends: [&'static str; 4],
    /// How many days the discount and the phase last.
    days: [u32; 2],
}

fn weekly() -> Agreed {
    Agreed {
        start: "2025-01-06",
        cadence: Cadence::WEEKLY,
        price: 7,
        commitment: Length::weeks(26),
        term: Length::weeks(52),
        granted_on: "2025-02-03",
        lasts: DiscountDuration::Until(day("2025-06-02")),
        phase: Length::weeks(16),
        ends: ["2025-07-07", "2026-01-05", "2025-06-02", "2025-04-28"],
        days: [119, 112],
    }
}

/// Three weeks; ten days from the end of the commitment on; ten days around the day of the grant;
/// ten days around the end of the discount.
const WEEKLY: [Row; 4] = [
    Row {
        from: "2025-02-12",
        until: "2025-03-05",
        moved: ["2025-07-28", "2026-01-26", "2025-06-23", "2025-05-19"],
        inside: [21, 21],
    },
    Row {
        from: "2025-07-07",
        until: "2025-07-17",
        moved: ["2025-07-07", "2026-01-15", "2025-06-02", "2025-04-28"],
        inside: [0, 0],
    },
    Row {
        from: "2025-01-29",
        until: "2025-02-08",
        moved: ["2025-07-17", "2026-01-15", "2025-06-07", "2025-05-08"],
        inside: [5, 10],
    },
    Row {
        from: "2025-05-28",
        until: "2025-06-07",
        moved: ["2025-07-17", "2026-01-15", "2025-06-12", "2025-04-28"],
        inside: [5, 0],
    },
];

fn monthly() -> Agreed {
    Agreed {
        start: "2025-01-31",
        cadence: Cadence::MONTHLY,
        price: 31,
        commitment: Length::months(6),
        term: Length::months(12),
        granted_on: "2025-02-28",
        lasts: DiscountDuration::Periods(3),
        phase: Length::months(2),
        ends: ["2025-07-31", "2026-01-31", "2025-05-31", "2025-03-31"],
        days: [92, 59],
    }
}

/// Two weeks; a month from the end of the commitment on: 31 January and 31 days are 3 March;
/// fifteen days around the end of the discount.
const MONTHLY: [Row; 3] = [
    Row {
        from: "2025-03-10",
        until: "2025-03-24",
        moved: ["2025-08-14", "2026-02-14", "2025-06-14", "2025-04-14"],
        inside: [14, 14],
    },
    Row {
        from: "2025-07-31",
        until: "2025-08-31",
        moved: ["2025-07-31", "2026-03-03", "2025-05-31", "2025-03-31"],
        inside: [0, 0],
    },
    Row {
        from: "2025-05-26",
        until: "2025-06-10",
        moved: ["2025-08-15", "2026-02-15", "2025-06-15", "2025-03-31"],
        inside: [5, 0],
    },
];

fn yearly() -> Agreed {
    Agreed {
        start: "2024-02-29",
        cadence: Cadence::YEARLY,
        price: 365,
        commitment: Length::months(24),
        term: Length::years(1),
        granted_on: "2024-06-15",
        lasts: DiscountDuration::Until(day("2025-06-15")),
        phase: Length::months(12),
        ends: ["2026-02-28", "2025-02-28", "2025-06-15", "2025-02-28"],
        days: [365, 365],
    }
}

/// October 2024; ten days from the renewal on; June, around the day of the grant; the first ten
/// days, 29 February among them.
const YEARLY: [Row; 4] = [
    Row {
        from: "2024-10-01",
        until: "2024-11-01",
        moved: ["2026-03-31", "2025-03-31", "2025-07-16", "2025-03-31"],
        inside: [31, 31],
    },
    Row {
        from: "2025-02-28",
        until: "2025-03-10",
        moved: ["2026-03-10", "2025-02-28", "2025-06-25", "2025-02-28"],
        inside: [10, 0],
    },
    Row {
        from: "2024-06-01",
        until: "2024-07-01",
        moved: ["2026-03-30", "2025-03-30", "2025-07-01", "2025-03-30"],
        inside: [16, 30],
    },
    Row {
        from: "2024-02-29",
        until: "2024-03-10",
        moved: ["2026-03-10", "2025-03-10", "2025-06-15", "2025-03-10"],
        inside: [0, 10],
    },
];

fn shapes() -> [PauseShape; 5] {
    [PauseShape::ByDays, PauseShape::WholePeriods, to_price(3), TO_40_PERCENT, PauseShape::Shift]
}

impl Agreed {
    fn subscribed(&self) -> Account {
        let renewal = Renewal::Tacit { length: self.term, at_most: None };
        let contract = Contract {
            commitment: Some(Lasting::For(self.commitment)),
            term: Some(Term { first: Lasting::For(self.term), renewal }),
            ..contract()
        };
        let price = PhasePrice::Price(UnitPrice::whole(INTRODUCTORY));
        let phases = vec![Phase { length: self.phase, price }];
        let item = recurring(Recurrence { phases, ..Recurrence::every(self.cadence) }, self.price);
        let discount = Discount {
            label: "Loyalty".into(),
            value: DiscountValue::Percent(Percent::whole(10)),
            item: None,
            lasts: self.lasts,
            order: 0,
            in_stubs: StubDiscount::Prorated,
        };
        let id = DiscountId::new("loyal").unwrap();
        Account::of(contract, self.start, item)
            .with(self.granted_on, EventKind::DiscountGranted { id, discount })
    }

    /// Asks for the four dates.
    fn dates(&self, history: &History) -> [NaiveDate; 4] {
        let start = day(self.start);
        let commitment = remaining_commitment(history, start).unwrap().unwrap();
        let renewal = next_renewal(history, start).unwrap().unwrap();
        let range = Period::new(start, day("2027-01-01")).unwrap();
        let stretches = stretches(history, id("fee"), range).unwrap();
        let end = |holds: fn(&Terms) -> bool| {
            let last = stretches.iter().rfind(|stretch: &&Stretch| holds(&stretch.terms)).unwrap();
            last.period.end()
        };
        [commitment.end.unwrap(), renewal.on, end(is_discounted), end(is_introductory)]
    }
}

fn is_discounted(terms: &Terms) -> bool {
    !terms.allowances.is_none()
}

fn is_introductory(terms: &Terms) -> bool {
    terms.price.unit_price() == Some(UnitPrice::whole(INTRODUCTORY))
}

/// Counts the days that are billed at a discount and in the phase.
fn billed(history: &History) -> [u32; 2] {
    let billing = bill(history, &Books::new(), day("2027-01-01")).unwrap();
    let count = |holds: fn(&Terms) -> bool| {
        let lines = billing.documents.iter().flat_map(|document| &document.lines);
        lines.filter(|line| holds(&line.terms)).map(|line| line.share.days()).sum()
    };
    [count(is_discounted), count(is_introductory)]
}

/// Clocks of which one runs on, counted from the commitment.
fn running(which: usize) -> Clocks {
    let mut clocks = Clocks::STOPPED;
    *[&mut clocks.commitment, &mut clocks.term, &mut clocks.discounts, &mut clocks.phases][which] =
        Clock::Runs;
    clocks
}

fn check(agreed: &Agreed, rows: &[Row]) {
    let all = |dates: [&str; 4]| dates.map(day);
    let subscribed = agreed.subscribed();
    assert_eq!(agreed.dates(&subscribed.history), all(agreed.ends));
    assert_eq!(billed(&subscribed.history), agreed.days);
    for Row { from, until, moved, inside } in rows {
        for shape in shapes() {
            let place = format!("{shape:?} from {from} until {until}");
            let stopped = subscribed.clone().with(from, pause(shape, until));
            assert_eq!(agreed.dates(&stopped.history), all(*moved), "{place}");
            for which in 0..4 {
                let clocks = running(which);
                let runs = subscribed.clone().with(from, pause_with(shape, until, clocks));
                let mut expected = *moved;
                expected[which] = agreed.ends[which];
                assert_eq!(agreed.dates(&runs.history), all(expected), "{place}, {which} runs on");
            }
        }
        for shape in shapes() {
            let with = |clocks| {
                billed(&subscribed.clone().with(from, pause_with(shape, until, clocks)).history)
            };
            let put_off = [2, 3].map(|clock| days(agreed.ends[clock], moved[clock]));
            let expected = days_billed(shape, agreed.days, *inside, put_off);
            let Some((stopped, running)) = expected else { continue };
            assert_eq!(with(Clocks::STOPPED), stopped, "{shape:?} from {from} until {until}");
            assert_eq!(with(Clocks::RUNNING), running, "{shape:?} from {from} until {until}");
        }
    }
}

fn days(from: &str, until: &str) -> u32 {
    u32::try_from((day(until) - day(from)).num_days()).unwrap()
}

/// The days billed at a discount and in the phase: a clock that stops loses none of those agreed,
/// one that runs on loses those of the pause.
fn days_billed(
    shape: PauseShape,
    [discount, phase]: [u32; 2],
    inside: [u32; 2],
    put_off: [u32; 2],
) -> Option<([u32; 2], [u32; 2])> {
    match shape {
        PauseShape::ByDays | PauseShape::Shift => {
            Some(([discount, phase], [discount - inside[0], phase - inside[1]]))
        }
        // The days of the pause are charged, at the reduced price less the discount.
        PauseShape::Reduced(ReducedPrice::Percent(_)) => {
            Some(([discount + put_off[0], phase + put_off[1]], [discount, phase]))
        }
        // At another price than that of the phase.
        PauseShape::Reduced(ReducedPrice::Price(_)) => {
            Some(([discount + put_off[0], phase], [discount, phase - inside[1]]))
        }
        // Which days are freed depends on where periods begin: see `charged`.
        PauseShape::WholePeriods => None,
    }
}

#[test]
fn a_pause_moves_the_dates_of_a_weekly_contract() {
    check(&weekly(), &WEEKLY);
}

#[test]
fn a_pause_moves_the_dates_of_a_monthly_contract_from_the_31st() {
    check(&monthly(), &MONTHLY);
}

#[test]
fn a_pause_moves_the_dates_of_a_yearly_contract_from_29_february() {
    check(&yearly(), &YEARLY);
}
