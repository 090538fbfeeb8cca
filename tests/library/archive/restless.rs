//! Files that change while they are indexed.

use std::fs::{self, File};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use zhenews::article::Article;

use super::changing::distinct;
use super::compare;
use super::made::{Desk, Dice, lines, write};

/// Does something to the store's files, as editors, scripts and downloads do.
fn change(desk: &Desk, dice: &mut Dice, from: usize) {
    let a = desk.store().join("a.jsonl");
    let count = 1 + dice.below(30);
    let some = lines(&distinct(dice, from, count));
    match dice.below(8) {
        0 | 1 => desk.append("a.jsonl", &some),
        2 => {
            // A line in two steps.
            let (begun, rest) = some.split_at(dice.below(some.len()));
            desk.append("a.jsonl", begun);
            thread::sleep(Duration::from_millis(dice.below(10) as u64));
            desk.append("a.jsonl", rest);
        }
        3 => desk.put("a.jsonl", &some),
        4 => {
            let len = fs::metadata(&a).expect("it is there").len();
            let file = File::options().write(true).open(&a).expect("it is there");
            file.set_len(len * 2 / 3).expect("it is cut");
        }
        5 => {
            let beside = desk.store().join("a.part");
            write(&beside, &some);
            fs::rename(&beside, &a).expect("it is put in its place");
        }
        6 => {
            // The same length, another text.
            let mut text = fs::read(&a).expect("it is there");
            let ids = memchr::memmem::find_iter(&text, "\"r").map(|at| at + 1);
            let ids = ids.collect::<Vec<_>>();
            if !ids.is_empty() {
                text[*dice.of(&ids)] = b's';
                desk.put("a.jsonl", &text);
            }
        }
        _ if dice.below(2) == 0 => desk.put("b.jsonl", &some),
        _ => drop(fs::remove_file(desk.store().join("b.jsonl"))),
    }
}

/// Changes files at random moments of the indexing; what comes of it is what a last update makes of it.
#[test]
fn files_that_change_while_they_are_indexed_are_indexed_as_they_are_at_last() {
    let mut dice = Dice::new(51);
    for _ in 0..3 {
        let desk = Desk::new();
        desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 300)));
        let mut known: Vec<Article> = desk.whole().articles;
        for round in 1..12 {
            let mut command = desk.index_command();
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let mut running = command.spawn().expect("the program starts");
            for step in 0..=dice.below(3) {
                thread::sleep(Duration::from_millis(dice.below(60) as u64));
                change(&desk, &mut dice, 1000 * round + 100 * step);
                known.extend(desk.whole().articles);
            }
            // What never holds still may be too much for it; that is no failure of the index.
            let ended = running.wait().expect("it ends").code();
            assert!(matches!(ended, Some(0 | 3)), "{ended:?}");
            if let Some(archive) = desk.archive() {
                for row in 0..archive.len() {
                    if let Ok(article) = archive.article(row) {
                        assert!(known.contains(&article), "{article:?}");
                    }
                }
            }
            if dice.below(3) == 0 {
                let archive = desk.update();
                compare(&archive, &desk.whole(), &mut dice, 2);
                known = desk.whole().articles;
            }
        }
        compare(&desk.update(), &desk.whole(), &mut dice, 4);
    }
}
