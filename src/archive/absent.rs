//! Files that are not there for the time being: a program writes them anew, or their drive is gone. Whoever
//! waits for them keeps the index that it has, and need not make it again when they come back as they were.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{Archive, IndexDir};
use crate::lang::{Bilingual, Lang, Say, system};
use crate::store::{self, Located, Names, Reading, Source, State, Volume};

/// A file that was written so shortly ago may be written on.
const CALM: Duration = Duration::from_secs(1);

/// Why a file's reports cannot be read for the time being.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// There is no file.
    Missing,
    /// It is empty.
    Empty,
    /// It cannot be read, as the system says.
    Unreadable(Bilingual),
    /// It holds something else: no report.
    NoReports,
    /// It holds reports, and more is being written.
    Written,
}

impl Say for Absence {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Missing => lang.pick("it is not there", "文件不在了").to_owned(),
            Self::Empty => lang.pick("it is empty", "文件是空的").to_owned(),
            Self::Unreadable(why) => why.say(lang),
            Self::NoReports => lang
                .pick("it holds no reports", "文件里没有报道")
                .to_owned(),
            Self::Written => lang.pick("it is being written", "文件正在写入").to_owned(),
        }
    }
}

/// A file whose reports cannot be read for the time being.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// The name that the user knows it by.
    pub name: String,
    /// Why they cannot.
    pub why: Absence,
}

/// Says of sources in which no report is found why there is none.
pub fn without_reports(sources: &[Source]) -> Vec<Absent> {
    let why = |path: &Path| match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() == 0 => Absence::Empty,
        Ok(_) => Absence::NoReports,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Absence::Missing,
        Err(error) => Absence::Unreadable(system(&error)),
    };
    let absent = |source: &Source| match source {
        Source::Path(path) => Some(Absent {
            name: path.display().to_string(),
            why: why(path),
        }),
        Source::Shipped | Source::Stdin => None,
    };
    sources.iter().filter_map(absent).collect()
}

/// Files whose reports were there at one moment.
#[derive(Clone, Debug)]
pub struct Present {
    files: Vec<Known>,
    sources: Arc<[Source]>,
    reading: Reading,
}

/// A file that was there.
#[derive(Clone, Debug)]
struct Known {
    name: String,
    path: PathBuf,
    /// What it was like; nothing where all that it may hold is new.
    state: Option<State>,
}

impl IndexDir {
    /// Returns the files of which an archive has reports.
    pub fn present(&self, archive: &Archive) -> Present {
        let entries = archive.files.entries().iter();
        let entries = entries.filter(|entry| !entry.gone && entry.state.len > 0);
        let known = entries.map(|entry| Known {
            name: entry.name.clone(),
            path: entry.path.clone(),
            state: Some(entry.state),
        });
        self.present_of(known.collect())
    }

    /// Returns the files that are there and not empty; `None` where one that should be is not.
    pub fn all_present(&self) -> Option<Present> {
        let (located, problems) = store::locate(&self.sources)?;
        let known = located.into_iter().map(|Located { name, path }| Known {
            name,
            state: fs::metadata(&path).ok().map(|now| State::of(&now)),
            path,
        });
        let present = self.present_of(known.collect());
        (problems.is_empty() && present.look().absent.is_empty()).then_some(present)
    }

    fn present_of(&self, files: Vec<Known>) -> Present {
        Present {
            files,
            sources: self.sources.as_slice().into(),
            reading: self.place.reading.clone(),
        }
    }
}

/// What has become of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Those whose reports cannot be read now.
    pub absent: Vec<Absent>,
    /// Whether that is all of them.
    pub are_all_absent: bool,
    /// Whether others are not as they were, or are new.
    pub have_others_changed: bool,
}

impl Look {
    /// Returns whether the reports of all files can be read, if some are still being written.
    pub fn is_all_there(&self) -> bool {
        self.absent
            .iter()
            .all(|absent| absent.why == Absence::Written)
    }
}

