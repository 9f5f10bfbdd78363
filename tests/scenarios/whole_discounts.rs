//! A percentage off the whole subscription is on every line of its documents.

use crate::billing::{as_of, printed};

/// Three seats and support, 15 % off everything until the end of February.
const GLOBAL: &str = r#"{"format":"tacite-events","version":1,"subscription":"global"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Team plan","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"seats","item":{"label":"Seats","price":{"per-unit":"12.50"},"quantity":"3","tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","event":{"item-added":{"id":"manual","item":{"label":"Printed manual","supply":"goods","price":{"flat":"9.99"},"tax":{"category":"standard","rate":"5.5"},"schedule":{"every":"1 month"}}}}}
{"sequence":4,"recorded_on":"2025-01-01","event":{"discount-granted":{"id":"winter","discount":{"label":"Winter","value":{"percent":"15"},"lasts":{"until":"2025-03-01"}}}}}
"#;

/// CHG-9 (3.7, 3.4): by hand
/// - 3 × 12.50 = 37.50 less 15 %, 5.625: 31.875, so 31.88 and 5.62 off.
/// - 9.99 less 1.4985: 8.4915, so 8.49 and 1.50 off.
/// - VAT 31.88 × 20 % = 6.376, 8.49 × 5.5 % = 0.466…
#[test]
fn a_global_discount_is_on_every_line() {
    let documents = as_of(GLOBAL, "2025-03-01");
    insta::assert_snapshot!(printed([&documents[0], &documents[2]]), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Seats           1 – 31 Jan 2025  3 × 12.50 − 5.62 (Winter)  31.88
      Printed manual  1 – 31 Jan 2025       9.99 − 1.50 (Winter)   8.49
                                                             Net  40.37
                                               VAT 20 % on 31.88   6.38
                                               VAT 5.5 % on 8.49   0.47
                                                           Total  47.22
                                                  Due 1 Jan 2025  47.22
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Seats           1 – 31 Mar 2025  3 × 12.50  37.50
      Printed manual  1 – 31 Mar 2025       9.99   9.99
                                             Net  47.49
                               VAT 20 % on 37.50   7.50
                               VAT 5.5 % on 9.99   0.55
                                           Total  55.54
                                  Due 1 Mar 2025  55.54
    ");
}
