//! `cargo tinyml train`: from a CSV file to a model file, with what the network is worth beside what it has to beat.

mod document;
mod task;
mod text;

use std::path::{Path, PathBuf};

use tinyml_compiler::diagnostic::{Code, Report};
use tinyml_compiler::metadata::Metadata;
use tinyml_compiler::network::{Activation, Network};
use tinyml_compiler::options::Deploy;
use tinyml_compiler::promises::Promises;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Compiled, Options, compile, single_precision, write};
use tinyml_trainer::baselines::{Divider, Physics};
use tinyml_trainer::metrics::Metrics;
use tinyml_trainer::{Folds, Recipe, Task, Trained, Training, Watch, description, history, train};

use super::Run;
use crate::files;
use crate::options::{Quantisation, named, positive};
use crate::output::{Answer, Outcome};
use crate::predictions::{Figures, figures, predict};
use crate::progress::Progress;
use crate::rivals::{Rival, rivals};
use crate::validation::{Held, Plan, median, plan, validate};

const EXAMPLES: &str = "\
Examples:
  cargo tinyml train weights/ntc.csv --model weights/ntc.toml --out weights/ntc.json --physics ntc
  cargo tinyml train weights/iris.csv --model weights/iris.toml --validate kfold:5 --hidden 6
  cargo tinyml train weights/ntc.csv --input ntc_v --target temp_c --validate loo --seeds 10

