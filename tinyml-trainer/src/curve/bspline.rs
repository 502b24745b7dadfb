//! Cubic B-splines on evenly spaced knots: values and first derivatives of the four that are not zero at a place.
//!
//! Source: de Boor, "A Practical Guide to Splines" (1978); on even knots the recursion has a closed form.

/// Evenly spaced knots over `low..=high`; outside, the first or last piece goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Knots {
    /// Where the first segment begins.
    pub(crate) low: f64,
    /// Where the last segment ends.
    pub(crate) high: f64,
    /// Number of segments.
    pub(crate) segments: usize,
}

impl Knots {
    /// Number of B-splines.
    pub(crate) fn count(self) -> usize {
        self.segments + 3
    }

    /// The first B-spline that is not zero at `x`, and how far into its segment `x` lies, in segments.
    fn locate(self, x: f64) -> (usize, f64) {
        let place = (x - self.low) / self.width();
        let segment = place.floor().clamp(0.0, (self.segments - 1) as f64);
        (segment as usize, place - segment)
    }

    /// Width of a segment.
    fn width(self) -> f64 {
        (self.high - self.low) / self.segments as f64
    }

    /// The first B-spline that is not zero at `x`, and the values of that and the next three.
    pub(crate) fn values(self, x: f64) -> (usize, [f64; 4]) {
        let (first, t) = self.locate(x);
        let u = 1.0 - t;
        let rising = |t: f64| (((-3.0 * t + 3.0) * t + 3.0) * t + 1.0) / 6.0;
        (first, [u * u * u / 6.0, rising(u), rising(t), t * t * t / 6.0])
    }

    /// As `values`, for the first derivatives.
    pub(crate) fn slopes(self, x: f64) -> (usize, [f64; 4]) {
        let (first, t) = self.locate(x);
        let u = 1.0 - t;
        let rising = |t: f64| ((-9.0 * t + 6.0) * t + 3.0) / 6.0;
        (first, [-u * u / 2.0, -rising(u), rising(t), t * t / 2.0].map(|slope| slope / self.width()))
    }

    /// The row of a design matrix.
    pub(crate) fn row(self, x: f64) -> Vec<f64> {
        let (first, values) = self.values(x);
        let mut row = vec![0.0; self.count()];
        row[first..first + 4].copy_from_slice(&values);
        row
    }
}

#[cfg(test)]
mod tests {
    use super::Knots;

    const KNOTS: Knots = Knots { low: -1.0, high: 3.0, segments: 5 };

    /// The recursion of Cox and de Boor, straight from its definition.
    fn recursive(knots: &[f64], index: usize, degree: usize, x: f64) -> f64 {
        if degree == 0 {
            return f64::from(u8::from(knots[index] <= x && x < knots[index + 1]));
        }
        let left = (x - knots[index]) / (knots[index + degree] - knots[index]);
        let right = (knots[index + degree + 1] - x) / (knots[index + degree + 1] - knots[index + 1]);
        left * recursive(knots, index, degree - 1, x) + right * recursive(knots, index + 1, degree - 1, x)
    }

    #[test]
    fn the_closed_form_is_the_recursion() {
        let width = 4.0 / 5.0;
        let knots: Vec<f64> = (-3..=8).map(|knot| -1.0 + f64::from(knot) * width).collect();
        for step in 0..200 {
            let x = -1.0 + f64::from(step) * 0.02;
            for (index, value) in KNOTS.row(x).into_iter().enumerate() {
                assert!((value - recursive(&knots, index, 3, x)).abs() < 1e-12, "{index} at {x}");
            }
        }
    }

    #[test]
    fn slopes_are_differences_of_values() {
        for step in 0..100 {
            let x = -0.99 + f64::from(step) * 0.0398;
            let (first, slopes) = KNOTS.slopes(x);
            let (up, down) = (KNOTS.row(x + 1e-6), KNOTS.row(x - 1e-6));
            for (index, slope) in slopes.into_iter().enumerate() {
                let difference = (up[first + index] - down[first + index]) / 2e-6;
                assert!((slope - difference).abs() < 1e-5, "{index} at {x}");
            }
        }
    }
}
