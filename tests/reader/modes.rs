//! Every mode of the reader on a screen, beside those that stand with their own tests.

use zhenews::app::keys::Code;
use zhenews::lang::{Bilingual, Lang};
use zhenews::store::{Collection, Problem};

use crate::counting;
use crate::desk::{Reader, shipped};
use crate::palette::configure;
use crate::screens::{SIZES, at_every_size, at_sizes};

/// Presses keys one by one: `⏎` is Enter, `⇥` Tab and `⎋` Esc.
pub(crate) fn play(reader: &mut Reader, keys: &str) {
    for key in keys.chars() {
        match key {
            '⏎' => reader.press(Code::Enter),
            '⇥' => reader.press(Code::Tab),
            '⎋' => reader.press(Code::Esc),
            key => reader.type_in(&key.to_string()),
        }
    }
}

#[test]
fn fields_and_marks() {
    for (name, keys) in [
        ("date", "d2019年"),
        ("date_wrong", "d昨天⏎"),
        ("tags", "T环保 植树"),
        ("note", "M再看一遍"),
        ("marks", "T环保⏎M再看一遍⏎*m"),
        ("export", "e"),
        ("export_list", "/治理⏎e"),
        ("pipe", "|wc -m"),
        ("pipe_wrong", "Vjj|wc '"),
        ("query_wrong", "/(植树 OR"),
        ("query_completed", "/is:⇥"),
        ("no_match", "/没有这样的词⏎"),
        ("no_command", ":没有这样的"),
        ("last_keys", "?G"),
    ] {
        at_every_size(name, |reader| play(reader, keys));
    }
}

#[test]
fn views_together() {
    for (name, keys) in [
        ("above_reading", "w⏎ "),
        ("above_hits", "w/四城联创⏎nnn"),
        ("zen_hits", "z/四城联创⏎nnn"),
        ("zen_spaced", "z="),
        ("columns_zen_spaced", "zc= "),
        ("columns_hits", "zc/四城联创⏎nnn"),
        ("smaller_list", "<<<<<<"),
        ("larger_list", ">>>>>>"),
        ("above_larger_list", "w>>>"),
    ] {
        at_every_size(name, |reader| play(reader, keys));
    }
    for (name, keys) in [
        ("plain_list", "j"),
        ("plain_hits", "/四城联创⏎nnn"),
        ("plain_run", "Vjj"),
    ] {
        at_every_size(name, |reader| {
            configure(reader, "plain = true");
            play(reader, keys);
        });
    }
}

#[test]
fn names_and_times() {
    for (name, keys) in [
        ("names", "f"),
        ("names_found", "/封顶⏎f⇥"),
        ("times", "t"),
        ("times_found", "/封顶⏎t⇥"),
    ] {
        at_sizes(name, &SIZES, |size, ambiguous| {
            let mut reader = Reader::new(counting::dated(), size, ambiguous);
            play(&mut reader, keys);
            reader
        });
    }
}

#[test]
fn problems() {
    let problem = |line: usize| Problem {
        file: "晨报/2019.jsonl".to_owned(),
        line,
        column: 7,
        what: Bilingual::new("“title” is a number", "“title”是数字，应为文字"),
    };
    for (name, count) in [("no_problems", 0), ("problems", 30)] {
        at_sizes(name, &SIZES, |size, ambiguous| {
            let collection = Collection {
                problems: (1..=count).map(problem).collect(),
                ..shipped()
            };
            let mut reader = Reader::new(collection, size, ambiguous);
            reader.type_in("!");
            reader
        });
    }
}

#[test]
fn in_english() {
    for (name, keys) in [
        ("english", ""),
        ("english_help", "?"),
        ("english_palette", ":next"),
    ] {
        at_every_size(name, |reader| {
            reader.model.lang = Lang::En;
            play(reader, keys);
        });
    }
}
