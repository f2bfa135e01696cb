//! Reading and analysing with the cache.

use super::cache::Cache;
use super::progress::Progress;
use crate::analysis::{self, Analysis, Findings, Texts};
use crate::config::Config;
use crate::read::Reader;
use crate::store::{Shelf, Store};

/// The cleaned texts, and their place in the cache.
pub fn texts<'a>(
    reader: &dyn Reader,
    config: &Config,
    cache: Option<&'a Cache>,
    progress: &Progress,
) -> anyhow::Result<(Texts, Shelf<'a>)> {
    let store = cache.map(|cache| cache as &dyn Store);
    Ok(Texts::recall(reader, config, store, &|stage| progress.observe(stage))?)
}

/// All that is asked for.
pub fn analyze(
    reader: &dyn Reader,
    config: &Config,
    findings: Findings,
    cache: Option<&Cache>,
    progress: &Progress,
) -> anyhow::Result<Analysis> {
    let (texts, place) = texts(reader, config, cache, progress)?;
    Ok(analysis::find(texts, place, config, findings, &|stage| progress.observe(stage))?)
}
