//! Names that could be taken for others: of structs, of inputs and layers, and of what the user's module has in scope.
#![deny(warnings, missing_docs)]

mod shadows;
mod structs;

use tinyml::tinyml_model;

/// Nine inputs, called like the variables of an expansion; layers called `x`, `self_` and `input`.
#[tinyml_model("weights/inputs.json")]
pub struct Inputs;

/// Arrays and a scalar between them, called like the variables that gather them.
#[tinyml_model("weights/arrays.json")]
pub struct Arrays;

/// Labels that are called like what the prelude has.
#[tinyml_model("weights/classes.json", classes = Outcome)]
pub struct Classes;

#[cfg(test)]
mod tests {
    use super::{Arrays, Classes, Inputs, Outcome};
    use tinyml::Model;

    #[test]
    fn every_input_arrives_where_it_should() {
        assert_ne!(Inputs.infer(9, 0, 0, 0, 0, 0, 0, 0, 0), Inputs.infer(0, 0, 0, 0, 0, 0, 0, 0, 9));
        let error = Inputs.try_infer(1, 2, 3, 4, 10, 5, 6, 7, 8).expect_err("10 is out of its range");
        assert_eq!((error.input, error.value, error.min, error.max), ("error", 10, 0, 9));
        assert_eq!(Inputs::UNION_MAX, 9);
    }

    #[test]
    fn arrays_arrive_whole_and_in_order() {
        let [first, ..] = Arrays.infer(&[100, 0, 0], 0, &[0, 0]);
        let [last, ..] = Arrays.infer(&[0, 0, 0], 0, &[0, 9]);
        assert_ne!(first, last);
        assert_eq!(Model::infer(&Arrays, ([1, 2, 3], 4, [5, 6])), Arrays.infer(&[1, 2, 3], 4, &[5, 6]));
        let error = Arrays.try_infer(&[1, 2, 3], 4, &[5, -10]).expect_err("-10 is out of its range");
        assert_eq!((error.input, error.value), ("input", -10));
    }

    #[test]
    fn classes_keep_their_names() {
        assert_eq!(Classes.classify(9), Outcome::All);
        assert_eq!(Outcome::Err.label(), "err");
    }
}
