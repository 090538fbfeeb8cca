//! Indexing that is ended in the middle, by several at once, of files that do not hold still.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use zhenews::archive::Archive;
use zhenews::article::Article;
use zhenews::search::{Haystack, Query};
use zhenews::store::{Changed, Collection};

use super::changing::distinct;
use super::compare;
use super::damage::manifest;
use super::made::{Desk, Dice, files, lines};

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
    for _ in 0..2 {
        let desk = Desk::new();
        desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 200)));
        let whole = desk.whole();
        let time = {
            let other = Desk::new();
            other.put("a.jsonl", &lines(&distinct(&mut dice, 0, 200)));
            finish(&other, &[]).as_millis() as usize
        };
        let random = |dice: &mut Dice| Duration::from_millis(dice.below(time) as u64);
        for _ in 0..6 {
            killed += usize::from(kill_after(&desk, &[], random(&mut dice)));
            if let Some(archive) = desk.archive() {
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
                2 => fs::remove_file(desk.store().join("b.jsonl")).expect("it was there"),
                _ => {}
            }
            states.push(desk.whole());
            let arguments: &[&str] = if round % 4 == 3 { &["--rebuild"] } else { &[] };
            killed += usize::from(kill_after(&desk, arguments, random(&mut dice)));
            let archive = desk.archive().expect("an index stands");
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
            &desk.archive().expect("an index stands"),
            &desk.whole(),
            &mut dice,
            5,
        );
    }
    assert!(killed >= 10, "only {killed} were killed");
}

/// Changes the store as its owner might: appends, edits in the middle, replaces, adds and deletes.
fn change(desk: &Desk, dice: &mut Dice, round: usize) {
    let count = 1 + dice.below(60);
    let some = lines(&distinct(dice, 10_000 + 100 * round, count));
    let others = ["b.jsonl", "c.jsonl", "d.jsonl"];
    let other = *dice.of(&others);
    match dice.below(6) {
        0 | 1 => desk.append("a.jsonl", &some),
        2 => {
            let path = desk.store().join("a.jsonl");
            let text = fs::read_to_string(&path).expect("it is there");
            let mut kept: Vec<&str> = text.lines().collect();
            let at = dice.below(kept.len());
            let edited = kept[at].replace("\"title\":\"", "\"title\":\"改");
            kept[at] = &edited;
            desk.put("a.jsonl", (kept.join("\n") + "\n").as_bytes());
        }
        3 | 4 => desk.put(other, &some),
        _ => drop(fs::remove_file(desk.store().join(other))),
    }
}

/// Holds what an index counts to what a scan of the files does.
fn counts_as_a_scan(desk: &Desk) {
    let archive = desk.current().expect("it is what the files are");
    let whole = desk.whole();
    assert_eq!(archive.len(), whole.articles.len());
    let haystack = Haystack::new(&whole.articles);
    for typed in [
        "的",
        "title:改",
        "植树 OR 治理",
        "source:晨报 -的",
        "after:2010",
    ] {
        let query = Query::parse(typed);
        let found = haystack.search(&query, &|| false).expect("not left");
        let found = found.iter().filter(|found| !found.pinyin);
        let rows = archive.search(&query).all(&|| false);
        let rows = rows.expect("it is read").expect("not left");
        assert_eq!(rows.len(), found.count(), "{typed}");
    }
}

/// Ends the indexer in the middle of updates, some behind each other, and then lets one come to its end.
#[test]
fn updates_that_are_killed_end_with_the_counts_of_a_scan() {
    // Whoever wants more of the properties wants more of this.
    let wanted = std::env::var("PROPTEST_CASES").ok();
    let wanted: usize = wanted.and_then(|rounds| rounds.parse().ok()).unwrap_or(8);
    let mut dice = Dice::new(47);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 300)));
    finish(&desk, &[]);
    let (mut killed, mut round) = (0, 0);
    let mut longest = Duration::from_millis(20);
    while killed < wanted {
        for _ in 0..=dice.below(3) {
            round += 1;
            change(&desk, &mut dice, round);
            let time = dice.below(longest.as_millis() as usize) as u64;
            killed += usize::from(kill_after(&desk, &[], Duration::from_millis(time)));
            assert!(desk.archive().is_some_and(|archive| archive.is_whole()));
        }
        // How long an update takes here is found out on the way.
        longest = longest.max(finish(&desk, &[]));
        counts_as_a_scan(&desk);
        let parts = fs::read_dir(desk.index()).expect("an index").count();
        let manifest = manifest(&desk);
        let shards = manifest["shards"].as_array().map_or(0, Vec::len);
        let order = usize::from(!manifest["order"].is_null());
        assert_eq!(parts, shards + order + 2, "something was left behind");
    }
    println!("{killed} of {round} updates were killed");
}

