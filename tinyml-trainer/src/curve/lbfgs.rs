//! L-BFGS: minimises a smooth function of many parameters, or one with kinks such as those of ReLU networks.
//!
//! The line search is by bisection and doubling for the weak Wolfe conditions, since the usual ones, which interpolate, get
//! stuck at kinks. Everything is summed in a fixed order.
//!
//! Source: Nocedal, "Updating quasi-Newton matrices with limited storage", Math. Comp. 35 (1980); Lewis and Overton,
//! "Nonsmooth optimization via quasi-Newton methods", Math. Program. 141 (2013), for the line search.

use std::collections::VecDeque;

use nalgebra::DVector;

/// Pairs that are remembered.
const MEMORY: usize = 20;
/// How much of the foretold descent is enough, and how much flatter the slope has to get.
const SUFFICIENT: f64 = 1e-4;
const CURVATURE: f64 = 0.9;
/// Trials of one line search.
const TRIALS: usize = 30;
/// A gradient below this is none.
const FLAT: f64 = 1e-9;

/// A step that was taken, the change of the gradient, their product.
struct Pair {
    step: DVector<f64>,
    change: DVector<f64>,
    curvature: f64,
}

/// A place, the value and the gradient there.
#[derive(Debug, Clone)]
struct Point {
    at: DVector<f64>,
    value: f64,
    gradient: DVector<f64>,
}

/// The least that was found in at most `steps` steps from `start`; `each` sees every value and may end the search.
pub(crate) fn minimise(
    objective: impl Fn(&DVector<f64>) -> (f64, DVector<f64>),
    start: DVector<f64>,
    steps: usize,
    mut each: impl FnMut(usize, f64) -> bool,
) -> DVector<f64> {
    let point = |at: DVector<f64>| {
        let (value, gradient) = objective(&at);
        Point { at, value, gradient }
    };
    let mut here = point(start);
    let mut pairs: VecDeque<Pair> = VecDeque::new();
    for step in 0..steps {
        let along = direction(&here.gradient, &pairs);
        let slope = here.gradient.dot(&along);
        if slope >= 0.0 || here.gradient.amax() < FLAT || !each(step, here.value) {
            break;
        }
        let Some(next) = line_search(&point, &here, slope, &along) else {
            if pairs.is_empty() {
                break;
            }
            pairs.clear();
            continue;
        };
        let (step, change) = (&next.at - &here.at, &next.gradient - &here.gradient);
        let curvature = step.dot(&change);
        if curvature > 0.0 {
            pairs.push_back(Pair { step, change, curvature });
        }
        if pairs.len() > MEMORY {
            pairs.pop_front();
        }
        here = next;
    }
    here.at
}

/// The two-loop recursion: minus the approximate inverse Hessian times the gradient.
fn direction(gradient: &DVector<f64>, pairs: &VecDeque<Pair>) -> DVector<f64> {
    let mut vector = -gradient;
    let mut shares = Vec::with_capacity(pairs.len());
    for pair in pairs.iter().rev() {
        let share = pair.step.dot(&vector) / pair.curvature;
        vector.axpy(-share, &pair.change, 1.0);
        shares.push(share);
    }
    if let Some(last) = pairs.back() {
        vector *= last.curvature / last.change.norm_squared();
    }
    for (pair, share) in pairs.iter().zip(shares.into_iter().rev()) {
        let back = pair.change.dot(&vector) / pair.curvature;
        vector.axpy(share - back, &pair.step, 1.0);
    }
    vector
}

/// A point further along that meets both conditions, or at least descends; none if there is no such point.
fn line_search(
    point: &impl Fn(DVector<f64>) -> Point,
    here: &Point,
    slope: f64,
    along: &DVector<f64>,
) -> Option<Point> {
    let (mut low, mut high, mut length) = (0.0, f64::INFINITY, 1.0);
    let mut lowest = None;
    for _ in 0..TRIALS {
        let found = point(&here.at + along * length);
        // Written so that a value which is no number counts as too high.
        let descends = found.value <= here.value + SUFFICIENT * length * slope;
        if descends {
            let flatter = found.gradient.dot(along) >= CURVATURE * slope;
            lowest = Some(found);
            if flatter {
                return lowest;
            }
            low = length;
        } else {
            high = length;
        }
        length = if high.is_finite() { 0.5 * (low + high) } else { 2.0 * low };
    }
    lowest
}

#[cfg(test)]
mod tests {
    use nalgebra::DVector;

    use super::minimise;

    #[test]
    fn the_valley_of_rosenbrock_is_walked_to_its_end() {
        let valley = |p: &DVector<f64>| {
            let (a, b) = (1.0 - p[0], p[1] - p[0] * p[0]);
            let gradient = DVector::from_vec(vec![-2.0 * a - 400.0 * p[0] * b, 200.0 * b]);
            (a * a + 100.0 * b * b, gradient)
        };
        let found = minimise(valley, DVector::from_vec(vec![-1.2, 1.0]), 200, |_, _| true);
        assert!((found[0] - 1.0).abs() < 1e-6 && (found[1] - 1.0).abs() < 1e-6, "{found}");
    }

    #[test]
    fn a_kink_does_not_stop_it() {
        let kinked = |p: &DVector<f64>| {
            let gradient = DVector::from_vec(vec![p[0].signum(), 2.0 * (p[1] - 3.0)]);
            (p[0].abs() + (p[1] - 3.0).powi(2), gradient)
        };
        let found = minimise(kinked, DVector::from_vec(vec![5.3, -4.0]), 300, |_, _| true);
        assert!(found[0].abs() < 1e-3 && (found[1] - 3.0).abs() < 1e-3, "{found}");
    }

    #[test]
    fn whoever_watches_can_end_it() {
        let bowl = |p: &DVector<f64>| (p.norm_squared(), p * 2.0);
        let found = minimise(bowl, DVector::from_vec(vec![4.0, 5.0]), 100, |_, _| false);
        assert_eq!(found.as_slice(), [4.0, 5.0]);
    }
}
