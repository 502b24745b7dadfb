//! How weights and activations are stored, who says so, and what must be kept.
//!
//! The macro fills [`Options`] in from its arguments, the command line from its flags; a model file recommends a [`Deploy`].
//! Nothing else is decided here.

use crate::graph::quantize::CalibrationFile;
use crate::network::Network;
use crate::promises::Promises;

/// What the attribute or the command line asks for; what it leaves open, the model file says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// How the weights are stored; instead of all that the file says about it.
    pub quant: Option<Quant>,
    /// Whether the storages are chosen: the cheapest that keep `max_error`.
    pub auto: bool,
    /// Bits of the activations between layers; instead of the file's.
    pub activations: Option<ActivationBits>,
    /// The form in which the network runs.
    pub lowering: Lowering,
    /// Of a graph: whose bits the outputs are.
    pub reference: Reference,
    /// Of a graph: the classes of its first output's scores.
    pub labels: Option<Vec<String>>,
    /// Of a graph: where its working memory is.
    pub memory: MemoryPlace,
    /// Of a float graph: the typical inputs with which it is quantised.
    pub calibration: Option<CalibrationFile>,
    /// What must be kept, or nothing is built.
    pub promises: Promises,
}

/// The kernels whose bits an imported network keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reference {
    /// Those of TensorFlow Lite Micro, and of TensorFlow Lite up to 2.14: rounded twice.
    #[default]
    Classic,
    /// Those of LiteRT, and of TensorFlow from 2.21: FULLY_CONNECTED is rounded once.
    Litert,
}

impl Reference {
    /// All of them, with the names that the attribute takes.
    pub const ALL: [(&'static str, Self); 2] = [("classic", Self::Classic), ("litert", Self::Litert)];
}

/// Where the working memory of a graph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MemoryPlace {
    /// In the struct, which the user makes a static: `infer(&mut self, …)`.
    #[default]
    Struct,
    /// Lent by the caller: `infer_in(&self, &mut arena, …)`.
    Borrowed,
    /// On the stack while an inference runs: `infer(&self, …)`.
    Stack,
}

impl MemoryPlace {
    /// All of them, with the names that the attribute takes.
    pub const ALL: [(&'static str, Self); 3] =
        [("struct", Self::Struct), ("borrowed", Self::Borrowed), ("stack", Self::Stack)];
}

/// The form in which a network runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lowering {
    /// Layer after layer, in integers.
    #[default]
    Layers,
    /// As segments of straight lines: networks of one scalar input.
    Piecewise,
    /// The cheapest form that keeps every promise.
    Auto,
}

impl Lowering {
    /// All of them, with the names that the attribute takes.
    pub const ALL: [(&'static str, Self); 3] =
        [("layers", Self::Layers), ("piecewise", Self::Piecewise), ("auto", Self::Auto)];

    /// The name that the attribute takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Layers => "layers",
            Self::Piecewise => "piecewise",
            Self::Auto => "auto",
        }
    }
}

/// What a model file recommends: where nobody asks for something else, it holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deploy {
    /// How the weights are stored.
    pub quant: Option<Quant>,
    /// Bits of the activations between layers.
    pub activations: Option<ActivationBits>,
}

impl Options {
    /// These options with nothing left open.
    #[must_use]
    pub fn resolved(&self, network: &Network) -> Resolved {
        let file = &network.deploy;
        Resolved {
            quant: self.quant.as_ref().or(file.quant.as_ref()).cloned().unwrap_or_default(),
            activations: self.activations.or(file.activations).unwrap_or(ActivationBits::I16),
        }
    }
}

/// How the network becomes integers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// How the weights are stored.
    pub quant: Quant,
    /// Bits of the activations between layers.
    pub activations: ActivationBits,
}

/// How the weights of each layer are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quant {
    /// Of a layer that has no storage of its own.
    pub all: Storage,
    /// Of single layers, by name.
    pub layers: Vec<(String, Storage)>,
}

impl Default for Quant {
    fn default() -> Self {
        Storage::I8.into()
    }
}

impl From<Storage> for Quant {
    fn from(all: Storage) -> Self {
        Self { all, layers: Vec::new() }
    }
}

impl Quant {
    /// What was given, if anything was: layers alone leave the others at 8 bits.
    pub fn given(all: Option<Storage>, layers: Vec<(String, Storage)>) -> Option<Self> {
        let is_given = all.is_some() || !layers.is_empty();
        is_given.then(|| Self { all: all.unwrap_or(Storage::I8), layers })
    }

    /// How the weights of a layer are stored.
    pub fn of(&self, layer: &str) -> Storage {
        let own = self.layers.iter().find(|(name, _)| name == layer);
        own.map_or(self.all, |(_, storage)| *storage)
    }

    /// The same with another storage of one layer.
    #[must_use]
    pub fn with(&self, layer: &str, storage: Storage) -> Self {
        let mut quant = self.clone();
        match quant.layers.iter_mut().find(|(name, _)| name == layer) {
            Some((_, own)) => *own = storage,
            None => quant.layers.push((layer.to_owned(), storage)),
        }
        quant
    }

