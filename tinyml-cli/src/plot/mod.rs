//! Pictures of a model: as SVG, as PNG, in a terminal.
//!
//! The drawing is our own, a few hundred lines: see [`svg`] for why. What is drawn comes from [`crate::report`].

pub(crate) mod chart;
pub(crate) mod draw;
pub(crate) mod figures;
pub(crate) mod png;
pub(crate) mod rows;
pub(crate) mod sheet;
pub(crate) mod svg;
pub(crate) mod terminal;
pub(crate) mod ticks;
