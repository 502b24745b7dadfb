//! Progress on the error stream, and Ctrl-C: the first asks for a stop that keeps the best so far, the second aborts.
//!
//! Silent where the error stream is no terminal. Knows nothing of the work but its stages' names and steps.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tinyml_trainer::Watch;

/// Exit code after the second Ctrl-C, as shells give it for SIGINT.
const ABORTED: i32 = 130;

/// How often Ctrl-C was pressed.
static INTERRUPTS: AtomicUsize = AtomicUsize::new(0);

/// A bar for each stage of long work.
#[derive(Debug)]
pub struct Progress {
    quiet: bool,
    bar: Mutex<Option<Stage>>,
}

#[derive(Debug)]
struct Stage {
    name: String,
    bar: ProgressBar,
}

impl Progress {
    /// No bar yet; `quiet` work never gets one.
    pub fn new(quiet: bool) -> Self {
        Self { quiet, bar: Mutex::new(None) }
    }

    /// From now on Ctrl-C asks for a stop. Only for work that looks at [`Watch::stop`]: everything else ends at once.
    pub fn catch_interrupts(&self) {
        // A second handler is refused by the library; then the first one does the same.
        let _ = ctrlc::set_handler(|| {
            if INTERRUPTS.fetch_add(1, Ordering::Relaxed) > 0 {
                std::process::exit(ABORTED);
            }
            anstream::eprintln!("\nstopping, and keeping the best so far; once more aborts");
        });
    }

    /// Removes the bar.
    pub fn clear(&self) {
        if let Some(stage) = self.lock().take() {
            stage.bar.finish_and_clear();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Stage>> {
        // A bar is whole at any time: a thread that panicked while it held the lock has broken nothing.
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Progress {
    fn progress(&self, stage: &str, done: usize, total: usize) {
        if self.quiet {
            return;
        }
        let mut current = self.lock();
        if current.as_ref().is_none_or(|current| current.name != stage) {
            if let Some(old) = current.take() {
                old.bar.finish_and_clear();
            }
            *current = Some(Stage { name: stage.to_owned(), bar: bar(stage, total) });
        }
        if let Some(Stage { bar, .. }) = current.as_ref() {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    }

    fn stop(&self) -> bool {
        INTERRUPTS.load(Ordering::Relaxed) > 0
    }
}

/// A bar that draws itself ten times a second at most, and only on a terminal.
fn bar(stage: &str, total: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr_with_hz(10));
    // The template is constant; were it wrong, the library's own would do.
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}, {eta} left") {
        bar.set_style(style);
    }
    bar.set_message(stage.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

#[cfg(test)]
mod tests {
    use super::Progress;
    use tinyml_trainer::Watch;

    #[test]
    fn stages_follow_each_other_and_nobody_asked_to_stop() {
        let progress = Progress::new(false);
        progress.progress("one", 1, 10);
        progress.progress("one", 10, 10);
        progress.progress("two", 3, 0);
        assert!(!progress.stop());
        progress.clear();
    }
}
