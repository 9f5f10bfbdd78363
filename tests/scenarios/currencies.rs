//! Minor units: none in yen, two in euros, three in dinars.

use crate::billing::{history, nights, printed};

/// 1,480 yen × 3, from 20 January.
const YEN: &str = r#"{"format":"tacite-events","version":1,"subscription":"money"}
{"sequence":1,"recorded_on":"2025-01-20","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"JPY","rounding":"half-away-from-zero"}}}}
{"sequence":2,"recorded_on":"2025-01-20","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"per-unit":"1480"},"quantity":"3","tax":{"category":"standard","rate":"10"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}}
"#;

/// 12.345 dinars × 2, from 20 January.
const DINAR: &str = r#"{"format":"tacite-events","version":1,"subscription":"money"}
{"sequence":1,"recorded_on":"2025-01-20","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"KWD","rounding":"half-away-from-zero"}}}}
{"sequence":2,"recorded_on":"2025-01-20","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"per-unit":"12.345"},"quantity":"2","tax":{"category":"standard","rate":"5"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}}
"#;

/// 9.875 dinars × 1.5 once: half a fils goes away from zero.
const AWAY: &str = r#"{"format":"tacite-events","version":1,"subscription":"away"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"KWD"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"per-unit":"9.875"},"quantity":"1.5","tax":{"category":"out-of-scope"},"schedule":"once"}}}}
"#;

/// The same, half to even.
const EVEN: &str = r#"{"format":"tacite-events","version":1,"subscription":"even"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"KWD","rounding":"half-even"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"per-unit":"9.875"},"quantity":"1.5","tax":{"category":"out-of-scope"},"schedule":"once"}}}}
"#;

/// A price of 12 fractional digits, a million million times.
const TINY: &str = r#"{"format":"tacite-events","version":1,"subscription":"tiny"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"calls","item":{"label":"Calls","price":{"per-unit":"0.000000012345"},"quantity":"1000000000","tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// Three lines of 6.36 at 21 %: tax is rounded once.
const THREE_LINES: &str = r#"{"format":"tacite-events","version":1,"subscription":"tax-once"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"one","item":{"label":"One","price":{"flat":"6.36"},"tax":{"category":"standard","rate":"21"},"schedule":"once"}}}}
{"sequence":3,"recorded_on":"2025-01-01","event":{"item-added":{"id":"two","item":{"label":"Two","price":{"flat":"6.36"},"tax":{"category":"standard","rate":"21"},"schedule":"once"}}}}
{"sequence":4,"recorded_on":"2025-01-01","event":{"item-added":{"id":"three","item":{"label":"Three","price":{"flat":"6.36"},"tax":{"category":"standard","rate":"21"},"schedule":"once"}}}}
"#;

/// MON-1: 12/31 of 4,440 is 1,718.71, the tax 171.9
#[test]
fn yen_have_no_decimals() {
    let documents = nights(&history(YEN), "2025-01-20", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 20 Jan 2025 · customer cust-7 · JPY
      Fee  20 – 31 Jan 2025  3 × 1,480 × 12/31  1,719
                                           Net  1,719
                             VAT 10 % on 1,719    172
                                         Total  1,891
                               Due 20 Jan 2025  1,891
    ");
}

/// MON-1: 12/31 of 24.690 is 9.55742, the tax 0.47785
#[test]
fn dinars_have_three_decimals() {
    let documents = nights(&history(DINAR), "2025-01-20", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 20 Jan 2025 · customer cust-7 · KWD
      Fee  20 – 31 Jan 2025  2 × 12.345 × 12/31   9.557
                                            Net   9.557
                               VAT 5 % on 9.557   0.478
                                          Total  10.035
                                Due 20 Jan 2025  10.035
    ");
}

/// MON-2: 14.8125
#[test]
fn half_a_fils_goes_where_the_contract_says() {
    let net = |events| nights(&history(events), "2025-01-01", "2025-01-01")[0].net.to_string();
    assert_eq!(net(AWAY), "14.813 KWD");
    assert_eq!(net(EVEN), "14.812 KWD");
}

/// MON-1, MON-2: 12.345 is 12.35
#[test]
fn a_price_keeps_its_twelve_digits_until_the_line_is_made() {
    let documents = nights(&history(TINY), "2025-01-01", "2025-01-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Calls  1 Jan 2025  1,000,000,000 × 0.000000012345  12.35
                                                    Net  12.35
                                      VAT 20 % on 12.35   2.47
                                                  Total  14.82
                                         Due 1 Jan 2025  14.82
    ");
}

/// INV-5: 21 % of 19.08 is 4.0068, three times 1.34 would be 4.02
#[test]
fn tax_is_rounded_once_for_a_rate() {
    let documents = nights(&history(THREE_LINES), "2025-01-01", "2025-01-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      One    1 Jan 2025  6.36   6.36
      Two    1 Jan 2025  6.36   6.36
      Three  1 Jan 2025  6.36   6.36
                          Net  19.08
            VAT 21 % on 19.08   4.01
                        Total  23.09
               Due 1 Jan 2025  23.09
    ");
}
