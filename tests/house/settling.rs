//! That the reader settles once after each message: what is fitted, opened, fetched and counted follows from what
//! there is, and no act of the reader has to remember to have it done.

use std::path::Path;

use crate::tokens::{Token, tokens};
use crate::tree;

/// Where the steps are taken.
const SETTLE: &str = "src/app/settle.rs";

/// The steps.
const STEPS: [&str; 12] = [
    "fit",
    "fit_to",
    "open_selected",
    "fit_text",
    "fit_overlays",
    "ask_search",
    "ask_hits",
    "forget_count",
    "fetch",
    "look_on",
    "tally",
    "forget_given_up",
];

/// What they ask for.
const EFFECTS: [&str; 5] = ["Search", "Locate", "Fetch", "Tally", "SetMore"];

/// The steps that a file takes and what it asks for in their place, apart from its tests.
fn taken(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let tokens = tokens(code);
    let triples = tokens.windows(3).filter_map(|triple| match triple {
        [Token::Sign('.'), Token::Word(step), Token::Sign('(')] => Some(step),
        [Token::Word(effect), Token::PathSeparator, Token::Word(what)]
            if effect == "Effect" && EFFECTS.contains(&what.as_str()) =>
        {
            Some(what)
        }
        _ => None,
    });
    let is_settling =
        |name: &&String| STEPS.contains(&name.as_str()) || EFFECTS.contains(&name.as_str());
    triples.filter(is_settling).cloned().collect()
}

#[test]
fn the_reader_settles_in_one_place() {
    for path in tree::files("src/app", ".rs") {
        let is_test = path.ends_with("tests.rs");
        let found = taken(&tree::read(&path));
        if path == Path::new(SETTLE) {
            let missing = |name: &&&str| !found.iter().any(|taken| taken == *name);
            let missing: Vec<_> = STEPS.iter().chain(&EFFECTS).filter(missing).collect();
            assert!(missing.is_empty(), "{SETTLE} has no {missing:?}");
        } else if !is_test {
            assert_eq!(found, Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn a_step_is_seen_however_it_is_taken() {
    for source in [
        "fn f(&mut self) { self.list.fit(rows, height); }",
        "fn f() { model\n    .fetch(1); }",
        "fn f(&mut self) { self.effects.push(Effect::Locate(locate)); }",
        "fn f() { super::Effect::SetMore }",
    ] {
        assert_eq!(taken(source).len(), 1, "{source}");
    }
    for source in [
        "fn fit(&mut self) {}",
        "// self.fetch()",
        "fn f() { Msg::Search(1) }",
        "#[cfg(test)]\nmod tests { fn f() { list.fit(1, 2); } }",
    ] {
        assert_eq!(taken(source), Vec::<String>::new(), "{source}");
    }
}
