//! Both networks over many inputs: the numbers that `reference.rs` and the kernels give, for less of a build's time.
//!
//! A proc macro runs unoptimised, where each slice that a kernel takes apart is a call. Here weights lie column by column,
//! buffers are used again, and an input of zero costs nothing, which behind a ReLU is every other one. A float sum is added up
//! in the order of the reference; an integer sum is exact, so that its order does not matter. `verify/` runs the kernels beside it.

use crate::network::{Activation, Dense, Network};
use crate::ops::{Op, Operator};
use crate::quant_network::{QuantLayer, QuantNetwork};

/// Sums are made four at a time.
const LANES: usize = 4;

macro_rules! columns {
    ($(#[$doc:meta])* $name:ident of $number:ty, $zero:literal) => {
        $(#[$doc])*
        #[derive(Debug)]
        struct $name {
            inputs: usize,
            outputs: usize,
            /// Filled up to whole lanes, as each column is.
            bias: Vec<$number>,
            /// Column-major.
            weights: Vec<$number>,
        }

        impl $name {
            /// From `outputs` x `inputs` weights, row-major.
            fn new(mut bias: Vec<$number>, rows: impl Iterator<Item = $number>, inputs: usize) -> Self {
                let outputs = bias.len();
                bias.resize(outputs.next_multiple_of(LANES), $zero);
                let mut weights = vec![$zero; inputs * bias.len()];
                for (at, weight) in rows.enumerate() {
                    weights[at % inputs * bias.len() + at / inputs] = weight;
                }
                Self { inputs, outputs, bias, weights }
            }

            /// Biases plus products; whole lanes.
            fn sums(&self, x: &[$number], sums: &mut Vec<$number>) {
                sums.clear();
                sums.extend_from_slice(&self.bias);
                let (weights, x, sums) = (&self.weights[..], &x[..self.inputs], &mut sums[..]);
                let (mut column, mut at) = (0, 0);
                while column < x.len() {
                    let value = x[column];
                    column += 1;
                    if value == $zero {
                        at += sums.len();
                        continue;
                    }
                    let mut row = 0;
                    while row < sums.len() {
                        sums[row] += weights[at] * value;
                        sums[row + 1] += weights[at + 1] * value;
                        sums[row + 2] += weights[at + 2] * value;
                        sums[row + 3] += weights[at + 3] * value;
                        row += LANES;
                        at += LANES;
                    }
                }
            }
        }
    };
}

columns! {
    /// A layer of the float network.
    Floats of f64, 0.0
}

columns! {
    /// A layer of integers. Sums are proved to fit 32 bits; those of a part of the columns may not.
    Integers of i64, 0
}

/// The float network, over one input after the other.
#[derive(Debug)]
pub(crate) struct FloatRun {
    layers: Vec<(Floats, Activation)>,
    /// Scale, mean and deviation of each value that enters.
    normalization: Vec<(f64, f64, f64)>,
    x: Vec<f64>,
    sums: Vec<f64>,
}

impl FloatRun {
    /// Prepares a network as its file gives it.
    pub(crate) fn new(network: &Network) -> Self {
        let inputs = network.inputs.iter();
        let normalization =
            inputs.flat_map(|input| std::iter::repeat_n((input.scale, input.mean, input.std), input.width()));
        Self { normalization: normalization.collect(), ..Self::of_layers(&network.layers) }
    }

    /// Prepares bare layers.
    pub(crate) fn of_layers(layers: &[Dense]) -> Self {
        let prepare = |layer: &Dense| {
            let weights = layer.weights.iter().copied();
            (Floats::new(layer.bias.clone(), weights, layer.inputs), layer.activation)
        };
        let layers = layers.iter().map(prepare).collect();
        Self { layers, normalization: Vec::new(), x: Vec::new(), sums: Vec::new() }
    }

    /// [`Network::evaluate`] for raw inputs.
    pub(crate) fn evaluate(&mut self, raw: &[i32]) -> &[f64] {
        self.x.clear();
        for (raw, (scale, mean, std)) in raw.iter().zip(&self.normalization) {
            self.x.push((f64::from(*raw) * scale - mean) / std);
        }
        self.run(true)
    }

    /// The last layer's sums for what enters the first layer.
    pub(crate) fn sums(&mut self, x: impl IntoIterator<Item = f64>) -> &[f64] {
        self.x.clear();
        self.x.extend(x);
        self.run(false)
    }

    fn run(&mut self, to_the_end: bool) -> &[f64] {
        let mut outputs = self.x.len();
        for at in 0..self.layers.len() {
            let (columns, activation) = &self.layers[at];
            outputs = columns.outputs;
            columns.sums(&self.x, &mut self.sums);
            if to_the_end || at + 1 < self.layers.len() {
                apply(*activation, &mut self.sums[..outputs]);
            }
            std::mem::swap(&mut self.x, &mut self.sums);
        }
        &self.x[..outputs]
    }
}

/// [`Activation::apply`], without a call for each value where that is easy.
fn apply(activation: Activation, z: &mut [f64]) {
    if activation != Activation::Relu {
        return activation.apply(z);
    }
    let mut at = 0;
    while at < z.len() {
        if z[at] < 0.0 {
            z[at] = 0.0;
        }
        at += 1;
    }
}

/// The integer network, over one input after the other.
#[derive(Debug)]
pub(crate) struct IntegerRun<'a> {
    network: &'a QuantNetwork,
    layers: Vec<IntegerLayer>,
    x: Vec<i64>,
    y: Vec<i32>,
}

impl<'a> IntegerRun<'a> {
    /// Prepares a network whose sums are proved.
    pub(crate) fn new(network: &'a QuantNetwork) -> Self {
        let layers = network.layers.iter().map(IntegerLayer::new).collect();
        Self { network, layers, x: Vec::new(), y: Vec::new() }
    }

    /// [`QuantNetwork::run`] for raw inputs.
    pub(crate) fn run(&mut self, raw: &[i32]) -> &[i32] {
        self.y.clear();
        for (raw, domain) in raw.iter().zip(&self.network.domains) {
            self.y.push(domain.enter(*raw));
        }
        for (layer, prepared) in self.network.layers.iter().zip(&mut self.layers) {
            widen(&mut self.x, &self.y);
            prepared.run(&self.x, &layer.op, &mut self.y);
        }
        &self.y
    }
}

/// One layer of integers, in plain arithmetic.
#[derive(Debug)]
pub(crate) struct IntegerLayer {
    columns: Integers,
    sums: Vec<i64>,
}

impl IntegerLayer {
    /// Prepares a layer.
    pub(crate) fn new(layer: &QuantLayer) -> Self {
        Self::of_rows(&layer.bias, &layer.weights, layer.inputs)
    }

    /// Prepares `outputs` x `inputs` weights.
    pub(crate) fn of_rows(bias: &[i32], weights: &[i16], inputs: usize) -> Self {
        let bias = bias.iter().map(|bias| i64::from(*bias)).collect();
        let weights = weights.iter().map(|weight| i64::from(*weight));
        Self { columns: Integers::new(bias, weights, inputs), sums: Vec::new() }
    }

    /// The exact sums.
    pub(crate) fn sums(&mut self, x: &[i64]) -> &[i64] {
        self.columns.sums(x, &mut self.sums);
        &self.sums[..self.columns.outputs]
    }

    /// The results, behind an operator.
    pub(crate) fn run(&mut self, x: &[i64], op: &Op, y: &mut Vec<i32>) {
        y.resize(self.columns.outputs, 0);
        let (sums, results, mut at) = (self.sums(x), &mut y[..], 0);
        if let Op::Shift(shift) = op {
            while at < results.len() {
                results[at] = shift.epilogue.apply(sums[at] as i32);
                at += 1;
            }
            return;
        }
        while at < results.len() {
            results[at] = sums[at] as i32;
            at += 1;
        }
        op.apply(results);
    }
}

/// The same values in 64 bits.
pub(crate) fn widen(wide: &mut Vec<i64>, values: &[i32]) {
    wide.resize(values.len(), 0);
    let (wide, mut at) = (&mut wide[..], 0);
    while at < values.len() {
        wide[at] = values[at] as i64;
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{FloatRun, IntegerRun};
    use crate::options::Options;
    use crate::points::Points;
    use crate::quantize::quantize;
    use crate::simplify::simplify;
    use crate::source::Source;

    #[test]
    fn every_bit_is_that_of_the_reference_and_of_the_kernels() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/models/good");
        let files =
            std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
        let mut models = 0;
        for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
            let bytes = std::fs::read(&path).expect("a model");
            let source = Source::from_bytes(path.display().to_string(), bytes).expect("UTF-8");
            let network = crate::read(&source).expect("a model");
            // One of them is too extreme to have integers.
            let Ok(quantized) = quantize(&network, &simplify(&network), &Options::default()) else {
                continue;
            };
            let (mut floats, mut integers) = (FloatRun::new(&network), IntegerRun::new(&quantized));
            for point in Points::sparse(&network, 50) {
                assert_eq!(
                    floats.evaluate(&point),
                    network.evaluate(&point),
                    "{} at {point:?}",
                    path.display()
                );
                assert_eq!(integers.run(&point), quantized.run(&point), "{} at {point:?}", path.display());
            }
            models += 1;
        }
        assert!(models > 20, "{models}");
    }
}
