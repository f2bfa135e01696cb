//! XML that is none of the office formats: feeds, exports, annotated texts.
//!
//! The file is one document: what stands between its tags, in order. A lone tag between two pieces
//! of text is taken for one inside a sentence (`foo<hi>bar</hi>`); where two tags follow each other,
//! as between the fields of a record, a line ends. Text that is itself markup, escaped as feeds
//! carry it or in a CDATA section, is stripped once more. Comments, declarations, scripts, styles
//! and attributes go, and of feeds (RSS, Atom) the addresses, times and settings. The scan is linear and asks for no well-formedness, since feeds have little.

use super::draft::{Draft, one_line};
use super::format::{Content, Format};

/// XML files.
pub struct Xml;

impl Format for Xml {
    fn name(&self) -> &'static str {
        "XML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml", "rss", "atom", "tei"]
    }

    fn declares_encoding(&self) -> bool {
        true
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        let markup = content.take_text(log)?;
        let source = text(&markup);
        if source.is_empty() {
            return Err("there is no text between its tags".into());
        }
        let mut draft = Draft::whole(source);
        for (key, elements) in FIELDS {
            let value = elements.iter().find_map(|element| first(&markup, element));
            draft.fields.extend(value.map(|value| (key.to_string(), value)));
        }
        Ok(vec![draft])
    }
}

/// Metadata fields and the elements that hold them.
const FIELDS: [(&str, &[&str]); 3] = [
    ("title", &["title"]),
    ("date", &["dc:date", "published", "pubDate", "updated", "lastBuildDate"]),
    ("author", &["dc:creator", "author"]),
];

/// Elements whose content is no text.
const SILENT: [&str; 2] = ["script", "style"];
/// Elements of feeds whose content nobody wrote to be read.
const SILENT_IN_FEEDS: [&str; 28] = [
    "comments",
    "dc:date",
    "dc:format",
    "dc:identifier",
    "dc:language",
    "docs",
    "errorReportsTo",
    "generator",
    "guid",
    "height",
    "id",
    "issued",
    "language",
    "lastBuildDate",
    "link",
    "modified",
    "managingEditor",
    "pubDate",
    "published",
    "slash:comments",
    "sy:updateBase",
    "sy:updateFrequency",
    "sy:updatePeriod",
    "ttl",
    "updated",
    "url",
    "webMaster",
    "width",
];
/// Elements of pages that stand on lines of their own, or end one.
const LINES: [&str; 16] = [
    "blockquote",
    "br",
    "div",
    "dd",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "p",
    "td",
    "tr",
];
/// Roots of feeds.
const FEEDS: [&str; 3] = ["<rss", "<feed", "<rdf:RDF"];
/// Bytes within which the root of a file stands.
const HEAD: usize = 4096;

/// What stands between the tags, a field a line.
fn text(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len() / 2);
    let head = &markup[..markup.floor_char_boundary(HEAD)];
    let is_feed = FEEDS.iter().any(|root| head.contains(root));
    strip(markup, &mut out, if is_feed { Level::Feed } else { Level::Outer });
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Where markup stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// In the file: its text may be markup again.
    Outer,
    /// In a feed, likewise.
    Feed,
    /// In the text of another.
    Inner,
}

/// Writes the text of markup.
fn strip(markup: &str, out: &mut String, level: Level) {
    let mut rest = markup;
    let mut n_tags = 0;
    while !rest.is_empty() {
        let open = rest.find('<').unwrap_or(rest.len());
        let (piece, tag) = rest.split_at(open);
        // White space between two tags is layout.
        if !piece.trim().is_empty() {
            end_line(out, n_tags);
            write(&html_escape::decode_html_entities(piece), out, level);
            n_tags = 0;
        }
        rest = if let Some(data) = tag.strip_prefix("<![CDATA[") {
            let end = data.find("]]>").unwrap_or(data.len());
            end_line(out, n_tags);
            write(&data[..end], out, level);
            n_tags = 0;
            data.get(end + 3..).unwrap_or_default()
        } else if let Some(comment) = tag.strip_prefix("<!--") {
            comment.find("-->").map_or("", |end| &comment[end + 3..])
        } else if tag.len() > 1 && !is_tag(tag) {
            out.push('<');
            &tag[1..]
        } else {
            n_tags += if level == Level::Inner && ends_line(tag) { 2 } else { 1 };
            behind(tag, level)
        };
    }
}

