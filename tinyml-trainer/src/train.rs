//! One function from a task to a network.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, quoted};
use tinyml_compiler::metadata::Metadata;
use tinyml_compiler::network::{Network, Output};

use crate::classify::classify;
use crate::curve::{Points, Teacher, smooth};
use crate::description::OutputColumns;
use crate::integer::Integer;
use crate::metrics::{Metrics, ValueMetrics};
use crate::plain::plain;
use crate::template::raw_rows;
use crate::{Targets, Task, Watch};

/// A curve that is further from the data than this, in parts of what their noise seems to be, does not follow them.
const MISFIT: f64 = 1.5;

/// How to train, apart from the description.
#[derive(Debug, Clone)]
pub struct Training {
    /// Everything random follows from it.
    pub seed: u64,
    /// The way to go.
    pub recipe: Recipe,
    /// How the model will be quantised: what runs in the loop.
    pub deploy: Options,
}

/// The ways to train.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipe {
    /// `Smooth` for one input and one output, `Classify` for classes, else `Plain`.
    Auto,
    /// A penalised spline, as smooth as AICc wants it, distilled into the network.
    Smooth,
    /// Least squares on the samples, with weight decay.
    Plain,
    /// Cross-entropy, with shifted images where the samples are images.
    Classify,
}

impl Recipe {
    /// All of them, with the names that descriptions and flags take.
    pub const ALL: [(&'static str, Self); 4] = [
        ("auto", Self::Auto),
        ("smooth", Self::Smooth),
        ("plain", Self::Plain),
        ("classify", Self::Classify),
    ];
}

/// A network and how it came to be.
#[derive(Debug, Clone)]
pub struct Trained {
    /// In the form of a model file.
    pub network: Network,
    /// Losses while it learnt.
    pub history: Vec<Epoch>,
    /// What a user should know: which teacher was chosen, why, what was given up.
    pub notes: Vec<String>,
}

/// One point of the learning curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Epoch {
    /// Steps of the optimiser so far.
    pub step: usize,
    /// Loss on the rows that are learnt from.
    pub training: f64,
    /// Loss on rows that were kept back, if any were.
    pub validation: Option<f64>,
}

/// Trains on all rows of the task, as the chip will see them: inputs are rounded to what the sensor gives.
///
/// When [`Watch::stop`] says so, the best network so far is handed out.
///
/// # Errors
///
/// The recipe does not suit the task, the data cannot be learnt from, or the compiler refuses what was learnt.
pub fn train(task: &Task, training: &Training, watch: &dyn Watch) -> Result<Trained, Report> {
    let seen = task.dataset.seen(&task.description);
    let task = &Task { dataset: seen, description: task.description.clone() };
    let (recipe, why) = choose(task, training.recipe)?;
    let mut trained = match recipe {
        Chosen::Smooth(points, output) => smooth(points, (&task.description, output), training, watch)?,
        Chosen::Plain => plain(task, training, watch)?,
        Chosen::Classify => classify(task, training, watch)?,
    };
    trained.notes.splice(0..0, why);
    record(&mut trained.network, task, training, recipe.name())?;
    Ok(trained)
}

/// A recipe, and what it needs.
enum Chosen<'a> {
    Smooth(Points<'a>, &'a Output),
    Plain,
    Classify,
}

impl Chosen<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Smooth(..) => "smooth",
            Self::Plain => "plain",
            Self::Classify => "classify",
        }
    }
}

/// The recipe that was asked for, or the one that suits the data; and why, where there was a choice.
fn choose(task: &Task, wanted: Recipe) -> Result<(Chosen<'_>, Option<String>), Report> {
    let points = single(task);
    match (wanted, points) {
        (Recipe::Auto, Some((points, output))) => Ok(by_data(points, output)),
        (Recipe::Smooth, Some((points, output))) => Ok((Chosen::Smooth(points, output), None)),
        (Recipe::Smooth, None) => {
            Err(unsuited("smooth", "a model with one scalar input and one output").into())
        }
        (Recipe::Auto, None) => match task.dataset.targets {
            Targets::Classes { .. } => Ok((Chosen::Classify, None)),
            Targets::Values { .. } => Ok((Chosen::Plain, None)),
        },
        (Recipe::Plain, _) => match task.dataset.targets {
            Targets::Classes { .. } => Err(unsuited("plain", "a model whose outputs are values").into()),
            Targets::Values { .. } => Ok((Chosen::Plain, None)),
        },
        (Recipe::Classify, _) => match task.dataset.targets {
            Targets::Classes { .. } => Ok((Chosen::Classify, None)),
            Targets::Values { .. } => Err(unsuited("classify", "a model whose output has classes").into()),
        },
    }
}

/// A smooth curve, unless there are rows enough to see that no such curve follows them.
fn by_data<'a>(points: Points<'a>, output: &'a Output) -> (Chosen<'a>, Option<String>) {
    let misfit =
        Teacher::fit(points.x, points.y, None).ok().and_then(|teacher| teacher.misfit(points.x, points.y));
    match misfit {
        Some(misfit) if misfit > MISFIT => {
            let why = format!(
                "recipe plain: a smooth curve is {misfit:.1} times as far from the data as their noise"
            );
            (Chosen::Plain, Some(why))
        }
        _ => {
            let why = format!(
                "recipe smooth: one input, one output, {} rows that a smooth curve follows",
                points.x.len()
            );
            (Chosen::Smooth(points, output), Some(why))
        }
    }
}

fn unsuited(name: &str, needs: &str) -> Diagnostic {
    Diagnostic::new(Code::RecipeUnsuited, format!("the recipe {} does not suit this model", quoted(name)))
        .expected(needs)
        .help("leave `recipe` out, or set it to `auto`")
}

/// The samples of a task with one scalar input and one output.
fn single(task: &Task) -> Option<(Points<'_>, &Output)> {
    match (&task.dataset.targets, &task.description.outputs) {
        (Targets::Values { outputs: 1, y }, OutputColumns::Values(columns)) if task.dataset.width == 1 => {
            Some((Points { x: &task.dataset.x, y }, &columns.first()?.output))
        }
        _ => None,
    }
}

/// Writes into the network how it was made, and how far the integer network is from the rows that it learnt from.
fn record(network: &mut Network, task: &Task, training: &Training, recipe: &str) -> Result<(), Report> {
    let integer = Integer::of(network, &training.deploy)?;
    let raws = raw_rows(task);
    let found: Vec<f64> = raws.iter().flat_map(|raw| integer.outputs(raw)).collect();
    let figures = match Metrics::of(&found, &task.dataset.targets) {
        Metrics::Values(outputs) => {
            let each = |figure: fn(&ValueMetrics) -> f64| match &outputs[..] {
                [one] => Metadata::from(figure(one)),
                all => all.iter().map(figure).collect::<Vec<f64>>().into(),
            };
            vec![("train_rmse", each(|output| output.rms)), ("train_max", each(|output| output.worst.abs()))]
        }
        Metrics::Classes(classes) => vec![("train_accuracy", classes.accuracy.into())],
    };
    // Seeds above 2^53 would lose digits as a number.
    let general = [
        ("recipe", Metadata::from(recipe)),
        ("seed", Metadata::from(training.seed.to_string())),
        ("rows", Metadata::from(task.dataset.rows())),
    ];
    let all = general.into_iter().chain(figures);
    let mut fields: Vec<(String, Metadata)> = all.map(|(name, value)| (name.to_owned(), value)).collect();
    fields.append(&mut network.training);
    network.training = fields;
    Ok(())
}
