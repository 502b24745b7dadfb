//! `report` of a graph: what goes in and out, what each operator costs, and where everything lies.

use serde_json::{Value, json};
use tinyml_compiler::diagnostic::count;
use tinyml_compiler::graph::GraphModel;
use tinyml_compiler::graph::lower::{BufferKind, Edge, Span, Step};
use tinyml_compiler::graph::quantize::{Deviation, Quality};

use super::short;
use crate::output::{Answer, TITLE};
use crate::table::Table;

/// The whole report.
pub(crate) fn report(model: &GraphModel) -> Answer {
    Answer::new(text(model), document(model))
}

fn text(model: &GraphModel) -> String {
    let figures = &model.figures;
    let edges = |title: &str, edges: &[Edge]| format!("{TITLE}{title}{TITLE:#}\n{}", table_of_edges(edges));
    let inputs = edges("inputs", &model.lowered.inputs);
    let outputs = edges("outputs", &model.lowered.outputs);
    format!(
        "{TITLE}{}{TITLE:#}: {}, {}\n\n{inputs}\n{outputs}\n{TITLE}steps{TITLE:#}\n{}\n\
         {:>12} B  working memory at the peak, beside the input and output arrays ({} B)\n\
         {:>12} B  state that is kept between inferences\n\
         {:>12} B  constants in flash\n\
         {:>12}    multiplications of one inference\n{}",
        model.name,
        model.file,
        count(model.lowered.steps.len(), "step"),
        steps(model),
        figures.work,
        figures.inputs + figures.outputs,
        figures.states,
        figures.constants,
        figures.macs,
        model.quality.as_ref().map(quality).unwrap_or_default(),
    )
}

/// How far a graph that was quantised here is from its float network.
fn quality(quality: &Quality) -> String {
    let mut table = Table::new(["", "operator", "gives", "a step", "deviation, RMS steps", "most, steps"]);
    for layer in &quality.layers {
        table.row([
            layer.node.to_string(),
            layer.operator.to_owned(),
            short(&layer.name),
            layer.step.to_string(),
            format!("{:.2}", layer.rms),
            format!("{:.2}", layer.most),
        ]);
    }
    let notes: String = quality.notes.iter().map(|note| format!("{note}\n")).collect();
    format!("\n{TITLE}quantisation{TITLE:#}\n{}\n{table}{notes}", quality.summary())
}

fn table_of_edges(edges: &[Edge]) -> Table {
    let mut table = Table::new(["name", "type", "shape", "scale", "zero point"]);
    for Edge { tensor, .. } in edges {
        let (scale, zero) =
            tensor.scale().map_or((String::new(), String::new()), |(s, z)| (s.to_string(), z.to_string()));
        table.row([short(&tensor.name), tensor.element.name().to_owned(), shape(&tensor.shape), scale, zero]);
    }
    table
}

fn steps(model: &GraphModel) -> Table {
    let mut table =
        Table::new(["", "operator", "kernel", "gives", "multiplications", "flash", "reads", "writes"]);
    for step in &model.lowered.steps {
        let kernel = step.kernel.describe();
        table.row([
            step.node.to_string(),
            step.operator.to_owned(),
            step.kernel.name().to_owned(),
            short(&step.name),
            kernel.macs().to_string(),
            format!("{} B", kernel.bytes()),
            places(model, &step.inputs),
            places(model, &step.outputs),
        ]);
    }
    table
}

/// `0..8000` in the working memory, or what else it is.
fn places(model: &GraphModel, spans: &[Span]) -> String {
    spans.iter().map(|span| place(model, *span)).collect::<Vec<_>>().join(", ")
}

fn place(model: &GraphModel, span: Span) -> String {
    let buffer = &model.lowered.buffers[span.buffer];
    let width = buffer.element.bytes();
    match (&buffer.kind, model.plan.offsets[span.buffer]) {
        (BufferKind::Work, Some(offset)) => {
            let first = offset + span.start * width;
            format!("{first}..{}", first + span.count * width)
        }
        (BufferKind::Work, None) => "nowhere".to_owned(),
        (BufferKind::Input(_), _) => "input".to_owned(),
        (BufferKind::Output(_), _) => "output".to_owned(),
        (BufferKind::State(_), _) => "state".to_owned(),
        (BufferKind::Constant(_), _) => "constant".to_owned(),
    }
}

fn shape(shape: &[usize]) -> String {
    shape.iter().map(usize::to_string).collect::<Vec<_>>().join("×")
}

fn document(model: &GraphModel) -> Value {
    let figures = &model.figures;
    json!({
        "name": model.name,
        "file": model.file,
        "inputs": model.lowered.inputs.iter().map(edge).collect::<Vec<_>>(),
        "outputs": model.lowered.outputs.iter().map(edge).collect::<Vec<_>>(),
        "steps": model.lowered.steps.iter().map(|one| step(model, one)).collect::<Vec<_>>(),
        "working_memory_bytes": figures.work,
        "working_memory_is_least": model.plan.is_optimal,
        "input_bytes": figures.inputs,
        "output_bytes": figures.outputs,
        "state_bytes": figures.states,
        "flash_bytes": figures.constants,
        "macs": figures.macs,
        "quantisation": model.quality.as_ref().map(deviations),
    })
}

fn deviations(quality: &Quality) -> Value {
    let layer = |layer: &Deviation| {
        json!({
            "operator_index": layer.node,
            "operator": layer.operator,
            "gives": layer.name,
            "step": layer.step,
            "rms_steps": layer.rms,
            "most_steps": layer.most,
        })
    };
    json!({
        "calibration_samples": quality.calibrated,
        "compared_samples": quality.compared,
        "layers": quality.layers.iter().map(layer).collect::<Vec<_>>(),
        "notes": quality.notes,
    })
}

fn edge(edge: &Edge) -> Value {
    let tensor = &edge.tensor;
    let (scale, zero_point) = tensor.scale().unzip();
    json!({ "name": tensor.name, "type": tensor.element.name(), "shape": tensor.shape, "scale": scale, "zero_point": zero_point })
}

fn step(model: &GraphModel, step: &Step) -> Value {
    let kernel = step.kernel.describe();
    let places = |spans: &[Span]| spans.iter().map(|span| place(model, *span)).collect::<Vec<_>>();
    json!({
        "operator_index": step.node,
        "operator": step.operator,
        "kernel": step.kernel.name(),
        "gives": step.name,
        "macs": kernel.macs(),
        "flash_bytes": kernel.bytes(),
        "reads": places(&step.inputs),
        "writes": places(&step.outputs),
    })
}
