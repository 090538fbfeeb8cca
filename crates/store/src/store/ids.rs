//! Names for articles that have none, the same from run to run and on every machine.

mod hashes;

use std::collections::HashMap;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use self::hashes::Hashes;
use crate::article::{Article, Published};

/// How many hexadecimal digits an id is made of: among a million articles the chance that two made
/// ids are equal is one in five hundred, and equal ids cost no article.
const DIGITS: usize = 12;

/// Makes an id from source, date and page, so that one agency report (通稿) in two papers is two
/// articles, together with the article's origin if it names its lines, else with its content.
pub(super) fn made(article: &Article) -> String {
    let mut hasher = Parts(SipHasher13::new());
    match &article.origin {
        Some(origin) if !origin.lines.is_empty() => {
            hasher.part("origin");
            issue(&mut hasher, article);
            hasher.part(&origin.file);
            if let Some(sheet) = origin.sheet {
                hasher.part(&format!("sheet {sheet}"));
            }
            for number in origin.lines.as_flattened() {
                hasher.part(&number.to_string());
            }
        }
        _ => {
            issue(&mut hasher, article);
            content(&mut hasher, article);
        }
    }
    let mut id = format!("{:032x}", hasher.0.finish128().as_u128());
    id.truncate(DIGITS);
    id
}

/// Names what the article was printed in.
fn issue(hasher: &mut Parts, article: &Article) {
    let date = article.published.as_ref().map(Published::issue);
    hasher.part(article.source.as_deref().unwrap_or_default());
    hasher.part(date.as_deref().unwrap_or_default());
    hasher.part(article.page.as_deref().unwrap_or_default());
}

fn content(hasher: &mut Parts, article: &Article) {
    for field in [&article.kicker, &article.title, &article.subtitle] {
        hasher.part(field.as_deref().unwrap_or_default());
    }
    for block in &article.body {
        hasher.part(block.text());
    }
}

/// Hashes parts so that where one ends makes a difference.
struct Parts(SipHasher13);

impl Parts {
    fn part(&mut self, part: &str) {
        self.0.write(&part.len().to_le_bytes());
        self.0.write(part.as_bytes());
    }
}

/// Takes the id of an article, which is made where it has none; returns whether it was free.
pub(super) fn claim(article: &mut Article, taken: &mut Taken) -> bool {
    if article.id.is_empty() {
        article.id = made(article);
    }
    taken.insert(&article.id)
}

/// Gives every article an id of its own; returns the key of each whose id was another's, and that id.
/// Such an article's id gets a number: `id-2`.
pub(super) fn settle<'a, K>(
    articles: impl Iterator<Item = (K, &'a mut Article)>,
) -> Vec<(K, String)> {
    let mut taken = Taken::default();
    let mut clashing = Vec::new();
    for (key, article) in articles {
        if !claim(article, &mut taken) {
            clashing.push((key, article));
        }
    }
    let mut clashes = Vec::new();
    for (key, article) in clashing {
        let id = article.id.clone();
        article.id = numbered(&id, taken.number(&id));
        clashes.push((key, id));
    }
    clashes
}

/// Gives the id of an article whose own is another's: one with a number.
pub(super) fn numbered(id: &str, number: u32) -> String {
    format!("{id}-{number}")
}

/// The ids that are taken. They are known by 64 bits of hash: among a million the chance that two are
/// taken for one is one in thirty million, and then a report gets a number that it need not have.
#[derive(Debug, Default)]
pub struct Taken {
    hashes: Hashes,
    /// The last number given to each id that clashed more than once, by its hash.
    numbers: HashMap<u64, u32>,
}

impl Taken {
    /// Takes an id; returns whether it was free.
    pub fn insert(&mut self, id: &str) -> bool {
        self.hashes.insert(hash(id))
    }

    /// Takes the id with the least number that is free, from 2 on, and returns that number.
    pub fn number(&mut self, id: &str) -> u32 {
        const FIRST: u32 = 2;
        let own = hash(id);
        let last = self.numbers.get(&own).copied();
        let mut number = last.map_or(FIRST, |last| last + 1);
        while !self.insert(&numbered(id, number)) {
            number += 1;
        }
        // Most clash once: what is found at once the next time too is not kept.
        if number > FIRST {
            self.numbers.insert(own, number);
        }
        number
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = siphasher::sip::SipHasher13::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Origin};

    fn article(id: &str, source: &str, title: &str) -> Article {
        Article {
            id: id.to_owned(),
            source: Some(source.to_owned()),
            title: Some(title.to_owned()),
            body: vec![Block::Paragraph("图书馆今天开放。".to_owned())],
            published: Some(Published::parse("2019-11-22")),
            ..Article::default()
        }
    }

    #[test]
    fn a_made_id_never_changes() {
        assert_eq!(made(&article("", "晨报", "新馆开放")), "82019dd1c6f4");
    }

    #[test]
    fn one_report_in_two_papers_is_two_articles() {
        let id = made(&article("", "晨报", "新馆开放"));
        assert_ne!(id, made(&article("", "晚报", "新馆开放")));
        assert_ne!(id, made(&article("", "晨报新馆", "开放")));
    }

    #[test]
    fn an_origin_names_an_article_whatever_its_text() {
        let at = |source: &str, title: &str, lines: &[[u32; 2]]| {
            let origin = Origin {
                file: "a03.txt".to_owned(),
                lines: lines.to_vec(),
                ..Origin::default()
            };
            made(&Article {
                origin: Some(origin),
                ..article("", source, title)
            })
        };
        let here: &[[u32; 2]] = &[[1, 9]];
        assert_eq!(at("晨报", "新馆开放", here), at("晨报", "新馆今开放", here));
        assert_ne!(at("晨报", "新馆开放", here), at("晚报", "新馆开放", here));
        assert_ne!(
            at("晨报", "新馆开放", here),
            at("晨报", "新馆开放", &[[10, 19]])
        );
        assert_ne!(at("晨报", "新馆开放", &[]), at("晨报", "新馆今开放", &[]));
    }

    #[test]
    fn a_clash_gives_the_later_article_a_number_that_is_free() {
        let ids = ["a", "a", "a-2", "a", "a-2", "b"];
        let mut articles: Vec<_> = ids.map(|id| article(id, "晨报", "甲")).into();
        let clashes = settle(articles.iter_mut().enumerate());
        let settled: Vec<_> = articles.iter().map(|article| article.id.as_str()).collect();
        assert_eq!(settled, ["a", "a-3", "a-2", "a-4", "a-2-2", "b"]);
        let clashes: Vec<_> = clashes
            .iter()
            .map(|(index, id)| (*index, id.as_str()))
            .collect();
        assert_eq!(clashes, [(1, "a"), (3, "a"), (4, "a-2")]);
    }
}
