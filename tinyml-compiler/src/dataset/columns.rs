//! Which columns of a dataset are meant: by the name of an input, or by a pattern that stands for many.

/// Inputs and outputs whose columns have another name, each with a column or a pattern.
pub type Columns = Vec<(String, String)>;

/// The most columns that one input can have: the longest array of a model file.
pub const MOST: usize = 4096;

/// The columns that a pattern stands for: `p{0..63}` is `p0`, `p1` and so on to `p63`. A text without braces is the name of
/// one; `None` if the braces hold something else.
pub fn named(pattern: &str) -> Option<Vec<String>> {
    let Some((before, rest)) = pattern.split_once('{') else { return Some(vec![pattern.to_owned()]) };
    let (span, after) = rest.split_once('}')?;
    let (first, last) = span.split_once("..")?;
    let (first, last) = (end(first)?, end(last)?);
    let fits = first <= last && last - first < MOST && !after.contains(['{', '}']);
    fits.then(|| (first..=last).map(|number| format!("{before}{number}{after}")).collect())
}

fn end(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn patterns_include_both_ends() {
        assert_eq!(named("p{0..2}"), Some(["p0", "p1", "p2"].map(str::to_owned).to_vec()));
        assert_eq!(named("x{9..10}_mv"), Some(["x9_mv", "x10_mv"].map(str::to_owned).to_vec()));
        assert_eq!(named("plain"), Some(vec!["plain".to_owned()]));
        for wrong in
            ["p{0..}", "p{..3}", "p{3..0}", "p{0..63", "p{0..5000}", "p{0..1}{0..1}", "p{-1..1}", "p{0}"]
        {
            assert_eq!(named(wrong), None, "{wrong}");
        }
    }
}
