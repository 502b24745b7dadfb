//! Writes a network as a model file: the inverse of `read`.
//!
//! What is written reads well and gives useful differences: one row of weights a line, one field a line, floats in
//! the shortest form that reads back as the same number. Fields that hold their default are left out. Nothing is
//! checked and nothing is rounded: a network that no reader would accept gives a file that no reader accepts.

use std::fmt::Display;

use crate::metadata::Metadata;
use crate::model::VERSION;
use crate::network::{Activation, Dense, Fault, Input, Network, Output, Outputs};
use crate::options::Deploy;

/// The text of a model file.
pub fn write(network: &Network) -> String {
    model(network, None)
}

/// The text of a model file that tells editors where the schema is: a path or an address.
pub fn write_with_schema(network: &Network, schema: &str) -> String {
    model(network, Some(schema))
}

/// The network with every weight and bias rounded to single precision, and then to the number that its shortest
/// decimal form stands for: what training gave, in a form that a file can hold without nine useless digits.
#[must_use]
pub fn single_precision(network: &Network) -> Network {
    let mut network = network.clone();
    for layer in &mut network.layers {
        layer.weights.iter_mut().chain(&mut layer.bias).for_each(|value| *value = single(*value));
    }
    network
}

fn single(value: f64) -> f64 {
    let single = value as f32;
    format!("{single:?}").parse().unwrap_or(f64::from(single))
}

fn model(network: &Network, schema: Option<&str>) -> String {
    let mut fields = Fields::default();
    fields.maybe("$schema", schema.map(text));
    fields.add("version", VERSION.to_string());
    fields.add("name", text(&network.name));
    fields.maybe("description", network.description.as_deref().map(text));
    fields.add("inputs", list(network.inputs.iter().map(input)));
    fields.add("outputs", outputs(&network.outputs));
    fields.add("layers", list(network.layers.iter().map(layer)));
    fields.maybe("deploy", deploy(&network.deploy));
    if !network.training.is_empty() {
        fields.add("training", metadata_fields(&network.training));
    }
    format!("{}\n", fields.text())
}

fn input(input: &Input) -> String {
    let mut fields = Fields::default();
    fields.add("name", text(&input.name));
    fields.maybe("description", input.description.as_deref().map(text));
    fields.add("type", text(input.ty.name()));
    fields.maybe("unit", input.unit.as_deref().map(text));
    fields.add("range", format!("[{}, {}]", input.min, input.max));
    fields.maybe("calibrated", input.faults.calibrated.map(|(min, max)| format!("[{min}, {max}]")));
    fields.maybe("scale", (input.scale != 1.0).then(|| float(input.scale)));
    let normalized = input.mean != 0.0 || input.std != 1.0;
    let normalize = || format!("{{ \"mean\": {}, \"std\": {} }}", float(input.mean), float(input.std));
    fields.maybe("normalize", normalized.then(normalize));
    fields.maybe("length", input.length.map(|length| length.to_string()));
    let faults = &input.faults.declared;
    fields.maybe("faults", (!faults.is_empty()).then(|| list(faults.iter().map(fault))));
    fields.text()
}

/// On one line, as long as it has no sentence to say.
fn fault(fault: &Fault) -> String {
    let Fault { name, description, min, max } = fault;
    let range = format!("[{min}, {max}]");
    let Some(description) = description else {
        return format!("{{ \"name\": {}, \"range\": {range} }}", text(name));
    };
    let mut fields = Fields::default();
    fields.add("name", text(name));
    fields.add("description", text(description));
    fields.add("range", range);
    fields.text()
}

fn outputs(outputs: &Outputs) -> String {
    match outputs {
        Outputs::Values(outputs) => list(outputs.iter().map(|values| output(values, None))),
        Outputs::Classes { output: scores, labels } => list(std::iter::once(output(scores, Some(labels)))),
    }
}

fn output(output: &Output, labels: Option<&Vec<String>>) -> String {
    let mut fields = Fields::default();
    fields.add("name", text(&output.name));
    fields.maybe("description", output.description.as_deref().map(text));
    fields.add("type", text(output.ty.name()));
    fields.maybe("unit", output.unit.as_deref().map(text));
    fields.add("scale", float(output.scale));
    let narrowed = (output.min, output.max) != (output.ty.min(), output.ty.max());
    fields.maybe("range", narrowed.then(|| format!("[{}, {}]", output.min, output.max)));
    fields.maybe("labels", labels.map(|labels| line(labels.iter().map(|label| text(label)))));
    fields.text()
}

