//! The baselines for classes: the most frequent one, the nearest centroid, and a linear model with softmax.

use std::sync::Arc;

use nalgebra::DMatrix;

use super::least_squares::Standard;
use super::{Plan, Predict};
use crate::{Dataset, Targets};

/// Steps of the descent, and the weight decay that keeps separable classes from driving the weights to infinity.
const STEPS: usize = 300;
const DECAY: f64 = 1e-3;
/// The linear model is fitted to every so many-th row, so that no more than this many are used.
const MOST_ROWS: usize = 20_000;

/// What suits so many classes and inputs.
pub(super) fn plans(classes: usize, width: usize) -> Vec<Plan> {
    let plan = |name: &str, parameters, fit: fn(&Dataset) -> Option<Predict>| Plan {
        name: name.to_owned(),
        parameters,
        cost: None,
        fit: Box::new(fit),
    };
    vec![
        plan("most frequent class", 1, most_frequent),
        plan("nearest centroid", classes * width, nearest_centroid),
        plan("linear, softmax", classes * (width + 1), softmax),
    ]
}

fn most_frequent(dataset: &Dataset) -> Option<Predict> {
    let (class, classes) = parts(dataset)?;
    let mut counts = vec![0.0; classes];
    class.iter().for_each(|class| counts[*class] += 1.0);
    Some(Arc::new(move |_| counts.clone()))
}

/// Distances are in deviations of each input, so that units do not matter.
fn nearest_centroid(dataset: &Dataset) -> Option<Predict> {
    let (class, classes) = parts(dataset)?;
    let standard = Standard::of(&dataset.x, dataset.width);
    let mut centres = vec![vec![0.0; dataset.width]; classes];
    let mut counts = vec![0.0; classes];
    for (row, class) in class.iter().enumerate() {
        counts[*class] += 1.0;
        let sample = standard.apply(dataset.sample(row));
        centres[*class].iter_mut().zip(sample).for_each(|(centre, value)| *centre += value);
    }
    for (centre, count) in centres.iter_mut().zip(&counts) {
        centre.iter_mut().for_each(|value| *value /= f64::max(*count, 1.0));
    }
    Some(Arc::new(move |sample| {
        let sample = standard.apply(sample);
        let distance =
            |centre: &Vec<f64>| centre.iter().zip(&sample).map(|(c, v)| (c - v) * (c - v)).sum::<f64>();
        // A class without samples is not near anything.
        let score = |(centre, count): (&Vec<f64>, &f64)| {
            if *count > 0.0 { -distance(centre) } else { f64::NEG_INFINITY }
        };
        centres.iter().zip(&counts).map(score).collect()
    }))
}

/// The least cross-entropy with weight decay, by accelerated descent (Y. Nesterov, 1983) with the step that the
/// steepest curvature allows.
fn softmax(dataset: &Dataset) -> Option<Predict> {
    let (class, classes) = parts(dataset)?;
    let standard = Standard::of(&dataset.x, dataset.width);
    let rows: Vec<usize> = (0..dataset.rows()).step_by(dataset.rows().div_ceil(MOST_ROWS).max(1)).collect();
    let samples: Vec<Vec<f64>> =
        rows.iter().map(|row| with_one(standard.apply(dataset.sample(*row)))).collect();
    let x = DMatrix::from_row_iterator(rows.len(), dataset.width + 1, samples.into_iter().flatten());
    let mut wanted = DMatrix::zeros(rows.len(), classes);
    rows.iter().enumerate().for_each(|(nth, row)| wanted[(nth, class[*row])] = 1.0);
    let weights = descend(&x, &wanted);
    weights.iter().all(|weight| weight.is_finite()).then(|| -> Predict {
        Arc::new(move |sample| {
            let sample = with_one(standard.apply(sample));
            weights.column_iter().map(|column| column.iter().zip(&sample).map(|(w, v)| w * v).sum()).collect()
        })
    })
}

fn descend(x: &DMatrix<f64>, wanted: &DMatrix<f64>) -> DMatrix<f64> {
    let part = 1.0 / x.nrows().max(1) as f64;
    let rate = 1.0 / (0.5 * steepest(x) * part + DECAY);
    let mut weights = DMatrix::zeros(x.ncols(), wanted.ncols());
    let mut ahead = weights.clone();
    for step in 0..STEPS {
        let mut off = x * &ahead;
        off.row_iter_mut().for_each(|mut scores| {
            let most = scores.max();
            scores.apply(|score| *score = (*score - most).exp());
            let sum = scores.sum();
            scores /= sum;
        });
        off -= wanted;
        let gradient = x.tr_mul(&off) * part + &ahead * DECAY;
        let next = &ahead - gradient * rate;
        let momentum = step as f64 / (step as f64 + 3.0);
        ahead = &next + (&next - &weights) * momentum;
        weights = next;
    }
    weights
}

/// The greatest eigenvalue of `x` transposed times `x`, from above.
fn steepest(x: &DMatrix<f64>) -> f64 {
    x.tr_mul(x).symmetric_eigenvalues().max()
}

fn with_one(mut sample: Vec<f64>) -> Vec<f64> {
    sample.push(1.0);
    sample
}

fn parts(dataset: &Dataset) -> Option<(&[usize], usize)> {
    match &dataset.targets {
        Targets::Classes { labels, class } => Some((class, labels.len())),
        Targets::Values { .. } => None,
    }
}
