//! The baselines for values: constant, polynomials, and for one input a table with interpolation.

use std::sync::Arc;

use super::least_squares::Normal;
use super::polynomial::{self, terms};
use super::{Cost, Plan, Predict};
use crate::{Dataset, Targets};

/// Numbers of knots of a table: a power of two of steps, which makes finding one a shift.
const KNOTS: [usize; 6] = [65, 33, 17, 9, 5, 3];
/// A polynomial needs so many samples for each of its terms.
const ROWS_FOR_TERM: usize = 2;
/// A table needs more for each of its numbers, since each is told by its neighbourhood alone.
const ROWS_FOR_KNOT: usize = 3;
/// More terms than this take longer to fit than a network.
const MOST_TERMS: usize = 400;
/// How much the table resists bending, beside the pull of a sample: only what no sample tells follows from it.
const STIFFNESS: f64 = 1e-4;

const CUBIC: Cost = Cost { armv6m: 35, armv7em: 20, flash: 88, of: "a cubic in fixed point" };
const TABLE: Cost =
    Cost { armv6m: 23, armv7em: 16, flash: 188, of: "a table of 65 numbers with interpolation" };

/// What suits the dataset.
pub(super) fn plans(dataset: &Dataset) -> Vec<Plan> {
    let (width, rows, outputs) = (dataset.width, dataset.rows(), dataset.outputs());
    let names = |degree| match (width, degree) {
        (_, 0) => "constant".to_owned(),
        (_, 1) => "linear".to_owned(),
        (1, 2) => "quadratic polynomial".to_owned(),
        (1, _) => "cubic polynomial".to_owned(),
        (width, degree) => format!("polynomial of {width} variables, degree {degree}"),
    };
    let fits = |degree: &usize| {
        let terms = terms(width, *degree);
        terms <= MOST_TERMS && (*degree < 2 || rows >= ROWS_FOR_TERM * terms)
    };
    let polynomial = |degree: usize| Plan {
        name: names(degree),
        parameters: terms(width, degree) * outputs,
        cost: (width == 1 && degree == 3).then_some(CUBIC),
        fit: Box::new(move |dataset| polynomial::fit(dataset, degree)),
    };
    let knots = KNOTS.into_iter().find(|knots| width == 1 && rows >= ROWS_FOR_KNOT * knots);
    let table = knots.map(|knots| Plan {
        name: format!("table of {knots} numbers"),
        parameters: knots * outputs,
        cost: Some(TABLE),
        fit: Box::new(move |dataset| table(dataset, knots)),
    });
    (0..=3).filter(fits).map(polynomial).chain(table).collect()
}

/// A table over the samples' range, straight between its knots and beyond its ends.
fn table(dataset: &Dataset, knots: usize) -> Option<Predict> {
    let Targets::Values { outputs, y } = &dataset.targets else { return None };
    let low = dataset.x.iter().copied().fold(f64::INFINITY, f64::min);
    let high = dataset.x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let grid = Grid { low, step: (high - low) / (knots - 1) as f64, knots };
    if grid.step <= 0.0 || !grid.step.is_finite() {
        return None;
    }
    let mut normal = Normal::new(knots, *outputs);
    for (row, x) in dataset.x.iter().enumerate() {
        normal.add(&grid.hats(*x), &y[row * outputs..(row + 1) * outputs]);
    }
    for knot in 1..knots - 1 {
        let mut bend = vec![0.0; knots];
        let root = STIFFNESS.sqrt();
        (bend[knot - 1], bend[knot], bend[knot + 1]) = (root, -2.0 * root, root);
        normal.add(&bend, &vec![0.0; *outputs]);
    }
    let heights = normal.solve()?;
    Some(Arc::new(move |sample| {
        let hats = grid.hats(sample.first().copied().unwrap_or_default());
        heights.column_iter().map(|column| column.iter().zip(&hats).map(|(h, hat)| h * hat).sum()).collect()
    }))
}

/// Knots at equal distances.
#[derive(Clone, Copy)]
struct Grid {
    low: f64,
    step: f64,
    knots: usize,
}

impl Grid {
    /// How much each knot counts at a place.
    fn hats(&self, x: f64) -> Vec<f64> {
        let place = (x - self.low) / self.step;
        let left = place.floor().clamp(0.0, (self.knots - 2) as f64);
        let mut hats = vec![0.0; self.knots];
        hats[left as usize] = left + 1.0 - place;
        hats[left as usize + 1] = place - left;
        hats
    }
}
