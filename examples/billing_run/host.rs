//! What the example, as the host of the job, says of its documents: one series, one seller, one customer,
//! the notes that the law wants (INV-11).

use tacite::contract::Text;
use tacite::document::Document;
use tacite::issuing::{Draft, NumberFormat};
use tacite_store::nightly::{Issuer, Unissued};
use tacite_store::{Parties, Series, SeriesId};

use crate::parties;

/// The host.
pub(crate) struct Host {
    parties: parties::Parties,
}

impl Host {
    /// Reads the shipped parties; the error says what is wrong with their file.
    pub(crate) fn shipped() -> Result<Self, String> {
        Ok(Self { parties: parties::Parties::shipped()? })
    }
}

/// The series of all documents: F2025-0001 and on.
pub(crate) fn series() -> Series {
    let format = NumberFormat::yearly("F", 4);
    Series { id: SeriesId { issuer: Text::from("Atelier Tacite"), name: Text::from("F") }, format }
}

impl Issuer for Host {
    fn series(&self, _: &Document) -> Series {
        series()
    }

    fn parties(&self, document: &Document) -> Result<Option<Parties>, Unissued> {
        let parties = &self.parties;
        Ok(Some(Parties {
            seller: parties.seller.clone(),
            customer: parties.customer(document.customer),
            mandate: parties.mandate.clone(),
        }))
    }

    fn edit(&self, draft: &mut Draft) {
        draft.notes.extend(self.parties.notes.iter().cloned());
    }
}
