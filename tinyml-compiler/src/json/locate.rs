//! From a spot in the tree to its offset in the text.
//!
//! The tree keeps no offsets, since all but a broken file would carry them for nothing. The text is walked
//! once, however many spots are asked for.

use super::scan::{decode, skip_rest, skip_space, skip_string, skip_value};
use crate::diagnostic::{Spot, Step};

/// The offsets of spots in a text that has been parsed; `None` for a spot that the text does not have.
pub(crate) fn locate(text: &str, spots: &[&Spot]) -> Vec<Option<usize>> {
    let mut walk = Walk { text, at: 0, spots, found: vec![None; spots.len()] };
    walk.value(0, &(0..spots.len()).collect::<Vec<_>>());
    walk.found
}

struct Walk<'t, 's> {
    text: &'t str,
    at: usize,
    spots: &'s [&'s Spot],
    found: Vec<Option<usize>>,
}

impl Walk<'_, '_> {
    /// Walks over the value here; the first `depth` steps of the wanted spots lead to it.
    fn value(&mut self, depth: usize, wanted: &[usize]) {
        self.space();
        for &spot in wanted {
            if self.spots[spot].steps().len() == depth {
                self.found[spot].get_or_insert(self.at);
            }
        }
        let deeper = wanted.iter().any(|&spot| self.spots[spot].steps().len() > depth);
        match self.peek() {
            Some(b'{') if deeper => self.object(depth, wanted),
            Some(b'[') if deeper => self.array(depth, wanted),
            _ => self.at = skip_value(self.text.as_bytes(), self.at),
        }
    }

    fn array(&mut self, depth: usize, wanted: &[usize]) {
        let index_of = |spot: &Spot| match spot.steps().get(depth) {
            Some(Step::Index(index)) => Some(*index),
            _ => None,
        };
        let Some(last) = wanted.iter().filter_map(|&spot| index_of(self.spots[spot])).max() else {
            self.at = skip_value(self.text.as_bytes(), self.at);
            return;
        };
        for index in 0..=last {
            if !self.enter(b']') {
                return;
            }
            let here = self.narrow(wanted, |spot| index_of(spot) == Some(index));
            self.value(depth + 1, &here);
        }
        self.at = skip_rest(self.text.as_bytes(), self.at);
    }

    fn object(&mut self, depth: usize, wanted: &[usize]) {
        let mut seen: Vec<String> = Vec::new();
        while self.enter(b'}') {
            let start = self.at;
            self.at = skip_string(self.text.as_bytes(), start);
            let key = self.text.get(start..self.at).map(decode).unwrap_or_default();
            let nth = seen.iter().filter(|earlier| **earlier == key).count();
            let named =
                |spot: &Spot| matches!(spot.steps().get(depth), Some(Step::Key(name)) if *name == key);
            for spot in self.narrow(wanted, |spot| named(spot) && spot.steps().len() == depth + 1) {
                if self.spots[spot].names_key() == Some(nth) {
                    self.found[spot] = Some(start);
                }
            }
            let here = self.narrow(wanted, |spot| {
                named(spot) && nth == 0 && (spot.names_key().is_none() || spot.steps().len() > depth + 1)
            });
            seen.push(key);
            self.space();
            self.at += 1;
            self.value(depth + 1, &here);
        }
    }

    /// Steps over the bracket or comma here, and over the end if it follows; whether there is another item.
    fn enter(&mut self, end: u8) -> bool {
        self.space();
        if self.peek().is_some_and(|byte| byte != end) {
            self.at += 1;
            self.space();
        }
        if self.peek() == Some(end) {
            self.at += 1;
            return false;
        }
        self.peek().is_some()
    }

    fn narrow(&self, wanted: &[usize], keep: impl Fn(&Spot) -> bool) -> Vec<usize> {
        wanted.iter().copied().filter(|&spot| keep(self.spots[spot])).collect()
    }

    fn space(&mut self) {
        self.at = skip_space(self.text.as_bytes(), self.at);
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::diagnostic::Spot;

    const TEXT: &str = r#" { "a" : [ 1, [2, {"b\u0022~/": "x]}", "a": null}], 3 ], "a": 4, "c": {} } "#;

    fn at(spot: &Spot) -> &'static str {
        let offset = locate(TEXT, &[spot])[0].expect("a spot of the text");
        &TEXT[offset..]
    }

    #[test]
    fn spots_are_found() {
        let inner = Spot::root().key("a").index(1).index(1);
        assert!(at(&Spot::root()).starts_with("{ \"a\""));
        assert!(at(&Spot::root().key("a")).starts_with("[ 1"));
        assert!(at(&Spot::root().key("a").index(2)).starts_with("3 ]"));
        assert!(at(&inner.key("b\"~/")).starts_with("\"x]}\""));
        assert!(at(&inner.key("a")).starts_with("null"));
        assert!(at(&inner.name_of("a", 0)).starts_with("\"a\": null"));
        assert!(at(&Spot::root().name_of("a", 1)).starts_with("\"a\": 4"));
        assert!(at(&Spot::root().key("c")).starts_with("{} }"));
    }

    #[test]
    fn spots_that_are_not_there_are_not_found() {
        let root = Spot::root();
        let spots = [root.key("d"), root.key("a").index(3), root.key("c").key("a"), root.name_of("a", 2)];
        assert_eq!(locate(TEXT, &spots.each_ref()), [None; 4]);
    }

    #[test]
    fn broken_text_is_walked_to_its_end() {
        for end in 0..TEXT.len() {
            let text = &TEXT[..end];
            locate(
                text,
                &[&Spot::root().key("c").index(7), &Spot::root().key("a").index(1).index(1).key("a")],
            );
        }
    }
}
