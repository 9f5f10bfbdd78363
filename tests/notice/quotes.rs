//! What terminating would do: the same bill, and nothing written (TRM-5, L10).

use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Length;
use tacite::contract::{
    Contract, ExitFee, ExitFeeValue, ItemId, LastPeriod, Lasting, NoticeEnd, RenewalNoticePolicy,
    Tax, Text,
};
use tacite::history::{EventKind, History};
use tacite::money::Percent;
use tacite::query::{QueryError, TerminationAsk, TerminationQuote, termination_quote};

use crate::contracts::{by_the_year, cents, contract, day, euros, notice, started, with};

/// The books once everything up to a day is billed.
fn billed(history: &History, until: &str) -> Books {
    let mut books = Books::new();
    books.post(bill(history, &books, day(until)).unwrap().posting).unwrap();
    books
}

/// Bound for a year, 50.00 for leaving before, plus tax, a fortnight's notice.
fn phone() -> History {
    let tax = Tax::standard(Percent::whole(20));
    let (label, value) = (Text::from("Early exit"), ExitFeeValue::Fixed(euros(50)));
    let contract = Contract {
        notice: notice(Length::days(14), NoticeEnd::AnyDay),
        commitment: Some(Lasting::For(Length::years(1))),
        exit_fee: Some(ExitFee { label, value, tax }),
        ..contract()
    };
    started(contract, "2025-01-01")
}

fn ask(asked_on: &str, end_on: Option<&str>) -> TerminationAsk {
    TerminationAsk { end_on: end_on.map(day), ..TerminationAsk::on(day(asked_on)) }
}

/// Quotes, and holds that the documents are those of the bill and that nothing was written (L10).
fn quote(history: &History, books: &Books, ask: TerminationAsk) -> TerminationQuote {
    let (history_before, books_before) = (history.clone(), books.clone());
    let quote = termination_quote(history, books, ask).unwrap();
    assert_eq!((history, books), (&history_before, &books_before));
    let mut terminated = history.clone();
    let kind = EventKind::Terminated {
        last_period: ask.last_period,
        reason: None,
        exit_fee: quote.exit_fee,
    };
    let sequence = history.events().last().unwrap().sequence + 1;
    let (recorded_on, effective_on) = (ask.asked_on, quote.end);
    let event = tacite::history::Event { sequence, recorded_on, effective_on, kind };
    terminated.push(event).unwrap();
    let as_of = ask.asked_on.max(quote.end);
    assert_eq!(bill(&terminated, books, as_of).unwrap().documents, quote.documents);
    quote
}

/// 15 of 31 days of March come back, the fee is charged
#[test]
fn leaving_inside_the_commitment_costs_the_fee_and_gives_back_the_rest_of_the_month() {
    let history = phone();
    let books = billed(&history, "2025-03-01");
    let quote = quote(&history, &books, ask("2025-03-02", Some("2025-03-17")));
    assert_eq!(quote.end, day("2025-03-17"));
    assert_eq!(quote.last_notice_day, Some(day("2025-03-02")));
    assert_eq!(quote.exit_fee, Some(euros(50)));
    assert_eq!(quote.credit, cents(1_452));
    let left = quote.remaining.unwrap();
    assert_eq!((left.end, left.days), (Some(day("2026-01-01")), Some(290)));
    assert_eq!((left.whole_months, left.months_begun), (Some(9), Some(10)));
    let lines: Vec<_> = quote.documents.iter().flat_map(|document| document.lines.iter()).collect();
    let fee = lines.iter().find(|line| line.item == ItemId::ADJUSTMENT).unwrap();
    assert_eq!(fee.net, euros(50));
    let nets: i64 = lines.iter().map(|line| line.net.minor()).sum();
    assert_eq!(nets, 5_000 - 1_452);
}

/// TRM-4: without a date, the end that notice leads to
#[test]
fn without_a_date_the_quote_is_for_the_earliest_end() {
    let history = phone();
    let books = billed(&history, "2025-12-01");
    let quote = quote(&history, &books, ask("2025-12-05", None));
    assert_eq!((quote.end, quote.last_notice_day), (day("2026-01-01"), Some(day("2025-12-17"))));
    assert_eq!((quote.remaining, quote.exit_fee), (None, None));
    assert_eq!((quote.credit, quote.documents.len()), (euros(0), 0));
}

/// A period that will be billed before the end is among the documents
#[test]
fn what_falls_due_before_the_end_is_in_the_quote() {
    let history = phone();
    let books = billed(&history, "2025-12-01");
    let quote = quote(&history, &books, ask("2025-12-28", None));
    assert_eq!(quote.end, day("2026-01-12"));
    let nets: Vec<_> = quote.documents.iter().map(|document| document.net).collect();
    // 11 of 31 days.
    assert_eq!(nets, [cents(1_065)]);
    assert_eq!(quote.credit, euros(0));
}

/// TRM-8
#[test]
fn a_last_period_in_full_gives_nothing_back() {
    let history = phone();
    let books = billed(&history, "2025-03-01");
    let full = TerminationAsk {
        last_period: Some(LastPeriod::Full),
        ..ask("2025-03-02", Some("2025-03-17"))
    };
    let quote = quote(&history, &books, full);
    assert_eq!((quote.credit, quote.exit_fee), (euros(0), Some(euros(50))));
}

/// TRM-6: not told about the renewal, so free to go at once
#[test]
fn where_exit_is_free_the_quote_is_for_the_day_itself() {
    let renewal_notice =
        Some(RenewalNoticePolicy { opens: Length::months(3), closes: Length::months(1) });
    let yearly = by_the_year(NoticeEnd::TermEnd, Length::months(1));
    let history = started(Contract { renewal_notice, ..yearly }, "2025-01-01");
    let books = billed(&history, "2026-02-01");
    let free = quote(&history, &books, ask("2026-02-15", None));
    assert_eq!((free.end, free.exit_fee), (day("2026-02-15"), None));
    // 14 of 28 days.
    assert_eq!(free.credit, cents(1_500));
    let told = with(history, "2025-09-15", EventKind::RenewalNoticeSent);
    let books = billed(&told, "2026-02-01");
    assert_eq!(quote(&told, &books, ask("2026-02-15", None)).end, day("2027-01-01"));
}

/// HIS-5
#[test]
fn an_end_before_the_start_can_not_be_quoted() {
    let error = termination_quote(
        &started(contract(), "2025-01-01"),
        &Books::new(),
        ask("2025-01-05", Some("2024-12-31")),
    );
    let Err(QueryError::History(error)) = error else { unreachable!("{error:?}") };
    assert_eq!(
        error.to_string(),
        "event 3 (terminated): the end 2024-12-31 lies before the start 2025-01-01 (HIS-5)"
    );
}
