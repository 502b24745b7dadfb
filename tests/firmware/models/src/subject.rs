//! What a measurement needs to know of a model, and the macro that makes it from one line.

use crate::{hash::Fnv, input::Input, output::Output};

/// One model under measurement: a function from one input to one output, by reference so that arrays are not copied.
pub trait Subject {
    /// The name in every report, and behind `size_`.
    const NAME: &'static str;
    /// What the model takes.
    type Input: Input;
    /// What it gives.
    type Output: Output;

    /// One inference.
    fn infer(input: &Self::Input) -> Self::Output;

    /// The same, as the one function of the program that has the model in it.
    #[inline(never)]
    fn call(input: &Self::Input) -> Self::Output {
        Self::infer(input)
    }

    /// The hash of the outputs of all inputs (of scalars) or of a fixed selection (of arrays).
    fn hash() -> u64 {
        let mut hash = Fnv::new();
        for index in 0..Self::Input::COUNT {
            Self::call(&Self::Input::nth(index)).feed(&mut hash);
        }
        hash.finish()
    }
}

/// Does something with every subject of the list, in order.
pub trait Visitor {
    /// Called once for each.
    fn visit<S: Subject>(&mut self);
}

/// Makes a unit type for each line, and `for_each`, which shows them all to a [`Visitor`].
macro_rules! subjects {
    ($(
        $(#[$doc:meta])*
        $name:ident: $subject:ident, $input:ty => $output:ty =
            |$argument:pat_param| $call:expr;
    )+) => {
        /// One type for each model.
        pub mod subjects {
            $(
                $(#[$doc])*
                pub struct $subject;

                impl crate::subject::Subject for $subject {
                    const NAME: &'static str = stringify!($name);
                    type Input = $input;
                    type Output = $output;

                    #[inline(always)]
                    fn infer($argument: &$input) -> $output {
                        $call
                    }
                }
            )+
        }

        /// Shows every subject to the visitor.
        pub fn for_each(visitor: &mut impl crate::subject::Visitor) {
            $(visitor.visit::<subjects::$subject>();)+
        }
    };
}
pub(crate) use subjects;
