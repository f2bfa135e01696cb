//! What the attributes of an element say about it: roles, and the words of its class and id.
//!
//! Authors of templates name things alike the world over: `post-comments`, `relatedArticles`,
//! `share_bar`, `entry-content`. Class and id are cut into words at marks and at capitals and
//! looked up in short lists of such words. A hint is only a hint: [`super::prune`] weighs it against
//! how much of the page's prose the element holds, because a class may also tell the topic of an
//! article (`tag-advertising`). No list names a site.

use std::hash::{Hash, Hasher};

use dom_query::Element;

/// What an element is for, as far as its name and attributes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// Nothing is known.
    None,
    /// The text of the article.
    Body,
    /// Possibly furniture: only where it holds little prose.
    Weak,
    /// What is said of a picture or a table.
    Caption,
    /// Furniture.
    Furniture,
    /// What readers wrote below.
    Comments,
    /// Not shown.
    Hidden,
}

/// Words that name furniture, whatever else stands in the name.
const FURNITURE: &[&str] = &[
    "relacionadas",
    "relacionados",
    "relacionado",
    "recirc",
    "readmore",
    "readalso",
    "share",
    "sharing",
    "shares",
    "shareit",
    "sharer",
    "social",
    "socials",
    "socialmedia",
    "crumb",
    "crumbs",
    "gdpr",
    "consent",
    "ad",
    "ads",
    "adv",
    "adsense",
    "adsbygoogle",
    "adbox",
    "popup",
    "modal",
    "lightbox",
    "aside",
    "menu",
    "submenu",
    "nav",
    "navi",
    "navigation",
    "footer",
    "pager",
    "paginator",
    "outbrain",
    "player",
    "affiliate",
    "linkbox",
    "taboola",
    "signup",
    "printonly",
    "noprint",
    "toolbar",
];

/// Words that name furniture where the element holds little prose.
const WEAK: &[&str] = &[
    "tag",
    "tags",
    "taglist",
    "tagcloud",
    "keywords",
    "category",
    "categories",
    "banner",
    "promo",
    "promotion",
    "promoted",
    "promobox",
    "popular",
    "trending",
    "mostread",
    "widget",
    "widgets",
    "login",
    "register",
    "search",
    "searchform",
    "rss",
    "feed",
    "print",
    "printer",
    "tools",
    "rating",
    "ratings",
    "vote",
    "votes",
    "poll",
    "like",
    "likes",
    "follow",
    "jump",
    "skip",
    "copyright",
    "disclaimer",
    "author",
    "authors",
    "authorbox",
    "bio",
    "byline",
    "meta",
    "metadata",
    "postmeta",
    "credits",
    "topbar",
    "masthead",
    "logo",
    "prev",
    "previous",
    "next",
    "overlay",
    "legal",
    "infobox",
    "alert",
    "error",
    "foot",
    "fot",
    "bottom",
    "qrcode",
    "weixin",
    "ercode",
    "erweima",
    "ecode",
    "fenxiang",
    "daohang",
    "toc",
    "links",
    "shop",
    "donate",
    "donation",
    "flash",
];

/// Parts of words that are as good as the word.
const PARTS: &[&str] = &[
    "related",
    "recommend",
    "sharebar",
    "sharebox",
    "sharethis",
    "addtoany",
    "breadcrumb",
    "newsletter",
    "subscri",
    "cookie",
    "advert",
    "sponsor",
    "sidebar",
    "pagination",
    "navbar",
    "disqus",
    "addthis",
];

/// Words that name what readers wrote.
const COMMENTS: &[&str] = &[
    "comment",
    "comments",
    "commentlist",
    "commentform",
    "commentary",
    "commentbox",
    "respond",
    "disqus",
    "replies",
    "kommentare",
    "kommentar",
    "comentarios",
    "commentaires",
    "pinglun",
];

/// Names that mean the text of an article, as a whole class or id without its marks.
const BODIES: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "articlemain",
    "articlecontainer",
    "entrycontent",
    "entrybody",
    "entrytext",
    "postcontent",
    "postbody",
    "posttext",
    "storybody",
    "storycontent",
    "storytext",
    "newscontent",
    "newsbody",
    "newstext",
    "contentbody",
    "contenttext",
    "maincontent",
    "bodycontent",
    "textbody",
    "pagecontent",
    "trseditor",
    "jscontent",
    "detailcontent",
    "richtext",
    "maintext",
];

/// Words that name the line below a picture.
const CAPTIONS: &[&str] =
    &["caption", "figcaption", "bildunterschrift", "captiontext", "imgcaption"];

/// Classes that hide their element from readers with eyes.
const HIDING: &[&str] = &[
    "hidden",
    "hide",
    "d-none",
    "sr-only",
    "screen-reader-text",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-only",
    "noscript",
];

