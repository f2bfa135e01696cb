//! From character codes to text: what the codes in a content stream mean.
//!
//! hayro-font reads every kind of font and knows a code's text from its `ToUnicode` table or the
//! names of its glyphs. Where that gives nothing, three more sources are asked, in this order: the
//! encoding itself, when it is one of the Unicode encodings of Chinese, Japanese and Korean; the
//! published tables from the characters of Adobe's four collections to Unicode (for GBK-EUC-H,
//! 90ms-RKSJ-H and their kind); the table of an embedded TrueType font, read backwards. Ligatures
//! and Arabic forms are written out as their letters, private characters of symbol fonts dropped.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use hayro_font::hayro_syntax::object::{Array, Dict, Name, Object, Rect, String as PdfString};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// Fonts of one document.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    resolve_font: FontResolverFn,
    resolve_cmap: CMapResolverFn,
    typefaces: FxHashMap<(u32, i32), Option<Rc<Typeface<'a>>>>,
}

impl<'a> Fonts<'a> {
    pub fn new() -> Self {
        Self {
            cache: FontCache::new(),
            // only widths and names matter, so the free fonts stand in for any that is not embedded
            resolve_font: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
            }),
            resolve_cmap: Arc::new(hayro_cmap::load_embedded),
            typefaces: FxHashMap::default(),
        }
    }

    /// The font that a font dictionary describes.
    pub fn typeface(&mut self, dict: &Dict<'a>) -> Option<Rc<Typeface<'a>>> {
        let Some(id) = dict.obj_id() else {
            return self.load(dict);
        };
        let key = (id.obj_number, id.gen_number);
        if let Some(known) = self.typefaces.get(&key) {
            return known.clone();
        }
        let typeface = self.load(dict);
        self.typefaces.insert(key, typeface.clone());
        typeface
    }

    fn load(&self, dict: &Dict<'a>) -> Option<Rc<Typeface<'a>>> {
        let font = self.cache.font(dict, &self.resolve_font, &self.resolve_cmap)?;
        Some(Rc::new(Typeface {
            em: type3_em(dict).unwrap_or(1.0),
            font,
            dict: dict.clone(),
            resolve_cmap: self.resolve_cmap.clone(),
            characters: OnceCell::new(),
            glyphs: OnceCell::new(),
        }))
    }
}

/// A font and what its codes mean.
pub(super) struct Typeface<'a> {
    pub font: Font<'a>,
    /// Height of the em in text space units; 1 except for fonts drawn by content streams.
    pub em: f64,
    dict: Dict<'a>,
    resolve_cmap: CMapResolverFn,
    characters: OnceCell<Option<Characters>>,
    glyphs: OnceCell<FxHashMap<u32, char>>,
}

impl Typeface<'_> {
    /// Appends the text of a code to `text`; false where it is unknown.
    pub fn push_text(&self, code: u32, text: &mut String) -> bool {
        let glyph = self.font.glyph(self.font.map_code(code), code);
        let known = match &glyph {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        if known.is_some_and(|known| push_bf_string(&known, text)) {
            return true;
        }
        let characters =
            self.characters.get_or_init(|| Characters::of(&self.dict, &self.resolve_cmap));
        if characters.as_ref().is_some_and(|characters| characters.push_text(code, text)) {
            return true;
        }
        if let FontGlyph::Outline(glyph) = &glyph {
            let backwards = self.glyphs.get_or_init(|| {
                glyph
                    .font_data()
                    .map(|data| char_of_glyph((*data.data).as_ref()))
                    .unwrap_or_default()
            });
            if let Some(&c) = backwards.get(&glyph.glyph_id().to_u32()) {
                return push_char(c, text);
            }
        }
        false
    }
}

/// The characters of a composite font without a table of its own.
enum Characters {
    /// The codes are UTF-16.
    Utf16,
    /// The codes give numbers in a collection, and the collection Unicode.
    Collection { encoding: Box<CMap>, unicode: Box<CMap> },
}

