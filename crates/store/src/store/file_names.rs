//! What the names of a directory's files say, where all of them have one form: `2024-05-28.json`,
//! `2023/09/25.md`, `20191122-03-01.json`.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::file_kinds::is_read_in_directory;
use super::name_pattern::PathFields;
use crate::article::Published;

/// So many files with so few words behind their days have sections there.
const FILES_WITH_SECTIONS: usize = 4;

/// The forms of the names in directories, as far as they were asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct FileNames(Arc<Mutex<HashMap<PathBuf, Form>>>);

/// What the names of a directory's files have in common.
#[derive(Clone, Debug, Default)]
struct Form {
    /// Whether they are of one form.
    is_one: bool,
    /// Words that stand for sections.
    sections: HashSet<String>,
}

impl FileNames {
    /// Returns what a path says, if all files of its directory say it in the same form.
    pub(super) fn fields(&self, path: &Path) -> PathFields {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let Some(name) = Name::of(&path) else {
            return PathFields::default();
        };
        let form = self.form(&path);
        if !form.is_one {
            return PathFields::default();
        }
        let page = match name.rest {
            Rest::PageAndNumber(page) | Rest::Page(page) => Some(page.to_owned()),
            _ => None,
        };
        let section = match name.rest {
            Rest::Words(words) if form.sections.contains(words) => Some(words.to_owned()),
            _ => None,
        };
        PathFields {
            source: None,
            published: Some(name.day),
            section,
            page,
        }
    }

    /// Returns whether a path names a day that is not read, for other files of its directory have another form.
    pub(super) fn is_passed_over(&self, path: &Path) -> bool {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Name::of(&path).is_some() && !self.form(&path).is_one
    }

    fn form(&self, path: &Path) -> Form {
        let directory = path.parent().unwrap_or(path).to_owned();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let form = known
            .entry(directory)
            .or_insert_with_key(|directory| Form::of(directory, path));
        form.clone()
    }
}

impl Form {
    /// Tells the form of the names in a directory, in which a file is.
    fn of(directory: &Path, file: &Path) -> Self {
        let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(|path| is_read_in_directory(path) && !path.is_dir())
            .collect();
        if paths.is_empty() {
            paths.push(file.to_owned());
        }
        Self::of_names(&paths)
    }

    fn of_names(paths: &[PathBuf]) -> Self {
        let names: Option<Vec<Name>> = paths.iter().map(|path| Name::of(path)).collect();
        let Some(names) = names else {
            return Self::default();
        };
        let Some(first) = names.first() else {
            return Self::default();
        };
        // Words before a day may belong to any name, unless they stand in all.
        let is_alone = names.len() == 1 && !first.before.is_empty();
        let is_alike = |name: &Name| {
            name.before == first.before
                && name.style == first.style
                && std::mem::discriminant(&name.rest) == std::mem::discriminant(&first.rest)
        };
        let words = names.iter().filter_map(|name| match name.rest {
            Rest::Words(words) => Some(words.to_owned()),
            _ => None,
        });
        let sections: HashSet<String> = words.collect();
        let are_sections = names.len() >= FILES_WITH_SECTIONS && sections.len() * 2 <= names.len();
        Self {
            is_one: !is_alone && names.iter().all(is_alike),
            sections: if are_sections {
                sections
            } else {
                HashSet::new()
            },
        }
    }
}

/// A file's name with a day in it.
#[derive(Debug, PartialEq, Eq)]
struct Name<'p> {
    style: Style,
    day: String,
    /// What stands before the day.
    before: &'p str,
    rest: Rest<'p>,
}

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `20191122`
    Figures,
    /// `2019-11-22`
    Parted,
    /// The file's directories and its name: `2019/11/22`
    Folders,
    /// A directory of the file: `2019-11-22/a`, `20191122/03/a`, `2019/11/22/a`
    Folder,
}

