//! An index whose files are not what was written.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

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
    let edition = serde_json::json!({
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
fn question(archive: &Archive, whole: &Collection, dice: &mut Dice) {
    for row in 0..archive.len().min(1000) {
        if let Ok(article) = archive.article(row) {
            assert_eq!(whole.articles.get(row), Some(&article), "row {row}");
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

/// Spoils files of an index at random.
#[test]
fn a_damaged_index_shows_nothing_wrong_and_is_made_anew() {
    zhenews::archive::silence_damage();
    // Whoever wants more of the properties wants more of this.
    let rounds = std::env::var("PROPTEST_CASES").ok();
    let rounds: u64 = rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(30);
    let mut dice = Dice::new(21);
    let desk = store(&mut dice);
    let whole = desk.whole();
    let kept: Vec<(PathBuf, Vec<u8>)> = files(&desk.index())
        .into_iter()
        .map(|path| (path.clone(), fs::read(&path).expect("it is there")))
        .collect();
    for round in 0..rounds {
        let mut dice = Dice::new(1000 + round);
        fs::remove_dir_all(desk.index()).expect("it is there");
        for (path, bytes) in &kept {
            fs::create_dir_all(path.parent().expect("a directory")).expect("it is made");
            write(path, bytes);
        }
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
            question(&archive, &whole, &mut dice);
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
