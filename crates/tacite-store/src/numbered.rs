//! A document of a ledger as it is printed: with its number, the parties as they were when it was issued,
//! and the numbers of what it corrects (INV-7, INV-11).
//!
//! Credit note F2025-0042 corrects "invoice:…": the ledger knows that one as F2025-0041, and so is it printed.
//!
//! What issuing checks is decided by [`tacite::issuing`].

use std::collections::BTreeMap;

use tacite::contract::Text;
use tacite::document::CorrectedDocument;
use tacite::issuing::{IssueError, Issuing, NumberedDocument, issue};

use crate::{Content, DocumentName, Ledger, LedgerDocument, LedgerError, Parties};

impl LedgerDocument {
    /// Returns the issued document, with the numbers of those that it corrects as the ledger knows them.
    ///
    /// # Errors
    /// [`NumberedError`]: a person made it, its parties are not kept, or what issuing refuses.
    pub fn numbered(
        self,
        ledger: &(impl Ledger + ?Sized),
    ) -> Result<NumberedDocument, NumberedError> {
        let Self { position: _, series, number, content } = self;
        let (draft, parties) = match content {
            Content::Billed(draft, parties) => (draft, parties),
            Content::ByHand(by_hand) => {
                return Err(NumberedError::ByHand { key: by_hand.key });
            }
        };
        let Some(parties) = parties else {
            return Err(NumberedError::NoParties { key: draft.document().key() });
        };
        let mut known = BTreeMap::new();
        for CorrectedDocument { key, .. } in draft.document().corrected() {
            let name =
                DocumentName::Key { issuer: series.issuer.clone(), key: Text::from(key.as_str()) };
            if !known.contains_key(key)
                && let Some(found) = ledger.document(&name)?
            {
                known.insert(key.clone(), found.number);
            }
        }
        let Parties { seller, customer, mandate } = *parties;
        let issuing = Issuing { number, seller, customer, mandate, corrected: known };
        Ok(issue(*draft, issuing)?)
    }
}

/// Why a document of a ledger can't be printed as an issued one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberedError {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A person made it: the engine knows nothing of it but its date (3.12).
    #[error("document {key} was made by hand: only who made it can print it")]
    ByHand {
        /// Its key.
        key: Text,
    },
    /// It was committed without its parties.
    #[error("document {key} was committed without its seller and customer")]
    NoParties {
        /// Its key.
        key: String,
    },
    /// It can't be issued.
    #[error(transparent)]
    Issue(#[from] IssueError),
}
