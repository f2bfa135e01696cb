//! Styles of a Word document: which of them are headings, titles, contents or list items.
//!
//! Chinese Word and WPS number their styles (`1`, `a3`), so the name decides: `heading 1`, `Title`,
//! `toc 1`; these names are the same in every language version. A style of the author's own is a
//! heading if it is based on one or states an outline level.

use std::collections::BTreeMap;

use super::xml::{Flow, Node, walk};

/// Styles that are based on one another at most; more is a cycle.
const MAX_CHAIN: usize = 20;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Role {
    /// The title of the document.
    Title,
    /// A heading and its level, from 1.
    Heading(usize),
    /// An entry of the table of contents.
    Contents,
    /// Anything else.
    Body,
}

/// The paragraph styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<usize>,
    list: Option<String>,
    level: Option<usize>,
}

impl Styles {
    /// The styles of `styles.xml`.
    pub fn new(xml: &str) -> Self {
        let mut styles: BTreeMap<String, Style> = BTreeMap::new();
        let mut id = String::new();
        let _ = walk(xml, |node| {
            let Node::Start(tag) = node else {
                return Flow::Enter;
            };
            if tag.name == "style" {
                id = tag.attr("styleId").unwrap_or_default();
                if tag.attr("type").is_some_and(|kind| kind != "paragraph") {
                    return Flow::Skip;
                }
                styles.insert(id.clone(), Style::default());
                return Flow::Enter;
            }
            let Some(style) = styles.get_mut(&id) else {
                return Flow::Enter;
            };
            let number = || tag.number("val").and_then(|n| usize::try_from(n).ok());
            match tag.name {
                "name" => style.name = tag.attr("val").unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = tag.attr("val"),
                "outlineLvl" => style.outline = number(),
                "numId" => style.list = tag.attr("val"),
                "ilvl" => style.level = number(),
                "pPrChange" | "rPrChange" => return Flow::Skip,
                _ => {}
            }
            Flow::Enter
        });
        Self(styles)
    }

    /// A style and those it is based on, the nearest first.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> + use<'s> {
        let first = self.0.get(id);
        let next = |s: &&'s Style| s.based_on.as_ref().and_then(|id| self.0.get(id));
        std::iter::successors(first, next).take(MAX_CHAIN)
    }

    /// What paragraphs of a style are.
    pub fn role(&self, id: &str) -> Role {
        if !self.0.contains_key(id) {
            return role_of_name(&id.to_lowercase()).unwrap_or(Role::Body);
        }
        self.chain(id)
            .find_map(|style| match (style.outline, role_of_name(&style.name)) {
                (_, Some(role)) => Some(role),
                (Some(outline), None) => Some(role_of_outline(outline)),
                (None, None) => None,
            })
            .unwrap_or(Role::Body)
    }

    /// The list of a style and its level, if it names one.
    pub fn list(&self, id: &str) -> Option<(&str, Option<usize>)> {
        self.chain(id).find_map(|s| Some((s.list.as_deref()?, s.level)))
    }
}

/// Levels 0 to 8 are headings, 9 is running text.
pub(in crate::read) fn role_of_outline(level: usize) -> Role {
    if level < 9 { Role::Heading(level + 1) } else { Role::Body }
}

/// What the name of a style says.
pub(in crate::read) fn role_of_name(name: &str) -> Option<Role> {
    let name: String = name.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let level = |prefixes: [&str; 2]| {
        let rest = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix))?;
        rest.parse::<usize>().ok().filter(|level| (1..=9).contains(level))
    };
    if name == "title" || name == "标题" {
        Some(Role::Title)
    } else if name == "tocheading" || level(["toc", "目录"]).is_some() {
        Some(Role::Contents)
    } else {
        level(["heading", "标题"]).map(Role::Heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_outlines_tell_headings_through_their_chain() {
        let styles = Styles::new(
            "<styles><style type='paragraph' styleId='2'><name val='heading 2'/></style>\
             <style type='paragraph' styleId='a'><name val='清河条'/><basedOn val='2'/></style>\
             <style type='paragraph' styleId='b'><name val='own'/><pPr><numPr><numId val='7'/>\
             </numPr><outlineLvl val='0'/></pPr></style>\
             <style type='paragraph' styleId='c'><name val='c'/><basedOn val='d'/></style>\
             <style type='paragraph' styleId='d'><name val='d'/><basedOn val='c'/></style>\
             <style type='paragraph' styleId='t'><name val='Title'/></style>\
             <style type='character' styleId='h'><name val='heading 1'/></style>\
             <style type='paragraph' styleId='TOC1'><name val='toc 1'/></style></styles>",
        );
        for (id, role) in [
            ("2", Role::Heading(2)),
            ("a", Role::Heading(2)),
            ("b", Role::Heading(1)),
            ("c", Role::Body),
            ("t", Role::Title),
            ("h", Role::Body),
            ("TOC1", Role::Contents),
            ("Heading3", Role::Heading(3)),
            ("Normal", Role::Body),
        ] {
            assert_eq!(styles.role(id), role, "{id}");
        }
        assert_eq!(styles.list("b"), Some(("7", None)));
        assert_eq!(styles.list("a"), None);
    }
}
