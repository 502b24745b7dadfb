//! The sections `[network]`, `[training]` and `[deploy]`, and whether they go with the inputs and outputs.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::{Checked, Code, Diagnostic, Report, Spot, count, nearest, number, quoted};
use tinyml_compiler::network::Activation;
use tinyml_compiler::options::{ActivationBits, Quant, Storage};
use tinyml_compiler::promises::Promises;
use tinyml_compiler::strict::{Fields, Node, positive, values};

use super::known::{DEPLOY_FIELDS, NETWORK_FIELDS, TRAINING_FIELDS};
use super::{Description, OutputColumns, TrainingSection};
use crate::{Folds, Recipe};

/// Hidden layers and units that a microcontroller could hold.
const MAX_HIDDEN: usize = 8;
const MAX_UNITS: i64 = 1024;
/// Two folds are the least that validate anything; more than this takes leave-one-out.
const FOLDS: std::ops::RangeInclusive<i64> = 2..=1000;

/// The section `[network]`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Net {
    pub(super) hidden: Vec<usize>,
    pub(super) activation: Activation,
    last: Option<Activation>,
}

impl Default for Net {
    /// The shape of the examples, which serves any smooth sensor.
    fn default() -> Self {
        Self { hidden: vec![8, 8], activation: Activation::Relu, last: None }
    }
}

impl Net {
    /// What follows the last layer; only a classifier can choose.
    pub(super) fn last(&self, outputs: &OutputColumns, report: &mut Report) -> Checked<Activation> {
        match (outputs, self.last) {
            (OutputColumns::Classes { .. }, last) => Ok(last.unwrap_or(Activation::Argmax)),
            (OutputColumns::Values(_), None) => Ok(Activation::None),
            (OutputColumns::Values(_), Some(_)) => Err(report.push(
                Diagnostic::new(Code::SettingMisplaced, "`last` is for classifiers, and the output has no labels")
                    .at(&Spot::root().key("network").key("last"))
                    .help("the value of a regression leaves the last layer as it is; `range` of the output clamps it"),
            )),
        }
    }
}

