//! The layers of a text: what is shared with another document, what is formulaic, what is its own.
//!
//! The same rule as for the shares ([`crate::reuse`]): shared is what stands in a passage of another
//! document, of any kind but formulaic; formulaic what stands in a repeated phrase and is not shared. A
//! shared run is cut where its passage changes, so that each leads to its evidence.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::Analysis;
use crate::corpus::{DocId, Span};
use crate::reuse::PassageKind;

/// What a run of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// In no phrase and no passage.
    Own,
    /// In a repeated phrase.
    Formulaic,
    /// In a passage, by its index; the longest of several.
    Shared(usize),
}

/// The layers of some documents.
#[derive(Debug, Default)]
pub struct Layers {
    /// Passages of each document: start, end and index, the shortest first.
    shared: BTreeMap<DocId, Vec<(u32, u32, usize)>>,
    formulaic: BTreeMap<DocId, Vec<(u32, u32)>>,
}

impl Layers {
    /// The layers of these documents.
    pub fn of(analysis: &Analysis, documents: &[DocId]) -> Self {
        let mut layers = Self::default();
        for &document in documents {
            layers.shared.insert(document, Vec::new());
            layers.formulaic.insert(document, Vec::new());
        }
        // Of millions of passages and places few lie in these documents.
        let mut is_layered = vec![false; analysis.corpus.len()];
        documents.iter().for_each(|d| is_layered[d.index()] = true);
        for (i, passage) in analysis.reuse.passages.iter().enumerate() {
            if passage.kind == PassageKind::Formulaic || passage.a.document == passage.b.document {
                continue;
            }
            for place in [passage.a, passage.b].iter().filter(|p| is_layered[p.document.index()]) {
                if let Some(spans) = layers.shared.get_mut(&place.document) {
                    spans.push((place.span.start, place.span.end, i));
                }
            }
        }
        for spans in layers.shared.values_mut() {
            // painted one over the other, the longest last; of equals the first
            spans.sort_by_key(|&(start, end, i)| (end - start, std::cmp::Reverse(i)));
        }
        let places = analysis.phrases.phrases.iter().flat_map(|p| &p.places);
        for place in places.filter(|p| is_layered[p.document.index()]) {
            if let Some(spans) = layers.formulaic.get_mut(&place.document) {
                spans.push((place.span.start, place.span.end));
            }
        }
        layers
    }

    /// Passages that stand in a document, by index, each once.
    pub fn passages(&self, document: DocId) -> Vec<usize> {
        let spans = self.shared.get(&document).map_or(&[][..], Vec::as_slice);
        let mut passages: Vec<usize> = spans.iter().map(|s| s.2).collect();
        passages.sort_unstable();
        passages.dedup();
        passages
    }

    /// The runs that make up a span of a document's text, in order and without gaps; each is as long as
    /// its layer goes. `text` is the document's text, in which runs end at characters.
    pub fn runs(&self, document: DocId, text: &str, span: Span) -> Vec<(Range<usize>, Layer)> {
        let (from, to) = (span.start as usize, (span.end as usize).min(text.len()));
        if from >= to {
            return Vec::new();
        }
        let mut layer = vec![Layer::Own; to - from];
        let mut paint = |start: u32, end: u32, as_: Layer| {
            let (start, end) = ((start as usize).clamp(from, to), (end as usize).clamp(from, to));
            layer[start - from..end.max(start) - from].fill(as_);
        };
        for &(start, end) in self.formulaic.get(&document).into_iter().flatten() {
            paint(start, end, Layer::Formulaic);
        }
        for &(start, end, passage) in self.shared.get(&document).into_iter().flatten() {
            paint(start, end, Layer::Shared(passage));
        }
        let mut runs: Vec<(Range<usize>, Layer)> = Vec::new();
        for (i, &layer) in layer.iter().enumerate() {
            let at = from + i;
            match runs.last_mut() {
                Some((run, last)) if *last == layer || !text.is_char_boundary(at) => {
                    run.end = at + 1
                }
                _ => runs.push((at..at + 1, layer)),
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn runs_put_together_are_the_text_and_shared_goes_before_formulaic() {
        let analysis = fixture::analysis();
        let ids: Vec<DocId> = analysis.corpus.ids().collect();
        let layers = Layers::of(&analysis, &ids);
        for &id in &ids {
            let text = &analysis.texts[id.index()].text;
            let runs = layers.runs(id, text, Span::new(0, text.len()));
            let joined: String = runs.iter().map(|(run, _)| &text[run.clone()]).collect();
            assert_eq!(&joined, text);
            assert!(runs.windows(2).all(|w| w[0].1 != w[1].1));
        }
        let text = &analysis.texts[0].text;
        let runs = layers.runs(DocId(0), text, Span::new(0, text.len()));
        let shared: Vec<&str> = runs
            .iter()
            .filter(|(_, layer)| matches!(layer, Layer::Shared(_)))
            .map(|(run, _)| &text[run.clone()])
            .collect();
        assert_eq!(shared, ["坚持大团结大联合，凝聚起同心共筑的磅礴力量，画好最大同心圆。"]);
        let formulaic = runs.iter().find(|(_, layer)| *layer == Layer::Formulaic);
        assert_eq!(formulaic.map(|(run, _)| &text[run.clone()]), Some("工作法"));
        // the formulaic passage between the second and the third holder is no sharing
        assert_eq!(layers.passages(DocId(0)), [0, 1]);
        assert_eq!(layers.passages(DocId(3)), [] as [usize; 0]);
    }
}
