//! SVDF.

use tinyml_compiler::graph::ElementType;
use tinyml_compiler::graph::operators::{Operator, Svdf};
use tinyml_compiler::tflite::Fused;

use crate::layer::{constant, lowered, open, run, state};
use crate::random::Random;
use crate::rounding::{multiplier, rescaled, saturated};

/// A layer at random.
struct Layer {
    inputs: usize,
    filters: usize,
    rank: usize,
    memory: usize,
    bits: u32,
    zero_points: [i64; 3],
    scales: [f32; 5],
    features: Vec<i64>,
    time: Vec<i64>,
    bias: Option<Vec<i64>>,
}

impl Layer {
    fn random(random: &mut Random) -> Self {
        let (inputs, memory, rank) = (random.size(1, 9), random.size(1, 6), random.size(1, 3));
        let filters = rank * random.size(1, 5);
        let bits = if random.size(0, 1) == 0 { 8 } else { 16 };
        let state_zero_point = if bits == 8 { random.integer(-20, 20) } else { 0 };
        let most = (1 << (bits - 1)) - 1;
        let mut values = |count: usize, most: i64| (0..count).map(|_| random.integer(-most, most)).collect();
        let (features, time, bias) =
            (values(filters * inputs, 127), values(filters * memory, most), values(filters / rank, 9000));
        let mut scale = |low: i64, high: i64| random.integer(low, high) as f32 / 1000.0;
        let state_scale = if bits == 8 { scale(200, 900) } else { scale(1, 9) };
        let scales = [scale(10, 90), scale(5, 30), state_scale, scale(5, 40) / most as f32, scale(20, 200)];
        let zero_points = [random.integer(-128, 127), state_zero_point, random.integer(-128, 127)];
        let bias = (random.size(0, 3) > 0).then_some(bias);
        Self { inputs, filters, rank, memory, bits, zero_points, scales, features, time, bias }
    }

    fn lowered(&self) -> tinyml_compiler::graph::lower::Lowered {
        let Self { inputs, filters, rank, memory, .. } = *self;
        let narrow = if self.bits == 8 { ElementType::I8 } else { ElementType::I16 };
        let [input_scale, features_scale, state_scale, time_scale, output_scale] = self.scales;
        let [input, kept, output] = self.zero_points;
        let bias = self.bias.as_ref().map(|bias| constant(ElementType::I32, &[filters / rank], 1.0, bias));
        let tensors = vec![
            Some(open(ElementType::I8, &[1, inputs], input_scale, input)),
            Some(constant(ElementType::I8, &[filters, inputs], features_scale, &self.features)),
            Some(constant(narrow, &[filters, memory], time_scale, &self.time)),
            bias,
            Some(state(narrow, &[1, filters * memory], state_scale, kept)),
        ];
        let operator = Operator::Svdf(Svdf { rank: rank as i32, fused: Fused::None });
        let output = open(ElementType::I8, &[1, filters / rank], output_scale, output);
        lowered(operator, tensors, output).expect("a supported layer")
    }

    /// One frame, with the state as one long vector that moves by one.
    fn frame(&self, input: &[i64], state: &mut Vec<i128>) -> Vec<i64> {
        let [input_scale, features_scale, state_scale, time_scale, output_scale] = self.scales;
        let [zero, kept, given] = self.zero_points.map(i128::from);
        let to_state = multiplier(f64::from(input_scale * features_scale / state_scale));
        let to_output = multiplier(f64::from(state_scale * time_scale / output_scale));
        state.remove(0);
        state.push(0);
        for filter in 0..self.filters {
            let row = &self.features[filter * self.inputs..];
            let sum: i128 =
                input.iter().zip(row).map(|(&x, &w)| i128::from(w) * (i128::from(x) - zero)).sum();
            let value = saturated(rescaled(sum, to_state), self.bits) + kept;
            state[(filter + 1) * self.memory - 1] = wrapped(value, self.bits);
        }
        let over_time = |filter: usize| -> i128 {
            let places = filter * self.memory..(filter + 1) * self.memory;
            places.map(|place| i128::from(self.time[place]) * (state[place] - kept)).sum()
        };
        (0..self.filters / self.rank)
            .map(|unit| {
                let bias = self.bias.as_ref().map_or(0, |bias| bias[unit]);
                let sum: i128 = (unit * self.rank..(unit + 1) * self.rank).map(over_time).sum();
                let sum = wrapped(sum + i128::from(bias), 32);
                saturated(rescaled(sum, to_output) + given, 8) as i64
            })
            .collect()
    }
}

/// The low bits, with their sign.
fn wrapped(value: i128, bits: u32) -> i128 {
    let all = 1 << bits;
    let low = value.rem_euclid(all);
    if low >= all / 2 { low - all } else { low }
}

#[test]
fn random_layers() {
    let mut random = Random::new(21);
    let mut wraps = 0;
    for _ in 0..300 {
        let layer = Layer::random(&mut random);
        let mut frame = || (0..layer.inputs).map(|_| random.integer(-128, 127)).collect();
        let inputs: Vec<Vec<i64>> = (0..8).map(|_| frame()).collect();
        let initial = if layer.bits == 8 { i128::from(layer.zero_points[1]) } else { 0 };
        let mut state = vec![initial; layer.filters * layer.memory];
        let found = run(&layer.lowered(), &inputs);
        for (input, found) in inputs.iter().zip(&found) {
            assert_eq!(*found, layer.frame(input, &mut state));
        }
        wraps += usize::from(found.iter().flatten().any(|&value| value != -128 && value != 127));
    }
    assert!(wraps > 200, "only {wraps} layers gave something else than the ends of the range");
}
