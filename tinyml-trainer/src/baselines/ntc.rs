//! The equations of thermistors. Both give the reciprocal of the absolute temperature as a sum of powers of the
//! logarithm of the resistance; the beta equation has two terms, Steinhart's and Hart's has three.
//!
//! A divider only shows the ratio of the thermistor to its series resistor, which is enough: the constant takes up the
//! logarithm of the resistor. Source: J. S. Steinhart, S. R. Hart, "Calibration curves for thermistors", Deep-Sea
//! Research 15 (1968). (With a resistor that is not one, their cubic has a quadratic term, too; it is left out as usual.)

use std::sync::Arc;

use nalgebra::DVector;

use super::least_squares::Normal;
use super::{Cost, Plan, Predict};
use crate::description::OutputColumns;
use crate::{Dataset, Targets, Task};

/// 0 °C in kelvin.
const ZERO: f64 = 273.15;
/// Steps of the fit; it takes about five.
const MOST_STEPS: usize = 50;

const LOGARITHM: Cost =
    Cost { armv6m: 4264, armv7em: 107, flash: 4970, of: "Steinhart and Hart's equation with `logf`" };

/// The circuit around a thermistor on the ground side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Divider {
    /// Supply of the divider in volts, if it is not a second input.
    pub supply: f64,
}

impl Default for Divider {
    /// 3.3 V.
    fn default() -> Self {
        Self { supply: 3.3 }
    }
}

/// The two equations, if the task is one of a divider: a voltage in V or mV, perhaps the supply as a second input in the
/// same unit, and one temperature in °C or K.
pub(super) fn plans(divider: Divider, task: &Task) -> Vec<Plan> {
    let Some(circuit) = Circuit::of(divider, task) else { return Vec::new() };
    let supply = match circuit.supply {
        Supply::Fixed(_) => format!("{} V", divider.supply),
        Supply::Input => "measured supply".to_owned(),
    };
    let plan = |name: &str, powers: &'static [i32], cost| Plan {
        name: format!("{name}, {supply}"),
        parameters: powers.len(),
        cost,
        fit: Box::new(move |dataset: &Dataset| circuit.fit(dataset, powers)),
    };
    vec![plan("beta equation", &[0, 1], None), plan("Steinhart-Hart", &[0, 1, 3], Some(LOGARITHM))]
}

/// Where the supply comes from, in the unit of the input.
#[derive(Clone, Copy)]
enum Supply {
    Fixed(f64),
    Input,
}

#[derive(Clone, Copy)]
struct Circuit {
    supply: Supply,
    /// What is added to the output to make it an absolute temperature.
    zero: f64,
}

impl Circuit {
    fn of(divider: Divider, task: &Task) -> Option<Self> {
        let OutputColumns::Values(outputs) = &task.description.outputs else { return None };
        let [output] = outputs.as_slice() else { return None };
        let zero = match output.output.unit.as_deref() {
            None | Some("°C" | "C" | "degC") => ZERO,
            Some("K") => 0.0,
            Some(_) => return None,
        };
        let [voltage, others @ ..] = task.description.inputs.as_slice() else { return None };
        let volt = match voltage.input.unit.as_deref() {
            Some("mV") => 1000.0,
            None | Some("V") => 1.0,
            Some(_) => return None,
        };
        let supply = match others {
            [] => Supply::Fixed(divider.supply * volt),
            [supply] if supply.input.unit == voltage.input.unit => Supply::Input,
            _ => return None,
        };
        (task.description.width() == task.description.inputs.len()).then_some(Self { supply, zero })
    }

    /// The powers of the logarithm of thermistor over series resistor; `None` where the divider cannot be.
    fn terms(&self, sample: &[f64], powers: &[i32]) -> Option<Vec<f64>> {
        let voltage = *sample.first()?;
        let supply = match self.supply {
            Supply::Fixed(supply) => supply,
            Supply::Input => *sample.get(1)?,
        };
        let ratio = voltage / (supply - voltage);
        let terms = |log: f64| powers.iter().map(|power| log.powi(*power)).collect();
        (ratio > 0.0 && ratio.is_finite()).then(|| terms(ratio.ln()))
    }

    /// The least squared error in degrees, by Gauss's and Newton's steps from the fit that is linear in 1/T.
    fn fit(self, dataset: &Dataset, powers: &'static [i32]) -> Option<Predict> {
        let Targets::Values { y, .. } = &dataset.targets else { return None };
        let terms: Vec<Vec<f64>> =
            (0..dataset.rows()).map(|row| self.terms(dataset.sample(row), powers)).collect::<Option<_>>()?;
        if terms.len() < powers.len() {
            return None;
        }
        let mut linear = Normal::new(powers.len(), 1);
        terms.iter().zip(y).for_each(|(terms, y)| linear.add(terms, &[1000.0 / (y + self.zero)]));
        let mut found = linear.solve()?.column(0).into_owned();
        for _ in 0..MOST_STEPS {
            let mut normal = Normal::new(powers.len(), 1);
            for (terms, y) in terms.iter().zip(y) {
                let reciprocal = dot(&found, terms);
                let kelvin = 1000.0 / reciprocal;
                let slope: Vec<f64> = terms.iter().map(|term| -kelvin / reciprocal * term).collect();
                normal.add(&slope, &[y + self.zero - kelvin]);
            }
            let step = normal.solve()?.column(0).into_owned();
            found += &step;
            if step.norm() <= 1e-13 * found.norm() {
                break;
            }
        }
        found.iter().all(|value| value.is_finite()).then(|| self.predict(found, powers))
    }

    /// Where the divider cannot be, absolute zero: an answer that nobody takes for one.
    fn predict(self, found: DVector<f64>, powers: &'static [i32]) -> Predict {
        Arc::new(move |sample| {
            let kelvin = self.terms(sample, powers).map_or(0.0, |terms| 1000.0 / dot(&found, &terms));
            vec![kelvin - self.zero]
        })
    }
}

fn dot(coefficients: &DVector<f64>, terms: &[f64]) -> f64 {
    coefficients.iter().zip(terms).map(|(coefficient, term)| coefficient * term).sum()
}
