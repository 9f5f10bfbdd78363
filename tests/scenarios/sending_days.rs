//! The day on which a document is sent: offset, then sending day, then business day. Service never moves.

use crate::billing::{history, nights, printed};

/// Monthly from Thursday 2 January, sent on Mondays.
const MONDAYS: &str = r#"{"format":"tacite-events","version":1,"subscription":"sent"}
{"sequence":1,"recorded_on":"2025-01-02","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"sending_day":{"weekday":"monday"}}}}}}
{"sequence":2,"recorded_on":"2025-01-02","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// The same, three days early: 30 December is a Monday.
const THREE_DAYS_EARLY: &str = r#"{"format":"tacite-events","version":1,"subscription":"early"}
{"sequence":1,"recorded_on":"2024-12-15","effective_on":"2025-01-02","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"sending_day":{"weekday":"monday"}}}}}}
{"sequence":2,"recorded_on":"2024-12-15","effective_on":"2025-01-02","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","offset_days":-3}}}}}
"#;

/// Sent on the 31st, or the month's last day.
const MONTH_END: &str = r#"{"format":"tacite-events","version":1,"subscription":"sent"}
{"sequence":1,"recorded_on":"2025-01-02","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"sending_day":{"day-of-month":31}}}}}}
{"sequence":2,"recorded_on":"2025-01-02","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// Monthly from 1 January, sent on TARGET2 business days.
const FOLLOWING: &str = r#"{"format":"tacite-events","version":1,"subscription":"sent"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"business_days":{"holidays":"target2","documents":"following"}}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// The business day before.
const PRECEDING: &str = r#"{"format":"tacite-events","version":1,"subscription":"before"}
{"sequence":1,"recorded_on":"2024-12-15","effective_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"business_days":{"holidays":"target2","documents":"preceding"}}}}}}
{"sequence":2,"recorded_on":"2024-12-15","effective_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// Monthly on the month end, moved within the month.
const MODIFIED: &str = r#"{"format":"tacite-events","version":1,"subscription":"within"}
{"sequence":1,"recorded_on":"2025-01-02","effective_on":"2025-01-31","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"business_days":{"holidays":"target2","documents":"modified-following"}}}}}}
{"sequence":2,"recorded_on":"2025-01-02","effective_on":"2025-01-31","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":"start-or-month-end"}}}}}
"#;

/// INV-2
#[test]
fn a_document_waits_for_the_sending_day() {
    assert_eq!(dates(MONDAYS), ["2025-01-06", "2025-02-03", "2025-03-03", "2025-04-07"]);
}

/// INV-2
#[test]
fn an_offset_comes_before_the_sending_day() {
    assert_eq!(dates(THREE_DAYS_EARLY), ["2024-12-30", "2025-02-03", "2025-03-03", "2025-03-31"]);
}

/// INV-2, CAL-3
#[test]
fn a_sending_day_is_clamped_to_the_month() {
    assert_eq!(dates(MONTH_END), ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]);
}

/// CAL-7: 1 January is closed, 1 February and 1 March are Saturdays
#[test]
fn a_document_avoids_target2_holidays() {
    assert_eq!(dates(FOLLOWING), ["2025-01-02", "2025-02-03", "2025-03-03", "2025-04-01"]);
}

/// CAL-7
#[test]
fn a_document_can_be_sent_on_the_business_day_before() {
    assert_eq!(dates(PRECEDING), ["2024-12-31", "2025-01-31", "2025-02-28", "2025-04-01"]);
}

/// CAL-7: 31 May is a Saturday
#[test]
fn modified_following_stays_in_the_month() {
    let documents = nights(&history(MODIFIED), "2025-01-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents[4..5]), @"
    Invoice of 30 May 2025 · customer cust-7 · EUR
      Fee  31 May – 29 Jun 2025  31.00  31.00
                                   Net  31.00
                     VAT 20 % on 31.00   6.20
                                 Total  37.20
                       Due 30 May 2025  37.20
    ");
}

/// The dates of the first four documents.
fn dates(events: &str) -> Vec<String> {
    let documents = nights(&history(events), "2024-12-01", "2025-12-31");
    let dates = documents.iter().map(|known| known.dated_on.to_string());
    dates.take(4).collect()
}
