//! Polynomials of any number of inputs, up to a total degree: with two inputs and degree 3 there are ten terms.

use std::sync::Arc;

use super::Predict;
use super::least_squares::{Normal, Standard};
use crate::{Dataset, Targets};

/// Number of terms of `width` inputs up to a total degree.
pub(super) fn terms(width: usize, degree: usize) -> usize {
    // (width + degree) choose degree, exactly: each product is divided as soon as it can be.
    (1..=degree).fold(1usize, |product, k| product.saturating_mul(width + k) / k)
}

/// Fits a polynomial for each output.
pub(super) fn fit(dataset: &Dataset, degree: usize) -> Option<Predict> {
    let Targets::Values { outputs, y } = &dataset.targets else { return None };
    let count = terms(dataset.width, degree);
    if dataset.rows() < count {
        return None;
    }
    let standard = Standard::of(&dataset.x, dataset.width);
    let mut normal = Normal::new(count, *outputs);
    for row in 0..dataset.rows() {
        let terms = products(&standard.apply(dataset.sample(row)), degree);
        normal.add(&terms, &y[row * outputs..(row + 1) * outputs]);
    }
    let coefficients = normal.solve()?;
    Some(Arc::new(move |sample| {
        let terms = products(&standard.apply(sample), degree);
        coefficients.column_iter().map(|column| column.iter().zip(&terms).map(|(c, t)| c * t).sum()).collect()
    }))
}

/// All products of the inputs up to a total degree, 1 first.
fn products(inputs: &[f64], degree: usize) -> Vec<f64> {
    let mut all = vec![1.0];
    // Products of the last degree, each with the first input that may still be multiplied in: inputs are taken in
    // ascending order, so that no product comes twice.
    let mut last = vec![(1.0, 0)];
    for _ in 0..degree {
        let longer = |&(product, from): &(f64, usize)| {
            inputs.iter().enumerate().skip(from).map(move |(input, value)| (product * value, input))
        };
        last = last.iter().flat_map(longer).collect();
        all.extend(last.iter().map(|(product, _)| product));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{products, terms};

    #[test]
    fn every_product_comes_once() {
        assert_eq!(products(&[2.0, 3.0], 2), [1.0, 2.0, 3.0, 4.0, 6.0, 9.0]);
        for (width, degree, count) in [(1, 3, 4), (2, 2, 6), (2, 3, 10), (4, 3, 35), (64, 2, 2145)] {
            assert_eq!(terms(width, degree), count);
            assert_eq!(products(&vec![1.0; width], degree).len(), count);
        }
    }
}
