//! Markdown files: one report, or a day with a heading for each report.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::super::markup::{Section, sections, without_wiki_links};
use super::super::names::{Field, Names};
use super::front_matter::{begin, split};
use super::{LineMap, Recast, block, quoted, subhead};
use crate::article::Published;

/// Headings that only say that reports follow.
const PLAIN: [&str; 8] = [
    "详细", "詳細", "正文", "内容", "內容", "新闻", "新聞", "全文",
];

/// Writes a Markdown text as records; `None` where it holds nothing.
pub(in super::super) fn markdown(text: &str, names: &Names) -> Option<Recast> {
    let (fields, rest) = split(text).unwrap_or_default();
    let rest = if fields.is_empty() { text } else { rest };
    let before = text.len() - rest.len();
    let linked = without_wiki_links(rest);
    let linked = with_headings(linked);
    let breaks = |text: Option<&str>| text.unwrap_or_default().matches('\n').count();
    let line_of = |at: usize| 1 + breaks(text.get(..before)) + breaks(linked.get(..at));
    let parts = sections(&linked);
    let titled =
        |(name, value): &(String, String)| names.means(name, Field::Title).then(|| value.clone());
    let title = fields.iter().find_map(titled);
    let has_date = fields
        .iter()
        .any(|(name, _)| names.means(name, Field::Published));
    let level = if title.is_some() { None } else { level(&parts) };
    let mut writer = Writer {
        names,
        fields,
        title,
        has_date,
        text: String::new(),
        lines: Vec::new(),
        sections: Vec::new(),
    };
    match level {
        None => writer.one(&parts),
        Some(level) => writer.day(&parts, level, &line_of),
    }
    let recast = Recast {
        text: writer.text,
        lines: LineMap::new(writer.lines),
        ..Recast::default()
    };
    Some(recast).filter(|recast| !recast.text.is_empty())
}

/// Makes headings of the lines that are bold as a whole, where a text has no other and
/// begins with one.
fn with_headings(text: Cow<'_, str>) -> Cow<'_, str> {
    let has_headings = sections(&text).iter().any(|part| part.heading.is_some());
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let begins = lines.next().is_some_and(|line| bold(line).is_some());
    if has_headings || !begins || !lines.any(|line| bold(line).is_some()) {
        return text;
    }
    let lines = text.lines().map(|line| match bold(line) {
        Some(heading) => format!("# {heading}\n"),
        None => format!("{line}\n"),
    });
    lines.collect::<String>().into()
}

/// Returns what a line says that is bold as a whole.
fn bold(line: &str) -> Option<&str> {
    let within = line.trim().strip_prefix("**")?.strip_suffix("**")?;
    let is_heading = !within.trim().is_empty() && !within.contains(['*', '。']);
    is_heading.then(|| within.trim())
}

/// Tells the level of the headings that begin reports: the highest that has two or more, most of them with a text.
fn level(parts: &[Section]) -> Option<u8> {
    (1..=6).find(|level| {
        let own: Vec<&Section> = parts
            .iter()
            .filter(|part| {
                part.heading
                    .as_ref()
                    .is_some_and(|(known, _)| known == level)
            })
            .collect();
        let told = own
            .iter()
            .filter(|part| !part.rich.blocks.is_empty())
            .count();
        own.len() > 1 && told * 5 > own.len() * 3
    })
}

struct Writer<'n> {
    names: &'n Names,
    fields: Vec<(String, String)>,
    /// The title among them, as it stands in JSON.
    title: Option<String>,
    /// Whether a date is among them.
    has_date: bool,
    text: String,
    lines: Vec<(usize, usize)>,
    /// The headings above reports.
    sections: Vec<(u8, String)>,
}

