//! The text of a collection, ready to be searched.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use crate::article::{Article, Published};
use crate::document::Document;

use super::Query;
use super::folded::{FoldedText, Held};
use super::mark_source::{Marked, Own, Unmarked};
use super::plan::{Met, Plan};

/// Hits that are counted between two looks at whether the search is still wanted; about a tenth of a
/// millisecond.
const HITS_BETWEEN_LOOKS: usize = 4096;

/// The folded text of every article of a collection.
#[derive(Debug, Default)]
pub struct Haystack {
    /// All articles' pieces in one: one allocation, and a scan reads memory in order.
    folded: FoldedText,
    articles: Vec<Entry>,
}

/// What is kept of one article besides its text.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Where it ends in the text.
    end: usize,
    /// Where it ends in the places, and in the places of expanded characters.
    places: u32,
    expanded: u32,
    /// When it was published.
    day: Option<u32>,
}

/// One matching article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// The article's index in the collection.
    pub article: usize,
    /// How many hits [`Highlighter::hits`](super::Highlighter::hits) gives in its document.
    pub hits: usize,
    /// Whether it matches only if what was typed is pinyin.
    pub pinyin: bool,
}

impl Haystack {
    /// Folds the text of `articles`.
    pub fn new(articles: &[Article]) -> Self {
        let mut haystack = Self::default();
        for article in articles {
            haystack.add(article);
        }
        haystack.folded.text.shrink_to_fit();
        haystack
    }

    /// Returns the matching articles, those that match as pinyin behind the others and both in the
    /// collection's order; or `None` once `superseded` says so, which is asked at least every
    /// millisecond or, in an article of many megabytes, every few.
    ///
    /// A query that asks for nothing matches every article, without a hit. No article is marked.
    pub fn search(&self, query: &Query, superseded: &dyn Fn() -> bool) -> Option<Vec<Match>> {
        self.search_marked(query, &Unmarked, superseded)
    }

    /// Searches as [`search`](Self::search) does; `marked` says which articles the
    /// reader has marked.
    pub fn search_marked(
        &self,
        query: &Query,
        marked: &dyn Marked,
        superseded: &dyn Fn() -> bool,
    ) -> Option<Vec<Match>> {
        let plan = Plan::of(query);
        let (mut matches, mut as_pinyin) = (Vec::new(), Vec::new());
        for (article, held) in self.articles().enumerate() {
            if superseded() {
                return None;
            }
            let look = plan.look(held, superseded);
            let met = plan.meets(&look, Own { marked, article });
            if look.is_stopped() {
                return None;
            }
            let Some(met) = met else {
                continue;
            };
            let hits = count(look.spans(true), superseded)?;
            let pinyin = met == Met::AsPinyin;
            let list = if pinyin { &mut as_pinyin } else { &mut matches };
            list.push(Match {
                article,
                hits,
                pinyin,
            });
        }
        matches.append(&mut as_pinyin);
        Some(matches)
    }

    /// Counts the articles that each character stands in.
    pub fn reports_of_characters(&self) -> HashMap<char, u32> {
        // How many there are, and the number of the last.
        let mut counts: HashMap<char, (u32, usize)> = HashMap::new();
        for (number, held) in (1..).zip(self.articles()) {
            for c in held.searched().chars() {
                let (count, last) = counts.entry(c).or_default();
                *count += u32::from(*last != number);
                *last = number;
            }
        }
        let counts = counts.into_iter();
        counts.map(|(c, (count, _))| (c, count)).collect()
    }

    /// Finds for each of some folded texts the articles that it stands in, in order.
    pub fn rows_with(&self, texts: &[&str]) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); texts.len()];
        let Ok(automaton) = AhoCorasick::new(texts) else {
            return rows;
        };
        for (row, held) in (0..).zip(self.articles()) {
            for found in automaton.find_overlapping_iter(held.searched()) {
                if let Some(rows) = rows.get_mut(found.pattern().as_usize())
                    && rows.last() != Some(&row)
                {
                    rows.push(row);
                }
            }
        }
        rows
    }

    fn add(&mut self, article: &Article) {
        let document = Document::new(article);
        self.folded.add(&document);
        self.articles.push(Entry {
            end: self.folded.text.len(),
            places: self.folded.places.len() as u32,
            expanded: self.folded.expanded.len() as u32,
            day: article.published.as_ref().and_then(Published::day),
        });
    }

    pub(super) fn articles(&self) -> impl Iterator<Item = Held<'_>> {
        let first = Entry {
            end: 0,
            places: 0,
            expanded: 0,
            day: None,
        };
        let folded = &self.folded;
        let before = std::iter::once(first).chain(self.articles.iter().copied());
        before.zip(&self.articles).map(|(before, entry)| {
            let places = before.places as usize..entry.places as usize;
            let expanded = before.expanded as usize..entry.expanded as usize;
            Held {
                text: folded.text.get(before.end..entry.end).unwrap_or_default(),
                places: folded.places.get(places).unwrap_or_default(),
                expanded: folded.expanded.get(expanded).unwrap_or_default(),
                day: entry.day,
            }
        })
    }
}

fn count(spans: impl Iterator, superseded: &dyn Fn() -> bool) -> Option<usize> {
    let mut hits = 0;
    for _ in spans {
        hits += 1;
        if hits % HITS_BETWEEN_LOOKS == 0 && superseded() {
            return None;
        }
    }
    Some(hits)
}
