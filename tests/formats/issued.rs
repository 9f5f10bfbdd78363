//! Drafts and issued documents come back as they were written, and one that does not add up does not
//! (INV-11, INV-7).

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::HolidayCalendar;
use tacite::contract::{CustomerId, Text};
use tacite::document::{CorrectedDocument, Document};
use tacite::issuing::{
    DocumentNumber, Draft, Issuing, NumberFormat, NumberYear, NumberedDocument, NumberedOn, issue,
};
use tacite::party::{Customer, Delivery, Mandate, Seller};
use tacite::payment::{DebitRules, GatewayReference, OnFile, PaymentBy, payment_requests};
use tacite_formats::events::read_events;
use tacite_formats::{cbor, json};
use tacite_testkit::{Scenario, strategies};

use crate::parties::{self, buyer};
use crate::settings::{CASES, SMALL_CASES, config};
use crate::values::{RULE, date, label, payment_means};
use crate::written::{back, refused};

/// What a store knows besides the documents.
#[derive(Clone, Debug)]
struct Known {
    seller: Seller,
    customer: Customer,
    mandate: Option<Mandate>,
    notes: Vec<Text>,
    delivery: Option<Delivery>,
    private_note: Option<Text>,
}

fn known() -> impl Strategy<Value = Known> {
    let customer = strategies::customers(CustomerId::new("anyone").unwrap());
    let draft = (vec(label(), 0..3), of(strategies::deliveries()), of(label()));
    (strategies::sellers(), customer, of(strategies::mandates()), draft).prop_map(
        |(seller, customer, mandate, (notes, delivery, private_note))| Known {
            seller,
            customer,
            mandate,
            notes,
            delivery,
            private_note,
        },
    )
}

impl Known {
    /// Issues a document, with numbers for all that it corrects.
    fn issued(&self, document: &Document, counter: usize) -> (Draft, NumberedDocument) {
        let number = |counter: usize| DocumentNumber::new(&format!("F{counter:06}")).unwrap();
        let corrected = corrected(document).map(|one| (one.key.clone(), number(0))).collect();
        let mut draft = Draft::of(document.clone());
        draft.notes.clone_from(&self.notes);
        draft.delivery.clone_from(&self.delivery);
        draft.private_note.clone_from(&self.private_note);
        if let Some(note) = self.notes.first() {
            draft.relabel(0, note.clone()).unwrap();
        }
        let issuing = Issuing {
            number: number(counter),
            seller: self.seller.clone(),
            customer: Customer { id: document.customer, ..self.customer.clone() },
            mandate: self.mandate.clone(),
            corrected,
        };
        let issued = issue(draft.clone(), issuing).unwrap();
        (draft, issued)
    }
}

fn corrected(document: &Document) -> impl Iterator<Item = &CorrectedDocument> {
    let lines = document.lines.iter().filter_map(|line| line.correction.as_ref());
    document.corrects.iter().chain(lines.filter_map(|line| line.document.as_ref()))
}

/// Every document of every run.
fn documents(scenario: &Scenario) -> Vec<Document> {
    let (mut books, mut documents) = (Books::new(), Vec::new());
    for run in &scenario.runs {
        let billing = bill(&scenario.known_on(*run), &books, *run).unwrap();
        books.post(billing.posting).unwrap();
        documents.extend(billing.documents);
    }
    documents
}

/// Puts a digit before an amount of the document itself, which stands after its lines and taxes.
fn larger(text: &str, field: &str) -> Option<String> {
    let name = format!("\"{field}\":\"");
    let start = text.rfind(&name)? + name.len();
    let (before, after) = text.split_at(start);
    let (sign, digits) = after.split_at(usize::from(after.starts_with('-')));
    Some(format!("{before}{sign}1{digits}"))
}

const AMOUNTS: [&str; 5] = ["lines_total", "net", "tax", "total", "amount_due"];

