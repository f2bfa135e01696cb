//! Frames: set wording around an open slot (在…上下功夫).

use serde::Serialize;

use crate::corpus::Place;

/// A phrase-frame: fixed wording with one open slot.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The fixed wording with … for the slot.
    pub text: String,
    /// The fillers, most frequent first.
    pub fillers: Vec<Filler>,
    /// Times the frame occurs.
    pub n_occurrences: u32,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Entropy of the fillers, in bits.
    pub slot_entropy: f64,
    /// Where it occurs, filler included.
    pub places: Vec<Place>,
}

/// What fills a frame's slot.
#[derive(Debug, Clone, Serialize)]
pub struct Filler {
    /// The filler as first written.
    pub text: String,
    /// How often it fills the slot.
    pub n_occurrences: u32,
    /// Documents in which it does.
    pub n_documents: u32,
}
