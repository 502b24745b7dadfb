//! Does a damaged .tflite file make the compiler panic, hang, or eat memory?
//!
//! Every model of `tests/tflite/golden`, and of `../shared/golden` where it is present, is damaged in many ways, and what comes out goes
//! through the whole compiler, from bytes to tokens. Each mutation has a number and is the same on every machine. What is
//! accepted has to be a graph that holds what the rest of the compiler relies on, and has to give the same tokens again.
//!
//! The ordinary run takes a few thousand. `TINYML_MUTATIONS=100000 cargo test --release -p tinyml-compiler --test
//! tflite_mutations -- --nocapture` takes as many of each model, `TINYML_MODEL=kws` only those with `kws` in their name.

mod check;
#[path = "../numerics/clock.rs"]
mod clock;
#[path = "../hostile/counting.rs"]
mod counting;
mod models;
mod mutate;
mod random;
mod watch;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use check::{Outcome, embed};
use clock::processor_time;
use counting::Counting;
use models::{Model, models};
use mutate::mutate;
use watch::Watch;

#[global_allocator]
static ALLOCATOR: Counting = Counting::new();

/// No file may take longer.
const TIME: Duration = Duration::from_secs(2);

/// Nor more memory.
const MEMORY: usize = 500 << 20;

/// How many mutations of each model in an ordinary run, whose code is not optimised.
const ORDINARY: u64 = 25;

/// What became of the mutations of a model.
#[derive(Debug, Default)]
struct Tally {
    accepted: u64,
    refused: u64,
    slowest: Duration,
    most: usize,
    failures: Vec<String>,
}

#[test]
fn damaged_models_are_refused_or_read() {
    let wanted = std::env::var("TINYML_MODEL").unwrap_or_default();
    let amount = std::env::var("TINYML_MUTATIONS").ok().map(|amount| amount.parse().expect("a number"));
    let watch = Watch::start(20 * TIME);
    let mut failures = Vec::new();
    for model in models().into_iter().filter(|model| model.name.contains(&wanted)) {
        let mut tally = Tally::default();
        for number in 0..amount.unwrap_or(ORDINARY) {
            watch.begin(&model.name, number);
            tally.add(&model, number);
        }
        let Tally { accepted, refused, slowest, most, .. } = &tally;
        let memory = *most as f64 / f64::from(1 << 20);
        println!(
            "{}: {refused} refused, {accepted} accepted; {slowest:.1?}, {memory:.1} MiB at most",
            model.name
        );
        failures.append(&mut tally.failures);
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

impl Tally {
    /// One mutation, whatever comes of it.
    fn add(&mut self, model: &Model, number: u64) {
        let bytes = mutate(model, number);
        let before = ALLOCATOR.start();
        let start = processor_time();
        let outcome = catch_unwind(AssertUnwindSafe(|| embed(&model.name, bytes)));
        let time = processor_time().saturating_sub(start);
        let memory = ALLOCATOR.peak().saturating_sub(before);
        (self.slowest, self.most) = (self.slowest.max(time), self.most.max(memory));
        let problem = match outcome {
            Ok(Ok(Outcome::Accepted)) => {
                self.accepted += 1;
                None
            }
            Ok(Ok(Outcome::Refused)) => {
                self.refused += 1;
                None
            }
            Ok(Err(wrong)) => Some(wrong),
            Err(_) => Some("panics".to_owned()),
        };
        let slow = (time > TIME).then(|| format!("takes {time:?}"));
        let large = (memory > MEMORY).then(|| format!("takes {} MiB", memory >> 20));
        let problems = problem.into_iter().chain(slow).chain(large);
        self.failures.extend(problems.map(|problem| format!("{}, mutation {number}: {problem}", model.name)));
    }
}
