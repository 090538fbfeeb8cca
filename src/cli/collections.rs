//! `zhenews add`, `remove` and `collections`: what is read where no path is named.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::feeds;
use super::out::Out;
use crate::collections::{
    Adding, PathAdded, add_paths, change, check_readable, feed_address, feed_in, list_in,
    refuse_address, whole,
};
use crate::config::{self, Config};
use crate::exit::Exit;
use crate::lang::{Bilingual, Lang, Say as _, bilingual};
use crate::remote::Address;
use crate::text::sanitize;

/// The arguments of `add`.
#[derive(Debug, Args)]
pub(super) struct AddArgs {
    /// Files, directories of them, addresses of feeds or of pages that name one, or lists of feeds
    #[arg(value_name = "PATH|URL", required = true)]
    paths: Vec<PathBuf>,
    /// Add it though no report can be read from it now: a folder that is still to be filled, or a store that
    /// needs --map
    #[arg(long)]
    force: bool,
    /// Put the feeds into this folder; / stands between a folder and one within it
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
}

/// The arguments of `remove`.
#[derive(Debug, Args)]
pub(super) struct RemoveArgs {
    /// Files, directories, or feeds by their names or addresses
    #[arg(value_name = "PATH|NAME", required = true)]
    paths: Vec<PathBuf>,
    /// Delete what the feeds brought, too
    #[arg(long)]
    delete: bool,
}

/// The arguments of `collections`.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Print the feeds as OPML, for other readers
    #[arg(long)]
    opml: bool,
}

/// Adds paths and feeds to the collections, and prints those that were not among them.
///
/// # Errors
///
/// Fails where no report can be read from a path, unless it is to be added all the same, there is no feed at an
/// address, or the file of settings cannot be changed.
pub(super) fn add(args: &AddArgs, config: &Config, out: &mut Out) -> Result<Exit, Failure> {
    let mut paths = Vec::new();
    let mut feeds = None;
    for path in &args.paths {
        let typed = path.to_str().and_then(feed_address);
        let address = typed.or_else(|| feed_in(path));
        let list = if address.is_none() {
            list_in(path)
        } else {
            None
        };
        if address.is_none() && list.is_none() {
            paths.push(path.as_path());
            continue;
        }
        let feeds = match &mut feeds {
            Some(feeds) => feeds,
            none => none.insert(Adding::new(config, args.folder.as_ref())?),
        };
        if let Some(address) = address {
            feeds::add(feeds, &address, out)?;
        }
        if let Some(list) = list {
            feeds::add_list(feeds, path, &list, out)?;
        }
    }
    print_added(&paths, args.force, config, out)
}

fn print_added(
    paths: &[&Path],
    is_forced: bool,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let lang = out.lang();
    for path in paths {
        refuse_address(path)?;
    }
    for path in paths.iter().filter(|_| !is_forced) {
        refuse_unreadable(config, path)?;
    }
    for added in add_paths(config, paths)? {
        match added {
            PathAdded::Known(path) => {
                let already = Bilingual::new("it is among the collections already", "已在稿库之列");
                out.notice(already.about(&*path).say(lang));
            }
            PathAdded::New(path) => {
                writeln!(out, "{}", sanitize::visible_line(&path))?;
                if Address::is_meant(Path::new(&path)) {
                    let alone = Bilingual::new(
                        "it is read by itself: where there are other collections, name it to open it",
                        "它单独打开：若还有别的稿库，打开时请指明它",
                    );
                    out.notice(alone.about(path.as_str()).say(lang));
                }
            }
        }
    }
    Ok(Exit::Success)
}

/// Refuses a path from which no report can be read.
fn refuse_unreadable(config: &Config, path: &Path) -> Result<(), Bilingual> {
    check_readable(config, path).map_err(|Bilingual { english, chinese }| {
        bilingual!(
            "{english}; nothing was added, and --force adds it all the same",
            "{chinese}；没有添加，加 --force 仍可添加"
        )
    })
}

/// Takes paths and feeds out of the collections, and prints them.
///
/// # Errors
///
/// Fails where the file of settings cannot be changed, or what a feed brought not be deleted.
pub(super) fn remove(args: &RemoveArgs, config: &Config, out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    let (mut gone, mut feeds) = (Vec::new(), Vec::new());
    for path in &args.paths {
        let whole = whole(path)?;
        let named = path.to_str().map(|name| feeds::named(config, name));
        let named = named.unwrap_or_default();
        if config.collections.value.contains(&whole) {
            gone.push(whole);
        } else if named.is_empty() {
            let shown = path.display();
            out.notice(match lang {
                Lang::En => format!(
                    "{shown} is not among the collections; `zhenews collections` lists them"
                ),
                Lang::Zh => format!("{shown} 不在稿库之列；`zhenews collections` 列出全部"),
            });
        }
        feeds.extend(named.into_iter().map(|feed| feed.key.clone()));
    }
    if gone.is_empty() && feeds.is_empty() {
        return Ok(Exit::Nothing);
    }
    change(config, |text| {
        let text = config::removed(text, |written| gone.contains(&config.collection(written)))?;
        config::feeds_removed(&text, &feeds)
    })?;
    for path in &gone {
        writeln!(out, "{}", sanitize::visible_line(&path.to_string_lossy()))?;
    }
    for key in &feeds {
        let store = feeds::place()?.store(key);
        let shown = sanitize::visible_line(&store.to_string_lossy()).into_owned();
        writeln!(out, "{shown}")?;
        if args.delete {
            feeds::delete(key, config, &feeds)?;
        } else if store.exists() {
            out.notice(match lang {
                Lang::En => format!("what {key} brought stays in {shown}"),
                Lang::Zh => format!("“{key}”的报道仍保存在 {shown}"),
            });
        }
    }
    Ok(Exit::Success)
}

/// Prints the collections, a path a line, or the feeds among them as OPML.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn list(args: &ListArgs, config: &Config, out: &mut Out) -> Result<Exit, Failure> {
    if args.opml {
        return feeds::opml(config, out);
    }
    let lang = out.lang();
    for path in &config.collections.value {
        let shown = path.to_string_lossy();
        writeln!(out, "{}", sanitize::visible_line(&shown))?;
        if !path.exists() && !Address::is_meant(path) {
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
    feeds::list(config, out)?;
    let is_empty = config.collections.value.is_empty() && config.feeds.is_empty();
    if is_empty {
        let none = lang.pick(
            "no collections; the shipped edition is read (`zhenews add PATH` adds one)",
            "没有稿库，读自带的样刊（`zhenews add PATH` 添加）",
        );
        out.notice(none.to_owned());
    }
    Ok(Exit::found(!is_empty))
}
