//! What the file says of likeness.

use serde_json::{Value, json};

use super::place;
use crate::analysis::Analysis;

/// A pair of documents.
pub fn similar(a: &Analysis, i: usize) -> Value {
    let pair = &a.similarity.pairs[i];
    let reason = a.similarity.reasons.get(i);
    json!({
        "documents": [pair.a, pair.b],
        "cosine": pair.cosine,
        "jaccard": pair.jaccard,
        "containment_ab": pair.containment_ab,
        "containment_ba": pair.containment_ba,
        "relation": pair.relation().as_str(),
        "shared_terms": reason.map(|r| &r.terms),
        "shared_phrase": reason.map(|r| &r.phrase),
    })
}

/// A pair of sections.
pub fn similar_section(a: &Analysis, i: usize) -> Value {
    let pair = &a.similarity.sections[i];
    json!({
        "places": [place(a, pair.a), place(a, pair.b)],
        "cosine": pair.cosine,
        "shared_terms": pair.reason.terms,
        "shared_phrase": pair.reason.phrase,
    })
}
