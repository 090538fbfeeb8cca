//! An index whose files are not what was written.

use std::fs;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use siphasher::sip::SipHasher13;
use zhenews::archive::Archive;
use zhenews::search::Query;
use zhenews::store::Collection;

use super::changing::distinct;
use super::compare;
use super::made::{Desk, Dice, Unwatched, files, lines, write};

/// How long everything that is asked of a damaged index may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A store with several shards, an order of their own and a file that is gone.
fn store(dice: &mut Dice) -> Desk {
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(dice, 0, 300)));
    let edition = json!({
        "source": "日报", "date": "2012-03-04", "articles": distinct(dice, 300, 30),
    });
    desk.put("b.json", edition.to_string().as_bytes());
    desk.put("c.jsonl", &lines(&distinct(dice, 330, 20)));
    desk.update();
    desk.append("a.jsonl", &lines(&distinct(dice, 400, 20)));
    desk.update();
    fs::remove_file(desk.store().join("c.jsonl")).expect("it was there");
    desk.update();
    desk
}

/// Does something bad to a file.
fn spoil(path: &Path, dice: &mut Dice) -> String {
    let mut bytes = fs::read(path).expect("it is there");
    let what = dice.below(12);
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

/// Asks everything of an archive: whatever it answers, each article is the one that its file holds.
fn question(archive: &Archive, whole: &Collection, in_order: bool, dice: &mut Dice) {
    for row in 0..archive.len().min(1000) {
        if let Ok(article) = archive.article(row) {
            let known = whole
                .articles
                .iter()
                .position(|known| known.id == article.id);
            let known = known.expect("it is there");
            assert_eq!(whole.articles[known], article, "row {row}");
            assert!(!in_order || known == row, "row {row}");
        }
        archive.day(row);
    }
    for day in [0, 20_030_506, u32::MAX] {
        assert!(archive.row_before(day) <= archive.len());
    }
    for typed in [
        "的",
        "植树",
        "\"示范区\"",
        "-的",
        "before:2010 一",
        "title:大 OR source:晨报",
        "page:3",
        "dq",
    ] {
        let query = Query::parse(typed);
        let search = archive.search(&query);
        if let Ok(Some(rows)) = search.first(20, &|| false) {
            assert!(rows.iter().all(|row| *row < archive.len()), "{typed}");
        }
        if let Ok(Some(rows)) = search.all(&|| false) {
            assert!(rows.iter().all(|row| row < archive.len()), "{typed}");
            let _ = archive.histogram(Some(&rows), zhenews::search::counts::Span::Month);
            let _ = archive.facets(Some(&rows), &zhenews::search::counts::Kind::ALL, 10);
            let _ = search.said(&rows, &|| false);
        }
    }
    let id = &dice.of(&whole.articles).id;
    archive.row_of(id);
    let _ = archive.row_where(&|known| known == id);
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

/// Spoils files of an index at random.
#[test]
fn a_damaged_index_shows_nothing_wrong_and_is_made_anew() {
    zhenews::archive::silence_damage();
    // Whoever wants more of the properties wants more of this.
    let rounds = std::env::var("PROPTEST_CASES").ok();
    let rounds: u64 = rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(16);
    let mut dice = Dice::new(21);
    let desk = store(&mut dice);
    let whole = desk.whole();
    let kept = keep(&desk);
    for round in 0..rounds {
        let mut dice = Dice::new(1000 + round);
        put_back(&desk, &kept);
        // Where most can go wrong, every other time.
        let is_rich = |path: &Path| {
            let kind = path.extension().and_then(|kind| kind.to_str());
            kind.is_some_and(|kind| ["fast", "term", "idx", "pos"].contains(&kind))
        };
        let mut paths = kept.iter().map(|(path, _)| path);
        let rich: Vec<_> = paths.clone().filter(|path| is_rich(path)).collect();
        let path = match round % 2 {
            0 => *dice.of(&rich),
            _ => paths.nth(dice.below(kept.len())).expect("a file"),
        };
        let name = path
            .strip_prefix(desk.index())
            .expect("it is below")
            .display();
        let what = spoil(path, &mut dice);
        println!("{round}: {name} {what}");
        let begun = Instant::now();
        if let Some(archive) = desk.cabinet().archive() {
            question(&archive, &whole, true, &mut dice);
        }
        let mut archive = desk
            .cabinet()
            .update(false, &Unwatched)
            .expect("it is mended");
        if !archive.is_sound() {
            archive = desk.cabinet().update(true, &Unwatched).expect("it is made");
        }
        assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
        compare(&archive, &whole, &mut dice, 6);
        assert!(archive.is_sound());
    }
}

/// Puts a manifest in the place of one, with the sum that tells it whole.
fn put_manifest(desk: &Desk, manifest: &Value) {
    let rest = manifest.to_string();
    let mut hasher = SipHasher13::new();
    hasher.write(rest.as_bytes());
    let text = format!("{:016x}\n{rest}", hasher.finish());
    write(&desk.index().join("manifest.json"), text.as_bytes());
}

/// Manifests that are whole and say what cannot be.
#[test]
fn an_absurd_index_is_made_anew() {
    zhenews::archive::silence_damage();
    let mut dice = Dice::new(23);
    let desk = store(&mut dice);
    let whole = desk.whole();
    let kept = keep(&desk);
    let text = fs::read_to_string(desk.index().join("manifest.json")).expect("a manifest");
    let (_, rest) = text.split_once('\n').expect("a sum");
    let manifest: Value = serde_json::from_str(rest).expect("it is JSON");
    put_manifest(&desk, &manifest);
    assert!(
        desk.cabinet().current().is_some(),
        "it is whole as it stands"
    );
    let huge = json!(u64::MAX);
    let large = json!(u32::MAX);
    let first = manifest["shards"][0].clone();
    let absurd = [
        ("/version", json!(1)),
        ("/version", json!(u32::MAX)),
        ("/planned", huge.clone()),
        ("/planned", json!(0)),
        ("/next", huge.clone()),
        ("/shards", json!([])),
        ("/shards/0/len", large.clone()),
        ("/shards/0/len", json!(0)),
        ("/shards/0/name", json!("")),
        ("/shards/0/name", json!("../../../..")),
        ("/shards/0/name", json!("shard-0")),
        ("/shards/0/files", huge.clone()),
        ("/shards/1", first),
        ("/order", json!(null)),
        ("/order", json!("lock")),
        ("/order", json!("/dev/null")),
        ("/files", json!([])),
        ("/files/0/read", huge.clone()),
        ("/files/0/read", json!(0)),
        ("/files/0/lines", huge.clone()),
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
        if let Some(archive) = desk.cabinet().archive() {
            question(&archive, &whole, false, &mut dice);
        }
        // Something comes, so that what the manifest says is built upon.
        desk.append("a.jsonl", b"\n");
        let updated = desk
            .cabinet()
            .update(false, &Unwatched)
            .expect("it is mended");
        question(&updated, &whole, false, &mut dice);
        let archive = desk.cabinet().update(true, &Unwatched).expect("it is made");
        compare(&archive, &whole, &mut dice, 2);
        assert_eq!(fs::read_dir(desk.cache()).expect("it is there").count(), 1);
    }
}
