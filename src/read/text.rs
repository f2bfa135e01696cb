//! Plain text: the whole file is one document.
//!
//! The source stays as decoded, because tables give character offsets into it; only front matter is
//! stepped over, by [`Draft::body`].

use super::dateline;
use super::draft::Draft;
use super::format::{Content, Format};
use super::front_matter;

/// Plain text.
pub struct PlainText;

impl Format for PlainText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        Ok(vec![with_front_matter(content.take_text(log)?)?])
    }
}

/// A text with what its front matter and its publication line say about it.
///
/// # Errors
/// If nothing follows the front matter.
pub(super) fn with_front_matter(text: String) -> Result<Draft, String> {
    let (fields, body) = front_matter::parse(&text).unwrap_or_default();
    if text[body..].trim().is_empty() {
        return Err("there is no text behind the front matter".into());
    }
    let mut draft = Draft { fields, body, ..Draft::whole(text) };
    draft.add_dateline(dateline::find(&draft.source[body..]));
    Ok(draft)
}
