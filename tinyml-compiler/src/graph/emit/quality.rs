//! What the generated rustdoc says of a quantisation that was made here: layer by layer, and the worst.

use crate::emit::markdown::{code, text};
use crate::graph::quantize::{Deviation, Quality};

/// Lines for the impl block; nothing of a network that was quantised elsewhere.
pub(super) fn lines(quality: Option<&Quality>) -> Vec<String> {
    let Some(quality) = quality else { return Vec::new() };
    let mut lines = vec![String::new(), quality.summary(), String::new()];
    lines.extend(
        ["| operator | gives | a step | off by (RMS, steps) | at most (steps) |", "|---|---|---:|---:|---:|"]
            .map(str::to_owned),
    );
    lines.extend(quality.layers.iter().map(row));
    lines.extend(quality.notes.iter().flat_map(|note| [String::new(), format!("Note: {}.", text(note))]));
    lines
}

fn row(layer: &Deviation) -> String {
    let Deviation { node, operator, name, step, rms, most } = layer;
    format!("| {node} {operator} | {} | {step} | {rms:.2} | {most:.1} |", code(name))
}
