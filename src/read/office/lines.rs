//! The text that a reader writes: one paragraph a line, headings marked, blocks parted.
//!
//! Headings carry the marks of Markdown (`# `), as they do in the text files that cleaning knows:
//! cleaning takes the marks off again and keeps the line a heading. A row of a table is a line whose
//! cells are parted by ` | `, a mark that no phrase crosses. Many documents use tables for their
//! layout; a row with long cells or with several paragraphs in one is therefore read as paragraphs.

/// Longest heading in characters. Longer ones are running text in the clothes of a heading.
const MAX_HEADING: usize = 150;
/// Longest cell in characters that still stands in a row.
const MAX_CELL: usize = 200;
/// What parts the cells of a row.
const CELL_MARK: &str = " | ";

/// A paragraph that is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::read) struct Line {
    /// Its text, without a final line break.
    pub text: String,
    /// Its level where it is a heading, from 1.
    pub level: Option<usize>,
}

impl Line {
    /// A paragraph of running text.
    pub fn body(text: impl Into<String>) -> Self {
        Self { text: text.into(), level: None }
    }

    /// A heading.
    pub fn heading(text: impl Into<String>, level: usize) -> Self {
        Self { text: text.into(), level: Some(level) }
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Writes lines, no two blank ones in a row and none at the edges.
pub(in crate::read) fn write(lines: &[Line]) -> String {
    let bytes = lines.iter().map(|line| line.text.len() + 3).sum();
    let mut out = String::with_capacity(bytes);
    let mut blank = false;
    for line in lines {
        if line.is_blank() {
            blank = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        match line.level.filter(|_| line.text.chars().count() <= MAX_HEADING) {
            Some(level) => {
                out.push_str(&"######"[..level.clamp(1, 6)]);
                for word in line.text.split_whitespace() {
                    out.push(' ');
                    out.push_str(word);
                }
            }
            None => out.push_str(line.text.trim_end()),
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The heading that a text begins with, if it begins with one.
pub(in crate::read) fn first_heading(lines: &[Line]) -> Option<String> {
    let first = lines.iter().find(|line| !line.is_blank())?;
    first.level.map(|_| first.text.clone())
}

/// Adds the row of a table whose cells hold these lines.
pub(in crate::read) fn add_row(cells: Vec<Vec<Line>>, lines: &mut Vec<Line>) {
    let texts = |cell: &[Line]| cell.iter().filter(|l| !l.is_blank()).count();
    let n_filled = cells.iter().filter(|cell| texts(cell) > 0).count();
    let is_short = |cell: &Vec<Line>| {
        let chars: usize = cell.iter().map(|line| line.text.chars().count()).sum();
        chars <= MAX_CELL && texts(cell) <= 3 && cell.iter().all(|line| line.level.is_none())
    };
    if n_filled < 2 || !cells.iter().all(is_short) {
        lines.extend(cells.into_iter().flatten().filter(|line| !line.is_blank()));
        return;
    }
    let mut row = String::new();
    for cell in &cells {
        let words: Vec<&str> = cell.iter().flat_map(|line| line.text.split_whitespace()).collect();
        if words.is_empty() {
            continue;
        }
        if !row.is_empty() {
            row.push_str(CELL_MARK);
        }
        row.push_str(&words.join(" "));
    }
    lines.push(Line::body(row));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_marked_and_blank_lines_are_single() {
        let blank = Line::body(" ");
        let lines = [
            blank.clone(),
            Line::heading("第一章\n总则", 1),
            Line::body("河道清淤。"),
            blank.clone(),
            blank.clone(),
            Line::heading("深", 9),
            Line::heading("长".repeat(151), 1),
            blank,
        ];
        let expected = format!("# 第一章 总则\n河道清淤。\n\n###### 深\n{}\n", "长".repeat(151));
        assert_eq!(write(&lines), expected);
    }

    #[test]
    fn short_rows_are_lines_and_long_ones_paragraphs() {
        let cell = |texts: &[&str]| texts.iter().map(|t| Line::body(*t)).collect::<Vec<_>>();
        let mut lines = Vec::new();
        add_row(vec![cell(&["桥"]), cell(&[""]), cell(&["石", "板"])], &mut lines);
        add_row(vec![cell(&["一段。", "", "二段。"])], &mut lines);
        add_row(vec![cell(&["名"]), cell(&[&"长".repeat(201)])], &mut lines);
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, ["桥 | 石 板", "一段。", "二段。", "名", &"长".repeat(201)]);
    }
}
