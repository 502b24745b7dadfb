//! `trace` of a graph: what each operator gives for one input, to compare with a framework's interpreter or with the chip.

use std::path::Path;

use serde_json::{Value, json};
use tinyml_compiler::diagnostic::{Code, Diagnostic, Place, Report};
use tinyml_compiler::graph::lower::{Edge, Outcome};
use tinyml_compiler::graph::run::Machine;
use tinyml_compiler::graph::{ElementType, GraphModel};

use super::short;
use crate::output::{Answer, TITLE};
use crate::table::Table;

/// How many values of a tensor the text shows.
const SHOWN: usize = 8;

/// Runs the graph on the bytes of a file: all inputs, one behind the other, as they lie in memory (little-endian).
///
/// # Errors
///
/// Bytes that are not as many as the inputs take.
pub(crate) fn trace(model: &GraphModel, bytes: &[u8], file: &Path) -> Result<Answer, Report> {
    let lengths: Vec<usize> = model.lowered.inputs.iter().map(length).collect();
    if lengths.iter().sum::<usize>() != bytes.len() {
        return Err(wrong_length(model, bytes.len(), file).into());
    }
    let mut rest = bytes;
    let mut inputs = Vec::new();
    for length in lengths {
        let (one, others) = rest.split_at(length);
        inputs.push(one);
        rest = others;
    }
    let mut results = Vec::new();
    let mut see = |outcome: &Outcome, bytes: &[u8]| {
        let element = model.lowered.buffers[outcome.span.buffer].element;
        results.push((outcome.clone(), values(element, bytes)));
    };
    let ran = Machine::new(&model.lowered, &model.plan).infer_traced(&inputs, &mut see);
    ran.map_err(|_| Report::from(wrong_length(model, bytes.len(), file)))?;
    Ok(Answer::new(text(&results), document(&results)))
}

fn length(edge: &Edge) -> usize {
    edge.tensor.count() * edge.tensor.element.bytes()
}

fn wrong_length(model: &GraphModel, found: usize, file: &Path) -> Diagnostic {
    let inputs: Vec<String> = model.lowered.inputs.iter().map(|edge| edge.tensor.shown()).collect();
    let bytes: usize = model.lowered.inputs.iter().map(length).sum();
    Diagnostic::new(Code::InputCount, "the file does not hold one value for each element of the inputs")
        .placed(Place::file(file.to_string_lossy()))
        .expected(format!("{bytes} bytes: {}", inputs.join(", ")))
        .found(format!("{found} bytes"))
}

/// The values as numbers: a float's too.
fn values(element: ElementType, bytes: &[u8]) -> Vec<f64> {
    let words = bytes.chunks_exact(element.bytes());
    match element {
        ElementType::I4 | ElementType::I8 => words.map(|b| f64::from(i8::from_ne_bytes([b[0]]))).collect(),
        ElementType::U8 | ElementType::Bool => words.map(|b| f64::from(b[0])).collect(),
        ElementType::I16 => words.map(|b| f64::from(i16::from_ne_bytes([b[0], b[1]]))).collect(),
        ElementType::I32 | ElementType::I64 => {
            words.map(|b| f64::from(i32::from_ne_bytes([b[0], b[1], b[2], b[3]]))).collect()
        }
        ElementType::F32 => words.map(|b| f64::from(f32::from_ne_bytes([b[0], b[1], b[2], b[3]]))).collect(),
    }
}

fn text(results: &[(Outcome, Vec<f64>)]) -> String {
    let mut table = Table::new(["", "operator", "gives", "values", "least", "greatest", "mean", "the first"]);
    for (outcome, values) in results {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
        let first: Vec<String> = values.iter().take(SHOWN).map(f64::to_string).collect();
        table.row([
            outcome.node.to_string(),
            outcome.operator.to_owned(),
            short(&outcome.name),
            values.len().to_string(),
            least.to_string(),
            greatest.to_string(),
            format!("{mean:.1}"),
            format!("{}{}", first.join(" "), if values.len() > SHOWN { " …" } else { "" }),
        ]);
    }
    format!("{TITLE}operators{TITLE:#}\n{table}\nAll values: --json\n")
}

fn document(results: &[(Outcome, Vec<f64>)]) -> Value {
    let one = |(outcome, values): &(Outcome, Vec<f64>)| json!({ "operator_index": outcome.node, "operator": outcome.operator, "output": outcome.output, "tensor": outcome.tensor, "name": outcome.name, "values": values });
    json!({ "operators": results.iter().map(one).collect::<Vec<_>>() })
}
