//! OpenDocument texts and presentations (odt, odp), as LibreOffice and WPS write them.
//!
//! One stream holds everything. Headings are elements of their own and keep their level; lists are
//! numbered as their style says; notes come behind the text. Recorded deletions, comments, tables of
//! contents, phonetic guides, and the dates, numbers and footers of slides are left out. Slides are
//! parted by blank lines and headed by their titles, notes of the speaker behind each.

use std::collections::BTreeMap;

use super::lines::{Line, add_row, first_heading, write};
use super::numbering::spaced;
use super::ordinals::ordinal;
use super::package::{ENCRYPTED, Package};
use super::properties;
use super::xml::{Flow, Node, Tag, walk};
use crate::read::draft::Draft;

/// Cells and text boxes inside one another at most; their lines move up a level at a time.
const MAX_NESTING: usize = 100;
/// Spaces that one element may stand for.
const MAX_SPACES: i64 = 100;

/// Reads an odt or odp file that may unpack to `limit` bytes.
pub fn read(bytes: &[u8], limit: u64, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let mut package = Package::open(bytes, limit, log)?;
    let manifest = package.text("META-INF/manifest.xml", log)?.unwrap_or_default();
    if manifest.contains("encryption-data") || package.has("encrypted-package") {
        return Err(ENCRYPTED.into());
    }
    let Some(xml) = package.text("content.xml", log)? else {
        return Err("it has no readable text (`content.xml`)".into());
    };
    let mut story = Story::default();
    let result = walk(&xml, |node| match node {
        Node::Start(tag) => story.start(&tag),
        Node::End(name) => {
            story.end(name);
            Flow::Enter
        }
        Node::Text(text) => {
            story.add(text);
            Flow::Enter
        }
    });
    if let Err(reason) = result {
        log.push(format!("the text is damaged: {reason}; it was read up to there"));
    }
    while !story.paragraphs.is_empty() || !story.rows.is_empty() || !story.inner.is_empty() {
        for name in ["p", "table-cell", "table-row", "text-box"] {
            story.end(name);
        }
    }
    let Story { mut body, notes, title, .. } = story;
    let title = title.or_else(|| first_heading(&body));
    body.push(Line::default());
    body.extend(notes);
    let text = write(&body);
    if text.is_empty() {
        return Err("it holds no text; if it shows pages, they are images".into());
    }
    let fields = properties::of(&mut package, "meta.xml", log)?;
    Ok(vec![properties::draft(text, title, fields)])
}

/// What is read so far.
#[derive(Default)]
struct Story {
    body: Vec<Line>,
    notes: Vec<Line>,
    /// Finished lines of every open cell, text box and note.
    inner: Vec<Vec<Line>>,
    paragraphs: Vec<Paragraph>,
    rows: Vec<Vec<Vec<Line>>>,
    lists: Vec<List>,
    /// What stands before the next paragraph.
    label: Option<String>,
    /// The parents of automatic styles.
    parents: BTreeMap<String, String>,
    /// The levels of the list styles: format, words before and behind the number.
    levels: BTreeMap<(String, usize), Level>,
    list_style: String,
    /// Whether the open frame holds the title of a slide.
    in_title: bool,
    title: Option<String>,
}

#[derive(Clone)]
struct Level {
    format: &'static str,
    before: String,
    behind: String,
    start: u32,
}

#[derive(Default)]
struct List {
    style: String,
    n_items: u32,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    level: Option<usize>,
    is_title: bool,
    /// Text boxes that hang on it.
    boxes: Vec<Line>,
}

impl Story {
    fn lines(&mut self) -> &mut Vec<Line> {
        self.inner.last_mut().unwrap_or(&mut self.body)
    }

