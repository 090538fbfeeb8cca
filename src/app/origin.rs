//! Where an article came from: its record, and the lines of the page that it was rebuilt from.

mod plan;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use self::plan::plan;
use super::set_lines::set;
use crate::article::{Article, Published};
use crate::document::{Document, page_label};
use crate::lang::{Bilingual, Lang, Say as _};
use crate::page::pieces;
use crate::text::width::{Ambiguous, width};

/// So many lines of the overlay are set at the most, or a few more: a person looks at no more of them, and
/// the reader waits for them.
const MOST_LINES: usize = 10_000;

/// So many bytes of a paragraph are set.
const LONGEST: usize = 64 * 1024;

/// From this many cells on, a report and its page stand side by side.
const SIDE_BY_SIDE: usize = 96;

/// The cells between a plan and what stands beside it, and the fewest that a plan leaves it.
const GAP: usize = 2;
const LEAST_BESIDE: usize = 34;

/// An article, and what is known by now of where it came from.
#[derive(Clone, Debug)]
pub struct Origin {
    article: Arc<Article>,
    /// Tells the answer to this question from others.
    number: u64,
    found: Option<Found>,
}

/// Where an article came from, as far as it could be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where its record stands.
    pub record: Record,
    /// The page that its origin names.
    pub page: Page,
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// On this line of this file.
    Line(String, usize),
    /// In the edition that is part of the program.
    Shipped,
    /// In what came through standard input.
    Stdin,
    /// In no file, as it is shown: the files have changed.
    Nowhere,
}

/// What is there of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The article names none.
    None,
    /// It came through standard input.
    Stdin,
    /// It cannot be read, for a reason.
    Unreadable(Bilingual),
    /// These of its lines are named, by their numbers.
    Lines {
        /// The lines.
        lines: BTreeMap<u32, String>,
        /// Whether the report's text stands in them.
        agrees: bool,
        /// Where the lines of the whole page stand, if it has places: left, top, right and bottom edge.
        places: Vec<[i32; 4]>,
    },
}

impl Origin {
    /// Asks where an article came from.
    pub(super) fn new(article: Arc<Article>, number: u64) -> Self {
        Self {
            article,
            number,
            found: None,
        }
    }

    /// Takes what was found, if it answers this question.
    pub(super) fn take(&mut self, number: u64, found: &Found) {
        if number == self.number {
            self.found = Some(found.clone());
        }
    }

    /// Returns the overlay's lines, of at most `columns` cells.
    pub(super) fn lines(&self, columns: usize, lang: Lang, ambiguous: Ambiguous) -> Vec<String> {
        let mut lines = self.head(columns, lang, ambiguous);
        match self.found.as_ref().map(|found| &found.page) {
            Some(Page::Lines { lines: page, .. }) => {
                lines.push(String::new());
                let columns = Columns::new(columns, page, ambiguous);
                lines.extend(self.beside(&columns, page, lang));
            }
            Some(page) => lines.extend(set(&without_lines(page, lang), columns, ambiguous)),
            None => lines.push(lang.pick("looking…", "正在查找…").to_owned()),
        }
        lines
    }

    /// What is known of the report, beside the plan of its page or above it.
    fn head(&self, columns: usize, lang: Lang, ambiguous: Ambiguous) -> Vec<String> {
        let (places, agrees) = match self.found.as_ref().map(|found| &found.page) {
            Some(Page::Lines { places, agrees, .. }) => (places.as_slice(), Some(*agrees)),
            _ => (&[][..], None),
        };
        let plan = plan(&self.article, places, columns, ambiguous).unwrap_or_default();
        let plan_cells = plan.first().map_or(0, |line| width(line, ambiguous));
        let is_beside = !plan.is_empty() && plan_cells + LEAST_BESIDE <= columns;
        let room = if is_beside {
            columns - plan_cells - GAP
        } else {
            columns
        };
        let mut facts = Vec::new();
        for (label, fact) in self.facts(lang) {
            facts.extend(set(&format!("{label}{fact}"), room, ambiguous));
        }
        let agreement = agrees.map(|agrees| set(format_agreement(agrees, lang), room, ambiguous));
        facts.extend(agreement.into_iter().flatten());
        if !is_beside {
            return [facts, plan].concat();
        }
        let nothing = String::new();
        let row = |at: usize| {
            let left = plan.get(at).unwrap_or(&nothing);
            let gap = (plan_cells + GAP).saturating_sub(width(left, ambiguous));
            let right = facts.get(at).unwrap_or(&nothing);
            let line = format!("{left}{}{right}", " ".repeat(gap));
            line.trim_end().to_owned()
        };
        (0..plan.len().max(facts.len())).map(row).collect()
    }

