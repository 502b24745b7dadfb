//! What there is to know of a model, gathered once and shown as text, JSON or a page.
//!
//! [`gather`] runs the stages of the compiler and fills in one struct, [`data::Report`]; the views only write it down.

pub(crate) mod cost;
pub(crate) mod curves;
pub(crate) mod data;
pub(crate) mod forms;
pub(crate) mod gather;
pub(crate) mod history;
pub(crate) mod html;
pub(crate) mod layers;
pub(crate) mod load;
pub(crate) mod names;
pub(crate) mod promise;
pub(crate) mod request;
pub(crate) mod samples;
pub(crate) mod text;
