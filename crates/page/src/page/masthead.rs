//! The lines at the head of a front page that say its day, its issue and its publisher.

use super::folio::folio;
use super::forms;
use super::line::{Line, is_han};

/// Words of the lines beside a newspaper's name.
const WORDS: [&str; 20] = [
    "邮发代号",
    "郵發代號",
    "出版物号",
    "出版物號",
    "统一刊号",
    "統一刊號",
    "网址",
    "網址",
    "www.",
    "主管",
    "主办",
    "主辦",
    "零售",
    "每份",
    "定价",
    "总第",
    "總第",
    "印刷版",
    "今日出版",
    "社址",
];
/// The most characters of one of its lines.
const LONGEST: usize = 48;
/// How many lines of others may stand between two of it.
const BETWEEN: usize = 2;
/// The most characters of a newspaper's name.
const LONGEST_NAME: usize = 12;
/// What such names end with.
const NAMES: [&str; 3] = ["报", "報", "周刊"];

/// Returns whether a line says what page or day this is.
pub(super) fn is_folio(text: &str) -> bool {
    let dated = text.contains('年')
        && text.contains('月')
        && text.contains('日')
        && text.contains(|c: char| c.is_ascii_digit());
    let issue = text.starts_with('第') && text.ends_with('期');
    folio(text).is_some()
        || (dated && text.chars().count() <= 40 && !text.contains(['，', '。']))
        || issue
}

/// Returns whether a line says the day, the issue or the publisher.
pub(super) fn tells(text: &str) -> bool {
    let sheets = text.starts_with("今日") && text.ends_with('版');
    // With a figure, or as 第…期, 中华民国…, 民国…, 公历…, 农历…, 星期… and 二〇… do.
    let begins = text.starts_with(|c: char| !is_han(c) || "第中民公农農星二".contains(c));
    let dated = begins && is_folio(text);
    let short = text.chars().count() <= 20;
    let day = text.starts_with("星期")
        || text.contains('年') && text.contains('月') && text.ends_with('日');
    let issue = text.starts_with('第') && text.ends_with(['期', '号', '號']);
    let told = WORDS.iter().any(|word| text.contains(word));
    is_short(text) && !forms::is_staff(text) && (sheets || told || dated || short && (day || issue))
}

/// Returns whether a line may be one of a masthead by its length.
pub(super) fn is_short(text: &str) -> bool {
    !text.contains(['，', '。']) && text.chars().count() <= LONGEST
}

/// Returns for each line of a page whether it is of the masthead: several lines near one another that tell, and the
/// newspaper's name above them.
pub(super) fn lines(lines: &[Line<'_>]) -> Vec<bool> {
    const FEWEST: usize = 3;
    let told: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| tells(line.text))
        .map(|(at, _)| at)
        .collect();
    let mut found = vec![false; lines.len()];
    for group in told.chunk_by(|a, b| b - a <= BETWEEN) {
        let (Some(&first), Some(&last)) = (group.first(), group.last()) else {
            continue;
        };
        if group.len() < FEWEST {
            continue;
        }
        let name = first
            .checked_sub(1)
            .filter(|&at| lines.get(at).is_some_and(|line| is_newspaper(line.text)));
        for at in name.unwrap_or(first)..=last {
            if let Some(found) = found.get_mut(at) {
                *found = true;
            }
        }
    }
    for at in names_beside_days(lines) {
        if let Some(found) = found.get_mut(at) {
            *found = true;
        }
    }
    found
}

/// Returns the lines that are a newspaper's name between gaps, where the nearest lines on either side say the day or
/// the page.
fn names_beside_days(lines: &[Line<'_>]) -> Vec<usize> {
    let is_name = |at: usize| lines.get(at).is_some_and(|line| ends_as_name(line.text));
    let says_day = |at: usize| {
        let text = lines.get(at).map_or("", |line| line.text);
        is_short(text) && is_folio(text) || tells(text)
    };
    let named = (0..lines.len()).filter(|&at| is_name(at));
    let beside = named.filter(|&at| {
        let near = [
            at.checked_sub(1),
            Some(at + 1),
            at.checked_sub(2),
            Some(at + 2),
        ];
        near.into_iter().flatten().any(says_day)
    });
    beside.collect()
}

/// What newspapers' names end with that are no words of headlines.
const ENDINGS: [&str; 22] = [
    "日报",
    "晚报",
    "早报",
    "晨报",
    "时报",
    "商报",
    "周报",
    "导报",
    "快报",
    "青年报",
    "都市报",
    "经济报",
    "农村报",
    "日報",
    "晚報",
    "早報",
    "晨報",
    "時報",
    "商報",
    "週報",
    "導報",
    "快報",
];

/// Whether a line is a newspaper's name by its end.
fn ends_as_name(text: &str) -> bool {
    const LONGEST: usize = 8;
    let count = text.chars().filter(|c| !c.is_whitespace()).count();
    (3..=LONGEST).contains(&count)
        && is_newspaper(text)
        && ENDINGS.iter().any(|end| text.ends_with(end))
}

/// Whether a line is the name of a newspaper.
fn is_newspaper(text: &str) -> bool {
    text.chars().count() <= LONGEST_NAME
        && text.chars().all(|c| is_han(c) || c.is_whitespace())
        && NAMES.iter().any(|name| text.ends_with(name))
}

#[cfg(test)]
mod tests {
    use super::super::line;

    #[test]
    fn a_newspapers_name_stands_beside_its_day() {
        let found = |text: &str| super::lines(&line::lines(text, 1));
        assert_eq!(
            found("2026年3月1日 星期日\n\n青山晚报\n\n水库今天开闸\n"),
            [false, true, false]
        );
        assert_eq!(
            found("水库今天开闸\n\n青山晚报\n\n三县得水\n"),
            [false, false, false]
        );
    }

    #[test]
    fn a_newspapers_name_stands_above_its_day_and_issue() {
        let text = "青山晚报\n2026年3月1日 星期日\n第2026期\n今日8版\n邮发代号 00-7\n青山报社出版 网址：www.example.com\n水库今天开闸\n三县得水\n——农民夹道\n2026年3月1日\n";
        let found = super::lines(&line::lines(text, 1));
        assert_eq!(
            found,
            [
                true, true, true, true, true, true, false, false, false, false
            ]
        );
    }
}
