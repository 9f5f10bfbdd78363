//! What is due: when, and in which order.

use super::broken::same;
use super::look::due;
use super::sample::{append, day, event, posted, started, sub, transferred};
use super::{Broken, Fresh};
use crate::{Due, Ledger, Version};
use tacite::contract::CustomerId;

/// A stream is due at once after an event, on the day that its newest posting names, or never.
///
/// # Errors
/// [`Broken`].
pub fn due_follows_the_newest_record<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one) = (fresh(), sub("sub-1")?);
    let customer = Some(CustomerId::new("cust-1")?);
    let is = |number, version, due_on| -> Result<(), Broken> {
        let expected = vec![Due { customer, subscription: one, version: Version(version), due_on }];
        same("what is due", &due(&ledger, day(number), 10)?, &expected)
    };
    let is_not = |number| same("nothing is due", &due(&ledger, day(number), 10)?, &Vec::new());
    ledger.commit(&append("started", one, 0, started("cust-1")?)?)?;
    is(-400, 2, None)?;
    is(1, 2, None)?;
    ledger.commit(&append("night", one, 2, vec![posted(one, 0, Some(day(32)))])?)?;
    is_not(31)?;
    is(32, 3, Some(day(32)))?;
    is(50, 3, Some(day(32)))?;
    ledger.commit(&append("event", one, 3, vec![event(3)])?)?;
    is(2, 4, None)?;
    ledger.commit(&append("ended", one, 4, vec![posted(one, 1, None)])?)?;
    is_not(4000)?;
    // A posting and an event in one commit: the newest record decides.
    let records = vec![posted(one, 2, Some(day(90))), event(4)];
    ledger.commit(&append("both", one, 5, records)?)?;
    is(1, 7, None)?;
    let records = vec![event(5), posted(one, 3, Some(day(91)))];
    ledger.commit(&append("both again", one, 7, records)?)?;
    is_not(90)?;
    is(91, 9, Some(day(91)))
}

/// What is due comes by customer and subscription, page by page, those without a customer first; a transfer
/// moves a subscription to its new customer.
///
/// # Errors
/// [`Broken`].
pub fn due_comes_in_pages_by_customer<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    // Compared by bytes: "B" comes before "a", and "é" after "z".
    let of = [
        ("sub-9", Some("a")),
        ("sub-10", Some("a")),
        ("sub-1", Some("é")),
        ("sub-2", None),
        ("sub-3", Some("z")),
        ("sub-4", Some("B")),
        ("sub-11", None),
    ];
    for (name, customer) in of {
        let records = customer.map_or_else(|| Ok(vec![event(1)]), started)?;
        ledger.commit(&append(name, sub(name)?, 0, records)?)?;
    }
    let names = |size| -> Result<Vec<String>, Broken> {
        let all = due(&ledger, day(1), size)?;
        Ok(all.iter().map(|due| due.subscription.as_str().to_owned()).collect())
    };
    let expected = ["sub-11", "sub-2", "sub-4", "sub-10", "sub-9", "sub-3", "sub-1"];
    for size in [1, 2, 3, 7, 8] {
        same("by customer", &names(size)?, &expected.map(String::from).to_vec())?;
    }
    ledger.commit(&append("moved", sub("sub-9")?, 2, vec![transferred(3, "B")?])?)?;
    let one = sub("sub-3")?;
    ledger.commit(&append("posted", one, 2, vec![posted(one, 0, Some(day(2)))])?)?;
    let expected = ["sub-11", "sub-2", "sub-4", "sub-9", "sub-10", "sub-1"];
    for size in [1, 4] {
        same("after a transfer", &names(size)?, &expected.map(String::from).to_vec())?;
    }
    Ok(())
}
