//! `zhenews index --to ADDRESS`: loads a store into an index on a search engine.

use std::path::PathBuf;

use clap::{Args, value_parser};

use super::super::args::groups::some_sources;
use super::super::failure::Failure;
use super::super::open_corpus::{address_of, named_address};
use super::super::out::Out;
use super::super::progress::Progress;
use super::super::reports::{Reports, Store};
use super::super::rows;
use super::IndexArgs;
use crate::article::Article;
use crate::exit::Exit;
use crate::lang::{Lang, Say as _, bilingual};
use crate::remote::load::{Options, Summary, load};
use crate::remote::{Access, Client, mapping};

/// The arguments of `index` about an index on a search engine.
#[derive(Debug, Args)]
pub(in crate::cli) struct ToArgs {
    #[arg(
        long,
        value_name = "ADDRESS",
        conflicts_with_all = ["rebuild", "status"],
        help = "Load the articles into an index of OpenSearch or Elasticsearch, as in opensearch+http://HOST:9200/news; what is already there and unchanged is left alone"
    )]
    to: Option<PathBuf>,
    /// Take out of that index what the files do not have
    #[arg(long, requires = "to")]
    delete_missing: bool,
    /// Print the request that makes such an index, for an administrator, and do nothing else
    #[arg(long, conflicts_with_all = ["rebuild", "status", "to"])]
    print_mapping: bool,
    /// How many parts an index gets that is made there
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u32).range(1..=1024))]
    shards: u32,
    /// How many copies of each part it gets
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u32).range(0..=100))]
    replicas: u32,
    /// How search engines are spoken to.
    #[arg(skip)]
    pub(in crate::cli) access: Access,
}

impl ToArgs {
    /// Returns whether a search engine is meant, and no index beside the files.
    pub(super) fn is_meant(&self) -> bool {
        self.print_mapping || self.to.is_some()
    }
}

/// Makes an index on a search engine what a store is, or prints how it is made.
///
/// # Errors
///
/// Fails when the store cannot be read, the engine not be reached, or the index is none of ours.
pub(super) fn run(args: IndexArgs, out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    let to = args.to;
    let Some(address) = to.to.filter(|_| !to.print_mapping) else {
        let mapping = mapping(to.shards, to.replicas);
        writeln!(out, "{mapping:#}")?;
        return Ok(Exit::Success);
    };
    let address = address_of(&address)?;
    let sources = some_sources(args.paths)?;
    if named_address(&sources)?.is_some() {
        return Err(Failure::wrong_use((
            "what is loaded comes from files; --to names where it goes",
            "装入的内容来自文件；--to 指明去处",
        )));
    }
    let options = Options {
        deletes_missing: to.delete_missing,
        shards: to.shards,
        replicas: to.replicas,
    };
    let client = Client::new(&address, &to.access)?;
    let store = Store {
        named: sources.clone(),
        sources,
        reading: args.records.into(),
        strict: false,
        access: to.access,
    };
    let reports = store.open(out)?;
    let progress = Progress::new(lang);
    let of = reports.len() as u64;
    let told = |done: usize| progress.loaded(done as u64, of);
    let loaded = load(&client, address.index(), articles(&reports), options, &told);
    progress.end();
    let summary = loaded?;
    reports.tell_missing(out)?;
    writeln!(out, "{}", format_summary(&summary, lang))?;
    for (id, why) in &summary.reasons {
        let id = rows::clean(id);
        let said = bilingual!("{id} was refused: {why}", "{id} 被拒绝：{why}");
        out.notice(said.say(lang));
    }
    Ok(if summary.refused > 0 {
        Exit::Failure
    } else {
        Exit::Success
    })
}

/// Returns the articles in reading order.
fn articles(reports: &Reports) -> impl Iterator<Item = Article> {
    let article = |row| Some(reports.article(row)?.into_owned());
    (0..reports.len()).filter_map(article)
}

/// Says what was done.
fn format_summary(summary: &Summary, lang: Lang) -> String {
    let Summary {
        written,
        unchanged,
        renumbered,
        deleted,
        refused,
        ..
    } = summary;
    let mut parts = vec![
        bilingual!("{written} reports written", "写入 {written} 篇"),
        bilingual!("{unchanged} unchanged", "{unchanged} 篇未变"),
    ];
    let others = [
        (
            *renumbered,
            bilingual!("{renumbered} renumbered", "{renumbered} 篇调整次序"),
        ),
        (
            *deleted,
            bilingual!("{deleted} deleted", "删除 {deleted} 篇"),
        ),
        (
            *refused,
            bilingual!("{refused} refused", "{refused} 篇被拒绝"),
        ),
    ];
    parts.extend(
        others
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(_, said)| said),
    );
    let parts: Vec<_> = parts.iter().map(|part| part.say(lang)).collect();
    parts.join(lang.pick(", ", "，"))
}
