//! An index whose files are not what was written.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::hash::Hasher as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use siphasher::sip::SipHasher13;
use zhenews::archive::{Archive, Error, Progress, Update, Watch};
use zhenews::search::counts::{Facet, Histogram, Kind, Span};
use zhenews::search::{Haystack, Match, Query, Relevance, Rows, ranked};
use zhenews::store::Collection;

use super::changing::distinct;
use super::compare;
use super::made::{Desk, Dice, Unwatched, files, lines, write};

/// How long everything that is asked of a damaged index may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A store with several shards, an order of their own and a file that is gone.
fn store(dice: &mut Dice) -> Desk {
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(dice, 0, 120)));
    let edition = json!({
        "source": "日报", "date": "2012-03-04", "articles": distinct(dice, 120, 30),
    });
    desk.put("b.json", edition.to_string().as_bytes());
    desk.put("c.jsonl", &lines(&distinct(dice, 150, 20)));
    desk.update();
    desk.append("a.jsonl", &lines(&distinct(dice, 170, 20)));
    desk.update();
    fs::remove_file(desk.store().join("c.jsonl")).expect("it was there");
    desk.update();
    desk
}

/// Does something bad to a file; `others` are files that may be put in its place.
fn spoil(path: &Path, others: &[PathBuf], dice: &mut Dice) -> String {
    let mut bytes = fs::read(path).expect("it is there");
    let what = dice.below(14);
    let at = dice.below(bytes.len());
    match what {
        0 => bytes.clear(),
        1 => bytes.truncate(at),
        2 => bytes.extend_from_within(at..),
        3 => bytes[at..].fill(0),
        4 => bytes[at..].fill(0xFF),
        5 => {
            fs::remove_file(path).expect("it is there");
            return "deleted".to_owned();
        }
        6 => {
            let end = bytes.len().min(at + 512);
            bytes[at..end].fill(0);
        }
        7 => {
            let is_like = |other: &&PathBuf| other.extension() == path.extension();
            let alike: Vec<_> = others.iter().filter(is_like).collect();
            bytes = fs::read(dice.of(&alike)).expect("it is there");
        }
        _ => {
            for _ in 0..=dice.below(3) {
                // Most of what counts stands at the end.
                let at = match dice.below(3) {
                    0 => bytes.len().saturating_sub(1 + dice.below(200)),
                    _ => dice.below(bytes.len()),
                };
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
        }
    }
    // Another file in its place: what is mapped of the former one is left alone.
    fs::remove_file(path).expect("it is there");
    write(path, &bytes);
    format!("spoiled ({what}, {at})")
}

const QUERIES: [&str; 8] = [
    "的",
    "植树",
    "\"示范区\"",
    "-的",
    "before:2010 一",
    "title:大 OR source:晨报",
    "page:3",
    "dq",
];

/// What an answer may be: the one that all files give, or that the index is damaged.
fn is_right<T: PartialEq + Debug>(answer: Result<T, Error>, right: &T, what: &str) {
    match answer {
        Ok(answer) => assert_eq!(&answer, right, "{what}"),
        Err(Error::Damaged) => {}
        Err(error) => panic!("{what}: {error:?}"),
    }
}

/// The 20 reports of those found that answer a query best.
fn ranks(query: &Query, whole: &Collection, found: &[Match]) -> Vec<(usize, Relevance)> {
    let found: Vec<_> = found.iter().map(|m| (m.article, m.pinyin)).collect();
    let article = |row: usize| whole.articles.get(row).map(Cow::Borrowed);
    let mut ranks = ranked(query, &found, &article, &|| false).expect("not left");
    ranks.truncate(20);
    ranks
}

/// Asks everything of an archive: each article is the one that its file holds, and each answer is that of the
/// whole collection, or none.
fn question(archive: &Archive, whole: &Collection, dice: &mut Dice) {
    for (row, article) in whole.articles.iter().enumerate() {
        assert_eq!(archive.article(row).as_ref(), Ok(article), "row {row}");
    }
    assert_eq!(archive.len(), whole.articles.len());
    let haystack = Haystack::new(&whole.articles);
    for typed in QUERIES {
        let query = Query::parse(typed);
        let found = haystack.search(&query, &|| false).expect("not left");
        let of = |pinyin| {
            let found = found.iter().filter(|found| found.pinyin == pinyin);
            found.map(|found| found.article).collect::<Vec<_>>()
        };
        let (typed_rows, said_rows) = (of(false), of(true));
        let rows = |rows: Option<Rows>| rows.expect("not left").iter().collect::<Vec<_>>();
        let search = archive.search(&query);
        let first = search.first(20, &|| false).map(Option::unwrap_or_default);
        is_right(first, &typed_rows.iter().copied().take(20).collect(), typed);
        let best = search.ranked(20, &|| false).map(Option::unwrap_or_default);
        is_right(best, &ranks(&query, whole, &found), typed);
        let Ok(all) = search.all(&|| false) else {
            continue;
        };
        assert_eq!(rows(all.clone()), typed_rows, "{typed}");
        let all = all.expect("not left");
        is_right(search.said(&all, &|| false).map(rows), &said_rows, typed);
        let histogram = Histogram::of(&whole.articles, Some(&typed_rows), Span::Month);
        assert_eq!(archive.histogram(Some(&all), Span::Month), histogram);
        let facet = |kind| Facet::of(&whole.articles, Some(&typed_rows), kind, 10);
        let facets = archive.facets(Some(&all), &Kind::ALL, 10);
        is_right(facets, &Kind::ALL.map(facet).into(), typed);
    }
    let row = dice.below(whole.articles.len());
    let id = &whole.articles[row].id;
    is_right(archive.row_of(id), &Some(row), id);
    is_right(archive.row_of("no such id"), &None, "no such id");
    is_right(archive.row_where(&|known| known == id), &Some(row), id);
}

/// Whether an archive says of itself that it is damaged, or not whole, or answers as its files do.
fn is_harmless(archive: &Archive, whole: &Collection, dice: &mut Dice) {
    for row in 0..archive.len().min(1000) {
        if let Ok(article) = archive.article(row) {
            assert!(whole.articles.contains(&article), "row {row}");
        }
        archive.day(row);
    }
    for day in [0, 20_030_506, u32::MAX] {
        assert!(archive.row_before(day) <= archive.len());
    }
    for typed in QUERIES {
        let query = Query::parse(typed);
        let search = archive.search(&query);
        if let Ok(Some(rows)) = search.all(&|| false) {
            assert!(rows.iter().all(|row| row < archive.len()), "{typed}");
            let _ = archive.histogram(Some(&rows), Span::Month);
            let _ = archive.facets(Some(&rows), &Kind::ALL, 10);
            let _ = search.said(&rows, &|| false);
        }
    }
    let id = &dice.of(&whole.articles).id;
    let _ = archive.row_of(id);
    archive.clashes();
}

/// The files of an index.
fn keep(desk: &Desk) -> Vec<(PathBuf, Vec<u8>)> {
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("it is there");
        (path, bytes)
    };
    files(&desk.index()).into_iter().map(read).collect()
}

