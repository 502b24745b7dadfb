//! Names of tensors, which may hold anything, as identifiers of Rust that do not collide.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

use crate::check::is_keyword;

/// How long the part of a name is that tells where it comes from; frameworks write whole paths of layers.
const LONGEST: usize = 48;

/// Identifiers of one scope: each is given once.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A scope in which some names have a meaning already.
    pub(super) fn reserving(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|&name| name.to_owned()).collect() }
    }

    /// A parameter or variable for a tensor; `other` if its name holds nothing that an identifier can be made of.
    pub(super) fn variable(&mut self, tensor: &str, other: &str) -> Ident {
        let name = snake_case(tensor).unwrap_or_else(|| other.to_owned());
        ident(&self.unique(if is_keyword(&name) { format!("{name}_") } else { name }))
    }

    /// The same in capitals: a static or a constant.
    pub(super) fn constant(&mut self, tensor: &str, other: &str) -> Ident {
        let name = snake_case(tensor).unwrap_or_else(|| other.to_owned());
        ident(&self.unique(name.to_uppercase()))
    }

    /// The name, or the first of `name_2`, `name_3` … that is free.
    fn unique(&mut self, name: String) -> String {
        let numbered = (2_usize..).map(|number| format!("{name}_{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.taken.contains(name));
        let free = free.unwrap_or(name);
        self.taken.insert(free.clone());
        free
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// `serving_default_x:0` as `serving_default_x`, `model/conv/Relu;model/bn` as `model_conv_relu`.
fn snake_case(tensor: &str) -> Option<String> {
    let first = tensor.split(';').next().unwrap_or_default();
    let first = first.strip_suffix(":0").unwrap_or(first);
    let mut name = String::new();
    for c in first.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => name.push(c.to_ascii_lowercase()),
            _ if name.is_empty() || name.ends_with('_') => {}
            _ => name.push('_'),
        }
    }
    let name = shortened(name.trim_end_matches('_'));
    match name.starts_with(|c: char| c.is_ascii_digit()) {
        true => Some(format!("t{name}")),
        false => (!name.is_empty()).then(|| name.to_owned()),
    }
}

/// The end of a long name, from the beginning of a word on: that is where paths of layers differ.
fn shortened(name: &str) -> &str {
    let Some(from) = name.len().checked_sub(LONGEST) else { return name };
    let end = name.get(from..).unwrap_or(name);
    let is_word = |at: &usize| end[*at..].starts_with(|c: char| c.is_ascii_lowercase());
    let word = end.match_indices('_').map(|(at, _)| at + 1).find(is_word);
    word.map_or(end, |at| &end[at..])
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_of_frameworks_become_identifiers() {
        let cases = [
            ("serving_default_x:0", "serving_default_x"),
            ("model/Conv2D/Relu;model/bn/FusedBatchNormV3", "model_conv2d_relu"),
            ("StatefulPartitionedCall:1", "statefulpartitionedcall_1"),
            ("type", "type_"),
            ("7", "t7"),
            ("größe", "gr_e"),
            ("", "x"),
            ("///;a", "x"),
        ];
        for (tensor, name) in cases {
            assert_eq!(Names::default().variable(tensor, "x").to_string(), name, "{tensor}");
        }
    }

    #[test]
    fn names_that_collide_are_numbered() {
        let mut names = Names::reserving(&["memory"]);
        let given = ["a/b", "a_b", "a.b", "memory"].map(|name| names.variable(name, "x").to_string());
        assert_eq!(given, ["a_b", "a_b_2", "a_b_3", "memory_2"]);
        assert_eq!(names.constant("a/b", "x").to_string(), "A_B");
    }

    #[test]
    fn of_long_names_the_end_is_kept() {
        let long = "functional_1/block_3/separable_conv_2d/separable_conv2d/depthwise";
        assert_eq!(
            Names::default().constant(long, "x").to_string(),
            "SEPARABLE_CONV_2D_SEPARABLE_CONV2D_DEPTHWISE"
        );
    }
}
