//! What a network has to beat: curves and rules of old, fitted by least squares to the same samples.
//!
//! Each is fitted again for every fold, and sees the inputs as the chip does. Nothing is tuned: a baseline that wins has
//! won. What no baseline does is run on the chip; where that has been measured, `cost` says so.

mod classes;
mod curve;
mod least_squares;
mod ntc;
mod polynomial;

pub use ntc::Divider;

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use crate::metrics::Metrics;
use crate::split::{self, Folds};
use crate::{Dataset, Targets, Task};

/// From the real values of the inputs to the outputs: values in their unit, or a score for each class.
pub type Predict = Arc<dyn Fn(&[f64]) -> Vec<f64> + Send + Sync>;

/// Fits a baseline to samples; `None` if they do not determine it.
type Fit = Box<dyn Fn(&Dataset) -> Option<Predict> + Send + Sync>;

/// The most rows for which leave-one-out is worth its time here; above, there are ten parts.
const MOST_LEFT_OUT: usize = 500;

/// A baseline, fitted to all samples.
#[derive(Clone)]
pub struct Baseline {
    /// What it is called in a table.
    pub name: String,
    /// Numbers that were fitted.
    pub parameters: usize,
    /// Errors on the samples that it was fitted to.
    pub training: Metrics,
    /// Errors on samples that were kept back; the row numbers in it are those of the dataset.
    pub validation: Metrics,
    /// What it gives for an input.
    pub predict: Predict,
    /// What it takes on a chip, if somebody has measured it.
    pub cost: Option<Cost>,
}

impl fmt::Debug for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Baseline")
            .field("name", &self.name)
            .field("parameters", &self.parameters)
            .field("training", &self.training)
            .field("validation", &self.validation)
            .finish_non_exhaustive()
    }
}

/// What a baseline took when it was written in C for a thermistor (GCC 12.2, instructions counted on QEMU): a hint at
/// the order of magnitude, not a promise for another sensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Instructions for each call on Armv6-M.
    pub armv6m: u32,
    /// Instructions for each call on Armv7E-M.
    pub armv7em: u32,
    /// Bytes of flash on Armv6-M.
    pub flash: u32,
    /// What was written.
    pub of: &'static str,
}

/// Equations of known sensors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Physics {
    /// A thermistor in a divider: the beta equation, and Steinhart's and Hart's.
    Ntc(Divider),
}

/// A baseline before it is fitted.
struct Plan {
    name: String,
    parameters: usize,
    cost: Option<Cost>,
    fit: Fit,
}

/// All baselines that suit a task, fitted and validated.
///
/// For values: constant, linear, polynomials of total degree 2 and 3 (while there are two samples for each of their
/// terms), for one input a table with interpolation. For classes: the most frequent one, the nearest centroid, and a
/// linear model with softmax. With `physics`, the equations that suit the inputs. The folds follow from `seed`;
/// leave-one-out over more than 500 rows becomes ten parts.
pub fn all(task: &Task, physics: Option<Physics>, folds: Folds, seed: u64) -> Vec<Baseline> {
    let dataset = task.dataset.seen(&task.description);
    let folds = match folds {
        Folds::LeaveOneOut if dataset.rows() > MOST_LEFT_OUT => Folds::Parts(10),
        folds => folds,
    };
    let splits = split::folds(&dataset, folds, seed);
    let mut plans = match &dataset.targets {
        Targets::Values { .. } => curve::plans(&dataset),
        Targets::Classes { labels, .. } => classes::plans(labels.len(), dataset.width),
    };
    plans.extend(physics.into_iter().flat_map(|Physics::Ntc(divider)| ntc::plans(divider, task)));
    plans.into_iter().filter_map(|plan| fitted(plan, &dataset, &splits)).collect()
}

fn fitted(plan: Plan, dataset: &Dataset, splits: &[split::Split]) -> Option<Baseline> {
    let predict = (plan.fit)(dataset)?;
    let training = Metrics::of(&outputs(&predict, dataset), &dataset.targets);
    let held_back = |split: &split::Split| {
        let predict = (plan.fit)(&dataset.subset(&split.training))?;
        Some(outputs(&predict, &dataset.subset(&split.validation)))
    };
    let parts: Vec<Vec<f64>> = splits.par_iter().map(held_back).collect::<Option<_>>()?;
    let mut predicted = vec![0.0; dataset.rows() * dataset.outputs()];
    for (split, part) in splits.iter().zip(parts) {
        for (row, values) in split.validation.iter().zip(part.chunks(dataset.outputs())) {
            predicted[row * dataset.outputs()..(row + 1) * dataset.outputs()].copy_from_slice(values);
        }
    }
    let validation = Metrics::of(&predicted, &dataset.targets);
    let Plan { name, parameters, cost, fit: _ } = plan;
    Some(Baseline { name, parameters, training, validation, predict, cost })
}

fn outputs(predict: &Predict, dataset: &Dataset) -> Vec<f64> {
    (0..dataset.rows()).flat_map(|row| predict(dataset.sample(row))).collect()
}
