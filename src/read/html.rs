//! Web pages: the main text without menus, notices and links.
//!
//! dom_smoothie (the readability algorithm) finds the main text; where it finds none, the text of
//! the whole body stands in. What comes out is the document's source: offsets count its characters,
//! not those of the markup. Title, author, site and date come from the page's metadata, and the
//! date also from the names that Chinese public bodies prescribe (`PubDate`) or from the
//! publication line at the head of the main text.

use dom_smoothie::{Config, Readability, TextMode};

use crate::read::dateline::{self, Dateline};
use crate::read::dates;
use crate::read::draft::{Draft, one_line};
use crate::read::format::{Content, Format};

/// Names of `<meta>` elements that hold the date of publication, in order of trust.
const DATE_NAMES: [&str; 9] = [
    "article:published_time",
    "pubdate",
    "publishdate",
    "datepublished",
    "dc.date",
    "apub:time",
    "og:time",
    "date",
    "maketime",
];
/// Names of `<meta>` elements that hold the origin of the text.
const SOURCE_NAMES: [&str; 2] = ["contentsource", "source"];
/// Elements opened inside one another beyond which a page is left out. Pages stay below 100; the
/// time of extraction grows with more than the square of the depth.
const MAX_DEPTH: usize = 500;

/// Web pages.
pub struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml"]
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        read(content.take_text(log)?, log)
    }
}

/// Reads a decoded page.
fn read(text: String, _log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    if depth_bound(&text) > MAX_DEPTH {
        return Err(format!("its elements are nested more than {MAX_DEPTH} deep"));
    }
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut page = Readability::from(text.as_str());
    page.config = config;
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            let elements = page.doc.select("meta");
            let values = elements.iter().filter_map(|e| {
                let key = ["name", "property", "itemprop"].iter().find_map(|a| e.attr(a))?;
                key.trim().eq_ignore_ascii_case(name).then(|| e.attr("content"))?
            });
            values.map(|v| one_line(&v)).find(|v| !v.is_empty())
        })
    };
    let mut draft = Draft::default();
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value.map(|v| one_line(&v)).filter(|v| !v.is_empty()) {
            draft.fields.entry(key.into()).or_insert(value);
        }
    };
    let is_date = |value: &String| dates::parse(value).is_some();
    add("date", DATE_NAMES.iter().find_map(|name| meta(&[name]).filter(is_date)));
    add("source", meta(&SOURCE_NAMES).map(|s| s.trim_start_matches("来源：").to_string()));
    let title = page.doc.select_single("title").text().to_string();
    if let Ok(article) = page.parse() {
        add("title", Some(article.title));
        add("author", article.byline);
        add("site", article.site_name);
        add("date", article.published_time.filter(is_date));
        draft.source = article.text_content.to_string();
    }
    add("title", Some(title));
    if draft.source.trim().is_empty() {
        draft.source = body_text(&text);
    }
    if draft.source.trim().is_empty() {
        return Err("the page holds no text".into());
    }
    draft.add_dateline(dateline::find(&draft.source));
    let site = draft.fields.get("site").cloned();
    draft.add_dateline(Dateline { date: None, source: site });
    Ok(vec![draft])
}

/// All text of the page but its scripts. Extraction rewrites the page, hence the second parse.
fn body_text(text: &str) -> String {
    let page = Readability::from(text);
    page.doc.select("script, style, noscript, template, head").remove();
    page.doc.formatted_text().to_string()
}

/// How deep elements can be nested: tags that open less tags that close, never below zero.
fn depth_bound(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut deepest) = (0usize, 0);
    for (i, _) in text.match_indices('<') {
        match bytes.get(i + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(c) if c.is_ascii_alphabetic() && !is_void(&text[i + 1..]) => depth += 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Whether a tag has no content, or may stay open without nesting, or draws a shape and is done.
fn is_void(tag: &str) -> bool {
    const VOID: &str = " area base br col dd dt embed hr img input li link meta option p param \
                        source td th tr track wbr ";
    const SHAPES: &str = " path use rect circle ellipse line polygon polyline stop image ";
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let name = format!(" {} ", tag[..end].to_ascii_lowercase());
    let is_closed = || tag.find('>').is_some_and(|end| tag[..end].ends_with('/'));
    VOID.contains(&name) || (SHAPES.contains(&name) && is_closed())
}
