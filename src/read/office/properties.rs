//! What a document says about itself: title, author, subject, dates.
//!
//! A file's own date is weak. It tells when the file was made, which may be years after the text or,
//! for a file made from a template, years before it. So it is kept as `created`, and stands in as
//! the `date` only where neither the head of the text nor the name of the file tells one. What word
//! processors and libraries fill in by themselves is no metadata.

use std::collections::BTreeMap;

use super::package::Package;
use super::xml::{Flow, Node, walk};
use crate::dates;
use crate::read::dateline;
use crate::read::draft::{Draft, one_line};
use crate::read::stated;

/// Fields of a document by the local names of the elements that hold them.
pub(in crate::read) fn from_xml(xml: &str) -> BTreeMap<String, String> {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let mut value = String::new();
    let _ = walk(xml, |node| {
        match node {
            Node::Start(_) => value.clear(),
            Node::Text(text) => value.push_str(text),
            Node::End(name) => {
                // The names with capitals are those of OFD, whose `Creator` is a program.
                let key = match name {
                    "creator" | "initial-creator" | "Author" => "author",
                    "created" | "creation-date" | "CreationDate" => "created",
                    "title" | "Title" => "title",
                    "subject" | "Subject" => "subject",
                    name @ ("description" | "modified") => name,
                    _ => "",
                };
                let value = one_line(&std::mem::take(&mut value));
                if !key.is_empty() && !value.is_empty() {
                    // OpenDocument names the first author and the last: the first counts.
                    if name == "initial-creator" {
                        fields.insert(key.into(), value);
                    } else {
                        fields.entry(key.into()).or_insert(value);
                    }
                }
            }
        }
        Flow::Enter
    });
    fields
}

/// Fields of the part that holds the properties, if there is one.
pub(in crate::read) fn of(
    package: &mut Package<'_>,
    part: &str,
    log: &mut Vec<String>,
) -> Result<BTreeMap<String, String>, String> {
    Ok(package.text(part, log)?.map(|xml| from_xml(&xml)).unwrap_or_default())
}

/// The document with its text and what its properties say; `title` is the one seen on the page.
pub(in crate::read) fn draft(
    text: String,
    title: Option<String>,
    fields: BTreeMap<String, String>,
) -> Draft {
    // The file of a library that all its documents are made from.
    let is_default = fields.get("description").is_some_and(|d| d.contains("by python-docx"));
    let kept = fields.into_iter().filter_map(|(key, value)| {
        let value = match key.as_str() {
            "title" => stated::title(&value),
            "author" => stated::author(&value),
            "created" | "modified" => {
                Some(value).filter(|v| !is_default && dates::parse(v).is_some())
            }
            "subject" => stated::something(&value),
            _ => None,
        };
        Some((key, value?))
    });
    let mut fields: BTreeMap<String, String> = kept.collect();
    if let Some(title) = title.map(|t| one_line(&t)).filter(|t| !t.is_empty()) {
        fields.insert("title".into(), title);
    }
    let mut draft = Draft { fields, ..Draft::whole(text) };
    draft.add_dateline(dateline::find(&draft.source));
    draft
}
