//! The page as a flat list: every element and text in document order, with the end of its subtree.
//!
//! html5ever (through dom_query) parses as browsers do, which mends whatever tags are missing. The
//! tree is then copied once into a vector in preorder: a subtree is a range, sums over subtrees are
//! differences of running totals, and nothing here recurses, however deep the page is. Elements
//! that never hold text to read (scripts, styles, form fields, ruby annotations) are left out.

use dom_query::{Document, NodeRef};

use super::names::{self, Hint};

/// An element or a piece of text.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// What its attributes say about it.
    pub hint: Hint,
    /// Index of its parent; the root is its own.
    pub parent: usize,
    /// One past its last descendant.
    pub end: usize,
    /// Index of the nearest block element that holds it, or of itself.
    pub block: usize,
    /// Whether it stands inside a link.
    pub linked: bool,
    /// Whether white space inside it is kept.
    pub preformatted: bool,
    /// Class and name as a number: siblings that look alike have the same.
    pub look: u64,
    /// The text, or the `datetime` of an element.
    pub text: String,
}

/// Kinds of elements as far as reading minds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Text.
    Text,
    /// A link.
    Link,
    /// A line break.
    Break,
    /// A rule.
    Rule,
    /// A heading and its level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// `article`.
    Article,
    /// `main`, or what has its role.
    Main,
    /// `body`.
    Body,
    /// A quotation.
    Quote,
    /// A picture with its caption.
    Figure,
    /// `time`.
    Time,
    /// Any other element that begins a line.
    Block,
    /// Any other element inside a line.
    Inline,
}

impl Tag {
    fn of(name: &str) -> Self {
        match name {
            "a" => Self::Link,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "p" => Self::Paragraph,
            "ul" | "ol" | "dl" | "menu" | "dir" => Self::List,
            "li" | "dd" | "dt" => Self::Item,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "article" => Self::Article,
            "main" => Self::Main,
            "body" => Self::Body,
            "blockquote" | "q" => Self::Quote,
            "figure" => Self::Figure,
            "time" => Self::Time,
            "address" | "aside" | "caption" | "center" | "details" | "dialog" | "div"
            | "fieldset" | "figcaption" | "footer" | "form" | "frameset" | "header" | "hgroup"
            | "html" | "legend" | "nav" | "noframes" | "pre" | "search" | "section" | "summary"
            | "tbody" | "tfoot" | "thead" | "listing" | "xmp" | "plaintext" => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether it begins a line.
    pub fn is_block(self) -> bool {
        !matches!(self, Self::Text | Self::Link | Self::Break | Self::Time | Self::Inline)
    }
}

/// Elements whose content is never read.
const UNREAD: [&str; 25] = [
    "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "embed",
    "applet", "canvas", "audio", "video", "map", "button", "select", "textarea", "datalist",
    "input", "progress", "meter", "rt", "rp", "link", "meta",
];

/// The body of a page in document order; the first node is its root.
#[derive(Debug)]
pub struct Tree {
    /// Every node.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// Copies what can be read of a page.
    pub fn of(page: &Document) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        // the way from the root: index of the copy, or None for nodes that are passed through
        let mut open: Vec<usize> = Vec::new();
        let mut next = page.root().first_child();
        while let Some(node) = next {
            let copied = copy(&node, &mut nodes, open.last().copied());
            next = match copied {
                Some(index) if nodes[index].tag != Tag::Text => node.first_child().inspect(|_| {
                    open.push(index);
                }),
                _ => None,
            };
            let mut last = node;
            while next.is_none() {
                next = last.next_sibling();
                if next.is_none() {
                    if open.pop().is_none() {
                        break;
                    }
                    let Some(parent) = last.parent() else { break };
                    last = parent;
                }
            }
        }
        for i in (1..nodes.len()).rev() {
            let (end, parent) = (nodes[i].end, nodes[i].parent);
            nodes[parent].end = nodes[parent].end.max(end);
        }
        Self { nodes }
    }

    /// Children of a node.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[node].end;
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.nodes[child].end;
            Some(child)
        })
    }

    /// The text of a subtree on one line.
    pub fn line(&self, node: usize) -> String {
        let mut text = String::new();
        for node in &self.nodes[node..self.nodes[node].end] {
            match node.tag {
                Tag::Text => text.push_str(&node.text),
                tag if tag.is_block() || tag == Tag::Break => text.push(' '),
                _ => {}
            }
        }
        crate::read::draft::one_line(&text)
    }
}

/// Copies a node behind the others; None where it holds nothing to read.
fn copy(node: &NodeRef, nodes: &mut Vec<Node>, parent: Option<usize>) -> Option<usize> {
    let index = nodes.len();
    let up = parent.unwrap_or(0);
    let (block, linked, preformatted) =
        nodes.get(up).map_or((0, false, false), |p| (p.block, p.linked, p.preformatted));
    let mut copied = Node {
        tag: Tag::Text,
        hint: Hint::None,
        parent: up,
        end: index + 1,
        block,
        linked,
        preformatted,
        look: 0,
        text: String::new(),
    };
    if node.is_text() {
        parent?;
        copied.text = node.text().to_string();
    } else {
        let element = node.element_ref()?;
        let name = element.name.local.as_ref();
        if UNREAD.contains(&name) {
            return None;
        }
        copied.tag = Tag::of(name);
        let attributes = names::Attributes::of(&element);
        copied.hint = attributes.hint(name);
        copied.look = attributes.look(name);
        if copied.tag == Tag::Block && attributes.is_main() {
            copied.tag = Tag::Main;
        }
        copied.linked |= copied.tag == Tag::Link && attributes.leads_away;
        copied.preformatted |= matches!(name, "pre" | "listing" | "xmp" | "plaintext");
        copied.text = attributes.datetime;
        if copied.tag.is_block() || parent.is_none() {
            copied.block = index;
        }
    }
    nodes.push(copied);
    Some(index)
}
