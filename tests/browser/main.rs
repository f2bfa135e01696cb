//! The report's page in a real browser: it asks for nothing, its tables sort, filter and page, its
//! links lead somewhere, keyboards and screen readers find their way, nothing lies over anything
//! else, and hostile documents stay text.
//!
//! Chromium is found by the variable `CHROME` or on the path; without it every test says that it was
//! skipped. The tests walk over whatever tables, links and figures the page has, so that a new part
//! is tested without being named here.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
#[path = "../common/mod.rs"]
mod common;
mod devtools;
mod hostile;
#[path = "../common/hostile.rs"]
mod hostile_documents;
mod layout;
mod links;
mod loading;
mod look;
mod pages;
mod tables;
