//! `min_accuracy`: the part of a dataset's samples to which the integer network gives their class.

use super::Facts;
use super::missed::{Figure, Missed, Remedy};
use super::tally::{Tally, shown};
use crate::dataset::{DataFile, Labelled};
use crate::diagnostic::{Blame, Code, Diagnostic, Place, Position, count, quoted};
use crate::network::Outputs;
use crate::options::Options;
use crate::reference;
use tinyml_core::argmax::argmax;

/// Multiplications that a dataset may take: about a second in an unoptimised macro.
const MAX_MACS: usize = 1 << 26;

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let (Some(least), Some(data)) = (options.promises.min_accuracy, &options.promises.dataset) else {
        return Vec::new();
    };
    let Outputs::Classes { output, labels } = &facts.network.outputs else {
        return vec![Missed::new(unsuited())];
    };
    let samples = match Labelled::read(data, facts.network, &output.name, labels) {
        Ok(samples) => samples,
        Err(report) => {
            let blamed = report.blame(Blame::Argument("dataset"));
            return blamed.diagnostics().iter().cloned().map(Missed::new).collect();
        }
    };
    let macs = facts.plan.macs.saturating_mul(samples.classes.len());
    if macs > MAX_MACS {
        return vec![Missed::new(too_long(facts, data, samples.classes.len()))];
    }
    let tally = tallied(facts, &samples, labels.len());
    if tally.share() >= least {
        return Vec::new();
    }
    vec![missed(facts, data, &samples, &tally, least)]
}

/// How the program calls the samples.
fn tallied(facts: &Facts<'_>, samples: &Labelled, labels: usize) -> Tally {
    let width = facts.network.width();
    let mut tally = Tally::new(labels);
    for (sample, class) in samples.classes.iter().enumerate() {
        let raw = &samples.raw[sample * width..(sample + 1) * width];
        tally.add(*class, argmax(&facts.program.run(raw)));
    }
    tally
}

fn missed(facts: &Facts<'_>, data: &DataFile, samples: &Labelled, tally: &Tally, least: f64) -> Missed {
    let message = format!("the integer network misses `min_accuracy` on {}", quoted(&data.display));
    let Outputs::Classes { labels, .. } = &facts.network.outputs else {
        return Missed::new(unsuited());
    };
    let diagnostic =
        tally.told(Diagnostic::new(Code::AccuracyMissed, message), least, labels, &|sample| Place {
            position: Some(Position { line: samples.lines[sample], column: 1 }),
            ..Place::file(&data.display)
        });
    let float = float(facts, samples);
    let allow = tally.allow();
    if (float as f64) < least * tally.all() as f64 {
        let share = shown(float as f64 / tally.all() as f64);
        let help = format!("the float network gets {share} itself: train it further, or {allow}");
        return Missed::new(diagnostic.help(help));
    }
    let (data, labels) = (samples.clone(), tally.labels());
    let figure: Figure = Box::new(move |facts| {
        let tally = tallied(facts, &data, labels);
        format!("{} of {}", tally.right(), tally.all())
    });
    Missed::with(diagnostic.help(allow), Remedy::Finer, figure)
}

/// How many samples the float network gets right.
fn float(facts: &Facts<'_>, samples: &Labelled) -> usize {
    let width = facts.network.width();
    let is_right = |(sample, class): &(usize, &usize)| {
        let raw = &samples.raw[sample * width..(sample + 1) * width];
        reference::argmax(&facts.network.evaluate(raw)) == **class
    };
    samples.classes.iter().enumerate().filter(is_right).count()
}

fn unsuited() -> Diagnostic {
    Diagnostic::new(Code::PromiseUnsuited, "`min_accuracy` is about classes, and the model has none")
        .blame(Blame::Argument("min_accuracy"))
        .expected("a classifier, whose output has `labels` in its model file")
        .help("promise a `max_error`, in the unit of the output, instead")
}

fn too_long(facts: &Facts<'_>, data: &DataFile, samples: usize) -> Diagnostic {
    let most = MAX_MACS / facts.plan.macs.max(1);
    Diagnostic::new(Code::DatasetTooLarge, "the dataset takes longer than a build should")
        .blame(Blame::Argument("dataset"))
        .placed(Place::file(&data.display))
        .expected(format!("at most {} for this model", count(most, "sample")))
        .found(count(samples, "sample"))
        .help(crate::file::DATASET.large_help)
}
