//! One page (HTML) for a browser and for paper: the contents, the reports, and what was asked. It has no scripts, and
//! needs nothing from elsewhere.
//!
//! The contents stand first and are known last, so the reports wait in a file that has no name.

use std::io::{self, Seek as _, Write};

use tempfile::SpooledTempFile;

use super::contents::Contents;
use super::markup::{self, escaped, language};
use super::{Head, Notes};
use crate::article::Article;
use crate::document::Document;
use crate::text::conversion::Script;

/// How the page looks on a screen and on paper.
const STYLE: &str = include_str!("page.css");

/// How much of the reports is held in memory, in bytes.
const HELD: usize = 4 << 20;

/// A page on its way.
#[derive(Debug)]
pub(super) struct Page<W> {
    out: W,
    reports: SpooledTempFile,
    contents: Contents,
}

impl<W: Write> Page<W> {
    /// Begins a page.
    pub(super) fn begin(out: W) -> Self {
        Self {
            out,
            reports: SpooledTempFile::new(HELD),
            contents: Contents::default(),
        }
    }

    /// Takes a report.
    pub(super) fn report(&mut self, article: &Article, notes: &Notes) -> io::Result<()> {
        let document = Document::new(article);
        let name = name(self.contents.len());
        let language = language(Script::of(document.text()));
        let attributes = format!(" id=\"{name}\" lang=\"{language}\"");
        let mut text = Vec::new();
        markup::report(&mut text, article, &document, notes, &attributes, 2)?;
        self.contents.add(article, &document, notes);
        self.reports.write_all(&text)
    }

    /// Writes the page, and returns what it was written to.
    pub(super) fn finish(mut self, head: &Head) -> io::Result<W> {
        let out = &mut self.out;
        let title = escaped(&self.contents.title(head));
        let language = language(self.contents.script());
        let contents = self.contents.pick(["目录", "目錄"]);
        writeln!(
            out,
            r#"<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8"/>
<meta name="generator" content="zhenews {}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title}</title>
<style>
{}{STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<nav>
<h2>{contents}</h2>"#,
            head.zhenews,
            markup::STYLE
        )?;
        self.contents.lists(out, |at| format!("#{}", name(at)))?;
        writeln!(out, "</nav>\n<main>")?;
        self.reports.rewind()?;
        io::copy(&mut self.reports, out)?;
        writeln!(out, "</main>")?;
        markup::about(out, head, |_| true)?;
        writeln!(out, "</body>\n</html>")?;
        Ok(self.out)
    }
}

/// The name of a report in the page, by its place in the order.
fn name(at: usize) -> String {
    format!("report-{}", at + 1)
}
