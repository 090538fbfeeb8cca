//! What stands near the headline: the day, the source and who wrote it.

use super::furniture;
use super::headline::Headline;
use super::lines::{Kind, Line, Page};
use crate::article::{Published, byline};

/// What stands near the headline.
#[derive(Debug, Default)]
pub(super) struct Dateline {
    pub(super) kicker: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) date: Option<String>,
    /// A month and a day without a year.
    pub(super) day: Option<(i8, i8)>,
    pub(super) source: Option<String>,
    pub(super) byline: Option<String>,
}

/// Words before a source.
const SOURCES: [&str; 6] = ["来源", "來源", "稿源", "出处", "信息来源", "文章来源"];

/// Words before those who wrote.
const AUTHORS: [&str; 7] = ["作者", "记者", "記者", "撰文", "采写", "执笔", "文"];

/// Words before what is said besides.
const OTHERS: [&str; 26] = [
    "编辑",
    "編輯",
    "责编",
    "责任编辑",
    "字号",
    "字体",
    "评论",
    "浏览",
    "点击",
    "阅读",
    "时间",
    "发布",
    "发表",
    "日期",
    "分享",
    "打印",
    "关键词",
    "人气",
    "已有",
    "我要",
    "查看",
    "订阅",
    "大",
    "收藏",
    "扫",
    "手机",
];

/// Reads the lines near the headline, above `body`, the first line of the text, and those that were dropped from it.
pub(super) fn of(
    page: &Page,
    body: usize,
    dropped: &[usize],
    headline: Option<&Headline>,
) -> Dateline {
    /// How many lines above the text are near it where the headline is not on the page.
    const NEAR: usize = 12;
    let at = headline
        .and_then(|headline| headline.line)
        .filter(|at| *at < body);
    let first = at.map_or(body.saturating_sub(NEAR), |at| at + 1);
    let above = page.lines.get(first..body).unwrap_or_default();
    let dropped = dropped.iter().filter_map(|at| page.lines.get(*at));
    let before = page
        .lines
        .get(first.saturating_sub(NEAR)..first)
        .unwrap_or_default();
    let near: Vec<&Line> = above.iter().chain(dropped).chain(before).collect();
    let texts = || near.iter().map(|line| &*line.text);
    let next = above.first().filter(|_| at.is_some());
    let next = next.filter(|line| line.is_heading() && !line.is_link() && !is_dateline(&line.text));
    let of_kind = |kind| near.iter().find(|line| line.kind == kind).copied();
    let text = |line: &Line| line.text.clone();
    Dateline {
        kicker: of_kind(Kind::Kicker).map(text),
        subtitle: of_kind(Kind::Subtitle).or(next).map(text),
        date: texts().find_map(date_in),
        day: texts().find_map(day_in),
        source: texts().find_map(source_in),
        byline: texts().find_map(byline_in),
    }
}

/// Whether a line says when, where from or by whom, and no more than what stands beside it.
pub(super) fn is_dateline(line: &str) -> bool {
    const LONGEST: usize = 80;
    let begins = line.trim_start_matches(['(', '（', '[', '【']);
    let mut words = SOURCES.iter().chain(&AUTHORS);
    let mut is_labelled = || {
        words.any(|word| {
            begins
                .strip_prefix(word)
                .is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
        })
    };
    line.chars().count() <= LONGEST
        && !line.contains('。')
        && (is_labelled() || date_in(line).is_some())
}

/// Whether a line is the names of those who wrote, and nothing else.
pub(super) fn is_byline(line: &str) -> bool {
    const LONGEST: usize = 40;
    const OFFICES: [&str; 8] = [
        "记者",
        "記者",
        "通讯员",
        "作者",
        "文/",
        "文｜",
        "文|",
        "撰文",
    ];
    line.chars().count() <= LONGEST
        && !line.contains(['。', '！', '？', '，', '“'])
        && !furniture::is_caption(line)
        && OFFICES.iter().any(|office| line.contains(office))
        && {
            let people = byline::authors(line);
            !people.is_empty()
                && people
                    .iter()
                    .all(|person| (2..=4).contains(&person.name.chars().count()))
        }
}

/// Returns the date that a line holds, as it is written.
pub(super) fn date_in(line: &str) -> Option<String> {
    let years = line.match_indices(['1', '2']).filter(|(at, _)| {
        let before = line
            .get(..*at)
            .and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| c.is_ascii_alphanumeric())
    });
    years.take(20).find_map(|(at, _)| {
        let rest = line.get(at..)?;
        let is_part = |c: char| c.is_ascii_digit() || " -/.:年月日时分秒：T\u{3000}".contains(c);
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let written = rest
            .get(..end)?
            .trim_end_matches(|c: char| !c.is_ascii_digit() && !"日秒分".contains(c));
        let whole = written.replace('\u{3000}', " ").replace('：', ":");
        let day = Published::parse(&whole).date?;
        (day.len() == "2019-11-22".len() && whole.len() > 7).then_some(whole)
    })
}

