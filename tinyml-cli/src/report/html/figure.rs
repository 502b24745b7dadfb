//! A chart on the page: a caption, the drawing, and the same in words for who can't see it.
//!
//! Text in a drawing shrinks with it. A large chart is therefore drawn twice, for wide and for narrow screens, and the style
//! sheet shows one of the two.

use crate::plot::chart::Chart;
use crate::plot::draw::draw;
use crate::plot::rows::Rows;
use crate::plot::svg::{escaped, number};

/// Sizes: across a desk, on a phone, and two beside each other.
const WIDE: (f64, f64) = (760.0, 340.0);
const NARROW: (f64, f64) = (343.0, 280.0);
const SMALL: (f64, f64) = (360.0, 210.0);

/// Makes figures whose ids are different.
#[derive(Debug, Default)]
pub(super) struct Figures {
    count: usize,
}

impl Figures {
    /// A chart over the whole width.
    pub(super) fn large(&mut self, chart: &Chart) -> String {
        let mut one =
            |class: &str, size| self.svg(class, size, &chart.title, &chart.summary, &draw(chart, size));
        let drawings = one("wide", WIDE) + &one("narrow", NARROW);
        figure(&chart.title, &drawings)
    }

    /// A chart beside others.
    pub(super) fn small(&mut self, chart: &Chart) -> String {
        let drawing = self.svg("small", SMALL, &chart.title, &chart.summary, &draw(chart, SMALL));
        figure(&chart.title, &drawing)
    }

    /// Bars by name.
    pub(super) fn rows(&mut self, title: &str, summary: &str, rows: &Rows) -> String {
        let mut one = |class: &str, width: f64| {
            self.svg(class, (width, rows.height()), title, summary, &rows.draw(width))
        };
        let drawings = one("wide", WIDE.0) + &one("narrow", NARROW.0);
        figure(title, &drawings)
    }

    fn svg(
        &mut self,
        class: &str,
        (width, height): (f64, f64),
        title: &str,
        about: &str,
        inner: &str,
    ) -> String {
        self.count += 1;
        let (id, width, height) = (self.count, number(width), number(height));
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"t{id} d{id}\">\n\
             <title id=\"t{id}\">{}</title>\n<desc id=\"d{id}\">{}</desc>\n{inner}</svg>\n",
            escaped(title),
            escaped(about)
        )
    }
}

fn figure(title: &str, drawings: &str) -> String {
    format!("<figure>\n<figcaption>{}</figcaption>\n{drawings}</figure>\n", escaped(title))
}

/// A table in a box of its own, which scrolls where it is wider than the screen.
pub(super) fn scrolling(label: &str, class: &str, table: &str) -> String {
    format!(
        "<div class=\"box {class}\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n{table}</div>\n",
        escaped(label)
    )
}
