//! A table of shaded cells: similarity, phrases by document, shares by period and by group.
//!
//! Rows are labelled in full at the left. Columns are labelled level where they are wide enough;
//! else upwards (names), every so many (periods), or by the numbers of the rows (a square table).

use super::Data;
use super::sheet::{Anchor, Sheet};
use super::style::{BLANK, HAIR, INK, LABEL, MARGIN, QUIET, SMALL, WIDTH, ink_on, shade};
use super::text::{fit_middle, width, wrap};

/// How columns are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// By the number of the row of the same name.
    Numbered,
    /// Each by its name.
    Named,
    /// By steps of time: some may go without.
    Ordinal,
}

/// A table of shaded cells.
pub struct Heat<'a> {
    /// Row names, cleaned.
    pub rows: Vec<String>,
    /// Whether row names are file names, cut in the middle when too long.
    pub rows_are_names: bool,
    /// Column names, cleaned.
    pub columns: Vec<String>,
    /// How columns are named.
    pub naming: Columns,
    /// Values row by row; nothing where there is none.
    pub values: Vec<Option<f64>>,
    /// From a value to its place on the scale.
    pub scale: &'a dyn Fn(f64) -> f64,
    /// How a value is written in its cell.
    pub write: &'a dyn Fn(f64) -> String,
    /// The legend's name, and values at its two ends.
    pub legend: (String, String, String),
}

impl Heat<'_> {
    /// Draws the table from height `y` on; gives where it ends and the edges of its columns.
    pub fn draw(&self, sheet: &mut Sheet, y: i32) -> (i32, Grid) {
        let (n_rows, n_columns) = (self.rows.len() as i32, self.columns.len() as i32);
        let row_height = self.row_height();
        let size = if row_height >= 24 { LABEL } else { (row_height - 5).clamp(10, SMALL) };
        let numbers = if self.naming == Columns::Numbered { 34 } else { 0 };
        let widest = self.rows.iter().map(|r| width(r, size)).fold(0.0, f64::max);
        let label = (widest.ceil() as i32).clamp(60, 400);
        let x = MARGIN + label + numbers + 14;
        let room = WIDTH - MARGIN - x;
        let widest_cell = match self.naming {
            Columns::Numbered if n_columns <= 8 => 150,
            Columns::Numbered => (f64::from(row_height) * 1.7) as i32,
            Columns::Named | Columns::Ordinal => 220,
        };
        let grid = Grid { x, room, n: n_columns, widest: widest_cell };
        let top = self.label_columns(sheet, &grid, y);

        let gap = i32::from(grid.width() >= 8) + i32::from(grid.width() >= 24);
        for (r, name) in self.rows.iter().enumerate() {
            let at = top + r as i32 * row_height;
            let middle = at + row_height / 2;
            let end = (x - numbers - 12, middle);
            if self.rows_are_names {
                let name = fit_middle(name, size, f64::from(label));
                sheet.text(end, size, Anchor::End, INK, &name);
            } else {
                sheet.label(end, size, label, row_height, name);
            }
            if self.naming == Columns::Numbered {
                sheet.text(
                    (x - 10, middle),
                    size.min(SMALL),
                    Anchor::End,
                    QUIET,
                    &(r + 1).to_string(),
                );
            }
            for c in 0..self.columns.len() {
                let (left, right) = (grid.edge(c), grid.edge(c + 1));
                let corner = (left, at);
                let cell = ((right - left - gap).max(1), row_height - gap.max(1));
                let value = self.values.get(r * self.columns.len() + c).copied().flatten();
                let Some(value) = value else {
                    sheet.rect(corner, cell, BLANK);
                    continue;
                };
                let t = (self.scale)(value);
                sheet.rect(corner, cell, shade(t));
                let written = (self.write)(value);
                if row_height >= 20 && width(&written, SMALL) <= f64::from(cell.0 - 4) {
                    let middle = (left + cell.0 / 2, at + cell.1 / 2);
                    sheet.text(middle, SMALL, Anchor::Middle, ink_on(t), &written);
                }
            }
        }
        (top + n_rows * row_height, grid)
    }

    /// Draws the legend below the table; gives where it ends.
    pub fn draw_legend(&self, sheet: &mut Sheet, grid: &Grid, y: i32) -> i32 {
        let (title, low, high) = &self.legend;
        let y = y + 26;
        let mut x = grid.x;
        for (text, color) in [(title, INK), (low, QUIET)] {
            sheet.text((x, y), SMALL, Anchor::Start, color, text);
            x += width(text, SMALL).ceil() as i32 + 12;
        }
        for step in 0..40 {
            sheet.rect((x + step * 4, y - 6), (4, 12), shade(f64::from(step) / 39.0));
        }
        sheet.text((x + 160 + 10, y), SMALL, Anchor::Start, QUIET, high);
        y + 6
    }

    /// The figures of the table; `rows` is what its rows are.
    pub fn data(&self, rows: String) -> Data {
        let is_square = self.naming == Columns::Numbered;
        let numbered = |c: usize| (c + 1).to_string();
        let columns = self.columns.iter().enumerate();
        let columns = columns.map(|(c, name)| if is_square { numbered(c) } else { name.clone() });
        let cell = |value: &Option<f64>| value.map_or_else(String::new, self.write);
        let row = |(r, (name, values)): (usize, (&String, &[Option<f64>]))| {
            let name = if is_square { format!("{} {name}", numbered(r)) } else { name.clone() };
            std::iter::once(name).chain(values.iter().map(cell)).collect()
        };
        let values = self.values.chunks(self.columns.len().max(1));
        let rows_of = self.rows.iter().zip(values).enumerate().map(row).collect();
        Data::new(std::iter::once(rows).chain(columns), rows_of)
    }

    fn row_height(&self) -> i32 {
        let n = self.rows.len().max(1) as i32;
        match self.naming {
            Columns::Numbered => (600 / n).clamp(17, 54),
            Columns::Named | Columns::Ordinal if n <= 30 => 30,
            Columns::Named | Columns::Ordinal => (900 / n).clamp(17, 30),
        }
    }

    fn label_columns(&self, sheet: &mut Sheet, grid: &Grid, y: i32) -> i32 {
        let cell = grid.width();
        let room = f64::from(cell - 8);
        let widest = self.columns.iter().map(|c| width(c, SMALL)).fold(0.0, f64::max);
        match self.naming {
            Columns::Numbered => {
                let every = if cell >= 22 { 1 } else { 5 };
                for c in (every - 1..self.columns.len()).step_by(every) {
                    let name = (c + 1).to_string();
                    sheet.text((grid.middle(c), y + 8), SMALL, Anchor::Middle, QUIET, &name);
                }
                y + 24
            }
            Columns::Ordinal => {
                let every = ((widest + 14.0) / f64::from(cell.max(1))).ceil().max(1.0) as usize;
                let mut free = i32::MIN;
                for (c, name) in self.columns.iter().enumerate().step_by(every) {
                    // A label may be wider than its column: it keeps to the sheet and off the last.
                    let half = (width(name, SMALL) / 2.0).ceil() as i32;
                    let middle = grid.middle(c).min(WIDTH - MARGIN - half);
                    if middle - half >= free {
                        sheet.text((middle, y + 8), SMALL, Anchor::Middle, QUIET, name);
                        free = middle + half + 8;
                    }
                }
                y + 24
            }
            Columns::Named if widest <= room || cell >= 96 => {
                let wrapped: Vec<Vec<String>> =
                    self.columns.iter().map(|c| wrap(c, SMALL, room, 3)).collect();
                let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1) as i32;
                for (c, name) in wrapped.iter().enumerate() {
                    let first = lines - name.len() as i32;
                    for (l, line) in name.iter().enumerate() {
                        let at = (grid.middle(c), y + 8 + (first + l as i32) * 17);
                        sheet.text(at, SMALL, Anchor::Middle, QUIET, line);
                    }
                }
                y + 8 + lines * 17
            }
            Columns::Named => {
                let size = SMALL.min(cell - 2).max(9);
                let tall = self.columns.iter().map(|c| width(c, size)).fold(0.0, f64::max);
                let tall = tall.min(170.0);
                let foot = y + tall.ceil() as i32;
                for (c, name) in self.columns.iter().enumerate() {
                    let name = fit_middle(name, size, tall);
                    sheet.text_upwards((grid.middle(c), foot), size, QUIET, &name);
                }
                foot + 10
            }
        }
    }
}