/// What a directory holds, in bytes.
fn size(directory: &Path) -> u64 {
    let sizes = files(directory)
        .into_iter()
        .map(|path| fs::metadata(path).expect("it is there").len());
    sizes.sum()
}

/// Where the disk takes no more the command says so, the former index stands and nothing heaps up.
fn fails_and_leaves_no_trace(desk: &Desk, what: &str, mut command: impl FnMut() -> Command) {
    let before = desk.archive();
    let len = before.map(|archive| archive.len());
    let mut sizes = Vec::new();
    for _ in 0..3 {
        let done = command().output().expect("the program starts");
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(3), "{what}: {told}");
        assert!(told.contains(what), "{told}");
        assert_eq!(desk.archive().map(|archive| archive.len()), len);
        sizes.push(size(&desk.cache()));
    }
    assert_eq!(sizes[0], sizes[1]);
    assert_eq!(sizes[1], sizes[2]);
}

/// The program in a shell that lets no file be longer than a number of 512-byte blocks, and tells of it
/// rather than ending it.
fn short_files(desk: &Desk, blocks: u32) -> Command {
    let indexing = desk.index_command();
    let mut command = Command::new("sh");
    command.args([
        "-c",
        &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""),
        "sh",
    ]);
    command
        .arg(indexing.get_program())
        .args(indexing.get_args());
    for (name, value) in indexing.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command
}

#[test]
fn files_that_may_not_grow_leave_the_former_index() {
    let mut dice = Dice::new(43);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 400)));
    for blocks in [0, 1, 8, 40] {
        fails_and_leaves_no_trace(&desk, "larger than is allowed", || {
            short_files(&desk, blocks)
        });
    }
    finish(&desk, &[]);
    desk.append("a.jsonl", &lines(&distinct(&mut dice, 400, 100)));
    for blocks in [1, 8, 20] {
        fails_and_leaves_no_trace(&desk, "larger than is allowed", || {
            short_files(&desk, blocks)
        });
    }
    finish(&desk, &[]);
    let archive = desk.archive().expect("an index stands");
    compare(&archive, &desk.whole(), &mut dice, 3);
}

/// A disk of its own for the index, as long as it lives.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: PathBuf, size: u64) -> Option<Self> {
        fs::create_dir_all(&at).expect("a directory is made");
        let options = format!("size={size}");
        let mut command = Command::new("mount");
        command
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(&at);
        let done = command.output().ok()?;
        done.status.success().then_some(Self(at))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_former_index() {
    let mut dice = Dice::new(44);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 400)));
    finish(&desk, &[]);
    let whole = size(&desk.cache());
    for part in [whole / 100, whole / 8, whole / 2] {
        let Some(_disk) = Disk::mount(desk.cache(), part) else {
            println!("not tried: no disk can be mounted here");
            return;
        };
        fails_and_leaves_no_trace(&desk, "no space is left", || desk.index_command());
    }
    let _disk = Disk::mount(desk.cache(), whole * 3 / 2).expect("it could be before");
    finish(&desk, &[]);
    desk.append("a.jsonl", &lines(&distinct(&mut dice, 400, 500)));
    fails_and_leaves_no_trace(&desk, "no space is left", || desk.index_command());
    let archive = desk.archive().expect("an index stands");
    assert_eq!(archive.len(), 400);
    assert!((0..400).all(|row| archive.article(row).is_ok()));
}

#[test]
fn several_index_the_same_store_at_once() {
    let mut dice = Dice::new(45);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 300)));
    let mut is_there = false;
    for round in 0..6 {
        if round > 0 {
            desk.append("a.jsonl", &lines(&distinct(&mut dice, 1000 * round, 20)));
        }
        let start = |number: usize| {
            let mut command = desk.index_command();
            // One of them throws away what the others may be reading.
            command.args((number == 2 && round % 2 == 1).then_some("--rebuild"));
            command
                .stdout(Stdio::null())
                .spawn()
                .expect("the program starts")
        };
        let mut running: Vec<_> = (0..2 + round % 2).map(start).collect();
        while !running.is_empty() {
            let archive = desk.archive();
            assert!(archive.is_some() || !is_there, "an index was there");
            if let Some(archive) = archive {
                is_there = true;
                assert!((0..archive.len()).all(|row| archive.article(row).is_ok()));
            }
            running.retain_mut(|child| {
                let ended = child.try_wait().expect("it runs");
                assert!(ended.is_none_or(|status| status.success()), "{ended:?}");
                ended.is_none()
            });
        }
        let archive = desk.current().expect("it is what the files are");
        compare(&archive, &desk.whole(), &mut dice, 2);
    }
}
