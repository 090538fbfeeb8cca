//! Citations of a report, from the fields that there are.
//!
//! Three styles, each with the punctuation of its rules:
//!
//! - The style of Chinese history and the social sciences, for notes: `作者：《题名》，《报名》
//!   2019年11月22日第3版。` Book title marks within a title become single ones (GB/T 15834—2011, 4.15.3.2).
//! - GB/T 7714—2025《信息与文献 参考文献著录规则》, in force since July 2026, newspapers: `作者. 题名[N].
//!   报名，2019-11-22（3）.` and with an address `[N/OL]` and the address: `…，2019-11-22（3）. https://….` A
//!   reference without a Chinese character has half-width marks.
//! - GB/T 7714—2015, which it replaced (8.5, 4.4 and table B.1): `作者. 题名[N]. 报名, 2019-11-22(3).` and with
//!   an address the day on which it was looked at as well: `…2019-11-22(3)[2026-11-25]. https://….`
//!
//! Of more than three authors three are named and 等. What a field does not say is left out with its punctuation. A
//! headline that did not survive is replaced by the report's first sentence behind 〔无题〕. Who wrote is named,
//! without 本报记者 and other roles; photographers and editors only where there is nobody else.

mod names;
#[cfg(test)]
mod tests;

use super::clean;
use crate::article::page_label::PageLabel;
use crate::article::{Article, Day, Published};
use crate::document::{self, Headline, UNTITLED};
use names::{Form, cited};

/// A style of citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 作者：《题名》，《报名》2019年11月22日第3版。
    Newspaper,
    /// GB/T 7714—2025.
    Gbt7714,
    /// GB/T 7714—2015.
    Gbt7714Of2015,
}

/// The marks of a reference as of GB/T 7714, and how people are named in it.
struct Marks {
    comma: &'static str,
    page: [&'static str; 2],
    others: &'static str,
    names: Form,
    /// Whether the day on which an address was looked at is told.
    looked_at: bool,
}

impl Marks {
    fn of(style: Style, is_chinese: bool) -> Self {
        let is_old = style == Style::Gbt7714Of2015;
        let is_wide = is_chinese && !is_old;
        Self {
            comma: if is_wide { "，" } else { ", " },
            page: if is_wide { ["（", "）"] } else { ["(", ")"] },
            others: match (is_chinese, is_wide) {
                (false, _) => ", et al",
                (true, true) => "，等",
                (true, false) => ", 等",
            },
            names: if is_old {
                Form::Capitals
            } else {
                Form::Initials
            },
            looked_at: is_old,
        }
    }
}

/// Cites a report in one line that is safe to show. `today` is the day on which its address on the web
/// was looked at, as `2026-11-25`; empty where it is not known.
pub fn cite(article: &Article, style: Style, today: &str) -> String {
    match style {
        Style::Newspaper => newspaper(article),
        Style::Gbt7714 | Style::Gbt7714Of2015 => gbt7714(article, style, today),
    }
}

fn newspaper(article: &Article) -> String {
    let mut citation = cited(article, Form::AsPrinted, "、", "等");
    if !citation.is_empty() {
        citation.push('：');
    }
    let title = match document::headline(article) {
        Headline::Printed(title) => {
            format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
        }
        Headline::Drawn(text) => format!("{UNTITLED}{text}"),
    };
    citation.push_str(&title);
    let source = source(article);
    let place = format!("{}{}", written(article), Page::of(article).in_words());
    if !source.is_empty() {
        citation.push_str("，《");
        citation.push_str(source.trim_matches(['《', '》']));
        citation.push('》');
    } else if !place.is_empty() {
        citation.push('，');
    }
    format!("{citation}{place}。")
}

fn gbt7714(article: &Article, style: Style, today: &str) -> String {
    let title = match document::headline(article) {
        Headline::Printed(title) => title,
        Headline::Drawn(text) => format!("{UNTITLED}{text}"),
    };
    let source = source(article);
    let is_chinese = [&title, &source].iter().any(|text| names::is_han(text));
    let marks = Marks::of(style, is_chinese);
    let authors = cited(article, marks.names, marks.comma, marks.others);
    let url = clean(article.url.as_deref().unwrap_or_default());
    let kind = if url.is_empty() { "[N]" } else { "[N/OL]" };
    let date = date(article);
    let page = Page::of(article).short();
    let mut issue = [source.trim_matches(['《', '》']), &*date]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(marks.comma);
    if !page.is_empty() {
        let [open, close] = marks.page;
        issue.extend([open, &page, close]);
    }
    if marks.looked_at && !url.is_empty() && !today.is_empty() {
        issue.extend(["[", today, "]"]);
    }
    let parts = [authors, format!("{title}{kind}"), issue, url];
    let mut citation = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !citation.is_empty() {
            citation.push(' ');
        }
        citation += part;
        citation.push('.');
    }
    citation
}

fn source(article: &Article) -> String {
    clean(article.source.as_deref().unwrap_or_default())
}

/// The date as the store has it, `2019-11-22`, or what the source says.
fn date(article: &Article) -> String {
    let published = article.published.as_ref();
    let date = |published: &Published| match &published.date {
        Some(date) => clean(date),
        None => clean(&published.original),
    };
    published.map(date).unwrap_or_default()
}

/// The date in Chinese, `2019年11月22日`.
fn written(article: &Article) -> String {
    let date = date(article);
    // What the source says is no date of the store's.
    if Day::written(&date).is_none() || !date.chars().all(|c| c.is_ascii_digit() || c == '-') {
        return date;
    }
    let units = ["年", "月", "日"];
    let mut words = String::new();
    for (part, unit) in date.split('-').zip(units) {
        words.push_str(part.trim_start_matches('0'));
        words.push_str(unit);
    }
    words
}

/// A page as a citation names it.
#[derive(Debug, PartialEq, Eq)]
enum Page {
    None,
    /// `3`, `A03`: as it is printed, and in figures.
    Numbered {
        printed: String,
        figures: String,
    },
    /// 头版, in words of its own.
    Named(String),
}

impl Page {
    fn of(article: &Article) -> Self {
        let label = clean(article.page.as_deref().unwrap_or_default());
        match PageLabel::of(&label) {
            PageLabel::Nothing => Self::None,
            PageLabel::Name(name) => Self::Named(name.to_owned()),
            PageLabel::Number(number) => {
                let figures = PageLabel::figures(number);
                let printed = if names::is_han(number) {
                    number
                } else {
                    &figures
                };
                Self::Numbered {
                    printed: printed.to_owned(),
                    figures,
                }
            }
        }
    }

    fn in_words(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Numbered { printed, .. } => format!("第{printed}版"),
            Self::Named(name) => name.clone(),
        }
    }

    fn short(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Numbered { figures, .. } => figures.clone(),
            Self::Named(name) => name.clone(),
        }
    }
}
