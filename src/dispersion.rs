//! Dispersion (see the helper's brief; replaced whole).