/// Returns the month and the day that a line says it was published on, without a year: `发布时间：10-08`.
fn day_in(line: &str) -> Option<(i8, i8)> {
    const LABELS: [&str; 4] = ["发布时间", "發佈時間", "发布于", "发表于"];
    let mut labels = LABELS.iter();
    let (_, rest) = labels.find_map(|label| line.split_once(label))?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "：:".contains(c));
    let (month, rest) = rest.split_once(['-', '/', '月'])?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (day, behind) = rest.split_at_checked(end)?;
    let is_day = behind.is_empty() || behind.starts_with([' ', '日', '\u{3000}']);
    Some((month.trim().parse().ok()?, day.parse().ok()?)).filter(|_| is_day)
}

/// Returns the source that a line names: no picture's, and none that is no more than the network.
fn source_in(line: &str) -> Option<String> {
    const LONGEST: usize = 24;
    const NOTHING: [&str; 5] = ["网络", "網路", "互联网", "网络综合", "综合网络"];
    const OTHERS: [&str; 8] = [
        "图片", "圖片", "照片", "视频", "數據", "数据", "资料", "素材",
    ];
    let is_other = |word: &str| {
        let before = line.find(word).and_then(|at| line.get(..at));
        before.is_some_and(|before| OTHERS.iter().any(|other| before.ends_with(other)))
    };
    if ["来源", "來源"].into_iter().any(is_other) {
        return None;
    }
    let source = behind(line, &SOURCES)?;
    let source = source
        .split([' ', '\u{3000}', '|', '｜', ')', '）', '】'])
        .next()?;
    let source = source.trim_matches(|c: char| "《》[]【】（）()".contains(c));
    let length = source.chars().count();
    let is_named = (1..=LONGEST).contains(&length) && !NOTHING.contains(&source);
    is_named.then(|| source.to_owned())
}

/// Returns the byline that a line holds.
fn byline_in(line: &str) -> Option<String> {
    const LONGEST: usize = 40;
    if is_byline(line) && behind(line, &SOURCES).is_none() && date_in(line).is_none() {
        return Some(line.to_owned());
    }
    let byline = behind(line, &AUTHORS)?;
    let byline = byline.split(['|', '｜', ')', '）', '】']).next()?.trim();
    let is_byline = byline.chars().count() <= LONGEST && !byline::authors(byline).is_empty();
    is_byline.then(|| byline.to_owned())
}

/// Returns what a line says behind one of some words and a colon, up to the next word of the kind or a date.
fn behind<'l>(line: &'l str, words: &[&str]) -> Option<&'l str> {
    let found = words.iter().filter_map(|word| {
        let (before, rest) = line.split_once(word)?;
        let is_word = !before.ends_with(|c: char| c.is_alphanumeric()) || word.chars().count() > 1;
        let rest = rest.trim_start().strip_prefix(['：', ':', '/', '／'])?;
        is_word.then_some(rest.trim_start())
    });
    let rest = found.min_by_key(|rest| std::cmp::Reverse(rest.len()))?;
    let all = SOURCES.iter().chain(&AUTHORS).chain(&OTHERS);
    let ends = all.filter_map(|word| {
        let mut places = rest.match_indices(word);
        places.find_map(|(at, _)| {
            let is_apart = rest
                .get(..at)?
                .ends_with([' ', '\u{3000}', '|', '｜', '(', '（', '【', '[']);
            let is_label = rest.get(at + word.len()..)?.starts_with(['：', ':']);
            (is_apart || is_label).then_some(at)
        })
    });
    let digits = rest.find(|c: char| c.is_ascii_digit());
    let end = ends.chain(digits).min().unwrap_or(rest.len());
    let value = rest
        .get(..end)?
        .trim_matches(|c: char| c.is_whitespace() || "([（【|｜".contains(c));
    (!value.is_empty()).then_some(value)
}

/// Returns a day without a year as the last that is not later than when the page was changed; where that is the same
/// day, with its time. Without any day it is when the page was changed.
pub(super) fn date_by_update(day: Option<(i8, i8)>, updated: &str) -> Option<String> {
    let changed = Published::parse(updated).date?;
    let changed: jiff::civil::Date = changed.parse().ok()?;
    let Some((month, day)) = day else {
        return Some(updated.to_owned());
    };
    let of_year = |year| jiff::civil::Date::new(year, month, day).ok();
    let years = [changed.year(), changed.year() - 1];
    let mut dates = years.into_iter().filter_map(of_year);
    let date = dates.find(|date| *date <= changed)?;
    Some(if date == changed {
        updated.to_owned()
    } else {
        date.to_string()
    })
}

/// Returns the better of the date that a page says of itself and the one near the headline: the same day with a time.
pub(super) fn best_date(said: Option<&str>, near: Option<&str>) -> Option<String> {
    let [of_said, of_near] = [said, near].map(|date| date.map(Published::parse));
    let day = |date: &Option<Published>| date.as_ref().and_then(|date| date.date.clone());
    let has_time = |date: &Option<Published>| date.as_ref().is_some_and(|date| date.time.is_some());
    let takes_near = day(&of_said).is_none()
        || has_time(&of_near) && !has_time(&of_said) && day(&of_said) == day(&of_near);
    if takes_near && near.is_some() {
        near
    } else {
        said
    }
    .map(str::to_owned)
}
