//! PowerPoint (pptx): the slides in the order of the show, each under its title.
//!
//! A slide's title is a heading; its other shapes follow as one reads them, from top to bottom and
//! from left to right, placeholders that stand where the layout puts them first. Shapes that are
//! grouped stay together. Tables are rows, diagrams their points. Numbers, dates, headers and footers
//! of slides are left out; so is what only masters and layouts show. The speaker's notes are kept,
//! behind the slide they belong to and without a label: they are the words that were spoken, and a
//! label would come back on every slide. Hidden slides are kept too.

use std::collections::BTreeSet;

use super::diagram;
use super::lines::{Line, add_row, write};
use super::package::Package;
use super::properties;
use super::relations::Relations;
use super::xml::{Flow, Node, Tag, walk};
use crate::read::draft::Draft;

/// Shapes whose tops differ by less stand in one row: a quarter of an inch, in the file's units.
const ROW: i64 = 228_600;
/// Groups inside one another at most; their lines move up a level at a time.
const MAX_NESTING: usize = 100;

/// Reads a pptx file that may unpack to `limit` bytes.
pub fn read(bytes: &[u8], limit: u64, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let mut package = Package::open(bytes, limit, log)?;
    let root = Relations::of(&mut package, "", log)?;
    let (mut lines, mut title) = (Vec::new(), None);
    for (i, part) in slides(&mut package, &root, log)?.iter().enumerate() {
        let Some(xml) = package.text(part, log)? else {
            log.push(format!("slide {} (`{part}`) is missing", i + 1));
            continue;
        };
        let mut slide = Slide::read(&xml, part, false, log);
        let relations = Relations::of(&mut package, part, log)?;
        for id in std::mem::take(&mut slide.diagrams) {
            if let Some(part) = relations.by_id(&id)
                && let Some(xml) = package.text(part, log)?
            {
                slide.lines.extend(diagram::lines(&xml));
            }
        }
        if i == 0 {
            title = slide.title;
        }
        lines.append(&mut slide.lines);
        lines.push(Line::default());
        if let Some(part) = relations.by_kind("notesSlide")
            && let Some(xml) = package.text(part, log)?
        {
            lines.append(&mut Slide::read(&xml, part, true, log).lines);
            lines.push(Line::default());
        }
    }
    let text = write(&lines);
    if text.is_empty() {
        return Err("its slides hold no text; if they show some, it is in images".into());
    }
    let core = root.by_kind("core-properties").unwrap_or("docProps/core.xml");
    let fields = properties::of(&mut package, core, log)?;
    Ok(vec![properties::draft(text, title, fields)])
}

/// The parts that hold the slides, in order; all there are where the list of them is lost.
fn slides(
    package: &mut Package<'_>,
    root: &Relations,
    log: &mut Vec<String>,
) -> Result<Vec<String>, String> {
    let main = root.by_kind("officeDocument").unwrap_or("ppt/presentation.xml");
    let xml = package.text(main, log)?.unwrap_or_default();
    let relations = Relations::of(package, main, log)?;
    let (mut parts, mut seen) = (Vec::new(), BTreeSet::new());
    let _ = walk(&xml, |node| {
        if let Node::Start(tag) = node
            && tag.name == "sldId"
            && let Some(part) = tag.prefixed("id").as_deref().and_then(|id| relations.by_id(id))
            && seen.insert(part.to_string())
        {
            parts.push(part.to_string());
        }
        Flow::Enter
    });
    if parts.is_empty() {
        let is_slide = |name: &&str| name.starts_with("ppt/slides/slide");
        parts = package.names().filter(is_slide).map(String::from).collect();
        // slide2 stands before slide10
        parts.sort_by_key(|name| (name.len(), name.clone()));
    }
    Ok(parts)
}

/// What a slide, or the page of its notes, holds.
#[derive(Default)]
struct Slide {
    lines: Vec<Line>,
    title: Option<String>,
    diagrams: BTreeSet<String>,
}

/// An open shape or group; the outermost is the slide itself.
#[derive(Default)]
struct Shape {
    is_group: bool,
    /// Where its upper left corner is, if the slide says so.
    corner: Option<(i64, i64)>,
    /// The kind of placeholder it is.
    placeholder: Option<String>,
    lines: Vec<Line>,
    /// Finished shapes inside a group.
    inner: Vec<Shape>,
}

impl Shape {
    fn is_title(&self) -> bool {
        matches!(self.placeholder.as_deref(), Some("title" | "ctrTitle"))
    }

    /// Numbers, dates and the like.
    fn is_furniture(&self) -> bool {
        matches!(self.placeholder.as_deref(), Some("sldNum" | "dt" | "ftr" | "hdr" | "sldImg"))
    }
}

/// The state of reading a slide.
#[derive(Default)]
struct Reading {
    shapes: Vec<Shape>,
    cells: Vec<Vec<Line>>,
    cell: Option<Vec<Line>>,
    text: String,
    in_text: bool,
    has_variant: Vec<bool>,
    diagrams: BTreeSet<String>,
}

