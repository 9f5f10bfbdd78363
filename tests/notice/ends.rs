//! The end that notice leads to, kind by kind, on dates worked out by hand (TRM-4).

use tacite::calendar::{Anchor, Cadence, DayOfMonth, Length};
use tacite::contract::{
    Contract, GridAnchor, Lasting, NoticeEnd, NoticePolicy, PauseShape, Renewal, SubscriptionId,
};
use tacite::history::{EventKind, History};
use tacite::query::{
    EarliestEnd, QueryError, TerminationAsk, earliest_end, earliest_end_with_fee, last_notice_day,
    termination_quote,
};

use crate::contracts::{
    by_the_year, contract, day, fee, notice, pause, started, tacit, term, with,
};

/// Asks for the earliest end; "never" if there is none.
fn end(history: &History, asked_on: &str) -> String {
    let end = earliest_end(history, day(asked_on)).unwrap().end;
    end.map_or("never".to_owned(), |end| end.to_string())
}

fn last(length: Length, end: &str) -> String {
    let policy = NoticePolicy { length, ends: NoticeEnd::TermEnd };
    last_notice_day(policy, day(end)).unwrap().to_string()
}

/// TRM-4
#[test]
fn the_last_notice_day_is_the_end_less_the_length_less_a_day() {
    assert_eq!(last(Length::months(3), "2027-01-01"), "2026-09-30");
    assert_eq!(last(Length::months(3), "2026-05-31"), "2026-02-27");
    assert_eq!(last(Length::months(3), "2024-05-31"), "2024-02-28");
    assert_eq!(last(Length::months(1), "2026-01-01"), "2025-11-30");
    assert_eq!(last(Length::years(1), "2025-02-28"), "2024-02-27");
    assert_eq!(last(Length::weeks(6), "2026-01-01"), "2025-11-19");
    assert_eq!(last(Length::days(0), "2026-01-01"), "2025-12-31");
    assert!(
        last_notice_day(
            NoticePolicy { length: Length::days(0), ends: NoticeEnd::AnyDay },
            chrono::NaiveDate::MIN
        )
        .is_err()
    );
}

/// TRM-4: three months to the end of a year
#[test]
fn notice_on_the_last_day_ends_the_year_and_one_day_later_the_next_one() {
    let lift = started(by_the_year(NoticeEnd::TermEnd, Length::months(3)), "2026-01-01");
    assert_eq!(
        earliest_end(&lift, day("2026-09-30")),
        Ok(EarliestEnd { end: Some(day("2027-01-01")), last_notice_day: Some(day("2026-09-30")) })
    );
    assert_eq!(end(&lift, "2026-10-01"), "2028-01-01");
}

/// TRM-1, TRM-4: terms from 31 August end on the last day of February, not three days before
#[test]
fn term_ends_are_counted_from_the_start_in_one_go() {
    let mut contract = by_the_year(NoticeEnd::TermEnd, Length::months(3));
    contract.term = term(Length::months(3), tacit(Length::months(3)));
    let history = started(contract, "2025-08-31");
    assert_eq!(end(&history, "2025-08-31"), "2026-02-28");
    assert_eq!(end(&history, "2025-11-27"), "2026-02-28");
    assert_eq!(end(&history, "2025-11-28"), "2026-05-31");
    assert_eq!(end(&history, "2026-02-27"), "2026-05-31");
    assert_eq!(end(&history, "2026-02-28"), "2026-08-31");
}

/// TRM-4: the day after, then the length; a day that the month lacks goes forward
#[test]
fn notice_to_any_day_ends_after_its_length() {
    let contract = |length| Contract { notice: notice(length, NoticeEnd::AnyDay), ..contract() };
    let month = started(contract(Length::months(1)), "2025-01-01");
    assert_eq!(end(&month, "2025-01-14"), "2025-02-15");
    assert_eq!(end(&month, "2025-01-27"), "2025-02-28");
    for asked_on in ["2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31"] {
        assert_eq!(end(&month, asked_on), "2025-03-01", "asked on {asked_on}");
    }
    let fortnight = started(contract(Length::weeks(2)), "2025-01-01");
    assert_eq!(end(&fortnight, "2025-01-14"), "2025-01-29");
    let none = started(contract(Length::days(0)), "2025-01-01");
    assert_eq!(end(&none, "2025-01-14"), "2025-01-15");
}

