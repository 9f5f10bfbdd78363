//! `docs/EVENT_FORMAT.md` is true: its examples are read, its kinds are all there, and a default
//! that is spelled out means what its absence does.

use tacite_formats::events::{EventFile, read_events, write_events};

const DOCUMENT: &str = include_str!("../../docs/EVENT_FORMAT.md");
const HEADER: &str = r#"{"format":"tacite-events","version":1,"subscription":"sub-1"}"#;

fn read(text: &str) -> EventFile {
    match read_events("file", text) {
        Ok(file) => file,
        Err(error) => panic!("{error}\n{text}"),
    }
}

/// Checks that a field in place of `<>` says what its absence does, and that it is not written.
fn default(template: &str, field: &str) {
    let text = |field: &str| format!("{HEADER}\n{}\n", template.replace("<>", field));
    let (absent, spelled) = (read(&text("")), read(&text(field)));
    assert_eq!(absent, spelled, "{field} is no default");
    assert_eq!(write_events(&spelled), text(""), "{field} is written");
}

#[test]
fn the_examples_are_read() {
    let examples: Vec<_> =
        DOCUMENT.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(!examples.is_empty());
    for example in examples {
        let file = read(example);
        assert!(file.comment.is_some());
        assert_eq!(file.history.events().len(), 3);
        assert_eq!(file.comments.get(&3).map(String::as_str), Some("Announced ahead."));
    }
}

#[test]
fn every_kind_is_documented() {
    let golden = read(include_str!("golden/v1-all-kinds.jsonl"));
    for event in golden.history.events() {
        let name = format!("`{}`", event.kind.name());
        assert!(DOCUMENT.contains(&name), "{name} is not in docs/EVENT_FORMAT.md");
    }
}

#[test]
fn every_field_is_documented() {
    let mut fields = 0;
    for golden in [
        include_str!("golden/v1-all-kinds.jsonl"),
        include_str!("golden/v1-all-values.jsonl"),
        include_str!("golden/v1-whole-life.jsonl"),
    ] {
        for (before, _) in golden.match_indices("\":").map(|(end, _)| golden.split_at(end)) {
            let name = before.rsplit('"').next().unwrap();
            let documented = [format!("`{name}`"), format!("\"{name}\"")];
            assert!(
                documented.iter().any(|spelling| DOCUMENT.contains(spelling)),
                "{name} is not in docs/EVENT_FORMAT.md"
            );
            fields += 1;
        }
    }
    assert!(fields > 1000, "{fields} fields");
}

#[test]
fn an_event_holds_from_the_day_on_which_it_is_recorded() {
    let event = r#"{"sequence":1,"recorded_on":"2025-01-31"<>,"event":"resumed"}"#;
    default(event, r#","effective_on":"2025-01-31""#);
}

#[test]
fn a_withdrawal_credits_everything() {
    let event = r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"withdrawn":{<>}}}"#;
    default(event, r#""credit":"everything""#);
}

#[test]
fn a_pause_stops_every_clock() {
    let event = r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"paused":{"pause":{"shape":"by-days"<>}}}}"#;
    default(event, r#","clocks":{}"#);
    for clock in ["commitment", "term", "discounts", "phases"] {
        default(event, &format!(r#","clocks":{{"{clock}":"stops"}}"#));
    }
}

#[test]
fn a_discount_is_of_order_0() {
    let event = r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"discount-granted":{"id":"d","discount":{"label":"Ten","value":{"percent":"10"},"lasts":"forever"<>}}}}"#;
    default(event, r#","order":0"#);
}

#[test]
fn days_come_before_the_month_end() {
    let event = r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"payment-terms-changed":{"payment_terms":{"end-of-month":{"days":45<>}}}}}"#;
    default(event, r#","order":"days-first""#);
}

#[test]
fn the_defaults_of_a_contract() {
    let event = r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"started":{"contract":{"label":"Plan","customer":"c","currency":"EUR"<>}}}}"#;
    for field in [
        r#","payment_terms":"on-receipt""#,
        r#","payment_means":"transfer""#,
        r#","rounding":"half-away-from-zero""#,
        r#","billing":{}"#,
        r#","billing":{"due":"on-effect"}"#,
        r#","billing":{"catch_up":"per-due-date"}"#,
        r#","billing":{"window":"day"}"#,
        r#","billing":{"zero_lines":"shown"}"#,
        r#","billing":{"corrections":"credit-note"}"#,
        r#","billing":{"credit_tax":"per-document"}"#,
        r#","billing":{"business_days":{}}"#,
        r#","billing":{"business_days":{"holidays":"weekends-only"}}"#,
        r#","billing":{"business_days":{"documents":"unadjusted","payments":"unadjusted"}}"#,
        r#","pauses":{}"#,
    ] {
        default(event, field);
    }
}

#[test]
fn the_defaults_of_an_item() {
    for (before_tax, rate) in [
        (r#","supply":"services""#, ""),
        (r#","quantity":"1""#, ""),
        (r#","quantity":"1.000""#, ""),
        (r#","unit":"C62""#, ""),
        ("", r#","rate":"0""#),
        (r#","pausing":"follows""#, ""),
        (r#","refund":"kept""#, ""),
    ] {
        let event = r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"item-added":{"id":"i","item":{"label":"Item","price":{"flat":"30"}<1>,"tax":{"category":"exempt"<2>},"schedule":"once"}}}}"#;
        let (event, field) = if rate.is_empty() {
            (event.replace("<1>", "<>").replace("<2>", ""), before_tax)
        } else {
            (event.replace("<1>", "").replace("<2>", "<>"), rate)
        };
        default(&event, field);
    }
}

#[test]
fn the_defaults_of_a_recurrence() {
    let event = r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"item-added":{"id":"i","item":{"label":"Item","price":{"flat":"30"},"tax":{"category":"exempt"},"schedule":{"every":"1 month"<>}}}}}"#;
    for field in [
        r#","anchor":"start""#,
        r#","overflow":"backward""#,
        r#","timing":"advance""#,
        r#","offset_days":0"#,
        r#","stubs":{}"#,
        r#","stubs":{"first_trigger":"short"}"#,
        r#","stubs":{"first":"prorated","last":"prorated"}"#,
        r#","phases":[]"#,
        r#","basis":"actual-days""#,
    ] {
        default(event, field);
    }
}
