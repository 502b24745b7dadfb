//! `monotone`: where an input grows and the others stay, no output goes the other way.

use super::asked::Direction;
use super::missed::{Figure, Missed, Remedy};
use super::text::{amount, at, output_of, run_all, with_unit};
use super::{Facts, text};
use crate::diagnostic::{Blame, Code, Diagnostic, nearest, quoted};
use crate::network::{Input, Output};
use crate::options::Options;
use crate::quantize::outputs;
use crate::verify::{Change, Step, Trend};

/// Checks the promise for every input of it.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let promises = &options.promises.monotone;
    promises.iter().flat_map(|(input, direction)| of(facts, input.as_deref(), *direction)).collect()
}

/// The promise for one input, or for the only one.
fn of(facts: &Facts<'_>, name: Option<&str>, direction: Direction) -> Option<Missed> {
    let inputs = &facts.network.inputs;
    let position = match name {
        Some(name) => inputs.iter().position(|input| input.name == name),
        None => (inputs.len() == 1).then_some(0),
    };
    let Some(position) = position else {
        return Some(Missed::new(unsuited(inputs, name, direction)));
    };
    let first: usize = inputs[..position].iter().map(Input::width).sum();
    let values = first..first + inputs[position].width();
    let all = outputs(facts.network).into_iter().zip(&facts.certificate.trends).enumerate();
    let changes = all.flat_map(|(index, (output, trends))| {
        let trends = trends.get(values.clone()).unwrap_or_default().iter();
        trends.map(move |trend| {
            (Promise { facts, input: &inputs[position], index, output, direction }, against(trend, direction))
        })
    });
    worse(changes).map(|(promise, change)| promise.told(change))
}

/// What would break the promise.
fn against(trend: &Trend, direction: Direction) -> &Change {
    match direction {
        Direction::Increasing => &trend.fall,
        Direction::Decreasing => &trend.rise,
    }
}

/// The first place that breaks it, of any output, or else the first of which nothing is known.
fn worse<'c, P>(changes: impl Iterator<Item = (P, &'c Change)>) -> Option<(P, &'c Change)> {
    let mut unknown = None;
    for (promise, change) in changes {
        match change {
            Change::At(_) => return Some((promise, change)),
            Change::Unknown => unknown = unknown.or(Some((promise, change))),
            Change::Never => {}
        }
    }
    unknown
}

struct Promise<'a> {
    facts: &'a Facts<'a>,
    input: &'a Input,
    index: usize,
    output: &'a Output,
    direction: Direction,
}

impl Promise<'_> {
    fn told(&self, change: &Change) -> Missed {
        match change {
            Change::At(step) => self.broken(step),
            Change::Never | Change::Unknown => Missed::new(self.unproved()),
        }
    }

    fn broken(&self, step: &Step) -> Missed {
        let Step { from, to, outputs } = step;
        let network = self.facts.network;
        let message = format!(
            "{} is not {} in {}",
            output_of(self.facts.network, self.index),
            self.direction.name(),
            quoted(&self.input.name)
        );
        let diagnostic = Diagnostic::new(Code::MonotoneBroken, message)
            .blame(Blame::Argument("monotone"))
            .expected(self.wanted())
            .found(format!(
                "{} at {}, but {} at {}",
                self.real(outputs.0),
                at(network, from),
                self.real(outputs.1),
                at(network, to)
            ));
        let own = self.float_goes_against(step);
        if own {
            return Missed::new(diagnostic.help(self.training()));
        }
        let help = "leave the promise out: it is rounding that breaks it here, not the float network";
        let figure: Figure = Box::new(|facts| {
            let output = outputs_of(facts);
            format!("deviations of at most {}", amount(facts.certificate.bound, output))
        });
        Missed::with(diagnostic.help(help), Remedy::Finer, figure)
    }

    fn unproved(&self) -> Diagnostic {
        let message = format!(
            "{} cannot be proved to be {} in {}",
            output_of(self.facts.network, self.index),
            self.direction.name(),
            quoted(&self.input.name)
        );
        Diagnostic::new(Code::MonotoneUnproved, message)
            .blame(Blame::Argument("monotone"))
            .expected(self.wanted())
            .found("no input that breaks it, and no proof: there are too many combinations to try them all")
            .help(format!(
                "{}narrow the declared ranges of the inputs until they have at most 2^20 combinations, or leave the promise out",
                run_all(self.facts.network)
            ))
    }

    fn wanted(&self) -> String {
        let never = match self.direction {
            Direction::Increasing => "falls",
            Direction::Decreasing => "rises",
        };
        format!("an output that never {never} where {} grows", quoted(&self.input.name))
    }

    fn real(&self, raw: i32) -> String {
        let value = f64::from(raw) * self.output.scale;
        with_unit(&text::with_places_of(self.output.scale * 1000.0, value), self.output)
    }

    /// Whether the float network breaks the promise at the same place.
    fn float_goes_against(&self, step: &Step) -> bool {
        let value = |raw: &[i32]| self.facts.network.evaluate(raw)[self.index];
        let (from, to) = (value(&step.from), value(&step.to));
        match self.direction {
            Direction::Increasing => to < from,
            Direction::Decreasing => to > from,
        }
    }

    fn training(&self) -> String {
        let way = self.direction.name();
        if self.facts.network.width() == 1 {
            return format!(
                "the float network does so too: train it with `monotone = \"{way}\"` in its description, or leave the promise out"
            );
        }
        "the float network does so too: train another one, or leave the promise out".to_owned()
    }
}

fn outputs_of<'n>(facts: &Facts<'n>) -> &'n Output {
    outputs(facts.network)[facts.certificate.worst.output]
}

fn unsuited(inputs: &[Input], name: Option<&str>, direction: Direction) -> Diagnostic {
    let names = || inputs.iter().map(|input| input.name.as_str());
    let listed: Vec<String> = names().take(12).map(quoted).collect();
    let example = format!("`monotone({} = \"{}\")`", names().next().unwrap_or("input"), direction.name());
    let Some(name) = name else {
        return Diagnostic::new(
            Code::PromiseUnsuited,
            "the model has several inputs, and `monotone` is about one",
        )
        .blame(Blame::Argument("monotone"))
        .expected(format!("one of {}", listed.join(", ")))
        .help(format!("say which: {example}"));
    };
    let diagnostic =
        Diagnostic::new(Code::PromiseUnsuited, format!("the model has no input {}", quoted(name)))
            .blame(Blame::Argument("monotone"))
            .expected(listed.join(", "));
    match nearest(name, names()) {
        Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))),
        None => diagnostic,
    }
}
