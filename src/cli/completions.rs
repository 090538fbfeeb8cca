//! `zhenews completions`: what a shell needs to complete arguments, made from their definitions.

use clap::{Args, Command};
use clap_complete::Shell;

use super::failure::Failure;
use super::out::Out;
use crate::exit::Exit;

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the completions for the arguments of the program.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn run(
    args: &CompletionsArgs,
    mut program: Command,
    out: &mut Out,
) -> Result<Exit, Failure> {
    // Not straight to the output: the generator panics when a write fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "zhenews", &mut script);
    out.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Success)
}
