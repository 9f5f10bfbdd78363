//! Writes what the fuzzers begin with to `fuzz/corpus`: the golden files of every kind, and every event
//! file of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use tacite_fuzz::KINDS;

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = here.join("../tests");
    let folder = |target: &str| {
        let folder = here.join("corpus").join(target);
        fs::create_dir_all(&folder).unwrap();
        folder
    };
    let (json, lines, cbor) = (folder("json"), folder("json_lines"), folder("cbor"));
    let names: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), tacite_formats::KINDS.len());
    for (number, name) in names.iter().enumerate() {
        assert!(tacite_formats::KINDS.contains(name), "{name} is no kind");
        let golden = tests.join("formats/golden/v1").join(name);
        let number = u8::try_from(number).unwrap();
        let with_kind = |bytes: &[u8]| [&[number], bytes].concat();
        let text = fs::read_to_string(golden.with_extension("json")).unwrap();
        fs::write(json.join(name), with_kind(text.trim_end().as_bytes())).unwrap();
        let value = text.trim_end().split_once(",\"value\":").unwrap();
        let (head, value) = (value.0, value.1.strip_suffix('}').unwrap());
        let text = format!("{head}}}\n{value}\n{value}\n");
        fs::write(lines.join(name), with_kind(text.as_bytes())).unwrap();
        let hexadecimal = fs::read_to_string(golden.with_extension("cbor.hex")).unwrap();
        let digits: Vec<_> = hexadecimal.chars().filter_map(|digit| digit.to_digit(16)).collect();
        let bytes: Vec<_> =
            digits.chunks(2).map(|byte| u8::try_from(byte[0] << 4 | byte[1]).unwrap()).collect();
        fs::write(cbor.join(name), with_kind(&bytes)).unwrap();
    }
    let mut files = Vec::new();
    for place in ["formats/golden", "bad_events/files", "../examples/contracts"] {
        event_files(&tests.join(place), &mut files);
    }
    let events = folder("event_file");
    for (number, file) in files.iter().enumerate() {
        fs::copy(file, events.join(format!("{number:03}"))).unwrap();
    }
    println!("{} kinds, {} event files", names.len(), files.len());
}

/// Finds the event files of a folder and of those in it.
fn event_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            event_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "jsonl") {
            found.push(path);
        }
    }
}
