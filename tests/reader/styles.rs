//! Screens in every theme, in as many colours as there are and in every layout: all of it can be read, and
//! nothing is told by colour alone.

use std::fmt::Write as _;

use insta::assert_snapshot;
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::style::{Color, Modifier};
use zhenews::app::Model;
use zhenews::app::galley::Line;
use zhenews::app::layout::Area;
use zhenews::text::width::Ambiguous;
use zhenews::ui::{Depth, Theme};

use crate::desk::{Reader, shipped};
use crate::modes::play;
use crate::palette::configure;
use crate::screens::SIZES;
use crate::themes::colour;

/// Every theme at every depth, each look once.
fn themes() -> Vec<(String, Theme)> {
    let mut themes: Vec<(String, Theme)> = Vec::new();
    for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
        for name in Theme::names() {
            let theme = Theme::named(name, depth).expect("a theme");
            if themes.iter().all(|(_, known)| *known != theme) {
                themes.push((format!("{name} {depth:?}"), theme));
            }
        }
    }
    themes
}

/// One theme of each way to tell without colours: themes of the same modifiers look the same without them.
fn bare_themes() -> Vec<(String, Theme)> {
    let marks = |theme: &Theme| theme.roles().map(|(_, style)| style.add_modifier);
    let mut themes = themes();
    themes.dedup_by_key(|(_, theme)| marks(theme));
    assert!(themes.len() > 2);
    themes
}

/// The keys that give a layout; where it is `plain`, settings do.
const LAYOUTS: [&str; 8] = ["", "w", "z", "zc", "c", "=", "wc=", "plain"];

/// Opens a reader in each layout at a size with room for all of them, and at a small one as far as it differs
/// there.
fn in_every_layout(keys: &str, mut look: impl FnMut(&str, &mut Reader)) {
    let small = ["", "=", "plain"].map(|layout| ((40, 12), layout));
    let all = LAYOUTS.map(|layout| ((80, 24), layout)).into_iter();
    for (size, layout) in all.chain(small) {
        let mut reader = Reader::new(shipped(), size, Ambiguous::Narrow);
        if layout == "plain" {
            configure(&mut reader, "plain = true");
        } else {
            reader.type_in(layout);
        }
        play(&mut reader, keys);
        look(&format!("{keys:?} in {layout:?} at {size:?}"), &mut reader);
    }
}

/// The red, green and blue of a colour that is the same on every terminal.
fn parts(colour: Color) -> Option<[u8; 3]> {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match colour {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(grey @ 232..) => Some([8 + 10 * (grey - 232); 3]),
        Color::Indexed(index @ 16..) => {
            let at = usize::from(index - 16);
            Some([at / 36, at / 6 % 6, at % 6].map(|step| STEPS[step]))
        }
        _ => None,
    }
}

/// The contrast of two colours by WCAG 2.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.039_28 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = |parts: [u8; 3]| {
        let [red, green, blue] = parts.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What is wrong with a cell's colours, if anything.
fn unreadable(cell: &Cell) -> Option<String> {
    let fault = match (cell.fg, cell.bg) {
        (Color::Reset, Color::Reset) => return None,
        // What the terminal's own text or ground is nobody knows.
        (Color::Reset, ground) => format!("the terminal's own on {ground:?}"),
        (ink @ (Color::Black | Color::White | Color::Gray | Color::DarkGray), Color::Reset) => {
            format!("{ink:?} on the terminal's own")
        }
        (ink, ground) if ink == ground => format!("{ink:?} on itself"),
        (ink, ground) => match (parts(ink), parts(ground)) {
            (Some(ink), Some(ground)) if contrast(ink, ground) < 3.0 => {
                format!("{ink:?} on {ground:?}: {:.2}", contrast(ink, ground))
            }
            _ => return None,
        },
    };
    Some(format!("{:?}: {fault}", cell.symbol()))
}

#[test]
fn whatever_stands_on_a_screen_can_be_read() {
    let themes = themes();
    for keys in ["*m", "/治理⏎n", "Vjj", "F", "f", ":x", "/(植", "T环"] {
        in_every_layout(keys, |what, reader| {
            for (name, theme) in &themes {
                let buffer = reader.buffer_in(theme);
                let faults = buffer.content().iter().filter_map(unreadable);
                let faults: Vec<String> = faults.take(3).collect();
                assert_eq!(faults, [""; 0], "{what}, {name}");
            }
        });
    }
}

