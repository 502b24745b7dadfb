//! What rounds less: changes of the attribute or of the model file, the least of them first.

use super::Share;
use crate::diagnostic::number;
use crate::network::{IntType, Network, Output, Outputs};
use crate::options::{ActivationBits, Options, Quant, Storage};

/// So many layers get finer storages of their own, those with the greatest shares.
const LAYERS: usize = 4;

/// No output becomes finer by more than this.
const MOST_FINER: i64 = 10_000;

/// A change, and what the model would then be.
#[derive(Debug, Clone)]
pub(crate) struct Changed {
    /// What to write, in backticks.
    pub text: String,
    /// The options with it.
    pub options: Options,
    /// The network with it, where that is what changes.
    pub network: Option<Network>,
}

/// What rounds less than the options do, where the shares say what matters.
pub(crate) fn finer(
    network: &Network,
    options: &Options,
    shares: &[Share],
    limit: Option<f64>,
) -> Vec<Changed> {
    let with = |change: (String, Options)| Changed { text: change.0, options: change.1, network: None };
    let now: Vec<Changed> = storages(network, options, shares).into_iter().map(with).collect();
    let scale = finer_scale(network, limit);
    let scaled = |changed: Option<&Changed>| {
        let (text, network) = scale.clone()?;
        let both = changed.map_or(text.clone(), |changed| format!("{} with {text}", changed.text));
        let options = changed.map_or(options, |changed| &changed.options).clone();
        Some(Changed { text: both, options, network: Some(network) })
    };
    let with_scale = scaled(None).into_iter().chain(now.last().and_then(|last| scaled(Some(last))));
    // Half a step is what rounding the output alone costs, whatever comes before it.
    let too_coarse = limit.is_some_and(|limit| limit < 0.5 * step(network));
    if too_coarse { with_scale.collect() } else { now.clone().into_iter().chain(with_scale).collect() }
}

/// Finer activations, finer weights of one layer, of two, and of all.
fn storages(network: &Network, options: &Options, shares: &[Share]) -> Vec<(String, Options)> {
    let now = options.resolved(network);
    let mut all = Vec::new();
    if now.activations == ActivationBits::I8 {
        let activations = ActivationBits::I16;
        let text = format!("`activations = \"{}\"`", activations.name());
        all.push((text, Options { activations: Some(activations), ..options.clone() }));
    }
    if options.auto {
        return all;
    }
    let mut layers: Vec<&Share> = shares.iter().collect();
    layers.sort_by(|a, b| b.error.total_cmp(&a.error));
    layers.truncate(LAYERS);
    let mut quants = Vec::new();
    for share in &layers {
        let storages = finer_storages(now.quant.of(&share.layer));
        quants.extend(storages.iter().map(|storage| now.quant.with(&share.layer, *storage)));
    }
    if let [first, second, _, ..] = layers[..] {
        quants.push(now.quant.with(&first.layer, Storage::I16).with(&second.layer, Storage::I16));
    }
    quants.push(Storage::I16.into());
    let mut known = vec![now.quant];
    for quant in quants {
        if !known.contains(&quant) {
            all.push((attribute(&quant, network), Options { quant: Some(quant.clone()), ..options.clone() }));
            known.push(quant);
        }
    }
    all
}

/// Storages with more values than one, the nearest first.
fn finer_storages(storage: Storage) -> &'static [Storage] {
    use Storage::{Codebook2, Codebook3, Codebook4, I4, I8, I16, Sparse};
    match storage {
        I4 | Codebook4 => &[I8, I16],
        Codebook2 => &[Codebook3, Codebook4, I8, I16],
        Codebook3 => &[Codebook4, I8, I16],
        I8 | Sparse => &[I16],
        I16 => &[],
    }
}

/// The argument of the attribute, in backticks.
pub(crate) fn attribute(quant: &Quant, network: &Network) -> String {
    let all = quant.all.name();
    let layers = network.layers.iter().map(|layer| (&layer.name, quant.of(&layer.name)));
    let own = layers.filter(|(_, storage)| *storage != quant.all);
    let own = own.map(|(layer, storage)| format!(", {layer} = \"{}\"", storage.name()));
    match own.collect::<String>() {
        none if none.is_empty() => format!("`quant = \"{all}\"`"),
        layers => format!("`quant(\"{all}\"{layers})`"),
    }
}

/// The coarsest step of an output.
fn step(network: &Network) -> f64 {
    crate::quantize::outputs(network).iter().map(|output| output.scale).fold(0.0, f64::max)
}

/// The model with finer outputs by a power of ten, and what its file then says; in `i32`, where the type does not hold them.
///
/// As fine as the limit is wide, and ten times finer at least.
fn finer_scale(network: &Network, limit: Option<f64>) -> Option<(String, Network)> {
    let mut finer = network.clone();
    let outputs: Vec<&mut Output> = match &mut finer.outputs {
        Outputs::Values(outputs) => outputs.iter_mut().collect(),
        Outputs::Classes { output, .. } => vec![output],
    };
    let mut factor = 10;
    while limit.is_some_and(|limit| step(network) > limit * factor as f64) && factor < MOST_FINER {
        factor *= 10;
    }
    let fits =
        |output: &Output, ty: IntType| ty.min() <= output.min * factor && output.max * factor <= ty.max();
    let wide = outputs.iter().any(|output| !fits(output, output.ty));
    let single = outputs.len() == 1;
    let mut scale = 0.0;
    for output in outputs {
        output.ty = if wide { IntType::I32 } else { output.ty };
        if !fits(output, output.ty) {
            return None;
        }
        (output.min, output.max) = (output.min * factor, output.max * factor);
        output.scale /= factor as f64;
        scale = output.scale;
    }
    let wide = if wide { " and `\"type\": \"i32\"`" } else { "" };
    let text = match single {
        true => format!("`\"scale\": {}`{wide} of the output in the model file", number(scale)),
        false => format!("a `scale` {factor} times finer{wide} of each output in the model file"),
    };
    Some((text, finer))
}
