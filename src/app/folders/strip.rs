//! Where the folders stand above the list: while they are open each on a line of its own, else one after
//! another on as few lines as they take.

use super::Folders;
use crate::app::layout::{Area, Layout};
use crate::app::{Model, Mouse, MouseAction};
use crate::lang::Lang;
use crate::text::sanitize;
use crate::text::width::{Ambiguous, truncate, width};

/// A list of fewer lines has none to give away.
const LEAST: u16 = 6;

/// Of so many lines of the list the folders get one.
const SHARE: u16 = 7;

/// The most cells that a name takes among others on a line.
const NAME: usize = 16;

/// How far a folder within another is indented, in cells.
const INDENT: usize = 2;

/// A folder on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its number; nothing where it tells how many others there are.
    pub folder: Option<usize>,
    /// What stands there.
    pub text: String,
    /// The line, and the first cell.
    pub y: u16,
    /// The first cell.
    pub x: u16,
    /// Whether it is the chosen one or, where they are open, the selected one.
    pub is_chosen: bool,
}

/// The language and how wide ambiguous characters are.
type Terms = (Lang, Ambiguous);

impl Folders {
    /// Takes the folders' lines off the list.
    pub(in crate::app) fn take_rows(
        &self,
        layout: Layout,
        lang: Lang,
        ambiguous: Ambiguous,
    ) -> Layout {
        let Some(list) = layout.list else {
            return layout;
        };
        let rows = self.rows_of(list, (lang, ambiguous));
        if rows == 0 {
            return layout;
        }
        let (folders, list) = list.split_rows(rows);
        Layout {
            folders: Some(folders),
            list: Some(list),
            ..layout
        }
    }

    fn rows_of(&self, list: Area, terms: Terms) -> u16 {
        if self.is_open() {
            return (self.all.len() as u16).min(list.height);
        }
        if !self.is_shown() || list.height < LEAST {
            return 0;
        }
        let most = ((list.height - 2) / SHARE).max(1);
        let labels = self.labels_in_line(list.width, most, terms);
        labels.last().map_or(0, |last| last.y + 1)
    }

    /// Returns the folders as they stand in their area.
    pub fn labels(&self, area: Area, lang: Lang, ambiguous: Ambiguous) -> Vec<Label> {
        let terms = (lang, ambiguous);
        match self.cursor {
            Some(cursor) => self.labels_below(area, cursor, terms),
            None => self.labels_in_line(area.width, area.height, terms),
        }
    }

    /// Each on a line: number, name and, at the right, count.
    fn labels_below(&self, area: Area, cursor: usize, (lang, ambiguous): Terms) -> Vec<Label> {
        let height = usize::from(area.height).max(1);
        let top = (cursor + 1).saturating_sub(height);
        let cells = usize::from(area.width);
        let folders = self.all.iter().enumerate().skip(top).take(height);
        let label = |(y, (number, folder)): (u16, (usize, &super::Folder))| {
            let is_chosen = number == cursor;
            let mark = if is_chosen { ">" } else { " " };
            let digit = match number {
                0..9 => (number + 1).to_string(),
                _ => " ".to_owned(),
            };
            let count = folder.count.map(|count| count.to_string());
            let count = count.unwrap_or_default();
            let indent = " ".repeat((folder.kind.depth() * INDENT).min(cells / 3));
            let room = cells.saturating_sub(count.len() + 6 + indent.len());
            let name = sanitize::line(folder.kind.name(lang));
            let name = truncate(&name, room, ambiguous);
            let gap = " ".repeat(room.saturating_sub(width(&name, ambiguous)));
            Label {
                folder: Some(number),
                text: format!("{mark}{digit} {indent}{name}{gap} {count}"),
                y,
                x: 0,
                is_chosen,
            }
        };
        (0..).zip(folders).map(label).collect()
    }

