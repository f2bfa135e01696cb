//! Word (docx): the text of the body as it reads when all changes are accepted.
//!
//! Paragraphs, tables and text boxes come in the order of the file, footnotes and endnotes behind
//! them. Inserted text is kept, deleted and moved-away text is not; comments, headers, footers,
//! field codes, hidden text, prompts of empty form fields, phonetic guides and the table of contents
//! are left out: nobody wrote them as text, or they repeat what is there. A drawing that is stored
//! twice, for new and for old programs, counts once. Numbers of lists and articles, which Word does
//! not store, are counted by [`Numbering`]. Parts are found by their relations.
//!
//! Open paragraphs, cells and text boxes lie on stacks of our own, so nesting costs no recursion.

use std::collections::BTreeSet;

use super::diagram;
use super::lines::{Line, add_row, first_heading, write};
use super::numbering::Numbering;
use super::package::Package;
use super::properties;
use super::relations::Relations;
use super::styles::{Role, Styles, role_of_outline};
use super::symbols;
use super::xml::{Flow, Node, Tag, walk};
use crate::read::draft::Draft;

/// Cells and text boxes inside one another at most; their lines move up a level at a time.
const MAX_NESTING: usize = 100;

/// Reads a docx file that may unpack to `limit` bytes.
pub fn read(bytes: &[u8], limit: u64, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let mut package = Package::open(bytes, limit, log)?;
    let root = Relations::of(&mut package, "", log)?;
    let main = root.by_kind("officeDocument").unwrap_or("word/document.xml").to_string();
    let Some(body) = package.text(&main, log)? else {
        return Err(format!("it has no readable text (`{main}`)"));
    };
    let relations = Relations::of(&mut package, &main, log)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut part = |kind: &str, log: &mut Vec<String>| {
        let usual = format!("{folder}/{kind}.xml");
        package.text(relations.by_kind(kind).unwrap_or(&usual), log)
    };
    let mut story = Story {
        styles: Styles::new(&part("styles", log)?.unwrap_or_default()),
        numbering: Numbering::new(&part("numbering", log)?.unwrap_or_default()),
        ..Story::default()
    };
    story.read(&body, log);
    for kind in ["footnotes", "endnotes"] {
        if let Some(notes) = part(kind, log)? {
            story.blank();
            story.read(&notes, log);
        }
    }
    for id in std::mem::take(&mut story.diagrams) {
        if let Some(xml) = relations.by_id(&id).map(|p| package.text(p, log)).transpose()?.flatten()
        {
            story.blank();
            story.lines().extend(diagram::lines(&xml));
        }
    }
    if story.n_hidden > 0 {
        log.push(format!("{} characters of hidden text were left out", story.n_hidden));
    }
    if story.n_too_deep > 0 {
        log.push(format!("tables nested more than {MAX_NESTING} deep were left out"));
    }
    if story.n_embedded > 0 {
        log.push(format!("{} embedded files (altChunk) were left out", story.n_embedded));
    }
    let title = story.title.or_else(|| first_heading(&story.body));
    let text = write(&story.body);
    if text.is_empty() {
        return Err("it holds no text; if it shows pages, they are images".into());
    }
    let core = root.by_kind("core-properties").unwrap_or("docProps/core.xml");
    let fields = properties::of(&mut package, core, log)?;
    Ok(vec![properties::draft(text, title, fields)])
}

/// What is read so far.
#[derive(Default)]
struct Story {
    styles: Styles,
    numbering: Numbering,
    /// Finished lines of the document.
    body: Vec<Line>,
    /// Finished lines of every open cell and text box.
    inner: Vec<Vec<Line>>,
    paragraphs: Vec<Paragraph>,
    rows: Vec<Row>,
    /// Whether each open drawing has told its first variant.
    has_variant: Vec<bool>,
    in_properties: bool,
    in_row_properties: bool,
    in_run: bool,
    in_text: bool,
    is_prompt: bool,
    /// Text of a paragraph whose end was deleted: the next paragraph continues it.
    carried: String,
    /// Of the paragraphs that styles call title, the first.
    title: Option<String>,
    /// Relations of diagrams, whose text stands in parts of their own.
    diagrams: BTreeSet<String>,
    n_hidden: usize,
    n_too_deep: usize,
    n_embedded: usize,
}

/// An open paragraph.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    outline: Option<usize>,
    list: Option<String>,
    level: Option<usize>,
    is_run_hidden: bool,
    is_end_deleted: bool,
    /// Text boxes that hang on it.
    boxes: Vec<Line>,
}

/// An open row of a table.
#[derive(Default)]
struct Row {
    /// Finished cells.
    cells: Vec<Vec<Line>>,
    is_deleted: bool,
}

impl Story {
    /// The innermost open place for lines.
    fn lines(&mut self) -> &mut Vec<Line> {
        self.inner.last_mut().unwrap_or(&mut self.body)
    }

    fn blank(&mut self) {
        self.lines().push(Line::default());
    }

    /// Reads the body or the notes.
    fn read(&mut self, xml: &str, log: &mut Vec<String>) {
        let result = walk(xml, |node| match node {
            Node::Start(tag) => self.start(&tag),
            Node::End(name) => {
                self.end(name);
                Flow::Enter
            }
            Node::Text(text) => {
                if self.in_text {
                    self.add(text);
                }
                Flow::Enter
            }
        });
        if let Err(reason) = result {
            log.push(format!("the text is damaged: {reason}; it was read up to there"));
        }
        // What a damaged file left open ends here.
        while !self.paragraphs.is_empty() || !self.rows.is_empty() || !self.inner.is_empty() {
            self.end("p");
            self.end("tc");
            self.end("tr");
            self.end("txbxContent");
        }
        self.has_variant.clear();
        let rest = std::mem::take(&mut self.carried);
        self.lines().push(Line::body(rest));
    }

