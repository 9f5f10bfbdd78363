//! The outbox: each message is held by one teller at a time, until it is told or the lease ends.

use tacite::contract::Text;

use super::broken::same;
use super::sample::{key, message, moment};
use super::{Broken, Fresh};
use crate::{Commit, LeaseRequest, LeasedMessage, Ledger, MessageId};

fn request(holder: &str, minute: i64, until: i64, at_most: u32) -> LeaseRequest {
    LeaseRequest {
        holder: Text::from(holder),
        topic: None,
        now: moment(1, minute),
        until: moment(1, until),
        at_most,
    }
}

/// Leases everything that nobody holds on 1 January 2026, for no time.
pub(super) fn lease_all(ledger: &impl Ledger) -> Result<Vec<LeasedMessage>, Broken> {
    let now = moment(366, 0);
    let holder = Text::from("reader");
    Ok(ledger.lease(&LeaseRequest { holder, topic: None, now, until: now, at_most: u32::MAX })?)
}

/// What was leased: body and attempts.
fn told(leased: &[LeasedMessage]) -> Vec<(&str, u32)> {
    leased.iter().map(|leased| (leased.message.body.as_str(), leased.attempts)).collect()
}

fn ids(leased: &[LeasedMessage]) -> Vec<MessageId> {
    leased.iter().map(|leased| leased.id).collect()
}

fn queued(ledger: &impl Ledger, name: &str, of: &[(&str, &str)]) -> Result<(), Broken> {
    let mut commit = Commit::new(key(name)?);
    commit.outbox.extend(of.iter().map(|(topic, body)| message(topic, body)));
    ledger.commit(&commit)?;
    Ok(())
}

/// While one holds a message, nobody else gets it, nor the holder again.
///
/// # Errors
/// [`Broken`].
pub fn a_message_is_held_by_one<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    queued(&ledger, "three", &[("a", "one"), ("a", "two"), ("a", "three")])?;
    let none = ledger.lease(&request("mailer-1", 0, 10, 0))?;
    same("at most 0", &told(&none), &vec![])?;
    let first = ledger.lease(&request("mailer-1", 0, 10, 2))?;
    same("at most 2", &told(&first), &vec![("one", 1), ("two", 1)])?;
    let second = ledger.lease(&request("mailer-2", 5, 15, 5))?;
    same("what is left", &told(&second), &vec![("three", 1)])?;
    for holder in ["mailer-1", "mailer-2", "mailer-3"] {
        let again = ledger.lease(&request(holder, 9, 20, 5))?;
        same("nothing is left", &told(&again), &vec![])?;
    }
    Ok(())
}

/// A lease ends at its minute: then the message is handed out once more, and is that one's.
///
/// # Errors
/// [`Broken`].
pub fn a_lease_ends<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    queued(&ledger, "two", &[("a", "one"), ("a", "two")])?;
    let first = ledger.lease(&request("mailer-1", 0, 10, 2))?;
    let early = ledger.lease(&request("mailer-2", 9, 20, 2))?;
    same("a minute before the end", &told(&early), &vec![])?;
    let second = ledger.lease(&request("mailer-2", 10, 20, 1))?;
    same("at the end", &told(&second), &vec![("one", 2)])?;
    let late = ledger.acknowledge(&Text::from("mailer-1"), &ids(&first))?;
    same("of two, one is another one's by now", &late, &ids(&first).split_off(1))?;
    let third = ledger.lease(&request("mailer-3", 20, 30, 2))?;
    same("told late is told", &told(&third), &vec![("one", 3)])?;
    // Time that goes back gives nothing away.
    let back = ledger.lease(&request("mailer-4", 0, 5, 2))?;
    same("before that", &told(&back), &vec![])
}

/// What is acknowledged is never handed out again; acknowledging it twice gives the same answer.
///
/// # Errors
/// [`Broken`].
pub fn what_is_acknowledged_is_not_told_again<L: Ledger>(
    fresh: Fresh<'_, L>,
) -> Result<(), Broken> {
    let ledger = fresh();
    queued(&ledger, "two", &[("a", "one"), ("a", "two"), ("a", "three")])?;
    let leased = ids(&ledger.lease(&request("mailer-1", 0, 10, 2))?);
    let (holder, other) = (Text::from("mailer-1"), Text::from("mailer-2"));
    same("another one's", &ledger.acknowledge(&other, &leased)?, &vec![])?;
    same("none", &ledger.acknowledge(&holder, &[])?, &vec![])?;
    let unknown = [MessageId(0), MessageId(u64::MAX)];
    same("messages that are not there", &ledger.acknowledge(&holder, &unknown)?, &vec![])?;
    let backward: Vec<MessageId> = leased.iter().rev().copied().collect();
    for _ in 0..2 {
        let told = ledger.acknowledge(&holder, &backward)?;
        same("told, in the order given", &told, &backward)?;
    }
    same("another one's", &ledger.acknowledge(&other, &leased)?, &vec![])?;
    let later = ledger.lease(&request("mailer-2", 60, 70, 5))?;
    same("what is left", &told(&later), &vec![("three", 1)])?;
    queued(&ledger, "one more", &[("a", "four")])?;
    same("what came since", &told(&ledger.lease(&request("m", 60, 70, 5))?), &vec![("four", 1)])
}

/// Messages come in the order in which they were committed, and only those of a topic if one is named.
///
/// # Errors
/// [`Broken`].
pub fn messages_are_leased_by_topic_oldest_first<L: Ledger>(
    fresh: Fresh<'_, L>,
) -> Result<(), Broken> {
    let ledger = fresh();
    queued(&ledger, "first", &[("mail", "m1"), ("books", "b1"), ("mail", "m2")])?;
    queued(&ledger, "second", &[("books", "b2"), ("mail", "m1")])?;
    let of = |topic, at_most| LeaseRequest {
        topic: Some(Text::from(topic)),
        ..request("teller", 0, 10, at_most)
    };
    let books = ledger.lease(&of("books", 1))?;
    same("the first of a topic", &told(&books), &vec![("b1", 1)])?;
    same("another topic", &told(&ledger.lease(&of("Books", 5))?), &vec![])?;
    let mail = ledger.lease(&of("mail", 5))?;
    same("a topic", &told(&mail), &vec![("m1", 1), ("m2", 1), ("m1", 1)])?;
    let mut rising = ids(&mail);
    rising.sort_unstable();
    rising.dedup();
    same("ids rise", &rising, &ids(&mail))?;
    let rest = ledger.lease(&request("teller", 0, 10, 5))?;
    same("whatever topic", &told(&rest), &vec![("b2", 1)])
}
