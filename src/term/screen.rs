//! The terminal as ratatui's backend, sending as few bytes as a slow line deserves.
//!
//! ratatui's own backend moves the cursor after every wide character, which triples the bytes of
//! Chinese text. Here it is moved only where text does not go on, and behind characters whose width
//! is in doubt, which the painter marks. A frame is one
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

/// The cells that a character of doubtful width is given.
fn doubtful_width(cell: &Cell) -> Option<u16> {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(width) => Some(width.get()),
        _ => None,
    }
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
            let doubtful = doubtful_width(cell);
            if let Some(width) = doubtful.filter(|width| *width > 1) {
                // A terminal that takes it for narrower leaves what is in the second cell.
                queue!(self.frame, Print(" ".repeat(width.into())), MoveTo(x, y))?;
            }
            queue!(self.frame, Print(cell.symbol()))?;
            at = match doubtful {
                Some(_) => None,
                None => Some((x.saturating_add(cell.cell_width()), y)),
            };
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

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;
    use std::sync::Arc;

    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use vt100::Parser;

    use super::*;
    use crate::app::keys::{Code, Key};
    use crate::app::report_window::{Standing, Update};
    use crate::app::{Effect, Model, Msg};
    use crate::corpus::Held;
    use crate::lang::Lang;
    use crate::library::Library;
    use crate::store::{Reading, Source, read};
    use crate::text::width::Ambiguous;
    use crate::ui::{self, Depth, Theme};

    fn send(model: &mut Model, msg: Msg) {
        let mut more = model.update(msg).contains(&Effect::SetMore);
        while more {
            more = model.update(Msg::SetMore).contains(&Effect::SetMore);
        }
    }

    fn reader((width, height): (u16, u16)) -> Model {
        let mut model = Model::new(Lang::Zh, Ambiguous::Narrow, (width, height));
        let sources = [Source::Shipped];
        let shipped = read(&sources, &Reading::default());
        let update = Update {
            holdings: Arc::new(Held::new(shipped, &sources, &Reading::default())),
            version: 1,
            standing: Standing::Moved(None),
        };
        send(&mut model, Msg::Reports(update));
        let remembered = Msg::Remembered {
            library: Box::<Library>::default(),
            damaged: 0,
        };
        send(&mut model, remembered);
        model
    }

    fn drawn(model: &Model, theme: &Theme, (width, height): (u16, u16)) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("in memory");
        let frame = terminal.draw(|frame| ui::draw(model, theme, frame));
        frame.expect("in memory").buffer.clone()
    }

    /// What a terminal puts in the place of half of a wide character when the other half is drawn over.
    #[derive(Clone, Copy, Debug)]
    enum Torn {
        /// A blank of its own ground, as tmux and alacritty do.
        Ground,
        /// A blank in the colours of what is drawn, as xterm.js does.
        Drawn,
    }

    /// Shows a frame behind another.
    fn show(terminal: &mut Parser, torn: Torn, before: &Buffer, after: &Buffer) {
        for (x, y, cell) in before.diff(after) {
            let last = x + cell.symbol().cell_width().max(1) - 1;
            let is = |x, is: fn(&vt100::Cell) -> bool| {
                terminal.screen().cell(y, x).is_some_and(is) && !cell.symbol().is_empty()
            };
            let left = is(x, vt100::Cell::is_wide_continuation).then(|| x - 1);
            let right = is(last, vt100::Cell::is_wide).then_some(last + 1);
            let mut look = Vec::new();
            if let Torn::Drawn = torn {
                Look::of(cell).queue(PLAIN, &mut look).expect("in memory");
            }
            for half in left.into_iter().chain(right) {
                terminal.process(format!("\x1b[0m\x1b[{};{}H", y + 1, half + 1).as_bytes());
                terminal.process(&look);
                terminal.process(b" \x1b[0m");
            }
            let mut screen = Screen::new();
            let cell = std::iter::once((x, y, cell));
            screen.draw(cell).expect("in memory");
            terminal.process(&screen.frame);
        }
    }

    fn colour(colour: Color) -> vt100::Color {
        match colour {
            Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
            _ => vt100::Color::Default,
        }
    }

    /// What is seen of a cell: its text, its colours and lines; of a blank the ground alone.
    type Seen = (String, Option<vt100::Color>, vt100::Color, bool, bool);

    fn seen(cell: &Cell) -> Seen {
        let text = cell.symbol().trim().to_owned();
        let is = |modifier| cell.modifier.contains(modifier);
        let (reversed, underlined) = (is(Modifier::REVERSED), is(Modifier::UNDERLINED));
        let ink = (!text.is_empty() || reversed).then_some(colour(cell.fg));
        (text, ink, colour(cell.bg), reversed, underlined)
    }

    fn seen_on(cell: &vt100::Cell) -> Seen {
        let text = cell.contents().trim().to_owned();
        let ink = (!text.is_empty() || cell.inverse()).then_some(cell.fgcolor());
        (text, ink, cell.bgcolor(), cell.inverse(), cell.underline())
    }

    #[test]
    fn what_is_on_the_screen_is_what_was_drawn_in_every_cell() {
        let keys = "jjJJlj  b}}{hjjkwjjkGggc=c=V,\u{1b}\u{1b}?jj  b\u{1b}f\u{1b}!q:co\u{1b}>>>jj<<<<zjjz*MxyvVjjlv";
        for size in [(80, 24), (120, 35), (40, 12)] {
            for (name, torn) in [
                ("paper", Torn::Ground),
                ("gruvbox-dark", Torn::Ground),
                ("plain", Torn::Ground),
                ("plain", Torn::Drawn),
                ("dark", Torn::Drawn),
            ] {
                let theme = Theme::named(name, Depth::True).expect("a theme");
                let mut model = reader(size);
                let [columns, rows] =
                    [size.0, size.1].map(|cells| NonZeroU16::new(cells).expect("cells"));
                let mut terminal = Parser::new(rows, columns, 0);
                let mut before = Buffer::empty(Rect::new(0, 0, size.0, size.1));
                for (at, key) in keys.char_indices() {
                    let after = drawn(&model, &theme, size);
                    show(&mut terminal, torn, &before, &after);
                    for y in 0..size.1 {
                        for x in 0..size.0 {
                            let shown = terminal.screen().cell(y, x).expect("on the screen");
                            if !shown.is_wide_continuation() {
                                let place = (name, torn, size, keys.get(..at), x, y);
                                assert_eq!(seen_on(shown), seen(&after[(x, y)]), "{place:?}");
                            }
                        }
                    }
                    before = after;
                    let key = match key {
                        '\u{1b}' => Key::plain(Code::Esc),
                        key => Key::char(key),
                    };
                    send(&mut model, Msg::Key(key));
                }
            }
        }
    }
}
