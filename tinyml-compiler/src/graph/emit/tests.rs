//! What expansions of small graphs hold, in every place of the memory; whether they build and run is tested by the attribute.

use quote::format_ident;

use crate::emit::Item;
use crate::graph::lower::{BufferKind, Span, lower};
use crate::graph::operators::{Operator, Relu, Reshape};
use crate::graph::quantize::Terms;
use crate::graph::{ElementType, Graph, GraphModel, Node, Quantization, Tensor, compile};
use crate::options::{MemoryPlace, Options, Reference};

/// x → RELU → RESHAPE → RELU
fn graph() -> Graph {
    let tensor = |name: &str, shape: &[usize]| Tensor {
        name: name.to_owned(),
        shape: shape.to_vec(),
        element: ElementType::I8,
        quantization: Some(Quantization::one(0.5, -3)),
        data: None,
        is_variable: false,
    };
    let operators = [Operator::Relu(Relu), Operator::Reshape(Reshape), Operator::Relu(Relu)];
    let node = |(index, operator): (usize, Operator)| Node {
        index,
        operator,
        inputs: vec![Some(index)],
        outputs: vec![index + 1],
    };
    let names = [("serving_default_x:0", [2, 2]), ("a", [2, 2]), ("flat", [1, 4]), ("type", [1, 4])];
    Graph {
        name: "m".to_owned(),
        tensors: names.iter().map(|(name, shape)| tensor(name, shape)).collect(),
        nodes: operators.into_iter().enumerate().map(node).collect(),
        inputs: vec![0],
        outputs: vec![3],
    }
}

fn model(memory: MemoryPlace, labels: &[&str]) -> GraphModel {
    let labels = (!labels.is_empty()).then(|| labels.iter().map(|&label| label.to_owned()).collect());
    let options = Options { memory, labels, ..Options::default() };
    compile(&graph(), &Terms::default(), &options, 7, "m.tflite").expect("supported operators")
}

fn expansion(model: &GraphModel) -> (String, String) {
    let item = Item::public(format_ident!("M"), "m.tflite");
    let plain = |tokens: proc_macro2::TokenStream| tokens.to_string().split_whitespace().collect::<String>();
    (plain(model.emit(&item)), plain(model.fields(&item)))
}

#[track_caller]
fn holds(text: &str, part: &str) {
    let part: String = part.split_whitespace().collect();
    assert!(text.contains(&part), "{part} is not in {text}");
}

#[test]
fn the_memory_is_where_it_was_asked_for() {
    let (text, fields) = expansion(&model(MemoryPlace::Struct, &[]));
    holds(&fields, "__memory: ::tinyml::expansion::tensor::Arena<8>");
    holds(&text, "pub const fn new() -> Self");
    holds(&text, "pub const fn infer(&mut self, serving_default_x: &[i8; 4]) -> [i8; 4]");
    let (text, fields) = expansion(&model(MemoryPlace::Borrowed, &[]));
    assert_eq!(fields, "");
    holds(
        &text,
        "pub const fn infer_in(&self, memory: &mut __ml::tensor::Arena<8>, serving_default_x: &[i8; 4])",
    );
    let (text, fields) = expansion(&model(MemoryPlace::Stack, &[]));
    assert_eq!(fields, "");
    holds(&text, "pub const fn infer(&self, serving_default_x: &[i8; 4]) -> [i8; 4] { let mut memory");
}

#[test]
fn kernels_run_in_their_order_and_their_places() {
    let (text, _) = expansion(&model(MemoryPlace::Struct, &[]));
    holds(&text, "A.run(serving_default_x, memory.view_mut::<i8>(0, 4));");
    holds(&text, "TYPE.run(memory.view::<i8>(0, 4), type_);");
    holds(&text, "trace(__ml::tensor::Written::new((1, \"RESHAPE\", \"flat\"), memory.view::<i8>(0, 4)));");
}

#[test]
fn labels_become_an_enum_and_a_method() {
    let (text, _) = expansion(&model(MemoryPlace::Borrowed, &["no", "yes", "left", "7"]));
    holds(&text, "pub enum MClass");
    holds(
        &text,
        "pub const fn classify_in(&self, memory: &mut __ml::tensor::Arena<8>, serving_default_x: &[i8; 4]) -> MClass",
    );
    holds(&text, "&MClass::ALL, MClass::No");
}

#[test]
fn what_is_remembered_is_a_field_that_can_be_reset() {
    let mut model = model(MemoryPlace::Borrowed, &[]);
    let work = model.lowered.buffers.iter().position(|buffer| buffer.kind == BufferKind::Work);
    model.lowered.buffers[work.expect("a buffer")].kind = BufferKind::State(-3);
    let (text, fields) = expansion(&model);
    holds(&fields, "__a: ::tinyml::expansion::tensor::State<i8, 4, -3>");
    holds(&text, "pub const fn infer_in(&mut self, memory: &mut");
    holds(&text, "pub const fn reset(&mut self) { self.__a.reset(); }");
    holds(&text, "A.run(serving_default_x, a); TYPE.run(a.view(), type_);");
}

#[test]
fn a_part_of_wide_elements_begins_at_its_byte() {
    let mut model = model(MemoryPlace::Struct, &[]);
    let work = model.lowered.buffers.iter().position(|buffer| buffer.kind == BufferKind::Work);
    let buffer = work.expect("a buffer in the working memory");
    model.lowered.buffers[buffer].element = ElementType::I16;
    model.plan.offsets[buffer] = Some(8);
    model.lowered.steps.last_mut().expect("a step").inputs = vec![Span { buffer, start: 2, count: 2 }];
    holds(&expansion(&model).0, "memory.view::<i16>(12, 2)");
}

#[test]
fn what_follows_a_refused_operator_is_not_refused_for_it() {
    let mut graph = graph();
    // The first RELU has no form for floats; the RESHAPE behind it has nothing against them.
    graph.tensors[1].element = ElementType::F32;
    graph.tensors[2].element = ElementType::F32;
    graph.nodes.pop();
    let report = lower(&graph, Reference::Classic).expect_err("floats");
    assert_eq!(report.len(), 1, "{report}");
    assert!(report.to_string().contains("operator 0 (`RELU`)"), "{report}");
}
