//! Members side by side, step by step.

use candle_core::DType;
use rayon::prelude::*;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report};

use super::adam::Adam;
use super::graph::{Block, Pass};
use super::lesson::{Deck, Lesson, Samples};
use super::loss::Loss;
use super::schedule::Schedule;
use super::shape::{Layer, Shape};
use crate::Watch;
use crate::train::Epoch;

/// Values of a layer that members of one chunk have together, at most: what fits a core's cache.
const CHUNK: usize = 1 << 15;

/// Points of a learning curve.
const CURVE: usize = 200;

/// What candle computes in. Parameters are kept in `f64` in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Faster, for hundreds of samples and more.
    Single,
    /// For regressions on a few points.
    Double,
}

/// What all members do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// What is made small.
    pub loss: Loss,
    /// How fast, how long.
    pub schedule: Schedule,
    /// Samples of a step; all of them if `None`, or if there are no more.
    pub batch: Option<usize>,
    /// What gradients are computed in.
    pub precision: Precision,
}

/// Another forward pass in place of the float one, whose gradient is kept: a straight-through estimator.
///
/// Source: Bengio, Léonard and Courville, "Estimating or Propagating Gradients Through Stochastic Neurons" (2013).
pub trait Through: Sync {
    /// What a member gives for these rows of its samples; `None` leaves it to the float network.
    fn run(&self, member: usize, layers: &[Layer], rows: &[usize]) -> Option<Forward>;
}

/// What came out of another forward pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Forward {
    /// `rows` x `outputs`: the loss and its slope are taken here.
    pub outputs: Vec<f64>,
    /// The parameters that were really used, such as rounded ones: the gradient is taken here, and applied to the member's.
    pub layers: Vec<Layer>,
}

/// Networks of one shape that learn side by side.
#[derive(Debug)]
pub struct Population {
    shape: Shape,
    plan: Plan,
    chunks: Vec<Chunk>,
    step: usize,
}

/// Members that share tensors. How they are grouped changes no bit of any.
#[derive(Debug)]
struct Chunk {
    first: usize,
    members: Vec<Member>,
    /// The samples as a tensor, where each step takes all of them.
    block: Option<Block>,
}

#[derive(Debug)]
struct Member {
    layers: Vec<Layer>,
    masks: Option<Vec<Layer>>,
    adam: Adam,
    lesson: Lesson,
    deck: Deck,
    loss: f64,
}

impl Population {
    /// A member for each start and lesson.
    ///
    /// # Errors
    ///
    /// Starts and lessons that don't fit the shape or one another.
    pub fn new(
        shape: &Shape,
        starts: Vec<Vec<Layer>>,
        lessons: Vec<Lesson>,
        plan: Plan,
    ) -> Result<Self, Report> {
        let fits = |samples: &Samples| {
            samples.x.len() == samples.rows * shape.inputs
                && samples.targets.len() == samples.rows * shape.outputs
        };
        let agree = |lesson: &Lesson| lesson.weights.len() == lesson.samples.rows && fits(&lesson.samples);
        if starts.len() != lessons.len()
            || !lessons.iter().all(agree)
            || !starts.iter().all(|start| shape.holds(start))
        {
            return Err(failed("the members of a population don't fit its shape"));
        }
        let member = |(layers, lesson): (Vec<Layer>, Lesson)| Member {
            adam: Adam::new(&layers),
            masks: None,
            layers,
            deck: Deck::new(&lesson),
            lesson,
            loss: f64::NAN,
        };
        let members: Vec<Member> = starts.into_iter().zip(lessons).map(member).collect();
        let chunks = chunks(shape, &plan, members);
        Ok(Self { shape: shape.clone(), plan, chunks, step: 0 })
    }

    /// A member for each lesson, whose start is random and follows from the seed of the lesson.
    ///
    /// # Errors
    ///
    /// As [`Population::new`].
    pub fn random(shape: &Shape, lessons: Vec<Lesson>, plan: Plan) -> Result<Self, Report> {
        let starts = lessons.iter().map(|lesson| shape.random(lesson.seed)).collect();
        Self::new(shape, starts, lessons, plan)
    }

    /// Number of members.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.members.len()).sum()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Steps so far.
    pub fn steps(&self) -> usize {
        self.step
    }

    /// Whether the schedule has come to its end.
    pub fn done(&self) -> bool {
        self.step >= self.plan.schedule.steps
    }

