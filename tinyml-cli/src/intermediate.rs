//! Every intermediate value of one inference, of the integer network and of the float network.
//!
//! Both are taken behind the compiler's simplification, so that their units are the same ones: normalisation is folded
//! into the first layer there, and dead units are gone. The integers are those of the chip: its kernels computed them.

use tinyml_compiler::network::{Input, Network, Output, Outputs};
use tinyml_compiler::ops::Operator;
use tinyml_compiler::quant_network::{QuantLayer, QuantNetwork};
use tinyml_compiler::reference::argmax;
use tinyml_compiler::simplify::Simplified;

/// One inference, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Intermediate {
    /// What enters, one for each value of each input.
    pub entries: Vec<Entry>,
    /// What each layer makes of it.
    pub layers: Vec<Layer>,
    /// The class of the integer and of the float network, for a classifier.
    pub classes: Option<(usize, usize)>,
}

/// One value on its way into the first layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Name of the input, with an index for an array.
    pub name: String,
    /// Raw, as given.
    pub raw: i32,
    /// Raw, within the declared range.
    pub clamped: i32,
    /// Its real value, in the unit of the input.
    pub real: f64,
    /// What the network of the model file sees.
    pub normalized: f64,
    /// What is subtracted before the first layer.
    pub center: i32,
    /// What enters the first layer.
    pub entered: i32,
}

/// A layer's values.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Name from the model file.
    pub name: String,
    /// What follows the sums, as the documentation of the expansion names it.
    pub operator: String,
    /// Units that the compiler removed, since they are zero for every declared input.
    pub removed: usize,
    /// One for each unit that is left.
    pub units: Vec<Unit>,
}

/// A unit's values.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Bias plus products.
    pub sum: Value,
    /// Behind the activation; of the last layer, the output.
    pub out: Value,
}

/// The same number in both networks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// What the chip holds.
    pub raw: i32,
    /// What that means: the integer times its step.
    pub integer: f64,
    /// What the float network has.
    pub float: f64,
}

impl Value {
    /// By how much the integer network is above the float network.
    pub fn deviation(&self) -> f64 {
        self.integer - self.float
    }
}

/// Runs one input, one raw value for each value of each input, through both networks.
pub fn trace(
    network: &Network,
    simplified: &Simplified,
    quantized: &QuantNetwork,
    raw: &[i32],
) -> Intermediate {
    let entries = entries(network, quantized, raw);
    let mut integers: Vec<i32> = entries.iter().map(|entry| entry.entered).collect();
    let mut floats: Vec<f64> = integers.iter().map(|&entered| f64::from(entered)).collect();
    let mut layers = Vec::new();
    for (float, integer) in simplified.layers.iter().zip(&quantized.layers) {
        let last = layers.len() + 1 == quantized.layers.len();
        let sums = (integer.sums(&integers), float.sums(&floats));
        integers = integer.run(&integers);
        floats = float.evaluate(&floats);
        let shown = if last { bounded(network, &floats) } else { floats.clone() };
        let removed =
            simplified.removed.iter().filter(|(name, _)| *name == integer.name).map(|(_, units)| units);
        layers.push(Layer {
            name: integer.name.clone(),
            operator: integer.op.name(),
            removed: removed.sum(),
            units: units(integer, (&sums.0, &sums.1), (&integers, &shown)),
        });
    }
    let is_classifier = matches!(network.outputs, Outputs::Classes { .. });
    let classes = is_classifier.then(|| (tinyml_core::argmax::argmax(&integers), argmax(&floats)));
    Intermediate { entries, layers, classes }
}

fn entries(network: &Network, quantized: &QuantNetwork, raw: &[i32]) -> Vec<Entry> {
    let names = names(network);
    let inputs = network.inputs.iter().flat_map(|input| std::iter::repeat_n(input, input.width()));
    let entry = |(((input, name), &raw), domain): (((&Input, String), &i32), &tinyml_core::input::Domain)| {
        let clamped = raw.clamp(domain.min, domain.max);
        Entry {
            name,
            raw,
            clamped,
            real: f64::from(clamped) * input.scale,
            normalized: input.normalized(i64::from(clamped)),
            center: domain.center,
            entered: domain.enter(raw),
        }
    };
    inputs.zip(names).zip(raw).zip(&quantized.domains).map(entry).collect()
}

/// A name for each value that enters: `adc_mv`, or `image[0]`.
pub fn names(network: &Network) -> Vec<String> {
    let names = |input: &Input| -> Vec<String> {
        let indexed = |length| (0..length).map(|index| format!("{}[{index}]", input.name)).collect();
        input.length.map_or_else(|| vec![input.name.clone()], indexed)
    };
    network.inputs.iter().flat_map(names).collect()
}

/// The description of each value that leaves.
pub fn outputs(network: &Network) -> Vec<&Output> {
    match &network.outputs {
        Outputs::Values(outputs) => outputs.iter().collect(),
        Outputs::Classes { output, labels } => vec![output; labels.len()],
    }
}

/// The float outputs within the bounds that the model file declares, as verification compares them.
fn bounded(network: &Network, floats: &[f64]) -> Vec<f64> {
    outputs(network).iter().zip(floats).map(|(output, float)| output.bounded(*float)).collect()
}

fn units(layer: &QuantLayer, sums: (&[i32], &[f64]), outs: (&[i32], &[f64])) -> Vec<Unit> {
    let unit = |at: usize| {
        // What the operator has added to the bias is no part of the sum's meaning.
        let meant = i64::from(sums.0[at]) - i64::from(layer.offsets[at]);
        Unit {
            sum: Value { raw: sums.0[at], integer: meant as f64 * layer.steps[at], float: sums.1[at] },
            out: Value {
                raw: outs.0[at],
                integer: f64::from(outs.0[at]) * layer.out_steps[at],
                float: outs.1[at],
            },
        }
    };
    (0..layer.outputs).map(unit).collect()
}