/// What is seen of a cell without its colours.
fn bare(buffer: &Buffer, x: u16, y: u16) -> (&str, Modifier) {
    let cell = &buffer[(x, y)];
    (cell.symbol(), cell.modifier)
}

/// How many rows of an area look otherwise in another buffer, with all colours taken away.
fn rows_that_differ(one: &Buffer, other: &Buffer, area: Area) -> usize {
    let rows = area.y..area.y + area.height;
    let differs = |y: &u16| {
        let mut cells = area.x..area.x + area.width;
        cells.any(|x| bare(one, x, *y) != bare(other, x, *y))
    };
    rows.filter(differs).count()
}

/// Draws a model before and after a change of it, in each of [`bare_themes`].
fn drawn_twice(
    reader: &mut Reader,
    change: impl Fn(&mut Reader),
    mut look: impl FnMut(&str, &Buffer, &Buffer),
) {
    let themes = bare_themes();
    let before: Vec<Buffer> = themes
        .iter()
        .map(|(_, theme)| reader.buffer_in(theme))
        .collect();
    change(reader);
    for ((name, theme), before) in themes.iter().zip(&before) {
        look(name, before, &reader.buffer_in(theme));
    }
}

fn list(model: &Model) -> Option<Area> {
    model.layout().list
}

#[test]
fn the_selected_headline_is_told_by_more_than_colour() {
    for (keys, step) in [("", "j"), ("⏎", "J")] {
        in_every_layout(keys, |what, reader| {
            let Some(area) = list(&reader.model) else {
                return;
            };
            let heights = [0, 1].map(|row| reader.model.row_height(row, area.width));
            drawn_twice(
                reader,
                |reader| reader.type_in(step),
                |name, before, after| {
                    let head = |row: usize| Area {
                        y: area.y + heights[..row].iter().sum::<u16>(),
                        height: 1,
                        ..area
                    };
                    for row in [0, 1] {
                        let rows = rows_that_differ(before, after, head(row));
                        assert_eq!(rows, 1, "{what}, {name}: row {row}");
                    }
                    assert_eq!(
                        rows_that_differ(before, after, head(2)),
                        0,
                        "{what}, {name}"
                    );
                },
            );
        });
    }
}

#[test]
fn marks_are_told_by_more_than_colour() {
    for (keys, mark) in [("", "m"), ("", "*"), ("m", "*")] {
        in_every_layout(keys, |what, reader| {
            let Some(area) = list(&reader.model) else {
                return;
            };
            let first = Area { height: 1, ..area };
            drawn_twice(
                reader,
                |reader| reader.type_in(mark),
                |name, before, after| {
                    let rows = rows_that_differ(before, after, first);
                    assert_eq!(rows, 1, "{what}, {mark}, {name}");
                },
            );
        });
    }
}

/// The area of the text as it is set.
fn text(model: &Model) -> Option<Area> {
    let pane = model.layout().pane?;
    Some(Area {
        width: model.page_of(pane).area.width,
        ..model.page_of(pane).area
    })
}

#[test]
fn hits_are_told_by_more_than_colour() {
    in_every_layout("/治理⏎n", |what, reader| {
        let area = text(&reader.model).expect("n shows the text");
        let here = |reader: &mut Reader| reader.model.pane.hit = None;
        drawn_twice(reader, here, |name, before, after| {
            let rows = rows_that_differ(before, after, area);
            assert!((1..=2).contains(&rows), "{what}, {name}: the hit looked at");
        });
        let none = |reader: &mut Reader| {
            let reading = reader.model.pane.reading.as_mut().expect("an article");
            reading.hits.clear();
        };
        drawn_twice(reader, none, |name, before, after| {
            let (mut at, mut told) = (0, 0);
            for y in area.y..area.y + area.height {
                for x in area.x..area.x + area.width.saturating_sub(3) {
                    let is_hit =
                        before[(x, y)].symbol() == "治" && before[(x + 2, y)].symbol() == "理";
                    at += usize::from(is_hit);
                    told += usize::from(is_hit && bare(before, x, y) != bare(after, x, y));
                }
            }
            assert!(at > 0 && told == at, "{what}, {name}: {told} of {at}");
        });
    });
}

