//! The names that fields have in our format, and in the collections that others made.

mod heads;
mod later;
mod shaped;
mod summaries;
mod table;

use std::collections::HashMap;
use std::sync::Arc;

use super::Reading;
use super::file_names::FileNames;
use super::name_pattern::{NamePattern, PathFields, whole};
use super::path::Path;

pub(super) use self::heads::is_head;
use self::later::LATER;
use self::summaries::SUMMARIES;
pub(super) use self::table::Field;
use self::table::NAMES;

/// The rank from which on a name is one of [`LATER`].
const LATER_RANK: usize = 100;

/// The rank of names that a file's shape gives.
const SHAPED_RANK: usize = 150;

/// The rank from which on a name is one of a summary.
const SUMMARY_RANK: usize = 200;

/// What a name in the data stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The field of ours.
    pub(super) field: Field,
    /// The name's rank among those of the field, the most certain first.
    pub(super) rank: usize,
    /// The names below it that lead to the value.
    pub(super) below: Path,
}

impl Meaning {
    /// Returns whether ids are made of it: it was known from the beginning.
    pub(super) fn is_first(&self) -> bool {
        self.rank < LATER_RANK && self.below.is_empty()
    }

    fn new(field: Field, rank: usize) -> Self {
        Self {
            field,
            rank,
            below: Path::default(),
        }
    }
}

/// What names in the data stand for.
type Meanings = HashMap<String, Vec<Meaning>>;

/// Which field of ours a name in the data stands for.
#[derive(Clone, Debug)]
pub struct Names {
    known: Arc<Meanings>,
    /// Those of one file, before the others.
    shaped: Meanings,
    /// Where in a record the report stands.
    inner: Path,
    /// What the path of the file says.
    path: PathFields,
    /// What paths say: by a pattern, or else by the form that the names of a directory's files have.
    name_pattern: Option<NamePattern>,
    known_paths: FileNames,
    /// Where the map says that the reports stand, if that is deeper than one name.
    articles: Option<Path>,
    /// Whether records of files of this shape were read from the beginning.
    is_first_form: bool,
    /// Whether texts have no markup any more.
    is_plain: bool,
}

impl Names {
    /// Knows the names that records are read by, to be shared among all files.
    pub fn of(reading: &Reading) -> Arc<Self> {
        Arc::new(Self {
            name_pattern: reading.name_pattern.clone(),
            ..Self::new(&reading.map)
        })
    }

    /// Knows our names, those of others, and before them the pairs of `map`: our name, and the
    /// data's name for it.
    pub(super) fn new(map: &[(String, String)]) -> Self {
        let mut known = Meanings::new();
        let mut articles = None;
        let mapped: Vec<_> = map
            .iter()
            .filter_map(|(ours, theirs)| Some((field(ours)?, theirs)))
            .collect();
        for (field, theirs) in &mapped {
            known.insert((*theirs).clone(), vec![Meaning::new(*field, 0)]);
            let path = Path::parse(theirs);
            if path.len() < 2 {
                continue;
            }
            if *field == Field::Articles {
                articles = Some(path);
            } else {
                add(&mut known, *field, 0, &path);
            }
        }
        let mut learn = |field, rank, name: &str| {
            if !mapped.iter().any(|(_, theirs)| *theirs == name) {
                let all = known.entry(name.to_owned()).or_default();
                all.push(Meaning::new(field, rank));
            }
        };
        for (first, table) in [(1, &NAMES[..]), (LATER_RANK, LATER)] {
            for (field, all) in table {
                for (rank, name) in (first..).zip(*all) {
                    learn(*field, rank, name);
                }
            }
        }
        for (rank, name) in (SUMMARY_RANK..).zip(SUMMARIES) {
            learn(Field::Body, rank, name);
        }
        Self {
            known: Arc::new(known),
            shaped: Meanings::new(),
            inner: Path::default(),
            path: PathFields::default(),
            name_pattern: None,
            known_paths: FileNames::default(),
            articles,
            is_first_form: true,
            is_plain: false,
        }
    }

