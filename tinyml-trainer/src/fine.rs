//! Fine-tuning with the integer network in the loop. What comes out is the best network as it would be *deployed*.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::{Network, Outputs};

use crate::engine::{Layer, Lesson, Plan, Population, Shape};
use crate::integer::Integer;
use crate::material::{Aim, gives_probabilities};
use crate::straight::{Course, Straight};
use crate::train::Epoch;
use crate::{Targets, Task, Watch};

/// How often the deployed network is looked at while it learns.
const LOOKS: usize = 12;

/// What a wrong class costs, beside the cross-entropy.
const WRONG: f64 = 5.0;

/// Samples that a deployed network is judged by.
#[derive(Debug, Clone)]
pub(crate) struct Judge {
    pub(crate) raw: Vec<Vec<i32>>,
    pub(crate) expected: Expected,
}

#[derive(Debug, Clone)]
pub(crate) enum Expected {
    /// A class for each sample.
    Classes(Vec<usize>),
    /// Values of each sample, in the units of the aim.
    Values(Aim, Vec<Vec<f64>>),
}

impl Judge {
    /// By rows of the task.
    pub(crate) fn of(task: &Task, rows: &[usize]) -> Self {
        let all = crate::template::raw_rows(task);
        let raw = rows.iter().map(|&row| all[row].clone()).collect();
        let expected = match &task.dataset.targets {
            Targets::Classes { class, .. } => Expected::Classes(rows.iter().map(|&row| class[row]).collect()),
            Targets::Values { .. } => {
                let aim = Aim::of(task);
                let values = rows.iter().map(|&row| aim.target(task, row, 0.0)).collect();
                Expected::Values(aim, values)
            }
        };
        Self { raw, expected }
    }

    /// What the deployed network costs: a mean squared deviation, or errors and cross-entropy.
    pub(crate) fn cost(&self, network: &Network, integer: &Integer) -> f64 {
        let count = self.raw.len().max(1) as f64;
        match &self.expected {
            Expected::Classes(classes) => {
                let probabilities = gives_probabilities(network);
                let cost = |(raw, class): (&Vec<i32>, &usize)| {
                    let scores = integer.outputs(raw);
                    let likely = tinyml_compiler::reference::argmax(&scores);
                    let surprise = if probabilities {
                        -scores[*class].max(1e-6).ln()
                    } else {
                        surprise(&scores, *class)
                    };
                    f64::from(u8::from(likely != *class)) * WRONG + surprise
                };
                self.raw.iter().zip(classes).map(cost).sum::<f64>() / count
            }
            Expected::Values(aim, values) => {
                let cost = |(raw, expected): (&Vec<i32>, &Vec<f64>)| {
                    let found = integer.outputs(raw);
                    let parts = found.iter().zip(&aim.units).zip(expected);
                    parts.map(|((y, (mean, deviation)), t)| ((y - mean) / deviation - t).powi(2)).sum::<f64>()
                };
                self.raw.iter().zip(values).map(cost).sum::<f64>() / count
            }
        }
    }
}

fn surprise(scores: &[f64], class: usize) -> f64 {
    let greatest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = scores.iter().map(|score| (score - greatest).exp()).sum();
    total.ln() - (scores[class] - greatest)
}

/// Networks that learn, and by what they are judged.
pub(crate) struct Fine<'a> {
    /// One for each member; all of one shape.
    pub(crate) courses: Vec<Course>,
    pub(crate) starts: Vec<Vec<Layer>>,
    pub(crate) lessons: Vec<Lesson>,
    pub(crate) plan: Plan,
    pub(crate) options: &'a Options,
    pub(crate) judge: &'a Judge,
    /// Zeros where a member's weights stay zero.
    pub(crate) masks: Option<Vec<Layer>>,
}

/// The best network that was seen.
#[derive(Debug, Clone)]
pub(crate) struct Best {
    pub(crate) network: Network,
    pub(crate) cost: f64,
    pub(crate) history: Vec<Epoch>,
}

impl Fine<'_> {
    /// Learns, and hands out the network whose deployed form was judged best, be it the first.
    pub(crate) fn run(self, stage: &str, watch: &dyn Watch) -> Result<Best, Report> {
        let shape = Shape::of(&self.courses[0].network(&self.starts[0]));
        let straight = Straight { courses: self.courses, options: self.options.clone() };
        let mut population = Population::new(&shape, self.starts, self.lessons, self.plan)?;
        if let Some(masks) = self.masks {
            (0..population.len()).for_each(|member| population.mask(member, masks.clone()));
        }
        let steps = self.plan.schedule.steps;
        let every = (steps / LOOKS).max(1);
        let mut best = look(&population, &straight, self.judge, None)?;
        while !population.done() && !watch.stop() {
            population.step(Some(&straight))?;
            if population.steps().is_multiple_of(every) || population.done() {
                best = look(&population, &straight, self.judge, Some(best))?;
                let training = population.losses().iter().sum::<f64>() / population.len() as f64;
                let step = population.steps();
                best.history.push(Epoch { step, training, validation: Some(best.cost) });
                watch.progress(stage, step, steps);
            }
        }
        Ok(best)
    }
}

/// Judges every member as it would be deployed now; of equal ones the earliest stays.
fn look(
    population: &Population,
    straight: &Straight,
    judge: &Judge,
    best: Option<Best>,
) -> Result<Best, Report> {
    let (mut best, mut refused) = (best, None);
    for (course, layers) in straight.courses.iter().zip(population.members()) {
        let network = course.network(&layers);
        let integer = match Integer::of(&network, &straight.options) {
            Ok(integer) => integer,
            Err(report) => {
                refused = Some(report);
                continue;
            }
        };
        let cost = judge.cost(&network, &integer);
        match &mut best {
            Some(best) if cost.is_nan() || best.cost <= cost => {}
            Some(best) => (best.network, best.cost) = (network, cost),
            None => best = Some(Best { network, cost, history: Vec::new() }),
        }
    }
    best.ok_or_else(|| refused.unwrap_or_default())
}

/// Whether the task has classes.
pub(crate) fn classes(network: &Network) -> bool {
    matches!(network.outputs, Outputs::Classes { .. })
}
