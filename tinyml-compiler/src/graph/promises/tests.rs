//! Each promise of a graph: kept, and missed with its message. The graph is RELU of four scores.

use super::{Facts, keep};
use crate::cost::Target;
use crate::dataset::DataFile;
use crate::diagnostic::{Blame, Code, Report};
use crate::graph::lower::{Lowered, lower};
use crate::graph::memory::plan;
use crate::graph::operators::{Operator, Relu};
use crate::graph::{ElementType, Figures, Graph, Node, Quantization, Tensor};
use crate::options::{Lowering, MemoryPlace, Options, Storage};
use crate::promises::{Direction, Promises};

fn lowered() -> Lowered {
    let tensor = |name: &str| Tensor {
        name: name.to_owned(),
        shape: vec![1, 4],
        element: ElementType::I8,
        quantization: Some(Quantization::one(0.5, 0)),
        data: None,
        is_variable: false,
    };
    let node = |index| Node {
        index,
        operator: Operator::Relu(Relu),
        inputs: vec![Some(index)],
        outputs: vec![index + 1],
    };
    let graph = Graph {
        name: "m".to_owned(),
        tensors: vec![tensor("x"), tensor("a"), tensor("b"), tensor("y")],
        nodes: (0..3).map(node).collect(),
        inputs: vec![0],
        outputs: vec![3],
    };
    lower(&graph, Options::default().reference).expect("supported operators")
}

fn labels() -> Vec<String> {
    ["up", "down", "left", "right"].map(str::to_owned).to_vec()
}

fn kept(options: &Options) -> Result<(), Report> {
    let lowered = lowered();
    let plan = plan(&lowered);
    let figures = Figures::of(&lowered, &plan);
    keep(&Facts { lowered: &lowered, plan: &plan, figures: &figures, labels: &labels() }, options)
}

/// What is said of a promise that is missed.
fn told(promises: Promises) -> String {
    let report = kept(&Options { promises, ..Options::default() }).expect_err("a promise that is missed");
    report.to_string()
}

fn accuracy(least: f64, text: &str) -> Promises {
    let data = DataFile { display: "d.csv".to_owned(), bytes: text.as_bytes().to_vec(), columns: Vec::new() };
    Promises { min_accuracy: Some(least), dataset: Some(data), ..Promises::default() }
}

#[test]
fn promises_are_kept() {
    let rows = "a,b,class,c,d\n9.5,1,up,0,0\n-3,2,down,1,0\n0,0,3,0,1\n";
    let promises = Promises {
        output_range: Some((-64.0, 63.5)),
        max_flash: vec![(None, 10_000)],
        max_ram: vec![(Some(Target::Armv6M), 1_000)],
        max_stack: vec![(None, 1_000)],
        max_macs: Some(0),
        ..accuracy(1.0, rows)
    };
    assert_eq!(kept(&Options { promises, ..Options::default() }), Ok(()));
}

#[test]
fn all_that_are_missed_are_told() {
    let promises = Promises {
        output_range: Some((0.0, 1.0)),
        max_flash: vec![(Some(Target::Armv6M), 100)],
        max_ram: vec![(Some(Target::Armv6M), 10)],
        max_stack: vec![(None, 10)],
        ..Promises::default()
    };
    let report = kept(&Options { promises, ..Options::default() }).expect_err("promises that are missed");
    let codes: Vec<Code> = report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(
        codes,
        [Code::OutputRangeUnproved, Code::FlashExceeded, Code::RamExceeded, Code::StackExceeded]
    );
    assert!(report.diagnostics().iter().all(|diagnostic| diagnostic.blame != Blame::Path));
}

#[test]
fn costs_say_what_they_are_made_of() {
    let flash = told(Promises { max_flash: vec![(Some(Target::Armv6M), 100)], ..Promises::default() });
    assert!(flash.contains("768 of constants, counted, and an allowance of"), "{flash}");
    assert!(flash.contains("operator 0 (`RELU`) takes most, 256"), "{flash}");
    let ram = told(Promises { max_ram: vec![(None, 100)], ..Promises::default() });
    assert!(ram.contains("4 of working memory, 0 of states, and a bound of"), "{ram}");
    assert!(ram.contains("operator 1 (`RELU`) has the largest tensors, 8 bytes"), "{ram}");
}

