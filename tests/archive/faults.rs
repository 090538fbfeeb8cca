//! Indexing that is ended in the middle, by several at once, of files that do not hold still.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use zhenews::archive::Archive;
use zhenews::article::Article;
use zhenews::store::{Changed, Collection};

use super::changing::distinct;
use super::compare;
use super::made::{Desk, Dice, lines};

/// Ends the program in the middle of the work; returns whether it was ended.
fn kill_after(desk: &Desk, arguments: &[&str], time: Duration) -> bool {
    let mut command = desk.index_command();
    command.args(arguments).stdout(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    thread::sleep(time);
    let _ = child.kill();
    let ended = child.wait().expect("it ended");
    assert!(
        ended.success() || ended.code().is_none(),
        "it failed: {ended}"
    );
    ended.code().is_none()
}

/// Lets the program do its work; returns how long it took.
fn finish(desk: &Desk, arguments: &[&str]) -> Duration {
    let begun = Instant::now();
    let done = desk.index_command().args(arguments).output();
    let done = done.expect("the program starts");
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{told}");
    begun.elapsed()
}

/// Whether an archive is the beginning of a collection, every article of it.
fn begins(archive: &Archive, whole: &Collection) -> bool {
    let same = |(row, article): (usize, &Article)| archive.article(row).as_ref() == Ok(article);
    archive.len() <= whole.articles.len()
        && whole
            .articles
            .iter()
            .take(archive.len())
            .enumerate()
            .all(same)
}

/// Whether an archive is of a collection, whose files may be gone by now.
fn is_of(archive: &Archive, whole: &Collection, are_gone: bool) -> bool {
    let mut rows = whole.articles.iter().enumerate();
    let same = |(row, article): (usize, &Article)| match archive.article(row) {
        Ok(read) => read == *article,
        Err(Changed) => are_gone,
    };
    archive.len() == whole.articles.len() && rows.all(same)
}

/// Kills at random moments over first builds, those that go on, additions, deletions and rebuilds.
#[test]
fn an_index_that_is_killed_is_the_old_one_or_the_new() {
    let mut dice = Dice::new(41);
    let mut killed = 0;
    for _ in 0..4 {
        let desk = Desk::new();
        desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 400)));
        let whole = desk.whole();
        let time = {
            let other = Desk::new();
            other.put("a.jsonl", &lines(&distinct(&mut dice, 0, 400)));
            finish(&other, &[]).as_millis() as usize
        };
        let random = |dice: &mut Dice| Duration::from_millis(dice.below(time) as u64);
        for _ in 0..6 {
            killed += usize::from(kill_after(&desk, &[], random(&mut dice)));
            if let Some(archive) = desk.cabinet().archive() {
                assert!(begins(&archive, &whole));
            }
        }
        finish(&desk, &[]);
        // What an index that stands may be of.
        let mut states = vec![desk.whole()];
        for round in 0..8 {
            let added = lines(&distinct(&mut dice, 2000 + 50 * round, 40));
            match round % 4 {
                0 => desk.append("a.jsonl", &added),
                1 => desk.put("b.jsonl", &added),
                2 => std::fs::remove_file(desk.store().join("b.jsonl")).expect("it was there"),
                _ => {}
            }
            states.push(desk.whole());
            let arguments: &[&str] = if round % 4 == 3 { &["--rebuild"] } else { &[] };
            killed += usize::from(kill_after(&desk, arguments, random(&mut dice)));
            let archive = desk.cabinet().archive().expect("an index stands");
            assert!(archive.is_sound(), "it is damaged");
            assert!(archive.is_whole(), "it is but begun");
            assert!(
                states
                    .iter()
                    .any(|state| is_of(&archive, state, round % 4 == 2))
            );
            if round % 4 > 1 {
                finish(&desk, &[]);
                states.drain(..states.len() - 1);
            }
        }
        finish(&desk, &[]);
        compare(
            &desk.cabinet().archive().expect("an index stands"),
            &desk.whole(),
            &mut dice,
            5,
        );
    }
    assert!(killed >= 20, "only {killed} were killed");
}
