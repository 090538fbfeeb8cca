//! The elements of a page as a tree, in one list in the order of the page.

use std::ops::Range;

use super::{Event, OpenElements, Tag, events};

/// The place of a node in its tree.
pub type NodeId = usize;

/// A page as a tree.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// A node of a tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// The element around it.
    pub parent: Option<NodeId>,
    /// What it is.
    pub content: Content,
    /// The first node behind all that is in it.
    end: NodeId,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Content {
    /// An element.
    Element(Tag),
    /// Text.
    Text(String),
    /// A comment.
    Comment(String),
}

impl Node {
    /// Returns the tag of an element.
    pub fn tag(&self) -> Option<&Tag> {
        match &self.content {
            Content::Element(tag) => Some(tag),
            _ => None,
        }
    }

    /// Returns the name of an element; empty for what is none.
    pub fn name(&self) -> &str {
        self.tag().map(Tag::name).unwrap_or_default()
    }

    /// Returns the text of a text.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Tree {
    /// Reads a page.
    pub fn read(html: &str) -> Self {
        let mut tree = Self::default();
        let mut open = OpenElements::<NodeId>::default();
        events(html, |event| match event {
            Event::Start(tag) => {
                tree.close(&open.before(tag));
                let id = tree.add(&open, Content::Element(tag.clone()));
                open.begin(tag, id);
            }
            Event::End(name) => tree.close(&open.end(name)),
            Event::Text(text) => {
                tree.add(&open, Content::Text(text.to_owned()));
            }
            Event::Comment(text) => {
                tree.add(&open, Content::Comment(text.to_owned()));
            }
        });
        let left: Vec<_> = open.iter().cloned().collect();
        tree.close(&left);
        tree
    }

    fn add(&mut self, open: &OpenElements<NodeId>, content: Content) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node {
            parent: open.iter().next_back().map(|(_, id)| *id),
            content,
            end: id + 1,
        });
        id
    }

    fn close(&mut self, ended: &[(String, NodeId)]) {
        let end = self.nodes.len();
        for (_, id) in ended {
            if let Some(node) = self.nodes.get_mut(*id) {
                node.end = end;
            }
        }
    }

    /// Returns the places of all nodes, in the order of the page.
    pub fn all(&self) -> Range<NodeId> {
        0..self.nodes.len()
    }

    /// Returns a node.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// Returns the nodes of a range, with their places.
    pub fn nodes(&self, range: Range<NodeId>) -> impl DoubleEndedIterator<Item = (NodeId, &Node)> {
        let first = range.start;
        let nodes = self.nodes.get(range).unwrap_or_default().iter();
        nodes.enumerate().map(move |(at, node)| (first + at, node))
    }

    /// Returns the places of all that is in a node.
    pub fn within(&self, id: NodeId) -> Range<NodeId> {
        id + 1..self.node(id).map_or(id + 1, |node| node.end)
    }

    /// Returns the elements around a node, from within to without.
    pub fn around(&self, id: NodeId) -> impl Iterator<Item = (NodeId, &Node)> {
        let parent = move |id: NodeId| self.node(id)?.parent;
        let places = std::iter::successors(parent(id), move |id| parent(*id));
        places.filter_map(|id| Some((id, self.node(id)?)))
    }

    /// Returns the text of a range of nodes.
    pub fn text(&self, range: Range<NodeId>) -> String {
        let texts = self.nodes(range).filter_map(|(_, node)| node.text());
        texts.collect()
    }

    /// Gives what is in a range of nodes, as [`events`] gives what is in a page.
    pub fn events(&self, range: Range<NodeId>, mut reader: impl FnMut(Event<'_>)) {
        let mut open: Vec<(NodeId, &str)> = Vec::new();
        for (id, node) in self.nodes(range) {
            while let Some((_, name)) = open.pop_if(|(end, _)| *end <= id) {
                reader(Event::End(name));
            }
            match &node.content {
                Content::Element(tag) => {
                    reader(Event::Start(tag));
                    if !tag.has_no_content() {
                        open.push((node.end, tag.name()));
                    }
                }
                Content::Text(text) => reader(Event::Text(text)),
                Content::Comment(text) => reader(Event::Comment(text)),
            }
        }
        while let Some((_, name)) = open.pop() {
            reader(Event::End(name));
        }
    }
}
