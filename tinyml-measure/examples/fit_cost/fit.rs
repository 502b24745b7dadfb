//! The coefficients of the terms, by non-negative least squares of relative errors, and how well they fit.

use std::collections::BTreeMap;

use tinyml_compiler::cost::Target;

/// How the printed file begins.
pub(crate) const HEAD: &str = "\
//! What each term costs, in instructions and in bytes of code. Written by the example `fit_cost` of tinyml-measure.

use super::Target;

/// Name, instructions and bytes of a term.
type Row = (&'static str, f64, f64);

/// Instructions and bytes of a term; nothing where the fit found none.
pub(super) fn find(target: Target, term: &str) -> (f64, f64) {
    let table: &[Row] = match target {
        Target::Armv6M => &ARMV6M,
        Target::Armv7EM => &ARMV7EM,
    };
    let named = |name: &str| table.iter().find(|row| row.0 == name).map(|row| (row.1, row.2));
    named(term).unwrap_or((0.0, 0.0))
}";

/// What one model costs, and what its terms are.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) terms: Vec<(String, f64)>,
    pub(crate) instructions: f64,
    pub(crate) flash: f64,
    /// Bytes of constants, which the flash includes.
    pub(crate) data: f64,
    pub(crate) stack: f64,
    /// How often it counts.
    pub(crate) weight: f64,
}

/// Instructions and bytes of code, by term.
pub(crate) type Rows = BTreeMap<String, (f64, f64)>;

/// Of small models less is asked: so many instructions or bytes are added to what an error is relative to.
const SMALL: f64 = 10.0;

/// The coefficients of all terms that cost something.
pub(crate) fn fit(samples: &[Sample]) -> Rows {
    let mut names: Vec<&String> = samples.iter().flat_map(|s| &s.terms).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let amount = |sample: &Sample, name: &String| -> f64 {
        sample.terms.iter().filter(|(term, _)| term == name).map(|(_, amount)| amount).sum()
    };
    let matrix: Vec<Vec<f64>> =
        samples.iter().map(|sample| names.iter().map(|name| amount(sample, name)).collect()).collect();
    let column = |value: fn(&Sample) -> f64| samples.iter().map(value).collect::<Vec<f64>>();
    let time = least_squares(
        &matrix,
        &column(|s| s.instructions),
        &column(|s| (s.instructions + SMALL) / s.weight.sqrt()),
    );
    let size = least_squares(
        &matrix,
        &column(|s| s.flash - s.data),
        &column(|s| (s.flash + SMALL) / s.weight.sqrt()),
    );
    let rows = names.into_iter().cloned().zip(time.into_iter().zip(size));
    rows.filter(|(_, (time, size))| *time >= 0.005 || *size >= 0.005).collect()
}

/// Minimises the squares of `(matrix · x - y) / scale` over `x >= 0`, one unknown at a time.
fn least_squares(matrix: &[Vec<f64>], y: &[f64], scale: &[f64]) -> Vec<f64> {
    let rows: Vec<Vec<f64>> = matrix
        .iter()
        .zip(scale)
        .map(|(row, scale)| row.iter().map(|value| value / scale).collect())
        .collect();
    let mut left: Vec<f64> = y.iter().zip(scale).map(|(y, scale)| y / scale).collect();
    let mut x = vec![0.0; matrix[0].len()];
    let squares: Vec<f64> = (0..x.len()).map(|at| rows.iter().map(|row| row[at] * row[at]).sum()).collect();
    for _ in 0..50_000 {
        for at in 0..x.len() {
            let slope: f64 = rows.iter().zip(&left).map(|(row, left)| row[at] * left).sum();
            let step = (slope / (squares[at] + 1e-12)).max(-x[at]);
            x[at] += step;
            rows.iter().zip(&mut left).for_each(|(row, left)| *left -= step * row[at]);
        }
    }
    x
}

/// Says to the error stream how far the estimates are off, and for which models by more than a twentieth.
pub(crate) fn told(what: &str, target: Target, rows: &Rows, samples: &[Sample]) {
    let sum = |sample: &Sample, part: fn(&(f64, f64)) -> f64| -> f64 {
        sample.terms.iter().map(|(term, amount)| amount * rows.get(term).map_or(0.0, part)).sum()
    };
    let errors: Vec<(f64, f64)> = samples
        .iter()
        .map(|s| (sum(s, |row| row.0) / s.instructions - 1.0, (sum(s, |row| row.1) + s.data) / s.flash - 1.0))
        .collect();
    let rms = |part: fn(&(f64, f64)) -> f64| {
        100.0 * (errors.iter().map(|e| part(e) * part(e)).sum::<f64>() / errors.len() as f64).sqrt()
    };
    let (time, size) = (rms(|e| e.0), rms(|e| e.1));
    eprintln!("{}, {what}: {time:.1} % RMS of instructions, {size:.1} % of flash", target.title());
    for (sample, (time, size)) in
        samples.iter().zip(&errors).filter(|(_, e)| e.0.abs() > 0.05 || e.1.abs() > 0.1)
    {
        let (time, size) = (100.0 * time, 100.0 * size);
        let Sample { name, instructions, flash, stack, .. } = sample;
        eprintln!("  {name}: {time:+.1} % of {instructions}, {size:+.1} % of {flash} bytes, stack {stack}");
    }
}
