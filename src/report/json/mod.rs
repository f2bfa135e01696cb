//! `analysis.json`: everything, machine-readable, in one file that needs no other.
//!
//! Findings name their places as `[document, section, start, end]`: the document's index in
//! `documents`, the section's index in that document, and the first character and the one past the
//! last in the decoded source. A corpus has far more places than anything else, and a document's name
//! at each of them would make the file five times as long. Up to 50,000 documents nothing is cut:
//! every place of every phrase, frame and formula is there; in larger corpora the first hundred of each
//! are, beside its counts (`leitmotif concordance` lists all). What each key means stands in the file
//! itself, under `legend`.
//!
//! Written row by row from borrowed data, so that the JSON never exists as a tree in memory; the
//! order of keys and rows is that of the analysis, so equal analyses give equal bytes. Measures are
//! rounded to six decimals like those of the tables; those that are not finite become `null`.

mod groups;
mod legend;
mod similarity;
mod themes;

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::{Map, Value, json};

use crate::analysis::Analysis;
use crate::corpus::Place;
use crate::exec;
use crate::phrases::formulas::Expansion;
use crate::places::Places;
use crate::report::{untrusted, view};
use crate::reuse::{Exchange, GroupExchange};
use crate::runs::FORMAT;
use groups::{exclusive, group_passage, theme_key};
use legend::Legend;
use similarity::{similar, similar_section};
use themes::{area, assignment, theme};

/// Documents up to which every place of every finding is written.
const WHOLE: usize = 50_000;
/// Rows that are made at once.
const BLOCK: usize = 256;
/// Places of a phrase, frame, formula or cluster that are written in larger corpora.
const PLACES: usize = 100;

