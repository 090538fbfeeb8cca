//! What was read of records and what was passed over, for whoever wants to know that nothing is lost.

mod tally;

use std::collections::BTreeMap;

use super::names::Field;
use super::path::Path;
use crate::lang::{Bilingual, Lang, Say, bilingual};

pub(super) use self::tally::Tally;

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
    /// The fields that were read from the paths of files, and of how many reports.
    paths: BTreeMap<Field, usize>,
    /// How many files name a day that was not read, for the names beside them have other forms.
    pub(super) passed_paths: usize,
    /// How many reports there are.
    pub(super) reports: usize,
    /// How many of them have no body.
    pub(super) bodiless: usize,
    /// How many have no date.
    pub(super) dateless: usize,
}

impl Account {
    /// Adds what was read of records, and what of them was not.
    pub(super) fn add(&mut self, tally: &Tally) {
        tally.each(&mut |path, field, count| match field {
            Some(field) => add(&mut self.read, (field, path), count),
            None => add(&mut self.passed, path, count),
        });
    }

    /// Adds what was read of other records.
    pub(super) fn join(&mut self, other: &Self) {
        add_all(&mut self.read, &other.read);
        add_all(&mut self.passed, &other.passed);
        add_all(&mut self.paths, &other.paths);
        self.passed_paths += other.passed_paths;
        self.reports += other.reports;
        self.bodiless += other.bodiless;
        self.dateless += other.dateless;
    }

    /// Returns whether headlines, texts and dates stand under the same names as in other records.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let told = |account: &Self| -> Vec<(Field, Path)> {
            let is_told = |(field, _): &&(Field, Path)| {
                matches!(field, Field::Title | Field::Body | Field::Published)
            };
            account.read.keys().filter(is_told).cloned().collect()
        };
        let told = [told(self), told(other)];
        // A field that some files lack tells nothing.
        let of = |which: usize, field: Field| {
            let all = told.get(which).into_iter().flatten();
            all.filter(move |(known, _)| *known == field)
        };
        [Field::Title, Field::Body, Field::Published]
            .into_iter()
            .all(|field| {
                let is_empty = of(0, field).next().is_none() || of(1, field).next().is_none();
                is_empty || of(0, field).eq(of(1, field))
            })
    }

    /// Adds that a field of a report was read from its file's path.
    pub(super) fn add_path(&mut self, field: Field) {
        count(&mut self.paths, field);
    }

    /// Adds what an edition has besides its reports that was not read.
    pub(super) fn add_edition(&mut self, tally: &Tally, is_list: impl Fn(&str) -> bool) {
        tally.each(&mut |path, field, count| {
            let is_in_list = path.split_first().is_some_and(|(name, _)| is_list(name));
            if field.is_none() && !is_in_list {
                add(&mut self.passed, path, count);
            }
        });
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
        if self.paths.is_empty() && self.read.iter().all(|found| is_ours(&found)) {
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
            let paths = self.paths.iter().map(|(field, count)| {
                let (of, path) = (
                    lang.pick("of", "/"),
                    lang.pick("the file's path", "文件路径"),
                );
                format!("{} ← {path} ({count} {of} {all})", field.name())
            });
            entries
                .chain(paths)
                .collect::<Vec<_>>()
                .join(lang.pick(", ", "，"))
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
        if self.passed_paths > 0 {
            let count = self.passed_paths;
            english.push(format!(
                "{count} files have a day in their names that was not read, for names beside them have another form \
                 (--name-pattern '{{date}}.json' and the like says what names mean)"
            ));
            chinese.push(format!(
                "{count} 个文件名中有日期而未读，因为同一目录中的文件名格式不一（可用 --name-pattern '{{date}}.json' 之类指明）"
            ));
        }
        (!english.is_empty()).then(|| Bilingual::new(english.join("; "), chinese.join("；")))
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K) {
    add(counts, key, 1);
}

fn add<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K, more: usize) {
    if let Some(count) = counts.get_mut(&key) {
        *count += more;
    } else if counts.len() < MOST_NAMES {
        counts.insert(key, more);
    }
}

fn add_all<K: Ord + Clone>(counts: &mut BTreeMap<K, usize>, others: &BTreeMap<K, usize>) {
    for (key, count) in others {
        add(counts, key.clone(), *count);
    }
}

impl Say for Account {
    fn say(&self, lang: Lang) -> String {
        let notices = self.notices();
        let lines: Vec<String> = notices.iter().map(|notice| notice.say(lang)).collect();
        lines.join("\n")
    }
}
