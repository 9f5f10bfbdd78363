//! What the host has to say about a document that billing made: its series, its parties, what is printed
//! below the lines, who is told (INV-11, 0.38).
//!
//! A host that issues all of its documents as F2025-0001 and on, and keeps its customers elsewhere,
//! needs [`OneSeries`] and no more.
//!
//! What a document costs and when it is dated is decided by [`tacite::run_within`].

use tacite::document::Document;
use tacite::issuing::Draft;

use crate::{Content, Message, NewDocument, Parties, Series};

/// Says what stands on documents beside what billing says. It is asked once or more often for each:
/// answers that differ are as good as another, what it is told of need not be committed.
pub trait Issuer: Sync {
    /// Which series numbers a document.
    fn series(&self, document: &Document) -> Series;

    /// Who sells and who buys, as they are now; none if the host prints documents from elsewhere.
    ///
    /// # Errors
    /// [`Unissued`]: the subscriptions on the document are reported, and not billed.
    fn parties(&self, document: &Document) -> Result<Option<Parties>, Unissued> {
        let _ = document;
        Ok(None)
    }

    /// Adds notes, other labels, a place of delivery.
    fn edit(&self, draft: &mut Draft) {
        let _ = draft;
    }

    /// What others are to be told of a document once it is issued (its number is not known yet: they
    /// find it by its key).
    fn messages(&self, document: &NewDocument) -> Vec<Message> {
        let _ = document;
        Vec::new()
    }
}

/// Makes what is committed of a document, with what the host has to say; or gives it back.
pub(crate) fn new_document(
    issuer: &dyn Issuer,
    series: Series,
    document: Document,
) -> Result<NewDocument, (Box<Document>, Unissued)> {
    let parties = match issuer.parties(&document) {
        Ok(parties) => parties,
        Err(error) => return Err((Box::new(document), error)),
    };
    let mut draft = Draft::of(document);
    issuer.edit(&mut draft);
    Ok(NewDocument { series, content: Content::Billed(Box::new(draft), parties.map(Box::new)) })
}

/// Why the host does not issue a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("document {key} can't be issued: {message}")]
pub struct Unissued {
    /// The key of the document.
    pub key: String,
    /// Why.
    pub message: String,
}

/// All documents in one series, without parties, notes or messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneSeries(pub Series);

impl Issuer for OneSeries {
    fn series(&self, _: &Document) -> Series {
        self.0.clone()
    }
}
