//! The contents of a book or a page of reports: a title for the whole, and what leads to each report, in groups.

use std::collections::BTreeSet;
use std::io::{self, Write};

use sha2::{Digest as _, Sha256};

use super::markup::escaped;
use super::{Head, Notes, clean};
use crate::article::{Article, Day, Published};
use crate::document::{self, Document, UNTITLED};
use crate::text::conversion::Script;

/// What is known of the reports once all are written.
#[derive(Debug, Default)]
pub(super) struct Contents {
    entries: Vec<Entry>,
    hash: Sha256,
    /// The time of the newest report, as `2019-11-22T08:30:00Z`.
    newest: Option<String>,
    simplified: usize,
    traditional: usize,
}

/// A line of the contents, and what groups it.
#[derive(Debug)]
struct Entry {
    headline: String,
    day: String,
    source: String,
    page: String,
}

/// What reports can be grouped by, the widest first, with what stands for none of it.
const LEVELS: [Level; 3] = [
    Level {
        of: |entry| &entry.day,
        unknown: ["日期不详", "日期不詳"],
    },
    Level {
        of: |entry| &entry.source,
        unknown: ["来源不详", "來源不詳"],
    },
    Level {
        of: |entry| &entry.page,
        unknown: ["版次不详", "版次不詳"],
    },
];

#[derive(Clone, Copy)]
struct Level {
    of: fn(&Entry) -> &str,
    unknown: [&'static str; 2],
}

impl Contents {
    /// Adds a report.
    pub(super) fn add(&mut self, article: &Article, document: &Document, notes: &Notes) {
        for part in [&article.id, &notes.sha256] {
            self.hash.update(part);
            self.hash.update("\n");
        }
        match Script::of(document.text()) {
            Some(Script::Simplified) => self.simplified += 1,
            Some(Script::Traditional) => self.traditional += 1,
            None => {}
        }
        let time = article.published.as_ref().and_then(instant);
        self.newest = self.newest.take().max(time);
        self.entries.push(Entry::of(article));
    }

    /// Returns how many reports there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns the script that most of the reports are written in.
    pub(super) fn script(&self) -> Option<Script> {
        if self.traditional > self.simplified {
            Some(Script::Traditional)
        } else {
            (self.simplified > 0).then_some(Script::Simplified)
        }
    }

