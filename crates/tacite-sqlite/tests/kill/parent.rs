//! Starts children and kills them.
//!
//! How many commits the work has is counted first, on a file of its own. A round kills after a random
//! number of the commits that are left, less than twice an even share of them, so that the kills are
//! spread over the whole work and come before it is done.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tacite_sqlite::SqliteLedger;

use crate::digest::{held, whole};

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
        let commits = self.to_the_end(&undisturbed)?;
        let expected = held(&undisturbed, subscriptions)?;
        println!("kill: {commits} commits, {} documents", expected.documents);
        let mut done = 0;
        let mut random = Random(seed);
        for round in 0..rounds {
            let left = commits.saturating_sub(done) / (rounds - round + 1);
            let moment = random.below(2 * left + 1);
            let pause = Duration::from_micros(random.below(4_000));
            done += self.killed(&killed, moment, pause)?;
            if round % (rounds / 10 + 1) == 0 && killed.exists() {
                whole(&SqliteLedger::open(&killed)?)?;
            }
        }
        println!("kill: killed {rounds} times, {done} of {commits} commits were told of by then");
        let rest = self.to_the_end(&killed)?;
        let found = held(&killed, subscriptions)?;
        println!("kill: {rest} commits were left; digest {}", found.digest);
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

    /// Lets a child work to the end; returns of how many commits it told.
    fn to_the_end(&self, path: &Path) -> Result<u64, Box<dyn Error>> {
        let mut child = self.child(path)?;
        let told = lines(&mut child).count() as u64;
        let status = child.wait()?;
        if status.success() { Ok(told) } else { Err(format!("the child: {status}").into()) }
    }

    /// Kills a child once it has told of so many commits, and a moment later; returns of how many it
    /// told in all.
    fn killed(&self, path: &Path, moment: u64, pause: Duration) -> Result<u64, Box<dyn Error>> {
        let mut child = self.child(path)?;
        let mut lines = lines(&mut child);
        let seen = (0..moment).map_while(|_| lines.next()).count() as u64;
        thread::sleep(pause);
        child.kill()?;
        let told = seen + lines.count() as u64;
        let status = child.wait()?;
        if status.success() || status.code().is_some() && cfg!(unix) {
            return Err(format!("the child was not killed: {status}, {told} commits").into());
        }
        Ok(told)
    }
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
