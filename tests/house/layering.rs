//! The import rule: the table in the crate's documentation, held to the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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

/// The module that a file of `src` is: `src/text/wrap.rs` is `text::wrap`.
fn module_of(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix("src").expect("a file of src");
    inside
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect()
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
    for path in tree::files("src", ".rs") {
        let file = module_of(&path);
        if !matches!(file.join("::").as_str(), "lib" | "main") {
            assert!(table.has(&file[0]), "the table has no row for {file:?}");
            found.extend(breaches(&table, &file, &tree::read(path)));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_library_itself_only_declares_the_rooms_of_the_table() {
    let library = tree::read("src/lib.rs");
    let table = Table::parse(&library);
    let tokens = tokens(&library);
    for pair in tokens.windows(2).filter(|pair| pair[0].is_word("mod")) {
        let declared = pair[1].word().expect("a module's name");
        assert!(table.has(declared), "the table has no row for {declared}");
    }
    assert!(!tokens.iter().any(|token| token.is_word("use")));
    assert!(
        !tokens.contains(&Token::Sign('{')),
        "the library holds code"
    );
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
