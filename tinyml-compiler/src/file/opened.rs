//! A model file that has been opened, by its format.

use crate::source::Source;

/// A model file.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// JSON: text, and the certificates beside it.
    Network(Source),
    /// TensorFlow Lite.
    Graph {
        /// The file as its user knows it.
        display: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
}

impl Opened {
    /// Whether a file is a graph: by its name, or by the identifier that TFLite puts behind the first four bytes.
    pub(super) fn is_graph(path: &str, bytes: &[u8]) -> bool {
        path.ends_with(".tflite") || bytes.get(4..8) == Some(b"TFL3")
    }

    /// The file as its user knows it.
    pub fn display(&self) -> &str {
        match self {
            Self::Network(source) => source.display(),
            Self::Graph { display, .. } => display,
        }
    }
}
