//! The main text as lines: a block a paragraph, a blank line between blocks.

use super::measure::width;
use super::tree::{Node, Tag, Tree};

/// A stretch of text that stands on its own.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Its text; line breaks are those of the page.
    pub text: String,
    /// The level of a heading.
    pub heading: Option<u8>,
    /// Whether it is an item of a list.
    pub is_item: bool,
    /// Width of its text.
    pub width: u32,
    /// Width of its text in links.
    pub linked: u32,
    /// The element it stands in.
    pub node: usize,
}

impl Block {
    /// The share of its text that stands in links.
    pub fn link_share(&self) -> f64 {
        f64::from(self.linked) / f64::from(self.width.max(1))
    }
}

/// The blocks of a part of the page.
pub fn blocks(tree: &Tree, part: usize, dropped: &[bool]) -> Vec<Block> {
    let mut writer = Writer::default();
    // ends of the block elements that are open
    let mut open: Vec<(usize, Tag)> = Vec::new();
    let end = tree.nodes[part].end;
    for (i, node) in tree.nodes.iter().enumerate().take(end).skip(part) {
        while let Some(&(_, tag)) = open.last().filter(|(end, _)| *end <= i) {
            open.pop();
            if tag != Tag::Cell {
                writer.close();
            }
        }
        if dropped[i] {
            continue;
        }
        match node.tag {
            Tag::Text => writer.push(node, &open, node.block),
            Tag::Break => writer.line_break(),
            Tag::Cell if is_plain_cell(tree, i) => {
                writer.gap = true;
                open.push((node.end, Tag::Cell));
            }
            tag if tag.is_block() => {
                writer.close();
                open.push((node.end, if tag == Tag::Cell { Tag::Block } else { tag }));
            }
            _ => {}
        }
    }
    writer.close();
    writer.blocks
}

/// Whether a cell belongs on one line with its neighbours: little text, no blocks in it.
fn is_plain_cell(tree: &Tree, cell: usize) -> bool {
    let node = &tree.nodes[cell];
    let row = &tree.nodes[node.parent];
    let simple =
        |n: &Node| !n.tag.is_block() || matches!(n.tag, Tag::Cell | Tag::Row | Tag::Paragraph);
    row.tag == Tag::Row
        && row.end - node.parent < 400
        && tree.nodes[node.parent..row.end].iter().all(simple)
        && tree.nodes[node.parent..row.end].iter().map(|n| n.text.len()).sum::<usize>() < 1200
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    current: Block,
    /// Whether white space stands between what was written and what follows.
    space: bool,
    /// Whether a cell ends between them.
    gap: bool,
}

impl Writer {
    fn push(&mut self, node: &Node, open: &[(usize, Tag)], holder: usize) {
        let (width, _) = width(&node.text);
        if width == 0 {
            self.space |= !node.text.is_empty();
            if node.preformatted && node.text.contains('\n') {
                self.line_break();
            }
            return;
        }
        if self.current.width == 0 {
            self.current.node = holder;
            self.current.heading = open.iter().rev().find_map(|(_, tag)| match tag {
                Tag::Heading(level) => Some(*level),
                _ => None,
            });
            self.current.is_item = open.iter().any(|(_, tag)| *tag == Tag::Item);
        }
        self.current.width += width;
        self.current.linked += if node.linked { width } else { 0 };
        for c in node.text.chars() {
            if node.preformatted && c == '\n' {
                self.line_break();
            } else if c.is_whitespace() && c != '\u{3000}' {
                self.space = true;
            } else {
                let text = &mut self.current.text;
                if std::mem::take(&mut self.gap) && !text.is_empty() {
                    text.push('\t');
                } else if self.space && !text.is_empty() && !text.ends_with(['\n', '\t']) {
                    text.push(' ');
                }
                self.space = false;
                text.push(c);
            }
        }
    }

    fn line_break(&mut self) {
        self.space = false;
        if !self.current.text.is_empty() {
            self.current.text.push('\n');
        }
    }

    fn close(&mut self) {
        self.space = false;
        self.gap = false;
        let block = std::mem::take(&mut self.current);
        if block.width > 0 {
            self.blocks.push(block);
        }
    }
}
