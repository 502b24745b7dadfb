//! `cargo tinyml`: the command line. Parses arguments and calls one file for each command.

fn main() {}
