//! The command line: one file per subcommand, and the edge at which every error becomes one line
//! and an exit code.

mod args;
mod check;
mod collection;
mod completions;
mod exit;
mod fmt;
mod guide;
mod import;
mod json;
mod list;
mod man;
mod open;
mod out;
mod rows;
mod search;
mod show;

use std::ffi::OsString;
use std::io::{self, Write as _};

use clap::Parser as _;

use crate::text::sanitize;
use args::{Arguments, Command};
pub use exit::Exit;
use out::Out;

/// Does what the arguments ask for, the program's name first among them, and returns how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(instead) => return say(&instead),
    };
    let mut out = Out::stdout();
    let done = obey(arguments, &mut out).and_then(|exit| {
        out.flush()?;
        Ok(exit)
    });
    for notice in out.take_notices() {
        remark(&notice);
    }
    done.unwrap_or_else(|error| report(&error))
}

fn obey(arguments: Arguments, out: &mut Out) -> anyhow::Result<Exit> {
    match arguments.command {
        None => open::run(arguments.reader.into()),
        Some(Command::List(args)) => list::run(args, out),
        Some(Command::Show(args)) => show::run(args, out),
        Some(Command::Search(args)) => search::run(args, out),
        Some(Command::Fmt(args)) => fmt::run(args, out),
        Some(Command::Check(args)) => check::run(args, out),
        Some(Command::Import(args)) => import::run(&args, out),
        Some(Command::Completions(args)) => completions::run(&args, out),
        Some(Command::Man) => man::run(out),
    }
}

/// Prints what clap has to say: help and version, or what is wrong with the arguments.
fn say(instead: &clap::Error) -> Exit {
    // Help that nobody reads on, or an error nobody can see, changes nothing.
    let _ = instead.print();
    if instead.use_stderr() {
        Exit::WrongUse
    } else {
        Exit::Success
    }
}

fn report(error: &anyhow::Error) -> Exit {
    let exit = Exit::of(error);
    if exit != Exit::Success {
        remark(&format!("{error:#}"));
    }
    exit
}

/// Writes a line to standard error; file names and what stands in files are made harmless.
fn remark(text: &str) {
    // Where standard error is closed nobody can be told.
    let _ = writeln!(io::stderr(), "zhenews: {}", sanitize::line(text));
}
