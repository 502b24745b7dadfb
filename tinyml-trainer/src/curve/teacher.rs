//! The teacher of one-input models: a smooth curve through noisy points, with straight tails.
//!
//! It speaks for the data and an eighth of their range on either side; beyond that it goes on in a straight line. It knows no
//! network.

use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, count};

use super::bspline::Knots;
use super::polynomial::Polynomial;
use super::pspline::{self, Fit};
use super::triangle::{Reduced, Triangle};
use crate::description::Monotone;

/// How far beyond the data the curve is trusted, in parts of their range.
const MARGIN: f64 = 0.125;
/// Different inputs from which on AICc can be relied upon.
const PLACES: usize = 10;
/// Orders of the penalties whose fits are averaged.
const ORDERS: [usize; 2] = [3, 4];
/// Segments of the spline: enough for any sensor's curve, more only where there are many rows.
const SEGMENTS: usize = 20;
const MOST_SEGMENTS: usize = 60;
/// Rows from which on noise can be told from structure.
const MANY: usize = 100;
/// A curve within this part of the outputs' deviation is taken to be exact.
const NOTHING: f64 = 1e-3;
/// Places at which slopes are looked at.
const LOOKS: usize = 400;

/// A curve that networks learn from.
#[derive(Debug, Clone)]
pub(crate) struct Teacher {
    curve: Curve,
    low: f64,
    high: f64,
    direction: Option<Monotone>,
    /// What it is, for people.
    pub(crate) about: String,
}

#[derive(Debug, Clone)]
enum Curve {
    Spline { knots: Knots, coefficients: Vec<f64> },
    Polynomial(Polynomial),
}

impl Teacher {
    /// Fits the curve; `wanted` is the direction that the description demands.
    ///
    /// # Errors
    ///
    /// All inputs are equal, or the data go against `wanted`.
    pub(crate) fn fit(x: &[f64], y: &[f64], wanted: Option<Monotone>) -> Result<Self, Report> {
        if let Some(wanted) = wanted {
            agree(x, y, wanted)?;
        }
        let (least, greatest) = ends(x);
        let reach = MARGIN * (greatest - least);
        let (low, high) = (least - reach, greatest + reach);
        let places = places(x);
        let spline = if places < PLACES { None } else { Self::spline(x, y, (low, high), wanted) };
        match spline {
            Some(teacher) => Ok(teacher),
            None => Self::polynomial(x, y, (low, high), places, wanted),
        }
    }

    fn spline(x: &[f64], y: &[f64], (low, high): (f64, f64), wanted: Option<Monotone>) -> Option<Self> {
        let knots = Knots { low, high, segments: (x.len() / 8).clamp(SEGMENTS, MOST_SEGMENTS) };
        let problem = problem(knots, x, y);
        let floor = 1e-14 * variance(y) + f64::MIN_POSITIVE;
        let fits: Vec<Fit> =
            ORDERS.iter().filter_map(|&order| pspline::fit(&problem, order, floor)).collect();
        let shares = shares(&fits);
        let free = Self::averaged(knots, &fits, &shares);
        let Some(wanted) = wanted.filter(|_| free.direction != wanted) else { return Some(free) };
        let sign = wanted.sign();
        let fits: Vec<Fit> = fits.iter().filter_map(|fit| pspline::monotone(&problem, fit, sign)).collect();
        let mut held = Self::averaged(knots, &fits, &shares);
        held.direction = Some(wanted);
        held.about.push_str(", held to its direction");
        Some(held)
    }

    fn averaged(knots: Knots, fits: &[Fit], shares: &[f64]) -> Self {
        let mut coefficients = vec![0.0; knots.count()];
        for (fit, share) in fits.iter().zip(shares) {
            for (sum, value) in coefficients.iter_mut().zip(&fit.coefficients) {
                *sum += share * value;
            }
        }
        let part = |(fit, share): (&Fit, &f64)| {
            format!("order {} weighs {share:.2}, spends {:.1} parameters", fit.order, fit.spent)
        };
        let parts: Vec<String> = fits.iter().zip(shares).map(part).collect();
        let about = format!("P-spline by AICc ({})", parts.join("; "));
        Self::of(Curve::Spline { knots, coefficients }, (knots.low, knots.high), about)
    }

    /// For few places: of all degrees the best by PRESS, and a lower one where the direction asks for it.
    fn polynomial(
        x: &[f64],
        y: &[f64],
        range: (f64, f64),
        places: usize,
        wanted: Option<Monotone>,
    ) -> Result<Self, Report> {
        let mut highest = usize::MAX;
        while let Some(found) = Polynomial::by_press(x, y, places, highest).filter(|_| places > 1) {
            let degree = found.degree();
            let about =
                format!("polynomial of degree {degree} by PRESS, since {places} places are too few for AICc");
            let teacher = Self::of(Curve::Polynomial(found), range, about);
            if wanted.is_none() || teacher.direction == wanted || degree <= 1 {
                return Ok(teacher);
            }
            highest = degree - 1;
        }
        Err(Diagnostic::new(Code::TooFewPlaces, "there is no curve through inputs that are all the same")
            .expected("samples at two different inputs or more")
            .found(format!("{} at one input", count(x.len(), "sample")))
            .help("measure at more places of the declared range")
            .into())
    }

