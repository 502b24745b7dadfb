//! The working memory of real networks, compared with the optimum without overlaps that `../shared/golden` states for them, where
//! that is present.

use std::fs;
use std::path::Path;

use tinyml_compiler::graph::lower::{BufferKind, Lowered, lower};
use tinyml_compiler::graph::memory::{Plan, Scope, arranged, check, plan_under};
use tinyml_compiler::options::Reference;
use tinyml_compiler::tflite;

/// A model, what an optimal plan without overlaps takes with inputs and outputs in the same memory, and what ours may take
/// without them.
const MODELS: [(&str, usize, usize); 6] = [
    ("hello_world_int8", 32, 32),
    ("sine", 32, 32),
    ("speech", 5_960, 4_004),
    ("person_detect", 55_296, 36_876),
    ("kws", 16_000, 8_448),
    ("ad01", 768, 256),
];

fn lowered(name: &str) -> Option<Lowered> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/golden");
    let bytes = fs::read(folder.join(name).with_extension("tflite")).ok()?;
    let graph = tflite::read(&bytes, name).unwrap_or_else(|report| panic!("{report}"));
    Some(lower(&graph, Reference::Classic).unwrap_or_else(|report| panic!("{report}")))
}

/// Bytes of the caller's arrays.
fn edges(lowered: &Lowered) -> usize {
    let buffers = lowered.buffers.iter();
    let edge = buffers.filter(|buffer| matches!(buffer.kind, BufferKind::Input(_) | BufferKind::Output(_)));
    edge.map(|buffer| buffer.count * buffer.element.bytes()).sum()
}

#[test]
fn golden_models_take_no_more_than_that() {
    for (name, stated, most) in MODELS {
        let Some(lowered) = lowered(name) else {
            println!("skipped {name}: ../shared/golden is absent");
            continue;
        };
        let interpreter = plan_under(&lowered, Scope { edges: true, overlaps: false, backwards: false });
        assert_eq!((interpreter.peak, interpreter.is_optimal), (stated, true), "{name}");
        let one_arena = plan_under(&lowered, Scope { edges: true, overlaps: true, backwards: true }).peak;
        let forwards = plan_under(&lowered, Scope::default()).peak;
        let edges = edges(&lowered);
        let (lowered, Plan { peak, is_optimal, .. }) = {
            let (lowered, plan) = arranged(lowered);
            assert_eq!(check(&lowered, &plan), Ok(()), "{name}");
            (lowered, plan)
        };
        println!(
            "{name}: {peak} B of working memory (forwards only {forwards} B), {} B with the input and output arrays; in one arena \
             {one_arena} B, and {stated} B without overlaps; {} steps",
            peak + edges,
            lowered.steps.len()
        );
        assert!(is_optimal && peak <= most, "{name}: {peak} B");
    }
}
