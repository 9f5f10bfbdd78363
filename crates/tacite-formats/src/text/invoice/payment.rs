//! When and how a printed document is paid (INV-12, 0.15, 0.39, rule 15).
//!
//! `Échéance 02/03/2025  43,20`, then `Prélèvement SEPA, mandat (RUM) MNDT-42 signé le 03/01/2025, ICS
//! FR72ZZZ123456`.
//!
//! When what is due is decided by the document's payables.

use std::fmt;

use tacite::contract::PaymentMeans;
use tacite::document::DocumentKind;
use tacite::money::Currency;
use tacite::party::{Account, Iban, Mandate};

use super::super::columns::{Row, left, right, write_rows};
use super::super::words::{Word, word};
use super::super::{dates, numbers};
use super::{Printed, labelled};

const DUE: Word = word("Due on", "Échéance");
const REFUNDED: Word = word("Refunded on", "Remboursement");
const PAID_BY: Word = word("Paid by", "Règlement");
const TRANSFER: Word = word("transfer", "virement");
const SEPA_TRANSFER: Word = word("SEPA transfer", "virement SEPA");
const DEBIT: Word = word("direct debit", "prélèvement");
const SEPA_DEBIT: Word = word("SEPA direct debit", "prélèvement SEPA");
const CARD: Word = word("card", "carte bancaire");
const CHEQUE: Word = word("cheque", "chèque");
const CASH: Word = word("cash", "espèces");
const OTHER: Word = word("as agreed", "selon accord");
const MANDATE: Word = word(
    "mandate {0} of {1}, creditor {2}, from account {3}",
    "mandat (RUM) {0} signé le {1}, ICS {2}, sur le compte {3}",
);
const HOLDER: Word = word("account holder", "titulaire");

impl Printed<'_> {
    pub(super) fn write_payment(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (document, language) = (self.issued.document(), self.language);
        let (label, is_invoice) = match document.kind {
            DocumentKind::Invoice => (DUE, true),
            DocumentKind::CreditNote => (REFUNDED, false),
        };
        let rows: Vec<Row<3>> = document
            .payables
            .iter()
            .map(|payable| {
                let amount = if is_invoice { payable.amount } else { payable.amount.negated() };
                Row::Cells([
                    left(labelled(self.say(label), language)),
                    left(dates::date(payable.due_on, language)),
                    right(numbers::amount(amount, language)),
                ])
            })
            .collect();
        write_rows(f, &rows)?;
        let means = self.say(named(document.payment_means, document.currency));
        writeln!(f, "  {} {means}", labelled(self.say(PAID_BY), language))?;
        match document.payment_means {
            PaymentMeans::DirectDebit => match self.issued.mandate() {
                Some(mandate) => writeln!(f, "  {}", self.mandate(mandate)),
                None => Ok(()),
            },
            PaymentMeans::Transfer if is_invoice => {
                let mut accounts = self.issued.seller().accounts.iter();
                accounts.try_for_each(|account| writeln!(f, "  {}", self.account(account)))
            }
            PaymentMeans::Transfer
            | PaymentMeans::Card
            | PaymentMeans::Cheque
            | PaymentMeans::Cash
            | PaymentMeans::Other => Ok(()),
        }
    }

    fn account(&self, account: &Account) -> String {
        let mut text = format!("IBAN {}", account.iban);
        if let Some(bic) = &account.bic {
            text = format!("{text} · BIC {bic}");
        }
        if let Some(holder) = &account.holder {
            text = format!("{text} · {} {holder}", labelled(self.say(HOLDER), self.language));
        }
        text
    }

    fn mandate(&self, mandate: &Mandate) -> String {
        let signed_on = dates::date(mandate.signed_on, self.language);
        let parts = [
            mandate.reference.as_str(),
            &signed_on,
            mandate.creditor.as_str(),
            &masked(&mandate.debtor),
        ];
        MANDATE.with(&parts, self.language)
    }
}

/// The debtor's account, of which only both ends are printed.
fn masked(iban: &Iban) -> String {
    let (start, rest) = iban.as_str().split_at(4);
    let (_, end) = rest.split_at(rest.len().saturating_sub(4));
    format!("{start} … {end}")
}

fn named(means: PaymentMeans, currency: Currency) -> Word {
    let is_sepa = currency == Currency::EUR;
    match means {
        PaymentMeans::Transfer if is_sepa => SEPA_TRANSFER,
        PaymentMeans::Transfer => TRANSFER,
        PaymentMeans::DirectDebit if is_sepa => SEPA_DEBIT,
        PaymentMeans::DirectDebit => DEBIT,
        PaymentMeans::Card => CARD,
        PaymentMeans::Cheque => CHEQUE,
        PaymentMeans::Cash => CASH,
        PaymentMeans::Other => OTHER,
    }
}
