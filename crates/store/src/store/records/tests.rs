//! What is read of sound texts and of broken ones, and that no text takes long.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Reads a text in one window.
fn all(text: &str) -> Found<'_> {
    let window = Window {
        text,
        at: 0,
        is_last: true,
    };
    records(window, &Names::new(&[]), &mut State::new(text.len()))
}

/// Returns the titles of a text's records, and what is wrong in it.
fn read(text: &str) -> (Vec<String>, Vec<Fault>) {
    let found = all(text);
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
        ("{\"title\":\"甲\"}\r{\"title\":\"乙\"}\r", "甲乙"),
        ("{\"title\":\"甲\"}\n\u{FEFF}{\"title\":\"乙\"}\n", "甲乙"),
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
    let found = all(text);
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
        r#"{"title":"坏","page":nan}"#,
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

/// Records whose end is missing, in an array and in an edition, with what they cannot swallow.
#[test]
fn a_record_that_is_not_closed_costs_itself_only() {
    let nested = r#""related":[{"title":"非"},{"title":"非"}]"#;
    for open in [
        r#"{"title":"坏","body":["一","#,
        r#"{"title":"坏","body":["一""#,
        r#"{"title":"坏","tags":["x""#,
        r#"{"title":"坏","images":[{"src":"x"}"#,
        r#"{"title":"坏","images":[{"src":"x""#,
        r#"{"title":"坏","origin":{"file":"x","lines":[[1,2"#,
        r#"{"title":"坏","body":"断"#,
    ] {
        for good in [
            |title: &str| format!("{{\"title\":\"{title}\"}}"),
            |title: &str| {
                format!(
                    "{{\"title\":\"{title}\",\"authors\":[{{\"name\":\"李明\"}}],\"body\":[\"乙\"]}}"
                )
            },
            |title: &str| {
                format!(
                    "{{\"title\":\"{title}\",\"related\":[{{\"title\":\"非\"}},{{\"title\":\"非\"}}]}}"
                )
            },
        ] {
            let open = open.replace("\"坏\",", &format!("\"坏\",{nested},"));
            let many: Vec<_> = "甲乙丙丁".chars().map(|c| good(&c.to_string())).collect();
            let first = [many.as_slice(), &[]].concat();
            for (place, all) in [0, 1, 3].map(|place| {
                let mut all = first.clone();
                all.insert(place, open.clone());
                (place, all)
            }) {
                let (flat, lines) = (all.join(","), all.join(",\n  "));
                for text in [
                    format!("[{flat}]"),
                    format!("[\n  {lines}\n]\n"),
                    format!("{{\"source\":\"晨报\",\"articles\":[{flat}]}}"),
                    format!("{{\n \"articles\": [\n  {lines}\n]}}\n"),
                    all.join("\n"),
                ] {
                    let (titles, faults) = read_lenient(&text);
                    assert_eq!(titles.concat(), "甲乙丙丁", "{place} {text}");
                    assert!((1..=2).contains(&faults), "{text}");
                }
            }
        }
    }
}

#[test]
fn a_record_that_is_not_closed_is_told_of_where_it_begins() {
    let text = "[\n{\"title\":\"一\",\"body\":[\"甲\"]},\n{\"title\":\"二\",\"body\":[\"乙\",\n{\"title\":\"三\"},\n{\"title\":\"四\"}\n]\n";
    let (titles, faults) = read(text);
    assert_eq!(titles.concat(), "一三四");
    let begins = text.find("{\"title\":\"二").unwrap();
    assert_eq!(
        faults.iter().map(|fault| fault.at).collect::<Vec<_>>(),
        [begins]
    );
}

#[test]
fn what_lies_in_a_broken_record_is_no_record() {
    let filler = "字".repeat(40_000);
    let broken = format!(
        "{{\"title\":\"坏\",\"page\":坏,\"body\":\"{filler}\",\"related\":[{{\"title\":\"幻\"}},{{\"title\":\"影\"}}]}}"
    );
    for between in [",", ",\n"] {
        let records = [r#"{"title":"甲"}"#, &broken, r#"{"title":"乙"}"#].join(between);
        for text in [
            format!("[{records}]"),
            format!("{{\"articles\":[{records}]}}"),
        ] {
            assert_eq!(titles_with_faults(&text, 1), "甲乙");
        }
    }
    let text = format!("{{\"articles\":[{broken},{{\"title\":\"乙\"}}]}}");
    let found = all(&text);
    let editions: Vec<_> = found.records.iter().map(|record| record.edition).collect();
    assert_eq!(editions, [Some(0)]);
}

#[test]
fn a_report_may_have_articles_and_an_edition_a_title() {
    for (text, titles) in [
        (r#"{"title":"甲","body":"乙","articles":[]}"#, "甲"),
        (
            r#"{"title":"甲","articles":[{"title":"非","url":"x"}]}"#,
            "甲",
        ),
        (
            r#"[{"body":"乙","title":"甲","articles":[{"title":"非","body":"非"}]}]"#,
            "甲",
        ),
        (
            r#"{"title":"非","articles":[{"title":"甲","body":"乙"}]}"#,
            "甲",
        ),
        (r#"{"title":null,"articles":[{"title":"甲"}]}"#, "甲"),
    ] {
        assert_eq!(titles_with_faults(text, 0), titles, "{text}");
    }
    let text = r#"{"articles":[{"title":"非"}],"articles":[{"title":"甲"}]}"#;
    assert_eq!(titles_with_faults(text, 1), "甲");
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
fn a_mark_where_files_were_joined_costs_nothing_in_a_broken_text_either() {
    let text = "{\"title\":\"甲\"}\n{\"title\":\"坏\"\n\u{FEFF}{\"title\":\"乙\"}\n";
    assert_eq!(titles_with_faults(text, 1), "甲乙");
}

#[test]
fn a_broken_field_of_an_edition_costs_that_field_only() {
    let text = r#"{"source":晨报,"articles":[{"title":"甲"},{"title":"乙"}]}"#;
    assert_eq!(titles_with_faults(text, 1), "甲乙");
    let text = r#"{"articles":[{"title":"甲"}],"source":晨报}"#;
    assert_eq!(titles_with_faults(text, 1), "甲");
}

#[test]
fn a_text_made_to_be_read_again_and_again_is_read_about_once() {
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
            assert!(!all(&text).faults.is_empty());
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
    let found = all(text);
    let titles = found.records.iter().filter_map(|record| {
        let (_, title) = record.fields.0.iter().find(|(name, _)| name == "title")?;
        Some(json::string(title).0)
    });
    (titles.collect(), found.faults.len())
}
