//! HIS-3, CHG-2, MON-1: prices that no history takes, each named with its value and rule.

use tacite_formats::events::read_events;

const START: &str = r#"{"format":"tacite-events","version":1,"subscription":"s"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"l","customer":"c","currency":"EUR"}}}}
"#;

/// The message for an item at a price, without its place.
fn refused(price: &str) -> String {
    let item = format!(
        r#"{{"label":"i","price":{price},"tax":{{"category":"out-of-scope"}},"schedule":{{"every":"1 month"}}}}"#
    );
    said(&format!(
        r#"{{"sequence":2,"recorded_on":"2025-01-01","event":{{"item-added":{{"id":"i","item":{item}}}}}}}"#
    ))
}

/// The message for a change of price, without its place.
fn refused_change(price: &str) -> String {
    said(&format!(
        r#"{{"sequence":2,"recorded_on":"2025-01-01","event":{{"price-changed":{{"id":"i","price":{price}}}}}}}"#
    ))
}

fn said(event: &str) -> String {
    let error = read_events("f", format!("{START}{event}\n")).unwrap_err().to_string();
    let (place, said) = error.split_once(": ").unwrap();
    assert!(place.starts_with("f:3"), "{place}");
    // "event 2 (item-added): " is the same fault as "event 2 (price-changed): ".
    let of_event = said.strip_prefix("event 2").and_then(|said| said.split_once("): "));
    of_event.map_or(said, |(_, said)| said).to_owned()
}

#[test]
fn bounds_that_are_reversed_or_twice_are_refused() {
    let reversed = r#"{"bounded":{"price":{"flat":"1"},"at_least":"3.00","at_most":"2.50"}}"#;
    let twice = r#"{"bounded":{"price":{"bounded":{"price":{"flat":"1"}}},"at_least":"3"}}"#;
    insta::assert_snapshot!(refused(reversed), @"the price is at least 3 and at most 2.5: at least must not be above at most (CHG-2)");
    insta::assert_snapshot!(refused(twice), @"a price within bounds has a price within bounds: one pair of bounds is needed (CHG-2)");
    assert_eq!(refused_change(reversed), refused(reversed));
    let listed = format!(r#"{{"version":{{"price":{twice}}}}}"#);
    assert_eq!(refused_change(&listed), refused(twice));
}

#[test]
fn values_below_zero_are_refused_wherever_they_stand() {
    insta::assert_snapshot!(refused(r#"{"flat":"-1"}"#), @"recurring price -1 is negative, at least 0 is needed (MON-1)");
    insta::assert_snapshot!(refused(r#"{"percentage":"-1"}"#), @"-1 is negative, at least 0 is needed (MON-1)");
    insta::assert_snapshot!(refused(r#"{"bounded":{"price":{"flat":"1"},"at_least":"-2"}}"#), @"recurring price -2 is negative, at least 0 is needed (MON-1)");
    insta::assert_snapshot!(refused(r#"{"graduated":{"tiers":[{"unit_price":"-3"}]}}"#), @"tier 1 has a price of -3, at least 0 is needed (MON-1)");
}

#[test]
fn tiers_that_leave_a_gap_or_never_end_are_refused() {
    insta::assert_snapshot!(refused(r#"{"volume":{"tiers":[]}}"#), @"a price by tiers has no tier, at least 1 is needed (CHG-2)");
    insta::assert_snapshot!(refused(r#"{"volume":{"tiers":[{"up_to":"5"}]}}"#), @"tier 1 is the last and is up to 5: it must have no bound (CHG-2)");
    insta::assert_snapshot!(refused(r#"{"volume":{"tiers":[{},{}]}}"#), @"tier 1 has no bound, only the last one can be without (CHG-2)");
    insta::assert_snapshot!(refused(r#"{"volume":{"tiers":[{"up_to":"5"},{"up_to":"5"},{}]}}"#), @"tier 2 is up to 5, more than 5 is needed (CHG-2)");
    insta::assert_snapshot!(refused(r#"{"package":{"price":"1","size":0}}"#), @"invalid value: integer `0`, expected a whole number from 1 to 4294967295");
}

/// Two versions of one date say two things; those of different customers don't.
#[test]
fn two_versions_of_one_date_are_refused() {
    let list = |customers: [&str; 2]| {
        let version =
            |customer: &str| format!(r#"{{"from":"2025-03-01",{customer}"price":{{"flat":"2"}}}}"#);
        let [first, second] = customers.map(version);
        format!(r#"{{"flat":"1"}},"list":{{"versions":[{first},{second}]}}"#)
    };
    insta::assert_snapshot!(refused(&list(["", ""])), @"the price list has two versions from 2025-03-01 for all customers, one is needed (CHG-2)");
    insta::assert_snapshot!(refused(&list([r#""customer":"c","#, r#""customer":"c","#])), @"the price list has two versions from 2025-03-01 for customer c, one is needed (CHG-2)");
}
