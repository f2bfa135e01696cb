//! The title of the text: the line the page shows that its own title names.
//!
//! `<title>` and Open Graph name the text, and mostly the column and the site behind it. Which part
//! is the title, the page itself tells: it shows it as a heading or as a line of its own. A page
//! whose `<title>` names only a column has the heading right above its text.

use super::measure::width;
use super::write::Block;
use crate::fold::is_han;
use crate::read::draft::one_line;

/// Marks between the title, the column and the site. The last two also stand inside Chinese titles
/// and Western words.
const MARKS: [&str; 10] = ["--", " | ", " - ", " – ", " — ", " · ", " « ", " » ", "_", "-"];
/// Width from which a line that is no main heading, or a heading above the text, may be the title.
const LINE: u32 = 16;
/// Width up to which a title in a menu of the page names a column.
const COLUMN: u32 = 24;
/// Blocks above the text among which its heading is looked for.
const ABOVE: usize = 6;
/// Width up to which a label may stand before the title in its line (原创).
const LABEL: u32 = 8;

/// What a page says of its title.
#[derive(Debug, Default)]
pub struct Titles {
    /// What its metadata state.
    pub stated: Option<String>,
    /// Its `<title>`, with whatever stands behind it.
    pub whole: String,
}

/// The title; `shown` is the page line by line, and its text begins with the line `text`.
pub fn choose(titles: &Titles, site: Option<&str>, shown: &[Block], text: usize) -> Option<String> {
    let said = titles.stated.as_deref().unwrap_or_default();
    let is_site = |line: &str| site.is_some_and(|site| same(line, site));
    let lines: Vec<(&Block, String)> = shown
        .iter()
        .filter(|b| b.width < 400)
        .map(|b| (b, one_line(&b.text)))
        .filter(|(_, line)| !is_site(line))
        .collect();
    let heading = lines.iter().find(|(b, line)| {
        b.heading == Some(1)
            && line.chars().count() > 3
            && (titles.whole.starts_with(line.as_str()) || said.starts_with(line.as_str()))
    });
    let line = || {
        let named = lines.iter().filter(|(b, line)| {
            b.link_share() < 0.5
                && b.width >= LINE
                && (names(said, line) || names(&titles.whole, line))
        });
        named.max_by_key(|(b, _)| b.width)
    };
    if let Some((_, line)) = heading.or_else(line) {
        return Some(line.clone());
    }
    let title = titles.stated.as_deref().unwrap_or(&titles.whole);
    let title = Some(without_site(title, site)).filter(|t| !t.is_empty());
    let is_column = title.as_deref().is_none_or(|title| {
        let heads = MARKS.iter().filter_map(|mark| title.split_once(mark)).map(|(head, _)| head);
        let column = heads.min_by_key(|head| head.len()).unwrap_or(title);
        let is_linked = |b: &Block| {
            b.link_share() > 0.5 && b.text.split(is_between).any(|link| same(link, column))
        };
        is_site(title)
            || titles.stated.is_none() && width(column).0 <= COLUMN && shown.iter().any(is_linked)
    });
    let above = || {
        let near = &shown[text.saturating_sub(ABOVE)..(text + 1).min(shown.len())];
        let is_title = |b: &&Block| {
            b.heading.is_some() && b.width >= LINE && b.link_share() < 0.5 && !is_site(&b.text)
        };
        near.iter().rev().find(is_title).map(|b| one_line(&b.text))
    };
    let first = || lines.iter().find(|(b, _)| b.heading == Some(1)).map(|(_, line)| line.clone());
    if is_column { above().or(title).or_else(first) } else { title }
}

/// Whether a page's title names a line: the line stands in it between marks or edges.
fn names(whole: &str, line: &str) -> bool {
    let Some(start) = whole.find(line) else { return false };
    let is_edge = |c: char| !c.is_alphanumeric() && !"“”\"'’（(".contains(c);
    whole[..start].chars().next_back().is_none_or(is_edge)
        && whole[start + line.len()..].chars().next().is_none_or(is_edge)
}

/// Whether a block is the title: alone, as the whole heading's beginning, or behind a short label.
pub fn is_title(block: &Block, title: &str) -> bool {
    let line = one_line(&block.text);
    line == title
        || block.heading.is_some() && line.starts_with(title)
        || line
            .strip_suffix(title)
            .is_some_and(|label| width(label).0 <= LABEL && width(title).0 >= LINE)
}

/// Whether a character stands between the links of a menu or of the way to the page.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "->＞›»|｜/".contains(c)
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// A title without the name of the site behind (or before) a mark.
fn without_site(title: &str, site: Option<&str>) -> String {
    for mark in MARKS {
        if let Some((head, tail)) = title.rsplit_once(mark)
            && site.is_some_and(|site| same(tail, site))
        {
            return without_site(head.trim(), site);
        }
        if let Some((head, tail)) = title.split_once(mark)
            && site.is_some_and(|site| same(head, site))
        {
            return tail.trim().to_string();
        }
    }
    let is_chinese = title.chars().any(is_han);
    let marks = if is_chinese { &MARKS[..] } else { &MARKS[..8] };
    let cut =
        marks.iter().filter_map(|mark| title.split_once(mark)).min_by_key(|(head, _)| head.len());
    match cut {
        Some((head, tail)) if head.chars().count() >= tail.chars().count().min(15) => {
            head.trim().to_string()
        }
        _ => title.trim_end_matches([' ', '/', '|', '-', '–', '_', '»']).trim().to_string(),
    }
}
