//! The same acts on two ledgers: each is answered alike.

use tacite::contract::Text;

use super::Broken;
use super::broken::same;
use super::look::{Answered, Asked};
use super::random::{Act, Resolving};
use crate::{Commit, Committed, LeasedMessage, Ledger, LedgerError, MessageId};

fn answered(answer: Result<Committed, LedgerError>) -> Result<Answered, LedgerError> {
    answer.map(|committed| (committed.versions, committed.numbers))
}

/// Does the same on a ledger and on a reference, both fresh, and compares every answer, and in the end all that
/// can be read.
///
/// # Errors
/// [`Broken`], with the place of the first act that was answered otherwise.
pub fn answers_are_those_of(
    reference: &impl Ledger,
    ledger: &impl Ledger,
    acts: &[Act],
) -> Result<(), Broken> {
    let mut both = Both { reference, ledger, sent: Vec::new(), pairs: Vec::new() };
    for (place, act) in acts.iter().enumerate() {
        let answered = both.act(act);
        answered.map_err(|broken| Broken::new(format!("act {place}, {act:?}: {broken}")))?;
    }
    both.look()
}

struct Both<'b, R, L> {
    reference: &'b R,
    ledger: &'b L,
    /// Every commit that was sent.
    sent: Vec<Commit>,
    /// What a message is called by each.
    pairs: Vec<(MessageId, MessageId)>,
}

impl<R: Ledger, L: Ledger> Both<'_, R, L> {
    fn act(&mut self, act: &Act) -> Result<(), Broken> {
        match act {
            Act::Write(writing) => {
                let commit = Resolving::new(self.reference)?.commit(writing)?;
                self.send(&commit)?;
                self.sent.push(commit);
                Ok(())
            }
            Act::Again { place } => {
                let count = self.sent.len().max(1);
                match self.sent.get(place % count).cloned() {
                    Some(commit) => self.send(&commit),
                    None => Ok(()),
                }
            }
            Act::Lease(request) => {
                let (expected, found) =
                    (self.reference.lease(request)?, self.ledger.lease(request)?);
                self.leased(&expected, &found)
            }
            Act::Acknowledge { holder, places } => self.acknowledge(holder, places),
            Act::DropSnapshots => {
                self.reference.drop_snapshots()?;
                Ok(self.ledger.drop_snapshots()?)
            }
            Act::Look => self.look(),
        }
    }

    fn send(&self, commit: &Commit) -> Result<(), Broken> {
        let expected = answered(self.reference.commit(commit));
        same("commit", &answered(self.ledger.commit(commit)), &expected)
    }

    fn leased(
        &mut self,
        expected: &[LeasedMessage],
        found: &[LeasedMessage],
    ) -> Result<(), Broken> {
        let told = |leased: &[LeasedMessage]| -> Vec<_> {
            leased.iter().map(|one| (one.message.clone(), one.attempts)).collect()
        };
        same("leased", &told(found), &told(expected))?;
        for (expected, found) in expected.iter().zip(found) {
            match self.pairs.iter().find(|(id, _)| *id == expected.id) {
                Some((_, known)) => same("the id of a message", &found.id, known)?,
                None => self.pairs.push((expected.id, found.id)),
            }
        }
        Ok(())
    }

    fn acknowledge(&self, holder: &Text, places: &[usize]) -> Result<(), Broken> {
        let count = self.pairs.len().max(1);
        let named = places.iter().filter_map(|place| self.pairs.get(place % count)).copied();
        let (of_reference, of_ledger): (Vec<_>, Vec<_>) = named.unzip();
        let expected = self.reference.acknowledge(holder, &of_reference)?;
        let found = self.ledger.acknowledge(holder, &of_ledger)?;
        let translated = expected.iter().filter_map(|id| {
            let pair = self.pairs.iter().find(|(known, _)| known == id);
            pair.map(|(_, found)| *found)
        });
        same("acknowledged", &found, &translated.collect())
    }

    fn look(&self) -> Result<(), Broken> {
        let asked = Asked {
            streams: Resolving::streams()?,
            series: Resolving::series(),
            keys: self.sent.iter().map(|commit| commit.key.clone()).collect(),
        };
        same("what can be read", &asked.of(self.ledger)?, &asked.of(self.reference)?)
    }
}
