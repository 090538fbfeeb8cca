//! Folios and running headers: the line of a page that names the newspaper, the day and the page.
//!
//! `人民日报 2025年10月20日 第06版 要闻`: what it says holds for every report of the page. Only a line
//! that is all of such parts is one; a date inside a report says nothing about the page.

use std::borrow::Cow;

use crate::article::Published;

/// What a folio says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folio {
    /// The newspaper.
    pub(super) source: Option<String>,
    /// The day, as it is printed.
    pub(super) published: Option<String>,
    /// The section (版名).
    pub(super) section: Option<String>,
    /// The page (版次), without zeros before it.
    pub(super) page: Option<String>,
    /// Who is named as an author, as it is printed.
    pub(super) authors: Option<String>,
    /// Whether it is of those that stand below the headline of a report and speak of that alone.
    pub(super) of_report: bool,
}

/// What parts the parts of a folio that is spread over the page, at the least.
const SPREAD: &str = "    ";
/// The shortest date with a day, in characters: `20251020`, `25年1月2日` is none.
const SHORTEST_DATE: usize = 8;
/// The longest folio, in characters.
const LONGEST: usize = 60;
/// The longest name of a newspaper or a section, in characters.
pub(super) const LONGEST_NAME: usize = 10;

/// Names of newspapers end so.
const PAPERS: [&str; 14] = [
    "日报", "晚报", "晨报", "早报", "时报", "周报", "新报", "日報", "晚報", "時報", "周刊", "導報",
    "导报", "报",
];

/// Words of a folio that are nothing else.
const WORDS: [&str; 12] = [
    "责任编辑",
    "责编",
    "版式",
    "美编",
    "校对",
    "农历",
    "星期",
    "周",
    "出版",
    "总第",
    "国内统一",
    "版",
];

/// Reads a folio; `None` where the line is none.
pub(super) fn folio(line: &str) -> Option<Folio> {
    let line = &*gathered(line);
    let numbered = line.bytes().any(|byte| byte.is_ascii_digit()) || line.contains(['版', '年']);
    let sentence = line.contains(['。', '，', '！', '？', '“', '；', '、']);
    if !numbered || sentence || line.chars().take(LONGEST).count() == LONGEST {
        return None;
    }
    let of_report = is_of_report(line);
    let (date, without_date) = take_date(line);
    let (page, rest) = take_page(&without_date);
    let (Some(page), true) = (page, date.is_some() || is_bare(line, &rest)) else {
        return dated_header(date, &rest);
    };
    let mut folio = Folio {
        page: Some(page),
        published: date,
        of_report,
        ..Folio::default()
    };
    folio.name(&rest);
    Some(folio)
}

/// Puts a line together that is spread over the page: where its parts stand far apart, a single space stands
/// within one (`晨 报      2019 年`).
fn gathered(line: &str) -> Cow<'_, str> {
    if !line.contains(SPREAD) {
        return line.into();
    }
    let parts = line.split("  ").map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(|part| part.replace(' ', "")).collect();
    parts.join(" ").into()
}

impl Folio {
    /// Takes the newspaper and the section from what is left of the line.
    fn name(&mut self, rest: &str) {
        for word in rest.split(|c: char| c.is_whitespace() || "《》（）()|｜·/".contains(c)) {
            let length = word.chars().count();
            if !(2..=LONGEST_NAME).contains(&length) || WORDS.iter().any(|w| word.starts_with(w)) {
                continue;
            }
            if is_paper(word) {
                self.source.get_or_insert_with(|| word.to_owned());
            } else if word.chars().all(super::line::is_han) {
                self.section.get_or_insert_with(|| word.to_owned());
            }
        }
    }

    /// Fills what another folio of the page leaves open.
    pub(super) fn fill(&mut self, other: &Self) {
        let pairs = [
            (&mut self.source, &other.source),
            (&mut self.published, &other.published),
            (&mut self.section, &other.section),
            (&mut self.page, &other.page),
            (&mut self.authors, &other.authors),
        ];
        for (ours, theirs) in pairs {
            if ours.is_none() {
                ours.clone_from(theirs);
            }
        }
    }
}

/// Whether a folio is of the form in which collections of reports name the page of each below its headline:
/// 《晨报》（2019年11月22日 第 3 版）.
fn is_of_report(line: &str) -> bool {
    let named = line
        .strip_prefix('《')
        .and_then(|line| line.split_once('》'));
    named.is_some_and(|(_, rest)| {
        let rest = rest.trim();
        rest.starts_with(['（', '(']) && rest.ends_with(['）', ')'])
    })
}

/// Whether a text ends as the names of newspapers do.
pub(super) fn is_paper(name: &str) -> bool {
    PAPERS.iter().any(|paper| name.ends_with(paper))
}

/// A header whose page number is bare or missing: the name of a newspaper and a day, or a day with
/// its weekday.
fn dated_header(date: Option<String>, rest: &str) -> Option<Folio> {
    let published = Some(date?);
    let (page, rest) = number_at_edge(rest.trim());
    let mut folio = Folio {
        published,
        page,
        ..Folio::default()
    };
    folio.name(rest);
    let left: usize = rest.chars().filter(|c| !c.is_whitespace()).count();
    let weekday = rest.contains("星期") || rest.contains("农历");
    ((folio.source.is_some() && left <= 2 * LONGEST_NAME) || (weekday && left <= 16))
        .then_some(folio)
}

