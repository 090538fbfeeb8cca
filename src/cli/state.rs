//! `zhenews state`: what the reader remembers, as a file for another machine, and back.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::out::{Out, STANDARD_INPUT};
use super::target::{self, Target, is_stdout};
use crate::exit::Exit;
use crate::filetype;
use crate::lang::{IoContext as _, Lang};
use crate::library::{self, Journal};
use crate::place::Existing;
use crate::store;
use crate::term;

/// The arguments of `state`.
#[derive(Debug, Args)]
pub(super) struct StateArgs {
    #[command(subcommand)]
    command: StateCommand,
}

/// What is done with it.
#[derive(Debug, Subcommand)]
enum StateCommand {
    /// Write all marks, tags, notes, places and searches as JSON
    Export {
        /// Where to [default: standard output]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Take the place of a file that is there
        #[arg(long, requires = "file")]
        force: bool,
    },
    /// Take in what was exported, here or elsewhere
    ///
    /// Of what both say of an article the newer counts, for each kind of mark; tags are united. Nothing else
    /// is lost, and to import it twice does nothing more.
    Import {
        /// The file; - is standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Exports or imports what is remembered.
///
/// # Errors
///
/// Fails when it cannot be read or written.
pub(super) fn run(args: &StateArgs, out: &mut Out) -> Result<Exit, Failure> {
    let directory = library::directory()?;
    match &args.command {
        StateCommand::Export { file, force } => {
            let target = target_of(file.as_deref(), *force)?;
            export(&directory, target, out)?;
        }
        StateCommand::Import { file } => import(&directory, file, out)?,
    }
    Ok(Exit::Success)
}

/// Writes what is kept as JSON. It only reads there: the directory may be another's, or not there.
fn export(directory: &Path, target: Option<Target>, out: &mut Out) -> Result<(), Failure> {
    let kept = library::read(directory)?;
    tell_damage(kept.damaged, directory, out);
    let json = library::exported(&kept.library)?;
    match target {
        Some(target) => write(target, &json)?,
        None => writeln!(out, "{json}")?,
    }
    Ok(())
}

fn import(directory: &Path, file: &Path, out: &mut Out) -> Result<(), Failure> {
    let lang = out.lang();
    let imported = library::read_export(&read(file)?, library::now());
    let imported = imported.map_err(|why| why.about(file))?;
    let mut opened = Journal::open(directory)?;
    tell_damage(opened.damaged, directory, out);
    let count = opened.journal.merge(&imported.records)?.added;
    out.notice(match lang {
        Lang::En => format!("{count} records taken in"),
        Lang::Zh => format!("已并入 {count} 条记录"),
    });
    let untimed = imported.untimed;
    if untimed > 0 {
        out.notice(match lang {
            Lang::En => format!(
                "{untimed} records of the file tell no time, or one yet to come, and count as the oldest; \
                 check the clock, here and where it was written"
            ),
            Lang::Zh => format!(
                "文件中有 {untimed} 条记录没有时间或时间在将来，按最旧的处理；请检查本机和导出它的机器的时钟"
            ),
        });
    }
    Ok(())
}

/// Says how many lines are not as they were written, and where who writes puts them.
fn tell_damage(count: usize, directory: &Path, out: &mut Out) {
    if count > 0 {
        let path = library::damaged_lines(directory);
        let path = path.display();
        out.notice(match out.lang() {
            Lang::En => format!("{count} damaged records are left out; they go to {path}"),
            Lang::Zh => format!("有 {count} 条记录损坏，已略去，移到 {path}"),
        });
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    if path.as_os_str() == "-" {
        let read = filetype::read_all(io::stdin());
        let text = read.and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| io::Error::from(ErrorKind::InvalidData))
        });
        return Ok(text.context(STANDARD_INPUT)?);
    }
    if filetype::is_special(path) {
        return Err(store::endless().about(path).into());
    }
    Ok(fs::read_to_string(path).context(path)?)
}

/// The file that is written, unless it is standard output.
fn target_of(file: Option<&Path>, force: bool) -> Result<Option<Target<'_>>, Failure> {
    let inputs = term::own_files();
    let Some(path) = file.filter(|path| !is_stdout(path)) else {
        target::allow_stdout(&inputs)?;
        return Ok(None);
    };
    let target = Target::new(path, Existing::or_replaced(force), &inputs)?;
    Ok(Some(target))
}

fn write(target: Target, json: &str) -> Result<(), Failure> {
    let mut file = target.begin()?;
    writeln!(file, "{json}").context(target.path)?;
    target.put(file)
}