/// The analysis as JSON.
pub fn render(analysis: &Analysis) -> String {
    let mut bytes = Vec::new();
    // Plain data has no way to fail on its way to memory.
    let _ = write(analysis, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The analysis as JSON, written as it is made.
///
/// # Errors
/// What `out` says.
pub fn write(analysis: &Analysis, mut out: &mut dyn Write) -> io::Result<()> {
    let a = analysis;
    let families: Vec<usize> = (0..a.phrases.families.len())
        .filter(|&f| a.phrases.families[f].members.len() > 1)
        .collect();
    let view = View {
        format: FORMAT,
        legend: Legend,
        version: &a.version,
        config: &a.config,
        inputs: &a.inputs,
        warnings: &a.warnings,
        documents: Rows(a, a.corpus.documents.len(), document),
        phrases: Rows(a, a.phrases.phrases.len(), phrase),
        families: Families(a, &families),
        frames: Rows(a, a.phrases.frames.len(), frame),
        formulas: Rows(a, a.phrases.formulas.len(), formula),
        passages: Rows(a, a.reuse.passages.len(), passage),
        clusters: Rows(a, a.reuse.clusters.len(), cluster),
        exchanges: &a.reuse.exchanges,
        group_exchanges: &a.reuse.group_exchanges,
        theme_unit: &a.themes.unit,
        theme_features: &a.themes.features,
        theme_terms: a.themes.n_terms,
        theme_dimensions: a.themes.n_dimensions,
        areas: Rows(a, a.themes.areas.len(), area),
        explained_variance: rounded(a.themes.explained_variance.into()),
        trials: Rows(a, a.themes.trials.len(), |a, i| own(&a.themes.trials[i])),
        themes: Rows(a, a.themes.themes.len(), theme),
        assignments: Rows(a, a.themes.assignments.len(), assignment),
        similar: Rows(a, a.similarity.pairs.len(), similar),
        similar_sections: Rows(a, a.similarity.sections.len(), similar_section),
        group_order: &a.similarity.groups,
        group_matrix: Rows(a, a.similarity.group_matrix.len(), |a, i| {
            a.similarity.group_matrix[i].into()
        }),
        similarity_order: &a.similarity.order,
        similarity_matrix: Rows(a, a.similarity.matrix.len(), |a, i| a.similarity.matrix[i].into()),
        keyness: Rows(a, a.keyness.len(), |a, i| own(&a.keyness[i])),
        exclusive: Rows(a, a.exclusive.len(), exclusive),
        lockwords: Rows(a, a.lockwords.len(), |a, i| own(&a.lockwords[i])),
        theme_keyness: Rows(a, a.theme_keyness.len(), theme_key),
        group_passages: Rows(a, a.group_passages.len(), group_passage),
        periods: &a.trends.periods,
        volumes: &a.trends.volumes,
        trends: Rows(a, a.trends.points.len(), |a, i| own(&a.trends.points[i])),
        courses: Rows(a, a.trends.courses.len(), |a, i| own(&a.trends.courses[i])),
        adoption: Rows(a, a.trends.adoptions.len(), adoption),
        leaders: Rows(a, a.trends.leaders.len(), |a, i| own(&a.trends.leaders[i])),
    };
    serde_json::to_writer(&mut out, &view)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct View<'a> {
    format: u32,
    legend: Legend,
    version: &'a str,
    config: &'a crate::config::Config,
    inputs: &'a [crate::read::InputFile],
    warnings: &'a [crate::warning::Warning],
    documents: Rows<'a>,
    phrases: Rows<'a>,
    families: Families<'a>,
    frames: Rows<'a>,
    formulas: Rows<'a>,
    passages: Rows<'a>,
    clusters: Rows<'a>,
    exchanges: &'a [Exchange],
    group_exchanges: &'a [GroupExchange],
    theme_unit: &'a str,
    theme_features: &'a str,
    theme_terms: u32,
    theme_dimensions: u32,
    areas: Rows<'a>,
    explained_variance: Value,
    trials: Rows<'a>,
    themes: Rows<'a>,
    assignments: Rows<'a>,
    similar: Rows<'a>,
    similar_sections: Rows<'a>,
    group_order: &'a [String],
    group_matrix: Rows<'a>,
    similarity_order: &'a [crate::corpus::DocId],
    similarity_matrix: Rows<'a>,
    keyness: Rows<'a>,
    exclusive: Rows<'a>,
    lockwords: Rows<'a>,
    theme_keyness: Rows<'a>,
    group_passages: Rows<'a>,
    periods: &'a [String],
    volumes: &'a [u32],
    trends: Rows<'a>,
    courses: Rows<'a>,
    adoption: Rows<'a>,
    leaders: Rows<'a>,
}

/// Rows made a block at a time as they are written.
struct Rows<'a>(&'a Analysis, usize, fn(&Analysis, usize) -> Value);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.1))?;
        for first in (0..self.1).step_by(BLOCK) {
            let rows = BLOCK.min(self.1 - first);
            let row = |i: usize| rounded((self.2)(self.0, first + i));
            exec::map_range(rows, row).iter().try_for_each(|row| seq.serialize_element(row))?;
        }
        seq.end()
    }
}

/// The families listed, as indices.
struct Families<'a>(&'a Analysis, &'a [usize]);

impl Serialize for Families<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.iter().map(|&f| family(self.0, f)))
    }
}

/// The value with its fractions rounded to six decimals.
fn rounded(mut value: Value) -> Value {
    round(&mut value);
    value
}

