//! Simulated sensors, for studies: what a recipe is worth can only be told where the truth is known.
//!
//! Each sensor is a circuit with the constants of data sheets and standards, a range, and a stated noise of the reference
//! that it is calibrated against. A draw is 15 to 40 measurements at random places, as a person with a lab thermometer
//! would take them. Nothing here is fitted, and no firmware uses it.

mod circuit;

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use tinyml_compiler::Options;
use tinyml_compiler::network::{Activation, Faults, Input, IntType, Output};

use crate::description::{InputColumns, OutputColumn, OutputColumns, TrainingSection};
use crate::{Dataset, Description, Targets, Task};

/// How many measurements a draw has.
const POINTS: std::ops::RangeInclusive<usize> = 15..=40;
/// Places of the grid on which the true error is taken, for each input.
const GRID: [usize; 3] = [0, 401, 41];

/// What a sensor shows, and what it means.
#[derive(Debug, Clone, Copy)]
pub struct Sensor {
    /// An identifier.
    pub name: &'static str,
    /// The circuit, in words.
    pub circuit: &'static str,
    /// Standard deviation of the reference, in the unit of the output.
    pub noise: f64,
    /// What is measured: name, unit, least and greatest value, and the real value of a raw step.
    output: Quantity,
    /// What reaches the chip besides the sensor's voltage.
    supply: Option<Quantity>,
    /// Names, units and steps of the voltage; its range follows from the circuit.
    voltage: Quantity,
    /// From the value that is measured, and the supply in mV, to the voltage in mV.
    forward: fn(f64, f64) -> f64,
    /// From the voltage and the supply in mV to the value, exactly or by bisection.
    truth: fn(f64, f64) -> f64,
}

/// A quantity with its range and the step in which it is given.
#[derive(Debug, Clone, Copy)]
struct Quantity {
    name: &'static str,
    unit: &'static str,
    least: f64,
    greatest: f64,
    step: f64,
}

/// All sensors: three with one input, one with two.
pub fn all() -> Vec<Sensor> {
    vec![circuit::PT1000, circuit::PHOTODIODE, circuit::THERMOCOUPLE_K, circuit::NTC_AND_SUPPLY]
}

impl Sensor {
    /// The value without noise, for inputs in mV.
    pub fn truth(&self, sample: &[f64]) -> f64 {
        let input = |index: usize, otherwise: f64| sample.get(index).copied().unwrap_or(otherwise);
        (self.truth)(input(0, 0.0), input(1, circuit::SUPPLY_MV))
    }

    /// 15 to 40 measurements: their number, the values and the noise follow from the seed.
    pub fn draw(&self, seed: u64) -> Task {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let points = random.random_range(POINTS);
        self.draw_points(points, &mut random)
    }

    /// So many measurements: values evenly random over the range, inputs in raw steps, noise on the value.
    fn draw_points(&self, points: usize, random: &mut ChaCha8Rng) -> Task {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for _ in 0..points {
            let value = self.output.at(random.random());
            let supply = self.supply.map(|supply| supply.stepped(supply.at(random.random())));
            let voltage = self.voltage.stepped((self.forward)(value, supply.unwrap_or(circuit::SUPPLY_MV)));
            x.push(voltage);
            x.extend(supply);
            y.push(self.truth(&x[x.len() - self.width()..]) + self.noise * gauss(random));
        }
        let dataset = Dataset { width: self.width(), x, targets: Targets::Values { outputs: 1, y } };
        Task { dataset, description: self.description() }
    }

    /// Root mean square of what a model is off from the truth, over the part of the sensor's range that the task
    /// measured.
    pub fn true_error(&self, task: &Task, predict: impl Fn(&[f64]) -> f64) -> f64 {
        let measured = |index: usize| {
            let values = task.dataset.x.iter().skip(index).step_by(self.width());
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(*value), high.max(*value))
            })
        };
        let ranges: Vec<(f64, f64)> = (0..self.width()).map(measured).collect();
        let (low, high) = (self.output.least, self.output.greatest);
        let mut squares = Vec::new();
        for sample in grid(&ranges) {
            let truth = self.truth(&sample);
            // With two inputs the corners of the box are no measurements.
            if (low..=high).contains(&truth) {
                squares.push((predict(&sample) - truth).powi(2));
            }
        }
        (squares.iter().sum::<f64>() / squares.len().max(1) as f64).sqrt()
    }

    /// Signature of the model, and the usual shape.
    pub fn description(&self) -> Description {
        let supplies =
            self.supply.map_or(vec![circuit::SUPPLY_MV], |supply| vec![supply.least, supply.greatest]);
        let ends = [self.output.least, self.output.greatest];
        let voltages = || supplies.iter().flat_map(|supply| ends.map(|value| (self.forward)(value, *supply)));
        let reach = Quantity {
            least: voltages().fold(f64::INFINITY, f64::min),
            greatest: voltages().fold(f64::NEG_INFINITY, f64::max),
            ..self.voltage
        };
        Description {
            name: self.name.to_owned(),
            description: Some(self.circuit.to_owned()),
            inputs: std::iter::once(reach).chain(self.supply).map(Quantity::input).collect(),
            outputs: OutputColumns::Values(vec![self.output.output()]),
            hidden: vec![8, 8],
            activation: Activation::Relu,
            last: Activation::None,
            monotone: None,
            image: None,
            training: TrainingSection::default(),
            deploy: Options::default(),
        }
    }

    fn width(&self) -> usize {
        1 + usize::from(self.supply.is_some())
    }
}

impl Quantity {
    fn at(self, part: f64) -> f64 {
        self.least + part * (self.greatest - self.least)
    }

    fn stepped(self, value: f64) -> f64 {
        (value / self.step).round() * self.step
    }

    fn input(self) -> InputColumns {
        let raw = |value: f64| (value / self.step).round() as i64;
        let input = Input {
            name: self.name.to_owned(),
            description: None,
            ty: IntType::U16,
            unit: Some(self.unit.to_owned()),
            min: raw(self.least),
            max: raw(self.greatest),
            scale: self.step,
            mean: 0.0,
            std: 1.0,
            length: None,
            faults: Faults::default(),
        };
        InputColumns { columns: vec![self.name.to_owned()], multiply: 1.0, input }
    }

    /// The output may leave the range by half of it, as noise and extrapolation do.
    fn output(self) -> OutputColumn {
        let half = 0.5 * (self.greatest - self.least);
        let raw = |value: f64| (value / self.step).round() as i64;
        let output = Output {
            name: self.name.to_owned(),
            description: None,
            ty: IntType::I16,
            unit: Some(self.unit.to_owned()),
            scale: self.step,
            min: raw(self.least - half),
            max: raw(self.greatest + half),
        };
        OutputColumn { column: self.name.to_owned(), multiply: 1.0, output }
    }
}

/// Evenly spaced places over one or two ranges.
fn grid(ranges: &[(f64, f64)]) -> Vec<Vec<f64>> {
    let count = GRID.get(ranges.len()).copied().unwrap_or_default();
    let axis = |(low, high): &(f64, f64)| -> Vec<f64> {
        (0..count).map(|nth| low + (high - low) * nth as f64 / (count - 1) as f64).collect()
    };
    ranges.iter().map(axis).fold(vec![Vec::new()], |samples, axis| {
        samples
            .iter()
            .flat_map(|sample| axis.iter().map(|value| [sample.as_slice(), &[*value]].concat()))
            .collect()
    })
}

/// A number of the normal distribution, by the method of G. E. P. Box and M. E. Muller (1958).
fn gauss(random: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.random::<f64>()).cos()
}
