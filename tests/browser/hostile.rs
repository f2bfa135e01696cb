//! Documents of markup, script and broken text stay text on the page, and break nothing.

use serde_json::json;

use crate::hostile_documents;
use crate::layout::faults_of_views;
use crate::pages::Report;

#[test]
fn hostile_documents_run_nothing_ask_for_nothing_and_break_nothing() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("hostile");
    std::fs::create_dir(&folder).unwrap();
    hostile_documents::write(&folder);
    for language in ["en", "zh"] {
        let report = Report::of(&folder, language);
        let Some(mut tab) = report.open(1280) else { return };
        // What waits for a pointer or the focus is given both.
        tab.eval(
            "document.querySelectorAll('details').forEach(d => d.open = true);
             document.querySelectorAll('*').forEach(e => {
                 for (const type of ['mouseover', 'focus', 'load', 'error']) e.dispatchEvent(new Event(type));
             })",
        );
        tab.until("document.readyState === 'complete'");
        assert_eq!(tab.eval("typeof window.__hit"), "undefined");
        assert_eq!(tab.misdeeds(), [""; 0]);
        // Nothing a document says became an element.
        let planted = "img, iframe, form, link, base, textarea, plaintext, object, embed, [onerror], [onload], [onmouseover], [onfocus]";
        assert_eq!(tab.eval(&format!("document.querySelectorAll({}).length", json!(planted))), 0);
        assert_eq!(tab.eval("[document.scripts.length, document.querySelectorAll('style').length, document.querySelectorAll('main > section').length]"), json!([1, 1, 11]));
        // But it is there, as text.
        let said = "document.body.textContent.includes('<script>window.__hit = 1</script>') && document.body.textContent.includes('onerror=')";
        assert_eq!(tab.eval(said), true);
        let views = [("screen", 1280, "light"), ("screen", 390, "dark"), ("print", 680, "light")];
        let found = faults_of_views(&mut tab, &views);
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert_eq!(tab.misdeeds(), [""; 0]);
    }
}
