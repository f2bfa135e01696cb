//! Charts as PNG, drawn by resvg with the fonts of this machine.
//!
//! A chart without a font for its letters would show boxes, so it is not written at all: after
//! layout every glyph is looked at, and one that stands for "no such character" leaves the chart
//! out. Faces are tried in a stated order (the `--font` file, the stack of the charts, then by
//! family, weight and path), regular and upright ones first, and only those that cover a character
//! nobody before them covers are kept. Their files are read once. resvg's own choice would depend
//! on the order in which the system lists its files.
//!
//! Drawing takes longer than all else of a report whose findings are kept from an earlier run, so images are
//! kept too, under the drawing and the faces that draw it.
//!
//! This is the one part of rendering that reads the disk (fonts); it is called from the doors.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use fontdb::{Database, FaceInfo, Source, Stretch, Style, Weight};
use resvg::{tiny_skia, usvg};

use super::charts::{self, Chart};
use crate::config::Language;
use crate::error::{Error, Result};
use crate::exec;
use crate::store::{Kept, Key, Shelf, Store};
use crate::warning::{Topic, Warning};

/// Pixels of a PNG for one of the drawing.
pub const SCALE: f32 = 2.0;

/// A chart's name and its PNG.
pub type Image = (&'static str, Vec<u8>);

impl Kept for Vec<u8> {
    fn about(&self) -> usize {
        self.len()
    }
}

/// Every chart as PNG that this machine has fonts for, and warnings about what was left out. Images are
/// kept in the store, if there is one.
///
/// # Errors
/// If a drawing cannot be drawn.
pub fn pngs(
    charts: &[Chart],
    font: Option<&Path>,
    store: Option<&dyn Store>,
) -> Result<(Vec<Image>, Vec<Warning>)> {
    let text: String = charts.iter().map(|c| drawn_text(&c.svg)).collect();
    let (fonts, warnings) = Fonts::find(font, &text);
    let is_covered =
        |chart: &&Chart| fonts.missing.is_empty() || fonts.covers(&drawn_text(&chart.svg));
    let covered: Vec<&Chart> = charts.iter().filter(is_covered).collect();
    let shelf = store.map_or(Shelf::NONE, |store| Shelf::first(store, "png", &fonts.key()));
    let images = exec::map(&covered, |chart| {
        let shelf = shelf.then("png", &chart.svg);
        let image = match shelf.get() {
            Some(image) => image,
            None => {
                let image = png(&chart.svg, &fonts, SCALE)?;
                shelf.put(&image);
                image
            }
        };
        Ok((chart.name, image))
    });
    Ok((images.into_iter().collect::<Result<_>>()?, warnings))
}

/// The fonts that draw the charts.
pub struct Fonts {
    database: Arc<Database>,
    first: Option<fontdb::ID>,
    missing: BTreeSet<char>,
}

impl Fonts {
    /// The faces that together cover `text`, of the file at `extra` and of this machine. Warns of a
    /// file that cannot be used, and of characters without a face, with what to install.
    pub fn find(extra: Option<&Path>, text: &str) -> (Self, Vec<Warning>) {
        let mut system = Database::new();
        system.load_system_fonts();
        // A label with any Han character is drawn whole in the face that has it: all labels then
        // take the Chinese stack, so that they look alike.
        let wide = |c: char| unicode_width::UnicodeWidthChar::width(c) == Some(2);
        let language = if text.contains(wide) { Language::Zh } else { Language::En };
        Self::choose(extra, text, &system, &charts::fonts(language))
    }

    /// Whether every character of `text` that was asked for has a face.
    pub fn covers(&self, text: &str) -> bool {
        !text.contains(|c| self.missing.contains(&c))
    }

    /// What the faces are, by their files and their places in them.
    fn key(&self) -> Key {
        let mut files = Vec::new();
        for face in self.database.faces() {
            self.database.with_face_data(face.id, |data, index| {
                files.push([Key::of([data]).bytes(), &index.to_le_bytes()[..]].concat());
            });
        }
        Key::of(files.iter().map(Vec::as_slice))
    }

    fn choose(
        extra: Option<&Path>,
        text: &str,
        system: &Database,
        stack: &[&str],
    ) -> (Self, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut candidates = Vec::new();
        if let Some(path) = extra {
            let mut own = Database::new();
            let reason = match std::fs::read(path) {
                Ok(data) => {
                    own.load_font_data(data);
                    own.is_empty().then(|| "is not a TrueType or OpenType font".to_owned())
                }
                Err(error) => Some(error.to_string()),
            };
            if let Some(reason) = reason {
                let subject = path.display().to_string();
                let message = format!("the font was not used: {reason}; the system's fonts were");
                warnings.push(Warning::new(Topic::Output, subject, message));
            }
            candidates.extend(ranked(&own, stack));
        }
        candidates.extend(ranked(system, stack));

        let mut missing: BTreeSet<char> =
            text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        // so that a base face is there even for no text at all
        missing.insert('0');
        let mut database = Database::new();
        let mut first = None;
        for face in candidates {
            if missing.is_empty() {
                break;
            }
            let Some(face) = in_memory(face) else { continue };
            let uncovered = uncovered(&face, &missing);
            if uncovered.len() < missing.len() {
                missing = uncovered;
                let id = database.push_face_info(face);
                first = first.or(Some(id));
            }
        }
        if !missing.is_empty() {
            let shown: String = missing.iter().take(12).collect();
            let more = if missing.len() > 12 { " …" } else { "" };
            let message = format!(
                "no font on this machine has {shown}{more}, so PNG charts with them were left out \
                 (the SVG charts are whole); install a font such as Debian's fonts-wqy-microhei or \
                 fonts-noto-cjk, or name one with --font FILE"
            );
            warnings.push(Warning::new(Topic::Output, "charts/*.png", message));
        }
        (Self { database: Arc::new(database), first, missing }, warnings)
    }
}

/// The drawing as PNG, `scale` pixels for one of its own.
///
/// # Errors
/// If it is not a drawing, has no size, or holds a character that no font covers.
pub fn png(svg: &str, fonts: &Fonts, scale: f32) -> Result<Vec<u8>> {
    let failed = |reason: String| Error::Stage { stage: "png", reason };
    let tree = parse(svg, &fonts.database, fonts.first).map_err(|e| failed(e.to_string()))?;
    let mut absent = String::new();
    without_glyph(tree.root(), &mut absent);
    if fonts.first.is_none() {
        // text without any face is dropped before layout
        absent = drawn_text(svg);
    }
    if !absent.is_empty() {
        return Err(failed(format!("no font has {absent}")));
    }
    let size = tree.size().to_int_size().scale_by(scale);
    let mut image = size
        .and_then(|s| tiny_skia::Pixmap::new(s.width(), s.height()))
        .ok_or_else(|| failed("the drawing has no size".into()))?;
    image.fill(tiny_skia::Color::WHITE);
    let zoom = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(&tree, zoom, &mut image.as_mut());
    image.encode_png().map_err(|e| failed(e.to_string()))
}

fn parse(
    svg: &str,
    database: &Arc<Database>,
    first: Option<fontdb::ID>,
) -> std::result::Result<usvg::Tree, usvg::Error> {
    let options = usvg::Options {
        fontdb: Arc::clone(database),
        font_resolver: usvg::FontResolver {
            select_font: Box::new(move |_, _| first),
            select_fallback: usvg::FontResolver::default_fallback_selector(),
        },
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options)
}

/// The faces of a database, in the order in which they are tried.
fn ranked(database: &Database, stack: &[&str]) -> Vec<FaceInfo> {
    let mut faces: Vec<FaceInfo> = database.faces().cloned().collect();
    let plain = |f: &FaceInfo| {
        (
            f.style != Style::Normal,
            f.stretch != Stretch::Normal,
            f.weight.0.abs_diff(Weight::NORMAL.0),
        )
    };
    let in_stack = |f: &FaceInfo| {
        let named = |name: &&str| f.families.iter().any(|(family, _)| family == name);
        stack.iter().position(named).unwrap_or(stack.len())
    };
    let path = |f: &FaceInfo| match &f.source {
        Source::File(path) => path.clone(),
        _ => std::path::PathBuf::new(),
    };
    faces.sort_by_cached_key(|f| {
        (in_stack(f), plain(f), f.monospaced, f.post_script_name.clone(), path(f), f.index)
    });
    faces
}

/// The face with its file in memory; nothing where the file cannot be read.
fn in_memory(mut face: FaceInfo) -> Option<FaceInfo> {
    if let Source::File(path) = &face.source {
        let data = std::fs::read(path).ok()?;
        face.source = Source::Binary(Arc::new(data));
    }
    Some(face)
}

/// Those of the characters that a face does not have, by laying each out with this face alone.
fn uncovered(face: &FaceInfo, wanted: &BTreeSet<char>) -> BTreeSet<char> {
    let mut alone = Database::new();
    let id = alone.push_face_info(face.clone());
    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">");
    for c in wanted {
        svg.push_str(&format!("<text>&#{};</text>", u32::from(*c)));
    }
    svg.push_str("</svg>");
    let Ok(tree) = parse(&svg, &Arc::new(alone), Some(id)) else { return wanted.clone() };
    let mut covered = String::new();
    glyphs(tree.root(), &mut |text, has| {
        if has {
            covered.push_str(text);
        }
    });
    wanted.iter().copied().filter(|&c| !covered.contains(c)).collect()
}