#[test]
fn a_working_memory_on_the_stack_counts_there() {
    let promises = Promises { max_stack: vec![(None, 10)], ..Promises::default() };
    let options = Options { memory: MemoryPlace::Stack, promises, ..Options::default() };
    let report = kept(&options).expect_err("more stack than that").to_string();
    assert!(report.contains("4 of working memory, and a bound of"), "{report}");
    assert!(
        report.contains("help: put the working memory elsewhere by `memory = \"struct\"`, or allow"),
        "{report}"
    );
}

#[test]
fn an_output_range_is_proved_by_the_type_alone() {
    let report = told(Promises { output_range: Some((0.0, 70.0)), ..Promises::default() });
    assert!(report.contains("found: -64 to 63.5, which is all that its integers can stand for"), "{report}");
}

#[test]
fn samples_in_the_wrong_class_are_told() {
    let rows = "a,b,c,d,class\n9,1,0,0,up\n9,1,0,0,down\n9,1,0,0,down\n";
    let report = told(accuracy(0.9, rows));
    assert!(
        report.contains("error[T0611]: the integer network misses `min_accuracy` on `d.csv`"),
        "{report}"
    );
    assert!(report.contains("d.csv:3:1"), "{report}");
    let found = "0.3333: 1 of 3; most often `down` is taken for `up`, 2 times, first here";
    assert!(report.contains(found), "{report}");
    assert!(report.contains("help: allow `min_accuracy = 0.3333`"), "{report}");
}

#[test]
fn mistakes_in_a_dataset_have_their_codes() {
    let cases = [
        ("a,b,c,d,class\n1,2,3,4,north\n", Code::UnknownLabel),
        ("a,b,c,d,class\n1,2,3,4,4\n", Code::UnknownLabel),
        ("a,b,c,d,class\n1,2,3\n", Code::RaggedRow),
        ("a,b,c,d,class\n1,2,x,3,up\n", Code::NotANumber),
        ("a,b,c,class\n1,2,3,up\n", Code::ColumnCount),
        ("a,b,c,d,kind\n1,2,3,4,up\n", Code::UnknownColumn),
        ("a,b,c,d,class\n", Code::TooFewRows),
    ];
    for (rows, code) in cases {
        let options = Options { promises: accuracy(0.5, rows), ..Options::default() };
        let report = kept(&options).expect_err("a mistake");
        assert_eq!(report.diagnostics()[0].code, code, "{report}");
        assert_eq!(report.diagnostics()[0].blame, Blame::Argument("dataset"), "{report}");
    }
}

#[test]
fn columns_may_be_named() {
    let columns = |list: &[(&str, &str)]| -> Result<(), Report> {
        let mut promises = accuracy(1.0, "note,p1,p2,p3,p4,digit\nx,0,9,0,0,1\n");
        let data = promises.dataset.as_mut().expect("a dataset");
        data.columns = list.iter().map(|(name, column)| ((*name).to_owned(), (*column).to_owned())).collect();
        kept(&Options { promises, ..Options::default() })
    };
    assert_eq!(columns(&[("input", "p{1..4}"), ("class", "digit")]), Ok(()));
    let code = |list: &[(&str, &str)]| columns(list).expect_err("a mistake").diagnostics()[0].code;
    assert_eq!(code(&[("input", "p{4..1}"), ("class", "digit")]), Code::ColumnPattern);
    assert_eq!(code(&[("pixels", "p{1..4}"), ("class", "digit")]), Code::UnknownInput);
    assert_eq!(code(&[("class", "digit")]), Code::ColumnCount);
}

#[test]
fn what_is_for_networks_is_refused() {
    let promises = Promises {
        max_error: Some(0.1),
        monotone: vec![(None, Direction::Increasing)],
        max_instructions: vec![(Target::Armv6M, 1)],
        ..Promises::default()
    };
    let options = Options {
        quant: Some(Storage::I4.into()),
        lowering: Lowering::Auto,
        activations: Some(crate::options::ActivationBits::I8),
        promises,
        ..Options::default()
    };
    let report = kept(&options).expect_err("arguments that do not go with a graph");
    let told: Vec<(Code, Blame)> = report.diagnostics().iter().map(|one| (one.code, one.blame)).collect();
    let argument = |code, name| (code, Blame::Argument(name));
    assert_eq!(
        told,
        [
            argument(Code::ArgumentUnsuited, "quant"),
            argument(Code::ArgumentUnsuited, "activations"),
            argument(Code::ArgumentUnsuited, "lowering"),
            argument(Code::PromiseUnsuited, "max_error"),
            argument(Code::PromiseUnsuited, "monotone"),
            argument(Code::PromiseUnsuited, "max_instructions"),
        ]
    );
}
