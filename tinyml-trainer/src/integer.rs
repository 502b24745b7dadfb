//! The integer network: quantised by the compiler, run by the kernels of the chip.
//!
//! Nothing is simulated here. [`Integer::of`] is what is deployed; [`Integer::draft`] is the quick rounding for the loop.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::{Input, Network, Outputs};
use tinyml_compiler::quant_network::{QuantLayer, QuantNetwork};
use tinyml_compiler::quantize::{draft, quantize};
use tinyml_compiler::simplify::{fold, simplify};

use crate::engine::Layer;

/// A quantised network, and what its integers mean.
#[derive(Debug, Clone)]
pub struct Integer {
    quantized: QuantNetwork,
    inputs: Vec<Input>,
    /// Real value of one raw step of each output.
    scales: Vec<f64>,
}

impl Integer {
    /// The network as it is deployed: simplified, tuned, and proved free of overflow.
    ///
    /// # Errors
    ///
    /// As [`quantize`].
    pub fn of(network: &Network, options: &Options) -> Result<Self, Report> {
        let simplified = simplify(network);
        Ok(Self::new(network, quantize(network, &simplified, options)?))
    }

    /// The network rounded by the plain rule, for these inputs: quick enough for every step of a training. No unit is removed.
    ///
    /// # Errors
    ///
    /// As [`draft`].
    pub fn draft(network: &Network, options: &Options, points: &[Vec<i32>]) -> Result<Self, Report> {
        let simplified = fold(network);
        Ok(Self::new(network, draft(network, &simplified, options, points)?))
    }

    fn new(network: &Network, quantized: QuantNetwork) -> Self {
        let scales = match &network.outputs {
            Outputs::Values(outputs) => outputs.iter().map(|output| output.scale).collect(),
            Outputs::Classes { output, labels } => vec![output.scale; labels.len()],
        };
        Self { quantized, inputs: network.inputs.clone(), scales }
    }

    /// The integers.
    pub fn quantized(&self) -> &QuantNetwork {
        &self.quantized
    }

    /// Constant data in flash, in bytes.
    pub fn data_bytes(&self) -> usize {
        self.quantized.layers.iter().map(QuantLayer::data_bytes).sum()
    }

    /// Raw outputs for raw inputs.
    pub fn run(&self, raw: &[i32]) -> Vec<i32> {
        self.quantized.run(raw)
    }

    /// Outputs in the output's unit, for raw inputs.
    pub fn outputs(&self, raw: &[i32]) -> Vec<f64> {
        self.run(raw).iter().zip(&self.scales).map(|(raw, scale)| f64::from(*raw) * scale).collect()
    }

    /// Which class the firmware would be told.
    pub fn class(&self, raw: &[i32]) -> usize {
        tinyml_core::argmax::argmax(&self.run(raw))
    }

    /// The real numbers that the integers stand for, as parameters of the float network: of the same shape only after
    /// [`Integer::draft`].
    pub fn layers(&self) -> Vec<Layer> {
        let mut steps = vec![1.0; self.quantized.domains.len()];
        let mut layers = Vec::with_capacity(self.quantized.layers.len());
        for layer in &self.quantized.layers {
            layers.push(real(layer, &steps));
            steps.clone_from(&layer.out_steps);
        }
        if let Some(first) = layers.first_mut() {
            self.unfold(first);
        }
        layers
    }

    /// Takes the normalisation out of the first layer again.
    fn unfold(&self, first: &mut Layer) {
        let inputs: Vec<&Input> =
            self.inputs.iter().flat_map(|input| std::iter::repeat_n(input, input.width())).collect();
        let at_center = |(input, domain): (&&Input, &tinyml_core::input::Domain)| {
            input.normalized(i64::from(domain.center))
        };
        let at_centers: Vec<f64> = inputs.iter().zip(&self.quantized.domains).map(at_center).collect();
        for (row, bias) in first.weights.chunks_mut(inputs.len().max(1)).zip(&mut first.bias) {
            for (((weight, input), domain), at_center) in
                row.iter_mut().zip(&inputs).zip(&self.quantized.domains).zip(&at_centers)
            {
                *weight *= f64::from(1_u32 << domain.shift) * input.std / input.scale;
                *bias -= *weight * at_center;
            }
        }
    }
}

