//! The list of commands. A new one is its file here and one line in the list, which makes the enum and the dispatch.
//!
//! A command's file holds a struct of its arguments, whose documentation is its `--help`, and [`Run`] for it.

mod completions;
mod evaluate;
mod expand;
mod new;
mod optimize;
mod plot;
mod report;
mod search;
mod trace;
mod train;
mod verify;

use crate::output::Outcome;
use crate::progress::Progress;

/// What every command does with its arguments.
pub trait Run {
    /// Does the work and gives the answer, for people and for machines; prints nothing.
    ///
    /// # Errors
    ///
    /// What is wrong with the model, the data or a file.
    fn run(&self, progress: &Progress) -> Outcome;
}

macro_rules! commands {
    ($($variant:ident($arguments:path),)*) => {
        /// A command with its arguments.
        #[derive(Debug, clap::Subcommand)]
        pub enum Command {
            $(#[allow(missing_docs, reason = "clap takes the text for --help from the arguments' struct")]
            $variant($arguments),)*
        }

        impl Run for Command {
            fn run(&self, progress: &Progress) -> Outcome {
                match self {
                    $(Self::$variant(arguments) => arguments.run(progress),)*
                }
            }
        }
    };
}

commands! {
    Train(train::Train),
    Evaluate(evaluate::Evaluate),
    Report(report::Report),
    Verify(verify::Verify),
    Plot(plot::Plot),
    Trace(trace::Trace),
    Expand(expand::Expand),
    New(new::New),
    Search(search::Search),
    Optimize(optimize::Optimize),
    Completions(completions::Completions),
}
