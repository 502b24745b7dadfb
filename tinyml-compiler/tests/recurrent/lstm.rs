//! UNIDIRECTIONAL_SEQUENCE_LSTM.

use tinyml_compiler::graph::lower::Lowered;
use tinyml_compiler::graph::operators::{Operator, UnidirectionalSequenceLstm};
use tinyml_compiler::graph::{ElementType, Tensor};
use tinyml_core::tensor::{Sigmoid, View, ViewMut};

use crate::layer::{constant, lowered, open, run, state};
use crate::random::Random;
use crate::rounding::{multiplier, rescaled, rescaled_wide, saturated};

/// The gates in the order of the file.
const INPUT: usize = 0;
const FORGET: usize = 1;
const CELL: usize = 2;
const OUTPUT: usize = 3;

/// A layer at random.
pub(crate) struct Layer {
    pub(crate) inputs: usize,
    pub(crate) units: usize,
    batches: usize,
    steps: usize,
    time_major: bool,
    bits: u32,
    power: i32,
    clip: f32,
    zero_points: [i64; 2],
    scales: [f32; 3],
    gates: [Gate; 4],
}

struct Gate {
    input: Vec<i64>,
    hidden: Vec<i64>,
    bias: Vec<i64>,
}

impl Layer {
    pub(crate) fn random(random: &mut Random) -> Self {
        let (inputs, units, batches) = (random.size(1, 6), random.size(1, 5), random.size(1, 3));
        let bits = if random.size(0, 1) == 0 { 8 } else { 16 };
        let mut values = |count: usize, most: i64| (0..count).map(|_| random.integer(-most, most)).collect();
        let gates = [0; 4].map(|_| Gate {
            input: values(units * inputs, 127),
            hidden: values(units * units, 127),
            bias: values(units, if bits == 8 { 2000 } else { 500_000 }),
        });
        let fine = if bits == 8 { 1.0 } else { 256.0 };
        let mut scale = |low: i64, high: i64| random.integer(low, high) as f32 / 10_000.0;
        let scales = [scale(100, 400) / fine, scale(40, 100) / fine, scale(50, 300)];
        let zero_points = if bits == 8 { [random.integer(-30, 30), random.integer(-30, 30)] } else { [0; 2] };
        let clip = if random.size(0, 2) == 0 { 0.75 } else { 0.0 };
        let (steps, time_major, power) =
            (random.size(1, 5), random.size(0, 1) == 0, random.integer(-15, -9) as i32);
        Self { inputs, units, batches, steps, time_major, bits, power, clip, zero_points, scales, gates }
    }

    fn shape(&self, width: usize) -> [usize; 3] {
        if self.time_major { [self.steps, self.batches, width] } else { [self.batches, self.steps, width] }
    }

    pub(crate) fn tensors(&self) -> Vec<Option<Tensor>> {
        let Self { inputs, units, batches, .. } = *self;
        let (narrow, wide) = match self.bits {
            8 => (ElementType::I8, ElementType::I32),
            _ => (ElementType::I16, ElementType::I64),
        };
        let [input_scale, hidden_scale, weights_scale] = self.scales;
        let weights =
            |shape: &[usize], values: &[i64]| Some(constant(ElementType::I8, shape, weights_scale, values));
        let mut tensors = vec![Some(open(narrow, &self.shape(inputs), input_scale, self.zero_points[0]))];
        tensors.extend(self.gates.iter().map(|gate| weights(&[units, inputs], &gate.input)));
        tensors.extend(self.gates.iter().map(|gate| weights(&[units, units], &gate.hidden)));
        tensors.extend([None, None, None]);
        tensors.extend(self.gates.iter().map(|gate| Some(constant(wide, &[units], 1.0, &gate.bias))));
        tensors.extend([None, None]);
        tensors.push(Some(state(narrow, &[batches, units], hidden_scale, self.zero_points[1])));
        tensors.push(Some(state(ElementType::I16, &[batches, units], libm::exp2f(self.power as f32), 0)));
        tensors.extend([None, None, None, None]);
        tensors
    }

    pub(crate) fn operator(&self) -> UnidirectionalSequenceLstm {
        let (cell_clip, time_major) = (self.clip, self.time_major);
        UnidirectionalSequenceLstm { activation: 4, cell_clip, time_major, diagonal: false }
    }

    pub(crate) fn output(&self) -> Tensor {
        let narrow = if self.bits == 8 { ElementType::I8 } else { ElementType::I16 };
        open(narrow, &self.shape(self.units), self.scales[1], self.zero_points[1])
    }

    fn lowered(&self) -> Lowered {
        let operator = Operator::UnidirectionalSequenceLstm(self.operator());
        lowered(operator, self.tensors(), self.output()).expect("a supported layer")
    }

