//! The import rule: the table in the crate's documentation, held to the code.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::{Named, named_paths};
use crate::tokens::{Token, tokens};
use crate::tree;

/// Who may import whom, in the table's order.
struct Table {
    rooms: Vec<String>,
    imports: BTreeMap<String, BTreeSet<String>>,
}

impl Table {
    /// Reads the rows of the crate documentation.
    fn parse(library: &str) -> Self {
        let rows: Vec<(&str, &str)> = library.lines().filter_map(row).collect();
        let rooms: Vec<String> = rows.iter().map(|(room, _)| (*room).to_owned()).collect();
        let mut table = Self {
            rooms,
            imports: BTreeMap::new(),
        };
        for (room, cell) in rows {
            let imports = table.cell(room, cell);
            table.imports.insert(room.to_owned(), imports);
        }
        table
    }

    /// Reads what one row allows: rooms by name, `nothing of ours`, `all of the above`,
    /// `everything`, `what ROOM may import`, and `never ROOM`.
    fn cell(&self, room: &str, cell: &str) -> BTreeSet<String> {
        let mut imports = BTreeSet::new();
        for part in cell.split(", ").flat_map(|part| part.split(" and ")) {
            let what = part
                .strip_prefix("what ")
                .and_then(|rest| rest.strip_suffix(" may import"));
            match (part, what, part.strip_prefix("never ")) {
                ("nothing of ours", ..) => {}
                ("everything", ..) => imports.extend(self.rooms.iter().cloned()),
                ("all of the above", ..) => {
                    let above = self.rooms.iter().take_while(|above| *above != room);
                    imports.extend(above.cloned());
                }
                (_, Some(other), _) => imports.extend(self.imports[other].iter().cloned()),
                (_, _, Some(never)) => {
                    imports.remove(never);
                }
                (named, ..) if self.has(named) => {
                    imports.insert(named.to_owned());
                }
                _ => panic!("the table says of {room}: {part}"),
            }
        }
        imports
    }

    fn has(&self, room: &str) -> bool {
        self.rooms.iter().any(|known| known == room)
    }

    fn allows(&self, room: &str, import: &str) -> bool {
        room == import || self.imports[room].contains(import)
    }
}

/// Splits a row like ``//! | [`text`] | what it is for | nothing of ours |``.
fn row(line: &str) -> Option<(&str, &str)> {
    let cells: Vec<&str> = line.strip_prefix("//! |")?.split('|').collect();
    let room = cells.first()?.trim().trim_matches(['[', ']']);
    let room = room.strip_prefix('`')?.strip_suffix('`')?;
    Some((room, cells.get(2)?.trim()))
}

/// What in a file's source its module must not name.
fn breaches(table: &Table, file: &[String], source: &str) -> Vec<String> {
    let room = &file[0];
    named_paths(&tokens(source))
        .iter()
        .filter_map(|named| {
            let wrong = foreign(room, &named.path).or_else(|| {
                let import = import(file, named)?;
                (!table.allows(room, &import)).then_some(import)
            })?;
            Some(format!("{} names {wrong}", file.join("::")))
        })
        .collect()
}

/// The room of ours that a path leads to, if it leaves its module from the crate's root.
fn import(file: &[String], named: &Named) -> Option<String> {
    let supers = named.path.iter().take_while(|s| *s == "super").count();
    let depth = file.len() + named.inside.len();
    let rest = match named.path.first()?.as_str() {
        // Visibility, as in pub(crate) and pub(super), imports nothing.
        "crate" | "super" if named.path.len() == 1 => return None,
        "crate" => named.path.get(1..)?,
        "super" if supers >= depth => named.path.get(supers..)?,
        _ => return None,
    };
    Some(rest.first().map_or_else(|| "*".to_owned(), Clone::clone))
}

/// What belongs to others and `room` must keep away from: the terminal, and for the state machine
/// also the file system and the clock.
fn foreign(room: &str, path: &[String]) -> Option<String> {
    let terminal = |s: &str| s == "crossterm" && room != "term";
    let screen = |s: &str| s.starts_with("ratatui") && !matches!(room, "ui" | "term");
    let outside = |s: &str| {
        room == "app" && path.len() > 1 && matches!(s, "fs" | "Instant" | "SystemTime" | "now")
    };
    path.iter()
        .any(|s| terminal(s) || screen(s) || outside(s))
        .then(|| path.join("::"))
}

#[test]
fn every_module_imports_what_the_table_allows() {
    let table = Table::parse(&tree::read("src/lib.rs"));
    let mut found = Vec::new();
    for path in tree::modules() {
        let file = tree::module_of(&path);
        assert!(table.has(&file[0]), "the table has no row for {file:?}");
        found.extend(breaches(&table, &file, &tree::read(path)));
    }
    assert_eq!(found, Vec::<String>::new());
}

