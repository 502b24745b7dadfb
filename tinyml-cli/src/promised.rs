//! Promises as flags, each with the name and the meaning of the attribute's argument.
//!
//! `max_error` is among the flags of the quantisation, since it also decides what a quantisation is good for; what a dataset
//! promises, `evaluate` shows.

use std::ops::RangeInclusive;

use tinyml_compiler::cost::Target;
use tinyml_compiler::options::{Lowering, Options};
use tinyml_compiler::promises::{Budgets, Direction, Promises};

use crate::options::named;

/// The form of the program, and what it must keep.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Form and promises")]
pub struct Promised {
    /// The form in which the network runs: layers, piecewise (one scalar input), or auto, the cheapest that keeps every promise.
    #[arg(long, value_name = "FORM", value_parser = lowering)]
    pub lowering: Option<Lowering>,
    /// Where the outputs go when an input grows: increasing or decreasing; of one of several inputs as NAME=DIRECTION.
    #[arg(long, value_name = "DIRECTION", value_parser = monotone)]
    pub monotone: Vec<(Option<String>, Direction)>,
    /// Least and greatest output, in its unit, such as -40..=125.
    #[arg(long, value_name = "A..=B", value_parser = range, allow_hyphen_values = true)]
    pub output_range: Option<RangeInclusive<f64>>,
    /// Bytes of flash, code and constants, on every core.
    #[arg(long, value_name = "BYTES")]
    pub max_flash: Option<u64>,
    /// Bytes of RAM, the stack included.
    #[arg(long, value_name = "BYTES")]
    pub max_ram: Option<u64>,
    /// Bytes of stack.
    #[arg(long, value_name = "BYTES")]
    pub max_stack: Option<u64>,
    /// Multiplications of one inference.
    #[arg(long, value_name = "N")]
    pub max_macs: Option<u64>,
    /// Instructions of one inference at worst, on a core; may be given for both.
    #[arg(long, value_name = "CORE=N", value_parser = instructions)]
    pub max_instructions: Vec<(Target, u64)>,
}

impl Promised {
    /// The same options with these promises, too.
    pub fn added_to(&self, options: Options) -> Options {
        let promises = Promises {
            monotone: self.monotone.clone(),
            output_range: self.output_range.as_ref().map(|range| (*range.start(), *range.end())),
            max_flash: everywhere(self.max_flash),
            max_ram: everywhere(self.max_ram),
            max_stack: everywhere(self.max_stack),
            max_macs: self.max_macs,
            max_instructions: self.max_instructions.clone(),
            ..options.promises
        };
        Options { lowering: self.lowering.unwrap_or_default(), promises, ..options }
    }

    /// The attribute's arguments for what was given.
    pub fn arguments(&self) -> Vec<String> {
        let lowering = self.lowering.map(|lowering| format!("lowering = {:?}", lowering.name()));
        let range = self.output_range.as_ref();
        let range = range.map(|range| format!("output_range = {:?}..={:?}", range.start(), range.end()));
        let limits = [
            ("max_flash", self.max_flash),
            ("max_ram", self.max_ram),
            ("max_stack", self.max_stack),
            ("max_macs", self.max_macs),
        ];
        let limits = limits.into_iter().filter_map(|(name, limit)| Some(format!("{name} = {}", limit?)));
        let instructions =
            self.max_instructions.iter().map(|(core, limit)| format!("{} = {limit}", core.name()));
        lowering
            .into_iter()
            .chain(self.directions())
            .chain(range)
            .chain(limits)
            .chain(listed("max_instructions", &instructions.collect::<Vec<_>>()))
            .collect()
    }

    fn directions(&self) -> Option<String> {
        if let [(None, direction)] = &self.monotone[..] {
            return Some(format!("monotone = {:?}", direction.name()));
        }
        let one = |(input, direction): &(Option<String>, Direction)| {
            Some(format!("{} = {:?}", input.as_ref()?, direction.name()))
        };
        listed("monotone", &self.monotone.iter().filter_map(one).collect::<Vec<_>>())
    }
}

/// A budget for every target.
fn everywhere(limit: Option<u64>) -> Budgets {
    limit.map(|limit| (None, limit)).into_iter().collect()
}

/// `name(a, b)`, if there is anything to list.
fn listed(name: &str, parts: &[String]) -> Option<String> {
    (!parts.is_empty()).then(|| format!("{name}({})", parts.join(", ")))
}

fn lowering(text: &str) -> Result<Lowering, String> {
    named(&Lowering::ALL, text)
}

fn monotone(text: &str) -> Result<(Option<String>, Direction), String> {
    match text.split_once('=') {
        Some((input, direction)) => Ok((Some(input.to_owned()), named(&Direction::ALL, direction)?)),
        None => Ok((None, named(&Direction::ALL, text)?)),
    }
}

fn range(text: &str) -> Result<RangeInclusive<f64>, String> {
    let end = |text: &str| text.trim().parse().ok().filter(|end: &f64| end.is_finite());
    let ends = text.split_once("..=").and_then(|(least, greatest)| Some((end(least)?, end(greatest)?)));
    match ends {
        Some((least, greatest)) if least < greatest => Ok(least..=greatest),
        Some(_) | None => Err("expected two ends, the lesser first, such as `-40..=125`".to_owned()),
    }
}

fn instructions(text: &str) -> Result<(Target, u64), String> {
    let (core, limit) = text.split_once('=').ok_or("expected a core and a limit, such as `armv6m=500`")?;
    let limit = limit.parse().ok().filter(|limit| *limit > 0);
    Ok((named(&Target::ALL, core)?, limit.ok_or("expected a whole number of instructions")?))
}

#[cfg(test)]
mod tests {
    use super::{Promised, instructions, monotone, range};
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        promised: Promised,
    }

    fn parsed(flags: &[&str]) -> Vec<String> {
        let line = [&["line"], flags].concat();
        Line::try_parse_from(line).expect("flags").promised.arguments()
    }

    #[test]
    fn flags_become_arguments() {
        assert_eq!(parsed(&[]), Vec::<String>::new());
        let flags = ["--lowering", "piecewise", "--monotone", "decreasing", "--output-range", "-40..=125"];
        let all = ["lowering = \"piecewise\"", "monotone = \"decreasing\"", "output_range = -40.0..=125.0"];
        assert_eq!(parsed(&flags), all);
        let flags = ["--monotone", "a=increasing", "--max-flash", "512", "--max-instructions", "armv6m=40"];
        let all = ["monotone(a = \"increasing\")", "max_flash = 512", "max_instructions(armv6m = 40)"];
        assert_eq!(parsed(&flags), all);
    }

    #[test]
    fn wrong_values() {
        assert!(["1", "2..=1", "a..=b", "1..3"].iter().all(|text| range(text).is_err()));
        assert!(["armv6m", "armv5=3", "armv6m=0", "armv6m=x"].iter().all(|text| instructions(text).is_err()));
        assert!(["up", "a=up"].iter().all(|text| monotone(text).is_err()));
    }
}
