//! The float network: what every integer network is compared with.
//!
//! Evaluation in `f64`, in a fixed order, with `exp` and `tanh` from the `libm` crate, so that the result is the same on
//! every host. Loops are plain, since a proc macro runs unoptimised.

use crate::network::{Activation, Dense, Network, Output};

impl Network {
    /// Number of values that enter the first layer.
    pub fn width(&self) -> usize {
        self.inputs.iter().map(crate::network::Input::width).sum()
    }

    /// The real outputs for raw inputs, one value for each input of the first layer.
    pub fn evaluate(&self, raw: &[i32]) -> Vec<f64> {
        let mut x = Vec::with_capacity(raw.len());
        let mut values = raw.iter();
        for input in &self.inputs {
            x.extend(values.by_ref().take(input.width()).map(|&value| input.normalized(i64::from(value))));
        }
        for layer in &self.layers {
            x = layer.evaluate(&x);
        }
        x
    }
}

impl Output {
    /// A real value within the bounds that the model file declares.
    pub fn bounded(&self, value: f64) -> f64 {
        value.clamp(self.min as f64 * self.scale, self.max as f64 * self.scale)
    }
}

impl Dense {
    /// The layer's real outputs for real inputs.
    pub fn evaluate(&self, x: &[f64]) -> Vec<f64> {
        let mut z = self.sums(x);
        self.activation.apply(&mut z);
        z
    }

    /// Biases plus products, before the activation.
    pub fn sums(&self, x: &[f64]) -> Vec<f64> {
        let mut z = self.bias.clone();
        let mut row = 0;
        let mut at = 0;
        while row < self.outputs {
            let mut sum = z[row];
            let mut column = 0;
            while column < self.inputs {
                sum += self.weights[at] * x[column];
                at += 1;
                column += 1;
            }
            z[row] = sum;
            row += 1;
        }
        z
    }
}

impl Activation {
    /// Applies the activation to the sums of a whole layer.
    pub fn apply(self, z: &mut [f64]) {
        match self {
            Self::Softmax => softmax(z),
            _ => {
                for value in z {
                    *value = self.scalar(*value);
                }
            }
        }
    }

    /// The activation of one sum; softmax, which needs all of them, leaves it as it is.
    pub fn scalar(self, z: f64) -> f64 {
        match self {
            Self::None | Self::Argmax | Self::Softmax => z,
            Self::Relu => z.max(0.0),
            Self::Clamp { min, max } => z.max(min).min(max),
            Self::LeakyRelu { slope } => {
                if z < 0.0 {
                    slope * z
                } else {
                    z
                }
            }
            Self::Tanh => libm::tanh(z),
            Self::Sigmoid => 1.0 / (1.0 + libm::exp(-z)),
        }
    }

    /// How much a change of one sum can at most change the result.
    pub fn lipschitz(self) -> f64 {
        match self {
            Self::Sigmoid => 0.25,
            Self::Softmax => 0.5,
            _ => 1.0,
        }
    }
}

fn softmax(z: &mut [f64]) {
    let greatest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut total = 0.0;
    for value in z.iter_mut() {
        *value = libm::exp(*value - greatest);
        total += *value;
    }
    for value in z {
        *value /= total;
    }
}

/// Index of the greatest score, of equal ones the first: the float twin of the core's `argmax`.
pub fn argmax(scores: &[f64]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}
