//! What the random histories are made of, counted: a law that holds on them says something only if
//! they have all that goes wrong in billing.

#![expect(clippy::expect_used, reason = "the strategies give a history whenever they are asked")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tacite::calendar::{Cadence, Unit};
use tacite::contract::{
    Contract, DuePolicy, GridAnchor, Item, ItemSchedule, NewPrice, PauseShape, PhasePrice, Price,
    ReducedPrice, StubPrice, StubTrigger, TaxPoint, Timing,
};
use tacite::history::{EventKind, History};
use tacite::money::UnitPrice;
use tacite_testkit::strategies;

/// Histories that are counted.
const CASES: u32 = 4_000;

/// How many of them must have each thing: 1 in 200.
const LEAST: u32 = CASES / 200;

/// How many histories have a thing.
#[derive(Default)]
struct Counts {
    histories: BTreeMap<String, u32>,
    now: BTreeSet<String>,
}

impl Counts {
    fn saw(&mut self, what: impl Into<String>) {
        self.now.insert(what.into());
    }

    fn close_history(&mut self) {
        for what in core::mem::take(&mut self.now) {
            *self.histories.entry(what).or_default() += 1;
        }
    }

    fn of(&self, what: &str) -> u32 {
        self.histories.get(what).copied().unwrap_or(0)
    }
}

fn counted() -> &'static Counts {
    static COUNTED: OnceLock<Counts> = OnceLock::new();
    COUNTED.get_or_init(count_all)
}

fn count_all() -> Counts {
    let mut runner = TestRunner::deterministic();
    let mut counts = Counts::default();
    for _ in 0..CASES {
        let scenario = strategies::scenarios().new_tree(&mut runner).expect("one").current();
        count(&scenario.history, &mut counts);
        counts.saw(format!("{} runs", scenario.runs.len()));
        counts.close_history();
    }
    for (what, histories) in &counts.histories {
        // Shown with `--nocapture`.
        eprintln!("{histories:>6} {what}");
    }
    counts
}

fn count(history: &History, counts: &mut Counts) {
    let events = history.events();
    let days: BTreeSet<_> = events.iter().map(|event| event.recorded_on).collect();
    counts.saw(format!("{} events", events.len()));
    counts.saw(format!("recorded in {} steps", days.len()));
    let mut starts = BTreeSet::new();
    let mut has_end = false;
    for event in events {
        counts.saw(event.kind.name());
        let kind_of = |sequence| events.iter().find(|other| other.sequence == sequence);
        match &event.kind {
            EventKind::Started { contract } => {
                starts.insert(event.effective_on);
                count_contract(contract, counts);
            }
            EventKind::ItemAdded { item, .. } => count_item(item, counts),
            EventKind::PlanChanged { plan } => {
                plan.items.iter().for_each(|planned| count_item(&planned.item, counts));
            }
            EventKind::PriceChanged { price, .. } => count_new_price(price, counts),
            EventKind::CadenceChanged { cadence, .. } => count_cadence(*cadence, counts),
            EventKind::Paused { pause } => {
                counts.saw(shape(pause.shape));
                let open = if pause.until.is_some() { "with" } else { "without" };
                counts.saw(format!("pause {open} an end"));
            }
            EventKind::EndSet { .. } => has_end = true,
            EventKind::EndCleared if has_end => counts.saw("end set and cleared"),
            EventKind::Retracted { sequence } => {
                if let Some(target) = kind_of(*sequence) {
                    counts.saw(format!("retracts {}", target.kind.name()));
                }
            }
            EventKind::EndCleared
            | EventKind::ItemRemoved { .. }
            | EventKind::QuantityChanged { .. }
            | EventKind::TimingChanged { .. }
            | EventKind::AnchorChanged { .. }
            | EventKind::DiscountGranted { .. }
            | EventKind::DiscountWithdrawn { .. }
            | EventKind::TaxChanged { .. }
            | EventKind::Resumed
            | EventKind::NoticeGiven { .. }
            | EventKind::NoticeWithdrawn
            | EventKind::CommitmentChanged { .. }
            | EventKind::RenewedByHand { .. }
            | EventKind::RenewalNoticeSent
            | EventKind::Terminated { .. }
            | EventKind::Withdrawn { .. }
            | EventKind::Transferred { .. }
            | EventKind::ReferenceChanged { .. }
            | EventKind::SigningDateChanged { .. }
            | EventKind::PaymentTermsChanged { .. }
            | EventKind::PaymentMeansChanged { .. }
            | EventKind::ManualAdjustment { .. } => {}
        }
        if event.effective_on < event.recorded_on {
            counts.saw("back-dated");
        }
        if event.effective_on > event.recorded_on {
            counts.saw("announced");
        }
    }
    if starts.len() > 1 {
        counts.saw("start moved");
    }
}

