//! Values, their places and their faults, case by case and against `serde_json`.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn fault_in(text: &str) -> (usize, String) {
    let fault = value_at::<&RawValue>(text, 0).unwrap_err();
    (fault.at, fault.what.english)
}

#[test]
fn a_fault_stands_where_the_error_is() {
    for (text, at, what) in [
        (r#"{"题":}"#, 7, "not JSON: found `}`, expected a value"),
        ("[1,\n甲]", 4, "not JSON: found `甲`, expected a value"),
        (
            "[\n\"甲\n\"]",
            6,
            "not JSON: found `\\n`, expected it written as an escape",
        ),
        ("[1 2]", 3, "not JSON: found `2`, expected `,` or `]`"),
        (
            "{1:2}",
            1,
            "not JSON: found `1`, expected a name in quotation marks",
        ),
        ("[012]", 2, "not JSON: found `1`, expected a digit"),
        (r#"["\x"]"#, 3, "not JSON: found `x`, expected an escape"),
        (
            "[trux]",
            4,
            "not JSON: found `x`, expected true, false or null",
        ),
        (
            r#"["甲  "#,
            5,
            "not JSON: the text ends here, expected the end of a string",
        ),
        ("[1,\n", 3, "not JSON: the text ends here, expected a value"),
    ] {
        let (found_at, found) = fault_in(text);
        assert_eq!(found_at, at, "{text}: {found}");
        assert!(found.starts_with(what), "{text}: {found}");
    }
}

#[test]
fn halves_of_surrogate_pairs_are_replaced() {
    let (raw, _) = value_at::<&RawValue>(r#""甲\ud83d乙\ude00""#, 0).unwrap();
    assert_eq!(string(raw), ("甲\u{FFFD}乙\u{FFFD}".to_owned(), Some(4)));
    let (raw, _) = value_at::<&RawValue>(r#""甲\ud83d\ude00""#, 0).unwrap();
    assert_eq!(string(raw), ("甲😀".to_owned(), None));
}

/// Reads a value level by level, as records are read.
fn rebuilt(value: &RawValue) -> Value {
    match Kind::of(value) {
        Kind::Text => Value::String(string(value).0),
        Kind::Array => items(value).into_iter().map(rebuilt).collect(),
        Kind::Object => {
            let Object(fields) = fields(value).unwrap();
            let fields = fields.into_iter();
            fields
                .map(|(name, value)| (name.into_owned(), rebuilt(value)))
                .collect()
        }
        _ => serde_json::from_str(value.get()).unwrap(),
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,6}|[\"\\\\\n\t甲😀]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[\"\\\\a甲]{0,3}", inner, 0..4)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn values_are_read_whole_and_their_end_is_known(value in json()) {
        let text = format!(" {value:#}\n[");
        let (raw, end) = value_at::<&RawValue>(&text, 0).unwrap();
        prop_assert_eq!(text.get(end..), Some("\n["));
        prop_assert_eq!(offset(&text, raw), 1);
        prop_assert_eq!(rebuilt(raw), value);
    }

    #[test]
    fn a_fault_is_within_the_text(text in "[\\[\\]{}\",:0-9a\\\\u 甲\n]{0,30}") {
        if let Err(fault) = value_at::<&RawValue>(&text, 0) {
            prop_assert!(text.is_char_boundary(fault.at));
        }
    }
}
