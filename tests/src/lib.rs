//! Placeholder header, replaced by the member's own.
