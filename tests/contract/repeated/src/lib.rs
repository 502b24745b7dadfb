//! Models that a `macro_rules!` writes.
#![deny(warnings, missing_docs)]

#[macro_use]
mod models;

macro_rules! model {
    ($name:ident, $path:literal, $quant:expr) => {
        #[doc = concat!("From ", $path)]
        #[tinyml::tinyml_model($path, quant = $quant, max_error = 2.5,)]
        pub struct $name;
    };
    ($($name:ident)*) => {
        $(
            /// One of many.
            #[tinyml::tinyml_model("weights/line.json")]
            pub struct $name;
        )*
    };
}

pub mod elsewhere;

model!(FromManifest, "weights/line.json", "i8");
model!(FromSource, "./models/line.json", "i16");
model!(One Two Three);
beside_the_macro!(BesideTheMacro);
kit::sensor! {
    /// By a macro of another crate.
    pub FromKit from "weights/line.json"
}
kit::sensor!(Hidden from "./elsewhere/line.json");

/// What the hidden one says.
pub const HIDDEN: i16 = Hidden.infer(1) - FromKit.infer(1);

#[cfg(test)]
mod tests {
    use super::{BesideTheMacro, FromManifest, elsewhere};

    #[test]
    fn a_path_begins_where_it_is_written() {
        assert_eq!(elsewhere::FromElsewhere::HASH, BesideTheMacro::HASH);
        assert_eq!(elsewhere::Here.infer(0), FromManifest.infer(0) + 2000);
    }
}
