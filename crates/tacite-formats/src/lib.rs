//! Wire formats of the tacite billing engine.
//!
//! [`events`] reads and writes event files: the JSON Lines in which a subscription is kept, written
//! by hand or sent from one program to another. Every other public value of the engine is a [`Value`]:
//! one as `json` or `cbor`, many as `json_lines`, lines and schedules as `csv`, each by the feature of
//! its name (`json_lines` comes with `json`), and described by `schema`. [`text`] prints values for people.
//!
//! Nothing here opens a file: callers pass the bytes and the name under which errors speak of them.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(feature = "json"),
    expect(dead_code, reason = "some of what formats share is needed by JSON only")
)]

#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "csv")]
pub mod csv;
mod envelope;
pub mod events;
mod fault;
mod guard;
mod identification;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "json")]
pub mod json_lines;
mod keys;
mod kind;
mod limits;
mod numbers;
mod place;
mod reader;
#[cfg(feature = "schema")]
pub mod schema;
mod spelled;
pub mod text;
mod tree;
mod twin;
mod value;
mod wire;
mod words;

pub use fault::{Fault, Place, ReadError};
pub use kind::{EachKind, KINDS, Value, each_kind};
pub use limits::Limits;
pub use reader::{Reader, Upcaster};
pub use tree::Tree;
