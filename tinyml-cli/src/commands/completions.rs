//! `cargo tinyml completions`: a script that teaches a shell to complete `cargo-tinyml`.

use clap::CommandFactory;
use clap_complete::Shell;
use serde_json::json;

use super::Run;
use crate::CommandLine;
use crate::output::{Answer, Outcome};
use crate::progress::Progress;

const EXAMPLES: &str = "\
Examples:
  cargo tinyml completions bash > ~/.local/share/bash-completion/completions/cargo-tinyml
  cargo tinyml completions fish > ~/.config/fish/completions/cargo-tinyml.fish

Shells complete the program's own name: type `cargo-tinyml tr<Tab>`.";

/// Print a script that teaches a shell to complete `cargo-tinyml`
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// The shell.
    shell: Shell,
}

impl Run for Completions {
    fn run(&self, _: &Progress) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut CommandLine::command(), "cargo-tinyml", &mut script);
        let script = String::from_utf8_lossy(&script).into_owned();
        let json = json!({ "shell": self.shell.to_string(), "script": script });
        Ok(Answer::new(script, json))
    }
}