    /// Returns the words of the script that the reports are written in.
    pub(super) fn pick(&self, words: [&'static str; 2]) -> &'static str {
        let [simplified, traditional] = words;
        match self.script() {
            Some(Script::Traditional) => traditional,
            _ => simplified,
        }
    }

    /// Returns the time of the newest report, if any has one.
    pub(super) fn newest(&self) -> Option<&str> {
        self.newest.as_deref()
    }

    /// Returns the names of newspapers and agencies.
    pub(super) fn sources(&self) -> BTreeSet<&str> {
        let sources = self.entries.iter().map(|entry| entry.source.as_str());
        sources.filter(|source| !source.is_empty()).collect()
    }

    /// Returns a title for all of them: what they are, and the days that they are from.
    pub(super) fn title(&self, head: &Head) -> String {
        let sources = self.sources();
        let source = sources.first().filter(|_| sources.len() == 1);
        let named = [&head.folder, &head.query].into_iter().flatten();
        let name = named.map(|name| clean(name)).find(|name| !name.is_empty());
        let name = name
            .or_else(|| source.map(|&source| source.to_owned()))
            .unwrap_or_else(|| self.pick(["报道", "報道"]).to_owned());
        let days = self.entries.iter().map(|entry| entry.day.as_str());
        let days: BTreeSet<_> = days.filter(|day| Day::written(day).is_some()).collect();
        match (days.first(), days.last()) {
            (Some(first), Some(last)) if first == last => format!("{name} {first}"),
            (Some(first), Some(last)) => format!("{name} {first}—{last}"),
            _ => name,
        }
    }

    /// Returns a UUID that is the same for the same reports under the same title (version 8 of RFC 9562).
    pub(super) fn uuid(&self, title: &str) -> String {
        let hash = self.hash.clone().chain_update(title).finalize();
        let first = hash.iter().take(16);
        let number = first.fold(0, |number, byte| number << 8 | u128::from(*byte));
        let number = number & !(0xF << 76 | 0x3 << 62) | 8 << 76 | 2 << 62;
        let hex = format!("{number:032x}");
        let mut uuid = String::with_capacity(36);
        for (at, digit) in hex.chars().enumerate() {
            if matches!(at, 8 | 12 | 16 | 20) {
                uuid.push('-');
            }
            uuid.push(digit);
        }
        uuid
    }

    /// Writes nested lists of all reports, each with the address that its place in the order gives.
    pub(super) fn lists(
        &self,
        out: &mut impl Write,
        address: fn(usize) -> String,
    ) -> io::Result<()> {
        let levels = levels(&self.entries);
        self.list(out, &mut 0, &self.entries, &levels, address)
    }

    fn list(
        &self,
        out: &mut impl Write,
        at: &mut usize,
        entries: &[Entry],
        levels: &[Level],
        address: fn(usize) -> String,
    ) -> io::Result<()> {
        writeln!(out, "<ol>")?;
        if let Some((level, finer)) = levels.split_first() {
            for group in entries.chunk_by(|a, b| (level.of)(a) == (level.of)(b)) {
                let name = group.first().map_or("", level.of);
                let name = if name.is_empty() {
                    self.pick(level.unknown)
                } else {
                    name
                };
                writeln!(out, "<li><span>{}</span>", escaped(name))?;
                self.list(out, at, group, finer, address)?;
                writeln!(out, "</li>")?;
            }
        } else {
            for entry in entries {
                let (address, headline) = (address(*at), escaped(&entry.headline));
                writeln!(out, "<li><a href=\"{address}\">{headline}</a></li>")?;
                *at += 1;
            }
        }
        writeln!(out, "</ol>")
    }
}

impl Entry {
    fn of(article: &Article) -> Self {
        let text = |text: &Option<String>| clean(text.as_deref().unwrap_or_default());
        let page = article.page.as_deref().and_then(document::page_label);
        Self {
            headline: headline(article),
            day: article.published.as_ref().map(day).unwrap_or_default(),
            source: text(&article.source),
            page: page.unwrap_or_default(),
        }
    }
}

/// Returns a report's headline, which is never empty.
pub(super) fn headline(article: &Article) -> String {
    match document::headline(article) {
        document::Headline::Printed(headline) => headline,
        document::Headline::Drawn(sentence) => format!("{UNTITLED}{sentence}"),
    }
}

fn day(published: &Published) -> String {
    clean(published.date.as_deref().unwrap_or(&published.original))
}

/// Returns the time of a report as `2019-11-22T08:30:00Z`, the first that it can be.
fn instant(published: &Published) -> Option<String> {
    let day = Day::written(published.date.as_deref()?)?.first()?;
    let time = published.time.as_deref().unwrap_or_default();
    let time: jiff::civil::Time = time.parse().unwrap_or_default();
    Some(
        day.to_datetime(time)
            .strftime("%Y-%m-%dT%H:%M:%SZ")
            .to_string(),
    )
}

/// Returns what the reports are grouped by: what parts them into groups that mostly hold several, in their order.
fn levels(entries: &[Entry]) -> Vec<Level> {
    let mut kept: Vec<Level> = Vec::new();
    let mut groups = 1;
    for level in LEVELS {
        kept.push(level);
        let is_same =
            |a: &Entry, b: &Entry| kept.iter().all(|level| (level.of)(a) == (level.of)(b));
        let found = entries.chunk_by(is_same).count();
        if found > groups && found * 3 <= entries.len() * 2 {
            groups = found;
        } else {
            kept.pop();
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(reports: &[(&str, &str, &str)]) -> Contents {
        let mut contents = Contents::default();
        for (at, (date, source, page)) in reports.iter().enumerate() {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let article = Article {
                id: at.to_string(),
                title: Some(format!("标题<{at}>")),
                source: some(source),
                page: some(page),
                published: some(date).map(|date| Published::parse(&date)),
                ..Article::default()
            };
            let notes = Notes {
                place: None,
                sha256: String::new(),
                citation: None,
            };
            contents.add(&article, &Document::new(&article), &notes);
        }
        contents
    }

    /// The lists on one line, without what they are always in.
    fn lists(reports: &[(&str, &str, &str)]) -> String {
        let mut out = Vec::new();
        contents(reports)
            .lists(&mut out, |at| at.to_string())
            .unwrap();
        let text = String::from_utf8(out).unwrap().replace('\n', "");
        let links = text.split("<a href=\"");
        let links = links.map(|link| match link.split_once("\">标题&lt;") {
            Some((address, rest)) => {
                let (number, rest) = rest.split_once("&gt;</a></li>").unwrap();
                assert_eq!(address, number);
                format!("{number}{rest}")
            }
            None => link.to_owned(),
        });
        let text = links.collect::<String>();
        text.replace("<li><span>", " [")
            .replace("</span>", "")
            .replace("<li>", " ")
            .replace("</li>", "]")
            .replace("<ol>", "")
            .replace("</ol>", "")
    }

    #[test]
    fn reports_are_grouped_by_what_parts_them_into_groups_of_several() {
        let (monday, tuesday) = ("2019-11-25", "2019-11-26");
        // One day of one newspaper: its pages.
        let pages = [
            (monday, "晨报", "1"),
            (monday, "晨报", "1"),
            (monday, "晨报", "2"),
            (monday, "晨报", ""),
        ];
        assert_eq!(lists(&pages[..3]), " [第1版 0 1] [第2版 2]");
        assert_eq!(lists(&pages[1..3]), " 0 1");
        assert_eq!(
            lists(&[&pages[..], &pages[3..]].concat()),
            " [第1版 0 1] [第2版 2] [版次不详 3 4]"
        );
        let days = [
            (tuesday, "晨报", "1"),
            (tuesday, "晚报", "2"),
            (monday, "晨报", "3"),
            (monday, "晚报", "4"),
        ];
        assert_eq!(lists(&days), " [2019-11-26 0 1] [2019-11-25 2 3]");
        // In an order that is not that of days they would stand apart.
        assert_eq!(lists(&[days[0], days[3], days[1], days[2]]), " 0 1 2 3");
        let sources = [
            (monday, "晨报", ""),
            (monday, "晨报", ""),
            (monday, "晚报", ""),
            (monday, "晚报", ""),
        ];
        assert_eq!(lists(&sources), " [晨报 0 1] [晚报 2 3]");
        assert_eq!(lists(&[]), "");
    }

    #[test]
    fn a_title_says_what_the_reports_are_and_from_when() {
        let head = |folder: Option<&str>, query: Option<&str>| Head {
            folder: folder.map(str::to_owned),
            query: query.map(str::to_owned),
            ..Head::default()
        };
        let one = contents(&[("2019-11-25", "晨报", "")]);
        assert_eq!(one.title(&head(None, None)), "晨报 2019-11-25");
        assert_eq!(one.title(&head(None, Some("植树"))), "植树 2019-11-25");
        assert_eq!(
            one.title(&head(Some("环保"), Some("植树"))),
            "环保 2019-11-25"
        );
        let two = contents(&[
            ("2019-11-26", "晨报", ""),
            ("2019-11-25", "晚报", ""),
            ("昨天", "", ""),
        ]);
        assert_eq!(two.title(&head(None, None)), "报道 2019-11-25—2019-11-26");
        assert_eq!(contents(&[]).title(&head(None, None)), "报道");
    }

    #[test]
    fn a_book_is_as_old_as_its_newest_report() {
        for (dates, newest) in [
            (
                ["2019-11-25 08:30", "2019-11-24"],
                Some("2019-11-25T08:30:00Z"),
            ),
            (["2019-11", "昨天"], Some("2019-11-01T00:00:00Z")),
            (["昨天", ""], None),
        ] {
            let contents = contents(&dates.map(|date| (date, "", "")));
            assert_eq!(contents.newest(), newest, "{dates:?}");
        }
    }

    #[test]
    fn an_identifier_is_a_uuid_of_the_content() {
        let uuid = contents(&[("2019", "晨报", "")]).uuid("晨报");
        let parts: Vec<_> = uuid.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert!(
            uuid.split('-')
                .nth(2)
                .is_some_and(|part| part.starts_with('8')),
            "{uuid}"
        );
        let variant = uuid.split('-').nth(3).and_then(|part| part.chars().next());
        assert!(
            variant.is_some_and(|digit| "89ab".contains(digit)),
            "{uuid}"
        );
        assert_ne!(uuid, contents(&[("2019", "晨报", "")]).uuid("晚报"));
        assert_ne!(uuid, contents(&[]).uuid("晨报"));
    }
}
