//! Convolutions, dense layers, pools and products of matrices against loops written from TFLite's definitions, on random shapes, strides,
//! paddings, dilations, scales, zero points and biases: lowered as a file's would be, and run by the chip's kernels, in a memory of their own
//! and with the output as near to the input as the kernel says it may lie.

mod cases;
mod oracle;
mod place;
mod refused;
mod rounding;
mod seeded;

use cases::{Case, random};
use place::{Ways, run};
use seeded::Seeded;
use tinyml_compiler::diagnostic::Code;
use tinyml_compiler::graph::kernels::Overlap;
use tinyml_compiler::graph::lower::lower;
use tinyml_compiler::options::Reference;

/// Many cases of one operator: the oracle's outputs, wherever the tensors lie.
fn assert_agrees(operator: &str, seed: u64, reference: Reference) {
    let mut seeded = Seeded::new(seed);
    let (mut nearer, mut broken, mut varied, mut skipped) = (0, 0, 0, 0);
    for number in 0..300 {
        let case = random(operator, &mut seeded);
        let shown = || format!("{operator} {number}: {case:?}");
        let lowered = match lower(&case.graph, reference) {
            Ok(lowered) => lowered,
            Err(report) => {
                // Biases are drawn without a look at the scales, and some are too large for them.
                let codes: Vec<Code> = report.diagnostics().iter().map(|one| one.code).collect();
                assert_eq!(codes, [Code::GraphSum], "{}\n{report}", shown());
                skipped += 1;
                continue;
            }
        };
        let [step] = &lowered.steps[..] else { panic!("{}: one step", shown()) };
        let expected = oracle::outputs(&case, reference);
        varied += usize::from(expected.iter().any(|value| *value != expected[0]));
        assert_eq!(run(&step.kernel, &case, Ways::Apart), expected, "{}", shown());
        for kernel in [Some(step.kernel.clone()), step.kernel.describe().backwards()].into_iter().flatten() {
            assert_eq!(run(&kernel, &case, Ways::Nearest), expected, "as near as it says; {}", shown());
            if kernel.describe().overlap(0) != Overlap::Lead(0)
                && kernel.describe().overlap(0) != Overlap::Never
            {
                nearer += 1;
                broken += usize::from(run(&kernel, &case, Ways::Nearer) != expected);
            }
        }
    }
    assert!(varied > 200, "{operator}: outputs of only {varied} cases vary, {skipped} are skipped");
    // What is destroyed by one element too few is one product of one sum, which rounding and clamping often hide.
    assert!(5 * broken >= nearer, "{operator}: only {broken} of {nearer} leads are the least");
}

macro_rules! operators {
    ($($name:ident $seed:literal $reference:ident)*) => {
        $(
            #[test]
            fn $name() {
                let operator = stringify!($name).trim_end_matches("_of_litert");
                assert_agrees(operator, $seed, Reference::$reference);
            }
        )*
    };
}

operators! {
    conv_2d 1 Classic
    depthwise_conv_2d 2 Classic
    fully_connected 3 Classic
    fully_connected_of_litert 4 Litert
    transpose_conv 5 Classic
    average_pool_2d 6 Classic
    max_pool_2d 7 Classic
    batch_matmul 8 Classic
}

/// What the test of convolutions looks at, so that no form is left out by chance.
#[test]
fn all_forms_occur() {
    let mut seeded = Seeded::new(1);
    let cases: Vec<Case> = (0..300).map(|_| random("conv_2d", &mut seeded)).collect();
    let kernels = ["convolution", "dense layer"];
    for name in kernels {
        let is = |case: &&Case| {
            let lowered = lower(&case.graph, Reference::Classic).expect("a case");
            lowered.steps[0].kernel.name() == name
        };
        assert!(cases.iter().filter(is).count() > 20, "few cases become a {name}");
    }
    let grouped = cases.iter().filter(|case| case.tensor(1).shape[3] < case.tensor(0).shape[3]).count();
    let wide = cases.iter().filter(|case| case.tensor(0).element.bytes() == 2).count();
    let bare = cases.iter().filter(|case| case.graph.nodes[0].inputs.get(2) == Some(&None)).count();
    assert!(
        grouped > 20 && wide > 50 && bare > 20,
        "{grouped} grouped, {wide} of 16 bits, {bare} without bias"
    );
}
