//! Equal terms are kept once, so that comparing them again and again costs little (CHG-5).
//!
//! 31 days of March at 30.00 are 31 references to one value.
//!
//! Which terms hold on a day is decided by [`super::member`].

use std::rc::Rc;

use tacite::timeline::{Terms, Weights};

/// Terms, each kept once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glossary(Vec<Rc<Terms>>);

impl Glossary {
    /// The one that is kept of terms equal to these.
    pub(crate) fn entry(&mut self, terms: &Terms) -> Rc<Terms> {
        if let Some(kept) = self.0.iter().find(|kept| ***kept == *terms) {
            return Rc::clone(kept);
        }
        self.keep(Rc::new(terms.clone()))
    }

    /// Keeps terms that are shared already, unless equal ones are kept.
    pub(super) fn take(&mut self, terms: &Rc<Terms>) {
        if !self.0.contains(terms) {
            self.keep(Rc::clone(terms));
        }
    }

    fn keep(&mut self, terms: Rc<Terms>) -> Rc<Terms> {
        self.0.push(Rc::clone(&terms));
        terms
    }
}

/// Whether terms are the same, whichever day weighs all of the period.
pub(super) fn agree(left: &Rc<Terms>, right: &Rc<Terms>) -> bool {
    match (left.weights, right.weights) {
        (Weights::OnDay(_), Weights::OnDay(_)) => {
            **left == Terms { weights: left.weights, ..(**right).clone() }
        }
        _ => Rc::ptr_eq(left, right),
    }
}
