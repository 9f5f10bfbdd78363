//! The oracle on the worked examples of the rule book and on cases worked out by hand.

#![expect(clippy::expect_used, reason = "a test says which histories are billed")]

mod charges;
mod corrections;
mod ends;
mod grids;
mod pauses;
mod prices;
mod story;
