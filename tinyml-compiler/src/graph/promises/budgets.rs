//! `max_flash`, `max_ram`, `max_stack` and `max_macs` of a graph.

use super::Facts;
use crate::cost::Target;
use crate::diagnostic::{Blame, Code, Diagnostic, quoted};
use crate::graph::figures::macs;
use crate::graph::lower::Step;
use crate::options::{MemoryPlace, Options};
use crate::promises::costs::{Exceeded, budget, bytes, exceeded, grouped, literal};

/// Bytes of constants and code.
pub(super) fn max_flash(facts: &Facts<'_>, options: &Options) -> Vec<Diagnostic> {
    let figures = facts.figures;
    let flash = |target: Target| (figures.constants + figures.code(target)) as u64;
    let most = most(facts, |step| step.kernel.describe().bytes() as u64);
    let told = |over: Exceeded| {
        let (constants, code) = (figures.constants as u64, figures.code(over.target) as u64);
        diagnostic(&over, Code::FlashExceeded, "max_flash", "flash").found(format!(
            "about {}: {} of constants, counted, and an allowance of {} for code{most}",
            bytes(over.now),
            grouped(constants),
            grouped(code)
        ))
    };
    exceeded(&options.promises.max_flash, flash).into_iter().map(told).collect()
}

/// Bytes of working memory, states and stack together, wherever the working memory is.
pub(super) fn max_ram(facts: &Facts<'_>, options: &Options) -> Vec<Diagnostic> {
    let figures = facts.figures;
    let ram = |target: Target| (figures.work + figures.states + figures.stack(target)) as u64;
    let widest = widest(facts);
    let told = |over: Exceeded| {
        let (work, states) = (figures.work as u64, figures.states as u64);
        diagnostic(&over, Code::RamExceeded, "max_ram", "RAM").found(format!(
            "up to {}: {} of working memory, {} of states, and a bound of {} for the stack{widest}",
            bytes(over.now),
            grouped(work),
            grouped(states),
            grouped(over.now - work - states)
        ))
    };
    exceeded(&options.promises.max_ram, ram).into_iter().map(told).collect()
}

/// Bytes of stack: with the working memory, where that is on the stack.
pub(super) fn max_stack(facts: &Facts<'_>, options: &Options) -> Vec<Diagnostic> {
    let figures = facts.figures;
    let work = if options.memory == MemoryPlace::Stack { figures.work } else { 0 };
    let stack = |target: Target| (work + figures.stack(target)) as u64;
    let told = |over: Exceeded| {
        let kernels = over.now - work as u64;
        let found = match work {
            0 => format!("up to {}, a bound for its kernels", bytes(over.now)),
            _ => format!(
                "up to {}: {} of working memory, and a bound of {} for its kernels",
                bytes(over.now),
                grouped(work as u64),
                grouped(kernels)
            ),
        };
        let told = diagnostic(&over, Code::StackExceeded, "max_stack", "stack").found(found);
        let allow = over.allow("max_stack", &budget(over.now));
        match work {
            0 => told,
            _ => told.help(format!("put the working memory elsewhere by `memory = \"struct\"`, or {allow}")),
        }
    };
    exceeded(&options.promises.max_stack, stack).into_iter().map(told).collect()
}

/// Multiplications of one inference.
pub(super) fn max_macs(facts: &Facts<'_>, options: &Options) -> Vec<Diagnostic> {
    let now = facts.figures.macs;
    let told = |limit: u64| {
        Diagnostic::new(Code::MacsExceeded, "an inference takes more multiplications than `max_macs`")
            .blame(Blame::Argument("max_macs"))
            .expected(format!("at most {}", grouped(limit)))
            .found(format!("{}{}", grouped(now), most(facts, macs)))
            .help(format!("allow `max_macs = {}`, or train a smaller network", literal(now)))
    };
    options.promises.max_macs.filter(|limit| now > *limit).into_iter().map(told).collect()
}

fn diagnostic(over: &Exceeded, code: Code, argument: &'static str, what: &str) -> Diagnostic {
    let (title, name) = (over.target.title(), over.target.name());
    Diagnostic::new(code, format!("the model takes more {what} than `{argument}` on {title} (`{name}`)"))
        .blame(Blame::Argument(argument))
        .expected(format!("at most {}", bytes(over.limit)))
        .help(over.allow(argument, &budget(over.now)))
}

/// The step that has most of something, as the end of a sentence; nothing where there is one step, or none.
fn most(facts: &Facts<'_>, of: impl Fn(&Step) -> u64) -> String {
    let steps = &facts.lowered.steps;
    let most = steps.iter().rev().max_by_key(|step| of(step)).filter(|_| steps.len() > 1);
    most.map_or(String::new(), |step| format!("; {} takes most, {}", shown(step), grouped(of(step))))
}

/// The step at which the working memory is fullest is where the buffers that it touches are largest together.
fn widest(facts: &Facts<'_>) -> String {
    let lowered = facts.lowered;
    let work = |step: &Step| -> u64 {
        let mut touched: Vec<usize> =
            step.inputs.iter().chain(&step.outputs).map(|span| span.buffer).collect();
        touched.sort_unstable();
        touched.dedup();
        let planned = touched.into_iter().filter(|buffer| facts.plan.offsets[*buffer].is_some());
        planned
            .map(|buffer| lowered.buffers[buffer].count * lowered.buffers[buffer].element.bytes())
            .sum::<usize>() as u64
    };
    let widest = lowered.steps.iter().rev().max_by_key(|step| work(step)).filter(|_| lowered.steps.len() > 1);
    widest.map_or(String::new(), |step| {
        format!("; {} has the largest tensors, {}", shown(step), bytes(work(step)))
    })
}

fn shown(step: &Step) -> String {
    format!("operator {} ({})", step.node, quoted(step.operator))
}
