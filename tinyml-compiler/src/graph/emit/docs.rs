//! The generated rustdoc: what the network is, a table of what runs, and where in the memory everything lies.

use super::layout::Layout;
use super::quality;
use crate::emit::docs::indented;
use crate::emit::markdown::code;
use crate::graph::lower::{BufferId, BufferKind, Edge, Span, Step};

/// Lines for the impl block.
pub(super) fn lines(layout: &Layout<'_>) -> Vec<String> {
    let model = layout.model;
    let mut lines = vec![format!("The network {}, embedded from {}.", code(&model.name), code(&model.file))];
    lines.extend(
        ["", "| operator | gives | shape | kernel | multiplications | flash | where |"].map(str::to_owned),
    );
    lines.push("|---|---|---|---|---:|---:|---|".to_owned());
    lines.extend(model.lowered.steps.iter().map(|step| row(layout, step)));
    lines.extend(map(layout));
    lines.extend(quality::lines(model.quality.as_ref()));
    indented(lines)
}

fn row(layout: &Layout<'_>, step: &Step) -> String {
    let kernel = step.kernel.describe();
    let place = step.outputs.first().map_or_else(String::new, |span| place(layout, *span));
    let results = &layout.model.lowered.results;
    let result = results.iter().find(|result| result.node == step.node && result.output == 0);
    let shape = result.map_or_else(String::new, |result| shape(&result.shape));
    let (index, operator, tensor) = (step.node, step.operator, code(&step.name));
    let (name, macs, flash) = (step.kernel.name(), kernel.macs(), kernel.bytes());
    format!("| {index} {operator} | {tensor} | {shape} | {name} | {macs} | {flash} | {place} |")
}

/// `49 × 10 × 64`
fn shape(extents: &[usize]) -> String {
    let extents: Vec<String> = extents.iter().map(usize::to_string).collect();
    extents.join(" × ")
}

/// Where elements lie: bytes of the working memory, or in what.
fn place(layout: &Layout<'_>, span: Span) -> String {
    let buffer = layout.buffer(span.buffer);
    match buffer.kind {
        BufferKind::Work => {
            let bytes = buffer.element.bytes();
            let first = layout.model.plan.offsets[span.buffer].unwrap_or(0) + span.start * bytes;
            format!("{first}..{}", first + span.count * bytes)
        }
        BufferKind::Input(_) => "input".to_owned(),
        BufferKind::Output(_) => "output".to_owned(),
        BufferKind::State(_) => "state".to_owned(),
        BufferKind::Constant(_) => "constant".to_owned(),
    }
}

/// The working memory: which bytes hold what, from which step to which.
fn map(layout: &Layout<'_>) -> Vec<String> {
    let bytes = layout.memory_bytes();
    if bytes == 0 {
        return Vec::new();
    }
    let head = format!("Working memory, {bytes} bytes; steps are the rows of the table above, from 0 on:");
    let mut lines = vec![String::new(), head, String::new()];
    lines.extend(["| bytes | holds | in steps |", "|---|---|---|"].map(str::to_owned));
    let steps = &layout.model.lowered.steps;
    for (id, buffer) in layout.model.lowered.buffers.iter().enumerate() {
        let uses = |step: &Step| step.inputs.iter().chain(&step.outputs).any(|span| span.buffer == id);
        let (Some(first), Some(last)) = (steps.iter().position(uses), steps.iter().rposition(uses)) else {
            continue;
        };
        if buffer.kind == BufferKind::Work {
            let place = place(layout, whole(layout, id));
            lines.push(format!("| {place} | {} | {first}..={last} |", code(&buffer.name)));
        }
    }
    lines
}

fn whole(layout: &Layout<'_>, buffer: BufferId) -> Span {
    Span { buffer, start: 0, count: layout.buffer(buffer).count }
}

/// Lines for `infer`.
pub(super) fn infer(layout: &Layout<'_>) -> Vec<String> {
    let mut lines = vec!["Runs the network; every value of the inputs is legal.".to_owned(), String::new()];
    lines.extend(layout.inputs.iter().map(|(name, edge)| format!("- `{name}`: {}", about(edge))));
    lines.extend(layout.outputs.iter().map(|(_, edge)| format!("- returns {}", about(edge))));
    indented(lines)
}

/// `` `scores`, 1 × 12, int8; real = 0.00390625 * (raw + 128) ``
fn about(edge: &Edge) -> String {
    let tensor = &edge.tensor;
    let (name, shape, element) = (code(&tensor.name), shape(&tensor.shape), tensor.element.name());
    let shape = if shape.is_empty() { String::new() } else { format!(", {shape}") };
    let real = tensor.scale().map(|(scale, zero_point)| match zero_point {
        0 => format!("; real = {scale} * raw"),
        below @ ..0 => format!("; real = {scale} * (raw + {})", below.unsigned_abs()),
        above => format!("; real = {scale} * (raw - {above})"),
    });
    format!("{name}{shape}, {element}{}", real.unwrap_or_default())
}
