//! The recipe for values of several inputs: a teacher that tells noise from the function, distilled into the network.
//!
//! Up to `FEW` rows the teacher is a Gaussian process. Beyond, it is the mean of some networks, fitted by least squares with as
//! much weight decay as rows that were kept back ask for. The integer network is in the loop at the end. Nothing is known of
//! monotony or of curves: one input is better served by the smooth recipe.

mod process;

use std::sync::Arc;

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use tinyml_compiler::diagnostic::{Report, number};
use tinyml_compiler::network::Network;

use self::process::Process;
use crate::engine::{Layer, Lesson, Plan, Population, Precision, Samples, Schedule, Shape};
use crate::fine::{Expected, Fine, Judge};
use crate::integer::normalized;
use crate::material::{Aim, Material};
use crate::straight::Course;
use crate::template::{raw_rows, recommended, template};
use crate::{Task, Trained, Training, Watch};

/// Up to so many rows a process is quick enough.
const FEW: usize = 300;

/// Decays that are tried.
const DECAYS: [f64; 6] = [0.001, 0.01, 0.03, 0.1, 0.3, 1.0];

/// Parts of the rows, each kept back once.
const FOLDS: usize = 5;

/// Rows that the choice of a decay looks at, at most.
const ROWS: usize = 2000;

/// Networks whose mean is distilled.
const MEMBERS: u64 = 8;

/// Inputs between the samples at which the teacher is asked, for each sample; from [`FEWEST`] to [`ROWS`] in all.
const BETWEEN: usize = 4;
const FEWEST: usize = 600;

const STEPS: usize = 2000;
/// Steps of the distillation, and with the integer network in the loop.
const DISTILLING: usize = 8000;
const TUNING: usize = 4000;
/// Networks that go into the loop.
const TUNED: usize = 3;
const BATCH: usize = 64;
const RATE: f64 = 0.01;

/// Trains a regression.
///
/// # Errors
///
/// A network that the compiler refuses.
pub fn plain(task: &Task, training: &Training, watch: &dyn Watch) -> Result<Trained, Report> {
    let template = Network { deploy: recommended(&training.deploy), ..template(task) };
    let fit = Fit { task, template, aim: Aim::of(task), seed: training.seed };
    if let Some(teachers) = fit.processes() {
        let outputs = fit.aim.units.iter().zip(&teachers);
        let noise: Vec<String> = outputs.map(|((_, deviation), p)| number(p.noise() * deviation)).collect();
        let mean = |x: &[f64]| teachers.iter().map(|process| process.mean(x)).collect::<Vec<f64>>();
        let starts = (0..MEMBERS).map(|start| Shape::of(&fit.template).random(fit.seed_of(start))).collect();
        let best = fit.distilled(&mean, starts, training, watch)?;
        let note = format!(
            "a Gaussian process, distilled; it takes the noise of the samples for {}",
            noise.join(", ")
        );
        return Ok(Trained { network: best.network, history: best.history, notes: vec![note] });
    }
    let decay = fit.decay(watch)?;
    let (members, mut history) = fit.members(decay, watch)?;
    let shape = Shape::of(&fit.template);
    let mean = |x: &[f64]| {
        let mut mean = vec![0.0; shape.outputs];
        for layers in &members {
            let outputs = shape.evaluate(layers, x);
            mean.iter_mut().zip(outputs).for_each(|(mean, y)| *mean += y / members.len() as f64);
        }
        mean
    };
    let best = fit.distilled(&mean, members.clone(), training, watch)?;
    history
        .extend(best.history.iter().map(|epoch| crate::train::Epoch { step: epoch.step + STEPS, ..*epoch }));
    let notes = vec![
        format!("weight decay {}, chosen by {FOLDS} folds of the rows", number(decay)),
        format!("the mean of {MEMBERS} networks, distilled into one"),
    ];
    Ok(Trained { network: best.network, history, notes })
}

struct Fit<'a> {
    task: &'a Task,
    template: Network,
    aim: Aim,
    seed: u64,
}