    /// The parameters of each member.
    pub fn members(&self) -> Vec<Vec<Layer>> {
        self.each().map(|member| member.layers.clone()).collect()
    }

    /// The loss of each member at the step before: the weighted mean over the samples of that step.
    pub fn losses(&self) -> Vec<f64> {
        self.each().map(|member| member.loss).collect()
    }

    /// Parameters of a member that stay 0 from now on: those with a 0 in the mask, which otherwise holds ones.
    pub fn mask(&mut self, member: usize, masks: Vec<Layer>) {
        let members = self.chunks.iter_mut().flat_map(|chunk| &mut chunk.members);
        if let Some(member) = members.into_iter().nth(member)
            && self.shape.holds(&masks)
        {
            member.masks = Some(masks);
            member.apply_masks();
        }
    }

    /// One step of every member, its outputs taken from `through` where that gives any.
    ///
    /// A member whose gradient is not finite stays where it is; its loss tells.
    ///
    /// # Errors
    ///
    /// What candle could not do, such as to get memory.
    pub fn step(&mut self, through: Option<&dyn Through>) -> Result<(), Report> {
        let (shape, plan, rate) = (&self.shape, &self.plan, self.plan.schedule.at(self.step));
        let step = |chunk: &mut Chunk| chunk.step(shape, plan, rate, through);
        self.chunks.par_iter_mut().map(step).collect::<Result<Vec<()>, _>>().map_err(|error| {
            let text = error.to_string();
            failed(text.lines().next().unwrap_or_default())
        })?;
        self.step += 1;
        Ok(())
    }

    /// All steps that are left, or as many as the watch allows. The curve is the mean over the members.
    ///
    /// # Errors
    ///
    /// As [`Population::step`].
    pub fn run(
        &mut self,
        stage: &str,
        through: Option<&dyn Through>,
        watch: &dyn Watch,
    ) -> Result<Vec<Epoch>, Report> {
        let steps = self.plan.schedule.steps;
        let every = steps.div_ceil(CURVE).max(1);
        let mut curve = Vec::new();
        while !self.done() && !watch.stop() {
            self.step(through)?;
            if self.step.is_multiple_of(every) || self.done() {
                let mean = self.losses().iter().sum::<f64>() / self.len().max(1) as f64;
                curve.push(Epoch { step: self.step, training: mean, validation: None });
                watch.progress(stage, self.step, steps);
            }
        }
        Ok(curve)
    }

    fn each(&self) -> impl Iterator<Item = &Member> {
        self.chunks.iter().flat_map(|chunk| &chunk.members)
    }
}

/// Groups members that have equally many samples in a step, few enough for a cache.
fn chunks(shape: &Shape, plan: &Plan, members: Vec<Member>) -> Vec<Chunk> {
    let width = shape.layers().iter().map(|&(inputs, outputs)| inputs.max(outputs)).max().unwrap_or(1);
    let mut chunks: Vec<Chunk> = Vec::new();
    for (at, member) in members.into_iter().enumerate() {
        let samples = member.samples(plan);
        let most = (CHUNK / (samples * width).max(1)).max(1);
        match chunks.last_mut() {
            Some(chunk) if chunk.members.len() < most && chunk.members[0].samples(plan) == samples => {
                chunk.members.push(member);
            }
            _ => chunks.push(Chunk { first: at, members: vec![member], block: None }),
        }
    }
    chunks
}

impl Chunk {
    fn step(
        &mut self,
        shape: &Shape,
        plan: &Plan,
        rate: f64,
        through: Option<&dyn Through>,
    ) -> candle_core::Result<()> {
        let rows: Vec<Vec<usize>> = self.members.iter_mut().map(|member| member.rows(plan)).collect();
        let block = self.block(shape, plan, &rows)?;
        let first = self.first;
        let forward: Vec<Option<Forward>> = match through {
            None => vec![None; self.members.len()],
            Some(through) => {
                let run = |(at, (member, rows)): (usize, (&Member, &Vec<usize>))| {
                    through.run(first + at, &member.layers, rows)
                };
                self.members.par_iter().zip(&rows).enumerate().map(run).collect()
            }
        };
        let layers: Vec<&[Layer]> = self
            .members
            .iter()
            .zip(&forward)
            .map(|(member, forward)| forward.as_ref().map_or(&member.layers[..], |forward| &forward.layers))
            .collect();
        let pass = Pass::new(shape, &layers, &block)?;
        let mut outputs = pass.outputs()?;
        let size = outputs.len() / self.members.len().max(1);
        for (outputs, forward) in outputs.chunks_mut(size.max(1)).zip(&forward) {
            if let Some(forward) = forward {
                outputs.copy_from_slice(&forward.outputs);
            }
        }
        let mut slopes = vec![0.0; outputs.len()];
        let parts = outputs.chunks(size.max(1)).zip(slopes.chunks_mut(size.max(1)));
        for ((member, rows), (outputs, slopes)) in self.members.iter_mut().zip(&rows).zip(parts) {
            member.loss = judge(&member.lesson, plan.loss, rows, outputs, slopes);
        }
        let gradients = pass.gradients(&slopes)?;
        for (member, gradients) in self.members.iter_mut().zip(&gradients) {
            member.learn(gradients, rate);
        }
        Ok(())
    }

