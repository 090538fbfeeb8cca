//! `zhenews add`, `remove` and `collections`: what is read where no path is named.

use std::path::{Path, PathBuf, absolute};

use clap::Args;

use super::failure::Failure;
use super::out::Out;
use crate::config::{self, Config};
use crate::exit::Exit;
use crate::lang::{Bilingual, IoContext as _, Lang, Say as _, bilingual};
use crate::store::{self, Source};
use crate::text::sanitize;

/// The arguments of `add` and `remove`.
#[derive(Debug, Args)]
pub(super) struct CollectionArgs {
    /// Files, or directories of them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// The arguments of `add`.
#[derive(Debug, Args)]
pub(super) struct AddArgs {
    #[command(flatten)]
    collections: CollectionArgs,
    /// Add it though no report can be read from it now: a folder that is still to be filled, or a store that
    /// needs --map
    #[arg(long)]
    force: bool,
}

/// Adds paths to the collections, and prints those that were not among them.
///
/// # Errors
///
/// Fails where no report can be read from a path, unless it is to be added all the same, or the file of settings
/// cannot be changed.
pub(super) fn add(args: &AddArgs, config: &Config, out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    let mut new = Vec::new();
    for path in &args.collections.paths {
        let shown = path.display();
        if !args.force {
            refuse_unreadable(path)?;
        }
        let path = absolute(path).context(path.as_path())?;
        if config.collections.value.contains(&path) {
            out.notice(match lang {
                Lang::En => format!("{shown} is among the collections already"),
                Lang::Zh => format!("{shown} 已在稿库之列"),
            });
            continue;
        }
        let Some(path) = path.to_str() else {
            let why = Bilingual::new(
                "a name that is not UTF-8 cannot stand in the settings; rename it",
                "文件名不是 UTF-8，无法写入设置；请改名",
            );
            return Err(why.about(path.as_path()).into());
        };
        new.push(path.to_owned());
    }
    if !new.is_empty() {
        change(config, |text| config::added(text, &new))?;
    }
    for path in &new {
        writeln!(out, "{}", sanitize::visible_line(path))?;
    }
    Ok(Exit::Success)
}

/// Refuses a path from which no report can be read.
fn refuse_unreadable(path: &Path) -> Result<(), Bilingual> {
    let problem = match store::first_report(&Source::Path(path.to_owned())) {
        Ok(()) => return Ok(()),
        Err(problem) => problem.in_both(),
    };
    let Bilingual { english, chinese } = problem;
    Err(bilingual!(
        "{english}; nothing was added, and --force adds it all the same",
        "{chinese}；没有添加，加 --force 仍可添加"
    ))
}

/// Takes paths out of the collections, and prints them.
///
/// # Errors
///
/// Fails where the file of settings cannot be changed.
pub(super) fn remove(
    args: &CollectionArgs,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let lang = out.lang();
    let mut gone = Vec::new();
    for path in &args.paths {
        let whole = absolute(path).context(path.as_path())?;
        if config.collections.value.contains(&whole) {
            gone.push(whole);
        } else {
            let shown = path.display();
            out.notice(match lang {
                Lang::En => format!(
                    "{shown} is not among the collections; `zhenews collections` lists them"
                ),
                Lang::Zh => format!("{shown} 不在稿库之列；`zhenews collections` 列出全部"),
            });
        }
    }
    if gone.is_empty() {
        return Ok(Exit::Nothing);
    }
    change(config, |text| {
        config::removed(text, |written| gone.contains(&config.collection(written)))
    })?;
    for path in &gone {
        writeln!(out, "{}", sanitize::visible_line(&path.to_string_lossy()))?;
    }
    Ok(Exit::Success)
}

/// Prints the collections, a path a line.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn list(config: &Config, out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    for path in &config.collections.value {
        let shown = path.to_string_lossy();
        writeln!(out, "{}", sanitize::visible_line(&shown))?;
        if !path.exists() {
            out.notice(match lang {
                Lang::En => format!(
                    "{shown}: no such file or directory; `zhenews remove` takes it out of the collections"
                ),
                Lang::Zh => {
                    format!("{shown}：没有这个文件或目录；`zhenews remove` 把它移出稿库")
                }
            });
        }
    }
    if config.collections.value.is_empty() {
        let none = lang.pick(
            "no collections; the shipped edition is read (`zhenews add PATH` adds one)",
            "没有稿库，读自带的一期（`zhenews add PATH` 添加）",
        );
        out.notice(none.to_owned());
    }
    Ok(Exit::found(!config.collections.value.is_empty()))
}

/// Changes the file of settings.
fn change(
    config: &Config,
    change: impl FnOnce(&str) -> Result<String, config::EditError>,
) -> Result<(), Failure> {
    let path = config.path.as_ref().ok_or_else(config::no_place)?;
    Ok(config::rewrite(path, change)?)
}
