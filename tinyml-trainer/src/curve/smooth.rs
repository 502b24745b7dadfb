//! The recipe from points to a network: teacher, candidates from seeded starts, the integer network in the loop, a choice.
//!
//! What is chosen is what does best as it is deployed, not what fits the samples best: a few noisy points are easily learnt by
//! heart.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::{Activation, Input, Network, Output, Outputs};
use tinyml_compiler::{Options, single_precision};

use super::distil::{balance, distil};
use super::goal::{Goal, Normal};
use super::mlp::Mlp;
use super::start::{deepened, start};
use super::teacher::Teacher;
use super::trial::{Trial, errors};
use crate::description::{Description, Monotone};
use crate::integer::Integer;
use crate::template::recommended;
use crate::train::{Epoch, Trained, Training};
use crate::watch::Watch;

/// Candidates of a round.
const STARTS: usize = 8;
/// Rounds at most if the direction is demanded and no candidate keeps it.
const ROUNDS: usize = 2;
/// Learning ends when so many steps have left more than this part of the loss.
const SETTLING: usize = 50;
const SETTLED: f64 = 0.99;
/// Rounds in which a candidate learns against its own rounding, and steps of each.
const POLISH: usize = 6;
const POLISH_STEPS: usize = 12;
/// A candidate whose error is this much greater than the best one's is out, however well it rounds.
const WORSE: f64 = 1.25;

/// One input, one output, and rows of both.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Points<'a> {
    /// What the chip will see, in the input's unit.
    pub(crate) x: &'a [f64],
    /// In the output's unit.
    pub(crate) y: &'a [f64],
}

/// A float network in training, and the curve that its loss took.
struct Candidate {
    mlp: Mlp,
    history: Vec<Epoch>,
    trial: Trial,
}

/// Everything that candidates share.
struct Recipe<'a> {
    teacher: Teacher,
    goal: Goal,
    description: &'a Description,
    output: &'a Output,
    options: &'a Options,
    watch: &'a dyn Watch,
    seed: u64,
}

/// Trains.
///
/// # Errors
///
/// The data give no curve, go against the demanded direction, or the compiler refuses every candidate.
pub(crate) fn smooth(
    points: Points<'_>,
    (description, output): (&Description, &Output),
    training: &Training,
    watch: &dyn Watch,
) -> Result<Trained, Report> {
    let input = &description.inputs[0].input;
    let teacher = Teacher::fit(points.x, points.y, description.monotone)?;
    let normals = (Normal::of(points.x), Normal::of(points.y));
    let direction = description.monotone.or(teacher.direction());
    let units = description.hidden.iter().sum();
    let goal = Goal::of(&teacher, (input, output), normals, direction, units);
    let recipe =
        Recipe { teacher, goal, description, output, options: &training.deploy, watch, seed: training.seed };
    let mut candidates = recipe.candidates()?;
    recipe.rank(&mut candidates);
    let mut best = candidates.swap_remove(0);
    recipe.polish(&mut best);
    let notes = recipe.notes(&best);
    Ok(Trained { network: best.trial.network, history: best.history, notes })
}

