//! Newspaper pages to reports for `zhenews`: raw page text, PDF, the output of OCR programs, and web pages. The crate
//! `zhenews` shows all of it under its own name, and its documentation has the table of modules.

pub mod extract;
pub mod ocr;
pub mod page;
pub mod pdf;

use zhenews_core::{article, filetype, html, lang, placed, text};
