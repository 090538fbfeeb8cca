//! What the reports that are like one are found by: how many reports have a character, and which have a word.

use tantivy::{TERMINATED, Term};

use super::phrase::{Phrase, Wanted};
use super::{Archive, Error, parallel};

impl Archive {
    /// Counts the reports that have each of some characters, those among them that are gone.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn reports_of_characters(&self, characters: &[char]) -> Result<Vec<u32>, Error> {
        self.ask(|| {
            let mut counts = vec![0; characters.len()];
            for shard in &self.shards {
                let index = shard.segment.inverted_index(shard.fields.text)?;
                for (count, c) in counts.iter_mut().zip(characters) {
                    let term = Term::from_field_text(shard.fields.text, &c.to_string());
                    *count += index.doc_freq(&term)?;
                }
            }
            Ok(counts)
        })
    }

    /// Finds the rows of the reports that have each of some folded texts.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn rows_with(&self, texts: &[&str]) -> Result<Vec<Vec<u32>>, Error> {
        let numbers: Vec<usize> = (0..self.shards.len()).collect();
        let parts = parallel::map(&numbers, |shard| self.ask(|| self.rows_in(*shard, texts)))?;
        let mut rows = vec![Vec::new(); texts.len()];
        for part in parts {
            for (rows, more) in rows.iter_mut().zip(part) {
                rows.extend(more);
            }
        }
        Ok(rows)
    }

    fn rows_in(&self, number: usize, texts: &[&str]) -> Result<Vec<Vec<u32>>, Error> {
        let (Some(shard), Some(base)) = (self.shards.get(number), self.bases.get(number)) else {
            return Ok(Vec::new());
        };
        let find = |text: &&str| {
            let tokens: Vec<String> = text.chars().map(String::from).collect();
            let wanted = Wanted::Documents;
            let phrase = Phrase::new(&shard.segment, shard.fields.text, &tokens, wanted)?;
            let Some(mut phrase) = phrase else {
                return Ok(Vec::new());
            };
            let mut rows = Vec::new();
            let mut doc = phrase.approach(0);
            while doc < TERMINATED {
                if phrase.confirm(doc) {
                    rows.extend(self.order.row(base + doc));
                }
                doc = phrase.approach(doc + 1);
            }
            Ok(rows)
        };
        texts.iter().map(find).collect()
    }
}
