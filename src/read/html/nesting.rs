//! Pages whose markup would cost far more than their text: read without their structure.
//!
//! A parser that mends markup as browsers do takes time that grows with the square of the depth,
//! of the attributes of a tag, and of the formatting that was never closed. Real pages stay below
//! 100 levels. Beyond generous limits the page is rewritten once, in linear time: tags that begin
//! a line become paragraphs, headings stay, scripts and comments go, all else is dropped. What is
//! lost is only the difference between menu and text.

use std::borrow::Cow;

/// Elements opened inside one another.
const MAX_DEPTH: usize = 500;
/// Copies of formatting elements that the parser would have to make.
const MAX_COPIES: usize = 1_000_000;
/// Attributes of a tag.
const MAX_ATTRIBUTES: usize = 2_000;
/// Tags `html` and `body`.
const MAX_BODIES: usize = 100;

/// Elements without content, or that may stay open without nesting.
const VOID: [&str; 23] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "td", "th", "tr", "track", "wbr", "image",
];
/// Shapes of drawings, which close themselves.
const SHAPES: [&str; 9] =
    ["path", "use", "rect", "circle", "ellipse", "line", "polygon", "polyline", "stop"];
/// Elements whose content is no markup.
const RAW: [&str; 8] =
    ["script", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "title"];
/// Elements that a parser opens again in every block until they are closed.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements that do not begin a line.
const INLINE: [&str; 16] = [
    "span", "abbr", "cite", "sub", "sup", "mark", "q", "ins", "del", "img", "label", "time", "wbr",
    "bdi", "bdo", "var",
];

/// The page as it is, or flattened; true with the latter.
pub fn tame(page: &str) -> (Cow<'_, str>, bool) {
    if is_tame(page) { (Cow::Borrowed(page), false) } else { (Cow::Owned(flatten(page)), true) }
}

/// A tag as it stands in the page.
struct Tag<'a> {
    name: String,
    closes: bool,
    /// What stands before it, behind the tag before.
    text: &'a str,
    source: &'a str,
    /// The content of an element that holds no markup.
    raw: &'a str,
}

/// The tags of a page in order; the text behind the last comes with a tag without a name.
fn tags(page: &str) -> impl Iterator<Item = Tag<'_>> {
    let (mut text_start, mut at, mut done) = (0, 0, false);
    std::iter::from_fn(move || {
        while let Some(open) = page[at..].find('<').map(|i| at + i) {
            let rest = &page[open..];
            if rest.starts_with("<!--") {
                let end = rest.find("-->").map_or(page.len(), |i| open + i + 3);
                let tag = Tag {
                    name: "!".into(),
                    closes: false,
                    text: &page[text_start..open],
                    source: &page[open..end],
                    raw: "",
                };
                (text_start, at) = (end, end);
                return Some(tag);
            }
            let closes = rest.starts_with("</");
            let name_start = open + 1 + usize::from(closes);
            let name: String = page[name_start..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))
                .take(20)
                .collect();
            if !name.starts_with(|c: char| c.is_ascii_alphabetic())
                && !rest.starts_with("<!")
                && !rest.starts_with("<?")
            {
                at = name_start;
                continue;
            }
            let name = name.to_ascii_lowercase();
            let end = rest.find('>').map_or(page.len(), |i| open + i + 1);
            let raw_end = if RAW.contains(&name.as_str()) && !closes {
                end + end_of_raw(&page[end..], &name)
            } else {
                end
            };
            let tag = Tag {
                name,
                closes,
                text: &page[text_start..open],
                source: &page[open..end],
                raw: &page[end..raw_end],
            };
            (text_start, at) = (raw_end, raw_end);
            return Some(tag);
        }
        let last = Tag {
            name: String::new(),
            closes: true,
            text: &page[text_start..],
            source: "",
            raw: "",
        };
        (!std::mem::replace(&mut done, true)).then_some(last)
    })
}

/// Where the end tag of an element without markup begins.
fn end_of_raw(rest: &str, name: &str) -> usize {
    let is_end = |i: &usize| {
        let tag = rest.as_bytes().get(i + 2..i + 2 + name.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
    };
    rest.match_indices("</").map(|(i, _)| i).find(is_end).unwrap_or(rest.len())
}

/// Whether a parser takes about as long for the page as for any page of its size.
fn is_tame(page: &str) -> bool {
    let (mut depth, mut formatting, mut copies, mut bodies) = (0usize, 0usize, 0usize, 0);
    for tag in tags(page) {
        let name = tag.name.as_str();
        let is_formatting = FORMATTING.contains(&name);
        if tag.closes {
            depth = depth.saturating_sub(1);
            formatting -= usize::from(is_formatting && formatting > 0);
            continue;
        }
        let is_shape = SHAPES.contains(&name) && tag.source.ends_with("/>");
        if !name.is_empty() && name != "!" && !VOID.contains(&name) && !is_shape {
            depth += 1;
        }
        if is_formatting {
            formatting += 1;
        } else if !INLINE.contains(&name) {
            copies += formatting;
        }
        bodies += usize::from(matches!(name, "html" | "body"));
        let crowded =
            tag.source.len() > MAX_ATTRIBUTES && n_attributes(tag.source) > MAX_ATTRIBUTES;
        if depth > MAX_DEPTH || copies > MAX_COPIES || bodies > MAX_BODIES || crowded {
            return false;
        }
    }
    true
}

/// Words of a tag outside quotes.
fn n_attributes(tag: &str) -> usize {
    let (mut quote, mut was_space, mut n) = (None, false, 0);
    for byte in tag.bytes() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => {
                n += usize::from(was_space && !byte.is_ascii_whitespace());
                was_space = byte.is_ascii_whitespace();
            }
        }
    }
    n
}

/// The page with paragraphs and headings only.
pub fn flatten(page: &str) -> String {
    let mut flat = String::with_capacity(page.len() / 2);
    for tag in tags(page) {
        flat.push_str(&tag.text.replace('<', "&lt;"));
        let is_head = matches!(tag.name.as_str(), "meta" | "title") && tag.source.len() < 4_000;
        let is_heading = tag.name.len() == 2 && tag.name.starts_with('h') && tag.name != "hr";
        if is_head {
            flat.push_str(tag.source);
            flat.push_str(tag.raw);
        } else if is_heading {
            flat.push_str(if tag.closes { "</" } else { "<" });
            flat.push_str(&tag.name);
            flat.push('>');
        } else if tag.name == "br" {
            flat.push_str("<br>");
        } else if !INLINE.contains(&tag.name.as_str()) && !FORMATTING.contains(&tag.name.as_str()) {
            flat.push_str("<p>");
        }
    }
    flat
}