fn without_glyph(group: &usvg::Group, absent: &mut String) {
    glyphs(group, &mut |text, has| {
        if !has && !absent.contains(text) {
            absent.push_str(text);
        }
    });
}

/// Tells of every glyph which text it stands for and whether the font has it.
fn glyphs(group: &usvg::Group, tell: &mut dyn FnMut(&str, bool)) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => glyphs(group, tell),
            usvg::Node::Text(text) => {
                for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
                    tell(&glyph.text, glyph.id.0 != 0);
                }
            }
            _ => {}
        }
    }
}

/// The text inside a drawing's labels.
fn drawn_text(svg: &str) -> String {
    let mut text = String::new();
    if let Ok(document) = usvg::roxmltree::Document::parse(svg) {
        for label in document.descendants().filter(|n| n.has_tag_name("text")) {
            text.extend(label.text());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::store::tests::Memory;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\">\
                       <rect width=\"9\" height=\"9\"/><text y=\"15\">同心</text></svg>";

    fn chart() -> Chart {
        Chart {
            name: "slogans",
            title: String::new(),
            alt: String::new(),
            svg: SVG.into(),
            data: Default::default(),
        }
    }

    #[test]
    fn without_a_font_there_is_one_warning_with_a_way_out_and_no_image() {
        let (fonts, warnings) = Fonts::choose(None, "同心", &Database::new(), &[]);
        assert!(!fonts.covers(&drawn_text(SVG)) && fonts.covers(" "));
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0].topic, Topic::Output);
        let message = &warnings[0].message;
        assert!(message.contains("fonts-wqy-microhei") && message.contains("--font FILE"));
    }

    #[test]
    fn a_file_that_is_no_font_is_named_in_a_warning() {
        let path = Path::new("no/such/font.ttf");
        let (_, warnings) = Fonts::choose(Some(path), "", &Database::new(), &[]);
        assert_eq!(warnings[0].subject, path.display().to_string());
        let text = tempfile::NamedTempFile::new().unwrap();
        let (_, warnings) = Fonts::choose(Some(text.path()), "", &Database::new(), &[]);
        assert!(warnings[0].message.contains("not a TrueType"));
    }

    #[test]
    fn charts_become_png_where_the_machine_has_their_letters() {
        let (images, warnings) = pngs(&[chart()], None, None).unwrap();
        if warnings.is_empty() {
            // signature, then width and height at twice the drawing's size
            let image = &images[0].1;
            assert_eq!(&image[..8], b"\x89PNG\r\n\x1a\n");
            assert_eq!(&image[16..24], [0, 0, 0, 80, 0, 0, 0, 40]);
            let store = Memory::default();
            for _ in 0..2 {
                assert_eq!(images, pngs(&[chart()], None, Some(&store)).unwrap().0);
            }
            let kept = store.entries.lock().unwrap().keys().next().cloned();
            assert!(kept.is_some_and(|name| name.starts_with("png-")));
            let other = bitcode::encode(&vec![7u8]);
            store.entries.lock().unwrap().values_mut().for_each(|entry| *entry = other.clone());
            let again = pngs(&[chart()], None, Some(&store)).unwrap().0;
            assert_eq!(again[0].1, [7], "what is kept is not drawn again");
        } else {
            assert!(images.is_empty());
        }
    }

    #[test]
    fn what_is_no_drawing_is_an_error() {
        let (fonts, _) = Fonts::choose(None, "", &Database::new(), &[]);
        assert!(png("<svg", &fonts, 1.0).is_err());
        assert!(png("", &fonts, 1.0).is_err());
        assert!(png(SVG, &fonts, 1.0).is_err(), "letters must not vanish");
    }
}
