//! The commands on a store that is indexed: they say the same as on one that is read whole.

use std::fs::{self, File, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cli::program::{Ran, zhenews};

/// A store, and beside it a cache directory.
struct Desk(TempDir);

impl Desk {
    /// A store of small reports with ids that `list` prints otherwise, and of one record that is none.
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let report = |number: u32| {
            let (year, month, day) = (2015 + number % 4, 1 + number % 12, 1 + number % 28);
            let date = format!("{year}-{month:02}-{day:02}");
            let words = ["植树", "造林", "治污", "國務院"];
            let word = |at: u32| words[(at % 4) as usize];
            json!({
                "id": format!("r {number}\t"),
                "title": format!("{}第{number}期", word(number)),
                "body": word(number / 3).repeat(1 + number as usize % 5),
                "source": if number.is_multiple_of(3) { "晨报" } else { "晚报" },
                "date": if number.is_multiple_of(7) { "" } else { &date },
            })
        };
        let mut lines: Vec<String> = (0..60).map(|number| report(number).to_string()).collect();
        lines.push("{\"title\": true}".to_owned());
        desk.put("a.jsonl", &lines.join("\n"));
        desk
    }

    fn put(&self, name: &str, text: &str) {
        fs::create_dir_all(self.store()).unwrap();
        let mut file = File::create(self.store().join(name)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    fn store(&self) -> PathBuf {
        self.0.path().join("store")
    }

    fn cache(&self) -> PathBuf {
        self.0.path().join("cache")
    }

    /// Runs a command on the store with a cache directory.
    fn run_with(&self, cache: &Path, arguments: &[&str]) -> Ran {
        let store = self.store();
        let mut command = zhenews(&[arguments, &[store.to_str().unwrap()]].concat());
        command.env("XDG_CACHE_HOME", cache);
        command.output().unwrap().into()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(&self.cache(), arguments)
    }
}

/// What is to be the same either way.
const COMMANDS: [&[&str]; 24] = [
    &["list"],
    &["list", "--json"],
    &["show", "r 5\t"],
    &["show", "r 5"],
    &["show", "r 5", "--json"],
    &["show", "no-such-id"],
    &["search", "植树"],
    &["search", "植树", "--limit", "3"],
    &["search", "国务院 source:晨报", "--json"],
    &["search", "植树 OR 治污", "--sort", "relevance"],
    &[
        "search",
        "造林",
        "--sort",
        "relevance",
        "--limit",
        "4",
        "--json",
    ],
    &["search", "植树 OR 治污", "--sort", "headline"],
    &["search", "植树", "--sort", "length", "--limit", "5"],
    &["search", "--count", "after:2017 -造林"],
    &["search", "火星"],
    &["search", "zhishu"],
    &["search", "zs OR 治污", "--limit", "50"],
    &["search", "zhishu", "--sort", "relevance", "--limit", "3"],
    &["search", "--count", "zhiwu"],
    &["stats", "zaolin", "--by", "year"],
    &["stats", "植树", "--csv"],
    &["stats", "植树", "--by", "month", "--json"],
    &["stats", ""],
    &["stats", "--by", "day", "火星"],
];

#[test]
fn an_index_changes_no_answer() {
    let desk = Desk::new();
    let before: Vec<Ran> = COMMANDS.iter().map(|words| desk.run(words)).collect();
    assert!(!desk.cache().exists(), "a small store is read whole");
    let made = desk.run(&["index"]);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(made.stdout.starts_with("60 reports in 1 files"), "{made:?}");
    for (words, before) in COMMANDS.iter().zip(before) {
        let after = desk.run(words);
        assert_eq!(
            (after.code, &after.stdout, &after.stderr),
            (before.code, &before.stdout, &before.stderr),
            "{words:?}"
        );
    }
    let strict = desk.run(&["list", "--strict"]);
    assert_eq!((strict.code, strict.stdout.as_str()), (3, ""));
    assert!(strict.stderr.contains("--strict refuses"), "{strict:?}");
}

#[test]
fn an_index_is_used_as_long_as_it_is_what_the_files_are() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["index"]).code, 0);
    let status = || desk.run(&["index", "--status"]).stdout;
    assert!(status().contains("up to date"), "{}", status());
    desk.put("b.jsonl", "{\"id\": \"new\", \"title\": \"火星\"}\n");
    assert!(status().contains("have changed since"), "{}", status());
    assert_eq!(desk.run(&["search", "--count", "火星"]).stdout, "1\n");
    assert_eq!(desk.run(&["index"]).code, 0);
    assert_eq!(desk.run(&["search", "--count", "火星"]).stdout, "1\n");
    assert!(desk.run(&["show", "new"]).stdout.starts_with("火星"));
    // Reports of a file that is gone are in the index as long as it is not worth the while to take them out.
    fs::remove_file(desk.store().join("b.jsonl")).unwrap();
    assert_eq!(desk.run(&["index"]).code, 0);
    assert!(status().contains("60 reports"), "{}", status());
    assert!(status().contains("up to date"), "{}", status());
}

