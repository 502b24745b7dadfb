//! `report` of a graph: what goes in and out, what each operator costs, and where everything lies.

use serde_json::{Value, json};
use tinyml_compiler::diagnostic::count;
use tinyml_compiler::graph::GraphModel;
use tinyml_compiler::graph::lower::{BufferKind, Edge, Span, Step};

use super::short;
use crate::output::{Answer, TITLE};
use crate::table::Table;

/// The whole report.
pub(crate) fn report(model: &GraphModel) -> Answer {
    Answer::new(text(model), document(model))
}

fn text(model: &GraphModel) -> String {
    let totals = Totals::of(model);
    let edges = |title: &str, edges: &[Edge]| format!("{TITLE}{title}{TITLE:#}\n{}", table_of_edges(edges));
    let inputs = edges("inputs", &model.lowered.inputs);
    let outputs = edges("outputs", &model.lowered.outputs);
    format!(
        "{TITLE}{}{TITLE:#}: {}, {}\n\n{inputs}\n{outputs}\n{TITLE}steps{TITLE:#}\n{}\n\
         {:>12} B  working memory at the peak, beside the input and output arrays ({} B)\n\
         {:>12} B  state that is kept between inferences\n\
         {:>12} B  constants in flash\n\
         {:>12}    multiplications of one inference\n",
        model.name,
        model.file,
        count(model.lowered.steps.len(), "step"),
        steps(model),
        model.plan.peak,
        totals.edges,
        totals.states,
        totals.flash,
        totals.macs,
    )
}

/// Sums over all steps and buffers.
struct Totals {
    macs: u64,
    flash: usize,
    states: usize,
    edges: usize,
}

impl Totals {
    fn of(model: &GraphModel) -> Self {
        let bytes_of = |wanted: fn(&BufferKind) -> bool| -> usize {
            let buffers = model.lowered.buffers.iter().filter(|buffer| wanted(&buffer.kind));
            buffers.map(|buffer| buffer.count * buffer.element.bytes()).sum()
        };
        let kernels = || model.lowered.steps.iter().map(|step| step.kernel.describe());
        let constants = bytes_of(|kind| matches!(kind, BufferKind::Constant(_)));
        Self {
            macs: kernels().map(|kernel| kernel.macs()).sum(),
            flash: constants + kernels().map(|kernel| kernel.bytes()).sum::<usize>(),
            states: bytes_of(|kind| matches!(kind, BufferKind::State(_))),
            edges: bytes_of(|kind| matches!(kind, BufferKind::Input(_) | BufferKind::Output(_))),
        }
    }
}

fn table_of_edges(edges: &[Edge]) -> Table {
    let mut table = Table::new(["name", "type", "shape", "scale", "zero point"]);
    for Edge { tensor, .. } in edges {
        let (scale, zero) =
            tensor.scale().map_or((String::new(), String::new()), |(s, z)| (s.to_string(), z.to_string()));
        table.row([tensor.name.clone(), tensor.element.name().to_owned(), shape(&tensor.shape), scale, zero]);
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
    let totals = Totals::of(model);
    json!({
        "name": model.name,
        "file": model.file,
        "inputs": model.lowered.inputs.iter().map(edge).collect::<Vec<_>>(),
        "outputs": model.lowered.outputs.iter().map(edge).collect::<Vec<_>>(),
        "steps": model.lowered.steps.iter().map(|one| step(model, one)).collect::<Vec<_>>(),
        "working_memory_bytes": model.plan.peak,
        "edge_bytes": totals.edges,
        "state_bytes": totals.states,
        "flash_bytes": totals.flash,
        "macs": totals.macs,
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