    fn facts(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let article = &self.article;
        let record = match self.found.as_ref().map(|found| &found.record) {
            None => "…".to_owned(),
            Some(Record::Line(file, line)) => format!("{file}:{line}"),
            Some(Record::Shipped) => lang.pick("part of the program", "程序自带").to_owned(),
            Some(Record::Stdin) => lang.pick("standard input", "标准输入").to_owned(),
            Some(Record::Nowhere) => {
                let changed = "in no file any more: they have changed";
                lang.pick(changed, "各文件中已没有：文件有变动").to_owned()
            }
        };
        let parts = [&article.source, &article.section];
        let parts = parts.into_iter().flatten().cloned();
        let parts = parts.chain(article.page.as_deref().and_then(page_label));
        let parts = parts.chain(article.published.as_ref().map(Published::label));
        let printed: Vec<String> = parts.collect();
        let mut facts = vec![(lang.pick("record: ", "记录："), record)];
        facts.push((lang.pick("id: ", "编号："), article.id.clone()));
        facts.push((lang.pick("printed: ", "刊载："), printed.join("  ")));
        if let Some(origin) = &article.origin {
            let range = |[first, last]: &[u32; 2]| {
                if first == last {
                    format!("{first}")
                } else {
                    format!("{first}-{last}")
                }
            };
            // Of ranges there may be any number; a line or two says enough.
            let ranges: Vec<String> = origin.lines.iter().take(40).map(range).collect();
            let ranges = ranges.join(lang.pick(", ", "、"));
            let sheet = origin.sheet.map(|sheet| match lang {
                Lang::En => format!(", page {sheet}"),
                Lang::Zh => format!("，第 {sheet} 页"),
            });
            let file = format!("{}{}", origin.file, sheet.unwrap_or_default());
            let page = match (ranges.is_empty(), lang) {
                (true, _) => file,
                (false, Lang::En) => format!("{file}, lines {ranges}"),
                (false, Lang::Zh) => format!("{file}，第 {ranges} 行"),
            };
            facts.push((lang.pick("page: ", "版面原文："), page));
        }
        facts.retain(|(_, fact)| !fact.is_empty());
        facts
    }

    /// The report's pieces, each beside its lines or above them; where it is not known which lines are
    /// whose, the whole beside all.
    fn beside(&self, columns: &Columns, page: &BTreeMap<u32, String>, lang: Lang) -> Vec<String> {
        let Some(origin) = &self.article.origin else {
            return Vec::new();
        };
        let pieces = pieces(&self.article, origin);
        let mut lines = Vec::new();
        let mut shown: Vec<u32> = Vec::new();
        for piece in &pieces {
            if lines.len() >= MOST_LINES {
                lines.push("…".to_owned());
                return lines;
            }
            let numbers = numbers(piece.lines, page);
            lines.extend(columns.set(&[piece.text], &numbers, page));
            shown.extend(numbers);
        }
        if pieces.is_empty() {
            let document = Document::new(&self.article);
            let text: Vec<&str> = document.text().lines().take(MOST_LINES).collect();
            lines.extend(columns.set(&text, &numbers(&origin.lines, page), page));
            return lines;
        }
        shown.sort_unstable();
        let is_other = |number: &u32| shown.binary_search(number).is_err();
        let others: Vec<u32> = page.keys().copied().filter(is_other).collect();
        if !others.is_empty() {
            let others_are = lang.pick("(other lines)", "（其他各行）");
            lines.extend(columns.set(&[others_are], &others, page));
        }
        lines
    }
}

/// The numbers of the lines in ranges that there are, as far as a person would look at them.
fn numbers(ranges: &[[u32; 2]], page: &BTreeMap<u32, String>) -> Vec<u32> {
    const MOST: usize = 20_000;
    let ranges = ranges
        .iter()
        .take(MOST)
        .filter(|[first, last]| first <= last);
    let lines = ranges.flat_map(|[first, last]| page.range(first..=last));
    lines.map(|(number, _)| *number).take(MOST).collect()
}

/// How a report and its page stand together.
struct Columns {
    /// The cells of the report's lines, and of the page's with their numbers.
    report: usize,
    page: usize,
    /// The cells of a number.
    digits: usize,
    is_beside: bool,
    ambiguous: Ambiguous,
}