fn count_contract(contract: &Contract, counts: &mut Counts) {
    counts.saw(match contract.billing.due {
        DuePolicy::OnEffect => "due on effect",
        DuePolicy::WithPeriod => "due with the period",
    });
    if contract.billing.tax_point != TaxPoint::Day {
        counts.saw("tax of a period");
    }
    counts.saw(format!("currency of {} decimals", contract.currency.exponent()));
    if contract.term.is_some() {
        counts.saw("term");
    }
    if contract.notice.is_some() {
        counts.saw("notice policy");
    }
    if contract.bill_from.is_some() {
        counts.saw("billed from a date of its own");
    }
}

fn count_item(item: &Item, counts: &mut Counts) {
    count_model(&item.price, counts);
    if item.list.is_some() {
        counts.saw("price list");
    }
    let ItemSchedule::Recurring(recurrence) = &item.schedule else {
        counts.saw("one-off");
        return;
    };
    count_cadence(recurrence.cadence, counts);
    counts.saw(match recurrence.timing {
        Timing::Advance => "in advance",
        Timing::Arrears => "in arrears",
    });
    counts.saw(match recurrence.anchor {
        GridAnchor::Rule(_) => "anchored by a rule",
        GridAnchor::TrialEnd => "anchored at the end of the trial",
    });
    counts.saw(match recurrence.stubs.first_trigger {
        StubTrigger::Short => "short first stub",
        StubTrigger::Long => "long first stub",
    });
    for (end, price) in [("first", recurrence.stubs.first), ("last", recurrence.stubs.last)] {
        counts.saw(match price {
            StubPrice::Prorated => format!("{end} stub prorated"),
            StubPrice::Full => format!("{end} stub full"),
            StubPrice::Free => format!("{end} stub free"),
        });
    }
    for phase in &recurrence.phases {
        counts.saw(match phase.price {
            PhasePrice::Free => "free phase",
            PhasePrice::FreeAsAllowance => "free phase as an allowance",
            PhasePrice::Price(_) => "phase at a price",
            PhasePrice::Percent(_) => "phase at a share of the price",
        });
    }
}

fn count_new_price(price: &NewPrice, counts: &mut Counts) {
    match price {
        NewPrice::Value(price) => count_price(*price, counts),
        NewPrice::Model(price) => count_model(price, counts),
        NewPrice::Listed { price, .. } => {
            counts.saw("version of a price list by an event");
            count_model(price, counts);
        }
    }
}

fn count_model(price: &Price, counts: &mut Counts) {
    counts.saw(match price {
        Price::Flat(_) => "flat price",
        Price::PerUnit(_) => "price per unit",
        Price::Package { .. } => "price by packages",
        Price::Graduated(_) => "graduated price",
        Price::Volume(_) => "price by volume",
        Price::StairStep(_) => "price by steps",
        Price::Percentage(_) => "share of an amount",
        Price::Bounded(_) => "bounded price",
    });
    if let Price::Flat(price) | Price::PerUnit(price) = price {
        count_price(*price, counts);
    }
}

fn count_price(price: UnitPrice, counts: &mut Counts) {
    if price.scale() > 2 {
        counts.saw("price of fractions of a cent");
    }
    if price == UnitPrice::ZERO {
        counts.saw("price of 0");
    }
}

