//! Every ledger of this crate keeps every promise: in memory, on a thread, and with faults that are retried.

mod memory {
    //! The reference itself.

    use tacite_store::MemoryLedger;

    tacite_store::conformance_tests!(MemoryLedger::new);
}

mod on_thread {
    //! Through channels, to a thread and back.

    use tacite_store::{Blocking, MemoryLedger, OnThread};

    tacite_store::conformance_tests!(|| {
        Blocking(OnThread::start(MemoryLedger::new()).expect("a thread"))
    });
}

mod with_faults {
    //! One call in four fails: not reached, busy, or done with the answer lost.

    use std::sync::atomic::{AtomicU64, Ordering};

    use tacite_store::conformance::{Broken, Faulty, promises};
    use tacite_store::{MemoryLedger, Retrying, retrying};

    /// Each ledger fails in a way of its own, and the same on every run.
    fn ledgers(seed: u64) -> impl Fn() -> Retrying<Faulty<MemoryLedger>> {
        let made = AtomicU64::new(0);
        move || {
            let seed = (seed << 32) + made.fetch_add(1, Ordering::SeqCst);
            retrying(Faulty::seeded(MemoryLedger::new(), seed, 4), 64)
        }
    }

    #[test]
    fn every_promise_is_kept_by_asking_again() -> Result<(), Broken> {
        for seed in 0..3 {
            for promise in promises() {
                // Who asks again after a lost answer can't know who wrote.
                if promise.name != "a_first_answer_is_no_replay" {
                    let of =
                        |broken| Broken::new(format!("{}, seed {seed}: {broken}", promise.name));
                    (promise.check)(&ledgers(seed)).map_err(of)?;
                }
            }
        }
        Ok(())
    }

    #[test]
    fn one_call_in_four_fails() {
        use tacite_store::{Ledger, Position};

        let ledger = Faulty::seeded(MemoryLedger::new(), 7, 4);
        let calls = (0..4_000).map(|_| ledger.records(Position::default(), 1));
        let failed = calls.filter(Result::is_err).count();
        assert!((900..1_100).contains(&failed), "{failed} of 4000");
    }
}

mod all_at_once {
    //! What the macro tests one by one.

    use tacite_store::MemoryLedger;
    use tacite_store::conformance::{Broken, all, promises};

    #[test]
    fn a_list_has_every_promise() -> Result<(), Broken> {
        assert_eq!(promises::<MemoryLedger>().len(), 31);
        all(&MemoryLedger::new)
    }
}