impl Columns {
    fn new(columns: usize, page: &BTreeMap<u32, String>, ambiguous: Ambiguous) -> Self {
        let last = page.keys().next_back().copied().unwrap_or(0);
        let is_beside = columns >= SIDE_BY_SIDE;
        let report = if is_beside { columns / 2 - 2 } else { columns };
        Self {
            report,
            page: if is_beside {
                columns - report - 3
            } else {
                columns
            },
            digits: last.to_string().len(),
            is_beside,
            ambiguous,
        }
    }

    /// Sets texts of the report and lines of the page; an empty line stands below.
    fn set(&self, texts: &[&str], numbers: &[u32], page: &BTreeMap<u32, String>) -> Vec<String> {
        let texts = texts.iter();
        let report = texts.flat_map(|text| self.of_report(text));
        let report: Vec<String> = report.take(MOST_LINES).collect();
        let numbered = numbers.iter().flat_map(|number| {
            let text = page.get(number).map_or("", String::as_str);
            self.numbered(*number, text)
        });
        let numbered: Vec<String> = numbered.take(MOST_LINES).collect();
        let mut lines = if self.is_beside {
            self.join(&report, &numbered)
        } else {
            [report, numbered].concat()
        };
        lines.push(String::new());
        lines
    }

    /// Sets a paragraph of the report, of one that is too long its beginning.
    fn of_report(&self, text: &str) -> Vec<String> {
        let end = text.floor_char_boundary(LONGEST);
        let mut lines = set(text.get(..end).unwrap_or(text), self.report, self.ambiguous);
        if end < text.len() {
            lines.push("…".to_owned());
        }
        lines
    }

    fn numbered(&self, number: u32, text: &str) -> Vec<String> {
        let room = self.page.saturating_sub(self.digits + 1).max(2);
        let mut lines = set(text, room, self.ambiguous).into_iter();
        let first = lines.next().unwrap_or_default();
        let first = format!("{number:>0$} {first}", self.digits);
        let behind = " ".repeat(self.digits + 1);
        let others = lines.map(|line| format!("{behind}{line}"));
        std::iter::once(first).chain(others).collect()
    }

    fn join(&self, report: &[String], page: &[String]) -> Vec<String> {
        let nothing = String::new();
        let rows = report.len().max(page.len());
        let row = |at: usize| {
            let left = report.get(at).unwrap_or(&nothing);
            let right = page.get(at).unwrap_or(&nothing);
            let gap = (self.report + 3).saturating_sub(width(left, self.ambiguous));
            let line = format!("{left}{}{right}", " ".repeat(gap));
            line.trim_end().to_owned()
        };
        (0..rows).map(row).collect()
    }
}

fn format_agreement(agrees: bool, lang: Lang) -> &'static str {
    if agrees {
        lang.pick(
            "The report's text stands in these lines of the page.",
            "报道的文字见于版面原文的这些行。",
        )
    } else {
        lang.pick(
            "The page has changed since: the report's text does not stand in these lines.",
            "版面原文已有变动：报道的文字不在这些行里。",
        )
    }
}

fn without_lines(page: &Page, lang: Lang) -> String {
    match (page, lang) {
        (Page::Unreadable(why), _) => {
            let unreadable = lang.pick("The page cannot be read", "版面原文无法读取");
            lang.about(unreadable, &why.say(lang))
        }
        (Page::Stdin, Lang::En) => "The page came through standard input.".to_owned(),
        (Page::Stdin, Lang::Zh) => "版面原文来自标准输入。".to_owned(),
        (_, Lang::En) => "It names no page that it was taken from.".to_owned(),
        (_, Lang::Zh) => "这篇报道没有注明取自哪个版面原文。".to_owned(),
    }
}

/// Returns the ranges of lines that an article names, in order and not overlapping.
pub fn named_lines(article: &Article) -> Vec<Range<u32>> {
    let Some(origin) = &article.origin else {
        return Vec::new();
    };
    let ranges = origin.lines.iter().chain(origin.fields.values().flatten());
    let ranges = ranges.map(|[first, last]| *first..last.saturating_add(1));
    let mut ranges: Vec<Range<u32>> = ranges.filter(|range| !range.is_empty()).collect();
    ranges.sort_unstable_by_key(|range| range.start);
    ranges.dedup_by(|next, last| {
        let meets = next.start <= last.end;
        if meets {
            last.end = last.end.max(next.end);
        }
        meets
    });
    ranges
}
