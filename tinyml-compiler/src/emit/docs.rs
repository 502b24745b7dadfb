//! The generated rustdoc: what the model is, its layers, and what was proved of it.

use super::Model;
use crate::network::{Input, Output, Outputs};
use crate::ops::Operator;
use crate::quantize::outputs;

/// Lines for the impl block.
pub(super) fn lines(model: &Model) -> Vec<String> {
    let network = &model.network;
    let mut lines = vec![format!(
        "The model `{}`, embedded from `{}`.",
        network.name, model.file
    )];
    if let Some(description) = &network.description {
        lines.extend([String::new(), description.clone()]);
    }
    lines.extend([String::new(), error(model)]);
    lines.extend(removed(model));
    lines.extend([
        String::new(),
        "| layer | inputs × outputs | weights | behind the sums |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ]);
    lines.extend(model.verified.network.layers.iter().map(|layer| {
        let (name, bits, op) = (&layer.name, layer.bits.name(), layer.op.name());
        format!(
            "| `{name}` | {} × {} | {bits} | {op} |",
            layer.inputs, layer.outputs
        )
    }));
    if !network.training.is_empty() {
        lines.extend([
            String::new(),
            "Training, as the model file says:".to_owned(),
            String::new(),
        ]);
        lines.extend(
            network
                .training
                .iter()
                .map(|(key, value)| format!("- {key}: {value}")),
        );
    }
    lines.iter().map(escaped).collect()
}

/// The sentence on the deviation, each figure called what it is.
fn error(model: &Model) -> String {
    let errors = &model.verified.errors;
    let unit = unit(outputs(&model.network)[errors.worst.output]);
    let (worst, mean, rms) = (errors.worst.error, errors.mean, errors.rms);
    let at: Vec<String> = errors.worst.input.iter().take(8).map(i32::to_string).collect();
    let at = at.join(", ");
    let figures =
        format!("{worst:.4}{unit} at worst (input {at}), {mean:.4}{unit} on average, {rms:.4}{unit} RMS");
    let mut text = if errors.exhaustive {
        format!(
            "Deviation from the float network, proved by running all {} declared inputs: {figures}.",
            errors.points
        )
    } else {
        format!(
            "Deviation from the float network over {} sampled inputs: {figures}. No input exceeds {:.4}{unit} \
             (proved by a sound bound).",
            errors.points, errors.bound
        )
    };
    if let Some(agreement) = errors.agreement {
        text.push_str(&format!(
            " Same class as the float network: {agreement} of {}.",
            errors.points
        ));
    }
    text
}

fn removed(model: &Model) -> Vec<String> {
    let removed = model.simplified.removed.iter();
    removed
        .map(|(layer, units)| {
            format!("\nUnits removed from `{layer}`, which are zero for every declared input: {units}.")
        })
        .collect()
}

/// Lines for `infer`.
pub(super) fn infer(model: &Model) -> Vec<String> {
    let network = &model.network;
    let mut lines = vec![
        "Runs the model. Inputs outside of their ranges are clamped.".to_owned(),
        String::new(),
    ];
    lines.extend(network.inputs.iter().map(input));
    match &network.outputs {
        Outputs::Values(outputs) => lines.extend(outputs.iter().map(|output| returns(output, "returns"))),
        Outputs::Classes { output, labels } => {
            let labels: Vec<String> = labels.iter().map(|label| format!("`{label}`")).collect();
            lines.push(returns(output, "returns a score for each class:"));
            lines.push(format!("  {}", labels.join(", ")));
        }
    }
    lines.iter().map(escaped).collect()
}

/// Lines for `try_infer`.
pub(super) fn try_infer(_model: &Model) -> Vec<String> {
    [
        "Runs the model if every input lies within the range for which it was made.",
        "",
        "# Errors",
        "",
        "The first input outside of its range, with its value and the range.",
    ]
    .map(escaped)
    .to_vec()
}

fn input(input: &Input) -> String {
    let (name, min, max) = (&input.name, input.min, input.max);
    let scale = if input.scale == 1.0 {
        String::new()
    } else {
        format!(" steps of {}", input.scale)
    };
    let unit = input
        .unit
        .as_ref()
        .map_or(String::new(), |unit| format!(" {unit}"));
    let about = input
        .description
        .as_ref()
        .map_or(String::new(), |text| format!(": {text}"));
    format!("- `{name}`, {min}..={max}{scale}{unit}{about}")
}

fn returns(output: &Output, verb: &str) -> String {
    let about = output
        .description
        .as_ref()
        .map_or(String::new(), |text| format!(": {text}"));
    format!(
        "- {verb} `{}` in steps of {}{}{about}",
        output.name,
        output.scale,
        unit(output)
    )
}

fn unit(output: &Output) -> String {
    output
        .unit
        .as_ref()
        .map_or(String::new(), |unit| format!(" {unit}"))
}

/// A line of Markdown in which nothing of a model file can become a link or HTML.
fn escaped(line: impl AsRef<str>) -> String {
    let mut text = String::from(" ");
    for c in line.as_ref().chars() {
        if matches!(c, '<' | '>' | '[' | ']') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}
