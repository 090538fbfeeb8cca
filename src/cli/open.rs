//! `zhenews` without a command: opens the reader.

use std::io::{self, IsTerminal as _};

use super::failure::Failure;
use super::open_corpus::{check_reachable, refusal};
use super::out::Out;
use crate::collections;
use crate::exit::Exit;
use crate::lang::{Bilingual, Say as _};
use crate::remote::Address;
use crate::store::Source;
use crate::term::{self, Ended, Request};

/// Opens the reader and waits for its end.
///
/// # Errors
///
/// Fails where there is no terminal for the reader or nothing to read, or the reader fails.
pub(super) fn run(request: Request, out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    refuse_absent(&request)?;
    refuse_without_terminal(&request.sources)?;
    check_reachable(&request.sources, &collections::access(&request.config))?;
    let (ended, unkept) = term::read(request);
    if let Some(unkept) = &unkept {
        out.notice(unkept.say(lang));
    }
    Ok(match ended? {
        Ended::Quit if unkept.is_some() => Exit::Failure,
        Ended::Quit => Exit::Success,
        Ended::Signal(number) => Exit::Signal(number.try_into().unwrap_or(u8::MAX)),
        Ended::Refused(corpus) => {
            return Err(refusal(corpus.problems(), corpus.is_empty()));
        }
    })
}

/// Refuses to draw where nothing can be drawn, and to wait for articles from the keyboard, where
/// the keys are to come from.
fn refuse_without_terminal(sources: &[Source]) -> Result<(), Failure> {
    let why = if !io::stdout().is_terminal() {
        (
            "standard output is not a terminal, which the reader needs; \
             `zhenews list` prints the headlines, `zhenews show` an article",
            "标准输出不是终端，阅读器无法显示；`zhenews list` 列出标题，`zhenews show` 显示一篇",
        )
    } else if is_dumb() {
        (
            "this terminal cannot place text (TERM is dumb or not set), which the reader needs; \
             `zhenews list` prints the headlines, `zhenews show` an article",
            "此终端不能定位文字（TERM 为 dumb 或未设置），阅读器无法显示；\
             `zhenews list` 列出标题，`zhenews show` 显示一篇",
        )
    } else if sources.contains(&Source::Stdin) && io::stdin().is_terminal() {
        (
            "standard input is a terminal; - takes articles from a pipe, \
             as in `cat news.json | zhenews -`",
            "标准输入是终端；- 从管道读稿件，如 `cat news.json | zhenews -`",
        )
    } else {
        return Ok(());
    };
    Err(Failure::wrong_use(why))
}

/// Whether the terminal says of itself that it only prints line after line, or says nothing.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

/// Refuses to open nothing: where no path is there, the first may be a command with a slip in it.
fn refuse_absent(request: &Request) -> Result<(), Failure> {
    let sources = &request.sources;
    let collections = &request.config.collections.value;
    let is_absent = |source: &Source| match source {
        Source::Path(path) => !path.exists() && !Address::is_meant(path),
        Source::Shipped | Source::Stdin => false,
    };
    let Some(Source::Path(path)) = sources.first().filter(|_| sources.iter().all(is_absent)) else {
        return Ok(());
    };
    let why = if collections.contains(path) {
        Bilingual::new(
            "no such file or directory; `zhenews remove` takes it out of the collections",
            "没有这个文件或目录；`zhenews remove` 把它移出稿库",
        )
    } else {
        Bilingual::new(
            "no such file or directory, and no command; see `zhenews --help`",
            "没有这个文件或目录，也没有这个命令；见 `zhenews --help`",
        )
    };
    Err(why.about(path.as_path()).into())
}
