//! Draws a chart as SVG: legend, axes with round ticks, marks.
//!
//! Titles of axes stand where they are read without turning the head: the upright axis has its title above it.

use super::chart::{Chart, Mark, Shape, Tone};
use super::svg::{Anchor, Svg, cut, width};
use super::ticks::Ticks;

/// Size of all text in a chart.
pub(crate) const FONT: f64 = 12.0;

/// Height of a line of text.
const LINE: f64 = 18.0;

/// Room for one tick of the axis across.
const ACROSS: f64 = 72.0;

/// Room for one tick of the upright axis.
const UPRIGHT: f64 = 44.0;

/// So many points are discs; more are dots.
const FEW: usize = 200;

/// Where the marks are, and what the axes say.
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    x: Ticks,
    y: Ticks,
}

/// The chart, without the element around it.
pub(crate) fn draw(chart: &Chart, (width, height): (f64, f64)) -> String {
    let mut svg = Svg::default();
    let below_legend = legend(&mut svg, chart, width);
    let frame = Frame::new(chart, below_legend, (width, height));
    frame.axes(&mut svg, chart, (width, height));
    chart.marks.iter().for_each(|mark| frame.mark(&mut svg, mark));
    // Text lies above every line.
    chart.marks.iter().for_each(|mark| frame.words(&mut svg, mark));
    svg.finish()
}

/// The names of the marks, in as many lines as they need; the height that they take.
fn legend(svg: &mut Svg, chart: &Chart, width_: f64) -> f64 {
    let (swatch, gap) = (22.0, 16.0);
    let (mut x, mut y) = (0.0, LINE * 0.5);
    let labelled = chart.marks.iter().filter_map(|mark| Some((mark, mark.label.as_ref()?)));
    for (mark, label) in labelled {
        let label = cut(label, (width_ - swatch - 6.0) / FONT);
        let needed = swatch + width(&label) * FONT;
        if x > 0.0 && x + needed > width_ {
            (x, y) = (0.0, y + LINE);
        }
        let class = |kind: &str| format!("{kind} {}", tone(mark.tone));
        match mark.shape {
            Shape::Line(_) => svg.line(&class("line"), (x, y), (x + swatch - 6.0, y)),
            Shape::Dots(_) | Shape::Spot(..) => svg.circle(&class("dot"), (x + 8.0, y), 3.5),
            Shape::Band(_) => svg.rect(&class("band"), (x, y - 5.0), (swatch - 6.0, 10.0)),
            Shape::Bars(_) => svg.rect(&class("bar"), (x, y - 5.0), (swatch - 6.0, 10.0)),
        }
        svg.text("legend", (x + swatch, y + 4.0), Anchor::Start, &label);
        x += needed + gap;
    }
    if x > 0.0 { y + LINE * 0.5 + 4.0 } else { 0.0 }
}

impl Frame {
    fn new(chart: &Chart, above: f64, (width_, height_): (f64, f64)) -> Self {
        let (xs, ys) = chart.ends();
        let title = if chart.y.title.is_empty() { 6.0 } else { LINE + 6.0 };
        let (top, below) =
            (above + title, if chart.x.title.is_empty() { LINE + 2.0 } else { 2.0 * LINE + 2.0 });
        let height = (height_ - top - below).max(20.0);
        let (wanted, loose) = ((height / UPRIGHT) as usize, chart.y.ends.is_none());
        let y = if chart.y.whole {
            Ticks::whole(ys, wanted, loose)
        } else {
            Ticks::new(ys, wanted, chart.y.log, loose)
        };
        let widest = y.at.iter().map(|(_, label)| width(label)).fold(0.0, f64::max);
        let left = widest * FONT + 8.0;
        let width = (width_ - left - 14.0).max(20.0);
        let x = Ticks::new(xs, (width / ACROSS) as usize, chart.x.log, false);
        Self { left, top, width, height, x, y }
    }

    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (across, up) = (self.x.place(x).clamp(-0.02, 1.02), self.y.place(y).clamp(-0.02, 1.02));
        (self.left + across * self.width, self.top + (1.0 - up) * self.height)
    }

    fn axes(&self, svg: &mut Svg, chart: &Chart, (width, height): (f64, f64)) {
        let (right, bottom) = (self.left + self.width, self.top + self.height);
        for (value, label) in &self.y.at {
            let (_, y) = self.at((self.x.ends.0, *value));
            let class = if *value == 0.0 && !self.y.log { "zero" } else { "grid" };
            svg.line(class, (self.left, y), (right, y));
            svg.text("tick", (self.left - 7.0, y + 4.0), Anchor::End, label);
        }
        svg.line("axis", (self.left, bottom), (right, bottom));
        for (value, label) in &self.x.at {
            let (x, _) = self.at((*value, self.y.ends.0));
            svg.line("axis", (x, bottom), (x, bottom + 4.0));
            svg.text("tick", (x, bottom + 16.0), Anchor::Middle, label);
        }
        svg.text("title", (0.0, self.top - 11.0), Anchor::Start, &cut(&chart.y.title, width / FONT));
        svg.text("title", (right, height - 5.0), Anchor::End, &cut(&chart.x.title, width / FONT));
    }

    fn mark(&self, svg: &mut Svg, mark: &Mark) {
        let class = |kind: &str| format!("{kind} {}", tone(mark.tone));
        let all = |points: &[(f64, f64)]| points.iter().map(|&point| self.at(point)).collect::<Vec<_>>();
        match &mark.shape {
            Shape::Line(points) => svg.path(&class("line"), &all(points), false),
            Shape::Dots(points) if points.len() > FEW => svg.specks(&class("specks"), &all(points)),
            Shape::Dots(points) => all(points).into_iter().for_each(|at| svg.circle(&class("dot"), at, 3.5)),
            Shape::Band(band) => {
                let upper = band.iter().map(|&(x, _, high)| (x, high));
                let lower = band.iter().rev().map(|&(x, low, _)| (x, low));
                svg.path(&class("band"), &all(&upper.chain(lower).collect::<Vec<_>>()), true);
            }
            Shape::Bars(bars) => {
                for &(left, right, value) in bars {
                    let ((x1, y1), (x2, y2)) = (self.at((left, value)), self.at((right, 0.0)));
                    let gap = if x2 - x1 > 4.0 { 1.0 } else { 0.0 };
                    svg.rect(&class("bar"), (x1 + gap / 2.0, y1.min(y2)), (x2 - x1 - gap, (y2 - y1).abs()));
                }
            }
            Shape::Spot(at, _) => {
                svg.circle(&class("ring"), self.at(*at), 5.0);
            }
        }
    }

    /// What is written beside a point: on the side that has more room.
    fn words(&self, svg: &mut Svg, mark: &Mark) {
        let Shape::Spot(at, text) = &mark.shape else { return };
        let (x, y) = self.at(*at);
        let right = self.left + self.width;
        let y = (y + 4.0).clamp(self.top + 10.0, (self.top + self.height - 6.0).max(self.top + 10.0));
        let (room, x, anchor) = match x - self.left > right - x {
            true => (x - 10.0 - self.left, x - 10.0, Anchor::End),
            false => (right - x - 10.0, x + 10.0, Anchor::Start),
        };
        svg.text("note", (x, y), anchor, &cut(text, room / FONT));
    }
}

/// The class of a tone.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Accent => "accent",
        Tone::Ink => "ink",
        Tone::Muted => "muted",
        Tone::Dashed => "dashed",
    }
}
