//! Running headers, footers and page numbers: what stands at the edge of page after page.
//!
//! A row near the upper or lower edge goes if the same row stands at the same height on other pages:
//! the same text, or a text that differs in a number which counts the pages. Rows larger than the
//! running text are titles: of these the first one stays. A bare page number goes if it counts with
//! the pages, or stands alone at the edge of the only page. Notes at the foot of a page are neither.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::Line;

/// Share of the page's height at each edge that running lines stand in.
const EDGE: f32 = 0.14;
/// Share in which the first or last rows of a page may still be running lines.
const WIDE_EDGE: f32 = 0.22;
/// Rows at each edge that may be running lines.
const MAX_ROWS: usize = 5;
/// Difference in height, as a share of the page's, below which rows stand at the same height.
const SAME_HEIGHT: f32 = 0.015;
/// Up to so many pages two equal rows are enough, beyond that three.
const FEW_PAGES: usize = 8;
/// Rows above this multiple of the size of the running text are titles.
const TITLE: f32 = 1.25;

/// The segments of a page and the edges of its frame.
#[derive(Debug, Default)]
pub(super) struct PageLines {
    pub segments: Vec<Line>,
    pub top: f32,
    pub bottom: f32,
}

/// A row near an edge.
struct Row {
    page: usize,
    /// Height from the upper edge, as a share of the page's.
    height: f32,
    size: f32,
    text: String,
    members: Vec<usize>,
    /// Whether it is alone: nothing follows within a few lines.
    alone: bool,
}

/// Takes running lines out of the pages; what it took, the first of each kind.
pub(super) fn remove(pages: &mut [PageLines], body_size: f32) -> Vec<String> {
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for (i, page) in pages.iter().enumerate() {
        for row in edge_rows(i, page) {
            groups.entry(masked(&row.text)).or_default().push(row);
        }
    }
    let n_pages = pages.len();
    let needed = if n_pages <= FEW_PAGES { 2 } else { 3 };
    let mut doomed: Vec<Vec<usize>> = vec![Vec::new(); n_pages];
    let mut taken = Vec::new();
    for mut rows in groups.into_values() {
        rows.sort_by(|a, b| a.height.total_cmp(&b.height).then(a.page.cmp(&b.page)));
        let same = |a: &Row, b: &Row| b.height - a.height < SAME_HEIGHT;
        for cluster in rows.chunk_by(same) {
            let mut pages_of: Vec<usize> = cluster.iter().map(|row| row.page).collect();
            pages_of.sort_unstable();
            pages_of.dedup();
            let repeated = pages_of.len() >= needed && (is_constant(cluster) || counts(cluster));
            let single = n_pages <= 2 && cluster.iter().all(|r| r.alone && is_page_number(&r.text));
            if !(repeated || single) {
                continue;
            }
            let first = pages_of.first().copied().unwrap_or_default();
            for row in cluster {
                let title = row.size > TITLE * body_size && !is_page_number(&row.text);
                if title && (row.page == first || !is_constant(cluster)) {
                    continue;
                }
                doomed[row.page].extend(&row.members);
            }
            taken.extend(cluster.iter().min_by_key(|row| row.page).map(|row| row.text.clone()));
        }
    }
    for (page, mut doomed) in pages.iter_mut().zip(doomed) {
        doomed.sort_unstable();
        let mut i = 0;
        page.segments.retain(|_| {
            i += 1;
            doomed.binary_search(&(i - 1)).is_err()
        });
    }
    taken.dedup();
    taken
}

/// The rows near the edges of a page.
fn edge_rows(number: usize, page: &PageLines) -> Vec<Row> {
    let span = page.top - page.bottom;
    if span <= 0.0 {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..page.segments.len()).collect();
    order.sort_by(|&a, &b| page.segments[b].y.total_cmp(&page.segments[a].y));
    let level = |a: &usize, b: &usize| {
        let (a, b) = (&page.segments[*a], &page.segments[*b]);
        (a.y - b.y).abs() < 0.4 * a.size.min(b.size)
    };
    let rows: Vec<Vec<usize>> = order.chunk_by(level).map(<[usize]>::to_vec).collect();
    let n = rows.len();
    let y = |row: &[usize]| row.first().map_or(0.0, |&i| page.segments[i].y);
    let mut found = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let height = (page.top - y(row)) / span;
        let rank = i.min(n - 1 - i);
        let edge = if rank < 2 { WIDE_EDGE } else { EDGE };
        if rank >= MAX_ROWS || height.min(1.0 - height) > edge {
            continue;
        }
        let mut members = row.clone();
        members.sort_by(|&a, &b| page.segments[a].x0.total_cmp(&page.segments[b].x0));
        let text: Vec<&str> = members.iter().map(|&m| page.segments[m].text.as_str()).collect();
        let size = members.iter().map(|&m| page.segments[m].size).fold(0.0, f32::max);
        // towards the middle of the page
        let next =
            if height < 0.5 { rows.get(i + 1) } else { i.checked_sub(1).and_then(|i| rows.get(i)) };
        let alone = rank == 0 && next.is_none_or(|next| (y(next) - y(row)).abs() > 2.2 * size);
        found.push(Row { page: number, height, size, text: text.join(" "), members, alone });
    }
    found
}

