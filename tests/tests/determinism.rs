//! The same file and the same attribute give the same tokens: in another process, another folder, on another machine.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tinyml_tests::project::{Project, root};

/// Models that between them have every operator and every shape.
const MODELS: [&str; 6] = [
    "weights/ntc.json",
    "weights/iris.json",
    "tests/models/good/tanh.json",
    "tests/models/good/classifier_softmax.json",
    "tests/models/good/array_and_scalar.json",
    "tests/models/good/training_metadata.json",
];

fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// The models in a folder that is made to look like another machine's.
fn home(name: &str) -> PathBuf {
    let folder = scratch().join("homes").join(name);
    for model in MODELS {
        let copy = folder.join(model);
        fs::create_dir_all(copy.parent().expect("a folder")).expect("a folder that can be made");
        fs::copy(root().join(model), copy).expect("a copy of the model");
    }
    folder
}

/// The tokens of the attribute, from a process of its own.
fn tokens(home: &Path, working: &Path, arguments: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_expand"))
        .args([OsStr::new(arguments), OsStr::new("pub struct Model;")])
        .current_dir(working)
        .env("CARGO_MANIFEST_DIR", home)
        .output()
        .expect("the attribute runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("tokens are text")
}

#[test]
fn two_machines_give_the_same_tokens() {
    let (here, there) = (home("here"), home("over there/deeper"));
    for model in MODELS {
        for options in ["", ", quant = \"i4\", activations = \"i8\"", ", quant(\"i16\"), max_error = 1e6"] {
            let arguments = format!("{model:?}{options}");
            let first = tokens(&here, &here, &arguments);
            assert!(first.contains("include_bytes") && !first.contains("compile_error"), "{first}");
            assert_eq!(first, tokens(&there, &root(), &arguments), "{arguments}");
            assert_names_no_machine(&first);
        }
    }
}

/// As rustc sees it, with paths that begin at the source file, and with all macros expanded.
#[test]
fn two_copies_of_a_crate_expand_to_the_same() {
    // Cargo needs a nightly compiler's permission for the flag; the expansion is that of the compiler in use.
    let permission = [("RUSTC_BOOTSTRAP", "1")];
    let expand = ["rustc", "--package=path-with-spaces", "--profile=check", "--", "-Zunpretty=expanded"];
    let expanded = |name: &str| {
        let project = Project::copy("contract", scratch(), name).expect("a copy of the crates");
        project.cargo_with(&expand, &permission).expect("cargo runs").expect_success()
    };
    let first = expanded("contract-here");
    assert!(first.contains("impl Beside") && first.contains("impl Raw"), "{first}");
    assert_eq!(first, expanded("over there/contract"));
    assert_names_no_machine(&first);
}

#[test]
fn promises_and_their_dataset_give_the_same_tokens() {
    let (here, there) = (home("promising here"), home("promising there/deeper"));
    for folder in [&here, &there] {
        fs::copy(root().join("weights/iris.csv"), folder.join("weights/iris.csv"))
            .expect("a copy of the data");
    }
    let arguments = "\"weights/iris.json\", min_accuracy = 0.9, dataset = \"weights/iris.csv\", max_flash = 4_000, \
                     max_instructions(armv6m = 9_000), output_range = -40.0..=40.0";
    let first = tokens(&here, &here, arguments);
    assert!(first.contains("/weights/iris.csv") && !first.contains("compile_error"), "{first}");
    assert_eq!(first, tokens(&there, &root(), arguments));
    assert_names_no_machine(&first);
}

fn assert_names_no_machine(tokens: &str) {
    for folder in [scratch(), &root()] {
        let name = folder.to_str().expect("a plain path");
        assert!(!tokens.contains(name), "a path of this machine is in the tokens:\n{tokens}");
    }
}
