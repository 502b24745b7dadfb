//! The cubic polynomial that the network has to be compared with.

use nalgebra::{DMatrix, DVector};

/// A cubic in a scaled input.
pub(crate) struct Cubic {
    middle: f64,
    half: f64,
    coefficients: DVector<f64>,
}

impl Cubic {
    /// Least squares.
    pub(crate) fn fit(rows: &[(f64, f64)]) -> Self {
        let least = rows.iter().map(|row| row.0).fold(f64::INFINITY, f64::min);
        let greatest = rows.iter().map(|row| row.0).fold(f64::NEG_INFINITY, f64::max);
        let (middle, half) = (0.5 * (least + greatest), 0.5 * (greatest - least));
        let power = |row: usize, column: usize| ((rows[row].0 - middle) / half).powi(column as i32);
        let factors = DMatrix::from_fn(rows.len(), 4, power).qr();
        let wanted = DVector::from_iterator(rows.len(), rows.iter().map(|row| row.1));
        let share = factors.q().transpose() * wanted;
        let solved = factors.r().solve_upper_triangular(&share);
        Self { middle, half, coefficients: solved.unwrap_or_else(|| DVector::from_element(4, f64::NAN)) }
    }

    /// Its value.
    pub(crate) fn at(&self, x: f64) -> f64 {
        let t = (x - self.middle) / self.half;
        self.coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * t + coefficient)
    }

    /// Root mean square of the errors at points that were left out.
    pub(crate) fn left_out(rows: &[(f64, f64)]) -> f64 {
        super::rms((0..rows.len()).map(|out| {
            let rest: Vec<(f64, f64)> =
                (0..rows.len()).filter(|&row| row != out).map(|row| rows[row]).collect();
            Self::fit(&rest).at(rows[out].0) - rows[out].1
        }))
    }
}
