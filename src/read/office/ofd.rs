//! OFD, the fixed-layout format of Chinese public bodies (GB/T 33190): a ZIP of pages in XML.
//!
//! A page is text objects, each with its place; those of one height make a line, from left to right.
//! What is written is the lines of the page as they stand, as for other pages of print; cleaning
//! joins what they break. Templates, which repeat on every page, are left out.

use super::lines::{Line, write};
use super::package::Package;
use super::properties;
use super::relations::joined;
use super::xml::{Flow, Node, walk};
use crate::read::draft::Draft;

/// Objects whose tops differ by less stand in one line, in hundredths of a millimetre.
const LINE: i64 = 150;
/// A gap between objects that is wider than this share of their height is a space.
const GAP: i64 = 2;

/// Reads an OFD file that may unpack to `limit` bytes.
pub fn read(bytes: &[u8], limit: u64, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let mut package = Package::open(bytes, limit, log)?;
    let entry = package.text("OFD.xml", log)?.unwrap_or_default();
    let mut lines = Vec::new();
    for root in named(&entry, "DocRoot", "") {
        let document = package.text(&root, log)?.unwrap_or_default();
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        for page in named(&document, "Page", folder) {
            match package.text(&page, log)? {
                Some(xml) => add_page(&xml, &mut lines),
                None => log.push(format!("the page `{page}` is missing")),
            }
            lines.push(Line::default());
        }
    }
    let text = write(&lines);
    if text.is_empty() {
        return Err("its pages hold no text; they are images".into());
    }
    Ok(vec![properties::draft(text, None, properties::from_xml(&entry))])
}

/// The parts that elements of this name give as content or as `BaseLoc`.
fn named(xml: &str, element: &str, folder: &str) -> Vec<String> {
    let (mut parts, mut is_open) = (Vec::new(), false);
    let _ = walk(xml, |node| {
        match node {
            Node::Start(tag) if tag.name == element => {
                parts.extend(tag.attr("BaseLoc").map(|path| joined(folder, &path)));
                is_open = true;
            }
            Node::Text(path) if is_open && !path.trim().is_empty() => {
                parts.push(joined(folder, path.trim()));
            }
            Node::End(name) if name == element => is_open = false,
            _ => {}
        }
        Flow::Enter
    });
    parts
}

/// A text object and its box: left, top, width, height.
#[derive(Default)]
struct Object {
    place: [i64; 4],
    text: String,
}

fn add_page(xml: &str, lines: &mut Vec<Line>) {
    let (mut objects, mut in_code): (Vec<Object>, bool) = (Vec::new(), false);
    let _ = walk(xml, |node| {
        match node {
            Node::Start(tag) if tag.name == "TextObject" => {
                let mut place = [0; 4];
                let boundary = tag.attr("Boundary").unwrap_or_default();
                for (to, from) in place.iter_mut().zip(boundary.split_whitespace()) {
                    *to = (from.parse::<f64>().unwrap_or(0.0) * 100.0) as i64;
                }
                objects.push(Object { place, text: String::new() });
            }
            Node::Start(tag) if tag.name == "TextCode" => in_code = true,
            Node::End("TextCode") => in_code = false,
            Node::Text(text) if in_code => {
                if let Some(object) = objects.last_mut() {
                    object.text.push_str(text);
                }
            }
            _ => {}
        }
        Flow::Enter
    });
    objects.sort_by_key(|object| object.place[1]);
    let mut rows: Vec<Vec<Object>> = Vec::new();
    for object in objects {
        let top = rows.last().and_then(|row| row.first()).map(|first| first.place[1]);
        match rows.last_mut() {
            Some(row) if top.is_some_and(|top| object.place[1].saturating_sub(top) < LINE) => {
                row.push(object);
            }
            _ => rows.push(vec![object]),
        }
    }
    for mut row in rows {
        row.sort_by_key(|object| object.place[0]);
        let (mut text, mut end) = (String::new(), i64::MAX);
        for Object { place: [left, _, width, height], text: words } in row {
            if left.saturating_sub(end) > height / GAP {
                text.push(' ');
            }
            text.push_str(&words);
            end = left.saturating_add(width);
        }
        lines.push(Line::body(text));
    }
}