/// Whether `<` opens a tag, and is no sign of comparison.
fn is_tag(tag: &str) -> bool {
    tag[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '!' | '?' | '_'))
}

/// Whether a tag of a page stands between two lines.
fn ends_line(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    LINES.iter().any(|line| name.eq_ignore_ascii_case(line))
}

/// What follows a tag, and its content where that is no text.
fn behind(tag: &str, level: Level) -> &str {
    let Some(end) = tag.find('>') else { return "" };
    let after = &tag[end + 1..];
    let is_name = |c: char| c.is_alphanumeric() || c == ':';
    let name = tag[1..end].split(|c| !is_name(c)).next().unwrap_or_default();
    let is_silent = SILENT.iter().any(|silent| name.eq_ignore_ascii_case(silent))
        || level == Level::Feed && SILENT_IN_FEEDS.contains(&name);
    if !is_silent || tag[..end].ends_with('/') {
        return after;
    }
    after.find("</").map_or("", |end| &after[end..])
}

/// Ends the line where a run of tags separates two fields.
fn end_line(out: &mut String, n_tags: usize) {
    if n_tags > 1 && !out.is_empty() {
        out.push('\n');
    }
}

fn write(piece: &str, out: &mut String, level: Level) {
    if level != Level::Inner && piece.contains(['<', '&']) {
        strip(piece, out, Level::Inner);
    } else {
        out.push_str(piece);
    }
}

/// The text of the first element of this name.
fn first(markup: &str, element: &str) -> Option<String> {
    let opening = format!("<{element}");
    let is_whole = |at: &usize| {
        markup[at + opening.len()..].starts_with(|c: char| c == '>' || c.is_whitespace())
    };
    let at = markup.match_indices(&opening).map(|(at, _)| at).find(is_whole)?;
    let content = &markup[at + markup[at..].find('>')? + 1..];
    let content = &content[..content.find(&format!("</{element}"))?];
    let value = one_line(&text(content));
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_lines_and_tags_inside_sentences_vanish() {
        let feed = "<?xml version='1.0'?><rss><!-- <b>no</b> --><item><title>河道整治</title>\
                    <link>http://x</link><description>&lt;p&gt;人人&lt;b&gt;动手&lt;/b&gt;。&lt;/p&gt;\
                    &lt;p&gt;户户参与。&lt;/p&gt;</description>\n<x><![CDATA[<i>3 < 4</i>]]></x></item></rss>";
        assert_eq!(text(feed), "河道整治\n人人动手。\n户户参与。\n3 < 4");
        assert_eq!(text("<p>The <hi>old</hi> ferry.</p><style>p {}</style>"), "The old ferry.");
    }

    #[test]
    fn feeds_lose_addresses_and_settings_and_their_text_is_read_as_a_page() {
        let feed = "<rss version='2.0'><channel><title>Tides</title><link>http://x</link><language>he</language>\
                    <item><title>A &amp;amp; B</title><guid isPermaLink='false'>9</guid><description>潮水&lt;br/&gt;退去。The \
                    &amp;quot;old&amp;quot; ferry &amp;lt; the new.</description>\n<pubDate>Thu, 17 Aug 2023</pubDate></item></channel></rss>";
        assert_eq!(text(feed), "Tides\nA & B\n潮水\n退去。The \"old\" ferry < the new.");
        assert_eq!(text("<a><link>kept</link> <url>too</url></a>"), "kept\ntoo");
    }

    #[test]
    fn title_and_date_come_from_the_first_elements_of_their_names() {
        let feed = "<feed><titles>no</titles><title type='text'>Ferry &amp; tide</title>\
                    <published>2021-03-04T00:00:00Z</published></feed>";
        let mut content = Content::new(feed.as_bytes().to_vec());
        let drafts = Xml.read(&mut content, &mut Vec::new()).unwrap();
        assert_eq!(drafts[0].fields["title"], "Ferry & tide");
        assert_eq!(drafts[0].fields["date"], "2021-03-04T00:00:00Z");
    }

    proptest! {
        #[test]
        fn no_markup_panics(markup in "[<>/!\\[\\]CDAT?&;a-c潮 \n\\-]{0,80}") {
            text(&markup);
            first(&markup, "a");
        }
    }
}
