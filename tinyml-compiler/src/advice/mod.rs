//! Where an error comes from, and what could be changed about it.
//!
//! Nothing here decides or prints: shares are measured, changes are listed in the order in which they are worth a trial, and
//! whoever suggests one has built it before.

mod changes;
mod screen;
mod shares;
mod work;

pub(crate) use changes::{Changed, finer};
pub(crate) use screen::Screen;
pub use shares::{Share, shares};
pub(crate) use work::{Work, trial_cost};
