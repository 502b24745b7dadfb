//! What each output must be, input by input: an interval of raw values for every input that the sensor's type holds.
//!
//! Real numbers end here: what follows works on integers alone.

use crate::batch::FloatRun;
use crate::network::{Activation, IntType, Network, Output};

/// How far an output may be from the float network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tolerance {
    /// The nearest raw value, and no other; of two that are equally near, the greater.
    Nearest,
    /// One of the two raw values around the float output: faithful rounding.
    Faithful,
    /// This far at most, in the output's unit; the nearest raw value where none is so near.
    Within(f64),
}

impl Tolerance {
    /// What a network gets: the nearest value where it consists of straight lines anyway; elsewhere what `max_error` allows.
    pub fn of(network: &Network, max_error: Option<f64>) -> Self {
        let straight = network.layers.iter().all(|layer| is_straight(layer.activation));
        match max_error {
            _ if straight => Self::Nearest,
            Some(limit) => Self::Within(limit),
            None => Self::Faithful,
        }
    }
}

/// Whether an activation consists of straight lines, so that the network of one input does.
fn is_straight(activation: Activation) -> bool {
    match activation {
        Activation::None
        | Activation::Relu
        | Activation::Clamp { .. }
        | Activation::LeakyRelu { .. }
        | Activation::Argmax => true,
        Activation::Tanh | Activation::Sigmoid | Activation::Softmax => false,
    }
}

/// The raw values that one output may take, for each of a rising sequence of inputs.
///
/// Between two neighbours of the sequence that are more than a step apart the interval is the same throughout, and theirs.
#[derive(Debug, Clone, Default)]
pub struct Goal {
    /// Raw inputs.
    pub inputs: Vec<i32>,
    /// The least raw output for each.
    pub low: Vec<i64>,
    /// The greatest.
    pub high: Vec<i64>,
}

impl Goal {
    fn push(&mut self, input: i32, (low, high): (i64, i64)) {
        self.inputs.push(input);
        self.low.push(low);
        self.high.push(high);
    }
}

/// The goals of all outputs, for a network of one scalar input.
///
/// Beyond the declared range an input counts as the nearest end of it.
pub fn goals(network: &Network, outputs: &[&Output], tolerance: Tolerance) -> Vec<Goal> {
    let mut goals = vec![Goal::default(); outputs.len()];
    let Some(input) = network.inputs.first() else {
        return goals;
    };
    let mut run = FloatRun::new(network);
    let mut raw = input.min;
    while raw <= input.max {
        let floats = run.evaluate(&[raw as i32]);
        let mut at = 0;
        while at < outputs.len() {
            let interval = interval(floats[at], outputs[at], tolerance);
            if raw == input.min {
                flat(&mut goals[at], input.ty.min(), input.min - 1, interval);
            }
            goals[at].push(raw as i32, interval);
            if raw == input.max {
                flat(&mut goals[at], input.max + 1, input.ty.max(), interval);
            }
            at += 1;
        }
        raw += 1;
    }
    goals
}

/// Both ends of a range with one interval throughout; nothing if the range is empty.
fn flat(goal: &mut Goal, first: i64, last: i64, interval: (i64, i64)) {
    if first <= last {
        goal.push(first as i32, interval);
    }
    if first < last {
        goal.push(last as i32, interval);
    }
}

/// The raw values that may stand for a real one.
fn interval(float: f64, output: &Output, tolerance: Tolerance) -> (i64, i64) {
    let within = |raw: i64| raw.clamp(output.min, output.max);
    let steps = output.bounded(float) / output.scale;
    let nearest = within(nearest(steps));
    match tolerance {
        Tolerance::Nearest => (nearest, nearest),
        Tolerance::Faithful => (within(libm::floor(steps) as i64), within(libm::ceil(steps) as i64)),
        Tolerance::Within(limit) => {
            let is_near = |raw: i64| (raw as f64 * output.scale - output.bounded(float)).abs() <= limit;
            let width = libm::floor((limit / output.scale).min(65_536.0)) as i64 + 1;
            // The division is rounded, so both ends are judged by the comparison that the certificate makes.
            let (mut low, mut high) = (within(nearest - width), within(nearest + width));
            while low < nearest && !is_near(low) {
                low += 1;
            }
            while high > nearest && !is_near(high) {
                high -= 1;
            }
            (low, high)
        }
    }
}

/// The nearest integer, of two that are equally near the greater: as the project rounds everywhere.
///
/// The float network is evaluated in `f64`, so what lies exactly between two integers is decided by its rounding.
pub fn nearest(value: f64) -> i64 {
    let floor = libm::floor(value);
    (if value - floor >= 0.5 { floor + 1.0 } else { floor }) as i64
}

/// Bits behind the point of a line's values, so that every value of the goal, and what lies below the next, fits 32 bits.
///
/// Unsigned types of 8 and 16 bits are cut from the uppermost bits, so that the sign bit of the sum is theirs to use.
pub fn shift(goal: &Goal, ty: IntType) -> u32 {
    let least = goal.low.iter().copied().min().unwrap_or(0);
    let greatest = goal.high.iter().copied().max().unwrap_or(0);
    let magnitude = (greatest.max(0) + 1).max(-least).unsigned_abs();
    let shift = 31_u32.saturating_sub(magnitude.next_power_of_two().trailing_zeros());
    let free = 32 - 8 * ty.bytes() as u32;
    if ty.signed() { shift } else { shift.max(free) }
}

#[cfg(test)]
mod tests {
    use super::{Goal, nearest, shift};
    use crate::network::IntType;

    #[test]
    fn ties_go_up() {
        let cases = [(0.5, 1), (-0.5, 0), (-1.5, -1), (2.499, 2), (0.499_999_999_999_999_94, 0), (-7.0, -7)];
        for (value, expected) in cases {
            assert_eq!(nearest(value), expected, "{value}");
        }
    }

    #[test]
    fn every_value_fits_32_bits() {
        let of = |least, greatest, ty| {
            shift(&Goal { inputs: vec![0, 1], low: vec![least, least], high: vec![greatest, greatest] }, ty)
        };
        assert_eq!(of(-32_768, 32_767, IntType::I16), 16);
        assert_eq!(of(0, 65_535, IntType::U16), 16);
        assert_eq!(of(-2878, 9142, IntType::I16), 17);
        assert_eq!(of(0, 255, IntType::U8), 24);
        assert_eq!(of(i64::from(i32::MIN), i64::from(i32::MAX), IntType::I32), 0);
        assert_eq!(of(0, 0, IntType::I8), 31);
    }
}
