//! What must not compile: every case gives the messages of its golden file, and no other.
//!
//! A case is one idea, told by its name, and uses the model as a program would: a mistake is one message, not one for each
//! use. The goldens are those of the compiler of the CI; `TRYBUILD=overwrite cargo test -p tinyml-tests --test ui` writes
//! them anew.

#[test]
fn mistakes_have_their_messages() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
