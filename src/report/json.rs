//! `analysis.json`: everything, machine-readable, in one file that needs no other.
//!
//! Places are given as the tables give them: the document's name, the section's index in it, and
//! `start` and `end` in characters of the decoded source. Passages and phrases carry their text.
//! Written row by row from borrowed data, so that the JSON never exists as a tree in memory; the
//! order of keys and rows is that of the analysis, so equal analyses give equal bytes. Measures that
//! are not finite become `null`.

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::{Map, Value, json};

use crate::analysis::Analysis;
use crate::corpus::Place;
use crate::report::{untrusted, view};

/// Changes when the meaning of a key changes.
const FORMAT: u32 = 1;

/// The analysis as JSON.
pub fn render(analysis: &Analysis) -> String {
    let a = analysis;
    let view = View {
        format: FORMAT,
        version: &a.version,
        config: &a.config,
        inputs: &a.inputs,
        warnings: &a.warnings,
        documents: Rows(a, a.corpus.documents.len(), document),
        phrases: Rows(a, a.phrases.phrases.len(), phrase),
        families: Rows(a, a.phrases.families.len(), family),
        frames: Rows(a, a.phrases.frames.len(), frame),
        formulas: Rows(a, a.phrases.formulas.len(), formula),
        passages: Rows(a, a.reuse.passages.len(), passage),
        clusters: Rows(a, a.reuse.clusters.len(), cluster),
        theme_unit: &a.themes.unit,
        theme_terms: a.themes.n_terms,
        explained_variance: a.themes.explained_variance,
        trials: &a.themes.trials,
        themes: Rows(a, a.themes.themes.len(), theme),
        assignments: Rows(a, a.themes.assignments.len(), assignment),
        similar: Rows(a, a.similarity.pairs.len(), similar),
        similarity_order: Rows(a, a.similarity.order.len(), |a, i| {
            view::name(a, a.similarity.order[i]).into()
        }),
        similarity_matrix: &a.similarity.matrix,
        keyness: &a.keyness,
        periods: &a.trends.periods,
        volumes: &a.trends.volumes,
        trends: &a.trends.points,
        adoption: Rows(a, a.trends.adoptions.len(), adoption),
    };
    // Serialising plain data to memory has no way to fail; the empty object keeps it total.
    let mut out = serde_json::to_string(&view).unwrap_or_else(|_| "{}".into());
    out.push('\n');
    out
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct View<'a> {
    format: u32,
    version: &'a str,
    config: &'a crate::analysis::Config,
    inputs: &'a [crate::read::InputFile],
    warnings: &'a [crate::warning::Warning],
    documents: Rows<'a>,
    phrases: Rows<'a>,
    families: Rows<'a>,
    frames: Rows<'a>,
    formulas: Rows<'a>,
    passages: Rows<'a>,
    clusters: Rows<'a>,
    theme_unit: &'a str,
    theme_terms: u32,
    explained_variance: f64,
    trials: &'a [crate::themes::Trial],
    themes: Rows<'a>,
    assignments: Rows<'a>,
    similar: Rows<'a>,
    similarity_order: Rows<'a>,
    similarity_matrix: &'a [f64],
    keyness: &'a [crate::keyness::Key],
    periods: &'a [String],
    volumes: &'a [u32],
    trends: &'a [crate::trends::TrendPoint],
    adoption: Rows<'a>,
}

/// Rows made one at a time as they are written.
struct Rows<'a>(&'a Analysis, usize, fn(&Analysis, usize) -> Value);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.1))?;
        for i in 0..self.1 {
            seq.serialize_element(&(self.2)(self.0, i))?;
        }
        seq.end()
    }
}

fn document(a: &Analysis, i: usize) -> Value {
    let document = &a.corpus.documents[i];
    let id = crate::corpus::DocId(i as u32);
    let text = a.texts.get(i);
    let sections: Vec<Value> = text
        .map(|t| {
            t.sections
                .iter()
                .enumerate()
                .map(|(s, section)| {
                    let line = |span| untrusted::one_line(view::slice(t, span));
                    let (start, end) = view::source_span(t, section.span).unwrap_or((0, 0));
                    json!({
                        "heading": section.heading.map(line),
                        "speaker": section.speaker.map(line),
                        "start": start,
                        "end": end,
                        "n_units": a.section_units.get(i).and_then(|u| u.get(s)),
                    })
                })
                .collect()
        })
        .unwrap_or_default();
    json!({
        "document": document.name,
        "path": document.path,
        "title": view::title(a, id),
        "date": document.date,
        "group": document.group,
        "encoding": document.encoding,
        "metadata": document.metadata,
        "n_units": a.n_units.get(i),
        "n_joined": text.map(|t| t.n_joined),
        "shares": a.reuse.shares.get(i),
        "sections": sections,
        "dropped": text.map(|t| &t.dropped[..]).unwrap_or_default(),
    })
}

fn place(a: &Analysis, place: Place) -> Value {
    let (start, end) = view::source_place(a, place).unwrap_or((0, 0));
    json!({
        "document": view::name(a, place.document),
        "section": place.section,
        "start": start,
        "end": end,
    })
}

fn places(a: &Analysis, list: &[Place]) -> Value {
    list.iter().map(|&p| place(a, p)).collect()
}

/// A finding's own fields, its `places` made readable.
fn with_places(a: &Analysis, finding: &impl Serialize, list: &[Place]) -> Map<String, Value> {
    let Ok(Value::Object(mut map)) = serde_json::to_value(finding) else {
        return Map::new();
    };
    map.insert("places".into(), places(a, list));
    map
}

