//! From bytes to the parts of a model: is it a TFLite file, of which version, and where are its tables?

use crate::diagnostic::{Code, Diagnostic, count, quoted};
use crate::graph::lower::Refused;
use crate::tflite::flatbuffer::{Buffer, Table, Tables, Vector};
use crate::tflite::limits::{FILE, OPERATORS, PORTS, TENSORS, at_most};
use crate::tflite::schema::{IDENTIFIER, VERSION, model, signature, subgraph};

/// The parts of a model, none of which has been looked into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) file: &'a [u8],
    pub(super) codes: Tables<'a>,
    pub(super) buffers: Tables<'a>,
    pub(super) tensors: Tables<'a>,
    pub(super) operators: Tables<'a>,
    pub(super) inputs: Vector<'a, i32>,
    pub(super) outputs: Vector<'a, i32>,
    pub(super) name: &'a [u8],
}

/// Opens a file.
pub(super) fn open(file: &[u8]) -> Result<Parts<'_>, Refused> {
    at_most(FILE, file.len(), "byte", "")?;
    if file.get(4..8) != Some(IDENTIFIER) {
        return Err(not_tflite(file));
    }
    let root = Buffer(file).root("Model")?;
    match root.scalar::<u32>(model::VERSION, 0)? {
        VERSION => {}
        other => return Err(version(other)),
    }
    let graph = main_graph(&root)?;
    let tensors = graph.tables(subgraph::TENSORS)?;
    let operators = graph.tables(subgraph::OPERATORS)?;
    let (inputs, outputs) = (graph.vector(subgraph::INPUTS)?, graph.vector(subgraph::OUTPUTS)?);
    at_most(TENSORS, tensors.len(), "tensor", "")?;
    at_most(OPERATORS, operators.len(), "operator", "")?;
    at_most(PORTS, inputs.len(), "input", "")?;
    at_most(PORTS, outputs.len(), "output", "")?;
    let (codes, buffers) = (root.tables(model::OPERATOR_CODES)?, root.tables(model::BUFFERS)?);
    Ok(Parts { file, codes, buffers, tensors, operators, inputs, outputs, name: graph.text(subgraph::NAME)? })
}

/// The first subgraph. Others are the bodies of control flow, which is refused where an operator leads there, or further
/// signatures, which are refused here: nobody could say which is meant.
fn main_graph<'a>(root: &Table<'a>) -> Result<Table<'a>, Refused> {
    let graphs = root.tables(model::SUBGRAPHS)?;
    let signatures = root.tables(model::SIGNATURE_DEFS)?;
    at_most(PORTS, signatures.len(), "signature", "")?;
    for one in signatures.iter() {
        let one = one?;
        if one.scalar::<u32>(signature::SUBGRAPH_INDEX, 0)? != 0 {
            return Err(several(one.text(signature::SIGNATURE_KEY)?, graphs.len()));
        }
    }
    match graphs.get(0) {
        Some(graph) => Ok(graph?),
        None => Err(Box::new(Diagnostic::new(Code::TfliteDamaged, "the file has no graph in it"))),
    }
}

fn several(key: &[u8], graphs: usize) -> Refused {
    let key = quoted(&String::from_utf8_lossy(key));
    let message =
        format!("the model has {}, and its signature {key} is not the first", count(graphs, "graph"));
    let help = "convert one function alone: `tf.lite.TFLiteConverter.from_concrete_functions([function])`";
    Box::new(Diagnostic::new(Code::SeveralGraphs, message).expected("one graph").help(help))
}

fn version(found: u32) -> Refused {
    Box::new(
        Diagnostic::new(Code::TfliteVersion, "the file is of a version of the format that is not read")
            .expected(format!("version {VERSION}"))
            .found(format!("version {found}"))
            .help("convert the model again with TensorFlow 2, or update tinyml"),
    )
}

fn not_tflite(file: &[u8]) -> Refused {
    let help = match file {
        [] => "the file has nothing in it",
        [b'{', ..] => "it looks like JSON: such a model has a name that ends in `.json`",
        [0x89, b'H', b'D', b'F', ..] => {
            "it is an HDF5 file of Keras: convert it with `tf.lite.TFLiteConverter.from_keras_model(model)`"
        }
        [b'P', b'K', 3, 4, ..] => {
            "it is a zip archive (Keras and PyTorch write them): convert the model to .tflite, or unpack it"
        }
        [0x1f, 0x8b, ..] => "it is compressed with gzip: unpack it first",
        [0x08, 1..=16, 0x12, ..] => {
            "it looks like an ONNX file: convert it to .tflite, for example with `onnx2tf`"
        }
        [b'v', b'e', b'r', b's', b'i', b'o', b'n', b' ', b'h', b't', ..] => {
            "it is a pointer of Git LFS: fetch the file itself with `git lfs pull`"
        }
        _ => "convert the model with `tf.lite.TFLiteConverter`",
    };
    let found = match file.get(4..8) {
        Some(bytes) => format!("bytes {bytes:02x?}"),
        None => count(file.len(), "byte"),
    };
    Box::new(
        Diagnostic::new(Code::NotTflite, "the file is no TFLite model")
            .expected("`TFL3` in bytes 4 to 7")
            .found(found)
            .help(help),
    )
}
