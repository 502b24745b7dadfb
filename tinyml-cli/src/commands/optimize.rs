//! `cargo tinyml optimize`: makes a trained network smaller, step by step, and says what each step costs and brings.

mod text;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde_json::{Value, json};
use tinyml_compiler::Options;
use tinyml_compiler::cost::Target;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::metadata::Metadata;
use tinyml_compiler::network::{Network, Outputs};
use tinyml_compiler::write;
use tinyml_trainer::{
    Dataset, Description, Recipe, Targets, Task, Training, Watch, dataset, description, train,
};

use tinyml_trainer::watch::Unwatched;

use super::Run;
use crate::columns;
use crate::costs::{Cost, Meter};
use crate::files;
use crate::measure::{Level, Setup};
use crate::optimize::lossless::{Lossless, lossless};
use crate::optimize::pruned::{Data, steps};
use crate::optimize::storage::{Goal, alike, mix};
use crate::optimize::{Candidate, candidate};
use crate::options::positive;
use crate::output::{Answer, Outcome};
use crate::progress::Progress;

const EXAMPLES: &str = "\
Examples:
  cargo tinyml optimize weights/ntc.json --data weights/ntc.csv --model weights/ntc.toml --max-error 0.5 --out ntc.json
  cargo tinyml optimize weights/digits.json --data weights/digits.csv --model weights/digits.toml --retrain

Numbers are measured where the target's compiler (rustup target add thumbv6m-none-eabi thumbv7em-none-eabihf) and
qemu-system-arm are installed, and are marked as estimates (≈) elsewhere.";

/// Make a trained network smaller, and say what each step costs and brings
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Optimize {
    /// The model file.
    weights: PathBuf,
    /// The CSV file that errors are measured on.
    #[arg(long, value_name = "CSV")]
    data: PathBuf,
    /// The description that says which columns are meant.
    #[arg(long, short, value_name = "DESCRIPTION")]
    model: Option<PathBuf>,
    /// The greatest RMSE on the data that is allowed, in the output's unit; unless told, 5 % above that of the file.
    #[arg(long, value_name = "E", value_parser = positive, allow_negative_numbers = true, conflicts_with = "min_accuracy")]
    max_error: Option<f64>,
    /// The least accuracy on the data that is allowed, 0 to 1; unless told, half a point below that of the file.
    #[arg(long, value_name = "A", value_parser = positive, allow_negative_numbers = true)]
    min_accuracy: Option<f64>,
    /// What is to be as small as it can.
    #[arg(long, value_enum, default_value_t = Goal::Flash)]
    goal: Goal,
    /// Only what needs no training: removal that changes no bit, and other storages of the same weights.
    #[arg(long)]
    untrained: bool,
    /// Train the network anew on four fifths of the data first, and judge every step by the other fifth, which nothing has
    /// seen; five times, and show the means. Nothing is written.
    #[arg(long, conflicts_with_all = ["untrained", "out"])]
    retrain: bool,
    /// Everything random follows from it.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    chip: Chip,
    /// Write the network that is smallest within the limit; without it, only the table is printed.
    #[arg(long, short, value_name = "JSON")]
    out: Option<PathBuf>,
}

/// Flags that say where a model will run, and how its costs are found.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Target")]
pub(super) struct Chip {
    /// The instruction set: armv6m (Cortex-M0, M0+) or armv7em (Cortex-M4, M7).
    #[arg(long, value_name = "TARGET", value_parser = target, default_value = "armv6m")]
    target: Target,
    /// How the firmware is optimised: 3 for speed, or s for size.
    #[arg(long, value_name = "LEVEL", value_parser = level, default_value = "3")]
    opt_level: Level,
    /// Estimate costs even where they could be measured.
    #[arg(long)]
    estimate: bool,
    /// The checkout of tinyml that firmware is built with, instead of the one that this program was built from.
    #[arg(long, value_name = "FOLDER")]
    tinyml: Option<PathBuf>,
}

impl Chip {
    /// What measures or estimates.
    pub(super) fn meter(&self) -> Meter {
        let own = Setup::of(self.target);
        let checkout = self.tinyml.clone().unwrap_or(own.checkout);
        Meter::new(Setup { target: self.target, level: self.opt_level, checkout }, self.estimate)
    }
}

