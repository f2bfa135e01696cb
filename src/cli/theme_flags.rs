//! The flags about themes, and the files they name.

use std::path::PathBuf;

use clap::Args;

use super::flags::{read_text, set, set_some};
use crate::error::Error;
use crate::themes::features::FeatureChoice;
use crate::themes::model::Model;
use crate::themes::{ThemeSettings, ThemeUnit};

/// Themes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Themes")]
pub struct ThemeFlags {
    /// Number of themes, or a range to choose from (5..20) [default: an eighth of the root of the
    /// number of texts to the root, at most 30]. More are finer, and less sure to come back
    #[arg(short, value_name = "K")]
    k: Option<String>,
    /// What is clustered
    #[arg(long)]
    unit: Option<ThemeUnit>,
    /// What texts are told apart by [default: auto]
    #[arg(long, value_name = "WHAT")]
    features: Option<FeatureChoice>,
    /// Words that are no terms, besides those of the language: one or more a line, `#` begins a remark
    #[arg(long, value_name = "FILE")]
    stop_words: Option<PathBuf>,
    /// Least number of texts that use a term [default: 2 from 20 texts on]; more leaves rare words out
    #[arg(long, value_name = "N")]
    min_df: Option<u32>,
    /// Largest share of the texts that use a term [default: 0.5 from 10 texts on]; less leaves out what
    /// most texts say
    #[arg(long, value_name = "SHARE")]
    max_df: Option<f64>,
    /// Dimensions of the latent space [default: 100]; more keep rarer patterns, and more noise
    #[arg(long, value_name = "N", conflicts_with = "variance")]
    dimensions: Option<usize>,
    /// Take as many dimensions as keep this share of the variance instead, from 0 to 1
    #[arg(long, value_name = "SHARE")]
    variance: Option<f64>,
    /// Join the themes to areas, a level above
    #[arg(long)]
    hierarchy: bool,
    /// Put the texts into the themes of this file (themes.json of a report, or what --save wrote)
    /// instead of finding new ones
    #[arg(long, value_name = "FILE", conflicts_with_all = ["k", "features", "hierarchy"])]
    themes: Option<PathBuf>,
}

impl ThemeFlags {
    /// Reads the list of stop words, where one is given.
    pub fn stop_words(&self) -> anyhow::Result<Option<Vec<String>>> {
        let Some(path) = &self.stop_words else { return Ok(None) };
        let text = read_text(path, "list of stop words")?;
        let words = text.trim_start_matches('\u{feff}').lines();
        let words = words.map(|line| line.split('#').next().unwrap_or_default());
        Ok(Some(words.flat_map(str::split_whitespace).map(str::to_owned).collect()))
    }

    /// Writes the flags over the settings.
    pub fn apply(&self, themes: &mut ThemeSettings) {
        set_some(&mut themes.k, &self.k);
        set(&mut themes.unit, &self.unit);
        set(&mut themes.features, &self.features);
        set_some(&mut themes.min_df, &self.min_df);
        set_some(&mut themes.max_df, &self.max_df);
        set(&mut themes.dimensions, &self.dimensions);
        set_some(&mut themes.variance, &self.variance);
        themes.hierarchy |= self.hierarchy;
        set_some(&mut themes.themes, &self.themes);
    }
}

/// Reads the file of themes found before, where the settings name one.
pub fn themes_of(settings: &ThemeSettings) -> Result<Option<Model>, Error> {
    let Some(path) = &settings.themes else { return Ok(None) };
    let text = read_text(path, "file of themes")?;
    let model = Model::parse(&text);
    model.map(Some).map_err(|reason| Error::Input { path: path.clone(), reason })
}
