//! Is a hostile file refused quickly, and without much memory?
//!
//! The files are made here, since they are large. Every allocation is counted; a file may cost a small
//! multiple of its own size. Times are those of an unoptimised build, which is what a macro is in most users'
//! builds.

mod attacks;
#[path = "../corpus/mod.rs"]
mod corpus;
mod counting;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use attacks::{Attack, MEGA, amounts, mistakes, syntax};
use corpus::read_bytes;
use counting::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting::new();

/// The most memory for a file of some size, beside the file itself: its numbers take eight bytes for two of
/// text, and the budget of other values is a constant.
fn memory_limit(size: usize) -> usize {
    6 * size + 32 * MEGA
}

/// The most processor time for a file of some size. A number of two bytes costs serde_json 0.3 µs without
/// optimisation.
fn time_limit(size: usize) -> Duration {
    Duration::from_secs(1) + Duration::from_nanos(150) * u32::try_from(size).expect("a size")
}

#[test]
fn hostile_files_are_refused_quickly_and_cheaply() {
    let mut wrong = Vec::new();
    for attack in syntax().into_iter().chain(amounts()).chain(mistakes()) {
        let Attack { idea, text, code } = attack;
        let size = text.len();
        let bytes = text.into_bytes();
        let before = ALLOCATOR.start();
        let start = processor_time();
        let report = read_bytes("hostile.json", bytes).expect_err("a hostile file");
        let shown = report.to_string();
        let time = processor_time() - start;
        let peak = ALLOCATOR.peak() - before;
        let line = format!(
            "{idea}: {size} bytes, {time:.2?}, {:.1} MB, {:.2}x",
            mb(peak),
            peak as f64 / size as f64
        );
        println!("{line}");
        let expected = report.diagnostics().iter().any(|diagnostic| diagnostic.code == code);
        if !expected || time > time_limit(size) || peak > memory_limit(size) || shown.len() > 40_000 {
            wrong.push(format!("{line}\n{}", shown.chars().take(400).collect::<String>()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Processor time of this thread where the system tells it, so that a busy machine fails no test; else the
/// time of day.
fn processor_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let elapsed = START.elapsed();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next().and_then(|first| first.parse().ok()));
    nanoseconds.map_or(elapsed, Duration::from_nanos)
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / MEGA as f64
}
