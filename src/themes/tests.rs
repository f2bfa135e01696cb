#![allow(clippy::unwrap_used)]
use super::*;
use crate::corpus::{Document, Paragraph, ParagraphKind, Section, Span};
use crate::store::Shelf;
use crate::warning::Warning;
use crate::words;

fn found(documents: &[String], settings: &ThemeSettings) -> Result<(Themes, Vec<Warning>)> {
    found_of(documents, &[], settings)
}

/// Themes of documents, some of which are reprints.
fn found_of(
    documents: &[String],
    originals: &[DocId],
    settings: &ThemeSettings,
) -> Result<(Themes, Vec<Warning>)> {
    let document = |(i, source): (usize, &String)| Document {
        name: format!("{i:05}"),
        source: source.clone(),
        ..Document::default()
    };
    let corpus = Corpus::new(documents.iter().enumerate().map(document).collect());
    let text = |source: &String| {
        let span = Span::new(0, source.len());
        let section = Section { span, heading: None, speaker: None };
        let mut text = Text { text: source.clone(), ..Text::default() };
        if !source.is_empty() {
            text.paragraphs = vec![Paragraph { span, kind: ParagraphKind::Body }];
            text.sections = vec![section];
        }
        text
    };
    let texts: Vec<Text> = documents.iter().map(text).collect();
    let (stream, words) = words::tests::read(&texts);
    let mut warnings = Vec::new();
    let sources =
        Sources { corpus: &corpus, texts: &texts, stream: &stream, words: &words, originals };
    let mut themes = find(&sources, settings, 7, Shelf::NONE, &mut warnings)?;
    let every_third: Vec<DocId> = corpus.ids().step_by(3).collect();
    themes.paragraphs = paragraphs::find(&themes, &sources, settings, &every_third);
    Ok((themes, warnings))
}

fn of_k(k: &str) -> ThemeSettings {
    ThemeSettings { k: Some(k.into()), ..ThemeSettings::default() }
}

/// Documents on three subjects, each of words drawn in turn from its subject's list.
fn three_subjects(n: usize) -> Vec<String> {
    let subjects = [
        ["harbour", "vessel", "cargo", "dock", "sailor", "anchor", "ferry", "tide"],
        ["orchard", "harvest", "apple", "farmer", "soil", "tractor", "barley", "seed"],
        ["violin", "concert", "piano", "opera", "singer", "melody", "rhythm", "choir"],
    ];
    (0..n)
        .map(|i| {
            let subject = subjects[i % 3];
            let words: Vec<&str> =
                (0..12).map(|w| subject[(i / 3 * 5 + w * w + w * i) % 8]).collect();
            words.join(" ")
        })
        .collect()
}

#[test]
fn planted_subjects_are_found_whole_and_named() {
    let (themes, _) = found(&three_subjects(90), &ThemeSettings::default()).unwrap();
    let (three, warnings) = found(&three_subjects(90), &of_k("3")).unwrap();
    assert_eq!((themes.unit.as_str(), themes.features.as_str()), ("document", "words"));
    assert_eq!(three.themes.len(), 3);
    for (i, a) in three.assignments.iter().enumerate() {
        assert_eq!(a.theme, three.assignments[i % 3].theme, "document {i}");
        assert!((0.0..=2.0).contains(&a.distance));
        assert!(a.second.is_some_and(|s| s.1 >= a.distance && Some(s.0) != a.theme));
    }
    let stabilities: Vec<f64> = three.themes.iter().map(|t| t.stability).collect();
    assert!(stabilities.iter().all(|&s| s > 0.9), "{stabilities:?}");
    assert!(three.themes.iter().all(|t| t.n_documents == 30));
    assert!(three.themes.iter().all(|t| t.label.split(" · ").count() == 3));
    assert!(warnings.is_empty(), "{warnings:?}");
    assert!(!themes.trials.is_empty());
    assert!(themes.trials.iter().any(|t| t.k == themes.chosen_k));
    assert_eq!(three.vectors.dim(), (90, three.n_dimensions as usize));
}

