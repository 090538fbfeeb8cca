//! What is read of sound texts and of broken ones, and that no text takes long.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Returns the titles of a text's records, and what is wrong in it.
fn read(text: &str) -> (Vec<String>, Vec<Fault>) {
    let found = records(text, &Names::new(&[]));
    let titles = found.records.iter().map(|record| {
        let (_, title) = record
            .fields
            .0
            .iter()
            .find(|(name, _)| name == "title")
            .unwrap();
        json::string(title).0
    });
    (titles.collect(), found.faults)
}

fn titles_with_faults(text: &str, faults: usize) -> String {
    let (titles, found) = read(text);
    assert_eq!(found.len(), faults, "{text}\n{found:?}");
    titles.concat()
}

#[test]
fn every_form_of_a_store_is_read() {
    for (text, titles) in [
        (r#"{"title":"甲"}"#, "甲"),
        (r#"[{"title":"甲"},{"title":"乙"}]"#, "甲乙"),
        ("[]", ""),
        (
            r#"{"source":"晨报","articles":[{"title":"甲"},{"title":"乙"}]}"#,
            "甲乙",
        ),
        (
            "{\"title\":\"甲\"}\n{\"title\":\"乙\"}\r\n\n{\"title\":\"丙\"}\n",
            "甲乙丙",
        ),
        ("{\n\"title\":\"甲\"\n}\n{\n\"title\":\"乙\"\n}", "甲乙"),
        (
            "[{\"title\":\"甲\"}]\n{\"articles\":[{\"title\":\"乙\"}]}\n{\"title\":\"丙\"}",
            "甲乙丙",
        ),
    ] {
        assert_eq!(titles_with_faults(text, 0), titles, "{text}");
    }
}

#[test]
fn an_edition_holds_for_its_records_only() {
    let text = "{\"source\":\"晨报\",\"articles\":[{\"title\":\"甲\"}]}\n{\"title\":\"乙\"}";
    let found = records(text, &Names::new(&[]));
    let editions: Vec<_> = found.records.iter().map(|record| record.edition).collect();
    assert_eq!(editions, [Some(0), None]);
}

/// Each broken record stands between two sound ones, in an array, an edition and in JSON Lines.
#[test]
fn a_broken_record_costs_itself_only() {
    for broken in [
        r#"{"title":"坏",}"#,
        r#"{"title":"坏" "page":1}"#,
        r#"{"title":坏}"#,
        r#"{"title":"坏","page":01}"#,
        r#"{title:"坏","authors":[{"name":"李明"}]}"#,
        r"{'title':'坏'}",
        r#"{"title":"他说"好"。"}"#,
        "{\"title\":\"坏\tx\"}",
        r#"{"title":"坏\x"}"#,
        r#"{"title":"坏","authors":[{"name":"李明"]}"#,
        r#"{"title":"坏","images":[{"caption":"图",}],"related":[{"title":"非"}]}"#,
        r#"{"title":"坏""#,
        r#"{"title":"坏"#,
        r#""title":"坏"}"#,
        r#"{"title":"坏","page":}"#,
        r#"{"title":"坏","page":NaN}"#,
        r#"{"title":"坏"}}"#,
        r#"{"title":"坏","body":["一","二"}"#,
    ] {
        let good = |title| format!("{{\"title\":\"{title}\",\"authors\":[{{\"name\":\"李明\"}}]}}");
        let (before, after, last) = (good("甲"), good("乙"), good("丙"));
        for text in [
            format!("[{before},{broken},{after},{last}]"),
            format!("[\n  {before},\n  {broken},\n  {after},\n  {last}\n]\n"),
            format!("{{\"articles\":[{before},{broken},{after},{last}],\"source\":\"晨报\"}}"),
            format!("{before}\n{broken}\n{after}\n{last}\n"),
        ] {
            let (titles, faults) = read(&text);
            let titles = titles.concat().replace('坏', "");
            assert_eq!(titles, "甲乙丙", "{text}\n{faults:?}");
            assert!(!faults.is_empty(), "{text}");
        }
    }
}

#[test]
fn no_number_of_broken_records_hides_a_sound_one() {
    let filler = "字".repeat(200);
    let sound = format!("{{\"title\":\"甲\",\"body\":\"{filler}\"}}");
    let cut = "{\"title\":\"坏\",\"body\":\"断";
    for broken in [
        cut,
        "{\"title\":\"坏\",",
        "{\"title\":\"坏\" \"body\":\"b\"}",
    ] {
        for (before, between, after) in [("[", ",\n", "]"), ("[", ",", "]"), ("", "\n", "")] {
            let unit = [sound.as_str(), broken, broken].join(between) + between;
            let text = format!("{before}{}{sound}{after}", unit.repeat(100));
            let (titles, faults) = read_lenient(&text);
            let sound = titles.iter().filter(|title| *title == "甲").count();
            assert_eq!(sound, 101, "{broken} {between:?}");
            assert!(faults >= 100, "{broken} {between:?}");
        }
    }
}

#[test]
fn a_raw_line_break_in_a_string_is_one_fault() {
    let text = "[{\"title\":\"甲\"},{\"title\":\"坏\n\n坏\",\"page\":\"1\"},{\"title\":\"乙\"}]";
    assert_eq!(titles_with_faults(text, 1), "甲乙");
}

#[test]
fn a_broken_record_alone_is_one_fault() {
    assert_eq!(titles_with_faults(r#"[{"title":"坏",}]"#, 1), "");
    assert_eq!(titles_with_faults(r#"{"title":"坏",}"#, 1), "");
    assert_eq!(
        titles_with_faults(r#"[{"title":"甲"},{"title":"坏"#, 1),
        "甲"
    );
    assert_eq!(titles_with_faults(r#"[{"title":"甲"},]"#, 1), "甲");
    assert_eq!(
        titles_with_faults(r#"[{"title":"甲"}{"title":"乙"}]"#, 1),
        "甲乙"
    );
    assert_eq!(titles_with_faults(r#"{"title":"甲"},"#, 1), "甲");
    assert_eq!(
        titles_with_faults(r#"{"title":"甲"}{"title":"乙"}"#, 1),
        "甲乙"
    );
}

#[test]
fn a_broken_field_of_an_edition_costs_that_field_only() {
    let text = r#"{"source":晨报,"articles":[{"title":"甲"},{"title":"乙"}]}"#;
    assert_eq!(titles_with_faults(text, 1), "甲乙");
    let text = r#"{"articles":[{"title":"甲"}],"source":晨报}"#;
    assert_eq!(titles_with_faults(text, 1), "甲");
}

#[test]
fn a_text_made_to_be_read_again_and_again_is_given_up() {
    let size = 200_000;
    for unit in [
        "{\"a\":\n{}\n,\"b\":\n",
        "[{\"a\" ",
        "{\"a\":{\"a\"",
        "{\"a\":[{\"title\":\"x\"},\n",
        "{\"a",
        "\"{\"",
        "{\"a\":\"\n",
        "{",
        "[",
        "{ ",
    ] {
        for start in ["", "["] {
            let text = format!("{start}{}", unit.repeat(size / unit.len()));
            let began = Instant::now();
            assert!(!records(&text, &Names::new(&[])).faults.is_empty());
            let took = began.elapsed();
            assert!(took < Duration::from_secs(4), "{start}{unit:?}: {took:?}");
        }
    }
}

proptest! {
    /// Whatever is cut out or put in, the records that it does not touch are read.
    #[test]
    fn one_damaged_byte_costs_one_record_at_most(
        at in any::<proptest::sample::Index>(),
        with in proptest::sample::select(vec!["", "x", "\"", "{", "}", "[", "]", ",", "\\", "\n"]),
        form in 0..4,
    ) {
        let record = |n| format!("{{\"title\":\"t{n}\",\"authors\":[{{\"name\":\"a\"}}],\"body\":\"b\"}}");
        let all: Vec<_> = (0..6).map(record).collect();
        let text = match form {
            0 => format!("[{}]", all.join(",")),
            1 => format!("[\n  {}\n]\n", all.join(",\n  ")),
            2 => format!("{{\"articles\":[{}]}}", all.join(",")),
            _ => all.join("\n"),
        };
        // What is before the first record belongs to none.
        let head = text.find("{\"title").unwrap();
        let at = head + at.index(text.len() - head);
        let mut damaged = text;
        damaged.replace_range(at..=at, with);
        let (titles, _) = read_lenient(&damaged);
        let sound = (0..6).filter(|n| titles.contains(&format!("t{n}"))).count();
        prop_assert!(sound >= 5, "{damaged}\n{titles:?}");
    }
}

fn read_lenient(text: &str) -> (Vec<String>, usize) {
    let found = records(text, &Names::new(&[]));
    let titles = found.records.iter().filter_map(|record| {
        let (_, title) = record.fields.0.iter().find(|(name, _)| name == "title")?;
        Some(json::string(title).0)
    });
    (titles.collect(), found.faults.len())
}
