//! What a commit asks for, as 32 bytes: sent again with the same key it is the same request, or an error.
//!
//! The night's commit of sub-1 is sent twice, the second time with a snapshot: the same request. Sent with
//! another expected version, it is another one.
//!
//! What an answer is kept for is decided by [`rules::decide`](crate::rules::decide).

use std::fmt;

use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};
use tacite_formats::{Value, json};

use crate::{
    Append, ByHand, Commit, Content, Message, NewDocument, Parties, Posted, Record, Series,
    SeriesId,
};

/// The SHA-256 of all of a commit but its snapshots.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestHash([u8; 32]);

impl RequestHash {
    /// Takes the bytes of one that was kept.
    pub const fn of_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for RequestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for RequestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestHash({self})")
    }
}

impl Commit {
    /// Returns what tells this request from any other one: two commits that differ in anything but their
    /// snapshots have different ones. It follows from the JSON forms of what is committed, version 1, and
    /// stays what it is when a form gains a field that is left out.
    pub fn request_hash(&self) -> RequestHash {
        let mut request = Request::default();
        // Taken apart here and below, so that a new field is not forgotten.
        let Self { key, appends, documents, snapshots: _, outbox } = self;
        request.text("tacite-request 1");
        request.text(key.as_str());
        request.all(appends, Request::append);
        request.all(documents, Request::document);
        request.all(outbox, |request, Message { topic, body }| {
            request.text(topic.as_str());
            request.text(body.as_str());
        });
        RequestHash(request.0.finalize().into())
    }
}

/// A request as it is hashed: every text behind its length and every list behind its count, so that no two
/// requests are one row of bytes.
#[derive(Default)]
struct Request(Sha256);

impl Request {
    fn number(&mut self, number: u64) {
        self.0.update(number.to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        self.number(u64::try_from(count).unwrap_or(u64::MAX));
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.update(text);
    }

    fn value(&mut self, value: &impl Value) {
        self.text(&json::write(value));
    }

    fn date(&mut self, date: NaiveDate) {
        self.0.update(date.num_days_from_ce().to_le_bytes());
    }

    fn all<T>(&mut self, all: &[T], mut one: impl FnMut(&mut Self, &T)) {
        self.count(all.len());
        for each in all {
            one(self, each);
        }
    }

    fn append(&mut self, Append { subscription, expected, records }: &Append) {
        self.text(subscription.as_str());
        self.number(expected.0);
        self.all(records, |request, record| match record {
            Record::Event(event) => {
                request.text("event");
                request.value(event);
            }
            Record::Posted(Posted { posting, next_on }) => {
                request.text("posted");
                request.value(posting);
                request.all(next_on.as_slice(), |request, next_on| request.date(*next_on));
            }
        });
    }

    fn document(&mut self, NewDocument { series, content }: &NewDocument) {
        let Series { id: SeriesId { issuer, name }, format } = series;
        self.text(issuer.as_str());
        self.text(name.as_str());
        self.value(format);
        match content {
            Content::Billed(draft, parties) => {
                self.text("billed");
                self.value(&**draft);
                self.all(parties.as_slice(), |request, parties| {
                    let Parties { seller, customer, mandate } = &**parties;
                    request.value(seller);
                    request.value(customer);
                    request.all(mandate.as_slice(), Self::value);
                });
            }
            Content::ByHand(ByHand { key, dated_on, body }) => {
                self.text("by hand");
                self.text(key.as_str());
                self.date(*dated_on);
                self.text(body.as_str());
            }
        }
    }
}
