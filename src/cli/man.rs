//! `zhenews man`: the man page, every command on it, made from the definitions of the arguments.

use std::io;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use super::args::Arguments;
use super::failure::Failure;
use super::guide;
use super::out::Out;
use crate::exit::{self, Exit};
use crate::lang::IoContext as _;

/// Prints the man page.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn run(out: &mut Out) -> Result<Exit, Failure> {
    let page = page().context(("the man page", "手册页"))?;
    out.print(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Success)
}

fn page() -> io::Result<Vec<u8>> {
    let mut root = Arguments::command();
    root.build();
    let man = Man::new(root.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut commands = Roff::new();
    commands
        .control("SH", ["COMMANDS"])
        .text([roman(guide::FIRST_WORD)]);
    commands.to_writer(&mut page)?;
    for command in root
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
    {
        command_part(command, &mut page)?;
    }
    closing_sections().to_writer(&mut page)?;
    Ok(page)
}

/// A command's part of the page: its usage for a heading, its text and options below.
fn command_part(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let usage = command.clone().render_usage().to_string();
    let mut heading = Roff::new();
    heading.control("SS", [usage.trim_start_matches("Usage: ").trim()]);
    heading.to_writer(page)?;
    let man = Man::new(command.clone());
    let mut sections = Vec::new();
    man.render_description_section(&mut sections)?;
    man.render_options_section(&mut sections)?;
    // On a page of their own these have headings; here they are parts of one section.
    let is_heading = |line: &&[u8]| line.starts_with(b".SH");
    for line in sections
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| !is_heading(line))
    {
        page.extend_from_slice(line);
    }
    Ok(())
}

fn closing_sections() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]).text([roman(guide::KEYS)]);
    roff.control("SH", ["STORE"]).text([roman(guide::FORMAT)]);
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in exit::MEANINGS {
        roff.control("TP", [])
            .text([bold(code)])
            .text([roman(meaning)]);
    }
    roff.control("SH", ["ENVIRONMENT"]);
    roff.control("TP", []).text([bold("NO_COLOR")]);
    roff.text([roman(
        "Where it is set and not empty, the output has no colours and no marks.",
    )]);
    roff.control("TP", [])
        .text([bold("COLORTERM, TERM, COLORFGBG")]);
    roff.text([roman(
        "How many colours the terminal has, and whether its ground is dark, where it does not answer.",
    )]);
    roff.control("TP", [])
        .text([bold("LC_ALL, LC_MESSAGES, LANG")]);
    roff.text([roman(
        "Where the locale is Chinese, so are the reader's interface and what the commands say.",
    )]);
    roff.control("SH", ["FILES"]);
    roff.control("TP", [])
        .text([bold("$XDG_CONFIG_HOME/zhenews/config.toml")]);
    roff.text([roman(guide::SETTINGS)]);
    roff.control("SH", ["EXAMPLES"]);
    for (command, what) in guide::EXAMPLES {
        roff.control("TP", [])
            .text([italic(command)])
            .text([roman(what)]);
    }
    roff
}
