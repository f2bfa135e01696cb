//! Web pages: the main text without menus, notices and links.
//!
//! ```text
//! page ─nesting▶ tame page ─html5ever▶ tree ─prune▶ main part ─write▶ blocks ─trim▶ text
//!        └ metadata, title, published ▶ title, date, source, site, author
//! ```
//!
//! dom_query only parses; the choice of the text is ours, because on 241 pages with a gold standard
//! (`benches/peers/main_text.py`) it keeps and drops more of the right strings than readability and
//! trafilatura do. The text is found by structure: how much prose and how many links an element
//! holds ([`measure`], [`prune`]), with the words of classes and ids as hints ([`names`]). What
//! comes out is the document's source, a block a paragraph: offsets count its characters, not those
//! of the markup. A page on which nothing looks like an article gives all its visible text.

mod edges;
mod measure;
mod metadata;
mod names;
mod nesting;
mod prune;
mod published;
mod title;
mod tree;
mod trim;
mod write;

#[cfg(test)]
mod pages;
#[cfg(test)]
mod tests;

use dom_query::Document;
use rustc_hash::FxHashSet;

use self::measure::width;
use self::published::PROSE;
use self::title::is_title;
use self::tree::Tree;
use self::write::Block;
use crate::read::dateline::{self, Dateline};
use crate::read::draft::Draft;
use crate::read::format::{Content, Format};

/// Width from which a line between title and text is its lead.
const LEAD: u32 = 40;
/// The same where it has no mark of punctuation.
const LONG_LEAD: u32 = 60;

/// Width from which a line of links is an entry of a list, not of a menu.
const ENTRY: u32 = 16;
/// Entries from which a page is a list.
const ENTRIES: usize = 5;

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
    if tree.nodes.is_empty() {
        return Err("the page holds no text".into());
    }
    let metadata = metadata::of(&page);
    let shown = write::blocks(&tree, 0, &vec![false; tree.nodes.len()]);
    let dropped = prune::furniture(&tree);
    let part = prune::main_part(&tree, &dropped);
    let text = first_of_text(&tree, &shown, &dropped, part);
    let site = metadata.site.clone();
    let title = title::choose(&metadata.titles, site.as_deref(), &shown, text);
    let mut blocks = main_text(&tree, &shown, &dropped, part, title.as_deref());
    if let Some(listed) = list_of_links(&tree, &blocks) {
        log.push("it is a list of links to other pages, which are given as its text".into());
        blocks = listed;
    }
    if blocks.is_empty() {
        return Err("the page holds no text".into());
    }
    let (source, left_out) = source(&blocks, &shown);
    let mut draft = Draft { left_out, ..Draft::whole(source) };
    let fields = [
        ("title", title.clone()),
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
    draft.add_dateline(published::above_text(&shown, text, title.as_deref()));
    let end = shown.iter().rposition(|b| b.node < tree.nodes[part].end).map_or(0, |i| i + 1);
    draft.add_dateline(published::below_text(&shown, end));
    let marked = published::time_above_text(&tree, &shown, text, title.as_deref().unwrap_or(""));
    draft.add_dateline(Dateline { date: marked.or(metadata.late_date), source: site });
    Ok(vec![draft])
}

/// Which line of the page its text begins with: the first running text of the main part.
fn first_of_text(tree: &Tree, shown: &[Block], dropped: &[bool], part: usize) -> usize {
    let kept = |b: &&Block| (part..tree.nodes[part].end).contains(&b.node) && !dropped[b.node];
    let mut lines = shown.iter().filter(kept);
    let first = lines.clone().find(|b| b.heading.is_none() && b.width > PROSE);
    let node = first.or(lines.next()).map_or(part, |b| b.node);
    shown.iter().position(|b| b.node >= node).unwrap_or(shown.len())
}

/// The blocks of the main text.
fn main_text(
    tree: &Tree,
    shown: &[Block],
    dropped: &[bool],
    part: usize,
    title: Option<&str>,
) -> Vec<Block> {
    let mut blocks = write::blocks(tree, part, dropped);
    let mut above = head(tree, shown, dropped, part, &blocks, title);
    above.append(&mut blocks);
    let end = shown.iter().rposition(|b| b.node < tree.nodes[part].end).map_or(0, |i| i + 1);
    let blocks = trim::below_title(trim::trim(above), title);
    let mut blocks = edges::without_promotion(edges::up_to_credit(blocks));
    blocks.extend(edges::attachments(&shown[end..]));
    if blocks.is_empty() { shown.to_vec() } else { blocks }
}

/// The lines of a page that is a list of links to others, beside which it holds hardly anything.
fn list_of_links(tree: &Tree, blocks: &[Block]) -> Option<Vec<Block>> {
    let listed = write::blocks(tree, 0, &prune::named(tree));
    let weigh = |blocks: &[Block]| blocks.iter().map(|b| b.width).sum::<u32>();
    let n_links = listed.iter().filter(|b| b.link_share() > 0.5 && b.width >= ENTRY).count();
    let is_list = n_links >= ENTRIES && weigh(blocks) * 3 < weigh(&listed);
    (is_list && !blocks.iter().any(trim::is_prose)).then_some(listed)
}

/// The title and the lead, where they stand before the part that holds the rest.
fn head(
    tree: &Tree,
    shown: &[Block],
    dropped: &[bool],
    part: usize,
    blocks: &[Block],
    title: Option<&str>,
) -> Vec<Block> {
    let first = blocks.first().map_or(part, |b| b.node.max(part));
    let is_title = |b: &&Block| title.is_some_and(|title| is_title(b, title));
    if blocks.iter().any(|b| is_title(&b) || b.heading == Some(1)) {
        return Vec::new();
    }
    let before: Vec<&Block> = shown.iter().filter(|b| b.node < first).collect();
    let is_high = |b: &&&Block| b.heading.is_some_and(|level| level <= 2) && !dropped[b.node];
    let start = before.iter().copied().rfind(is_title).or(before.iter().rfind(is_high).copied());
    let Some(start) = start else { return Vec::new() };
    let is_lead = |block: &Block| {
        block.node > start.node
            && block.node < part
            && block.link_share() < 0.3
            && dateline::find(&block.text) == Dateline::default()
            && (block.width >= LONG_LEAD
                || block.width >= LEAD && (block.heading.is_some() || width(&block.text).1 > 0))
    };
    let mut head = vec![start.clone()];
    head.extend(write::blocks(tree, 0, dropped).into_iter().filter(is_lead));
    head
}

/// The blocks with a blank line between them, and the lines of the page that are in none of them,
/// each with the byte of the text where it stood.
fn source(blocks: &[Block], shown: &[Block]) -> (String, Vec<(usize, String)>) {
    let mut source = String::new();
    let mut left_out = Vec::new();
    // Both are in the order of the page.
    let mut shown = shown.iter().peekable();
    let is_kept: FxHashSet<&str> = blocks.iter().flat_map(|b| lines(&b.text)).collect();
    for block in blocks {
        while let Some(other) = shown.next_if(|other| other.node < block.node) {
            let out = lines(&other.text).filter(|line| !is_kept.contains(line));
            left_out.extend(out.map(|line| (source.len(), line.to_string())));
        }
        if !source.is_empty() {
            source.push_str("\n\n");
        }
        source.push_str(block.text.trim_end());
    }
    let rest = shown.flat_map(|other| lines(&other.text)).filter(|line| !is_kept.contains(line));
    left_out.extend(rest.map(|line| (source.len(), line.to_string())));
    source.push('\n');
    (source, left_out)
}

/// The lines of a block that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
