//! Amounts by name: a row of bars for each, with the amounts written beside them.

use super::draw::FONT;
use super::svg::{Anchor, Svg, cut, width};

/// Height of a bar, and of the gap behind a row.
const BAR: f64 = 14.0;

/// Between two rows.
const GAP: f64 = 12.0;

/// Room for the legend.
const HEAD: f64 = 26.0;

/// Bars by name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rows {
    /// What the first and the second bar of each row are.
    pub kinds: [&'static str; 2],
    /// Name, two amounts, and how these are written.
    pub rows: Vec<(String, [(f64, String); 2])>,
}

impl Rows {
    /// The height that it needs.
    pub(crate) fn height(&self) -> f64 {
        HEAD + self.rows.len() as f64 * (2.0 * BAR + GAP)
    }

    /// The bars, without the element around them.
    pub(crate) fn draw(&self, width_: f64) -> String {
        let mut svg = Svg::default();
        let mut x = 0.0;
        for (kind, tone) in self.kinds.iter().zip(["accent", "muted"]) {
            svg.rect(&format!("bar {tone}"), (x, 3.0), (12.0, 10.0));
            svg.text("legend", (x + 18.0, 12.0), Anchor::Start, kind);
            x += 18.0 + width(kind) * FONT + 16.0;
        }
        let widest = |texts: &mut dyn Iterator<Item = &String>| {
            texts.map(|text| width(text)).fold(0.0, f64::max) * FONT
        };
        let names = widest(&mut self.rows.iter().map(|(name, _)| name)).min(width_ * 0.3);
        let amounts = widest(&mut self.rows.iter().flat_map(|(_, bars)| bars.iter().map(|bar| &bar.1)));
        let left = names + 10.0;
        let room = (width_ - left - amounts - 10.0).max(20.0);
        let greatest =
            self.rows.iter().flat_map(|(_, bars)| bars.iter().map(|bar| bar.0)).fold(0.0, f64::max);
        for (index, (name, bars)) in self.rows.iter().enumerate() {
            let top = HEAD + index as f64 * (2.0 * BAR + GAP);
            svg.text("legend", (left - 10.0, top + BAR + 4.0), Anchor::End, &cut(name, names / FONT + 0.1));
            for ((amount, text), (tone, y)) in bars.iter().zip([("accent", top), ("muted", top + BAR)]) {
                let part = if greatest > 0.0 { (amount / greatest).clamp(0.0, 1.0) } else { 0.0 };
                let long = (part * room).max(1.0);
                svg.rect(&format!("bar {tone}"), (left, y + 1.0), (long, BAR - 2.0));
                svg.text("tick", (left + long + 6.0, y + 11.0), Anchor::Start, text);
            }
        }
        svg.finish()
    }
}
