//! The core is a house: a module uses the floors below it. Cargo does not stop circular `use`
//! inside a crate, this does.

use crate::tree::{read, rust_files};

/// Modules of the core and their floors.
const FLOORS: [(&str, u32); 20] = [
    ("money", 0),
    ("calendar", 0),
    ("contract", 1),
    ("history", 2),
    ("party", 2),
    ("timeline", 3),
    ("schedule", 4),
    ("charge", 5),
    ("books", 6),
    ("document", 7),
    ("error", 8),
    ("issuing", 8),
    ("payment", 8),
    ("checkpoint", 9),
    ("rating", 9),
    ("engine", 10),
    ("cancelling", 11),
    ("explain", 11),
    ("query", 11),
    ("command", 12),
];

const SOURCE: &str = "crates/tacite/src/";

fn floor(module: &str) -> Option<u32> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// Lists every `crate::module` that is not below the module that names it.
pub(crate) fn climbing() -> Vec<String> {
    let mut climbing = Vec::new();
    for path in rust_files(&["crates/tacite/src"]) {
        let inside = path.trim_start_matches(SOURCE);
        let own = inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs");
        if own == "lib" {
            continue;
        }
        let Some(own_floor) = floor(own) else {
            climbing.push(format!("{path}: `{own}` has no floor in tests/tidy/floors.rs"));
            continue;
        };
        for (number, line) in read(&path).lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in line.split("crate::").skip(1) {
                let end = used.find(|c: char| !c.is_alphanumeric() && c != '_');
                let used = &used[..end.unwrap_or(used.len())];
                if used != own && floor(used).is_some_and(|floor| floor >= own_floor) {
                    climbing.push(format!("{path}:{}: {own} uses {used}", number + 1));
                }
            }
        }
    }
    climbing
}
