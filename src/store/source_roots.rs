//! From files to the places that were named and that they were found in.

use std::path::{Path, PathBuf, absolute};

use super::Source;

/// So many places are told apart. Who names more of them, as a shell does that is given `*.json`, means their
/// files together and no collections.
pub const MOST_ROOTS: usize = 99;

/// The places that were named to be read, by their numbers: the order in which they were. Of more than
/// [`MOST_ROOTS`] there are none.
///
/// A file that two of them hold, one within the other, is read once and is of both.
#[derive(Clone, Debug, Default)]
pub struct Roots(Vec<Vec<PathBuf>>);

impl Roots {
    /// Takes the places that were named.
    pub fn new(sources: &[Source]) -> Self {
        if sources.len() > MOST_ROOTS {
            return Self::default();
        }
        let root = |source: &Source| match source {
            Source::Path(path) => spellings(path),
            Source::Stdin => vec![PathBuf::from("-")],
            Source::Shipped => Vec::new(),
        };
        Self(sources.iter().map(root).collect())
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the numbers of those that a file was found in; standard input is called `-`.
    pub fn of(&self, file: &Path) -> Vec<u16> {
        if self.is_empty() {
            return Vec::new();
        }
        let spelled = if file.as_os_str() == "-" {
            vec![file.to_owned()]
        } else {
            spellings(file)
        };
        let holds = |root: &Vec<PathBuf>| {
            let mut pairs = root
                .iter()
                .flat_map(|root| spelled.iter().map(move |f| (root, f)));
            pairs.any(|(root, file)| file.starts_with(root))
        };
        let numbered = (0..).zip(&self.0);
        numbered
            .filter(|(_, root)| holds(root))
            .map(|(number, _)| number)
            .collect()
    }
}

/// Returns sources with paths that mean the same wherever the program is started.
pub fn whole_paths(sources: &[Source]) -> Vec<Source> {
    let whole = |source: &Source| match source {
        Source::Path(path) => {
            let whole = path.canonicalize().or_else(|_| absolute(path));
            Source::Path(whole.unwrap_or_else(|_| path.clone()))
        }
        other => other.clone(),
    };
    sources.iter().map(whole).collect()
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
