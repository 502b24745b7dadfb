//! `expand ARGUMENTS ITEM`: the attribute itself as a program, so that tests see the very tokens that rustc would get.
//!
//! It is made of the source of `tinyml-macros`, which as a proc macro cannot be called from outside of rustc.

#[path = "../../../tinyml-macros/src/arguments/mod.rs"]
mod arguments;
#[path = "../../../tinyml-macros/src/expand.rs"]
mod expand;
#[path = "../../../tinyml-macros/src/files.rs"]
mod files;
#[path = "../../../tinyml-macros/src/item.rs"]
mod item;
#[path = "../../../tinyml-macros/src/report.rs"]
mod report;
#[path = "../../../tinyml-macros/src/value.rs"]
mod value;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [arguments, item] = &words[..] else {
        eprintln!("usage: expand ARGUMENTS ITEM");
        return ExitCode::FAILURE;
    };
    match (arguments.parse(), item.parse()) {
        (Ok(arguments), Ok(item)) => {
            println!("{}", expand::expand(arguments, &item));
            ExitCode::SUCCESS
        }
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
