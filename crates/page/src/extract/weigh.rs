//! Which element of a page holds the report.
//!
//! Each line has a weight: as much as it says if it reads as a sentence, and less than nothing if it is a link, a word or
//! two, or furniture. The element with the most is the report's, for what is around it adds nothing but such lines, and
//! what is in it lacks some of the sentences.

use std::collections::HashSet;

use super::furniture;
use super::lines::{Line, Page, size, words};
use crate::html::{NodeId, Tag, Tree};

/// A shorter text is no report, in thirds of a Han character.
const LEAST: isize = 75;

/// The element that holds the report.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) id: NodeId,
    /// What the lines of each element weigh.
    sums: Vec<Sum>,
}

/// What the lines of an element come to.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    weight: isize,
    /// How much of it is in sentences that are no links.
    prose: isize,
    size: isize,
    linked: isize,
    is_beside: bool,
}

impl Container {
    /// Whether an element in it is furniture: links, or what its name says is none of the text.
    pub(super) fn is_furniture(&self, id: NodeId) -> bool {
        self.sums.get(id).is_some_and(|sum| {
            let is_links = sum.weight < 0 && sum.linked * 2 > sum.size;
            is_links || sum.is_beside
        })
    }
}

/// Finds the element that holds the report; `None` where no text reads as one.
pub(super) fn container(tree: &Tree, page: &Page) -> Option<Container> {
    let mut sums = sums(tree, page, &HashSet::new());
    let all: isize = page.lines.iter().map(prose).sum();
    let mut beside = HashSet::new();
    for (id, node) in tree.nodes(tree.all()) {
        let is_inner = node.parent.is_some_and(|parent| beside.contains(&parent));
        // What holds most of the text is the report, whatever its name.
        let is_small = sums.get(id).is_some_and(|sum| sum.prose * 2 < all);
        let is_named = || node.tag().is_some_and(is_named_furniture);
        if is_inner || is_small && is_named() && !is_within_line(tree, page, id) {
            beside.insert(id);
        }
    }
    if !beside.is_empty() {
        sums = self::sums(tree, page, &beside);
    }
    let elements = tree
        .nodes(tree.all())
        .filter(|(_, node)| node.tag().is_some());
    let sum = |id: NodeId| sums.get(id).copied().unwrap_or_default();
    let (id, _) = elements.max_by_key(|(id, _)| (sum(*id).weight, *id))?;
    let best = sum(id);
    (best.prose >= LEAST && best.weight > 0).then_some(Container { id, sums })
}

/// No page has a text that is longer.
fn signed(size: usize) -> isize {
    isize::try_from(size).unwrap_or(isize::MAX)
}

fn prose(line: &Line) -> isize {
    if is_prose(line) {
        signed(line.size - line.linked)
    } else {
        0
    }
}

/// Whether a line is text that reads as a sentence.
fn is_prose(line: &Line) -> bool {
    line.is_sentence() && !furniture::is_furniture(&line.text)
}

fn weight(line: &Line, is_beside: bool) -> isize {
    /// In thirds of a Han character.
    const MOST: usize = 1200;
    let size = signed(line.size.min(MOST));
    if is_beside || line.is_beside || is_teaser(&line.text) {
        -size.min(60)
    } else if is_prose(line) {
        size
    } else if line.is_link() {
        -size.clamp(6, 60)
    } else if furniture::is_furniture(&line.text) {
        -6
    } else if size < 30 {
        -3
    } else {
        size / 4
    }
}

/// Whether a line is the beginning of another report, cut where there was no room for more.
fn is_teaser(text: &str) -> bool {
    let ends = ["...", "[详细]", "[详情]", "[全文]", "更多>>"]
        .iter()
        .any(|end| text.ends_with(end));
    ends || text.ends_with('…') && !text.ends_with("……")
}

/// Adds up what the lines in each element weigh.
fn sums(tree: &Tree, page: &Page, beside: &HashSet<NodeId>) -> Vec<Sum> {
    let mut sums: Vec<Sum> = vec![Sum::default(); tree.all().len()];
    let mut seen = HashSet::new();
    for line in &page.lines {
        let is_beside = beside.contains(&line.block);
        // What stands on a page twice counts once.
        let is_new = line.size < 60 || seen.insert(&line.text);
        if let Some(sum) = sums.get_mut(line.block).filter(|_| is_new) {
            sum.weight += weight(line, is_beside);
            sum.prose += prose(line);
            sum.size += signed(line.size);
            sum.linked += signed(line.linked);
        }
    }
    for (id, node) in tree.nodes(tree.all()).rev() {
        let mut sum = sums.get(id).copied().unwrap_or_default();
        sum.is_beside = beside.contains(&id);
        if let Some(own) = sums.get_mut(id) {
            own.is_beside = sum.is_beside;
        }
        if let Some(outer) = node.parent.and_then(|parent| sums.get_mut(parent)) {
            outer.weight += sum.weight;
            outer.prose += sum.prose;
            outer.size += sum.size;
            outer.linked += sum.linked;
        }
    }
    sums
}

/// Words by which sites call what is none of the text, in class names and ids.
const FURNITURE: [&str; 52] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "bottom",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "copyright",
    "crumb",
    "declare",
    "disclaimer",
    "fenxiang",
    "foot",
    "footer",
    "guess",
    "hot",
    "hotnews",
    "keyword",
    "keywords",
    "login",
    "menu",
    "mianze",
    "nav",
    "navbar",
    "navi",
    "navigation",
    "next",
    "pager",
    "pagination",
    "pinglun",
    "popup",
    "prev",
    "promo",
    "qrcode",
    "rank",
    "recommend",
    "recommendation",
    "recommends",
    "relate",
    "related",
    "relation",
    "reply",
    "share",
    "sidebar",
    "sponsor",
    "tag",
    "tags",
    "tuijian",
    "xiangguan",
];

/// Whether an element's class or id says that it is none of the text.
fn is_named_furniture(tag: &Tag) -> bool {
    if matches!(tag.name(), "body" | "html" | "article" | "main") {
        return false;
    }
    let names = ["class", "id"]
        .into_iter()
        .filter_map(|name| tag.attribute(name));
    let mut words = names.flat_map(words);
    words.any(|word| FURNITURE.binary_search(&&*word).is_ok())
}

/// Whether an element is some words of a line, whatever its name: sites link terms by a class `keyword`.
fn is_within_line(tree: &Tree, page: &Page, id: NodeId) -> bool {
    let within = tree.within(id);
    let behind = page.lines.partition_point(|line| line.at < within.end);
    let line = behind.checked_sub(1).and_then(|at| page.lines.get(at));
    line.is_some_and(|line| {
        let own: usize = tree
            .nodes(within.clone())
            .filter_map(|(_, node)| node.text())
            .flat_map(str::chars)
            .map(size)
            .sum();
        !within.contains(&line.at) || own < line.size
    })
}
