//! A chart in a terminal: braille dots, or plain ASCII where those can't be shown.
//!
//! Tones and labels do not fit; what is drawn is the first mark's shape and every other's, in one colour.

use super::chart::{Chart, Shape};
use super::ticks::Ticks;
use crate::report::names::harmless;

/// The characters that a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Characters {
    /// Eight dots to a character.
    Braille,
    /// One dot to a character.
    Ascii,
}

/// A picture of so many columns and lines, with its title and axes.
pub(crate) fn render(chart: &Chart, (columns, lines): (usize, usize), characters: Characters) -> String {
    let (xs, ys) = chart.ends();
    let (wanted, loose) = ((lines / 4).max(2), chart.y.ends.is_none());
    let y = if chart.y.whole {
        Ticks::whole(ys, wanted, loose)
    } else {
        Ticks::new(ys, wanted, chart.y.log, loose)
    };
    let labels: Vec<(usize, String)> =
        y.at.iter().map(|(value, label)| (row(y.place(*value), lines), plain(label, characters))).collect();
    let widest = labels.iter().map(|(_, label)| label.chars().count()).max().unwrap_or(0);
    let width = columns.saturating_sub(widest + 2).max(8);
    let x = Ticks::new(xs, (width / 14).max(1), chart.x.log, false);
    let mut canvas = Canvas::new(width, lines, characters);
    chart.marks.iter().for_each(|mark| canvas.shape(&mark.shape, &x, &y));

    let (upright, corner, across) = match characters {
        Characters::Braille => ('┤', '└', '─'),
        Characters::Ascii => ('|', '+', '-'),
    };
    let title = wrapped(&plain(&chart.title, characters), columns);
    let mut text = format!("{title}{}", wrapped(&plain(&chart.y.title, characters), columns));
    for line in 0..lines {
        let label = labels.iter().find(|(at, _)| *at == line).map_or("", |(_, label)| label.as_str());
        let edge = if label.is_empty() && characters == Characters::Braille { '│' } else { upright };
        text.push_str(format!("{label:>widest$} {edge}{}", canvas.line(line)).trim_end());
        text.push('\n');
    }
    text.push_str(&format!("{:>widest$} {corner}{}\n", "", across.to_string().repeat(width)));
    text.push_str(&format!("{:>widest$}  {}\n", "", across_labels(&x, width, characters)));
    let across: String = plain(&chart.x.title, characters).chars().take(columns).collect();
    let end = (widest + 2 + width).min(columns);
    text.push_str(&format!("{across:>end$}\n"));
    text
}

/// Words in lines of so many columns; a longer word is broken.
pub(crate) fn wrapped(text: &str, columns: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for piece in word.chars().collect::<Vec<_>>().chunks(columns.max(1)) {
            let piece: String = piece.iter().collect();
            let last = lines.last_mut().filter(|line| !line.is_empty());
            match last {
                Some(line) if line.chars().count() + 1 + piece.chars().count() <= columns => {
                    *line = format!("{line} {piece}");
                }
                Some(_) => lines.push(piece),
                None => lines = vec![piece],
            }
        }
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// The line of a value, from the top.
fn row(place: f64, lines: usize) -> usize {
    ((1.0 - place.clamp(0.0, 1.0)) * (lines.saturating_sub(1)) as f64).round() as usize
}

fn across_labels(x: &Ticks, width: usize, characters: Characters) -> String {
    let mut text: Vec<char> = vec![' '; width];
    let mut free = 0;
    for (value, label) in &x.at {
        let label: Vec<char> = plain(label, characters).chars().collect();
        let middle = (x.place(*value) * (width - 1) as f64).round() as usize;
        let start = middle.saturating_sub(label.len() / 2).min(width.saturating_sub(label.len()));
        if start >= free && start + label.len() <= width {
            text[start..start + label.len()].copy_from_slice(&label);
            free = start + label.len() + 1;
        }
    }
    text.into_iter().collect::<String>().trim_end().to_owned()
}

/// A foreign text, harmless, and in ASCII where nothing else is shown.
fn plain(text: &str, characters: Characters) -> String {
    let shown = harmless(text);
    match characters {
        Characters::Braille => shown,
        Characters::Ascii => shown.replace('\u{2212}', "-").chars().map(ascii).collect(),
    }
}

fn ascii(c: char) -> char {
    match c {
        '×' => 'x',
        '⁻' => '-',
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(u32::from(c) - 0x2070, 10).unwrap_or('?'),
        '°' => ' ',
        c if c.is_ascii() => c,
        _ => '?',
    }
}

/// What is at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dot {
    None,
    Line,
    Point,
}

/// Dots in a grid of characters.
struct Canvas {
    columns: usize,
    lines: usize,
    characters: Characters,
    dots: Vec<Dot>,
}

impl Canvas {
    fn new(columns: usize, lines: usize, characters: Characters) -> Self {
        let mut canvas = Self { columns, lines, characters, dots: Vec::new() };
        let (width, height) = canvas.size();
        canvas.dots = vec![Dot::None; width * height];
        canvas
    }

