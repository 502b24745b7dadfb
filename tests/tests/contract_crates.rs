//! The crates of `contract/`, each with one thing that could disturb an expansion: they must build, pass their own tests, and
//! give no warning, neither of rustc nor of clippy nor of rustdoc.
//!
//! They cover: two models in one module; a renamed or re-exported dependency; no prelude; models from `macro_rules!`, also of
//! another file or crate; paths with spaces; members of a workspace; strict lints; attributes, conditions and
//! visibilities of the struct; names that collide; texts that look like Markdown or HTML; an older edition.

use std::path::Path;
use std::sync::LazyLock;

use tinyml_tests::project::Project;

static CRATES: LazyLock<Project> = LazyLock::new(|| {
    Project::copy("contract", Path::new(env!("CARGO_TARGET_TMPDIR")), "contract")
        .expect("a copy of the crates")
});

#[test]
fn they_build_and_pass_their_tests() {
    let output = CRATES.cargo(&["test", "--workspace"]).expect("cargo runs").expect_success();
    // The crates have no doc tests; one could only come from a model file.
    assert!(!output.contains("(line "), "a text of a model file became a doc test:\n{output}");
}

#[test]
fn clippy_has_nothing_to_say() {
    let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    CRATES.cargo(&clippy).expect("cargo runs").expect_success();
}

#[test]
fn rustdoc_has_nothing_to_say() {
    let doc = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    CRATES.cargo_with(&doc, &[("RUSTDOCFLAGS", "-D warnings")]).expect("cargo runs").expect_success();
}
