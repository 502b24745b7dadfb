//! The generated rustdoc: what the model is, its layers, and what was proved of it.

use super::markdown::{code, text};
use super::{Model, piecewise};
use crate::metadata::flatten;
use crate::network::{Input, Output, Outputs};
use crate::ops::Operator;
use crate::options::Storage;
use crate::program::Program;
use crate::quantize::outputs;

/// Outputs, and inputs, of which more is told than a figure.
const PROVED_MAX: usize = 4;

/// Lines for the impl block.
pub(super) fn lines(model: &Model) -> Vec<String> {
    let network = &model.network;
    let mut lines = vec![format!("The model `{}`, embedded from {}.", network.name, code(&model.file))];
    if let Some(description) = &network.description {
        lines.extend([String::new(), text(description)]);
    }
    lines.extend([String::new(), error(model)]);
    lines.extend(proved(model));
    match &model.program {
        Program::Layers(_) => {
            lines.extend(removed(model));
            lines.extend(layers(model));
            lines.extend(piecewise::offer(model));
        }
        Program::Piecewise(piecewise) => lines.extend(piecewise::lines(model, piecewise)),
    }
    if !network.training.is_empty() {
        lines.extend(["", "Training, as the model file says:", ""].map(str::to_owned));
        lines.extend(
            flatten(&network.training).iter().map(|(key, value)| format!("- {}: {}", text(key), text(value))),
        );
    }
    indented(lines)
}

fn layers(model: &Model) -> Vec<String> {
    let head = ["", "| layer | inputs × outputs | weights | behind the sums |", "|---|---|---|---|"];
    let row = |layer: &crate::quant_network::QuantLayer| {
        let (name, storage, op) = (&layer.name, storage(layer), layer.op.name());
        format!("| `{name}` | {} × {} | {storage} | {op} |", layer.inputs, layer.outputs)
    };
    let rows = model.layers().iter().map(row);
    head.map(str::to_owned).into_iter().chain(rows).collect()
}

/// How the weights are stored, and of sparse ones how many there are.
fn storage(layer: &crate::quant_network::QuantLayer) -> String {
    let name = layer.storage.name();
    match layer.storage {
        Storage::Sparse => format!("{name}, {} of {}", layer.nonzero(), layer.weights.len()),
        Storage::I4
        | Storage::I8
        | Storage::I16
        | Storage::Codebook2
        | Storage::Codebook3
        | Storage::Codebook4 => name.to_owned(),
    }
}

/// The sentence on the deviation, each figure called what it is.
fn error(model: &Model) -> String {
    let errors = &model.certificate;
    let unit = unit(&outputs(&model.network)[errors.worst.output].unit);
    let (worst, mean, rms) = (errors.worst.error, errors.mean, errors.rms);
    let at: Vec<String> = errors.worst.input.iter().take(8).map(i32::to_string).collect();
    let at = at.join(", ");
    // Three significant digits of the worst, and as many places for the others.
    let places = 2.0 - libm::floor(libm::log10(worst.max(1e-12)));
    let shown = |value: f64| format!("{value:.*}{unit}", places.clamp(0.0, 12.0) as usize);
    let on_average = format!("{} on average, {} RMS", shown(mean), shown(rms));
    let worst = format!("{} at worst (input {at})", shown(worst));
    let mut sentence = if errors.exhaustive {
        format!(
            "Deviation from the float network, proved by running all {} declared inputs: {worst}, {on_average}.",
            errors.points
        )
    } else if errors.bound == errors.worst.error {
        format!(
            "Deviation from the float network, proved for all declared inputs: {worst}. Over {} sampled inputs: {on_average}.",
            errors.points
        )
    } else {
        format!(
            "Deviation from the float network over {} sampled inputs: {worst}, {on_average}. No input exceeds {} \
             (proved by a sound bound).",
            errors.points,
            shown(errors.bound)
        )
    };
    if let Some(agreement) = errors.agreement {
        sentence.push_str(&format!(" Same class as the float network: {agreement} of {}.", errors.points));
    }
    sentence
}

