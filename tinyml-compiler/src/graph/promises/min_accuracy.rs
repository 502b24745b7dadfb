//! `min_accuracy` of a graph: the part of a dataset's samples whose greatest output is that of their class.

use super::Facts;
use super::samples::{Ends, Samples};
use crate::dataset::DataFile;
use crate::diagnostic::{Blame, Code, Diagnostic, Place, Position, count, quoted};
use crate::graph::run::Machine;
use crate::graph::{ElementType, Tensor};
use crate::options::Options;
use crate::promises::tally::Tally;

/// Multiplications that a dataset may take: some seconds in an unoptimised macro.
const MAX_MACS: u64 = 1 << 28;

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Diagnostic> {
    let (Some(least), Some(data)) = (options.promises.min_accuracy, &options.promises.dataset) else {
        return Vec::new();
    };
    let Some(scores) = scores(facts) else { return vec![unsuited(facts)] };
    let inputs: Vec<&Tensor> = facts.lowered.inputs.iter().map(|input| &input.tensor).collect();
    let ends = Ends { inputs: &inputs, classes: scores.count(), labels: facts.labels };
    let samples = match Samples::read(data, ends) {
        Ok(samples) => samples,
        Err(report) => return report.blame(Blame::Argument("dataset")).diagnostics().to_vec(),
    };
    let all = samples.lines.len() as u64;
    if facts.figures.macs.saturating_mul(all) > MAX_MACS {
        return vec![too_long(facts, data, samples.lines.len())];
    }
    let tally = tally(facts, &samples, scores);
    if tally.share() >= least {
        return Vec::new();
    }
    vec![missed(&tally, least, data, &samples, facts.labels)]
}

/// The output of a classifier: the only one, with a score for each of several classes.
fn scores<'a>(facts: &Facts<'a>) -> Option<&'a Tensor> {
    let [output] = facts.lowered.outputs.as_slice() else { return None };
    (output.tensor.count() > 1).then_some(&output.tensor)
}

fn tally(facts: &Facts<'_>, samples: &Samples, scores: &Tensor) -> Tally {
    let mut tally = Tally::new(scores.count());
    let mut machine = Machine::new(facts.lowered, facts.plan);
    for (inputs, class) in samples.inputs.iter().zip(&samples.classes) {
        // What is kept from one inference to the next is no part of a sample.
        machine.reset();
        let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
        if let Some(bytes) = machine.infer(&inputs).ok().and_then(|outputs| outputs.into_iter().next()) {
            tally.add(*class, greatest(scores.element, &bytes));
        }
    }
    tally
}

/// The index of the greatest element; the first of equal ones.
fn greatest(element: ElementType, bytes: &[u8]) -> usize {
    let value = |bytes: &[u8]| -> f64 {
        let mut word = [0; 4];
        word[..bytes.len().min(4)].copy_from_slice(&bytes[..bytes.len().min(4)]);
        match element {
            ElementType::I4 | ElementType::I8 => f64::from(word[0] as i8),
            ElementType::U8 | ElementType::Bool => f64::from(word[0]),
            ElementType::I16 => f64::from(i16::from_ne_bytes([word[0], word[1]])),
            ElementType::I32 | ElementType::I64 => f64::from(i32::from_ne_bytes(word)),
            ElementType::F32 => f64::from(f32::from_ne_bytes(word)),
        }
    };
    let values: Vec<f64> = bytes.chunks(element.bytes()).map(value).collect();
    (0..values.len()).rev().max_by(|one, other| values[*one].total_cmp(&values[*other])).unwrap_or(0)
}

fn missed(tally: &Tally, least: f64, data: &DataFile, samples: &Samples, labels: &[String]) -> Diagnostic {
    let message = format!("the integer network misses `min_accuracy` on {}", quoted(&data.display));
    let names: Vec<String> = (0..tally.labels())
        .map(|class| labels.get(class).cloned().unwrap_or_else(|| class.to_string()))
        .collect();
    let place = |sample: usize| {
        let position = Some(Position { line: samples.lines[sample], column: 1 });
        Place { position, ..Place::file(&data.display) }
    };
    tally.told(Diagnostic::new(Code::AccuracyMissed, message), least, &names, &place).help(tally.allow())
}

fn unsuited(facts: &Facts<'_>) -> Diagnostic {
    let outputs: Vec<String> = facts.lowered.outputs.iter().map(|output| output.tensor.shown()).collect();
    Diagnostic::new(Code::PromiseUnsuited, "`min_accuracy` is about classes, and the model has none")
        .blame(Blame::Argument("min_accuracy"))
        .expected("one output, with a score for each class")
        .found(outputs.join(", "))
        .help("remove it, and compare with the float model where the file is made")
}

fn too_long(facts: &Facts<'_>, data: &DataFile, samples: usize) -> Diagnostic {
    let most = MAX_MACS / facts.figures.macs.max(1);
    Diagnostic::new(Code::DatasetTooLarge, "the dataset takes longer than a build should")
        .blame(Blame::Argument("dataset"))
        .placed(Place::file(&data.display))
        .expected(format!("at most {} for this model", count(most as usize, "sample")))
        .found(count(samples, "sample"))
        .help(crate::file::DATASET.large_help)
}
