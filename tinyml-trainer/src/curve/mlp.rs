//! A small fully connected network in double precision, with its gradient: for a few hundred weights and one batch.
//!
//! A curve takes some thousand steps of a network so small that a tensor library would be busy with its own overhead, so this
//! is written with plain matrices. It knows no loss: the caller passes the gradient at the output.

use nalgebra::{DMatrix, DVector};
use tinyml_compiler::network::{Activation, Dense};

/// One layer; `weights` is outputs x inputs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layer {
    /// Outputs x inputs.
    pub(crate) weights: DMatrix<f64>,
    /// One for each output.
    pub(crate) bias: DVector<f64>,
}

/// Layers with an activation behind each but the last.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mlp {
    /// At least one.
    pub(crate) layers: Vec<Layer>,
    /// Behind each hidden layer.
    pub(crate) activation: Activation,
}

/// What a batch gives in every layer; a column for each sample.
pub(crate) struct Pass {
    /// Sums, before the activation.
    pub(crate) sums: Vec<DMatrix<f64>>,
    /// What enters each layer.
    entered: Vec<DMatrix<f64>>,
}

impl Layer {
    /// Sums for a batch, a column for each sample.
    pub(crate) fn sums(&self, entered: &DMatrix<f64>) -> DMatrix<f64> {
        let mut sums = &self.weights * entered;
        for mut column in sums.column_iter_mut() {
            column += &self.bias;
        }
        sums
    }
}

impl Mlp {
    /// Runs a batch of one-input samples.
    pub(crate) fn run(&self, x: &[f64]) -> Pass {
        let mut pass = Pass { sums: Vec::new(), entered: vec![DMatrix::from_row_slice(1, x.len(), x)] };
        for (index, layer) in self.layers.iter().enumerate() {
            let sums = layer.sums(&pass.entered[index]);
            if index + 1 < self.layers.len() {
                pass.entered.push(sums.map(|sum| self.activation.scalar(sum)));
            }
            pass.sums.push(sums);
        }
        pass
    }

    /// The only output for each sample.
    pub(crate) fn outputs(&self, x: &[f64]) -> Vec<f64> {
        self.run(x).output().to_vec()
    }

    /// Number of parameters.
    pub(crate) fn size(&self) -> usize {
        self.layers.iter().map(|layer| layer.weights.len() + layer.bias.len()).sum()
    }

    /// All parameters, layer by layer, weights first.
    pub(crate) fn flat(&self) -> DVector<f64> {
        let parts = self.layers.iter().flat_map(|layer| layer.weights.iter().chain(layer.bias.iter()));
        DVector::from_iterator(self.size(), parts.copied())
    }

    /// Which parameters of `flat` are weights: 1, and 0 for biases.
    pub(crate) fn weight_mask(&self) -> DVector<f64> {
        let parts = self.layers.iter().flat_map(|layer| {
            std::iter::repeat_n(1.0, layer.weights.len()).chain(std::iter::repeat_n(0.0, layer.bias.len()))
        });
        DVector::from_iterator(self.size(), parts)
    }

    /// A network of the same shape with the parameters of `flat`.
    #[must_use]
    pub(crate) fn with_flat(&self, flat: &DVector<f64>) -> Self {
        let mut network = self.clone();
        let mut values = flat.iter().copied();
        for layer in &mut network.layers {
            let places = layer.weights.iter_mut().chain(layer.bias.iter_mut());
            places.zip(values.by_ref()).for_each(|(place, value)| *place = value);
        }
        network
    }

    /// The gradient in `flat`'s order, from the gradient at each sample's output.
    pub(crate) fn gradient(&self, pass: &Pass, at_output: &[f64]) -> DVector<f64> {
        let mut delta = DMatrix::from_row_slice(1, at_output.len(), at_output);
        let mut parts: Vec<f64> = Vec::with_capacity(self.size());
        for index in (0..self.layers.len()).rev() {
            let weights = &delta * pass.entered[index].transpose();
            let bias = delta.column_sum();
            parts.extend(bias.iter().rev().chain(weights.as_slice().iter().rev()));
            if index > 0 {
                let slopes = pass.sums[index - 1]
                    .zip_map(&pass.entered[index], |sum, value| slope(self.activation, sum, value));
                delta = (self.layers[index].weights.transpose() * &delta).component_mul(&slopes);
            }
        }
        parts.reverse();
        DVector::from_vec(parts)
    }