#[test]
fn ids_that_clash_are_told_of_with_an_index_too() {
    let desk = Desk(tempfile::tempdir().unwrap());
    let line = "{\"id\": \"a\", \"title\": \"春雨\"}\n";
    desk.put("a.jsonl", &line.repeat(3));
    assert_eq!(desk.run(&["index"]).code, 0);
    let ran = desk.run(&["list"]);
    assert_eq!(ran.stdout.lines().count(), 3, "{ran:?}");
    assert!(ran.stderr.contains("2 ids that are another"), "{ran:?}");
    assert_eq!(desk.run(&["list", "--strict"]).code, 3);
}

/// Every file and directory below one.
fn below(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let entries = entries.flat_map(|entry| {
        let path = entry.path();
        let further = below(&path);
        std::iter::once(path).chain(further)
    });
    entries.collect()
}

/// Turns a bit of the first of an index's files of a kind.
fn spoil(cache: &Path, kind: &str) {
    let is_of_kind = |path: &PathBuf| path.extension().is_some_and(|other| other == kind);
    let path = below(cache).into_iter().find(is_of_kind).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.len() / 3;
    bytes[at] ^= 4;
    fs::remove_file(&path).unwrap();
    File::create(&path).unwrap().write_all(&bytes).unwrap();
}

/// How often a text stands in another.
fn times(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn a_damaged_index_changes_no_answer_and_is_told_of_once() {
    let desk = Desk::new();
    let before: Vec<Ran> = COMMANDS.iter().map(|words| desk.run(words)).collect();
    for (at, kind) in ["idx", "pos", "term", "fast", "json"].iter().enumerate() {
        assert_eq!(desk.run(&["index", "--rebuild"]).code, 0);
        spoil(&desk.cache(), kind);
        let status = desk.run(&["index", "--status"]);
        assert_eq!(status.code, 3, "{kind}: {status:?}");
        assert!(status.stdout.contains("is damaged"), "{status:?}");
        let mut told = 0;
        // Others for each kind.
        for (words, before) in COMMANDS.iter().zip(&before).skip(at).step_by(5) {
            let after = desk.run(words);
            let is_same = (after.code, &after.stdout) == (before.code, &before.stdout);
            assert!(is_same, "{kind}, {words:?}: {after:?}");
            assert!(times(&after.stderr, "is damaged") < 2, "{after:?}");
            told += times(&after.stderr, "is damaged and was not used");
        }
        // What is listed by the columns needs no more of the index.
        assert!(told > 0, "{kind}");
        let mended = desk.run(&["index"]);
        assert_eq!(mended.code, 0, "{mended:?}");
        let said = times(&mended.stderr, "is damaged and is made again");
        assert_eq!(said, 1, "{mended:?}");
        assert!(mended.stdout.contains("up to date"), "{mended:?}");
        let found = desk.run(&["search", "--count", "植树"]);
        assert!(!found.stderr.contains("damaged"), "{found:?}");
    }
    spoil(&desk.cache(), "idx");
    let told = desk.run(&["index", "--lang", "zh"]).stderr;
    assert!(told.contains("索引已损坏，正在重新编制"), "{told}");
}

#[test]
fn an_index_is_its_owners_alone() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["index"]).code, 0);
    let ours = desk.cache().join("zhenews");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let check = || {
        for path in below(&ours).iter().chain([&ours]) {
            let closed = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(path), closed, "{}", path.display());
        }
    };
    check();
    // One of an earlier version.
    fs::set_permissions(&ours, Permissions::from_mode(0o755)).unwrap();
    desk.put("b.jsonl", "{\"id\": \"new\", \"title\": \"火星\"}\n");
    assert_eq!(desk.run(&["index"]).code, 0);
    check();
}

