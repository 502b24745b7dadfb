//! `cargo tinyml search`: the smallest network that keeps an error, within what a chip can afford.

mod text;

use std::path::PathBuf;

use serde_json::{Value, json};
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::emit::Model;
use tinyml_compiler::metadata::Metadata;
use tinyml_compiler::network::Network;
use tinyml_compiler::options::Deploy;
use tinyml_compiler::{Options, compile_network, single_precision, write};
use tinyml_trainer::search::{Questions, Shape, Tried, front, search, shapes};
use tinyml_trainer::{Folds, Recipe, Targets, Task, Training, Watch, dataset, description};

use super::Run;
use super::optimize::Chip;
use crate::costs::{Cost, Meter};
use crate::files;
use crate::optimize::storage::Goal;
use crate::options::positive;
use crate::output::{Answer, Outcome};
use crate::progress::Progress;
use crate::validation::{Plan, plan, validate};

const EXAMPLES: &str = "\
Examples:
  cargo tinyml search weights/ntc.csv --model weights/ntc.toml --max-error 0.7 --out ntc.json
  cargo tinyml search weights/iris.csv --model weights/iris.toml --min-accuracy 0.95 --validate kfold:5 --flash 512

Shapes are tried from the smallest on, until one keeps the error; the description's own shape plays no part.
The first Ctrl-C keeps the best so far; the second aborts.";

/// Find the smallest network that keeps an error within what the chip can afford
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Search {
    /// The CSV file, with a header.
    data: PathBuf,
    /// The description: what the columns mean, how to train (TOML).
    #[arg(long, short, value_name = "DESCRIPTION")]
    model: PathBuf,
    /// The greatest RMSE on rows that were kept back, in the output's unit.
    #[arg(long, value_name = "E", value_parser = positive, allow_negative_numbers = true, conflicts_with = "min_accuracy")]
    max_error: Option<f64>,
    /// The least accuracy on rows that were kept back, 0 to 1.
    #[arg(long, value_name = "A", value_parser = positive, allow_negative_numbers = true, required_unless_present = "max_error")]
    min_accuracy: Option<f64>,
    /// How to validate: loo, kfold:5 or split:0.2 [default: leave-one-out of few rows, else five parts].
    #[arg(long, value_name = "HOW", value_parser = plan)]
    validate: Option<Plan>,
    /// The most bytes of flash.
    #[arg(long, value_name = "BYTES", value_parser = positive, allow_negative_numbers = true)]
    flash: Option<f64>,
    /// The most bytes of stack and static RAM.
    #[arg(long, value_name = "BYTES", value_parser = positive, allow_negative_numbers = true)]
    ram: Option<f64>,
    /// The most instructions of an inference.
    #[arg(long, value_name = "N", value_parser = positive, allow_negative_numbers = true)]
    instructions: Option<f64>,
    /// What is to be as small as it can.
    #[arg(long, value_enum, default_value_t = Goal::Instructions)]
    goal: Goal,
    /// Everything random follows from it.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    #[command(flatten)]
    chip: Chip,
    /// Write the network that was found.
    #[arg(long, short, value_name = "JSON")]
    out: Option<PathBuf>,
}

/// One of the front, with what it costs.
struct Member {
    tried: Tried,
    cost: Cost,
    /// Whether it keeps the error, and whether it can be afforded.
    keeps: bool,
    affordable: bool,
}

/// What came of a search.
struct Found {
    members: Vec<Member>,
    /// Index of the member that was asked for.
    chosen: Option<usize>,
    shapes: usize,
    validated: usize,
    limit: f64,
    plan: Plan,
    rows: usize,
    is_class: bool,
    notes: Vec<String>,
}

impl Run for Search {
    fn run(&self, progress: &Progress) -> Outcome {
        self.out.as_deref().map_or(Ok(()), files::writable)?;
        let mut description = description::open(&self.model)?;
        let loaded = dataset::open(&self.data, &mut description)?;
        let task = Task { dataset: loaded.dataset, description };
        progress.catch_interrupts();
        let meter = self.chip.meter();
        let mut found = self.search(&task, &meter, progress)?;
        found.notes.splice(0..0, loaded.notes);
        if progress.stop() {
            found.notes.push("stopped by Ctrl-C: the best of what had been tried".to_owned());
        }
        if let (Some(path), Some(chosen)) = (&self.out, found.chosen) {
            let network = self.told(&found.members[chosen], &found);
            files::write(path, write(&network).as_bytes())?;
        }
        let text = text::text(&found, &meter, self.out.as_deref());
        let answer = Answer::new(text, document(&found, &meter));
        Ok(if found.chosen.is_none() { answer.missed() } else { answer })
    }
}

