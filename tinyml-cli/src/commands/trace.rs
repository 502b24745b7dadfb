//! `cargo tinyml trace`: every intermediate value of one inference, integer and float side by side.

mod text;

use std::path::PathBuf;

use serde_json::{Value as Json, json};
use tinyml_compiler::compile;

use super::Run;
use crate::files;
use crate::intermediate::{self, Entry, Intermediate, Layer, Value};
use crate::options::Quantisation;
use crate::output::{Answer, Outcome};
use crate::progress::Progress;
use crate::sample;

const EXAMPLES: &str = "\
Examples:
  cargo tinyml trace weights/ntc.json 1500
  cargo tinyml trace weights/iris.json --input sepal_length_mm=51 --input sepal_width_mm=35 \\
      --input petal_length_mm=14 --input petal_width_mm=2

Values are raw integers, as the sensor gives them; an array's are divided by commas.";

/// Show every intermediate value of one inference, integer and float side by side
///
/// The float network is the one behind the compiler's simplification, so that both have the same units: normalisation
/// is folded into the first layer, and units that are zero for every declared input are gone.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Trace {
    /// The model file.
    model: PathBuf,
    /// Raw values of the inputs that are not named, in order.
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    values: Vec<String>,
    /// Raw value of an input.
    #[arg(long = "input", short, value_name = "NAME=VALUE")]
    inputs: Vec<String>,
    #[command(flatten)]
    quantisation: Quantisation,
}

impl Run for Trace {
    fn run(&self, _: &Progress) -> Outcome {
        let (source, network) = files::model(&self.model)?;
        let raw = sample::raw(&network, &self.inputs, &self.values)?;
        let compiled = compile(&source, &self.quantisation.options())?;
        let model = compiled.model();
        let trace = intermediate::trace(&network, &model.simplified, &model.verified.network, &raw);
        Ok(Answer::new(text::text(&network, &trace), document(&trace)))
    }
}

fn document(trace: &Intermediate) -> Json {
    let classes = trace.classes.map(|(integer, float)| json!({ "integer": integer, "float": float }));
    json!({
        "inputs": trace.entries.iter().map(entry).collect::<Vec<_>>(),
        "layers": trace.layers.iter().map(layer).collect::<Vec<_>>(),
        "class": classes,
    })
}

fn entry(entry: &Entry) -> Json {
    json!({
        "name": entry.name,
        "raw": entry.raw,
        "clamped": entry.clamped,
        "real": entry.real,
        "normalized": entry.normalized,
        "center": entry.center,
        "entered": entry.entered,
    })
}

fn layer(layer: &Layer) -> Json {
    let units: Vec<Json> =
        layer.units.iter().map(|unit| json!({ "sum": value(&unit.sum), "out": value(&unit.out) })).collect();
    json!({ "name": layer.name, "operator": layer.operator, "removed_units": layer.removed, "units": units })
}

fn value(value: &Value) -> Json {
    json!({
        "raw": value.raw,
        "integer": value.integer,
        "float": value.float,
        "deviation": value.deviation(),
    })
}
