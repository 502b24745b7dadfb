//! The command line `cargo tinyml`: parses arguments, calls one file for each command, prints what it answers.
//!
//! No command decides anything about networks: training is tinyml-trainer's, integers are tinyml-compiler's. The library
//! exists so that tests reach the parts; nobody else should depend on it.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | done, and every promise is kept |
//! | 1 | the model, the data or a file is at fault, or a promise is missed |
//! | 2 | the arguments are not understood |
//! | 130 | aborted by a second Ctrl-C |

pub mod attribute;
pub mod columns;
pub mod commands;
pub mod costs;
pub mod figures;
pub mod files;
pub mod firmware;
mod graph;
pub mod intermediate;
pub mod optimize;
pub mod options;
pub mod output;
mod plot;
pub mod predictions;
pub mod progress;
pub mod promised;
mod report;
pub mod rivals;
pub mod sample;
pub mod table;
pub mod validation;

pub use tinyml_measure as measure;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::commands::{Command, Run};
use crate::progress::Progress;

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 the model, the data or a file is at fault, or a promise is missed;
2 arguments not understood; 130 aborted by a second Ctrl-C (the first one keeps the best so far).";

/// From a dataset to the smallest network that keeps its promise, and on to a microcontroller.
#[derive(Debug, Parser)]
#[command(name = "cargo-tinyml", bin_name = "cargo tinyml", version, after_help = EXIT_CODES)]
#[command(max_term_width = 110, subcommand_required = true, arg_required_else_help = true)]
pub struct CommandLine {
    /// Print one JSON document instead of text; what is wrong is then part of it, as `errors`.
    #[arg(long, global = true)]
    pub json: bool,
    /// Show no progress.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Runs the command line with the program's name as its first argument; the whole of `main`.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let line = match CommandLine::try_parse_from(own(arguments)) {
        Ok(line) => line,
        Err(error) => {
            // Help and version are "errors" too, and go to standard output. A pipe that is closed is nobody's fault.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(output::USAGE));
        }
    };
    let progress = Progress::new(line.quiet);
    let outcome = line.command.run(&progress);
    progress.clear();
    output::print(outcome, line.json)
}

/// The arguments without the `tinyml` that cargo puts before them.
fn own(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|first| first == "tinyml") {
        arguments.remove(1);
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::{CommandLine, own};
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn cargo_puts_the_name_of_the_command_before_the_arguments() {
        let own = |list: &[&str]| own(list.iter().map(Into::into)).len();
        assert_eq!([own(&["cargo-tinyml", "tinyml", "train"]), own(&["cargo-tinyml", "train"])], [2, 2]);
        assert_eq!(own(&["cargo-tinyml"]), 1);
    }
}