#[test]
fn a_paragraph_goes_where_the_same_text_goes_as_a_document() {
    let mut documents = three_subjects(60);
    documents.push("harbour vessel cargo dock".into());
    let (themes, _) = found(&documents, &of_k("3")).unwrap();
    // every third document was asked for; the last has too few words
    assert_eq!(themes.paragraphs.len(), 20);
    for (i, p) in themes.paragraphs.iter().enumerate() {
        let nearest = themes.assignments[3 * i].nearest;
        assert_eq!((p.document, p.paragraph, Some(p.theme)), (DocId(3 * i as u32), 0, nearest));
    }
}

#[test]
fn examples_belong_to_their_theme_and_say_why() {
    let mut documents = three_subjects(60);
    documents.push("harbour vessel cargo dock orchard harvest apple".into());
    let (themes, _) = found(&documents, &of_k("3")).unwrap();
    for (t, theme) in themes.themes.iter().enumerate() {
        assert_eq!((theme.representative.len(), theme.borderline.len()), (3, 2));
        for example in theme.representative.iter().chain(&theme.borderline) {
            let a = &themes.assignments[example.assignment as usize];
            assert_eq!(a.theme, Some(t as u32));
            let text = &documents[example.assignment as usize];
            assert!(!example.terms.is_empty());
            assert!(example.terms.iter().all(|term| text.contains(term.as_str())));
        }
        let nearest = &themes.assignments[theme.representative[0].assignment as usize];
        let own = themes.assignments.iter().filter(|a| a.theme == Some(t as u32));
        assert!(own.clone().all(|a| nearest.distance <= a.distance));
    }
    let mixed = themes.assignments[60].theme.unwrap();
    let at_border = &themes.themes[mixed as usize].borderline;
    assert_eq!(at_border[0].assignment, 60);
    assert!(at_border[0].rival.as_ref().is_some_and(|r| r.0 != mixed && !r.1.is_empty()));
}

