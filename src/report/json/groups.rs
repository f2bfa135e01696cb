//! What groups have for themselves and in common, as JSON: numbers that a reader sees count from 1.

use serde_json::Value;

use super::own;
use crate::analysis::Analysis;

pub(super) fn exclusive(a: &Analysis, i: usize) -> Value {
    from_one(own(&a.exclusive[i]), "phrase", a.exclusive[i].phrase)
}

pub(super) fn theme_key(a: &Analysis, i: usize) -> Value {
    from_one(own(&a.theme_keyness[i]), "theme", a.theme_keyness[i].theme)
}

pub(super) fn group_passage(a: &Analysis, i: usize) -> Value {
    from_one(own(&a.group_passages[i]), "cluster", a.group_passages[i].cluster)
}

fn from_one(mut value: Value, key: &str, index: u32) -> Value {
    value[key] = (index + 1).into();
    value
}
