//! How fast to learn at each step.

/// A linear rise, then half a cosine down.
///
/// Source of the cosine: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schedule {
    /// Steps of the optimiser in all.
    pub steps: usize,
    /// Steps of the rise.
    pub warmup: usize,
    /// The greatest rate.
    pub rate: f64,
    /// The last rate, as a part of the greatest.
    pub end: f64,
}

impl Schedule {
    /// A rise over a twentieth of the steps, and a fall to a hundredth of the rate.
    pub fn cosine(steps: usize, rate: f64) -> Self {
        Self { steps, warmup: steps / 20, rate, end: 0.01 }
    }

    /// The rate of a step, counted from 0.
    pub fn at(&self, step: usize) -> f64 {
        if step < self.warmup {
            return self.rate * (step + 1) as f64 / self.warmup as f64;
        }
        let fall = self.steps.saturating_sub(self.warmup).max(2) - 1;
        let done = ((step - self.warmup) as f64 / fall as f64).min(1.0);
        let cosine = 0.5 + 0.5 * libm::cos(std::f64::consts::PI * done);
        self.rate * (self.end + (1.0 - self.end) * cosine)
    }
}

#[cfg(test)]
mod tests {
    use super::Schedule;

    #[test]
    fn the_rate_rises_and_falls() {
        let schedule = Schedule { steps: 100, warmup: 10, rate: 0.1, end: 0.02 };
        let rates: Vec<f64> = (0..100).map(|step| schedule.at(step)).collect();
        assert!(rates[..10].windows(2).all(|pair| pair[0] < pair[1]));
        assert!(rates[10..].windows(2).all(|pair| pair[0] > pair[1]));
        assert!((rates[10] - 0.1).abs() < 1e-12 && (rates[99] - 0.002).abs() < 1e-12);
    }
}
