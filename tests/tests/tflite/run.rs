//! Runs one model through the compiler and the host's machine, and compares every byte with a reference.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use tinyml_compiler::file::Opened;
use tinyml_compiler::graph::GraphModel;
use tinyml_compiler::graph::run::Machine;
use tinyml_compiler::options::Reference;
use tinyml_compiler::{Embedded, Options, embed};

use crate::manifest::{Entry, Layers};

/// What was found equal.
#[derive(Debug, Default)]
pub(crate) struct Equal {
    pub(crate) vectors: usize,
    pub(crate) bytes: usize,
    pub(crate) layers: usize,
}

/// Compares a model with one of its references; the text says what differs, or why the compiler refuses it.
pub(crate) fn compare(folder: &Path, entry: &Entry, reference: Reference) -> Result<Equal, String> {
    let model = compiled(folder, entry, reference)?;
    let inputs = vectors(folder, &entry.inputs, &entry.input_bytes, entry.count);
    let file = match (reference, &entry.litert) {
        (Reference::Litert, Some(file)) => file,
        (Reference::Litert, None) | (Reference::Classic, _) => &entry.outputs,
    };
    let outputs = vectors(folder, file, &entry.output_bytes, entry.count);
    let mut machine = Machine::new(&model.lowered, &model.plan);
    let mut equal = Equal::default();
    for (vector, (given, expected)) in inputs.iter().zip(&outputs).enumerate() {
        if vector % entry.reset_every == 0 {
            machine.reset();
        }
        let layers = entry.layers.iter().find(|layers| layers.vector == vector);
        let layers = layers.filter(|_| reference == Reference::Classic);
        let found = infer(&mut machine, given, layers, &mut equal.layers);
        let mut found = found.map_err(|what| format!("vector {vector}: {what}"))?;
        for (bytes, is_wide) in found.iter_mut().zip(&entry.wide_outputs) {
            *bytes = as_in_file(bytes, *is_wide);
        }
        same(&found, expected).map_err(|what| format!("vector {vector}: {what}"))?;
        equal.vectors += 1;
        equal.bytes += expected.iter().map(Vec::len).sum::<usize>();
    }
    Ok(equal)
}

fn compiled(folder: &Path, entry: &Entry, reference: Reference) -> Result<GraphModel, String> {
    let bytes = fs::read(folder.join(&entry.file)).expect("the manifest's models are there");
    let opened = Opened::Graph { display: entry.file.clone(), bytes };
    match embed(&opened, &Options { reference, ..Options::default() }) {
        Ok(Embedded::Graph(model)) => Ok(*model),
        Ok(Embedded::Network(_)) => Err("was read as a network of dense layers".to_owned()),
        Err(report) => Err(format!("refused: {}", report.to_string().lines().next().unwrap_or_default())),
    }
}

/// The vectors of a file: for each, the bytes of each tensor.
fn vectors(folder: &Path, file: &str, sizes: &[usize], count: usize) -> Vec<Vec<Vec<u8>>> {
    let bytes = fs::read(folder.join(file)).expect("the manifest's vectors are there");
    assert_eq!(
        bytes.len(),
        sizes.iter().sum::<usize>() * count,
        "{file} has another length than the manifest says"
    );
    let mut rest = bytes.as_slice();
    let mut take = |size: usize| {
        let (taken, left) = rest.split_at(size);
        rest = left;
        taken.to_vec()
    };
    (0..count).map(|_| sizes.iter().map(|&size| take(size)).collect()).collect()
}

/// One inference; with `layers`, what each operator gives is compared too, and counted.
fn infer(
    machine: &mut Machine<'_>,
    given: &[Vec<u8>],
    layers: Option<&Layers>,
    count: &mut usize,
) -> Result<Vec<Vec<u8>>, String> {
    let given: Vec<&[u8]> = given.iter().map(Vec::as_slice).collect();
    let Some(layers) = layers else {
        return machine.infer(&given).map_err(|error| error.to_string());
    };
    let mut seen = vec![None; layers.results.len()];
    let outputs = machine.infer_traced(&given, &mut |outcome, bytes| {
        let expected = layers.results.get(outcome.node);
        if let (0, Some(expected)) = (outcome.output, expected) {
            let digest = hex(&Sha256::digest(as_in_file(bytes, expected.is_wide)));
            seen[outcome.node] = Some((outcome.operator, outcome.tensor, digest));
        }
    });
    for (index, (expected, found)) in layers.results.iter().zip(seen).enumerate() {
        let Some((operator, tensor, sha256)) = found else {
            return Err(format!("operator {index} gives nothing that could be compared"));
        };
        if (tensor, &sha256) != (expected.tensor, &expected.sha256) {
            return Err(format!("operator {index} (`{operator}`) is the first that differs"));
        }
        *count += 1;
    }
    outputs.map_err(|error| error.to_string())
}

/// The bytes as the file's type has them: int32 as int64 where that is said.
fn as_in_file(bytes: &[u8], is_wide: bool) -> Vec<u8> {
    if !is_wide {
        return bytes.to_vec();
    }
    let values =
        bytes.chunks_exact(4).map(|chunk| i32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]));
    values.flat_map(|value| i64::from(value).to_le_bytes()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn same(found: &[Vec<u8>], expected: &[Vec<u8>]) -> Result<(), String> {
    for (output, (found, expected)) in found.iter().zip(expected).enumerate() {
        if found.len() != expected.len() {
            return Err(format!("output {output} has {} bytes, expected {}", found.len(), expected.len()));
        }
        let wrong: Vec<usize> = (0..found.len()).filter(|&index| found[index] != expected[index]).collect();
        if let Some(&first) = wrong.first() {
            let (is, should, of) = (found[first] as i8, expected[first] as i8, found.len());
            let many = wrong.len();
            return Err(format!(
                "output {output}: {many} of {of} bytes differ, byte {first} first: {is}, expected {should}"
            ));
        }
    }
    let as_many = found.len() == expected.len();
    as_many.then_some(()).ok_or_else(|| format!("{} outputs, expected {}", found.len(), expected.len()))
}
