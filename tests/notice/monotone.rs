//! The earliest end on random contracts, with pauses and changes of the commitment: what walking day
//! by day finds, and never earlier for asking later.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tacite::calendar::Length;
use tacite::contract::{
    Clock, Clocks, Contract, Lasting, NoticeEnd, NoticePolicy, Pause, PauseShape, Renewal,
    SubscriptionId, Term,
};
use tacite::history::{Event, EventKind, History};
use tacite::query::{earliest_end, earliest_end_with_fee, last_notice_day};

use crate::contracts::{contract, day, fee, monthly};
use crate::walked::{Walked, plus};

const CASES: u32 = if cfg!(debug_assertions) { 400 } else { 5_000 };

fn starts() -> impl Strategy<Value = NaiveDate> {
    let edges = ["2024-01-31", "2024-02-29", "2025-01-01", "2025-03-31", "2025-12-31"];
    prop_oneof![
        prop::sample::select(edges.to_vec()).prop_map(day),
        (0..730_u64).prop_map(|days| day("2024-01-01") + Days::new(days)),
    ]
}

/// Lengths of a term or a commitment: no term is under 4 days.
fn spans() -> impl Strategy<Value = Length> {
    prop_oneof![
        (1..=24_u32).prop_map(Length::months),
        (1..=2_u32).prop_map(Length::years),
        (4..=400_u32).prop_map(Length::days),
        (1..=60_u32).prop_map(Length::weeks),
    ]
}

fn notices() -> impl Strategy<Value = Option<NoticePolicy>> {
    let length = prop_oneof![
        (0..=12_u32).prop_map(Length::months),
        (0..=100_u32).prop_map(Length::days),
        (1..=8_u32).prop_map(Length::weeks),
    ];
    let ends = prop::sample::select(vec![
        NoticeEnd::TermEnd,
        NoticeEnd::TermEnd,
        NoticeEnd::PeriodEnd,
        NoticeEnd::MonthEnd,
        NoticeEnd::AnyDay,
    ]);
    prop::option::weighted(0.9, (length, ends))
        .prop_map(|notice| notice.map(|(length, ends)| NoticePolicy { length, ends }))
}

fn terms() -> impl Strategy<Value = Option<Term>> {
    let renewal = prop_oneof![
        3 => spans().prop_map(|length| Renewal::Tacit { length, at_most: None }),
        2 => (spans(), 0..4_u32)
            .prop_map(|(length, at_most)| Renewal::Tacit { length, at_most: Some(at_most) }),
        1 => Just(Renewal::None),
        1 => Just(Renewal::OpenEnded),
        1 => Just(Renewal::ByHand),
    ];
    let term = (spans(), renewal);
    prop::option::weighted(0.9, term)
        .prop_map(|term| term.map(|(first, renewal)| Term { first: Lasting::For(first), renewal }))
}

fn clocks() -> impl Strategy<Value = Clocks> {
    let runs = |commitment, term| Clocks { commitment, term, ..Clocks::STOPPED };
    prop::sample::select(vec![
        Clocks::STOPPED,
        Clocks::RUNNING,
        runs(Clock::Runs, Clock::Stops),
        runs(Clock::Stops, Clock::Runs),
    ])
}

/// What happens, so many days after the start; dates are counted from that day.
#[derive(Clone, Debug)]
enum Happening {
    Pause(Option<u64>, Clocks),
    Resumption,
    Commitment(Option<u64>),
    Renewal(u64),
    End,
}

fn happenings() -> impl Strategy<Value = Vec<(u64, Happening)>> {
    let kind = prop_oneof![
        6 => (prop::option::weighted(0.9, 0..90_u64), clocks())
            .prop_map(|(days, clocks)| Happening::Pause(days, clocks)),
        1 => Just(Happening::Resumption),
        3 => prop::option::weighted(0.9, 0..900_u64).prop_map(Happening::Commitment),
        1 => (30..900_u64).prop_map(Happening::Renewal),
        1 => Just(Happening::End),
    ];
    prop::collection::vec((0..1500_u64, kind), 0..6)
}

fn contracts() -> impl Strategy<Value = Contract> {
    let commitment = prop::option::of(spans().prop_map(Lasting::For));
    (terms(), notices(), commitment).prop_map(|(term, notice, commitment)| Contract {
        term,
        notice,
        commitment,
        ..contract()
    })
}