#[test]
fn the_thread_count_does_not_matter() {
    let run = |threads| {
        let run = || found(&three_subjects(200), &ThemeSettings::default()).unwrap().0;
        let themes = crate::exec::with_threads(Some(threads), run).unwrap();
        serde_json::to_string(&themes).unwrap()
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn texts_put_into_their_own_themes_again_stay_where_they_were() {
    let documents = three_subjects(90);
    let (fitted, _) = found(&documents, &of_k("4")).unwrap();
    let model = Model::parse(&fitted.model.as_ref().unwrap().render()).unwrap();
    assert_eq!(Some(&model), fitted.model.as_ref());
    let settings = ThemeSettings { model: Some(Arc::new(model)), ..ThemeSettings::default() };
    let (again, _) = found(&documents, &settings).unwrap();
    for (a, b) in fitted.assignments.iter().zip(&again.assignments) {
        assert_eq!((a.theme, a.nearest, a.distance), (b.theme, b.nearest, b.distance));
    }
    assert!(again.trials.is_empty() && again.n_fitted == 0);
    for (a, b) in fitted.themes.iter().zip(&again.themes) {
        assert_eq!((&a.label, a.n_sections, a.stability), (&b.label, b.n_sections, b.stability));
    }
    // one new text, words unknown to the themes, and nothing at all
    let new = ["violin opera piano".to_owned(), "quasar nebula".to_owned(), String::new()];
    let (new, warnings) = found(&new, &settings).unwrap();
    assert!(again.themes[new.assignments[0].theme.unwrap() as usize].label.contains('·'));
    assert_eq!((new.assignments[1].theme, new.themes.len()), (None, again.themes.len()));
    assert!(warnings.iter().any(|w| w.message.starts_with("1 of 2 texts")), "{warnings:?}");
}

#[test]
fn files_that_hold_no_themes_say_so() {
    for (json, reason) in [("", "holds no themes"), ("{}", "holds no themes"), ("[1]", "holds no")]
    {
        assert!(Model::parse(json).unwrap_err().contains(reason));
    }
    let (themes, _) = found(&three_subjects(60), &of_k("3")).unwrap();
    let model = themes.model.unwrap();
    let older = Model { format: 0, ..model.clone() };
    assert!(Model::parse(&older.render()).unwrap_err().contains("find the themes again"));
    let mut damaged = model;
    damaged.themes[0].centre.push((9_999_999, 1.0));
    assert!(Model::parse(&damaged.render()).unwrap_err().contains("damaged"));
}

#[test]
fn reprints_make_no_theme_of_their_own() {
    let mut documents = three_subjects(60);
    let copy = "glacier summit ridge avalanche crevasse climber".to_owned();
    documents.extend(vec![copy; 40]);
    let originals: Vec<DocId> = (0..100).map(|i| DocId(i.min(60))).collect();
    let (counted, _) = found_of(&documents, &[], &of_k("3")).unwrap();
    let glacier = |themes: &Themes| themes.themes.iter().any(|t| t.label.contains("glacier"));
    assert!(glacier(&counted));
    let (once, _) = found_of(&documents, &originals, &of_k("3")).unwrap();
    assert!(!glacier(&once));
    assert_eq!((once.assignments.len(), once.n_fitted), (100, 60));
}

#[test]
fn a_text_that_is_like_nothing_is_left_over() {
    let mut documents = three_subjects(300);
    documents.iter_mut().for_each(|d| d.push_str(" coast town street house"));
    documents.push("coast quasar nebula pulsar comet orbit".into());
    let settings = ThemeSettings { min_df: Some(1), max_df: Some(1.0), ..of_k("3") };
    let (themes, _) = found(&documents, &settings).unwrap();
    let left: Vec<usize> = (0..301).filter(|&i| themes.assignments[i].theme.is_none()).collect();
    assert_eq!(left, [300]);
    let last = &themes.assignments[300];
    assert!(last.nearest.is_some() && last.distance > 1.0 && last.silhouette.is_nan());
    assert_eq!(themes.themes.iter().map(|t| t.n_sections).sum::<u32>(), 300);
}

#[test]
fn themes_of_like_words_share_an_area() {
    let mut documents = Vec::new();
    for (i, document) in three_subjects(120).into_iter().enumerate() {
        // two halves of each subject speak of something more
        let more = ["north winter snow", "south summer heat"][i / 3 % 2];
        let kind = ["north sea", "north field", "north hall"][i % 3];
        documents.push(format!("{document} {more} {kind}"));
    }
    let settings = ThemeSettings { hierarchy: true, ..of_k("6") };
    let (themes, _) = found(&documents, &settings).unwrap();
    assert!(!themes.areas.is_empty());
    let mut seen: Vec<u32> = themes.areas.iter().flat_map(|a| a.themes.clone()).collect();
    seen.sort_unstable();
    assert_eq!(seen, (0..themes.themes.len() as u32).collect::<Vec<_>>());
    for (t, theme) in (0u32..).zip(&themes.themes) {
        assert!(themes.areas[theme.area.unwrap() as usize].themes.contains(&t));
    }
    assert!(found(&documents, &of_k("6")).unwrap().0.areas.is_empty());
}

#[test]
fn dimensions_are_given_or_follow_the_variance() {
    let run = |settings: ThemeSettings| found(&three_subjects(90), &settings).unwrap().0;
    let five = run(ThemeSettings { dimensions: 5, ..of_k("3") });
    assert_eq!(five.n_dimensions, 5);
    let half = run(ThemeSettings { variance: Some(0.5), ..of_k("3") });
    let most = run(ThemeSettings { variance: Some(0.9), ..of_k("3") });
    assert!(half.explained_variance >= 0.5 && most.explained_variance >= 0.9);
    assert!(half.n_dimensions < most.n_dimensions);
}

#[test]
fn bounds_stop_words_and_features_are_heeded() {
    let documents = three_subjects(60);
    let run = |settings: ThemeSettings| found(&documents, &settings).unwrap();
    let (all, _) = run(of_k("3"));
    let (fewer, _) = run(ThemeSettings { stop_words: vec!["Harbour".into()], ..of_k("3") });
    assert_eq!(fewer.n_terms + 1, all.n_terms);
    let (lifted, warnings) = run(ThemeSettings { min_df: Some(61), ..of_k("3") });
    assert_eq!(lifted.n_terms, all.n_terms);
    assert!(warnings.iter().any(|w| w.message.contains("--min-df")), "{warnings:?}");
    let (both, _) = run(ThemeSettings { features: FeatureChoice::Both, ..of_k("3") });
    assert_eq!((both.features.as_str(), both.themes.len()), ("both", 3));
}

#[test]
fn one_theme_is_told_to_tell_nothing_apart() {
    let (one, warnings) = found(&three_subjects(60), &of_k("1")).unwrap();
    assert_eq!(one.themes.len(), 1);
    assert!(warnings.iter().any(|w| w.message.contains("-k 2..10")), "{warnings:?}");
}

#[test]
fn hostile_corpora_end_without_panic() {
    let repeated = |text: &str, n: usize| vec![text.to_string(); n];
    let cases = [
        Vec::new(),
        repeated("", 3),
        repeated("", 60),
        repeated("harbour", 1),
        repeated("the and of", 60),
        repeated("harbour vessel cargo anchor ferry", 60),
        repeated("\u{0}\u{1}\u{feff}", 5),
        repeated("画好最大同心圆", 55),
        vec!["harbour".into(), String::new(), "画好最大同心圆 mixed текст".into()],
    ];
    for case in cases {
        for k in [None, Some("1"), Some("8"), Some("2..5")] {
            let settings = ThemeSettings {
                k: k.map(Into::into),
                hierarchy: true,
                variance: Some(0.5),
                ..ThemeSettings::default()
            };
            let (themes, _) = found(&case, &settings).unwrap();
            let finite = |a: &Assignment| a.distance.is_finite() && a.silhouette.is_finite();
            assert!(themes.assignments.iter().filter(|a| a.theme.is_some()).all(finite));
            assert_eq!(
                themes.themes.is_empty(),
                themes.assignments.iter().all(|a| a.theme.is_none())
            );
        }
    }
}

#[test]
fn nothing_to_group_is_told_and_one_text_is_named() {
    let (none, warnings) = found(&[String::new(), "的".into()], &ThemeSettings::default()).unwrap();
    assert!(none.themes.is_empty());
    assert!(warnings.iter().any(|w| w.message.contains("belong to no theme")), "{warnings:?}");
    let (_, warnings) = found(&[String::new()], &ThemeSettings::default()).unwrap();
    assert!(warnings.iter().any(|w| w.message.contains("no text is left")), "{warnings:?}");
    let equal = vec!["harbour vessel cargo".to_owned(); 60];
    let originals = vec![DocId(0); 60];
    let (one, _) = found_of(&equal, &originals, &of_k("3")).unwrap();
    assert_eq!((one.themes.len(), one.themes[0].n_documents), (1, 60));
    assert_eq!(one.themes[0].label.split(" · ").count(), 3);
    assert!(one.assignments.iter().all(|a| a.distance == 0.0));
}

#[test]
fn texts_without_a_term_belong_to_no_theme() {
    let mut documents = three_subjects(60);
    documents.push("the and of".into());
    let (themes, warnings) = found(&documents, &ThemeSettings::default()).unwrap();
    assert_eq!((themes.assignments.len(), themes.assignments[60].theme), (61, None));
    assert!(themes.assignments[60].distance.is_nan());
    assert!(warnings.iter().any(|w| w.message.starts_with("1 of 61 texts")), "{warnings:?}");
}

#[test]
fn headlines_are_read_by_characters_too_and_named_by_words() {
    let pairs = ["股市上涨基金", "球队赢球比赛"];
    let documents: Vec<String> = (0..60).map(|i| pairs[i % 2].to_string()).collect();
    let (themes, _) = found(&documents, &of_k("2")).unwrap();
    assert_eq!(themes.features, "both");
    assert!(themes.themes.iter().all(|t| t.label.chars().count() >= 2));
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let refused = |settings: ThemeSettings| found(&[], &settings).unwrap_err().to_string();
    let settings = ThemeSettings::default;
    assert!(refused(of_k("x")).contains("themes.k"));
    assert!(refused(ThemeSettings { dimensions: 0, ..settings() }).contains("themes.dimensions"));
    assert!(refused(ThemeSettings { max_df: Some(50.0), ..settings() }).contains("themes.max-df"));
    assert!(refused(ThemeSettings { variance: Some(0.0), ..settings() }).contains("variance"));
    let both = ThemeSettings { themes: Some("a.json".into()), ..of_k("3") };
    assert!(refused(both).contains("leave -k or --themes out"));
}
