//! Does a named piece of work so many times and prints nothing, for `count-instructions.sh`.
//!
//! `workload bill 12 1000` bills the 13th month of one steady subscription 1,000 times. A count of
//! 0 does all but the work: the difference between the two is what the work costs.

use core::hint::black_box;
use std::error::Error;

use tacite::history::EventKind;
use tacite::money::UnitPrice;
use tacite::{bill, run};
use tacite_benches::{
    Changing, Subscription, Sweep, add_months_once, add_months_twice, cases, first_of, look_up,
    portfolio, read,
};

const USAGE: &str = "usage: workload bill|bill-and-post MONTHS COUNT
       workload run CONTRACTS COUNT
       workload step STEPS COUNT
       workload look-back|look-back-corrected MONTHS COUNT
       workload read|period-of|chrono-one|chrono-two DISTANCE COUNT";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, size, count] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    let (size, count) = (size.parse()?, count.parse()?);
    match work.as_str() {
        "bill" => bill_again(size, count)?,
        "bill-and-post" => bill_and_post(size, count)?,
        "run" => run_all(size, count)?,
        "step" => step(size, count),
        "look-back" => look_back(size, count, 10)?,
        "look-back-corrected" => look_back(size, count, 11)?,
        "read" => ask(read, size, count),
        "period-of" => ask(look_up, size, count),
        "chrono-one" => ask(add_months_once, size, count),
        "chrono-two" => ask(add_months_twice, size, count),
        _ => return Err(USAGE.into()),
    }
    Ok(())
}

/// Bills the month after those billed, again and again.
fn bill_again(months: u32, count: u32) -> Result<(), Box<dyn Error>> {
    let subscription = Subscription::new(1, 1).billed(months);
    let as_of = first_of(months);
    one_line(subscription.bill(as_of).documents.len())?;
    for _ in 0..count {
        let Subscription { history, books } = black_box(&subscription);
        let billing = bill(history, books, as_of);
        black_box(&billing);
    }
    Ok(())
}

/// Bills and posts one month after the other from those billed on.
fn bill_and_post(months: u32, count: u32) -> Result<(), Box<dyn Error>> {
    let mut subscription = Subscription::new(1, 1).billed(months);
    for month in months..months + count {
        black_box(&mut subscription).bill_and_post(first_of(month));
    }
    let lines = subscription.books.lines().count();
    if lines != usize::try_from(months + count)? {
        return Err(format!("{lines} lines in the books").into());
    }
    Ok(())
}

/// Runs a portfolio of one-line contracts, a customer each, 12 months billed.
fn run_all(contracts: u32, count: u32) -> Result<(), Box<dyn Error>> {
    let portfolio = portfolio(contracts, contracts, 12);
    for _ in 0..count {
        let subscriptions = portfolio.iter().map(|one| (&one.history, &one.books));
        let run = run(black_box(subscriptions), first_of(12));
        black_box(&run);
        if run.documents.len() != portfolio.len() {
            return Err(format!("{} documents", run.documents.len()).into());
        }
    }
    Ok(())
}

/// Takes random steps of a subscription that changes without end, after others.
fn step(before: u32, count: u32) {
    let mut changing = Changing::new(false);
    changing.step(before.into());
    black_box(&mut changing).step(count.into());
}

/// Bills, again and again, what a price from so many months ago on comes to: 120 months are billed
/// at 10.00.
fn look_back(months: u32, count: u32, price: u32) -> Result<(), Box<dyn Error>> {
    let mut subscription = Subscription::new(1, 1);
    let id = Subscription::seats();
    let price_of = |price| EventKind::PriceChanged { id, price: UnitPrice::whole(price).into() };
    subscription.record(first_of(0), price_of(10));
    let mut subscription = subscription.billed(120);
    subscription.record(first_of(120 - months), price_of(price));
    let as_of = first_of(119);
    for _ in 0..count {
        let Subscription { history, books } = black_box(&subscription);
        let billing = bill(history, books, as_of)?;
        black_box(&billing);
    }
    Ok(())
}

/// Asks the calendar 1,000 questions, again and again.
fn ask(sweep: Sweep, distance: u32, count: u32) {
    let cases = cases(distance);
    for _ in 0..count {
        sweep(black_box(&cases));
    }
}

fn one_line(documents: usize) -> Result<(), Box<dyn Error>> {
    if documents == 1 { Ok(()) } else { Err(format!("{documents} documents instead of 1").into()) }
}
