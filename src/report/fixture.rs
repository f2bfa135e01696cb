//! A hand-made analysis with hostile strings, for the tests of the report.