    /// The first layer with a storage of its own that the network does not have.
    pub fn unknown_layer<'a>(&'a self, network: &Network) -> Option<&'a str> {
        let known = |name: &str| network.layers.iter().any(|layer| layer.name == name);
        self.layers.iter().map(|(name, _)| name.as_str()).find(|name| !known(name))
    }
}

/// How the weights of a layer are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Storage {
    /// -7..=7, two to a byte.
    I4,
    /// -127..=127
    I8,
    /// -32767..=32767
    I16,
    /// One of four values of 8 bits, which the layer shares: two bits for each weight, and the table.
    Codebook2,
    /// One of eight.
    Codebook3,
    /// One of sixteen.
    Codebook4,
    /// -127..=127, and only those that are not zero: a byte for the weight and one for its place.
    Sparse,
}

impl Storage {
    /// All of them, with the names that the attribute and the model file take.
    pub const ALL: [(&'static str, Self); 7] = [
        ("i4", Self::I4),
        ("i8", Self::I8),
        ("i16", Self::I16),
        ("codebook2", Self::Codebook2),
        ("codebook3", Self::Codebook3),
        ("codebook4", Self::Codebook4),
        ("sparse", Self::Sparse),
    ];

    /// The name that the attribute and the model file take.
    pub fn name(self) -> &'static str {
        match self {
            Self::I4 => "i4",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::Codebook2 => "codebook2",
            Self::Codebook3 => "codebook3",
            Self::Codebook4 => "codebook4",
            Self::Sparse => "sparse",
        }
    }

    /// The storage of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, storage)| *storage)
    }

    /// The greatest weight; the least is its negative, so that a sign never costs a step.
    pub fn max(self) -> i32 {
        match self {
            Self::I4 => 7,
            Self::I8 | Self::Codebook2 | Self::Codebook3 | Self::Codebook4 | Self::Sparse => 127,
            Self::I16 => 32_767,
        }
    }

    /// How many different weights a layer can have, where they are looked up in a table.
    pub fn table(self) -> Option<usize> {
        match self {
            Self::I4 | Self::I8 | Self::I16 | Self::Sparse => None,
            Self::Codebook2 => Some(4),
            Self::Codebook3 => Some(8),
            Self::Codebook4 => Some(16),
        }
    }
}

/// Bits of an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActivationBits {
    /// -127..=127: as coarse as most int8 runtimes.
    I8,
    /// -32767..=32767
    I16,
}

impl ActivationBits {
    /// All of them, with the names that the attribute takes.
    pub const ALL: [(&'static str, Self); 2] = [("i8", Self::I8), ("i16", Self::I16)];

    /// The name that the attribute takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
        }
    }

    /// The greatest raw activation.
    pub fn max(self) -> i32 {
        match self {
            Self::I8 => 127,
            Self::I16 => 32_767,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ActivationBits, Deploy, Options, Quant, Storage};
    use crate::network::Network;

    fn network(deploy: Deploy) -> Network {
        let text = r#"{"version": 1, "name": "m", "inputs": [{"name": "x", "type": "u8", "range": [0, 9]}],
            "outputs": [{"name": "y", "type": "i16", "scale": 1}],
            "layers": [{"type": "dense", "name": "out", "weights": [[1]], "bias": [0]}]}"#;
        let source = crate::source::Source::from_bytes("m.json", text.into()).expect("UTF-8");
        Network { deploy, ..crate::read(&source).expect("a model") }
    }

    #[test]
    fn what_is_asked_for_replaces_what_the_file_says() {
        let own = Quant { all: Storage::I4, layers: vec![("out".to_owned(), Storage::Codebook2)] };
        let file = network(Deploy { quant: Some(own.clone()), activations: Some(ActivationBits::I8) });
        let resolved = Options::default().resolved(&file);
        assert_eq!((resolved.quant, resolved.activations), (own, ActivationBits::I8));
        let asked = Options { quant: Some(Storage::Sparse.into()), ..Options::default() }.resolved(&file);
        assert_eq!((asked.quant.of("out"), asked.activations), (Storage::Sparse, ActivationBits::I8));
        let asked = Options { activations: Some(ActivationBits::I16), ..Options::default() }.resolved(&file);
        assert_eq!((asked.quant.of("out"), asked.activations), (Storage::Codebook2, ActivationBits::I16));
    }

    #[test]
    fn nobody_says_anything() {
        let resolved = Options::default().resolved(&network(Deploy::default()));
        assert_eq!((resolved.quant, resolved.activations), (Storage::I8.into(), ActivationBits::I16));
        assert_eq!(Quant::given(None, Vec::new()), None);
        let layers = vec![("out".to_owned(), Storage::I16)];
        let quant = Quant::given(None, layers).expect("a layer was given");
        assert_eq!((quant.of("fc1"), quant.of("out")), (Storage::I8, Storage::I16));
    }

    #[test]
    fn names_lead_back_to_what_they_name() {
        for (name, storage) in Storage::ALL {
            assert_eq!((storage.name(), Storage::of_name(name)), (name, Some(storage)));
        }
        assert_eq!(Storage::of_name("codebook5"), None);
    }
}
