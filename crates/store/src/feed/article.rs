//! From what a feed says of a report to an article.

use url::Url;

use super::Item;
use super::relative::{joined, whole};
use crate::article::{Article, Author, Block, Image, Published, byline};
use crate::store;

/// What a feed says of a report, as it was written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) guid: Option<String>,
    /// The headline, in HTML.
    pub(super) title: Option<String>,
    pub(super) link: Option<String>,
    pub(super) date: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) tags: Vec<String>,
    /// Its text and its summary, in HTML; the longest is the report.
    pub(super) contents: Vec<String>,
    /// Addresses of pictures, each with what it shows.
    pub(super) images: Vec<(String, Option<String>)>,
    /// Addresses of what goes with it.
    pub(super) links: Vec<String>,
}

impl Draft {
    /// Makes the report; nothing where the feed says nothing of it.
    pub(super) fn item(self, base: &Url, feed: Option<&str>) -> Option<Item> {
        let url = self.link.as_deref().and_then(|link| joined(base, link));
        let at = url.as_ref().and_then(|url| Url::parse(url).ok());
        let at = at.as_ref().unwrap_or(base);
        let contents = self.contents.iter().map(|html| content(html, at));
        let rich = contents.max_by_key(Content::len).unwrap_or_default();
        let title = self.title.map(|html| line(&html)).filter(|t| !t.is_empty());
        if title.is_none() && rich.blocks.is_empty() {
            return None;
        }
        let mut article = Article {
            title,
            source: self.source.as_deref().or(feed).map(line),
            published: self.date.as_deref().map(published),
            body: rich.blocks,
            images: rich.images,
            links: rich.links,
            ..Article::default()
        };
        for (address, caption) in &self.images {
            add_image(
                &mut article.images,
                joined(base, address),
                caption.as_deref(),
            );
        }
        let others = self.links.iter().filter_map(|link| joined(base, link));
        article.links.extend(others);
        article.links.retain(|link| Some(link) != url.as_ref());
        dedup(&mut article.links);
        article.tags = self.tags.iter().map(|tag| line(tag)).collect();
        article.tags.retain(|tag| !tag.is_empty());
        dedup(&mut article.tags);
        (article.byline, article.authors) = people(&self.authors);
        article.url = url;
        let guid = self.guid.filter(|guid| !guid.is_empty());
        Some(Item { guid, article })
    }
}

/// Reads a date; some programs write that of RFC 822 with Chinese names, or with a year of two digits.
pub(super) fn published(written: &str) -> Published {
    let known = Published::parse(written);
    if known.date.is_some() {
        return known;
    }
    let Some(plain) = plain_date(written) else {
        return known;
    };
    Published {
        original: written.trim().to_owned(),
        ..Published::parse(&plain)
    }
}

/// Writes `周一, 03 十一月 2025 07:31:00 +0800` and `Monday, 03-Nov-25 07:31:00 UTC` as RFC 822 has it.
fn plain_date(written: &str) -> Option<String> {
    const MONTHS: [(&str, &str); 12] = [
        ("一月", "Jan"),
        ("二月", "Feb"),
        ("三月", "Mar"),
        ("四月", "Apr"),
        ("五月", "May"),
        ("六月", "Jun"),
        ("七月", "Jul"),
        ("八月", "Aug"),
        ("九月", "Sep"),
        ("十月", "Oct"),
        ("十一月", "Nov"),
        ("十二月", "Dec"),
    ];
    let behind_weekday = written
        .split_once([',', '，'])
        .map_or(written, |(_, rest)| rest);
    let spaced = behind_weekday.trim().replacen('-', " ", 2);
    let mut words = spaced.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let number = month.strip_suffix('月').and_then(|n| n.parse().ok());
    let numbered = number.and_then(|n: usize| MONTHS.get(n.checked_sub(1)?));
    let named = MONTHS.iter().find(|(chinese, _)| *chinese == month);
    let month = named.or(numbered).map_or(month, |(_, english)| english);
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let year = match year.len() {
        2 => format!("20{year}"),
        _ => year.to_owned(),
    };
    let is_date = is_number(day) && is_number(&year) && !is_number(month);
    let rest: Vec<&str> = words.collect();
    is_date.then(|| format!("{day} {month} {year} {}", rest.join(" ")))
}

fn dedup(texts: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    texts.retain(|text| seen.insert(text.clone()));
}

fn add_image(images: &mut Vec<Image>, src: Option<String>, caption: Option<&str>) {
    let is_there = |src: &String| images.iter().any(|image| image.src.as_ref() == Some(src));
    if let Some(src) = src.filter(|src| !is_there(src)) {
        images.push(Image {
            caption: caption.map(line).filter(|caption| !caption.is_empty()),
            src: Some(src),
            credit: None,
        });
    }
}

/// The people whom a feed names: `王青`, `记者 王青`, `a@b.example (王青)`. What names an office only is the byline.
fn people(written: &[String]) -> (Option<String>, Vec<Author>) {
    let lines: Vec<String> = written
        .iter()
        .map(|name| line(without_mail(name)))
        .collect();
    let byline = lines.join(" ").trim().to_owned();
    let authors = lines.iter().flat_map(|line| byline::authors(line));
    let authors: Vec<Author> = authors.collect();
    (Some(byline).filter(|byline| !byline.is_empty()), authors)
}

/// Leaves out an address of electronic mail where a name stands behind it.
fn without_mail(author: &str) -> &str {
    let inner = author.split_once('(').and_then(|(before, rest)| {
        before
            .contains('@')
            .then(|| rest.trim_end().trim_end_matches(')'))
    });
    inner.unwrap_or(author)
}

/// Reads HTML of one line: without tags, and white space is one space or, between Chinese, none.
pub(super) fn line(html: &str) -> String {
    let text = store::line_of_markup(html).map_or_else(|| html.to_owned(), |(text, _)| text);
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if joins(line.chars().next_back()) && joins(word.chars().next())
            || !line.is_empty() && !text.contains(['\n', '\r'])
        {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[derive(Default)]
struct Content {
    blocks: Vec<Block>,
    images: Vec<Image>,
    links: Vec<String>,
}

impl Content {
    /// Returns how long its text is, and where there is none how many pictures it has.
    fn len(&self) -> (usize, usize) {
        let text = self.blocks.iter().map(|block| block.text().len()).sum();
        (text, self.images.len())
    }
}

/// Reads the text of a report.
fn content(html: &str, base: &Url) -> Content {
    let html = whole(html, base);
    if let Some(rich) = store::of_markup(&html) {
        return Content {
            blocks: rich.blocks,
            images: rich.images,
            links: rich.links,
        };
    }
    let lines = html.lines().map(str::trim).filter(|line| !line.is_empty());
    Content {
        blocks: lines
            .map(|line| Block::Paragraph(line.to_owned()))
            .collect(),
        ..Content::default()
    }
}