fn put_back(desk: &Desk, kept: &[(PathBuf, Vec<u8>)]) {
    fs::remove_dir_all(desk.index()).expect("it is there");
    for (path, bytes) in kept {
        fs::create_dir_all(path.parent().expect("a directory")).expect("it is made");
        write(path, bytes);
    }
}

/// Spoils files of an index at random, each kind of them as often.
#[test]
fn a_damaged_index_gives_no_wrong_answer_and_is_made_again() {
    zhenews::archive::silence_damage();
    // Whoever wants more of the properties wants more of this.
    let rounds = std::env::var("PROPTEST_CASES").ok();
    let rounds: u64 = rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(24);
    let mut dice = Dice::new(21);
    let desk = store(&mut dice);
    let whole = desk.whole();
    let kept = keep(&desk);
    // Another index of the same files, whose parts are as good as those of this one.
    desk.rebuild();
    let other = keep(&desk);
    let elsewhere = tempfile::tempdir().expect("a directory");
    let put = |(number, (path, bytes)): (usize, &(PathBuf, Vec<u8>))| {
        let name = path.file_name().expect("a name").to_string_lossy();
        let path = elsewhere.path().join(format!("{number}-{name}"));
        write(&path, bytes);
        path
    };
    let mut others: Vec<PathBuf> = other.iter().enumerate().map(put).collect();
    others.extend(kept.iter().map(|(path, _)| path.clone()));
    let kind = |path: &Path| match path.extension() {
        Some(kind) => kind.to_string_lossy().into_owned(),
        None => path.to_string_lossy().into_owned(),
    };
    let kinds: BTreeSet<String> = kept.iter().map(|(path, _)| kind(path)).collect();
    let kinds: Vec<String> = kinds.into_iter().collect();
    let mut noticed = 0;
    for round in 0..rounds {
        let mut dice = Dice::new(1000 + round);
        put_back(&desk, &kept);
        let wanted = &kinds[round as usize % kinds.len()];
        let paths = kept.iter().map(|(path, _)| path);
        let paths: Vec<_> = paths.filter(|path| kind(path) == *wanted).collect();
        let path = *dice.of(&paths);
        let name = path.strip_prefix(desk.index()).expect("it is below");
        let before = fs::read(path).expect("it is there");
        let what = spoil(path, &others, &mut dice);
        let is_damaged = fs::read(path).ok() != Some(before);
        println!("{round}: {} {what}", name.display());
        let begun = Instant::now();
        match desk.index_dir().archive() {
            Ok(Some(archive)) => question(&archive, &whole, &mut dice),
            Ok(None) | Err(Error::Damaged) => {}
            Err(error) => panic!("{error:?}"),
        }
        let is_lock = name == Path::new("lock");
        let is_known = matches!(desk.index_dir().status(), Ok(None) | Err(Error::Damaged));
        assert_eq!(is_known, is_damaged && !is_lock);
        let watch = Told::default();
        let index_dir = desk.index_dir();
        let archive = index_dir.update_and_check(Update::Changed, &watch);
        let archive = archive.expect("it is made again");
        let is_there = path.file_name().is_none_or(|name| name != "manifest.json") || path.exists();
        if is_known && is_there {
            noticed += watch.damaged.load(Ordering::Relaxed);
        }
        assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
        compare(&archive, &whole, &mut dice, 3);
        assert!(archive.is_sound());
        assert!(desk.is_current());
    }
    assert!(noticed as u64 > rounds / 2, "only {noticed} were noticed");
}