    fn start(&mut self, tag: &Tag<'_>) -> Flow {
        match tag.name {
            "p" => {
                let text = std::mem::take(&mut self.carried);
                self.paragraphs.push(Paragraph { text, ..Paragraph::default() });
            }
            "pPr" => self.in_properties = true,
            "r" => {
                self.in_run = true;
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.is_run_hidden = false;
                }
            }
            "t" => self.in_text = true,
            "tab" | "ptab" if !self.in_properties => self.add("\t"),
            "br" | "cr" if !self.in_properties => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            "sym" => {
                let code = tag.attr("char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                self.add(code.map(symbols::shown).unwrap_or_default());
            }
            "tr" => self.rows.push(Row::default()),
            "tc" | "txbxContent" if self.inner.len() >= MAX_NESTING => {
                self.n_too_deep += 1;
                return Flow::Skip;
            }
            "tc" | "txbxContent" => self.inner.push(Vec::new()),
            "AlternateContent" => self.has_variant.push(false),
            "Choice" | "Fallback" => {
                let told = self.has_variant.last_mut().map(|v| std::mem::replace(v, true));
                if told == Some(true) {
                    return Flow::Skip;
                }
            }
            "trPr" => self.in_row_properties = true,
            "del" | "moveFrom" => {
                if let (true, Some(paragraph)) = (self.in_properties, self.paragraphs.last_mut()) {
                    paragraph.is_end_deleted = true;
                } else if let (true, Some(row)) = (self.in_row_properties, self.rows.last_mut()) {
                    row.is_deleted = true;
                }
                return Flow::Skip;
            }
            "delText" | "instrText" | "delInstrText" | "rt" | "pPrChange" | "rPrChange"
            | "tblPrChange" | "trPrChange" | "tcPr" | "tblPr" | "sectPr" => return Flow::Skip,
            "footnote" | "endnote" if tag.attr("type").is_some_and(|t| t != "normal") => {
                return Flow::Skip;
            }
            "showingPlcHdr" => self.is_prompt = tag.is_on(),
            "sdtContent" if std::mem::take(&mut self.is_prompt) => return Flow::Skip,
            "altChunk" => self.n_embedded += 1,
            "relIds" => self.diagrams.extend(tag.prefixed("dm")),
            _ => self.property(tag),
        }
        Flow::Enter
    }

    fn property(&mut self, tag: &Tag<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let number = || tag.number("val").and_then(|n| usize::try_from(n).ok());
        match tag.name {
            "vanish" if self.in_run => paragraph.is_run_hidden = tag.is_on(),
            "pStyle" => paragraph.style = tag.attr("val").unwrap_or_default(),
            "outlineLvl" => paragraph.outline = number(),
            "numId" => paragraph.list = tag.attr("val"),
            "ilvl" => paragraph.level = number(),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        // Notes and cells hold text in paragraphs only; white space between elements is none.
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if paragraph.is_run_hidden {
            self.n_hidden += text.chars().filter(|c| !c.is_whitespace()).count();
            return;
        }
        match text {
            "\n" | "\t" => paragraph.text.push_str(text),
            text => paragraph.text.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c })),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "pPr" => self.in_properties = false,
            "t" => self.in_text = false,
            "r" => {
                self.in_run = false;
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.is_run_hidden = false;
                }
            }
            "p" => {
                (self.in_properties, self.in_run, self.in_text) = (false, false, false);
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.finish(paragraph);
                }
            }
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.cells.extend(self.inner.pop());
                }
            }
            "tr" => {
                if let Some(row) = self.rows.pop().filter(|row| !row.is_deleted) {
                    add_row(row.cells, self.lines());
                }
            }
            "tbl" => self.blank(),
            "trPr" => self.in_row_properties = false,
            "txbxContent" => {
                let lines = self.inner.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.extend(lines),
                    None => self.lines().extend(lines),
                }
            }
            "AlternateContent" => drop(self.has_variant.pop()),
            _ => {}
        }
    }

    fn finish(&mut self, mut paragraph: Paragraph) {
        let boxes = std::mem::take(&mut paragraph.boxes);
        if paragraph.is_end_deleted {
            self.carried = paragraph.text;
            self.lines().extend(boxes);
            return;
        }
        let role = match paragraph.outline {
            Some(level) => role_of_outline(level),
            None => self.styles.role(&paragraph.style),
        };
        if role == Role::Contents {
            return;
        }
        let label = if paragraph.text.trim().is_empty() { None } else { self.label(&paragraph) };
        let text = label.unwrap_or_default() + &paragraph.text;
        let line = match role {
            Role::Title => {
                let title = text.trim();
                if !title.is_empty() {
                    self.title.get_or_insert_with(|| title.to_string());
                }
                Line::heading(text, 1)
            }
            Role::Heading(level) => Line::heading(text, level),
            Role::Body | Role::Contents => Line::body(text),
        };
        let lines = self.lines();
        lines.push(line);
        lines.extend(boxes);
    }

    /// The number of a paragraph: its own list, else that of its style.
    fn label(&mut self, paragraph: &Paragraph) -> Option<String> {
        let styled = self.styles.list(&paragraph.style);
        let list = paragraph.list.as_deref().or(styled.map(|(list, _)| list))?;
        if list == "0" {
            return None;
        }
        let level = paragraph
            .level
            .or(styled.and_then(|(_, level)| level))
            .or_else(|| self.numbering.level_of_style(list, &paragraph.style))
            .unwrap_or(0);
        self.numbering.next(list, level)
    }
}
