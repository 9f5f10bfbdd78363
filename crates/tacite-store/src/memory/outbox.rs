//! The messages of a ledger in memory: who holds which until when.
//!
//! Message 1 is leased by mailer-1 at 02:00 until 02:10: at 02:05 nobody gets it, at 02:10 mailer-2 does, as
//! its second attempt.
//!
//! What a lease promises is decided by [`crate::outbox`].

use chrono::{DateTime, Utc};
use tacite::contract::Text;

use crate::{LeaseRequest, LeasedMessage, Message, MessageId};

/// The messages in the order in which they were committed: the id of each is its place, from 1.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    messages: Vec<Queued>,
    /// How many at the beginning are told: a long life must not make leasing slow.
    told_first: usize,
}

#[derive(Debug)]
struct Queued {
    message: Message,
    attempts: u32,
    lease: Option<(Text, DateTime<Utc>)>,
    is_told: bool,
}

impl Outbox {
    pub(super) fn push(&mut self, message: Message) {
        self.messages.push(Queued { message, attempts: 0, lease: None, is_told: false });
    }

    pub(super) fn lease(&mut self, request: &LeaseRequest) -> Vec<LeasedMessage> {
        let LeaseRequest { holder, topic, now, until, at_most } = request;
        let at_most = usize::try_from(*at_most).unwrap_or(usize::MAX);
        let is_free = |queued: &Queued| {
            let is_held = queued.lease.as_ref().is_some_and(|(_, until)| until > now);
            let is_asked = topic.as_ref().is_none_or(|topic| *topic == queued.message.topic);
            !queued.is_told && !is_held && is_asked
        };
        let numbered = (1..).zip(&mut self.messages).skip(self.told_first);
        numbered
            .filter(|(_, queued)| is_free(queued))
            .take(at_most)
            .map(|(id, queued)| {
                queued.attempts = queued.attempts.saturating_add(1);
                queued.lease = Some((holder.clone(), *until));
                let (message, attempts) = (queued.message.clone(), queued.attempts);
                LeasedMessage { id: MessageId(id), message, attempts }
            })
            .collect()
    }

    pub(super) fn acknowledge(&mut self, holder: &Text, messages: &[MessageId]) -> Vec<MessageId> {
        let mut told = Vec::new();
        for id in messages {
            let place = usize::try_from(id.0.wrapping_sub(1)).unwrap_or(usize::MAX);
            let Some(queued) = self.messages.get_mut(place) else { continue };
            if queued.lease.as_ref().is_some_and(|(last, _)| last == holder) {
                queued.is_told = true;
                told.push(*id);
            }
        }
        let open = self.messages.iter().skip(self.told_first);
        self.told_first += open.take_while(|queued| queued.is_told).count();
        told
    }
}
