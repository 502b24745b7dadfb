//! Finds the name that somebody probably meant.
//!
//! The distance counts insertions, removals, replacements and swaps of neighbours ("optimal string
//! alignment"), because these are the slips of fingers. It gives up on long texts, which no name is.

/// Longest text that is compared.
const LONGEST: usize = 64;

/// The candidate nearest to `word`, if it is near enough for a slip of the fingers.
///
/// Near enough is a third of the word's length; a difference in case only is no distance at all.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let limit = (word.len() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (distance(&word, &candidate.to_lowercase().chars().collect::<Vec<_>>()), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let differs = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + differs);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const NAMES: [&str; 4] = ["weights", "bias", "name", "type"];

    #[test]
    fn slips_of_the_fingers_are_found() {
        let cases = [
            ("wieghts", Some("weights")),
            ("weight", Some("weights")),
            ("Bias", Some("bias")),
            ("biases", Some("bias")),
            ("nmae", Some("name")),
            ("dtype", Some("type")),
            ("activation", None),
            ("", None),
            ("x", None),
        ];
        for (word, meant) in cases {
            assert_eq!(nearest(word, NAMES), meant, "{word}");
        }
    }

    #[test]
    fn long_texts_are_not_compared() {
        assert_eq!(nearest(&"weights".repeat(100_000), NAMES), None);
    }
}
