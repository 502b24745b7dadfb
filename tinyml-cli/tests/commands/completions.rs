//! `completions`: scripts for shells.

use super::program::run;

#[test]
fn scripts_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(["completions", shell]).good();
        assert!(script.contains("cargo-tinyml") && script.contains("trace"), "{shell}");
    }
    let document = run(["completions", "fish", "--json"]).json();
    assert_eq!(document["shell"], "fish");
    run(["completions", "cmd"]).usage();
}
