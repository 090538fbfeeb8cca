//! What is read, and what is told where it cannot be.

use super::super::Origin;
use super::*;
use crate::lang::Lang;
use crate::text::width::Ambiguous;

fn told(text: &str) -> Vec<String> {
    let faults = read(text, &["dark", "paper"]).faults;
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn every_setting_is_read_with_its_line() {
    let text = "theme = \"paper\"\nlanguage = \"zh\"\nmeasure = 0x40\nindent = 0\n\
                ambiguous = \"wide\"\nmouse = false\nbrowser = [\"w3m\", \"-N\"]\n\
                collections = [\"a.json\", \"b\"]\n[keys]\n\"g h\" = \"help\"\nx = '查找'\n";
    let config = read(text, &["paper"]);
    assert_eq!(config.faults, []);
    assert_eq!(config.theme.value.as_deref(), Some("paper"));
    assert_eq!(config.language.value, Some(Lang::Zh));
    assert_eq!(config.measure.value, 64);
    assert_eq!(config.measure.origin, Origin::File(3));
    assert_eq!(config.indent.value, Some(0));
    assert_eq!(config.ambiguous.value, Some(Ambiguous::Wide));
    assert!(!config.mouse.value);
    assert_eq!(config.browser.value, ["w3m", "-N"]);
    assert_eq!(config.collections.value.len(), 2);
    let keys: Vec<_> = config.keys.iter().map(|key| &*key.keys).collect();
    assert_eq!(keys, ["g h", "x"]);
    assert_eq!(config.keys[0].keys_at, (10, 1));
    assert_eq!(config.keys[0].command_at, (10, 9));
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_what_was_meant() {
    assert_eq!(
        told("colour = 1\nthme = \"dark\""),
        [
            "1:1: no setting is called \"colour\"",
            "2:1: no setting is called \"thme\"; did you mean \"theme\"?"
        ]
    );
    assert_eq!(
        told("theme = \"papr\""),
        ["1:9: expected one of \"auto\", \"dark\", \"paper\"; did you mean \"paper\"?"]
    );
    assert_eq!(
        told("mouse = 1\nmeasure = \"72\"\nindent = 17"),
        [
            "1:9: expected true or false, this is a number",
            "2:11: expected a number of cells from 10 to 400, this is a string",
            "3:10: expected a number of cells from 0 to 16"
        ]
    );
    assert_eq!(
        told("browser = \"firefox %s\"\nkeys = 3\ncollections = [\"\"]"),
        [
            "1:11: expected an array of strings, this is a string",
            "2:8: expected a table of keys and commands, this is a number",
            "3:15: a path is empty"
        ]
        .map(str::to_owned)
    );
    assert_eq!(
        told("[keys]\n'树' = 1"),
        ["2:7: expected a string, this is a number"]
    );
}

#[test]
fn a_place_is_a_line_and_a_column_in_characters() {
    let text = "theme = \"green\"\r\n\n植树 = 1\n\"植树\" = 1; x\nmouse = 3";
    let faults = read(text, &["green"]).faults;
    let places: Vec<_> = faults
        .iter()
        .map(|fault| (fault.line, fault.column))
        .collect();
    assert_eq!(places, [(3, 1), (4, 8), (5, 9)]);
}

#[test]
fn a_fault_costs_itself_only() {
    let text = "measure = = 4\nmouse = \"no\"\ntheme = \"dark\"\n[keys]\nx = 4\ny = \"quit\"\n";
    let config = read(text, &["dark"]);
    assert_eq!(config.theme.value.as_deref(), Some("dark"));
    assert_eq!(config.measure.value, super::super::MEASURE);
    assert!(config.mouse.value);
    assert_eq!(config.keys.len(), 1);
    let lines: Vec<_> = config.faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 2, 5]);
}

#[test]
fn a_key_that_is_there_twice_is_told() {
    let config = read("[keys]\nx = \"quit\"\nx = \"help\"\n", &[]);
    assert_eq!(config.faults.len(), 1);
    assert_eq!(config.faults[0].line, 3);
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_fail(text in "(?s)[a-z=\"\\[\\]\n\r\\.#0-9{}植\u{feff} ]{0,60}") {
        for fault in read(&text, &["dark"]).faults {
            proptest::prop_assert!(fault.line >= 1 && fault.column >= 1);
        }
    }
}

#[test]
fn searches_are_read_in_their_order_and_what_is_none_costs_itself() {
    let text = "[searches]\n\"治 污\" = '\"治污\" -x'\nb = 3\na = \"环保\"\n";
    let config = read(text, &[]);
    let searches = config.searches.iter();
    let found: Vec<_> = searches
        .map(|s| (&*s.name, &*s.query, s.query_at))
        .collect();
    assert_eq!(
        found,
        [("治 污", "\"治污\" -x", (2, 9)), ("a", "环保", (4, 5))]
    );
    assert_eq!(told(text), ["3:5: expected a string, this is a number"]);
    assert_eq!(
        told("searches = ['环保']"),
        ["1:12: expected a table of names and queries, this is an array"]
    );
    let bare = told("[searches]\n环保 = \"环保\"\n\"治污\" = \"治污\"\n");
    assert_eq!(bare.len(), 1, "{bare:?}");
    assert!(bare[0].starts_with("2:"), "{bare:?}");
}
