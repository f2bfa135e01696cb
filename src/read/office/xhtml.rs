//! The text of an XHTML chapter: all of it, without the search for a main text that pages need.
//!
//! White space is collapsed as a browser does it, but not in `pre`. Blocks are lines, `br` ends one,
//! headings are marked, a row of a table is a line.

use super::lines::{Line, add_row};
use super::xml::{Flow, Node, Tag, walk};

/// Elements whose content nobody reads as text.
const SILENT: [&str; 12] = [
    "head", "script", "style", "template", "nav", "svg", "rt", "rp", "audio", "video", "object",
    "noscript",
];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "ul",
];

/// Adds the lines of a chapter; fails where the stream breaks off.
pub(in crate::read) fn read(xml: &str, lines: &mut Vec<Line>) -> Result<(), String> {
    let mut chapter = Chapter::default();
    let result = walk(xml, |node| match node {
        Node::Start(tag) => chapter.start(&tag, lines),
        Node::End(name) => {
            chapter.end(name, lines);
            Flow::Enter
        }
        Node::Text(text) => {
            chapter.add(text, lines);
            Flow::Enter
        }
    });
    chapter.finish(lines);
    chapter.end_row(lines);
    result
}

#[derive(Default)]
struct Chapter {
    text: String,
    level: Option<usize>,
    n_preformatted: usize,
    row: Option<Vec<Vec<Line>>>,
    cell: Option<Vec<Line>>,
}

impl Chapter {
    fn start(&mut self, tag: &Tag<'_>, lines: &mut Vec<Line>) -> Flow {
        let name = tag.name;
        if SILENT.contains(&name) || is_mark(tag) {
            return Flow::Skip;
        }
        if let Some(level) = heading(name) {
            self.finish(lines);
            self.level = Some(level);
        } else if BLOCKS.contains(&name) {
            self.finish(lines);
            self.n_preformatted += usize::from(name == "pre");
        }
        match name {
            "br" => self.text.push('\n'),
            "tr" => {
                self.end_row(lines);
                self.row = Some(Vec::new());
            }
            "td" | "th" => {
                self.end_cell(lines);
                self.cell = Some(Vec::new());
            }
            _ => {}
        }
        Flow::Enter
    }

    fn end(&mut self, name: &str, lines: &mut Vec<Line>) {
        match name {
            "tr" | "table" => self.end_row(lines),
            "td" | "th" => self.end_cell(lines),
            "pre" => {
                self.finish(lines);
                self.n_preformatted = self.n_preformatted.saturating_sub(1);
            }
            name if heading(name).is_some() || BLOCKS.contains(&name) => self.finish(lines),
            _ => {}
        }
    }

    fn add(&mut self, text: &str, lines: &mut Vec<Line>) {
        if self.n_preformatted > 0 {
            let mut parts = text.split('\n');
            self.text.push_str(parts.next().unwrap_or_default());
            for part in parts {
                self.finish(lines);
                self.text.push_str(part);
            }
            return;
        }
        for c in text.chars() {
            // The ideographic space is no white space to a browser: it indents paragraphs.
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
            }
        }
    }

    /// Ends the line.
    fn finish(&mut self, lines: &mut Vec<Line>) {
        let text = std::mem::take(&mut self.text);
        let level = self.level.take();
        if text.trim().is_empty() {
            return;
        }
        let to = self.cell.as_mut().unwrap_or(lines);
        to.push(Line { text: text.trim_matches([' ', '\n']).to_string(), level });
    }

    fn end_cell(&mut self, lines: &mut Vec<Line>) {
        self.finish(lines);
        if let Some(cell) = self.cell.take() {
            match &mut self.row {
                Some(row) => row.push(cell),
                None => lines.extend(cell),
            }
        }
    }

    fn end_row(&mut self, lines: &mut Vec<Line>) {
        self.end_cell(lines);
        if let Some(row) = self.row.take() {
            add_row(row, lines);
        }
    }
}

fn heading(name: &str) -> Option<usize> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(usize::from(level - b'0')),
        _ => None,
    }
}

/// Whether the element is the mark of a note, the number of a printed page or a list of links.
fn is_mark(tag: &Tag<'_>) -> bool {
    let has = |attribute: &str, words: &[&str]| {
        let value = tag.attr(attribute).unwrap_or_default();
        value.split_whitespace().any(|word| words.contains(&word))
    };
    has("type", &["noteref", "pagebreak", "toc", "landmarks", "page-list"])
        || has("role", &["doc-noteref", "doc-pagebreak", "doc-toc", "doc-pagelist"])
}
