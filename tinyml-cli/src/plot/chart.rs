//! What a chart shows, apart from how it is drawn: axes with their units, and marks in the order in which they lie.
//!
//! Every view (SVG, terminal) draws the same chart. Nothing here knows a pixel, and nothing that is not finite gets in.

/// A chart with two axes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chart {
    /// What it shows, in a few words.
    pub title: String,
    /// The same in one sentence with its numbers, for who can't see it.
    pub summary: String,
    /// Across.
    pub x: Axis,
    /// Upwards.
    pub y: Axis,
    /// What is drawn, the hindmost first.
    pub marks: Vec<Mark>,
}

/// An axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Axis {
    /// Name and unit.
    pub title: String,
    /// Whether equal factors are equally far apart; only where every value is greater than zero.
    pub log: bool,
    /// Its ends, where the values shall not decide: a declared range.
    pub ends: Option<(f64, f64)>,
    /// Whether zero must be on it: for bars, and for errors.
    pub zero: bool,
    /// Whether only whole numbers are on it: for counts.
    pub whole: bool,
}

impl Axis {
    /// An axis for a quantity and its unit.
    pub(crate) fn of(name: &str, unit: Option<&str>) -> Self {
        let title = match unit {
            Some(unit) => format!("{name} ({unit})"),
            None => name.to_owned(),
        };
        Self { title, ..Self::default() }
    }

    /// The same with fixed ends.
    #[must_use]
    pub(crate) fn within(mut self, ends: (f64, f64)) -> Self {
        self.ends = Some(ends);
        self
    }

    /// The same with zero on it.
    #[must_use]
    pub(crate) fn with_zero(mut self) -> Self {
        self.zero = true;
        self
    }
}

/// One thing that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// What.
    pub shape: Shape,
    /// How it stands out.
    pub tone: Tone,
    /// What it is called in the legend; `None`: it is not there.
    pub label: Option<String>,
}

/// The forms of a mark.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// Straight pieces between points.
    Line(Vec<(f64, f64)>),
    /// Unconnected points.
    Dots(Vec<(f64, f64)>),
    /// From `y` to another `y` at each `x`.
    Band(Vec<(f64, f64, f64)>),
    /// From zero to `y` between two `x`.
    Bars(Vec<(f64, f64, f64)>),
    /// One point that matters, and what is written beside it.
    Spot((f64, f64), String),
}

/// How a mark stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The one colour: what the chart is about.
    Accent,
    /// The colour of text: what it is compared with.
    Ink,
    /// In the background.
    Muted,
    /// As `Ink`, with gaps.
    Dashed,
}

impl Tone {
    /// The tones of lines that are alike, in an order in which they are told apart best.
    pub(crate) const LINES: [Self; 4] = [Self::Accent, Self::Ink, Self::Dashed, Self::Muted];
}

impl Mark {
    /// A mark without a label.
    pub(crate) fn new(shape: Shape, tone: Tone) -> Self {
        Self { shape: shape.finite(), tone, label: None }
    }

    /// The same with a label.
    #[must_use]
    pub(crate) fn called(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Every point that must be in the picture.
    pub(crate) fn points(&self) -> Vec<(f64, f64)> {
        match &self.shape {
            Shape::Line(points) | Shape::Dots(points) => points.clone(),
            Shape::Band(band) => band.iter().flat_map(|&(x, low, high)| [(x, low), (x, high)]).collect(),
            Shape::Bars(bars) => {
                bars.iter().flat_map(|&(left, right, y)| [(left, y), (right, 0.0)]).collect()
            }
            Shape::Spot(at, _) => vec![*at],
        }
    }
}

impl Shape {
    /// Without what can't be drawn.
    fn finite(self) -> Self {
        let pair = |&(x, y): &(f64, f64)| x.is_finite() && y.is_finite();
        let triple = |&(a, b, c): &(f64, f64, f64)| a.is_finite() && b.is_finite() && c.is_finite();
        match self {
            Self::Line(points) => Self::Line(points.into_iter().filter(pair).collect()),
            Self::Dots(points) => Self::Dots(points.into_iter().filter(pair).collect()),
            Self::Band(band) => Self::Band(band.into_iter().filter(triple).collect()),
            Self::Bars(bars) => Self::Bars(bars.into_iter().filter(triple).collect()),
            Self::Spot(at, text) if pair(&at) => Self::Spot(at, text),
            Self::Spot(..) => Self::Dots(Vec::new()),
        }
    }
}

impl Chart {
    /// The ends of both axes: the values', or those that the axis has.
    pub(crate) fn ends(&self) -> ((f64, f64), (f64, f64)) {
        let points: Vec<(f64, f64)> = self.marks.iter().flat_map(Mark::points).collect();
        let xs = points.iter().map(|point| point.0);
        let ys = points.iter().map(|point| point.1);
        (ends(&self.x, xs), ends(&self.y, ys))
    }

    /// Whether there is something to draw.
    pub(crate) fn is_empty(&self) -> bool {
        self.marks.iter().all(|mark| mark.points().is_empty())
    }
}

fn ends(axis: &Axis, values: impl Iterator<Item = f64>) -> (f64, f64) {
    let zero = (axis.zero && !axis.log).then_some(0.0);
    let values = values.chain(zero).filter(|value| !axis.log || *value > 0.0);
    let (low, high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let (low, high) = axis.ends.unwrap_or((low, high));
    match (low.is_finite() && high.is_finite(), low < high) {
        (false, _) => (0.0, 1.0),
        (true, true) => (low, high),
        // A single value gets some room around it.
        (true, false) if axis.log => (low / 2.0, low * 2.0),
        (true, false) => {
            let room = if low == 0.0 { 1.0 } else { low.abs() * 0.1 };
            (low - room, low + room)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Chart, Mark, Shape, Tone};

    fn chart(points: &[(f64, f64)], y: Axis) -> Chart {
        let marks = vec![Mark::new(Shape::Dots(points.to_vec()), Tone::Ink)];
        Chart { title: String::new(), summary: String::new(), x: Axis::default(), y, marks }
    }

    #[test]
    fn what_is_not_finite_is_left_out() {
        let chart = chart(&[(0.0, f64::NAN), (1.0, 2.0), (f64::INFINITY, 0.0), (3.0, 5.0)], Axis::default());
        assert_eq!(chart.ends(), ((1.0, 3.0), (2.0, 5.0)));
        assert!(!chart.is_empty());
    }

    #[test]
    fn no_axis_is_without_extent() {
        assert_eq!(chart(&[], Axis::default()).ends(), ((0.0, 1.0), (0.0, 1.0)));
        assert_eq!(chart(&[(7.0, 0.0)], Axis::default()).ends(), ((7.0 - 0.7, 7.0 + 0.7), (-1.0, 1.0)));
        assert_eq!(chart(&[(0.0, 5.0)], Axis::default().with_zero()).ends().1, (0.0, 5.0));
        let log = Axis { log: true, ..Axis::default() };
        assert_eq!(chart(&[(0.0, -1.0), (0.0, 4.0)], log).ends().1, (2.0, 8.0));
    }
}
