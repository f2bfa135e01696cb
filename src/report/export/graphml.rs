//! Who shares with whom as a graph, in GraphML (Brandes et al. 2002), for Gephi, networkx, igraph.
//!
//! Nodes are the documents (or groups) that share something; an edge is a row of the table `sharing`
//! (or `group_sharing`) with its columns as data, and leads from A to B. Readers know no graph with
//! both kinds of edges (networkx refuses it, Gephi makes one kind of it), so every edge is directed,
//! and its `direction` says whether A is known to come first (`a-to-b`) or not (`unknown`). `weight`
//! is the number of units of B that stand in shared passages.

use std::collections::{BTreeMap, BTreeSet};

use super::parquet::Kind;
use crate::analysis::Analysis;
use crate::corpus::DocId;
use crate::report::tables::{self, Cell, Table, plain};
use crate::report::{untrusted, view};

/// Pairs of documents in the graph, those that share most: no program lays out more. The table has all.
const EDGES: usize = 100_000;
/// Columns before these name the sides.
const SIDES: usize = 2;

/// Who shares with whom, by documents.
pub fn documents(analysis: &Analysis) -> String {
    let all = &analysis.reuse.exchanges;
    let exchanges = &all[..all.len().min(EDGES)];
    let sharing: BTreeSet<DocId> = exchanges.iter().flat_map(|e| [e.a, e.b]).collect();
    let numbers: BTreeMap<DocId, usize> =
        sharing.iter().enumerate().map(|(i, &id)| (id, i)).collect();
    let row = |&id: &DocId| {
        let document = analysis.corpus.documents.get(id.index());
        vec![
            view::name(analysis, id).into(),
            view::title(analysis, id).into(),
            view::date(analysis, id).map(|d| d.to_string()).into(),
            document.and_then(|d| d.group.as_deref()).into(),
            view::n_units(analysis, id).into(),
        ]
    };
    let nodes = Table {
        name: "sharing",
        columns: vec!["label", "title", "date", "group", "n_units"],
        rows: sharing.iter().map(row).collect(),
    };
    let ends = exchanges.iter().map(|e| (numbers[&e.a], numbers[&e.b], e.units_b));
    graph(&nodes, &tables::sharing_of(analysis, exchanges), ends)
}

/// Who shares with whom, by groups; none where no document has a group.
pub fn groups(analysis: &Analysis) -> Option<String> {
    let groups = analysis.corpus.groups();
    let exchanges = &analysis.reuse.group_exchanges;
    if groups.is_empty() {
        return None;
    }
    let sharing: BTreeSet<&str> =
        exchanges.iter().flat_map(|e| [e.a.as_str(), e.b.as_str()]).collect();
    let numbers: BTreeMap<&str, usize> = sharing.iter().enumerate().map(|(i, &g)| (g, i)).collect();
    let mut sizes: BTreeMap<&str, (u32, u64)> = BTreeMap::new();
    for (id, document) in analysis.corpus.ids().zip(&analysis.corpus.documents) {
        if let Some(group) = document.group.as_deref() {
            let (documents, units) = sizes.entry(group).or_default();
            *documents += 1;
            *units += u64::from(view::n_units(analysis, id));
        }
    }
    let row = |&group: &&str| {
        let (documents, units) = sizes.get(group).copied().unwrap_or_default();
        vec![group.into(), documents.into(), Cell::Count(units)]
    };
    let nodes = Table {
        name: "group_sharing",
        columns: vec!["label", "n_documents", "n_units"],
        rows: sharing.iter().map(row).collect(),
    };
    let ends = exchanges.iter().map(|e| (numbers[e.a.as_str()], numbers[e.b.as_str()], e.units_b));
    Some(graph(&nodes, &tables::group_sharing(analysis), ends))
}

/// A graph of nodes and edges: for each edge the numbers of its nodes and its weight.
fn graph(nodes: &Table, edges: &Table, ends: impl Iterator<Item = (usize, usize, u32)>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    for (i, name) in nodes.columns.iter().enumerate() {
        key(&mut out, "node", i, name, kind(nodes, i));
    }
    for (i, name) in edges.columns.iter().enumerate().skip(SIDES) {
        key(&mut out, "edge", i, name, kind(edges, i));
    }
    key(&mut out, "edge", edges.columns.len(), "weight", "double");
    out.push_str(&format!("<graph id=\"{}\" edgedefault=\"directed\">\n", nodes.name));
    for (i, row) in nodes.rows.iter().enumerate() {
        out.push_str(&format!("<node id=\"n{i}\">"));
        row.iter().enumerate().for_each(|(c, cell)| data(&mut out, "node", c, cell));
        out.push_str("</node>\n");
    }
    for (row, (a, b, weight)) in edges.rows.iter().zip(ends) {
        out.push_str(&format!("<edge source=\"n{a}\" target=\"n{b}\">"));
        row.iter().enumerate().skip(SIDES).for_each(|(c, cell)| data(&mut out, "edge", c, cell));
        data(&mut out, "edge", edges.columns.len(), &weight.into());
        out.push_str("</edge>\n");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

fn kind(table: &Table, column: usize) -> &'static str {
    match Kind::of(table, column) {
        Kind::Count => "long",
        Kind::Measure => "double",
        Kind::Text => "string",
    }
}

fn key(out: &mut String, of: &str, index: usize, name: &str, kind: &str) {
    out.push_str(&format!(
        "<key id=\"{of}{index}\" for=\"{of}\" attr.name=\"{}\" attr.type=\"{kind}\"/>\n",
        untrusted::xml(name)
    ));
}

fn data(out: &mut String, of: &str, index: usize, cell: &Cell) {
    let text = plain(cell);
    if !text.is_empty() {
        out.push_str(&format!("<data key=\"{of}{index}\">{}</data>", untrusted::xml(&text)));
    }
}