impl Recipe<'_> {
    /// Rounds of seeded candidates until one keeps its direction.
    fn candidates(&self) -> Result<Vec<Candidate>, Report> {
        let mut all = Vec::new();
        let mut refused = Report::new();
        let rounds = if self.description.monotone.is_some() { ROUNDS } else { 1 };
        for round in 0..rounds {
            let found: Vec<Option<Result<Candidate, Report>>> = (round * STARTS..(round + 1) * STARTS)
                .into_par_iter()
                .map(|number| (number == 0 || !self.watch.stop()).then(|| self.candidate(number)))
                .collect();
            for one in found.into_iter().flatten() {
                match one {
                    Ok(candidate) => all.push(candidate),
                    Err(report) => refused = report,
                }
            }
            if self.watch.stop() || all.iter().any(|candidate: &Candidate| candidate.trial.dent == 0) {
                break;
            }
        }
        if all.is_empty() { Err(refused) } else { Ok(all) }
    }

    fn candidate(&self, number: usize) -> Result<Candidate, Report> {
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        random.set_stream(number as u64);
        let mlp = balance(&self.start(&mut random));
        let steps = 300 + 3 * mlp.size().min(400);
        let unit = self.goal.leaving.std;
        let mut history = Vec::new();
        let mlp = distil(&self.goal, &mlp, steps, |step, loss| {
            history.push(Epoch { step, training: loss * unit * unit, validation: None });
            if step % 64 == 0 {
                self.watch.progress("candidates", number % STARTS * steps + step, STARTS * steps);
            }
            let settled = step >= SETTLING && step % SETTLING == 0 && {
                loss * unit * unit > SETTLED * history[step - SETTLING].training
            };
            !settled && !self.watch.stop()
        });
        let mlp = balance(&mlp);
        let trial = Trial::of(&self.goal, self.network(&mlp), self.options)?;
        Ok(Candidate { mlp, history, trial })
    }

    /// Two ReLU layers begin as one that is deepened, which fits three times better than kinks at random in both.
    fn start(&self, random: &mut ChaCha8Rng) -> Mlp {
        match (&self.description.hidden[..], self.description.activation) {
            (&[lower, upper], Activation::Relu) if lower > 1 && upper > 1 => {
                deepened(&self.goal, (lower, upper), random)
            }
            (hidden, activation) => start(&self.goal, hidden, activation, random),
        }
    }

    /// The best first: those that keep their direction, then those that fit, then those without a unit to spare.
    fn rank(&self, candidates: &mut [Candidate]) {
        let keeps = candidates.iter().any(|candidate| candidate.trial.dent == 0);
        let kept = candidates.iter().filter(|candidate| candidate.trial.dent == 0 || !keeps);
        let least = kept.map(|candidate| candidate.trial.error).fold(f64::INFINITY, f64::min);
        let key = |one: &Candidate| (one.trial.dent > 0, one.trial.error > WORSE * least, one.trial.spare);
        candidates.sort_by(|one, other| {
            key(one).cmp(&key(other)).then(one.trial.score().total_cmp(&other.trial.score()))
        });
    }

    /// The integer network in the loop: what rounding does is added to what the float network has to make up for.
    ///
    /// The gradient is the float network's, the error that of the integer network, run by the kernels (a straight-through
    /// estimator). Most rounds lead nowhere, since rounding jumps; what is deployed best is kept.
    fn polish(&self, best: &mut Candidate) {
        let mut mlp = best.mlp.clone();
        let places: Vec<Vec<i32>> = self.goal.raw.iter().map(|&raw| vec![raw]).collect();
        for round in 0..POLISH {
            self.watch.progress("integers in the loop", round, POLISH);
            let network = self.network(&mlp);
            let integer = match round % 2 {
                0 => Integer::of(&network, self.options),
                _ => Integer::draft(&network, self.options, &places),
            };
            let Ok(integer) = integer else { break };
            if self.watch.stop() {
                break;
            }
            let float = mlp.outputs(&self.goal.x);
            let rounding =
                errors(&self.goal, &integer, self.output).into_iter().zip(&self.goal.target).zip(float);
            let mut goal = self.goal.clone();
            let shifted = rounding.map(|((error, target), float)| target - (error + target - float));
            goal.target = shifted.collect();
            mlp = balance(&distil(&goal, &mlp, POLISH_STEPS, |_, _| true));
            if let Ok(trial) = Trial::of(&self.goal, self.network(&mlp), self.options) {
                let kept = (trial.dent > 0, trial.spare) <= (best.trial.dent > 0, best.trial.spare);
                if kept && trial.score() < best.trial.score() {
                    best.trial = trial;
                    best.mlp = mlp.clone();
                }
            }
        }
    }

    /// The network as a file holds it: outputs in their unit, numbers in single precision.
    fn network(&self, mlp: &Mlp) -> Network {
        let mut mlp = mlp.clone();
        if let Some(last) = mlp.layers.last_mut() {
            last.weights *= self.goal.leaving.std;
            last.bias = &last.bias * self.goal.leaving.std;
            last.bias.add_scalar_mut(self.goal.leaving.mean);
        }
        let (mean, std) = (self.goal.entering.mean, self.goal.entering.std);
        let input = Input { mean, std, ..self.description.inputs[0].input.clone() };
        single_precision(&Network {
            name: self.description.name.clone(),
            description: self.description.description.clone(),
            inputs: vec![input],
            outputs: Outputs::Values(vec![self.output.clone()]),
            layers: mlp.dense(),
            deploy: recommended(self.options),
            training: vec![("teacher".to_owned(), self.teacher.about.as_str().into())],
        })
    }

    fn notes(&self, best: &Candidate) -> Vec<String> {
        let trial = &best.trial;
        let unit = self.output.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let mut notes = vec![
            format!("teacher: {}", self.teacher.about),
            format!(
                "integer network: {:.3}{unit} from its teacher (rms), {:.3}{unit} from its float network at most",
                trial.error, trial.deviation
            ),
        ];
        if let Some((direction, _)) = self.goal.direction {
            let found = if self.description.monotone.is_some() { "demanded" } else { "found in the data" };
            let way = match direction {
                Monotone::Increasing => "rise",
                Monotone::Decreasing => "fall",
            };
            let over = if trial.exhaustive { "every input" } else { "inputs evenly spaced over the range" };
            notes.push(match trial.dent {
                0 => format!("the integer outputs never fail to {way} ({found}), tried with {over}"),
                dent => format!(
                    "the integer outputs should {way} ({found}), but go back by up to {dent} raw steps: \
                     no candidate kept the direction; a coarser output, more units or finer weights may"
                ),
            });
        }
        if trial.beyond > 0.0 {
            notes.push(format!(
                "the float network leaves the declared output range by up to {:.3}{unit}; the chip clamps it",
                trial.beyond
            ));
        }
        if trial.spare > 0 {
            notes.push(format!("{} hidden units are of no use: a smaller network would do", trial.spare));
        }
        notes
    }
}
