//! Linear least squares by the normal equations: rows pass by once, so that their number does not matter for memory.
//!
//! Terms have to be scaled to about one, since the equations square their condition. Directions that the samples do not
//! determine get no weight (the pseudo-inverse).

use nalgebra::{DMatrix, SymmetricEigen};

/// Directions weaker than this part of the strongest are not determined.
const WEAKEST: f64 = 1e-12;

/// Sums over rows of `terms`, and of `terms` times `targets`.
pub(super) struct Normal {
    gram: DMatrix<f64>,
    moments: DMatrix<f64>,
}

impl Normal {
    pub(super) fn new(terms: usize, targets: usize) -> Self {
        Self { gram: DMatrix::zeros(terms, terms), moments: DMatrix::zeros(terms, targets) }
    }

    /// Adds a row.
    pub(super) fn add(&mut self, terms: &[f64], targets: &[f64]) {
        for (column, value) in terms.iter().enumerate() {
            // The lower half; the upper one follows from it.
            for (row, other) in terms.iter().enumerate().skip(column) {
                self.gram[(row, column)] += value * other;
            }
            for (target, wanted) in targets.iter().enumerate() {
                self.moments[(column, target)] += value * wanted;
            }
        }
    }

    /// A coefficient for each term (row) and target (column); `None` if they are not finite.
    pub(super) fn solve(mut self) -> Option<DMatrix<f64>> {
        self.gram.fill_upper_triangle_with_lower_triangle();
        if self.gram.iter().chain(self.moments.iter()).any(|value| !value.is_finite()) {
            return None;
        }
        let eigen = SymmetricEigen::new(self.gram);
        let weakest = WEAKEST * eigen.eigenvalues.iter().copied().fold(0.0, f64::max);
        let mut turned = eigen.eigenvectors.tr_mul(&self.moments);
        for (row, strength) in eigen.eigenvalues.iter().enumerate() {
            let factor = if *strength > weakest { 1.0 / strength } else { 0.0 };
            turned.row_mut(row).scale_mut(factor);
        }
        Some(eigen.eigenvectors * turned)
    }
}

/// Means and deviations of columns, by which values are brought to about one.
pub(super) struct Standard {
    mean: Vec<f64>,
    inverse: Vec<f64>,
}

impl Standard {
    /// Of rows of `width` values; a column without spread is only centred.
    pub(super) fn of(values: &[f64], width: usize) -> Self {
        let rows = (values.len() / width.max(1)).max(1) as f64;
        let column = |index: usize| values.iter().skip(index).step_by(width);
        let mean: Vec<f64> = (0..width).map(|index| column(index).sum::<f64>() / rows).collect();
        let inverse = |index: usize| {
            let variance =
                column(index).map(|value| (value - mean[index]) * (value - mean[index])).sum::<f64>() / rows;
            if variance > 0.0 { 1.0 / variance.sqrt() } else { 1.0 }
        };
        let inverse = (0..width).map(inverse).collect();
        Self { mean, inverse }
    }

    /// A row, brought to about one.
    pub(super) fn apply(&self, row: &[f64]) -> Vec<f64> {
        row.iter()
            .zip(&self.mean)
            .zip(&self.inverse)
            .map(|((value, mean), inverse)| (value - mean) * inverse)
            .collect()
    }
}
