//! Settings of two runs: those that differ, by their dotted names, and the version.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Run;

/// A setting with different values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// Its name as in the TOML file.
    pub setting: String,
    /// Its value in the first run, as JSON; none where that version did not have it.
    pub before: Option<String>,
    /// Its value in the second run.
    pub after: Option<String>,
}

/// The settings that differ, by name; the version first.
pub fn settings(before: &Run, after: &Run) -> Vec<SettingChange> {
    let (old, new) = (flat(&before.config), flat(&after.config));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let version = (before.version != after.version).then(|| SettingChange {
        setting: "version".into(),
        before: Some(before.version.clone()),
        after: Some(after.version.clone()),
    });
    let changes = names.into_iter().filter(|name| old.get(*name) != new.get(*name)).map(|name| {
        let value = |of: &BTreeMap<String, &Value>| of.get(name).map(|v| v.to_string());
        SettingChange { setting: name.clone(), before: value(&old), after: value(&new) }
    });
    version.into_iter().chain(changes).collect()
}

fn flat(config: &Value) -> BTreeMap<String, &Value> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), config)];
    while let Some((name, value)) = open.pop() {
        match value {
            Value::Object(map) => open.extend(map.iter().map(|(key, value)| {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                (name, value)
            })),
            _ => {
                found.insert(name, value);
            }
        }
    }
    found
}
