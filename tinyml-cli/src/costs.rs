//! What models cost, told as what it is: measured on the target's emulator, or estimated where that cannot be had.

use serde_json::{Value, json};
use tinyml_compiler::cost::{Target, estimate};
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::emit::Model;

use crate::measure::{Measured, Setup, measure};

/// What one model costs on one target.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// Instructions of one inference.
    pub instructions: f64,
    /// Bytes of code and constants.
    pub flash: f64,
    /// Bytes of stack: of the whole call where measured, else of the activations.
    pub stack: u64,
    /// Bytes of statics.
    pub ram: i64,
    /// Whether it was measured.
    pub measured: bool,
}

/// How costs are found on this machine.
#[derive(Debug, Clone)]
pub struct Meter {
    /// The target, and what to build with.
    pub setup: Setup,
    /// Why everything is estimated, if it is.
    pub missing: Option<String>,
}

impl Meter {
    /// A meter that measures if the machine can, unless it is told to estimate.
    pub fn new(setup: Setup, estimates: bool) -> Self {
        let missing = if estimates { Some("estimates were asked for".to_owned()) } else { setup.missing() };
        Self { setup, missing }
    }

    /// The target.
    pub fn target(&self) -> Target {
        self.setup.target
    }

    /// The costs of all models, in their order; measured in one build.
    ///
    /// # Errors
    ///
    /// As [`measure`].
    pub fn costs(&self, models: &[&Model]) -> Result<Vec<Cost>, Report> {
        if self.missing.is_some() {
            return Ok(models.iter().map(|model| self.estimated(model)).collect());
        }
        Ok(measure(models, &self.setup)?.iter().map(measured).collect())
    }

    /// What a model is estimated to cost: quick, for work that compares hundreds.
    pub fn estimated(&self, model: &Model) -> Cost {
        let found = estimate(&model.program, &model.plan, self.target());
        Cost {
            instructions: found.instructions,
            flash: found.flash,
            stack: model.plan.stack_bytes as u64,
            ram: 0,
            measured: false,
        }
    }

    /// A line that says where the numbers are from.
    pub fn source(&self) -> String {
        let target = self.target().title();
        match &self.missing {
            None => format!(
                "instructions, stack and flash on {target} are measured on QEMU, at opt-level {}",
                self.setup.level.name()
            ),
            Some(why) => format!("instructions and flash on {target} are estimates (≈): {why}"),
        }
    }
}

fn measured(found: &Measured) -> Cost {
    Cost {
        instructions: found.instructions,
        flash: found.flash as f64,
        stack: found.stack,
        ram: found.ram,
        measured: true,
    }
}

impl Cost {
    /// Instructions, flash, stack and RAM as cells of a table; estimates are marked.
    pub fn cells(&self) -> [String; 4] {
        let mark = if self.measured { "" } else { "≈ " };
        [
            format!("{mark}{:.0}", self.instructions),
            format!("{mark}{:.0}", self.flash),
            format!("{mark}{}", self.stack),
            format!("{mark}{}", self.ram),
        ]
    }

    /// The same as a document.
    pub fn json(&self, target: Target) -> Value {
        json!({
            "target": target.name(),
            "instructions": self.instructions,
            "flash_bytes": self.flash,
            "stack_bytes": self.stack,
            "ram_bytes": self.ram,
            "measured": self.measured,
        })
    }
}