/// A store that is too large to be held: few reports, each with very many empty lines behind it.
fn large() -> Desk {
    let desk = Desk(tempfile::tempdir().unwrap());
    let filler = "\n".repeat(11 << 20);
    let report = |number: u32| {
        let title = format!("第{number}期植树");
        json!({"id": format!("r{number}"), "title": title, "date": format!("201{number}")})
    };
    let lines: Vec<String> = (0..6)
        .map(|number| format!("{}{filler}", report(number)))
        .collect();
    desk.put("a.jsonl", &lines.join("\n"));
    desk
}

#[test]
fn a_large_store_is_read_through_for_the_first_search_and_indexed_for_the_second() {
    let desk = large();
    for is_indexed in [false, true] {
        let ran = desk.run(&["search", "植树", "--json", "--limit", "2"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        let first: Value = serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap();
        assert_eq!(first["id"], "r5");
        let status = desk.run(&["index", "--status"]);
        assert_eq!(
            status.stdout.contains("up to date"),
            is_indexed,
            "{status:?}"
        );
    }
    // Where nothing can be kept it is read through each time, and for more the index is made for once.
    let file = desk.store().join("a.jsonl");
    for _ in 0..2 {
        let ran = desk.run_with(&file, &["search", "第4期", "--count"]);
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("1\n", ""));
    }
    let ran = desk.run_with(&file, &["stats", "植树", "--csv"]);
    assert_eq!(ran.stdout.lines().count(), 7, "{ran:?}");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    // Where there is no place at all it is read whole.
    let mut command = zhenews(&["stats", "植树", "--csv", desk.store().to_str().unwrap()]);
    command
        .env("XDG_CACHE_HOME", &file)
        .env("TMPDIR", file.join("below"));
    let ran: Ran = command.output().unwrap().into();
    assert_eq!((ran.code, ran.stdout.lines().count()), (0, 7), "{ran:?}");
    assert!(
        ran.stderr.contains("no index can be kept, all was read"),
        "{ran:?}"
    );
    // One that is damaged is made again at once.
    spoil(&desk.cache(), "idx");
    let ran = desk.run(&["search", "--count", "植树"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "6\n"), "{ran:?}");
    let said = times(&ran.stderr, "is damaged and is made again");
    assert_eq!(said, 1, "{ran:?}");
    let ran = desk.run(&["search", "--count", "植树"]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("6\n", ""));
}

/// Where no index can be kept everything but `index` works, and that says why not.
#[test]
fn without_a_place_for_an_index_the_store_is_read_whole() {
    let desk = Desk::new();
    let file = desk.store().join("a.jsonl");
    for cache in [Path::new("/dev/null"), &file, &file.join("below")] {
        let found = desk.run_with(cache, &["search", "植树", "--limit", "3"]);
        assert_eq!((found.code, found.stdout.lines().count()), (0, 3));
        let ran = desk.run_with(cache, &["index"]);
        assert_eq!((ran.code, &*ran.stdout), (3, ""));
        let place = cache.join("zhenews").display().to_string();
        let told = format!("zhenews: no index can be kept in {place}");
        assert!(ran.stderr.starts_with(&told), "{}", ran.stderr);
        assert!(ran.stderr.contains("is no directory"), "{}", ran.stderr);
        assert_eq!(desk.run_with(cache, &["index", "--status"]).code, 1);
    }
}

#[test]
fn nothing_is_kept_of_files_that_are_not_there() {
    let desk = Desk::new();
    let mut command = zhenews(&["index", "/no/such/store"]);
    command.env("XDG_CACHE_HOME", desk.cache());
    let ran: Ran = command.output().unwrap().into();
    assert_eq!(ran.code, 3);
    assert!(
        ran.stderr
            .contains("no article could be read: 1 problem: /no/such/store")
    );
    assert!(!desk.cache().exists());
}

/// Without a name for the cache directory the home's own is taken; without a home the system is asked for it.
#[test]
fn a_store_is_read_whatever_the_environment_lacks() {
    let desk = Desk::new();
    for missing in [&["XDG_CACHE_HOME"][..], &["XDG_CACHE_HOME", "HOME"]] {
        let mut command = zhenews(&["search", "植树", "--limit", "3"]);
        command.arg(desk.store()).env("HOME", desk.0.path());
        for name in missing {
            command.env_remove(name);
        }
        let found: Ran = command.output().unwrap().into();
        assert_eq!((found.code, found.stdout.lines().count()), (0, 3));
    }
}