fn events(start: NaiveDate, contract: Contract, happenings: &[(u64, Happening)]) -> Vec<Event> {
    let mut kinds = vec![
        (start, EventKind::Started { contract }),
        (start, EventKind::ItemAdded { id: fee(), item: monthly() }),
    ];
    for (days, happening) in happenings {
        let on = start + Days::new(*days);
        let later = |days: u64| on + Days::new(days);
        let kind = match happening {
            Happening::Pause(lasts, clocks) => {
                let pause = Pause::new(PauseShape::ByDays, lasts.map(later));
                EventKind::Paused { pause: Pause { clocks: *clocks, ..pause } }
            }
            Happening::Resumption => EventKind::Resumed,
            Happening::Commitment(lasts) => {
                EventKind::CommitmentChanged { until: lasts.map(later) }
            }
            Happening::Renewal(lasts) => EventKind::RenewedByHand { until: later(*lasts) },
            Happening::End => EventKind::EndSet { last_period: None },
        };
        kinds.push((on, kind));
    }
    (1..).zip(kinds).map(|(sequence, (on, kind))| Event::on(on, sequence, kind)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_earliest_end_is_what_walking_finds_and_asking_later_is_never_earlier(
        start in starts(),
        contract in contracts(),
        happenings in happenings(),
        mut asked_after in prop::collection::vec(-60..1500_i64, 1..6),
    ) {
        let policy = contract.notice;
        let events = events(start, contract, &happenings);
        let history = History::of(SubscriptionId::new("sub-1").unwrap(), events.clone()).unwrap();
        let walked = Walked::of(&events);
        asked_after.sort_unstable();
        let (mut before, mut with_fee_before) = (Some(NaiveDate::MIN), Some(NaiveDate::MIN));
        for days in asked_after {
            let asked = start + chrono::TimeDelta::days(days);
            let found = earliest_end(&history, asked).unwrap();
            prop_assert_eq!(found.end, walked.earliest_end(asked), "asked on {}", asked);
            prop_assert!(is_not_earlier(before, found.end), "asked on {}", asked);
            let with_fee = earliest_end_with_fee(&history, asked).unwrap();
            prop_assert!(is_not_earlier(with_fee_before, with_fee.end), "asked on {}", asked);
            prop_assert!(is_not_earlier(with_fee.end, found.end), "the commitment is no favour");
            if let (Some(policy), Some(end), Some(last)) =
                (policy, found.end, found.last_notice_day)
            {
                prop_assert_eq!(last, last_notice_day(policy, end).unwrap());
                prop_assert!(asked <= last);
                prop_assert_eq!(earliest_end(&history, last).unwrap().end, Some(end));
            }
            (before, with_fee_before) = (found.end, with_fee.end);
        }
    }
}

/// Whether an end is not before another; none is later than any.
fn is_not_earlier(before: Option<NaiveDate>, after: Option<NaiveDate>) -> bool {
    match (before, after) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(before), Some(after)) => before <= after,
    }
}

/// The model itself, on a date worked out by hand: 14 days stopped before 1 January 2026.
#[test]
fn the_model_moves_a_term_by_the_days_of_a_pause() {
    let pause = Pause::new(PauseShape::ByDays, Some(day("2025-03-24")));
    let term = Some(Term {
        first: Lasting::For(Length::years(1)),
        renewal: Renewal::Tacit { length: Length::years(1), at_most: None },
    });
    let notice = Some(NoticePolicy { length: Length::months(1), ends: NoticeEnd::TermEnd });
    let start = day("2025-01-01");
    let contract = Contract { term, notice, ..contract() };
    let mut events = events(start, contract, &[]);
    events.push(Event::on(day("2025-03-10"), 3, EventKind::Paused { pause }));
    let walked = Walked::of(&events);
    assert_eq!(walked.earliest_end(start), Some(day("2026-01-15")));
    assert_eq!(walked.earliest_end(day("2025-12-14")), Some(day("2026-01-15")));
    assert_eq!(walked.earliest_end(day("2025-12-15")), Some(day("2027-01-15")));
    assert_eq!(plus(day("2025-01-31"), Length::months(1), 1), day("2025-02-28"));
}