fn target(text: &str) -> Result<Target, String> {
    let found = Target::ALL.into_iter().find(|(name, _)| *name == text);
    found.map(|(_, target)| target).ok_or_else(|| "expected `armv6m` or `armv7em`".to_owned())
}

fn level(text: &str) -> Result<Level, String> {
    match text {
        "3" => Ok(Level::Speed),
        "s" => Ok(Level::Size),
        _ => Err("expected `3` or `s`".to_owned()),
    }
}

/// How many parts of the data are kept back, one after the other.
const FOLDS: usize = 5;

/// All that was tried.
#[derive(Clone)]
struct Tried {
    lossless: Lossless,
    candidates: Vec<Candidate>,
    limit: f64,
}

/// All that was tried, and what came of it.
struct Found {
    lossless: Lossless,
    candidates: Vec<Candidate>,
    /// Of the whole network, then of each candidate.
    costs: Vec<Cost>,
    limit: f64,
    /// Index of the candidate that is smallest within the limit.
    chosen: Option<usize>,
    notes: Vec<String>,
}

impl Run for Optimize {
    fn run(&self, progress: &Progress) -> Outcome {
        self.out.as_deref().map_or(Ok(()), files::writable)?;
        let (_, network) = files::model(&self.weights)?;
        let described = self.model.as_deref().map(description::open).transpose()?;
        let image = described.as_ref().and_then(|described| described.image);
        let mut described = Description { image, ..columns::of(&network, described.as_ref(), false)? };
        let loaded = dataset::open(&self.data, &mut described)?;
        progress.catch_interrupts();
        let meter = self.chip.meter();
        let is_class = matches!(network.outputs, Outputs::Classes { .. });
        let task = Task { dataset: loaded.dataset, description: described };
        let tried = if self.retrain {
            self.folds(&network, &task, progress)?
        } else {
            let data = Data { task: &task, judged: &task.dataset, seed: self.seed };
            self.tried(&network, data, Some(&meter), progress)?
        };
        let mut found = self.measured(tried, &meter, progress)?;
        found.notes.splice(0..0, loaded.notes);
        if let (Some(path), Some(chosen)) = (&self.out, found.chosen) {
            files::write(path, write(&self.told(&found, chosen)).as_bytes())?;
        }
        let text = text::text(&found, &meter, is_class, self.out.as_deref());
        let answer = Answer::new(text, document(&found, &meter));
        Ok(if found.chosen.is_none() { answer.missed() } else { answer })
    }
}

impl Optimize {
    /// Every fifth of the rows kept back in turn: the networks of the first, with the mean of all errors.
    fn folds(&self, network: &Network, task: &Task, watch: &dyn Watch) -> Result<Tried, Report> {
        let done = AtomicUsize::new(0);
        let fold = |fold: usize| {
            let (learnt, kept_back) = fifths(&task.dataset, fold);
            let judged = task.dataset.subset(&kept_back);
            let rest = Task { dataset: task.dataset.subset(&learnt), description: task.description.clone() };
            let deploy = Options { quant: network.deploy.quant.clone(), ..Options::default() };
            let training = Training { seed: self.seed, recipe: Recipe::Auto, deploy };
            let trained = train(&rest, &training, &Unwatched)?.network;
            let data = Data { task: &rest, judged: &judged, seed: self.seed };
            let tried = self.tried(&trained, data, None, &Unwatched);
            watch.progress("fifths of the data", done.fetch_add(1, Ordering::Relaxed) + 1, FOLDS);
            tried
        };
        let all: Result<Vec<Tried>, Report> = (0..FOLDS).into_par_iter().map(fold).collect();
        let all = all?;
        let mut mean = all[0].clone();
        for (at, candidate) in mean.candidates.iter_mut().enumerate() {
            let errors = all.iter().filter_map(|tried| tried.candidates.get(at));
            candidate.error = errors.map(|candidate| candidate.error).sum::<f64>() / FOLDS as f64;
        }
        mean.limit = self.limit(mean.candidates[0].error, network);
        Ok(mean)
    }

