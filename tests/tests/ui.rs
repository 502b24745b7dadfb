//! What must not compile: every case gives the messages of its golden file, and no other.
//!
//! A case is one idea, told by its name, and uses the model as a program would: a mistake is one message, not one for each
//! use. The goldens are those of the compiler of the CI; `TRYBUILD=overwrite cargo test -p tinyml-tests --test ui` writes
//! them anew.

use std::fs;
use std::path::Path;

use tinyml_compiler::diagnostic::Code;

#[test]
fn mistakes_have_their_messages() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

/// What an attribute or a promise of it can be told: T01xx and T061x to T062x.
#[test]
fn every_code_of_arguments_and_promises_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let entries = fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("an entry").path());
    let goldens: Vec<String> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "stderr"))
        .map(|path| fs::read_to_string(path).expect("a golden"))
        .collect();
    let is_ours = |code: &&Code| {
        let id = code.id();
        id.starts_with("T01") || ("T0605".."T0630").contains(&id)
    };
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(is_ours)
        .map(|code| code.id())
        .filter(|id| !goldens.iter().any(|golden| golden.contains(&format!("[{id}]"))))
        .collect();
    assert!(missing.is_empty(), "no case gives {missing:?}");
}
