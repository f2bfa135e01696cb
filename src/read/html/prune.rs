//! What is certainly no main text, and the part of the page that holds it.
//!
//! Three steps, each by structure: elements whose name or role says furniture go, unless they hold
//! a large part of the page's prose; lists of teasers and links go; then the way leads down from
//! the body as long as one child holds nearly all prose.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap as HashMap;

use super::measure::Masses;
use super::names::Hint;
use super::tree::{Tag, Tree};

/// Width of visible prose below which hidden text counts too.
const UNFOLDED: u32 = 300;
/// Share of the page's prose above which an element named as furniture is kept.
const PROTECTED: f64 = 0.6;
/// Width of prose that may be a text of its own, however long the comments on it are.
const TEXT: u32 = 150;
/// Share of prose that must be left when all furniture of a kind has gone.
const LEFT: f64 = 0.2;
/// The same for weak hints.
const WEAKLY_PROTECTED: f64 = 0.15;
/// Width of prose above which a weak hint is not believed.
const WEAK_PROSE: u32 = 300;
/// Width below which an element with a linked heading may be a teaser.
const TEASER: u32 = 700;
/// Share of the prose with which an element marked as the article is the main part.
const MARKED: f64 = 0.6;
/// Share of the prose with which a child stands for its parent.
const NEARLY_ALL: f64 = 0.95;
/// Share of links above which a list or block of some length is a menu.
const MENU: f64 = 0.6;

/// The words of a link that only call to press it.
static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^[\s>＞》»【\[(（…]*(?:",
        r"返回[^，。]{1,10}[，,]?\s*查看更多|点击(?:这里|此处)?(?:查看|进入|阅读|下载|观看|投票|报名)\S{0,6}|",
        r"(?:查看|阅读|加载|展开)(?:更多|全文|原文|详情)|更多(?:精彩|内容|详情|新闻)?|",
        r"(?:read|see|show|view) more|continue reading|weiterlesen|mehr lesen|lire la suite|",
        r"leer más|leia mais|leggi tutto|czytaj (?:więcej|dalej)|więcej|lees meer",
        r")[\s>＞》»】\])）….→]*$"
    ))
    .ok()
});

/// Which nodes are left out: what is named as furniture, and menus, teasers and calls to press.
pub fn furniture(tree: &Tree) -> Vec<bool> {
    let mut dropped = named(tree);
    let masses = Masses::of(tree, &dropped);
    let teasers = Teasers::of(tree, &masses);
    mark(tree, &mut dropped, |i| {
        is_menu(tree, &masses, i) || teasers.has(tree, i) || is_call(tree, i)
    });
    dropped
}

/// Which nodes are named as furniture.
pub fn named(tree: &Tree) -> Vec<bool> {
    let nodes = &tree.nodes;
    let mut dropped = vec![false; nodes.len()];
    let whole = Masses::of(tree, &dropped).of_subtree(tree, 0).prose;
    mark(tree, &mut dropped, |i| nodes[i].hint == Hint::Hidden);
    // a page that scripts unfold shows nothing else
    if Masses::of(tree, &dropped).of_subtree(tree, 0).prose < whole.min(UNFOLDED) {
        dropped.fill(false);
    }
    for hint in [Hint::Furniture, Hint::Comments, Hint::Caption, Hint::Weak] {
        drop_hinted(tree, &mut dropped, hint);
    }
    dropped
}

/// Drops what bears a hint, but not most of the page's prose.
fn drop_hinted(tree: &Tree, dropped: &mut Vec<bool>, hint: Hint) {
    let nodes = &tree.nodes;
    let masses = Masses::of(tree, dropped);
    let total = masses.of_subtree(tree, 0).prose;
    let share = |i: usize| f64::from(masses.of_subtree(tree, i).prose) / f64::from(total.max(1));
    let before = dropped.clone();
    mark(tree, dropped, |i| {
        nodes[i].hint == hint
            && match hint {
                Hint::Weak => {
                    !has_title(tree, i)
                        && share(i) < WEAKLY_PROTECTED
                        && masses.of_subtree(tree, i).prose < WEAK_PROSE
                }
                // comments stand below what they are about
                Hint::Comments => share(i) < PROTECTED || masses.before(i).prose >= TEXT,
                _ => share(i) < PROTECTED,
            }
    });
    let left = Masses::of(tree, dropped).of_subtree(tree, 0).prose;
    let is_short = match hint {
        Hint::Comments => left < TEXT && 2 * left < total,
        _ => f64::from(left) < LEFT * f64::from(total),
    };
    if is_short {
        *dropped = before;
    }
}

/// Marks every node that is judged so, with what it holds.
fn mark(tree: &Tree, dropped: &mut [bool], is_dropped: impl Fn(usize) -> bool) {
    let mut i = 0;
    while i < dropped.len() {
        if dropped[i] || (tree.nodes[i].tag != Tag::Text && i > 0 && is_dropped(i)) {
            let end = tree.nodes[i].end;
            dropped[i..end].fill(true);
            i = end;
        } else {
            i += 1;
        }
    }
}

