//! What the keys of `analysis.json` mean, written into the file itself.

use serde::{Serialize, Serializer};

/// What a reader must know, key by key.
pub const LEGEND: &[(&str, &str)] = &[
    (
        "place",
        "[document, section, start, end]: index in `documents`, index in the `sections` of that \
         document, then the first character and the one past the last, counted in the source of the \
         document as decoded",
    ),
    (
        "places",
        "places of a finding, by document and position: all in up to 50,000 documents, else the first \
         hundred",
    ),
    ("measures", "rounded to six decimals; null where there is none"),
    ("documents", "start and end of a section count characters like those of a place"),
    ("phrases", "best first; `family` is the text of the head of its family"),
    (
        "families",
        "families of two variants or more, as ranks in `phrases` counted from 1, head first; a \
         phrase in no family has no variants",
    ),
    (
        "passages",
        "`a` and `b` are places, the earlier first; `text_b` is absent where it equals `text_a`; texts \
         are cleaned, so white space may differ from the source; `cluster` counts from 1",
    ),
    ("clusters", "in order of `cluster`, each a list of places, the probable source first"),
    (
        "exchanges",
        "what two documents share; `a` and `b` are indices in `documents`, the giving side first where \
         `is_directed`",
    ),
    (
        "themes",
        "`representative` and `borderline` are texts with the terms that bring them to the theme, and \
         to the next one; `top_phrases` are ranks in `phrases`; `area` counts from 1",
    ),
    (
        "assignments",
        "`theme` counts from 1, 0 is the remainder; `paragraph` is the index within the section",
    ),
    ("similar", "`documents` are two indices in `documents`"),
    (
        "group_order",
        "groups; `group_matrix` has the cosine of every two of them, row by row in this order",
    ),
    (
        "keyness",
        "counts are documents; an end of an interval is null where it is infinite; `first` and \
         `first_reference` are indices in `documents`",
    ),
    (
        "exclusive",
        "phrases of one group only, as ranks in `phrases`; `log10_chance` is the decimal logarithm of \
         the probability that none of its documents lies in another group; `first` is an index in \
         `documents`",
    ),
    (
        "lockwords",
        "`bound` is the largest binary log ratio that the interval of any group leaves possible",
    ),
    ("theme_keyness", "counts are texts, `n_documents` their documents; `theme` counts from 1"),
    (
        "group_passages",
        "a row a group of each cluster that groups share; `cluster` counts from 1, `position` and \
         `member` (of the cluster) from 0",
    ),
    (
        "courses",
        "a phrase over all periods; `peak` is a column of neighbouring periods, `slope` the change of its \
         share a column, `q` is `p` corrected for all phrases",
    ),
    ("leaders", "over the phrases that two groups or more adopted"),
    (
        "similarity_order",
        "indices in `documents`; `similarity_matrix` has a row and a column for each, in this order",
    ),
];

/// The legend as a map.
pub struct Legend;

impl Serialize for Legend {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(LEGEND.iter().copied())
    }
}
