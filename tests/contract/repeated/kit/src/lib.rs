//! A framework that hands models on to its users, who do not depend on tinyml themselves.

pub use tinyml;

/// A struct with its model.
#[macro_export]
macro_rules! sensor {
    ($(#[$attribute:meta])* $visibility:vis $name:ident from $path:literal) => {
        $(#[$attribute])*
        #[$crate::tinyml::tinyml_model($path, crate = $crate::tinyml)]
        $visibility struct $name;
    };
}