/// Endings of files that are attached to texts.
const FILES: [&str; 8] = ["doc", "docx", "xls", "xlsx", "wps", "ofd", "zip", "rar"];

/// Words of a name beyond which it is no template's name but a slug of the text.
const MAX_WORDS: usize = 5;

/// The attributes that are looked at.
#[derive(Debug, Default)]
pub struct Attributes {
    class: String,
    id: String,
    role: String,
    is_hidden: bool,
    is_body: bool,
    /// Whether a link leads to another page: not to a place in this one, nor to a file that is
    /// attached to it.
    pub leads_away: bool,
    /// The machine-readable time of a `time` element.
    pub datetime: String,
}

impl Attributes {
    /// Reads the attributes of an element.
    pub fn of(element: &Element) -> Self {
        let mut found = Self::default();
        for attribute in &element.attrs {
            let value = &attribute.value;
            match attribute.name.local.as_ref() {
                "class" => found.class = value.to_string(),
                "id" => found.id = value.to_string(),
                "role" => found.role = value.trim().to_ascii_lowercase(),
                "href" => found.leads_away = !is_place_or_file(value),
                "datetime" => found.datetime = value.to_string(),
                "hidden" => found.is_hidden = true,
                "aria-hidden" => found.is_hidden |= value.trim().eq_ignore_ascii_case("true"),
                "itemprop" => found.is_body |= value.trim().eq_ignore_ascii_case("articleBody"),
                "style" => {
                    let style = value.to_ascii_lowercase().replace(' ', "");
                    found.is_hidden |= style.contains("display:none");
                }
                _ => {}
            }
        }
        found
    }

    /// Whether its role is that of the main text.
    pub fn is_main(&self) -> bool {
        self.role == "main"
    }

    /// What the element is for.
    pub fn hint(&self, name: &str) -> Hint {
        if self.is_hidden || self.class.split_ascii_whitespace().any(|c| HIDING.contains(&c)) {
            return Hint::Hidden;
        }
        let is_heading = name.len() == 2 && name.starts_with('h') && name != "hr";
        if matches!(name, "html" | "body" | "main" | "article") || is_heading {
            return if self.is_body { Hint::Body } else { Hint::None };
        }
        // what opens over the page is not part of it
        if matches!(self.role.as_str(), "dialog" | "alertdialog") {
            return Hint::Hidden;
        }
        let by_element = match (name, self.role.as_str()) {
            ("figcaption", _) => Hint::Caption,
            ("nav" | "aside" | "footer" | "dialog" | "search" | "menu", _) => Hint::Furniture,
            (
                _,
                "navigation" | "complementary" | "contentinfo" | "search" | "menu" | "menubar"
                | "toolbar" | "tablist" | "note",
            ) => Hint::Furniture,
            ("form", _) | (_, "banner" | "alert") => Hint::Weak,
            _ => Hint::None,
        };
        let mut hint = by_element;
        let mut is_body = self.is_body;
        for value in self.class.split_ascii_whitespace().chain(Some(self.id.as_str())) {
            let words = words(value);
            if words.len() > MAX_WORDS {
                continue;
            }
            is_body |= BODIES.contains(&words.concat().as_str());
            for word in words.iter().map(String::as_str) {
                if COMMENTS.contains(&word) {
                    hint = hint.max(Hint::Comments);
                } else if FURNITURE.contains(&word) || PARTS.iter().any(|p| word.contains(p)) {
                    hint = hint.max(Hint::Furniture);
                } else if CAPTIONS.contains(&word) {
                    hint = hint.max(Hint::Caption);
                } else if WEAK.contains(&word) {
                    hint = hint.max(Hint::Weak);
                }
            }
        }
        if is_body && hint <= Hint::Weak { Hint::Body } else { hint }
    }

    /// A number that is the same for elements of one name and class.
    pub fn look(&self, name: &str) -> u64 {
        let mut hasher = rustc_hash::FxHasher::default();
        name.hash(&mut hasher);
        // numbers in a class (post-1234) tell items of a list apart
        for c in self.class.bytes().filter(|c| !c.is_ascii_digit()) {
            hasher.write_u8(c);
        }
        hasher.finish()
    }
}

/// Whether an address is that of a place in the page or of an attached file.
fn is_place_or_file(address: &str) -> bool {
    let address = address.trim();
    let ending = address.rsplit('.').next().unwrap_or_default();
    address.starts_with('#') || FILES.iter().any(|file| ending.eq_ignore_ascii_case(file))
}

/// The words of a class or id, in small letters: cut at marks and before capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_small = false;
    for c in name.chars() {
        let cuts = !c.is_alphanumeric() || c.is_uppercase() && was_small;
        if cuts && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
