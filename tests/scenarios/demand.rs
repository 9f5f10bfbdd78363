//! What is reserved or needed on a day follows from the terms of that day: desks of a room, boxes to
//! pack. And what comes in by the month.

use tacite::calendar::{Cadence, Unit};
use tacite::contract::{ItemId, ItemSchedule, Supply};
use tacite::history::{EventKind, History};
use tacite::query::{Standing, stretches};

use crate::billing::{day, history, nights, range, shipped};

/// Two desks from 6 January, three from 3 February, left on 1 March.
const TEAM: &str = r#"{"format":"tacite-events","version":1,"subscription":"team"}
{"sequence":1,"recorded_on":"2025-01-06","event":{"started":{"contract":{"label":"Coworking","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-06","event":{"item-added":{"id":"team-desks","item":{"label":"Desks","plan_item":"desk","price":{"per-unit":"250.00"},"quantity":"2","tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-20","effective_on":"2025-02-03","event":{"quantity-changed":{"id":"team-desks","quantity":"3"}}}
{"sequence":4,"recorded_on":"2025-01-20","effective_on":"2025-03-01","event":{"end-set":{}}}
"#;

/// One desk, paused for two weeks of February, and a locker.
const RESIDENT: &str = r#"{"format":"tacite-events","version":1,"subscription":"resident"}
{"sequence":1,"recorded_on":"2025-01-13","event":{"started":{"contract":{"label":"Coworking","customer":"cust-8","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-13","event":{"item-added":{"id":"desk","item":{"label":"Desk","plan_item":"desk","price":{"per-unit":"250.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-13","event":{"item-added":{"id":"locker","item":{"label":"Locker","plan_item":"locker","price":{"flat":"12.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":4,"recorded_on":"2025-01-20","effective_on":"2025-02-10","event":{"paused":{"pause":{"shape":"by-days","until":"2025-02-24"}}}}
"#;

/// Lists the items of a history with their group, which is the code of their plan item, if any.
fn items(history: &History) -> Vec<(ItemId, String, Option<Cadence>)> {
    let added = history.events().iter().filter_map(|event| {
        let EventKind::ItemAdded { id, item } = &event.kind else { return None };
        let group = item.plan_item.map_or_else(String::new, |code| code.to_string());
        let cadence = match &item.schedule {
            ItemSchedule::Recurring(recurrence) => Some(recurrence.cadence),
            ItemSchedule::Once => None,
        };
        Some((*id, group, cadence))
    });
    added.collect()
}

/// 2.2, 2.3, 2.5: how many of a group are occupied on a day
#[test]
fn the_desks_occupied_on_a_day_are_the_quantities_of_all_subscriptions() {
    let histories = [TEAM, RESIDENT].map(history);
    let occupied = |group: &str, date: &str| -> i128 {
        let next = day(date).succ_opt().unwrap().to_string();
        let of_group = histories.iter().flat_map(|history| {
            let items = items(history).into_iter().filter(|item| item.1 == group);
            items.flat_map(|item| stretches(history, item.0, range(date, &next)).unwrap())
        });
        let owed = of_group.filter(|stretch| stretch.standing == Standing::Owed);
        owed.map(|stretch| stretch.terms.quantity.mantissa()).sum()
    };
    for (date, desks, lockers) in [
        ("2025-01-05", 0, 0),
        ("2025-01-06", 2, 0),
        ("2025-01-13", 3, 1),
        ("2025-02-03", 4, 1),
        ("2025-02-10", 3, 0),
        ("2025-02-24", 4, 1),
        ("2025-03-01", 1, 1),
    ] {
        assert_eq!((occupied("desk", date), occupied("locker", date)), (desks, lockers), "{date}");
    }
}

/// 2.17: what to book for the whole duration
#[test]
fn an_item_is_reserved_from_its_start_to_the_end() {
    let team = history(TEAM);
    let id = ItemId::new("team-desks").unwrap();
    let reserved: Vec<String> = stretches(&team, id, range("2025-01-01", "2026-01-01"))
        .unwrap()
        .iter()
        .map(|stretch| format!("{} {}", stretch.period, stretch.terms.quantity))
        .collect();
    assert_eq!(reserved, ["[2025-01-06, 2025-02-03) 2", "[2025-02-03, 2025-03-01) 3"]);
}

/// CHG-10 (0.2, 4.18)
#[test]
fn a_line_says_whether_it_is_goods_or_a_service() {
    let supply = |name| {
        let documents = nights(&shipped(name), "2025-01-01", "2025-02-28");
        documents[0].lines[0].supply
    };
    assert_eq!(supply("exact-online/meal-box"), Supply::Goods);
    assert_eq!(supply("saas/team-seats"), Supply::Services);
}

/// Hundredths of a cent that an item of a cadence comes to in a month: weeks are counted as 52/12.
fn by_the_month(hundredths: i128, cadence: Cadence) -> i128 {
    let count = i128::from(cadence.count());
    match cadence.unit() {
        Unit::Day => hundredths * 365 / (12 * count),
        Unit::Week => hundredths * 52 / (12 * count),
        Unit::Month => hundredths / count,
        Unit::Year => hundredths / (12 * count),
    }
}

/// Monthly recurring revenue of a day, in cents: the terms of the day, without what is not owed.
fn recurring_revenue(history: &History, date: &str) -> i128 {
    let next = day(date).succ_opt().unwrap().to_string();
    let mut hundredths = 0;
    for (id, _, cadence) in items(history) {
        let Some(cadence) = cadence else { continue };
        for stretch in stretches(history, id, range(date, &next)).unwrap() {
            let (price, quantity) =
                (stretch.terms.price.unit_price().unwrap(), stretch.terms.quantity);
            let scale = price.scale() + quantity.scale();
            let exact =
                price.mantissa() * quantity.mantissa() * 10_i128.pow(4) / 10_i128.pow(scale);
            if stretch.standing == Standing::Owed {
                hundredths += by_the_month(exact, cadence);
            }
        }
    }
    (hundredths + 50) / 100
}

/// 4.16: by hand
/// - 5 seats at 12.90 a month are 64.50, support at 240.00 a year is 20.00: 84.50.
/// - Coffee at 35.85 every 4 weeks: × 52/12/4 = 38.8375, so 38.84; nothing while it is paused.
/// - A box of 59.90 a week: × 52/12 = 259.5666…, so 259.57.
#[test]
fn monthly_recurring_revenue_counts_a_week_as_twelfths_of_52() {
    let revenue = |name, date| recurring_revenue(&shipped(name), date);
    assert_eq!(revenue("saas/team-seats", "2026-06-30"), 8_450);
    assert_eq!(revenue("exact-online/coffee", "2026-03-31"), 3_884);
    assert_eq!(revenue("exact-online/coffee", "2026-04-30"), 0);
    assert_eq!(revenue("exact-online/meal-box", "2026-06-30"), 25_957);
}
