//! Small graphs by hand.
