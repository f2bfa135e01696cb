//! Web pages: the main text without menus, notices and links.
//!
//! ```text
//! page ─nesting▶ tame page ─html5ever▶ tree ─prune▶ main part ─write▶ blocks ─trim▶ text
//!                                        └ metadata ▶ title, date, source, site, author
//! ```
//!
//! dom_query only parses; the choice of the text is ours, because on 241 pages with a gold standard
//! (`benches/peers/main_text.py`) it keeps and drops more of the right strings than readability and
//! trafilatura do. The text is found by structure: how much prose and how many links an element
//! holds ([`measure`], [`prune`]), with the words of classes and ids as hints ([`names`]). What
//! comes out is the document's source, a block a paragraph: offsets count its characters, not those
//! of the markup. A page on which nothing looks like an article gives all its visible text.

mod measure;
mod metadata;
mod names;
mod nesting;
mod prune;
mod tree;
mod trim;
mod write;

#[cfg(test)]
mod tests;

use dom_query::Document;

use self::measure::width;
use self::tree::{Tag, Tree};
use self::write::Block;
use crate::read::dateline::{self, Dateline};
use crate::read::dates;
use crate::read::draft::Draft;
use crate::read::format::{Content, Format};

/// Blocks below the title among which the publication line is looked for.
const HEAD_BLOCKS: usize = 12;
/// Width from which a block below the title is running text.
const PROSE: u32 = 80;

/// Width from which a line between title and text is its lead.
const LEAD: u32 = 40;
/// The same where it has no mark of punctuation.
const LONG_LEAD: u32 = 60;

/// Web pages.
pub struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml"]
    }

    fn declares_encoding(&self) -> bool {
        true
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        read(content.take_text(log)?, log)
    }
}

/// Reads a decoded page.
fn read(text: String, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let (page, is_flat) = nesting::tame(&text);
    if is_flat {
        log.push("its elements are nested too deep; read without telling text from menus".into());
    }
    let page = Document::from(page.as_ref());
    let tree = Tree::of(&page);
    let headings: Vec<String> = (0..tree.nodes.len())
        .filter(|&i| tree.nodes[i].tag == Tag::Heading(1))
        .map(|i| tree.line(i))
        .filter(|h| !h.is_empty())
        .collect();
    let metadata = metadata::of(&page, &headings);
    let (part, blocks) = main_text(&tree, metadata.title.as_deref());
    if blocks.is_empty() {
        return Err("the page holds no text".into());
    }
    let mut draft = Draft::whole(source(&blocks));
    let dateline = publication_line(&tree, part, &blocks, metadata.title.as_deref());
    let fields = [
        ("title", metadata.title),
        ("date", metadata.date),
        ("source", metadata.source),
        ("site", metadata.site),
        ("author", metadata.author),
    ];
    for (key, value) in fields {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            draft.fields.insert(key.into(), value);
        }
    }
    draft.add_dateline(dateline);
    let site = draft.fields.get("site").cloned();
    draft.add_dateline(Dateline { date: None, source: site });
    Ok(vec![draft])
}

/// The part of the page that holds the main text, and its blocks.
fn main_text(tree: &Tree, title: Option<&str>) -> (usize, Vec<Block>) {
    if tree.nodes.is_empty() {
        return (0, Vec::new());
    }
    let dropped = prune::furniture(tree);
    let part = prune::main_part(tree, &dropped);
    let mut blocks = head(tree, &dropped, part, title);
    blocks.extend(write::blocks(tree, part, &dropped));
    let blocks = trim::below_title(trim::trim(blocks), title);
    if !blocks.is_empty() {
        return (part, blocks);
    }
    (0, write::blocks(tree, 0, &vec![false; tree.nodes.len()]))
}

/// The title and the lead, where they stand before the part that holds the rest.
fn head(tree: &Tree, dropped: &[bool], part: usize, title: Option<&str>) -> Vec<Block> {
    let nodes = &tree.nodes;
    let level = |i: usize| match nodes[i].tag {
        Tag::Heading(level) if !dropped[i] => Some(level),
        _ => None,
    };
    let is_title = |i: &usize| {
        level(*i).is_some() && title.is_some_and(|title| tree.line(*i).starts_with(title))
    };
    if (part..nodes[part].end).any(|i| is_title(&i) || level(i) == Some(1)) {
        return Vec::new();
    }
    let is_high = |i: &usize| level(*i).is_some_and(|level| level <= 2);
    let start = (0..part).rev().find(is_title).or_else(|| (0..part).rev().find(is_high));
    let Some(start) = start else { return Vec::new() };
    let is_before = |block: &Block| (start..part).contains(&block.node);
    let is_lead = |block: &Block| {
        block.node == start
            || block.link_share() < 0.3
                && (block.width >= LONG_LEAD
                    || block.width >= LEAD && (block.heading.is_some() || width(&block.text).1 > 0))
    };
    let blocks = write::blocks(tree, 0, dropped).into_iter();
    blocks.filter(|b| is_before(b) && is_lead(b)).collect()
}

/// The blocks with a blank line between them.
fn source(blocks: &[Block]) -> String {
    let mut source = String::new();
    for block in blocks {
        if !source.is_empty() {
            source.push_str("\n\n");
        }
        source.push_str(block.text.trim_end());
    }
    source.push('\n');
    source
}

/// The publication line between the title and the running text, wherever it stands in the page.
/// Lines that name different days are those of a list: then no day is taken.
fn publication_line(tree: &Tree, part: usize, blocks: &[Block], title: Option<&str>) -> Dateline {
    let first = blocks.iter().find(|b| b.heading.is_none() && b.width > PROSE).or(blocks.first());
    let first = first.map_or(part, |b| b.node);
    let all = write::blocks(tree, 0, &vec![false; tree.nodes.len()]);
    let end = all.iter().position(|b| b.node >= first).unwrap_or(all.len());
    let head = &all[..end];
    let is_title = |b: &Block| title.is_some_and(|title| b.text.contains(title));
    let start = head.iter().rposition(is_title).unwrap_or(end.saturating_sub(HEAD_BLOCKS / 4));
    let lines = head[start..].iter().take(HEAD_BLOCKS).chain(blocks.iter().take(HEAD_BLOCKS / 4));
    let found = lines.flat_map(|b| b.text.lines()).map(dateline::find);
    let (mut dates, mut sources) = (Vec::new(), Vec::new());
    let lone = head[start..].iter().take(HEAD_BLOCKS).filter_map(lone_date);
    for line in found.chain(lone) {
        dates.extend(line.date);
        sources.extend(line.source);
    }
    dates.sort();
    dates.dedup();
    dates.truncate(2);
    Dateline { date: dates.pop().filter(|_| dates.is_empty()), source: sources.into_iter().next() }
}

/// A full date between spaces in a short line without punctuation: `清河网 2023-08-17 10:20`.
fn lone_date(block: &Block) -> Option<Dateline> {
    let text = block.text.trim();
    if block.width > PROSE || width(text).1 > 0 {
        return None;
    }
    let starts = text.match_indices(char::is_whitespace).map(|(i, space)| i + space.len());
    let found = std::iter::once(0).chain(starts).find_map(|start| {
        let (date, used) = dates::at_start(&text[start..]).filter(|(date, _)| date.day > 0)?;
        let rest = &text[start + used..];
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| date.to_string())
    });
    found.map(|date| Dateline { date: Some(date), source: None })
}
