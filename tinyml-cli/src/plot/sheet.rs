//! A picture in a file of its own: charts beside and below each other, with their titles and colours.

use super::chart::Chart;
use super::draw::{FONT, draw};
use super::svg::{Anchor, Svg, cut, escaped, number};

/// Around a chart.
const MARGIN: f64 = 24.0;

/// For the title above a chart.
const HEAD: f64 = 30.0;

/// The colours of a picture on white paper. Only plain selectors and values, which every viewer of SVG knows.
const STYLE: &str = include_str!("paper.css");

/// A picture of a single chart, or of several in rows of two, as a whole SVG document.
pub(crate) fn sheet(title: &str, charts: &[Chart]) -> String {
    let columns = if charts.len() == 1 { 1 } else { 2 };
    let (width, height) = if columns == 1 { (760.0, 380.0) } else { (380.0, 240.0) };
    let cell = (width + MARGIN, height + HEAD + MARGIN);
    let mut svg = Svg::default();
    for (index, chart) in charts.iter().enumerate() {
        let (column, row) = (index % columns, index / columns);
        let at = (MARGIN + column as f64 * cell.0, MARGIN + row as f64 * cell.1);
        let head = cut(&chart.title, width / (FONT * 1.3));
        svg.text("head", (at.0, at.1 + 12.0), Anchor::Start, &head);
        svg.group(at.0, at.1 + HEAD, &draw(chart, (width, height)));
    }
    let rows = charts.len().div_ceil(columns).max(1);
    let size = (MARGIN + columns as f64 * cell.0, MARGIN + rows as f64 * cell.1);
    document(title, charts, size, &svg.finish())
}

fn document(title: &str, charts: &[Chart], (width, height): (f64, f64), inner: &str) -> String {
    let about: Vec<&str> = charts.iter().map(|chart| chart.summary.as_str()).collect();
    let (title, about) = (escaped(title), escaped(&about.join(" ")));
    let (width, height) = (number(width), number(height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title about\">\n<title id=\"title\">{title}</title>\n\
         <desc id=\"about\">{about}</desc>\n<style>{STYLE}</style>\n\
         <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n{inner}</svg>\n"
    )
}