#[test]
fn lines_that_are_selected_are_told_by_more_than_colour() {
    for keys in ["V", "Vjjjj", "⏎jjjVkk"] {
        in_every_layout(keys, |what, reader| {
            let pane = reader.model.layout().pane.expect("V shows the text");
            let chosen = reader.model.pane.chosen_lines().expect("a run");
            let reading = reader.model.pane.reading.as_ref().expect("an article");
            let run = reading.run.as_ref().expect("a run").lines(reading.galley());
            let lines = reading.galley().lines().get(run).expect("lines");
            let text = |line: &Line| reading.document.text().get(line.range.clone());
            let written = lines.iter().filter(|line| {
                let is_blank = text(line).is_none_or(|text| text.trim().is_empty());
                reading.shows(line.range.start) && !is_blank
            });
            let written = written.count();
            assert!((1..=chosen).contains(&written), "{what}");
            let none = |reader: &mut Reader| {
                let reading = reader.model.pane.reading.as_mut().expect("an article");
                reading.run = None;
            };
            drawn_twice(reader, none, |name, before, after| {
                let rows = rows_that_differ(before, after, pane);
                assert!(rows >= written, "{what}, {name}: {rows} of {written}");
                let left = Area {
                    x: 0,
                    width: pane.x,
                    ..pane
                };
                let outside = rows_that_differ(before, after, left);
                assert_eq!(outside, 0, "{what}, {name}: a sign beside the text");
            });
        });
    }
}

#[test]
fn the_chosen_folder_and_name_are_told_by_more_than_colour() {
    for (keys, step) in [("F", "j"), ("2", "3"), ("f", "l")] {
        in_every_layout(keys, |what, reader| {
            let whole = reader.model.layout();
            let area = whole.folders.unwrap_or(Area {
                height: whole.status.y,
                ..whole.status
            });
            let area = Area { y: 0, ..area };
            drawn_twice(
                reader,
                |reader| reader.type_in(step),
                |name, before, after| {
                    let rows = rows_that_differ(before, after, area);
                    assert!(rows > 0, "{what}, {name}");
                },
            );
        });
    }
}

fn letter(cell: &Cell, legend: &mut Vec<String>) -> char {
    let of = |named| colour(Some(named).filter(|colour| *colour != Color::Reset));
    let style = format!("{} on {} {:?}", of(cell.fg), of(cell.bg), cell.modifier);
    let known = legend.iter().position(|known| *known == style);
    let at = known.unwrap_or_else(|| {
        legend.push(style);
        legend.len() - 1
    });
    char::from(b'a' + at as u8)
}

/// The runs of one style in each row, each style by a letter that is explained at the end.
fn runs(buffer: &Buffer, legend: &mut Vec<String>) -> String {
    let mut rows = String::new();
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        let (mut letters, mut x) = (Vec::new(), area.left());
        while x < area.right() {
            let cell = &buffer[(x, y)];
            let letter = letter(cell, legend);
            // The cells behind a wide character are part of it.
            let cells = cell.cell_width().max(1);
            letters.extend((0..cells).map(|_| letter));
            x += cells;
        }
        let parts = letters.chunk_by(|one, other| one == other);
        let parts: Vec<String> = parts
            .map(|run| format!("{}{}", run[0], run.len()))
            .collect();
        let _ = writeln!(rows, "{}", parts.join(" "));
    }
    rows
}

#[test]
fn a_screen_with_hits_and_marks_in_every_theme() {
    for name in Theme::names().iter().filter(|name| name.is_ascii()) {
        let theme = Theme::named(name, Depth::True).expect("a theme");
        let (mut legend, mut all) = (Vec::new(), String::new());
        for (columns, rows) in SIZES {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
                let mut reader = Reader::new(shipped(), (columns, rows), ambiguous);
                play(&mut reader, "*jm/治理⏎n");
                let runs = runs(&reader.buffer_in(&theme), &mut legend);
                let _ = write!(all, "==== {columns}x{rows} {ambiguous:?}\n{runs}\n");
            }
        }
        for (letter, style) in ('a'..).zip(legend) {
            let _ = writeln!(all, "{letter}: {style}");
        }
        assert_snapshot!(format!("styles_{name}"), all);
    }
}