/// What the root of a crate says besides declaring rooms and showing those of our other crates.
fn code_in_root(table: &Table, library: &str) -> Vec<String> {
    let known = ["pub", "mod", "use", "doc", "inline"];
    let tokens = tokens(library);
    let words = tokens.iter().filter_map(Token::word);
    let is_code = |word: &&str| {
        let is_ours = word.starts_with("zhenews_");
        !known.contains(word) && !is_ours && !table.has(word)
    };
    words.filter(is_code).map(str::to_owned).collect()
}

#[test]
fn the_roots_of_the_crates_only_name_the_rooms_of_the_table() {
    let table = Table::parse(&tree::read("src/lib.rs"));
    let mut shown = BTreeSet::new();
    for path in tree::libraries() {
        let library = tree::read(&path);
        let found = code_in_root(&table, &library);
        assert_eq!(found, Vec::<String>::new(), "{}", path.display());
        let tokens = tokens(&library);
        shown.extend(tokens.iter().filter_map(Token::word).map(str::to_owned));
    }
    let rooms = table.rooms.iter().filter(|room| !shown.contains(*room));
    assert_eq!(rooms.collect::<Vec<_>>(), Vec::<&String>::new());
    let code = "pub mod text;\npub use zhenews_core::{article};\nfn f() {}";
    assert_eq!(code_in_root(&table, code), ["fn", "f"]);
}

#[test]
fn the_table_is_read() {
    let table = Table::parse(&tree::read("src/lib.rs"));
    assert!(!table.allows("text", "article"));
    assert!(!table.allows("article", "text"));
    assert!(!table.allows("document", "store"));
    assert!(table.allows("document", "text"));
    assert!(table.allows("app", "search"));
    assert!(!table.allows("app", "ui"));
    assert!(table.allows("ui", "app") && table.allows("ui", "document"));
    assert!(!table.allows("ui", "store") && !table.allows("ui", "term"));
    assert!(table.allows("cli", "term") && table.allows("term", "ui"));
}

/// What the crate documentation would say of a small house.
const HOUSE: &str = "\
//! | [`text`] | strings | nothing of ours |
//! | [`store`] | files | text |
//! | [`app`] | state | all of the above |
//! | `ui` | drawing | app and what app may import, never store |
//! | [`term`] | the terminal | everything |
";

fn found(file: &str, source: &str) -> Vec<String> {
    let file: Vec<String> = file.split("::").map(str::to_owned).collect();
    breaches(&Table::parse(HOUSE), &file, source)
}

#[test]
fn forbidden_imports_are_caught_however_they_are_written() {
    for (file, source) in [
        ("text", "use crate::store;"),
        ("text::wrap", "use crate::{text::width, store::read};"),
        ("text", "use { std::fmt, crate::store };"),
        ("text", "fn f() { crate::store::read(); }"),
        ("text", "use super::store::read;"),
        ("text::wrap", "use super::{width, super::store};"),
        ("text", "mod tests { use super::super::store; }"),
        ("text", "macro_rules! m { () => { $crate::store::read() } }"),
        ("text", "use crate::*;"),
        ("text", "use crate::{self as all};"),
        ("text", "use super::*;"),
        ("text", "use crate::elsewhere;"),
        ("ui", "use crate::{app::Model, store::Problem};"),
        ("store", "use crossterm::event;"),
        ("ui", "use ratatui::crossterm::event;"),
        ("app", "use ratatui_core::style::Style;"),
        ("app", "use std::{fmt, fs};"),
        ("app", "use std::time::{Duration, Instant};"),
        ("app", "let at = jiff::Timestamp::now();"),
    ] {
        assert_eq!(found(file, source).len(), 1, "{file}: {source}");
    }
}

#[test]
fn allowed_imports_pass() {
    for (file, source) in [
        ("text::wrap", "use super::width; use super::{self as text};"),
        ("text", "pub(crate) mod wrap; pub(super) fn f() {}"),
        (
            "text",
            "// use crate::store;\nconst A: &str = \"crate::store\";",
        ),
        ("text", "mod tests { use super::*; }"),
        ("store", "use crate::text; use std::fs;"),
        ("app", "use std::time::Duration; fn tick(now: Duration) {}"),
        ("ui", "use crate::app::Model; use ratatui::buffer::Buffer;"),
        ("term", "use crate::{app, ui}; use crossterm::event;"),
    ] {
        assert_eq!(
            found(file, source),
            Vec::<String>::new(),
            "{file}: {source}"
        );
    }
}

#[test]
#[should_panic(expected = "the table says of text: whatever it likes")]
fn a_row_that_cannot_be_read_is_no_rule() {
    Table::parse("//! | [`text`] | strings | whatever it likes |");
}
