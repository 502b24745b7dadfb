//! How an operator's tensors get their scales.
//!
//! **Source**: the table of operators of TensorFlow Lite's quantiser (`operator_property.cc`), and its specification of 8 bits
//! (<https://ai.google.dev/edge/litert/models/quantization_spec>).

/// How an operator's float tensors become integers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scaling {
    /// The operator has no form of 8 bits that is made here.
    None,
    /// Each tensor has the scale of its own range.
    Own,
    /// Inputs and outputs hold the same integers, so they share a scale.
    Same,
    /// The output's range is known without measuring it.
    Fixed {
        /// Real value of a step.
        scale: f32,
        /// The integer of zero.
        zero_point: i64,
    },
    /// Constant weights with a scale for each output channel; the bias is in the products' scale.
    Weights {
        /// The input with the activations.
        data: usize,
        /// The input with the weights.
        weights: usize,
        /// The axis of the weights along which the output channels lie.
        axis: usize,
        /// The input with the biases.
        bias: usize,
    },
}

impl Scaling {
    /// Of what lies between 0 and 1: logistic and softmax.
    pub const UNIT: Self = Self::Fixed { scale: 1.0 / 256.0, zero_point: -128 };
    /// Of what lies between -1 and 1: the hyperbolic tangent.
    pub const SIGNED_UNIT: Self = Self::Fixed { scale: 1.0 / 128.0, zero_point: 0 };

    /// Activations as input 0, weights as input 1, biases as input 2: whatever has no other order.
    pub const fn weights(axis: usize) -> Self {
        Self::Weights { data: 0, weights: 1, axis, bias: 2 }
    }
}
