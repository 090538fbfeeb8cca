//! Reports like another: those that share rare words with it, rather those that are near it in time.
//!
//! The words are a dictionary's, and runs of the single characters between them, which are mostly names that it lacks.
//! They are sought as they stand, so that how other reports would be cut into words does not matter. How rare a word
//! is can only be guessed before it is sought, by how many reports have its characters. So a few words that are likely
//! to be rare are sought, and how many reports have each decides what it counts.

use std::collections::{BTreeMap, BTreeSet};

use super::Query;
use crate::article::{Article, Block};
use crate::text::fold::fold;
use crate::text::words;

/// So many bytes of a body are read for words.
const READ: usize = 12_000;

/// A word of the headline counts as one that stands so often in the text.
const IN_HEADLINE: u32 = 3;

/// How many words are sought.
const SOUGHT: usize = 24;

/// How many reports are looked at for all words together at most: this is what takes time.
const LOOKED_AT: u32 = 300_000;

/// A word tells something that no more than one of so many reports has, or no more than [`FEW`].
const COMMON: u32 = 50;
const FEW: u32 = 20;

/// What is less like the report is not listed: 1 is a report with all its words, of the same day.
const LEAST: f64 = 0.15;

/// So many reports are listed at most.
const MOST: usize = 200;

/// After so many days nearness in time counts half.
const DAYS: f64 = 30.0;

/// The words of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Words(Vec<Word>);

/// A word of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The word, folded.
    pub text: String,
    /// How much the report is about it.
    weight: f64,
}

impl Words {
    /// Takes the words of a report. Who wrote it says nothing of what it is about.
    pub fn of(article: &Article) -> Self {
        let mut times = BTreeMap::new();
        let headline = [&article.kicker, &article.title, &article.subtitle];
        for text in headline.into_iter().flatten() {
            count(text, IN_HEADLINE, &mut times);
        }
        let mut read = 0;
        for text in article.body.iter().map(Block::text) {
            if read < READ {
                count(text, 1, &mut times);
            }
            read += text.len();
        }
        let names = article.authors.iter().map(|author| fold(&author.name));
        let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        let is_name = |word: &str| {
            let mut names = names.iter().map(String::as_str);
            names.any(|name| name.contains(word) || word.contains(name))
        };
        let words = times.into_iter().filter(|(word, _)| !is_name(word));
        let word = |(text, times)| Word {
            text,
            weight: 1.0 + f64::from(times).ln(),
        };
        Self(words.map(word).collect())
    }

    /// Returns the characters of the words, each once.
    pub fn characters(&self) -> Vec<char> {
        let characters = self.0.iter().flat_map(|word| word.text.chars());
        characters.collect::<BTreeSet<char>>().into_iter().collect()
    }

    /// Keeps the few that are likely to be rare and that the report is about. `having` says how many of all reports
    /// have a character.
    pub fn rarest(self, reports: u32, having: &dyn Fn(char) -> u32) -> Vec<Word> {
        let reports = f64::from(reports);
        let guess = |word: Word| {
            let mut counts: Vec<u32> = word.text.chars().map(having).collect();
            counts.sort_unstable();
            let (rarest, others) = counts.split_first()?;
            // The characters of a word stand together more often than by chance.
            let share = |count: &u32| (f64::from(*count) / reports).min(1.0).sqrt();
            let guessed = f64::from(*rarest) * others.iter().map(share).product::<f64>();
            let rarity = (reports / guessed.max(1.0)).ln();
            Some((rarity * word.weight, *rarest, word))
        };
        let mut guessed: Vec<_> = self.0.into_iter().filter_map(guess).collect();
        guessed.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let mut left = LOOKED_AT;
        let affordable = guessed.into_iter().filter_map(|(_, looked_at, word)| {
            left = left.checked_sub(looked_at)?;
            Some(word)
        });
        affordable.take(SOUGHT).collect()
    }
}

fn count(text: &str, times: u32, words: &mut BTreeMap<String, u32>) {
    for word in words::telling(text) {
        *words.entry(fold(word)).or_insert(0) += times;
    }
}

/// The reports that are like one.
#[derive(Clone, Debug, Default)]
pub struct Likeness {
    /// Their rows, the most like first: the report itself.
    pub rows: Vec<u32>,
    /// A query for the words that some of them share with it.
    pub words: Query,
}

