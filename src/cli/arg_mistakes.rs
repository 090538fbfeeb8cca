//! Slips in arguments: what can be read as arguments and was hardly meant so, told with what was.

use std::path::Path;

use clap::Command;

use super::failure::Failure;
use crate::config::nearest;
use crate::lang::{Bilingual, bilingual};
use crate::store::Source;

/// Refuses a command that stands behind an option or a file and was so taken for a file.
///
/// # Errors
///
/// Fails where there is one, and no file of its name.
pub(super) fn refuse_late_command(program: &Command, sources: &[Source]) -> Result<(), Failure> {
    let find = |path: &Path| program.get_subcommands().find(|c| path == c.get_name());
    let Some(command) = sources.iter().filter_map(absent).find_map(find) else {
        return Ok(());
    };
    let name = command.get_name();
    Err(Failure::wrong_use(bilingual!(
        "a command is the first word, its options follow: zhenews {name} …",
        "命令须是第一个词，选项跟在后面：zhenews {name} …"
    )))
}

/// Refuses a first word that is nearly a command's name, and no file's.
///
/// # Errors
///
/// Fails where it is.
pub(super) fn refuse_near_command(program: &Command, first: &Path) -> Result<(), Failure> {
    let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    let written = first.to_str().filter(|_| !first.exists());
    let written = written.filter(|word| !word.contains(['.', '/']) && !names.contains(word));
    let Some((written, meant)) = written.and_then(|word| Some((word, nearest(word, &names)?)))
    else {
        return Ok(());
    };
    Err(Failure::wrong_use(bilingual!(
        "{written}: no such file, and no command; did you mean zhenews {meant} …?",
        "{written}：没有这个文件，也没有这个命令；是否指 zhenews {meant} …？"
    )))
}

/// Refuses words of a query that were taken for files.
///
/// # Errors
///
/// Fails where the first of the sources look like words and are no files.
pub(super) fn refuse_loose_words(
    command: &str,
    query: &str,
    sources: &[Source],
) -> Result<(), Failure> {
    let words = words(sources);
    let Some(first) = words.first() else {
        return Ok(());
    };
    if Path::new(query).exists() {
        let (asked, file) = (quoted(&words.join(" ")), quoted(query));
        return Err(Failure::wrong_use(bilingual!(
            "{query} is a file; the query stands before it: zhenews {command} {asked} {file}",
            "{query} 是文件；检索词写在它前面：zhenews {command} {asked} {file}"
        )));
    }
    let meant = quoted(&[&[query], &words[..]].concat().join(" "));
    Err(Failure::wrong_use(bilingual!(
        "{first}: no such file; words belong in one argument: zhenews {command} {meant}",
        "{first}：没有这个文件；几个词要写成一个参数：zhenews {command} {meant}"
    )))
}

/// Refuses a file that was taken for a query, for it stands alone.
///
/// # Errors
///
/// Fails where no source is named, and what is taken for a query is there as a file.
pub(super) fn refuse_lone_path(
    command: &str,
    query: &str,
    sources: &[Source],
) -> Result<(), Failure> {
    if !sources.is_empty() || query.is_empty() || !Path::new(query).exists() {
        return Ok(());
    }
    let meant = quoted(query);
    Err(Failure::wrong_use(bilingual!(
        "{query} is a file; the query stands before it: zhenews {command} '' {meant}",
        "{query} 是文件；检索词写在它前面：zhenews {command} '' {meant}"
    )))
}

/// Says of a query for which nothing was found that it is there as a file, where it stands alone: it may be a word
/// all the same, and is sought first.
pub(super) fn remark_on_lone_path(query: &str, sources: &[Source]) -> Option<Bilingual> {
    let is_path = sources.is_empty() && !query.is_empty() && Path::new(query).exists();
    let meant = quoted(query);
    is_path.then(|| {
        bilingual!(
            "nothing found, and {query} is a file; the query stands before it: zhenews search WORD {meant}",
            "没有找到；{query} 是文件，检索词写在它前面：zhenews search 词 {meant}"
        )
    })
}

/// Refuses further ids that were taken for files.
///
/// # Errors
///
/// Fails where the first of the sources looks like an id and is no file.
pub(super) fn refuse_more_ids(sources: &[Source]) -> Result<(), Failure> {
    let Some(next) = words(sources).first().copied() else {
        return Ok(());
    };
    let meant = quoted(next);
    Err(Failure::wrong_use(bilingual!(
        "{next}: no such file; show takes one id at a time: zhenews show {meant}",
        "{next}：没有这个文件；show 一次只显示一篇：zhenews show {meant}"
    )))
}

/// Returns the first sources up to one that is there or is named like a file: with a dot or a slash.
fn words(sources: &[Source]) -> Vec<&str> {
    let word = |source| {
        let name = absent(source)?.to_str()?;
        (!name.contains(['.', '/'])).then_some(name)
    };
    sources.iter().map_while(word).collect()
}

/// Returns the path of a source that is not there.
fn absent(source: &Source) -> Option<&Path> {
    match source {
        Source::Path(path) if !path.exists() => Some(path),
        _ => None,
    }
}

/// Quotes a text for the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
