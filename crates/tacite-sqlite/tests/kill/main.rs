//! A nightly job that is killed again and again ends where one ends that is not (INV-11, L1, L2, L5): each
//! document once, numbers without a gap, the file whole, and the same digest.
//!
//! A child bills generated subscriptions into a file, the parent kills it (SIGKILL) at random moments and
//! starts another one, which goes on. The short version runs with `cargo test`; the long one is
//!
//! ```sh
//! cargo test --release -p tacite-sqlite --test kill -- --subscriptions 20000 --rounds 200 --seed 1
//! ```
#![expect(clippy::print_stdout, reason = "a child tells its parent by it how far it is")]

mod child;
mod digest;
mod parent;
mod world;

use std::error::Error;
use std::path::PathBuf;

use parent::Trial;

fn main() -> Result<(), Box<dyn Error>> {
    Asked::of(std::env::args().skip(1))?.answer()
}

/// What the command line asks for.
enum Asked {
    /// To be the process that is killed.
    Child {
        path: PathBuf,
        subscriptions: usize,
    },
    Parent(Trial),
    /// Tests of another name.
    Nothing,
}

impl Asked {
    fn of(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut trial = Trial { subscriptions: 350, rounds: 6, seed: 20_251_126 };
        let mut is_filtered = false;
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "--child" => {
                    let path = PathBuf::from(value()?);
                    return Ok(Self::Child { path, subscriptions: value()?.parse()? });
                }
                "--subscriptions" => trial.subscriptions = value()?.parse()?,
                "--rounds" => trial.rounds = value()?.parse()?,
                "--seed" => trial.seed = value()?.parse()?,
                "--skip" => is_filtered |= "kill".contains(&value()?),
                "--list" => return Ok(Self::Nothing),
                // Other options of `cargo test` say how its own harness prints.
                option if option.starts_with('-') => {}
                filter => is_filtered |= !"kill".contains(filter),
            }
        }
        Ok(if is_filtered { Self::Nothing } else { Self::Parent(trial) })
    }

    fn answer(self) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Child { path, subscriptions } => child::work(&path, subscriptions),
            Self::Parent(trial) => trial.run(),
            Self::Nothing => Ok(()),
        }
    }
}