/// Counts how often it is told of damage.
#[derive(Default)]
struct Told {
    damaged: AtomicUsize,
}

impl Watch for Told {
    fn progress(&self, _: Progress) {}

    fn grown(&self, _: Archive) {}

    fn damaged(&self, _: &Path) {
        self.damaged.fetch_add(1, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Puts a manifest in the place of one, with the sum that tells it whole.
pub(crate) fn put_manifest(desk: &Desk, manifest: &Value) {
    let rest = manifest.to_string();
    let mut hasher = SipHasher13::new();
    hasher.write(rest.as_bytes());
    let text = format!("{:016x}\n{rest}", hasher.finish());
    write(&desk.index().join("manifest.json"), text.as_bytes());
}

/// The manifest of an index.
pub(crate) fn manifest(desk: &Desk) -> Value {
    let text = fs::read_to_string(desk.index().join("manifest.json")).expect("a manifest");
    let (_, rest) = text.split_once('\n').expect("a sum");
    serde_json::from_str(rest).expect("it is JSON")
}

/// Manifests that are whole and say what cannot be.
#[test]
fn an_absurd_index_is_made_anew() {
    zhenews::archive::silence_damage();
    let mut dice = Dice::new(23);
    let desk = store(&mut dice);
    let whole = desk.whole();
    let kept = keep(&desk);
    let manifest = manifest(&desk);
    put_manifest(&desk, &manifest);
    assert!(desk.current().is_some(), "it is whole as it stands");
    let huge = json!(u64::MAX);
    let large = json!(u32::MAX);
    let first = manifest["shards"][0].clone();
    let absurd = [
        ("/version", json!(1)),
        ("/version", json!(u32::MAX)),
        ("/fold", json!(1)),
        ("/planned", huge.clone()),
        ("/planned", json!(0)),
        ("/next", huge.clone()),
        ("/shards", json!([])),
        ("/shards/0/len", large.clone()),
        ("/shards/0/len", json!(0)),
        ("/shards/0/name", json!("")),
        ("/shards/0/name", json!("../../../..")),
        ("/shards/0/name", json!("shard-0")),
        ("/shards/0/sum", huge.clone()),
        ("/shards/1", first),
        ("/order", json!(null)),
        ("/order/name", json!("lock")),
        ("/order/name", json!("/dev/null")),
        ("/order/sum", huge.clone()),
        ("/files", json!([])),
        ("/files/0/read", huge.clone()),
        ("/files/0/read", json!(0)),
        ("/files/0/lines", huge.clone()),
        ("/files/0/pieces", json!([])),
        ("/files/0/pieces/0/end", huge.clone()),
        ("/files/0/pieces/0/sum", json!(0)),
        ("/files/0/gone", json!(true)),
        ("/files/0/path", json!("/dev/null")),
        ("/files/0/path", json!("\u{4e00}")),
        ("/files/0/form", json!({ "Whole": u64::MAX })),
        ("/files/0/state/len", huge.clone()),
        ("/files/0/state/written", huge.clone()),
        ("/files/1/heads", json!([])),
        ("/problems", huge),
    ];
    for (at, value) in absurd {
        put_back(&desk, &kept);
        let mut manifest = manifest.clone();
        *manifest.pointer_mut(at).expect(at) = value.clone();
        put_manifest(&desk, &manifest);
        if let Some(archive) = desk.archive() {
            is_harmless(&archive, &whole, &mut dice);
        }
        // Something comes, so that what the manifest says is built upon.
        desk.append("a.jsonl", b"\n");
        let updated = desk
            .index_dir()
            .update(Update::Changed, &Unwatched)
            .expect("it is mended");
        is_harmless(&updated, &whole, &mut dice);
        let archive = desk
            .index_dir()
            .update(Update::Rebuild, &Unwatched)
            .expect("it is made");
        compare(&archive, &whole, &mut dice, 2);
        assert_eq!(fs::read_dir(desk.cache()).expect("it is there").count(), 1);
    }
}

/// It finds other things than a query of ours asks for.
#[test]
fn an_index_of_another_fold_is_made_anew_by_itself() {
    let mut dice = Dice::new(24);
    let desk = store(&mut dice);
    let whole = desk.whole();
    let mut older = manifest(&desk);
    older["fold"] = json!(1);
    put_manifest(&desk, &older);
    assert!(desk.current().is_none(), "it is not read");
    let archive = desk.index_dir().update(Update::Changed, &Unwatched);
    compare(&archive.expect("it is made"), &whole, &mut dice, 2);
    assert_ne!(manifest(&desk)["fold"], 1);
}

/// A pipe would be waited for, and a device read for ever.
#[test]
fn what_is_no_file_in_the_place_of_one_of_an_index_is_damage() {
    zhenews::archive::silence_damage();
    let mut dice = Dice::new(22);
    let desk = store(&mut dice);
    let whole = desk.whole();
    let kept = keep(&desk);
    let mut seen = BTreeSet::new();
    for (path, _) in &kept {
        if !seen.insert(path.extension().or(path.file_name())) {
            continue;
        }
        put_back(&desk, &kept);
        fs::remove_file(path).expect("it is there");
        symlink("/dev/zero", path).expect("a link");
        let is_lock = path.ends_with("lock");
        let is_known = matches!(desk.index_dir().status(), Ok(None) | Err(Error::Damaged));
        assert_eq!(is_known, !is_lock, "{path:?}");
        let archive = desk.index_dir().update(Update::Changed, &Unwatched);
        compare(&archive.expect("it is made again"), &whole, &mut dice, 1);
    }
    assert!(seen.len() > 5, "{seen:?}");
}