/// What stands behind the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest<'p> {
    Nothing,
    /// A number, which may be a page's or not.
    Number,
    /// The page and a number on it: `03-01`.
    PageAndNumber(&'p str),
    /// A page that is called one: `A03`, 第3版.
    Page(&'p str),
    Words(&'p str),
}

/// Marks between the parts of a name.
const BETWEEN: [char; 4] = ['-', '_', '.', ' '];

impl<'p> Name<'p> {
    /// Reads the name of a file; `None` where it has no day.
    fn of(path: &'p Path) -> Option<Self> {
        let stem = stem(path.file_name()?.to_str()?);
        let above = |level: usize| path.ancestors().nth(level)?.file_name()?.to_str();
        if let Some((style, day, start, end)) = day_in(stem) {
            return Some(Self {
                style,
                day,
                before: stem.get(..start)?,
                rest: Rest::of(stem.get(end..)?),
            });
        }
        if is_number(stem, 2)
            && let Some(day) = above(2).zip(above(1)).and_then(|(year, month)| {
                (year.len() == 4 && is_number(month, 2)).then(|| date(year, month, stem))?
            })
        {
            return Some(Self {
                style: Style::Folders,
                day,
                before: "",
                rest: Rest::Nothing,
            });
        }
        let folder = above(1)?;
        let of_folder = |day, rest| Self {
            style: Style::Folder,
            day,
            before: "",
            rest,
        };
        if let Some(day) = day_of(folder) {
            return Some(of_folder(day, Rest::of(stem)));
        }
        let above_it = above(2)?;
        if let Some(day) = day_of(above_it) {
            return Some(of_folder(day, Rest::of_folder(folder)));
        }
        let is_day = is_number(folder, 2) && is_number(above_it, 2);
        let year = above(3).filter(|year| is_day && year.len() == 4)?;
        Some(of_folder(date(year, above_it, folder)?, Rest::of(stem)))
    }
}

/// The day that all of a word is.
fn day_of(word: &str) -> Option<String> {
    let (_, day, start, end) = day_in(word)?;
    (start == 0 && end == word.len()).then_some(day)
}

impl<'p> Rest<'p> {
    /// A directory below that of a day is a page's or a section's.
    fn of_folder(folder: &'p str) -> Self {
        if is_number(folder, 3) || is_page(folder) {
            Self::Page(folder)
        } else {
            Self::Words(folder)
        }
    }

    fn of(rest: &'p str) -> Self {
        let rest = rest.trim_matches(BETWEEN);
        if rest.is_empty() {
            return Self::Nothing;
        }
        let parts: Vec<&str> = rest.split(BETWEEN).collect();
        match parts.as_slice() {
            [one] if is_number(one, 4) => Self::Number,
            [page, number] if is_number(page, 3) && is_number(number, 4) => {
                Self::PageAndNumber(page)
            }
            [page, ..] if is_page(page) => Self::Page(page),
            _ => Self::Words(rest),
        }
    }
}

/// Whether a word is the label of a page and of nothing else.
fn is_page(word: &str) -> bool {
    let figures = |word: &str| is_number(word, 3);
    let lettered = word.strip_prefix(|c: char| c.is_ascii_uppercase());
    let named = word.strip_suffix('版');
    let named = named.map(|word| word.strip_prefix('第').unwrap_or(word));
    lettered.is_some_and(figures)
        || named.is_some_and(|word| {
            let word = word.strip_prefix(|c: char| c.is_ascii_uppercase());
            word.or(named).is_some_and(figures)
        })
}

fn is_number(word: &str, longest: usize) -> bool {
    (1..=longest).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A file's name without what says of what kind it is, and that it is packed.
fn stem(name: &str) -> &str {
    let mut stem = name;
    for _ in 0..2 {
        stem = match stem.rsplit_once('.') {
            Some((before, kind))
                if !before.is_empty() && !kind.bytes().all(|b| b.is_ascii_digit()) =>
            {
                before
            }
            _ => stem,
        };
    }
    stem
}

/// Finds the first day in a word, and where it stands.
fn day_in(word: &str) -> Option<(Style, String, usize, usize)> {
    let start = word.find(|c: char| c.is_ascii_digit())?;
    let rest = word.get(start..)?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    match digits(rest) {
        8 => {
            let day = date(rest.get(..4)?, rest.get(4..6)?, rest.get(6..8)?)?;
            Some((Style::Figures, day, start, start + 8))
        }
        4 => {
            let mut at = 4;
            let mut parts = [""; 2];
            for (part, mark) in parts.iter_mut().zip(['年', '月']) {
                let after = rest.get(at..)?;
                let found = after
                    .strip_prefix(mark)
                    .or_else(|| after.strip_prefix(BETWEEN))?;
                let len = digits(found);
                *part = found.get(..len).filter(|part| is_number(part, 2))?;
                at = rest.len() - found.len() + len;
            }
            let end = rest.get(at..)?;
            at += end.strip_prefix('日').map_or(0, |_| '日'.len_utf8());
            let [month, day] = parts;
            Some((
                Style::Parted,
                date(rest.get(..4)?, month, day)?,
                start,
                start + at,
            ))
        }
        _ => None,
    }
}

/// Returns a day, if there is such a one.
fn date(year: &str, month: &str, day: &str) -> Option<String> {
    let [year, month, day] = [year, month, day].map(|part| part.parse::<u16>().ok());
    let year = year.filter(|year| (1800..2200).contains(year))?;
    let day = format!("{year}-{:02}-{:02}", month?, day?);
    let read = Published::parse(&day).date;
    (read.as_ref() == Some(&day)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the files of a directory say, or nothing of any.
    fn said(names: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        let names = FileNames::default();
        let form = Form::of_names(&paths);
        let directory = paths[0].parent().unwrap();
        let directory = std::path::absolute(directory).unwrap();
        names.0.lock().unwrap().insert(directory, form);
        let fields = paths.iter().map(|path| names.fields(path));
        let fields = fields.map(|fields| {
            let all = [fields.published, fields.section, fields.page];
            all.map(Option::unwrap_or_default).join("|")
        });
        fields.collect()
    }

    #[test]
    fn names_of_one_form_say_the_day_and_perhaps_the_page_and_the_section() {
        for (names, expected) in [
            (
                &["a/2024-05-28.json", "a/2024-5-29.json"][..],
                &["2024-05-28||", "2024-05-29||"][..],
            ),
            (&["a/20191122-03-01.json.gz"], &["2019-11-22||03"]),
            (
                &["x/2023/09/25.md", "x/2023/09/6.md"],
                &["2023-09-25||", "2023-09-06||"],
            ),
            (
                &["a/晨报2019年11月22日.json", "a/晨报2019年11月23日.json"],
                &["2019-11-22||", "2019-11-23||"],
            ),
            (
                &["a/2019-11-22-A03.json", "a/2019-11-22-B01.json"],
                &["2019-11-22||A03", "2019-11-22||B01"],
            ),
            (
                &["2019-11-22/第3版.json", "2019-11-22/第4版.json"],
                &["2019-11-22||第3版", "2019-11-22||第4版"],
            ),
            (
                &["a/2019-11-22-new-bridge.md", "a/2019-11-23-market.md"],
                &["2019-11-22||", "2019-11-23||"],
            ),
            (
                &[
                    "a/20191122要闻.json",
                    "a/20191122城事.json",
                    "a/20191123要闻.json",
                    "a/20191123城事.json",
                ],
                &[
                    "2019-11-22|要闻|",
                    "2019-11-22|城事|",
                    "2019-11-23|要闻|",
                    "2019-11-23|城事|",
                ],
            ),
            (
                &["20191122/03/001.json", "20191122/03/002.json"],
                &["2019-11-22||03", "2019-11-22||03"],
            ),
            (&["2019-11-22/A03/a.json"], &["2019-11-22||A03"]),
            (
                &["x/2019/11/22/a.json", "x/2019/11/22/b.json"],
                &["2019-11-22||", "2019-11-22||"],
            ),
            // A number alone may be a page's or a report's.
            (&["a/20191122_03.json"], &["2019-11-22||"]),
        ] {
            assert_eq!(said(names), expected, "{names:?}");
        }
    }

    #[test]
    fn names_of_several_forms_say_nothing() {
        for names in [
            &["a/2024-05-28.json", "a/more.json"][..],
            &["a/2024-05-28.json", "a/20240529.json"],
            &["a/20191122-03-01.json", "a/20191122-03.json"],
            &["a/news-2024-05-28.json"],
            &["a/2024-13-28.json"],
            &["a/12345678.json"],
            &["09/25.md"],
            &["a/2024.json"],
        ] {
            assert!(said(names).iter().all(|said| said == "||"), "{names:?}");
        }
    }
}
