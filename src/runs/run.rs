//! A run as its report tells it: what `analysis.json` and `themes.json` hold that is compared.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::phrases::settings::least_documents;
use crate::themes::model::Model;

/// The format of `analysis.json` that this version writes and reads; changes when the meaning of a
/// key changes.
pub const FORMAT: u32 = 3;

/// What is read of a report.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Run {
    /// Version of leitmotif that made it.
    pub version: String,
    /// Its settings, as it wrote them.
    pub config: Value,
    pub(super) documents: Vec<RunDocument>,
    pub(super) phrases: Vec<RunPhrase>,
    passages: Vec<RunPassage>,
    clusters: Vec<Vec<Spot>>,
    pub(super) theme_unit: String,
    pub(super) themes: Vec<RunTheme>,
    assignments: Vec<IgnoredAny>,
    /// The centres of its themes, where the report has them.
    #[serde(skip)]
    pub(super) model: Option<Model>,
}

/// Document, section, start, end.
type Spot = (u32, u32, u32, u32);

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct RunDocument {
    #[serde(rename = "document")]
    pub name: String,
    pub title: Option<String>,
    pub date: Option<String>,
    pub group: Option<String>,
    pub n_units: Option<u32>,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct RunPhrase {
    pub text: String,
    pub kind: String,
    pub n_documents: u32,
    places: Vec<Spot>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct RunPassage {
    cluster: u32,
    kind: String,
    text_a: String,
    text_b: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct RunTheme {
    pub label: String,
    pub top_terms: Vec<(String, f64)>,
    #[serde(rename = "n_sections")]
    pub n_texts: u32,
}

/// A passage with all its holders.
pub(super) struct Cluster<'a> {
    pub n_documents: u32,
    pub is_formulaic: bool,
    /// What its holders say, the longest pair first.
    pub wordings: Vec<&'a str>,
}

#[derive(Deserialize)]
struct Head {
    format: Option<u32>,
}

impl Run {
    /// The run of a report, from the text of its `analysis.json`, and of its `themes.json` where
    /// there is one.
    ///
    /// # Errors
    /// What is wrong, in words that follow the name of the report.
    pub fn parse(analysis: &str, themes: Option<&str>) -> Result<Self, String> {
        let damaged = |file: &str, e: &dyn std::fmt::Display| {
            format!("{file} is damaged ({e}); make the report again")
        };
        let head: Head =
            serde_json::from_str(analysis).map_err(|e| damaged("analysis.json", &e))?;
        match head.format {
            Some(FORMAT) => {}
            Some(format) => {
                return Err(format!(
                    "analysis.json is of format {format}, this version reads {FORMAT}; make the \
                     report again"
                ));
            }
            None => return Err(damaged("analysis.json", &"it names no format")),
        }
        let mut run: Self =
            serde_json::from_str(analysis).map_err(|e| damaged("analysis.json", &e))?;
        let n = run.documents.len();
        let spots = run.phrases.iter().flat_map(|p| &p.places).chain(run.clusters.iter().flatten());
        if spots.clone().any(|spot| spot.0 as usize >= n) {
            return Err(damaged("analysis.json", &"a place lies in no document"));
        }
        if run.phrases.iter().any(|p| p.n_documents as usize > n) {
            return Err(damaged("analysis.json", &"a phrase is in more documents than there are"));
        }
        if run.passages.iter().any(|p| p.cluster == 0 || p.cluster as usize > run.clusters.len()) {
            return Err(damaged("analysis.json", &"a passage is of no cluster"));
        }
        if let Some(themes) = themes {
            let model = Model::parse(themes).map_err(|reason| format!("themes.json {reason}"))?;
            // The file holds a theme for each that the analysis lists, in the same order.
            let labels = || model.themes.iter().map(|t| &t.label);
            if labels().eq(run.themes.iter().map(|t| &t.label)) {
                run.model = Some(model);
            }
        }
        Ok(run)
    }

    /// Number of documents.
    pub fn n_documents(&self) -> u32 {
        self.documents.len() as u32
    }

    /// Texts that were put into themes, or into none.
    pub(super) fn n_texts(&self) -> u32 {
        self.assignments.len() as u32
    }

    /// Most documents that may carry a phrase without its being listed, its edges apart.
    pub(super) fn unlisted(&self) -> u32 {
        let given = |name: &str| self.config["phrases"][name].as_u64();
        let least =
            given("min-documents").unwrap_or_else(|| least_documents(self.documents.len()).into());
        // A phrase said once is not listed, however few documents there are.
        let least = least.max(given("min-occurrences").unwrap_or(2)).max(2);
        u32::try_from(least - 1).unwrap_or(u32::MAX).min(self.n_documents())
    }

    /// Whether the list of phrases was cut by other than the thresholds.
    pub(super) fn is_cut(&self) -> bool {
        let phrases = &self.config["phrases"];
        phrases["limit"].as_u64().is_some_and(|n| n > 0)
            || phrases["kinds"].as_array().is_some_and(|kinds| !kinds.is_empty())
    }

    /// The passages with their holders, in the order of the report.
    pub(super) fn passages(&self) -> Vec<Cluster<'_>> {
        let of = |members: &Vec<Spot>| Cluster {
            n_documents: distinct(members),
            is_formulaic: false,
            wordings: Vec::new(),
        };
        let mut found: Vec<Cluster> = self.clusters.iter().map(of).collect();
        for passage in &self.passages {
            if let Some(cluster) = found.get_mut(passage.cluster as usize - 1) {
                cluster.is_formulaic |= passage.kind == "formulaic";
                cluster.wordings.push(&passage.text_a);
                cluster.wordings.extend(passage.text_b.as_deref());
            }
        }
        found
    }
}

impl RunPhrase {
    /// The documents that carry it, ascending, without repetition.
    pub fn documents(&self) -> Vec<u32> {
        let mut documents: Vec<u32> = self.places.iter().map(|p| p.0).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }
}

fn distinct(spots: &[Spot]) -> u32 {
    let mut documents: Vec<u32> = spots.iter().map(|s| s.0).collect();
    documents.sort_unstable();
    documents.dedup();
    documents.len() as u32
}
