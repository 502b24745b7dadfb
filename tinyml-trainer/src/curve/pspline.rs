//! A spline as smooth as the data want it: B-splines with a penalty on differences of their coefficients.
//!
//! The strength of the penalty is the one of least AICc. A penalty of order m leaves polynomials of degree m - 1 free, so that
//! the curve keeps its trend at the ends, where a free network bends away. Ten places or more; below that AICc fails.
//!
//! Source: Eilers and Marx, "Flexible smoothing with B-splines and penalties", Statistical Science 11 (1996); AICc from
//! Hurvich and Tsai, Biometrika 76 (1989); monotone by the asymmetric penalty of Bollaerts, Eilers and van Mechelen,
//! Statistics in Medicine 25 (2006).

use nalgebra::{DMatrix, DVector};

use super::triangle::{Reduced, Solution};

/// Decades of strength that are tried, for 20 segments and a row for each.
const WEAKEST: f64 = -4.0;
const STRONGEST: f64 = 7.0;
/// Steps in a decade, first over the whole range, then about the best.
const COARSE: i32 = 2;
const FINE: i32 = 10;
/// How often wrong slopes are looked for again.
const ROUNDS: usize = 60;
/// How much more a slope in the wrong direction costs than the strongest penalty.
const FORBIDDEN: f64 = 1e8;

/// A penalised fit.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    /// One for each B-spline.
    pub(crate) coefficients: DVector<f64>,
    /// The criterion; lower is better, and only differences mean something.
    pub(crate) aicc: f64,
    /// Parameters effectively spent, that of the noise included.
    pub(crate) spent: f64,
    /// Order of the differences.
    pub(crate) order: usize,
    /// Factor of the penalty.
    pub(crate) strength: f64,
}

/// Differences of an order as a matrix: `(count - order)` x `count`.
pub(crate) fn differences(count: usize, order: usize) -> DMatrix<f64> {
    let mut matrix = DMatrix::identity(count, count);
    for _ in 0..order {
        let rows = matrix.nrows() - 1;
        matrix =
            DMatrix::from_fn(rows, count, |row, column| matrix[(row + 1, column)] - matrix[(row, column)]);
    }
    matrix
}

/// AICc of a fit with normal errors; `floor` is a mean square below which nothing is told apart.
///
/// `spent` has to leave more than one degree of freedom.
pub(crate) fn aicc(rows: usize, squares: f64, spent: f64, floor: f64) -> f64 {
    let count = rows as f64;
    let room = count - spent - 1.0;
    if room <= 0.0 {
        return f64::INFINITY;
    }
    count * (squares / count).max(floor).ln() + 2.0 * spent + 2.0 * spent * (spent + 1.0) / room
}

/// The fit of least AICc for differences of an order; none if no strength leaves a degree of freedom.
pub(crate) fn fit(problem: &Reduced, order: usize, floor: f64) -> Option<Fit> {
    let count = problem.design.ncols();
    let penalty = differences(count, order);
    // Finer knots make the same curve's differences smaller, more rows make its squares larger.
    let finer = (2 * order - 1) as f64 * ((count - 3) as f64 / 20.0).log10();
    let more = (problem.rows as f64 / (count - 3) as f64).log10();
    let shift = (finer + more).max(0.0).ceil();
    let at = |decade: f64| one(problem, &penalty, order, 10.0_f64.powf(decade), floor);
    let range = |first: f64, last: f64, steps: i32| {
        let count = ((last - first) * f64::from(steps)).round() as i32;
        (0..=count).map(move |step| first + f64::from(step) / f64::from(steps))
    };
    let better = |best: Option<Fit>, decade: f64| match (best, at(decade)) {
        (Some(best), Some(found)) if found.aicc < best.aicc => Some(found),
        (Some(best), _) => Some(best),
        (None, found) => found,
    };
    let rough = range(WEAKEST, STRONGEST + shift, COARSE).fold(None, better)?;
    let about = rough.strength.log10();
    range(about - 0.4, about + 0.4, FINE).fold(Some(rough), better)
}

fn one(problem: &Reduced, penalty: &DMatrix<f64>, order: usize, strength: f64, floor: f64) -> Option<Fit> {
    let Solution { coefficients, squares, spent } = problem.solve(&(penalty * strength.sqrt()))?;
    let spent = spent + 1.0;
    let aicc = aicc(problem.rows, squares, spent, floor);
    aicc.is_finite().then_some(Fit { coefficients, aicc, spent, order, strength })
}

/// The same fit where no coefficient may go in the wrong direction; `sign` is 1 for rising and -1 for falling.
pub(crate) fn monotone(problem: &Reduced, fit: &Fit, sign: f64) -> Option<Fit> {
    let count = fit.coefficients.len();
    let penalty = differences(count, fit.order) * fit.strength.sqrt();
    let steps = differences(count, 1);
    let heavy = (FORBIDDEN * (1.0 + problem.rows as f64)).sqrt();
    let mut coefficients = fit.coefficients.clone();
    let mut wrong: Vec<usize> = Vec::new();
    for _ in 0..ROUNDS {
        let slopes = &steps * &coefficients;
        let found: Vec<usize> = (0..slopes.len()).filter(|&at| sign * slopes[at] < 0.0).collect();
        if found == wrong {
            break;
        }
        wrong = found;
        let mut extra = DMatrix::zeros(penalty.nrows() + wrong.len(), count);
        extra.view_mut((0, 0), penalty.shape()).copy_from(&penalty);
        for (row, &at) in wrong.iter().enumerate() {
            extra.row_mut(penalty.nrows() + row).copy_from(&(steps.row(at) * heavy));
        }
        coefficients = problem.solve(&extra)?.coefficients;
    }
    let mut reached = sign * coefficients[0];
    for value in coefficients.iter_mut() {
        // What the penalty has left of a wrong slope is beyond what any data resolve.
        reached = reached.max(sign * *value);
        *value = sign * reached;
    }
    Some(Fit { coefficients, ..fit.clone() })
}
