//! How a model is deployed, as flags that several commands share: bits, and the promised error.

use tinyml_compiler::Options;
use tinyml_compiler::options::{ActivationBits, Bits};

/// Flags of the quantisation; each has the name and the meaning of the attribute's argument.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Quantisation")]
pub struct Quantisation {
    /// Bits of the weights.
    #[arg(long, value_name = "BITS", value_parser = bits)]
    pub quant: Option<Bits>,
    /// Bits of the weights of one layer; may be given for several.
    #[arg(long = "layer", value_name = "NAME=BITS", value_parser = layer)]
    pub layers: Vec<(String, Bits)>,
    /// Bits of the activations between layers.
    #[arg(long, value_name = "BITS", value_parser = activation_bits)]
    pub activations: Option<ActivationBits>,
    /// The greatest deviation from the float network that is allowed, in the output's unit.
    #[arg(long, value_name = "E", value_parser = positive)]
    pub max_error: Option<f64>,
}

impl Quantisation {
    /// What the compiler takes.
    pub fn options(&self) -> Options {
        let default = Options::default();
        Options {
            quant: self.quant.unwrap_or(default.quant),
            overrides: self.layers.clone(),
            activations: self.activations.unwrap_or(default.activations),
            max_error: self.max_error,
        }
    }
}

/// One of the names that the attribute takes.
fn named<T: Copy>(all: &[(&str, T)], text: &str) -> Result<T, String> {
    let found = all.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    let names = || all.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| format!("expected one of {}", names()))
}

fn bits(text: &str) -> Result<Bits, String> {
    named(&Bits::ALL, text)
}

fn activation_bits(text: &str) -> Result<ActivationBits, String> {
    named(&ActivationBits::ALL, text)
}

fn layer(text: &str) -> Result<(String, Bits), String> {
    let (name, value) = text.split_once('=').ok_or("expected a layer and its bits, such as `fc1=i4`")?;
    Ok((name.to_owned(), bits(value)?))
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
    use super::{bits, layer, positive};
    use tinyml_compiler::options::Bits;

    #[test]
    fn values_of_flags() {
        assert_eq!(layer("fc1=i4"), Ok(("fc1".to_owned(), Bits::I4)));
        assert_eq!(positive("0.1"), Ok(0.1));
        for wrong in ["0", "-1", "nan", "inf", "", "x"] {
            assert!(positive(wrong).is_err(), "{wrong}");
        }
        assert!(layer("fc1").is_err() && layer("fc1=i5").is_err());
        assert!(bits("i5").is_err_and(|message| message.contains("`i16`")));
    }
}
