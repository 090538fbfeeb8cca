//! The articles of an issue, and what each points at.

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node};

use crate::ocr::kinds;
use crate::ocr::xml::{attribute, is};
use crate::placed::RegionKind;

/// A pointer of an article to words or blocks of a file.
#[derive(Clone, Debug)]
pub(super) struct Pointer<'a> {
    /// The file's id.
    pub(super) file: &'a str,
    /// The ids of the first and the last element.
    pub(super) begin: &'a str,
    pub(super) end: &'a str,
    pub(super) kind: Option<RegionKind>,
}

/// An article.
#[derive(Debug, Default)]
pub(super) struct Article<'a> {
    /// The description that has its title.
    pub(super) description: Option<&'a str>,
    pub(super) label: Option<&'a str>,
    pub(super) pointers: Vec<Pointer<'a>>,
}

/// The articles of an issue, in order.
#[derive(Debug, Default)]
pub(super) struct Articles<'a> {
    pub(super) all: Vec<Article<'a>>,
    /// The ids of the files that they point at.
    pub(super) files: HashSet<&'a str>,
}

/// Types of divisions that are an article each.
const ARTICLES: [&str; 9] = [
    "article",
    "advertisement",
    "illustration",
    "obituary",
    "letter",
    "announcement",
    "poem",
    "editorial",
    "section_item",
];

/// What is known on the way down.
#[derive(Clone, Copy)]
struct Within {
    article: Option<usize>,
    kind: Option<RegionKind>,
}

impl<'a> Articles<'a> {
    pub(super) fn of(document: &'a Document<'_>) -> Self {
        let mut articles = Self::default();
        // The articles and areas that links may name.
        let mut by_id: HashMap<&str, usize> = HashMap::new();
        let mut areas: HashMap<&str, (Node<'a, '_>, Option<RegionKind>)> = HashMap::new();
        let outside = Within {
            article: None,
            kind: None,
        };
        let mut open = vec![(document.root_element(), outside)];
        while let Some((node, mut within)) = open.pop() {
            if is(node, "div") {
                let named = attribute(node, "TYPE").unwrap_or_default();
                if within.article.is_none() && ARTICLES.contains(&&*named.to_ascii_lowercase()) {
                    within.article = Some(articles.all.len());
                    by_id.extend(attribute(node, "ID").map(|id| (id, articles.all.len())));
                    articles.all.push(Article {
                        description: attribute(node, "DMDID"),
                        label: attribute(node, "LABEL"),
                        pointers: Vec::new(),
                    });
                }
                let label = attribute(node, "LABEL").and_then(kinds::of_word);
                within.kind = kinds::of_word(named).or(within.kind);
                if let Some(id) = attribute(node, "ID").filter(|_| within.article.is_none()) {
                    areas.insert(id, (node, label.or_else(|| kinds::of_word(named))));
                }
            } else if is(node, "area") {
                let article = within.article.and_then(|at| articles.all.get_mut(at));
                if let (Some(article), Some(pointer)) = (article, pointer(node, within.kind)) {
                    articles.files.insert(pointer.file);
                    article.pointers.push(pointer);
                }
            }
            open.extend(
                node.children()
                    .filter(Node::is_element)
                    .rev()
                    .map(|child| (child, within)),
            );
        }
        articles.follow_links(document, &by_id, &areas);
        articles
    }

    /// Adds what links lead to.
    fn follow_links(
        &mut self,
        document: &'a Document<'_>,
        by_id: &HashMap<&str, usize>,
        areas: &HashMap<&str, (Node<'a, '_>, Option<RegionKind>)>,
    ) {
        let target = |node, name| attribute(node, name).map(|id| id.trim_start_matches('#'));
        let links = document
            .descendants()
            .filter(|node| is(*node, "structLink"));
        for link in links.flat_map(|links| links.children().filter(Node::is_element)) {
            let ends: Vec<&str> = if is(link, "smLink") {
                [target(link, "from"), target(link, "to")]
                    .into_iter()
                    .flatten()
                    .collect()
            } else {
                link.children()
                    .filter_map(|locator| target(locator, "href"))
                    .collect()
            };
            let article = ends.iter().find_map(|id| by_id.get(id));
            let Some(article) = article.and_then(|at| self.all.get_mut(*at)) else {
                continue;
            };
            for (area, kind) in ends.iter().filter_map(|id| areas.get(id)) {
                let pointers = area.children().filter(|child| is(*child, "fptr"));
                let within = pointers.flat_map(|pointer| pointer.descendants());
                let found = within
                    .filter(|node| is(*node, "area"))
                    .filter_map(|node| pointer(node, *kind));
                for pointer in found {
                    self.files.insert(pointer.file);
                    article.pointers.push(pointer);
                }
            }
        }
    }
}

fn pointer<'a>(area: Node<'a, '_>, kind: Option<RegionKind>) -> Option<Pointer<'a>> {
    let begin = attribute(area, "BEGIN")?;
    Some(Pointer {
        file: attribute(area, "FILEID")?,
        begin,
        end: attribute(area, "END").unwrap_or(begin),
        kind,
    })
}
