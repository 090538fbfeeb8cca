//! What is said about an import: what was found, what failed, and with `--explain` why.

use std::fmt::Display;

use super::super::out::Out;
use crate::article::Article;
use crate::exit::Exit;
use crate::page::{Found, Page, Start};
use crate::text::sanitize;

/// What an import did.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pages: usize,
    passed_over: usize,
    reports: usize,
    uncertain: usize,
    unplaced: usize,
    failures: Vec<String>,
    explained: Vec<String>,
}

impl Summary {
    /// Counts a page.
    pub(super) fn page(&mut self, name: &str, page: &Page, explain: bool) {
        self.pages += 1;
        self.reports += page.reports.len();
        self.unplaced += page.unplaced.len();
        let doubtful = |found: &&Found| !found.article.uncertain.is_empty();
        self.uncertain += page.reports.iter().filter(doubtful).count();
        if page.vertical {
            let why = "seems to be set vertically, a character in a line, which is not rebuilt";
            self.failures.push(format!("{name}: {why}"));
        }
        if explain {
            self.explained.extend(page.reports.iter().map(explanation));
        }
    }

    /// Counts a page that the store holds already.
    pub(super) fn passed_over(&mut self) {
        self.passed_over += 1;
    }

    /// Keeps what was wrong with a file.
    pub(super) fn failed(&mut self, name: &str, why: &dyn Display) {
        self.failures.push(format!("{name}: {why}"));
    }

    /// Returns whether nothing but failures came of it.
    pub(super) fn is_in_vain(&self) -> bool {
        self.pages + self.passed_over == 0 && !self.failures.is_empty()
    }

    /// Returns what failed.
    pub(super) fn failures(&self) -> String {
        self.failures.join("; ")
    }

    /// Says it all, and returns how the command ends.
    pub(super) fn tell(self, out: &mut Out) -> Exit {
        for remark in self
            .explained
            .into_iter()
            .chain(self.failures.iter().cloned())
        {
            out.notice(remark);
        }
        let mut summary = format!(
            "{}, {} ({} uncertain), {} unplaced",
            counted(self.pages, "page"),
            counted(self.reports, "report"),
            self.uncertain,
            counted(self.unplaced, "piece"),
        );
        if self.passed_over > 0 {
            summary = format!(
                "{summary}; {} were there already",
                counted(self.passed_over, "page")
            );
        }
        out.notice(summary);
        let found = self.pages + self.passed_over > 0;
        Exit::found(found && self.failures.is_empty())
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// Says of a report why it is what it is, on one line.
fn explanation(found: &Found) -> String {
    let (article, why) = (&found.article, &found.why);
    let begins = match why.start {
        Start::First => "is the first text of the page",
        Start::Lead => "begins with a lead form",
        Start::Heading => "begins below a headline",
        Start::Ended => "begins where the report before has ended",
        Start::Unfit => "fits no report before it",
    };
    let ends = if why.marked_end {
        "a mark ends it"
    } else {
        "nothing more fits it"
    };
    let headline = match (&article.title, why.headline) {
        (Some(title), Some(sure)) => format!("headline {title} ({sure} %)"),
        _ => "no headline fits".to_owned(),
    };
    let rival = why.rival.as_ref().map_or(String::new(), |rival| {
        format!(", chosen over {} ({} %)", rival.text, rival.confidence)
    });
    let text = format!(
        "{} lines {}: {begins}, {ends}, {} put together ({} %); {headline}{rival}",
        article.id,
        lines(article),
        counted(why.pieces, "piece"),
        why.extent,
    );
    sanitize::line(&text).into_owned()
}

fn lines(article: &Article) -> String {
    let ranges = article.origin.iter().flat_map(|origin| &origin.lines);
    let ranges: Vec<String> = ranges
        .map(|[first, last]| format!("{first}-{last}"))
        .collect();
    ranges.join(",")
}
