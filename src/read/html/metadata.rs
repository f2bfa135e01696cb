//! What the page says about itself: title, date, source, site and author.
//!
//! In order of trust: `<meta>` elements by their names (Open Graph, Dublin Core, and those that
//! Chinese public bodies prescribe), then JSON-LD. What the page shows is read by [`super::title`]
//! and [`super::published`].

use dom_query::Document;
use serde_json::Value;

use super::published::{self, is_date};
use super::title::Titles;
use crate::read::draft::one_line;

/// Names of `<meta>` elements that hold the date of publication, in order of trust.
const DATES: [&str; 33] = [
    "article:published_time",
    "og:article:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publishtime",
    "publish_time",
    "publicationdate",
    "publication_date",
    "datepublished",
    "date.publish",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "apub:time",
    "og:release_date",
    "og:published_time",
    "article:published",
    "article:create_at",
    "weibo: article:create_at",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "og:time",
    "releasedate",
    "date",
    "createdate",
];
/// Names that tell when the page was made or changed: only where nothing else is known.
const LATE_DATES: [&str; 2] = ["dateupdate", "maketime"];
const SOURCES: [&str; 2] = ["contentsource", "source"];
const TITLES: [&str; 6] =
    ["articletitle", "og:title", "twitter:title", "dc.title", "dcterms.title", "headline"];
const SITES: [&str; 4] = ["og:site_name", "sitename", "application-name", "publisher"];
const AUTHORS: [&str; 7] = [
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
];
/// What systems put where nobody entered a name.
const NOBODY: [&str; 10] = [
    "admin",
    "administrator",
    "webmaster",
    "editor",
    "root",
    "user",
    "author",
    "管理员",
    "系统管理员",
    "佚名",
];
/// Kinds of things in JSON-LD that are a page of text.
const KINDS: [&str; 6] = ["Article", "Posting", "Report", "WebPage", "Review", "CreativeWork"];

/// Characters of a title that are read.
const MAX_TITLE: usize = 400;

/// What was found; every field on one line.
#[derive(Debug, Default)]
pub struct Metadata {
    /// What names the text.
    pub titles: Titles,
    /// The date of publication, as [`crate::dates::parse`] reads it.
    pub date: Option<String>,
    /// A later date that stands for it where the page shows none.
    pub late_date: Option<String>,
    /// Where the text was taken from.
    pub source: Option<String>,
    /// The site that shows it.
    pub site: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
}

/// Reads the head of a page.
pub fn of(page: &Document) -> Metadata {
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
    // lines of the page are looked for in them, so their length is bounded
    let cut = |title: String| title.chars().take(MAX_TITLE).collect::<String>();
    let titles = Titles {
        stated: meta(&TITLES, &any).or(linked.title).map(cut),
        whole: cut(one_line(&page.select("title").first().text())),
    };
    let is_author = |v: &str| is_name(v) && !is_site(v, &titles, site.as_deref());
    Metadata {
        date: meta(&DATES, &is_date)
            .or(linked.date)
            .or_else(|| published::marked_time(page))
            .or_else(|| published::date_of_address(page)),
        late_date: published::date_in_scripts(page).or_else(|| meta(&LATE_DATES, &is_date)),
        source: meta(&SOURCES, &any)
            .map(|s| one_line(s.trim_start_matches("来源").trim_start_matches(['：', ':'])))
            .filter(|s| s.contains(char::is_alphabetic)),
        author: meta(&AUTHORS, &is_author).or(linked.author.filter(|a| is_author(a))),
        titles,
        site,
    }
}

/// Whether a value may be the name of an author.
fn is_name(value: &str) -> bool {
    value.contains(char::is_alphabetic)
        && !value.contains('@')
        && !value.contains("://")
        && value.chars().count() < 80
        && !NOBODY.iter().any(|nobody| value.eq_ignore_ascii_case(nobody))
}

/// Whether a name is that of the site, which the page's title names behind the text's own.
fn is_site(name: &str, titles: &Titles, site: Option<&str>) -> bool {
    let name = name.to_lowercase();
    let behind = titles.whole.rsplit(['_', '|', '-', '–', '—', '·']).next().unwrap_or_default();
    site.is_some_and(|site| site.to_lowercase() == name)
        || behind.len() < titles.whole.len() && behind.trim().to_lowercase().starts_with(&name)
}

#[derive(Default)]
struct LinkedData {
    title: Option<String>,
    date: Option<String>,
    site: Option<String>,
    author: Option<String>,
}

/// What JSON-LD says about the articles, or the page, it describes.
fn linked_data(page: &Document) -> LinkedData {
    let mut found: Vec<(usize, LinkedData)> = Vec::new();
    for script in page.select("script[type='application/ld+json']").iter() {
        // names of scripts in a page may hold raw line breaks, which JSON refuses
        let text = script.text().replace(['\n', '\r', '\t'], " ");
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            collect(&value, &mut found);
        }
    }
    // what the first thing leaves out, the next may tell
    found.sort_by_key(|(rank, _)| *rank);
    let mut merged = LinkedData::default();
    for (_, data) in found {
        merged.title = merged.title.or(data.title);
        merged.date = merged.date.or(data.date);
        merged.site = merged.site.or(data.site);
        merged.author = merged.author.or(data.author);
    }
    merged
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
            // search engines in China ask for `pubDate` in an object without a type
            let untyped =
                (kind.is_empty() && object.contains_key("pubDate")).then_some(KINDS.len());
            if let Some(rank) = KINDS.iter().position(|k| kind.contains(k)).or(untyped) {
                let date = ["datePublished", "pubDate", "dateCreated"]
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