proptest! {
    #![proptest_config(config(CASES))]

    #[test]
    fn issued_documents_come_back(scenario in strategies::scenarios(), known in known()) {
        for (counter, document) in documents(&scenario).iter().enumerate() {
            let (draft, issued) = known.issued(document, counter);
            back(&draft)?;
            let read = back(&issued)?;
            prop_assert_eq!(read.delivery(), issued.delivery());
            let (again, issuing) = issued.clone().into_parts();
            back(&issuing)?;
            back(&NumberedOn::from(&issued))?;
            prop_assert_eq!(issue(again, issuing).unwrap(), issued);
        }
    }

    /// Whatever amount of a document is another one, it is not read.
    #[test]
    fn documents_that_do_not_add_up_are_refused(
        scenario in strategies::scenarios(),
        known in known(),
        field in proptest::sample::select(AMOUNTS.to_vec()),
    ) {
        for (counter, document) in documents(&scenario).iter().enumerate() {
            let (_, issued) = known.issued(document, counter);
            let text = json::write(&issued);
            let Some(changed) = larger(&text, field) else {
                return Err(TestCaseError::fail(format!("no {field} in {text}")));
            };
            let Err(error) = json::read::<NumberedDocument>("document.json", &changed) else {
                return Err(TestCaseError::fail(format!("read with another {field}: {changed}")));
            };
            let told = error.to_string();
            prop_assert!(told.contains("add up to") || told.contains("no amount"), "{}", told);
        }
    }

    /// How documents are paid: debits, gateways, by hand, or by asking.
    #[test]
    fn payment_requests_come_back(
        scenario in strategies::scenarios(),
        mandate in strategies::mandates(),
        means in payment_means(),
    ) {
        let gateway = GatewayReference::new("tok_1").unwrap();
        let ways = [
            OnFile::Nothing,
            OnFile::Manual(means),
            OnFile::Mandate(mandate),
            OnFile::Gateway(gateway),
        ];
        let rules = DebitRules::default();
        for document in documents(&scenario) {
            for on_file in &ways {
                back(on_file)?;
                // What a mandate can't collect is no request.
                let requests = payment_requests(&document, on_file, None, &rules);
                for request in requests.unwrap_or_default() {
                    back(&request)?;
                    if let PaymentBy::Debit(collection) = &request.by {
                        back(collection)?;
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(config(SMALL_CASES))]

    #[test]
    fn number_formats_come_back(
        (prefix, separator) in (label(), label()),
        year in proptest::sample::select(vec![
            NumberYear::Absent,
            NumberYear::FourDigits,
            NumberYear::TwoDigits,
        ]),
        digits: u32,
        (number, dated_on) in ("[!-~é-ü]{1,35}", date()),
    ) {
        back(&NumberFormat { prefix, year, separator, digits })?;
        back(&NumberedOn { number: DocumentNumber::new(&number).unwrap(), dated_on })?;
    }
}

/// 31.00 and 6.20 of tax a month from 1 January 2025; paused from the 10th to the 19th, told on the 20th.
const FEE: &str = r#"{"format":"tacite-events","version":1,"subscription":"sub-1"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Desk","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Desk","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-20","effective_on":"2025-01-10","event":{"paused":{"pause":{"shape":"by-days","until":"2025-01-20"}}}}
"#;

/// The invoice of January and the credit note that the pause leads to.
fn invoice_and_credit_note() -> (NumberedDocument, NumberedDocument) {
    let history = read_events("fee.jsonl", FEE).unwrap().history;
    let runs = ["2025-01-01", "2025-01-20"].map(|day| day.parse().unwrap()).to_vec();
    let documents = documents(&Scenario { history, runs });
    let [invoice, note] = documents.as_slice() else { panic!("{documents:?}") };
    let issuing = |number: &str| Issuing {
        number: DocumentNumber::new(number).unwrap(),
        seller: parties::seller(),
        customer: buyer(),
        mandate: None,
        corrected: BTreeMap::new(),
    };
    let first = issue(Draft::of(invoice.clone()), issuing("F2025-0001")).unwrap();
    let mut second = issuing("A2025-0001");
    second.corrected.insert(invoice.key(), first.number().clone());
    (first, issue(Draft::of(note.clone()), second).unwrap())
}

#[test]
fn an_issued_document_is_written_with_its_parties() {
    let (invoice, note) = invoice_and_credit_note();
    insta::assert_snapshot!(json::write(&invoice), @r#"{"format":"tacite-numbered-document","version":1,"value":{"number":"F2025-0001","seller":{"party":{"legal_name":"Atelier Tacite SAS","address":{"lines":["12 rue de la Paix"],"post_code":"75002","city":"Paris","country":"FR"},"legal_id":{"siret":"73282932000074"},"vat_number":"FR44732829320"},"accounts":[{"iban":"FR7630006000011234567890189","bic":"AGRIFRPP"}],"creditor":"FR72ZZZ123456"},"customer":{"id":"cust-7","party":{"legal_name":"Durand SARL","address":{"lines":["3 place Bellecour"],"post_code":"69002","city":"Lyon","country":"FR"}}},"document":{"kind":"invoice","customer":"cust-7","currency":"EUR","dated_on":"2025-01-01","lines":[{"subscription":"sub-1","item":"fee","label":"Desk","period":"2025-01-01/2025-02-01","days":"1-31","share":"31/31","terms":{"price":{"flat":"31"},"customer":"cust-7","tax":{"category":"standard","rate":"20"}},"due_on":"2025-01-01","gross":"31.00","net":"31.00","known":2}],"lines_total":"31.00","taxes":[{"tax":{"category":"standard","rate":"20"},"taxable":"31.00","amount":"6.20"}],"net":"31.00","tax":"6.20","total":"37.20","amount_due":"37.20","payables":[{"due_on":"2025-01-01","amount":"37.20"}]}}}"#);
    insta::assert_snapshot!(json::write(&note), @r#"{"format":"tacite-numbered-document","version":1,"value":{"number":"A2025-0001","seller":{"party":{"legal_name":"Atelier Tacite SAS","address":{"lines":["12 rue de la Paix"],"post_code":"75002","city":"Paris","country":"FR"},"legal_id":{"siret":"73282932000074"},"vat_number":"FR44732829320"},"accounts":[{"iban":"FR7630006000011234567890189","bic":"AGRIFRPP"}],"creditor":"FR72ZZZ123456"},"customer":{"id":"cust-7","party":{"legal_name":"Durand SARL","address":{"lines":["3 place Bellecour"],"post_code":"69002","city":"Lyon","country":"FR"}}},"corrected":{"invoice:sub-1/fee/2025-01-01..2025-02-01/d1e5080145ebd00c/+/1":"F2025-0001"},"document":{"kind":"credit-note","corrects":{"kind":"invoice","key":"invoice:sub-1/fee/2025-01-01..2025-02-01/d1e5080145ebd00c/+/1","dated_on":"2025-01-01"},"customer":"cust-7","currency":"EUR","dated_on":"2025-01-20","lines":[{"subscription":"sub-1","item":"fee","label":"Desk","period":"2025-01-01/2025-02-01","days":"10-19","share":"10/31","terms":{"price":{"flat":"31"},"customer":"cust-7","tax":{"category":"standard","rate":"20"}},"due_on":"2025-01-10","gross":"-10.00","net":"-10.00","before":31,"corrects":1,"known":3}],"lines_total":"-10.00","taxes":[{"tax":{"category":"standard","rate":"20"},"taxable":"-10.00","amount":"-2.00"}],"net":"-10.00","tax":"-2.00","total":"-12.00","amount_due":"-12.00","payables":[{"due_on":"2025-01-20","amount":"-12.00"}]}}}"#);
}

#[test]
fn why_an_issued_document_is_not_read_is_said() {
    let (invoice, note) = invoice_and_credit_note();
    let tax = "\"tax\":\"6.20\"";
    insta::assert_snapshot!(refused(&invoice, tax, "\"tax\":\"6.21\""), @"value.json:1:58: F2025-0001 is no issued document: the taxes add up to 6.20 EUR, the document says 6.21 EUR (INV-11)");
    insta::assert_snapshot!(refused(&invoice, tax, "\"tax\":6.2"), @r#"value.json:1:1048: floats carry no money: a decimal is a string such as "12.50" (MON-1)"#);
    let customer = "\"customer\":{\"id\":\"cust-7\"";
    insta::assert_snapshot!(refused(&invoice, customer, "\"customer\":{\"id\":\"cust-8\""), @"value.json:1:58: F2025-0001 is no issued document: the document is for customer cust-7, not for cust-8 (INV-11)");
    let corrected = format!("\"corrected\":{{\"{}\":\"F2025-0001\"}},", invoice.document().key());
    insta::assert_snapshot!(refused(&note, &corrected, ""), @"value.json:1:58: A2025-0001 is no issued document: it corrects invoice:sub-1/fee/2025-01-01..2025-02-01/d1e5080145ebd00c/+/1, whose number is not given (INV-7)");
    let twice = corrected.replace('}', &format!(",\"{}\":\"F2\"}}", invoice.document().key()));
    insta::assert_snapshot!(refused(&note, &corrected, &twice), @r#"value.json:1:636: the key "invoice:sub-1/fee/2025-01-01..2025-02-01/d1e5080…" stands twice in one object"#);
    insta::assert_snapshot!(refused(&invoice, "F2025-0001", "F2025 0001"), @r#"value.json:1:68: document number "F2025 0001": ' ' can't stand at place 6 (INV-11)"#);
}

/// CAL-7: the caller's rule is written by its name, and who has no such rule can't read it.
#[test]
fn a_holiday_rule_of_debits_is_written_by_its_name() {
    let rules = DebitRules { calendar: HolidayCalendar::Rule(RULE), ..DebitRules::default() };
    insta::assert_snapshot!(json::write(&rules), @r#"{"format":"tacite-debit-rules","version":1,"value":{"calendar":{"rule":"a \"rule\""},"lead_days":1,"prenotification_days":14,"lapse_months":36}}"#);
    assert_eq!(back(&rules).unwrap(), rules);
    let unknown = json::read::<DebitRules>("rules.json", json::write(&rules)).unwrap_err();
    insta::assert_snapshot!(unknown, @r#"rules.json:1:72: "a \"rule\"" is no holiday rule that the reader was given, which are: none (CAL-7)"#);
    let unknown = cbor::read::<DebitRules>("rules.cbor", cbor::write(&rules)).unwrap_err();
    insta::assert_snapshot!(unknown, @r#"rules.cbor: value.calendar.rule: "a \"rule\"" is no holiday rule that the reader was given, which are: none (CAL-7)"#);
}
