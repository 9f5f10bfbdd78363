//! What is refused, at which place and for what: one typed error each, never a panic, and no memory spent
//! on what is only announced.

use tacite::contract::Plan;
use tacite::history::{Event, History};
use tacite_formats::{Fault, Limits, Place, Reader, Value, cbor, json, json_lines};

const PLAN: &str = r#"{"format":"tacite-plan","version":1,"value":{"id":"basic","items":[]}}"#;

fn plan(text: impl AsRef<[u8]>) -> String {
    json::read::<Plan>("plan.json", text).unwrap_err().to_string()
}

fn event(body: &str) -> String {
    let text = format!(r#"{{"format":"tacite-event","version":1,"value":{body}}}"#);
    json::read::<Event>("event.json", text).unwrap_err().to_string()
}

#[test]
fn bytes_that_are_no_json() {
    assert_eq!(plan(""), "plan.json:1:1: there is no value");
    assert_eq!(plan(" \n"), "plan.json:1:1: there is no value");
    assert_eq!(
        plan("\u{FEFF}{}"),
        "plan.json:1:1: the text begins with a byte order mark: UTF-8 without one is needed"
    );
    assert_eq!(plan(b"{\n\"\xC3\xA9\xFF\"}"), "plan.json:2:3: byte 0xFF is not UTF-8");
    assert_eq!(
        plan("[]"),
        "plan.json:1:1: an array stands where an object with named fields is needed"
    );
    assert_eq!(plan("NaN"), "plan.json:1:1: expected value");
    assert_eq!(plan("{"), "plan.json:1:2: it is cut off: EOF while parsing an object");
    assert_eq!(plan(&PLAN[..50]), "plan.json:1:51: it is cut off: EOF while parsing a value");
    assert_eq!(plan(format!("{PLAN} x")), "plan.json:1:72: trailing characters");
}

#[test]
fn envelopes_of_something_else() {
    assert_eq!(
        plan("{}"),
        "plan.json:1:1: no envelope such as {\"format\":…,\"version\":…,\"value\":…}: the field \"format\" is missing"
    );
    assert!(
        plan(r#"{"format":"tacite-plan","version":1}"#).ends_with("the field \"value\" is missing")
    );
    assert!(
        plan(r#"{"format":"tacite-plan","value":{}}"#)
            .ends_with("the field \"version\" is missing")
    );
    assert!(plan(PLAN.replace("version", "vers")).ends_with("unknown field \"vers\""));
    assert_eq!(
        plan(PLAN.replace("-plan", "-books")),
        "plan.json:1:11: format \"tacite-books\" is not \"tacite-plan\"",
    );
    assert_eq!(
        plan(PLAN.replace(":1,", ":2,")),
        "plan.json:1:35: version 2 of tacite-plan is not supported, this reader knows version 1",
    );
    assert_eq!(
        plan(PLAN.replace(":1,", ":0,")),
        "plan.json:1:45: version 0 of tacite-plan is not supported, this reader knows version 1",
    );
    assert_eq!(
        plan(PLAN.replace(":1,", ":\"1\",")),
        "plan.json:1:35: invalid type: string \"1\", expected the number of a version"
    );
}

#[test]
fn values_that_are_none() {
    assert_eq!(
        plan(PLAN.replace("\"basic\"", "null")),
        "plan.json:1:51: null is no value of the format: leave the field out"
    );
    assert_eq!(
        plan(PLAN.replace("\"basic\"", "1.5")),
        "plan.json:1:51: floats carry no money: a decimal is a string such as \"12.50\" (MON-1)"
    );
    assert_eq!(plan(PLAN.replace("\"basic\"", "1e400")), "plan.json:1:55: number out of range");
    assert_eq!(
        plan(PLAN.replace("\"basic\"", "\"\"")),
        "plan.json:1:51: an identifier is empty, 1 to 39 bytes are needed"
    );
    assert_eq!(
        plan(PLAN.replace("[]", "[],\"x\":1")),
        "plan.json:1:70: unknown field `x`, expected `id` or `items`"
    );
    assert_eq!(
        plan(PLAN.replace("[]", "[],\"id\":\"b\"")),
        "plan.json:1:70: the key \"id\" stands twice in one object"
    );
    assert_eq!(
        plan(PLAN.replace("[]", "[[]]")),
        "plan.json:1:68: an array stands where an object with named fields is needed"
    );
    assert_eq!(plan(PLAN.replace("\"id\":\"basic\",", "")), "plan.json:1:45: missing field `id`");
    assert_eq!(
        plan(PLAN.replace("{\"id\":\"basic\",\"items\":[]}", "[\"basic\",[]]")),
        "plan.json:1:45: an array stands where an object with named fields is needed"
    );
    assert_eq!(
        event(r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"resumed":null}}"#),
        "event.json:1:106: null is no value of the format: leave the field out"
    );
    assert_eq!(
        event(r#"{"sequence":1,"recorded_on":"2025-02-31","event":"resumed"}"#),
        "event.json:1:74: \"2025-02-31\" is no date: a day of the calendar as YYYY-MM-DD is needed (CAL-1)"
    );
    assert_eq!(
        event(r#"{"sequence":1,"recorded_on":"2025-01-31","event":"resumed","comment":"x"}"#),
        "event.json:1:105: unknown field `comment`, expected one of `sequence`, `recorded_on`, `effective_on`, `event`"
    );
}

#[test]
fn an_error_has_a_place_a_kind_and_a_rule() {
    let text = PLAN.replace(
        "items\":[",
        "items\":[\n  {\"id\":\"a\",\"item\":{\"label\":\"A\",\"price\":{\"flat\":\"1,5\"}}}",
    );
    let error = json::read::<Plan>("plan.json", text).unwrap_err();
    assert_eq!(error.place, Place::Text { line: 2, column: 49 });
    assert_eq!((error.kind, error.rule().as_deref()), (Plan::KIND, Some("MON-1")));
    assert!(matches!(error.fault, Fault::Value { .. }), "{error}");
}

#[test]
fn a_name_that_is_not_known_is_refused_where_it_stands() {
    let started = concat!(
        r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"started":{"contract":{"label":"A","#,
        r#""customer":"c","currency":"EUR","billing":{"business_days":{"holidays":{"rule":"lu"}}}}}}}"#,
    );
    let history = format!(
        "{{\"value\":{{\"subscription\":\"s\",\"events\":[\n{}{started}]}},\n\"version\":1,\"format\":\"tacite-history\"}}",
        "",
    );
    let error = json::read::<History>("history.json", &history).unwrap_err();
    assert_eq!(
        error.to_string(),
        "history.json:2:165: \"lu\" is no holiday rule that the reader was given, which are: none (CAL-7)"
    );
    assert_eq!(error.rule().as_deref(), Some("CAL-7"));
}

#[test]
fn an_event_that_the_history_does_not_take_is_named() {
    let event = |sequence: u64| {
        format!(r#"{{"sequence":{sequence},"recorded_on":"2025-01-31","event":"resumed"}}"#)
    };
    let text = format!(
        "{{\"format\":\"tacite-history\",\"version\":1,\"value\":{{\"subscription\":\"s\",\"events\":[{},\n{}]}}}}",
        event(4),
        event(4),
    );
    let error = json::read::<History>("history.json", &text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "history.json:2:1: event 4 (resumed): the sequence number must be above 4, the one before it (HIS-1)"
    );
    let error = json_lines::read::<History>(
        "h.jsonl",
        format!("{{\"format\":\"tacite-history\",\"version\":1}}\n\n{text}"),
    )
    .unwrap_err();
    assert!(error.to_string().starts_with("h.jsonl:3:2: unknown field `format`"), "{error}");
}

#[test]
fn lines_are_told_by_number() {
    let header = r#"{"format":"tacite-plan","version":1}"#;
    let line = r#"{"id":"basic","items":[]}"#;
    let error =
        |text: String| json_lines::read::<Plan>("plans.jsonl", text).unwrap_err().to_string();
    assert_eq!(
        json_lines::read::<Plan>("p", format!("\n{header}\r\n\n{line}\n{line}")).unwrap().len(),
        2
    );
    assert_eq!(
        error(format!("{header}\n{line}\n{{\"id\":7}}\n")),
        "plans.jsonl:3:7: invalid type: integer `7`, expected the id of a plan as a string"
    );
    assert_eq!(error(format!("{header}\n{line}{line}")), "plans.jsonl:2:26: trailing characters");
    assert_eq!(
        error(format!("{header}\n{{\"id\":\n\"basic\"}}")),
        "plans.jsonl:2:7: it is cut off: EOF while parsing a value"
    );
    assert!(
        error(PLAN.to_owned()).ends_with("a header has no value: the values follow, one a line")
    );
}

#[test]
fn sizes_are_limited_before_memory_is_spent() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let error = plan(PLAN.replace("[]", &deep));
    assert!(
        error.ends_with("an array stands where an object with named fields is needed"),
        "{error}"
    );
    // Whatever it is, before it is known what it is.
    let error = plan(format!("{{\"value\":{deep}}}"));
    assert!(error.ends_with("objects and arrays are nested more than 32 deep"), "{error}");

    let limits = Limits { count_max: 1000, ..Limits::default() };
    let reader = Reader { limits, ..Reader::default() };
    let many = format!("{{\"value\":[{}0]}}", "0,".repeat(1_000_000));
    let error = reader.json::<Plan>("plan.json", many).unwrap_err();
    assert_eq!(error.fault, Fault::TooMany { count_max: 1000 });

    let limits = Limits { bytes_max: 50, ..Limits::default() };
    let reader = Reader { limits, ..Reader::default() };
    assert_eq!(
        reader.json::<Plan>("plan.json", PLAN).unwrap_err().fault,
        Fault::TooLong { bytes: 70, bytes_max: 50 }
    );
    assert!(matches!(
        reader.json_lines::<Plan>("p", PLAN).unwrap_err().fault,
        Fault::TooLong { .. }
    ));
    assert!(matches!(reader.cbor::<Plan>("p", [0; 51]).unwrap_err().fault, Fault::TooLong { .. }));
}

#[test]
fn bytes_that_are_no_cbor_of_ours() {
    let plan = json::read::<Plan>("plan.json", PLAN).unwrap();
    let bytes = cbor::write(&plan);
    let error = |bytes: &[u8]| cbor::read::<Plan>("plan.cbor", bytes).unwrap_err().to_string();
    assert_eq!(error(b""), "plan.cbor: byte 0: there is no value");
    assert_eq!(
        error(b"\xA0"),
        "plan.cbor: .: no envelope such as {\"format\":…,\"version\":…,\"value\":…}: the field \"format\" is missing"
    );
    assert_eq!(
        error(b"\xBB\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        "plan.cbor: byte 0: it is cut off: 9223372036854775807 values are announced"
    );
    assert_eq!(
        error(&[0x81; 100]),
        "plan.cbor: byte 32: objects and arrays are nested more than 32 deep"
    );
    assert_eq!(
        error(&[&bytes[..], b"\x00"].concat()),
        "plan.cbor: byte 52: 1 bytes follow the value"
    );
    // "basic" is null; the key "id" is the number 2.
    let at = bytes.windows(5).position(|window| window == b"basic").unwrap();
    let null = [&bytes[..at - 1], b"\xF6", &bytes[at + 5..]].concat();
    assert_eq!(
        error(&null),
        "plan.cbor: value.id: null is no value of the format: leave the field out"
    );
    let number = [&bytes[..at - 4], b"\x02", &bytes[at - 1..]].concat();
    assert!(error(&number).starts_with("plan.cbor: value: "), "{}", error(&number));
    let long = [&bytes[..at - 1], b"\x78\x05basic", &bytes[at + 5..]].concat();
    assert_eq!(error(&long), "plan.cbor: byte 39: 5 is not in its shortest form");
}
