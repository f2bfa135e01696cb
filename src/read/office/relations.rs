//! Which part of a package another one names: the `.rels` files of docx and pptx.
//!
//! A document says `rId5`, and the relations of its part say what that is. Kinds are told by the
//! last word of their address, which the strict and the transitional variant share.

use super::package::Package;
use super::xml::{Flow, Node, walk};

/// The relations of a part.
#[derive(Debug, Default)]
pub(in crate::read) struct Relations(Vec<Relation>);

#[derive(Debug)]
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relations {
    /// The relations of the part of this name; of the package itself where it is empty.
    pub fn of(
        package: &mut Package<'_>,
        part: &str,
        log: &mut Vec<String>,
    ) -> Result<Self, String> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let mut relations = Vec::new();
        let _ = walk(&package.text(&name, log)?.unwrap_or_default(), |node| {
            if let Node::Start(tag) = node
                && tag.name == "Relationship"
                && tag.attr("TargetMode").as_deref() != Some("External")
                && let (Some(id), Some(target)) = (tag.attr("Id"), tag.attr("Target"))
            {
                let kind = tag.attr("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_string();
                relations.push(Relation { id, kind, target: joined(folder, &target) });
            }
            Flow::Enter
        });
        Ok(Self(relations))
    }

    /// The part with this id.
    pub fn by_id(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|r| r.id == id).map(|r| r.target.as_str())
    }

    /// The first part of this kind.
    pub fn by_kind(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|r| r.kind == kind).map(|r| r.target.as_str())
    }
}

/// The path that `target` names from `folder`.
pub(in crate::read) fn joined(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let base = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_folder_of_their_part() {
        assert_eq!(joined("ppt/slides", "../notes/n1.xml"), "ppt/notes/n1.xml");
        assert_eq!(joined("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(joined("a", "../../../b\\.\\c"), "b/c");
    }
}
