//! What stands beside a trained network in a table: the baselines, validated on the same rows.

use tinyml_trainer::Task;
use tinyml_trainer::baselines::{self, Baseline, Cost, Physics};
use tinyml_trainer::metrics::Metrics;

use crate::validation::{Plan, ROWS_SEED};

/// A baseline, or a network, as a line of the table.
#[derive(Debug, Clone)]
pub struct Rival {
    /// What it is called.
    pub name: String,
    /// Numbers that were fitted.
    pub parameters: usize,
    /// Errors on the rows that it was fitted to.
    pub training: Metrics,
    /// Errors on rows that were kept back, if any were.
    pub validation: Option<Metrics>,
    /// What it took where somebody has measured it.
    pub cost: Option<Cost>,
}

/// All baselines that suit the task.
pub fn rivals(task: &Task, physics: Option<Physics>, plan: Plan) -> Vec<Rival> {
    if let Some(split) = plan.split(task) {
        let rest =
            Task { dataset: task.dataset.subset(&split.training), description: task.description.clone() };
        let held = task.dataset.seen(&task.description).subset(&split.validation);
        let all = baselines::all(&rest, physics, default_folds(), ROWS_SEED);
        return all.into_iter().map(|baseline| on(&baseline, &held)).collect();
    }
    let folds = match plan {
        Plan::Folds(folds) => folds,
        Plan::None | Plan::Split(_) => default_folds(),
    };
    let validated = plan != Plan::None;
    let all = baselines::all(task, physics, folds, ROWS_SEED);
    all.into_iter().map(|baseline| rival(baseline, validated)).collect()
}

/// For baselines whose own validation is not looked at: the least work.
fn default_folds() -> tinyml_trainer::Folds {
    tinyml_trainer::Folds::Parts(2)
}

fn rival(baseline: Baseline, validated: bool) -> Rival {
    let Baseline { name, parameters, training, validation, cost, predict: _ } = baseline;
    Rival { name, parameters, training, validation: validated.then_some(validation), cost }
}

/// A baseline that was fitted to the other rows, on these.
fn on(baseline: &Baseline, held: &tinyml_trainer::Dataset) -> Rival {
    let predicted: Vec<f64> = (0..held.rows()).flat_map(|row| (baseline.predict)(held.sample(row))).collect();
    Rival {
        name: baseline.name.clone(),
        parameters: baseline.parameters,
        training: baseline.training.clone(),
        validation: Some(Metrics::of(&predicted, &held.targets)),
        cost: baseline.cost,
    }
}

/// Those that do better than the network on rows that none has seen, the best first.
pub fn better<'r>(rivals: &'r [Rival], network: &Metrics) -> Vec<&'r Rival> {
    let loss = |rival: &Rival| rival.validation.as_ref().map_or(f64::INFINITY, Metrics::loss);
    let mut better: Vec<&Rival> = rivals.iter().filter(|rival| loss(rival) < network.loss()).collect();
    better.sort_by(|a, b| loss(a).total_cmp(&loss(b)));
    better
}
