//! Names, roles and headers as the browser hands them to a screen reader.

use serde_json::json;

use crate::pages::DEMO;

#[test]
fn figures_images_and_controls_have_names() {
    for report in DEMO.iter() {
        let Some(mut tab) = report.open(1280) else { return };
        // Shut evidence is no part of the tree.
        tab.eval("document.querySelectorAll('details').forEach(d => d.open = true)");
        let tree = tab.call("Accessibility.getFullAXTree", json!({}));
        let wanted = [
            "image",
            "img",
            "link",
            "button",
            "searchbox",
            "textbox",
            "combobox",
            "navigation",
            "region",
            "group",
            "DisclosureTriangle",
            "columnheader",
            "rowheader",
        ];
        let mut n_seen = std::collections::BTreeMap::new();
        let mut nameless = Vec::new();
        for node in tree["nodes"].as_array().unwrap() {
            let role = node["role"]["value"].as_str().unwrap_or("");
            if node["ignored"] == true || !wanted.contains(&role) {
                continue;
            }
            *n_seen.entry(role).or_insert(0) += 1;
            if node["name"]["value"].as_str().is_none_or(|name| name.trim().is_empty()) {
                nameless.push(node.to_string());
            }
        }
        eprintln!("{n_seen:?}");
        // An empty head over a column of arrows or marks is no header to be named; a <details> is a
        // group that its summary names.
        let is_plain = |node: &String| {
            !node.contains(r#""value":"columnheader""#) && !node.contains(r#""value":"group""#)
        };
        nameless.retain(is_plain);
        assert_eq!(nameless, [""; 0]);
        for role in ["link", "button", "searchbox", "combobox"] {
            assert!(n_seen.contains_key(role), "{role}: {n_seen:?}");
        }
        assert!(n_seen.contains_key("image") || n_seen.contains_key("img"), "{n_seen:?}");
        // A figure is told by its picture's name and its caption.
        let bare = "[...document.querySelectorAll('figure')].filter(f => !f.querySelector('figcaption').textContent.trim() || !f.querySelector('[role=img][aria-label]')).length";
        assert_eq!(tab.eval(bare), 0);
    }
}

#[test]
fn tables_have_headers_with_a_scope() {
    for report in DEMO.iter() {
        let Some(mut tab) = report.open(1280) else { return };
        let wrong = tab.eval(
            "[...document.querySelectorAll('table')].flatMap((table, i) => {
                const name = table.id || 'table ' + i;
                const wrong = [...table.querySelectorAll('th')].filter(th => !/^(col|row|colgroup|rowgroup)$/.test(th.scope)).map(th => `${name}: no scope: ${th.textContent}`);
                if (!table.tHead || !table.tHead.querySelector('th[scope=col]')) wrong.push(`${name}: no column has a header`);
                else {
                    const width = [...table.tHead.rows[0].cells].reduce((n, c) => n + c.colSpan, 0);
                    const odd = [...table.rows].filter(row => [...row.cells].reduce((n, c) => n + c.colSpan, 0) !== width);
                    if (odd.length) wrong.push(`${name}: ${odd.length} rows are not ${width} cells wide: ${odd[0].textContent.slice(0, 60)}`);
                }
                return wrong;
            })",
        );
        assert_eq!(wrong, json!([]));
    }
}

#[test]
fn headings_follow_their_order_and_the_page_says_its_language() {
    for (report, language) in DEMO.iter().zip(["en", "zh-Hans"]) {
        let Some(mut tab) = report.open(1280) else { return };
        assert_eq!(tab.eval("document.documentElement.lang"), language);
        let levels = tab.eval(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map(h => Number(h.tagName[1]))",
        );
        let levels: Vec<u64> =
            levels.as_array().unwrap().iter().map(|l| l.as_u64().unwrap()).collect();
        assert_eq!(levels[0], 1);
        assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}
