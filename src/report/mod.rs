//! The report: pure functions of the analysis, without disk, clock or network.
//!
//! [`render`] gives every file of the output folder but the run manifest and the PNG charts, which
//! need the outside world and are made by the doors:
//!
//! ```text
//! Analysis ─┬─ charts ─▶ charts/*.svg ─┐
//!           ├─ html  ──────────────────┴▶ index.html
//!           ├─ tables ─▶ tables/*.csv, and by export tables.xlsx, tables/*.parquet, tables/*.jsonl
//!           ├─ export ─▶ report.md, sharing.graphml, group_sharing.graphml
//!           └─ json  ──▶ analysis.json
//! ```
//!
//! Numbers a person reads count from 1 (ranks, themes, clusters) except the `section` column, which
//! is the section's index in its document as in the findings. All text that comes from documents is
//! untrusted: see [`untrusted`].

pub mod charts;
mod edit_list;
pub mod export;
mod heading;
pub mod html;
pub mod json;
mod layers;
pub mod png;
pub mod sentences;
pub mod tables;
pub mod text;
pub mod untrusted;
pub mod view;

use crate::analysis::Analysis;
use crate::config::Language;
use crate::error::Result;
use crate::exec;
use crate::fold::is_han;

impl Language {
    /// The language asked for, else Chinese where more than half of the corpus's content units
    /// belong to documents written mostly in Han characters, else English.
    pub fn of(analysis: &Analysis) -> Self {
        if let Some(language) = analysis.config.report.language {
            return language;
        }
        let (mut han, mut all) = (0u64, 0u64);
        for (d, text) in analysis.texts.iter().enumerate() {
            let units = analysis.n_units.get(d).map_or(1, |&n| u64::from(n));
            all += units;
            han += if is_mostly_han(&text.text) { units } else { 0 };
        }
        if all > 0 && 2 * han > all { Self::Zh } else { Self::En }
    }
}

/// Whether most of a text's first letters are Han characters; a Latin letter counts a fifth of one,
/// about its share of a word.
pub(crate) fn is_mostly_han(text: &str) -> bool {
    const SAMPLE: usize = 2000;
    let letters = || text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE);
    let han = letters().filter(|&c| is_han(c)).count();
    let others = letters().count() - han;
    han > 0 && 5 * han > others
}

/// A rendered report.
#[derive(Debug, Clone)]
pub struct Report {
    /// Language of its own words.
    pub language: Language,
    /// Its charts, for the doors to draw as PNG.
    pub charts: Vec<charts::Chart>,
    /// Its files.
    pub files: Vec<File>,
}

/// A file of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the output folder, with forward slashes.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Renders everything that follows from the analysis alone: the page, the charts as SVG, the
/// tables in the forms asked for, the summary, the graphs and `analysis.json`.
///
/// # Errors
/// A table that cannot be written in one of the forms.
pub fn render(analysis: &Analysis) -> Result<Report> {
    let language = Language::of(analysis);
    let words = text::Words(language);
    let file = |path: &str, text: String| File { path: path.into(), bytes: text.into_bytes() };
    // The tables take as long as all the rest.
    let ((charts, mut files, json), tables) = exec::join(
        || {
            let charts = charts::charts(analysis, language);
            let mut files = vec![file("index.html", html::render(analysis, &charts, language))];
            let svg = |chart: &charts::Chart| format!("charts/{}.svg", chart.name);
            files.extend(charts.iter().map(|chart| file(&svg(chart), chart.svg.clone())));
            (charts, files, file("analysis.json", json::render(analysis)))
        },
        || export::of_tables(analysis, words),
    );
    files.extend(tables?);
    files.extend(export::beside(analysis, words));
    files.push(edit_list::render(analysis));
    files.extend(analysis.themes.model.as_ref().map(|m| file("themes.json", m.render())));
    files.push(json);
    Ok(Report { language, charts, files })
}

#[cfg(test)]
pub(crate) mod fixture;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::config::Export;

    #[test]
    fn the_forms_of_the_tables_are_those_asked_for() {
        let mut analysis = fixture::analysis();
        let has = |analysis: &Analysis, ending: &str| {
            render(analysis).unwrap().files.iter().any(|f| f.path.ends_with(ending))
        };
        assert!(has(&analysis, "tables.xlsx") && !has(&analysis, ".parquet"));
        for none in [vec![], vec![Export::None]] {
            analysis.config.report.export = none;
            assert!(
                has(&analysis, ".csv") && !has(&analysis, ".xlsx") && !has(&analysis, ".jsonl")
            );
        }
    }

    #[test]
    fn a_report_has_the_files_of_the_design() {
        let mut analysis = fixture::analysis();
        analysis.config.report.export = vec![Export::Jsonl, Export::Parquet, Export::Xlsx];
        let report = render(&analysis).unwrap();
        let paths: Vec<&str> = report.files.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(paths.first(), Some(&"index.html"));
        assert_eq!(paths.last(), Some(&"analysis.json"));
        for table in ["documents", "sections", "themes", "assignments", "phrases", "frames"] {
            for ending in ["csv", "jsonl", "parquet"] {
                assert!(paths.contains(&format!("tables/{table}.{ending}").as_str()), "{table}");
            }
        }
        for file in ["report.md", "tables.xlsx", "sharing.graphml", "group_sharing.graphml"] {
            assert!(paths.contains(&file), "{file}");
        }
        for chart in &report.charts {
            assert!(paths.contains(&format!("charts/{}.svg", chart.name).as_str()));
        }
    }

    #[test]
    fn equal_analyses_give_equal_bytes() {
        let files = || render(&fixture::analysis()).unwrap().files;
        assert_eq!(files(), files());
    }

    #[test]
    fn an_empty_analysis_renders() {
        assert_eq!(render(&Analysis::default()).unwrap().language, Language::En);
    }

    #[test]
    fn the_language_is_that_of_most_of_the_text_unless_given() {
        let mut analysis = fixture::analysis();
        assert_eq!(Language::of(&analysis), Language::Zh);
        analysis.config.report.language = Some(Language::En);
        assert_eq!(Language::of(&analysis), Language::En);
        assert!(is_mostly_han("推进 united front 统一战线工作"));
        assert!(!is_mostly_han("the slogan 中国梦 in an English text of some length"));
        assert!(!is_mostly_han("123"));
    }
}
