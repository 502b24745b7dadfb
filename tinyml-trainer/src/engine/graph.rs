//! The one place that calls candle: outputs of a batch of networks, and the gradient of a weighted sum of them.
//!
//! Tensors are members x features x samples, so that what follows a multiplication runs along memory. Losses are no part of
//! the graph: their slope by the outputs comes in as plain numbers.

use candle_core::{DType, Device, Result, Tensor, Var};
use tinyml_compiler::network::Activation;

use super::shape::{Layer, Shape};

/// Samples of some members as a tensor, members x inputs x samples.
#[derive(Debug, Clone)]
pub(super) struct Block(Tensor);

impl Block {
    /// `values` are members x samples x inputs.
    pub(super) fn new(
        values: &[f64],
        members: usize,
        samples: usize,
        inputs: usize,
        ty: DType,
    ) -> Result<Self> {
        Ok(Self(tensor(&swapped(values, members, samples, inputs), (members, inputs, samples), ty)?))
    }
}

/// A forward pass that can be taken back.
#[derive(Debug)]
pub(super) struct Pass {
    parameters: Vec<(Var, Var)>,
    outputs: Tensor,
}

impl Pass {
    /// Runs each member over its samples.
    pub(super) fn new(shape: &Shape, members: &[&[Layer]], x: &Block) -> Result<Self> {
        let ty = x.0.dtype();
        let (mut parameters, mut values) = (Vec::new(), x.0.clone());
        let widths = shape.layers();
        for (at, &(inputs, outputs)) in widths.iter().enumerate() {
            let weights: Vec<f64> =
                members.iter().flat_map(|layers| layers[at].weights.iter().copied()).collect();
            let bias: Vec<f64> = members.iter().flat_map(|layers| layers[at].bias.iter().copied()).collect();
            let weights = Var::from_tensor(&tensor(&weights, (members.len(), outputs, inputs), ty)?)?;
            let bias = Var::from_tensor(&tensor(&bias, (members.len(), outputs, 1), ty)?)?;
            values = weights.matmul(&values)?.broadcast_add(&bias)?;
            if at + 1 < widths.len() {
                values = activated(shape.activation, &values)?;
            }
            parameters.push((weights, bias));
        }
        Ok(Self { parameters, outputs: values })
    }

    /// Members x samples x outputs.
    pub(super) fn outputs(&self) -> Result<Vec<f64>> {
        let (members, outputs, samples) = self.outputs.dims3()?;
        Ok(swapped(&numbers(&self.outputs)?, members, outputs, samples))
    }

    /// For each member the gradient of the sum of its outputs, each times its slope; members x samples x outputs.
    pub(super) fn gradients(&self, slopes: &[f64]) -> Result<Vec<Vec<Layer>>> {
        let (members, outputs, samples) = self.outputs.dims3()?;
        let slopes = swapped(slopes, members, samples, outputs);
        let slopes = tensor(&slopes, (members, outputs, samples), self.outputs.dtype())?;
        let store = (&self.outputs * slopes)?.sum_all()?.backward()?;
        let mut gradients = vec![Vec::new(); members];
        let of = |var: &Var| store.get(var).map_or_else(|| Ok(vec![0.0; var.elem_count()]), numbers);
        for (weights, bias) in &self.parameters {
            let (weights, bias) = (of(weights)?, of(bias)?);
            let (size, rows) = (weights.len() / members, bias.len() / members);
            let parts = weights.chunks(size).zip(bias.chunks(rows));
            for (gradients, (weights, bias)) in gradients.iter_mut().zip(parts) {
                gradients.push(Layer { weights: weights.to_vec(), bias: bias.to_vec() });
            }
        }
        Ok(gradients)
    }
}

/// Functions of candle with a derivative; sigmoid by `tanh`, which is the same function.
fn activated(activation: Activation, z: &Tensor) -> Result<Tensor> {
    match activation {
        Activation::None | Activation::Softmax | Activation::Argmax => Ok(z.clone()),
        Activation::Relu => z.relu(),
        // A ReLU from the lower bound up, less a ReLU from the upper bound up.
        Activation::Clamp { min, max } => ((z - min)?.relu()? - (z - max)?.relu()?)? + min,
        Activation::LeakyRelu { slope } => z.relu()?.affine(1.0 - slope, 0.0)? + z.affine(slope, 0.0)?,
        Activation::Tanh => z.tanh(),
        Activation::Sigmoid => z.affine(0.5, 0.0)?.tanh()?.affine(0.5, 0.5),
    }
}

