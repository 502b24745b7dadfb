//! A network made smaller, and tuned until it does what the large one did: fewer units, fewer weights, or fewer bits.
//!
//! The large network is the teacher. Of classes the labels are heard as well; of values only the teacher, since a recipe has
//! smoothed out of it what was noise in the samples. What is handed out is the best network as it would be *deployed*, for
//! the storage that `training.deploy` names. What a step buys in flash and instructions, these functions don't know.

mod units;
mod weights;

use std::sync::Arc;

use tinyml_compiler::diagnostic::{Code, Diagnostic, Report};
use tinyml_compiler::network::Network;

use crate::classify::{Pace, SHIFTED, SMOOTHING, rows};
use crate::engine::{Layer, Lesson, Plan, Population, Precision, Samples, Schedule, Shape, blend};
use crate::fine::{Expected, Fine, Judge, classes};
use crate::material::{Aim, Material};
use crate::straight::Course;
use crate::template::recommended;
use crate::{Task, Trained, Training, Watch};

/// How much a classifier listens to the large network, and not to the labels.
const TEACHER: f64 = 0.5;

/// The rate with the integer network in the loop, as a part of the rate before: with coarse weights more does harm.
const TUNING: f64 = 0.1;

/// Inputs over the range of a single scalar input at which the large network is asked.
const GRID: i64 = 257;

/// The network with its weights tuned for the storage that `training.deploy` names: for `i4`, codebooks, or other layers of
/// other bits.
///
/// # Errors
///
/// A network that does not fit the task, or that the compiler refuses.
pub fn tuned(
    task: &Task,
    network: &Network,
    training: &Training,
    watch: &dyn Watch,
) -> Result<Trained, Report> {
    let pupil = Pupil::of(task, network, training)?;
    pupil.finish(network, None, 1.0, watch)
}

/// The network with `widths` units in its hidden layers, none more than it has. The units go that are missed least.
///
/// # Errors
///
/// As [`tuned`]; widths that are no part of the network's.
pub fn units(
    task: &Task,
    network: &Network,
    widths: &[usize],
    training: &Training,
    watch: &dyn Watch,
) -> Result<Trained, Report> {
    let own: Vec<usize> = Shape::of(network).hidden;
    let smaller = |(width, own): (&usize, &usize)| (1..=*own).contains(width);
    if widths.len() != own.len() || !widths.iter().zip(&own).all(smaller) {
        return Err(Diagnostic::new(Code::PruneTarget, "these widths are no part of the network's")
            .expected(format!("{} widths of at most {own:?}", own.len()))
            .found(format!("{widths:?}"))
            .into());
    }
    let pupil = Pupil::of(task, network, training)?;
    let smaller = units::removed(&pupil, network, widths, watch)?;
    pupil.finish(&smaller, None, 1.0, watch)
}

/// The network with a part of its weights zero: `sparsity` of all, from 0 to below 1. For the storage `sparse`.
///
/// # Errors
///
/// As [`tuned`]; a sparsity that leaves nothing.
pub fn weights(
    task: &Task,
    network: &Network,
    sparsity: f64,
    training: &Training,
    watch: &dyn Watch,
) -> Result<Trained, Report> {
    if !(0.0..1.0).contains(&sparsity) {
        return Err(Diagnostic::new(Code::PruneTarget, "no such part of the weights can be zero")
            .expected("at least 0 and less than 1")
            .found(sparsity.to_string())
            .into());
    }
    let pupil = Pupil::of(task, network, training)?;
    let (network, masks) = weights::removed(&pupil, network, sparsity, watch)?;
    pupil.finish(&network, Some(masks), 1.0, watch)
}

/// What a smaller network learns, and by what it is judged.
struct Pupil<'a> {
    training: &'a Training,
    aim: Aim,
    material: Material,
    samples: Arc<Samples>,
    judge: Judge,
    pace: Pace,
}

