//! Writes SVG: elements, numbers and foreign text, each so that it can't break out of its place.
//!
//! Colours are not here: elements carry classes, and a style sheet (the page's, or [`STYLE`] in a file of its own) says
//! what they look like. A library for charts was looked at (plotters): it writes its colours into every element, so that a
//! page could not have a dark side, and places its titles by the width of another machine's font.

use std::fmt::Write;

/// Part of a picture.
#[derive(Debug, Default)]
pub(crate) struct Svg {
    text: String,
}

/// Where a text ends, begins, or has its middle.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    /// What has been written.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// Adds what has been written elsewhere, moved to a place.
    pub(crate) fn group(&mut self, x: f64, y: f64, inner: &str) {
        self.add(format_args!("<g transform=\"translate({} {})\">{inner}</g>\n", number(x), number(y)));
    }

    /// A straight line.
    pub(crate) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(number);
        self.add(format_args!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>\n"));
    }

    /// Straight pieces, or the area within them.
    pub(crate) fn path(&mut self, class: &str, points: &[(f64, f64)], closed: bool) {
        if points.is_empty() {
            return;
        }
        let mut path = String::new();
        for (index, &(x, y)) in points.iter().enumerate() {
            let gap = if index == 0 { "M" } else { " " };
            // Writing to a string can't fail.
            let _ = write!(path, "{gap}{} {}", number(x), number(y));
        }
        let end = if closed { "Z" } else { "" };
        self.add(format_args!("<path class=\"{class}\" d=\"{path}{end}\"/>\n"));
    }

    /// A disc.
    pub(crate) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let [x, y, r] = [x, y, radius].map(number);
        self.add(format_args!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>\n"));
    }

    /// Many points, as one path of dots: a disc for each would make the file several times as large.
    pub(crate) fn specks(&mut self, class: &str, points: &[(f64, f64)]) {
        let dots: String = points.iter().map(|&(x, y)| format!("M{} {}h.01", number(x), number(y))).collect();
        self.add(format_args!("<path class=\"{class}\" d=\"{dots}\"/>\n"));
    }

    /// A rectangle.
    pub(crate) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let [x, y, width, height] = [x, y, width.max(0.0), height.max(0.0)].map(number);
        self.add(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n"
        ));
    }

    /// A line of text.
    pub(crate) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y, text) = (number(x), number(y), escaped(text));
        self.add(format_args!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>\n"
        ));
    }

    fn add(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a string can't fail.
        let _ = self.text.write_fmt(arguments);
    }
}

/// A coordinate, to a hundredth.
pub(crate) fn number(value: f64) -> String {
    let value = if value.is_finite() { value.clamp(-1e6, 1e6) } else { 0.0 };
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A foreign text as content or as the value of an attribute, of XML and of HTML.
///
/// What XML does not allow at all, and what turns the direction of the text around it, is shown as a box.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                safe.push('\u{fffd}');
            }
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// About how wide a text is, in the size of its font: digits and small letters of a sans serif.
pub(crate) fn width(text: &str) -> f64 {
    let one = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | '\'' | '|' | ':' | ' ' | '(' | ')' | 'f' | 't' | 'r' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 1.0,
        c if c.is_ascii_uppercase() => 0.72,
        c if c.is_ascii() => 0.64,
        '⁰'..='₎' | '¹' | '²' | '³' | '°' => 0.4,
        '\u{2212}' | '×' => 0.84,
        _ => 1.0,
    };
    text.chars().map(one).sum()
}

/// A text that is no wider than some sizes of its font; what is cut off is replaced by `…`.
pub(crate) fn cut(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if width(&short) + width(&c.to_string()) + 1.0 > most {
            break;
        }
        short.push(c);
    }
    short.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::{Svg, cut, escaped, number, width};

    #[test]
    fn numbers_are_short_and_finite() {
        assert_eq!(
            [1.0, 0.126, -0.001, f64::NAN, f64::INFINITY, 1e300].map(number),
            ["1", "0.13", "0", "0", "0", "1000000"]
        );
    }

    #[test]
    fn nothing_breaks_out_of_a_text() {
        let evil = "</text><script>alert('x')</script>\" onload=\"\u{0}\u{202e}&";
        let safe = escaped(evil);
        assert!(!safe.contains(['<', '>', '"', '\'', '\u{0}', '\u{202e}']), "{safe}");
        let mut svg = Svg::default();
        svg.text("tick", (0.0, 0.0), super::Anchor::Start, evil);
        assert_eq!(svg.finish().matches('<').count(), 2);
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(cut("short", 10.0), "short");
        let text = cut(&"wide ".repeat(50), 10.0);
        assert!(width(&text) <= 10.0 && text.ends_with('…'), "{text}");
    }
}
