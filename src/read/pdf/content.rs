//! Content streams: which glyphs a page draws, and where.
//!
//! Of the page description language only what moves or shows text is followed: the graphics state
//! and its transformations, the text operators, forms drawn inside a page, hidden layers, and marked
//! content that says a stretch is a running header or what its text is (`ActualText`). Paths, colours
//! and images are skipped; images are counted. Everything that a file could repeat without end is
//! bounded: forms in forms, saved states, unpacked bytes and glyphs.

use std::rc::Rc;

use hayro_font::kurbo::{Affine, Vec2};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{
    Array, Dict, Name, Object, Rect, Stream, String as PdfString, dict_or_stream,
};
use hayro_syntax::page::{Page, Resources};
use rustc_hash::{FxHashMap, FxHashSet};

use super::fonts::{Fonts, Typeface};
use super::glyphs::Glyphs;
use super::info::text_string;
use super::streams;

/// Forms drawn inside one another.
const MAX_DEPTH: usize = 24;
/// Graphics states saved inside one another.
const MAX_SAVED: usize = 4096;
/// Glyphs of a page.
const MAX_GLYPHS: usize = 500_000;
/// Unpacked bytes of the streams of a page.
const MAX_BYTES: usize = 512 << 20;
/// Forms drawn by a page.
const MAX_FORMS: usize = 20_000;
/// Units of the em in which fonts give widths.
const UNITS: f64 = 1000.0;

/// Reads pages one after the other; fonts are shared between them.
pub(super) struct Interpreter<'a> {
    fonts: Fonts<'a>,
    hidden_layers: FxHashSet<(u32, i32)>,
    font_numbers: FxHashMap<(u32, i32), u32>,
}