    /// Returns the fields that a name stands for, each with its rank among that field's names.
    /// Whether letters are large, and `_` and `-` within a name, make no difference.
    pub(super) fn fields(&self, name: &str) -> &[Meaning] {
        if !self.shaped.is_empty()
            && let Some(meanings) = self.shaped.get(name)
        {
            return meanings;
        }
        if let Some(meanings) = self.known.get(name) {
            return meanings;
        }
        let Some(start) = name.chars().next().filter(char::is_ascii_alphabetic) else {
            return &[];
        };
        let plain: String = std::iter::once(start)
            .chain(
                name.chars()
                    .skip(1)
                    .filter(|c| !['_', '-', ' '].contains(c)),
            )
            .map(|c| c.to_ascii_lowercase())
            .collect();
        self.known.get(&plain).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a name was known from the beginning to stand for a field, or is said to.
    pub(super) fn means(&self, name: &str, field: Field) -> bool {
        let meanings = self.fields(name).iter();
        meanings
            .filter(|meaning| meaning.is_first())
            .any(|meaning| meaning.field == field)
    }

    /// Returns whether a field may be read from a name; a body also from a summary's.
    pub(super) fn reads(&self, name: &str, field: Field) -> bool {
        self.fields(name).iter().any(|known| known.field == field)
    }

    /// Returns whether a file's shape says that the reports stand under a name.
    pub(super) fn is_list(&self, name: &str) -> bool {
        let shaped = self.shaped.get(name).into_iter().flatten();
        shaped
            .into_iter()
            .any(|meaning| meaning.field == Field::Articles)
    }

    /// Returns whether a name is one of a summary.
    pub(super) fn is_summary(&self, name: &str) -> bool {
        let meanings = self.fields(name).iter();
        meanings
            .filter(|meaning| meaning.field == Field::Body)
            .any(|meaning| meaning.rank >= SUMMARY_RANK)
    }

    /// Returns where in a record the report stands; nothing where the record is it.
    pub(super) fn inner(&self) -> &Path {
        &self.inner
    }

    /// Returns what the path of the file says of reports that do not say it themselves.
    pub(super) fn path(&self) -> &PathFields {
        &self.path
    }

    /// Returns what a path says.
    pub(super) fn of_path(&self, path: &std::path::Path) -> PathFields {
        match &self.name_pattern {
            Some(pattern) => pattern.read(&whole(path)).unwrap_or_default(),
            None => self.known_paths.fields(path),
        }
    }

    /// Returns whether a path names a day that is not read, for the names beside it have other forms.
    pub(super) fn is_path_passed_over(&self, path: &std::path::Path) -> bool {
        self.name_pattern.is_none() && self.known_paths.is_passed_over(path)
    }

    /// Returns the deeper place where the reports are said to stand.
    pub(super) fn articles(&self) -> Option<&Path> {
        self.articles.as_ref()
    }

    /// Returns whether texts have no markup any more: it was read where the records were written anew.
    pub(super) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Returns whether files of this shape were read from the beginning, so that ids were made of their records.
    pub(super) fn is_first_form(&self) -> bool {
        self.is_first_form
    }
}

/// Adds a path to a field's value to what its first name stands for.
fn add(meanings: &mut Meanings, field: Field, rank: usize, path: &Path) {
    if let Some((first, below)) = path.split_first() {
        let all = meanings.entry(first.to_owned()).or_default();
        all.insert(0, Meaning { field, rank, below });
    }
}

impl Names {
    /// Returns the same names without a place where the reports are said to stand.
    pub(super) fn within(self: &Arc<Self>) -> Arc<Self> {
        if self.articles.is_none() {
            return self.clone();
        }
        Arc::new(Self {
            articles: None,
            ..Self::clone(self)
        })
    }
}

impl Field {
    /// Returns our own name of the field.
    pub(super) fn name(self) -> &'static str {
        let known = NAMES.iter().find(|(field, _)| *field == self);
        known
            .and_then(|(_, names)| names.first().copied())
            .unwrap_or_default()
    }
}

/// Returns the names of our own format, for which a map may give others.
pub(super) fn ours() -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .filter(|(field, _)| *field != Field::Time)
        .filter_map(|(_, names)| names.first().copied())
}

fn field(ours: &str) -> Option<Field> {
    NAMES
        .iter()
        .find(|(_, names)| names.first() == Some(&ours))
        .map(|(field, _)| *field)
}

/// Returns the role that the name of a field of authors gives.
pub(super) fn role(name: &str) -> Option<&'static str> {
    match name {
        "reporter" | "reporters" | "记者" => Some("记者"),
        "記者" => Some("記者"),
        "通讯员" => Some("通讯员"),
        "通訊員" => Some("通訊員"),
        "photographer" | "摄影" => Some("摄影"),
        "攝影" => Some("攝影"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_spelled() {
        let names = Names::new(&[]);
        for (name, field) in [
            ("title", Field::Title),
            ("Headline", Field::Title),
            ("正文", Field::Body),
            ("pubDate", Field::Published),
            ("publish_time", Field::Published),
            ("PAGE-NUMBER", Field::Page),
        ] {
            assert_eq!(
                names.fields(name).first().map(|known| known.field),
                Some(field),
                "{name}"
            );
        }
        assert!(!names.means("_id", Field::Id) && names.reads("_id", Field::Id));
        assert_eq!(names.fields("mingcheng"), []);
    }

    #[test]
    fn a_mapped_name_comes_first_and_means_nothing_else() {
        let map = [
            ("title", "biaoti"),
            ("section", "title"),
            ("nothing", "body"),
        ]
        .map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()));
        let names = Names::new(&map);
        let first = |name| {
            names
                .fields(name)
                .first()
                .map(|known| (known.field, known.rank))
        };
        assert_eq!(first("biaoti"), Some((Field::Title, 0)));
        assert_eq!(first("title"), Some((Field::Section, 0)));
        assert_eq!(first("body"), Some((Field::Body, 1)));
    }

    #[test]
    fn no_two_fields_share_a_name_but_the_time_of_day() {
        for (name, fields) in &*Names::new(&[]).known {
            assert!(
                fields.len() == 1 || fields.iter().any(|known| known.field == Field::Time),
                "{name}"
            );
        }
    }
}
