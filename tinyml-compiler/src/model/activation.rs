//! The field `activation`: a word, or an object where the activation has parameters.

use super::fields::Fields;
use super::values::{number, text, word, wrong_type};
use super::{CLAMP_FIELDS, LEAKY_RELU_FIELDS};
use crate::diagnostic::{Checked, Report, Spot};
use crate::json::Node;
use crate::network::Activation;

const WORDS: [(&str, Activation); 7] = [
    ("none", Activation::None),
    ("relu", Activation::Relu),
    ("relu6", Activation::Clamp { min: 0.0, max: 6.0 }),
    ("tanh", Activation::Tanh),
    ("sigmoid", Activation::Sigmoid),
    ("softmax", Activation::Softmax),
    ("argmax", Activation::Argmax),
];

/// The activations that are written as an object.
#[derive(Clone, Copy)]
enum Form {
    LeakyRelu,
    Clamp,
}

const FORMS: [(&str, Form); 2] = [("leaky_relu", Form::LeakyRelu), ("clamp", Form::Clamp)];

/// Reads an activation; its parameters are checked later.
pub(super) fn activation(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Activation> {
    match &node {
        Node::Text(_) => word(node, at, &WORDS, report, advice),
        Node::Object(_) => with_parameters(node, at, report),
        other => Err(wrong_type(other, "a string, or an object with a `type`", at, report)),
    }
}

fn with_parameters(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Activation> {
    let kind = match node.field("type") {
        Some(Node::Text(kind)) => word(Node::Text(kind.clone()), &at.key("type"), &FORMS, report, plain)?,
        // Not there or not a string: reading the fields reports it.
        _ => Form::LeakyRelu,
    };
    match kind {
        Form::LeakyRelu => {
            let mut fields = Fields::open(node, at, LEAKY_RELU_FIELDS, report)?;
            let ty = fields.required("type", text, report);
            let slope = fields.required("slope", number, report);
            ty.and(slope).map(|slope| Activation::LeakyRelu { slope })
        }
        Form::Clamp => {
            let mut fields = Fields::open(node, at, CLAMP_FIELDS, report)?;
            let (min, max) = (fields.required("min", number, report), fields.required("max", number, report));
            Ok(Activation::Clamp { min: min?, max: max? })
        }
    }
}

/// Help for words that other frameworks use, and for activations that are written as an object.
fn advice(text: &str) -> Option<String> {
    let help = match text.to_lowercase().as_str() {
        "linear" | "identity" => "it is called `\"none\"` here",
        "logistic" => "it is called `\"sigmoid\"` here",
        "leaky_relu" | "leakyrelu" => "it needs a parameter: `{ \"type\": \"leaky_relu\", \"slope\": 0.01 }`",
        "clamp" | "hardtanh" => "it needs parameters: `{ \"type\": \"clamp\", \"min\": 0.0, \"max\": 1.0 }`",
        "elu" | "gelu" | "selu" | "silu" | "swish" | "mish" => {
            "retrain with `relu` or `tanh`, which small models do as well with"
        }
        _ => return None,
    };
    Some(help.to_owned())
}

/// Help for an activation that is written as an object and has no parameters.
fn plain(text: &str) -> Option<String> {
    let known = WORDS.iter().any(|(word, _)| *word == text);
    known.then(|| format!("it has no parameters: write `\"activation\": \"{text}\"`"))
}
