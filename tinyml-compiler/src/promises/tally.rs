//! How the samples of a dataset were called, and what is said of it.

use crate::diagnostic::{Blame, Diagnostic, Place, count, quoted};

/// Samples by their class and by the class that they were given.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    right: usize,
    all: usize,
    /// `labels` x `labels`: how often a class (row) was given another (column).
    confusion: Vec<usize>,
    labels: usize,
    /// The first sample of each such pair.
    first: Vec<usize>,
}

/// The commonest mistake.
struct Mistake {
    class: usize,
    given: usize,
    amount: usize,
    /// The first such sample.
    first: usize,
}

impl Tally {
    /// No sample, and so many classes.
    pub(crate) fn new(labels: usize) -> Self {
        let pairs = labels * labels;
        Self { right: 0, all: 0, confusion: vec![0; pairs], labels, first: vec![usize::MAX; pairs] }
    }

    /// Counts the next sample.
    pub(crate) fn add(&mut self, class: usize, given: usize) {
        let pair = class * self.labels + given;
        self.right += usize::from(given == class);
        self.confusion[pair] += 1;
        self.first[pair] = self.first[pair].min(self.all);
        self.all += 1;
    }

    /// Number of classes.
    pub(crate) fn labels(&self) -> usize {
        self.labels
    }

    /// Number of samples that were given their class.
    pub(crate) fn right(&self) -> usize {
        self.right
    }

    /// Number of samples.
    pub(crate) fn all(&self) -> usize {
        self.all
    }

    /// The part of the samples that were given their class.
    pub(crate) fn share(&self) -> f64 {
        self.right as f64 / self.all as f64
    }

    /// The fewest that keep a promise.
    fn needed(&self, least: f64) -> usize {
        (0..=self.all).find(|right| *right as f64 / self.all as f64 >= least).unwrap_or(self.all)
    }

    fn commonest(&self) -> Option<Mistake> {
        let wrong = (0..self.confusion.len()).filter(|pair| pair / self.labels != pair % self.labels);
        // Of equals the first.
        let pair = wrong.rev().max_by_key(|pair| self.confusion[*pair])?;
        let (amount, first) = (self.confusion[pair], self.first[pair]);
        (amount > 0).then_some(Mistake {
            class: pair / self.labels,
            given: pair % self.labels,
            amount,
            first,
        })
    }

    /// A diagnostic with what was promised and what was found, at the first of the commonest mistakes.
    pub(crate) fn told(
        &self,
        diagnostic: Diagnostic,
        least: f64,
        labels: &[String],
        place: &dyn Fn(usize) -> Place,
    ) -> Diagnostic {
        let needed = self.needed(least);
        let mut diagnostic = diagnostic
            .blame(Blame::Argument("min_accuracy"))
            .expected(format!("at least {least}: {needed} of {} samples in their class", self.all));
        let mut most = String::new();
        if let Some(Mistake { class, given, amount, first }) = self.commonest() {
            diagnostic = diagnostic.placed(place(first));
            let (class, given) = (quoted(&labels[class]), quoted(&labels[given]));
            most = match amount {
                1 => format!("; here {class} is taken for {given}"),
                _ => format!(
                    "; most often {class} is taken for {given}, {}, first here",
                    count(amount, "time")
                ),
            };
        }
        diagnostic.found(format!("{}: {} of {}{most}", shown(self.share()), self.right, self.all))
    }

    /// The promise that would be kept, as a help.
    pub(crate) fn allow(&self) -> String {
        match self.right {
            0 => "look whether the dataset is that of this model".to_owned(),
            _ => format!("allow `min_accuracy = {}`", shown(self.share())),
        }
    }
}

/// Four digits, downwards, so that what is shown is also kept.
pub(crate) fn shown(share: f64) -> String {
    format!("{}", libm::floor(share * 10_000.0) / 10_000.0)
}
