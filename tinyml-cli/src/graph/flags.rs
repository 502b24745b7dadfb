//! Flags that only graphs take, each with the name and the meaning of the attribute's argument.

use std::path::PathBuf;

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::file::{CALIBRATION, read};
use tinyml_compiler::graph::quantize::CalibrationFile;
use tinyml_compiler::options::{MemoryPlace, Options, Reference};

use crate::options::named;

/// How a graph is embedded.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Graphs (.tflite)")]
pub(crate) struct Graphs {
    /// Whose bits the outputs have: classic (TensorFlow Lite Micro), or litert (FULLY_CONNECTED rounded once).
    #[arg(long, value_name = "KERNELS", value_parser = reference)]
    pub(crate) reference: Option<Reference>,
    /// Where the working memory is: struct, borrowed or stack.
    #[arg(long, value_name = "PLACE", value_parser = memory)]
    pub(crate) memory: Option<MemoryPlace>,
    /// Typical inputs with which a float model is quantised: .npy or .csv.
    #[arg(long, value_name = "DATA")]
    pub(crate) calibration: Option<PathBuf>,
}

impl Graphs {
    /// The same options with what these flags say.
    ///
    /// # Errors
    ///
    /// A calibration set that cannot be read.
    pub(crate) fn added_to(&self, options: Options) -> Result<Options, Report> {
        let (reference, memory) = (self.reference.unwrap_or_default(), self.memory.unwrap_or_default());
        let calibration = self.calibration.as_ref().map(|path| {
            let display = path.to_string_lossy().into_owned();
            Ok::<_, Report>(CalibrationFile { display, bytes: read(path, &CALIBRATION)? })
        });
        Ok(Options { reference, memory, calibration: calibration.transpose()?, ..options })
    }

    /// The attribute's arguments for what was given.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let reference = self.reference.as_ref().and_then(|given| name(&Reference::ALL, given));
        let memory = self.memory.as_ref().and_then(|given| name(&MemoryPlace::ALL, given));
        let one = |(argument, value): (&str, Option<&str>)| Some(format!("{argument} = {:?}", value?));
        let calibration = self.calibration.as_ref().map(|path| path.to_string_lossy());
        let all = [("reference", reference), ("memory", memory), ("calibration", calibration.as_deref())];
        all.into_iter().filter_map(one).collect()
    }
}

fn name<T: PartialEq>(all: &[(&'static str, T)], given: &T) -> Option<&'static str> {
    all.iter().find(|(_, value)| value == given).map(|(name, _)| *name)
}

fn reference(text: &str) -> Result<Reference, String> {
    named(&Reference::ALL, text)
}

fn memory(text: &str) -> Result<MemoryPlace, String> {
    named(&MemoryPlace::ALL, text)
}

#[cfg(test)]
mod tests {
    use super::{Graphs, memory, reference};

    use tinyml_compiler::options::{MemoryPlace, Reference};

    #[test]
    fn flags_become_arguments() {
        let given = Graphs {
            reference: Some(Reference::Litert),
            memory: Some(MemoryPlace::Stack),
            calibration: None,
        };
        assert_eq!(given.arguments(), ["reference = \"litert\"", "memory = \"stack\""]);
        assert!(Graphs::default().arguments().is_empty());
        assert!(reference("tflm").is_err() && memory("heap").is_err());
    }
}