    fn of(curve: Curve, (low, high): (f64, f64), about: String) -> Self {
        let mut teacher = Self { curve, low, high, direction: None, about };
        let slopes: Vec<f64> =
            (0..=LOOKS).map(|look| teacher.slope(low + (high - low) * look as f64 / LOOKS as f64)).collect();
        teacher.direction = [Monotone::Increasing, Monotone::Decreasing]
            .into_iter()
            .find(|direction| slopes.iter().all(|slope| direction.sign() * slope > 0.0));
        teacher
    }

    /// How far the curve is from the data, in parts of the noise that neighbours show (Rice, Annals of Statistics 12, 1984).
    ///
    /// None where there are too few rows to tell, or no noise at all.
    pub(crate) fn misfit(&self, x: &[f64], y: &[f64]) -> Option<f64> {
        let mut points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        let steps: Vec<f64> = points.windows(2).map(|pair| (pair[1].1 - pair[0].1).powi(2)).collect();
        let noise = (0.5 * mean(&steps)).sqrt();
        let residuals: Vec<f64> = points.iter().map(|&(x, y)| (y - self.value(x)).powi(2)).collect();
        let residual = mean(&residuals).sqrt();
        let told = points.len() >= MANY && residual > NOTHING * variance(y).sqrt();
        told.then(|| residual / noise.max(f64::MIN_POSITIVE))
    }

    /// Which way the whole curve goes, if it goes one way.
    pub(crate) fn direction(&self) -> Option<Monotone> {
        self.direction
    }

    /// The range that the curve speaks for.
    pub(crate) fn range(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// The curve's value; a straight line outside its range.
    pub(crate) fn value(&self, x: f64) -> f64 {
        let inside = x.clamp(self.low, self.high);
        let value = match &self.curve {
            Curve::Spline { knots, coefficients } => dot(knots.values(inside), coefficients),
            Curve::Polynomial(polynomial) => polynomial.value(inside),
        };
        if x == inside { value } else { value + (x - inside) * self.slope(inside) }
    }

    /// The curve's slope, that of the ends outside its range.
    pub(crate) fn slope(&self, x: f64) -> f64 {
        let inside = x.clamp(self.low, self.high);
        match &self.curve {
            Curve::Spline { knots, coefficients } => dot(knots.slopes(inside), coefficients),
            Curve::Polynomial(polynomial) => polynomial.slope(inside),
        }
    }
}

impl Monotone {
    /// 1 for rising, -1 for falling.
    pub(crate) fn sign(self) -> f64 {
        match self {
            Self::Increasing => 1.0,
            Self::Decreasing => -1.0,
        }
    }
}

fn dot((first, values): (usize, [f64; 4]), coefficients: &[f64]) -> f64 {
    values.iter().zip(&coefficients[first..]).map(|(value, coefficient)| value * coefficient).sum()
}

fn problem(knots: Knots, x: &[f64], y: &[f64]) -> Reduced {
    let mut triangle = Triangle::new(knots.count());
    for (&x, &y) in x.iter().zip(y) {
        triangle.push(&knots.row(x), y);
    }
    triangle.finish()
}

/// Weights of models that were compared by AICc (Burnham and Anderson, 2002): `exp(-difference / 2)`, made to sum to one.
fn shares(fits: &[Fit]) -> Vec<f64> {
    let least = fits.iter().map(|fit| fit.aicc).fold(f64::INFINITY, f64::min);
    let weights: Vec<f64> = fits.iter().map(|fit| (-0.5 * (fit.aicc - least)).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// Refuses data whose line plainly goes the other way.
fn agree(x: &[f64], y: &[f64], wanted: Monotone) -> Result<(), Report> {
    let (center_x, center_y) = (mean(x), mean(y));
    let covariance: f64 = x.iter().zip(y).map(|(x, y)| (x - center_x) * (y - center_y)).sum();
    let scale = x.len() as f64 * (variance(x) * variance(y)).sqrt();
    if covariance * wanted.sign() >= -0.5 * scale {
        return Ok(());
    }
    let (named, other) = match wanted {
        Monotone::Increasing => ("increasing", "fall"),
        Monotone::Decreasing => ("decreasing", "rise"),
    };
    Err(Diagnostic::new(Code::AgainstDirection, "the data go against the direction that `monotone` demands")
        .expected(named)
        .found(format!("outputs that {other} with the input (correlation {:.2})", covariance / scale))
        .help("correct `monotone`, or check the columns and the sign of `multiply`")
        .into())
}

fn places(x: &[f64]) -> usize {
    let mut sorted = x.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.dedup();
    sorted.len()
}

fn ends(x: &[f64]) -> (f64, f64) {
    x.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)))
}

/// Mean of values.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Mean square about the mean.
pub(crate) fn variance(values: &[f64]) -> f64 {
    let center = mean(values);
    values.iter().map(|value| (value - center).powi(2)).sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests;
