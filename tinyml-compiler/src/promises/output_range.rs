//! `output_range`: no declared input leads to an output beyond it.

use super::Facts;
use super::missed::Missed;
use super::text::{at, output_of, run_all, with_unit};
use crate::diagnostic::{Blame, Code, Diagnostic, number};
use crate::network::Output;
use crate::options::Options;
use crate::points::Points;
use crate::quantize::outputs;
use crate::verify::Range;

/// An end is met within this part of a raw step: the ends are decimal fractions, which `f64` has not.
const SLACK: f64 = 1e-6;

/// Checks the promise for every output.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let Some(ends) = options.promises.output_range else {
        return Vec::new();
    };
    let one = |(index, (output, range)): (usize, (&&Output, &Range))| {
        let promise = Promise { facts, index, output, ends };
        match (promise.holds(range.seen), promise.holds(range.proved)) {
            (false, _) => Some(promise.left(range)),
            (true, false) => Some(promise.unproved(range)),
            (true, true) => None,
        }
    };
    let outputs = outputs(facts.network);
    let found = outputs.iter().zip(&facts.certificate.ranges).enumerate().filter_map(one);
    found.map(Missed::new).collect()
}

/// What is promised of one output.
struct Promise<'a> {
    facts: &'a Facts<'a>,
    index: usize,
    output: &'a Output,
    ends: (f64, f64),
}

impl Promise<'_> {
    fn holds(&self, raw: (i32, i32)) -> bool {
        self.allows(raw.0) && self.allows(raw.1)
    }

    fn allows(&self, raw: i32) -> bool {
        let (least, greatest) = self.steps();
        f64::from(raw) >= least - SLACK && f64::from(raw) <= greatest + SLACK
    }

    fn steps(&self) -> (f64, f64) {
        (self.ends.0 / self.output.scale, self.ends.1 / self.output.scale)
    }

    fn left(&self, range: &Range) -> Diagnostic {
        let mut place = String::new();
        if let Some((input, raw)) = self.first_beyond() {
            let text = if self.facts.certificate.exhaustive { "first" } else { "for example" };
            place = format!("; {text} {} at {}", self.real(raw), at(self.facts.network, &input));
        }
        let (least, greatest) = range.seen;
        self.diagnostic(Code::OutputRangeLeft, "leaves `output_range`")
            .found(format!("{} to {}{place}", self.real(least), self.real(greatest)))
            .help(self.help())
    }

    fn unproved(&self, range: &Range) -> Diagnostic {
        let ((least, greatest), (low, high)) = (range.proved, range.seen);
        self.diagnostic(Code::OutputRangeUnproved, "cannot be proved to stay in `output_range`")
            .found(format!(
                "{} to {} as a sound bound; {} to {} over {} sampled inputs",
                self.real(least),
                self.real(greatest),
                self.real(low),
                self.real(high),
                self.facts.certificate.points
            ))
            .help(format!("{}{}", run_all(self.facts.network), self.help()))
    }

    fn diagnostic(&self, code: Code, what: &str) -> Diagnostic {
        let (least, greatest) = self.ends;
        let ends = (with_unit(&number(least), self.output), with_unit(&number(greatest), self.output));
        Diagnostic::new(code, format!("{} {what}", output_of(self.facts.network, self.index)))
            .blame(Blame::Argument("output_range"))
            .expected(format!("{} to {}", ends.0, ends.1))
    }

    /// The file's own range is a clamp on the chip, so that it keeps any promise that it lies in.
    fn help(&self) -> String {
        // The promise is about all outputs: what is allowed must be proved for each.
        let outputs = outputs(self.facts.network);
        let ends = self.facts.certificate.ranges.iter().zip(&outputs).map(|(range, output)| {
            let (least, greatest) = range.proved;
            let real = |raw: i32| digits(f64::from(raw) * output.scale, output.scale);
            (real(least), real(greatest))
        });
        let reached = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |all: (f64, f64), one| {
            (all.0.min(one.0), all.1.max(one.1))
        });
        let (least, greatest) = self.steps();
        let clamp = (libm::ceil(least - SLACK), libm::floor(greatest + SLACK));
        let (min, max) = (self.output.min as f64, self.output.max as f64);
        // An end of zero has no sign.
        let clamp = (clamp.0.clamp(min, max) as i64, clamp.1.clamp(min, max) as i64);
        let allow = format!("allow `output_range = {}..={}`", number(reached.0), number(reached.1));
        if clamp.0 >= clamp.1 {
            return allow;
        }
        format!(
            "`\"range\": [{}, {}]` of the output in the model file clamps it there, or {allow}",
            clamp.0, clamp.1
        )
    }

    fn real(&self, raw: i32) -> String {
        with_unit(&number(digits(f64::from(raw) * self.output.scale, self.output.scale)), self.output)
    }

    /// The first input, of all or of the sample, at which the output is beyond the range, and what it is.
    fn first_beyond(&self) -> Option<(Vec<i32>, i32)> {
        let mut found = None;
        Points::of(self.facts.network, self.facts.certificate.points).for_each(|input| {
            if found.is_none() {
                let raw = self.facts.program.run(input)[self.index];
                found = (!self.allows(raw)).then(|| (input.to_vec(), raw));
            }
        });
        found
    }
}

/// A value without the digits that are finer than a thousandth of its step.
fn digits(value: f64, step: f64) -> f64 {
    let places = (3.0 - libm::floor(libm::log10(step))).clamp(0.0, 15.0) as usize;
    format!("{value:.places$}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn products_lose_what_is_not_theirs() {
        assert_eq!(digits(12_345.0 * 0.01, 0.01), 123.45);
        assert_eq!(digits(3.0 * 0.1, 0.1), 0.3);
        assert_eq!(digits(-40.0, 1.0), -40.0);
    }
}
