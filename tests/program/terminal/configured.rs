//! The reader as its settings and its terminal want it.

use std::fs::File;
use std::io::Write as _;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::terminal::desk::{Desk, Reports, is_told_of_writes, zhenews};

/// A program with a file of settings of its own.
struct Home(TempDir);

impl Home {
    fn with(settings: &str) -> Self {
        let home = Self(tempfile::tempdir().expect("a directory"));
        std::fs::create_dir(home.0.path().join("zhenews")).expect("a directory");
        home.say(settings);
        home
    }

    fn say(&self, settings: &str) {
        let path = self.0.path().join("zhenews/config.toml");
        let mut file = File::create(path).expect("a file");
        file.write_all(settings.as_bytes()).expect("it is written");
    }

    fn program(&self) -> CommandBuilder {
        let mut command = zhenews(&[]);
        command.env("XDG_CONFIG_HOME", self.0.path());
        command.env_remove("COLORTERM");
        command.env_remove("COLORFGBG");
        command
    }
}

/// Waits until something on the screen has one of the 256 colours.
fn wait_colour(desk: &Desk, index: u8) {
    desk.wait_for("a colour", |screen| {
        let cells = (0..24).flat_map(|y| (0..80).map(move |x| (y, x)));
        let mut cells = cells.filter_map(|(y, x)| screen.cell(y, x));
        let wanted = vt100::Color::Idx(index);
        cells
            .any(|cell| cell.fgcolor() == wanted || cell.bgcolor() == wanted)
            .then_some(())
    });
}

#[test]
fn settings_are_gone_by_and_read_again() {
    let home = Home::with("theme = \"gruvbox-dark\"\n[keys]\nx = \"next-article\"\n");
    let desk = Desk::new(home.program());
    desk.wait_text("1/7");
    wait_colour(&desk, 235);
    desk.send("x");
    desk.wait_text("2/7");
    home.say(
        "theme = \"paper\"\nmouse = false\nlanguage = \"en\"\n[keys]\nx = \"previous-article\"\n",
    );
    desk.send(":cxdq\r");
    desk.wait_text("the settings are read again");
    wait_colour(&desk, 255);
    desk.wait_for("the mouse to be left alone", |screen| {
        (screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None).then_some(())
    });
    desk.send("x");
    desk.wait_text("1/7");
    home.say("thme = 1\n");
    desk.send(":reload\r");
    desk.wait_text("config.toml:1");
    desk.wait_text("没有叫“thme”的设置");
}

#[test]
fn a_file_that_is_written_is_gone_by_at_once() {
    if !is_told_of_writes() {
        return;
    }
    let home = Home::with("language = \"zh\"\n");
    let desk = Desk::new(home.program());
    desk.wait_text(">+ 示范区坚决");
    home.say("language = \"en\"\n# now in English\n");
    desk.wait_text("the settings are read again");
    home.say("language = \"zh\"\n");
    desk.wait_text("已重新读取设置");
}

#[test]
fn a_faulty_file_is_told_of_and_costs_nothing_else() {
    let home = Home::with("measure = 4000\n[keys]\nx = \"next-article\"\n");
    let desk = Desk::new(home.program());
    desk.wait_text("config.toml:1");
    // The reports are there too: what is pressed before moves nothing.
    desk.wait_text("焦作日报");
    desk.send("x");
    desk.wait_text("2/7");
}

#[test]
fn the_theme_goes_by_the_ground_that_the_terminal_tells() {
    let home = Home::with("");
    let desk = Desk::with(home.program(), (80, 24), Reports::Light, "");
    desk.wait_text("1/7");
    wait_colour(&desk, 59);
    let mut command = home.program();
    command.env("COLORFGBG", "15;0");
    let desk = Desk::new(command);
    desk.wait_text("1/7");
    wait_colour(&desk, 247);
}

/// An answer that comes when the reader listens for keys already, while these are typed.
#[test]
fn a_late_ground_is_never_taken_for_keys() {
    let desk = Desk::with(Home::with("").program(), (80, 24), Reports::Never, "");
    desk.wait_text("1/7");
    desk.send("/");
    desk.wait_for("the prompt", |screen| (!screen.hide_cursor()).then_some(()));
    desk.send("植\x1b]11;rgb:0000/0000/0000\x07树");
    desk.wait_text("/植树");
    desk.send("\r");
    desk.wait_text("第 1 处");
}