impl Present {
    /// Returns these files and those of others that are absent now, which are new when they come back.
    #[must_use]
    pub fn and_absent_of(mut self, others: &Self) -> Self {
        let known: HashSet<&Path> = self.files.iter().map(|file| file.path.as_path()).collect();
        let others = others.files.iter();
        let others = others.filter(|other| !known.contains(other.path.as_path()));
        let absent = others.filter(|other| matches!(other.look(&self.reading), Found::Absent(_)));
        let absent = absent.cloned().map(|file| Known {
            state: None,
            ..file
        });
        let absent: Vec<Known> = absent.collect();
        self.files.extend(absent);
        self
    }

    /// Finds what has become of the files.
    pub fn look(&self) -> Look {
        let mut found = HashMap::new();
        let mut absent = Vec::new();
        for file in &self.files {
            let now = file.look(&self.reading);
            if let Found::Absent(why) = &now {
                let (name, why) = (file.name.clone(), why.clone());
                absent.push(Absent { name, why });
            }
            found.insert(file.path.as_path(), now);
        }
        Look {
            are_all_absent: absent.len() == self.files.len(),
            have_others_changed: self.has_more(&found),
            absent,
        }
    }

    /// Returns whether there is anything to read that was not there before, or is other than it was. What was found
    /// of the files that are known is not asked for again.
    fn has_more(&self, found: &HashMap<&Path, Found>) -> bool {
        let (located, _) = store::locate(&self.sources).unwrap_or_default();
        located
            .iter()
            .any(|Located { path, .. }| match found.get(path.as_path()) {
                Some(Found::Absent(_) | Found::AsItWas) => false,
                Some(Found::Other) => true,
                None => fs::metadata(path).is_ok_and(|now| now.is_file() && now.len() > 0),
            })
    }
}

/// What was found of a file.
#[derive(Debug)]
enum Found {
    Absent(Absence),
    AsItWas,
    /// It has reports, and is not as it was.
    Other,
}

impl Known {
    fn look(&self, reading: &Reading) -> Found {
        use io::ErrorKind::{NotADirectory, NotFound};
        let metadata = match fs::metadata(&self.path) {
            Ok(metadata) if metadata.is_file() => metadata,
            Err(error) if !matches!(error.kind(), NotFound | NotADirectory) => {
                return Found::Absent(Absence::Unreadable(system(&error)));
            }
            _ => return Found::Absent(Absence::Missing),
        };
        if metadata.len() == 0 {
            return Found::Absent(Absence::Empty);
        }
        let state = self.state.as_ref();
        // Who may read a file is changed with its time of change.
        if state.is_some_and(|state| state.is_of(&metadata)) {
            return Found::AsItWas;
        }
        let absence = |error: io::Error| Some(Absence::Unreadable(system(&error)));
        let is_other = state.is_some_and(|state| !is_as(state, &metadata));
        let absence = if is_other {
            match Volume::open(&self.name, &self.path, &Names::of(reading)) {
                Err(error) => absence(error),
                Ok(volume) if !matches!(volume.first_report(), Ok(Ok(()))) => {
                    Some(Absence::NoReports)
                }
                Ok(_) => is_being_written(&metadata).then_some(Absence::Written),
            }
        } else {
            File::open(&self.path).err().and_then(absence)
        };
        match absence {
            Some(absence) => Found::Absent(absence),
            None if is_other || state.is_none() => Found::Other,
            None => Found::AsItWas,
        }
    }
}

/// Returns whether a file is of the length and time that it had.
fn is_as(state: &State, metadata: &Metadata) -> bool {
    let written = metadata.modified().ok();
    let written = written.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    let written = written.map_or(0, |since| since.as_nanos() as u64);
    (metadata.len(), written) == (state.len, state.written)
}

fn is_being_written(metadata: &Metadata) -> bool {
    let written = metadata.modified().ok();
    let since = written.and_then(|time| SystemTime::now().duration_since(time).ok());
    since.is_some_and(|since| since < CALM)
}
