//! `zhenews list`: the headlines, for a look and for other programs.

use std::io::Write as _;

use clap::Args;

use super::args::{AmbiguousArgs, StoreArgs};
use super::collection::Store;
use super::exit::Exit;
use super::json;
use super::out::Out;
use super::rows::{self, Layout, Row};

/// The arguments of `list`.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Print one whole article a line as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    ambiguous: AmbiguousArgs,
}

/// Lists the articles in reading order.
///
/// # Errors
///
/// Fails when nothing can be read, or the output not written.
pub(super) fn run(args: ListArgs, out: &mut Out) -> anyhow::Result<Exit> {
    let articles = Store::from(args.store).load(out)?.articles;
    if args.json {
        json::write(articles.iter(), out)?;
    } else {
        let layout = Layout {
            columns: out.columns(),
            ambiguous: args.ambiguous.into(),
            pen: out.pen(),
        };
        let rows: Vec<_> = articles.iter().map(Row::new).collect();
        for line in rows::lines(&rows, layout) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(Exit::found(!articles.is_empty()))
}
