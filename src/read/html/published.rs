//! When a page was published, beyond what its metadata state: marks of elements, the line above the
//! text, its own address, its scripts.
//!
//! A date in a sidebar, of a comment or of copyright is never taken: a wrong date is worse than
//! none. Wherever several places of one kind name different days, none of them counts.

use std::sync::LazyLock;

use dom_query::Document;
use regex::Regex;

use super::measure::width;
use super::title::is_title;
use super::tree::{Tag, Tree};
use super::write::Block;
use crate::corpus::Date;
use crate::dates;
use crate::read::dateline::{self, Dateline};
use crate::read::draft::one_line;

/// Blocks below the title among which the publication line is looked for, and below the text.
const HEAD_BLOCKS: usize = 12;
/// Width from which a block below the title is running text.
pub const PROSE: u32 = 80;

/// A variable or key of a script that holds the time of publication, in words or in seconds since
/// 1970 (as WeChat's `ct`).
static IN_SCRIPT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?i)\b(?:(?:page_?)?pub(?:lish(?:ed)?)?_?(?:time|date|at)|p_?time|news_?time|date_?published|ct)"#,
        r#"["']?\s*[:=]\s*["']?(\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}|1\d{9}(?:\d{3})?\b)"#
    ))
    .ok()
});

/// Whether a stated date names at least a month.
pub fn is_date(value: &str) -> bool {
    dates::parse(value).is_some_and(|date| date.month > 0)
}

/// The date, if all are the same day.
fn agreed(days: impl IntoIterator<Item = String>) -> Option<String> {
    let mut days = days.into_iter();
    let first = days.next()?;
    let day = dates::parse(&first);
    days.all(|d| dates::parse(&d) == day).then_some(first)
}

/// A time that the page marks as that of publication.
pub fn marked_time(page: &Document) -> Option<String> {
    let marked =
        page.select("[itemprop=datePublished], time[pubdate], time.published, time.entry-date");
    agreed(marked.iter().filter_map(|element| {
        let stated = ["datetime", "content"].iter().filter_map(|a| element.attr(a));
        let shown = std::iter::once_with(|| element.text());
        stated.chain(shown).map(|value| one_line(&value)).find(|value| is_date(value))
    }))
}

/// The full date in the page's own address: `/2023/08/17/`, `/2023-08/17/`, `/t20230817_1.html`.
pub fn date_of_address(page: &Document) -> Option<String> {
    let canonical = page.select("link[rel=canonical]").attr("href");
    let address = canonical.or_else(|| page.select("meta[property='og:url']").attr("content"))?;
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    for i in 0..parts.len() {
        let head = parts[i..parts.len().min(i + 3)].join("-");
        let Some((date, used)) = dates::at_start(&head).filter(|(d, _)| d.day > 0) else {
            continue;
        };
        if head[used..].is_empty() || head[used..].starts_with('-') {
            return Some(date.to_string());
        }
    }
    let name = parts.last()?;
    dates::from_file_name(name).filter(|d| d.day > 0).map(|d| d.to_string())
}

/// The time of publication that the page's scripts hold.
pub fn date_in_scripts(page: &Document) -> Option<String> {
    let pattern = IN_SCRIPT.as_ref()?;
    let mut days = Vec::new();
    for script in page.select("script").iter() {
        let text = script.text();
        for found in pattern.captures_iter(&text) {
            let value = &found[1];
            let seconds = value.get(..10).and_then(|s| s.parse::<i64>().ok());
            // The day in China, where such pages come from.
            let date = match seconds {
                Some(seconds) => Date::of_day((seconds + 8 * 3_600).div_euclid(86_400)),
                None => dates::parse(value).filter(|d| d.day > 0),
            };
            days.extend(date.map(|date| date.to_string()));
        }
    }
    agreed(days)
}

/// The publication line between the title and the running text, wherever it stands in the page;
/// `shown` is the page line by line, and its text begins with the line `text`.
pub fn above_text(shown: &[Block], text: usize, title: Option<&str>) -> Dateline {
    let head = &shown[text.saturating_sub(2 * HEAD_BLOCKS)..text];
    let start = title
        .and_then(|title| head.iter().position(|b| b.text.contains(title)))
        .unwrap_or(head.len().saturating_sub(HEAD_BLOCKS / 4));
    let lines = head[start..].iter();
    let first = shown[text..].iter().take(HEAD_BLOCKS / 4);
    let found = lines.clone().chain(first).flat_map(|b| b.text.lines()).map(dateline::find);
    let (dates, sources) = apart(found.chain(lines.filter_map(lone_date)));
    Dateline { date: agreed(dates), source: sources.into_iter().next() }
}

/// The same below the text, where only a line that says so tells of the text above it.
pub fn below_text(shown: &[Block], end: usize) -> Dateline {
    let below = shown[end.min(shown.len())..].iter().take(HEAD_BLOCKS);
    let says_so = |line: &&str| {
        ["发布时间", "发布日期", "发表时间"]
            .iter()
            .any(|label| line.trim_start().starts_with(label))
    };
    let found = below.flat_map(|b| b.text.lines()).filter(says_so).map(dateline::find);
    Dateline { date: agreed(apart(found).0), source: None }
}

/// The `datetime` of the elements `time` between the title and the text, or in its first lines.
pub fn time_above_text(tree: &Tree, shown: &[Block], text: usize, title: &str) -> Option<String> {
    let start = shown[..text].iter().rposition(|b| is_title(b, title))?;
    let end = shown.get(text)?.node;
    let nodes = tree.nodes.get(shown[start].node..end)?;
    let times = nodes.iter().filter(|n| n.tag == Tag::Time && is_date(&n.text));
    agreed(times.map(|n| n.text.clone()))
}

fn apart(lines: impl Iterator<Item = Dateline>) -> (Vec<String>, Vec<String>) {
    let (mut dates, mut sources) = (Vec::new(), Vec::new());
    for line in lines {
        dates.extend(line.date);
        sources.extend(line.source);
    }
    (dates, sources)
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
