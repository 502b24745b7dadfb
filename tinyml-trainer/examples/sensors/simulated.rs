//! Sensors whose true curve is known, measured at random places with noise in the reference.
//!
//! Inputs are the raw integers that a converter gives: an error of up to half a step on top of the noise.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Points of a draw.
const POINTS: usize = 15;

/// A simulated sensor.
#[derive(Clone, Copy)]
pub(crate) enum Sensor {
    /// Platinum, 1000 Ω at 0 °C, below a resistor of 1000 Ω at 3.3 V; IEC 60751.
    Pt1000,
    /// A photodiode whose amplifier is driven towards saturation.
    Photodiode,
    /// Type K, cold junction at 0 °C; polynomial of NIST monograph 175.
    ThermocoupleK,
}

impl Sensor {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Pt1000, Self::Photodiode, Self::ThermocoupleK];

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pt1000 => "pt1000",
            Self::Photodiode => "photodiode",
            Self::ThermocoupleK => "thermocouple_k",
        }
    }

    /// Unit of what is measured.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Pt1000 | Self::ThermocoupleK => "°C",
            Self::Photodiode => "lx",
        }
    }

    /// Range of what is measured, and the deviation of the noise.
    fn measured(self) -> (f64, f64, f64) {
        match self {
            Self::Pt1000 => (-40.0, 150.0, 0.5),
            Self::Photodiode => (10.0, 1000.0, 8.0),
            Self::ThermocoupleK => (0.0, 500.0, 2.0),
        }
    }

    /// What the sensor gives, before it is rounded: 0.1 mV, mV, µV.
    fn response(self, value: f64) -> f64 {
        match self {
            Self::Pt1000 => {
                let resistance = if value < 0.0 {
                    1.0 + 3.9083e-3 * value
                        - 5.775e-7 * value * value
                        - 4.183e-12 * (value - 100.0) * value.powi(3)
                } else {
                    1.0 + 3.9083e-3 * value - 5.775e-7 * value * value
                };
                33_000.0 * resistance / (1.0 + resistance)
            }
            Self::Photodiode => 3000.0 * (1.0 - (-value / 600.0).exp()),
            Self::ThermocoupleK => {
                const TERMS: [f64; 10] = [
                    -0.176_004_136_860e-1,
                    0.389_212_049_750e-1,
                    0.185_587_700_320e-4,
                    -0.994_575_928_740e-7,
                    0.318_409_457_190e-9,
                    -0.560_728_448_890e-12,
                    0.560_750_590_590e-15,
                    -0.320_207_200_030e-18,
                    0.971_511_471_520e-22,
                    -0.121_047_212_750e-25,
                ];
                let bump = 0.118_597_600_000 * (-0.118_343_200_000e-3 * (value - 126.9686).powi(2)).exp();
                1000.0 * (TERMS.iter().rev().fold(0.0, |sum, term| sum * value + term) + bump)
            }
        }
    }

    /// The true value for a raw input, by bisection.
    pub(crate) fn truth(self, raw: f64) -> f64 {
        let (low, high, _) = self.measured();
        let width = high - low;
        let (mut low, mut high) = (low - 0.2 * width, high + 0.2 * width);
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            if self.response(middle) < raw { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }

    /// Measured points: raw input, value with noise.
    pub(crate) fn draw(self, seed: u64) -> Vec<(f64, f64)> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let (low, high, noise) = self.measured();
        let mut points: Vec<(f64, f64)> = (0..POINTS)
            .map(|_| {
                let value = random.random_range(low..high);
                (self.response(value).round(), value + noise * normal(&mut random))
            })
            .collect();
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        points
    }

    /// Whole raw inputs over the range of the points.
    pub(crate) fn places(self, rows: &[(f64, f64)]) -> Vec<f64> {
        let (first, last) = (rows[0].0, rows[rows.len() - 1].0);
        (0..=500).map(|step| (first + (last - first) * f64::from(step) / 500.0).round()).collect()
    }

    /// Description of its model.
    pub(crate) fn description(self) -> String {
        let (name, unit) = (self.name(), self.unit());
        let (range, output, scale) = match self {
            Self::Pt1000 => ("[0, 33000]", "[-10000, 30000]", 0.01),
            Self::Photodiode => ("[0, 3000]", "[-2000, 30000]", 0.1),
            Self::ThermocoupleK => ("[0, 25000]", "[-500, 8000]", 0.1),
        };
        format!(
            "name = \"{name}\"\nmonotone = \"increasing\"\n\
             [[inputs]]\nname = \"raw\"\ntype = \"u16\"\nrange = {range}\n\
             [[outputs]]\nname = \"value\"\ntype = \"i16\"\nunit = \"{unit}\"\nscale = {scale}\nrange = {output}\n\
             [network]\nhidden = [8, 8]\nactivation = \"relu\"\n"
        )
    }
}

/// A normal deviate (Box and Muller, 1958).
fn normal(random: &mut ChaCha8Rng) -> f64 {
    let (radius, turn): (f64, f64) = (1.0 - random.random::<f64>(), random.random());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
}