impl Slide {
    /// Reads a slide; of a page of notes only the notes.
    fn read(xml: &str, part: &str, is_notes: bool, log: &mut Vec<String>) -> Self {
        let mut reading = Reading { shapes: vec![Shape::default()], ..Reading::default() };
        let result = walk(xml, |node| match node {
            Node::Start(tag) => reading.start(&tag),
            Node::End(name) => {
                reading.end(name);
                Flow::Enter
            }
            Node::Text(text) => {
                if reading.in_text {
                    reading.text.push_str(text);
                }
                Flow::Enter
            }
        });
        if let Err(reason) = result {
            log.push(format!("`{part}` is damaged: {reason}; it was read up to there"));
        }
        reading.end_paragraph();
        while reading.shapes.len() > 1 {
            reading.end("tr");
            reading.end("sp");
        }
        let mut shapes = reading.shapes.pop().map(|slide| slide.inner).unwrap_or_default();
        shapes.retain(|shape| match is_notes {
            true => shape.placeholder.as_deref() == Some("body"),
            false => !shape.is_furniture(),
        });
        let title = shapes.iter().find(|s| s.is_title()).map(|shape| {
            let words: Vec<&str> = shape.lines.iter().map(|line| line.text.as_str()).collect();
            words.join(" ")
        });
        Self { lines: in_reading_order(shapes), title, diagrams: reading.diagrams }
    }
}

impl Reading {
    fn start(&mut self, tag: &Tag<'_>) -> Flow {
        match tag.name {
            "sp" | "cxnSp" | "pic" | "graphicFrame" | "grpSp" => {
                if self.shapes.len() > MAX_NESTING {
                    return Flow::Skip;
                }
                self.shapes.push(Shape { is_group: tag.name == "grpSp", ..Shape::default() });
            }
            "ph" => {
                if let Some(shape) = self.shapes.last_mut() {
                    shape.placeholder = Some(tag.attr("type").unwrap_or_else(|| "obj".into()));
                }
            }
            "off" => {
                let corner = tag.number("x").zip(tag.number("y"));
                if let Some(shape) = self.shapes.last_mut().filter(|s| s.corner.is_none()) {
                    shape.corner = corner;
                }
            }
            "tc" => self.cell = Some(Vec::new()),
            "t" => self.in_text = true,
            "br" => self.text.push('\n'),
            "fld" => {
                let kind = tag.attr("type").unwrap_or_default();
                if kind.starts_with("slidenum") || kind.starts_with("datetime") {
                    return Flow::Skip;
                }
            }
            "AlternateContent" => self.has_variant.push(false),
            "Choice" | "Fallback" => {
                let told = self.has_variant.last_mut().map(|v| std::mem::replace(v, true));
                if told == Some(true) {
                    return Flow::Skip;
                }
            }
            "relIds" => self.diagrams.extend(tag.prefixed("dm")),
            _ => {}
        }
        Flow::Enter
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" => self.cells.extend(self.cell.take()),
            "tr" => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(shape) = self.shapes.last_mut() {
                    add_row(cells, &mut shape.lines);
                }
            }
            "sp" | "cxnSp" | "pic" | "graphicFrame" | "grpSp" if self.shapes.len() > 1 => {
                if let (Some(mut shape), Some(outer)) = (self.shapes.pop(), self.shapes.last_mut())
                {
                    if shape.is_group {
                        let inner = std::mem::take(&mut shape.inner);
                        shape.lines = in_reading_order(inner);
                    }
                    outer.inner.push(shape);
                }
            }
            "AlternateContent" => drop(self.has_variant.pop()),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.in_text = false;
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let lines = match (&mut self.cell, self.shapes.last_mut()) {
            (Some(cell), _) => cell,
            (None, Some(shape)) => &mut shape.lines,
            (None, None) => return,
        };
        lines.push(Line::body(text));
    }
}

/// The lines of shapes: the title, what stands where the layout puts it, then row by row.
fn in_reading_order(mut shapes: Vec<Shape>) -> Vec<Line> {
    shapes.retain(|shape| !shape.lines.is_empty());
    // Stable: shapes of one place keep the order of the file.
    shapes.sort_by_key(|shape| (!shape.is_title(), shape.corner.map(|(x, y)| (y, x))));
    let mut top = i64::MIN;
    let mut row = 0usize;
    let mut keys: Vec<(usize, i64)> = Vec::with_capacity(shapes.len());
    for shape in &shapes {
        let (x, y) = shape.corner.filter(|_| !shape.is_title()).unwrap_or((0, i64::MIN));
        if y.saturating_sub(top) >= ROW {
            (top, row) = (y, row + 1);
        }
        keys.push((row, x));
    }
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by_key(|&i| keys.get(i).copied());
    let mut lines = Vec::new();
    for i in order {
        let Some(shape) = shapes.get_mut(i) else { continue };
        if shape.is_title() {
            let words: Vec<&str> = shape.lines.iter().map(|line| line.text.as_str()).collect();
            lines.push(Line::heading(words.join(" "), 1));
        } else {
            lines.append(&mut shape.lines);
        }
    }
    lines
}
