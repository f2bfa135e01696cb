//! The theme of each paragraph of some documents: the nearest centre, as for any other text.
//!
//! A paragraph is short, so its distances are larger than those of the texts the themes were found in, and
//! no remainder is told: the nearest theme is the best guess, and is shown as one. Paragraphs with
//! fewer than five words have none.

use super::items;
use super::placing::Rows;
use super::{ParagraphTheme, Sources, ThemeSettings, Themes};
use crate::corpus::DocId;
use crate::stopwords::StopWords;
use crate::vocabulary::Item;

/// The themes of the paragraphs of these documents, by document and paragraph.
pub fn find(
    themes: &Themes,
    sources: &Sources<'_>,
    settings: &ThemeSettings,
    documents: &[DocId],
) -> Vec<ParagraphTheme> {
    let Some(model) = &themes.model else { return Vec::new() };
    let extra: Vec<String> = settings.stop_words.iter().chain(&model.stop_words).cloned().collect();
    let stop_words = StopWords::new(sources.words, &extra);
    let wordings = sources.wordings(&stop_words);
    let paragraphs = items::paragraphs(sources.texts, &wordings, documents);
    let items: Vec<Item> = paragraphs.iter().map(|p| p.item.clone()).collect();
    let nearest = Rows::new(&wordings, &items, &model.vocabulary).nearest(&model.centres());
    let placed = paragraphs.iter().zip(nearest).filter_map(|(paragraph, nearest)| {
        Some(ParagraphTheme {
            document: paragraph.place.document,
            paragraph: paragraph.paragraph?,
            theme: nearest?.theme,
        })
    });
    placed.collect()
}
