//! The list of graphs that are measured: those of the project, and those of `../shared/golden` where that folder is.
//!
//! A line says: name, type and file, input, output, how the output begins. Paths begin at this folder.

#[cfg(feature = "golden")]
pub mod golden;
pub mod own;

use crate::graph::GraphVisitor;

/// Shows every graph to the visitor.
pub fn for_each_graph(visitor: &mut impl GraphVisitor) {
    own::for_each(visitor);
    #[cfg(feature = "golden")]
    golden::for_each(visitor);
}
