//! `zhenews` without a command: opens the reader.

use std::io::{self, IsTerminal as _};

use anyhow::bail;

use super::collection::refusal;
use super::out::Out;
use super::slip;
use crate::exit::{Exit, WrongUse};
use crate::lang::{Lang, Say as _};
use crate::store::Source;
use crate::term::{self, Ended, Request};

/// Opens the reader and waits for its end.
///
/// # Errors
///
/// Fails where there is no terminal for the reader or nothing to read, or the reader fails.
pub(super) fn run(request: Request, out: &mut Out) -> anyhow::Result<Exit> {
    let lang = out.lang();
    slip::refuse_late_command(&request.sources, lang)?;
    if let Some(Source::Path(first)) = request.sources.first() {
        slip::refuse_near_command(first, lang)?;
    }
    refuse_without_terminal(&request.sources, lang)?;
    refuse_absent(&request, lang)?;
    let (ended, unkept) = term::read(request);
    if let Some(unkept) = &unkept {
        out.notice(unkept.say(lang));
    }
    Ok(match ended? {
        Ended::Quit if unkept.is_some() => Exit::Failure,
        Ended::Quit => Exit::Success,
        Ended::Signal(number) => Exit::Signal(number.try_into().unwrap_or(u8::MAX)),
        Ended::Refused(collection) => return Err(refusal(&collection, lang)),
    })
}

/// Refuses to draw where nothing can be drawn, and to wait for articles from the keyboard, where
/// the keys are to come from.
fn refuse_without_terminal(sources: &[Source], lang: Lang) -> Result<(), WrongUse> {
    let why = if !io::stdout().is_terminal() {
        lang.pick(
            "standard output is not a terminal, which the reader needs; \
             `zhenews list` prints the headlines, `zhenews show` an article",
            "标准输出不是终端，阅读器无法显示；`zhenews list` 列出标题，`zhenews show` 显示一篇",
        )
    } else if is_dumb() {
        lang.pick(
            "this terminal cannot place text (TERM is dumb or not set), which the reader needs; \
             `zhenews list` prints the headlines, `zhenews show` an article",
            "此终端不能定位文字（TERM 为 dumb 或未设置），阅读器无法显示；\
             `zhenews list` 列出标题，`zhenews show` 显示一篇",
        )
    } else if sources.contains(&Source::Stdin) && io::stdin().is_terminal() {
        lang.pick(
            "standard input is a terminal; - takes articles from a pipe, \
             as in `cat news.json | zhenews -`",
            "标准输入是终端；- 从管道读稿件，如 `cat news.json | zhenews -`",
        )
    } else {
        return Ok(());
    };
    Err(WrongUse(why.to_owned()))
}

/// Whether the terminal says of itself that it only prints line after line, or says nothing.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

/// Refuses to open nothing: where no path is there, the first may be a command with a slip in it.
fn refuse_absent(request: &Request, lang: Lang) -> anyhow::Result<()> {
    let sources = &request.sources;
    let collections = &request.config.collections.value;
    let is_absent = |source: &Source| matches!(source, Source::Path(path) if !path.exists());
    match sources.first() {
        Some(Source::Path(path)) if sources.iter().all(is_absent) && collections.contains(path) => {
            let path = path.display();
            match lang {
                Lang::En => {
                    bail!(
                        "{path}: no such file or directory; `zhenews remove` takes it out of the collections"
                    )
                }
                Lang::Zh => {
                    bail!("{path}：没有这个文件或目录；`zhenews remove` 把它移出稿库")
                }
            }
        }
        Some(Source::Path(path)) if sources.iter().all(is_absent) => {
            let path = path.display();
            match lang {
                Lang::En => {
                    bail!("{path}: no such file or directory, and no command; see `zhenews --help`")
                }
                Lang::Zh => {
                    bail!("{path}：没有这个文件或目录，也没有这个命令；见 `zhenews --help`")
                }
            }
        }
        _ => Ok(()),
    }
}
