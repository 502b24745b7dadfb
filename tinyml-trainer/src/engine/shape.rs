//! The shape of a dense network, and its weights as plain numbers.
//!
//! Normalisation, units and names are the model file's; here a network is a function from `inputs` to `outputs` numbers.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use tinyml_compiler::network::{Activation, Dense, Network};

/// Widths, and what follows each hidden layer. The last layer's sums come out as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Number of values that enter.
    pub inputs: usize,
    /// Units of each hidden layer; empty for a linear model.
    pub hidden: Vec<usize>,
    /// Number of values that leave.
    pub outputs: usize,
    /// Behind each hidden layer: any but softmax and argmax, which count as none.
    pub activation: Activation,
}

/// A dense layer's parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// `outputs` x `inputs`, row-major.
    pub weights: Vec<f64>,
    /// One for each output.
    pub bias: Vec<f64>,
}

impl Shape {
    /// Inputs and outputs of each layer.
    pub fn layers(&self) -> Vec<(usize, usize)> {
        let widths: Vec<usize> =
            std::iter::once(self.inputs).chain(self.hidden.iter().copied()).chain([self.outputs]).collect();
        widths.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }

    /// The shape of a network whose hidden layers have one activation.
    pub fn of(network: &Network) -> Self {
        let (last, hidden) =
            network.layers.split_last().map_or((None, &[][..]), |(last, rest)| (Some(last), rest));
        Self {
            inputs: network.width(),
            hidden: hidden.iter().map(|layer| layer.outputs).collect(),
            outputs: last.map_or(0, |layer| layer.outputs),
            activation: hidden.first().map_or(Activation::None, |layer| layer.activation),
        }
    }

    /// Random weights, biases of zero: He's deviation `sqrt(2 / inputs)` before a ReLU or its kin, Glorot's
    /// `sqrt(2 / (inputs + outputs))` elsewhere, both as a uniform distribution. The same seed gives the same bits.
    ///
    /// Sources: He et al., "Delving Deep into Rectifiers" (2015); Glorot and Bengio, "Understanding the difficulty of
    /// training deep feedforward neural networks" (2010).
    pub fn random(&self, seed: u64) -> Vec<Layer> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let layers = self.layers();
        let last = layers.len() - 1;
        let layer = |(at, &(inputs, outputs)): (usize, &(usize, usize))| {
            let variance = match self.activation {
                Activation::Relu | Activation::Clamp { .. } | Activation::LeakyRelu { .. } if at < last => {
                    2.0 / inputs as f64
                }
                Activation::Relu
                | Activation::Clamp { .. }
                | Activation::LeakyRelu { .. }
                | Activation::None
                | Activation::Tanh
                | Activation::Sigmoid
                | Activation::Softmax
                | Activation::Argmax => 2.0 / (inputs + outputs) as f64,
            };
            let reach = (3.0 * variance).sqrt();
            let weights = (0..inputs * outputs).map(|_| random.random_range(-reach..=reach)).collect();
            Layer { weights, bias: vec![0.0; outputs] }
        };
        layers.iter().enumerate().map(layer).collect()
    }

    /// Whether the layers have this shape.
    pub fn holds(&self, layers: &[Layer]) -> bool {
        let own = self.layers();
        own.len() == layers.len()
            && own.iter().zip(layers).all(|(&(inputs, outputs), layer)| {
                layer.weights.len() == inputs * outputs && layer.bias.len() == outputs
            })
    }

    /// The outputs for one sample.
    pub fn evaluate(&self, layers: &[Layer], x: &[f64]) -> Vec<f64> {
        let mut values = x.to_vec();
        for (at, layer) in layers.iter().enumerate() {
            let sum = |(row, bias): (&[f64], &f64)| {
                row.iter().zip(&values).fold(*bias, |sum, (weight, value)| sum + weight * value)
            };
            let mut sums: Vec<f64> =
                layer.weights.chunks(values.len().max(1)).zip(&layer.bias).map(sum).collect();
            if at + 1 < layers.len() {
                sums.iter_mut().for_each(|sum| *sum = self.activation.scalar(*sum));
            }
            values = sums;
        }
        values
    }
}

impl Layer {
    /// The parameters of each layer of a network.
    pub fn all_of(network: &Network) -> Vec<Self> {
        let parameters = |layer: &Dense| Self { weights: layer.weights.clone(), bias: layer.bias.clone() };
        network.layers.iter().map(parameters).collect()
    }

    /// A network with these parameters in place of its own, which have the same shape.
    #[must_use]
    pub fn put(layers: &[Self], template: &Network) -> Network {
        let mut network = template.clone();
        for (dense, layer) in network.layers.iter_mut().zip(layers) {
            dense.weights.clone_from(&layer.weights);
            dense.bias.clone_from(&layer.bias);
        }
        network
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;
    use tinyml_compiler::network::Activation;

    #[test]
    fn a_start_has_the_spread_of_its_activation() {
        let shape = |activation| Shape { inputs: 50, hidden: vec![400], outputs: 30, activation };
        for (activation, variance) in [(Activation::Relu, 2.0 / 50.0), (Activation::Tanh, 2.0 / 450.0)] {
            let layers = shape(activation).random(3);
            let weights = &layers[0].weights;
            let found = weights.iter().map(|weight| weight * weight).sum::<f64>() / weights.len() as f64;
            assert!((found / variance - 1.0).abs() < 0.05, "{activation:?}: {found} for {variance}");
            assert!(shape(activation).holds(&layers));
            assert_eq!(layers, shape(activation).random(3));
            assert_ne!(layers, shape(activation).random(4));
        }
    }
}