fn round(value: &mut Value) {
    match value {
        Value::Number(n) if n.is_f64() => {
            let short = (n.as_f64().unwrap_or_default() * 1e6).round() / 1e6;
            // Beyond the range where a rounded number is one, the exact one stays.
            if short.is_finite() {
                *value = short.into();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(round),
        Value::Object(map) => map.values_mut().for_each(round),
        _ => {}
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
        "reprint_of": view::reprint_of(a, id).map(|original| view::name(a, original)),
        "sections": sections,
        "dropped": text.map(|t| &t.dropped[..]).unwrap_or_default(),
    })
}

fn place(a: &Analysis, place: Place) -> Value {
    let (start, end) = view::source_place(a, place).unwrap_or((0, 0));
    json!([place.document, place.section, start, end])
}

fn places(a: &Analysis, list: impl IntoIterator<Item = Place>) -> Value {
    let most = if a.corpus.len() > WHOLE { PLACES } else { usize::MAX };
    list.into_iter().take(most).map(|p| place(a, p)).collect()
}

/// A finding as it describes itself.
fn own(finding: &impl Serialize) -> Value {
    serde_json::to_value(finding).unwrap_or_default()
}

/// A finding's own fields, its `places` made readable.
fn with_places(a: &Analysis, finding: &impl Serialize, list: &Places) -> Map<String, Value> {
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
    let members: Vec<u32> = family.members.iter().map(|m| m + 1).collect();
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
    let mut map = with_places(a, formula, &formula.places);
    let readings = |list: &[Expansion]| -> Value {
        let reading = |e: &Expansion| {
            json!({
                "items": e.items, "n_documents": e.n_documents, "evidence": e.evidence,
                "place": place(a, e.place),
            })
        };
        list.iter().map(reading).collect()
    };
    map.insert("expansions".into(), readings(&formula.expansions));
    map.insert("mismatches".into(), readings(&formula.mismatches));
    map.into()
}

fn passage(a: &Analysis, i: usize) -> Value {
    let passage = &a.reuse.passages[i];
    let (text_a, text_b) = (view::at(a, passage.a), view::at(a, passage.b));
    let mut value = json!({
        "cluster": passage.cluster + 1,
        "kind": passage.kind,
        "identity": passage.identity,
        "n_units": passage.n_units,
        "a": place(a, passage.a),
        "b": place(a, passage.b),
        "text_a": text_a,
    });
    if text_a != text_b {
        value["text_b"] = text_b.into();
    }
    value
}

fn cluster(a: &Analysis, i: usize) -> Value {
    places(a, a.reuse.clusters[i].members.iter().copied())
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
        assert_eq!(json["phrases"][0]["places"][0][0], 0);
        assert_eq!(json["documents"][0]["document"], "青云/001.txt");
        assert_eq!(json["phrases"][2]["family"], "画好最大同心圆");
        let passage = &json["passages"][0];
        assert!(passage["text_a"].as_str().unwrap().starts_with("坚持大团结大联合"));
        assert_eq!(passage["a"][2], 9);
        assert_eq!(json["clusters"][0][1][0], 1);
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
        assert_eq!((length("group_order"), length("group_matrix")), (3, 9));
        assert_eq!(length("similar_sections"), 1);
        assert_eq!(json["similar"][2]["shared_phrase"], "最大同心圆");
        assert_eq!(length("trends"), analysis.trends.points.len());
    }

    #[test]
    fn a_place_cuts_its_phrase_out_of_the_source() {
        let (json, analysis) = (parsed(), fixture::analysis());
        for phrase in json["phrases"].as_array().unwrap() {
            for place in phrase["places"].as_array().unwrap() {
                let number = |i: usize| place[i].as_u64().unwrap() as usize;
                let source = &analysis.corpus.documents[number(0)].source;
                let length = number(3) - number(2);
                let cut: String = source.chars().skip(number(2)).take(length).collect();
                assert_eq!(phrase["text"], cut);
            }
        }
    }

    #[test]
    fn the_file_explains_its_own_keys() {
        let json = parsed();
        for (key, _) in
            legend::LEGEND.iter().filter(|(key, _)| !["place", "places", "measures"].contains(key))
        {
            assert!(json.get(key).is_some(), "{key}");
        }
        assert!(json["legend"]["place"].as_str().unwrap().starts_with("[document, section, start"));
    }

    #[test]
    fn families_of_one_are_left_to_their_phrase() {
        let json = parsed();
        assert_eq!(json["families"].as_array().unwrap().len(), 1);
        assert_eq!(json["families"][0]["members"], json!([1, 3]));
    }

    #[test]
    fn measures_are_rounded_like_those_of_the_tables() {
        assert_eq!(rounded(json!([0.123_456_789, 1e300, 7])), json!([0.123457, 1e300, 7]));
    }

    #[test]
    fn an_empty_analysis_is_still_json() {
        let json: Value = serde_json::from_str(&render(&Analysis::default())).unwrap();
        assert_eq!(json["format"], FORMAT);
        assert_eq!(json["phrases"], json!([]));
    }
}
