//! L5: a disk that is full refuses the commit and leaves the file as it was; with room, it goes on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::Months;
use tacite_sqlite::{Options, SqliteLedger};
use tacite_store::{Ledger, LedgerError, Retry};

use crate::children::child;
use crate::fixture::{bill, billing, gapless, numbers, on, start_monthly, stream};

/// Bills months until the ledger is full, and returns how many there was room for.
fn fill(ledger: &SqliteLedger) -> usize {
    for month in 0..2_000 {
        let as_of = (on("2025-01-01") + Months::new(month)).to_string();
        match ledger.commit(&billing(stream(ledger, 1), &as_of)) {
            Ok(_) => {}
            Err(error) => {
                assert!(matches!(error, LedgerError::Full { .. }), "{error:?}");
                assert_eq!(error.retry(), Retry::Useless);
                return usize::try_from(month).unwrap();
            }
        }
    }
    panic!("there is room without an end");
}

#[test]
fn a_file_that_may_not_grow_is_full_and_goes_on_when_it_may() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let mut options = Options::default();
    options.pages_max = Some(100);
    let ledger = SqliteLedger::open_with(&path, options).unwrap();
    start_monthly(&ledger, 1);
    let written = fill(&ledger);
    assert!(written > 12, "{written} months");
    // The refused commit left nothing: not its posting, its document or its message.
    assert_eq!(numbers(&ledger).len(), written);
    assert_eq!(stream(&ledger, 1).version.0, 2 + u64::try_from(written).unwrap());
    assert_eq!(ledger.integrity_check().unwrap(), []);
    drop(ledger);

    let ledger = SqliteLedger::open(&path).unwrap();
    let next = on("2025-01-01") + Months::new(u32::try_from(written).unwrap());
    bill(&ledger, 1, &next.to_string());
    assert_eq!(numbers(&ledger).len(), written + 1);
    assert_eq!(ledger.integrity_check().unwrap(), []);
}

/// A file system of so many KiB; none if this system does not let us mount one.
struct Mounted(PathBuf);

impl Mounted {
    fn of(kibibytes: u32, place: &Path) -> Option<Self> {
        fs::create_dir(place).unwrap();
        let size = format!("size={kibibytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "none"]).arg(place).stderr(Stdio::null());
        let is_mounted = mount.status().is_ok_and(|status| status.success());
        is_mounted.then(|| Self(place.to_owned()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.0).status());
    }
}

#[test]
fn a_disk_of_one_mebibyte_is_full_and_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let Some(disk) = Mounted::of(1_024, &directory.path().join("disk")) else {
        println!("not tested: nothing may be mounted here");
        return;
    };
    let path = disk.0.join("tacite.db");
    let written = {
        let ledger = SqliteLedger::open(&path).unwrap();
        start_monthly(&ledger, 1);
        let written = fill(&ledger);
        assert!(written > 12, "{written} months");
        assert_eq!(numbers(&ledger).len(), written);
        assert_eq!(ledger.integrity_check().unwrap(), []);
        written
    };
    let ledger = SqliteLedger::open_read_only(&path).unwrap();
    assert_eq!(numbers(&ledger).len(), written);
    assert_eq!(ledger.integrity_check().unwrap(), []);
}

#[test]
fn a_file_that_the_system_does_not_let_grow_is_told_and_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    start_monthly(&SqliteLedger::open(&path).unwrap(), 1);
    let child = child("children::tries_to_write", &path, 1);
    // The limit is in blocks of 512 bytes, or of 1,024; the signal that comes with it is ignored.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 3000; exec \"$0\" \"$@\""]);
    shell.arg(child.get_program()).args(child.get_args());
    let told = child.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let output = shell.envs(told).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    // SQLite says of what the system refuses that writing failed, and of a full disk that it is full.
    assert!(said.contains("unavailable: ") || said.contains("full: "), "{said}");

    let ledger = SqliteLedger::open(&path).unwrap();
    let count = numbers(&ledger).len();
    assert!(count > 12, "{count}");
    assert_eq!(stream(&ledger, 1).version.0, 2 + u64::try_from(count).unwrap());
    assert_eq!(ledger.integrity_check().unwrap(), []);
    assert_eq!(numbers(&ledger).first(), gapless(1).first());
}

/// Root may write what is marked as read-only: the file system itself says no here.
#[test]
fn a_read_only_disk_is_told_as_such_and_can_be_read() {
    let directory = tempfile::tempdir().unwrap();
    let Some(disk) = Mounted::of(4_096, &directory.path().join("disk")) else {
        println!("not tested: nothing may be mounted here");
        return;
    };
    let path = disk.0.join("tacite.db");
    {
        let ledger = SqliteLedger::open(&path).unwrap();
        start_monthly(&ledger, 1);
        bill(&ledger, 1, "2025-03-01");
    }
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&disk.0).status();
    if !remounted.is_ok_and(|status| status.success()) {
        println!("not tested: nothing may be mounted anew here");
        return;
    }
    let error = SqliteLedger::open(&path).unwrap_err();
    let is_told = matches!(error, tacite_sqlite::OpenError::Ledger(LedgerError::ReadOnly { .. }));
    assert!(is_told, "{error:?}");
    // Nobody can make the index of the log that readers share.
    assert!(SqliteLedger::open_read_only(&path).is_err());
    let mut options = Options::default();
    options.access = tacite_sqlite::Access::ReadUnchanging;
    let ledger = SqliteLedger::open_with(&path, options).unwrap();
    assert_eq!(numbers(&ledger), gapless(3));
    assert_eq!(ledger.integrity_check().unwrap(), []);
}