impl<'a> Pupil<'a> {
    fn of(task: &Task, network: &Network, training: &'a Training) -> Result<Self, Report> {
        fits(task, network)?;
        let aim = Aim::of(task);
        let (learnt, kept_back) = rows(task, training.seed);
        let material = Material::of(task, network, &learnt).with_grid(network, GRID);
        let opinions: Vec<Vec<f64>> = material.raw.iter().map(|raw| aim.opinion(network, raw)).collect();
        let target = |row: usize| match classes(network) {
            true => blend(&aim.target(task, material.origin[row], SMOOTHING), &opinions[row], TEACHER),
            false => opinions[row].clone(),
        };
        let samples = material.samples(target);
        let judge = if classes(network) {
            Judge::of(task, &kept_back)
        } else {
            Judge { raw: Vec::clone(&material.raw), expected: Expected::Values(aim.clone(), opinions) }
        };
        let pace = Pace::of(material.rows());
        Ok(Self { training, aim, material, samples, judge, pace: Pace { rate: pace.rate * 0.5, ..pace } })
    }

    /// A part of the usual steps.
    fn plan(&self, part: f64, rate: f64) -> Plan {
        let steps = ((self.pace.steps as f64 * part) as usize).max(1);
        let batch = Some(self.pace.batch);
        Plan {
            loss: self.aim.loss,
            schedule: Schedule::cosine(steps, rate),
            batch,
            precision: Precision::Single,
        }
    }

    fn lesson(&self) -> Lesson {
        let weights = if self.aim.units.is_empty() {
            self.material.weights(SHIFTED)
        } else {
            vec![1.0; self.material.rows()]
        };
        Lesson {
            samples: Arc::clone(&self.samples),
            weights,
            decay: 0.0,
            seed: self.training.seed ^ 0x7072_756e,
        }
    }

    fn course(&self, template: &Network) -> Course {
        Course::new(template, Arc::clone(&self.material.raw), self.aim.units.clone())
    }

    /// Members' parameters of a network.
    fn layers(&self, network: &Network) -> Vec<Layer> {
        self.course(network).member(Layer::all_of(network))
    }

    /// Learns as a float network for a part of the usual steps.
    fn learn(&self, network: &Network, part: f64, watch: &dyn Watch) -> Result<Network, Report> {
        let plan = self.plan(part, self.pace.rate);
        let mut population =
            Population::new(&Shape::of(network), vec![self.layers(network)], vec![self.lesson()], plan)?;
        population.run("learning with fewer units", None, watch)?;
        Ok(self.course(network).network(&population.members()[0]))
    }

    /// Learns with the integer network in the loop.
    fn finish(
        &self,
        network: &Network,
        masks: Option<Vec<Layer>>,
        part: f64,
        watch: &dyn Watch,
    ) -> Result<Trained, Report> {
        let network = Network { deploy: recommended(&self.training.deploy), ..network.clone() };
        let fine = Fine {
            courses: vec![self.course(&network)],
            starts: vec![self.layers(&network)],
            lessons: vec![self.lesson()],
            plan: self.plan(0.5 * part, self.pace.rate * TUNING),
            options: &self.training.deploy,
            judge: &self.judge,
            masks,
        };
        let best = fine.run("tuning the integer network", watch)?;
        Ok(Trained { network: best.network, history: best.history, notes: Vec::new() })
    }
}

/// Whether the network takes and gives what the task has.
fn fits(task: &Task, network: &Network) -> Result<(), Report> {
    let given = network.layers.last().map_or(0, |layer| layer.outputs);
    let wanted = match &task.dataset.targets {
        crate::Targets::Values { outputs, .. } => *outputs,
        crate::Targets::Classes { labels, .. } => labels.len(),
    };
    let kind = matches!(task.dataset.targets, crate::Targets::Classes { .. }) == classes(network);
    if network.width() == task.dataset.width && given == wanted && kind {
        return Ok(());
    }
    Err(Diagnostic::new(Code::OtherData, "the model and the data don't belong together")
        .expected(format!("{} inputs and {given} outputs or classes", network.width()))
        .found(format!("{} inputs and {wanted} outputs or classes", task.dataset.width))
        .into())
}

#[cfg(test)]
mod tests;