/// Takes the page number from the start or the end of what is left of a header.
fn number_at_edge(rest: &str) -> (Option<String>, &str) {
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let number = |word: &str| page_number(word).filter(|_| digits(word));
    let edges = [
        rest.split_once(' '),
        rest.rsplit_once(' ').map(|(a, b)| (b, a)),
    ];
    let found = edges
        .into_iter()
        .flatten()
        .find_map(|(word, rest)| Some((number(word)?, rest)));
    found.map_or((None, rest), |(page, rest)| (Some(page), rest))
}

/// Whether a line without a date is a folio by its page number, which stands by itself, alone.
fn is_bare(line: &str, rest: &str) -> bool {
    let apart = |before: &str| before.is_empty() || before.ends_with(char::is_whitespace);
    let stands_apart = line
        .split_once('第')
        .is_none_or(|(before, _)| apart(before));
    stands_apart && rest.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST_NAME
}

/// Takes the day from a line; returns it as printed, with the rest of the line.
fn take_date(line: &str) -> (Option<String>, String) {
    for (at, c) in line.char_indices() {
        if !(c.is_ascii_digit() || "二一民".contains(c)) {
            continue;
        }
        let before_is_digit = line
            .get(..at)
            .and_then(|before| before.chars().next_back())
            .is_some_and(|c| c.is_ascii_digit());
        let Some(tail) = line.get(at..).filter(|_| !before_is_digit) else {
            continue;
        };
        // A number that stands apart before a year is the page's.
        let is_apart = |(number, after): (&str, &str)| {
            number.len() <= 3 && page_number(number).is_some() && date_length(after).is_some()
        };
        if tail.split_once(' ').is_some_and(is_apart) {
            continue;
        }
        if let Some(length) = date_length(tail) {
            let (date, after) = tail.split_at_checked(length).unwrap_or((tail, ""));
            let before = line.get(..at).unwrap_or_default();
            return (Some(date.trim().to_owned()), format!("{before} {after}"));
        }
    }
    (None, line.to_owned())
}

/// Returns the bytes of the day that a text begins with: to its 日, or to the last of its digits.
pub(super) fn date_length(text: &str) -> Option<usize> {
    let end = text
        .char_indices()
        .find(|&(_, c)| {
            !(c.is_ascii_digit() || "年月日民国二〇○一三四五六七八九十零-./ ".contains(c))
        })
        .map_or(text.len(), |(at, _)| at);
    let candidate = text.get(..end)?;
    if candidate.chars().count() < SHORTEST_DATE {
        return None;
    }
    let candidate = match candidate.find('日') {
        Some(day) => candidate.get(..day + '日'.len_utf8())?,
        None => candidate.trim_end_matches([' ', '-', '.', '/']),
    };
    let date = Published::parse(candidate).date?;
    (date.len() == "2025-10-20".len()).then_some(candidate.len())
}

/// Takes the page number (第06版, A03版, 06版, A03) from a line.
fn take_page(line: &str) -> (Option<String>, String) {
    let squeezed: String = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((before, after)) = squeezed.split_once('第')
        && let Some((number, after)) = after.split_once('版')
        && let Some(page) = page_number(number)
    {
        return (Some(page), format!("{before} {after}"));
    }
    let squeezed = squeezed.replace(" 版", "版");
    for word in squeezed.split([' ', '（', '(', '）', ')']) {
        let number = word.strip_suffix('版').unwrap_or(word);
        let lettered = number.starts_with(|c: char| c.is_ascii_uppercase()) || number != word;
        if let Some(page) = page_number(number).filter(|_| lettered) {
            return (Some(page), squeezed.replacen(word, " ", 1));
        }
    }
    (None, squeezed)
}

/// Reads a page number as newspapers number pages: `06`, `A03`, `六`.
fn page_number(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    if text.len() - digits.len() > 1 {
        return None;
    }
    let is_number =
        !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        let page = if text.len() == digits.len() {
            digits.trim_start_matches('0')
        } else {
            text
        };
        return Some(page.to_owned()).filter(|page| !page.is_empty());
    }
    let (value, rest) = crate::article::numerals::number(text)?;
    (rest.is_empty() && value < 200).then(|| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<[String; 4]> {
        let folio = folio(line)?;
        Some(
            [folio.source, folio.published, folio.section, folio.page]
                .map(Option::unwrap_or_default),
        )
    }

    #[test]
    fn folios_name_the_paper_the_day_and_the_page() {
        for (line, expected) in [
            (
                "晨报 2025年10月20日 第06版 要闻",
                ["晨报", "2025年10月20日", "要闻", "6"],
            ),
            (
                "《江城晚报》（2025年10月20日 第 06 版）",
                ["江城晚报", "2025年10月20日", "", "6"],
            ),
            (
                "晨 报          2025 年 10 月 20 日  星期一          第 6 版",
                ["晨报", "2025年10月20日", "", "6"],
            ),
            (
                "第01版 要闻 2026年11月1日 责任编辑 版式",
                ["", "2026年11月1日", "要闻", "1"],
            ),
            (
                "A03 文化 2019-11-22 星期五",
                ["", "2019-11-22", "文化", "A03"],
            ),
            ("第四版 副刊", ["", "", "副刊", "4"]),
            (
                "江城晚报 2019年11月22日 星期五",
                ["江城晚报", "2019年11月22日", "", ""],
            ),
            (
                "3 2019-11-22 综合新闻 江城晚报",
                ["江城晚报", "2019-11-22", "综合新闻", "3"],
            ),
        ] {
            assert_eq!(read(line), Some(expected.map(str::to_owned)), "{line}");
        }
    }

    #[test]
    fn a_line_of_a_report_is_no_folio() {
        for line in [
            "2025年10月20日，图书馆开放。",
            "截至2019年11月22日，第3版",
            "展出《诗经》第二版",
            "2019年11月22日",
            "他们说第一版",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
