//! From TOML to settings.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Fault;
use super::feeds::{self, FEED_SETTINGS, FeedSetting};
use super::parse::{expected, string};
use super::syntax;
use super::table::{Config, SETTINGS, names};
use super::{KeySetting, SearchSetting};
use crate::lang::Bilingual;
use crate::text::sanitize;

/// Reads what stands in a file.
pub(super) fn read(text: &str, themes: &[&str]) -> Config {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let line_starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut reader = Reader {
        text,
        line_starts: std::iter::once(0).chain(line_starts).collect(),
        themes,
        config: Config::default(),
        broken: BTreeSet::new(),
    };
    for error in &errors {
        let at = reader.place(error.span().map_or(0, |span| span.start));
        // What follows the first on a line follows from it.
        if !reader.broken.insert(at.0) {
            continue;
        }
        let what = syntax::wrong(error.message());
        reader.config.faults.push(Fault::new(at, what));
    }
    for (name, value) in table.get_ref() {
        reader.setting(name.get_ref(), name.span(), value);
    }
    let mut config = reader.config;
    config.faults.sort();
    config.keys.sort_by_key(|key| key.keys_at);
    config.feeds.sort_by_key(|feed| feed.at);
    config.searches.sort_by_key(|search| search.name_at);
    config
}

struct Reader<'t> {
    text: &'t str,
    /// The byte at which each line begins.
    line_starts: Vec<usize>,
    themes: &'t [&'t str],
    config: Config,
    /// Lines that are no TOML: what seems to stand there is not used.
    broken: BTreeSet<usize>,
}

impl Reader<'_> {
    /// Returns the line and the column of a byte.
    fn place(&self, byte: usize) -> (usize, usize) {
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.line_starts.partition_point(|start| *start <= end);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..end).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    fn setting(&mut self, name: &str, name_at: Range<usize>, value: &Spanned<DeValue>) {
        let at = self.place(value.span().start);
        if self.broken.contains(&at.0) {
            return;
        }
        let row = SETTINGS.iter().find(|row| row.name == name);
        let read = match (name, row) {
            (_, Some(row)) => (row.read)(&mut self.config, at.0, value.get_ref(), self.themes),
            ("feeds", None) => self.feeds(value.get_ref()),
            ("searches", None) => self.searches(value.get_ref()),
            ("keys", None) => self.keys(value.get_ref()),
            _ => {
                let at = self.place(name_at.start);
                let kind = ("setting", "设置");
                let fault = Fault::unknown(at, kind, &sanitize::line(name), &names());
                return self.config.faults.push(fault);
            }
        };
        if let Err(what) = read {
            self.config.faults.push(Fault::new(at, what));
        }
    }

    fn keys(&mut self, value: &DeValue) -> Result<(), Bilingual> {
        for ((keys, keys_at), (command, command_at)) in
            self.pairs(value, "a table of keys and commands", "键与命令的表")?
        {
            self.config.keys.push(KeySetting {
                keys,
                command,
                keys_at,
                command_at,
            });
        }
        Ok(())
    }

    fn feeds(&mut self, value: &DeValue) -> Result<(), Bilingual> {
        let Some(table) = value.as_table() else {
            return Err(expected("a table of feeds", "订阅的表", value));
        };
        for (key, value) in table {
            let mut feed = FeedSetting {
                at: self.place(key.span().start),
                key: key.get_ref().to_string(),
                ..FeedSetting::default()
            };
            match value.get_ref() {
                DeValue::Table(table) => self.feed(&mut feed, table),
                // An address alone is a feed of which nothing else is said.
                DeValue::String(_) => self.feed_row(&mut feed, "url", value),
                other => {
                    let fault = Fault::new(self.place(value.span().start), feeds::no_feed(other));
                    self.config.faults.push(fault);
                    continue;
                }
            }
            if feed.url.is_empty() {
                self.config
                    .faults
                    .push(Fault::new(feed.at, feeds::no_address()));
            } else {
                self.config.feeds.push(feed);
            }
        }
        Ok(())
    }

    fn feed(&mut self, feed: &mut FeedSetting, table: &DeTable) {
        for (name, value) in table {
            if FEED_SETTINGS.iter().any(|row| row.name == name.get_ref()) {
                self.feed_row(feed, name.get_ref(), value);
                continue;
            }
            let known: Vec<&str> = FEED_SETTINGS.iter().map(|row| row.name).collect();
            let at = self.place(name.span().start);
            let kind = ("setting of a feed", "订阅设置");
            let fault = Fault::unknown(at, kind, &sanitize::line(name.get_ref()), &known);
            self.config.faults.push(fault);
        }
    }

    fn feed_row(&mut self, feed: &mut FeedSetting, name: &str, value: &Spanned<DeValue>) {
        let at = self.place(value.span().start);
        let row = FEED_SETTINGS.iter().find(|row| row.name == name);
        let read = row.map(|row| (row.read)(feed, value.get_ref()));
        if let Some(Err(what)) = read.filter(|_| !self.broken.contains(&at.0)) {
            self.config.faults.push(Fault::new(at, what));
        }
    }

    fn searches(&mut self, value: &DeValue) -> Result<(), Bilingual> {
        for ((name, name_at), (query, query_at)) in
            self.pairs(value, "a table of names and queries", "名称与查找内容的表")?
        {
            self.config.searches.push(SearchSetting {
                name,
                query,
                name_at,
                query_at,
            });
        }
        Ok(())
    }

    /// Reads a table of strings; of one that is none there is a fault.
    fn pairs(
        &mut self,
        value: &DeValue,
        english: &str,
        chinese: &str,
    ) -> Result<Vec<(Placed, Placed)>, Bilingual> {
        let Some(table) = value.as_table() else {
            return Err(expected(english, chinese, value));
        };
        let mut pairs = Vec::new();
        for (name, value) in table {
            let name_at = self.place(name.span().start);
            let value_at = self.place(value.span().start);
            if self.broken.contains(&value_at.0) {
                continue;
            }
            match string(value.get_ref()) {
                Ok(text) => {
                    let name = (name.get_ref().to_string(), name_at);
                    pairs.push((name, (text.to_owned(), value_at)));
                }
                Err(what) => self.config.faults.push(Fault::new(value_at, what)),
            }
        }
        Ok(pairs)
    }
}

/// A text, and the line and column where it stands.
type Placed = (String, (usize, usize));

#[cfg(test)]
mod tests;
