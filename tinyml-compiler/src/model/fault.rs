//! What raw values say of a sensor, as the file gives it.

use super::fields::Fields;
use super::values::{List, list, pair, text};
use super::{FAULT_FIELDS, MAX_FAULTS};
use crate::diagnostic::{Checked, Report, Spot};
use crate::json::Node;

/// The fields `calibrated` and `faults` of an input.
#[derive(Debug)]
pub struct FaultDrafts {
    pub(crate) calibrated: Checked<Option<(i64, i64)>>,
    pub(crate) faults: Checked<Option<List<FaultDraft>>>,
}

/// An element of `faults`.
#[derive(Debug)]
pub struct FaultDraft {
    pub(crate) name: Checked<String>,
    pub(crate) description: Checked<Option<String>>,
    pub(crate) range: Checked<(i64, i64)>,
}

impl FaultDrafts {
    /// Takes both fields out of those of an input.
    pub fn read(fields: &mut Fields<'_>, report: &mut Report) -> Self {
        Self {
            calibrated: fields.optional("calibrated", pair, report),
            faults: fields.optional("faults", list("fault", MAX_FAULTS, FaultDraft::read), report),
        }
    }
}

impl FaultDraft {
    fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        let mut fields = Fields::open(node, at, FAULT_FIELDS, report)?;
        Ok(Self {
            name: fields.required("name", text, report),
            description: fields.optional("description", text, report),
            range: fields.required("range", pair, report),
        })
    }
}
