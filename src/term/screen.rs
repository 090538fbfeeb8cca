//! The terminal as ratatui's backend, sending as few bytes as a slow line deserves.
//!
//! ratatui's own backend moves the cursor after every wide character, which triples the bytes of
//! Chinese text. Here the cursor is known to stand behind a wide character whose width no terminal
//! doubts, and is moved only where text does not go on or a width is in doubt. A frame is one
//! synchronized update and one write; one in which nothing changed sends nothing.

use std::io::{self, Stdout, Write, stdout};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::{
    Attribute, Attributes, Colors, Print, ResetColor, SetAttribute, SetAttributes, SetColors,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType as Cleared, EndSynchronizedUpdate,
};
use ratatui::backend::{Backend, ClearType, IntoCrossterm, WindowSize};
use ratatui::buffer::{Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

/// The terminal on standard output.
pub(super) struct Screen {
    out: Stdout,
    frame: Vec<u8>,
    /// Where the cursor was put last; `None` once something was printed behind.
    cursor: Option<Position>,
    /// Whether the cursor is shown; `None` when that is not known.
    shown: Option<bool>,
}

impl Screen {
    pub(super) fn new() -> Self {
        Self {
            out: stdout(),
            frame: Vec::with_capacity(16 * 1024),
            cursor: None,
            shown: None,
        }
    }
}

/// How the cells that were sent last look.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

impl Look {
    fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Sends what leads from `before` to this.
    fn queue(self, before: Self, out: &mut Vec<u8>) -> io::Result<()> {
        if self.modifier != before.modifier {
            // Attributes are cleared together: there is no one that clears bold and keeps dim.
            queue!(out, SetAttribute(Attribute::Reset))?;
            let attributes = attributes(self.modifier);
            if !self.modifier.is_empty() {
                queue!(out, SetAttributes(attributes))?;
            }
            if (self.fg, self.bg) != (Color::Reset, Color::Reset) {
                self.queue_colours(out)?;
            }
        } else if (self.fg, self.bg) != (before.fg, before.bg) {
            self.queue_colours(out)?;
        }
        Ok(())
    }

    fn queue_colours(self, out: &mut Vec<u8>) -> io::Result<()> {
        if (self.fg, self.bg) == (Color::Reset, Color::Reset) {
            return queue!(out, ResetColor);
        }
        queue!(
            out,
            SetColors(Colors::new(
                self.fg.into_crossterm(),
                self.bg.into_crossterm()
            ))
        )
    }
}

fn attributes(modifier: Modifier) -> Attributes {
    let known = [
        (Modifier::BOLD, Attribute::Bold),
        (Modifier::DIM, Attribute::Dim),
        (Modifier::UNDERLINED, Attribute::Underlined),
        (Modifier::REVERSED, Attribute::Reverse),
    ];
    let mut attributes = Attributes::none();
    for (_, attribute) in known.into_iter().filter(|(set, _)| modifier.contains(*set)) {
        attributes.set(attribute);
    }
    attributes
}

/// Whether every terminal advances by the same number of cells for what a cell shows.
fn is_width_certain(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    let undoubted = matches!(c, ' '..='~' | '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff5e}');
    undoubted && !matches!(cell.diff_option, CellDiffOption::ForcedWidth(_))
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let (mut look, mut at) = (PLAIN, None);
        for (x, y, cell) in content {
            if at != Some((x, y)) {
                queue!(self.frame, MoveTo(x, y))?;
            }
            let next = Look::of(cell);
            next.queue(look, &mut self.frame)?;
            look = next;
            queue!(self.frame, Print(cell.symbol()))?;
            at = is_width_certain(cell).then(|| (x.saturating_add(cell.cell_width()), y));
            self.cursor = None;
        }
        PLAIN.queue(look, &mut self.frame)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(false) == Some(false) {
            return Ok(());
        }
        queue!(self.frame, Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(true) == Some(true) {
            return Ok(());
        }
        queue!(self.frame, Show)
    }

    /// The reader's screen starts at its own corner.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor != Some(position) {
            self.cursor = Some(position);
            queue!(self.frame, MoveTo(position.x, position.y))?;
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        // The reader's screen is always cleared whole, and nothing is known of it before.
        (self.cursor, self.shown) = (None, None);
        queue!(self.frame, Clear(Cleared::All))
    }

    fn size(&self) -> io::Result<Size> {
        crossterm::terminal::size().map(|(width, height)| Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = crossterm::terminal::window_size()?;
        Ok(WindowSize {
            columns_rows: Size {
                width: size.columns,
                height: size.rows,
            },
            pixels: Size {
                width: size.width,
                height: size.height,
            },
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let mut update = Vec::with_capacity(self.frame.len() + 16);
        queue!(update, BeginSynchronizedUpdate)?;
        update.append(&mut self.frame);
        queue!(update, EndSynchronizedUpdate)?;
        self.out.write_all(&update)?;
        self.out.flush()
    }
}
