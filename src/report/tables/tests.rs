#![allow(clippy::unwrap_used)]

use super::*;
use crate::report::fixture::{self, HOSTILE};

/// The columns the design promises, table by table.
const PROMISED: [(&str, &str); 15] = [
    (
        "documents",
        "document,title,date,group,path,encoding,n_units,n_sections,formulaic_share,shared_share,own_share",
    ),
    ("sections", "document,section,heading,speaker,start,end,n_units"),
    ("themes", "theme,label,n_sections,n_documents,top_terms,silhouette,stability"),
    ("assignments", "document,section,theme,distance"),
    (
        "phrases",
        "rank,phrase,kind,n_documents,n_sections,n_occurrences,score,cohesion,boundary,dispersion,family",
    ),
    ("frames", "frame,n_fillers,n_occurrences,n_documents,slot_entropy,top_fillers"),
    ("formulas", "formula,n_documents,n_occurrences,expansion"),
    (
        "passages",
        "cluster,document_a,start_a,end_a,document_b,start_b,end_b,identity,n_units,kind,text_a,text_b",
    ),
    ("similar", "document_a,document_b,cosine,jaccard,containment_ab,containment_ba"),
    ("keyness", "group,phrase_or_term,f_target,f_reference,g2,log_ratio,lrc"),
    ("trends", "phrase,period,n_documents,share,heat"),
    ("adoption", "phrase,group,first_date,document,lag_days"),
    (
        "trend_tests",
        "phrase,direction,slope,p,q,z,n_periods,first_period,peak_period,peak_share,last_period",
    ),
    (
        "movers",
        "phrase,move,period,period_before,heat_before,heat_after,n_before,volume_before,n_after,volume_after,g2",
    ),
    ("leaders", "group,n_phrases,n_first,median_lag_days,first_document_date"),
];

fn read(csv: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = ::csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect());
    (header, rows.collect())
}

#[test]
fn every_table_has_the_columns_of_the_design_even_when_empty() {
    for analysis in [fixture::analysis(), Analysis::default()] {
        let tables = tables(&analysis);
        for (name, columns) in PROMISED {
            let table = tables.iter().find(|t| t.name == name).unwrap();
            let header = csv(table).lines().next().unwrap().to_owned();
            assert!(header == columns || header.starts_with(&format!("{columns},")), "{header}");
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len(), "{name}");
            }
        }
    }
}

#[test]
fn departing_expansions_stand_beside_the_main_one() {
    let (header, rows) = read(&csv(&formulas(&fixture::analysis())));
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let cell = |name: &str| rows[0][column(name)].clone();
    assert_eq!(cell("n_expansions"), "2");
    assert!(cell("other_expansions").starts_with("甲意识; 乙意识; 丙意识; "));
    assert!(cell("mismatches").ends_with(" (1)"));
}

#[test]
fn csv_reads_back_as_it_was_written() {
    for table in tables(&fixture::analysis()) {
        let (header, rows) = read(&csv(&table));
        assert_eq!(header, table.columns);
        assert_eq!(rows.len(), table.rows.len(), "{}", table.name);
        for (read, row) in rows.iter().zip(&table.rows) {
            for (read, cell) in read.iter().zip(row) {
                match cell {
                    Cell::Text(text) if read.starts_with('\'') => {
                        assert!(crate::report::untrusted::looks_like_formula(text));
                    }
                    Cell::Text(t) => {
                        assert_eq!(read, &crate::report::untrusted::without_controls(t));
                    }
                    Cell::Measure(m) if !m.is_finite() => assert_eq!(read, ""),
                    Cell::Measure(m) => assert!((read.parse::<f64>().unwrap() - m).abs() < 1e-6),
                    Cell::Count(n) => assert_eq!(read, &n.to_string()),
                    Cell::Empty => assert_eq!(read, ""),
                }
            }
        }
    }
}

