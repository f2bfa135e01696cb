//! The settings file: TOML, one table a stage, the same names as the flags.
//!
//! Every setting is checked on its own, so that an error can name it. Settings that the file does
//! not give keep their defaults; settings that do not exist are refused, with the names that do.

use std::path::Path;

use serde_json::Value as Json;
use toml::{Table, Value};

use super::Usage;
use crate::config::Config;
use crate::error::{Error, Result as FileResult};

/// The settings of a file, or the defaults where none is given.
pub fn load(path: Option<&Path>) -> anyhow::Result<Config> {
    let Some(path) = path else { return Ok(Config::default()) };
    let text = read(path)?;
    Ok(parse(&text).map_err(|reason| Usage(format!("{}: {reason}", path.display())))?)
}

fn read(path: &Path) -> FileResult<String> {
    let failed = |reason: String| Error::Input { path: path.to_owned(), reason };
    let bytes =
        std::fs::read(path).map_err(|e| failed(format!("settings file cannot be read: {e}")))?;
    String::from_utf8(bytes).map_err(|_| failed("settings file is not UTF-8".into()))
}

fn parse(text: &str) -> Result<Config, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let table: Table = text.parse().map_err(|e: toml::de::Error| {
        let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].split('\n').count());
        format!("line {line}: {}", one_line(e.message()))
    })?;
    let mut known = serde_json::to_value(Config::default()).map_err(|e| e.to_string())?;
    // The one setting that is not echoed.
    known["cache"] = true.into();
    check(&table, &known, "")?;
    Config::deserialize_from(table).map_err(|e| one_line(e.message()))
}

/// Checks every setting of a table for its name and its value.
fn check(table: &Table, known: &Json, prefix: &str) -> Result<(), String> {
    for (key, value) in table {
        let name = format!("{prefix}{key}");
        let Some(default) = known.get(key) else {
            let names: Vec<&str> =
                known.as_object().into_iter().flatten().map(|(k, _)| k.as_str()).collect();
            let place = prefix.trim_end_matches('.');
            let place =
                if place.is_empty() { "the top level".into() } else { format!("[{place}]") };
            return Err(format!("unknown setting `{name}`; {place} has {}", names.join(", ")));
        };
        match (value, default) {
            (Value::Table(inner), Json::Object(_)) => check(inner, default, &format!("{name}."))?,
            (_, Json::Object(_)) => {
                return Err(format!("setting `{name}`: a table of settings, [{name}], is needed"));
            }
            _ => {
                Config::deserialize_from(alone(&name, value))
                    .map_err(|e| format!("setting `{name}`: {}", one_line(e.message())))?;
            }
        }
    }
    Ok(())
}

/// A table that holds nothing but one setting.
fn alone(name: &str, value: &Value) -> Table {
    let mut keys = name.split('.').rev();
    let mut table = Table::new();
    table.insert(keys.next().unwrap_or_default().to_owned(), value.clone());
    keys.fold(table, |inner, key| Table::from_iter([(key.to_owned(), Value::Table(inner))]))
}

impl Config {
    fn deserialize_from(table: Table) -> Result<Self, toml::de::Error> {
        Value::Table(table).try_into()
    }
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        parse(text).err().unwrap_or_default()
    }

    #[test]
    fn settings_are_read_and_the_rest_keeps_its_defaults() {
        let config = parse("seed = 7\n[phrases]\nmin-documents = 5\n[themes]\nk = \"5..20\"");
        let config = config.unwrap_or_default();
        assert_eq!((config.seed, config.phrases.min_documents), (7, Some(5)));
        assert_eq!(config.themes.k.as_deref(), Some("5..20"));
        assert_eq!(config.phrases.min_units, Config::default().phrases.min_units);
        assert!(config.cache && !parse("cache = false").unwrap_or_default().cache);
    }

    #[test]
    fn every_default_can_be_written_and_read_again() {
        let text = toml::to_string(&Config::default()).unwrap_or_default();
        assert_eq!(parse(&text), Ok(Config::default()));
    }

    #[test]
    fn unknown_settings_are_named_with_their_table() {
        assert!(error("[phrases]\nmin-docs = 5").starts_with("unknown setting `phrases.min-docs`"));
        assert!(error("sed = 5").contains("`sed`; the top level has cache, clean"));
        assert!(error("[phrases]\nmin-docs = 5").contains("min-occurrences"));
    }

    #[test]
    fn wrong_values_are_named_in_one_line() {
        for (text, name) in [
            ("[phrases]\nmin-documents = \"many\"", "phrases.min-documents"),
            ("[trends]\nperiod = \"week\"", "trends.period"),
            ("phrases = 3", "phrases"),
            ("seed = -1", "seed"),
        ] {
            let error = error(text);
            assert!(error.contains(&format!("setting `{name}`")), "{error}");
            assert!(!error.contains('\n'));
        }
        assert!(
            error("seed = 1\n[phrases\n").starts_with("line 2: "),
            "{}",
            error("seed = 1\n[phrases\n")
        );
    }
}
