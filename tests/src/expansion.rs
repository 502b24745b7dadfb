//! Expansions, made by the compiler as a library and laid out by prettyplease, as `cargo expand` shows them.

use std::path::Path;

use quote::{format_ident, quote};
use tinyml_compiler::emit::Item;
use tinyml_compiler::file::Request;
use tinyml_compiler::{Options, embed};

/// What follows a public struct of this name, for a model at a path that begins at a folder.
///
/// # Errors
///
/// The report of the compiler, or of the parser, as text.
pub fn expand(folder: &Path, path: &str, name: &str, options: &Options) -> Result<String, String> {
    let request = Request { path, manifest_dir: Some(folder), source_file: None };
    let opened = request.open_any().map_err(|report| report.to_string())?;
    let embedded = embed(&opened, options).map_err(|report| report.to_string())?;
    let item = Item::public(format_ident!("{name}"), path);
    let (fields, expansion) = (embedded.fields(&item), embedded.emit(&item));
    // A struct that gets fields is shown with them.
    let item = format_ident!("{name}");
    let item = (!fields.is_empty()).then(|| quote!(pub struct #item { #fields }));
    let file = syn::parse2(quote!(#item #expansion)).map_err(|error| error.to_string())?;
    Ok(prettyplease::unparse(&file))
}

/// The lines of an expansion by what they are for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Documentation.
    pub docs: usize,
    /// Numbers and texts of the model: what is inside the statics, constants that are a literal, points that rustc proves.
    pub data: usize,
    /// Everything else: what a reader has to understand.
    pub code: usize,
}

impl Lines {
    /// Counts them; blank lines are none.
    pub fn of(expansion: &str) -> Self {
        let (mut lines, mut in_static) = (Self::default(), false);
        for line in expansion.lines().filter(|line| !line.trim().is_empty()) {
            // The end of a static stands as far to the left as its beginning, and so does what is between its type and value.
            let is_inside = in_static && line.starts_with("     ");
            in_static = line.starts_with("    static ") || in_static && !line.ends_with(';');
            match line.trim() {
                line if line.starts_with("///") => lines.docs += 1,
                line if is_inside || is_fact(line) => lines.data += 1,
                _ => lines.code += 1,
            }
        }
        lines
    }
}

/// `pub const MACS: usize = 80;`, or one point of the proof.
fn is_fact(line: &str) -> bool {
    let is_literal = |value: &str| value.starts_with(|c: char| "-[&\"".contains(c) || c.is_ascii_digit());
    let value = line.split_once(" = ").map(|(_, value)| value);
    line.starts_with("pub const ") && value.is_some_and(is_literal) || line.starts_with("::core::assert!(")
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_told_apart() {
        let expansion = "const _: () = {\n    static FC1: A<\n        1,\n    > = f(\n        b\"x\",\n    );\n    impl A {\n        \
             /// Doc.\n        pub const MACS: usize = 80;\n        pub const FLASH: usize = size(&FC1);\n    }\n    \
             const _: () = {\n        ::core::assert!(true);\n    };\n\n};\n";
        assert_eq!(Lines::of(expansion), Lines { docs: 1, data: 4, code: 10 });
    }
}
