//! What keeps coming back in a collection of documents: its themes, the slogans and set phrases it
//! repeats, the passages taken over from one document into another, who said it first and who
//! copies whom.
//!
//! Data flows one way: [`read`] → [`clean`] and [`segment`] → [`tokenize`] and [`units`] →
//! [`concordance`] → findings ([`phrases`], [`reuse`], [`themes`], [`similarity`], [`keyness`],
//! [`trends`]) → [`analysis`] → [`report`]; two reports → [`runs`].

#![forbid(unsafe_code)]

pub mod align;
pub mod analysis;
pub mod bits;
pub mod chain;
pub mod clean;
pub mod concordance;
pub mod config;
pub mod corpus;
pub mod csr;
pub mod dates;
pub mod dense;
pub mod dictionary;
pub mod dispersion;
pub mod error;
pub mod exec;
pub mod fisher;
pub mod fold;
pub mod generate;
pub mod inflection;
pub mod keyness;
pub mod kmeans;
pub mod kwic;
pub mod language;
pub mod lcp;
pub mod log_likelihood;
pub mod lsa;
pub mod mann_kendall;
pub mod memory;
pub mod minhash;
pub mod neighbours;
pub mod packed;
pub mod phrases;
pub mod places;
pub mod plcp;
pub mod predecessor;
pub mod read;
pub mod repeats;
pub mod report;
pub mod reuse;
pub mod runs;
pub mod segment;
pub mod silhouette;
pub mod similarity;
pub mod stopwords;
pub mod store;
pub mod surfaces;
pub mod tfidf;
pub mod themes;
pub mod tiles;
pub mod tokenize;
pub mod trends;
pub mod units;
pub mod vocabulary;
pub mod warning;
pub mod words;

#[doc(hidden)]
pub mod cli;
