//! A polynomial whose degree is chosen by how well it foretells each point from the others (PRESS): for few points.
//!
//! Source: Allen, "The relationship between variable selection and data augmentation and a method for prediction",
//! Technometrics 16 (1974).

use nalgebra::{DMatrix, DVector};

/// No degree above this is tried: with nine points it would follow their noise.
const HIGHEST: usize = 4;

/// A polynomial in `(x - middle) / half`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Polynomial {
    middle: f64,
    half: f64,
    /// From the constant up.
    coefficients: Vec<f64>,
}

/// A fit, and the sum of squared errors at each point when it is left out.
struct Fit {
    polynomial: Polynomial,
    press: f64,
}

impl Polynomial {
    /// Of all degrees that leave two points to spare, and at most `highest`, the one of least PRESS.
    ///
    /// Two places get a line, which leaving one out could not choose. One place gets a constant.
    pub(crate) fn by_press(x: &[f64], y: &[f64], places: usize, highest: usize) -> Option<Self> {
        if places == 2 && highest >= 1 {
            return fit(x, y, 1).map(|fit| fit.polynomial);
        }
        let fits =
            (0..=places.saturating_sub(2).min(HIGHEST).min(highest)).filter_map(|degree| fit(x, y, degree));
        fits.min_by(|one, other| one.press.total_cmp(&other.press)).map(|fit| fit.polynomial)
    }

    /// Its degree.
    pub(crate) fn degree(&self) -> usize {
        self.coefficients.len().saturating_sub(1)
    }

    /// Value at `x`.
    pub(crate) fn value(&self, x: f64) -> f64 {
        let t = (x - self.middle) / self.half;
        self.coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * t + coefficient)
    }

    /// First derivative at `x`.
    pub(crate) fn slope(&self, x: f64) -> f64 {
        let t = (x - self.middle) / self.half;
        let terms = self.coefficients.iter().enumerate().skip(1).rev();
        terms.fold(0.0, |sum, (power, coefficient)| sum * t + power as f64 * coefficient) / self.half
    }
}

fn fit(x: &[f64], y: &[f64], degree: usize) -> Option<Fit> {
    let least = x.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (middle, half) = (0.5 * (least + greatest), (0.5 * (greatest - least)).max(f64::MIN_POSITIVE));
    let power = |row: usize, column: usize| ((x[row] - middle) / half).powi(column as i32);
    let factors = DMatrix::from_fn(x.len(), degree + 1, power).qr();
    let (q, wanted) = (factors.q(), DVector::from_column_slice(y));
    let share = q.transpose() * &wanted;
    let residual = wanted - &q * &share;
    let left_out = |row: usize| residual[row] / (1.0 - q.row(row).norm_squared()).max(1e-12);
    let press = (0..x.len()).map(|row| left_out(row).powi(2)).sum();
    let coefficients = factors.r().solve_upper_triangular(&share)?.as_slice().to_vec();
    let usable = coefficients.iter().all(|value| value.is_finite());
    usable.then_some(Fit { polynomial: Polynomial { middle, half, coefficients }, press })
}

#[cfg(test)]
mod tests {
    use super::{Polynomial, fit};

    const X: [f64; 8] = [0.0, 1.0, 2.5, 3.0, 4.2, 5.0, 6.1, 7.0];

    #[test]
    fn press_is_what_leaving_out_gives() {
        let y: Vec<f64> =
            X.iter().enumerate().map(|(at, x)| (0.4 * x).sin() + 0.1 * (at % 3) as f64).collect();
        for degree in 0..=3 {
            let quick = fit(&X, &y, degree).map_or(f64::NAN, |fit| fit.press);
            let mut slow = 0.0;
            for out in 0..X.len() {
                let keep = |values: &[f64]| -> Vec<f64> {
                    (0..values.len()).filter(|&at| at != out).map(|at| values[at]).collect()
                };
                let left = fit(&keep(&X), &keep(&y), degree).map(|fit| fit.polynomial);
                slow += left.map_or(f64::NAN, |left| (left.value(X[out]) - y[out]).powi(2));
            }
            assert!((quick - slow).abs() < 1e-9 * slow, "{degree}: {quick} {slow}");
        }
    }

    #[test]
    fn a_parabola_is_found_and_a_line_for_two() {
        let y = X.map(|x| 1.0 - 2.0 * x + 0.5 * x * x);
        let found = Polynomial::by_press(&X, &y, 8, 9);
        assert!(found.as_ref().is_some_and(|found| (found.value(9.0) - 23.5).abs() < 1e-9));
        assert!(found.is_some_and(|found| (found.slope(9.0) - 7.0).abs() < 1e-9));
        let line = Polynomial::by_press(&X[..2], &y[..2], 2, 9);
        assert!(line.is_some_and(|line| line.degree() == 1 && (line.slope(0.0) + 1.5).abs() < 1e-12));
    }
}
