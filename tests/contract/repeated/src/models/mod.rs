//! A macro with a path that begins at this file, wherever it is called.

macro_rules! beside_the_macro {
    ($name:ident) => {
        /// Beside the macro.
        #[tinyml::tinyml_model("./line.json")]
        pub struct $name;
    };
}
