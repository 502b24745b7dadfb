//! The task of a training: the description, with what flags say before it, and the dataset.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report};
use tinyml_compiler::promises::Promises;
use tinyml_trainer::description::{self, Flags};
use tinyml_trainer::{Description, Task, dataset};

use super::Train;
use crate::options::Weights;

/// A network learns with the rounding that it will have.
fn auto() -> Diagnostic {
    Diagnostic::new(Code::SettingMisplaced, "a network is trained for one storage of its weights")
        .found("`--quant auto`")
        .help("train for `i8`; a mix for the trained network is found by `cargo tinyml optimize`, or by the attribute's `quant = \"auto\"`")
}

impl Train {
    /// The task, and what a user should know of the data.
    pub(super) fn task(&self) -> Result<(Task, Vec<String>), Report> {
        if self.quantisation.quant == Some(Weights::Auto) {
            return Err(auto().into());
        }
        let mut description = self.description()?;
        description.deploy = self.deploy(&description.deploy);
        let loaded = dataset::open(&self.data, &mut description)?;
        Ok((Task { dataset: loaded.dataset, description }, loaded.notes))
    }

    fn description(&self) -> Result<Description, Report> {
        let Some(path) = &self.model else {
            let flags = Flags {
                name: self.name.clone(),
                inputs: self.inputs.clone(),
                targets: self.targets.clone(),
                hidden: self.hidden.clone(),
                activation: self.activation,
            };
            return Description::from_flags(&flags, &self.data);
        };
        let mut description = description::open(path)?;
        description.choose(&self.inputs, &self.targets)?;
        if let Some(hidden) = &self.hidden {
            description.hidden.clone_from(hidden);
        }
        if let Some(activation) = self.activation {
            description.activation = activation;
        }
        Ok(description)
    }

    /// What flags leave open, the description says; a flag on the weights replaces all that it says of them.
    fn deploy(&self, described: &Options) -> Options {
        let Options { quant, activations, promises, .. } = self.quantisation.options();
        let max_error = promises.max_error.or(described.promises.max_error);
        Options {
            quant: quant.or_else(|| described.quant.clone()),
            activations: activations.or(described.activations),
            promises: Promises { max_error, ..promises },
            ..described.clone()
        }
    }
}
