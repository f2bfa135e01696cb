//! Nothing lies over anything else, nothing is cut, nothing is too faint to read: in the light and in
//! the dark, wide, narrow and on paper, shut and with everything open.
//!
//! The measuring is done in the page by `layout.js`.

use std::fs;

use serde_json::json;

use crate::devtools::Tab;
use crate::pages::{DEMO, file_url};

/// A4 without margins of 1.5 cm at 96 pixels an inch.
const PAPER: u32 = 680;
const MEASURE: &str = include_str!("layout.js");

/// What is wrong with the page as it stands.
pub fn faults(tab: &mut Tab) -> Vec<String> {
    let measured = tab.eval(&format!("{MEASURE}()"));
    assert!(measured["n"].as_u64() > Some(0), "no text on the page");
    let found = measured["found"].as_array().unwrap();
    found.iter().map(|fault| fault.as_str().unwrap().to_owned()).collect()
}

/// What is wrong with a page in every view asked for, shut and open.
pub fn faults_of_views(tab: &mut Tab, views: &[(&str, u32, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for state in ["shut", "open"] {
        if state == "open" {
            tab.eval("document.querySelectorAll('details').forEach(d => d.open = true)");
        }
        for (media, width, scheme) in views {
            tab.resize(*width);
            tab.show_as(media, scheme);
            let of_view = faults(tab);
            found.extend(
                of_view.into_iter().map(|f| format!("{media} {width} {scheme} {state}: {f}")),
            );
        }
    }
    found
}

/// Every view a reader may have.
pub const VIEWS: [(&str, u32, &str); 8] = [
    ("screen", 1280, "light"),
    ("screen", 1280, "dark"),
    ("screen", 820, "light"),
    ("screen", 820, "dark"),
    ("screen", 390, "light"),
    ("screen", 390, "dark"),
    ("print", PAPER, "light"),
    ("print", PAPER, "dark"),
];

#[test]
fn no_view_of_the_english_page_has_a_fault() {
    let Some(mut tab) = DEMO[0].open(1280) else { return };
    let found = faults_of_views(&mut tab, &VIEWS);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_view_of_the_chinese_page_has_a_fault() {
    let Some(mut tab) = DEMO[1].open(1280) else { return };
    let found = faults_of_views(&mut tab, &VIEWS);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn faults_would_be_noticed() {
    let planted = [
        ("<p style='margin:0'>one line<p style='margin-top:-20px'>another line", "overlap by"),
        (
            "<svg width=300 height=90><text x=9 y=40>first label</text><text x=30 y=44>second</text></svg>",
            "overlap by",
        ),
        (
            "<svg width=300 height=90><text x=30 y=60>level</text><text transform='translate(20 80) rotate(-45)'>turned label</text></svg>",
            "overlap by",
        ),
        (
            "<svg width=60 height=90><text x=9 y=40>a label too long for it</text></svg>",
            "out of its chart",
        ),
        (
            "<p style='white-space:nowrap'>a line that goes on and on and on and on and on and on and on and on",
            "px wide",
        ),
        ("<p style='overflow:hidden;width:3em;white-space:nowrap'>cut on its way", "is cut by"),
        ("<p style='color:#aaa;background:#fff'>faint", "contrast of 2.32"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let Some(mut tab) = Tab::open(390) else { return };
    for (i, (html, said)) in planted.iter().enumerate() {
        let path = folder.path().join(format!("{i}.html"));
        fs::write(&path, format!("<!DOCTYPE html><meta charset=utf-8><body>{html}")).unwrap();
        tab.go(&file_url(&path));
        let found = faults(&mut tab);
        assert!(found.len() == 1 && found[0].contains(said), "{html}: {found:?}");
    }
    // Labels side by side, turned ones too, lines of a paragraph and a box that scrolls are no faults.
    let good = "<svg width=300 height=90>\
        <text transform='translate(20 80) rotate(-45)'>turned label</text>\
        <text transform='translate(40 80) rotate(-45)'>turned label</text></svg>\
        <p>many words in <b>several</b> lines of one paragraph, which is what paragraphs are for, 也有中文\
        <div style='overflow-x:auto;white-space:nowrap'>a line that goes on and on and on and on and on</div>";
    let path = folder.path().join("good.html");
    fs::write(&path, format!("<!DOCTYPE html><meta charset=utf-8><body>{good}")).unwrap();
    tab.go(&file_url(&path));
    assert_eq!(json!(faults(&mut tab)), json!([]));
}
