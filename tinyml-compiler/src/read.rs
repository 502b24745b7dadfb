//! Reads a model file: from its text to a network that has been checked.
//!
//! The front half of the compiler in one sentence. What is wrong with the syntax comes alone, since nothing
//! can be said of what stands behind it; everything else that is wrong comes together.

use crate::check::{check, spatial};
use crate::diagnostic::{Diagnostic, Place, Report, Spot};
use crate::json;
use crate::model::{self, Model, SpatialDraft};
use crate::network::Network;
use crate::source::Source;
use crate::spatial::SpatialNetwork;

/// Reads and checks a model.
///
/// # Errors
///
/// All that is wrong with the file, in its order; of broken syntax only the first mistake.
pub fn read(source: &Source) -> Result<Network, Report> {
    let tree = json::parse(source)?;
    let mut report = Report::new();
    let network = Model::read(tree, &mut report).and_then(|model| check(model, &mut report));
    report.finish(network).map_err(|report| locate(source, report))
}

/// Reads and checks a model with convolutions, pools or sums of layers; `None` if it has none of these.
///
/// # Errors
///
/// As [`read`].
pub fn read_spatial(source: &Source) -> Result<Option<SpatialNetwork>, Report> {
    // Models of dense layers, which may be large, are told by their text: they are not parsed twice.
    if !model::may_be_spatial(source.text()) {
        return Ok(None);
    }
    let Some(tree) = json::parse(source).ok().filter(model::is_spatial) else { return Ok(None) };
    let mut report = Report::new();
    let model = Model::read_with(tree, SpatialDraft::read, &mut report);
    let network = model.and_then(|model| spatial(model, &mut report));
    report.finish(network).map(Some).map_err(|report| locate(source, report))
}

/// Turns the spots of a report into lines and columns.
///
/// A later stage can use it for its own diagnostics: `Diagnostic::at` takes any spot of the file.
pub fn locate(source: &Source, report: Report) -> Report {
    report.place(|diagnostics| fill(source, diagnostics))
}

fn fill(source: &Source, diagnostics: &mut [Diagnostic]) {
    let waiting = || diagnostics.iter().filter(|diagnostic| diagnostic.place.is_none());
    let spots: Vec<Spot> = waiting().filter_map(|diagnostic| diagnostic.spot.clone()).collect();
    let offsets = json::locate(source.text(), &spots.iter().collect::<Vec<_>>());
    let known: Vec<usize> = offsets.iter().map(|offset| offset.unwrap_or_default()).collect();
    let mut positions = source.positions(&known).into_iter().zip(offsets);
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.place.is_none()) {
        let Some(spot) = &diagnostic.spot else { continue };
        let position = positions.next().and_then(|(position, offset)| offset.map(|_| position));
        let pointer = Some(spot.pointer());
        diagnostic.place = Some(Place { file: source.display().to_owned(), position, pointer });
    }
}