    /// Dots across and down.
    fn size(&self) -> (usize, usize) {
        match self.characters {
            Characters::Braille => (2 * self.columns, 4 * self.lines),
            Characters::Ascii => (self.columns, self.lines),
        }
    }

    fn shape(&mut self, shape: &Shape, x: &Ticks, y: &Ticks) {
        let (width, height) = self.size();
        let at = |(a, b): (f64, f64)| {
            let across = x.place(a).clamp(0.0, 1.0) * (width - 1) as f64;
            let down = (1.0 - y.place(b).clamp(0.0, 1.0)) * (height - 1) as f64;
            (across, down)
        };
        match shape {
            Shape::Line(points) => {
                points.windows(2).for_each(|pair| self.stroke(at(pair[0]), at(pair[1])));
            }
            Shape::Dots(points) => points.iter().for_each(|&point| self.blot(at(point))),
            Shape::Band(band) => {
                band.iter().for_each(|&(x, low, high)| self.stroke(at((x, low)), at((x, high))));
            }
            Shape::Bars(bars) => {
                for &(left, right, value) in bars {
                    let (from, to) = (at((left, value)), at((right, 0.0)));
                    let columns = (from.0.round() as usize)..=(to.0.round() as usize);
                    columns.for_each(|x| self.stroke((x as f64, from.1), (x as f64, to.1)));
                }
            }
            Shape::Spot(point, _) => self.blot(at(*point)),
        }
    }

    /// A point that is seen on a line.
    fn blot(&mut self, (x, y): (f64, f64)) {
        self.set(x, y, Dot::Point);
        if self.characters == Characters::Braille {
            [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)]
                .iter()
                .for_each(|(dx, dy)| self.set(x + dx, y + dy, Dot::Point));
        }
    }

    fn stroke(&mut self, from: (f64, f64), to: (f64, f64)) {
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).ceil().max(1.0);
        for step in 0..=steps as usize {
            let part = step as f64 / steps;
            self.set(from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1), Dot::Line);
        }
    }

    fn set(&mut self, x: f64, y: f64, dot: Dot) {
        let (width, height) = self.size();
        let (x, y) = (x.round(), y.round());
        if x >= 0.0 && y >= 0.0 && x < width as f64 && y < height as f64 {
            self.dots[y as usize * width + x as usize] = dot;
        }
    }

    fn line(&self, line: usize) -> String {
        let (width, _) = self.size();
        let dot = |x: usize, y: usize| self.dots[y * width + x] != Dot::None;
        let character = |column: usize| match self.characters {
            Characters::Ascii => match self.dots[line * width + column] {
                Dot::None => ' ',
                Dot::Line => '*',
                Dot::Point => 'o',
            },
            Characters::Braille => {
                // The eight dots are bits 0, 1, 2, 6 down the left and 3, 4, 5, 7 down the right.
                let bits = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
                let set = |&(bit, (dx, dy)): &(usize, (usize, usize))| {
                    let _ = bit;
                    dot(2 * column + dx, 4 * line + dy)
                };
                let code = bits
                    .into_iter()
                    .enumerate()
                    .filter(|item| set(item))
                    .fold(0, |code, (bit, _)| code | 1 << bit);
                char::from_u32(0x2800 + code).filter(|_| code != 0).unwrap_or(' ')
            }
        };
        (0..self.columns).map(character).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Characters, render};
    use crate::plot::chart::{Axis, Chart, Mark, Shape, Tone};

    fn chart() -> Chart {
        let line = Mark::new(
            Shape::Line((0..=100).map(|x| (f64::from(x), f64::from(x) / 10.0)).collect()),
            Tone::Accent,
        );
        let (x, y) = (Axis::of("adc_mv", Some("mV")), Axis::of("temp_c", Some("°C")));
        Chart { title: "a line".to_owned(), summary: String::new(), x, y, marks: vec![line] }
    }

    #[test]
    fn a_line_goes_from_corner_to_corner() {
        let text = render(&chart(), (40, 9), Characters::Ascii);
        let lines: Vec<&str> = text.lines().collect();
        assert!(text.is_ascii(), "{text}");
        assert_eq!(lines[0], "a line");
        assert!(lines[2].starts_with("10 |") && lines[2].ends_with('*') && lines[2].len() == 40, "{text}");
        assert!(lines[10].trim_start().starts_with("0 |*"), "{text}");
        assert_eq!(lines[11], format!("   +{}", "-".repeat(36)), "{text}");
    }

    #[test]
    fn every_width_is_kept() {
        for columns in [20, 40, 80, 200] {
            for characters in [Characters::Ascii, Characters::Braille] {
                let text = render(&chart(), (columns, 10), characters);
                assert!(text.lines().all(|line| line.chars().count() <= columns), "{columns}\n{text}");
            }
        }
    }
}
