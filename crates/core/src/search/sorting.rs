//! The orders in which reports can be listed. Every one is the same in memory and through an index: both make the
//! keys of this file, and what is alike in them stays in reading order.

use std::cmp::{Ordering, Reverse};

use super::pinyin::syllable;
use crate::article::natural::Natural;
use crate::article::page_label::page_order;
use crate::article::{Article, Block, Published};
use crate::document::headline_in_list;
use crate::lang::Lang;
use crate::text::fold::fold;

/// An order of reports, with what the help of commands says of it. Within a day both orders of time are that of
/// reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Sort {
    /// Those published last
    #[default]
    Newest,
    /// Those published first
    Oldest,
    /// By newspaper, in the order of pinyin
    Source,
    /// By the newspaper's page
    Page,
    /// By headline, in the order of pinyin
    Headline,
    /// The longest
    Length,
    /// Those with the words in their headline, then those with more hits, then the newest
    Relevance,
}

impl Sort {
    /// Every order, as they are offered.
    pub const ALL: [Self; 7] = [
        Self::Newest,
        Self::Oldest,
        Self::Source,
        Self::Page,
        Self::Headline,
        Self::Length,
        Self::Relevance,
    ];

    /// Returns the name by which it is kept and typed.
    pub fn name(self) -> &'static str {
        self.label(Lang::En)
    }

    /// Returns the order of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }

    /// Returns what it is called.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Newest => lang.pick("newest", "最新"),
            Self::Oldest => lang.pick("oldest", "最早"),
            Self::Source => lang.pick("source", "来源"),
            Self::Page => lang.pick("page", "版次"),
            Self::Headline => lang.pick("headline", "标题"),
            Self::Length => lang.pick("length", "篇幅"),
            Self::Relevance => lang.pick("relevance", "相关"),
        }
    }

    /// Says in which order reports are listed.
    pub fn describe(self, lang: Lang) -> &'static str {
        match self {
            Self::Newest => lang.pick("newest first", "新的在前"),
            Self::Oldest => lang.pick("oldest first", "旧的在前"),
            Self::Source => lang.pick("by source", "按来源"),
            Self::Page => lang.pick("by page", "按版次"),
            Self::Headline => lang.pick("by headline", "按标题"),
            Self::Length => lang.pick("longest first", "长的在前"),
            Self::Relevance => lang.pick("by relevance", "按相关"),
        }
    }

    /// Returns whether reports stand in another order than that of reading, also where nothing is looked for.
    pub fn reorders_all(self) -> bool {
        !matches!(self, Self::Newest | Self::Relevance)
    }
}

/// A name or a headline, to be ordered as it is said: Han characters by pinyin, among Latin letters. Marks and
/// spaces do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound(String);

/// So many characters of a headline decide where it stands; what is alike in them stays in reading order.
const DECIDING: usize = 24;

impl Sound {
    /// Takes a text.
    pub fn of(text: &str) -> Self {
        let text = fold(text);
        Self(
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .take(DECIDING)
                .collect(),
        )
    }

    /// Takes the headline of an article, or what stands for it in a list.
    pub fn of_headline(article: &Article) -> Self {
        Self::of(headline_in_list(article).text())
    }

    /// Takes back what [`as_str`](Self::as_str) gave.
    pub fn kept(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns the characters that decide.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns a text whose order as bytes is this one.
    pub fn sort_key(&self) -> String {
        let mut key = String::new();
        for (rank, first, said, c) in self.0.chars().map(said) {
            key.push(if rank == 0 { '\u{2}' } else { '\u{3}' });
            key.extend(first);
            key.push_str(said);
            key.extend(['\u{1}', c]);
        }
        key
    }
}

/// What tells the place of a character among others. A Latin letter is said as itself, and a character that is not
/// said stands behind all that are.
fn said(c: char) -> (u8, Option<char>, &'static str, char) {
    match (c.is_ascii(), syllable(c)) {
        (true, _) => (0, Some(c), "", c),
        (false, Some(said)) => (0, said.chars().next(), said, c),
        (false, None) => (1, None, "", c),
    }
}

impl Ord for Sound {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.chars().map(said).cmp(other.0.chars().map(said))
    }
}

impl PartialOrd for Sound {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The number of a newspaper's page: a label is read once, not at every comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page(String);

impl Page {
    fn of(label: &str) -> Self {
        Self(page_order(label).0.to_owned())
    }

    fn sort_key(&self) -> String {
        let mut key = String::new();
        Natural(&self.0).push_sort_key(&mut key);
        key
    }
}

impl Ord for Page {
    fn cmp(&self, other: &Self) -> Ordering {
        Natural(&self.0).cmp(&Natural(&other.0))
    }
}

impl PartialOrd for Page {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What decides where a report stands. What is not known of one makes it last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Its day, as a key.
    Day(u32),
    /// How long it is.
    Length(Reverse<u64>),
    /// Its source or its headline.
    Sound(Sound),
    /// Its page.
    Page(Page),
    /// Nothing is known.
    Unknown,
}

impl Key {
    /// Takes what decides where an article stands in an order that reorders all.
    pub fn of(sort: Sort, article: &Article) -> Self {
        let published = article.published.as_ref();
        match sort {
            Sort::Oldest => Self::of_day(published.and_then(Published::day).unwrap_or(0)),
            Sort::Length => Self::of_length(length(article)),
            Sort::Source => Self::of_source(article.source.as_deref().unwrap_or_default()),
            Sort::Page => Self::of_page(article.page.as_deref().unwrap_or_default()),
            Sort::Headline => Self::of_sound(Sound::of_headline(article)),
            Sort::Newest | Sort::Relevance => Self::Unknown,
        }
    }

