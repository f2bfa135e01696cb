//! Themes of groups: which theme a group gives more, or less, of its texts to than the others.
//!
//! Counted are texts as they were put into themes (documents, sections or paragraphs), those of the
//! remainder among all. Sections of one document are not independent of each other, so where they are
//! the texts, the interval is narrower than it should be; `n_documents` says on how many documents a
//! figure rests. Bonferroni's correction counts the themes. By group; inside it by |LRC|, then G2,
//! then the number of the theme.

use serde::Serialize;

use super::ALPHA;
use super::contrast::Contrast;
use super::groups::Groups;
use crate::corpus::Corpus;
use crate::themes::Themes;

/// How much of a group belongs to a theme, against all other groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeKey {
    /// The group.
    pub group: String,
    /// The theme: an index into the themes.
    pub theme: u32,
    /// Documents of the group with a text in the theme.
    pub n_documents: u32,
    /// Texts of the group against those of the others.
    #[serde(flatten)]
    pub contrast: Contrast,
}

/// Every theme of every group that is compared; empty where there are fewer than two groups.
pub fn theme_keys(corpus: &Corpus, themes: &Themes) -> Vec<ThemeKey> {
    let groups = Groups::of(corpus);
    let n_themes = themes.themes.len();
    if !groups.can_be_compared() || n_themes == 0 {
        return Vec::new();
    }
    let n_groups = groups.names.len();
    // The last row holds the groups that are only reference.
    let mut counts = vec![vec![0u32; n_themes]; n_groups + 1];
    let mut texts = vec![0u32; n_groups + 1];
    let mut documents = vec![Vec::new(); n_groups];
    for text in &themes.assignments {
        let document = text.place.document;
        let Some(group) = groups.of_document.get(document.index()).copied().flatten() else {
            continue;
        };
        let group = group as usize;
        texts[group] += 1;
        let Some(theme) = text.theme.filter(|&t| (t as usize) < n_themes) else { continue };
        counts[group][theme as usize] += 1;
        if let Some(documents) = documents.get_mut(group) {
            documents.push((theme, document));
        }
    }
    let n_all: u32 = texts.iter().sum();
    let of_theme: Vec<u32> =
        (0..n_themes).map(|t| counts.iter().map(|of_group| of_group[t]).sum()).collect();
    let tail = ALPHA / 2.0 / n_themes as f64;
    let mut keys = Vec::with_capacity(n_groups * n_themes);
    for (g, mut documents) in documents.into_iter().enumerate() {
        documents.sort_unstable();
        documents.dedup();
        let n_documents = |t: u32| documents.iter().filter(|d| d.0 == t).count() as u32;
        let (n1, n2) = (texts[g], n_all - texts[g]);
        if n1 == 0 || n2 == 0 {
            continue;
        }
        let mut of_group: Vec<ThemeKey> = (0..n_themes as u32)
            .map(|t| {
                let f1 = counts[g][t as usize];
                let f2 = of_theme[t as usize] - f1;
                ThemeKey {
                    group: groups.names[g].to_owned(),
                    theme: t,
                    n_documents: n_documents(t),
                    contrast: Contrast::of(f1, n1, f2, n2, tail),
                }
            })
            .filter(|key| key.contrast.f_target + key.contrast.f_reference > 0)
            .collect();
        of_group.sort_by(|a, b| {
            let (x, y) = (&a.contrast, &b.contrast);
            let by_lrc = y.lrc.abs().total_cmp(&x.lrc.abs());
            by_lrc.then(y.g2.total_cmp(&x.g2)).then(a.theme.cmp(&b.theme))
        });
        keys.extend(of_group);
    }
    keys
}
