//! The answer of `search` as text: the front as a table and as a plot of characters, and what was found.

use std::fmt::Write;
use std::path::Path;

use tinyml_compiler::network::Activation;

use super::{Found, Member};
use crate::costs::Meter;
use crate::table::Table;

/// Size of the plot, in characters.
const WIDTH: usize = 60;
const HEIGHT: usize = 12;

/// The whole answer.
pub(super) fn text(found: &Found, meter: &Meter, out: Option<&Path>) -> String {
    let error = |error: Option<f64>| match error {
        Some(error) if found.is_class => format!("{:.2} % right", 100.0 * (1.0 - error)),
        Some(error) => format!("{error:.3}"),
        None => String::new(),
    };
    let head = if found.is_class { "kept back" } else { "RMSE kept back" };
    let mut table = Table::new(["hidden", "activation", head, "instructions", "flash", "stack", "RAM", ""]);
    for (at, member) in found.members.iter().enumerate() {
        let [instructions, flash, stack, ram] = member.cost.cells();
        let shape = &member.tried.shape;
        let verdict = match found.chosen {
            Some(chosen) if chosen == at => "the smallest that keeps the error",
            _ if !member.keeps => "beyond the error",
            _ if !member.affordable => "beyond the chip's limits",
            _ => "",
        };
        let row = [
            hidden(&shape.hidden),
            activation(shape.activation).to_owned(),
            error(member.tried.error),
            instructions,
            flash,
            stack,
            ram,
            verdict.to_owned(),
        ];
        table.row(row);
    }
    let mut text = format!("{table}\n{}", plot(&found.members, found.limit));
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "\nlimit: {}, by {}; {} of {} shapes were validated, the smallest first",
        error(Some(found.limit)),
        found.plan.name(found.rows),
        found.validated,
        found.shapes
    );
    let _ = writeln!(text, "{}", meter.source());
    found.notes.iter().for_each(|note| text.push_str(&format!("note: {note}\n")));
    match (found.chosen, out) {
        (Some(_), Some(path)) => text.push_str(&format!("{} holds the network\n", path.display())),
        (Some(_), None) => text.push_str("nothing was written: `--out` names a file\n"),
        (None, _) => text.push_str("no shape keeps the error within the limits; nothing was written\n"),
    }
    text
}

fn hidden(units: &[usize]) -> String {
    let units: Vec<String> = units.iter().map(usize::to_string).collect();
    if units.is_empty() { "none".to_owned() } else { units.join("-") }
}

/// The name that descriptions take.
pub(super) fn activation(activation: Activation) -> &'static str {
    match activation {
        Activation::None => "none",
        Activation::Relu => "relu",
        Activation::Clamp { .. } => "clamp",
        Activation::LeakyRelu { .. } => "leaky_relu",
        Activation::Tanh => "tanh",
        Activation::Sigmoid => "sigmoid",
        Activation::Softmax => "softmax",
        Activation::Argmax => "argmax",
    }
}

/// Error upwards, instructions to the right; the limit is a dotted line.
fn plot(members: &[Member], limit: f64) -> String {
    let point = |member: &Member| Some((member.cost.instructions, member.tried.error?, member.keeps));
    let points: Vec<(f64, f64, bool)> = members.iter().filter_map(point).collect();
    let right = points.iter().map(|point| point.0).fold(1.0, f64::max);
    // Far above the limit, points are drawn at the upper edge: what is near it is of interest.
    let top = points.iter().map(|point| point.1).fold(limit, f64::max).min(3.0 * limit);
    let mut lines = vec![vec![' '; WIDTH]; HEIGHT];
    let row = |error: f64| {
        let part = (error / top.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
        HEIGHT - 1 - (part * (HEIGHT - 1) as f64).round() as usize
    };
    lines[row(limit)].fill('·');
    for (instructions, error, keeps) in points {
        let column = (instructions / right * (WIDTH - 1) as f64).round() as usize;
        lines[row(error)][column.min(WIDTH - 1)] = if keeps { '●' } else { '○' };
    }
    let mut text = format!("error, up to {top:.3}; · the limit, ● keeps it\n");
    for line in lines {
        text.push_str(&format!("│{}\n", line.into_iter().collect::<String>().trim_end()));
    }
    text + &format!("└{} {right:.0} instructions\n", "─".repeat(WIDTH))
}
