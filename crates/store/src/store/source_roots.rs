//! From files to the places that were named and that they were found in.

use std::collections::HashMap;
use std::path::{Path, PathBuf, absolute};

use super::Source;
use super::carried::carried;

/// So many places are told apart.
pub const MOST_ROOTS: usize = 999;

/// The places that were named to be read, by their numbers: the order in which they were. Of more than
/// [`MOST_ROOTS`] there are none.
///
/// A file that two of them hold, one within the other, is read once and is of both.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    len: usize,
    /// The numbers of places by each way to write their paths.
    by_path: HashMap<PathBuf, Vec<u16>>,
    /// The reports that places carry besides those in their files, by their ids.
    carried: HashMap<String, Vec<u16>>,
}

impl Roots {
    /// Takes the places that were named.
    pub fn new(sources: &[Source]) -> Self {
        if sources.len() > MOST_ROOTS {
            return Self::default();
        }
        let mut by_path: HashMap<PathBuf, Vec<u16>> = HashMap::new();
        let mut carried_by: HashMap<String, Vec<u16>> = HashMap::new();
        for (number, source) in (0..).zip(sources) {
            if let Source::Path(path) = source {
                for id in carried(path) {
                    carried_by.entry(id).or_default().push(number);
                }
            }
            let paths = match source {
                Source::Path(path) => spellings(path),
                Source::Stdin => vec![PathBuf::from("-")],
                Source::Shipped => Vec::new(),
            };
            for path in paths {
                by_path.entry(path).or_default().push(number);
            }
        }
        Self {
            len: sources.len(),
            by_path,
            carried: carried_by,
        }
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the ids of the reports that are of places besides those whose files they stand in, with the numbers of
    /// these places in order.
    pub fn carried(&self) -> &HashMap<String, Vec<u16>> {
        &self.carried
    }

    /// Returns what [`Roots::carried`] does, for itself.
    pub fn into_carried(self) -> HashMap<String, Vec<u16>> {
        self.carried
    }

    /// Returns the numbers of those that a file was found in, in order; standard input is called `-`.
    pub fn of(&self, file: &Path) -> Vec<u16> {
        if self.is_empty() {
            return Vec::new();
        }
        let spelled = if file.as_os_str() == "-" {
            vec![file.to_owned()]
        } else {
            spellings(file)
        };
        let above = spelled.iter().flat_map(|path| path.ancestors());
        let found = above.filter_map(|path| self.by_path.get(path));
        let mut numbers: Vec<u16> = found.flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Returns sources with paths that mean the same wherever the program is started.
pub fn whole_paths(sources: &[Source]) -> Vec<Source> {
    let whole = |source: &Source| match source {
        Source::Path(path) => Source::Path(whole_path(path)),
        other => other.clone(),
    };
    sources.iter().map(whole).collect()
}

/// Returns a path that means the same wherever the program is started.
pub fn whole_path(path: &Path) -> PathBuf {
    let whole = path.canonicalize().or_else(|_| absolute(path));
    whole.unwrap_or_else(|_| path.to_owned())
}

/// A path as it is written and, where a link leads elsewhere, as it is.
fn spellings(path: &Path) -> Vec<PathBuf> {
    let written = absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut all = vec![written];
    all.extend(path.canonicalize());
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn places_carry_reports_besides_those_in_their_files_and_a_torn_id_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for (name, text) in [("b.carried", "1\n2\n"), ("c.carried", "\n2\n34")] {
            std::io::Write::write_all(&mut File::create(at(name)).unwrap(), text.as_bytes())
                .unwrap();
        }
        // Of what is no store nothing beside it tells.
        File::create(at("d.carried")).unwrap();
        let paths = ["a.jsonl", "b.jsonl", "c.jsonl", "d.md"];
        let sources = paths.map(|name| Source::Path(at(name)));
        let roots = Roots::new(&sources);
        let mut carried: Vec<_> = roots.carried().iter().collect();
        carried.sort();
        let expected = [("1", vec![1]), ("2", vec![1, 2])];
        let carried: Vec<_> = carried
            .into_iter()
            .map(|(id, at)| (&**id, at.clone()))
            .collect();
        assert_eq!(carried, expected);
        let (files, passed) = crate::store::files::find_and_pass(&sources);
        let names: Vec<_> = files.iter().map(|file| Path::new(&file.name)).collect();
        assert_eq!(
            (names, passed.len()),
            (vec![&*at("a.jsonl"), &*at("d.md")], 0)
        );
    }

    #[test]
    fn a_file_is_of_the_places_that_hold_it_however_they_are_written() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir_all(at("晨报/增刊")).unwrap();
        File::create(at("晨报/增刊/a.json")).unwrap();
        File::create(at("晨报二")).unwrap();
        symlink(at("晨报/增刊"), at("link")).unwrap();
        let sources = [at("晨报"), at("link"), at("晨报二")].map(Source::Path);
        let roots = Roots::new(&sources);
        assert_eq!(roots.of(&at("晨报/增刊/a.json")), [0, 1]);
        assert_eq!(roots.of(&at("link/a.json")), [0, 1]);
        assert_eq!(roots.of(&at("晨报二")), [2]);
        assert!(roots.of(Path::new("-")).is_empty());
        let piped = Roots::new(&[Source::Stdin, Source::Path(at("晨报"))]);
        assert_eq!(piped.of(Path::new("-")), [0]);
    }
}
