//! A Gaussian process, the teacher where samples are few: a quadratic function, and what the samples say beyond it.
//!
//! Its kernel is `QUADRATIC (1 + x·x')² + s² exp(-½ Σ ((x - x') / l)²)`, with noise on the diagonal; lengths, `s` and noise are those of
//! greatest marginal likelihood, found by a search along the axes of their logarithms. Nothing is random.
//!
//! Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning" (2006), chapters 2 and 5.

use nalgebra::{Cholesky, DMatrix, DVector};

/// Variance of the coefficients of the quadratic, so large that it is as good as free.
const QUADRATIC: f64 = 10.0;

/// The first step of the search, and the one after which it ends, in units of a natural logarithm.
const STEPS: (f64, f64) = (1.0, 0.1);

/// A process that has seen samples of one output.
#[derive(Debug, Clone)]
pub(super) struct Process {
    x: Vec<Vec<f64>>,
    logs: Vec<f64>,
    alpha: DVector<f64>,
}

impl Process {
    /// For normalised inputs and values; `None` if no kernel can be inverted.
    pub(super) fn of(x: &[f64], width: usize, y: &[f64]) -> Option<Self> {
        let x: Vec<Vec<f64>> = x.chunks(width).map(<[f64]>::to_vec).collect();
        let y = DVector::from_column_slice(y);
        // Lengths of one deviation, a bend of a third of one, noise of a tenth.
        let mut logs = vec![0.0; width];
        logs.extend([-1.0, -2.3]);
        let mut best = solved(&x, &y, &logs)?;
        let mut step = STEPS.0;
        while step > STEPS.1 {
            let before = best.0;
            for at in 0..logs.len() {
                for change in [step, -step] {
                    let mut trial = logs.clone();
                    trial[at] = (trial[at] + change).clamp(-7.0, 5.0);
                    if let Some(found) = solved(&x, &y, &trial).filter(|found| found.0 > best.0) {
                        (best, logs) = (found, trial);
                    }
                }
            }
            if best.0 <= before + 1e-3 {
                step *= 0.5;
            }
        }
        Some(Self { x, logs, alpha: best.1 })
    }

    /// The mean for a normalised input.
    pub(super) fn mean(&self, x: &[f64]) -> f64 {
        self.x.iter().zip(self.alpha.iter()).map(|(seen, alpha)| kernel(seen, x, &self.logs) * alpha).sum()
    }

    /// Deviation of the noise that the samples show, in the unit of the values.
    pub(super) fn noise(&self) -> f64 {
        self.logs.last().copied().unwrap_or(0.0).exp()
    }
}

/// The logarithm of the marginal likelihood, less a constant, and the weights of the samples.
fn solved(x: &[Vec<f64>], y: &DVector<f64>, logs: &[f64]) -> Option<(f64, DVector<f64>)> {
    let noise = logs.last()?.exp();
    let cell = |row: usize, column: usize| {
        kernel(&x[row], &x[column], logs) + if row == column { noise * noise + 1e-9 } else { 0.0 }
    };
    let factor = Cholesky::new(DMatrix::from_fn(x.len(), x.len(), cell))?;
    let alpha = factor.solve(y);
    let determinant: f64 = factor.l_dirty().diagonal().iter().map(|value| value.ln()).sum();
    let likelihood = -0.5 * y.dot(&alpha) - determinant;
    likelihood.is_finite().then_some((likelihood, alpha))
}

fn kernel(a: &[f64], b: &[f64], logs: &[f64]) -> f64 {
    let product: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    let distance: f64 = a.iter().zip(b).zip(logs).map(|((a, b), log)| ((a - b) / log.exp()).powi(2)).sum();
    let bend = (2.0 * logs[a.len()]).exp();
    QUADRATIC * (1.0 + product).powi(2) + bend * (-0.5 * distance).exp()
}

#[cfg(test)]
mod tests {
    use super::Process;

    #[test]
    fn noise_is_told_from_the_function() {
        let x: Vec<f64> =
            (0..80).flat_map(|at| [libm::sin(f64::from(at) * 1.7), libm::cos(f64::from(at) * 2.9)]).collect();
        let truth = |x: &[f64]| libm::sin(2.0 * x[0]) + x[0] * x[1];
        let noise = |at: usize| 0.05 * libm::sin(at as f64 * 12.9898) * std::f64::consts::SQRT_2;
        let y: Vec<f64> = x.chunks(2).enumerate().map(|(at, x)| truth(x) + noise(at)).collect();
        let process = Process::of(&x, 2, &y).expect("a process");
        assert!((0.03..0.08).contains(&process.noise()), "{}", process.noise());
        let worst = x.chunks(2).map(|x| (process.mean(x) - truth(x)).abs()).fold(0.0, f64::max);
        assert!(worst < 0.08, "{worst}");
    }
}