impl<'a> Interpreter<'a> {
    /// An interpreter of the pages of the document with this catalog.
    pub fn new(catalog: Option<Dict<'a>>) -> Self {
        let mut hidden_layers = FxHashSet::default();
        let default = catalog
            .and_then(|c| c.get::<Dict<'_>>("OCProperties"))
            .and_then(|p| p.get::<Dict<'_>>("D"));
        if let Some(off) = default.and_then(|d| d.get::<Array<'_>>("OFF")) {
            let ids = off.raw_iter().take(10_000).filter_map(|layer| layer.as_obj_ref());
            hidden_layers.extend(ids.map(|r| (r.obj_number, r.gen_number)));
        }
        Self { fonts: Fonts::new(), hidden_layers, font_numbers: FxHashMap::default() }
    }

    /// What a page draws; an error tells why only a part of it, or nothing, could be read.
    pub fn page(&mut self, page: &Page<'a>) -> (Glyphs, Option<&'static str>) {
        let (width, height) = page.render_dimensions();
        let mut run = Run {
            shared: self,
            out: Glyphs { width, height, ..Glyphs::default() },
            n_bytes: 0,
            n_forms: 0,
            problem: None,
        };
        let place = Affine::new(page.initial_transform(false).as_coeffs());
        match contents(page.raw()) {
            Ok(content) => run.stream(&content, page.resources(), State::new(place), 0),
            Err(problem) => run.problem = Some(problem),
        }
        run.annotations(page, place);
        run.out.find_columns();
        (run.out, run.problem)
    }
}

/// The content of a page: one stream, or several that read as one.
fn contents(page: &Dict<'_>) -> Result<Vec<u8>, &'static str> {
    const DAMAGED: &str = "its content is damaged or too large";
    match page.get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => streams::decode(&stream).ok_or(DAMAGED),
        Some(Object::Array(parts)) => {
            let (mut content, mut n_lost) = (Vec::new(), 0);
            for part in parts.iter::<Object<'_>>() {
                match part.into_stream().and_then(|stream| streams::decode(&stream)) {
                    Some(part) if content.len() + part.len() <= MAX_BYTES => {
                        content.extend_from_slice(&part);
                        content.push(b'\n');
                    }
                    _ => n_lost += 1,
                }
            }
            if content.is_empty() && n_lost > 0 { Err(DAMAGED) } else { Ok(content) }
        }
        _ => Ok(Vec::new()),
    }
}

#[derive(Clone)]
struct State<'a> {
    place: Affine,
    font: Option<(Rc<Typeface<'a>>, u32)>,
    size: f64,
    char_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
    matrix: Affine,
    line: Affine,
}

impl State<'_> {
    fn new(place: Affine) -> Self {
        Self {
            place,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            matrix: Affine::IDENTITY,
            line: Affine::IDENTITY,
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.matrix = self.line;
    }
}

/// What a stretch of marked content says about itself.
enum Mark {
    Plain,
    Hidden,
    Pagination,
    /// The text of the stretch, until a glyph has taken it.
    Text(Option<String>),
}

struct Run<'r, 'a> {
    shared: &'r mut Interpreter<'a>,
    out: Glyphs,
    n_bytes: usize,
    n_forms: usize,
    problem: Option<&'static str>,
}

impl<'a> Run<'_, 'a> {
    fn stream(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        state: State<'a>,
        depth: usize,
    ) {
        self.n_bytes += content.len();
        if self.n_bytes > MAX_BYTES {
            self.problem = Some("it is too large");
            return;
        }
        let mut state = state;
        let mut saved: Vec<State<'a>> = Vec::new();
        let mut marks: Vec<Mark> = Vec::new();
        let mut fonts: FxHashMap<Vec<u8>, Option<(Rc<Typeface<'a>>, u32)>> = FxHashMap::default();
        let mut ops = TypedIter::new(content);
        while let Some(op) = ops.next() {
            match op {
                Op::SaveState(_) if saved.len() < MAX_SAVED => saved.push(state.clone()),
                Op::RestoreState(_) => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                Op::Transform(m) => state.place *= affine([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]),
                Op::BeginText(_) => {
                    state.matrix = Affine::IDENTITY;
                    state.line = Affine::IDENTITY;
                }
                Op::SetTextMatrix(m) => {
                    state.line = affine([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]);
                    state.matrix = state.line;
                }
                Op::TextFont(font) => {
                    state.size = font.1.as_f64();
                    let name: &[u8] = font.0.as_ref();
                    state.font = match fonts.get(name) {
                        Some(known) => known.clone(),
                        None => {
                            let found = resources.get_font(font.0).and_then(|d| self.typeface(&d));
                            fonts.insert(name.to_vec(), found.clone());
                            found
                        }
                    };
                }
                Op::SetGraphicsState(name) => {
                    let font = resources
                        .get_ext_g_state(name.0)
                        .and_then(|state| state.get::<Array<'a>>("Font"));
                    if let Some(font) = font {
                        let mut parts = font.iter::<Object<'a>>();
                        let dict = parts.next().and_then(Object::into_dict);
                        if let (Some(dict), Some(Object::Number(size))) = (dict, parts.next()) {
                            state.size = size.as_f64();
                            state.font = self.typeface(&dict);
                        }
                    }
                }
                Op::CharacterSpacing(n) => state.char_space = n.0.as_f64(),
                Op::WordSpacing(n) => state.word_space = n.0.as_f64(),
                Op::HorizontalScaling(n) => state.scale = n.0.as_f64() / 100.0,
                Op::TextLeading(n) => state.leading = n.0.as_f64(),
                Op::TextRise(n) => state.rise = n.0.as_f64(),
                Op::NextLine(n) => state.next_line(n.0.as_f64(), n.1.as_f64()),
                Op::NextLineAndSetLeading(n) => {
                    state.leading = -n.1.as_f64();
                    state.next_line(n.0.as_f64(), n.1.as_f64());
                }
                Op::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
                Op::ShowText(text) => self.show(text.0, &mut state, &mut marks),
                Op::NextLineAndShowText(text) => {
                    state.next_line(0.0, -state.leading);
                    self.show(text.0, &mut state, &mut marks);
                }
                Op::ShowTextWithParameters(text) => {
                    state.word_space = text.0.as_f64();
                    state.char_space = text.1.as_f64();
                    state.next_line(0.0, -state.leading);
                    self.show(text.2, &mut state, &mut marks);
                }
                Op::ShowTexts(parts) => {
                    for part in parts.0.iter::<Object<'_>>() {
                        match part {
                            Object::Number(n) => adjust(&mut state, n.as_f64()),
                            Object::String(text) => self.show(&text, &mut state, &mut marks),
                            _ => {}
                        }
                    }
                }
                Op::BeginMarkedContent(_) => push_mark(&mut marks, Mark::Plain),
                Op::BeginMarkedContentWithProperties(mark) => {
                    push_mark(&mut marks, self.mark(mark.0, mark.1, resources));
                }
                Op::EndMarkedContent(_) => {
                    marks.pop();
                }
                Op::InlineImage(_) => self.out.n_images += 1,
                Op::XObject(name) => {
                    let hidden = marks.iter().any(|mark| matches!(mark, Mark::Hidden));
                    if let (Some(object), false) = (resources.get_x_object(name.0), hidden) {
                        let in_header = marks.iter().any(|mark| matches!(mark, Mark::Pagination));
                        let before = (self.out.glyphs.len(), self.out.text.len());
                        self.object(&object, resources, &state, depth);
                        if in_header {
                            self.out.n_pagination += self.out.glyphs.len() - before.0;
                            self.out.glyphs.truncate(before.0);
                            self.out.text.truncate(before.1);
                        }
                    }
                }
                _ => {}
            }
            if self.problem.is_some() {
                return;
            }
        }
    }

    fn typeface(&mut self, dict: &Dict<'a>) -> Option<(Rc<Typeface<'a>>, u32)> {
        let typeface = self.shared.fonts.typeface(dict)?;
        let numbers = &mut self.shared.font_numbers;
        let next = numbers.len() as u32 + 1;
        let number = dict
            .obj_id()
            .map_or(0, |id| *numbers.entry((id.obj_number, id.gen_number)).or_insert(next));
        Some((typeface, number))
    }

    /// What a mark with properties says.
    fn mark(&self, tag: &Name<'_>, properties: &Object<'_>, resources: &Resources<'a>) -> Mark {
        let tag: &[u8] = tag.as_ref();
        let named = match properties {
            Object::Name(name) => Some(name),
            _ => None,
        };
        if tag == b"OC" {
            let layer = named.and_then(|name| resources.properties.get_ref(name));
            let hidden = layer.is_some_and(|r| self.is_hidden((r.obj_number, r.gen_number)));
            return if hidden { Mark::Hidden } else { Mark::Plain };
        }
        let given = dict_or_stream(properties).map(|(dict, _)| dict.clone());
        let Some(dict) = given.or_else(|| resources.properties.get::<Dict<'_>>(named?)) else {
            return Mark::Plain;
        };
        let is = |key: &str, value: &[u8]| {
            dict.get::<Name<'_>>(key).is_some_and(|name| name.as_ref() as &[u8] == value)
        };
        if tag == b"Artifact" {
            let running =
                is("Type", b"Pagination") || is("Subtype", b"Header") || is("Subtype", b"Footer");
            return if running || is("Subtype", b"Watermark") {
                Mark::Pagination
            } else {
                Mark::Plain
            };
        }
        match dict.get::<PdfString<'_>>("ActualText") {
            Some(text) => Mark::Text(Some(text_string(text.as_bytes()))),
            None => Mark::Plain,
        }
    }

