//! `cargo tinyml report`: everything there is to know of a model, as text, as JSON, as a page.

use std::path::PathBuf;

use serde_json::{Value, json};
use tinyml_compiler::cost::Target;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Place, Report as Mistakes};

use super::Run;
use crate::graph::{self, Graphs};
use crate::options::Quantisation;
use crate::output::{Answer, Outcome};
use crate::progress::Progress;
use crate::report::cost::{TARGETS, target};
use crate::report::gather::gather;
use crate::report::html::page;
use crate::report::load::samples;
use crate::report::request::Request;
use crate::report::text::text;
use crate::{files, report};

const EXAMPLES: &str = "\
Examples:
  cargo tinyml report weights/iris.json --data weights/iris.csv
  cargo tinyml report weights/ntc.json --data weights/ntc.csv --model weights/ntc.toml --html ntc.html
  cargo tinyml report weights/gestures.tflite
  cargo tinyml report weights/ntc.json --quant i4 --layer out=i8 --json | jq .errors.worst";

/// Say what a model's integers cost in accuracy, flash and time, layer by layer
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Report {
    /// The model file.
    #[arg(value_name = "MODEL")]
    file: PathBuf,
    /// Samples that the model is tried on.
    #[arg(long, value_name = "DATA.csv")]
    data: Option<PathBuf>,
    /// The description of the data's columns; without it columns are named after inputs and outputs.
    #[arg(long, value_name = "MODEL.toml", requires = "data")]
    model: Option<PathBuf>,
    #[command(flatten)]
    quantisation: Quantisation,
    /// The core whose cost is told; both, if it is left out.
    #[arg(long, value_name = "CORE", value_parser = target)]
    target: Option<Target>,
    /// Write the report as one self-contained page, too.
    #[arg(long, value_name = "OUT.html")]
    html: Option<PathBuf>,
    #[command(flatten)]
    graphs: Graphs,
}

impl Run for Report {
    fn run(&self, _: &Progress) -> Outcome {
        if let Some(opened) = graph::open(&self.file)? {
            self.suits_graphs()?;
            let options = self.graphs.added_to(self.quantisation.options())?;
            if let Some(model) = graph::compiled(&opened, &options)? {
                return Ok(graph::report(&model));
            }
        }
        if let Some(html) = &self.html {
            files::writable(html)?;
        }
        let (_, network) = files::model(&self.file)?;
        let file = self.file.to_string_lossy();
        let data =
            self.data.as_deref().map(|data| samples(&network, data, self.model.as_deref())).transpose()?;
        let data_file = self.data.as_ref().map(|data| data.to_string_lossy());
        let targets = self.target.map_or(TARGETS.to_vec(), |target| vec![target]);
        let report = gather(&Request {
            network: &network,
            file: &file,
            quantisation: &self.quantisation,
            data: data.as_ref().zip(data_file.as_deref()),
            targets: &targets,
        })?;
        let mut text = text(&report);
        if let Some(html) = &self.html {
            files::write(html, page(&report).as_bytes())?;
            text.push_str(&format!("\nwrote {}\n", html.display()));
        }
        let kept = self.quantisation.max_error.is_none_or(|limit| report.errors.bound <= limit);
        let answer = Answer::new(text, json(&report));
        Ok(if kept { answer } else { answer.missed() })
    }
}

impl Report {
    /// Flags that a graph has nothing to say to.
    fn suits_graphs(&self) -> Result<(), Mistakes> {
        let given = [("--data", self.data.is_some()), ("--html", self.html.is_some())];
        match given.iter().find(|(_, given)| *given) {
            Some((flag, _)) => Err(Diagnostic::new(
                Code::SettingMisplaced,
                format!("`{flag}` is for models of dense layers in JSON"),
            )
            .placed(Place::file(self.file.to_string_lossy()))
            .help("leave it out; `--json` has everything that is known of a graph")
            .into()),
            None => Ok(()),
        }
    }
}

/// The report as it is.
fn json(report: &report::data::Report) -> Value {
    // A struct of names, finite numbers and lists is always JSON.
    serde_json::to_value(report).unwrap_or_else(|error| json!({ "error": error.to_string() }))
}
