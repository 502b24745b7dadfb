//! How long work is followed, and stopped.

/// Someone who watches: a progress bar, a test, nobody.
pub trait Watch: Sync {
    /// `done` of `total` steps of a stage.
    fn progress(&self, stage: &str, done: usize, total: usize);

    /// Whether to hand out the best so far and stop.
    fn stop(&self) -> bool;
}

/// Nobody.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: &str, _: usize, _: usize) {}

    fn stop(&self) -> bool {
        false
    }
}