    /// All units of a gate.
    fn gate(&self, gate: usize, frame: &[i64], hidden: &[i64]) -> Vec<i128> {
        let [input_scale, hidden_scale, weights_scale] = self.scales;
        let Gate { input, hidden: recurrent, bias } = &self.gates[gate];
        let given = self.product(frame, input, bias, self.zero_points[0], input_scale * weights_scale);
        let nothing = vec![0; self.units];
        let said =
            self.product(hidden, recurrent, &nothing, self.zero_points[1], hidden_scale * weights_scale);
        let curve = |sum: i128| curve(sum, 3, 0, gate == CELL);
        given.iter().zip(&said).map(|(given, said)| curve(saturated(given + said, 16))).collect()
    }

    fn product(
        &self,
        vector: &[i64],
        weights: &[i64],
        bias: &[i64],
        zero_point: i64,
        scale: f32,
    ) -> Vec<i128> {
        let by = multiplier(f64::from(scale) / f64::from(libm::exp2f(-12.0)));
        let rows = weights.chunks(vector.len()).zip(bias);
        rows.map(|(row, &bias)| {
            let products = row.iter().zip(vector).map(|(&w, &x)| i128::from(w) * i128::from(x - zero_point));
            let sum = i128::from(bias) + products.sum::<i128>();
            saturated(if self.bits == 8 { rescaled(sum, by) } else { rescaled_wide(sum, by) }, 16)
        })
        .collect()
    }

    /// One frame of one sequence.
    fn frame(&self, frame: &[i64], hidden: &mut [i64], cell: &mut [i128]) {
        let gates = [INPUT, FORGET, CELL, OUTPUT].map(|gate| self.gate(gate, frame, hidden));
        let (scale, gate_scale) = (libm::exp2(f64::from(self.power)), libm::exp2(-15.0));
        let shift = 12 + self.power;
        let give = multiplier(gate_scale * gate_scale / f64::from(self.scales[1]));
        for unit in 0..self.units {
            let kept = saturated(rescaled(gates[FORGET][unit] * cell[unit], multiplier(gate_scale)), 16);
            let added =
                rescaled(gates[INPUT][unit] * gates[CELL][unit], multiplier(gate_scale * gate_scale / scale));
            cell[unit] = saturated(kept + saturated(added, 16), 16);
            if self.clip > 0.0 {
                let most = (f64::from(self.clip) / scale).min(32_767.0) as i128;
                cell[unit] = cell[unit].min(most).max(-most);
            }
            let tangent = curve(cell[unit], 3 << shift.max(0), (-shift).max(0) as u8, true);
            let given = rescaled(tangent * gates[OUTPUT][unit], give) + i128::from(self.zero_points[1]);
            hidden[unit] = saturated(given, self.bits) as i64;
        }
    }

    /// A whole inference: each sequence for itself.
    fn infer(&self, input: &[i64], hidden: &mut [Vec<i64>], cells: &mut [Vec<i128>]) -> Vec<i64> {
        let mut output = vec![0; self.batches * self.steps * self.units];
        for batch in 0..self.batches {
            for step in 0..self.steps {
                let place =
                    if self.time_major { step * self.batches + batch } else { batch * self.steps + step };
                let frame = &input[place * self.inputs..(place + 1) * self.inputs];
                self.frame(frame, &mut hidden[batch], &mut cells[batch]);
                output[place * self.units..(place + 1) * self.units].copy_from_slice(&hidden[batch]);
            }
        }
        output
    }
}

/// The kernel of the elementwise operators, which has tests of its own.
fn curve(value: i128, multiplier: i32, shift: u8, tanh: bool) -> i128 {
    let mut output = [0];
    Sigmoid { multiplier, shift, tanh }.run(View::of(&[value as i16]), ViewMut::of(&mut output));
    i128::from(output[0])
}

#[test]
fn random_layers() {
    let mut random = Random::new(22);
    let mut alive = 0;
    for _ in 0..200 {
        let layer = Layer::random(&mut random);
        let most = 1 << (layer.bits - 1);
        let count = layer.batches * layer.steps * layer.inputs;
        let mut sequence = || (0..count).map(|_| random.integer(-most, most - 1)).collect();
        let inputs: Vec<Vec<i64>> = (0..4).map(|_| sequence()).collect();
        let initial = if layer.bits == 8 { layer.zero_points[1] } else { 0 };
        let mut hidden = vec![vec![initial; layer.units]; layer.batches];
        let mut cells = vec![vec![0; layer.units]; layer.batches];
        let found = run(&layer.lowered(), &inputs);
        for (input, found) in inputs.iter().zip(&found) {
            assert_eq!(*found, layer.infer(input, &mut hidden, &mut cells));
        }
        alive += usize::from(found[1] != found[0]);
    }
    assert!(alive > 190, "only {alive} layers changed at all");
}
