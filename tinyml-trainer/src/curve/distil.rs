//! Teaches a network the curve: weighted squares, a little weight decay, and penalties on what must not be.
//!
//! Everything is in normalised units. What rounding will do to the network is not seen here.

use nalgebra::DVector;
use tinyml_compiler::network::Activation;

use super::goal::Goal;
use super::lbfgs::minimise;
use super::mlp::Mlp;

/// What the square of a weight costs.
const DECAY: f64 = 1e-7;

/// Squares, decay and penalties of a network, with the gradient.
pub(crate) fn loss(goal: &Goal, network: &Mlp, mask: &DVector<f64>) -> (f64, DVector<f64>) {
    let pass = network.run(&goal.x);
    let output = pass.output();
    let mut pull = vec![0.0; output.len()];
    let mut value = squares(goal, output, &mut pull);
    value += beyond(goal, output, &mut pull);
    value += wrong_way(goal, output, &mut pull);
    let flat = network.flat();
    let decay = flat.component_mul(mask) * DECAY;
    let gradient = network.gradient(&pass, &pull) + &decay * 2.0;
    (value + decay.dot(&flat), gradient)
}

/// Squared errors, each as much as it counts.
fn squares(goal: &Goal, output: &[f64], pull: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for (at, output) in output.iter().enumerate() {
        let error = output - goal.target[at];
        sum += goal.emphasis[at] * error * error;
        pull[at] += 2.0 * goal.emphasis[at] * error;
    }
    sum
}

/// Squares of what lies beyond the declared range, in the mean over the grid.
fn beyond(goal: &Goal, output: &[f64], pull: &mut [f64]) -> f64 {
    let share = 1.0 / output.len() as f64;
    let mut sum = 0.0;
    for (pull, output) in pull.iter_mut().zip(output) {
        let over = output - output.clamp(goal.bounds.0, goal.bounds.1);
        sum += share * over * over;
        *pull += 2.0 * share * over;
    }
    sum
}

/// Squares of what slopes lack, in the mean over the grid.
fn wrong_way(goal: &Goal, output: &[f64], pull: &mut [f64]) -> f64 {
    let Some((direction, least)) = goal.direction else { return 0.0 };
    let share = 1.0 / output.len() as f64;
    let mut sum = 0.0;
    for at in 1..output.len() {
        let width = goal.x[at] - goal.x[at - 1];
        let lacking = least - direction.sign() * (output[at] - output[at - 1]) / width;
        if lacking > 0.0 {
            sum += share * lacking * lacking;
            let each = 2.0 * share * lacking * direction.sign() / width;
            pull[at] -= each;
            pull[at - 1] += each;
        }
    }
    sum
}

/// Trains for at most `steps` steps; `each` sees every loss and may end it.
pub(crate) fn distil(goal: &Goal, network: &Mlp, steps: usize, each: impl FnMut(usize, f64) -> bool) -> Mlp {
    let mask = network.weight_mask();
    let objective = |flat: &DVector<f64>| loss(goal, &network.with_flat(flat), &mask);
    network.with_flat(&minimise(objective, network.flat(), steps, each))
}

/// Scales every hidden unit so that what enters and what leaves it are equally large; exact where the activation commutes with
/// scaling, and left alone elsewhere.
#[must_use]
pub(crate) fn balance(network: &Mlp) -> Mlp {
    let mut network = network.clone();
    if !matches!(network.activation, Activation::Relu | Activation::LeakyRelu { .. } | Activation::None) {
        return network;
    }
    for _ in 0..100 {
        for at in 1..network.layers.len() {
            for unit in 0..network.layers[at].weights.ncols() {
                let (entering, leaving) = (
                    network.layers[at - 1].weights.row(unit).amax(),
                    network.layers[at].weights.column(unit).amax(),
                );
                if entering > 1e-9 && leaving > 1e-9 {
                    scale_unit(&mut network, at, unit, (leaving / entering).sqrt());
                }
            }
        }
    }
    network
}

fn scale_unit(network: &mut Mlp, at: usize, unit: usize, factor: f64) {
    let before = &mut network.layers[at - 1];
    before.weights.row_mut(unit).scale_mut(factor);
    before.bias[unit] *= factor;
    network.layers[at].weights.column_mut(unit).unscale_mut(factor);
}