    /// Every step; the cheapest mix of storages only where there is a meter to say what is cheap.
    fn tried(
        &self,
        network: &Network,
        data: Data<'_>,
        meter: Option<&Meter>,
        watch: &dyn Watch,
    ) -> Result<Tried, Report> {
        let dataset = data.judged;
        let lossless = lossless(network, &Options::default())?;
        let start = if lossless.compared.different == 0 { &lossless.network } else { network };
        let own = candidate("without units that never act", start, dataset)?;
        let limit = self.limit(own.error, network);
        let mut candidates = vec![own];
        candidates.extend(alike(start, dataset)?);
        if let Some(meter) = meter {
            candidates.extend(mix(start, dataset, (limit, self.goal), meter, watch)?);
        }
        if !self.untrained {
            candidates.extend(steps(start, data, watch)?);
        }
        Ok(Tried { lossless, candidates, limit })
    }

    /// What everything costs, and what is smallest within the limit.
    fn measured(&self, tried: Tried, meter: &Meter, watch: &dyn Watch) -> Result<Found, Report> {
        let Tried { lossless, candidates, limit } = tried;
        watch.progress("measuring on the target", 0, 1);
        let models: Vec<_> =
            std::iter::once(&lossless.whole).chain(candidates.iter().map(|c| &c.model)).collect();
        let costs = meter.costs(&models)?;
        let within = (0..candidates.len()).filter(|&at| candidates[at].error <= limit + 1e-12);
        let cost = |at: &usize| self.goal.of(&costs[at + 1]);
        let chosen = within.min_by(|a, b| cost(a).total_cmp(&cost(b)));
        Ok(Found { lossless, candidates, costs, limit, chosen, notes: Vec::new() })
    }

    /// The greatest error that is allowed, as [`tinyml_trainer::judge`] counts it.
    fn limit(&self, own: f64, network: &Network) -> f64 {
        match &network.outputs {
            Outputs::Classes { .. } => self.min_accuracy.map_or(own + 0.005, |least| 1.0 - least),
            Outputs::Values(_) => self.max_error.unwrap_or(1.05 * own),
        }
    }

    /// The chosen network, with a line in its metadata that says what was done.
    fn told(&self, found: &Found, chosen: usize) -> Network {
        let mut network = found.candidates[chosen].network.clone();
        let fields = vec![
            ("step".to_owned(), Metadata::from(found.candidates[chosen].what.clone())),
            ("error_on_data".to_owned(), Metadata::from(found.candidates[chosen].error)),
            ("limit".to_owned(), Metadata::from(found.limit)),
        ];
        network.training.retain(|(name, _)| name != "optimized");
        network.training.push(("optimized".to_owned(), Metadata::Fields(fields)));
        network
    }
}

/// Rows to learn from, and a fifth of the rows to keep back; of each class, if there are classes.
fn fifths(dataset: &Dataset, fold: usize) -> (Vec<usize>, Vec<usize>) {
    let mut rows: Vec<usize> = (0..dataset.rows()).collect();
    if let Targets::Classes { class, .. } = &dataset.targets {
        rows.sort_by_key(|&row| class[row]);
    }
    let (mut learnt, mut kept_back) = (Vec::new(), Vec::new());
    for (at, row) in rows.into_iter().enumerate() {
        if at % FOLDS == fold { &mut kept_back } else { &mut learnt }.push(row);
    }
    learnt.sort_unstable();
    kept_back.sort_unstable();
    (learnt, kept_back)
}

fn document(found: &Found, meter: &Meter) -> Value {
    let candidate = |(at, candidate): (usize, &Candidate)| {
        json!({
            "what": candidate.what,
            "error": candidate.error,
            "within_limit": candidate.error <= found.limit + 1e-12,
            "cost": found.costs[at + 1].json(meter.target()),
        })
    };
    json!({
        "limit": found.limit,
        "whole": found.costs[0].json(meter.target()),
        "removed_units": found.lossless.removed.iter().map(|(name, count)| json!({ "layer": name, "units": count })).collect::<Vec<_>>(),
        "bits_compared": found.lossless.compared.inputs,
        "bits_different": found.lossless.compared.different,
        "candidates": found.candidates.iter().enumerate().map(candidate).collect::<Vec<_>>(),
        "chosen": found.chosen.map(|at| &found.candidates[at].what),
        "notes": found.notes,
    })
}