A description file says what the columns mean; see weights/*.toml. Flags go before what it says.
The first Ctrl-C keeps the best network so far and writes it; the second aborts.";

/// Train a network on a CSV file, quantised as it will be deployed, and compare it with simpler models
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Train {
    /// The CSV file, with a header.
    data: PathBuf,
    /// The description: what the columns mean, the network's shape, how to train (TOML).
    #[arg(long, short, value_name = "DESCRIPTION")]
    model: Option<PathBuf>,
    /// Name of the model, where no description gives one [default: the data's].
    #[arg(long, conflicts_with = "model")]
    name: Option<String>,
    /// Column of an input, or `p{0..63}` for the columns of an array; may be given for several [default: all others].
    #[arg(long = "input", short, value_name = "COLUMN")]
    inputs: Vec<String>,
    /// Column of an output; may be given for several.
    #[arg(long = "target", short, value_name = "COLUMN")]
    targets: Vec<String>,
    /// The model file to write [default: beside the data, with the ending .json].
    #[arg(long, short)]
    out: Option<PathBuf>,
    /// Units of each hidden layer, such as 8,8.
    #[arg(long, value_name = "UNITS", value_delimiter = ',', value_parser = units)]
    hidden: Option<Vec<usize>>,
    /// What follows each hidden layer: none, relu, relu6, leaky_relu, tanh or sigmoid.
    #[arg(long, value_parser = activation)]
    activation: Option<Activation>,
    /// Everything random follows from it: the same seed gives the same file.
    #[arg(long)]
    seed: Option<u64>,
    /// The way to train: auto, smooth, plain or classify.
    #[arg(long, value_parser = recipe)]
    recipe: Option<Recipe>,
    /// How to validate: loo, kfold:5, split:0.2 or none.
    #[arg(long, value_name = "HOW", value_parser = plan)]
    validate: Option<Plan>,
    /// Validate with so many seeds, and show the one in the middle.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=1000))]
    seeds: u64,
    /// Equations of a known sensor among the baselines.
    #[arg(long, value_enum)]
    physics: Option<Sensor>,
    /// Supply of the thermistor's divider, in volts.
    #[arg(long, value_name = "V", default_value_t = 3.3, value_parser = positive, requires = "physics")]
    supply: f64,
    #[command(flatten)]
    quantisation: Quantisation,
}

/// A sensor whose equations are known.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Sensor {
    /// A thermistor on the ground side of a divider: the beta equation, and Steinhart's and Hart's
    Ntc,
}

/// All that came of a training, for the text and the document.
struct Made {
    /// What was trained on, and how.
    task: Task,
    training: Training,
    plan: Plan,
    /// The network as it is in the file.
    network: Network,
    trained: Trained,
    compiled: Compiled,
    /// Promises that are missed.
    missed: Option<Report>,
    /// On the rows that it was trained on.
    fit: Figures,
    held: Vec<Held>,
    rivals: Vec<Rival>,
    notes: Vec<String>,
}

impl Run for Train {
    fn run(&self, progress: &Progress) -> Outcome {
        let out = self.out.clone().unwrap_or_else(|| self.data.with_extension("json"));
        files::writable(&out)?;
        let (task, notes) = self.task()?;
        progress.catch_interrupts();
        let result = self.train(task, notes, progress)?;
        files::write(&out, write(&result.network).as_bytes())?;
        let answer = Answer::new(text::text(&result, &out), document::document(&result, &out));
        Ok(if result.missed.is_some() { answer.missed() } else { answer })
    }
}

impl Train {
    fn train(&self, task: Task, mut notes: Vec<String>, progress: &Progress) -> Result<Made, Report> {
        let description = &task.description;
        let training = Training {
            seed: self.seed.or(description.training.seed).unwrap_or(1),
            recipe: self.recipe.or(description.training.recipe).unwrap_or(Recipe::Auto),
            deploy: description.deploy.clone(),
        };
        let rows = task.dataset.rows();
        let described = description.training.folds;
        let folds = || Plan::Folds(described.unwrap_or_else(|| Folds::default_for(rows)));
        let plan = self.validate.unwrap_or_else(folds);
        let mut trained = train(&task, &training, progress)?;
        notes.append(&mut trained.notes);
        let seeds: Vec<u64> = (0..self.seeds).map(|more| training.seed.wrapping_add(more)).collect();
        let mut held =
            if progress.stop() { Vec::new() } else { validate(&task, &training, plan, &seeds, progress)? };
        if progress.stop() {
            // Networks of folds that were cut short say nothing of the one that is written.
            held.clear();
            notes.push("stopped by Ctrl-C: the best network so far, not validated".to_owned());
        }
        let network = self.finished(&trained, &training, plan, &held);
        let (compiled, missed) = promised(&network, &training.deploy)?;
        let predictions = predict(&network, &compiled.model().program, &task.dataset);
        let fit = figures(&task.dataset, &predictions);
        let rivals = rivals(&task, self.physics(), plan);
        Ok(Made { task, training, plan, network, trained, compiled, missed, fit, held, rivals, notes })
    }

    fn physics(&self) -> Option<Physics> {
        self.physics.map(|Sensor::Ntc| Physics::Ntc(Divider { supply: self.supply }))
    }

    /// The network as it is written: how it is to be deployed, what it was trained on, and how it did.
    fn finished(&self, trained: &Trained, training: &Training, plan: Plan, held: &[Held]) -> Network {
        let mut network = single_precision(&trained.network);
        let Options { quant, activations, .. } = training.deploy.clone();
        network.deploy = Deploy { quant, activations };
        // A path of one machine has no place in a file that others read.
        let path = |path: &Path| -> Metadata {
            let shown =
                if path.is_absolute() { path.file_name().map(Path::new).unwrap_or(path) } else { path };
            shown.to_string_lossy().into_owned().into()
        };
        let mut fields = vec![("data".to_owned(), path(&self.data))];
        fields.extend(self.model.iter().map(|model| ("description".to_owned(), path(model))));
        fields.append(&mut network.training);
        fields.extend(median(held).map(|held| ("validation".to_owned(), validation(plan, held))));
        fields.extend(history::entry(&trained.history));
        network.training = fields;
        network
    }
}

/// What the file says of the validation.
fn validation(plan: Plan, held: &Held) -> Metadata {
    let figures = |metrics: &Metrics| -> Metadata {
        match metrics {
            Metrics::Values(values) => match values.as_slice() {
                [value] => value.rms.into(),
                several => several.iter().map(|value| value.rms).collect::<Vec<f64>>().into(),
            },
            Metrics::Classes(classes) => classes.accuracy.into(),
        }
    };
    let name = match held.integer {
        Metrics::Values(_) => "rmse",
        Metrics::Classes(_) => "accuracy",
    };
    Metadata::Fields(vec![
        ("how".to_owned(), plan.name(held.rows.len()).into()),
        (format!("{name}_float"), figures(&held.float)),
        (format!("{name}_integer"), figures(&held.integer)),
    ])
}

/// What the macro will make of the file; a missed promise is told beside it, since the network is worth having anyway.
fn promised(network: &Network, options: &Options) -> Result<(Compiled, Option<Report>), Report> {
    let source = Source::from_bytes("the new model", write(network).into_bytes())?;
    match compile(&source, options) {
        Ok(compiled) => Ok((compiled, None)),
        Err(report) => {
            let is_promise = |code: Code| matches!(code, Code::MaxErrorMissed | Code::MaxErrorUnproved);
            if !report.diagnostics().iter().all(|diagnostic| is_promise(diagnostic.code)) {
                return Err(report);
            }
            let without = Options { promises: Promises::default(), ..options.clone() };
            Ok((compile(&source, &without)?, Some(report)))
        }
    }
}

fn units(text: &str) -> Result<usize, String> {
    let units: Option<usize> = text.trim().parse().ok();
    units.filter(|units| (1..=1024).contains(units)).ok_or_else(|| "expected from 1 to 1024 units".to_owned())
}

fn activation(text: &str) -> Result<Activation, String> {
    description::activation(text).map_err(|report| {
        let expected = report.diagnostics().iter().find_map(|diagnostic| diagnostic.expected.clone());
        format!("expected one of {}", expected.unwrap_or_default())
    })
}

fn recipe(text: &str) -> Result<Recipe, String> {
    named(&Recipe::ALL, text)
}