/// TRM-4
#[test]
fn notice_to_the_end_of_a_month_ends_on_the_first_of_one() {
    let notice = notice(Length::months(1), NoticeEnd::MonthEnd);
    let history = started(Contract { notice, ..contract() }, "2025-01-01");
    assert_eq!(end(&history, "2025-03-15"), "2025-05-01");
    assert_eq!(end(&history, "2025-03-31"), "2025-05-01");
    assert_eq!(end(&history, "2025-04-01"), "2025-06-01");
    assert_eq!(end(&history, "2025-11-30"), "2026-01-01");
}

/// TRM-4, CAL-3: periods from the 31st end on 28 February, 31 March, 30 April
#[test]
fn notice_to_the_end_of_a_period_follows_the_first_recurring_item() {
    let notice = notice(Length::days(14), NoticeEnd::PeriodEnd);
    let history = started(Contract { notice, ..contract() }, "2025-01-31");
    assert_eq!(end(&history, "2025-02-10"), "2025-02-28");
    assert_eq!(end(&history, "2025-02-13"), "2025-02-28");
    assert_eq!(end(&history, "2025-02-14"), "2025-03-31");
    assert_eq!(end(&history, "2025-03-17"), "2025-04-30");

    // The anchor is the 15th from 15 March on: the period that runs then is cut.
    let fifteenth = Anchor::DayOfMonth(DayOfMonth::new(15).unwrap());
    let anchor = GridAnchor::Rule(fifteenth);
    let moved = with(history, "2025-03-15", EventKind::AnchorChanged { id: fee(), anchor });
    assert_eq!(end(&moved, "2025-02-14"), "2025-03-15");
    assert_eq!(end(&moved, "2025-03-01"), "2025-04-15");

    // By the quarter from 15 April on.
    let kind = EventKind::CadenceChanged { id: fee(), cadence: Cadence::QUARTERLY };
    let quarterly = with(moved, "2025-04-15", kind);
    assert_eq!(end(&quarterly, "2025-03-31"), "2025-04-15");
    assert_eq!(end(&quarterly, "2025-04-01"), "2025-07-15");
}

/// PAU-2: the period that runs ends so many days later, and the next ones follow from it
#[test]
fn a_shift_pause_moves_the_ends_of_periods() {
    let notice = notice(Length::days(0), NoticeEnd::PeriodEnd);
    let history = started(Contract { notice, ..contract() }, "2025-01-31");
    let shifted = with(history.clone(), "2025-02-10", pause(PauseShape::Shift, Some("2025-02-17")));
    assert_eq!(end(&shifted, "2025-02-01"), "2025-03-07");
    assert_eq!(end(&shifted, "2025-02-12"), "2025-03-07");
    assert_eq!(end(&shifted, "2025-03-07"), "2025-04-07");

    // Nothing runs on 28 February: the period before has ended, the next one begins on 10 March.
    let between = with(history.clone(), "2025-02-28", pause(PauseShape::Shift, Some("2025-03-10")));
    assert_eq!(end(&between, "2025-02-27"), "2025-02-28");
    assert_eq!(end(&between, "2025-02-28"), "2025-04-10");

    let open = with(history, "2025-02-10", pause(PauseShape::Shift, None));
    assert_eq!(end(&open, "2025-02-12"), "never");
}

