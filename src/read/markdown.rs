//! Markdown: the whole file is one document, its first heading the title.
//!
//! The source stays as decoded, marks included, because tables give character offsets into it;
//! cleaning takes the marks out, and front matter is stepped over, by [`Draft::body`].

use super::draft::{Draft, one_line};
use super::format::{Content, Format};
use super::text;

/// Markdown.
pub struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown", "mkd"]
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        let mut draft = text::with_front_matter(content.take_text(log)?)?;
        if let Some(title) = title(&draft.source[draft.body..]) {
            draft.fields.entry("title".into()).or_insert(title);
        }
        Ok(vec![draft])
    }
}

/// The first line with text, if it is a heading of the highest level.
fn title(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let title = one_line(line.strip_prefix("# ")?.trim_end_matches('#'));
    Some(title.replace("**", "").replace('`', "")).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn title_of(text: &str) -> Option<String> {
        let mut content = Content::new(text.as_bytes().to_vec());
        Markdown.read(&mut content, &mut Vec::new()).unwrap()[0].fields.get("title").cloned()
    }

    #[test]
    fn the_first_heading_is_the_title_where_none_is_given() {
        assert_eq!(
            title_of("\n# The **old** ferry #\n\nIt sails.").as_deref(),
            Some("The old ferry")
        );
        assert_eq!(title_of("---\ntitle: Ferry\n---\n# Boats\n").as_deref(), Some("Ferry"));
        assert_eq!(title_of("It sails.\n\n# Boats\n"), None);
        assert_eq!(title_of("#topic"), None);
    }
}
