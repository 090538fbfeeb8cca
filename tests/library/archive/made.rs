//! Stores of many reports, made from the shipped edition's own sentences.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use zhenews::archive::{Archive, IndexDir, Progress, Update, Watch};
use zhenews::store::{self, Collection, Reading, Source};

/// Numbers that look random, the same for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % end.max(1)
    }

    pub(crate) fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// The sentences of the shipped edition.
pub(crate) fn sentences() -> Vec<String> {
    let edition = store::read(&[Source::Shipped], &Reading::default());
    let texts = edition.articles.iter().flat_map(|article| &article.body);
    let sentence = |text: &str| {
        text.split_inclusive('。')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    texts.flat_map(|block| sentence(block.text())).collect()
}

/// One report as JSON.
pub(crate) fn report(dice: &mut Dice, sentences: &[String], number: usize) -> Value {
    let body: Vec<&String> = (0..=dice.below(5)).map(|_| dice.of(sentences)).collect();
    let title: String = dice.of(sentences).chars().take(12).collect();
    let mut report = json!({ "title": title, "body": body });
    let fields = report.as_object_mut().expect("an object");
    if dice.below(4) > 0 {
        let (year, month, day) = (
            2000 + dice.below(20),
            1 + dice.below(12),
            1 + dice.below(28),
        );
        let date = match dice.below(8) {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}"),
            2 => format!("{year}年{month}月{day}日"),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        fields.insert("published".into(), date.into());
    }
    for (name, values) in [
        ("source", &["晨報", "晚报", "焦作日报"][..]),
        ("section", &["要闻", "社会"]),
        ("page", &["1", "第03版", "A12"]),
        ("author", &["李明", "王小红", "重山"]),
        ("tags", &["植树", "治污"]),
    ] {
        if dice.below(3) > 0 {
            fields.insert(name.into(), (*dice.of(values)).into());
        }
    }
    if dice.below(4) == 0 {
        fields.insert("tags".into(), json!(["植树", "剪报", "植树"]));
    }
    match dice.below(10) {
        0 => {}
        1 => drop(fields.insert("id".into(), "the same".into())),
        _ => drop(fields.insert("id".into(), format!("r{number}").into())),
    }
    report
}

/// A directory with a store and, beside it, one for its index.
pub(crate) struct Desk {
    directory: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        // Where files are in memory nothing waits for a disk.
        let directory = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new());
        let directory = directory.expect("a directory is made");
        fs::create_dir(directory.path().join("store")).expect("a directory is made");
        Self { directory }
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.directory.path().join("store")
    }

    /// Where indexes are: below the cache directory that [`index_command`](Self::index_command) names.
    pub(crate) fn cache(&self) -> PathBuf {
        self.directory.path().join("cache/zhenews")
    }

    /// The real program, about to index the store.
    pub(crate) fn index_command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhenews"));
        command.arg("index").arg(self.store());
        command.env("XDG_CACHE_HOME", self.directory.path().join("cache"));
        command.env("LC_ALL", "C");
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        write(&self.store().join(name), bytes);
    }

    pub(crate) fn append(&self, name: &str, bytes: &[u8]) {
        let mut file = File::options();
        let file = file.append(true).open(self.store().join(name));
        let mut file = file.expect("a file is there");
        file.write_all(bytes).expect("a file is written");
    }

    pub(crate) fn index_dir(&self) -> IndexDir {
        let sources = [Source::Path(self.store())];
        IndexDir::within(&self.cache(), &sources, &Reading::default()).expect("files are indexed")
    }

    pub(crate) fn update(&self) -> Archive {
        let archive = self.index_dir().update(Update::Changed, &Unwatched);
        archive.expect("the store is indexed")
    }

    /// Makes the index from nothing.
    pub(crate) fn rebuild(&self) -> Archive {
        let archive = self.index_dir().update(Update::Rebuild, &Unwatched);
        archive.expect("the store is indexed")
    }

    /// Brings the index up to date whatever the file system says of the files.
    pub(crate) fn reread(&self) -> Archive {
        let archive = self.index_dir().update(Update::Reread, &Unwatched);
        archive.expect("the store is indexed")
    }

    /// What is indexed, if it can be used.
    pub(crate) fn archive(&self) -> Option<Archive> {
        self.index_dir().archive().ok().flatten()
    }

    /// What is indexed, if it is what the files are.
    pub(crate) fn current(&self) -> Option<Archive> {
        self.index_dir().current().ok().flatten()
    }

    /// Whether the index is what the files are.
    pub(crate) fn is_current(&self) -> bool {
        let status = self.index_dir().status().expect("it is read");
        status.expect("it is there").is_current
    }

    /// What reading all files gives.
    pub(crate) fn whole(&self) -> Collection {
        store::read(&[Source::Path(self.store())], &Reading::default())
    }
}

impl Desk {
    /// The directory of the index.
    pub(crate) fn index(&self) -> PathBuf {
        let mut entries = fs::read_dir(self.cache()).expect("a cache directory");
        entries.next().expect("an index").expect("an entry").path()
    }
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: &[u8]) {
    let mut file = File::create(path).expect("a file is made");
    file.write_all(bytes).expect("a file is written");
}

/// Lines of JSON.
pub(crate) fn lines(reports: &[Value]) -> Vec<u8> {
    let lines = reports.iter().map(|report| format!("{report}\n"));
    lines.collect::<String>().into_bytes()
}

/// Lets an index be made without looking on.
pub(crate) struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: Progress) {}

    fn grown(&self, _: Archive) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Every file below a directory.
pub(crate) fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