impl Search {
    fn search(&self, task: &Task, meter: &Meter, watch: &dyn Watch) -> Result<Found, Report> {
        let description = &task.description;
        let training = Training {
            seed: self.seed.or(description.training.seed).unwrap_or(1),
            recipe: description.training.recipe.unwrap_or(Recipe::Auto),
            deploy: description.deploy.clone(),
        };
        let rows = task.dataset.rows();
        let folds = description.training.folds.unwrap_or_else(|| Folds::default_for(rows));
        let plan = self.validate.unwrap_or(Plan::Folds(folds));
        let limit = self.max_error.unwrap_or_else(|| 1.0 - self.min_accuracy.unwrap_or(1.0));
        let cost = |network: &Network| {
            let cost = meter.estimated(&compiled(network, &training.deploy)?);
            // An estimate may be off by a tenth, and what is measured has the last word.
            Ok(self.affordable(&cost, 1.15).then(|| self.goal.of(&cost)))
        };
        let validate = |task: &Task, watch: &dyn Watch| {
            let held = validate(task, &training, plan, &[training.seed], watch)?;
            Ok(held.first().map_or(f64::INFINITY, |held| held.integer.loss()))
        };
        let shapes: Vec<Shape> = shapes(task);
        let ask = Questions { cost: &cost, validate: &validate };
        let tried = search(task, &training, &shapes, limit, &ask, watch)?;
        let front: Vec<&Tried> = front(&tried);
        let models: Result<Vec<Model>, Report> =
            front.iter().map(|tried| compiled(&tried.network, &training.deploy)).collect();
        let models = models?;
        watch.progress("measuring on the target", 0, 1);
        let costs = meter.costs(&models.iter().collect::<Vec<_>>())?;
        let member = |(tried, cost): (&&Tried, Cost)| Member {
            tried: (*tried).clone(),
            keeps: tried.error.is_some_and(|error| error <= limit),
            affordable: self.affordable(&cost, 1.0),
            cost,
        };
        let members: Vec<Member> = front.iter().zip(costs).map(member).collect();
        let fit = (0..members.len()).filter(|&at| members[at].keeps && members[at].affordable);
        let chosen =
            fit.min_by(|&a, &b| self.goal.of(&members[a].cost).total_cmp(&self.goal.of(&members[b].cost)));
        let validated = tried.iter().filter(|tried| tried.error.is_some()).count();
        let is_class = matches!(task.dataset.targets, Targets::Classes { .. });
        let (shapes, notes) = (shapes.len(), Vec::new());
        Ok(Found { members, chosen, shapes, validated, limit, plan, rows, is_class, notes })
    }

    fn affordable(&self, cost: &Cost, margin: f64) -> bool {
        let fits = |cost: f64, limit: Option<f64>| limit.is_none_or(|limit| cost <= limit * margin);
        fits(cost.flash, self.flash)
            && fits(cost.stack as f64 + cost.ram as f64, self.ram)
            && fits(cost.instructions, self.instructions)
    }

    /// The network as it is written, with a line in its metadata that says how it was found.
    fn told(&self, member: &Member, found: &Found) -> Network {
        let mut network = single_precision(&member.tried.network);
        let fields = vec![
            ("how".to_owned(), Metadata::from(found.plan.name(found.rows))),
            ("error".to_owned(), Metadata::from(member.tried.error.unwrap_or(f64::NAN))),
            ("limit".to_owned(), Metadata::from(found.limit)),
            ("shapes_tried".to_owned(), Metadata::from(found.shapes)),
        ];
        network.training.push(("search".to_owned(), Metadata::Fields(fields)));
        network
    }
}

fn compiled(network: &Network, deploy: &Options) -> Result<Model, Report> {
    let network = Network {
        deploy: Deploy { quant: deploy.quant.clone(), activations: deploy.activations },
        ..network.clone()
    };
    Ok(compile_network(&network, &Options::default(), "model.json")?.model().clone())
}

fn document(found: &Found, meter: &Meter) -> Value {
    let member = |member: &Member| {
        json!({
            "hidden": member.tried.shape.hidden,
            "activation": text::activation(member.tried.shape.activation),
            "error": member.tried.error,
            "keeps_error": member.keeps,
            "affordable": member.affordable,
            "cost": member.cost.json(meter.target()),
        })
    };
    json!({
        "limit": found.limit,
        "validation": found.plan.name(found.rows),
        "shapes": found.shapes,
        "validated": found.validated,
        "front": found.members.iter().map(member).collect::<Vec<_>>(),
        "chosen": found.chosen,
        "notes": found.notes,
    })
}