/// The columns of a table, on whole pixels.
pub struct Grid {
    /// Left edge.
    pub x: i32,
    room: i32,
    n: i32,
    widest: i32,
}

impl Grid {
    /// Left edge of column `c`.
    pub fn edge(&self, c: usize) -> i32 {
        let n = self.n.max(1);
        let total = i64::from(self.room.min(n * self.widest));
        self.x + (total * c as i64 / i64::from(n)) as i32
    }

    /// Middle of column `c`.
    pub fn middle(&self, c: usize) -> i32 {
        (self.edge(c) + self.edge(c + 1)) / 2
    }

    /// Width of the first column.
    pub fn width(&self) -> i32 {
        self.edge(1) - self.edge(0)
    }

    /// Small bars below the columns, as high as `values` are large, with the largest written.
    pub fn bars(&self, sheet: &mut Sheet, y: i32, name: &str, values: &[u32]) -> i32 {
        const HIGH: f64 = 46.0;
        let most = values.iter().copied().max().unwrap_or(0).max(1);
        let base = y + 12 + HIGH as i32 + 16;
        sheet.text((self.x - 12, base - 12), SMALL, Anchor::End, QUIET, name);
        let mut written = false;
        for (c, &value) in values.iter().enumerate() {
            let (left, right) = (self.edge(c), self.edge(c + 1));
            let high = (HIGH * f64::from(value) / f64::from(most)).ceil() as i32;
            let gap = i32::from(right - left >= 8) * 2;
            sheet.rect((left, base - high), (right - left - gap, high), super::style::PALE);
            let label = super::text::count(value as usize);
            let fits = width(&label, SMALL) <= f64::from(right - left - 2);
            if fits || (value == most && !written) {
                written |= value == most;
                let at = (self.middle(c), base - high - 10);
                sheet.text(at, SMALL, Anchor::Middle, QUIET, &label);
            }
        }
        sheet.line((self.x, base), (self.edge(values.len()), base), HAIR);
        base
    }
}