/// A layer's real parameters, over activations of the given steps.
fn real(layer: &QuantLayer, steps: &[f64]) -> Layer {
    let rows = layer.weights.chunks(layer.inputs.max(1)).zip(&layer.steps);
    let weights = rows
        .flat_map(|(row, own)| {
            row.iter().zip(steps).map(move |(weight, step)| f64::from(*weight) * own / step)
        })
        .collect();
    let sums = layer.bias.iter().zip(&layer.offsets).zip(&layer.steps);
    let bias = sums.map(|((bias, offset), step)| (f64::from(*bias) - f64::from(*offset)) * step).collect();
    Layer { weights, bias }
}

/// What the sensor gives for real values of the inputs: the nearest raw integers within the declared ranges.
pub fn raw_inputs(inputs: &[Input], x: &[f64]) -> Vec<i32> {
    let wide = inputs.iter().flat_map(|input| std::iter::repeat_n(input, input.width()));
    wide.zip(x)
        .map(|(input, x)| (x / input.scale).round().clamp(input.min as f64, input.max as f64) as i32)
        .collect()
}

/// What the float network sees for raw integers.
pub fn normalized(inputs: &[Input], raw: &[i32]) -> Vec<f64> {
    let wide = inputs.iter().flat_map(|input| std::iter::repeat_n(input, input.width()));
    wide.zip(raw).map(|(input, raw)| input.normalized(i64::from(*raw))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Integer, normalized, raw_inputs};
    use crate::engine::{Layer, Shape};
    use tinyml_compiler::Options;
    use tinyml_compiler::network::{Activation, Network, Outputs};
    use tinyml_compiler::options::Storage;

    /// A network of one input whose range is far from zero, with random weights.
    fn network(activation: Activation) -> Network {
        let file = include_bytes!("../../weights/ntc.json").to_vec();
        let source = tinyml_compiler::source::Source::from_bytes("ntc.json", file).expect("text");
        let mut network = tinyml_compiler::read(&source).expect("a network");
        (network.inputs[0].min, network.inputs[0].max) = (1800, 3300);
        let shape = Shape { inputs: 1, hidden: vec![8, 8], outputs: 1, activation };
        let mut layers = shape.random(4);
        layers[2].weights.iter_mut().for_each(|weight| *weight *= 4.0);
        let last = network.layers.len() - 1;
        network.layers[..last].iter_mut().for_each(|layer| {
            layer.activation = activation;
            (layer.outputs, layer.bias) = (8, vec![0.0; 8]);
        });
        network.layers[1].inputs = 8;
        network.layers[2].inputs = 8;
        Layer::put(&layers, &network)
    }

    #[test]
    fn a_draft_means_the_network_that_it_runs() {
        for storage in [Storage::I4, Storage::I8, Storage::I16, Storage::Codebook3] {
            for activation in [Activation::Relu, Activation::LeakyRelu { slope: 0.1 }, Activation::Tanh] {
                let network = network(activation);
                let Outputs::Values(outputs) = &network.outputs else { return };
                let output = &outputs[0];
                let options = Options { quant: Some(storage.into()), ..Options::default() };
                let points: Vec<Vec<i32>> = (1800..=3300).step_by(25).map(|raw| vec![raw]).collect();
                let integer = Integer::draft(&network, &options, &points).expect("a draft");
                let shape = Shape { inputs: 1, hidden: vec![8, 8], outputs: 1, activation };
                let layers = integer.layers();
                assert!(shape.holds(&layers));
                for point in &points {
                    let float = shape.evaluate(&layers, &normalized(&network.inputs, point))[0];
                    let float = output.bounded(float);
                    let found = integer.outputs(point)[0];
                    assert!((found - float).abs() < 0.05, "{storage:?} {activation:?}: {found} for {float}");
                }
            }
        }
    }

    #[test]
    fn inputs_are_nearest_and_within_their_range() {
        let inputs = network(Activation::Relu).inputs;
        assert_eq!(raw_inputs(&inputs, &[2000.4]), [2000]);
        assert_eq!(raw_inputs(&inputs, &[1e9]), [3300]);
        assert_eq!(raw_inputs(&inputs, &[-1e9]), [1800]);
        assert_eq!(raw_inputs(&inputs, &[f64::NAN]), [0]);
    }
}