    /// Takes a day as a key; 0 is none.
    pub fn of_day(day: u32) -> Self {
        if day == 0 {
            Self::Unknown
        } else {
            Self::Day(day)
        }
    }

    /// Takes how long a text is.
    pub fn of_length(length: u64) -> Self {
        Self::Length(Reverse(length))
    }

    /// Takes the name of a source.
    pub fn of_source(source: &str) -> Self {
        Self::of_sound(Sound::of(source))
    }

    /// Takes what a headline is ordered by.
    pub fn of_sound(sound: Sound) -> Self {
        if sound.0.is_empty() {
            Self::Unknown
        } else {
            Self::Sound(sound)
        }
    }

    /// Returns a text whose order as bytes is this one, among keys of the same order; `None` where nothing is known,
    /// and of numbers.
    pub fn sort_key(&self) -> Option<String> {
        match self {
            Self::Sound(sound) => Some(sound.sort_key()),
            Self::Page(page) => Some(page.sort_key()),
            Self::Day(_) | Self::Length(_) | Self::Unknown => None,
        }
    }

    /// Takes a page.
    pub fn of_page(page: &str) -> Self {
        if page.trim().is_empty() {
            Self::Unknown
        } else {
            Self::Page(Page::of(page))
        }
    }
}

/// Returns how many characters a text has, besides white space.
pub fn length(article: &Article) -> u64 {
    let texts = article.body.iter().map(Block::text);
    let characters = texts.flat_map(str::chars);
    characters.filter(|c| !c.is_whitespace()).count() as u64
}

/// Returns the rows of articles that are in reading order in another order.
pub fn rows_in_order(sort: Sort, articles: &[Article]) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..articles.len() as u32).collect();
    if sort.reorders_all() {
        let key = |row: &u32| articles.get(*row as usize).map(|one| Key::of(sort, one));
        rows.sort_by_cached_key(key);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(sort: Sort, articles: &[Article]) -> Vec<&str> {
        let rows = rows_in_order(sort, articles);
        let ids = rows.iter().map(|row| articles[*row as usize].id.as_str());
        ids.collect()
    }

    #[test]
    fn names_are_kept_and_understood() {
        for sort in Sort::ALL {
            assert_eq!(Sort::named(sort.name()), Some(sort));
        }
        assert_eq!(Sort::named("none"), None);
    }

    #[test]
    fn keys_as_texts_are_in_the_same_order() {
        let texts = [
            "",
            "A",
            "a1",
            "安",
            "安a",
            "安全",
            "长江",
            "重要",
            "123路",
            "カ",
            "カ安",
            "10",
            "2",
            "第九版",
            "第十版",
        ];
        for make in [Key::of_source, Key::of_page] {
            let keys = texts.map(make);
            for (one, other) in keys
                .iter()
                .flat_map(|one| keys.iter().map(move |other| (one, other)))
            {
                if let (Some(a), Some(b)) = (one.sort_key(), other.sort_key()) {
                    assert_eq!(one.cmp(other), a.cmp(&b), "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn headlines_stand_as_they_are_said() {
        let titles = [
            "《安全》",
            "B超检查",
            "重要讲话",
            "长江水位",
            "123路改线",
            "“公园”开放",
            "行道树",
        ];
        let articles = titles.map(|title| Article {
            id: title.into(),
            title: Some(title.into()),
            ..Article::default()
        });
        let expected = [
            "123路改线",
            "《安全》",
            "B超检查",
            "长江水位",
            "“公园”开放",
            "行道树",
            "重要讲话",
        ];
        assert_eq!(sorted(Sort::Headline, &articles), expected);
    }

    #[test]
    fn what_is_unknown_is_last_and_what_is_alike_stays_as_it_was() {
        let article =
            |id: &str, page: Option<&str>, source: Option<&str>, date: &str, body: &str| Article {
                id: id.into(),
                page: page.map(Into::into),
                source: source.map(Into::into),
                published: (!date.is_empty()).then(|| Published::parse(date)),
                body: vec![Block::Paragraph(body.into())],
                ..Article::default()
            };
        let articles = [
            article("a", Some("第十版"), Some("晚报"), "2020-01-02", "雨 停了"),
            article("b", Some("2"), Some("晨报"), "2020-01-02", "雨下了一夜"),
            article("c", Some("A01"), None, "2019-01-01", "雨"),
            article("d", None, Some(" "), "", "雪"),
            article("e", Some("02"), Some("晨报"), "2018-01-01", ""),
        ];
        assert_eq!(sorted(Sort::Oldest, &articles), ["e", "c", "a", "b", "d"]);
        assert_eq!(sorted(Sort::Source, &articles), ["b", "e", "a", "c", "d"]);
        assert_eq!(sorted(Sort::Page, &articles), ["e", "b", "a", "c", "d"]);
        assert_eq!(sorted(Sort::Length, &articles), ["b", "a", "c", "d", "e"]);
        assert_eq!(sorted(Sort::Newest, &articles), ["a", "b", "c", "d", "e"]);
    }
}
