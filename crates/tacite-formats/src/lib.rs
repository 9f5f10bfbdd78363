//! Wire formats of the tacite billing engine.
//!
//! [`events`] reads and writes event files: the JSON Lines in which a subscription is kept, written
//! by hand or sent from one program to another. [`text`] prints values for people.
//!
//! Nothing here opens a file: callers pass the bytes and the name under which errors speak of them.
#![forbid(unsafe_code)]

pub mod events;
pub mod text;
mod twin;
mod value;
mod wire;
