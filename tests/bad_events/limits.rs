//! What is too big for a file in the tree: long lines, long values, many events.

use std::fmt::Write;

use tacite::history::EVENTS_MAX;
use tacite_formats::events::{EventFault, LINE_BYTES_MAX, read_events};

const HEADER: &str = r#"{"format":"tacite-events","version":1,"subscription":"sub-1"}"#;

fn event_with_comment(chars: usize) -> String {
    let comment = "x".repeat(chars);
    format!(
        r#"{{"sequence":1,"recorded_on":"2025-01-31","event":"resumed","comment":"{comment}"}}"#
    )
}

#[test]
fn a_line_of_a_mebibyte_is_read_and_one_byte_more_is_not() {
    let rest = event_with_comment(0).len();
    let longest = event_with_comment(LINE_BYTES_MAX - rest);
    assert_eq!(longest.len(), LINE_BYTES_MAX);
    assert!(read_events("long", format!("{HEADER}\n{longest}")).is_ok());

    let longer = event_with_comment(LINE_BYTES_MAX - rest + 1);
    let error = read_events("long", format!("{HEADER}\n{longer}")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "long:2:1: the line has 1048577 bytes, at most 1048576 are allowed"
    );
}

#[test]
fn a_history_that_is_full_takes_no_event_more() {
    let mut text = format!("{HEADER}\n");
    for sequence in 1..=EVENTS_MAX + 1 {
        let event = r#""recorded_on":"2025-01-31","event":"resumed""#;
        writeln!(text, "{{\"sequence\":{sequence},{event}}}").unwrap();
    }
    let error = read_events("many", &text).unwrap_err();
    assert_eq!(error.line, EVENTS_MAX + 2);
    assert!(matches!(error.fault, EventFault::History(_)));

    let last_line = text.trim_end().rfind('\n').unwrap();
    assert_eq!(read_events("many", &text[..last_line]).unwrap().history.events().len(), EVENTS_MAX);
}

#[test]
fn a_message_is_short_and_on_one_line_whatever_the_file_says() {
    let long = "\\n\u{7f}é".repeat(50_000);
    for (place, needle) in [
        (format!("\"{long}\":1,\"sequence\":1"), "unknown field"),
        (format!("\"recorded_on\":\"{long}\""), "is no date"),
        (format!("\"sequence\":\"{long}\""), "invalid type"),
        (format!("\"event\":\"{long}\""), "unknown variant"),
        (format!("\"event\":{{\"item-removed\":{{\"id\":\"{long}\"}}}}"), "identifier"),
        (format!("\"event\":{{\"withdrawn\":{{\"credit\":\"{long}\"}}}}"), "unknown variant"),
    ] {
        let error = read_events("f", format!("{HEADER}\n{{{place}}}")).unwrap_err().to_string();
        assert!(error.chars().count() < 1200, "{} characters", error.chars().count());
        assert!(!error.contains(char::is_control), "{error}");
        assert!(error.contains(needle), "{error}");
    }
}