    /// The layers of a model file; `names` follow the convention `fc1`, `fc2`, …, `out`.
    pub(crate) fn dense(&self) -> Vec<Dense> {
        let last = self.layers.len() - 1;
        let one = |(index, layer): (usize, &Layer)| Dense {
            name: if index == last { "out".to_owned() } else { format!("fc{}", index + 1) },
            inputs: layer.weights.ncols(),
            outputs: layer.weights.nrows(),
            weights: layer.weights.transpose().as_slice().to_vec(),
            bias: layer.bias.as_slice().to_vec(),
            activation: if index == last { Activation::None } else { self.activation },
        };
        self.layers.iter().enumerate().map(one).collect()
    }
}

impl Pass {
    /// The only output for each sample.
    pub(crate) fn output(&self) -> &[f64] {
        self.sums.last().map_or(&[], |sums| sums.as_slice())
    }
}

/// The derivative of an activation at a sum that it has made a value of.
fn slope(activation: Activation, sum: f64, value: f64) -> f64 {
    match activation {
        Activation::None | Activation::Softmax | Activation::Argmax => 1.0,
        Activation::Relu => f64::from(u8::from(sum > 0.0)),
        Activation::Clamp { min, max } => f64::from(u8::from(sum > min && sum < max)),
        Activation::LeakyRelu { slope } => {
            if sum < 0.0 {
                slope
            } else {
                1.0
            }
        }
        Activation::Tanh => 1.0 - value * value,
        Activation::Sigmoid => value * (1.0 - value),
    }
}

#[cfg(test)]
mod tests {
    use nalgebra::{DMatrix, DVector};
    use tinyml_compiler::network::Activation;

    use super::{Layer, Mlp};

    /// Numbers without a pattern, between -1 and 1.
    fn number(seed: usize) -> f64 {
        (((seed * 7919 + 13) % 1009) as f64 / 504.5) - 1.0
    }

    fn network(activation: Activation) -> Mlp {
        let layer = |inputs: usize, outputs: usize, seed: usize| Layer {
            weights: DMatrix::from_fn(outputs, inputs, |row, column| number(seed + 10 * row + column)),
            bias: DVector::from_fn(outputs, |row, _| number(seed + 500 + row)),
        };
        Mlp { layers: vec![layer(1, 4, 1), layer(4, 3, 100), layer(3, 1, 300)], activation }
    }

    #[test]
    fn the_gradient_is_that_of_differences() {
        let x = [-1.3, -0.2, 0.4, 0.9, 2.1];
        let loss =
            |network: &Mlp| network.outputs(&x).iter().map(|output| 0.5 * output * output).sum::<f64>();
        for activation in
            [Activation::Relu, Activation::Tanh, Activation::Sigmoid, Activation::LeakyRelu { slope: 0.1 }]
        {
            let network = network(activation);
            let pass = network.run(&x);
            let gradient = network.gradient(&pass, pass.output());
            let flat = network.flat();
            assert_eq!(network.with_flat(&flat), network);
            for at in 0..flat.len() {
                let moved = |by: f64| {
                    let mut flat = flat.clone();
                    flat[at] += by;
                    loss(&network.with_flat(&flat))
                };
                let difference = (moved(1e-6) - moved(-1e-6)) / 2e-6;
                assert!(
                    (gradient[at] - difference).abs() < 1e-6,
                    "{activation:?} {at}: {} {difference}",
                    gradient[at]
                );
            }
        }
    }

    #[test]
    fn the_model_file_computes_the_same() {
        let network = network(Activation::Relu);
        let dense = network.dense();
        let found = dense.iter().fold(vec![0.7], |x, layer| layer.evaluate(&x));
        assert!((found[0] - network.outputs(&[0.7])[0]).abs() < 1e-12);
        assert_eq!([dense[0].name.as_str(), dense[2].name.as_str()], ["fc1", "out"]);
    }
}
