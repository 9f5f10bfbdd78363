//! Messages are leased and told in transactions of their own (the outbox).
//!
//! "F2025-0042, 31.00 EUR, is issued" is leased by mailer-1 until 02:10: a mailer in another process gets
//! nothing at 02:05, and the message at 02:10.
//!
//! What a lease promises is decided by [`tacite_store::LeaseRequest`].

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use tacite::contract::Text;
use tacite_store::{LeaseRequest, LeasedMessage, LedgerError, Message, MessageId};

use crate::encoding::{signed, unsigned};
use crate::error::At;

const PLACE: &str = "the outbox";

pub(crate) fn lease(
    connection: &Connection,
    request: &LeaseRequest,
) -> Result<Vec<LeasedMessage>, LedgerError> {
    let LeaseRequest { holder, topic, now, until, at_most } = request;
    // The index has the messages that wait, so that those that are told cost nothing.
    let sql = "UPDATE outbox SET holder = ?1, held_until = ?2, attempts = attempts + 1 \
               WHERE id IN (SELECT id FROM outbox INDEXED BY outbox_waiting WHERE is_told = 0 \
               AND (held_until IS NULL OR held_until <= ?3) AND (?4 IS NULL OR topic = ?4) \
               ORDER BY id LIMIT ?5) RETURNING id, topic, body, attempts";
    let topic = topic.as_ref().map(Text::as_str);
    let values = params![holder.as_str(), nanoseconds(*until), nanoseconds(*now), topic, at_most];
    let mut statement = connection.prepare_cached(sql).at(PLACE)?;
    let rows = statement.query_map(values, |row| {
        let topic = Text::from(row.get_ref(1)?.as_str()?);
        let body = Text::from(row.get_ref(2)?.as_str()?);
        Ok(LeasedMessage {
            id: MessageId(unsigned(row.get(0)?)),
            message: Message { topic, body },
            attempts: row.get(3)?,
        })
    });
    let mut leased: Vec<LeasedMessage> =
        rows.and_then(Iterator::collect::<rusqlite::Result<_>>).at(PLACE)?;
    // They are returned in any order.
    leased.sort_by_key(|message| message.id);
    Ok(leased)
}

pub(crate) fn acknowledge(
    connection: &Connection,
    holder: &Text,
    messages: &[MessageId],
) -> Result<Vec<MessageId>, LedgerError> {
    let sql = "UPDATE outbox SET is_told = 1 WHERE id = ?1 AND holder = ?2";
    let mut statement = connection.prepare_cached(sql).at(PLACE)?;
    let mut told = Vec::with_capacity(messages.len());
    for id in messages {
        if statement.execute(params![signed(id.0), holder.as_str()]).at(PLACE)? > 0 {
            told.push(*id);
        }
    }
    Ok(told)
}

/// Counts from 1970; the years before 1678 and after 2261 are all the same.
fn nanoseconds(time: DateTime<Utc>) -> i64 {
    let clamped = if time.timestamp() < 0 { i64::MIN } else { i64::MAX };
    time.timestamp_nanos_opt().unwrap_or(clamped)
}
