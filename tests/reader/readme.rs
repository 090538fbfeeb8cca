//! The READMEs show the reader as it is: a real screen and the keys that are bound.

use std::fs;

use zhenews::app::keymap::{Keymap, Row};
use zhenews::lang::Lang;
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, shipped};

const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)];

/// What stands between two markers of a page.
fn between<'p>(page: &'p str, marker: &str) -> &'p str {
    let (_, rest) = page
        .split_once(&format!("<!-- {marker} -->\n"))
        .expect("an opening marker");
    rest.split_once(&format!("<!-- /{marker} -->"))
        .expect("a closing marker")
        .0
}

fn screen(lang: Lang) -> String {
    let mut reader = Reader::new(shipped(), (80, 20), Ambiguous::Narrow);
    reader.model.lang = lang;
    reader.type_in("/植树");
    format!("```text\n{}```\n", reader.screen())
}

fn keys(lang: Lang) -> String {
    let heading = lang.pick("| key | what it does |", "| 按键 | 作用 |");
    let row = |row: &Row| {
        // A bar would end the cell, in a code span too.
        let keys = row.keys().replace("  ", "` `").replace('|', "\\|");
        format!("| `{keys}` | {} |\n", row.description(lang))
    };
    let rows: String = Keymap::default().rows().iter().map(row).collect();
    format!("{heading}\n|---|---|\n{rows}")
}

#[test]
fn the_readmes_show_a_real_screen_and_every_key() {
    for (name, lang) in READMES {
        let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
        let page = fs::read_to_string(path).expect("a README");
        for (marker, made) in [("screen", screen(lang)), ("keys", keys(lang))] {
            assert_eq!(
                between(&page, marker),
                made,
                "{name} is to show, as {marker}:\n{made}"
            );
        }
    }
}
