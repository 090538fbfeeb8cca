//! Reports that were read, as long as there is room.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::article::{Article, Block};

/// How much text is kept, in bytes, before what was not asked for since is let go.
const ROOM: usize = 16 << 20;

/// For so long what did not come is not asked for again one by one.
const MOMENT: Duration = Duration::from_millis(500);

/// Reports that were read, by their rows.
#[derive(Debug, Default)]
pub(super) struct Cache {
    /// What was asked for last.
    young: HashMap<usize, Arc<Article>>,
    /// What was asked for before.
    old: HashMap<usize, Arc<Article>>,
    /// How much text the young have, in bytes.
    bytes: usize,
    /// The rows that were asked for last and did not come, and when that was.
    missed: Option<(Instant, HashSet<usize>)>,
}

impl Cache {
    pub(super) fn get(&mut self, row: usize) -> Option<Arc<Article>> {
        if let Some(article) = self.young.get(&row) {
            return Some(article.clone());
        }
        let article = self.old.remove(&row)?;
        self.insert(row, article.clone());
        Some(article)
    }

    pub(super) fn insert(&mut self, row: usize, article: Arc<Article>) {
        let text: usize = article.body.iter().map(Block::text).map(str::len).sum();
        // An article without a text takes room, too.
        self.bytes += text + size_of::<Article>();
        self.young.insert(row, article);
        if self.bytes > ROOM {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
    }

    /// Takes note of which of the rows that were asked for did not come.
    pub(super) fn note_missed(&mut self, mut asked: Vec<usize>) {
        asked.retain(|row| self.get(*row).is_none());
        self.missed = Some((Instant::now(), asked.into_iter().collect()));
    }

    /// Returns whether a row was asked for just now and did not come.
    pub(super) fn is_missed(&self, row: usize) -> bool {
        let missed = self.missed.as_ref();
        missed.is_some_and(|(since, rows)| since.elapsed() < MOMENT && rows.contains(&row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_goes() {
        let article = || {
            Arc::new(Article {
                body: vec![Block::Paragraph("字".repeat(100_000))],
                ..Article::default()
            })
        };
        let mut cache = Cache::default();
        for row in 0..500 {
            cache.insert(row, article());
            assert!(cache.get(0).is_some(), "it is asked for");
        }
        assert!(cache.get(1).is_none(), "nobody asks for it");
        assert!(cache.young.len() + cache.old.len() < 150);
    }
}