fn tensor(values: &[f64], shape: (usize, usize, usize), ty: DType) -> Result<Tensor> {
    match ty {
        DType::F32 => {
            let values: Vec<f32> = values.iter().map(|&value| value as f32).collect();
            Tensor::from_vec(values, shape, &Device::Cpu)
        }
        _ => Tensor::from_slice(values, shape, &Device::Cpu),
    }
}

fn numbers(tensor: &Tensor) -> Result<Vec<f64>> {
    let flat = tensor.flatten_all()?;
    match flat.dtype() {
        DType::F32 => Ok(flat.to_vec1::<f32>()?.into_iter().map(f64::from).collect()),
        _ => flat.to_vec1::<f64>(),
    }
}

/// Swaps the last two of three dimensions, given as `members` x `rows` x `columns`.
fn swapped(values: &[f64], members: usize, rows: usize, columns: usize) -> Vec<f64> {
    if rows == 1 || columns == 1 {
        return values.to_vec();
    }
    let mut out = Vec::with_capacity(values.len());
    for member in values.chunks(rows * columns).take(members) {
        for column in 0..columns {
            out.extend((0..rows).map(|row| member[row * columns + column]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Block, Pass};
    use crate::engine::{Layer, Shape};
    use candle_core::DType;
    use tinyml_compiler::network::Activation;

    const ACTIVATIONS: [Activation; 6] = [
        Activation::None,
        Activation::Relu,
        Activation::Clamp { min: -0.3, max: 0.4 },
        Activation::LeakyRelu { slope: 0.1 },
        Activation::Tanh,
        Activation::Sigmoid,
    ];

    fn shape(activation: Activation) -> Shape {
        Shape { inputs: 2, hidden: vec![5, 4], outputs: 3, activation }
    }

    fn weighted(shape: &Shape, layers: &[Layer], x: &[f64], slopes: &[f64]) -> f64 {
        let outputs = x.chunks(2).flat_map(|x| shape.evaluate(layers, x));
        outputs.zip(slopes).map(|(output, slope)| output * slope).sum()
    }

    #[test]
    fn outputs_and_gradients_are_those_of_the_function() {
        let x: Vec<f64> = (0..16).map(|at| libm::sin(f64::from(at))).collect();
        let slopes: Vec<f64> = (0..24).map(|at| libm::cos(f64::from(at) * 1.7)).collect();
        for shape in ACTIVATIONS.map(shape) {
            let members = [shape.random(1), shape.random(2)];
            let layers: Vec<&[Layer]> = members.iter().map(Vec::as_slice).collect();
            let pass = Pass::new(&shape, &layers, &Block::new(&x, 2, 4, 2, DType::F64).expect("a block"));
            let pass = pass.expect("a pass");
            let (outputs, gradients) =
                (pass.outputs().expect("outputs"), pass.gradients(&slopes).expect("gradients"));
            for (member, layers) in members.iter().enumerate() {
                let (x, slopes) = (&x[member * 8..member * 8 + 8], &slopes[member * 12..member * 12 + 12]);
                let expected: Vec<f64> = x.chunks(2).flat_map(|x| shape.evaluate(layers, x)).collect();
                let found = &outputs[member * 12..member * 12 + 12];
                assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-12), "{shape:?}");
                for (at, layer) in layers.iter().enumerate() {
                    for weight in 0..layer.weights.len() {
                        let change = |by: f64| {
                            let mut layers = layers.clone();
                            layers[at].weights[weight] += by;
                            weighted(&shape, &layers, x, slopes)
                        };
                        let expected = (change(1e-6) - change(-1e-6)) / 2e-6;
                        let found = gradients[member][at].weights[weight];
                        assert!((found - expected).abs() < 1e-7, "{shape:?}: {found} for {expected}");
                    }
                    for unit in 0..layer.bias.len() {
                        let change = |by: f64| {
                            let mut layers = layers.clone();
                            layers[at].bias[unit] += by;
                            weighted(&shape, &layers, x, slopes)
                        };
                        let expected = (change(1e-6) - change(-1e-6)) / 2e-6;
                        assert!((gradients[member][at].bias[unit] - expected).abs() < 1e-7, "{shape:?}");
                    }
                }
            }
        }
    }
}
