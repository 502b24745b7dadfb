//! Class labels and the enum variants that they become.

use std::collections::BTreeMap;

use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, count, quoted};
use crate::model::MAX_OUTPUTS;

/// Longest name of a variant, in characters.
const LONGEST: usize = 64;

/// The enum variant for a label: `"iris-virginica"` becomes `IrisVirginica`, `"NO FAULT"` `NoFault`, `"7"`
/// `Class7`, `"1.5 V"` `Class1_5V`. `None` if the label holds nothing that a name can be made of.
pub fn variant_name(label: &str) -> Option<String> {
    let mut name = camel_case(label);
    if !name.starts_with(unicode_ident::is_xid_start) && !name.is_empty() {
        name.insert_str(0, "Class");
    }
    let usable =
        name.starts_with(unicode_ident::is_xid_start) && name != "Self" && name.chars().count() <= LONGEST;
    usable.then_some(name)
}

/// The words of a text without what stands between them, each with a capital: `open_circuit` becomes `OpenCircuit`.
pub(crate) fn camel_case(text: &str) -> String {
    let words =
        text.split(|c: char| !unicode_ident::is_xid_continue(c) || c == '_').filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        let after_digit = name.ends_with(|c: char| c.is_ascii_digit());
        if after_digit && word.starts_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.push_str(&capitalised(word));
    }
    name
}

/// Checks the labels of a classifier.
pub fn labels(labels: Vec<Checked<String>>, at: &Spot, report: &mut Report) -> Checked<Vec<String>> {
    if labels.len() < 2 {
        return Err(report.push(
            Diagnostic::new(Code::TooFewLabels, "a classifier tells at least two classes apart")
                .at(at)
                .expected(format!("2 to {}", count(MAX_OUTPUTS, "label")))
                .found(count(labels.len(), "label"))
                .help("a yes-or-no model has two rows in its last layer and two labels"),
        ));
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let check = |(index, label): (usize, Checked<String>)| {
        let label = label?;
        let variant =
            variant_name(&label).ok_or_else(|| report.push(no_variant(&label, &at.index(index))))?;
        match seen.get(&variant) {
            None => seen.insert(variant, index),
            Some(first) => return Err(report.push(same_variant(&label, &variant, *first, &at.index(index)))),
        };
        Ok(label)
    };
    let checked: Vec<Checked<String>> = labels.into_iter().enumerate().map(check).collect();
    super::all(checked)
}

fn capitalised(word: &str) -> String {
    let shouted = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let rest = letters.as_str();
    if shouted { first + &rest.to_lowercase() } else { first + rest }
}

fn no_variant(label: &str, at: &Spot) -> Diagnostic {
    Diagnostic::new(Code::LabelName, format!("no variant can be named after the label {}", quoted(label)))
        .at(at)
        .expected("letters or digits, at most 64, and not the word `Self`")
}

fn same_variant(label: &str, variant: &str, first: usize, at: &Spot) -> Diagnostic {
    Diagnostic::new(Code::DuplicateLabel, format!("the label {} gives a variant twice", quoted(label)))
        .at(at)
        .found(format!("`{variant}`, as for label {first}"))
        .help("labels have to differ in more than case and punctuation")
}

#[cfg(test)]
mod tests {
    use super::variant_name;

    #[test]
    fn labels_become_variants() {
        let cases = [
            ("setosa", "Setosa"),
            ("iris-virginica", "IrisVirginica"),
            ("NO_FAULT", "NoFault"),
            ("no fault!", "NoFault"),
            ("camelCase", "CamelCase"),
            ("A", "A"),
            ("7", "Class7"),
            ("1.5 V", "Class1_5V"),
            ("15 V", "Class15V"),
            ("überlast", "Überlast"),
            ("上", "上"),
        ];
        for (label, variant) in cases {
            assert_eq!(variant_name(label).as_deref(), Some(variant), "{label}");
        }
    }

    #[test]
    fn some_labels_give_no_variant() {
        for label in ["", "  ", "?!", "°", "self", "SELF", &"x".repeat(65)] {
            assert_eq!(variant_name(label), None, "{label}");
        }
    }
}