    fn block(&mut self, shape: &Shape, plan: &Plan, rows: &[Vec<usize>]) -> candle_core::Result<Block> {
        if let Some(block) = &self.block {
            return Ok(block.clone());
        }
        let ty = match plan.precision {
            Precision::Single => DType::F32,
            Precision::Double => DType::F64,
        };
        let samples = rows.first().map_or(0, Vec::len);
        let mut values = Vec::with_capacity(self.members.len() * samples * shape.inputs);
        for (member, rows) in self.members.iter().zip(rows) {
            for &row in rows {
                values.extend_from_slice(
                    &member.lesson.samples.x[row * shape.inputs..(row + 1) * shape.inputs],
                );
            }
        }
        let block = Block::new(&values, self.members.len(), samples, shape.inputs, ty)?;
        if self.members.iter().all(|member| member.takes_all(plan)) {
            self.block = Some(block.clone());
        }
        Ok(block)
    }
}

impl Member {
    fn takes_all(&self, plan: &Plan) -> bool {
        plan.batch.is_none_or(|batch| batch >= self.lesson.samples.rows)
    }

    /// How many samples a step takes.
    fn samples(&self, plan: &Plan) -> usize {
        plan.batch.unwrap_or(usize::MAX).min(self.lesson.samples.rows)
    }

    fn rows(&mut self, plan: &Plan) -> Vec<usize> {
        if self.takes_all(plan) {
            return (0..self.lesson.samples.rows).collect();
        }
        // Where no row counts, row 0 stands in: its weight of 0 keeps it from teaching anything.
        (0..self.samples(plan)).map(|_| self.deck.next().unwrap_or(0)).collect()
    }

    fn learn(&mut self, gradients: &[Layer], rate: f64) {
        let finite = |layer: &Layer| layer.weights.iter().chain(&layer.bias).all(|value| value.is_finite());
        if !gradients.iter().all(finite) {
            self.loss = f64::NAN;
            return;
        }
        self.adam.step(&mut self.layers, gradients, rate, self.lesson.decay);
        self.apply_masks();
    }

    fn apply_masks(&mut self) {
        for (layer, mask) in self.layers.iter_mut().zip(self.masks.iter().flatten()) {
            layer.weights.iter_mut().zip(&mask.weights).for_each(|(value, mask)| *value *= mask);
            layer.bias.iter_mut().zip(&mask.bias).for_each(|(value, mask)| *value *= mask);
        }
    }
}

/// The weighted mean of the loss, and its slope by each output.
fn judge(lesson: &Lesson, loss: Loss, rows: &[usize], outputs: &[f64], slopes: &mut [f64]) -> f64 {
    let width = outputs.len() / rows.len().max(1);
    let total: f64 = rows.iter().map(|&row| lesson.weights[row]).sum();
    let total = if total > 0.0 { total } else { 1.0 };
    let samples = outputs.chunks(width.max(1)).zip(slopes.chunks_mut(width.max(1)));
    let mut mean = 0.0;
    for (&row, (outputs, slopes)) in rows.iter().zip(samples) {
        let targets = &lesson.samples.targets[row * width..(row + 1) * width];
        let share = lesson.weights[row] / total;
        if share > 0.0 {
            mean += share * loss.at(outputs, targets, slopes);
            slopes.iter_mut().for_each(|slope| *slope *= share);
        }
    }
    mean
}

fn failed(message: &str) -> Report {
    Diagnostic::new(Code::TrainingFailed, format!("training could not go on: {message}")).into()
}

#[cfg(test)]
mod tests;