impl Writer<'_> {
    /// Writes all of a text as one report.
    fn one(&mut self, parts: &[Section]) {
        let mut title = None;
        let mut body = Vec::new();
        let mut more = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            match &part.heading {
                Some((1, heading)) if at == 0 && self.title.is_none() => {
                    title = Some(heading.clone());
                }
                // The headline once more, above the text.
                Some((1, heading))
                    if at == 0 && self.title.as_deref() == Some(&quoted(heading)) => {}
                Some((_, heading)) => body.push(subhead(heading)),
                None => {}
            }
            body.extend(part.rich.blocks.iter().map(block));
            more.push(part);
        }
        self.record(1, title.as_deref(), &body, &more);
    }

    /// Writes a report for each heading of a level; what stands above them belongs to all below.
    fn day(&mut self, parts: &[Section], level: u8, line_of: &dyn Fn(usize) -> usize) {
        let own = |part: &Section| {
            part.heading
                .as_ref()
                .is_some_and(|(known, _)| *known == level)
        };
        let headlines: Vec<&str> = parts
            .iter()
            .filter(|part| own(part))
            .filter_map(|part| part.heading.as_ref().map(|(_, heading)| bare(heading)))
            .collect();
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            at += 1;
            let Some((known, heading)) = &part.heading else {
                if !self.takes_said(part) && !is_summary(part, &headlines) {
                    let body: Vec<String> = part.rich.blocks.iter().map(block).collect();
                    self.record(line_of(part.at), None, &body, &[part]);
                }
                continue;
            };
            if *known < level {
                self.enter(*known, heading);
                if self.takes_said(part) {
                    continue;
                }
                if !part.rich.blocks.is_empty() && !is_summary(part, &headlines) {
                    let body: Vec<String> = part.rich.blocks.iter().map(block).collect();
                    self.record(line_of(part.at), Some(heading), &body, &[part]);
                }
                continue;
            }
            if is_contents(part, &headlines) {
                continue;
            }
            let mut body: Vec<String> = part.rich.blocks.iter().map(block).collect();
            let mut more = vec![part];
            while let Some(below) = parts.get(at)
                && let Some((deeper, heading)) = &below.heading
                && *deeper > level
            {
                body.push(subhead(heading));
                body.extend(below.rich.blocks.iter().map(block));
                more.push(below);
                at += 1;
            }
            self.record(line_of(part.at), Some(bare(heading)), &body, &more);
        }
    }

    /// Takes what a part says of all that follows, if it says no more.
    fn takes_said(&mut self, part: &Section) -> bool {
        let Some(said) = said(part, self.names) else {
            return false;
        };
        let is_date = |(name, _): &(String, String)| self.names.reads(name, Field::Published);
        self.has_date |= said.iter().any(is_date);
        self.fields.extend(said);
        true
    }

    /// Enters what a heading above the reports says.
    fn enter(&mut self, level: u8, heading: &str) {
        self.sections.retain(|(known, _)| *known < level);
        self.sections.push((level, heading.to_owned()));
    }

    fn record(&mut self, line: usize, title: Option<&str>, body: &[String], parts: &[&Section]) {
        let mut record = begin(&self.fields);
        let mut add = |name: &str, value: String| {
            // A string takes whatever is written to it.
            let _ = write!(record, "{}:{value},", quoted(name));
        };
        if let Some(title) = title {
            add("title", quoted(title));
        }
        for (at, (_, heading)) in self.sections.iter().enumerate() {
            let said = masthead(heading);
            let is_masthead = at == 0 && (said.source.is_some() || said.date.is_some());
            let section = if is_masthead {
                if let Some(source) = said.source {
                    add("source", quoted(&source));
                }
                if let Some(date) = said.date.filter(|_| !self.has_date) {
                    add("date", quoted(&date));
                }
                said.rest
            } else {
                Some(heading.clone())
            };
            let is_plain = |section: &String| PLAIN.contains(&section.as_str());
            let section = section.filter(|section| !is_plain(section));
            if let Some(section) = section.filter(|section| Some(section.as_str()) != title) {
                add("section", quoted(&section));
            }
        }
        let images = parts.iter().flat_map(|part| &part.rich.images);
        let images: Vec<String> = images
            .filter_map(|image| serde_json::to_string(image).ok())
            .collect();
        if !images.is_empty() {
            add("images", format!("[{}]", images.join(",")));
        }
        let links = parts.iter().flat_map(|part| &part.rich.links);
        let links: Vec<String> = links.map(|link| quoted(link)).collect();
        match links.as_slice() {
            [] => {}
            [only] => add("url", only.clone()),
            _ => add("links", format!("[{}]", links.join(","))),
        }
        let _ = writeln!(record, "\"body\":[{}]}}", body.join(","));
        self.lines.push((self.lines.len() + 1, line));
        self.text.push_str(&record);
    }
}

/// A headline without a number before it.
fn bare(heading: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = heading
        .trim_start_matches(['(', '（', '【'])
        .trim_start_matches(is_number);
    if rest.len() == heading.len() {
        return heading;
    }
    let marked = rest.strip_prefix(['.', '、', '．', ')', '）', '】']);
    marked
        .map(str::trim)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(heading)
}

/// Whether a part only repeats headlines.
fn is_summary(part: &Section, headlines: &[&str]) -> bool {
    let lines = part.rich.blocks.iter().map(|block| {
        let line = bare(block.text()).trim_end_matches(['；', ';', '。', '.', '，']);
        headlines
            .iter()
            .any(|headline| line.contains(headline) || headline.contains(line))
    });
    let lines: Vec<bool> = lines.collect();
    !lines.is_empty() && lines.iter().filter(|is_one| **is_one).count() * 5 >= lines.len() * 4
}

