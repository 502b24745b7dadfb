//! What a piece of a test takes of the processor, whatever else the machine does.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Processor time of this thread where the system tells it, so that a busy machine fails no test; else the time of day.
pub(crate) fn processor_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let elapsed = START.elapsed();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next().and_then(|first| first.parse().ok()));
    nanoseconds.map_or(elapsed, Duration::from_nanos)
}
