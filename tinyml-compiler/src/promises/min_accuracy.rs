//! `min_accuracy`: the part of a dataset's samples to which the integer network gives their class.

use super::Facts;
use super::missed::{Figure, Missed, Remedy};
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
    let tally = Tally::of(facts, &samples, labels.len());
    if tally.share() >= least {
        return Vec::new();
    }
    vec![missed(facts, data, &samples, &tally, least)]
}

/// How the samples were called.
struct Tally {
    right: usize,
    all: usize,
    /// `labels` x `labels`: how often a class (row) was given another (column).
    confusion: Vec<usize>,
    labels: usize,
    /// The first sample of each such pair.
    first: Vec<usize>,
}

impl Tally {
    fn of(facts: &Facts<'_>, samples: &Labelled, labels: usize) -> Self {
        let width = facts.network.width();
        let mut tally = Self {
            right: 0,
            all: samples.classes.len(),
            confusion: vec![0; labels * labels],
            labels,
            first: vec![usize::MAX; labels * labels],
        };
        for (sample, class) in samples.classes.iter().enumerate() {
            let raw = &samples.raw[sample * width..(sample + 1) * width];
            let given = argmax(&facts.program.run(raw));
            tally.right += usize::from(given == *class);
            let pair = class * labels + given;
            tally.confusion[pair] += 1;
            tally.first[pair] = tally.first[pair].min(sample);
        }
        tally
    }

    /// The fewest that keep the promise.
    fn needed(&self, least: f64) -> usize {
        (0..=self.all).find(|right| *right as f64 / self.all as f64 >= least).unwrap_or(self.all)
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.all as f64
    }

    /// The commonest mistake: the class, the one that was given, how often, and the first such sample.
    fn commonest(&self) -> Option<(usize, usize, usize, usize)> {
        let wrong = (0..self.confusion.len()).filter(|pair| pair / self.labels != pair % self.labels);
        // Of equals the first.
        let pair = wrong.rev().max_by_key(|pair| self.confusion[*pair])?;
        let amount = self.confusion[pair];
        (amount > 0).then(|| (pair / self.labels, pair % self.labels, amount, self.first[pair]))
    }
}

fn missed(facts: &Facts<'_>, data: &DataFile, samples: &Labelled, tally: &Tally, least: f64) -> Missed {
    let message = format!("the integer network misses `min_accuracy` on {}", quoted(&data.display));
    let mut diagnostic =
        Diagnostic::new(Code::AccuracyMissed, message).blame(Blame::Argument("min_accuracy")).expected(
            format!("at least {least}: {} of {} samples in their class", tally.needed(least), tally.all),
        );
    let mut most = String::new();
    if let (Some((class, given, amount, first)), Outputs::Classes { labels, .. }) =
        (tally.commonest(), &facts.network.outputs)
    {
        let position = Some(Position { line: samples.lines[first], column: 1 });
        diagnostic = diagnostic.placed(Place { position, ..Place::file(&data.display) });
        let (class, given) = (quoted(&labels[class]), quoted(&labels[given]));
        most = match amount {
            1 => format!("; here {class} is taken for {given}"),
            _ => format!("; most often {class} is taken for {given}, {}, first here", count(amount, "time")),
        };
    }
    let diagnostic =
        diagnostic.found(format!("{}: {} of {}{most}", shown(tally.share()), tally.right, tally.all));
    let float = float(facts, samples);
    let allow = match tally.right {
        0 => "look whether the dataset is that of this model".to_owned(),
        _ => format!("allow `min_accuracy = {}`", shown(tally.share())),
    };
    if (float as f64) < least * tally.all as f64 {
        let share = shown(float as f64 / tally.all as f64);
        let help = format!("the float network gets {share} itself: train it further, or {allow}");
        return Missed::new(diagnostic.help(help));
    }
    let (data, network) = (samples.clone(), tally.labels);
    let figure: Figure = Box::new(move |facts| {
        let tally = Tally::of(facts, &data, network);
        format!("{} of {}", tally.right, tally.all)
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

/// Four digits, downwards, so that what is shown is also kept.
fn shown(share: f64) -> String {
    format!("{}", libm::floor(share * 10_000.0) / 10_000.0)
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
