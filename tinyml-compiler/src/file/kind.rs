//! The kinds of files that an attribute names: what they are called, how their names end, how large they may be.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source;

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// With its article, as a message calls this one.
    pub noun: &'static str,
    /// The same of any such file.
    pub a: &'static str,
    /// How the names of such files end.
    pub endings: &'static [&'static str],
    /// A path to one.
    pub example: &'static str,
    /// The largest that is read, in bytes.
    pub max_bytes: usize,
    /// What to say of a larger one.
    pub large_help: &'static str,
}

/// A model file.
pub const MODEL: Kind = Kind {
    noun: "the model file",
    a: "a model file",
    endings: &[".json", ".tflite"],
    example: "weights/ntc.json",
    max_bytes: source::MAX_BYTES,
    large_help: "a microcontroller holds some hundred thousand weights; is this the file you mean?",
};

/// What `cargo tinyml verify` has found out about a model.
pub const CERTIFICATE: Kind = Kind {
    noun: "the certificate",
    a: "a certificate",
    endings: &[".certificate.json"],
    example: "weights/ntc.certificate.json",
    max_bytes: 4 << 20,
    large_help: "this is not what `cargo tinyml verify` writes: run it again, or remove the file",
};

/// Inputs or outputs of a graph as they lie in memory.
pub const BYTES: Kind = Kind {
    noun: "the file of inputs",
    a: "a file of inputs",
    endings: &[".bin"],
    example: "input.bin",
    max_bytes: 64 << 20,
    large_help: "it holds the bytes of one inference",
};

/// Samples that a promise is about. They are read by every build, which must not take long.
pub const DATASET: Kind = Kind {
    noun: "the dataset",
    a: "a dataset",
    endings: &[".csv"],
    example: "weights/iris.csv",
    max_bytes: 4 << 20,
    large_help: "every build reads it: keep a random part of the rows for the promise",
};

/// The classes of a network's scores.
pub const LABELS: Kind = Kind {
    noun: "the file of labels",
    a: "a file of labels",
    endings: &[".txt"],
    example: "weights/labels.txt",
    max_bytes: 1 << 20,
    large_help: "it holds one label on each line",
};

/// Typical inputs of a float network. They are read by every build.
pub const CALIBRATION: Kind = Kind {
    noun: "the calibration set",
    a: "a calibration set",
    endings: &[".npy", ".csv"],
    example: "data/calibration.npy",
    max_bytes: 64 << 20,
    large_help: "every build reads it: a hundred typical inputs are enough",
};

impl Kind {
    /// Whether a name is that of such a file.
    pub fn is(&self, name: &str) -> bool {
        self.endings.iter().any(|ending| name.ends_with(ending))
    }

    /// What to say of a file of so many bytes.
    pub fn too_large(&self, display: &str, bytes: u64) -> Diagnostic {
        Diagnostic::new(Code::FileTooLarge, format!("{} is too large", self.noun))
            .placed(Place::file(display))
            .expected(format!("at most {} MiB", self.max_bytes >> 20))
            .found(format!("{} MiB", bytes.div_ceil(1 << 20)))
            .help(self.large_help)
    }
}
