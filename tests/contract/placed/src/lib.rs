//! Where a struct can stand, and who may see it.
#![deny(warnings, missing_docs, unreachable_pub)]

use tinyml::tinyml_model;

/// Two models in one module.
#[tinyml_model("weights/line.json")]
pub struct First;

/// The second; the file is the same.
#[tinyml_model("weights/line.json", quant = "i4")]
pub struct Second;

mod private {
    use tinyml::tinyml_model;

    pub(super) mod deeper {
        use tinyml::tinyml_model;

        #[tinyml_model("weights/kind.json")]
        pub(in crate::private) struct InPath;

        #[tinyml_model("weights/kind.json")]
        pub(crate) struct InCrate;
    }

    #[tinyml_model("weights/line.json")]
    pub(super) struct InParent;

    #[tinyml_model("weights/line.json")]
    struct InSelf;

    pub(super) const SUM: i16 = InSelf.infer(1) / 2 + deeper::InPath.infer(1, 1)[0] / 2;
}

/// Models inside of functions, two of one name.
pub fn local(adc_mv: u16) -> i16 {
    #[tinyml_model("weights/line.json")]
    struct Local;

    let inner = || {
        #[tinyml_model("weights/kind.json")]
        struct Local;
        matches!(Local.classify(1, 1), LocalClass::High)
    };
    if inner() { Local.infer(adc_mv) } else { private::SUM }
}

/// What is private is used.
pub fn used() -> [i16; 3] {
    let class = private::deeper::InCrate.classify(1, 2) as i16;
    [private::InParent.infer(3), private::SUM, class]
}

/// A model in a constant, a static, a field, an array and behind a reference.
pub mod kept {
    use super::First;

    /// A constant.
    pub const CONSTANT: First = First;
    /// A static.
    pub static STATIC: First = First;
    /// A reference.
    pub const REFERENCE: &First = &First;
    /// What rustc computes with them.
    pub const VALUES: [i16; 3] = [CONSTANT.infer(1), STATIC.infer(1), REFERENCE.infer(1)];
}
