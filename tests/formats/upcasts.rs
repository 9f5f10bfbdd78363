//! A value of an older version is turned into one of the newest, whatever format it is read from.
//!
//! Every kind is at its first version, so that the version before it is one of this test's own: plans
//! had a `name` in place of an `id`.

use serde_json::{Value as Tree, json};
use tacite::contract::{Plan, PlanId};
use tacite_formats::{Fault, Place, Reader, Upcaster, cbor, json as text};

fn name_is_id(mut tree: Tree) -> Result<Tree, String> {
    let plan = tree.as_object_mut().ok_or("a plan is an object")?;
    let name = plan.remove("name").ok_or("the name of the plan is missing")?;
    plan.insert(String::from("id"), name);
    Ok(tree)
}

const UPCASTERS: &[Upcaster] = &[Upcaster { kind: "tacite-plan", version: 0, upcast: name_is_id }];

fn reader() -> Reader<'static> {
    Reader { upcasters: UPCASTERS, ..Reader::default() }
}

const OLD: &str = r#"{"format":"tacite-plan","version":0,"value":{"name":"basic","items":[]}}"#;

#[test]
fn an_older_version_is_read() {
    let plan = Plan { id: PlanId::new("basic").unwrap(), items: Vec::new() };
    assert_eq!(reader().json::<Plan>("old.json", OLD).unwrap(), plan);
    let lines = "{\"format\":\"tacite-plan\",\"version\":0}\n{\"name\":\"basic\",\"items\":[]}\n";
    assert_eq!(
        reader().json_lines::<Plan>("old.jsonl", lines).unwrap(),
        std::slice::from_ref(&plan)
    );

    // The same with the key and the version of before.
    let mut bytes = cbor::write(&plan);
    let at = bytes.windows(3).position(|window| window == b"\x62id").unwrap();
    bytes.splice(at..at + 3, *b"\x64name");
    let at = bytes.windows(8).position(|window| window == b"version\x01").unwrap();
    bytes[at + 7] = 0;
    assert_eq!(reader().cbor::<Plan>("old.cbor", &bytes).unwrap(), plan);

    // The newest version is read as ever.
    assert_eq!(reader().json::<Plan>("new.json", text::write(&plan)).unwrap(), plan);
}

#[test]
fn what_an_upcaster_refuses_or_makes_wrong_has_a_place() {
    let error = reader().json::<Plan>("old.json", OLD.replace("name", "nom")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "old.json:1:45: version 0 of tacite-plan can't be turned into the next one: the name of the plan \
         is missing",
    );
    assert!(matches!(error.fault, Fault::Upcast { kind: "tacite-plan", version: 0, .. }));

    // What was a name is no id: the place is that of the value that it is in now, or was.
    let error = reader().json::<Plan>("old.json", OLD.replace("basic", "")).unwrap_err();
    assert_eq!(error.place, Place::Text { line: 1, column: 45 });
    assert!(error.to_string().contains("an identifier is empty"), "{error}");
    let error = reader().json::<Plan>("old.json", OLD.replace("[]", "[1]")).unwrap_err();
    assert_eq!(error.place, Place::Text { line: 1, column: 70 });
}

#[test]
fn a_version_that_nobody_turns_is_refused() {
    let error = Reader::default().json::<Plan>("old.json", OLD).unwrap_err();
    let needed = Fault::UnsupportedVersion { kind: "tacite-plan", found: 0, newest: 1 };
    assert_eq!(error.fault, needed);
    let other = &[Upcaster { kind: "tacite-books", ..UPCASTERS[0] }];
    let reader = Reader { upcasters: other, ..Reader::default() };
    assert_eq!(reader.json::<Plan>("old.json", OLD).unwrap_err().fault, needed);
}

#[test]
fn a_tree_has_no_null_and_no_float() {
    let with = |value: Tree| OLD.replace("[]", &json!([value]).to_string());
    let fault = |text: String| reader().json::<Plan>("old.json", text).unwrap_err().fault;
    assert_eq!(fault(with(Tree::Null)), Fault::Null);
    assert_eq!(fault(with(json!(1.5))), Fault::Float);
    assert!(matches!(
        fault(with(json!(0)).replace("[0]", "{\"a\":0,\"a\":1}")),
        Fault::DuplicateKey { .. }
    ));
}