/// TRM-2, TRM-4, REQUIREMENTS (c) 6: never before the end of the commitment, unless a fee is paid
#[test]
fn the_commitment_holds_notice_back_unless_the_fee_is_paid() {
    let mut phone = contract();
    phone.notice = notice(Length::days(10), NoticeEnd::AnyDay);
    phone.commitment = Some(Lasting::For(Length::months(12)));
    let history = started(phone, "2025-01-15");
    assert_eq!(end(&history, "2025-03-01"), "2026-01-15");
    assert_eq!(
        earliest_end(&history, day("2025-03-01")).unwrap().last_notice_day,
        Some(day("2026-01-04"))
    );
    assert_eq!(end(&history, "2026-01-04"), "2026-01-15");
    assert_eq!(end(&history, "2026-01-05"), "2026-01-16");
    let with_fee = earliest_end_with_fee(&history, day("2025-03-01")).unwrap();
    assert_eq!(with_fee.end, Some(day("2025-03-12")));

    // 14 days stopped.
    let paused = with(history, "2025-06-01", pause(PauseShape::ByDays, Some("2025-06-15")));
    assert_eq!(end(&paused, "2025-03-01"), "2026-01-29");
}

/// TRM-2: 12 + 12 months, the second ones agreed for a new phone
#[test]
fn a_commitment_that_is_lengthened_later_binds_from_then_on_only() {
    let mut phone = contract();
    phone.notice = notice(Length::days(10), NoticeEnd::AnyDay);
    phone.commitment = Some(Lasting::For(Length::months(12)));
    let until = Some(day("2027-03-01"));
    let history =
        with(started(phone, "2025-01-15"), "2026-03-01", EventKind::CommitmentChanged { until });
    assert_eq!(end(&history, "2025-03-01"), "2026-01-15");
    assert_eq!(end(&history, "2026-02-18"), "2026-03-01");
    assert_eq!(end(&history, "2026-02-19"), "2027-03-01");
}

/// L14's sister: a commitment shortened from 1 May on lets go on 1 June, whenever that is asked
#[test]
fn a_commitment_that_is_shortened_later_gives_no_earlier_end_for_asking_later() {
    let mut bound = contract();
    bound.commitment = Some(Lasting::For(Length::years(2)));
    let until = Some(day("2025-06-01"));
    let history =
        with(started(bound, "2025-01-01"), "2025-05-01", EventKind::CommitmentChanged { until });
    assert_eq!(end(&history, "2025-04-30"), "2025-06-01");
    assert_eq!(end(&history, "2025-05-01"), "2025-06-01");
    assert_eq!(end(&history, "2025-07-01"), "2025-07-01");
}

/// TRM-4: no notice agreed
#[test]
fn where_no_notice_is_agreed_any_day_will_do() {
    let history = started(contract(), "2025-01-15");
    assert_eq!(
        earliest_end(&history, day("2025-03-01")),
        Ok(EarliestEnd { end: Some(day("2025-03-01")), last_notice_day: Some(day("2025-03-01")) })
    );
    assert_eq!(end(&history, "2025-01-01"), "2025-01-15");
}

/// TRM-1: open-ended after the first term, which must be served
#[test]
fn an_open_ended_contract_ends_on_any_day_after_its_first_term() {
    let mut contract = contract();
    contract.term = term(Length::years(1), Renewal::OpenEnded);
    contract.notice = notice(Length::months(2), NoticeEnd::TermEnd);
    let history = started(contract, "2025-01-01");
    assert_eq!(end(&history, "2025-03-01"), "2026-01-01");
    assert_eq!(end(&history, "2025-10-31"), "2026-01-01");
    assert_eq!(end(&history, "2025-11-01"), "2026-01-02");
    assert_eq!(end(&history, "2026-03-09"), "2026-05-10");
}

