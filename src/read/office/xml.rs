//! XML as office files hold it: a stream of elements and text, without a tree.
//!
//! Elements are told by their local names. Prefixes are free (`w:p`, `ns0:p`, `p`), and the strict
//! and transitional variants of a format differ only in their namespaces. quick-xml does not expand
//! entities that a file declares, so there is no entity bomb; the named characters of HTML, which
//! books use, are known to html-escape. What is not well formed is read as far as it makes sense:
//! ends without a start and lone ampersands pass, and where the stream breaks off, what was read
//! before counts.
//!
//! Nothing here recurses, and no state grows with depth.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What the stream holds; an empty element is a start and an end.
pub(in crate::read) enum Node<'x> {
    /// An element begins.
    Start(Tag<'x>),
    /// An element ends; its local name.
    End(&'x str),
    /// Characters.
    Text(&'x str),
}

/// What to do with the element that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Flow {
    /// Go into it.
    Enter,
    /// Pass over all of it: neither its content nor its end is told.
    Skip,
}

/// The start of an element.
pub(in crate::read) struct Tag<'x> {
    /// Its name without prefix.
    pub name: &'x str,
    start: &'x BytesStart<'x>,
}

impl Tag<'_> {
    /// The value of the attribute with this local name.
    pub fn attr(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.html_attributes();
        let attributes = attributes.with_checks(false).flatten();
        let found = attributes.into_iter().find(|a| a.key.local_name().into_inner() == name)?;
        Some(html_escape::decode_html_entities(&found.value).into_owned())
    }

    /// The value of the attribute `r:id`, `r:dm` …: several attributes may share a local name.
    pub fn prefixed(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.html_attributes();
        let attributes = attributes.with_checks(false).flatten();
        let is_it = |key: &str| key.split_once(':').is_some_and(|(_, local)| local == name);
        attributes.into_iter().find(|a| is_it(a.key.into_inner())).map(|a| a.value.into_owned())
    }

    /// The attribute as a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.attr(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `<w:vanish/>` is on: it is unless its `val` says no.
    pub fn is_on(&self) -> bool {
        !self.attr("val").is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Tells `visit` everything from the start of `xml`; fails where the stream breaks off.
pub(in crate::read) fn walk(
    xml: &str,
    mut visit: impl FnMut(Node<'_>) -> Flow,
) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    config.expand_empty_elements = true;
    // The element passed over and how many of its name are open inside it.
    let mut skipped: Option<(String, usize)> = None;
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => event,
            Err(_) => {
                let at = reader.buffer_position();
                return Err(format!("it breaks off at byte {at} of {}", xml.len()));
            }
        };
        if let Some((name, open)) = &mut skipped {
            match &event {
                Event::Start(start) if start.local_name().into_inner() == name => *open += 1,
                Event::End(end) if end.local_name().into_inner() == name => {
                    *open -= 1;
                    if *open == 0 {
                        skipped = None;
                    }
                }
                _ => {}
            }
            continue;
        }
        match &event {
            Event::Start(start) => {
                let name = start.local_name().into_inner();
                if visit(Node::Start(Tag { name, start })) == Flow::Skip {
                    skipped = Some((name.to_string(), 1));
                }
            }
            Event::End(end) => {
                visit(Node::End(end.local_name().into_inner()));
            }
            Event::Text(text) => {
                visit(Node::Text(&text.xml10_content()));
            }
            Event::CData(text) => {
                visit(Node::Text(&text.xml10_content()));
            }
            Event::GeneralRef(reference) => {
                visit(Node::Text(&character(reference)));
            }
            _ => {}
        }
    }
}

/// The character that a reference names; a reference to anything else stays as written.
fn character(reference: &str) -> Cow<'static, str> {
    let written = format!("&{reference};");
    let shown = html_escape::decode_html_entities(&written).into_owned();
    // U+0000 is no character of a text.
    Cow::Owned(shown.replace('\0', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(xml: &str) -> (String, bool) {
        let mut told = String::new();
        let result = walk(xml, |node| {
            match node {
                Node::Start(tag) if tag.name == "skip" => return Flow::Skip,
                Node::Start(tag) => told.push_str(&format!("<{}>", tag.name)),
                Node::End(name) => told.push_str(&format!("</{name}>")),
                Node::Text(text) => told.push_str(text),
            }
            Flow::Enter
        });
        (told, result.is_ok())
    }

    #[test]
    fn prefixes_are_free_and_references_are_characters() {
        let xml = "<w:p xmlns:w='u'>a&amp;b &lt;&#x6e05;&hellip;<w:br/></w:p>";
        assert_eq!(told(xml), ("<p>a&b <清…<br></br></p>".into(), true));
    }

    #[test]
    fn declared_entities_are_not_expanded() {
        let xml = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>x&c;y</a>";
        assert_eq!(told(xml), ("<a>x&c;y</a>".into(), true));
    }

    #[test]
    fn a_skipped_element_is_silent_with_all_of_its_kind_inside() {
        let xml = "<a><skip>1<skip>2</skip><br>3</skip>4<skip/>5</a>";
        assert_eq!(told(xml), ("<a>45</a>".into(), true));
    }

    #[test]
    fn what_was_read_before_a_break_counts() {
        assert_eq!(told("<a>河道<b attr='"), ("<a>河道".into(), false));
        assert_eq!(told("<a>AT&T</b>x</a>").0, "<a>AT&T</b>x</a>");
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = "<a>".repeat(200_000);
        assert_eq!(told(&deep).0.len(), deep.len());
    }
}
