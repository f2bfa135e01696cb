//! Plain text and Markdown: the whole file is one document.
//!
//! The source stays as decoded, marks of Markdown included, because tables give character offsets
//! into it; only front matter is stepped over, by [`Draft::body`].

use super::dateline;
use super::draft::Draft;
use super::format::{Content, Format};
use super::front_matter;

/// Plain text and Markdown.
pub struct PlainText;

impl Format for PlainText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", "md", "markdown"]
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        let text = content.take_text(log)?;
        let (fields, body) = front_matter::parse(&text).unwrap_or_default();
        if text[body..].trim().is_empty() {
            return Err("there is no text behind the front matter".into());
        }
        let mut draft = Draft { fields, body, ..Draft::whole(text) };
        draft.add_dateline(dateline::find(&draft.source[body..]));
        Ok(vec![draft])
    }
}
