//! `zhenews` without a command: opens the reader.

use std::io::{self, IsTerminal as _};

use anyhow::bail;

use super::collection::refusal;
use super::exit::{Exit, WrongUse};
use crate::store::Source;
use crate::term::{self, Ended, Request};

/// Opens the reader and waits for its end.
///
/// # Errors
///
/// Fails when standard output is no terminal, or the reader fails.
pub(super) fn run(request: Request) -> anyhow::Result<Exit> {
    if !io::stdout().is_terminal() {
        let advice = "standard output is not a terminal, which the reader needs; \
                      `zhenews list` prints the headlines, `zhenews show` an article";
        return Err(WrongUse(advice.to_owned()).into());
    }
    refuse_absent(&request.sources)?;
    Ok(match term::read(request)? {
        Ended::Quit => Exit::Success,
        Ended::Signal(number) => Exit::Signal(number.try_into().unwrap_or(u8::MAX)),
        Ended::Refused(collection) => return Err(refusal(&collection)),
    })
}

/// Refuses to open nothing: where no path is there, the first may be a command with a slip in it.
fn refuse_absent(sources: &[Source]) -> anyhow::Result<()> {
    let is_absent = |source: &Source| matches!(source, Source::Path(path) if !path.exists());
    match sources.first() {
        Some(Source::Path(path)) if sources.iter().all(is_absent) => {
            let path = path.display();
            bail!("{path}: no such file or directory, and no command; see `zhenews --help`")
        }
        _ => Ok(()),
    }
}
