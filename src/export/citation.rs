//! Citations of a report, from the fields that there are.
//!
//! Two styles, both with the punctuation of their rules:
//!
//! - The style of Chinese history and the social sciences, for notes: `作者：《题名》，《报名》
//!   2019年11月22日第3版。` Book title marks within a title become single ones (GB/T 15834—2011, 4.15.3.2).
//! - GB/T 7714—2015《信息与文献 参考文献著录规则》, newspapers (8.5, 4.4 and table B.1): `作者. 题名[N].
//!   报名, 2019-11-22(3).` and with an address `[N/OL]`, the day on which it was looked at and the address:
//!   `…2019-11-22(3)[2026-11-25]. https://….` Of more than three authors three are named and 等 (8.1.2).
//!
//! What a field does not say is left out with its punctuation. A headline that did not survive is
//! replaced by the report's first sentence behind 〔无题〕. Who wrote is named, without 本报记者 and
//! other roles; photographers and editors only where there is nobody else.

use super::clean;
use crate::article::{Article, Day, Published, byline};
use crate::document::{self, Headline, UNTITLED};

/// A style of citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 作者：《题名》，《报名》2019年11月22日第3版。
    Newspaper,
    /// GB/T 7714—2015.
    Gbt7714,
}

/// How many authors are named.
const MOST_AUTHORS: usize = 3;

/// Cites a report in one line that is safe to show. `today` is the day on which its address on the web
/// was looked at, as `2026-11-25`; empty where it is not known.
pub fn cite(article: &Article, style: Style, today: &str) -> String {
    match style {
        Style::Newspaper => newspaper(article),
        Style::Gbt7714 => gbt7714(article, today),
    }
}

fn newspaper(article: &Article) -> String {
    let mut citation = authors(article, "、", "等");
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
    let place = format!("{}{}", written(article), page(article).in_words());
    if !source.is_empty() {
        citation.push_str("，《");
        citation.push_str(source.trim_matches(['《', '》']));
        citation.push('》');
    } else if !place.is_empty() {
        citation.push('，');
    }
    format!("{citation}{place}。")
}

