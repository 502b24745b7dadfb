//! The learning curve in a model file: `training.history`, three lists of equal length.
//!
//! ```json
//! "history": { "step": [0, 50, 100], "training": [4.1, 0.9, 0.3], "validation": [4.4, 1.1, null] }
//! ```
//!
//! `validation` may be left out. Whoever writes a model file adds [`entry`] to its metadata; reports read it by [`read`].

use crate::train::Epoch;
use tinyml_compiler::metadata::Metadata;

/// Points of a curve in a file, at most: as many as a picture can show.
pub const MOST: usize = 200;

/// The name of the entry.
const KEY: &str = "history";

/// The entry for a learning curve, thinned to [`MOST`] points with the first and the last among them; `None` if there is
/// no curve.
pub fn entry(history: &[Epoch]) -> Option<(String, Metadata)> {
    let last = history.len().checked_sub(1)?;
    let steps = last.min(MOST - 1);
    let kept: Vec<&Epoch> = (0..=steps).map(|step| &history[last * step / steps.max(1)]).collect();
    let list = |name: &str, of: &dyn Fn(&Epoch) -> Metadata| {
        (name.to_owned(), Metadata::List(kept.iter().map(|epoch| of(epoch)).collect()))
    };
    let mut fields =
        vec![list("step", &|epoch| epoch.step.into()), list("training", &|epoch| epoch.training.into())];
    if kept.iter().any(|epoch| epoch.validation.is_some()) {
        fields.push(list("validation", &|epoch| epoch.validation.map_or(Metadata::Null, Metadata::from)));
    }
    Some((KEY.to_owned(), Metadata::Fields(fields)))
}

/// The learning curve of a model file; empty if there is none, or if its lists do not fit each other.
pub fn read(training: &[(String, Metadata)]) -> Vec<Epoch> {
    let Some((_, Metadata::Fields(fields))) = training.iter().find(|(key, _)| key == KEY) else {
        return Vec::new();
    };
    let list = |name: &str| match fields.iter().find(|(key, _)| key == name) {
        Some((_, Metadata::List(values))) => &values[..],
        Some(_) | None => &[],
    };
    let (steps, training, validation) = (list("step"), list("training"), list("validation"));
    if steps.len() != training.len() || !(validation.is_empty() || validation.len() == steps.len()) {
        return Vec::new();
    }
    let epoch = |(index, (step, training)): (usize, (&Metadata, &Metadata))| {
        let step = number(step).filter(|step| (0.0..=9e15).contains(step))?;
        let validation = validation.get(index).and_then(number);
        Some(Epoch { step: step as usize, training: number(training)?, validation })
    };
    steps.iter().zip(training).enumerate().filter_map(epoch).take(MOST).collect()
}

fn number(value: &Metadata) -> Option<f64> {
    match value {
        Metadata::Number(number) => Some(*number),
        Metadata::Null | Metadata::Bool(_) | Metadata::Text(_) | Metadata::List(_) | Metadata::Fields(_) => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, entry, read};
    use crate::train::Epoch;
    use tinyml_compiler::metadata::Metadata;

    fn epoch(step: usize) -> Epoch {
        let validation = step.is_multiple_of(2).then_some(2.0 / (step + 1) as f64);
        Epoch { step, training: 1.0 / (step + 1) as f64, validation }
    }

    #[test]
    fn a_curve_comes_back() {
        let short: Vec<Epoch> = (0..7).map(epoch).collect();
        assert_eq!(read(&[entry(&short).expect("a curve")]), short);
        assert_eq!(entry(&[]), None);
        let one = [epoch(3)];
        assert_eq!(read(&[entry(&one).expect("a curve")]), one);
    }

    #[test]
    fn a_long_curve_keeps_its_ends() {
        let long: Vec<Epoch> = (0..10_001).map(epoch).collect();
        let kept = read(&[entry(&long).expect("a curve")]);
        assert_eq!((kept.len(), kept[0].step, kept[MOST - 1].step), (MOST, 0, 10_000));
    }

    #[test]
    fn foreign_metadata_is_no_curve() {
        let list = |length: usize| Metadata::List(vec![Metadata::Number(1.0); length]);
        let history = |fields: Vec<(String, Metadata)>| [("history".to_owned(), Metadata::Fields(fields))];
        let ragged = history(vec![("step".to_owned(), list(2)), ("training".to_owned(), list(3))]);
        let text = history(vec![("step".to_owned(), list(1)), ("training".to_owned(), "a".into())]);
        let elsewhere = [("history".to_owned(), Metadata::from("notes.txt"))];
        for training in [&ragged[..], &text, &elsewhere, &[]] {
            assert_eq!(read(training), []);
        }
    }
}
