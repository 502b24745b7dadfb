//! `expand`: what the attribute would write.

use super::program::{root, run};

#[test]
fn it_is_the_golden_expansion() {
    let golden = std::fs::read_to_string(root().join("tests/golden/expand/ntc.rs")).expect("the golden file");
    let (_, golden) = golden.split_once("\n\n").expect("a header, and the expansion behind it");
    let expansion = run(["expand", "weights/ntc.json"]).good();
    let (head, body) = expansion.split_once("\n\n").expect("the item, and the expansion behind it");
    assert_eq!(head, "// #[tinyml_model(\"weights/ntc.json\")]\npub struct Ntc;");
    assert_eq!(body.trim_end(), golden.trim_end());
}

#[test]
fn flags_are_the_attributes_arguments() {
    let document = run([
        "expand",
        "weights/ntc.json",
        "--quant",
        "i16",
        "--layer",
        "fc1=i8",
        "--name",
        "Probe",
        "--json",
    ])
    .json();
    assert_eq!(document["attribute"], "#[tinyml_model(\"weights/ntc.json\", quant(\"i16\", fc1 = \"i8\"))]");
    let expansion = document["expansion"].as_str().expect("a text");
    assert!(expansion.contains("impl Probe") && expansion.contains("__ml::i16"), "{expansion}");
}

#[test]
fn a_promise_that_is_missed() {
    let message = run(["expand", "weights/ntc.json", "--max-error", "0.0001"]).fault();
    assert!(message.contains("error[T0605]"), "{message}");
    let message = run(["expand", "weights/ntc.json", "--layer", "fc9=i8"]).fault();
    assert!(message.contains("error[T0601]"), "{message}");
    run(["expand", "weights/ntc.json", "--name", "not a name"]).usage();
}
