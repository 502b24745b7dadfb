//! Least squares with any number of rows in little memory: rows are reduced to a triangle as they come.
//!
//! Only orthogonal transformations are used, no normal equations, so that a fit of exact data comes out exact.
//!
//! Source: Golub and Van Loan, "Matrix Computations", the QR factorisation and its updating.

use nalgebra::{DMatrix, DVector};

/// Rows that are collected before they are folded into the triangle.
const CHUNK: usize = 512;

/// Collects the rows of `design * coefficients = wanted`.
#[derive(Debug)]
pub(crate) struct Triangle {
    width: usize,
    rows: usize,
    /// Row-major, `width + 1` numbers each: the triangle so far, and the rows that came since.
    pending: Vec<f64>,
}

/// A problem with the same solutions, and at most as many rows as there are coefficients.
#[derive(Debug, Clone)]
pub(crate) struct Reduced {
    /// At most `width` rows.
    pub(crate) design: DMatrix<f64>,
    /// One for each row of `design`.
    pub(crate) wanted: DVector<f64>,
    /// The sum of squares that no coefficients can remove.
    pub(crate) rest: f64,
    /// How many rows there were.
    pub(crate) rows: usize,
}

/// A solution of least squares.
#[derive(Debug, Clone)]
pub(crate) struct Solution {
    /// One for each column of the design.
    pub(crate) coefficients: DVector<f64>,
    /// Sum of squared residuals of the rows, extra rows not counted.
    pub(crate) squares: f64,
    /// Trace of the matrix that maps what is wanted to what is fitted: parameters effectively spent.
    pub(crate) spent: f64,
}

impl Triangle {
    /// An empty problem for `width` coefficients.
    pub(crate) fn new(width: usize) -> Self {
        Self { width, rows: 0, pending: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: &[f64], wanted: f64) {
        self.pending.extend_from_slice(row);
        self.pending.push(wanted);
        self.rows += 1;
        if self.pending.len() >= (self.width + 1 + CHUNK) * (self.width + 1) {
            self.fold();
        }
    }

    fn fold(&mut self) {
        let columns = self.width + 1;
        let matrix = DMatrix::from_row_slice(self.pending.len() / columns, columns, &self.pending);
        self.pending = matrix.qr().unpack_r().transpose().as_slice().to_vec();
    }

    /// The reduced problem.
    pub(crate) fn finish(mut self) -> Reduced {
        self.fold();
        let columns = self.width + 1;
        let matrix = DMatrix::from_row_slice(self.pending.len() / columns, columns, &self.pending);
        let kept = matrix.nrows().min(self.width);
        let rest = if matrix.nrows() > self.width { matrix[(self.width, self.width)].powi(2) } else { 0.0 };
        Reduced {
            design: matrix.view((0, 0), (kept, self.width)).into_owned(),
            wanted: matrix.view((0, self.width), (kept, 1)).column(0).into_owned(),
            rest,
            rows: self.rows,
        }
    }
}

impl Reduced {
    /// The solution with extra rows below the design that want zero; none if the columns depend on each other.
    pub(crate) fn solve(&self, extra: &DMatrix<f64>) -> Option<Solution> {
        let (kept, width) = self.design.shape();
        if kept + extra.nrows() < width {
            return None;
        }
        let mut matrix = DMatrix::zeros(kept + extra.nrows(), width);
        matrix.view_mut((0, 0), (kept, width)).copy_from(&self.design);
        matrix.view_mut((kept, 0), extra.shape()).copy_from(extra);
        let factors = matrix.qr();
        let (q, r) = (factors.q(), factors.r());
        let top = q.view((0, 0), (kept, width));
        let coefficients = r.solve_upper_triangular(&(top.transpose() * &self.wanted))?;
        let residual = &self.design * &coefficients - &self.wanted;
        let usable = coefficients.iter().all(|value| value.is_finite());
        usable.then(|| Solution {
            squares: self.rest + residual.norm_squared(),
            spent: top.norm_squared(),
            coefficients,
        })
    }
}
