//! `zhenews list`: the headlines, for a look and for other programs.

use clap::Args;

use super::args::groups::{AmbiguousArgs, StoreArgs};
use super::failure::Failure;
use super::json;
use super::out::Out;
use super::reports::Store;
use super::rows::{self, Layout, Row, Table};
use crate::exit::Exit;

/// The arguments of `list`.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// Print one whole article a line as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    pub(super) ambiguous: AmbiguousArgs,
}

/// Lists the articles in reading order.
///
/// # Errors
///
/// Fails when nothing can be read, or the output not written.
pub(super) fn run(args: ListArgs, out: &mut Out) -> Result<Exit, Failure> {
    let reports = Store::from(args.store).open(out)?;
    let mut articles = reports.articles(0..reports.len());
    if args.json {
        json::write(articles, out)?;
    } else {
        let mut table = Table::new(Layout {
            columns: out.columns(),
            ambiguous: args.ambiguous.into(),
            pen: out.pen(),
        });
        loop {
            let batch = articles.by_ref().take(rows::BATCH);
            let rows: Vec<_> = batch.map(|article| Row::new(&article)).collect();
            if rows.is_empty() {
                break;
            }
            for line in table.lines(&rows) {
                writeln!(out, "{line}")?;
            }
        }
    }
    if reports.len() == 0 {
        let remark = out.lang().pick("there are no articles", "没有稿件");
        out.notice(remark.to_owned());
    }
    reports.tell_missing(out)?;
    Ok(Exit::found(reports.len() > 0))
}
