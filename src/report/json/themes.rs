//! What the file says of themes.

use serde_json::{Value, json};

use super::place;
use crate::analysis::Analysis;
use crate::themes::examples::Example;

/// A theme.
pub fn theme(a: &Analysis, i: usize) -> Value {
    let theme = &a.themes.themes[i];
    let texts = |examples: &[Example]| -> Vec<Value> {
        let text = |e: &Example| {
            let assignment = a.themes.assignments.get(e.assignment as usize)?;
            let mut value = json!({ "place": place(a, assignment.place), "terms": e.terms });
            if let Some((second, terms)) = &e.rival {
                value["second_theme"] = (second + 1).into();
                value["second_terms"] = json!(terms);
            }
            Some(value)
        };
        examples.iter().filter_map(text).collect()
    };
    let slogans: Vec<Value> = theme
        .slogans
        .iter()
        .map(|s| json!({ "rank": s.phrase + 1, "n_texts": s.n_texts, "lrc": s.lrc }))
        .collect();
    json!({
        "theme": i + 1,
        "label": theme.label,
        "n_sections": theme.n_sections,
        "n_documents": theme.n_documents,
        "silhouette": theme.silhouette,
        "stability": theme.stability,
        "top_terms": theme.top_terms,
        "top_sequences": theme.sequences,
        "top_phrases": slogans,
        "area": theme.area.map(|a| a + 1),
        "representative": texts(&theme.representative),
        "borderline": texts(&theme.borderline),
    })
}

/// Themes of like words.
pub fn area(a: &Analysis, i: usize) -> Value {
    let area = &a.themes.areas[i];
    let themes: Vec<u32> = area.themes.iter().map(|t| t + 1).collect();
    json!({ "label": area.label, "themes": themes })
}

/// Where a text belongs.
pub fn assignment(a: &Analysis, i: usize) -> Value {
    let assignment = &a.themes.assignments[i];
    json!({
        "place": place(a, assignment.place),
        "paragraph": assignment.paragraph,
        "theme": assignment.theme.map_or(0, |t| t + 1),
        "nearest_theme": assignment.nearest.map(|t| t + 1),
        "distance": assignment.distance,
        "second_theme": assignment.second.map(|s| s.0 + 1),
        "second_distance": assignment.second.map(|s| s.1),
        "silhouette": assignment.silhouette,
        "x": assignment.x,
        "y": assignment.y,
    })
}
