//! How much text and prose each part of the page holds.
//!
//! Widths, not characters, are counted: a Chinese character says about as much as two letters. The
//! text that stands directly in a block element is judged together: it is prose when it is long
//! enough, mostly no link, and punctuated as sentences are. Running totals in document order give
//! the sum of any subtree by one subtraction.

use super::tree::{Tag, Tree};

/// Width from which an unlinked stretch with a mark of punctuation is prose.
const SENTENCE: u32 = 40;
/// Width from which it is prose without one.
const LONG: u32 = 120;

/// Widths of text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mass {
    /// All text.
    pub text: u32,
    /// Text inside links.
    pub linked: u32,
    /// Running text.
    pub prose: u32,
}

impl Mass {
    /// The share of text that stands in links.
    pub fn link_share(self) -> f64 {
        f64::from(self.linked) / f64::from(self.text.max(1))
    }
}

/// Masses of every subtree.
#[derive(Debug)]
pub struct Masses {
    totals: Vec<Mass>,
}

impl Masses {
    /// Measures what is not dropped.
    pub fn of(tree: &Tree, dropped: &[bool]) -> Self {
        let nodes = &tree.nodes;
        let mut own = vec![Mass::default(); nodes.len()];
        let mut marks = vec![0u32; nodes.len()];
        for (node, _) in nodes.iter().zip(dropped).filter(|(n, d)| n.tag == Tag::Text && !**d) {
            let (width, n_marks) = width(&node.text);
            let mass = &mut own[node.block];
            mass.text += width;
            mass.linked += if node.linked { width } else { 0 };
            marks[node.block] += n_marks;
        }
        for (i, mass) in own.iter_mut().enumerate() {
            let unlinked = mass.text - mass.linked;
            let is_long = unlinked >= LONG || unlinked >= SENTENCE && marks[i] > 0;
            let is_heading = matches!(nodes[i].tag, Tag::Heading(_));
            if is_long && mass.linked <= unlinked && !is_heading {
                mass.prose = unlinked;
            }
        }
        let mut totals = Vec::with_capacity(nodes.len() + 1);
        let mut sum = Mass::default();
        totals.push(sum);
        for mass in &own {
            sum.text += mass.text;
            sum.linked += mass.linked;
            sum.prose += mass.prose;
            totals.push(sum);
        }
        Self { totals }
    }

    /// Everything before a node.
    pub fn before(&self, node: usize) -> Mass {
        self.totals[node]
    }

    /// Everything below a node.
    pub fn of_subtree(&self, tree: &Tree, node: usize) -> Mass {
        let (before, after) = (self.totals[node], self.totals[tree.nodes[node].end]);
        Mass {
            text: after.text - before.text,
            linked: after.linked - before.linked,
            prose: after.prose - before.prose,
        }
    }
}

/// The width of a text without white space, and its marks of punctuation.
pub fn width(text: &str) -> (u32, u32) {
    let (mut width, mut marks) = (0u32, 0);
    for c in text.chars() {
        if c.is_whitespace() {
            continue;
        }
        width = width.saturating_add(if is_wide(c) { 2 } else { 1 });
        if matches!(
            c,
            '.' | '!'
                | '?'
                | ','
                | ';'
                | '。'
                | '！'
                | '？'
                | '，'
                | '；'
                | '、'
                | '．'
                | '।'
                | '،'
                | '؟'
                | '۔'
                | '։'
                | '።'
        ) {
            marks += 1;
        }
    }
    (width, marks)
}

/// Whether a character takes two columns.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}
