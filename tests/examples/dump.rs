//! dump
fn main() {
    for (p, n) in [
        ("weights/ntc.json", "Ntc"),
        ("weights/iris.json", "Iris"),
        ("tests/models/good/tanh.json", "Tanh"),
        ("tests/models/good/array_and_scalar.json", "Array"),
        ("tests/models/good/classifier_softmax.json", "Soft"),
    ] {
        println!(
            "{}",
            tinyml_tests::expansion::expand(
                &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".."),
                p,
                n,
                &Default::default()
            )
            .unwrap_or_else(|e| e)
        );
    }
}
