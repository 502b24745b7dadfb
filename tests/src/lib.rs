//! What several tests of this package share.

pub mod expansion;
pub mod project;