    fn start(&mut self, tag: &Tag<'_>) -> Flow {
        match tag.name {
            "tracked-changes" | "annotation" | "table-of-content" | "ruby-text"
            | "note-citation" | "alphabetical-index" | "illustration-index" | "table-index"
            | "forms" | "desc" => {
                return Flow::Skip;
            }
            "p" | "h" => self.begin_paragraph(tag),
            "s" => {
                let n = tag.number("c").unwrap_or(1).clamp(1, MAX_SPACES);
                self.push(&" ".repeat(n as usize));
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "table-row" => self.rows.push(Vec::new()),
            "table-cell" | "text-box" | "note-body" => {
                if self.inner.len() >= MAX_NESTING {
                    return Flow::Skip;
                }
                self.inner.push(Vec::new());
            }
            "frame" | "custom-shape" => {
                let class = tag.attr("class").unwrap_or_default();
                if matches!(class.as_str(), "footer" | "header" | "date-time" | "page-number") {
                    return Flow::Skip;
                }
                self.in_title = class == "title";
            }
            "page" => self.body.push(Line::default()),
            "list" => {
                let outer = self.lists.last().map(|list| list.style.clone()).unwrap_or_default();
                let style = tag.attr("style-name").unwrap_or(outer);
                self.lists.push(List { style, n_items: 0 });
            }
            "list-item" => self.begin_item(),
            "style" => {
                if let (Some(name), Some(parent)) =
                    (tag.attr("name"), tag.attr("parent-style-name"))
                {
                    self.parents.insert(name, parent);
                }
            }
            "list-style" => self.list_style = tag.attr("name").unwrap_or_default(),
            "list-level-style-number" | "list-level-style-bullet" => self.add_level(tag),
            _ => {}
        }
        Flow::Enter
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>) {
        let style = tag.attr("style-name").unwrap_or_default();
        let is_title = [Some(&style), self.parents.get(&style)].contains(&Some(&"Title".into()));
        let level = match tag.name {
            "h" => tag.number("outline-level").and_then(|n| usize::try_from(n).ok()).or(Some(1)),
            _ if is_title => Some(1),
            _ => None,
        };
        let text = self.label.take().unwrap_or_default();
        self.paragraphs.push(Paragraph { text, level, is_title, boxes: Vec::new() });
    }

    fn add_level(&mut self, tag: &Tag<'_>) {
        let level = tag.number("level").and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        let format = match tag.attr("num-format").unwrap_or_default().chars().next() {
            _ if tag.name == "list-level-style-bullet" => "bullet",
            None => "none",
            Some('a') => "lowerLetter",
            Some('A') => "upperLetter",
            Some('i') => "lowerRoman",
            Some('I') => "upperRoman",
            Some('一') => "chineseCounting",
            Some('壹') => "chineseLegalSimplified",
            Some('甲') => "ideographTraditional",
            Some('①') => "decimalEnclosedCircle",
            Some('１') => "decimalFullWidth",
            Some(_) => "decimal",
        };
        let (before, behind) = (tag.attr("num-prefix"), tag.attr("num-suffix"));
        let start = tag.number("start-value").and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
        let level_style = Level {
            format,
            before: before.unwrap_or_default(),
            behind: behind.unwrap_or_default(),
            start,
        };
        self.levels.insert((self.list_style.clone(), level), level_style);
    }

    fn begin_item(&mut self) {
        let depth = self.lists.len();
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        list.n_items = list.n_items.saturating_add(1);
        self.label = self.levels.get(&(list.style.clone(), depth)).map(|level| {
            if level.format == "bullet" {
                return "• ".to_string();
            }
            let n = level.start.saturating_add(list.n_items - 1);
            spaced(&format!("{}{}{}", level.before, ordinal(n, level.format), level.behind))
        });
    }

    /// Characters of a paragraph; white space counts as one space.
    fn add(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' => {
                    if !paragraph.text.is_empty() && !paragraph.text.ends_with([' ', '\t', '\n']) {
                        paragraph.text.push(' ');
                    }
                }
                c => paragraph.text.push(c),
            }
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.finish(paragraph);
                }
            }
            "table-cell" => {
                if let Some(row) = self.rows.last_mut() {
                    row.extend(self.inner.pop());
                }
            }
            "table-row" => {
                if let Some(row) = self.rows.pop() {
                    add_row(row, self.lines());
                }
            }
            "table" => self.lines().push(Line::default()),
            "text-box" => {
                let lines = self.inner.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.extend(lines),
                    None => self.lines().extend(lines),
                }
            }
            "note-body" => self.notes.extend(self.inner.pop().unwrap_or_default()),
            "frame" | "custom-shape" => self.in_title = false,
            "list" => drop(self.lists.pop()),
            "list-item" => self.label = None,
            _ => {}
        }
    }

    fn finish(&mut self, paragraph: Paragraph) {
        let Paragraph { text, mut level, is_title, boxes } = paragraph;
        if self.in_title {
            level = Some(1);
        }
        if is_title && !text.trim().is_empty() {
            self.title.get_or_insert_with(|| text.trim().to_string());
        }
        let lines = self.lines();
        lines.push(Line { text, level });
        lines.extend(boxes);
    }
}
