//! The files of the repository, by path from its root.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Reads a file, or fails the test with its path.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn exists(path: &str) -> bool {
    root().join(path).exists()
}

/// Lists the Rust files below some folders.
pub(crate) fn rust_files(folders: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    for folder in folders {
        walk(folder, &mut files);
    }
    files.retain(|path| has_ending(path, &["rs"]));
    files
}

/// Lists the text files of the repository that people write.
pub(crate) fn text_files() -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["crates", "tests", "benches", "examples", "docs", ".ci", ".cargo"] {
        walk(folder, &mut files);
    }
    for file in ["Cargo.toml", "README.md", "CHANGELOG.md", "clippy.toml", "rustfmt.toml"] {
        files.push(String::from(file));
    }
    files.retain(|path| has_ending(path, &["rs", "toml", "md", "sh", "jsonl", "run"]));
    // Broken event files may hold any bytes.
    files.retain(|path| !path.starts_with("tests/bad_events/files"));
    files
}

pub(crate) fn has_ending(path: &str, endings: &[&str]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    endings.contains(&name.rsplit('.').next().unwrap_or(name))
}

fn walk(folder: &str, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return };
    let mut entries: Vec<_> = entries
        .map(|entry| entry.unwrap_or_else(|error| panic!("{folder}: {error}")))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
        .collect();
    entries.sort();
    for (name, is_folder) in entries {
        let path = format!("{folder}/{name}");
        if is_folder && name != "target" {
            walk(&path, files);
        } else if !is_folder {
            files.push(path);
        }
    }
}
