//! Terminals that draw ambiguous characters wide, and such as answer late.

use vte::{Params, Perform};
use zhenews::text::width::{Ambiguous, grapheme_width};

use crate::terminal::desk::{Desk, Reports, zhenews};

const COLUMNS: usize = 80;
const ROWS: usize = 24;

/// The screen of a terminal that draws ambiguous characters in two cells.
struct WideScreen {
    /// For each cell what stands in it; nothing behind a wide character.
    cells: Vec<Vec<Option<char>>>,
    row: usize,
    column: usize,
}

impl WideScreen {
    fn of(bytes: &[u8]) -> Self {
        let cells = vec![vec![Some(' '); COLUMNS]; ROWS];
        let mut screen = Self {
            cells,
            row: 0,
            column: 0,
        };
        vte::Parser::new().advance(&mut screen, bytes);
        screen
    }

    fn line(&self, row: usize) -> String {
        self.cells[row].iter().flatten().collect()
    }
}

impl Perform for WideScreen {
    fn print(&mut self, c: char) {
        let cells = grapheme_width(c.encode_utf8(&mut [0; 4]), Ambiguous::Wide);
        for at in self.column..(self.column + cells).min(COLUMNS) {
            self.cells[self.row][at] = None;
        }
        if let Some(cell) = self.cells[self.row].get_mut(self.column) {
            *cell = Some(c);
        }
        self.column += cells;
    }

    fn csi_dispatch(&mut self, params: &Params, _: &[u8], _: bool, action: char) {
        match action {
            'H' => {
                let mut at = params.iter().map(|p| usize::from(p[0]).saturating_sub(1));
                self.row = at.next().unwrap_or(0);
                self.column = at.next().unwrap_or(0);
            }
            'J' => self.cells = vec![vec![Some(' '); COLUMNS]; ROWS],
            _ => {}
        }
    }
}

/// Everything stands where it was meant to, on a terminal that advances by two cells.
#[test]
fn a_wide_terminal_shows_whole_lines_and_a_straight_rule() {
    let desk = Desk::with(zhenews(&[]), (80, 24), Reports::Wide, "");
    desk.wait_text("1/7");
    desk.send("jjjj");
    desk.wait_text("5/7");
    let screen = WideScreen::of(&desk.bytes());
    for row in 0..ROWS - 1 {
        assert_eq!(
            screen.cells[row][32],
            Some('|'),
            "row {row}: {}",
            screen.line(row)
        );
    }
    let page: String = (0..ROWS).map(|row| screen.line(row) + "\n").collect();
    for whole in [
        "有这样一群人》报道引发关注",
        "望慰问了“四城联创”一线工作人员及家属。",
    ] {
        assert!(page.contains(whole), "{page}");
    }
}

/// On a wide terminal every ambiguous character takes two cells: what follows it is positioned.
#[test]
fn the_terminal_is_asked_how_wide_it_draws() {
    let ask = |reports| {
        let desk = Desk::with(zhenews(&[]), (80, 24), reports, "");
        desk.wait_text(">+ 示范区坚决");
        // A whole screen, not the beginning of one.
        desk.settled_bytes();
        desk.contents()
    };
    let (narrow, wide) = (ask(Reports::Narrow), ask(Reports::Wide));
    assert!(narrow.contains("│") && !wide.contains("│"), "{wide}");
    assert_eq!(narrow, ask(Reports::Never), "no answer is taken for narrow");
}

#[test]
fn the_reader_can_tell_instead() {
    let desk = Desk::with(
        zhenews(&["--ambiguous", "wide"]),
        (80, 24),
        Reports::Never,
        "",
    );
    desk.wait_text("1/7");
    assert!(!desk.contents().contains('│'));
    assert!(
        !String::from_utf8_lossy(&desk.bytes()).contains("…\x1b[6n"),
        "no width is asked for"
    );
}

/// Four answers that come late, whole and torn, while the reader types.
#[test]
fn a_late_report_is_never_taken_for_keys() {
    let desk = Desk::with(zhenews(&[]), (80, 24), Reports::Never, "");
    desk.wait_text("1/7");
    desk.send("/");
    desk.wait_for("the prompt", |screen| (!screen.hide_cursor()).then_some(()));
    desk.send("\x1b[1;2R植\x1b[1;2R");
    desk.wait_text("/植");
    // Torn behind its first byte: the rest comes when the first was read as a key of its own.
    desk.send("\x1b");
    std::thread::sleep(std::time::Duration::from_millis(30));
    desk.send("[1;2R树");
    desk.wait_text("/植树");
    desk.send("\r");
    desk.wait_text("第 1 处");
}

/// GNU screen would keep each Esc once it was asked for the mouse, and knows no colours but 256.
#[test]
fn within_gnu_screen_the_mouse_is_left_alone_and_256_colours_are_used() {
    let asked = |session: Option<&str>| {
        let mut command = zhenews(&["--theme", "paper"]);
        command.env("COLORTERM", "truecolor");
        if let Some(session) = session {
            command.env("STY", session);
        }
        let desk = Desk::with(command, (80, 24), Reports::Narrow, "");
        desk.wait_text("1/7");
        desk.settled_bytes();
        let sent = desk.bytes();
        let sent = String::from_utf8_lossy(&sent);
        ["\x1b[?1002h", "48;2;", "48;5;"].map(|sequence| sent.contains(sequence))
    };
    assert_eq!(asked(None), [true, true, false]);
    assert_eq!(asked(Some("4711.pts-0.desk")), [false, false, true]);
}