fn count_cadence(cadence: Cadence, counts: &mut Counts) {
    counts.saw(match cadence.unit() {
        Unit::Day => "cadence in days",
        Unit::Week => "cadence in weeks",
        Unit::Month => "cadence in months",
        Unit::Year => "cadence in years",
    });
    if cadence == Cadence::TWO_YEARLY {
        counts.saw("cadence of two years");
    }
}

fn shape(shape: PauseShape) -> &'static str {
    match shape {
        PauseShape::ByDays => "pause by days",
        PauseShape::WholePeriods => "pause of whole periods",
        PauseShape::Reduced(ReducedPrice::Price(_)) => "pause at another price",
        PauseShape::Reduced(ReducedPrice::Percent(_)) => "pause at a share of the price",
        PauseShape::Shift => "pause that shifts",
    }
}

/// The names of all kinds: a kind that is new has no place here until [`count`] has one for it.
const KINDS: [&str; 30] = [
    "started",
    "item-added",
    "item-removed",
    "quantity-changed",
    "price-changed",
    "plan-changed",
    "cadence-changed",
    "timing-changed",
    "anchor-changed",
    "discount-granted",
    "discount-withdrawn",
    "tax-changed",
    "paused",
    "resumed",
    "notice-given",
    "notice-withdrawn",
    "commitment-changed",
    "renewed-by-hand",
    "renewal-notice-sent",
    "end-set",
    "end-cleared",
    "terminated",
    "withdrawn",
    "transferred",
    "reference-changed",
    "signing-date-changed",
    "payment-terms-changed",
    "payment-means-changed",
    "manual-adjustment",
    "retracted",
];

/// What else must come up.
const OTHERS: [&str; 60] = [
    "recorded in 1 steps",
    "recorded in 2 steps",
    "recorded in 3 steps",
    "recorded in 4 steps",
    "recorded in 5 steps",
    "recorded in 6 steps",
    "recorded in 7 steps",
    "recorded in 8 steps",
    "1 runs",
    "7 runs",
    "back-dated",
    "announced",
    "start moved",
    "end set and cleared",
    "retracts started",
    "retracts item-added",
    "retracts price-changed",
    "retracts paused",
    "retracts end-set",
    "retracts retracted",
    "due on effect",
    "due with the period",
    "term",
    "notice policy",
    "billed from a date of its own",
    "currency of 0 decimals",
    "currency of 2 decimals",
    "currency of 3 decimals",
    "currency of 4 decimals",
    "one-off",
    "in advance",
    "in arrears",
    "anchored by a rule",
    "anchored at the end of the trial",
    "short first stub",
    "long first stub",
    "first stub prorated",
    "first stub full",
    "first stub free",
    "last stub prorated",
    "last stub full",
    "last stub free",
    "free phase",
    "free phase as an allowance",
    "phase at a price",
    "phase at a share of the price",
    "version of a price list by an event",
    "price list",
    "tax of a period",
    "price of fractions of a cent",
    "price of 0",
    "cadence in days",
    "cadence in weeks",
    "cadence in months",
    "cadence in years",
    "cadence of two years",
    "pause by days",
    "pause of whole periods",
    "pause that shifts",
    "pause without an end",
];

#[test]
fn histories_have_all_that_goes_wrong_in_billing() {
    let counts = counted();
    let shapes = ["pause at another price", "pause at a share of the price", "pause with an end"];
    let wanted = KINDS.iter().chain(&OTHERS).chain(&shapes);
    let rare: Vec<String> = wanted
        .filter(|what| counts.of(what) < LEAST)
        .map(|what| format!("{what}: {}", counts.of(what)))
        .collect();
    assert!(rare.is_empty(), "under {LEAST} of {CASES} histories have {rare:?}");
}

#[test]
fn histories_have_1_to_25_events_in_1_to_8_steps() {
    let counts = counted();
    for events in 1..=25 {
        assert!(counts.of(&format!("{events} events")) > 0, "no history has {events} events");
    }
    let sizes = counts.histories.keys().filter(|what| what.ends_with(" events"));
    assert_eq!(sizes.count(), 25, "a history has more than 25 events, or none");
    let steps = counts.histories.keys().filter(|what| what.starts_with("recorded in "));
    assert_eq!(steps.count(), 8, "a history is recorded in more than 8 steps");
}
