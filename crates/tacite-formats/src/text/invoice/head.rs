//! The head of a printed document: title, number, parties, references (INV-11, INV-7, rule 14).
//!
//! `AVOIR n° A2025-0007` names the invoice that it corrects by number and date.
//!
//! What parties and references are is decided by [`tacite::party`] and the contract.

use std::fmt;

use tacite::contract::Text;
use tacite::document::{CorrectedDocument, DocumentKind, Nature};
use tacite::party::{Address, LegalId, Party};

use super::super::columns::{Row, left, write_rows};
use super::super::words::{Word, word};
use super::super::{Language, dates};
use super::{Printed, labelled};

const INVOICE: Word = word("INVOICE", "FACTURE");
const CREDIT_NOTE: Word = word("CREDIT NOTE", "AVOIR");
const NUMBER: Word = word("No", "n°");
const DATE: Word = word("Date", "Date");
const SERVED: Word = word("Period", "Période");
const CONTRACT: Word = word("Contract", "Contrat");
const ORDER: Word = word("Purchase order", "Bon de commande");
const NATURE: Word = word("Nature", "Nature");
const CORRECTS: Word = word("Corrects", "Rectifie");
const CUSTOMER: Word = word("Customer", "Client");
const DELIVERED: Word = word("Delivered to", "Livraison");
const VAT_NUMBER: Word = word("VAT number", "N° TVA");
const CORRECTED_INVOICE: Word = word("invoice No {0} of {1}", "la facture n°\u{a0}{0} du {1}");
const CORRECTED_NOTE: Word = word("credit note No {0} of {1}", "l'avoir n°\u{a0}{0} du {1}");

impl Printed<'_> {
    pub(super) fn write_head(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.issued.document();
        let title = match document.kind {
            DocumentKind::Invoice => INVOICE,
            DocumentKind::CreditNote => CREDIT_NOTE,
        };
        let (number, space) = (self.issued.number(), self.space());
        writeln!(f, "{} {}{space}{number}", self.say(title), self.say(NUMBER))?;
        writeln!(f)?;
        self.write_parties(f)?;
        writeln!(f)?;
        self.write_references(f)
    }

    /// What stands between "n°" and a number.
    const fn space(&self) -> char {
        match self.language {
            Language::English => ' ',
            Language::French => '\u{a0}',
        }
    }

    fn write_parties(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seller, customer) = (self.issued.seller(), self.issued.customer());
        let mut sells = self.party(&seller.party);
        sells.extend(seller.company.iter().map(ToString::to_string));
        let mut buys = self.party(&customer.party);
        buys.push(format!("{} {}", labelled(self.say(CUSTOMER), self.language), customer.id));
        let count = sells.len().max(buys.len());
        let padded = |lines: Vec<String>| lines.into_iter().chain(std::iter::repeat(String::new()));
        let pairs = padded(sells).zip(padded(buys)).take(count);
        let rows: Vec<Row<3>> = pairs
            .map(|(sells, buys)| Row::Cells([left(sells), left("    "), left(buys)]))
            .collect();
        write_rows(f, &rows)
    }

    /// Name, address and numbers, a line each.
    fn party(&self, party: &Party) -> Vec<String> {
        let mut lines = vec![party.legal_name.to_string()];
        lines.extend(party.trading_name.iter().map(ToString::to_string));
        lines.extend(address(&party.address));
        lines.extend(party.legal_id.as_ref().map(legal_id));
        let vat_number = party.vat_number.as_ref();
        lines.extend(
            vat_number.map(|number| {
                format!("{} {number}", labelled(self.say(VAT_NUMBER), self.language))
            }),
        );
        if let Some(contact) = &party.contact {
            let said = [&contact.name, &contact.telephone, &contact.email];
            let said: Vec<&str> = said.into_iter().flatten().map(Text::as_str).collect();
            if !said.is_empty() {
                lines.push(said.join(" · "));
            }
        }
        lines
    }

    fn write_references(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (document, language) = (self.issued.document(), self.language);
        let mut said = vec![
            (DATE, dates::date(document.dated_on, language)),
            (SERVED, dates::period(document.service_period(), language)),
            (NATURE, self.say(nature(document.nature())).to_owned()),
        ];
        said.extend(document.corrects.as_ref().map(|one| (CORRECTS, self.corrected(one))));
        let contract = document.contract_number();
        said.extend(contract.map(|number| (CONTRACT, number.to_string())));
        said.extend(document.purchase_order().map(|order| (ORDER, order.to_string())));
        if let Some(delivery) = self.issued.delivery() {
            let name = delivery.name.iter().map(ToString::to_string);
            let lines: Vec<String> = name.chain(address(&delivery.address)).collect();
            said.push((DELIVERED, lines.join(", ")));
        }
        let rows: Vec<Row<2>> = said
            .into_iter()
            .map(|(label, text)| {
                Row::Cells([left(labelled(self.say(label), language)), left(text)])
            })
            .collect();
        write_rows(f, &rows)
    }

    /// Names a corrected document by its number and date.
    pub(super) fn corrected(&self, corrected: &CorrectedDocument) -> String {
        let named = match corrected.kind {
            DocumentKind::Invoice => CORRECTED_INVOICE,
            DocumentKind::CreditNote => CORRECTED_NOTE,
        };
        let dated = dates::date(corrected.dated_on, self.language);
        // Issuing asks for the number; the key says as much where it is not there.
        let number = self.issued.corrected_number(corrected);
        let number = number.map_or(corrected.key.as_str(), |number| number.as_str());
        named.with(&[number, &dated], self.language)
    }
}

/// Street, then post code and city; the country where it is not France.
fn address(address: &Address) -> Vec<String> {
    let mut lines: Vec<String> = address.lines.iter().map(ToString::to_string).collect();
    let post_code = address.post_code.as_ref().map(ToString::to_string);
    let city: Vec<String> = post_code.into_iter().chain([address.city.to_string()]).collect();
    let mut city = city.join(" ");
    if address.country != tacite::party::Country::FRANCE {
        city = format!("{city}, {}", address.country);
    }
    lines.push(city);
    lines
}

/// Prints a number of a register, grouped as people read it.
fn legal_id(id: &LegalId) -> String {
    match id {
        LegalId::Siren(siren) => format!("SIREN {}", grouped(siren.as_str())),
        LegalId::Siret(siret) => {
            let (company, place) = siret.as_str().split_at(9);
            format!("SIRET {} {place}", grouped(company))
        }
        LegalId::Other { number, .. } => number.to_string(),
    }
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place.is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

const fn nature(nature: Nature) -> Word {
    match nature {
        Nature::Goods => word("goods", "livraisons de biens"),
        Nature::Services => word("services", "prestations de services"),
        Nature::Mixed => {
            word("goods and services", "livraisons de biens et prestations de services")
        }
    }
}