/// What a part says of all that follows, where each of its lines is a day, or a name and a value: 日期：2021-03-05.
fn said(part: &Section, names: &Names) -> Option<Vec<(String, String)>> {
    let lines = part.rich.blocks.iter().map(|block| {
        if is_day(block.text()) {
            return Some(("date".to_owned(), quoted(block.text())));
        }
        let (name, value) = block.text().split_once(['：', ':'])?;
        let known = [
            Field::Published,
            Field::Source,
            Field::Section,
            Field::Page,
            Field::Authors,
        ];
        let is_known = known.iter().any(|field| names.reads(name.trim(), *field));
        is_known.then(|| (name.trim().to_owned(), quoted(value.trim())))
    });
    let fields: Option<Vec<_>> = lines.collect();
    fields.filter(|fields| !fields.is_empty())
}

/// Whether a line is a day and nothing else: `2023年11月28日 星期二`.
fn is_day(line: &str) -> bool {
    /// A longer line is a sentence, in characters.
    const LONGEST: usize = 30;
    let date = Published::parse(line).date;
    line.chars().count() <= LONGEST && date.is_some_and(|date| date.len() == "2023-11-28".len())
}

/// Whether a part is the list of headlines, under a heading of its own.
fn is_contents(part: &Section, headlines: &[&str]) -> bool {
    const HEADINGS: [&str; 10] = [
        "目录",
        "目錄",
        "要目",
        "今日要目",
        "本期要目",
        "导读",
        "導讀",
        "今日导读",
        "速览",
        "概览",
    ];
    let heading = part.heading.as_ref().map(|(_, heading)| bare(heading));
    let is_headed = heading.is_some_and(|heading| HEADINGS.contains(&heading));
    is_headed && is_summary(part, headlines)
}

/// How the names of newspapers and agencies end.
pub(super) const NEWSPAPERS: [char; 7] = ['报', '報', '刊', '社', '网', '網', '台'];

/// What the heading of a day says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Masthead {
    pub(super) source: Option<String>,
    pub(super) date: Option<String>,
    /// What else stands there.
    pub(super) rest: Option<String>,
}

/// Reads the heading of a day: `《河湾早报》 (20231128)`, `2023年11月28日 河湾早报`.
pub(super) fn masthead(heading: &str) -> Masthead {
    let title = heading
        .split_once('《')
        .and_then(|(before, rest)| Some((before, rest.split_once('》')?)));
    let mut source = title.map(|(_, (source, _))| source.to_owned());
    let others = title.map_or(heading.to_owned(), |(before, (_, behind))| {
        format!("{before} {behind}")
    });
    let (before, date, behind) = date_in(&others).unwrap_or((&others, "", ""));
    let around = |c: char| c.is_whitespace() || "()（）【】[]·|｜—-".contains(c);
    let words = [before, behind].map(|words| words.trim_matches(around));
    let words: Vec<&str> = words
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    let mut rest = Some(words.join(" ")).filter(|rest| !rest.is_empty());
    let is_name = |rest: &String| {
        const LONGEST: usize = 10;
        rest.chars().count() <= LONGEST && rest.ends_with(['报', '報']) && !rest.contains(' ')
    };
    if source.is_none() && (!date.is_empty() || rest.as_ref().is_some_and(is_name)) {
        source = rest.take_if(|rest| rest.ends_with(NEWSPAPERS));
    }
    let date = date.trim_matches(around).to_owned();
    Masthead {
        source,
        date: Some(date).filter(|date| !date.is_empty()),
        rest,
    }
}

/// Finds the date in a heading; returns it with what stands before and behind it.
fn date_in(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_at_checked(text.find(|c: char| c.is_ascii_digit())?)?;
    let whole = Published::parse(rest).date?;
    let mut ends = rest.match_indices(char::is_whitespace).map(|(at, _)| at);
    let is_all = |end: &usize| {
        let date = rest.get(..*end).unwrap_or_default();
        Published::parse(date).date.as_ref() == Some(&whole)
    };
    let end = ends.find(is_all).unwrap_or(rest.len());
    let (date, behind) = rest.split_at_checked(end)?;
    Some((before, date, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_of_a_day_names_the_newspaper_and_the_day() {
        for (heading, source, date, rest) in [
            ("《河湾早报》 (20231128)", "河湾早报", "20231128", ""),
            ("2023年11月28日 河湾早报", "河湾早报", "2023年11月28日", ""),
            ("河湾早报 2023-11-28", "河湾早报", "2023-11-28", ""),
            ("2023-11-28 城市新闻", "", "2023-11-28", "城市新闻"),
            ("《河湾早报》要闻", "河湾早报", "", "要闻"),
            ("要闻", "", "", "要闻"),
            ("第3版 要闻", "", "", "第3版 要闻"),
        ] {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let expected = Masthead {
                source: some(source),
                date: some(date),
                rest: some(rest),
            };
            assert_eq!(masthead(heading), expected, "{heading}");
        }
    }
}
