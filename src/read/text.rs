//! Plain text and Markdown: the whole file is one document.
//!
//! The source stays as decoded, marks of Markdown included, because tables give character offsets
//! into it; only front matter is stepped over, by [`Draft::body`].

use crate::read::dateline;
use crate::read::draft::Draft;
use crate::read::front_matter;

/// Reads plain text or Markdown. See [`Reader`](crate::read::Reader).
pub fn read(text: String, _log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let (fields, body) = front_matter::parse(&text).unwrap_or_default();
    if text[body..].trim().is_empty() {
        return Err("there is no text behind the front matter".into());
    }
    let mut draft = Draft { fields, body, ..Draft::whole(text) };
    draft.add_dateline(dateline::find(&draft.source[body..]));
    Ok(vec![draft])
}
