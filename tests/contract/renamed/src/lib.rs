//! A dependency under another name, and re-exports of it.
#![deny(warnings, missing_docs)]

use neural::tinyml_model;

/// By the name of the dependency.
#[tinyml_model("weights/line.json", crate = neural)]
pub struct ByName;

/// From the root on.
#[tinyml_model("weights/kind.json", crate = ::neural)]
pub struct FromRoot;

/// As a string.
#[tinyml_model("weights/line.json", crate = "neural")]
pub struct AsString;

/// Re-exports.
pub mod facade {
    pub use neural as ml;

    pub mod deeper {
        //! Relative paths.

        /// By a path that begins at the module above.
        #[neural::tinyml_model("weights/kind.json", crate = super::ml)]
        pub struct FromAbove;
    }
}

/// By a path that begins at this crate.
#[tinyml_model("weights/line.json", crate = crate::facade::ml)]
pub struct FromCrate;
