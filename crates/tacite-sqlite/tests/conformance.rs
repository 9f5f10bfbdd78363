//! A ledger in a SQLite file keeps every promise, and so does one in memory.

#![expect(clippy::expect_used, reason = "a test has a directory")]

use std::cell::Cell;

use tacite_sqlite::SqliteLedger;
use tempfile::TempDir;

thread_local! {
    /// Each test has a thread, and a directory that is gone when it ends.
    static DIRECTORY: TempDir = tempfile::tempdir().expect("a directory");
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

/// Makes a ledger in a file of its own.
fn in_a_file() -> SqliteLedger {
    COUNT.set(COUNT.get() + 1);
    let name = format!("{}.db", COUNT.get());
    DIRECTORY.with(|directory| SqliteLedger::open(directory.path().join(name)).expect("a ledger"))
}

fn in_memory() -> SqliteLedger {
    SqliteLedger::in_memory().expect("a ledger")
}

mod file {
    //! In a file.

    tacite_store::conformance_tests!(super::in_a_file);
}

mod memory {
    //! In memory.

    tacite_store::conformance_tests!(super::in_memory);
}
