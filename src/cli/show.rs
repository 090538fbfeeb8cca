//! `zhenews show`: one article, typeset.

use std::io::Write as _;

use anyhow::Context as _;
use clap::Args;

use super::args::{AmbiguousArgs, StoreArgs};
use super::collection::Store;
use super::exit::Exit;
use super::json;
use super::out::{COMFORTABLE, Out, Pen};
use super::rows::DRAWN;
use crate::document::{Document, Role};
use crate::text::width::Ambiguous;
use crate::text::wrap::{self, Setting};

/// How far a paragraph's first line is set in, in cells: two Han characters (clreq 3.1.3).
const INDENT: usize = 4;
/// The narrowest measure that has room for an indent, in cells.
const LEAST_INDENTED: usize = 16;

/// The arguments of `show`.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// The article's id, as `zhenews list` prints it
    #[arg(allow_hyphen_values = true)]
    id: String,
    #[command(flatten)]
    store: StoreArgs,
    /// Set lines of N cells [default: the terminal's width, at most 72]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..))]
    width: Option<u16>,
    /// Print the whole article on one line as JSON
    #[arg(long, conflicts_with = "width")]
    json: bool,
    #[command(flatten)]
    ambiguous: AmbiguousArgs,
}

/// Prints one article.
///
/// # Errors
///
/// Fails when nothing can be read, or the output not written.
pub(super) fn run(args: ShowArgs, out: &mut Out) -> anyhow::Result<Exit> {
    let collection = Store::from(args.store).load(out)?;
    let Some(article) = collection
        .articles
        .iter()
        .find(|article| article.id == args.id)
    else {
        out.notice(format!(
            "no article has the id {}; `zhenews list` prints them",
            args.id
        ));
        return Ok(Exit::Nothing);
    };
    if args.json {
        json::write(std::iter::once(article), out)?;
    } else {
        let fitting = || {
            out.columns()
                .map_or(COMFORTABLE, |columns| columns.min(COMFORTABLE))
        };
        let measure = args.width.map_or_else(fitting, usize::from);
        let text = typeset(
            &Document::new(article),
            measure,
            args.ambiguous.into(),
            out.pen(),
        );
        out.write_all(text.as_bytes()).context("standard output")?;
    }
    Ok(Exit::Success)
}

/// Sets a document in lines of at most `measure` cells.
fn typeset(document: &Document, measure: usize, ambiguous: Ambiguous, pen: Pen) -> String {
    let mut page = String::new();
    let mut above = None;
    for block in document.blocks() {
        let text = document.text().get(block.range.clone()).unwrap_or_default();
        if above.is_some_and(|above| stands_apart(above, block.role)) {
            page.push('\n');
        }
        above = Some(block.role);
        let indent = if block.role == Role::Paragraph && measure >= LEAST_INDENTED {
            INDENT
        } else {
            0
        };
        let setting = Setting {
            measure,
            indent,
            ambiguous,
            mend_orphans: true,
        };
        if block.role == Role::DrawnHeadline {
            set(
                &mut page,
                &format!("{DRAWN}{text}"),
                block.role,
                &setting,
                pen,
            );
        } else {
            set(&mut page, text, block.role, &setting, pen);
        }
    }
    page
}

/// Sets one block.
fn set(page: &mut String, text: &str, role: Role, setting: &Setting, pen: Pen) {
    for line in wrap::wrap(text, setting) {
        let words = text.get(line.range).unwrap_or_default();
        page.push_str(&" ".repeat(line.indent));
        match role {
            Role::Headline | Role::DrawnHeadline | Role::Subhead => {
                page.push_str(&pen.strong(words));
            }
            _ => page.push_str(words),
        }
        page.push('\n');
    }
}

/// Returns whether an empty line parts two blocks that follow each other.
fn stands_apart(above: Role, role: Role) -> bool {
    match role {
        Role::Kicker
        | Role::Headline
        | Role::DrawnHeadline
        | Role::Subtitle
        | Role::Imprint
        | Role::Byline => false,
        Role::Subhead => true,
        Role::Paragraph => !matches!(above, Role::Paragraph | Role::Subhead),
        Role::Caption => above != Role::Caption,
        Role::Link | Role::Tags => !matches!(above, Role::Link | Role::Tags),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block, Image};

    fn article() -> Article {
        Article {
            title: Some("雨后植树忙".into()),
            kicker: Some("春来早".into()),
            source: Some("晚报".into()),
            byline: Some("本报记者 李明".into()),
            body: vec![
                Block::Paragraph("雨停了，三百名志愿者上山植树。".into()),
                Block::Subhead {
                    subhead: "一棵树".into(),
                },
                Block::Paragraph("树苗来自邻县。".into()),
            ],
            images: vec![Image {
                caption: Some("植树现场。".into()),
                ..Image::default()
            }],
            url: Some("https://example.org/1".into()),
            ..Article::default()
        }
    }

    fn print(article: &Article, measure: usize) -> String {
        typeset(
            &Document::new(article),
            measure,
            Ambiguous::Narrow,
            Pen::DRY,
        )
    }

    #[test]
    fn an_article_is_set_in_its_parts() {
        let expected = "\
春来早
雨后植树忙
晚报
本报记者 李明

    雨停了，三百名志愿者上山
植树。

一棵树
    树苗来自邻县。

植树现场。

https://example.org/1
";
        assert_eq!(print(&article(), 28), expected);
    }

    #[test]
    fn a_narrow_measure_has_no_indent() {
        assert!(!print(&article(), 12).contains("    "));
    }

    #[test]
    fn a_drawn_headline_says_that_it_is_one() {
        let text = print(
            &Article {
                title: None,
                ..article()
            },
            40,
        );
        assert!(
            text.contains("\n〔无题〕雨停了，三百名志愿者上山植树\n"),
            "{text}"
        );
    }

    #[test]
    fn only_headlines_and_subheads_are_marked() {
        let text = typeset(&Document::new(&article()), 40, Ambiguous::Narrow, Pen::WET);
        let marked: Vec<_> = text
            .lines()
            .filter(|line| line.contains('\u{1b}'))
            .collect();
        assert_eq!(
            marked,
            [Pen::WET.strong("雨后植树忙"), Pen::WET.strong("一棵树")]
        );
    }
}
