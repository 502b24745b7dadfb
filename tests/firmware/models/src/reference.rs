//! Prints on the host what the emulated cores are compared with, one JSON object a line: the hash of every model's outputs,
//! and for graphs the hash of what each operator gives.
//!
//! A graph is run by the compiler's own machine, which knows nothing of the expansion.

use tinyml_bench_models::graph::{Graph, GraphVisitor, input};
use tinyml_bench_models::hash::Fnv;
use tinyml_bench_models::output::Output;
use tinyml_bench_models::{Subject, for_each, graphs::for_each_graph, subject::Visitor};
use tinyml_compiler::graph::run::Machine;
use tinyml_compiler::{Embedded, Options, embed, file};

struct Print;

impl Visitor for Print {
    fn visit<S: Subject>(&mut self) {
        println!(r#"{{"model":"{}","hash":"{:016x}"}}"#, S::NAME, S::hash());
    }
}

impl GraphVisitor for Print {
    fn visit<G: Graph>(&mut self) {
        let (output, layers) = run::<G>().unwrap_or_else(|what| panic!("{}: {what}", G::NAME));
        let begins: Vec<u8> = G::BEGINS.iter().map(|value| value.cast_unsigned()).collect();
        assert!(output.starts_with(&begins), "{}: the output is not the published one: {output:?}", G::NAME);
        println!(
            r#"{{"model":"{}","hash":"{}","layers":["{}"]}}"#,
            G::NAME,
            hash(&output),
            layers.join(r#"",""#)
        );
    }
}

/// The bytes of the output, and for each operator the hash of what it gives.
fn run<G: Graph>() -> Result<(Vec<u8>, Vec<String>), String> {
    // Paths begin at the folder of the list.
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/graphs").join(G::FILE);
    let opened = file::open_any(&path).map_err(|report| report.to_string())?;
    let embedded = embed(&opened, &Options::default()).map_err(|report| report.to_string())?;
    let Embedded::Graph(model) = embedded else { return Err("is no graph".to_owned()) };
    let mut layers = Vec::new();
    let mut machine = Machine::new(&model.lowered, &model.plan);
    let mut bytes = Bytes(Vec::new());
    bytes.take(&input::<G>());
    let outputs = machine.infer_traced(&[&bytes.0], &mut |_, bytes| layers.push(hash(bytes)));
    Ok((outputs.map_err(|error| error.to_string())?.concat(), layers))
}

struct Bytes(Vec<u8>);

impl Bytes {
    fn take(&mut self, values: &impl Output) {
        values.bytes(&mut |bytes| self.0.extend_from_slice(bytes));
    }
}

fn hash(bytes: &[u8]) -> String {
    let mut hash = Fnv::new();
    hash.feed(bytes);
    format!("{:016x}", hash.finish())
}

fn main() {
    for_each(&mut Print);
    for_each_graph(&mut Print);
}
