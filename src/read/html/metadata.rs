//! What the page says about itself: title, date, source, site and author.
//!
//! In order of trust: `<meta>` elements by their names (Open Graph, Dublin Core, and those that
//! Chinese public bodies prescribe), JSON-LD, `<time>` and the publication line near the head of
//! the text, at last a full date in the page's own address. A date in a sidebar or a year of
//! copyright is never taken: a wrong date is worse than none.

use dom_query::Document;
use serde_json::Value;

use crate::read::dates;
use crate::read::draft::one_line;

/// Names of `<meta>` elements that hold the date of publication, in order of trust.
const DATES: [&str; 24] = [
    "article:published_time",
    "og:article:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "datepublished",
    "date.publish",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "apub:time",
    "og:release_date",
    "og:published_time",
    "article:published",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "og:time",
    "date",
    "maketime",
];
const SOURCES: [&str; 2] = ["contentsource", "source"];
const TITLES: [&str; 6] =
    ["articletitle", "og:title", "twitter:title", "dc.title", "dcterms.title", "headline"];
const SITES: [&str; 4] = ["og:site_name", "sitename", "application-name", "publisher"];
const AUTHORS: [&str; 6] =
    ["author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author"];
/// Kinds of things in JSON-LD that are a page of text.
const KINDS: [&str; 6] = ["Article", "Posting", "Report", "WebPage", "Review", "CreativeWork"];

/// What was found; every field on one line.
#[derive(Debug, Default)]
pub struct Metadata {
    /// The title of the text.
    pub title: Option<String>,
    /// The date of publication, as [`dates::parse`] reads it.
    pub date: Option<String>,
    /// Where the text was taken from.
    pub source: Option<String>,
    /// The site that shows it.
    pub site: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
}

/// Reads the head of a page; `headings` are its headings of the first level.
pub fn of(page: &Document, headings: &[String]) -> Metadata {
    let metas: Vec<(String, String)> = page
        .select("meta")
        .iter()
        .filter_map(|element| {
            let key = ["name", "property", "itemprop"].iter().find_map(|a| element.attr(a))?;
            let value = one_line(&element.attr("content")?);
            (!value.is_empty()).then(|| (key.trim().to_ascii_lowercase(), value))
        })
        .collect();
    let meta = |names: &[&str], is_good: &dyn Fn(&str) -> bool| {
        let of_name = |name: &&str| {
            metas.iter().find(|(key, value)| key == name && is_good(value)).map(|(_, v)| v.clone())
        };
        names.iter().find_map(of_name)
    };
    let any = |_: &str| true;
    let linked = linked_data(page);
    let site = meta(&SITES, &any).or(linked.site).filter(|s| !s.contains("://"));
    let whole = one_line(&page.select("title").first().text());
    let stated = meta(&TITLES, &any).or(linked.title);
    let is_name = |v: &str| !v.contains("://") && !v.starts_with('@') && v.chars().count() < 80;
    Metadata {
        title: title(headings, stated, &whole, site.as_deref()),
        date: meta(&DATES, &is_date)
            .or(linked.date)
            .or_else(|| marked_time(page))
            .or_else(|| date_of_address(page)),
        source: meta(&SOURCES, &any)
            .map(|s| one_line(s.trim_start_matches("来源").trim_start_matches(['：', ':']))),
        author: meta(&AUTHORS, &is_name).or(linked.author.filter(|a| is_name(a))),
        site,
    }
}

fn is_date(value: &str) -> bool {
    dates::parse(value).is_some_and(|date| date.month > 0)
}

/// A time that the page marks as that of publication, unless it marks several days so, as lists of
/// other pages do.
fn marked_time(page: &Document) -> Option<String> {
    let marked =
        page.select("[itemprop=datePublished], time[pubdate], time.published, time.entry-date");
    let times = marked.iter().filter_map(|element| {
        let stated = ["datetime", "content"].iter().filter_map(|a| element.attr(a));
        stated.map(|value| one_line(&value)).find(|value| is_date(value))
    });
    let times: Vec<String> = times.collect();
    let first = times.first()?;
    times.iter().all(|t| dates::parse(t) == dates::parse(first)).then(|| first.clone())
}

/// The full date in the page's own address: `/2023/08/17/`, `/2023-08/17/`, `/t20230817_1.html`.
fn date_of_address(page: &Document) -> Option<String> {
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

/// The title of the text: the heading that the page's title repeats, else what the page states,
/// else its title without the name of the site.
fn title(
    headings: &[String],
    stated: Option<String>,
    whole: &str,
    site: Option<&str>,
) -> Option<String> {
    let said = stated.clone().unwrap_or_default();
    let repeated = headings.iter().find(|h| {
        h.chars().count() > 3 && (whole.starts_with(h.as_str()) || said.starts_with(h.as_str()))
    });
    if let Some(heading) = repeated {
        return Some(heading.clone());
    }
    let title = stated.or_else(|| Some(whole.to_string()).filter(|t| !t.is_empty()));
    match title {
        Some(title) => Some(without_site(&title, site)),
        None => headings.first().cloned(),
    }
}

/// A title without the name of the site behind (or before) a mark.
fn without_site(title: &str, site: Option<&str>) -> String {
    const MARKS: [&str; 10] = ["--", " | ", " - ", " – ", " — ", " · ", " « ", " » ", "_", "-"];
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
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
    let is_chinese = title.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
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

#[derive(Default)]
struct LinkedData {
    title: Option<String>,
    date: Option<String>,
    site: Option<String>,
    author: Option<String>,
}

/// What JSON-LD says about the first article, or page, it describes.
fn linked_data(page: &Document) -> LinkedData {
    let mut found: Vec<(usize, LinkedData)> = Vec::new();
    for script in page.select("script[type='application/ld+json']").iter() {
        // names of scripts in a page may hold raw line breaks, which JSON refuses
        let text = script.text().replace(['\n', '\r', '\t'], " ");
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            collect(&value, &mut found);
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().next().map(|(_, data)| data).unwrap_or_default()
}

/// serde_json refuses values nested more than 128 deep, which bounds this recursion.
fn collect(value: &Value, found: &mut Vec<(usize, LinkedData)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(object) => {
            let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
            let string = |key: &str| {
                object.get(key).and_then(name_of).map(|v| one_line(&v)).filter(|v| !v.is_empty())
            };
            if let Some(rank) = KINDS.iter().position(|k| kind.contains(k)) {
                let date = ["datePublished", "dateCreated"]
                    .iter()
                    .find_map(|k| string(k))
                    .filter(|d| is_date(d));
                found.push((
                    rank,
                    LinkedData {
                        title: string("headline"),
                        date,
                        site: string("publisher"),
                        author: string("author"),
                    },
                ));
            }
            if let Some(graph) = object.get("@graph") {
                collect(graph, found);
            }
        }
        _ => {}
    }
}

/// A string, or the name of a thing, or the names of several.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(str::to_string),
        Value::Array(items) => {
            let names: Vec<String> =
                items.iter().filter(|i| !i.is_array()).filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}