impl Characters {
    fn of(dict: &Dict<'_>, resolve: &CMapResolverFn) -> Option<Self> {
        let parse = |data: &[u8]| {
            let resolve = resolve.clone();
            CMap::parse(data, move |name| resolve(name))
        };
        let encoding = match dict.get::<Object<'_>>("Encoding")? {
            Object::Name(name) => {
                let name: &[u8] = name.as_ref();
                let is_unicode = name.starts_with(b"Uni") || name.starts_with(b"UTF");
                if is_unicode && !name.windows(4).any(|w| w == b"UTF8" || w == b"TF32") {
                    return Some(Self::Utf16);
                }
                match CMapName::from_bytes(name) {
                    CMapName::IdentityH => CMap::identity_h(),
                    CMapName::IdentityV => CMap::identity_v(),
                    known => parse(resolve(known)?)?,
                }
            }
            Object::Stream(stream) => parse(&super::streams::decode(&stream)?)?,
            _ => return None,
        };
        let declared = encoding.metadata().character_collection.clone().map(|c| c.family);
        let family = declared
            .filter(|family| *family != CidFamily::AdobeIdentity)
            .or_else(|| family_of_descendant(dict))?;
        let unicode = parse(resolve(family.ucs2_cmap()?)?)?;
        Some(Self::Collection { encoding: Box::new(encoding), unicode: Box::new(unicode) })
    }

    fn push_text(&self, code: u32, text: &mut String) -> bool {
        match self {
            Self::Utf16 => {
                let units = [(code >> 16) as u16, code as u16];
                let units = if units[0] == 0 { &units[1..] } else { &units[..] };
                let c = char::decode_utf16(units.iter().copied()).next();
                c.and_then(Result::ok).is_some_and(|c| push_char(c, text))
            }
            Self::Collection { encoding, unicode } => {
                let cid = (1..=4).find_map(|n| encoding.lookup_cid_code(code, n));
                let known = cid.and_then(|cid| unicode.lookup_bf_string(cid));
                known.is_some_and(|known| push_bf_string(&known, text))
            }
        }
    }
}

fn family_of_descendant(dict: &Dict<'_>) -> Option<CidFamily> {
    let descendant = dict.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let registry = info.get::<PdfString<'_>>("Registry")?;
    let ordering = info.get::<PdfString<'_>>("Ordering")?;
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
}

/// The em of a font drawn by content streams: the height of its box, in text space.
fn type3_em(dict: &Dict<'_>) -> Option<f64> {
    if dict.get::<Name<'_>>("Subtype")?.as_ref() as &[u8] != b"Type3" {
        return None;
    }
    let matrix = dict.get::<[f64; 6]>("FontMatrix")?;
    let scale = matrix[3].abs().max(matrix[1].abs());
    let boxed = dict.get::<Rect>("FontBBox").map(|r| (r.y1 - r.y0).abs()).filter(|h| *h > 0.0);
    let em = scale * boxed.unwrap_or(1000.0);
    (em.is_finite() && em > 0.0).then_some(em)
}

/// The characters of an embedded TrueType or OpenType font by glyph, the lowest where several fit.
fn char_of_glyph(data: &[u8]) -> FxHashMap<u32, char> {
    use skrifa::MetadataProvider;
    let mut characters = FxHashMap::default();
    let Ok(font) = skrifa::FontRef::new(data) else {
        return characters;
    };
    for (code, glyph) in font.charmap().mappings().take(1 << 17) {
        if let Some(c) = char::from_u32(code) {
            let known = characters.entry(glyph.to_u32()).or_insert(c);
            *known = (*known).min(c);
        }
    }
    characters
}

fn push_bf_string(known: &BfString, text: &mut String) -> bool {
    match known {
        BfString::Char(c) => push_char(*c, text),
        BfString::String(s) => {
            let before = text.len();
            s.chars().for_each(|c| {
                push_char(c, text);
            });
            text.len() > before
        }
    }
}

/// Appends a character as a reader would type it; false where it says nothing.
fn push_char(c: char, text: &mut String) -> bool {
    match c {
        // bullets of the usual symbol fonts; what else is private has no agreed meaning
        '\u{F0B7}' | '\u{F0A7}' | '\u{F06C}' | '\u{F06E}' | '\u{F0D8}' | '\u{F0FC}' => {
            text.push('•')
        }
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. | '\u{FFFD}' => return false,
        // a hyphen that only broke a word says so: the paragraphs take it out
        '\u{AD}' => text.push(c),
        c if c.is_control() && !c.is_whitespace() => return false,
        c if c.is_whitespace() => text.push(' '),
        // ligatures, Arabic forms, radicals drawn for the characters they are
        '\u{FB00}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{F900}'..='\u{FAFF}' => {
            text.extend(std::iter::once(c).nfkc());
        }
        c => text.push(c),
    }
    true
}
