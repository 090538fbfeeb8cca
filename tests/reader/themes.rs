//! The themes: what each role looks like in as many colours as there are, and that a screen says the
//! same in all of them.

use std::fmt::Write as _;

use insta::assert_snapshot;
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::style::{Color, Style};
use zhenews::app::Effect;
use zhenews::app::keys::Code;
use zhenews::text::width::Ambiguous;
use zhenews::ui::{Depth, Theme};

use crate::desk::{Reader, screen_text, shipped};

pub(crate) fn colour(colour: Option<Color>) -> String {
    match colour {
        None => "-".to_owned(),
        Some(Color::Rgb(red, green, blue)) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Some(Color::Indexed(index)) => index.to_string(),
        Some(named) => format!("{named:?}"),
    }
}

fn described(style: Style) -> String {
    let marks = format!("{:?}", style.add_modifier);
    let (ink, ground) = (colour(style.fg), colour(style.bg));
    format!("{ink} on {ground} {marks}")
}

#[test]
fn every_role_of_every_theme() {
    for name in Theme::names().iter().filter(|name| name.is_ascii()) {
        let mut table = String::new();
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen] {
            let theme = Theme::named(name, depth).expect("a theme");
            let _ = writeln!(table, "{depth:?}");
            for (role, style) in theme.roles() {
                let _ = writeln!(table, "  {role:<16} {}", described(style));
            }
        }
        assert_snapshot!(format!("theme_{name}"), table);
    }
}

/// Counts the characters that stand on the terminal's own ground.
fn bare_cells(buffer: &Buffer) -> usize {
    let (width, mut bare) = (usize::from(buffer.area.width), 0);
    for row in buffer.content().chunks(width) {
        let mut x = 0;
        while let Some(cell) = row.get(x) {
            bare += usize::from(cell.bg == Color::Reset);
            x += usize::from(cell.cell_width().max(1));
        }
    }
    bare
}

/// A screen with headlines, a text, hits and the status line.
fn reader(size: (u16, u16), ambiguous: Ambiguous) -> Reader {
    let mut reader = Reader::new(shipped(), size, ambiguous);
    reader.type_in("/植树");
    reader.press(Code::Enter);
    reader.type_in("n");
    reader
}

#[test]
fn a_screen_says_the_same_in_every_theme() {
    for size in [(80, 24), (40, 12), (200, 50)] {
        for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
            let mut reader = reader(size, ambiguous);
            for keys in ["", "?", ":"] {
                reader.type_in(keys);
                let plain = screen_text(&reader.buffer_in(&Theme::plain()));
                for name in Theme::names() {
                    let theme = Theme::named(name, Depth::True).expect("a theme");
                    let buffer = reader.buffer_in(&theme);
                    assert_eq!(screen_text(&buffer), plain, "{name}");
                    let bare = bare_cells(&buffer);
                    assert!(!theme.has_ground() || bare == 0, "{name}: {bare} cells");
                }
            }
        }
    }
}

#[test]
fn hits_and_the_selection_are_seen_without_colours() {
    let mut reader = reader((80, 24), Ambiguous::Narrow);
    let plain = Theme::plain();
    let marks = |reader: &Reader, wanted: Style| {
        let buffer = reader.buffer_in(&plain);
        let is_so = |cell: &Cell| cell.modifier == wanted.add_modifier;
        buffer.content().iter().filter(|cell| is_so(cell)).count()
    };
    assert!(marks(&reader, plain.hit) > 0);
    assert!(marks(&reader, plain.hit_here) > 0);
    assert!(reader.screen().lines().any(|line| line.starts_with('>')));
    reader.press(Code::Left);
    assert!(marks(&reader, plain.selected) > 0);
}

#[test]
fn themes_are_looked_at_one_by_one_and_kept_or_given_back() {
    for size in [(80, 24), (120, 35), (40, 12)] {
        let mut reader = Reader::of_shipped(size.0, size.1);
        let settings = &mut reader.model.settings;
        settings.themes = vec!["dark", "paper"];
        settings.theme = Some("dark".to_owned());
        let tried = |reader: &mut Reader| match reader.asked.pop() {
            Some(Effect::TryTheme(name)) => name,
            other => panic!("{other:?}"),
        };
        reader.type_in("L");
        assert!(reader.screen().contains("[dark]"), "{}", reader.screen());
        for shown in ["paper", "auto", "dark"] {
            reader.press(Code::Right);
            assert_eq!(tried(&mut reader), shown);
            let mark = format!("[{shown}]");
            assert!(reader.screen().contains(&mark), "{}", reader.screen());
        }
        reader.type_in("L");
        assert_eq!(tried(&mut reader), "paper", "its key goes on");
        reader.press(Code::Esc);
        assert_eq!(tried(&mut reader), "dark", "what was before is shown again");
        reader.type_in("LL");
        tried(&mut reader);
        reader.press(Code::Enter);
        assert_eq!(
            reader.asked.pop(),
            Some(Effect::SetTheme("paper".to_owned()))
        );
        let notice = reader.model.notice.clone().unwrap_or_default();
        assert!(notice.contains("theme = \"paper\""), "{notice}");
        reader.type_in("L");
        assert!(reader.screen().contains("[paper]"), "{}", reader.screen());
    }
}