    fn is_hidden(&self, layer: (u32, i32)) -> bool {
        self.shared.hidden_layers.contains(&layer)
    }

    /// Draws a form; counts an image.
    fn object(
        &mut self,
        object: &Stream<'a>,
        outer: &Resources<'a>,
        state: &State<'a>,
        depth: usize,
    ) {
        let dict = object.dict();
        let kind = dict.get::<Name<'_>>("Subtype");
        if kind.is_some_and(|kind| kind.as_ref() as &[u8] == b"Image") {
            self.out.n_images += 1;
            return;
        }
        let layer = dict.get_ref("OC").map(|r| (r.obj_number, r.gen_number));
        if depth >= MAX_DEPTH || layer.is_some_and(|layer| self.is_hidden(layer)) {
            return;
        }
        self.n_forms += 1;
        if self.n_forms > MAX_FORMS {
            self.problem = Some("it draws too many parts inside one another");
            return;
        }
        let mut inner = state.clone();
        if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
            inner.place *= Affine::new(matrix);
        }
        if let Some(content) = streams::decode(object) {
            let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
            self.stream(&content, own.as_ref().unwrap_or(outer), inner, depth + 1);
        }
    }

    /// What fields of forms and text notes show.
    fn annotations(&mut self, page: &Page<'a>, place: Affine) {
        const HIDDEN: u32 = 1 << 1 | 1 << 5;
        let Some(notes) = page.raw().get::<Array<'a>>("Annots") else {
            return;
        };
        for note in notes.iter::<Dict<'a>>().take(20_000) {
            let kind = note.get::<Name<'_>>("Subtype");
            let shows =
                kind.is_some_and(|kind| matches!(kind.as_ref() as &[u8], b"Widget" | b"FreeText"));
            if !shows || note.get::<u32>("F").unwrap_or(0) & HIDDEN != 0 {
                continue;
            }
            let normal = note.get::<Dict<'a>>("AP").and_then(|ap| ap.get::<Object<'a>>("N"));
            let form = match normal {
                Some(Object::Stream(form)) => Some(form),
                Some(Object::Dict(states)) => {
                    note.get::<Name<'_>>("AS").and_then(|state| states.get::<Stream<'a>>(state))
                }
                _ => None,
            };
            let (Some(form), Some(rect)) = (form, note.get::<Rect>("Rect")) else {
                continue;
            };
            let boxed = form.dict().get::<Rect>("BBox");
            let corner = boxed.map_or((0.0, 0.0), |b| (b.x0, b.y0));
            let place = place * Affine::translate((rect.x0 - corner.0, rect.y0 - corner.1));
            self.object(&form, page.resources(), &State::new(place), 0);
            if self.problem.is_some() {
                return;
            }
        }
    }

    /// Shows a string with the current font.
    fn show(&mut self, string: &PdfString<'_>, state: &mut State<'a>, marks: &mut [Mark]) {
        let Some((typeface, number)) = state.font.clone() else {
            return;
        };
        let hidden = marks.iter().any(|mark| matches!(mark, Mark::Hidden));
        let pagination = marks.iter().any(|mark| matches!(mark, Mark::Pagination));
        let (font, bytes) = (&typeface.font, string.as_bytes());
        let mut at = 0;
        while at < bytes.len() {
            let (code, n) = font.read_code(bytes, at);
            let n = n.max(1);
            at += n;
            let advance = font.code_advance(code) / UNITS;
            if self.out.glyphs.len() >= MAX_GLYPHS {
                self.problem = Some("it draws too many letters");
                return;
            }
            if pagination {
                self.out.n_pagination += 1;
            } else if !hidden {
                let start = self.out.text.len();
                let actual = marks.iter_mut().rev().find_map(|mark| match mark {
                    Mark::Text(text) => Some(text.take()),
                    _ => None,
                });
                match actual {
                    Some(text) => self.out.text.push_str(&text.unwrap_or_default()),
                    None => {
                        if !typeface.push_text(code, &mut self.out.text) {
                            self.out.n_unknown += 1;
                        }
                    }
                }
                // a glyph without text still takes its place: no gap shows where it stands
                // upright columns are told by their axis, which the glyphs' own origins leave
                let em = [state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise];
                let place = state.place * state.matrix * Affine::new(em);
                if !self.out.add(start, place, typeface.em, advance, number) {
                    self.out.text.truncate(start);
                }
            }
            let word = if n == 1 && code == 32 { state.word_space } else { 0.0 };
            let space = state.char_space + word;
            let by = if font.is_horizontal() {
                Vec2::new((advance.x * state.size + space) * state.scale, 0.0)
            } else {
                Vec2::new(0.0, advance.y * state.size + space)
            };
            state.matrix *= Affine::translate(by);
        }
    }
}

fn push_mark(marks: &mut Vec<Mark>, mark: Mark) {
    if marks.len() < MAX_SAVED {
        marks.push(mark);
    }
}

/// Moves the next glyph of a `TJ` back by thousandths of the em.
fn adjust(state: &mut State<'_>, thousandths: f64) {
    let by = -thousandths / UNITS * state.size;
    let horizontal = state.font.as_ref().is_none_or(|(typeface, _)| typeface.font.is_horizontal());
    let by = if horizontal { Vec2::new(by * state.scale, 0.0) } else { Vec2::new(0.0, by) };
    state.matrix *= Affine::translate(by);
}

fn affine(m: [&hayro_syntax::object::Number; 6]) -> Affine {
    Affine::new(m.map(|n| n.as_f64()))
}