fn layer(layer: &Dense) -> String {
    let mut fields = Fields::default();
    fields.add("type", text("dense"));
    fields.add("name", text(&layer.name));
    fields.add("weights", list((0..layer.outputs).map(|output| numbers(layer.row(output)))));
    fields.add("bias", numbers(&layer.bias));
    fields.add("activation", activation(layer.activation));
    fields.text()
}

fn activation(activation: Activation) -> String {
    match activation {
        Activation::None => text("none"),
        Activation::Relu => text("relu"),
        Activation::Clamp { min: 0.0, max: 6.0 } => text("relu6"),
        Activation::Clamp { min, max } => {
            format!("{{ \"type\": \"clamp\", \"min\": {}, \"max\": {} }}", float(min), float(max))
        }
        Activation::LeakyRelu { slope } => {
            format!("{{ \"type\": \"leaky_relu\", \"slope\": {} }}", float(slope))
        }
        Activation::Tanh => text("tanh"),
        Activation::Sigmoid => text("sigmoid"),
        Activation::Softmax => text("softmax"),
        Activation::Argmax => text("argmax"),
    }
}

/// What is recommended, if anything is.
fn deploy(deploy: &Deploy) -> Option<String> {
    let mut fields = Fields::default();
    if let Some(quant) = &deploy.quant {
        fields.add("quant", text(quant.all.name()));
        let layers =
            quant.layers.iter().map(|(name, storage)| format!("{}: {}", text(name), text(storage.name())));
        let layers = layers.collect::<Vec<_>>().join(", ");
        fields.maybe("layers", (!layers.is_empty()).then(|| format!("{{ {layers} }}")));
    }
    fields.maybe("activations", deploy.activations.map(|bits| text(bits.name())));
    (!fields.lines.is_empty()).then(|| fields.text())
}

fn metadata(value: &Metadata) -> String {
    match value {
        Metadata::Null => "null".to_owned(),
        Metadata::Bool(value) => value.to_string(),
        Metadata::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value}"),
        Metadata::Number(value) => float(*value),
        Metadata::Text(value) => text(value),
        Metadata::List(items) if items.iter().any(is_nested) => list(items.iter().map(metadata)),
        Metadata::List(items) => line(items.iter().map(metadata)),
        Metadata::Fields(fields) => metadata_fields(fields),
    }
}

fn is_nested(value: &Metadata) -> bool {
    matches!(value, Metadata::List(_) | Metadata::Fields(_))
}

fn metadata_fields(fields: &[(String, Metadata)]) -> String {
    let mut object = Fields::default();
    fields.iter().for_each(|(key, value)| object.add(key, metadata(value)));
    object.text()
}

/// The fields of an object, each on a line of its own.
#[derive(Default)]
struct Fields {
    lines: Vec<String>,
}

impl Fields {
    fn add(&mut self, name: &str, value: impl Display) {
        self.lines.push(format!("{}: {value}", text(name)));
    }

    fn maybe(&mut self, name: &str, value: Option<String>) {
        value.into_iter().for_each(|value| self.add(name, value));
    }

    fn text(self) -> String {
        block('{', &self.lines, '}')
    }
}

/// An array with a line for each item.
fn list(items: impl Iterator<Item = String>) -> String {
    block('[', &items.collect::<Vec<_>>(), ']')
}

/// An array on one line.
fn line(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn numbers(values: &[f64]) -> String {
    line(values.iter().copied().map(float))
}

/// Items between brackets, each moved two spaces to the right. No string of the file holds a raw line break, so that
/// only layout is moved.
fn block(open: char, items: &[String], close: char) -> String {
    if items.is_empty() {
        return format!("{open}{close}");
    }
    format!("{open}\n  {}\n{close}", items.join(",\n").replace('\n', "\n  "))
}

/// The shortest decimal number that reads back as the same one.
fn float(value: f64) -> String {
    format!("{value:?}")
}

fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}
