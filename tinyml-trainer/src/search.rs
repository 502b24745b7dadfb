//! The smallest network that keeps an error: which shapes are tried, in which order, and when that is enough.
//!
//! Everything is first trained on all rows, which tells what it costs; then the cheapest are validated, one after the other,
//! until one keeps the error, and a few more, so that a front can be shown. Whoever calls says what a network costs. The
//! order and every seed are fixed: the same data give the same answer.

use rayon::prelude::*;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::{Activation, Network};

use crate::description::OutputColumns;
use crate::{Task, Training, Watch, train};

/// Validated beyond the first that keeps the error.
const BEYOND: usize = 3;

/// A shape of hidden layers with its activation.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Units of each hidden layer; none for a linear model.
    pub hidden: Vec<usize>,
    /// Behind each of them.
    pub activation: Activation,
}

/// A shape that was trained on all rows, and validated if it was cheap enough to be of interest.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The shape.
    pub shape: Shape,
    /// Trained on all rows.
    pub network: Network,
    /// What was said that it costs.
    pub cost: f64,
    /// Error on rows that the networks of the validation had not seen.
    pub error: Option<f64>,
}

/// The grid: up to two hidden layers, for one value that enters or for many, of values or of classes.
pub fn shapes(task: &Task) -> Vec<Shape> {
    let of_classes = matches!(task.description.outputs, OutputColumns::Classes { .. });
    let widths: &[&[usize]] = match (of_classes, task.dataset.width) {
        (true, 0..=16) => &[&[], &[3], &[4], &[6], &[8], &[12], &[16], &[8, 8]],
        (true, _) => &[&[], &[8], &[12], &[16], &[24], &[32], &[48], &[16, 16], &[32, 16]],
        (false, 0..=1) => &[&[], &[2], &[3], &[4], &[5], &[6], &[8], &[12], &[4, 4], &[6, 6], &[8, 8]],
        (false, _) => &[&[], &[4], &[6], &[8], &[12], &[16], &[6, 6], &[8, 8], &[12, 12]],
    };
    let activations = [Activation::Relu, Activation::Tanh];
    let mut shapes = Vec::new();
    for hidden in widths {
        // Without a hidden layer there is no activation to choose; classes are told apart by ReLU as well, for less.
        let count = if hidden.is_empty() || of_classes { 1 } else { activations.len() };
        shapes.extend(
            activations[..count].iter().map(|&activation| Shape { hidden: hidden.to_vec(), activation }),
        );
    }
    shapes
}

/// The task with another shape.
#[must_use]
pub fn shaped(task: &Task, shape: &Shape) -> Task {
    let mut task = task.clone();
    task.description.hidden.clone_from(&shape.hidden);
    task.description.activation = shape.activation;
    task
}

/// Tries the shapes; the cheapest first, those above `affordable` not at all. A shape that the recipe cannot train is left out.
///
/// `validate` gives the error of a shape on rows kept back. A stop keeps what has been tried so far.
///
/// # Errors
///
/// What `cost` or `validate` reports.
pub fn search(
    task: &Task,
    training: &Training,
    shapes: &[Shape],
    limit: f64,
    ask: &Questions<'_>,
    watch: &dyn Watch,
) -> Result<Vec<Tried>, Report> {
    let trained = |shape: &Shape| {
        let network = train(&shaped(task, shape), training, &Silent(watch)).ok()?.network;
        Some((shape.clone(), network))
    };
    watch.progress("training each shape", 0, shapes.len());
    let trained: Vec<Option<(Shape, Network)>> = shapes.par_iter().map(trained).collect();
    let mut tried = Vec::new();
    for (shape, network) in trained.into_iter().flatten() {
        if let Some(cost) = (ask.cost)(&network)? {
            tried.push(Tried { shape, network, cost, error: None });
        }
    }
    tried.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let (mut left, count) = (usize::MAX, tried.len());
    for (at, tried) in tried.iter_mut().enumerate() {
        watch.progress("validating, the smallest first", at, count);
        if left == 0 || watch.stop() {
            break;
        }
        let error = (ask.validate)(&shaped(task, &tried.shape), &Silent(watch))?;
        tried.error = Some(error);
        left = if left < usize::MAX {
            left - 1
        } else if error <= limit {
            BEYOND
        } else {
            left
        };
    }
    Ok(tried)
}

/// What a search cannot know.
pub struct Questions<'a> {
    /// What a network costs; `None` if it is beyond what can be afforded.
    pub cost: &'a dyn Fn(&Network) -> Result<Option<f64>, Report>,
    /// Its error on rows that were kept back.
    pub validate: &'a dyn Fn(&Task, &dyn Watch) -> Result<f64, Report>,
}

/// Of those that were validated, the ones that no other beats in both cost and error, in the order of cost.
pub fn front(tried: &[Tried]) -> Vec<&Tried> {
    let mut best = f64::INFINITY;
    let mut front = Vec::new();
    for tried in tried {
        if let Some(error) = tried.error.filter(|error| *error < best) {
            best = error;
            front.push(tried);
        }
    }
    front
}

/// Hides the steps inside a shape.
struct Silent<'a>(&'a dyn Watch);

impl Watch for Silent<'_> {
    fn progress(&self, _: &str, _: usize, _: usize) {}

    fn stop(&self) -> bool {
        self.0.stop()
    }
}