fn phrase_text(a: &Analysis, index: u32) -> Option<&str> {
    a.phrases.phrases.get(index as usize).map(|p| p.text.as_str())
}

fn phrase(a: &Analysis, i: usize) -> Value {
    let phrase = &a.phrases.phrases[i];
    let mut map = with_places(a, phrase, &phrase.places);
    map.insert("rank".into(), (i + 1).into());
    let head = a.phrases.families.get(phrase.family as usize).map(|f| f.head);
    map.insert("family".into(), head.and_then(|h| phrase_text(a, h)).into());
    map.into()
}

fn family(a: &Analysis, i: usize) -> Value {
    let family = &a.phrases.families[i];
    let members: Vec<_> = family.members.iter().filter_map(|&m| phrase_text(a, m)).collect();
    json!({
        "head": phrase_text(a, family.head),
        "members": members,
        "n_documents": family.n_documents,
    })
}

fn frame(a: &Analysis, i: usize) -> Value {
    let frame = &a.phrases.frames[i];
    with_places(a, frame, &frame.places).into()
}

fn formula(a: &Analysis, i: usize) -> Value {
    let formula = &a.phrases.formulas[i];
    with_places(a, formula, &formula.places).into()
}

fn passage(a: &Analysis, i: usize) -> Value {
    let passage = &a.reuse.passages[i];
    let side = |p: Place| {
        let mut side = place(a, p);
        side["text"] = view::at(a, p).into();
        side
    };
    json!({
        "cluster": passage.cluster + 1,
        "kind": passage.kind,
        "identity": passage.identity,
        "n_units": passage.n_units,
        "a": side(passage.a),
        "b": side(passage.b),
    })
}

fn cluster(a: &Analysis, i: usize) -> Value {
    json!({ "cluster": i + 1, "members": places(a, &a.reuse.clusters[i].members) })
}

fn theme(a: &Analysis, i: usize) -> Value {
    let theme = &a.themes.themes[i];
    let representative: Vec<Value> = theme
        .representative
        .iter()
        .filter_map(|&r| a.themes.assignments.get(r as usize))
        .map(|r| place(a, r.place))
        .collect();
    json!({
        "theme": i + 1,
        "label": theme.label,
        "n_sections": theme.n_sections,
        "n_documents": theme.n_documents,
        "silhouette": theme.silhouette,
        "stability": theme.stability,
        "top_terms": theme.top_terms,
        "representative": representative,
    })
}

fn assignment(a: &Analysis, i: usize) -> Value {
    let assignment = &a.themes.assignments[i];
    let mut value = place(a, assignment.place);
    value["paragraph"] = assignment.paragraph.into();
    value["theme"] = (assignment.theme + 1).into();
    value["distance"] = assignment.distance.into();
    value["silhouette"] = assignment.silhouette.into();
    value["x"] = assignment.x.into();
    value["y"] = assignment.y.into();
    value
}

fn similar(a: &Analysis, i: usize) -> Value {
    let pair = &a.similarity.pairs[i];
    json!({
        "document_a": view::name(a, pair.a),
        "document_b": view::name(a, pair.b),
        "cosine": pair.cosine,
        "jaccard": pair.jaccard,
        "containment_ab": pair.containment_ab,
        "containment_ba": pair.containment_ba,
    })
}

fn adoption(a: &Analysis, i: usize) -> Value {
    let adoption = &a.trends.adoptions[i];
    json!({
        "phrase": adoption.phrase,
        "group": adoption.group,
        "first_date": adoption.first,
        "document": view::name(a, adoption.document),
        "lag_days": adoption.lag_days,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::report::fixture;

    fn parsed() -> Value {
        serde_json::from_str(&render(&fixture::analysis())).unwrap()
    }

    #[test]
    fn findings_are_readable_without_the_texts() {
        let json = parsed();
        assert_eq!(json["phrases"][0]["text"], "画好最大同心圆");
        assert_eq!(json["phrases"][0]["places"][0]["document"], "青云/001.txt");
        assert_eq!(json["phrases"][2]["family"], "画好最大同心圆");
        let passage = &json["passages"][0];
        assert!(passage["a"]["text"].as_str().unwrap().starts_with("坚持大团结大联合"));
        assert_eq!(passage["a"]["start"], 9);
        assert_eq!(json["clusters"][0]["members"][1]["document"], "青云/002.txt");
        assert_eq!(json["documents"][0]["title"], "把握“三个重点”");
        assert_eq!(json["themes"][1]["stability"], Value::Null);
    }

    #[test]
    fn every_list_is_whole() {
        let (json, analysis) = (parsed(), fixture::analysis());
        let length = |key: &str| json[key].as_array().unwrap().len();
        assert_eq!(length("documents"), analysis.corpus.len());
        assert_eq!(length("phrases"), analysis.phrases.phrases.len());
        assert_eq!(length("assignments"), analysis.themes.assignments.len());
        assert_eq!(length("similarity_matrix"), 9);
        assert_eq!(length("trends"), analysis.trends.points.len());
    }

    #[test]
    fn an_empty_analysis_is_still_json() {
        let json: Value = serde_json::from_str(&render(&Analysis::default())).unwrap();
        assert_eq!(json["format"], 1);
        assert_eq!(json["phrases"], json!([]));
    }
}