/// The text with its numbers masked and its spaces left out.
fn masked(text: &str) -> String {
    let bare = is_page_number(text);
    let mut mask = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let digit = c.is_numeric() && c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || bare && c.is_alphanumeric();
        if !digit {
            mask.extend(c.to_lowercase());
        } else if !mask.ends_with('#') {
            mask.push('#');
        }
    }
    mask
}

fn is_constant(cluster: &[Row]) -> bool {
    cluster.windows(2).all(|w| w[0].text == w[1].text)
}

/// Whether one of the numbers in the rows counts the pages.
fn counts(cluster: &[Row]) -> bool {
    let numbers: Vec<(i64, Vec<i64>)> =
        cluster.iter().map(|row| (row.page as i64, numbers(&row.text))).collect();
    let Some((first_page, first)) = numbers.first() else {
        return false;
    };
    (0..first.len().min(8)).any(|i| {
        let mut offsets: Vec<i64> =
            numbers.iter().filter_map(|(page, ns)| ns.get(i).map(|n| n - page)).collect();
        let n = offsets.len();
        offsets.sort_unstable();
        // a part of the pages may be counted anew
        let largest = offsets.chunk_by(|a, b| a == b).map(<[i64]>::len).max().unwrap_or(0);
        let moves =
            numbers.iter().any(|(page, ns)| page != first_page && ns.get(i) != first.get(i));
        moves && largest * 10 >= n * 6
    })
}

fn numbers(text: &str) -> Vec<i64> {
    let decimal: Vec<i64> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| (1..=6).contains(&n.len()))
        .filter_map(|n| n.parse().ok())
        .collect();
    if !decimal.is_empty() {
        return decimal;
    }
    let letters = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    roman(&letters).into_iter().collect()
}

/// The value of a small Roman numeral.
fn roman(numeral: &str) -> Option<i64> {
    if numeral.is_empty() || numeral.len() > 8 {
        return None;
    }
    let values: Option<Vec<i64>> = numeral
        .chars()
        .map(|c| match c {
            'i' => Some(1),
            'v' => Some(5),
            'x' => Some(10),
            'l' => Some(50),
            'c' => Some(100),
            _ => None,
        })
        .collect();
    let values = values?;
    let sign =
        |i: usize| if values.get(i + 1).is_some_and(|next| *next > values[i]) { -1 } else { 1 };
    Some(values.iter().enumerate().map(|(i, value)| sign(i) * value).sum())
}

/// Whether a row is nothing but a page number.
fn is_page_number(text: &str) -> bool {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^[\s\-–—―·•|~〜─.]*(?:第\s*|page\s*|p\.?\s*|pg\.?\s*)?",
            r"(?:\d{1,4}|[０-９]{1,4}|[ivxlc]{1,7})\s*(?:页|頁)?",
            r"\s*(?:(?:of|/|共|／|,|，|\|)\s*(?:共\s*)?\d{1,4}\s*(?:页|頁)?)?[\s\-–—―·•|~〜─.]*$"
        ))
        .ok()
    });
    NUMBER.as_ref().is_some_and(|number| number.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, y: f32, size: f32) -> Line {
        Line {
            text: text.into(),
            x0: 50.0,
            x1: 200.0,
            y,
            size,
            font: 1,
            first: 10.0,
            tabbed: false,
        }
    }

    fn page(rows: &[(&str, f32, f32)]) -> PageLines {
        let segments = rows.iter().map(|(text, y, size)| line(text, *y, *size)).collect();
        PageLines { segments, top: 800.0, bottom: 0.0 }
    }

    fn left(pages: &[PageLines]) -> Vec<String> {
        pages.iter().flat_map(|p| p.segments.iter().map(|s| s.text.clone())).collect()
    }

    #[test]
    fn headers_and_counting_numbers_go_and_text_stays() {
        let mut pages: Vec<PageLines> = (0..3)
            .map(|i| {
                page(&[
                    ("清河市公报", 770.0, 9.0),
                    (["一", "二", "三"][i], 730.0, 10.0),
                    ("正文", 400.0, 10.0),
                    (["— 7 —", "— 8 —", "— 9 —"][i], 30.0, 9.0),
                ])
            })
            .collect();
        let taken = remove(&mut pages, 10.0);
        assert_eq!(left(&pages), ["一", "正文", "二", "正文", "三", "正文"]);
        assert_eq!(taken, ["— 7 —", "清河市公报"]);
    }

    #[test]
    fn rows_that_only_look_alike_stay() {
        // numbers that do not count the pages, and titles of slides
        let mut pages = vec![page(&[("Table 3", 770.0, 10.0)]), page(&[("Table 9", 770.0, 10.0)])];
        remove(&mut pages, 10.0);
        assert_eq!(left(&pages), ["Table 3", "Table 9"]);
        let mut pages = vec![page(&[("Agenda", 770.0, 30.0)]), page(&[("Agenda", 770.0, 30.0)])];
        remove(&mut pages, 12.0);
        assert_eq!(left(&pages), ["Agenda"]);
    }

    #[test]
    fn page_numbers_are_told() {
        for text in ["3", "- 3 -", "Page 3 of 12", "第 3 页", "3 / 12", "iv", "第3页 共12页", "３"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2023年", "12345", "3 apples", "(a) 3"] {
            assert!(!is_page_number(text), "{text}");
        }
        assert_eq!(roman("xiv"), Some(14));
    }
}
