//! Holds an article beside the lines of the page that it was taken from: they may have changed since.

use std::collections::HashMap;

use crate::article::{Article, Origin};
use crate::text::plain::plain;

/// A field of an article that was taken from lines of a page: its text, and the ranges of the lines,
/// first and last inclusive, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The field's text.
    pub text: &'a str,
    /// The lines.
    pub lines: &'a [[u32; 2]],
}

/// Returns the fields of which it is known where they stand on the page, in reading order.
pub fn pieces<'a>(article: &'a Article, origin: &'a Origin) -> Vec<Piece<'a>> {
    let piece = |name: &str, text: Option<&'a str>| {
        let lines = origin.fields.get(name)?;
        Some(Piece { text: text?, lines })
    };
    let head = [
        ("kicker", &article.kicker),
        ("title", &article.title),
        ("subtitle", &article.subtitle),
        ("byline", &article.byline),
    ];
    let head = head.into_iter();
    let head = head.filter_map(|(name, text)| piece(name, text.as_deref()));
    let body = article.body.iter().enumerate();
    let body = body.filter_map(|(at, block)| piece(&format!("body.{at}"), Some(block.text())));
    let images = article.images.iter().enumerate();
    let images =
        images.filter_map(|(at, image)| piece(&format!("images.{at}"), image.caption.as_deref()));
    head.chain(body).chain(images).collect()
}

/// Returns whether an article's text still stands in lines of the page, which `line` gives by their
/// numbers: every piece in its own, or the whole body in all of them where only these are known.
pub fn agrees<'l>(
    article: &Article,
    origin: &Origin,
    line: &dyn Fn(u32) -> Option<&'l str>,
) -> bool {
    let pieces = pieces(article, origin);
    if pieces.is_empty() && origin.lines.is_empty() {
        // Of a saved web page no lines are known.
        return true;
    }
    if pieces.is_empty() {
        let mut body = article.body.iter();
        return body.all(|block| stands_in(block.text(), &origin.lines, line));
    }
    let mut pieces = pieces.iter();
    pieces.all(|piece| stands_in(piece.text, piece.lines, line))
}

/// Whether the characters of a text follow each other in lines, with others between them at the most: a
/// page has hyphens and running heads that a report has not. Where columns stand side by side, a report that
/// runs through several has its lines in another order, and all its characters must be there.
fn stands_in<'l>(text: &str, ranges: &[[u32; 2]], line: &dyn Fn(u32) -> Option<&'l str>) -> bool {
    // A range may say anything: it is left where the page ends.
    let lines = ranges
        .iter()
        .flat_map(|&[first, last]| (first..=last).map_while(line));
    let there = lines.flat_map(str::chars).map(plain);
    let wanted = || text.chars().filter(|c| !c.is_whitespace()).map(plain);
    let mut in_order = there.clone();
    wanted().all(|c| in_order.any(|other| other == c)) || holds_all(there, wanted())
}

/// Whether characters are among others, each as often as it is wanted.
fn holds_all(there: impl Iterator<Item = char>, wanted: impl Iterator<Item = char>) -> bool {
    let mut left: HashMap<char, usize> = HashMap::new();
    there.for_each(|c| *left.entry(c).or_default() += 1);
    let mut wanted = wanted;
    wanted.all(|c| {
        left.get_mut(&c).is_some_and(|count| {
            let is_left = *count > 0;
            *count = count.saturating_sub(1);
            is_left
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    #[test]
    fn a_page_agrees_as_long_as_each_piece_stands_in_its_lines() {
        let article = Article {
            title: Some("植树造林".into()),
            body: vec![Block::Paragraph("本报讯 今天植树。".into())],
            ..Article::default()
        };
        let fields = [
            ("title".to_owned(), vec![[4, 4]]),
            ("body.0".to_owned(), vec![[1, 2]]),
        ];
        let known = Origin {
            lines: vec![[1, 2], [4, 4]],
            fields: fields.into(),
            ..Origin::default()
        };
        let lines_alone = Origin {
            fields: std::collections::BTreeMap::new(),
            ..known.clone()
        };
        let agrees_with = |origin: &Origin, page: &[&'static str]| {
            let line = |number: u32| page.get((number as usize).checked_sub(1)?).copied();
            agrees(&article, origin, &line)
        };
        let page = ["本报讯　今天", "植树。", "别的", "植树造林"];
        assert!(agrees_with(&known, &page));
        assert!(agrees_with(&lines_alone, &page));
        let beside = ["本报讯　今天 别的", "树。 植别的", "别的", "植树造林"];
        assert!(agrees_with(&known, &beside), "columns side by side");
        let radicals = ["⽊报讯　今天", "植树。", "别的", "植树造林"];
        assert!(!agrees_with(&known, &radicals), "another character");
        let moved = ["新的一行", "本报讯　今天", "植树。", "别的"];
        assert!(!agrees_with(&known, &moved));
        assert!(!agrees_with(&lines_alone, &moved));
        assert!(!agrees_with(&known, &[]));
        let file_alone = Origin::default();
        assert!(agrees_with(&file_alone, &page));
    }
}
