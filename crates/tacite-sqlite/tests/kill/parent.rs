//! Starts children and kills them.
//!
//! How many commits the work has is counted first, on a file of its own. A round kills after a random
//! number of the commits that are left, at most twice an even share of them, so that the kills are
//! spread over the whole work and come before it is done.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use tacite_sqlite::SqliteLedger;

use crate::digest::{held, whole};

/// Commits that a child may do between being told of one and being killed.
const TO_THE_END: u64 = 40;

/// How many subscriptions are billed, and how often the job is killed.
pub(crate) struct Trial {
    pub(crate) subscriptions: usize,
    pub(crate) rounds: u64,
    pub(crate) seed: u64,
}

impl Trial {
    /// Bills undisturbed, bills with kills, and compares.
    pub(crate) fn run(&self) -> Result<(), Box<dyn Error>> {
        let Self { subscriptions, rounds, seed } = *self;
        println!("kill: {subscriptions} subscriptions, {rounds} rounds, seed {seed}");
        let folder = tempfile::tempdir()?;
        let (undisturbed, killed) = (folder.path().join("one.db"), folder.path().join("two.db"));
        self.to_the_end(&undisturbed)?;
        let expected = held(&undisturbed, subscriptions)?;
        let commits = committed(&undisturbed)?;
        println!("kill: {commits} commits, {} documents", expected.documents);
        let mut random = Random(seed);
        for round in 0..rounds {
            let left = commits.saturating_sub(committed(&killed)?);
            let moment = random.below(2 * left / (rounds - round + 1) + 1);
            let pause = Duration::from_micros(random.below(4_000));
            // Near the end no more is waited for: the work could be done before the child is killed.
            match left.checked_sub(TO_THE_END) {
                Some(most) => self.killed(&killed, moment.min(most), pause)?,
                None => self.killed(&killed, 0, Duration::ZERO)?,
            }
            if round % (rounds / 10 + 1) == 0 && killed.exists() {
                whole(&SqliteLedger::open(&killed)?)?;
            }
        }
        let done = committed(&killed)?;
        println!("kill: killed {rounds} times, {done} of {commits} commits were done by then");
        self.to_the_end(&killed)?;
        let found = held(&killed, subscriptions)?;
        println!("kill: digest {}", found.digest);
        if found != expected {
            return Err(format!("undisturbed {expected:?}, killed {found:?}").into());
        }
        println!("kill: ok");
        Ok(())
    }

    fn child(&self, path: &Path) -> Result<Child, Box<dyn Error>> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--child").arg(path).arg(self.subscriptions.to_string());
        Ok(command.stdout(Stdio::piped()).spawn()?)
    }

    /// Lets a child work to the end.
    fn to_the_end(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let mut child = self.child(path)?;
        lines(&mut child).for_each(drop);
        let status = child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the child: {status}").into()) }
    }

    /// Kills a child once it has told of so many commits, and a moment later.
    fn killed(&self, path: &Path, moment: u64, pause: Duration) -> Result<(), Box<dyn Error>> {
        let mut child = self.child(path)?;
        let mut lines = lines(&mut child);
        (0..moment).map_while(|_| lines.next()).for_each(drop);
        thread::sleep(pause);
        child.kill()?;
        lines.for_each(drop);
        let status = child.wait()?;
        if status.success() || status.code().is_some() && cfg!(unix) {
            return Err(
                format!("the child was not killed: {status}, after {moment} commits").into()
            );
        }
        Ok(())
    }
}

/// Counts the commits of a file, which a child that was killed need not have told of.
fn committed(path: &Path) -> Result<u64, Box<dyn Error>> {
    if !path.exists() {
        return Ok(0);
    }
    // A ledger first: it makes the tables, should a child have been killed before that.
    drop(SqliteLedger::open(path)?);
    let count = "SELECT count(*) FROM commits";
    let commits: i64 = Connection::open(path)?.query_row(count, [], |row| row.get(0))?;
    Ok(commits.try_into()?)
}

fn lines(child: &mut Child) -> impl Iterator<Item = ()> + use<> {
    let out = child.stdout.take();
    out.into_iter().flat_map(|out| BufReader::new(out).lines()).map_while(Result::ok).map(drop)
}

/// Numbers that look random, the same for a seed (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        let step = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = step.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}
