//! tacite-testkit
