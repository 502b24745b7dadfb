//! A network of one scalar input as segments of straight lines: found, checked and laid out for the chip.
//!
//! The network is evaluated for every input that the sensor's type holds; the fewest lines of integers that keep the tolerance at
//! all of them are the program. Kinks need not be searched for: a line ends where the next input would leave it, which is at
//! the kinks of a network of rectifiers, and where rounding asks for it. So what comes out is the float network rounded, whether
//! or not its layers could be quantised.

mod fit;
mod form;
mod goal;
mod hull;
mod refuse;

pub use fit::{Line, fit};
pub use form::{Cost, Form};
pub use goal::{Goal, Tolerance, goals, nearest, shift};

use tinyml_core::piecewise::{Segment, buckets, tree};

use crate::diagnostic::Report;
use crate::network::{IntType, Network, Output, Outputs};
use crate::options::Options;
use crate::points::Points;

/// A program of segments: a curve for each output.
#[derive(Debug, Clone)]
pub struct Piecewise {
    /// In the order of the outputs.
    pub curves: Vec<Curve>,
    /// How far the outputs may be from the float network.
    pub tolerance: Tolerance,
}

/// One output as a function of the input.
#[derive(Debug, Clone)]
pub struct Curve {
    /// Name of the output.
    pub name: String,
    /// Type of the output.
    pub ty: IntType,
    /// Type of the input.
    pub input: IntType,
    /// Bits behind the point of a line's values.
    pub shift: u32,
    /// How many segments the function has; the table may repeat some.
    pub count: usize,
    /// The segments as the chip has them.
    pub segments: Vec<Segment>,
    /// How the segment of an input is found.
    pub form: Form,
}

impl Piecewise {
    /// Lowers a network.
    ///
    /// # Errors
    ///
    /// It has more than one scalar input, is a classifier, is too large to be run at every input, or bends too often.
    pub fn build(network: &Network, options: &Options) -> Result<Self, Report> {
        let outputs = values(network)?;
        if !Points::of(network, 0).exhaustive() {
            return Err(refuse::too_large(network).into());
        }
        let tolerance = Tolerance::of(network, options.promises.max_error);
        let goals = goals(network, &outputs, tolerance);
        let curve = |(goal, output): (Goal, &&Output)| Curve::new(network, output, &goal);
        let curves: Vec<Curve> = goals.into_iter().zip(&outputs).map(curve).collect::<Result<_, _>>()?;
        Ok(Self { curves, tolerance })
    }

    /// The raw outputs for a raw input.
    pub fn run(&self, raw: &[i32]) -> Vec<i32> {
        let raw = raw.first().copied().unwrap_or_default();
        self.curves.iter().map(|curve| curve.run(raw)).collect()
    }
}

impl Curve {
    fn new(network: &Network, output: &Output, goal: &Goal) -> Result<Self, Report> {
        let shift = shift(goal, output.ty);
        let lines = fit(goal, shift);
        if lines.len() > form::MOST {
            return Err(refuse::too_many(network, output, lines.len()).into());
        }
        let (name, ty) = (output.name.clone(), output.ty);
        let (segments, count) = (segments(goal, &lines), lines.len());
        let input = network.inputs[0].ty;
        let (segments, form) = form::choose(segments, input);
        Ok(Self { name, ty, input, shift, count, segments, form })
    }

    /// What it costs, on Armv6-M and on Armv7E-M.
    pub fn costs(&self) -> [Cost; 2] {
        self.form.costs(self.segments.len(), (self.input.max() - self.input.min() + 1) as usize)
    }

    /// Bytes of its segments and of what finds them.
    pub fn data_bytes(&self) -> usize {
        let segments = size_of_val(&self.segments[..]);
        match &self.form {
            Form::Tree => segments,
            Form::Buckets { first, .. } => segments + first.len(),
        }
    }

    /// The raw output for a raw input, by the kernels of the chip.
    pub fn run(&self, raw: i32) -> i32 {
        let Self { segments, shift, .. } = self;
        let value = match &self.form {
            Form::Tree => tree(segments, raw, *shift),
            Form::Buckets { first, window, grid } => buckets(first, segments, *window, *grid, raw, *shift),
        };
        narrowed(value, self.ty)
    }
}

/// What the expansion's conversion to the type of the output does.
fn narrowed(value: i32, ty: IntType) -> i32 {
    match ty {
        IntType::U8 => i32::from(value as u8),
        IntType::I8 => i32::from(value as i8),
        IntType::U16 => i32::from(value as u16),
        IntType::I16 => i32::from(value as i16),
        IntType::I32 => value,
    }
}

/// The lines with the inputs at which they end.
fn segments(goal: &Goal, lines: &[Line]) -> Vec<Segment> {
    let last = lines.len().saturating_sub(1);
    let segment = |(at, line): (usize, &Line)| {
        let end = if at == last { i32::MAX } else { goal.inputs[line.end - 1] + 1 };
        // Modulo 2^32, as the chip computes.
        Segment::new(end, line.slope as i32, line.offset as i32)
    };
    lines.iter().enumerate().map(segment).collect()
}

/// Whether a network can run in this form, as far as its inputs and outputs say.
pub fn is_suited(network: &Network) -> bool {
    values(network).is_ok()
}

/// The outputs of a network that a function of one number can have.
fn values(network: &Network) -> Result<Vec<&Output>, Report> {
    let mut report = Report::new();
    if !matches!(&network.inputs[..], [input] if input.length.is_none()) {
        report.push(refuse::inputs(network));
    }
    let outputs = match &network.outputs {
        Outputs::Values(outputs) => Ok(outputs.iter().collect()),
        Outputs::Classes { .. } => Err(report.push(refuse::classes())),
    };
    report.finish(outputs)
}