impl Fit<'_> {
    fn plan(&self, steps: usize, rate: f64) -> Plan {
        let schedule = Schedule::cosine(steps, rate);
        Plan { loss: self.aim.loss, schedule, batch: Some(BATCH), precision: Precision::Single }
    }

    fn samples(&self, rows: &[usize]) -> (Material, Arc<Samples>) {
        let material = Material::of(self.task, &self.template, rows);
        let samples = material.samples(|row| self.aim.target(self.task, material.origin[row], 0.0));
        (material, samples)
    }

    /// The decay whose networks did best on rows that they had not seen; of equal ones the stronger.
    fn decay(&self, watch: &dyn Watch) -> Result<f64, Report> {
        let every = self.task.dataset.rows().div_ceil(ROWS).max(1);
        let mut rows: Vec<usize> = (0..self.task.dataset.rows()).step_by(every).collect();
        shuffle(&mut rows, self.seed);
        let (_, samples) = self.samples(&rows);
        let lesson = |member: usize| Lesson {
            samples: Arc::clone(&samples),
            weights: (0..rows.len()).map(|row| f64::from(u8::from(row % FOLDS != member % FOLDS))).collect(),
            decay: DECAYS[member / FOLDS],
            seed: self.seed.wrapping_mul(1000).wrapping_add((member % FOLDS) as u64),
        };
        let shape = Shape::of(&self.template);
        let lessons = (0..DECAYS.len() * FOLDS).map(lesson).collect();
        let mut population = Population::random(&shape, lessons, self.plan(STEPS, RATE))?;
        population.run("choosing the weight decay", None, watch)?;
        let members = population.members();
        let error = |decay: usize| -> f64 {
            let each = (0..rows.len()).map(|row| {
                let x = &samples.x[row * shape.inputs..(row + 1) * shape.inputs];
                let outputs = shape.evaluate(&members[decay * FOLDS + row % FOLDS], x);
                let targets = &samples.targets[row * shape.outputs..(row + 1) * shape.outputs];
                outputs.iter().zip(targets).map(|(y, t)| (y - t) * (y - t)).sum::<f64>()
            });
            each.sum()
        };
        let errors: Vec<f64> = (0..DECAYS.len()).map(error).collect();
        let best = (0..DECAYS.len()).rev().min_by(|&a, &b| errors[a].total_cmp(&errors[b])).unwrap_or(0);
        Ok(DECAYS[best])
    }

    /// Networks that have seen all rows.
    fn members(
        &self,
        decay: f64,
        watch: &dyn Watch,
    ) -> Result<(Vec<Vec<Layer>>, Vec<crate::train::Epoch>), Report> {
        let rows: Vec<usize> = (0..self.task.dataset.rows()).collect();
        let (_, samples) = self.samples(&rows);
        let lesson = |member: u64| Lesson {
            decay,
            ..Lesson::of(Arc::clone(&samples), self.seed.wrapping_mul(1000).wrapping_add(100 + member))
        };
        let lessons = (0..MEMBERS).map(lesson).collect();
        let mut population = Population::random(&Shape::of(&self.template), lessons, self.plan(STEPS, RATE))?;
        let history = population.run("learning", None, watch)?;
        Ok((population.members(), history))
    }

    /// A process for each output, where rows are few enough.
    fn processes(&self) -> Option<Vec<Process>> {
        let rows: Vec<usize> = (0..self.task.dataset.rows()).collect();
        if rows.len() > FEW {
            return None;
        }
        let (_, samples) = self.samples(&rows);
        let (width, outputs) = (self.template.width(), self.aim.units.len());
        let process = |output: usize| {
            let y: Vec<f64> = samples.targets.iter().skip(output).step_by(outputs).copied().collect();
            Process::of(&samples.x, width, &y)
        };
        (0..outputs).map(process).collect()
    }

    fn seed_of(&self, start: u64) -> u64 {
        self.seed.wrapping_mul(1000).wrapping_add(300 + start)
    }

    /// One network that does what the teacher does, at the samples and between them.
    fn distilled(
        &self,
        teacher: &dyn Fn(&[f64]) -> Vec<f64>,
        starts: Vec<Vec<Layer>>,
        training: &Training,
        watch: &dyn Watch,
    ) -> Result<crate::fine::Best, Report> {
        let shape = Shape::of(&self.template);
        let raw = Arc::new(self.between());
        let x: Vec<f64> = raw.iter().flat_map(|raw| normalized(&self.template.inputs, raw)).collect();
        let values: Vec<Vec<f64>> = x.chunks(shape.inputs).map(teacher).collect();
        let samples = Arc::new(Samples { x, targets: values.concat(), rows: raw.len() });
        let lesson = |member: u64| {
            Lesson::of(Arc::clone(&samples), self.seed.wrapping_mul(1000).wrapping_add(200 + member))
        };
        let lessons: Vec<Lesson> = (0..MEMBERS).map(lesson).collect();
        let mut population = Population::new(&shape, starts, lessons.clone(), self.plan(DISTILLING, RATE))?;
        population.run("distilling", None, watch)?;
        let losses = population.losses();
        let judge = Judge { raw: Vec::clone(&raw), expected: Expected::Values(self.aim.clone(), values) };
        let course = Course::new(&self.template, raw, self.aim.units.clone());
        let mut order: Vec<usize> = (0..losses.len()).collect();
        order.sort_by(|&a, &b| losses[a].total_cmp(&losses[b]));
        order.truncate(TUNED);
        let all = population.members();
        let fine = Fine {
            courses: vec![course; order.len()],
            starts: order.iter().map(|&member| all[member].clone()).collect(),
            lessons: order.iter().map(|&member| lessons[member].clone()).collect(),
            plan: self.plan(TUNING, RATE * 0.3),
            options: &training.deploy,
            judge: &judge,
            masks: None,
        };
        fine.run("tuning the integer network", watch)
    }

    /// Inputs of the samples, and points on the way from one sample to another.
    fn between(&self) -> Vec<Vec<i32>> {
        let rows = raw_rows(self.task);
        let mut random = ChaCha8Rng::seed_from_u64(self.seed ^ 0x6265_7477);
        let mut all: Vec<Vec<i32>> = rows.iter().take(ROWS).cloned().collect();
        for _ in 0..(rows.len() * BETWEEN).clamp(FEWEST, ROWS) {
            let pick = |random: &mut ChaCha8Rng| random.random_range(0..rows.len() as u64) as usize;
            let (a, b, part) = (pick(&mut random), pick(&mut random), random.random_range(0.0..1.0));
            let point = |(a, b): (&i32, &i32)| (f64::from(*a) + part * f64::from(b - a)).round() as i32;
            all.push(rows[a].iter().zip(&rows[b]).map(point).collect());
        }
        all
    }
}

/// Fisher and Yates, seeded.
fn shuffle(rows: &mut [usize], seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed ^ 0x666f_6c64);
    for at in (1..rows.len()).rev() {
        rows.swap(at, random.random_range(0..=at as u64) as usize);
    }
}
