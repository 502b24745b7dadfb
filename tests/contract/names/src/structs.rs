//! Structs that are called like something that an expansion uses; each in a module of its own.
#![allow(dead_code, reason = "that they compile is the test")]

macro_rules! models {
    ($($module:ident $name:ident)*) => {
        $(
            mod $module {
                #[tinyml::tinyml_model("weights/fc1.json")]
                pub(super) struct $name;

                mod classifier {
                    #[tinyml::tinyml_model("weights/classes.json")]
                    pub(super) struct $name;
                }
            }
        )*
    };
}

models! {
    fc1 FC1
    result Result
    option Option
    some Some
    ok Ok
    err Err
    model Model
    classifier Classifier
    dense Dense
    buffer Buffer
    domain Domain
    requantize Requantize
    row Row
    scale Scale
    softmax Softmax
    lookup Lookup
    outofrange OutOfRange
    i8 I8
    i8wide I8Wide
    vec Vec
    string String
    core Core
}
