//! The words of printed documents, one table for each language.
//!
//! "Total" is "Total TTC", "Net" is "Total HT": a French invoice says which.
//!
//! Where they stand is decided in [`super::document`] and [`super::schedule`].

use tacite::contract::{TaxCategory, UnitCode};
use tacite::query::InstalmentState;

use super::Language;

/// Says one thing in every language.
#[derive(Clone, Copy)]
pub(super) struct Word {
    english: &'static str,
    french: &'static str,
}

impl Word {
    pub(super) const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::French => self.french,
        }
    }

    /// Says it with parts in the places of `{0}`, `{1}` and so on.
    pub(super) fn with(self, parts: &[&str], language: Language) -> String {
        let mut text = self.in_language(language).to_owned();
        for (index, part) in parts.iter().enumerate() {
            text = text.replace(&format!("{{{index}}}"), part);
        }
        text
    }
}

pub(super) const fn word(english: &'static str, french: &'static str) -> Word {
    Word { english, french }
}

pub(super) const INVOICE_OF: Word = word("Invoice of", "Facture du");
pub(super) const CREDIT_NOTE_OF: Word = word("Credit note of", "Avoir du");
pub(super) const CORRECTS_INVOICE: Word = word("Corrects the invoice of", "Rectifie la facture du");
pub(super) const CORRECTS_CREDIT_NOTE: Word =
    word("Corrects the credit note of", "Rectifie l'avoir du");
pub(super) const OF_INVOICE: Word = word("invoice of", "facture du");
pub(super) const OF_CREDIT_NOTE: Word = word("credit note of", "avoir du");
pub(super) const CUSTOMER: Word = word("customer", "client");
pub(super) const REFERENCE: Word = word("reference", "référence");
pub(super) const NET: Word = word("Net", "Total HT");
pub(super) const TOTAL: Word = word("Total", "Total TTC");
pub(super) const ON: Word = word("on", "sur");
pub(super) const OF: Word = word("of", "de");
pub(super) const LINES_TOTAL: Word = word("Lines", "Total des lignes");
pub(super) const INCLUDING_TAX: Word = word("prices include tax", "prix TTC");
pub(super) const PURCHASE_ORDER: Word = word("Purchase order", "Bon de commande");
pub(super) const CONTRACT: Word = word("Contract", "Contrat");
pub(super) const DUE: Word = word("Due", "Net à payer, échéance le");
pub(super) const TO_REFUND: Word = word("To refund", "Net à rembourser le");
pub(super) const ROUNDING: Word = word("rounding", "arrondi");
pub(super) const ALLOWANCE: Word = word("allowance", "remise");
pub(super) const FREE_PHASE: Word = word("free phase", "période offerte");
pub(super) const NOTHING: Word = word("(nothing)", "(néant)");

pub(super) const DUE_ON: Word = word("Due", "Échéance");
pub(super) const NUMBER: Word = word("No", "N°");
pub(super) const ITEM: Word = word("Item", "Article");
pub(super) const SERVED: Word = word("Service", "Service");
pub(super) const NET_AMOUNT: Word = word("Net", "HT");
pub(super) const STATE: Word = word("State", "État");

/// Names the tax of a category; a rate follows the first only.
pub(super) const fn tax(category: TaxCategory) -> Word {
    match category {
        TaxCategory::Standard | TaxCategory::ZeroRated => word("VAT", "TVA"),
        TaxCategory::Exempt => word("VAT exempt", "Exonéré de TVA"),
        TaxCategory::ReverseCharge => word("VAT reverse charge", "TVA, autoliquidation"),
        TaxCategory::IntraCommunity => {
            word("VAT, intra-Community supply", "TVA, livraison intra-UE")
        }
        TaxCategory::Export => word("VAT, export", "TVA, exportation"),
        TaxCategory::OutOfScope => word("Outside the scope of VAT", "Hors champ de la TVA"),
    }
}

/// Names how far an instalment has come (0.37).
pub(super) const fn state(state: InstalmentState) -> Word {
    match state {
        InstalmentState::Planned => word("planned", "prévue"),
        InstalmentState::ToBill => word("to bill", "à facturer"),
        InstalmentState::Billed => word("billed", "facturée"),
        InstalmentState::Skipped => word("skipped", "sautée"),
        InstalmentState::Credited => word("credited", "avoir émis"),
    }
}

/// Names a unit (2.10); pieces go without saying, rare units are printed as their code.
pub(super) fn unit(unit: &UnitCode, language: Language) -> Option<&str> {
    Some(match unit.as_str() {
        "C62" => return None,
        "KGM" => "kg",
        "LTR" => "l",
        "HUR" => "h",
        "MTK" => "m²",
        "MON" => word("months", "mois").in_language(language),
        code => code,
    })
}

/// Short names of the months, English only: French dates are digits.
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instalment_that_was_credited_has_a_state() {
        let words = [Language::English, Language::French]
            .map(|language| state(InstalmentState::Credited).in_language(language));
        assert_eq!(words, ["credited", "avoir émis"]);
    }
}
