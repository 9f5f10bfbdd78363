//! Questions about a subscription; they write nothing (INV-13).

mod instalments;

pub use instalments::{Instalment, InstalmentState, instalments};
