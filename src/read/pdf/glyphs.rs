//! Glyphs: pieces of text with their places on a page.

use hayro_font::kurbo::{Affine, Point, Vec2};

/// Which way text runs over the page as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Direction {
    /// From left to right (or right to left: letters of those scripts stand the same way).
    Right,
    /// From top to bottom in columns from right to left, the letters upright.
    Columns,
    /// Turned by a quarter: upwards.
    Up,
    /// Turned by a quarter: downwards.
    Down,
    /// Upside down.
    Left,
    /// At an odd angle.
    Slanted,
}

/// A piece of text drawn at once.
///
/// The place is in the frame of its direction: `x` grows along the line, `y` falls from line to
/// line, whichever way the text runs over the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Where its text begins in [`Glyphs::text`].
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Where it begins on the line.
    pub x0: f32,
    /// Where it ends.
    pub x1: f32,
    /// The height of the line it stands on.
    pub y: f32,
    /// The height of its em.
    pub size: f32,
    /// The font it is drawn with, by number within the document.
    pub font: u32,
    /// Which way it runs.
    pub direction: Direction,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    /// The text of all glyphs.
    pub text: String,
    /// The glyphs in the order they are drawn.
    pub glyphs: Vec<Glyph>,
    /// Glyphs whose text is unknown.
    pub n_unknown: usize,
    /// Images on the page.
    pub n_images: usize,
    /// Glyphs marked as running headers, footers or page numbers.
    pub n_pagination: usize,
    /// Width and height of the page as it is seen.
    pub width: f32,
    /// Height of the page as it is seen.
    pub height: f32,
}

impl Glyphs {
    /// The text of a glyph.
    pub fn text_of(&self, glyph: &Glyph) -> &str {
        self.text.get(glyph.start as usize..glyph.end as usize).unwrap_or_default()
    }

    /// Adds a glyph whose text was just appended at `start`; false if it stands nowhere on the page.
    ///
    /// `place` leads from units of one em to the page; `advance` is its width in ems.
    pub fn add(&mut self, start: usize, place: Affine, em: f64, advance: Vec2, font: u32) -> bool {
        let [a, b, c, d, ..] = place.as_coeffs();
        let origin = place * Point::ZERO;
        let end = place * advance.to_point();
        let on_page = (-2.0..=f64::from(self.width) + 2.0).contains(&origin.x)
            && (-2.0..=f64::from(self.height) + 2.0).contains(&origin.y);
        let size = (c.hypot(d) * em) as f32;
        if !on_page || !size.is_finite() || size <= 0.1 || self.text.len() > u32::MAX as usize {
            return false;
        }
        let direction = if advance.y != 0.0 && advance.x == 0.0 {
            if (place * advance.to_point() - origin).y < 0.0 {
                Direction::Columns
            } else {
                Direction::Slanted
            }
        } else {
            direction(a, b)
        };
        let along = |p: Point| match direction {
            Direction::Right | Direction::Slanted => (p.x, p.y),
            Direction::Columns | Direction::Down => (-p.y, p.x),
            Direction::Up => (p.y, -p.x),
            Direction::Left => (-p.x, -p.y),
        };
        let ((x0, y), (x1, _)) = (along(origin), along(end));
        self.glyphs.push(Glyph {
            start: start as u32,
            end: self.text.len() as u32,
            x0: x0.min(x1) as f32,
            x1: x0.max(x1) as f32,
            y: y as f32,
            size,
            font,
            direction,
        });
        true
    }

    /// Turns letters that are set one below the other, each as if it stood in a line, into columns.
    ///
    /// Old programs write Chinese and Japanese columns so. Only a page that is mostly set this way
    /// is taken for one, and of it only the letters that stand below or above a neighbour.
    pub fn find_columns(&mut self) {
        const MIN_STEPS: usize = 40;
        let below = |a: &Glyph, b: &Glyph| {
            let em = a.size.max(b.size);
            // programs shift thin characters and marks along the column, even a little upwards
            (a.x0 + a.x1 - b.x0 - b.x1).abs() < 0.9 * em
                && (-0.5..2.6).contains(&((a.y - b.y) / em))
                && (a.y - b.y).abs() > 0.2 * em
        };
        let upright = |g: &Glyph| g.direction == Direction::Right;
        let step = |w: &[Glyph]| matches!(w, [a, b] if upright(a) && upright(b) && below(a, b));
        let n_steps = self.glyphs.windows(2).filter(|w| step(w)).count();
        let n_upright = self.glyphs.iter().filter(|g| upright(g)).count();
        if n_steps < MIN_STEPS || n_steps * 2 < n_upright {
            return;
        }
        let mut in_column = vec![false; self.glyphs.len()];
        for (i, _) in self.glyphs.windows(2).enumerate().filter(|(_, w)| step(w)) {
            in_column[i] = true;
            in_column[i + 1] = true;
        }
        let mut before: Option<(Glyph, f32)> = None;
        for (glyph, _) in self.glyphs.iter_mut().zip(in_column).filter(|(_, column)| *column) {
            let drawn = *glyph;
            let (axis, mut x0) = ((glyph.x0 + glyph.x1) / 2.0, -(glyph.y + 0.88 * glyph.size));
            if let Some((last, end)) = before
                && below(&last, &drawn)
                && last.y - drawn.y < 0.6 * drawn.size
            {
                x0 = end;
            }
            glyph.direction = Direction::Columns;
            (glyph.x0, glyph.x1, glyph.y) = (x0, x0 + glyph.size, axis);
            before = Some((drawn, glyph.x1));
        }
    }
}

/// The direction of a line along `(x, y)`.
fn direction(x: f64, y: f64) -> Direction {
    // text set by hand is a degree or two off
    const TOLERANCE: f64 = 0.05;
    if y.abs() <= TOLERANCE * x.abs() {
        if x >= 0.0 { Direction::Right } else { Direction::Left }
    } else if x.abs() <= TOLERANCE * y.abs() {
        if y > 0.0 { Direction::Up } else { Direction::Down }
    } else {
        Direction::Slanted
    }
}
