//! Models that the importer refuses, each with the code of its message and the reason. The suite fails when one of them
//! starts to agree, or is refused for something else: the list never says more than is true. Wrong bytes are never set aside.

/// A model that is refused.
pub(crate) struct Aside {
    pub(crate) folder: &'static str,
    pub(crate) model: &'static str,
    pub(crate) code: &'static str,
    pub(crate) reason: &'static str,
}

const OWN: &str = "tests/tflite/golden";
const FLOATS: &str = "floats are quantised with a calibration set, so that the bits are nobody's reference";

/// All of them.
pub(crate) const ASIDE: &[Aside] = &[
    Aside { folder: "../shared/golden", model: "hello_world_float", code: "T0961", reason: FLOATS },
    Aside { folder: OWN, model: "digits_conv_float", code: "T0961", reason: FLOATS },
    Aside {
        folder: OWN,
        model: "resize_nearest_fraction",
        code: "T0920",
        reason: "factors that are whole are supported",
    },
];

/// What is said of a model, if it is set aside.
pub(crate) fn aside(folder: &str, model: &str) -> Option<&'static Aside> {
    ASIDE.iter().find(|aside| (aside.folder, aside.model) == (folder, model))
}
