//! Expansions of graphs, as rustc builds them: the bytes of the references, wherever the working memory is, and operator by
//! operator what the host's machine says. Which forms of operators are read is the affair of the suite beside this one.

mod raw;

use std::path::Path;

use raw::Raw;
use tinyml::{Arena, tinyml_model};
use tinyml_compiler::graph::GraphModel;
use tinyml_compiler::graph::run::Machine;
use tinyml_compiler::{Embedded, Options, embed, file};

/// Bytes of the inputs, or outputs, of one vector after the other.
fn vectors(name: &str, what: &str, bytes: usize) -> Vec<Vec<u8>> {
    let path = folder().join(format!("{name}.{what}.bin"));
    let all = std::fs::read(path).expect("the model's vectors");
    assert!(all.len() >= bytes && all.len().is_multiple_of(bytes), "{name} has other {what}");
    all.chunks(bytes).map(<[u8]>::to_vec).collect()
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tflite/golden"))
}

fn compiled(name: &str) -> GraphModel {
    let opened = file::open_any(&folder().join(format!("{name}.tflite"))).expect("a model");
    match embed(&opened, &Options::default()).expect("a supported model") {
        Embedded::Graph(model) => *model,
        Embedded::Network(_) => panic!("{name} is a graph"),
    }
}

/// What each operator gives, as text that can be compared.
type Trace = Vec<(usize, String, Vec<u8>)>;

fn traced(machine: &mut Machine<'_>, inputs: &[&[u8]]) -> (Trace, Vec<u8>) {
    let mut trace = Trace::new();
    let outputs = machine
        .infer_traced(inputs, &mut |result, bytes| {
            trace.push((result.node, result.name.clone(), bytes.to_vec()));
        })
        .expect("inputs of the network");
    (trace, outputs.concat())
}

/// Tests that the expansion of a model gives the reference's bytes in every form.
macro_rules! same_bytes {
    ($($test:ident: $file:literal, ($($input:ident: $ty:ty),+) -> $output:ty, reset every $every:literal
       $(, reset by $reset:ident)?;)*) => {$(
        #[test]
        fn $test() {
            #[tinyml_model($file)]
            #[derive(Clone, Debug, Default)]
            struct Own;

            #[tinyml_model($file, memory = "borrowed")]
            #[derive(Clone, Debug, Default)]
            struct Lent;

            #[tinyml_model($file, memory = "stack")]
            #[derive(Clone, Debug, Default)]
            struct OnStack;

            let name = stringify!($test);
            let widths = [$(<$ty as Raw>::BYTES),+];
            let inputs = vectors(name, "inputs", widths.iter().sum());
            let outputs = vectors(name, "outputs", <$output as Raw>::BYTES);
            let model = compiled(name);
            let mut machine = Machine::new(&model.lowered, &model.plan);
            assert_eq!((Own::NAME, Own::MEMORY_BYTES), (model.name.as_str(), model.plan.peak.next_multiple_of(8)));
            assert_eq!((Own::RAM_BYTES, Lent::RAM_BYTES), (size_of::<Own>(), size_of::<Own>()));
            let mut memory = Arena::<{ Lent::MEMORY_BYTES }>::new();
            let (mut own, mut lent, mut on_stack, mut told) =
                (Own::default(), Lent::default(), OnStack::default(), Own::default());
            let _ = (&mut lent, &mut on_stack);
            for (index, (input, expected)) in inputs.iter().zip(&outputs).enumerate() {
                if index.is_multiple_of($every) {
                    $({ own.$reset(); lent.$reset(); on_stack.$reset(); told.$reset(); machine.$reset(); })?
                }
                let mut rest = input.as_slice();
                let mut parts = Vec::new();
                $(
                    let (part, behind) = rest.split_at(<$ty as Raw>::BYTES);
                    let $input = <$ty as Raw>::of(part);
                    parts.push(part);
                    rest = behind;
                )+
                let _ = rest;
                same_bytes!(@same index, expected, own.infer($($input.lent()),+));
                same_bytes!(@same index, expected, lent.infer_in(&mut memory, $($input.lent()),+));
                same_bytes!(@same index, expected, on_stack.infer($($input.lent()),+));
                let (trace, bytes) = traced(&mut machine, &parts);
                let mut seen = Trace::new();
                let output = told.infer_traced($($input.lent(),)+ &mut |written| {
                    seen.push((written.node, written.tensor.to_owned(), written.bytes().collect()));
                });
                assert_eq!((output.bytes(), &seen), (bytes, &trace), "vector {index}");
            }
        }
    )*};
    (@same $index:expr, $expected:expr, $output:expr) => {
        assert_eq!(&$output.bytes(), $expected, "vector {}", $index)
    };
}

same_bytes! {
    conv_same: "../../tflite/golden/conv_same.tflite", (x: [i8; 126]) -> [i8; 210], reset every 1;
    conv_16x8: "../../tflite/golden/conv_16x8.tflite", (x: [i16; 126]) -> [i16; 210], reset every 1;
    inception: "../../tflite/golden/inception.tflite", (x: [i8; 108]) -> [i8; 3], reset every 1;
    float_edges: "../../tflite/golden/float_edges.tflite", (x: [f32; 6]) -> [f32; 3], reset every 1;
    several_inputs_outputs: "../../tflite/golden/several_inputs_outputs.tflite",
        (x: [i8; 40], y: [i8; 7], z: [i16; 3]) -> ([i8; 4], [i8; 5], [i8; 4]), reset every 1;
    outputs_of_one_buffer: "../../tflite/golden/outputs_of_one_buffer.tflite", (x: [i8; 12]) -> ([i8; 12], [i8; 12], [i8; 12]),
        reset every 1;
    arg_max: "../../tflite/golden/arg_max.tflite", (x: [i8; 10]) -> i32, reset every 1;
    svdf_keywords: "../../tflite/golden/svdf_keywords.tflite", (x: [i8; 10]) -> [i8; 4], reset every 12, reset by reset;
}
