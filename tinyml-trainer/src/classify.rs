//! The recipe for classes: cross-entropy on smoothed labels, images also shifted, the integer network in the loop at the end.
//!
//! There is no teacher: on the digits, networks that were distilled from four wider ones were no better than these.

use std::sync::Arc;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;

use crate::engine::{Lesson, Plan, Population, Precision, Samples, Schedule, Shape};
use crate::fine::{Fine, Judge};
use crate::material::{Aim, Material};
use crate::split::hold_back;
use crate::straight::Course;
use crate::template::{recommended, template};
use crate::{Task, Trained, Training, Watch};

/// What all classes share of a label's probability.
pub(crate) const SMOOTHING: f64 = 0.1;

/// From so many samples on some are kept back to choose by.
const MANY: usize = 400;

/// The part that is kept back.
const KEPT_BACK: f64 = 0.1;

/// How much a shifted copy of an image counts beside the image itself.
pub(crate) const SHIFTED: f64 = 0.1;

/// Starts that learn side by side where samples are few.
const STARTS: u64 = 8;

/// Trains a classifier. The network handed out is the one whose deployed integer network did best, on rows kept back where
/// there are `MANY`, else on those it learnt from.
///
/// # Errors
///
/// A network that the compiler refuses, such as for a score finer than it can resolve.
pub fn classify(task: &Task, training: &Training, watch: &dyn Watch) -> Result<Trained, Report> {
    let template = Network { deploy: recommended(&training.deploy), ..template(task) };
    let aim = Aim::of(task);
    let (learnt, judged) = rows(task, training.seed);
    let material = Material::of(task, &template, &learnt);
    let samples = material.samples(|row| aim.target(task, material.origin[row], SMOOTHING));
    let pace = Pace::of(material.rows());
    let lessons = lessons(&samples, &material, training.seed, pace.decay);
    let shape = Shape::of(&template);
    let mut population = Population::random(&shape, lessons.clone(), pace.plan(&aim))?;
    let mut history = population.run("learning", None, watch)?;
    let raw = Arc::clone(&material.raw);
    let judge = Judge::of(task, &judged);
    let fine = Fine {
        courses: vec![Course::new(&template, raw, Vec::new()); lessons.len()],
        starts: population.members(),
        lessons,
        plan: pace.tuning().plan(&aim),
        options: &training.deploy,
        judge: &judge,
        masks: None,
    };
    let best = fine.run("tuning the integer network", watch)?;
    history.extend(
        best.history
            .iter()
            .map(|epoch| crate::train::Epoch { step: epoch.step + population.steps(), ..*epoch }),
    );
    Ok(Trained { network: best.network, history, notes: vec![kept_back(&learnt, &judged)] })
}

fn kept_back(learnt: &[usize], judged: &[usize]) -> String {
    if learnt == judged {
        return "the integer network was chosen by the rows it learnt from, which are too few to keep any back".to_owned();
    }
    format!("the integer network was chosen by {} rows that were kept back from learning", judged.len())
}

/// Rows to learn from and rows to choose by: the same where they are few, else a part of each class is kept back.
pub(crate) fn rows(task: &Task, seed: u64) -> (Vec<usize>, Vec<usize>) {
    let count = task.dataset.rows();
    if count < MANY {
        let all: Vec<usize> = (0..count).collect();
        return (all.clone(), all);
    }
    let split = hold_back(&task.dataset, KEPT_BACK, seed);
    (split.training, split.validation)
}

fn lessons(samples: &Arc<Samples>, material: &Material, seed: u64, decay: f64) -> Vec<Lesson> {
    let starts = if material.rows() >= MANY { 1 } else { STARTS };
    let weights = material.weights(SHIFTED);
    let lesson = |start: u64| Lesson {
        samples: Arc::clone(samples),
        weights: weights.clone(),
        decay,
        seed: seed.wrapping_mul(1000).wrapping_add(start),
    };
    (0..starts).map(lesson).collect()
}

/// How long and how fast, by the number of samples.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) steps: usize,
    pub(crate) batch: usize,
    pub(crate) rate: f64,
    pub(crate) decay: f64,
}

impl Pace {
    /// From the start.
    pub(crate) fn of(rows: usize) -> Self {
        let batch = if rows >= MANY { 128 } else { 32 };
        Self { steps: (40 * rows / batch).clamp(2000, 6000), batch, rate: 1e-2, decay: 0.05 }
    }

    /// For a network that knows most of it.
    pub(crate) fn tuning(self) -> Self {
        Self { steps: self.steps / 4, rate: self.rate * 0.2, ..self }
    }

    pub(crate) fn plan(self, aim: &Aim) -> Plan {
        let schedule = Schedule::cosine(self.steps, self.rate);
        Plan { loss: aim.loss, schedule, batch: Some(self.batch), precision: Precision::Single }
    }
}
