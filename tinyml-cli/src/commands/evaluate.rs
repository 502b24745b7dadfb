//! `cargo tinyml evaluate`: the rows of a CSV file through the float and the integer network.

mod table;
mod text;

use std::path::PathBuf;

use serde_json::{Value as Json, json};
use tinyml_compiler::compile;
use tinyml_compiler::network::Network;
use tinyml_trainer::{Dataset, dataset, description};

use super::Run;
use crate::columns;
use crate::figures::{metrics, values};
use crate::files;
use crate::intermediate::outputs;
use crate::options::Quantisation;
use crate::output::{Answer, Outcome};
use crate::predictions::{Apart, Figures, figures, predict};
use crate::progress::Progress;
use crate::promised::Promised;

const EXAMPLES: &str = "\
Examples:
  cargo tinyml evaluate weights/ntc.json weights/ntc.csv --model weights/ntc.toml
  cargo tinyml evaluate weights/iris.json weights/iris.csv --predictions iris_predictions.csv

Without a description, the columns are called as the model calls its inputs and outputs (an array `image` has the
columns `image0`, `image1`, …), and hold values in the model's units, or raw integers with --raw.";

/// Run the rows of a CSV file through both networks, the float and the integer one
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Evaluate {
    /// The model file.
    weights: PathBuf,
    /// The CSV file, with a header.
    data: PathBuf,
    /// The description that says which columns are meant.
    #[arg(long, short, value_name = "DESCRIPTION")]
    model: Option<PathBuf>,
    /// The columns hold raw integers.
    #[arg(long)]
    raw: bool,
    /// Write what both networks say of each row into a CSV file.
    #[arg(long, short, value_name = "CSV")]
    predictions: Option<PathBuf>,
    #[command(flatten)]
    quantisation: Quantisation,
    #[command(flatten)]
    promised: Promised,
}

impl Run for Evaluate {
    fn run(&self, _: &Progress) -> Outcome {
        self.predictions.as_deref().map_or(Ok(()), files::writable)?;
        let (source, network) = files::model(&self.weights)?;
        let compiled = compile(&source, &self.promised.added_to(self.quantisation.options()))?;
        let described = self.model.as_deref().map(description::open).transpose()?;
        let mut described = columns::of(&network, described.as_ref(), self.raw)?;
        let loaded = dataset::open(&self.data, &mut described)?;
        let predictions = predict(&network, &compiled.model().program, &loaded.dataset);
        let figures = figures(&loaded.dataset, &predictions);
        if let Some(path) = &self.predictions {
            files::write(path, &table::csv(&network, &loaded.dataset, &predictions))?;
        }
        let mut text = text::text(&network, &loaded.dataset, &figures);
        loaded.notes.iter().for_each(|note| text.push_str(&format!("note: {note}\n")));
        if let Some(path) = &self.predictions {
            text.push_str(&format!("predictions are in {}\n", path.display()));
        }
        Ok(Answer::new(text, self.document(&network, &loaded.dataset, &figures, &loaded.notes)))
    }
}

impl Evaluate {
    fn document(&self, network: &Network, dataset: &Dataset, figures: &Figures, notes: &[String]) -> Json {
        let names = |at: usize| (&outputs(network)[at].name, &outputs(network)[at].unit);
        let named: Vec<Json> = match &figures.apart {
            Apart::Values(all) => {
                (0..all.len()).map(names).map(|(name, unit)| json!({ "name": name, "unit": unit })).collect()
            }
            Apart::Agree(_) => Vec::new(),
        };
        let apart = match &figures.apart {
            Apart::Values(all) => all.iter().map(values).collect(),
            Apart::Agree(rows) => json!({ "agree": rows }),
        };
        json!({
            "model": network.name,
            "rows": dataset.rows(),
            "outputs": named,
            "float": metrics(&figures.float),
            "integer": metrics(&figures.integer),
            "integer_from_float": apart,
            "notes": notes,
            "predictions": self.predictions.as_ref().map(|path| path.to_string_lossy()),
        })
    }
}