impl Likeness {
    /// Finds the reports that are like the one in a row of so many. `rows` are those that have each of its words, and
    /// `day` returns the key of a report's day.
    pub fn new(
        own: u32,
        reports: u32,
        words: &[Word],
        rows: &[Vec<u32>],
        day: &dyn Fn(u32) -> Option<u32>,
    ) -> Self {
        let common = FEW.max(reports / COMMON);
        let telling = words.iter().zip(rows);
        let telling: Vec<(&Word, &Vec<u32>)> = telling
            .filter(|(_, rows)| (2..=common).contains(&(rows.len() as u32)))
            .collect();
        let mut scores = vec![(0.0_f64, 0_usize); reports as usize];
        let mut most = 0.0;
        for (word, rows) in &telling {
            let counts = word.weight * (f64::from(reports) / f64::from(rows.len() as u32)).ln();
            most += counts;
            for row in *rows {
                if let Some((score, shared)) = scores.get_mut(*row as usize) {
                    *score += counts;
                    *shared += 1;
                }
            }
        }
        // One word that is shared may be chance.
        let least = telling.len().clamp(1, 2);
        let own_day = day(own);
        let others = (0..).zip(scores).filter(|(row, _)| *row != own);
        let others = others.filter(|(_, (_, shared))| *shared >= least);
        let others =
            others.map(|(row, (score, _))| (score / most * nearness(own_day, day(row)), row));
        let mut others: Vec<(f64, u32)> = others.filter(|(score, _)| *score >= LEAST).collect();
        others.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let others = others.into_iter().map(|(_, row)| row);
        Self {
            rows: std::iter::once(own).chain(others).take(MOST).collect(),
            words: Query::any_of(telling.into_iter().map(|(word, _)| word.text.clone())),
        }
    }
}

/// What two reports count by their days: 1 on the same day, half where they are far apart or one has none.
fn nearness(one: Option<u32>, other: Option<u32>) -> f64 {
    let nearness = one.zip(other).map_or(0.0, |(one, other)| {
        DAYS / (DAYS + (days(one) - days(other)).abs())
    });
    0.5 + nearness / 2.0
}

/// About how many days there are before the one of a key.
pub(super) fn days(key: u32) -> f64 {
    let (year, month, day) = (key / 10_000, key / 100 % 100, key % 100);
    f64::from(year) * 365.25 + f64::from(month) * 30.44 + f64::from(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Haystack;

    fn article(title: &str, body: &str) -> Article {
        Article {
            title: Some(title.to_owned()),
            body: vec![Block::Paragraph(body.to_owned())],
            ..Article::default()
        }
    }

    /// The rows of the articles that are like the first, of these days.
    fn like_first(articles: &[Article], days: &[u32]) -> Vec<u32> {
        let haystack = Haystack::new(articles);
        let counts = haystack.reports_of_characters();
        let having = |c: char| counts.get(&c).copied().unwrap_or(0);
        let words = Words::of(&articles[0]).rarest(articles.len() as u32, &having);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let rows = haystack.rows_with(&texts);
        let day = |row: u32| days.get(row as usize).copied();
        Likeness::new(0, articles.len() as u32, &words, &rows, &day).rows
    }

    #[test]
    fn what_shares_rare_words_is_like_and_the_nearer_in_time_comes_first() {
        let mut articles = vec![
            article(
                "青龙峡大桥合龙",
                "青龙峡大桥昨天合龙，总工程师邵翎说工期缩短。",
            ),
            article("邵翎：二十年架桥", "青龙峡大桥的总工程师邵翎谈架桥。"),
            article("青龍峽大橋通車", "青龍峽大橋合龍一年，邵翎到場。"),
            article("春天的田野", "农民昨天说今年工期不长，收成很好。"),
        ];
        articles.extend((0..60).map(|_| article("今天的天气", "昨天有雨，今年雨水很好。")));
        let days = [20_200_501, 20_200_503, 20_210_501, 20_200_501];
        assert_eq!(like_first(&articles, &days), [0, 1, 2]);
        let days = [20_200_501, 20_130_503, 20_200_501, 20_200_501];
        assert_eq!(like_first(&articles, &days), [0, 2, 1]);
    }

    #[test]
    fn an_author_makes_no_likeness() {
        let mut articles = vec![
            article("公园开放", "邵翎说公园今天开放。邵翎"),
            article("雨停了", "邵翎说雨昨天停了。邵翎"),
        ];
        articles.extend((0..60).map(|_| article("今天的天气", "昨天有雨，公园开放。")));
        articles[0].authors = vec![crate::article::Author {
            name: "邵翎".to_owned(),
            role: None,
        }];
        assert_eq!(like_first(&articles, &[]), [0]);
    }
}
