//! TRM-1, TRM-7, TRM-8: ends of every kind.

use tacite::calendar::Length;
use tacite::contract::{
    LastPeriod, Lasting, PauseShape, Recurrence, Renewal, Term, Timing, WithdrawalCredit,
};
use tacite::history::EventKind;

use crate::story::{Story, date, monthly};

fn under(term: Term) -> Story {
    Story::under("2025-01-01", 3_100, monthly(), |contract| contract.term = Some(term))
}

#[test]
fn a_full_last_period_is_charged_whole_and_reopening_it_gives_nothing() {
    let mut story = Story::of("2025-01-01", 3_000, monthly());
    story.tell("2025-01-11", EventKind::EndSet { last_period: Some(LastPeriod::Full) });
    assert_eq!(story.bill("2025-01-31"), ["01.01 01.01..01.02 1-31: 3000"]);
    story.tell("2025-01-11", EventKind::EndCleared);
    assert!(story.bill("2025-01-31").is_empty());
    assert_eq!(story.bill("2025-02-01"), ["01.02 01.02..01.03 1-28: 3000"]);
}

#[test]
fn an_end_that_comes_late_is_credited_on_the_end() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    assert_eq!(story.bill("2025-01-05").len(), 1);
    story.tell("2025-01-11", EventKind::EndSet { last_period: None });
    assert!(story.bill("2025-01-10").is_empty());
    assert_eq!(story.bill("2025-01-11"), ["11.01 01.01..01.02 11-31: -2100 of #1"]);
}

#[test]
fn of_end_and_notice_the_one_recorded_last_holds() {
    let mut story = Story::of("2025-01-01", 3_100, monthly());
    story.tell("2025-01-02", EventKind::NoticeGiven { end: date("2025-01-21") });
    story.tell("2025-01-11", EventKind::EndSet { last_period: None });
    assert_eq!(story.bill("2025-02-28"), ["01.01 01.01..01.02 1-10: 1000"]);
    story.tell("2025-01-02", EventKind::NoticeGiven { end: date("2025-01-21") });
    assert_eq!(story.bill("2025-02-28"), ["01.01 01.01..01.02 11-20: 1000"]);
    story.tell("2025-01-02", EventKind::NoticeWithdrawn);
    assert_eq!(story.bill("2025-02-28"), ["11.01 01.01..01.02 11-20: -1000 of #2"]);
}

#[test]
fn a_term_ends_the_contract_and_stopped_days_move_it() {
    let first = Lasting::For(Length::months(1));
    let mut story = under(Term { first, renewal: Renewal::None });
    story.pause(PauseShape::ByDays, "2025-01-11", Some("2025-01-21"));
    assert_eq!(
        story.bill("2025-03-31"),
        ["01.01 01.01..01.02 1-10, 21-31: 2100", "01.02 01.02..01.03 1-10: 1107"]
    );
}

#[test]
fn terms_renewed_tacitly_are_counted_in_one_go() {
    let first = Lasting::For(Length::months(1));
    let renewal = Renewal::Tacit { length: Length::months(1), at_most: Some(1) };
    let mut story = under(Term { first, renewal });
    assert_eq!(story.bill("2025-12-31").len(), 2);
}

#[test]
fn a_renewal_by_hand_holds_if_it_is_later_than_the_first_term() {
    let first = Lasting::For(Length::months(2));
    let mut story = under(Term { first, renewal: Renewal::ByHand });
    story.tell("2025-01-15", EventKind::RenewedByHand { until: date("2025-02-01") });
    assert_eq!(story.bill("2025-12-31").len(), 2);
    story.tell("2025-01-15", EventKind::RenewedByHand { until: date("2025-04-01") });
    assert_eq!(story.bill("2025-12-31"), ["01.03 01.03..01.04 1-31: 3100"]);
}

#[test]
fn a_withdrawal_credits_everything_or_leaves_the_days_served() {
    let tell = |credit| {
        let mut story = Story::of("2025-01-01", 3_100, monthly());
        assert_eq!(story.bill("2025-01-05").len(), 1);
        story.tell("2025-01-11", EventKind::Withdrawn { credit });
        story.bill("2025-01-11")
    };
    assert_eq!(tell(WithdrawalCredit::Everything), ["01.01 01.01..01.02 1-31: -3100 of #1"]);
    assert_eq!(tell(WithdrawalCredit::LessDaysServed), ["11.01 01.01..01.02 11-31: -2100 of #1"]);
}

#[test]
fn in_arrears_the_end_is_the_trigger() {
    let recurrence = Recurrence { timing: Timing::Arrears, ..monthly() };
    let mut story = Story::of("2025-01-01", 3_100, recurrence);
    story.tell("2025-01-11", EventKind::EndSet { last_period: None });
    assert_eq!(story.bill("2025-01-11"), ["11.01 01.01..01.02 1-10: 1000"]);
}
