//! The report: pure functions of the analysis, without disk, clock or network.
//!
//! [`render`] writes every file of the output folder ([`folder`]) but the run manifest and the PNG charts, which
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
pub mod folder;
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
use folder::{Folder, put};

impl Language {
    /// The language asked for, else Chinese where more than half of the corpus's content units
    /// belong to documents written mostly in Han characters, else English.
    pub fn of(analysis: &Analysis) -> Self {
        if let Some(language) = analysis.config.report.language {
            return language;
        }
        let are_han = exec::map(&analysis.texts, |text| is_mostly_han(&text.text));
        let (mut han, mut all) = (0u64, 0u64);
        for (d, is_han) in are_han.into_iter().enumerate() {
            let units = analysis.n_units.get(d).map_or(1, |&n| u64::from(n));
            all += units;
            han += if is_han { units } else { 0 };
        }
        if all > 0 && 2 * han > all { Self::Zh } else { Self::En }
    }
}

/// Whether most of a text's first letters are Han characters; a Latin letter counts a fifth of one,
/// about its share of a word.
pub(crate) fn is_mostly_han(text: &str) -> bool {
    const SAMPLE: usize = 2000;
    // Han characters are letters, and told much faster than others.
    let is_letter = |c: &char| is_han(*c) || c.is_alphabetic();
    let (mut han, mut others) = (0, 0);
    for c in text.chars().filter(is_letter).take(SAMPLE) {
        *(if is_han(c) { &mut han } else { &mut others }) += 1;
    }
    han > 0 && 5 * han > others
}

/// What a rendered report leaves to the doors.
#[derive(Debug, Clone)]
pub struct Report {
    /// Language of its own words.
    pub language: Language,
    /// Its charts, to be drawn as PNG.
    pub charts: Vec<charts::Chart>,
}

/// A file of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the output folder, with forward slashes.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Renders everything that follows from the analysis alone into a folder: the page, the charts as SVG,
/// the tables in the forms asked for, the summary, the graphs and `analysis.json`. Large files are
/// written as they are made.
///
/// # Errors
/// A file that cannot be written; a table that cannot be written in one of the forms.
pub fn render(analysis: &Analysis, folder: &dyn Folder) -> Result<Report> {
    let language = Language::of(analysis);
    let words = text::Words(language);
    let text = |path: &str, text: &str| put(folder, path, |out| out.write_all(text.as_bytes()));
    let page = || {
        let charts = charts::charts(analysis, language);
        text("index.html", &html::render(analysis, &charts, language))?;
        for chart in &charts {
            text(&format!("charts/{}.svg", chart.name), &chart.svg)?;
        }
        Ok(charts)
    };
    let beside = || {
        put(folder, "analysis.json", |out| json::write(analysis, out))?;
        export::beside(analysis, words, folder)
    };
    // The tables take as long as all the rest.
    let ((charts, beside), tables) =
        exec::join(|| exec::join(page, beside), || export::of_tables(analysis, words, folder));
    let charts = charts?;
    beside.and(tables)?;
    let edits = edit_list::render(analysis);
    put(folder, &edits.path, |out| out.write_all(&edits.bytes))?;
    if let Some(model) = &analysis.themes.model {
        text("themes.json", &model.render())?;
    }
    Ok(Report { language, charts })
}

/// Every file of the report, by path.
#[cfg(test)]
pub(crate) fn files(analysis: &Analysis) -> Result<Vec<File>> {
    let folder = folder::Memory::default();
    render(analysis, &folder)?;
    Ok(folder.files())
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
            files(analysis).unwrap().iter().any(|f| f.path.ends_with(ending))
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
        let files = files(&analysis).unwrap();
        let paths: Vec<&str> = files.iter().map(|f| f.path.as_str()).collect();
        for table in ["documents", "sections", "themes", "assignments", "phrases", "frames"] {
            for ending in ["csv", "jsonl", "parquet"] {
                assert!(paths.contains(&format!("tables/{table}.{ending}").as_str()), "{table}");
            }
        }
        for file in [
            "index.html",
            "analysis.json",
            "report.md",
            "tables.xlsx",
            "sharing.graphml",
            "group_sharing.graphml",
        ] {
            assert!(paths.contains(&file), "{file}");
        }
        for chart in charts::charts(&analysis, Language::of(&analysis)) {
            assert!(paths.contains(&format!("charts/{}.svg", chart.name).as_str()));
        }
    }

    #[test]
    fn equal_analyses_give_equal_bytes() {
        let rendered = || files(&fixture::analysis()).unwrap();
        assert_eq!(rendered(), rendered());
    }

    #[test]
    fn an_empty_analysis_renders() {
        let folder = folder::Memory::default();
        assert_eq!(render(&Analysis::default(), &folder).unwrap().language, Language::En);
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
