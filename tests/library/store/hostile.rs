//! Files that are damaged, or made to take long.

use super::{read_bytes, titles};

#[test]
fn damaged_bytes_are_told_of_and_the_record_is_kept() {
    let mut bytes = "[{\"title\":\"新馆开放\"},\r\n{\"title\":\"旧馆\u{e000}关\u{e000}闭\"}]"
        .as_bytes()
        .to_vec();
    while let Some(at) = bytes
        .windows(3)
        .position(|three| three == "\u{e000}".as_bytes())
    {
        bytes.splice(at..at + 3, [0xFF]);
    }
    let (collection, problems) = read_bytes(&bytes, &[]);
    assert_eq!(
        titles(&collection),
        ["新馆开放", "旧馆\u{FFFD}关\u{FFFD}闭"]
    );
    let what = "bytes in 2 places are nothing in UTF-8 and show as \u{FFFD}, expected characters";
    assert_eq!(problems, [format!("a.json:2:13: {what}")]);
}

#[test]
fn damage_outside_of_records_is_told_of_too() {
    let mut bytes = "{\"source\":\"晨\u{e000}报\",\"articles\":[{\"title\":\"甲\"}]}"
        .as_bytes()
        .to_vec();
    let at = bytes
        .windows(3)
        .position(|three| three == "\u{e000}".as_bytes())
        .unwrap();
    bytes.splice(at..at + 3, [0xFF]);
    let (collection, problems) = read_bytes(&bytes, &[]);
    assert_eq!(
        collection.articles[0].source.as_deref(),
        Some("晨\u{FFFD}报")
    );
    let what = "bytes here are nothing in UTF-8 and show as \u{FFFD}, expected characters";
    assert_eq!(problems, [format!("a.json:1:13: {what}")]);
}

#[test]
fn an_encoding_that_is_not_read_is_named() {
    let bytes: Vec<u8> = "\u{FEFF}[]"
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    let (_, problems) = read_bytes(&bytes, &[]);
    assert_eq!(
        problems,
        ["a.json:1:1: text in UTF-32, expected UTF-8, UTF-16, GB18030 or Big5"]
    );
}

#[test]
fn nesting_of_any_depth_is_read_or_refused() {
    let deep = |open: &str, close: &str| {
        let depth = 200_000;
        let value = format!("{}1{}", open.repeat(depth), close.repeat(depth));
        ["body", "authors", "extra", "origin", "published"]
            .map(|field| format!("[{{\"title\":\"甲\",\"{field}\":{value}}},{{\"title\":\"乙\"}}]"))
    };
    for json in [deep("[", "]"), deep("{\"subhead\":", "}")]
        .into_iter()
        .flatten()
    {
        let (collection, _) = read_bytes(json.as_bytes(), &[]);
        assert!(titles(&collection).contains(&"乙"));
    }
}

/// A value as long as a file is one article's; benches/store.rs measures that it takes no longer than its length does.
#[test]
fn a_value_of_any_length_is_read() {
    let (digits, names) = ("1".repeat(100_000), "{\"name\":\"n\"},".repeat(10_000));
    for value in [
        format!("\"authors\":[{names}{{\"name\":\"n\"}}]"),
        format!("\"date\":{digits}"),
        format!("\"date\":\"{digits}\""),
        format!("\"page\":{digits}"),
        format!("\"byline\":\"{}\"", "李 ".repeat(50_000)),
    ] {
        let text = format!("{{\"title\":\"甲\",{value}}}");
        let (collection, _) = read_bytes(text.as_bytes(), &[]);
        assert_eq!(titles(&collection), ["甲"]);
    }
}
