//! tacite-formats
