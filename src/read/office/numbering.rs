//! Numbers that Word computes and does not store: 第一条, 一、, （一）, 1.1, bullets.
//!
//! A paragraph names a list and a level; the list's definition says where it starts, in which
//! digits and in which words (`第%1条`). The numbers are part of the text an analyst knows, so they
//! are counted here as Word counts them: an item takes the next number of its level and starts the
//! deeper levels anew; lists with one definition count on together, unless one sets a start.

use std::collections::BTreeMap;

use super::ordinals::ordinal;
use super::xml::{Flow, Node, Tag, walk};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, Vec<Level>>,
    lists: BTreeMap<String, List>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// The words around the number, `%1` standing for that of the first level.
    text: String,
    style: Option<String>,
    is_legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = ("decimal".into(), String::new());
        Self { start: 1, format, text, style: None, is_legal: false }
    }
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: [Option<u32>; LEVELS],
    is_begun: bool,
}

/// Which list the stream is in.
enum Place {
    Nowhere,
    Definition(String),
    List(String),
}

impl Numbering {
    /// The lists of `numbering.xml`.
    pub fn new(xml: &str) -> Self {
        let mut lists = Self::default();
        let (mut place, mut level) = (Place::Nowhere, 0);
        let _ = walk(xml, |node| {
            match node {
                Node::Start(tag) => match tag.name {
                    "abstractNum" => {
                        let id = tag.attr("abstractNumId").unwrap_or_default();
                        lists.definitions.insert(id.clone(), vec![Level::default(); LEVELS]);
                        place = Place::Definition(id);
                    }
                    "num" => {
                        let id = tag.attr("numId").unwrap_or_default();
                        lists.lists.insert(id.clone(), List::default());
                        place = Place::List(id);
                    }
                    "lvl" | "lvlOverride" => level = level_of(&tag),
                    _ => lists.add(&place, level, &tag),
                },
                Node::End("abstractNum" | "num") => place = Place::Nowhere,
                _ => {}
            }
            Flow::Enter
        });
        lists
    }

    fn add(&mut self, place: &Place, level: usize, tag: &Tag<'_>) {
        let value = || tag.attr("val").unwrap_or_default();
        let count = || value().trim().parse::<u32>().ok();
        match place {
            Place::Definition(id) => {
                let levels = self.definitions.get_mut(id);
                let Some(level) = levels.and_then(|levels| levels.get_mut(level)) else {
                    return;
                };
                match tag.name {
                    "start" => level.start = count().unwrap_or(1),
                    "numFmt" => level.format = value(),
                    "lvlText" => level.text = value(),
                    "pStyle" => level.style = Some(value()),
                    "isLgl" => level.is_legal = tag.is_on(),
                    _ => {}
                }
            }
            Place::List(id) => {
                let Some(list) = self.lists.get_mut(id) else {
                    return;
                };
                match tag.name {
                    "abstractNumId" => list.definition = value(),
                    "startOverride" => {
                        if let Some(start) = list.starts.get_mut(level) {
                            *start = count();
                        }
                    }
                    _ => {}
                }
            }
            Place::Nowhere => {}
        }
    }

    /// The level that a list reserves for paragraphs of this style.
    pub fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let levels = self.definitions.get(&self.lists.get(list)?.definition)?;
        levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// The number of the next item of a list, with the mark or space behind it.
    pub fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get_mut(list)?;
        let levels = self.definitions.get(&list.definition)?;
        let counted = self.counted.entry(list.definition.clone()).or_default();
        if !std::mem::replace(&mut list.is_begun, true) {
            for (counted, start) in counted.iter_mut().zip(&list.starts) {
                if start.is_some() {
                    *counted = None;
                }
            }
        }
        let start = |i: usize| {
            let own = list.starts.get(i).copied().flatten();
            own.or_else(|| levels.get(i).map(|l| l.start)).unwrap_or(1)
        };
        for (i, count) in counted.iter_mut().enumerate() {
            *count = match (i.cmp(&level), *count) {
                (std::cmp::Ordering::Less, None) => Some(start(i)),
                (std::cmp::Ordering::Less, some) => some,
                (std::cmp::Ordering::Equal, None) => Some(start(i)),
                (std::cmp::Ordering::Equal, Some(n)) => Some(n.saturating_add(1)),
                (std::cmp::Ordering::Greater, _) => None,
            };
        }
        let own = levels.get(level)?;
        if own.format == "bullet" {
            return Some("• ".into());
        }
        let number = |i: usize| {
            let format = match levels.get(i) {
                Some(_) if own.is_legal => "decimal",
                Some(level) => level.format.as_str(),
                None => "decimal",
            };
            ordinal(counted.get(i).copied().flatten().unwrap_or(1), format)
        };
        Some(spaced(&filled(&own.text, number)))
    }
}

fn level_of(tag: &Tag<'_>) -> usize {
    tag.number("ilvl").and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

/// `text` with its `%1` … `%9` replaced.
fn filled(text: &str, number: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|d| d.to_digit(10)) {
            Some(d) if c == '%' && d > 0 => {
                chars.next();
                out.push_str(&number(d as usize - 1));
            }
            _ => out.push(c),
        }
    }
    out
}

/// A space behind the number, unless a full-width mark makes one.
pub(super) fn spaced(label: &str) -> String {
    let label = label.trim_end();
    let needs_none =
        label.is_empty() || label.ends_with(['、', '）', '．', '：', '。', '】', '』']);
    if needs_none { label.to_string() } else { format!("{label} ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering() -> Numbering {
        Numbering::new(
            "<numbering><abstractNum abstractNumId='0'>\
             <lvl ilvl='0'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='第%1条'/>\
             <pStyle val='A'/></lvl>\
             <lvl ilvl='1'><start val='1'/><numFmt val='decimal'/><lvlText val='（%2）'/></lvl>\
             <lvl ilvl='2'><numFmt val='decimal'/><isLgl/><lvlText val='%1.%2.%3'/></lvl>\
             <lvl ilvl='3'><numFmt val='bullet'/><lvlText val='&#xF0B7;'/></lvl></abstractNum>\
             <num numId='1'><abstractNumId val='0'/></num>\
             <num numId='2'><abstractNumId val='0'/></num>\
             <num numId='3'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='5'/>\
             </lvlOverride></num></numbering>",
        )
    }

    #[test]
    fn items_count_up_and_start_deeper_levels_anew() {
        let mut lists = numbering();
        let mut next = |list: &str, level| lists.next(list, level).unwrap_or_default();
        assert_eq!(next("1", 0), "第一条 ");
        assert_eq!(next("1", 1), "（1）");
        assert_eq!(next("1", 1), "（2）");
        assert_eq!(next("1", 2), "1.2.1 ");
        assert_eq!(next("1", 0), "第二条 ");
        assert_eq!(next("1", 1), "（1）");
        assert_eq!(next("1", 3), "• ");
    }

    #[test]
    fn lists_of_one_definition_count_on_unless_one_sets_a_start() {
        let mut lists = numbering();
        let mut next = |list: &str| lists.next(list, 0).unwrap_or_default();
        assert_eq!([next("1"), next("2")], ["第一条 ", "第二条 "]);
        assert_eq!([next("3"), next("3")], ["第五条 ", "第六条 "]);
        assert_eq!(next("9"), "", "an unknown list has no numbers");
        assert_eq!(lists.level_of_style("1", "A"), Some(0));
    }
}
