//! The sheet a chart is drawn on: marks in pixels, put on paper by plotters' SVG backend.
//!
//! A chart first collects its marks, then knows its height. plotters is used without fonts: its
//! own text measuring depends on the machine, so places of labels come from [`super::text`] and
//! only anchors are left to the viewer. All text hangs from the top of its line (an offset of
//! 0.76 em, the same in every viewer), because the alternatives depend on the font's x-height.
//!
//! What plotters writes is then made fit for a page: one font stack at the root instead of one a
//! label, no fixed size, and a title and a description for those who listen to the page. Ids carry
//! the chart's name, so several charts can stand in one page.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::style::{self, INK, MARGIN, QUIET, SMALL, SUBTITLE, TITLE, WIDTH};
use super::text::{clean, fit, width, wrap, wrap_evenly};
use super::{Chart, Data};
use crate::config::Language;

/// Stands for the font stack until the drawing is finished.
const FONT: &str = "leitmotif-font";

/// Which end of a label its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Text begins there.
    Start,
    /// Text is centred there.
    Middle,
    /// Text ends there.
    End,
}

/// Form of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// ●
    Circle,
    /// ■
    Square,
    /// ▲
    Triangle,
    /// ◆
    Diamond,
}

enum Mark {
    Rect { corner: (i32, i32), size: (i32, i32), color: RGBAColor },
    Line { from: (i32, i32), to: (i32, i32), color: RGBColor },
    Path { points: Vec<(i32, i32)>, width: u32, color: RGBColor },
    Point { at: (i32, i32), radius: i32, shape: Shape, color: RGBAColor },
    Text { at: (i32, i32), size: i32, anchor: Anchor, color: RGBColor, upright: bool, text: String },
}

/// Marks that will become a chart.
pub struct Sheet {
    marks: Vec<Mark>,
    height: i32,
    language: Language,
}

impl Sheet {
    /// A sheet that begins with a title and a line that explains; gives the height at which the
    /// chart itself may begin.
    pub fn titled(title: &str, subtitle: &str, language: Language) -> (Self, i32) {
        let mut sheet = Self { marks: Vec::new(), height: 0, language };
        let room = f64::from(WIDTH - 2 * MARGIN);
        // the estimate is wide: a long title may run on to the edge of the sheet before it breaks
        let title_room = f64::from(WIDTH - MARGIN - 12);
        let mut y = 48;
        // Curly quotation marks are one em wide in Chinese faces: wrong between Latin words.
        let title = match language {
            Language::En => clean(title).replace(['“', '”'], "\""),
            Language::Zh => clean(title),
        };
        for line in wrap_evenly(&title, TITLE, title_room) {
            // a Chinese opening mark fills the right half of its square: it hangs into the margin
            let hang = language == Language::Zh && line.starts_with('“');
            let x = if hang { MARGIN - TITLE / 2 } else { MARGIN };
            sheet.text((x, y), TITLE, Anchor::Start, INK, &line);
            y += 36;
        }
        for line in wrap(subtitle, SUBTITLE, room, 2) {
            sheet.text((MARGIN, y), SUBTITLE, Anchor::Start, QUIET, &line);
            y += 22;
        }
        (sheet, y + 14)
    }

    /// A filled rectangle.
    pub fn rect(&mut self, corner: (i32, i32), size: (i32, i32), color: RGBColor) {
        self.veil(corner, size, color, 1.0);
    }

    /// A filled rectangle that lets what is below show through.
    pub fn veil(&mut self, corner: (i32, i32), size: (i32, i32), color: RGBColor, opacity: f64) {
        if size.0 > 0 && size.1 > 0 {
            self.marks.push(Mark::Rect { corner, size, color: color.mix(opacity) });
        }
    }