fn gbt7714(article: &Article, today: &str) -> String {
    let authors = authors(article, ", ", ", 等");
    let title = match document::headline(article) {
        Headline::Printed(title) => title,
        Headline::Drawn(text) => format!("{UNTITLED}{text}"),
    };
    let url = clean(article.url.as_deref().unwrap_or_default());
    let kind = if url.is_empty() { "[N]" } else { "[N/OL]" };
    let source = source(article);
    let date = date(article);
    let page = page(article);
    let page = page.short();
    let mut issue = [source.trim_matches(['《', '》']), &*date]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    if !page.is_empty() {
        issue.extend(["(", page, ")"]);
    }
    if !url.is_empty() && !today.is_empty() {
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

/// The authors' names, of more than three the first three.
fn authors(article: &Article, separator: &str, others: &str) -> String {
    let names = names(article);
    let shown: Vec<_> = names
        .iter()
        .take(MOST_AUTHORS)
        .map(String::as_str)
        .collect();
    let rest = if names.len() > MOST_AUTHORS {
        others
    } else {
        ""
    };
    format!("{}{rest}", shown.join(separator))
}

fn names(article: &Article) -> Vec<String> {
    // A field may hold what is printed, with the role in it.
    let given = article.authors.iter().flat_map(|author| {
        let role = author.role.clone();
        let read = byline::authors(&clean(&author.name)).into_iter();
        read.map(move |read| (read.name, role.clone().or(read.role).unwrap_or_default()))
    });
    let mut all: Vec<_> = given.collect();
    let printed = clean(article.byline.as_deref().unwrap_or_default());
    if all.is_empty() {
        let read = byline::authors(&printed).into_iter();
        all.extend(read.map(|read| (read.name, read.role.unwrap_or_default())));
    }
    let wrote = |role: &str| {
        !["摄", "攝", "编辑", "編輯"]
            .iter()
            .any(|word| role.contains(word))
    };
    let any_wrote = all.iter().any(|(_, role)| wrote(role));
    let mut names = Vec::new();
    for (name, role) in all {
        if (wrote(&role) || !any_wrote) && !names.contains(&name) {
            names.push(name);
        }
    }
    // 本报评论员 signs for the newspaper: that is a role and no name.
    if names.is_empty() && printed.ends_with("评论员") {
        names.push(printed);
    }
    names
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
    /// `3`, `A03`.
    Numbered(String),
    /// 头版, in words of its own.
    Named(String),
}

impl Page {
    fn in_words(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Numbered(number) => format!("第{number}版"),
            Self::Named(name) => name.clone(),
        }
    }

    fn short(&self) -> &str {
        match self {
            Self::None => "",
            Self::Numbered(text) | Self::Named(text) => text,
        }
    }
}

/// Reads a page's label: `3`, `03版`, `第3版`, `A03`, 头版.
fn page(article: &Article) -> Page {
    let label = clean(article.page.as_deref().unwrap_or_default());
    let bare = label.strip_prefix('第').unwrap_or(&label);
    let bare = bare.strip_suffix('版').unwrap_or(bare).trim();
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    if bare.is_empty() {
        return Page::None;
    }
    if bare.chars().all(digits) {
        let number: String = bare.chars().map(narrow).collect();
        let number = number.trim_start_matches('0');
        return match number {
            "" => Page::None,
            number => Page::Numbered(number.to_owned()),
        };
    }
    let is_numbered = label.starts_with('第') || bare.chars().any(digits) || bare == label;
    if is_numbered {
        Page::Numbered(bare.to_owned())
    } else {
        Page::Named(label)
    }
}

/// A full-width digit as a plain one.
fn narrow(digit: char) -> char {
    let value = u32::from(digit).checked_sub(u32::from('０'));
    let plain = value.and_then(|value| char::from_digit(value, 10));
    plain.unwrap_or(digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Author, Block};

    fn article() -> Article {
        Article {
            title: Some("三百名志愿者上山植树".into()),
            byline: Some("本报记者 李明 通讯员 王芳".into()),
            authors: byline::authors("本报记者 李明 通讯员 王芳"),
            source: Some("晨报".into()),
            page: Some("03".into()),
            published: Some(Published::parse("2019年11月22日")),
            body: vec![Block::Paragraph("雨停了，志愿者上山植树。路还通。".into())],
            ..Article::default()
        }
    }

    fn both(article: &Article) -> [String; 2] {
        [Style::Newspaper, Style::Gbt7714].map(|style| cite(article, style, "2026-11-25"))
    }

    #[test]
    fn a_report_with_every_field_is_cited() {
        assert_eq!(
            both(&article()),
            [
                "李明、王芳：《三百名志愿者上山植树》，《晨报》2019年11月22日第3版。",
                "李明, 王芳. 三百名志愿者上山植树[N]. 晨报, 2019-11-22(3).",
            ]
        );
    }

    #[test]
    fn an_address_brings_the_day_on_which_it_was_looked_at() {
        let article = Article {
            url: Some("https://example.com/a".into()),
            ..article()
        };
        assert_eq!(
            cite(&article, Style::Gbt7714, "2026-11-25"),
            "李明, 王芳. 三百名志愿者上山植树[N/OL]. 晨报, 2019-11-22(3)[2026-11-25]. https://example.com/a."
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let without_author = Article {
            authors: Vec::new(),
            byline: None,
            ..article()
        };
        assert_eq!(
            both(&without_author),
            [
                "《三百名志愿者上山植树》，《晨报》2019年11月22日第3版。",
                "三百名志愿者上山植树[N]. 晨报, 2019-11-22(3).",
            ]
        );
        let without_source = Article {
            source: None,
            page: None,
            ..article()
        };
        assert_eq!(
            both(&without_source),
            [
                "李明、王芳：《三百名志愿者上山植树》，2019年11月22日。",
                "李明, 王芳. 三百名志愿者上山植树[N]. 2019-11-22.",
            ]
        );
        let without_date = Article {
            published: None,
            ..article()
        };
        assert_eq!(
            both(&without_date),
            [
                "李明、王芳：《三百名志愿者上山植树》，《晨报》第3版。",
                "李明, 王芳. 三百名志愿者上山植树[N]. 晨报(3).",
            ]
        );
        let without_title = Article {
            title: None,
            ..article()
        };
        assert_eq!(
            both(&without_title),
            [
                "李明、王芳：〔无题〕雨停了，志愿者上山植树，《晨报》2019年11月22日第3版。",
                "李明, 王芳. 〔无题〕雨停了，志愿者上山植树[N]. 晨报, 2019-11-22(3).",
            ]
        );
        let bare = Article {
            title: Some("植树".into()),
            ..Article::default()
        };
        assert_eq!(both(&bare), ["《植树》。", "植树[N]."]);
    }

    #[test]
    fn a_date_is_cited_as_far_as_it_is_known() {
        for (original, words, short) in [
            ("2019年1月5日", "2019年1月5日", "2019-01-05"),
            ("2019年11月", "2019年11月", "2019-11"),
            ("2019", "2019年", "2019"),
            ("去年冬天", "去年冬天", "去年冬天"),
        ] {
            let article = Article {
                published: Some(Published::parse(original)),
                ..article()
            };
            assert_eq!(written(&article), words);
            assert_eq!(date(&article), short);
        }
    }

    #[test]
    fn pages_are_named_in_many_ways() {
        for (label, words, short) in [
            ("3", "第3版", "3"),
            ("03版", "第3版", "3"),
            ("第3版", "第3版", "3"),
            ("０３", "第3版", "3"),
            ("A03", "第A03版", "A03"),
            ("A03版", "第A03版", "A03"),
            ("2-3", "第2-3版", "2-3"),
            ("第三版", "第三版", "三"),
            ("头版", "头版", "头版"),
            ("版", "", ""),
            ("0", "", ""),
        ] {
            let article = Article {
                page: Some(label.into()),
                ..Article::default()
            };
            let page = page(&article);
            assert_eq!((&*page.in_words(), page.short()), (words, short), "{label}");
        }
    }

    #[test]
    fn those_who_wrote_are_named_without_their_roles() {
        let names = |authors: &[&str], byline: &str| {
            let author = |name: &&str| Author {
                name: (*name).to_owned(),
                role: None,
            };
            let article = Article {
                authors: authors.iter().map(author).collect(),
                byline: Some(byline.to_owned()),
                ..Article::default()
            };
            super::authors(&article, "、", "等")
        };
        assert_eq!(names(&["本报记者 李明"], ""), "李明");
        assert_eq!(names(&[], "（记者 李明 摄影 张华）"), "李明");
        assert_eq!(names(&[], "张华 摄"), "张华");
        assert_eq!(names(&[], "本报评论员"), "本报评论员");
        assert_eq!(names(&["李明", "王芳", "张华"], ""), "李明、王芳、张华");
        assert_eq!(
            names(&["李明", "王芳", "张华", "赵军"], ""),
            "李明、王芳、张华等"
        );
        assert_eq!(names(&["John Smith"], ""), "John Smith");
        let four = Article {
            authors: byline::authors("李明 王芳 张华 赵军"),
            ..Article::default()
        };
        assert_eq!(super::authors(&four, ", ", ", 等"), "李明, 王芳, 张华, 等");
    }

    #[test]
    fn a_title_in_a_title_has_single_marks() {
        let article = Article {
            title: Some("读《植树记》".into()),
            source: Some("《晨报》".into()),
            ..Article::default()
        };
        assert_eq!(
            cite(&article, Style::Newspaper, ""),
            "《读〈植树记〉》，《晨报》。"
        );
        assert_eq!(cite(&article, Style::Gbt7714, ""), "读《植树记》[N]. 晨报.");
    }

    #[test]
    fn nothing_in_a_citation_commands_a_terminal() {
        let hostile = "a\u{1b}[2Jb\n\u{202e}c".to_owned();
        let article = Article {
            title: Some(hostile.clone()),
            byline: Some(hostile.clone()),
            source: Some(hostile.clone()),
            page: Some(hostile.clone()),
            url: Some(hostile.clone()),
            published: Some(Published {
                date: None,
                time: None,
                original: hostile,
            }),
            ..Article::default()
        };
        for citation in both(&article) {
            assert!(
                !citation.chars().any(|c| c.is_control() || c == '\u{202e}'),
                "{citation:?}"
            );
        }
    }
}
