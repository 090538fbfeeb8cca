//! What was read of records and what was passed over, for whoever wants to know that nothing is lost.

use std::collections::BTreeMap;

use super::names::Field;
use super::path::Path;
use super::reports::values::marks::Made;
use crate::lang::{Bilingual, Lang, Say, bilingual};

/// How many names are kept; more are counted.
const MOST_NAMES: usize = 500;

/// How many are said.
const MOST_SAID: usize = 12;

/// What was read of the records of a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Each field with the names, or paths, that it was read from, and in how many records.
    read: BTreeMap<(Field, Path), usize>,
    /// The names that were not read, and in how many records.
    passed: BTreeMap<Path, usize>,
    /// How many reports there are.
    pub(super) reports: usize,
    /// How many of them have no body.
    pub(super) bodiless: usize,
    /// How many have no date.
    pub(super) dateless: usize,
}

impl Account {
    /// Adds what was made of a record.
    pub(super) fn add(&mut self, made: Made) {
        for found in made.read {
            count(&mut self.read, found);
        }
        for path in made.passed {
            count(&mut self.passed, path);
        }
    }

    /// Adds what an edition has besides its reports that was not read.
    pub(super) fn add_edition(&mut self, made: Made, is_list: impl Fn(&str) -> bool) {
        for path in made.passed {
            if !path.split_first().is_some_and(|(name, _)| is_list(name)) {
                count(&mut self.passed, path);
            }
        }
    }

    /// Returns the names, or paths, of what was not read.
    pub fn passed(&self) -> impl Iterator<Item = String> {
        self.passed.keys().map(Path::to_string)
    }

    /// Returns what is to be said: how fields were read where it is not by our own names, and what was passed
    /// over.
    pub fn notices(&self) -> Vec<Bilingual> {
        let mut notices = Vec::new();
        notices.extend(self.mapping());
        notices.extend(self.passed_over());
        notices
    }

    /// Says which names were read as what, with how many records have them.
    fn mapping(&self) -> Option<Bilingual> {
        let is_ours = |((field, path), _): &(&(Field, Path), &usize)| {
            path.split_first()
                .is_some_and(|(name, _)| name == field.name())
        };
        if self.read.iter().all(|found| is_ours(&found)) {
            return None;
        }
        let all = self.reports;
        let mut entries: Vec<_> = self.read.iter().collect();
        entries.sort_by_key(|((field, _), count)| (*field, std::cmp::Reverse(**count)));
        let said = |lang: Lang| {
            let entries = entries.iter().map(|((field, path), count)| {
                let of = lang.pick("of", "/");
                format!("{} ← {path} ({count} {of} {all})", field.name())
            });
            entries.collect::<Vec<_>>().join(lang.pick(", ", "，"))
        };
        let (english, chinese) = (said(Lang::En), said(Lang::Zh));
        Some(bilingual!("read: {english}", "读法：{chinese}"))
    }

    /// Says what was not read, and what reports lack.
    fn passed_over(&self) -> Option<Bilingual> {
        let mut names: Vec<_> = self.passed.iter().collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let said: Vec<String> = names
            .iter()
            .take(MOST_SAID)
            .map(|(path, count)| format!("{path} ({count})"))
            .collect();
        let more = names.len().saturating_sub(MOST_SAID);
        let mut english = Vec::new();
        let mut chinese = Vec::new();
        if !said.is_empty() {
            let said = [said.join(", "), said.join("，")];
            let [in_english, in_chinese] = said;
            let rest = if more > 0 {
                [
                    format!(" and {more} more names"),
                    format!("等，另有 {more} 个名称"),
                ]
            } else {
                [String::new(), String::new()]
            };
            english.push(format!("not read: {in_english}{}", rest[0]));
            chinese.push(format!("未读：{in_chinese}{}", rest[1]));
        }
        for (count, [what, in_chinese]) in [
            (self.bodiless, ["no body", "没有正文"]),
            (self.dateless, ["no date", "没有日期"]),
        ] {
            if count > 0 {
                english.push(format!("{count} with {what}"));
                chinese.push(format!("{count} 篇{in_chinese}"));
            }
        }
        (!english.is_empty()).then(|| Bilingual::new(english.join("; "), chinese.join("；")))
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K) {
    if let Some(count) = counts.get_mut(&key) {
        *count += 1;
    } else if counts.len() < MOST_NAMES {
        counts.insert(key, 1);
    }
}

impl Say for Account {
    fn say(&self, lang: Lang) -> String {
        let notices = self.notices();
        let lines: Vec<String> = notices.iter().map(|notice| notice.say(lang)).collect();
        lines.join("\n")
    }
}