    /// A hairline.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32), color: RGBColor) {
        self.marks.push(Mark::Line { from, to, color });
    }

    /// A curve of straight pieces.
    pub fn path(&mut self, points: Vec<(i32, i32)>, width: u32, color: RGBColor) {
        self.marks.push(Mark::Path { points, width, color });
    }

    /// A point of a scatter plot.
    pub fn point(&mut self, at: (i32, i32), radius: i32, shape: Shape, color: RGBColor) {
        self.marks.push(Mark::Point { at, radius, shape, color: color.mix(0.72) });
    }

    /// A line of text, centred on the height of `at`.
    pub fn text(&mut self, at: (i32, i32), size: i32, anchor: Anchor, color: RGBColor, text: &str) {
        self.push_text(at, size, anchor, color, text, false);
    }

    /// A row's label that ends at `at`: on one line, or on two smaller ones where the row is high
    /// enough, cut where it is longer.
    pub fn label(&mut self, at: (i32, i32), size: i32, room: i32, row_height: i32, text: &str) {
        let room = f64::from(room);
        let small = size.min(SMALL);
        if width(text, size) <= room || row_height < 2 * small + 4 {
            self.text(at, size, Anchor::End, INK, &fit(text, size, room));
            return;
        }
        let lines = wrap_evenly(text, small, room);
        let first = at.1 - (lines.len() as i32 - 1) * (small + 2) / 2;
        for (i, line) in lines.iter().enumerate() {
            self.text((at.0, first + i as i32 * (small + 2)), small, Anchor::End, INK, line);
        }
    }

    /// A line of text that runs upwards from `at`, centred on its column.
    pub fn text_upwards(&mut self, at: (i32, i32), size: i32, color: RGBColor, text: &str) {
        self.push_text(at, size, Anchor::Start, color, text, true);
    }

    fn push_text(
        &mut self,
        at: (i32, i32),
        size: i32,
        anchor: Anchor,
        color: RGBColor,
        text: &str,
        upright: bool,
    ) {
        let text = clean(text);
        if !text.is_empty() {
            self.marks.push(Mark::Text { at, size, anchor, color, upright, text });
        }
    }

    /// The line at the foot that says what the chart was made from; `y` is where the chart ends.
    pub fn source(&mut self, y: i32, text: &str) {
        let room = f64::from(WIDTH - 2 * MARGIN);
        let y = y + 38;
        self.text((MARGIN, y), 12, Anchor::Start, QUIET, &fit(text, 12, room));
        self.height = y + 26;
    }

    /// The finished chart; nothing if it cannot be drawn.
    pub fn finish(
        self,
        name: &'static str,
        title: String,
        alt: String,
        data: Data,
    ) -> Option<Chart> {
        let drawn = self.draw().ok()?;
        let svg = dress(&drawn, name, &title, &alt, self.language)?;
        Some(Chart { name, title, alt, svg, data })
    }

    fn draw(&self) -> Result<String, DrawingAreaErrorKind<std::io::Error>> {
        let mut svg = String::new();
        {
            let size = (WIDTH as u32, self.height.max(1) as u32);
            let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            area.draw(&Rectangle::new([(0, 0), (WIDTH, self.height)], style::PAPER.filled()))?;
            for mark in &self.marks {
                draw_mark(&area, mark)?;
            }
            area.present()?;
        }
        Ok(svg)
    }
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn draw_mark(area: &Area, mark: &Mark) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    match mark {
        Mark::Rect { corner: (x, y), size: (w, h), color } => {
            area.draw(&Rectangle::new([(*x, *y), (x + w, y + h)], color.filled()))
        }
        Mark::Line { from, to, color } => area.draw(&PathElement::new(vec![*from, *to], *color)),
        Mark::Path { points, width, color } => {
            area.draw(&PathElement::new(points.clone(), color.stroke_width(*width)))
        }
        Mark::Point { at: (x, y), radius, shape, color } => {
            let (x, y, r, fill) = (*x, *y, *radius, color.filled());
            match shape {
                Shape::Circle => area.draw(&Circle::new((x, y), r, fill)),
                Shape::Square => {
                    area.draw(&Rectangle::new([(x - r + 1, y - r + 1), (x + r, y + r)], fill))
                }
                Shape::Triangle => area.draw(&Polygon::new(
                    vec![(x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)],
                    fill,
                )),
                Shape::Diamond => area.draw(&Polygon::new(
                    vec![(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)],
                    fill,
                )),
            }
        }
        Mark::Text { at: (x, y), size, anchor, color, upright, text } => {
            // The middle of a line of Han characters or capitals lies .38 em above its base line;
            // plotters hangs it .76 em above, and divides sizes by 1.24.
            let lift = (f64::from(*size) * 0.38).round() as i32;
            let at = if *upright { (x - lift, *y) } else { (*x, y - lift) };
            let h = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let turn = if *upright { FontTransform::Rotate270 } else { FontTransform::None };
            let font = (FONT, f64::from(*size) * 1.24).into_font().transform(turn);
            let style = TextStyle::from(font).color(color).pos(Pos::new(h, VPos::Top));
            area.draw_text(text, &style, at)
        }
    }
}

/// The drawing as it goes into a page. Replacing is safe: quotation marks and angle brackets of
/// labels are escaped, so a pattern that holds them is always plotters' own.
fn dress(drawn: &str, name: &str, title: &str, alt: &str, language: Language) -> Option<String> {
    let body = drawn.find('\n').map(|end| &drawn[end + 1..])?;
    let view_box = drawn.find("viewBox=\"").map(|at| &drawn[at + 9..])?;
    let view_box = &view_box[..view_box.find('"')?];
    let mut body = body
        .replace(&format!(" font-family=\"{FONT}\""), "")
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" text-anchor=\"start\"", "")
        .replace("\n</text>", "</text>");
    for size in 1..=TITLE {
        // plotters' division leaves sizes such as 13.000000000000002
        let written = format!("font-size=\"{}\"", f64::from(size) * 1.24 / 1.24);
        body = body.replace(&written, &format!("font-size=\"{size}\""));
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{view_box}\" role=\"img\" \
         aria-labelledby=\"chart-{name}-title chart-{name}-desc\" font-family=\"{}\">\n\
         <title id=\"chart-{name}-title\">{}</title>\n<desc id=\"chart-{name}-desc\">{}</desc>\n",
        style::font_family(language),
        escape(title),
        escape(alt),
    );
    for line in body.lines() {
        svg.push_str(line);
        // the text of a label begins right behind its tag
        if !line.starts_with("<text ") {
            svg.push('\n');
        }
    }
    Some(svg)
}

fn escape(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