#[test]
fn no_csv_cell_starts_a_formula_or_holds_a_control_character() {
    for table in tables(&fixture::analysis()) {
        let text = csv(&table);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        let (_, rows) = read(&text);
        for (row, cells) in rows.iter().zip(&table.rows) {
            for (read, cell) in row.iter().zip(cells) {
                let harmless = !read.starts_with(['=', '+', '-', '@']);
                assert!(harmless || !matches!(cell, Cell::Text(_)), "{read}");
            }
        }
    }
}

#[test]
fn numbers_stay_numbers() {
    assert_eq!(write::measure(-0.5), "-0.5");
    assert_eq!(write::measure(1.0 / 3.0), "0.333333");
    assert_eq!(write::measure(2.0), "2");
    assert_eq!(write::measure(-1e-9), "0");
    assert_eq!(write::measure(f64::NAN), "");
    assert_eq!(write::measure(f64::INFINITY), "");
}

#[test]
fn offsets_cut_the_passage_out_of_the_source() {
    let analysis = fixture::analysis();
    let (header, rows) = read(&csv(&passages(&analysis)));
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    for row in rows {
        for side in ["a", "b"] {
            let get = |name: &str| row[column(&format!("{name}_{side}"))].clone();
            let document =
                analysis.corpus.documents.iter().find(|d| d.name == get("document")).unwrap();
            let (start, end): (usize, usize) =
                (get("start").parse().unwrap(), get("end").parse().unwrap());
            let cut: String = document.source.chars().skip(start).take(end - start).collect();
            assert_eq!(cut, get("text"));
        }
    }
}

#[test]
fn json_and_json_lines_hold_the_same_objects() {
    for table in tables(&fixture::analysis()) {
        let array: Vec<serde_json::Value> = serde_json::from_str(&json(&table)).unwrap();
        let lines: Vec<serde_json::Value> =
            jsonl(&table).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(array, lines);
        assert_eq!(array.len(), table.rows.len());
    }
}

#[test]
fn themes_are_numbered_alike_in_both_tables() {
    let analysis = fixture::analysis();
    assert_eq!(themes(&analysis).rows[0][0], Cell::Count(1));
    assert_eq!(assignments(&analysis).rows[0][2], Cell::Count(1));
    assert_eq!(assignments(&analysis).rows[1][2], Cell::Count(2));
}

#[test]
fn a_variant_names_the_head_of_its_family() {
    let table = phrases(&fixture::analysis());
    assert_eq!(table.rows[2][1], Cell::from("画出最大同心圆"));
    assert_eq!(table.rows[2][10], Cell::from("画好最大同心圆"));
}

#[test]
fn markdown_rows_stay_rows() {
    let table = Table {
        name: "t",
        columns: vec!["a", "b"],
        rows: vec![vec!["x|y\nz".into(), Cell::from(1u32)]],
    };
    assert_eq!(markdown(&table), "| a | b |\n| --- | ---: |\n| x\\|y z | 1 |\n");
}

#[test]
fn terminal_lines_fit_and_align_by_display_width() {
    use unicode_width::UnicodeWidthStr;
    for table in tables(&fixture::analysis()) {
        for width in [40, 80, 200] {
            let text = terminal(&table, width);
            assert!(!text.contains('\u{1b}') && !text.contains(HOSTILE[3]));
            for line in text.lines().filter(|l| !l.starts_with("… ")) {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }
    let table = Table {
        name: "t",
        columns: vec!["phrase", "n"],
        rows: vec![vec!["同心圆".into(), 7u32.into()], vec!["ab".into(), 12u32.into()]],
    };
    assert_eq!(terminal(&table, 80), "phrase   n\n──────  ──\n同心圆   7\nab      12\n");
}

#[test]
fn terminal_says_how_many_rows_it_leaves_out() {
    let rows = (0..250u32).map(|i| vec![Cell::from(i)]).collect();
    let table = Table { name: "t", columns: vec!["n"], rows };
    assert!(terminal(&table, 80).ends_with("… 50 more rows; --format csv writes all\n"));
}
