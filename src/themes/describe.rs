//! Describing themes: in words, figures and texts.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::centres::Nearest;
use super::examples::{self, Examples};
use super::features::Vocabulary;
use super::fit::Fit;
use super::labels::{ClassTerms, Uses};
use super::model::{Model, ModelTheme};
use super::placing::Rows;
use super::sequences::{self, Sequence};
use super::{Area, Assignment, Sources, Theme, Themes, hierarchy};
use crate::corpus::DocId;
use crate::surfaces::Surfaces;
use crate::vocabulary::{self, Bounds, Features, Item, Wordings};

/// Terms listed for a theme.
const TOP_TERMS: usize = 10;
/// Terms of a theme by which its word sequences are looked for.
const SEQUENCE_TERMS: usize = 30;

/// The texts as words.
pub struct Wording<'a> {
    /// Documents, texts, words.
    pub sources: &'a Sources<'a>,
    /// The texts that were clustered.
    pub items: &'a [Item],
    /// Their words, and which of them are terms.
    pub wordings: &'a Wordings<'a>,
}

impl Wording<'_> {
    /// The themes just found, and their areas, described by the texts assigned to them.
    pub fn name(
        &self,
        fit: &Fit,
        vocabulary: &Vocabulary,
        uses: &[Uses],
        assignments: &[Assignment],
        hierarchy: bool,
    ) -> (Vec<ModelTheme>, Vec<Area>) {
        let labels: Vec<Option<u32>> = assignments.iter().map(|a| a.theme).collect();
        let k = fit.centres.k();
        let (terms, uses) = self.words(vocabulary, uses, &labels, k);
        let classes = ClassTerms::of(&uses);
        let terms_of = |theme: usize, n: usize| {
            let of = classes.weights[theme].iter().take(n);
            of.map(|&(t, weight)| (terms[t as usize].as_str(), weight))
        };
        let top_terms: FxHashSet<&str> =
            (0..k).flat_map(|c| terms_of(c, SEQUENCE_TERMS).map(|t| t.0)).collect();
        let texts = self.sources.texts;
        let sequences = sequences::find(texts, self.wordings, self.items, &labels, k, &top_terms);
        let names: Vec<Vec<String>> =
            (0..k).map(|c| classes.label(&terms, c, &sequences[c])).collect();
        let areas = if hierarchy {
            hierarchy::areas(&fit.centres, vocabulary.n_columns())
        } else {
            Vec::new()
        };
        let areas = area_names(&areas, &terms, &uses, &sequences);

        let spelled = top_terms
            .into_iter()
            .chain(sequences.iter().flatten().map(|s| s.text.as_str()))
            .collect();
        let surfaces = self.surfaces(&spelled);
        let label = |parts: &[String]| {
            parts.iter().map(|p| surfaces.spell(p)).collect::<Vec<_>>().join(" · ")
        };
        let theme = |c: usize| ModelTheme {
            label: label(&names[c]),
            top_terms: terms_of(c, TOP_TERMS).map(|(t, w)| (surfaces.spell(t), w)).collect(),
            sequences: sequences[c].iter().map(|s| surfaces.spell(&s.text)).collect(),
            stability: fit.stabilities[c],
            least_cosine: fit.centres.least[c],
            centre: fit.centres.terms[c].clone(),
        };
        let themes = (0..k).map(theme).collect();
        let areas =
            areas.into_iter().map(|(name, themes)| Area { label: label(&name), themes }).collect();
        (themes, areas)
    }

    /// The words and their uses: they name a theme better than the characters it may have been found by.
    fn words<'a>(
        &self,
        vocabulary: &'a Vocabulary,
        uses: &'a [Uses],
        labels: &[Option<u32>],
        k: usize,
    ) -> (Cow<'a, [String]>, Cow<'a, Uses>) {
        let part =
            |i: usize| (vocabulary.parts[i].terms.as_slice().into(), Cow::Borrowed(&uses[i]));
        if let Some(words) = vocabulary.words() {
            // texts without a single word: their characters
            return part(if vocabulary.parts[words].terms.is_empty() { 0 } else { words });
        }
        let bounds = Bounds::for_items(self.items.len());
        let counts = vocabulary::count(self.wordings, self.items, Features::Words, bounds);
        if counts.terms.is_empty() {
            return part(0);
        }
        let mut uses = Uses::none(k, counts.terms.len());
        uses.add(&counts.matrix, labels.iter().copied());
        (counts.terms.into(), Cow::Owned(uses))
    }

    /// Writes themes, areas and the model they come from into the findings.
    pub fn describe(
        &self,
        themes: &mut Themes,
        model: Model,
        rows: &Rows<'_>,
        nearest: &[Option<Nearest>],
    ) {
        let original = |a: &Assignment| {
            let document = a.place.document;
            (document, self.sources.originals.get(document.index()).copied().unwrap_or(document))
        };
        let owners: Vec<(DocId, DocId)> = themes.assignments.iter().map(original).collect();
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); model.themes.len()];
        for (i, a) in (0u32..).zip(&themes.assignments) {
            if let Some(theme) = a.theme {
                members[theme as usize].push(i);
            }
        }
        let mut found: Vec<Theme> = Vec::new();
        for (number, theme) in (0u32..).zip(&model.themes) {
            let members = &members[number as usize];
            let of = |i: &u32| &themes.assignments[*i as usize];
            let mut documents: Vec<DocId> = members.iter().map(|i| of(i).place.document).collect();
            documents.dedup();
            let silhouettes: f64 = members.iter().map(|i| of(i).silhouette).sum();
            let Examples { representative, borderline } =
                examples::choose(members, nearest, &owners);
            found.push(Theme {
                label: theme.label.clone(),
                top_terms: theme.top_terms.clone(),
                sequences: theme.sequences.clone(),
                slogans: Vec::new(),
                n_sections: members.len() as u32,
                n_documents: documents.len() as u32,
                silhouette: silhouettes / members.len() as f64,
                stability: theme.stability,
                area: model.areas.iter().position(|a| a.themes.contains(&number)).map(|a| a as u32),
                representative,
                borderline,
            });
        }
        examples::give_reasons(&mut found, rows, &model);
        self.spell(&mut found);
        themes.themes = found;
        themes.areas = model.areas.clone();
        themes.model = Some(model);
    }

    fn surfaces(&self, terms: &FxHashSet<&str>) -> Surfaces {
        let &Wordings { words, stream, .. } = self.wordings;
        Surfaces::of(self.sources.texts, stream, words, self.items, terms)
    }

    /// Spells the terms of all reasons as the texts do.
    fn spell(&self, themes: &mut [Theme]) {
        let all: Vec<String> = themes.iter_mut().flat_map(reasons_of).map(|t| t.clone()).collect();
        let terms = all.iter().map(String::as_str).collect();
        let surfaces = self.surfaces(&terms);
        for term in themes.iter_mut().flat_map(reasons_of) {
            *term = surfaces.spell(term);
        }
    }
}

/// The terms of a theme's reasons.
fn reasons_of(theme: &mut Theme) -> impl Iterator<Item = &mut String> {
    theme.representative.iter_mut().chain(&mut theme.borderline).flat_map(|e| {
        e.terms.iter_mut().chain(e.rival.iter_mut().flat_map(|(_, terms)| terms.iter_mut()))
    })
}

/// The names and themes of the areas.
fn area_names(
    areas: &[u32],
    terms: &[String],
    uses: &Uses,
    sequences: &[Vec<Sequence>],
) -> Vec<(Vec<String>, Vec<u32>)> {
    let Some(last) = areas.iter().max() else { return Vec::new() };
    let n = *last as usize + 1;
    let classes = ClassTerms::of_joined(uses, areas, n);
    (0..n)
        .map(|area| {
            let themes: Vec<u32> =
                (0u32..).zip(areas).filter(|(_, a)| **a as usize == area).map(|(t, _)| t).collect();
            let of_area: Vec<Sequence> =
                themes.iter().flat_map(|&t| sequences[t as usize].iter().cloned()).collect();
            (classes.label(terms, area, &of_area), themes)
        })
        .collect()
}
