//! `zhenews` without a command: opens the reader.

use std::io::{self, IsTerminal as _};

use super::exit::{Exit, WrongUse};
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
    Ok(match term::read(request)? {
        Ended::Left => Exit::Success,
        Ended::Signal(number) => Exit::Signal(number),
    })
}
