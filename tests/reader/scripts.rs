//! Text and headlines in another script than they are printed in.

use zhenews::app::keys::Code;
use zhenews::app::reading::Reading;
use zhenews::app::{Effect, Msg};
use zhenews::article::{Article, Block};
use zhenews::store::Collection;
use zhenews::text::conversion::ShownScript;
use zhenews::text::width::Ambiguous;

use crate::desk::Reader;
use crate::palette::configure;

/// A reader of a report in simplified characters and one in traditional ones.
fn reader() -> Reader {
    let report = |title: &str, sentence: &str| Article {
        title: Some(title.to_owned()),
        body: vec![Block::Paragraph(sentence.repeat(12))],
        ..Article::default()
    };
    let collection = Collection {
        articles: vec![
            report(
                "学校教孩子使用互联网",
                "老师教学生们打开互联网的软件，然后写下头发的颜色。",
            ),
            report("學校的樹", "學生們在樹後種下新的樹苗，老師說這裡會變綠。"),
        ],
        ..Collection::default()
    };
    Reader::new(collection, (100, 20), Ambiguous::Narrow)
}

fn reading(reader: &Reader) -> &Reading {
    reader.model.pane.reading.as_ref().expect("a report")
}

#[test]
fn text_and_headlines_are_shown_in_the_other_script_and_as_printed_again() {
    let mut reader = reader();
    let printed = reader.screen();
    reader.type_in("Z");
    let screen = reader.screen();
    for shown in ["學校教孩子使用互聯網", "頭髮的顏色", "學校的樹", "转为繁体"]
    {
        assert!(screen.contains(shown), "{shown} in\n{screen}");
    }
    assert!(!screen.contains("孩子使用互联网"), "{screen}");
    reader.type_in("Z");
    assert_eq!(reader.screen(), printed);
    // Of a traditional report the other script is the simplified one.
    reader.type_in("JZ");
    let screen = reader.screen();
    for shown in [
        "学校的树",
        "学生们在树后",
        "学校教孩子使用互联网",
        "转为简体",
    ] {
        assert!(screen.contains(shown), "{shown} in\n{screen}");
    }
}

#[test]
fn the_newspapers_names_in_the_list_are_shown_in_it_too() {
    let report = |title: &str, source: &str| Article {
        title: Some(title.to_owned()),
        source: Some(source.to_owned()),
        body: vec![Block::Paragraph(
            "老师教学生们打开互联网的软件。".to_owned(),
        )],
        ..Article::default()
    };
    let collection = Collection {
        articles: vec![report("学校", "长江网"), report("孩子", "澎湃新闻")],
        ..Collection::default()
    };
    let mut reader = Reader::new(collection, (100, 20), Ambiguous::Narrow);
    reader.type_in("Z");
    let screen = reader.screen();
    assert!(screen.contains("澎湃新聞"), "{screen}");
    assert!(!screen.contains("长江网"), "{screen}");
}

#[test]
fn hits_cover_the_whole_phrase_that_a_word_became_and_n_goes_through_them() {
    let mut reader = reader();
    configure(&mut reader, "script = 'taiwan'");
    assert_eq!(reading(&reader).converted_to(), Some(ShownScript::Taiwan));
    reader.type_in("/互联网");
    reader.press(Code::Enter);
    let shown = |reader: &Reader| -> Vec<String> {
        let reading = reading(reader);
        let text = reading.shown().text();
        let hits = reading.hits.iter();
        hits.map(|hit| text.get(hit.clone()).expect("a part of it").to_owned())
            .collect()
    };
    assert_eq!(shown(&reader), ["網際網路"; 13]);
    assert!(reader.screen().contains("孩子使用網際網路"));
    reader.type_in("nnnnnnnnnnnn");
    let hit = reading(&reader).hits[reader.model.pane.hit.expect("a hit")].clone();
    assert!(reading(&reader).shows(hit.start));
    reader.type_in("Z");
    assert_eq!(shown(&reader), ["互联网"; 13]);
}

#[test]
fn what_is_copied_is_what_is_printed() {
    for (keys, expected) in [("ZY", "互联网的软件"), ("ZVjjjy", "学校教孩子使用互联网")]
    {
        let mut reader = reader();
        reader.type_in(keys);
        let copied = reader.asked.iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        let copied = copied.expect("a copy");
        assert!(copied.contains(expected), "{keys}: {copied}");
        assert!(reading(&reader).document.text().contains(copied.trim()));
    }
}

#[test]
fn what_is_read_stays_in_sight_and_its_place_is_one_in_the_printed_text() {
    let mut reader = reader();
    configure(&mut reader, "script = 'taiwan'");
    reader.send(Msg::Resize(100, 8));
    reader.type_in("ljjjjj");
    let place = reading(&reader).anchor();
    assert!(reading(&reader).document.text().is_char_boundary(place) && place > 0);
    reader.type_in("Z");
    assert!(reading(&reader).shows(place));
    assert!(reading(&reader).anchor().abs_diff(place) < 9);
}

#[test]
fn nothing_is_corrected_in_what_is_not_printed_so() {
    let mut reader = reader();
    reader.type_in("Z,s");
    let notice = reader.model.notice.clone().unwrap_or_default();
    assert!(notice.contains("原文"), "{notice}");
    assert!(
        !reader
            .asked
            .iter()
            .any(|effect| matches!(effect, Effect::Correct(_)))
    );
}

/// The words around a hit, which a row of the list shows, are in the script that the text beside it is in.
#[test]
fn the_words_around_a_hit_are_shown_in_it_too() {
    let mut reader = reader();
    reader.type_in("/互联网的");
    reader.press(Code::Enter);
    let list = reader.model.layout().list.expect("it shows");
    let excerpt = |reader: &Reader| {
        let row = reader.model.list_row(0, list.width).expect("a report");
        let (text, hits) = row.excerpt.expect("a piece of the body");
        let hit = text.get(hits[0].clone()).expect("a hit").to_owned();
        (text.contains("老師教學生們"), hit)
    };
    assert_eq!(excerpt(&reader), (false, "互联网的".to_owned()));
    reader.type_in("Z");
    assert_eq!(excerpt(&reader), (true, "互聯網的".to_owned()));
    reader.type_in("Z");
    assert_eq!(excerpt(&reader), (false, "互联网的".to_owned()));
}
