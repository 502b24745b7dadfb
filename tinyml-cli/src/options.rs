//! How a model is deployed, as flags that several commands share: bits, and the promised error.

use tinyml_compiler::Options;
use tinyml_compiler::options::{ActivationBits, Quant, Storage};
use tinyml_compiler::promises::Promises;

/// Flags of the quantisation; each has the name and the meaning of the attribute's argument.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Quantisation")]
pub struct Quantisation {
    /// Storage of the weights: i4, i8, i16, codebook2, codebook3, codebook4, sparse, or auto: the cheapest mix that keeps --max-error.
    #[arg(long, value_name = "STORAGE", value_parser = weights)]
    pub quant: Option<Weights>,
    /// Storage of the weights of one layer; may be given for several.
    #[arg(long = "layer", value_name = "NAME=STORAGE", value_parser = layer)]
    pub layers: Vec<(String, Storage)>,
    /// Bits of the activations between layers.
    #[arg(long, value_name = "BITS", value_parser = activation_bits)]
    pub activations: Option<ActivationBits>,
    /// The greatest deviation from the float network that is allowed, in the output's unit.
    #[arg(long, value_name = "E", value_parser = positive, allow_negative_numbers = true)]
    pub max_error: Option<f64>,
}

/// How the weights of all layers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// In this way.
    Stored(Storage),
    /// As the compiler finds best for each layer.
    Auto,
}

impl Quantisation {
    /// What the compiler takes: what no flag says is left to the model file.
    pub fn options(&self) -> Options {
        let (all, auto) = match self.quant {
            Some(Weights::Stored(storage)) => (Some(storage), false),
            Some(Weights::Auto) => (None, true),
            None => (None, false),
        };
        let quant = Quant::given(all, self.layers.clone());
        let promises = Promises { max_error: self.max_error, ..Promises::default() };
        Options { quant, auto, activations: self.activations, promises, ..Options::default() }
    }
}

fn weights(text: &str) -> Result<Weights, String> {
    if text == "auto" { Ok(Weights::Auto) } else { storage(text).map(Weights::Stored) }
}

/// The value for one of these names.
///
/// # Errors
///
/// None of them; all are listed.
pub fn named<T: Copy>(all: &[(&str, T)], text: &str) -> Result<T, String> {
    let found = all.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    let names = || all.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| format!("expected one of {}", names()))
}

fn storage(text: &str) -> Result<Storage, String> {
    named(&Storage::ALL, text)
}

fn activation_bits(text: &str) -> Result<ActivationBits, String> {
    named(&ActivationBits::ALL, text)
}

fn layer(text: &str) -> Result<(String, Storage), String> {
    let (name, value) = text.split_once('=').ok_or("expected a layer and its storage, such as `fc1=i4`")?;
    Ok((name.to_owned(), storage(value)?))
}

/// A number greater than zero.
pub fn positive(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    number
        .filter(|number| number.is_finite() && *number > 0.0)
        .ok_or_else(|| "expected a number greater than zero".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{layer, positive, storage};
    use tinyml_compiler::options::Storage;

    #[test]
    fn values_of_flags() {
        assert_eq!(layer("fc1=i4"), Ok(("fc1".to_owned(), Storage::I4)));
        assert_eq!(positive("0.1"), Ok(0.1));
        for wrong in ["0", "-1", "nan", "inf", "", "x"] {
            assert!(positive(wrong).is_err(), "{wrong}");
        }
        assert!(layer("fc1").is_err() && layer("fc1=i5").is_err());
        assert!(storage("i5").is_err_and(|message| message.contains("`i16`")));
    }
}
