//! The schemas in `docs/schema/` are those of the code, and everything that is shipped keeps them.
//!
//! `TACITE_WRITE_SCHEMA=1` writes them anew. `TACITE_VALIDATORS` names a command that validates
//! `--schema SCHEMA FILE…` by another program; without it that test says that it did nothing.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value as Tree, json};
use tacite_formats::{events, schema};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[expect(clippy::disallowed_methods, reason = "it says what is written or run, not what is right")]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// The schemas by the name of their file.
fn all() -> BTreeMap<String, Tree> {
    let events = (events::FORMAT, schema::of_event_lines());
    let all = schema::all().chain([events]);
    all.map(|(kind, schema)| (format!("{kind}.json"), schema)).collect()
}

#[test]
fn the_schemas_in_the_documentation_are_those_of_the_code() {
    let folder = root().join("docs/schema");
    let writes = variable("TACITE_WRITE_SCHEMA").is_some();
    let mut old = Vec::new();
    for (name, schema) in all() {
        let text = format!("{schema:#}\n");
        if writes {
            fs::write(folder.join(&name), text).unwrap();
        } else if fs::read_to_string(folder.join(&name)).ok().as_ref() != Some(&text) {
            old.push(name);
        }
    }
    assert!(old.is_empty(), "run with TACITE_WRITE_SCHEMA=1, and look at: {old:?}");
    let there = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let there: Vec<_> = there.map(|name| name.into_string().unwrap()).collect();
    assert_eq!(there.len(), all().len(), "a file is there of no kind: {there:?}");
}

/// A validator of one schema.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn of(name: &str, schema: Tree) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let place = format!("https://tacite.invalid/{name}");
        compiler.add_resource(&place, schema).unwrap();
        let index = compiler.compile(&place, &mut schemas);
        let index = index.unwrap_or_else(|error| panic!("{name}: {error:#}"));
        Self { schemas, index }
    }

    fn check(&self, place: &str, value: &Tree) {
        if let Err(error) = self.schemas.validate(value, self.index) {
            panic!("{place}: {error:#}\n{value}");
        }
    }

    fn refuses(&self, value: &Tree) -> bool {
        self.schemas.validate(value, self.index).is_err()
    }
}

/// Lists the files below a folder whose name ends so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn event_files() -> Vec<PathBuf> {
    let golden = files(&root().join("tests/formats/golden"), ".jsonl");
    let examples = files(&root().join("examples/contracts"), ".jsonl");
    assert!(golden.len() >= 4 && examples.len() >= 38, "{} {}", golden.len(), examples.len());
    golden.into_iter().chain(examples).collect()
}

#[test]
fn every_shipped_event_file_keeps_the_schema() {
    let validator = Validator::of("events", schema::of_event_lines());
    for path in event_files() {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if !line.trim().is_empty() {
                let place = format!("{}:{}", path.display(), number + 1);
                validator.check(&place, &serde_json::from_str(line).unwrap());
            }
        }
    }
}

#[test]
fn every_golden_file_keeps_the_schema_and_nothing_like_it_does() {
    for (name, schema) in all() {
        let path = root().join("tests/formats/golden/v1").join(&name);
        if name == format!("{}.json", events::FORMAT) {
            // The event files are another test's.
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let validator = Validator::of(&name, schema);
        let value: Tree = serde_json::from_str(&text).unwrap();
        validator.check(&name, &value);
        for (key, other) in
            [("format", json!("tacite-other")), ("version", json!(2)), ("value", json!(null))]
        {
            let mut wrong = value.clone();
            wrong[key] = other;
            assert!(validator.refuses(&wrong), "{name}: {key}");
        }
        if value["value"].is_object() {
            let mut wrong = value.clone();
            wrong["value"]["x"] = json!(1);
            assert!(validator.refuses(&wrong), "{name}: an unknown field");
        }
    }
}

/// Decimals are strings, dates have four digits or a sign: what is no value is not in the schema.
#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let validator = Validator::of("events", schema::of_event_lines());
    let event = |price: Tree, date: &str| {
        json!({
            "sequence": 1,
            "recorded_on": date,
            "event": { "price-changed": { "id": "seats", "price": price } },
        })
    };
    validator.check("event", &event(json!("12.50"), "2025-01-31"));
    validator.check("event", &event(json!({ "flat": "-0.5" }), "2025-01-31"));
    for price in [json!(12.5), json!("12,50"), json!("01"), json!(null), json!({ "flat": 1 })] {
        assert!(validator.refuses(&event(price.clone(), "2025-01-31")), "{price}");
    }
    assert!(validator.refuses(&event(json!("1"), "2025-1-31")));
    let mut zero = event(json!("1"), "2025-01-31");
    zero["sequence"] = json!(0);
    assert!(validator.refuses(&zero));
}

/// A program of others reads the same files, if there is one.
#[test]
fn another_validator_agrees() {
    let Some(command) = variable("TACITE_VALIDATORS") else {
        println!("TACITE_VALIDATORS names no validator: not run");
        return;
    };
    let mut words = command.split_whitespace();
    let program = words.next().unwrap();
    let run = |arguments: &[&Path]| {
        let output = Command::new(program).args(words.clone()).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{arguments:?}: {said}");
    };
    let schema = |name: &str| root().join("docs/schema").join(name);
    let events = schema(&format!("{}.json", events::FORMAT));
    let shipped = event_files();
    let mut arguments = vec![Path::new("--schema"), &events];
    arguments.extend(shipped.iter().map(PathBuf::as_path));
    run(&arguments);
    for name in all().keys() {
        let golden = root().join("tests/formats/golden/v1").join(name);
        if golden.exists() {
            run(&[Path::new("--schema"), &schema(name), &golden]);
        }
    }
}
