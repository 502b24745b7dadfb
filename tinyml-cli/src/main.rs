//! `cargo tinyml`: the program. All that it does is in the library of the same package, where tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    tinyml_cli::run(std::env::args_os())
}
