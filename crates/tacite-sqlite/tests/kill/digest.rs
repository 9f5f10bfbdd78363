//! What a file holds, as 32 bytes: all documents in order with their numbers, then all histories and books.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use sha2::{Digest, Sha256};
use tacite::issuing::{NumberedOn, check_sequence};
use tacite_sqlite::SqliteLedger;
use tacite_store::{Ledger, Position};

use crate::world::{series, subscription};

/// What a file holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) documents: usize,
    pub(crate) digest: String,
}

/// Reads a file, and checks it: whole, each document once, numbers without a gap from the first one on.
pub(crate) fn held(path: &Path, subscriptions: usize) -> Result<Held, Box<dyn Error>> {
    let ledger = SqliteLedger::open(path)?;
    whole(&ledger)?;
    let mut hash = Sha256::new();
    let (mut keys, mut given) = (BTreeSet::new(), Vec::new());
    let mut after = Position(0);
    loop {
        let page = ledger.documents(after, 1_000)?;
        let Some(last) = page.last() else { break };
        after = last.position;
        for document in page {
            hash.update(format!("{} {:?}\n", document.number, document.content));
            let (key, dated_on) = (document.content.key(), document.content.dated_on());
            if !keys.insert(key.clone()) {
                return Err(format!("{key} is there twice").into());
            }
            given.push(NumberedOn { number: document.number, dated_on });
        }
    }
    if let Some(fault) = check_sequence(&series().format, &given).first() {
        return Err(fault.to_string().into());
    }
    if given.first().is_none_or(|first| first.number.as_str() != "F2025-000001") {
        return Err("the first document is not F2025-000001".into());
    }
    for number in 0..subscriptions {
        for stream in ledger.streams(&[subscription(number)?])? {
            let account = stream.account()?;
            hash.update(format!("{:?} {:?}\n", account.history, account.books));
        }
    }
    let digest = hash.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string can't fail.
        let _infallible = write!(text, "{byte:02x}");
        text
    });
    Ok(Held { documents: given.len(), digest })
}

/// Asks SQLite and the ledger whether the file is whole.
pub(crate) fn whole(ledger: &SqliteLedger) -> Result<(), Box<dyn Error>> {
    match ledger.integrity_check()?.first() {
        Some(finding) => Err(finding.to_string().into()),
        None => Ok(()),
    }
}