/// A sentence for each output of a regression: what it can be, and where it goes when an input grows.
fn proved(model: &Model) -> Vec<String> {
    let Outputs::Values(outputs) = &model.network.outputs else {
        return Vec::new();
    };
    let inputs: Vec<&str> = model.network.inputs.iter().map(|input| input.name.as_str()).collect();
    let certificate = &model.certificate;
    let mut lines = Vec::new();
    for (output, (range, trends)) in
        outputs.iter().zip(certificate.ranges.iter().zip(&certificate.trends)).take(PROVED_MAX)
    {
        let end = |raw: i32| decimals(f64::from(raw) * output.scale);
        let (low, high, unit) = (end(range.proved.0), end(range.proved.1), unit(&output.unit));
        let mut line = format!("Proved of {}: within {low} to {high}{unit}", code(&output.name));
        // With an array among the inputs there are as many trends as it has values.
        if trends.len() == inputs.len() && trends.len() <= PROVED_MAX {
            for (input, trend) in inputs.iter().zip(trends) {
                let verb = trend.verb().map(|verb| format!(", {verb} when {} grows", code(input)));
                line.push_str(&verb.unwrap_or_default());
            }
        }
        lines.extend([String::new(), format!("{line}.")]);
    }
    lines
}

/// Six significant digits, without zeros at the end.
fn decimals(value: f64) -> String {
    let places = 5.0 - libm::floor(libm::log10(value.abs().max(1e-12)));
    let text = format!("{value:.*}", places.clamp(0.0, 12.0) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn removed(model: &Model) -> Vec<String> {
    let line = |(layer, units): &(String, usize)| {
        let line = format!("Units removed from `{layer}`, which are zero for every declared input: {units}.");
        [String::new(), line]
    };
    model.simplified.removed.iter().flat_map(line).collect()
}

/// Lines for `infer`.
pub(super) fn infer(model: &Model) -> Vec<String> {
    let network = &model.network;
    let faults = if network.declares_faults() { ", and faults are taken for measurements" } else { "" };
    let mut lines =
        vec![format!("Runs the model. Inputs outside of their ranges are clamped{faults}."), String::new()];
    lines.extend(network.inputs.iter().map(input));
    match &network.outputs {
        Outputs::Values(outputs) => lines.extend(outputs.iter().map(|output| returns(output, "returns"))),
        Outputs::Classes { output, labels } => {
            lines.push(returns(output, "returns a score for each class:"));
            lines.push(format!(
                "- in this order: {}",
                labels.iter().map(|label| code(label)).collect::<Vec<_>>().join(", ")
            ));
        }
    }
    indented(lines)
}

/// Lines for `try_infer`.
pub(super) fn try_infer() -> Vec<String> {
    let lines = [
        "Runs the model if every input lies within the range for which it was made.",
        "",
        "# Errors",
        "",
        "The first input outside of its range, with its value and the range.",
    ];
    indented(lines.map(str::to_owned).to_vec())
}

/// Lines for `fault`.
pub(super) fn fault() -> Vec<String> {
    let lines = [
        "What is wrong with the inputs, of several things the first; `None` if each of them is a measurement.",
        "",
        "A value is one if it means no fault, and lies within the range for which the model is calibrated or, without such,",
        "was made.",
    ];
    indented(lines.map(str::to_owned).to_vec())
}

/// Lines for `infer_or_fault`.
pub(super) fn infer_or_fault() -> Vec<String> {
    let lines = [
        "Runs the model if every input is a measurement; nothing is clamped.",
        "",
        "# Errors",
        "",
        "What is wrong with the inputs, as `fault` says.",
    ];
    indented(lines.map(str::to_owned).to_vec())
}

fn input(input: &Input) -> String {
    let (name, min, max) = (&input.name, input.min, input.max);
    let scale = if input.scale == 1.0 { String::new() } else { format!(" steps of {}", input.scale) };
    let (unit, about) = (unit(&input.unit), about(&input.description));
    format!("- `{name}`, {min}..={max}{scale}{unit}{about}")
}

fn returns(output: &Output, verb: &str) -> String {
    let (unit, about) = (unit(&output.unit), about(&output.description));
    format!("- {verb} `{}` in steps of {}{unit}{about}", output.name, output.scale)
}

fn about(description: &Option<String>) -> String {
    description.as_ref().map_or(String::new(), |description| format!(": {}", text(description)))
}

/// Places behind the point that tell steps of a size apart.
pub(super) fn places(step: f64) -> usize {
    libm::ceil(-libm::log10(step)).clamp(0.0, 9.0) as usize
}

pub(super) fn unit(unit: &Option<String>) -> String {
    unit.as_ref().map_or(String::new(), |unit| format!(" {}", text(unit)))
}

/// `#[doc = " …"]` is what `/// …` stands for; a blank line has nothing behind it.
pub(crate) fn indented(lines: Vec<String>) -> Vec<String> {
    let indent = |line: String| if line.is_empty() { line } else { format!(" {line}") };
    lines.into_iter().map(indent).collect()
}