/// Whether a block holds hardly more than several links.
fn is_menu(tree: &Tree, masses: &Masses, i: usize) -> bool {
    let node = &tree.nodes[i];
    let is_holder = matches!(
        node.tag,
        Tag::List | Tag::Item | Tag::Block | Tag::Table | Tag::Row | Tag::Cell | Tag::Main
    );
    if !is_holder {
        return false;
    }
    let mass = masses.of_subtree(tree, i);
    mass.text > 0 && mass.prose == 0 && mass.link_share() > MENU
}

/// Whether a link is a call to press it, and the last thing in its block: `查看更多`, `Read more »`.
fn is_call(tree: &Tree, i: usize) -> bool {
    let nodes = &tree.nodes;
    let node = &nodes[i];
    if node.tag != Tag::Link || !node.linked || node.end - i > 12 {
        return false;
    }
    let block = node.block;
    let mut behind = nodes[node.end..nodes[block].end].iter().filter(|n| n.block == block);
    CALL.as_ref().is_some_and(|call| call.is_match(&tree.line(i)))
        && !behind.any(|n| n.tag == Tag::Text && n.text.contains(char::is_alphanumeric))
}

/// Whether an element holds a heading of the first level that is no link.
fn has_title(tree: &Tree, i: usize) -> bool {
    let nodes = &tree.nodes[i..tree.nodes[i].end];
    nodes.iter().enumerate().any(|(k, node)| {
        let content = &nodes[k..(node.end - i).min(nodes.len())];
        node.tag == Tag::Heading(1) && content.iter().any(|n| n.tag == Tag::Text && !n.linked)
    })
}

/// Like elements side by side that each point at another page: a linked heading and a few words.
struct Teasers {
    looks_so: Vec<bool>,
    /// How many of the children of a node look so, by their common look.
    alike: HashMap<(usize, u64), usize>,
}

impl Teasers {
    fn of(tree: &Tree, masses: &Masses) -> Self {
        let nodes = &tree.nodes;
        // running count of headings that are links
        let mut headings = vec![0u32];
        for (i, node) in nodes.iter().enumerate() {
            let mass = masses.of_subtree(tree, i);
            let is_linked =
                matches!(node.tag, Tag::Heading(_)) && mass.text > 0 && mass.link_share() > 0.8;
            headings.push(headings[i] + u32::from(is_linked));
        }
        let looks_so: Vec<bool> = (0..nodes.len())
            .map(|i| {
                let is_holder =
                    matches!(nodes[i].tag, Tag::Item | Tag::Block | Tag::Article | Tag::Cell);
                is_holder
                    && headings[nodes[i].end] > headings[i]
                    && masses.of_subtree(tree, i).text < TEASER
            })
            .collect();
        let mut alike = HashMap::default();
        for (i, _) in looks_so.iter().enumerate().filter(|(_, looks_so)| **looks_so) {
            *alike.entry((nodes[i].parent, nodes[i].look)).or_insert(0) += 1;
        }
        Self { looks_so, alike }
    }

    fn has(&self, tree: &Tree, i: usize) -> bool {
        let node = &tree.nodes[i];
        self.looks_so[i] && self.alike.get(&(node.parent, node.look)).is_some_and(|n| *n > 1)
    }
}

/// The smallest part of the page that holds nearly all of its prose.
pub fn main_part(tree: &Tree, dropped: &[bool]) -> usize {
    let masses = Masses::of(tree, dropped);
    let prose = |i: usize| masses.of_subtree(tree, i).prose;
    let total = prose(0);
    let enough = |i: usize, share: f64| f64::from(prose(i)) >= share * f64::from(total);
    let mut part = 0;
    if total == 0 {
        return part;
    }
    // what is marked as the article, if one such element holds most of the prose
    let best = (0..tree.nodes.len()).rev().find(|&i| {
        !dropped[i]
            && (tree.nodes[i].hint == Hint::Body
                || matches!(tree.nodes[i].tag, Tag::Article | Tag::Main))
            && enough(i, MARKED)
    });
    if let Some(best) = best {
        part = best;
    }
    loop {
        let best = tree.children(part).filter(|&c| !dropped[c]).max_by_key(|&c| prose(c));
        match best {
            Some(child)
                if tree.nodes[child].tag.is_block()
                    && tree.nodes[child].end > child + 2
                    && !matches!(
                        tree.nodes[child].tag,
                        Tag::Paragraph | Tag::List | Tag::Item | Tag::Row | Tag::Quote
                    )
                    && f64::from(prose(child)) >= NEARLY_ALL * f64::from(prose(part)) =>
            {
                part = child
            }
            _ => return part,
        }
    }
}
