//! Where the contracts come from: event files of a folder, or one file (0.22, 1.4 are the host's).

use std::fs;
use std::path::{Path, PathBuf};

use tacite::history::History;
use tacite_formats::events::read_events;

/// A contract that was read.
pub(crate) struct Shipped {
    /// The file that it was read from.
    pub(crate) file: String,
    /// What the file says about it.
    pub(crate) comment: Option<String>,
    /// Its events.
    pub(crate) history: History,
}

/// What was read, and what could not be.
#[derive(Default)]
pub(crate) struct Contracts {
    /// By name of file.
    pub(crate) read: Vec<Shipped>,
    /// One message for each file that could not be read.
    pub(crate) problems: Vec<String>,
}

impl Contracts {
    /// Reads the shipped contracts.
    pub(crate) fn shipped() -> Self {
        let beside_this_file = Path::new(env!("CARGO_MANIFEST_DIR")).join("contracts");
        let from_the_workspace = Path::new("examples").join("contracts");
        let folder =
            if beside_this_file.is_dir() { beside_this_file } else { from_the_workspace.clone() };
        Self::read(&folder, &from_the_workspace)
    }

    /// Reads every `*.jsonl` of a folder and the folders in it, or one file of any name.
    pub(crate) fn at(path: &Path) -> Self {
        Self::read(path, path)
    }

    /// Reads; messages speak of `shown_as` instead of `path`.
    fn read(path: &Path, shown_as: &Path) -> Self {
        let mut contracts = Self::default();
        let mut files = Vec::new();
        if path.is_dir() {
            contracts.list(path, &mut files);
            if files.is_empty() {
                let folder = shown_as.display();
                contracts
                    .problems
                    .push(format!("{folder}: no event file (*.jsonl) in this folder"));
            }
        } else {
            files.push(path.to_owned());
        }
        files.sort();
        for file in files {
            let shown = match file.strip_prefix(path) {
                Ok(inside) if !inside.as_os_str().is_empty() => shown_as.join(inside),
                Ok(_) | Err(_) => file.clone(),
            };
            contracts.read_file(&file, &shown.display().to_string());
        }
        contracts
    }

    fn list(&mut self, folder: &Path, files: &mut Vec<PathBuf>) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(format!("{}: {error}", folder.display()));
                return;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            // A link to a folder is not followed, so that no circle is walked.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.list(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "jsonl") {
                files.push(path);
            }
        }
    }

    fn read_file(&mut self, path: &Path, shown: &str) {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(format!("{shown}: {error}"));
                return;
            }
        };
        match read_events(shown, bytes) {
            Ok(events) => {
                let id = events.history.subscription();
                let same = |known: &&Shipped| known.history.subscription() == id;
                if let Some(known) = self.read.iter().find(same) {
                    let first = &known.file;
                    self.problems.push(format!(
                        "{shown}: subscription {id} is in {first} already, only that one is billed"
                    ));
                } else {
                    self.read.push(Shipped {
                        file: shown.to_owned(),
                        comment: events.comment,
                        history: events.history,
                    });
                }
            }
            Err(error) => self.problems.push(error.to_string()),
        }
    }
}
