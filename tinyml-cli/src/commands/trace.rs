//! `cargo tinyml trace`: every intermediate value of one inference, integer and float side by side.

mod text;

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use tinyml_compiler::diagnostic::{Code, Diagnostic, Place, Report};
use tinyml_compiler::file::{BYTES, read};
use tinyml_compiler::lower::layers;
use tinyml_compiler::network::Network;
use tinyml_compiler::simplify::simplify;
use tinyml_compiler::trim::trim;
use tinyml_trainer::integer::raw_inputs;
use tinyml_trainer::{dataset, description};

use super::Run;
use crate::columns;
use crate::files;
use crate::graph::{self, Graphs};
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
  cargo tinyml trace weights/gestures.tflite --bytes one.bin
  cargo tinyml trace weights/ntc.json --data weights/ntc.csv --row 3 --model weights/ntc.toml

Values are raw integers, as the sensor gives them; an array's are divided by commas.";

/// Show every intermediate value of one inference, integer and float side by side
///
/// The float network is the one behind the compiler's simplification, so that both have the same units: normalisation
/// is folded into the first layer, and units that are zero for every declared input are gone.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Trace {
    /// The model file.
    weights: PathBuf,
    /// Raw values of the inputs that are not named, in order.
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    values: Vec<String>,
    /// Raw value of an input.
    #[arg(long = "input", short, value_name = "NAME=VALUE")]
    inputs: Vec<String>,
    /// Take the inputs from a CSV file instead.
    #[arg(long, value_name = "CSV", requires = "row", conflicts_with_all = ["values", "inputs"])]
    data: Option<PathBuf>,
    /// Which of its rows; the first behind the header is 1.
    #[arg(long, value_name = "N", requires = "data")]
    row: Option<usize>,
    /// The description that says which columns of the CSV file are meant.
    #[arg(long = "model", short = 'm', value_name = "DESCRIPTION", requires = "data")]
    description: Option<PathBuf>,
    /// Of a graph: the bytes of all inputs, one behind the other, as they lie in memory.
    #[arg(long, value_name = "BIN", conflicts_with_all = ["values", "inputs", "data"])]
    bytes: Option<PathBuf>,
    #[command(flatten)]
    quantisation: Quantisation,
    #[command(flatten)]
    graphs: Graphs,
}

impl Run for Trace {
    fn run(&self, _: &Progress) -> Outcome {
        if let Some(opened) = graph::open(&self.weights)? {
            let options = self.graphs.added_to(self.quantisation.options())?;
            if let Some(model) = graph::compiled(&opened, &options)? {
                let file = self.bytes.as_deref().ok_or_else(|| no_bytes(&self.weights))?;
                return graph::trace(&model, &read(file, &BYTES)?, file);
            }
        }
        let (_, network) = files::model(&self.weights)?;
        let raw = match (&self.data, self.row) {
            (Some(data), Some(row)) => row_of(&network, data, row, self.description.as_deref())?,
            (Some(_), None) | (None, _) => sample::raw(&network, &self.inputs, &self.values)?,
        };
        let simplified = simplify(&network);
        let quantized = trim(&layers(&network, &simplified, &self.quantisation.options())?).network;
        let trace = intermediate::trace(&network, &simplified, &quantized, &raw);
        Ok(Answer::new(text::text(&network, &trace), document(&trace)))
    }
}

/// A graph has no values on the command line.
fn no_bytes(model: &Path) -> Report {
    Diagnostic::new(Code::InputCount, "the inputs of a graph are given as bytes")
        .placed(Place::file(model.to_string_lossy()))
        .help("write `--bytes input.bin`: all inputs, one behind the other, as they lie in memory (little-endian)")
        .into()
}

/// The raw inputs in a row of a CSV file, counted from 1.
fn row_of(network: &Network, data: &Path, row: usize, described: Option<&Path>) -> Result<Vec<i32>, Report> {
    let described = described.map(description::open).transpose()?;
    let mut columns = columns::of(network, described.as_ref(), false)?;
    let dataset = dataset::open(data, &mut columns)?.dataset;
    match row.checked_sub(1).filter(|row| *row < dataset.rows()) {
        Some(row) => Ok(raw_inputs(&network.inputs, dataset.sample(row))),
        None => Err(Diagnostic::new(Code::NoSuchRow, format!("there is no row {row}"))
            .placed(Place::file(data.to_string_lossy()))
            .expected(format!("a row from 1, the first behind the header, to {}", dataset.rows()))
            .into()),
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