/// TRM-1: the contract ends then without notice
#[test]
fn a_contract_that_ends_anyway_ends_then_at_the_latest() {
    let mut fixed = contract();
    fixed.term = term(Length::years(1), Renewal::None);
    fixed.notice = notice(Length::months(2), NoticeEnd::AnyDay);
    let history = started(fixed.clone(), "2025-01-01");
    assert_eq!(end(&history, "2025-03-09"), "2025-05-10");
    assert_eq!(
        earliest_end(&history, day("2025-12-20")),
        Ok(EarliestEnd { end: Some(day("2026-01-01")), last_notice_day: None })
    );
    assert_eq!(end(&history, "2026-12-20"), "2026-01-01");

    fixed.term =
        term(Length::months(6), Renewal::Tacit { length: Length::months(6), at_most: Some(1) });
    fixed.notice = notice(Length::months(2), NoticeEnd::TermEnd);
    let twice = started(fixed, "2025-01-01");
    assert_eq!(end(&twice, "2025-04-30"), "2025-07-01");
    assert_eq!(end(&twice, "2025-05-01"), "2026-01-01");
    assert_eq!(end(&twice, "2025-12-20"), "2026-01-01");

    let set = EventKind::EndSet { last_period: None };
    let ended = with(started(contract(), "2025-01-01"), "2025-04-01", set);
    assert_eq!(end(&ended, "2025-02-01"), "2025-02-01");
    assert_eq!(end(&ended, "2025-05-01"), "2025-04-01");
}

/// TRM-1: renewed until 1 September 2026
#[test]
fn a_contract_renewed_by_hand_ends_with_the_term_that_was_agreed() {
    let mut by_hand = contract();
    by_hand.term = term(Length::years(1), Renewal::ByHand);
    by_hand.notice = notice(Length::months(1), NoticeEnd::TermEnd);
    let history = started(by_hand, "2025-01-01");
    assert_eq!(end(&history, "2025-12-15"), "2026-01-01");
    let until = day("2026-09-01");
    let renewed = with(history, "2025-12-20", EventKind::RenewedByHand { until });
    assert_eq!(end(&renewed, "2025-11-30"), "2026-01-01");
    assert_eq!(end(&renewed, "2025-12-20"), "2026-09-01");
}

/// PAU-3: 14 days stopped put the end of the term off, and with it the last day of notice
#[test]
fn a_pause_puts_the_end_of_the_term_off() {
    let lift = started(by_the_year(NoticeEnd::TermEnd, Length::months(3)), "2026-01-01");
    let paused = with(lift, "2026-03-10", pause(PauseShape::ByDays, Some("2026-03-24")));
    assert_eq!(end(&paused, "2026-10-14"), "2027-01-15");
    assert_eq!(end(&paused, "2026-10-15"), "2028-01-15");
}

/// PAU-3
#[test]
fn while_an_open_pause_stops_the_term_there_is_no_end() {
    let lift = started(by_the_year(NoticeEnd::TermEnd, Length::months(3)), "2026-01-01");
    let paused = with(lift, "2026-03-10", pause(PauseShape::ByDays, None));
    assert_eq!(end(&paused, "2026-03-15"), "never");
    let asked_on = day("2026-03-15");
    let quote =
        termination_quote(&paused, &tacite::books::Books::new(), TerminationAsk::on(asked_on));
    assert_eq!(quote, Err(QueryError::NeverEnds { asked_on }));
    let resumed = with(paused, "2026-03-24", EventKind::Resumed);
    assert_eq!(end(&resumed, "2026-03-15"), "2027-01-15");
}

/// TRM-4: as of the start
#[test]
fn notice_before_the_start_leads_to_no_end_before_it() {
    let mut contract = contract();
    contract.notice = notice(Length::days(10), NoticeEnd::AnyDay);
    let history = started(contract, "2026-01-01");
    assert_eq!(end(&history, "2025-06-01"), "2026-01-01");
    assert_eq!(end(&history, "2025-12-25"), "2026-01-05");
}

/// HIS-2
#[test]
fn what_was_not_started_has_no_end() {
    let history = History::new(SubscriptionId::new("sub-1").unwrap());
    assert_eq!(earliest_end(&history, day("2026-01-01")), Err(QueryError::NotStarted));
    assert_eq!(QueryError::NotStarted.to_string(), "the subscription was not started (HIS-2)");
}
