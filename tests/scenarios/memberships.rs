//! Dues of a club by the season: members who join in between pay it in full, and none pays VAT.

use crate::billing::{history, nights, printed};

/// Joins on 15 January 2025, in the season from 1 September 2024.
const MEMBER: &str = r#"{"format":"tacite-events","version":1,"subscription":"member"}
{"sequence":1,"recorded_on":"2025-01-15","event":{"started":{"contract":{"label":"Membership","customer":"member-31","currency":"EUR","payment_means":"cheque"}}}}
{"sequence":2,"recorded_on":"2025-01-15","event":{"item-added":{"id":"dues","item":{"label":"Dues of an active member","price":{"flat":"60.00"},"tax":{"category":"exempt"},"schedule":{"every":"1 year","anchor":{"date":"2024-09-01"},"stubs":{"first":"full"}}}}}}
"#;

/// CAL-5, CAL-6 (2.46, 4.12)
#[test]
fn dues_are_paid_in_full_for_the_running_season_and_then_each_september() {
    let documents = nights(&history(MEMBER), "2025-01-15", "2025-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 15 Jan 2025 · customer member-31 · EUR
      Dues of an active member  15 Jan – 31 Aug 2025  60.00  60.00
                                                        Net  60.00
                                        VAT exempt on 60.00   0.00
                                                      Total  60.00
                                            Due 15 Jan 2025  60.00
    Invoice of 1 Sep 2025 · customer member-31 · EUR
      Dues of an active member  1 Sep 2025 – 31 Aug 2026  60.00  60.00
                                                            Net  60.00
                                            VAT exempt on 60.00   0.00
                                                          Total  60.00
                                                 Due 1 Sep 2025  60.00
    ");
}
