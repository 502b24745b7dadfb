//! Is a small .tflite file that asks for much refused quickly, or compiled quickly, and without much memory?
//!
//! A flatbuffer may lead to one place from many: a few bytes can name 60 MB a million times. Every allocation is counted.
//! Times are those of an unoptimised build, which is what a macro is in most users' builds.

#[path = "../tflite_mutations/check.rs"]
mod check;
#[path = "../numerics/clock.rs"]
mod clock;
#[path = "../hostile/counting.rs"]
mod counting;
mod files;
#[path = "../../src/tflite/build.rs"]
#[allow(dead_code, reason = "the unit tests use the rest")]
mod write;

use std::time::Duration;

use check::embed;
use clock::processor_time;
use counting::Counting;
use files::HOSTILE;
use tinyml_compiler::tflite::{flatbuffer, schema};

#[global_allocator]
static ALLOCATOR: Counting = Counting::new();

/// The most that any of them may take; 500 MB and 2 s are promised.
const MEMORY: usize = 400 << 20;
const TIME: Duration = Duration::from_secs(8);

#[test]
fn hostile_files_are_cheap() {
    let mut wrong = Vec::new();
    for (idea, make) in HOSTILE {
        let bytes = make();
        let size = bytes.len();
        let before = ALLOCATOR.start();
        let start = processor_time();
        let outcome = embed("hostile.tflite", bytes);
        let (time, peak) = (processor_time().saturating_sub(start), ALLOCATOR.peak().saturating_sub(before));
        let line = format!(
            "{idea}: {size} bytes, {time:.2?}, {:.1} MiB, {outcome:?}",
            peak as f64 / f64::from(1 << 20)
        );
        println!("{line}");
        if time > TIME || peak > MEMORY || outcome.is_err() {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
