//! How a network does on rows that it has not seen: what `--validate` asks for, done by tinyml-trainer.
//!
//! Everything is trained again on what is left of the rows. What is compared are the float and the integer network.

use tinyml_compiler::diagnostic::{Report, count};
use tinyml_trainer::integer::{Integer, raw_inputs};
use tinyml_trainer::metrics::Metrics;
use tinyml_trainer::split::{self, Split};
use tinyml_trainer::validate::cross_validate;
use tinyml_trainer::{Folds, Task, Training, Watch, train};

use crate::intermediate::outputs;

/// Which rows are kept back does not depend on the seed of the training, so that seeds and baselines can be compared:
/// this is the seed that [`cross_validate`] deals its folds by.
pub const ROWS_SEED: u64 = 0;

/// What `--validate` asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Plan {
    /// Nothing is kept back.
    None,
    /// Every row is kept back once.
    Folds(Folds),
    /// This part of the rows is kept back, once.
    Split(f64),
}

/// One seed's networks on rows that they have not seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The seed.
    pub seed: u64,
    /// Numbers of the rows, in the order of the metrics.
    pub rows: Vec<usize>,
    /// How the float networks did.
    pub float: Metrics,
    /// How the integer networks did.
    pub integer: Metrics,
}

/// Takes the value of `--validate`.
///
/// # Errors
///
/// None of the known forms.
pub fn plan(text: &str) -> Result<Plan, String> {
    let (word, value) = text.split_once(':').unwrap_or((text, ""));
    match (word, value) {
        ("none", "") => Ok(Plan::None),
        ("loo", "") => Ok(Plan::Folds(Folds::LeaveOneOut)),
        ("kfold", parts) => match parts.parse() {
            Ok(parts @ 2..=1000) => Ok(Plan::Folds(Folds::Parts(parts))),
            Ok(_) | Err(_) => Err("expected from 2 to 1000 parts, such as `kfold:5`".to_owned()),
        },
        ("split", part) => match part.parse::<f64>() {
            Ok(part) if part > 0.0 && part < 1.0 => Ok(Plan::Split(part)),
            Ok(_) | Err(_) => Err("expected a part between 0 and 1, such as `split:0.2`".to_owned()),
        },
        _ => Err("expected `loo`, `kfold:5`, `split:0.2` or `none`".to_owned()),
    }
}

impl Plan {
    /// What it is called in a sentence.
    pub fn name(self, rows: usize) -> String {
        match self {
            Self::None => "no validation".to_owned(),
            Self::Folds(Folds::LeaveOneOut) => format!("leave-one-out over {}", count(rows, "row")),
            Self::Folds(Folds::Parts(parts)) => {
                format!("{}-fold over {}", parts.min(rows), count(rows, "row"))
            }
            Self::Split(part) => format!("{:.0} % of {} kept back", 100.0 * part, count(rows, "row")),
        }
    }

    /// The rows that a split keeps back.
    pub fn split(self, task: &Task) -> Option<Split> {
        match self {
            Self::Split(part) => Some(split::hold_back(&task.dataset, part, ROWS_SEED)),
            Self::None | Self::Folds(_) => None,
        }
    }
}

/// Validates the way of training, once for each seed. After a stop, folds were cut short and rows are missing.
///
/// # Errors
///
/// What training without some of the rows reports.
pub fn validate(
    task: &Task,
    training: &Training,
    plan: Plan,
    seeds: &[u64],
    watch: &dyn Watch,
) -> Result<Vec<Held>, Report> {
    match plan {
        Plan::None => Ok(Vec::new()),
        Plan::Folds(folds) => {
            let validation = cross_validate(task, training, folds, seeds, watch)?;
            let held = |run: &tinyml_trainer::validate::Run| {
                let rows: Vec<usize> = run.held_back.iter().map(|held| held.row).collect();
                let float = run.held_back.iter().flat_map(|held| held.float.clone()).collect();
                let integer = run.held_back.iter().flat_map(|held| held.integer.clone()).collect();
                Held::of(task, run.seed, rows, [float, integer])
            };
            Ok(validation.runs.iter().map(held).collect())
        }
        Plan::Split(part) => {
            let split = split::hold_back(&task.dataset, part, ROWS_SEED);
            seeds.iter().map(|&seed| once(task, training, seed, &split, watch)).collect()
        }
    }
}

fn once(
    task: &Task,
    training: &Training,
    seed: u64,
    split: &Split,
    watch: &dyn Watch,
) -> Result<Held, Report> {
    let rest = Task { dataset: task.dataset.subset(&split.training), description: task.description.clone() };
    let network = train(&rest, &Training { seed, ..training.clone() }, watch)?.network;
    let integer = Integer::of(&network, &training.deploy)?;
    let raw = |&row: &usize| raw_inputs(&network.inputs, task.dataset.sample(row));
    let bounded = |raw: Vec<i32>| -> Vec<f64> {
        let values = network.evaluate(&raw);
        values.iter().zip(outputs(&network)).map(|(value, output)| output.bounded(*value)).collect()
    };
    let float = split.validation.iter().map(raw).flat_map(bounded).collect();
    let integer = split.validation.iter().map(raw).flat_map(|raw| integer.outputs(&raw)).collect();
    Ok(Held::of(task, seed, split.validation.clone(), [float, integer]))
}

impl Held {
    fn of(task: &Task, seed: u64, rows: Vec<usize>, [float, integer]: [Vec<f64>; 2]) -> Self {
        let targets = task.dataset.subset(&rows).targets;
        let (float, integer) = (Metrics::of(&float, &targets), Metrics::of(&integer, &targets));
        Self { seed, rows, float, integer }
    }
}

/// The seed in the middle, by the loss of the integer network: of an even number, the worse of the two.
pub fn median(held: &[Held]) -> Option<&Held> {
    let mut order: Vec<&Held> = held.iter().filter(|held| !held.rows.is_empty()).collect();
    order.sort_by(|a, b| a.integer.loss().total_cmp(&b.integer.loss()));
    order.get(order.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::{Plan, plan};
    use tinyml_trainer::Folds;

    #[test]
    fn forms() {
        assert_eq!(plan("loo"), Ok(Plan::Folds(Folds::LeaveOneOut)));
        assert_eq!(plan("kfold:5"), Ok(Plan::Folds(Folds::Parts(5))));
        assert_eq!(plan("split:0.2"), Ok(Plan::Split(0.2)));
        assert_eq!(plan("none"), Ok(Plan::None));
        for wrong in ["", "loo:3", "kfold", "kfold:1", "kfold:-2", "split:1", "split:nan", "split:0", "half"]
        {
            assert!(plan(wrong).is_err(), "{wrong}");
        }
        assert_eq!(plan("kfold:5").map(|plan| plan.name(150)), Ok("5-fold over 150 rows".to_owned()));
    }
}
