//! `zhenews completions`: what a shell needs to complete arguments, made from their definitions.

use std::io::Write as _;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::args::Arguments;
use super::exit::Exit;
use super::out::Out;

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn run(args: &CompletionsArgs, out: &mut Out) -> anyhow::Result<Exit> {
    // Not straight to the output: the generator panics when a write fails.
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Arguments::command(),
        "zhenews",
        &mut script,
    );
    out.write_all(&script)?;
    Ok(Exit::Success)
}