/// Reads the section `[network]`.
pub(super) fn network(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Net> {
    let mut fields = Fields::open(node, at, NETWORK_FIELDS, report)?;
    let hidden = fields.optional("hidden", hidden, report);
    let word = fields.optional("activation", hidden_activation, report);
    let slope = fields.optional("slope", values::number, report);
    let last = fields.optional("last", last_activation, report);
    let activation = sloped(word?.unwrap_or(Activation::Relu), slope?, &at.key("slope"), report);
    Ok(Net { hidden: hidden?.unwrap_or(Net::default().hidden), activation: activation?, last: last? })
}

fn hidden(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<usize>> {
    let units = values::list("hidden layer", MAX_HIDDEN, |node, at: &Spot, report: &mut Report| {
        let units = values::integer(node, at, report)?;
        bounded(units, &(1..=MAX_UNITS), "a hidden layer", "units", at, report)
    })(node, at, report)?;
    units.into_iter().map(|units| units.map(|units| units as usize)).collect()
}

/// Reads a word for what follows a hidden layer.
pub(super) fn hidden_activation(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Activation> {
    values::word(node, at, &HIDDEN_ACTIVATIONS, report, |text| match text {
        "linear" | "identity" => Some("it is called `\"none\"` here".to_owned()),
        "softmax" | "argmax" => Some("that ends a classifier: write it as `last`".to_owned()),
        _ => None,
    })
}

/// What can follow a hidden layer, by name; the slope of a leaky ReLU is a setting of its own.
pub(super) const HIDDEN_ACTIVATIONS: [(&str, Activation); 6] = [
    ("none", Activation::None),
    ("relu", Activation::Relu),
    ("relu6", Activation::Clamp { min: 0.0, max: 6.0 }),
    ("leaky_relu", Activation::LeakyRelu { slope: 0.01 }),
    ("tanh", Activation::Tanh),
    ("sigmoid", Activation::Sigmoid),
];

fn last_activation(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Activation> {
    const WORDS: [(&str, Activation); 3] =
        [("argmax", Activation::Argmax), ("softmax", Activation::Softmax), ("none", Activation::None)];
    values::word(node, at, &WORDS, report, |_| None)
}

fn sloped(activation: Activation, slope: Option<f64>, at: &Spot, report: &mut Report) -> Checked<Activation> {
    match (activation, slope) {
        (activation, None) => Ok(activation),
        (Activation::LeakyRelu { .. }, Some(slope)) if (0.0..1.0).contains(&slope) => {
            Ok(Activation::LeakyRelu { slope })
        }
        (Activation::LeakyRelu { .. }, Some(slope)) => Err(report.push(
            Diagnostic::new(Code::ActivationParameter, "the slope of the leaky ReLU is out of its range")
                .at(at)
                .expected("0 <= slope < 1")
                .found(format!("`{}`", number(slope))),
        )),
        (_, Some(_)) => Err(report.push(
            Diagnostic::new(Code::SettingMisplaced, "`slope` belongs to `activation = \"leaky_relu\"`")
                .at(at),
        )),
    }
}

/// Reads the section `[training]`, and the size of the images if the samples are such.
pub(super) fn training(
    node: Node<'_>,
    at: &Spot,
    report: &mut Report,
) -> Checked<(TrainingSection, Option<(usize, usize)>)> {
    let mut fields = Fields::open(node, at, TRAINING_FIELDS, report)?;
    let seed = fields.optional("seed", seed, report);
    let recipe = fields.optional(
        "recipe",
        |node, at, report| values::word(node, at, &Recipe::ALL, report, |_| None),
        report,
    );
    let folds = fields.optional("folds", folds, report);
    let image = fields.optional("image", image, report);
    Ok((TrainingSection { seed: seed?, recipe: recipe?, folds: folds? }, image?))
}

fn seed(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<u64> {
    let seed = values::integer(node, at, report)?;
    bounded(seed, &(0..=(1 << 53)), "`seed`", "", at, report).map(|seed| seed as u64)
}

fn folds(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Folds> {
    const WORDS: [(&str, Folds); 1] = [("leave_one_out", Folds::LeaveOneOut)];
    if let Node::Text(_) = node {
        return values::word(node, at, &WORDS, report, |_| {
            Some("or write a number, such as `folds = 5`".to_owned())
        });
    }
    let folds = values::integer(node, at, report)?;
    bounded(folds, &FOLDS, "`folds`", "parts", at, report).map(|folds| Folds::Parts(folds as usize))
}

fn image(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<(usize, usize)> {
    let (width, height) = values::pair(node, at, report)?;
    let side =
        |side, report: &mut Report| bounded(side, &(1..=4096), "a side of the image", "pixels", at, report);
    Ok((side(width, report)? as usize, side(height, report)? as usize))
}

/// Reads the section `[deploy]`; `hidden` is the number of hidden layers, if that is known.
pub(super) fn deploy(
    node: Node<'_>,
    hidden: Option<usize>,
    at: &Spot,
    report: &mut Report,
) -> Checked<Options> {
    let mut fields = Fields::open(node, at, DEPLOY_FIELDS, report)?;
    let quant = fields.optional("quant", storage, report);
    let layers = fields.optional("layers", |node, at, report| layers(node, hidden, at, report), report);
    let activations = fields.optional(
        "activations",
        |node, at, report| values::word(node, at, &ActivationBits::ALL, report, |_| None),
        report,
    );
    let max_error = match fields.optional("max_error", values::number, report) {
        Ok(Some(error)) => positive(error, "`max_error`", &at.key("max_error"), report).map(Some),
        other => other,
    };
    let quant = Quant::given(quant?, layers?.unwrap_or_default());
    let promises = Promises { max_error: max_error?, ..Promises::default() };
    Ok(Options { quant, activations: activations?, promises, ..Options::default() })
}

fn storage(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Storage> {
    values::word(node, at, &Storage::ALL, report, |_| None)
}

/// Storage of single layers; the names are those that training gives.
fn layers(
    node: Node<'_>,
    hidden: Option<usize>,
    at: &Spot,
    report: &mut Report,
) -> Checked<Vec<(String, Storage)>> {
    let Node::Object(entries) = node else {
        return Err(values::wrong_type(&node, "a table, such as `{ fc1 = \"i4\" }`", at, report));
    };
    let known = hidden.map(layer_names);
    let mut own = Vec::new();
    let mut result = Ok(());
    for (name, value) in entries {
        match known.as_ref().filter(|known| !known.iter().any(|known| *known == name)) {
            Some(known) => result = Err(report.push(unknown_layer(&name, known, at))),
            None => match storage(value, &at.key(name.to_string()), report) {
                Ok(storage) => own.push((name.into_owned(), storage)),
                Err(reported) => result = Err(reported),
            },
        }
    }
    result.map(|()| own)
}

/// What training calls the layers: `fc1`, `fc2` and so on, the last one `out`.
pub fn layer_names(hidden: usize) -> Vec<String> {
    (1..=hidden).map(|layer| format!("fc{layer}")).chain(["out".to_owned()]).collect()
}

fn unknown_layer(name: &str, known: &[String], at: &Spot) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownLayer, format!("the network has no layer {}", quoted(name)))
            .at(&at.name_of(name.to_owned(), 0))
            .expected(known.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", "));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

fn bounded(
    value: i64,
    bounds: &std::ops::RangeInclusive<i64>,
    what: &str,
    unit: &str,
    at: &Spot,
    report: &mut Report,
) -> Checked<i64> {
    if bounds.contains(&value) {
        return Ok(value);
    }
    Err(report.push(
        Diagnostic::new(Code::SettingOutOfBounds, format!("{what} is out of bounds"))
            .at(at)
            .expected(format!("{} to {} {unit}", bounds.start(), bounds.end()).trim_end().to_owned())
            .found(format!("`{value}`")),
    ))
}

/// What has to go with the inputs and outputs.
pub(super) struct Settings<'d> {
    description: &'d Description,
}

impl<'d> Settings<'d> {
    pub(super) fn of(description: &'d Description) -> Self {
        Self { description }
    }

    /// Checks `monotone` and `image`.
    pub(super) fn check(&self, report: &mut Report) -> Checked<()> {
        let monotone = self.monotone(report);
        let image = self.image(report);
        monotone.and(image)
    }

    fn monotone(&self, report: &mut Report) -> Checked<()> {
        let one_output =
            matches!(&self.description.outputs, OutputColumns::Values(values) if values.len() == 1);
        if self.description.monotone.is_none() || (one_output && self.description.width() == 1) {
            return Ok(());
        }
        Err(report.push(
            Diagnostic::new(
                Code::SettingMisplaced,
                "`monotone` needs one input and one output that is a value",
            )
            .at(&Spot::root().key("monotone"))
            .help("leave it out: with several inputs no single direction is meant"),
        ))
    }

    fn image(&self, report: &mut Report) -> Checked<()> {
        let Some((width, height)) = self.description.image else { return Ok(()) };
        let values = self.description.width();
        if width.saturating_mul(height) == values {
            return Ok(());
        }
        Err(report.push(
            Diagnostic::new(Code::SettingMisplaced, "the image has another size than the inputs")
                .at(&Spot::root().key("training").key("image"))
                .expected(format!("width times height to be {}", count(values, "value")))
                .found(format!("`[{width}, {height}]`")),
        ))
    }
}
