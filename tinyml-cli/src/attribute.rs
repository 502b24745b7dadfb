//! The attribute as a user would write it for a model and the flags of a command.
//!
//! Only what was asked for is written: everything else is the model file's or the default, here and there.

use tinyml_compiler::options::Storage;

use crate::options::{Quantisation, Weights};

/// The widest line that is not broken.
const WIDTH: usize = 100;

/// `#[tinyml_model("weights/ntc.json", quant("i8", fc1 = "i4"), max_error = 0.1)]`
pub fn line(path: &str, quantisation: &Quantisation) -> String {
    line_with(path, quantisation, Vec::new())
}

/// The same with more arguments behind those of the quantisation.
pub fn line_with(path: &str, quantisation: &Quantisation, more: Vec<String>) -> String {
    let quant = quant(quantisation.quant, &quantisation.layers);
    let activations = quantisation.activations.map(|bits| format!("activations = {:?}", bits.name()));
    let max_error = quantisation.max_error.map(|error| format!("max_error = {error}"));
    let own = [Some(format!("{path:?}")), quant, activations, max_error];
    let arguments: Vec<String> = own.into_iter().flatten().chain(more).collect();
    let line = format!("#[tinyml_model({})]", arguments.join(", "));
    // As rustfmt would break it.
    if line.chars().count() <= WIDTH {
        line
    } else {
        format!("#[tinyml_model(\n    {}\n)]", arguments.join(",\n    "))
    }
}

fn quant(default: Option<Weights>, layers: &[(String, Storage)]) -> Option<String> {
    let value = |storage: Storage| format!("{:?}", storage.name());
    let default = match default {
        Some(Weights::Auto) => return Some("quant = \"auto\"".to_owned()),
        Some(Weights::Stored(storage)) => Some(storage),
        None => None,
    };
    if layers.is_empty() {
        return default.map(|all| format!("quant = {}", value(all)));
    }
    let layers = layers.iter().map(|(name, own)| format!("{name} = {}", value(*own)));
    let parts: Vec<String> = default.map(value).into_iter().chain(layers).collect();
    Some(format!("quant({})", parts.join(", ")))
}

/// The name of a type for the name of a model: `board_temp` becomes `BoardTemp`.
pub fn type_of(model: &str) -> String {
    let capital = |word: &str| -> String {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    };
    match model.split('_').map(capital).collect::<String>() {
        // The only name in this form that Rust keeps for itself.
        name if name == "Self" => "SelfModel".to_owned(),
        name => name,
    }
}

/// Takes the name of a struct from the command line.
///
/// # Errors
///
/// It is no identifier, or a keyword.
pub fn type_name(text: &str) -> Result<String, String> {
    match syn::parse_str::<proc_macro2::Ident>(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("expected a name that Rust takes for a struct, such as `Ntc`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{line, line_with, type_name, type_of};
    use crate::options::{Quantisation, Weights};
    use tinyml_compiler::options::{ActivationBits, Storage};

    #[test]
    fn only_what_was_asked_for() {
        assert_eq!(line("a.json", &Quantisation::default()), "#[tinyml_model(\"a.json\")]");
        let mut given = Quantisation {
            quant: Some(Weights::Stored(Storage::I16)),
            max_error: Some(0.1),
            ..Default::default()
        };
        assert_eq!(line("a.json", &given), "#[tinyml_model(\"a.json\", quant = \"i16\", max_error = 0.1)]");
        given.layers = vec![("fc1".to_owned(), Storage::I4)];
        given.activations = Some(ActivationBits::I8);
        assert_eq!(
            line("a.json", &given),
            "#[tinyml_model(\"a.json\", quant(\"i16\", fc1 = \"i4\"), activations = \"i8\", max_error = 0.1)]"
        );
        let auto = Quantisation { quant: Some(Weights::Auto), ..Default::default() };
        assert_eq!(
            line_with("a.json", &auto, vec!["max_macs = 9".to_owned()]),
            "#[tinyml_model(\"a.json\", quant = \"auto\", max_macs = 9)]"
        );
        let long = line_with(&"a".repeat(90), &auto, Vec::new());
        assert!(long.starts_with("#[tinyml_model(\n    \"aaa"), "{long}");
        assert!(long.ends_with("aaa\",\n    quant = \"auto\"\n)]"), "{long}");
    }

    #[test]
    fn names_of_types() {
        assert_eq!(
            ["ntc", "board_temp", "x__2", "self"].map(type_of),
            ["Ntc", "BoardTemp", "X2", "SelfModel"]
        );
        assert!(type_name("Ntc").is_ok());
        for wrong in ["", "1x", "a b", "struct", "Self", "x::y"] {
            assert!(type_name(wrong).is_err(), "{wrong}");
        }
    }
}
