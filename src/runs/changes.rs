//! What can happen to a finding between two runs.

/// What happened to a finding. By shares alone: whether a difference may be chance is told by its LRC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the second run has it.
    Came,
    /// Its share is larger in the second run.
    Grew,
    /// Its share is the same.
    Same,
    /// Its share is smaller in the second run.
    Shrank,
    /// Only the first run has it.
    Went,
}

impl Change {
    /// The word as tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Grew => "grew",
            Self::Same => "same",
            Self::Shrank => "shrank",
            Self::Went => "went",
        }
    }

    /// From `f1` of `n1` to `f2` of `n2`.
    pub fn of(f1: u32, n1: u32, f2: u32, n2: u32) -> Self {
        let (before, after) = (u64::from(f1) * u64::from(n2), u64::from(f2) * u64::from(n1));
        match after.cmp(&before) {
            std::cmp::Ordering::Greater => Self::Grew,
            std::cmp::Ordering::Equal => Self::Same,
            std::cmp::Ordering::Less => Self::Shrank,
        }
    }
}
