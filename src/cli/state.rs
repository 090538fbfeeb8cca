//! `zhenews state`: what the reader remembers, as a file for another machine, and back.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::{Args, Subcommand};

use super::out::Out;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::library::{self, Journal};
use crate::place::Placed;

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
pub(super) fn run(args: &StateArgs, out: &mut Out) -> anyhow::Result<Exit> {
    let opened = Journal::open(&library::directory()?)?;
    if opened.damaged > 0 {
        let count = opened.damaged;
        out.notice(match out.lang() {
            Lang::En => format!("{count} damaged records were left out"),
            Lang::Zh => format!("有 {count} 条记录损坏，已略去"),
        });
    }
    match &args.command {
        StateCommand::Export { file } => {
            let json = library::exported(&opened.library)?;
            match file {
                Some(path) => write(path, &json)?,
                None => writeln!(out, "{json}")?,
            }
        }
        StateCommand::Import { file } => {
            let mut journal = opened.journal;
            let exported = library::read_export(&read(file)?);
            let path = file.display();
            let records = exported.map_err(|why| match out.lang() {
                Lang::En => anyhow!("{path}: {why}"),
                Lang::Zh => anyhow!("{path}：不是本程序导出的状态（{why}）"),
            })?;
            let missing = opened.library.missing(&records);
            journal.merge(&missing)?;
            let count = missing.len();
            out.notice(match out.lang() {
                Lang::En => format!("{count} records taken in"),
                Lang::Zh => format!("已并入 {count} 条记录"),
            });
        }
    }
    Ok(Exit::Success)
}

fn read(path: &Path) -> anyhow::Result<String> {
    if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn write(path: &Path, json: &str) -> anyhow::Result<()> {
    let context = || path.display().to_string();
    let mut file = Placed::begin(path).with_context(context)?;
    writeln!(file, "{json}").with_context(context)?;
    file.put().with_context(context)
}