    /// One after another on at most `rows` lines, and how many there is no room for. The chosen one comes
    /// first where there would be none for it. What is within folders stands there only while it is chosen.
    fn labels_in_line(&self, cells: u16, rows: u16, terms: Terms) -> Vec<Label> {
        let folders = self.all.iter().enumerate();
        let outer = folders.filter(|(at, folder)| folder.kind.depth() == 0 || *at == self.chosen);
        let outer: Vec<usize> = outer.map(|(at, _)| at).collect();
        let labels = self.flow(outer.iter().copied(), (cells, rows), terms);
        let is_there = |label: &Label| label.is_chosen;
        if labels.iter().any(is_there) {
            return labels;
        }
        let chosen = self.chosen;
        let others = outer.into_iter().filter(|number| *number != chosen);
        self.flow(std::iter::once(chosen).chain(others), (cells, rows), terms)
    }

    fn flow(
        &self,
        order: impl Iterator<Item = usize>,
        room: (u16, u16),
        terms: Terms,
    ) -> Vec<Label> {
        let order: Vec<usize> = order.collect();
        let mut labels = self.placed(&order, room, 0, terms);
        if labels.len() == order.len() {
            return labels;
        }
        // Where some are left there is to be room to say how many.
        let shorter = format!(" +{}", order.len()).len() as u16;
        labels = self.placed(&order, room, shorter, terms);
        let behind = labels.last().map_or((0, 0), |last| {
            (last.x + width(&last.text, terms.1) as u16, last.y)
        });
        labels.push(Label {
            folder: None,
            text: format!(" +{}", order.len() - labels.len()),
            y: behind.1,
            x: behind.0,
            is_chosen: false,
        });
        labels
    }

    /// As many as there is room for, the last line that much shorter.
    fn placed(
        &self,
        order: &[usize],
        (cells, rows): (u16, u16),
        shorter: u16,
        terms: Terms,
    ) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        let (mut x, mut y) = (0, 0);
        for number in order {
            let room = |y: u16| cells.saturating_sub(if y + 1 == rows { shorter } else { 0 });
            let text = self.in_line(*number, usize::from(room(rows - 1)), terms);
            let taken = width(&text, terms.1) as u16;
            if x > 0 && x + taken > room(y) {
                (x, y) = (0, y + 1);
            }
            if y >= rows {
                break;
            }
            labels.push(Label {
                folder: Some(*number),
                is_chosen: *number == self.chosen,
                text,
                y,
                x,
            });
            x += taken;
        }
        labels
    }

    /// A folder among others: its name and count, the chosen one in brackets.
    fn in_line(&self, number: usize, cells: usize, (lang, ambiguous): Terms) -> String {
        let Some(folder) = self.all.get(number) else {
            return String::new();
        };
        let count = folder.count.map(|count| format!(" {count}"));
        let count = count.unwrap_or_default();
        let room = cells.saturating_sub(count.len() + 2).min(NAME);
        let name = sanitize::line(folder.kind.name(lang));
        let name = truncate(&name, room, ambiguous);
        if number == self.chosen {
            format!("[{name}{count}]")
        } else {
            format!(" {name}{count} ")
        }
    }
}

impl Model {
    /// Chooses the folder that is clicked; the wheel goes through those that are open.
    pub(in crate::app) fn mouse_on_folders(&mut self, mouse: Mouse, area: Area) {
        match mouse.action {
            MouseAction::Click => {
                let (x, y) = (mouse.x - area.x, mouse.y - area.y);
                let labels = self.folders.labels(area, self.lang, self.ambiguous);
                let clicked = labels.iter().find(|label| {
                    let cells = if self.folders.is_open() {
                        area.width
                    } else {
                        width(&label.text, self.ambiguous) as u16
                    };
                    label.y == y && (label.x..label.x + cells).contains(&x)
                });
                match clicked.map(|label| label.folder) {
                    Some(Some(folder)) => self.choose_folder(folder),
                    Some(None) => self.open_folders(),
                    None => {}
                }
            }
            MouseAction::WheelDown => self.folders.step(1),
            MouseAction::WheelUp => self.folders.step(-1),
            MouseAction::Drag | MouseAction::Release => {}
        }
    }
}
