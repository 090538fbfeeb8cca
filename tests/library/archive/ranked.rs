//! What answers a query best: the same in an archive, which reads no report for it, as in memory.

use std::sync::Arc;

use serde_json::{Value, json};
use zhenews::archive::Archive;
use zhenews::corpus::{Held, Indexed, Session};
use zhenews::library::{Action, Id};
use zhenews::search::Query;
use zhenews::store::{Collection, Reading};

use crate::archive::made::{Desk, Dice, lines};
use crate::archive::{queries, reports};

/// A report's row, whether it matches as pinyin only, and its hits.
type Ranked = Vec<(usize, bool, Option<usize>)>;

/// The same reports, in memory and in an archive.
fn both(whole: Collection, archive: Archive) -> [Session; 2] {
    let held = Held::new(whole, &[], &Reading::default());
    [
        Session::new(Arc::new(held)),
        Session::new(Arc::new(Indexed::new(archive, &[]))),
    ]
}

fn rank(session: &mut Session, typed: &str, limit: usize) -> Ranked {
    let found = session.rank(limit, &Query::parse(typed), &|| false);
    let found = found.expect("it is read").expect("not left");
    let listed = found.listed().enumerate();
    listed
        .map(|(at, row)| (row, found.is_pinyin(at), found.hits_at(at)))
        .collect()
}

/// Holds the archive to what is in memory. Returns how many match.
fn compare([held, indexed]: &mut [Session; 2], typed: &str) -> usize {
    let expected = rank(held, typed, usize::MAX);
    assert_eq!(rank(indexed, typed, usize::MAX), expected, "{typed}");
    for limit in [0, 1, 7] {
        let best: Ranked = expected.iter().take(limit).copied().collect();
        assert_eq!(rank(indexed, typed, limit), best, "{typed}, {limit}");
    }
    expected.len()
}

/// Reports of few characters, in whatever field: words overlap, and stand in several fields.
fn crowded(dice: &mut Dice, count: usize) -> Vec<Value> {
    let text = |dice: &mut Dice, most: usize| -> String {
        let length = dice.below(most);
        let signs = [
            "树", "种", "重", "s", "z", "h", "h", "示", " ", "树种", "\"", "㎐", "Ⅲ", "㍾",
        ];
        (0..length).map(|_| *dice.of(&signs)).collect()
    };
    let report = |number: usize| {
        json!({
            "id": format!("c{number}"),
            "kicker": text(dice, 5),
            "title": text(dice, 7),
            "subtitle": text(dice, 5),
            "author": text(dice, 4),
            "section": text(dice, 4),
            "source": text(dice, 4),
            "tags": [text(dice, 4), text(dice, 4)],
            "page": format!("{}", dice.below(3)),
            "body": text(dice, 40),
        })
    };
    (0..count).map(report).collect()
}

/// Queries whose words overlap, in fields and out of them, typed and as pinyin.
fn overlapping(dice: &mut Dice) -> String {
    let words = [
        "树",
        "种",
        "树种",
        "种树",
        "树树",
        "树种树",
        "树种树种",
        "重",
        "示",
        "s",
        "z",
        "h",
        "zh",
        "sh",
        "zhs",
        "zhong",
        "shu",
        "shuz",
        "hs",
        "zhongshu",
        "种sh",
        "z\"h",
        "zh'sh",
        "hh",
        "hhh",
        "示\"",
        "i",
        "ii",
        "hz",
        "治",
        "mz",
        "明z",
    ];
    let fields = [
        "", "", "", "title:", "author:", "section:", "source:", "tag:", "page:0 ", "-",
    ];
    let word = |dice: &mut Dice| format!("{}{}", dice.of(&fields), dice.of(&words));
    let count = match dice.below(8) {
        0 => 8 + dice.below(8),
        more => 1 + more % 4,
    };
    let words: Vec<String> = (0..count).map(|_| word(dice)).collect();
    words.join(if dice.below(3) > 0 { " OR " } else { " " })
}

#[test]
fn an_archive_ranks_as_what_is_in_memory() {
    let mut dice = Dice::new(17);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 150)));
    desk.update();
    // A second shard, whose reports stand among those of the first.
    desk.put("b.jsonl", &lines(&reports(&mut dice, 150, 100)));
    let archive = desk.update();
    let whole = desk.whole();
    let typed = queries(&mut dice, &whole, 150);
    let ids: Vec<Id> = whole
        .articles
        .iter()
        .map(|article| article.id.as_str().into())
        .collect();
    let mut sessions = both(whole, archive);
    for session in &mut sessions {
        session.act(&[
            Action::Star(ids.iter().step_by(3).cloned().collect()),
            Action::Tag("植物".into(), ids.iter().step_by(5).cloned().collect()),
        ]);
    }
    let found: usize = typed
        .iter()
        .map(|typed| compare(&mut sessions, typed))
        .sum();
    assert!(found > 1000, "{found}");
    let others = [
        "",
        "的",
        "的 OR 植树 OR sfq",
        "is:starred 的",
        "tag:植 OR 的",
        "-is:starred",
        "after:2010 的 lm",
        "source:晨报 OR 晨",
        "page:3 OR 的",
        "shifanqu -的",
        "title:的 OR 的的",
    ];
    for typed in others {
        compare(&mut sessions, typed);
    }
}

#[test]
fn hits_that_overlap_are_counted_alike() {
    let mut dice = Dice::new(19);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&crowded(&mut dice, 60)));
    let archive = desk.update();
    let mut sessions = both(desk.whole(), archive);
    let found: usize = (0..200)
        .map(|_| compare(&mut sessions, &overlapping(&mut dice)))
        .sum();
    assert!(found > 1000, "{found}");
}

#[test]
fn a_phrase_of_characters_that_come_again_is_counted() {
    let desk = Desk::new();
    let bodies = [
        "的".repeat(300),
        "一二".repeat(150),
        "一二三一二".repeat(60),
    ];
    let report = |body: &String| json!({"title": "一二一", "body": body});
    desk.put(
        "a.jsonl",
        &lines(&bodies.iter().map(report).collect::<Vec<_>>()),
    );
    let archive = desk.update();
    let mut sessions = both(desk.whole(), archive);
    for count in [1, 2, 3, 7, 31, 32, 33, 63, 64, 65, 70, 150] {
        for part in ["的", "一二", "二一", "一二三", "一二三一二"] {
            compare(&mut sessions, &part.repeat(count));
            compare(&mut sessions, &format!("{} OR 一二一", part.repeat(count)));
        }
    }
}

#[test]
fn no_report_is_read_to_be_ranked() {
    let mut dice = Dice::new(23);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 80)));
    let archive = desk.update();
    let [mut held, mut indexed] = both(desk.whole(), archive);
    // What is gone cannot be read.
    desk.put("a.jsonl", b"");
    for typed in [
        "的",
        "的 OR 植树",
        "title:的 OR 树",
        "sfq",
        "source:晨报 的",
        "lim OR 的",
    ] {
        let expected = rank(&mut held, typed, 10);
        assert!(!expected.is_empty(), "{typed}");
        assert_eq!(rank(&mut indexed, typed, 10), expected, "{typed}");
    }
}

#[test]
fn ranking_is_left_when_nobody_waits() {
    let mut dice = Dice::new(29);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 30)));
    let archive = desk.update();
    for mut session in both(desk.whole(), archive) {
        let left = session.rank(5, &Query::parse("的"), &|| true);
        assert!(left.expect("it is read").is_none());
    }
}
