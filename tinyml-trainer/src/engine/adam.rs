//! Adam with decoupled weight decay, over the parameters of one member.
//!
//! Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019). Written over plain numbers and not
//! candle's tensors: masks and a decay for weights only are then a line each, and the parameters stay in `f64`.

use super::shape::Layer;

const FIRST: f64 = 0.9;
const SECOND: f64 = 0.999;
const EPSILON: f64 = 1e-8;

/// Running means of a member's gradients and of their squares.
#[derive(Debug, Clone)]
pub(super) struct Adam {
    first: Vec<Layer>,
    second: Vec<Layer>,
    steps: i32,
}

impl Adam {
    pub(super) fn new(layers: &[Layer]) -> Self {
        let zeros: Vec<Layer> = layers
            .iter()
            .map(|layer| Layer { weights: vec![0.0; layer.weights.len()], bias: vec![0.0; layer.bias.len()] })
            .collect();
        Self { first: zeros.clone(), second: zeros, steps: 0 }
    }

    /// One step. Weights decay, biases don't.
    pub(super) fn step(&mut self, layers: &mut [Layer], gradients: &[Layer], rate: f64, decay: f64) {
        self.steps += 1;
        let corrections = (1.0 - FIRST.powi(self.steps), 1.0 - SECOND.powi(self.steps));
        let means = self.first.iter_mut().zip(&mut self.second);
        for ((layer, gradient), (first, second)) in layers.iter_mut().zip(gradients).zip(means) {
            let keep = 1.0 - rate * decay;
            layer.weights.iter_mut().for_each(|weight| *weight *= keep);
            let parts = (&mut first.weights[..], &mut second.weights[..]);
            update(&mut layer.weights, &gradient.weights, parts, rate, corrections);
            let parts = (&mut first.bias[..], &mut second.bias[..]);
            update(&mut layer.bias, &gradient.bias, parts, rate, corrections);
        }
    }
}

fn update(
    values: &mut [f64],
    gradients: &[f64],
    (first, second): (&mut [f64], &mut [f64]),
    rate: f64,
    corrections: (f64, f64),
) {
    for (((value, gradient), first), second) in values.iter_mut().zip(gradients).zip(first).zip(second) {
        *first = FIRST * *first + (1.0 - FIRST) * gradient;
        *second = SECOND * *second + (1.0 - SECOND) * gradient * gradient;
        *value -= rate * (*first / corrections.0) / ((*second / corrections.1).sqrt() + EPSILON);
    }
}

#[cfg(test)]
mod tests {
    use super::{Adam, Layer};

    #[test]
    fn the_first_step_is_the_rate_and_only_weights_decay() {
        let mut layers = vec![Layer { weights: vec![2.0, 2.0], bias: vec![2.0] }];
        let gradients = vec![Layer { weights: vec![1e-3, 0.0], bias: vec![-50.0] }];
        Adam::new(&layers).step(&mut layers, &gradients, 0.1, 0.5);
        let [weights, bias] = [&layers[0].weights, &layers[0].bias];
        assert!((weights[0] - 1.8).abs() < 1e-5 && weights[1] == 1.9);
        assert!((bias[0] - 2.1).abs() < 1e-9);
    }
}
