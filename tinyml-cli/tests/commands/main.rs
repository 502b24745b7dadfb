//! The built program on real files: what each command prints, writes and answers to wrong input.
//!
//! Every test has a folder of its own for what it writes; the program runs in the root of the repository.

mod completions;
mod evaluate;
mod expand;
mod general;
mod new;
mod optimize;
mod plot;
mod program;
mod report;
mod search;
mod trace;
mod train;
mod verify;
