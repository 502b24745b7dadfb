//! How far predictions are off: for values in their unit, for classes by counting.
//!
//! Nothing is predicted here, and nothing is printed.

use crate::Targets;

/// Figures of one output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueMetrics {
    /// Number of samples; the figures are zero if there are none.
    pub rows: usize,
    /// The largest error by magnitude, prediction less target, in the unit of the output.
    pub worst: f64,
    /// The sample that has it, the first of equals.
    pub worst_row: usize,
    /// Mean of the errors' magnitudes.
    pub mean_absolute: f64,
    /// Root of the mean of the squared errors.
    pub rms: f64,
    /// Part of the targets' variance that the predictions explain; `None` if the targets do not vary.
    pub r_squared: Option<f64>,
}

/// Figures of a classifier.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassMetrics {
    /// Number of samples.
    pub rows: usize,
    /// Part of the samples whose class is right; zero if there are none.
    pub accuracy: f64,
    /// How often each class (row) was taken for each class (column).
    pub confusion: Vec<Vec<usize>>,
    /// For each class: which part of what was taken for it is right; `None` if nothing was.
    pub precision: Vec<Option<f64>>,
    /// For each class: which part of it was recognised; `None` if there was none.
    pub recall: Vec<Option<f64>>,
    /// The samples that are wrong, in order.
    pub wrong: Vec<usize>,
}

/// Figures of a model.
#[derive(Debug, Clone, PartialEq)]
pub enum Metrics {
    /// One for each output.
    Values(Vec<ValueMetrics>),
    /// Of a classifier.
    Classes(ClassMetrics),
}

impl Metrics {
    /// Compares the outputs of a network (values, or the scores of the classes; row-major) with the targets.
    pub fn of(predicted: &[f64], targets: &Targets) -> Self {
        match targets {
            Targets::Values { outputs, y } => {
                let column = |values: &[f64], output: usize| -> Vec<f64> {
                    values.iter().skip(output).step_by((*outputs).max(1)).copied().collect()
                };
                let metrics = |output| ValueMetrics::of(&column(predicted, output), &column(y, output));
                Self::Values((0..*outputs).map(metrics).collect())
            }
            Targets::Classes { labels, class } => {
                let named: Vec<usize> = predicted.chunks(labels.len().max(1)).map(greatest).collect();
                Self::Classes(ClassMetrics::of(&named, class, labels.len()))
            }
        }
    }

    /// One figure to compare models by, the less the better: the RMS error over all outputs, or the part of the samples
    /// that is wrong.
    pub fn loss(&self) -> f64 {
        match self {
            Self::Values(values) => {
                let squares: f64 = values.iter().map(|value| value.rms * value.rms).sum();
                (squares / values.len().max(1) as f64).sqrt()
            }
            Self::Classes(classes) => 1.0 - classes.accuracy,
        }
    }
}

impl ValueMetrics {
    /// Compares predictions with targets.
    pub fn of(predicted: &[f64], wanted: &[f64]) -> Self {
        let rows = predicted.len().min(wanted.len());
        let part = 1.0 / rows.max(1) as f64;
        let mean = wanted.iter().sum::<f64>() * part;
        let (mut worst, mut worst_row, mut absolute, mut squares, mut spread) = (0.0_f64, 0, 0.0, 0.0, 0.0);
        for (row, (predicted, wanted)) in predicted.iter().zip(wanted).enumerate() {
            let error = predicted - wanted;
            if error.abs() > worst.abs() {
                (worst, worst_row) = (error, row);
            }
            absolute += error.abs();
            squares += error * error;
            spread += (wanted - mean) * (wanted - mean);
        }
        let r_squared = (spread > 0.0).then(|| 1.0 - squares / spread);
        Self {
            rows,
            worst,
            worst_row,
            mean_absolute: absolute * part,
            rms: (squares * part).sqrt(),
            r_squared,
        }
    }
}

impl ClassMetrics {
    /// Compares classes that were predicted with those that are right; each is below `classes`.
    pub fn of(predicted: &[usize], wanted: &[usize], classes: usize) -> Self {
        let rows = predicted.len().min(wanted.len());
        let mut confusion = vec![vec![0; classes]; classes];
        predicted.iter().zip(wanted).for_each(|(predicted, wanted)| confusion[*wanted][*predicted] += 1);
        let differs =
            |(row, (predicted, wanted)): (usize, (&usize, &usize))| (predicted != wanted).then_some(row);
        let wrong: Vec<usize> = predicted.iter().zip(wanted).enumerate().filter_map(differs).collect();
        let part = |right: usize, of: usize| (of > 0).then(|| right as f64 / of as f64);
        let taken = |class: usize| confusion.iter().map(|row| row[class]).sum();
        let precision = (0..classes).map(|class| part(confusion[class][class], taken(class))).collect();
        let recall =
            (0..classes).map(|class| part(confusion[class][class], confusion[class].iter().sum())).collect();
        let accuracy = (rows - wrong.len()) as f64 / rows.max(1) as f64;
        Self { rows, accuracy, precision, recall, confusion, wrong }
    }
}

/// The index of the greatest score, the first of equals, as on the chip.
pub fn greatest(scores: &[f64]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}
