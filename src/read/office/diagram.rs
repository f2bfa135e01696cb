//! Diagrams (SmartArt): the text of their points, in the order of the data.
//!
//! Word and PowerPoint keep a diagram's text in a part of its own. Points that only describe the
//! presentation hold copies or nothing and are passed over.

use super::lines::Line;
use super::xml::{Flow, Node, walk};

/// The text of a diagram, a point a line.
pub(super) fn lines(xml: &str) -> Vec<Line> {
    let (mut lines, mut text, mut in_text) = (Vec::new(), String::new(), false);
    let _ = walk(xml, |node| {
        match node {
            Node::Start(tag) if tag.name == "pt" => {
                let kind = tag.attr("type").unwrap_or_default();
                if !matches!(kind.as_str(), "" | "node" | "asst") {
                    return Flow::Skip;
                }
            }
            Node::Start(tag) if tag.name == "t" => in_text = true,
            Node::End("t") => in_text = false,
            Node::Start(tag) if tag.name == "br" => text.push(' '),
            Node::Text(part) if in_text => text.push_str(part),
            Node::End("p") => lines.push(Line::body(std::mem::take(&mut text))),
            _ => {}
        }
        Flow::Enter
    });
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}
