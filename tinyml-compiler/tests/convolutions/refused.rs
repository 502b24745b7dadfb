//! What is refused, each with its code: sums that may overflow, types, scales and windows that do not go together.

use tinyml_compiler::diagnostic::Code;
use tinyml_compiler::graph::lower::lower;
use tinyml_compiler::graph::operators::Operator;
use tinyml_compiler::graph::{Data, ElementType, Quantization};
use tinyml_compiler::options::Reference;

use crate::cases::{Case, random};
use crate::seeded::Seeded;

/// The first case of 8 bits with a bias.
fn plain(operator: &str) -> Case {
    let mut seeded = Seeded::new(77);
    loop {
        let case = random(operator, &mut seeded);
        let has_bias = case.graph.nodes[0].inputs.get(2).is_none_or(Option::is_some);
        if case.output().element == ElementType::I8 && has_bias {
            return case;
        }
    }
}

/// The only message for a graph, which names the operator.
fn refusal(case: &Case, code: Code) -> String {
    let report = lower(&case.graph, Reference::Classic).expect_err("a graph that is refused");
    let [diagnostic] = report.diagnostics() else { panic!("one diagnostic: {report}") };
    assert_eq!(diagnostic.code, code, "{report}");
    let name = case.graph.nodes[0].operator.name();
    assert!(diagnostic.message.starts_with(&format!("operator 0 (`{name}`) ")), "{report}");
    report.to_string()
}

#[test]
fn sums_that_may_overflow_are_refused() {
    for operator in ["conv_2d", "depthwise_conv_2d", "fully_connected"] {
        let mut case = plain(operator);
        let bias = case.graph.nodes[0].inputs[2].expect("a bias");
        let channels = case.graph.tensor(bias).count();
        let mut values = vec![0; channels];
        values[channels - 1] = i32::MAX - 3;
        case.graph.tensors[bias].data = Some(Data::I32(values.into()));
        let message = refusal(&case, Code::GraphSum);
        assert!(message.contains(&format!("channel {} of ", channels - 1)), "{message}");
        assert!(message.contains("between"), "{message}");
    }
}

#[test]
fn products_that_may_overflow_are_refused() {
    let mut case = plain("batch_matmul");
    case.graph.nodes[0].operator = Operator::BatchMatmul(tinyml_compiler::graph::operators::BatchMatmul {
        transposes_left: false,
        transposes_right: false,
    });
    for (tensor, shape) in [(0, vec![1, 200_000]), (1, vec![200_000, 1]), (2, vec![1, 1])] {
        case.graph.tensors[tensor].shape = shape;
    }
    let message = refusal(&case, Code::GraphSum);
    assert!(message.contains("200000 products"), "{message}");
}

#[test]
fn types_that_do_not_go_together_are_refused() {
    let mut case = plain("conv_2d");
    let output = case.graph.outputs[0];
    case.graph.tensors[output].element = ElementType::I16;
    refusal(&case, Code::WeightTypes);
    let mut case = plain("fully_connected");
    let weights = case.graph.nodes[0].inputs[1].expect("weights");
    case.graph.tensors[weights].data = None;
    refusal(&case, Code::WeightTypes);
    let mut case = plain("depthwise_conv_2d");
    let bias = case.graph.nodes[0].inputs[2].expect("a bias");
    let channels = case.graph.tensor(bias).count();
    case.graph.tensors[bias].element = ElementType::I64;
    case.graph.tensors[bias].data = Some(Data::I64(vec![0; channels].into()));
    let message = refusal(&case, Code::WeightTypes);
    assert!(message.contains("bias of int32"), "{message}");
}

#[test]
fn scales_that_do_not_go_together_are_refused() {
    let mut case = plain("conv_2d");
    let weights = case.graph.nodes[0].inputs[1].expect("weights");
    let channels = case.tensor(1).shape[0];
    let many = channels + 2;
    case.graph.tensors[weights].quantization =
        Some(Quantization { scales: vec![0.1; many], zero_points: vec![0; many], axis: 0 });
    refusal(&case, Code::WeightScales);
    case.graph.tensors[weights].quantization = Some(Quantization::one(0.1, 3));
    refusal(&case, Code::WeightScales);
    case.graph.tensors[weights].quantization = Some(Quantization::one(3e38, 0));
    refusal(&case, Code::WeightScales);
    let mut case = plain("max_pool_2d");
    let output = case.graph.outputs[0];
    case.graph.tensors[output].quantization = Some(Quantization::one(0.7, 3));
    refusal(&case, Code::WeightScales);
}

#[test]
fn windows_that_do_not_fit_are_refused() {
    for operator in ["conv_2d", "depthwise_conv_2d", "average_pool_2d", "transpose_conv"] {
        let mut case = plain(operator);
        let output = case.graph.outputs[0];
        case.graph.tensors[output].shape[0] += 1;
        let message = refusal(&case, Code::WindowForm);
        assert!(message.contains("padding"), "{message}");
    }
}
